package main

import (
	"math/bits"

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
// words that come before. They have no code for AVX-512.
//
// Limit and width of a layer are side by side, and one load has both. With that
// of the layer's number these are two loads for a number, of which three start
// in a cycle; gathers take some 8 cycles for 4 lanes and one of the two. To these
// come the generator's, and about 1 cycle for the one number in 80 that is
// refused.
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
		x, refused := m.numbers(table, operand.Mem{Base: words, Index: done, Scale: uint8(m.typ.Size())}, normal)
		m.TESTL(refused, refused)
		m.JNZ(operand.LabelRef("refused"))
		m.emit("VMOVU%", x, out)
		m.ADDQ(operand.I32(m.lanes()), done)
		m.CMPQ(done, n)
		m.JLT(operand.LabelRef("vector"))
		m.JMP(operand.LabelRef("end"))
		m.Label("refused")
		m.TZCNTL(refused, refused)
		m.SUBQ(dst, words)
		m.CMPQ(words, operand.I32(m.bytes))
		m.JLT(operand.LabelRef("near"))
		m.emit("VMOVU%", x, out)
		m.ADDQ(refused.(reg.GP).As64(), done)
		m.JMP(operand.LabelRef("end"))
		m.Label("near") // the vector would overwrite the words of numbers to come
		mask := m.GP64()
		m.LEAQ(operand.NewDataAddr(operand.NewStaticSymbol(tailMask), 64), mask)
		m.MOVQ(refused.(reg.GP).As64(), n)
		m.SHLQ(operand.U8(bits.TrailingZeros(uint(m.typ.Size()))), n)
		m.SUBQ(n, mask)
		m.emit("VMASKMOV%", x, m.to("VMOVU%", operand.Mem{Base: mask}), out)
		m.ADDQ(refused.(reg.GP).As64(), done)
		m.Label("end")
		m.Store(done, m.Return("ret"))
	}
}

// numbers returns the numbers for a vector of words, and a register with bits
// for those that are not accepted at once.
func (m *machine) numbers(table reg.GPVirtual, words operand.Mem, normal bool) (x operand.Op, refused reg.Register) {
	f64 := m.typ == vir.F64
	limit, width := m.layers(table, words, normal)
	w := m.to("VMOVU%", words)
	u, sign := operand.Op(nil), operand.Op(nil)
	switch {
	case normal && f64:
		u = m.to("VPSRLQ", operand.U8(12), m.to("VPSLLQ", operand.U8(3), w)) // bits 9 to 60
		sign = m.to("VPSLLQ", operand.U8(63-8), w)
	case normal:
		u = m.to("VPSRLD", operand.U8(9), w)
		sign = m.to("VPSLLD", operand.U8(31-8), w)
	case f64:
		u = m.to("VPSRLQ", operand.U8(11), w)
	default:
		u = m.to("VPSRLD", operand.U8(9), w)
	}
	accepted := m.GP32()
	m.emit("VMOVMSK%", m.to("VPCMPGT?", u, limit), accepted)
	m.XORL(operand.I32(1<<m.lanes()-1), accepted)
	switch {
	case !f64:
		x = m.to("VCVTDQ2PS", u)
	case normal:
		x = m.to("VSUBPD", m.constant(m.floatBits(0x1p52)), m.to("VPOR", m.constant(m.floatBits(0x1p52)), u))
	default:
		x = m.fraction53(u, 0)
	}
	x = m.to("VMUL%", width, x)
	if normal {
		sign = m.to("VAND%", m.constant(1<<(8*m.typ.Size()-1)), sign)
		x = m.to("VXOR%", sign, x)
	}
	return x, accepted
}

// layers returns the limits and widths of the layers of a vector of words.
func (m *machine) layers(table reg.GPVirtual, words operand.Mem, normal bool) (limit, width reg.VecVirtual) {
	size := m.typ.Size()
	entry := func(lane int) operand.Mem {
		r, from := m.GP64(), words.Offset(lane*size)
		scale := 2 * size
		if normal { // bits 0 to 7
			m.MOVBQZX(from, r)
			if size == 8 {
				m.SHLL(operand.U8(4), r.As32())
				scale = 1
			}
		} else { // bits 3 to 10 or 1 to 8
			m.MOVWQZX(from, r)
			first := map[int]int{8: 3, 4: 1}[size]
			m.ANDL(operand.U32(255<<first), r.As32())
			scale >>= first
		}
		return operand.Mem{Base: table, Index: r, Scale: uint8(scale)}
	}
	// The broadcasts are as fast as loads of a part, and tell avo that the rest
	// is written.
	if size == 8 {
		two := func(i, j int) reg.VecVirtual {
			v := m.to("VBROADCASTF128", entry(i))
			m.emit("VINSERTF128", operand.U8(1), entry(j), v, v)
			return v
		}
		a, b := two(0, 2), two(1, 3)
		return m.to("VUNPCKLPD", b, a), m.to("VUNPCKHPD", b, a)
	}
	two := func(i int) reg.VecVirtual {
		v := m.to("VBROADCASTSD", entry(i))
		m.emit("VMOVHPS", entry(i+1), v.AsX(), v.AsX())
		return v
	}
	four := func(i, j int) reg.VecVirtual {
		v, upper := two(i), two(j)
		m.emit("VINSERTF128", operand.U8(1), upper.AsX(), v, v)
		return v
	}
	a, b := four(0, 4), four(2, 6)
	return m.to("VSHUFPS", operand.U8(0x88), b, a), m.to("VSHUFPS", operand.U8(0xdd), b, a)
}
