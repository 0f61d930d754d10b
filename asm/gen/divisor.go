package main

import (
	"github.com/lanewise/lanewise/asm/vir"
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// A divisor is what divides integers by the same number again and again: the
// quotient of k and y is (t + (k-t)>>half) >> shift, where t is the upper half of
// k*magic (Granlund and Montgomery, "Division by invariant integers using
// multiplication", 1994). That takes k without a sign: of a negative number x
// it is ~x, whose quotient flipped again is the floor. Where y is negative, those
// x that are not positive give -x = ~(x-1), and the others the flipped quotient
// of x-1. So less is 1 and flip all ones for negative y, else both are 0.
type divisor struct {
	size         int        // of the lanes in bytes: bytes are divided as words
	y            operand.Op // in all lanes, as all but the counts
	magic, upper operand.Op // upper is the upper half, in lanes of 64 bits
	half, shift  operand.Op // counts in XMM registers
	less, flip   operand.Op // nil if integers have no sign
}

// divisors prepares the scalars that the body divides by, by the number of the
// division. They are not 0: the Go function sees to that.
func (k *kernel) divisors() map[int]*divisor {
	list := map[int]*divisor{}
	for i, v := range k.f.Values {
		if v.DividesByScalar(k.f) && v.Imm != smallDivision {
			list[i] = k.divisor(k.f.Params[k.f.Values[v.Args[1]].Imm].Name)
		}
	}
	return list
}

func (k *kernel) divisor(name string) *divisor {
	d := &divisor{size: max(k.typ.Size(), 2)}
	y := k.param(name)
	d.y = k.everywhere(d.size, y)
	if k.typ.Signed() {
		sign := k.GP64()
		k.MOVQ(y, sign)
		k.SARQ(operand.U8(63), sign)
		d.flip = k.everywhere(d.size, sign)
		k.XORQ(sign, y) // the absolute value
		k.SUBQ(sign, y)
		k.NEGQ(sign)
		d.less = k.everywhere(d.size, sign)
	}
	// half + shift is the logarithm of y, rounded up: the bits of y-1.
	shift, half, bit := k.GP64(), k.GP64(), k.GP64()
	k.LEAQ(operand.Mem{Base: y, Disp: -1}, bit)
	k.MOVQ(operand.I32(-1), shift)
	k.BSRQ(bit, bit)
	k.CMOVQNE(bit, shift)
	k.INCQ(shift)
	k.MOVQ(operand.I32(1), half)
	k.TESTQ(shift, shift)
	k.CMOVQEQ(shift, half)
	k.SUBQ(half, shift)
	d.half, d.shift = k.XMM(), k.XMM()
	k.VMOVQ(half, d.half)
	k.VMOVQ(shift, d.shift)
	// magic = 1 + floor(2^width * (2^(half+shift) - y) / y)
	k.MOVQ(operand.I32(1), reg.RDX)
	k.SHLXQ(half, reg.RDX, reg.RDX)
	k.SHLXQ(shift, reg.RDX, reg.RDX)
	k.SUBQ(y, reg.RDX)
	k.XORQ(reg.RAX, reg.RAX)
	k.DIVQ(y)
	magic := k.GP64()
	k.MOVQ(reg.RAX, magic)
	if d.size < 8 {
		k.SHRQ(operand.U8(64-8*d.size), magic)
	}
	k.INCQ(magic)
	d.magic = k.everywhere(d.size, magic)
	if d.size == 8 {
		d.upper = k.to("VPSRLQ", operand.U8(32), d.magic)
	}
	return d
}

// everywhere returns the lower part of an integer in all lanes of a size.
func (m *machine) everywhere(size int, x reg.GPVirtual) operand.Op {
	lane := m.XMM()
	m.VMOVQ(x, lane)
	return m.to(m.broadcastOf(size), lane)
}

// divideBy lowers FloorDivI and ModI by a scalar.
func (m *machine) divideBy(op vir.Op, x operand.Op, d *divisor) operand.Op {
	if m.typ.Size() > 1 {
		return m.divideLanes(op, x, d)
	}
	by, low := operand.U8(8), m.constRegOf(2, 0xff)
	even, odd := m.logic("AND", x, low), operand.Op(m.to("VPSRLW", by, x))
	if m.typ.Signed() {
		even, odd = m.to("VPSRAW", by, m.to("VPSLLW", by, x)), m.to("VPSRAW", by, x)
	}
	even = m.divideLanes(op, even, d)
	odd = m.to("VPSLLW", by, m.divideLanes(op, odd, d))
	if !m.typ.Signed() { // no more than a byte
		return m.logic("OR", even, odd)
	}
	return m.where(low, even, odd)
}

// where returns the bytes of x where those of mask are ones, else, where they are
// zeros, those of y.
func (m *machine) where(mask, x, y operand.Op) operand.Op {
	if m.is512() {
		return m.emit("VPTERNLOGQ", operand.U8(0xD8), mask, x, y)
	}
	return m.to("VPBLENDVB", mask, x, y)
}

// divideLanes divides in lanes of the divisor's size.
func (m *machine) divideLanes(op vir.Op, x operand.Op, d *divisor) operand.Op {
	lane := map[int]string{2: "W", 4: "D", 8: "Q"}[d.size]
	k, sign := x, operand.Op(nil)
	if d.less != nil {
		k = m.to("VPSUB"+lane, d.less, x)
		if m.is512() {
			sign = m.to("VPSRA"+lane, operand.U8(8*d.size-1), m.logic("OR", k, x))
		} else {
			sign = m.to("VPCMPGT"+lane, x, d.less)
		}
		k = m.logic("XOR", k, sign)
	}
	t := m.upperHalf(k, d)
	q := m.to("VPADD"+lane, t, m.to("VPSRL"+lane, d.half, m.to("VPSUB"+lane, t, k)))
	m.emit("VPSRL"+lane, d.shift, q, q)
	switch {
	case sign == nil:
	case m.is512():
		m.emit("VPTERNLOGQ", operand.U8(0x96), d.flip, sign, q) // exclusive or of all three
	default:
		q = m.to("VPXOR", d.flip, m.to("VPXOR", sign, q))
	}
	if op == vir.FloorDivI {
		return q
	}
	if d.size == 8 {
		return m.to("VPSUBQ", m.mulI(q, d.y), x)
	}
	return m.to("VPSUB"+lane, m.to("VPMULL"+lane, d.y, q), x)
}

// upperHalf returns the upper half of the product of k and magic.
func (m *machine) upperHalf(k operand.Op, d *divisor) operand.Op {
	high := func(x operand.Op) operand.Op { return m.to("VPSRLQ", operand.U8(32), x) }
	switch d.size {
	case 2:
		return m.to("VPMULHUW", d.magic, k)
	case 4:
		even, odd := high(m.to("VPMULUDQ", d.magic, k)), m.to("VPMULUDQ", d.magic, high(k))
		if m.is512() {
			return m.where(m.constRegOf(8, 1<<32-1), even, odd)
		}
		return m.to("VPBLENDD", operand.U8(0xAA), odd, even)
	}
	low, kHigh := m.constRegOf(8, 1<<32-1), high(k)
	middle := m.to("VPADDQ", high(m.to("VPMULUDQ", d.magic, k)), m.to("VPMULUDQ", d.magic, kHigh))
	cross := m.to("VPADDQ", m.logic("AND", middle, low), m.to("VPMULUDQ", d.upper, k))
	top := m.to("VPADDQ", high(middle), m.to("VPMULUDQ", d.upper, kHigh))
	return m.to("VPADDQ", high(cross), top)
}
