package main

import (
	"slices"

	"github.com/lanewise/lanewise/asm/vir"
	"github.com/mmcloughlin/avo/operand"
)

// spills keeps values that wait for their next use in memory, where two vectors in turn need more
// registers than AVX2 has. The pipes that compute have nothing to do with it.
type spills struct {
	gap   int                 // values that are computed meanwhile, at least
	uses  [][]int             // of each value, in order
	slots map[int]operand.Mem // of values that are in memory
	all   []operand.Mem       // on the stack
	used  []bool
}

// newSpills prepares spills of f.
func newSpills(f *vir.Func, gap int) *spills {
	s := &spills{gap: gap, uses: make([][]int, len(f.Values))}
	for i, v := range f.Values {
		if v.Op == vir.BitcastFI || v.Op == vir.BitcastIF {
			continue // see withoutBitcasts
		}
		for _, a := range v.Args[:v.NumArgs()] {
			s.uses[a] = append(s.uses[a], i)
		}
	}
	for _, o := range f.Outs {
		s.uses[o.Value] = append(s.uses[o.Value], len(f.Values))
	}
	return s
}

// begin prepares for the values of one vector.
func (s *spills) begin() { s.slots, s.used = map[int]operand.Mem{}, make([]bool, len(s.all)) }

// slot returns where value i is in memory.
func (lo *lowering) slot(i int) (operand.Mem, bool) {
	if lo.spilled == nil {
		return operand.Mem{}, false
	}
	mem, ok := lo.spilled.slots[i]
	return mem, ok
}

// spill puts value i and its arguments into memory, as far as they wait long from there on.
// An input is there already.
func (lo *lowering) spill(i int) {
	s := lo.spilled
	if s == nil {
		return
	}
	v := lo.f.Values[i]
	for _, j := range append([]int{i}, v.Args[:v.NumArgs()]...) {
		w := lo.f.Values[j]
		mem, ok := s.slots[j]
		if ok && lo.left[j] == 0 && w.Op != vir.Load {
			s.used[slices.Index(s.all, mem)] = false
			delete(s.slots, j)
		}
		next := slices.IndexFunc(s.uses[j], func(u int) bool { return u > i })
		if lo.vals[j] == nil || lo.fixed[j] != nil || w.Op == vir.Const || lo.left[j] == 0 || next < 0 || s.uses[j][next]-i <= s.gap || lo.half[j] {
			continue
		}
		switch {
		case ok:
		case w.Op == vir.Load && lo.f.Params[w.Imm].Part == vir.Whole && lo.f.Params[w.Imm].Elem() == lo.typ:
			s.slots[j] = lo.loads(int(w.Imm))
		case w.Op == vir.Load:
			continue
		default:
			s.slots[j] = lo.freeSlot()
			lo.emit("VMOVU%", lo.vals[j], s.slots[j])
		}
		lo.vals[j] = nil
	}
}

// freeSlot returns room for a vector on the stack.
func (lo *lowering) freeSlot() operand.Mem {
	s := lo.spilled
	k := slices.Index(s.used, false)
	if k < 0 {
		k = len(s.all)
		s.all, s.used = append(s.all, lo.AllocLocal(lo.bytes)), append(s.used, false)
	}
	s.used[k] = true
	return s.all[k]
}
