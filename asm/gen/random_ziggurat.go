package main

import (
	"github.com/lanewise/lanewise/asm/vir"
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

const uniformSignature = "func(dst *%, n int)"

// uniformBody writes the function
//
//	uniform(dst, n)
//
// that turns n words, a positive multiple of the lanes, into numbers in [0, 1)
// in their place.
func uniformBody(m *machine, loadConstants func()) {
	dst := m.Load(m.Param("dst"), m.GP64()).(reg.GPVirtual)
	n := m.param("n")
	loadConstants()
	m.SUBQ(operand.I32(2*m.lanes()), n)
	m.JLT(operand.LabelRef("last"))
	m.alignLoop()
	m.Label("pair")
	m.fractions(operand.Mem{Base: dst})
	m.fractions(operand.Mem{Base: dst, Disp: m.bytes})
	m.ADDQ(operand.I32(2*m.bytes), dst)
	m.SUBQ(operand.I32(2*m.lanes()), n)
	m.JGE(operand.LabelRef("pair"))
	m.Label("last")
	m.CMPQ(n, operand.I32(-2*m.lanes()))
	m.JEQ(operand.LabelRef("end"))
	m.fractions(operand.Mem{Base: dst})
	m.Label("end")
}

// fractions turns a vector of words into numbers in [0, 1).
func (m *machine) fractions(mem operand.Mem) {
	w := m.to("VMOVU%", mem)
	if m.typ == vir.F64 {
		m.emit("VMOVU%", m.fraction(w), mem)
		return
	}
	x := m.to("VCVTDQ2PS", m.to("VPSRLD", operand.U8(8), w))
	m.emit("VMULPS", m.constant(m.floatBits(0x1p-24)), x, x)
	m.emit("VMOVU%", x, mem)
}

// fraction returns the upper 53 bits of w times 2^-53. AVX2 makes a number in
// [1, 2) of the upper 52 and takes away 1, or 2^-53 less if the next bit is one.
func (m *machine) fraction(w operand.Op) operand.Op {
	if m.is512() {
		return m.fraction53(m.to("VPSRLQ", operand.U8(11), w), 53)
	}
	one := m.constReg(m.floatBits(1))
	x := m.to("VPOR", one, m.to("VPSRLQ", operand.U8(12), w))
	next := m.to("VPSLLQ", operand.U8(63-11), w)
	less := m.to("VBLENDVPD", next, m.constant(m.floatBits(1-0x1p-53)), one)
	return m.emit("VSUBPD", less, x, x)
}

// fraction53 returns u * 2^-scale for integers u below 2^53, exactly. AVX2 puts
// the halves under exponents that align them and takes those away again.
func (m *machine) fraction53(u operand.Op, scale int) operand.Op {
	unit := 1.0 / float64(uint64(1)<<scale)
	if m.is512() {
		x := m.to("VCVTQQ2PD", u)
		return m.emit("VMULPD", m.constant(m.floatBits(unit)), x, x)
	}
	const low, high = 0x1p52, 0x1p84
	hi := m.to("VPOR", m.constant(m.floatBits(high*unit)), m.to("VPSRLQ", operand.U8(32), u))
	lo := m.to("VPBLENDD", operand.U8(0xAA), m.constant(m.floatBits(low*unit)), u)
	m.emit("VSUBPD", m.constant(m.floatBits(high*unit+low*unit)), hi, hi)
	return m.emit("VADDPD", lo, hi, hi)
}

const runSignature = "func(table *byte, dst, words *%, n int) (ret int)"

// runBody returns the body of the functions
//
//	normalRun(table, dst, words, n) (done)
//	exponentialRun(table, dst, words, n) (done)
//
// that turn words into numbers by a ziggurat's table until one is not accepted
// at once, for n a positive multiple of the lanes. dst may be the memory of
// words that come before; as long as the vectors of both overlap, numbers
// before the one that is not accepted are left to the caller.
//
// Two gathers bound it: some 8 cycles each for the 4 or 8 lanes of AVX2, which is
// 4 or 2 cycles per number. To these come the generator's, and about 1 for the
// one number in 80 that is refused.
func runBody(normal bool) func(m *machine, loadConstants func()) {
	return func(m *machine, loadConstants func()) {
		table := m.Load(m.Param("table"), m.GP64()).(reg.GPVirtual)
		dst := m.Load(m.Param("dst"), m.GP64()).(reg.GPVirtual)
		words := m.Load(m.Param("words"), m.GP64()).(reg.GPVirtual)
		n := m.param("n")
		done := m.GP64()
		m.XORQ(done, done)
		loadConstants()
		out := operand.Mem{Base: dst, Index: done, Scale: uint8(m.typ.Size())}
		m.alignLoop()
		m.Label("vector")
		x, refused := m.numbers(table, m.to("VMOVU%", operand.Mem{Base: words, Index: done, Scale: uint8(m.typ.Size())}), normal)
		m.TESTQ(refused, refused)
		m.JNZ(operand.LabelRef("refused"))
		m.emit("VMOVU%", x, out)
		m.ADDQ(operand.I32(m.lanes()), done)
		m.CMPQ(done, n)
		m.JLT(operand.LabelRef("vector"))
		m.JMP(operand.LabelRef("end"))
		m.Label("refused")
		m.SUBQ(dst, words)
		m.CMPQ(words, operand.I32(m.bytes))
		m.JLT(operand.LabelRef("end"))
		m.emit("VMOVU%", x, out)
		m.TZCNTQ(refused, refused)
		m.ADDQ(refused, done)
		m.Label("end")
		m.Store(done, m.Return("ret"))
	}
}

// numbers returns the numbers for words w, and a register with bits for those
// that are not accepted at once.
func (m *machine) numbers(table reg.GPVirtual, w operand.Op, normal bool) (x operand.Op, refused reg.GPVirtual) {
	f64 := m.typ == vir.F64
	layer, u, sign := w, operand.Op(nil), operand.Op(nil)
	switch {
	case normal && f64:
		u = m.to("VPSRLQ", operand.U8(12), m.to("VPSLLQ", operand.U8(3), w)) // bits 9 to 60
		sign = m.to("VPSLLQ", operand.U8(63-8), w)
	case normal:
		u = m.to("VPSRLD", operand.U8(9), w)
		sign = m.to("VPSLLD", operand.U8(31-8), w)
	case f64:
		layer, u = m.to("VPSRLQ", operand.U8(3), w), m.to("VPSRLQ", operand.U8(11), w)
	default:
		layer, u = m.to("VPSRLD", operand.U8(1), w), m.to("VPSRLD", operand.U8(9), w)
	}
	layer = m.to("VAND%", m.constant(255), layer)
	limit := m.gather(operand.Mem{Base: table}, layer)
	width := m.gather(operand.Mem{Base: table, Disp: layers * m.typ.Size()}, layer)
	refused = m.notLess(u, limit)
	switch {
	case !f64:
		x = m.to("VCVTDQ2PS", u)
	case normal && !m.is512():
		x = m.to("VSUBPD", m.constant(m.floatBits(0x1p52)), m.to("VPOR", m.constant(m.floatBits(0x1p52)), u))
	default:
		x = m.fraction53(u, 0)
	}
	x = m.to("VMUL%", width, x)
	if normal {
		sign = m.to("VAND%", m.constant(1<<(8*m.typ.Size()-1)), sign)
		x = m.to("VXOR%", sign, x)
	}
	return x, refused
}

// notLess returns a register with bits for the lanes of u that are not less
// than their limits.
func (m *machine) notLess(u, limit operand.Op) reg.GPVirtual {
	bits := m.GP64()
	if m.is512() {
		k := m.K()
		m.emit("VPCMPU?", operand.U8(5), limit, u, k) // 5: not less
		m.KMOVQ(k, bits)
		return bits
	}
	m.emit("VMOVMSK%", m.to("VPCMPGT?", u, limit), bits.As32())
	m.XORQ(operand.I32(1<<m.lanes()-1), bits)
	return bits
}
