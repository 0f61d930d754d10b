package main

import (
	"slices"

	"github.com/lanewise/lanewise/asm/vir"
	"github.com/mmcloughlin/avo/operand"
)

// spills keeps values that wait for their next use in memory, for two vectors in turn, which need
// more registers than AVX2 has.
type spills struct {
	gap   int                 // a value waits long if more than so many are computed meanwhile
	uses  [][]int             // of each value, in order
	slots map[int]operand.Mem // of the values that are in memory
	stack []operand.Mem       // room for vectors
	taken []bool              // which of it slots has
}

// newSpills prepares spills of a body without bitcasts.
func newSpills(f *vir.Func, gap int) *spills {
	s := &spills{gap: gap, uses: make([][]int, len(f.Values))}
	for i, v := range f.Values {
		if v.Op != vir.BitcastFI && v.Op != vir.BitcastIF {
			for _, a := range v.Args[:v.NumArgs()] {
				s.uses[a] = append(s.uses[a], i)
			}
		}
	}
	for _, o := range f.Outs {
		s.uses[o.Value] = append(s.uses[o.Value], len(f.Values))
	}
	return s
}

// begin prepares for the values of one vector.
func (s *spills) begin() { s.slots, s.taken = map[int]operand.Mem{}, make([]bool, len(s.stack)) }

// waits reports whether value j is used again long after value i.
func (s *spills) waits(j, i int) bool {
	next := slices.IndexFunc(s.uses[j], func(u int) bool { return u > i })
	return next >= 0 && s.uses[j][next]-i > s.gap
}

// slot returns the place of value i if it is in memory alone.
func (lo *lowering) slot(i int) (mem operand.Mem, ok bool) {
	if lo.spilled != nil && lo.vals[i] == nil {
		mem, ok = lo.spilled.slots[i]
	}
	return mem, ok
}

// spill gives up the registers of value i and its arguments, as far as they wait long
// from there on, and the memory of those that are used no more.
func (lo *lowering) spill(i int) {
	if lo.spilled == nil {
		return
	}
	v := lo.f.Values[i]
	for _, j := range append([]int{i}, v.Args[:v.NumArgs()]...) {
		switch {
		case lo.left[j] == 0:
			lo.spilled.free(j)
		case lo.vals[j] != nil && lo.fixed[j] == nil && !lo.half[j] && lo.spilled.waits(j, i) && lo.toMemory(j):
			lo.vals[j] = nil
		}
	}
}

// toMemory reports whether value j is in memory, after it has been stored if need be. An
// input is there already.
func (lo *lowering) toMemory(j int) bool {
	s := lo.spilled
	switch w := lo.f.Values[j]; {
	case w.Op == vir.Const:
		return false
	case w.Op == vir.Load:
		p := lo.f.Params[w.Imm]
		if p.Part != vir.Whole || p.Elem() != lo.typ {
			return false
		}
		s.slots[j] = lo.loads(int(w.Imm))
	case s.slots[j] == operand.Mem{}:
		k := slices.Index(s.taken, false)
		if k < 0 {
			k = len(s.stack)
			s.stack, s.taken = append(s.stack, lo.AllocLocal(lo.bytes)), append(s.taken, false)
		}
		s.slots[j], s.taken[k] = s.stack[k], true
		lo.emit("VMOVU%", lo.vals[j], s.slots[j])
	}
	return true
}

// free gives the room of value j on the stack to others.
func (s *spills) free(j int) {
	if k := slices.Index(s.stack, s.slots[j]); k >= 0 {
		s.taken[k] = false
	}
	delete(s.slots, j)
}
