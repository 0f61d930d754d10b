package main

import (
	"slices"

	"github.com/lanewise/lanewise/asm/vir"
	"github.com/mmcloughlin/avo/operand"
)

// divide lowers FloorDivI and ModI.
func (m *machine) divide(op vir.Op, small bool, x, y operand.Op) operand.Op {
	switch {
	case small:
		return m.divideSmall(op, x, y)
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

// smallDivision in a value's Imm says that both numbers have at most smallBits bits
// without a sign.
const (
	smallDivision = 1
	smallBits     = 51
)

// quickDivision returns f with a rare side where it divides 64-bit integers. Most
// are small: AVX2 converts these to float64 and back by two instructions each, and
// their quotient has the right floor for the reason that divideFloats gives.
func quickDivision(l level, f *vir.Func) *vir.Func {
	out := slices.IndexFunc(f.Outs, func(o vir.Output) bool {
		op := f.Values[o.Value].Op
		return op == vir.FloorDivI || op == vir.ModI
	})
	if l.suffix == avx512.suffix || out < 0 || f.Type.Size() < 8 {
		return f
	}
	g, add := extended(f)
	integer := func(x uint64) int { return add(vir.Const, vir.Int, x) }
	all := f.Outs[out].Value
	v := f.Values[all]
	x, y, bits := v.Args[0], v.Args[1], smallBits
	if f.Type.Signed() { // numbers of 0 to 2^52-1
		x, y = add(vir.AddI, vir.Int, 0, x, integer(1<<bits)), add(vir.AddI, vir.Int, 0, y, integer(1<<bits))
		bits++
	}
	upper := add(vir.ShrI, vir.Int, uint64(bits), add(vir.Or, vir.Int, 0, x, y))
	small := add(vir.EQI, vir.Mask, 0, upper, integer(0))
	quick := add(v.Op, vir.Int, smallDivision, v.Args[0], v.Args[1])
	g.Outs[out].Value = add(vir.Rare, vir.Int, 0, add(vir.MaskNot, vir.Mask, 0, small), all, quick)
	return g
}

// divideSmall divides 64-bit integers that are exact as float64, as are the product
// of the quotient's floor and y, and the remainder.
func (m *machine) divideSmall(op vir.Op, x, y operand.Op) operand.Op {
	return m.whereNotZero(y, m.inFloats(func() operand.Op {
		return m.convert(vir.CvtFI, m.quotient(op, halvesOfF64, m.convert(vir.CvtIF, x), m.convert(vir.CvtIF, y)))
	}))
}

// divideSigned divides 64-bit integers by estimates in float64, whose
// relative error is less than 2^-50. The first, to the nearest, leaves
// |r| <= |y|/2 + |x| * 2^-50 < 2^63, and a quotient r/y of at most 2^13; so
// the second leaves |r| < |y|, and one correction gives r the sign of y.
// All in between wraps: 2^63 for the quotient may stand for -2^63.
func (m *machine) divideSigned(op vir.Op, x, y operand.Op) operand.Op {
	e := estimates{machine: m, y: y}
	e.invert(1)
	q, r := e.next(x, false)
	step, r := e.next(r, true)
	if !m.is512() {
		exact, apart := m.to("VPCMPEQQ", m.zero(), r), m.negative(m.to("VPXOR", r, y))
		wrong := m.to("VPANDN", apart, exact)
		if op == vir.ModI {
			return m.whereNotZero(y, m.to("VPADDQ", m.to("VPAND", wrong, y), r))
		}
		return m.whereNotZero(y, m.to("VPADDQ", m.to("VPADDQ", wrong, step), q))
	}
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
	e := estimates{machine: m, y: y, unsigned: true}
	e.invert(1 - 0x1p-50)
	q, r := e.next(x, false)
	step, r := e.next(r, true)
	if !m.is512() {
		right := m.integer(vir.LTI, r, y)
		if op == vir.ModI {
			return m.whereNotZero(y, m.to("VPSUBQ", m.to("VPANDN", y, right), r))
		}
		q = m.to("VPADDQ", m.to("VPADDQ", m.constantOf(8, 1), step), q)
		return m.whereNotZero(y, m.to("VPADDQ", right, q))
	}
	wrong := m.emit("VPCMPUQ", cmpIntNotLT, y, r, m.K())
	if op == vir.ModI {
		return m.whereNotZero(y, m.emit("VPSUBQ", y, r, wrong, r))
	}
	q = m.to("VPADDQ", step, q)
	return m.whereNotZero(y, m.emit("VPADDQ", m.constantOf(8, 1), q, wrong, q))
}

// estimates divides 64-bit integers by y, with the precision of float64.
type estimates struct {
	*machine
	y, inverse operand.Op
	unsigned   bool // estimates are rounded down, and else to the nearest
}

// invert sets the inverse to scale / y.
func (e *estimates) invert(scale float64) {
	e.inverse = e.to("VDIVPD", e.float(e.y), e.constRegOf(8, floatBits(vir.F64, scale)))
}

// next returns x times the inverse as an integer q, small if its magnitude is less
// than 2^51, and x - q*y.
func (e *estimates) next(x operand.Op, small bool) (q, r operand.Op) {
	q = e.to("VMULPD", e.inverse, e.float(x))
	q = e.inFloats(func() operand.Op { return e.rounded(q, small) })
	return q, e.to("VPSUBQ", e.mulI(e.y, q), x)
}

// rounded makes integers of floats.
func (e *estimates) rounded(q operand.Op, small bool) operand.Op {
	if e.is512() {
		return e.to(map[bool]string{true: "VCVTTPD2UQQ", false: "VCVTPD2QQ"}[e.unsigned], q)
	}
	if e.unsigned {
		q = e.to("VROUNDPD", operand.U8(8|uint64(vir.ToZero)), q)
	}
	if small {
		return e.convert(vir.CvtFI, q)
	}
	return e.splitNearest(q)
}

// float makes floats of integers.
func (e *estimates) float(x operand.Op) operand.Op {
	return e.inFloats(func() operand.Op { return e.floatI(e.unsigned, x) })
}

// inFloats returns what f does in lanes of float64.
func (m *machine) inFloats(f func() operand.Op) operand.Op {
	t := m.typ
	defer func() { m.typ = t }()
	m.typ = vir.F64
	return f()
}

// whereNotZero returns x, or 0 where y is 0.
func (m *machine) whereNotZero(y, x operand.Op) operand.Op {
	if !m.is512() {
		return m.to("VPANDN", x, m.to("VPCMPEQQ", m.zero(), y))
	}
	return m.emit("VMOVDQU64_Z", x, m.emit("VPTESTMQ", y, y, m.K()), x)
}
