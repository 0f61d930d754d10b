package main

import (
	"github.com/lanewise/lanewise/asm/vir"
	"github.com/mmcloughlin/avo/operand"
)

// divide lowers FloorDivI and ModI.
func (m *machine) divide(op vir.Op, x, y operand.Op) operand.Op {
	switch {
	case m.typ.Size() < 8:
		return m.divideFloats(op, x, y)
	case m.typ.Signed():
		return m.divideSigned(op, x, y)
	}
	return m.divideUnsigned(op, x, y)
}

// A floatForm makes floats of integers of at most half their width, and back.
type floatForm struct {
	suffix   string // of instructions
	size     int    // of a float in bytes
	fraction int    // bits behind the leading one
	exponent uint64 // the upper half of 2^fraction
}

var (
	halvesOfF64 = floatForm{"PD", 8, 52, 0x43300000}
	halvesOfF32 = floatForm{"PS", 4, 23, 0x4B00}
)

// divideFloats divides 32-bit integers as float64, smaller ones as float32, in
// the parts of the vector that unpacking gives. With integers of w bits and
// floats of p > w, a quotient that is no integer is at least 1/|y| away from one, and
// rounding moves it by |x/y| * 2^-p <= 2^(w-p) / |y|, which is less. So it doesn't
// cross an integer, and its floor is right. Products of floor and y are exact, too.
//
// To make a float of an unsigned integer, put the upper half of 2^f before it,
// f being the bits of the fraction, and subtract 2^f; to get one back, add
// 1.5 * 2^f and take the lower half, which wraps. Division by zero makes
// infinities and the default NaN of the CPU, whose lower halves are 0.
func (m *machine) divideFloats(op vir.Op, x, y operand.Op) operand.Op {
	form, width := halvesOfF32, m.typ.Width()
	if width == 32 {
		form = halvesOfF64
	}
	bias := 0.0
	if m.typ.Signed() { // numbers of 0 to 2^w-1, which are too large by bias
		bias = float64(uint64(1) << (width - 1))
		sign := m.constReg(m.signBit())
		x, y = m.logic("XOR", x, sign), m.logic("XOR", y, sign)
	}
	unit := float64(uint64(1) << form.fraction)
	float := func(x operand.Op) operand.Op {
		return m.to("VSUB"+form.suffix, m.floatConst(form, unit+bias), x)
	}
	xs, ys := m.floatParts(form, x), m.floatParts(form, y)
	for i := range xs {
		xs[i] = m.quotient(op, form, float(xs[i]), float(ys[i]))
		xs[i] = m.to("VADD"+form.suffix, m.floatConst(form, 1.5*unit), xs[i])
	}
	return m.joinParts(xs)
}

// floatConst returns a constant in all lanes of a form.
func (m *machine) floatConst(form floatForm, x float64) operand.Op {
	t := vir.F64
	if form.size == 4 {
		t = vir.F32
	}
	return m.constantOf(form.size, floatBits(t, x))
}

// quotient returns the floor of x/y, or x - y times that.
func (m *machine) quotient(op vir.Op, form floatForm, x, y operand.Op) operand.Op {
	round := "VROUND"
	if m.is512() {
		round = "VRNDSCALE"
	}
	q := m.to(round+form.suffix, operand.U8(8|uint64(vir.Down)), m.to("VDIV"+form.suffix, y, x))
	if op == vir.ModI {
		return m.emit("VFNMADD231"+form.suffix, y, q, x)
	}
	return q
}

// floatParts returns integers below the upper half of 2^fraction, in two or, for
// bytes, four vectors.
func (m *machine) floatParts(form floatForm, x operand.Op) (parts []operand.Op) {
	low, high, exponent := "VPUNPCKLDQ", "VPUNPCKHDQ", operand.Op(nil)
	if form.size == 4 {
		low, high = "VPUNPCKLWD", "VPUNPCKHWD"
	}
	words := []operand.Op{x}
	if m.typ.Size() == 1 {
		zero := m.zero()
		words = []operand.Op{m.to("VPUNPCKLBW", zero, x), m.to("VPUNPCKHBW", zero, x)}
	}
	for _, x := range words {
		exponent = m.constRegOf(form.size/2, form.exponent)
		parts = append(parts, m.to(low, exponent, x), m.to(high, exponent, x))
	}
	return parts
}

// joinParts is the way back from floats whose lower bits are the integers.
func (m *machine) joinParts(parts []operand.Op) operand.Op {
	if m.typ.Size() == 4 {
		return m.to("VSHUFPS", operand.U8(0x88), parts[1], parts[0])
	}
	mask, and := m.constRegOf(4, m.allOnes()), map[bool]string{true: "VPANDD", false: "VPAND"}[m.is512()]
	for i := range parts {
		parts[i] = m.to(and, mask, parts[i])
	}
	words := m.to("VPACKUSDW", parts[1], parts[0])
	if m.typ.Size() == 2 {
		return words
	}
	return m.to("VPACKUSWB", m.to("VPACKUSDW", parts[3], parts[2]), words)
}

// divideSigned divides 64-bit integers on AVX-512 by estimates in float64, whose
// relative error is less than 2^-50. The first, to the nearest, leaves
// |r| <= |y|/2 + |x| * 2^-50 < 2^63, and a quotient r/y of at most 2^13; so
// the second leaves |r| < |y|, and one correction gives r the sign of y.
// All in between wraps: 2^63 for the quotient may stand for -2^63.
func (m *machine) divideSigned(op vir.Op, x, y operand.Op) operand.Op {
	inverse := m.to("VDIVPD", m.to("VCVTQQ2PD", y), m.constRegOf(8, floatBits(vir.F64, 1)))
	q, r := m.estimate(x, y, inverse, "VCVTQQ2PD", "VCVTPD2QQ")
	step, r := m.estimate(r, y, inverse, "VCVTQQ2PD", "VCVTPD2QQ")
	wrong := m.emit("VPTESTMQ", r, r, m.K())
	wrong = m.emit("VPCMPQ", cmpIntLT, m.zero(), m.to("VPXORQ", r, y), wrong, m.K())
	if op == vir.ModI {
		return m.whereNotZero(y, m.emit("VPADDQ", y, r, wrong, r))
	}
	q = m.to("VPADDQ", step, q)
	return m.whereNotZero(y, m.emit("VPSUBQ", m.constantOf(8, 1), q, wrong, q))
}

// divideUnsigned is divideSigned with estimates from below, as remainders of 64
// bits leave no room for a sign: 1 - 2^-50 takes more than four roundings add.
// The first estimate leaves r < y + 2^15, so that the second is at most one too
// small.
func (m *machine) divideUnsigned(op vir.Op, x, y operand.Op) operand.Op {
	inverse := m.to("VDIVPD", m.to("VCVTUQQ2PD", y), m.constRegOf(8, floatBits(vir.F64, 1-0x1p-50)))
	q, r := m.estimate(x, y, inverse, "VCVTUQQ2PD", "VCVTTPD2UQQ")
	step, r := m.estimate(r, y, inverse, "VCVTUQQ2PD", "VCVTTPD2UQQ")
	wrong := m.emit("VPCMPUQ", cmpIntNotLT, y, r, m.K())
	if op == vir.ModI {
		return m.whereNotZero(y, m.emit("VPSUBQ", y, r, wrong, r))
	}
	q = m.to("VPADDQ", step, q)
	return m.whereNotZero(y, m.emit("VPADDQ", m.constantOf(8, 1), q, wrong, q))
}

// estimate returns x times inverse as an integer q, and x - q*y.
func (m *machine) estimate(x, y, inverse operand.Op, float, integer string) (q, r operand.Op) {
	q = m.to(integer, m.to("VMULPD", inverse, m.to(float, x)))
	return q, m.to("VPSUBQ", m.to("VPMULLQ", y, q), x)
}

// whereNotZero returns x, or 0 where y is 0.
func (m *machine) whereNotZero(y, x operand.Op) operand.Op {
	return m.emit("VMOVDQU64_Z", x, m.emit("VPTESTMQ", y, y, m.K()), x)
}
