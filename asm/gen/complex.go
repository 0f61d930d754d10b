package main

import (
	"github.com/lanewise/lanewise/asm/vir"
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// complexSignature is that of products of n complex numbers, whose parts lie
// side by side.
const complexSignature = "func(dst, x, y *%, n int)"

// complexMulBody multiplies with rounded products, as Go does without fusing:
// re = xr*yr - xi*yi, im = xi*yr + xr*yi.
func complexMulBody(m *machine, loadConstants func()) {
	k := &kernel{machine: m, ptr: map[int]reg.GPVirtual{}}
	dst, x, y := m.param("dst"), m.param("x"), m.param("y")
	k.n, k.i = m.param("n"), m.GP64()
	m.SHLQ(operand.U8(1), k.n) // parts from here on
	m.XORQ(k.i, k.i)
	loadConstants()
	at := func(base reg.GPVirtual) operand.Mem {
		return operand.Mem{Base: base, Index: k.i, Scale: uint8(m.typ.Size())}
	}
	k.loop("vector", m.lanes(), func() {
		a, b := m.to("VMOVU%", at(x)), m.to("VMOVU%", at(y))
		m.emit("VMOVU%", m.complexMul(a, b), at(dst))
	})
	k.tail(func(masks []operand.Op) {
		if m.is512() {
			a, b := m.to("VMOVU%_Z", at(x), masks[0]), m.to("VMOVU%_Z", at(y), masks[0])
			m.emit("VMOVU%", m.complexMul(a, b), masks[0], at(dst))
			return
		}
		a, b := m.to("VMASKMOV%", at(x), masks[0]), m.to("VMASKMOV%", at(y), masks[0])
		m.emit("VMASKMOV%", m.complexMul(a, b), masks[0], at(dst))
	}, 1)
}

// complexMul multiplies vectors of pairs of parts.
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
