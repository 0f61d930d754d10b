package main

import (
	"slices"

	"github.com/lanewise/lanewise/asm/vir"
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// Reductions of n complex numbers, whose parts lie side by side: partial results
// in logical vectors as of floats, folded until one pair of parts is left. In the
// dot product such a pair is of products.
const (
	complexSumSignature = "func(x *%, n int) (re, im %)"
	complexDotSignature = "func(x, y *%, n int) (rr, ii, ri, ir %)"
)

// complexReduction is the loop around a step that takes vectors, one of each
// input, into accumulators, one of each set.
type complexReduction struct {
	k            *kernel
	inputs       []reg.GPVirtual
	acc          [][]reg.VecVirtual // by set: logical vectors, one after the other
	accumulators int
	step         func(acc []reg.VecVirtual, in []operand.Op)
}

func newComplexReduction(m *machine, loadConstants func(), accumulators, sets int, inputs ...string) *complexReduction {
	r := &complexReduction{
		k:            &kernel{machine: m, ptr: map[int]reg.GPVirtual{}},
		inputs:       m.pointers(inputs...),
		acc:          make([][]reg.VecVirtual, sets),
		accumulators: accumulators,
	}
	r.k.n, r.k.i = m.param("n"), m.GP64()
	m.SHLQ(operand.U8(1), r.k.n) // parts from here on
	m.XORQ(r.k.i, r.k.i)
	loadConstants()
	for s := range r.acc {
		for range accumulators * r.parts() {
			r.acc[s] = append(r.acc[s], m.zero())
		}
	}
	return r
}

// parts returns the registers of a logical vector.
func (r *complexReduction) parts() int { return vir.LogicalBytes / r.k.bytes }

// run writes the loops. The elements that remain go to the first accumulator;
// those that are missing from a vector are zeros unless keep is set, which makes
// them leave the accumulator as it is.
func (r *complexReduction) run(keep bool) {
	k, lanes := r.k, r.k.typ.LogicalLanes()
	at := func(base reg.GPVirtual, u int) operand.Mem {
		return operand.Mem{Base: base, Index: k.i, Scale: uint8(k.typ.Size()), Disp: u * k.bytes}
	}
	round := func(registers int) {
		for u := range registers {
			var in []operand.Op
			for _, base := range r.inputs {
				in = append(in, k.to("VMOVU%", at(base, u)))
			}
			r.step(r.set(u), in)
		}
	}
	k.loop("main", r.accumulators*lanes, func() { round(r.accumulators * r.parts()) })
	k.loop("vector", lanes, func() { round(r.parts()) })
	k.tail(func(masks []operand.Op) {
		for u, mask := range masks {
			name := "VMASKMOV%"
			if k.is512() {
				name = "VMOVU%_Z"
			}
			var in []operand.Op
			for _, base := range r.inputs {
				in = append(in, k.to(name, at(base, u), mask))
			}
			acc := r.set(u)
			if !keep {
				r.step(acc, in)
				continue
			}
			old := k.to("VMOVA%", acc[0])
			r.step(acc, in)
			if k.is512() {
				k.emit("VBLENDM%", acc[0], old, mask, acc[0])
			} else {
				k.emit("VBLENDV%", mask, acc[0], old, acc[0])
			}
		}
	}, r.parts())
}

// set returns register u of every set.
func (r *complexReduction) set(u int) (acc []reg.VecVirtual) {
	for s := range r.acc {
		acc = append(acc, r.acc[s][u])
	}
	return acc
}

// results folds the accumulators of each set in pairs, then their lanes, and
// returns the two that are left by the given names.
func (r *complexReduction) results(fold func(x operand.Op, acc, dst reg.VecVirtual), names ...string) {
	k, parts := r.k, r.parts()
	for s, acc := range r.acc {
		for step := 1; step < r.accumulators; step *= 2 {
			for a := 0; a < r.accumulators; a += 2 * step {
				for u := range parts {
					fold(acc[(a+step)*parts+u], acc[a*parts+u], acc[a*parts+u])
				}
			}
		}
		k.foldLanes(acc[:parts], 2*k.typ.Size(), fold)
		first, second := acc[0].AsX(), k.XMM()
		if k.typ == vir.F64 {
			k.VUNPCKHPD(first, first, second)
		} else {
			k.VMOVSHDUP(first, second)
		}
		k.Store(first, k.Return(names[2*s]))
		k.Store(second, k.Return(names[2*s+1]))
	}
}

func (r *complexReduction) add(x operand.Op, acc, dst reg.VecVirtual) { r.k.emit("VADD%", x, acc, dst) }

func complexSumBody(m *machine, loadConstants func()) {
	r := newComplexReduction(m, loadConstants, vir.Accumulators, 1, "x")
	r.step = func(acc []reg.VecVirtual, in []operand.Op) { r.add(in[0], acc[0], acc[0]) }
	r.run(false)
	r.results(r.add, "re", "im")
}

// complexDotBody sums xr*yr and xi*yi in one set, xr*yi and xi*yr in the other:
// one shuffle for each vector, and signs come in at the end. AVX2 has registers for
// two accumulators of each.
func complexDotBody(m *machine, loadConstants func()) {
	r := newComplexReduction(m, loadConstants, 2, 2, "x", "y")
	swap := map[vir.Type]operand.U8{vir.F64: 0x55, vir.F32: 0xb1}[m.typ]
	r.step = func(acc []reg.VecVirtual, in []operand.Op) {
		x, y := in[0], in[1]
		r.add(m.to("VMUL%", y, x), acc[0], acc[0])
		r.add(m.to("VMUL%", m.to("VPERMIL%", swap, y), x), acc[1], acc[1])
	}
	r.run(false)
	r.results(r.add, "rr", "ii", "ri", "ir")
}

func complexProdBody(m *machine, loadConstants func()) {
	r := newComplexReduction(m, loadConstants, vir.Accumulators, 1, "x")
	one := m.to("VMOVU%", m.consts.table(m.typ, slices.Repeat([]uint64{m.floatBits(1), 0}, m.lanes()/2)))
	for _, acc := range r.acc[0] {
		m.emit("VMOVA%", one, acc)
	}
	times := func(x operand.Op, acc, dst reg.VecVirtual) { m.emit("VMOVA%", m.complexMul(acc, x), dst) }
	r.step = func(acc []reg.VecVirtual, in []operand.Op) { times(in[0], acc[0], acc[0]) }
	r.run(true)
	r.results(times, "re", "im")
}

// complexMul multiplies vectors of pairs of parts, with rounded products: re =
// xr*yr - xi*yi, im = xi*yr + xr*yi.
func (m *machine) complexMul(x, y operand.Op) operand.Op {
	re, im, swapped := m.vec(), m.vec(), m.vec()
	if m.typ == vir.F64 {
		m.VMOVDDUP(y, re)
		m.VPERMILPD(operand.U8(0xff), y, im)
		m.VPERMILPD(operand.U8(0x55), x, swapped)
	} else {
		m.VMOVSLDUP(y, re)
		m.VMOVSHDUP(y, im)
		m.VPERMILPS(operand.U8(0xb1), x, swapped)
	}
	p, q := m.to("VMUL%", re, x), m.to("VMUL%", im, swapped)
	if !m.is512() {
		return m.to("VADDSUB%", q, p)
	}
	return m.emit("VFMADDSUB213%", q, m.constReg(m.floatBits(1)), p) // p*1 -+ q
}
