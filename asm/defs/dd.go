package defs

import "github.com/lanewise/lanewise/asm/vir"

// pair is the unevaluated sum of two values, hi + lo with lo below half a unit
// in the last place of hi: twice the precision. The algorithms are Dekker's and
// Knuth's (Muller et al., "Handbook of Floating-Point Arithmetic", chapters 4
// and 14).
type pair struct{ hi, lo vir.V }

// twoSum returns x + y exactly, 6 additions.
func twoSum(b *vir.Builder, x, y vir.V) pair {
	s := b.Add(x, y)
	z := b.Sub(s, x)
	return pair{s, b.Add(b.Sub(x, b.Sub(s, z)), b.Sub(y, z))}
}

// fastTwoSum is twoSum for |x| >= |y| or x = 0, 3 additions.
func fastTwoSum(b *vir.Builder, x, y vir.V) pair {
	s := b.Add(x, y)
	return pair{s, b.Sub(y, b.Sub(s, x))}
}

// twoProduct returns x * y exactly, unless it underflows.
func twoProduct(b *vir.Builder, x, y vir.V) pair {
	p := b.Mul(x, y)
	return pair{p, b.FMA(x, y, b.Neg(p))}
}
