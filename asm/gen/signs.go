package main

import (
	"slices"

	"github.com/lanewise/lanewise/asm/vir"
)

// What an FMA without negations has in its Imm: which signs it changes.
const (
	negProduct = 1 << iota
	negAddend
)

// withoutNegations returns f, without bitcasts, with the arguments of negations in their
// places in sums and fused products, whose instructions change signs for nothing. What
// comes in pairs of numbers has one negation for each product's rounding error. NEON has no
// instruction that changes the sign of a fused product's addend.
func withoutNegations(f *vir.Func, addends bool) *vir.Func {
	g := *f
	g.Values = slices.Clone(f.Values)
	// positive replaces argument j of a value and reports whether it was a negation.
	positive := func(v *vir.Value, j int) bool {
		negation := g.Values[v.Args[j]]
		if negation.Op == vir.Neg {
			v.Args[j] = negation.Args[0]
		}
		return negation.Op == vir.Neg
	}
	for i := range g.Values {
		switch v := &g.Values[i]; v.Op {
		case vir.FMA:
			if positive(v, 0) != positive(v, 1) {
				v.Imm |= negProduct
			}
			if addends && positive(v, 2) {
				v.Imm |= negAddend
			}
		case vir.Add:
			if positive(v, 1) {
				v.Op = vir.Sub
			} else if positive(v, 0) {
				v.Op, v.Args[0], v.Args[1] = vir.Sub, v.Args[1], v.Args[0]
			}
		case vir.Sub:
			if positive(v, 1) {
				v.Op = vir.Add
			}
		}
	}
	return &g
}
