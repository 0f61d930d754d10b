package main

import (
	"github.com/lanewise/lanewise/asm/vir"
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// shift shifts by a constant.
func (m *machine) shift(op vir.Op, count int, x operand.Op) operand.Op {
	by, width := operand.U8(count), m.typ.Width()
	switch {
	case op == vir.SarI && (width == 8 || width == 64 && !m.is512()):
		// A logical shift, then the sign copied up from where it now stands.
		sign := m.constReg(m.signBit() >> count)
		return m.to("VPSUB?", sign, m.logic("XOR", m.shift(vir.ShrI, count, x), sign))
	case width == 8 && op == vir.ShlI:
		return m.logic("AND", m.to("VPSLLW", by, x), m.constReg(0xff<<count&0xff))
	case width == 8:
		return m.logic("AND", m.to("VPSRLW", by, x), m.constReg(0xff>>count))
	}
	return m.to(map[vir.Op]string{vir.ShlI: "VPSLL?", vir.ShrI: "VPSRL?", vir.SarI: "VPSRA?"}[op], by, x)
}

// shiftV shifts by the counts in y. The instructions give what ShlV and ShrV
// are for counts beyond the width; those that are missing are put together.
func (m *machine) shiftV(op vir.Op, x, y operand.Op) operand.Op {
	size, arithmetic := m.typ.Size(), op == vir.ShrV && m.typ.Signed()
	switch {
	case arithmetic && (size == 1 || size == 8 && !m.is512()):
		// Negative numbers with all bits flipped take in zeros.
		sign := m.negative(x)
		return m.logic("XOR", m.shiftLogical(op, m.logic("XOR", x, sign), y), sign)
	case arithmetic && size == 2 && !m.is512():
		even := m.to("VPSRAVD", m.evenWords(y), m.to("VPSLLD", operand.U8(16), x))
		odd := m.to("VPSRAVD", m.to("VPSRLD", operand.U8(16), y), x)
		return m.to("VPBLENDW", operand.U8(0xAA), odd, m.to("VPSRLD", operand.U8(16), even))
	case arithmetic:
		return m.to("VPSRAV?", y, x)
	}
	return m.shiftLogical(op, x, y)
}

// negative returns lanes of ones where x is negative.
func (m *machine) negative(x operand.Op) operand.Op {
	if m.is512() {
		return m.emit("VPMOVM2?", m.emit("VPMOV?2M", x, m.K()), m.vec())
	}
	return m.to("VPCMPGT?", x, m.zero())
}

// shiftLogical is shiftV where zeros come in.
func (m *machine) shiftLogical(op vir.Op, x, y operand.Op) operand.Op {
	size, left := m.typ.Size(), op == vir.ShlV
	switch {
	case size == 1 && m.is512():
		return m.shiftBytes(left, x, y)
	case size == 1:
		return m.shiftBytesByProducts(left, x, y)
	case size == 2 && !m.is512():
		return m.shiftWords(left, x, y)
	case left:
		return m.to("VPSLLV?", y, x)
	}
	return m.to("VPSRLV?", y, x)
}

// evenWords returns every second word in lanes of 32 bits.
func (m *machine) evenWords(x operand.Op) operand.Op {
	return m.to("VPAND", m.constRegOf(4, 0xffff), x)
}

// shiftWords shifts words on AVX2, even and odd ones in lanes of 32 bits. Bits
// that a shift brings into the other word are left out at the end.
func (m *machine) shiftWords(left bool, x, y operand.Op) operand.Op {
	evenCount, oddCount := m.evenWords(y), m.to("VPSRLD", operand.U8(16), y)
	var even, odd operand.Op
	if left {
		even = m.to("VPSLLVD", evenCount, x)
		odd = m.to("VPSLLVD", oddCount, m.to("VPAND", m.constRegOf(4, 0xffff0000), x))
	} else {
		even = m.to("VPSRLVD", evenCount, m.evenWords(x))
		odd = m.to("VPSRLVD", oddCount, x)
	}
	return m.to("VPBLENDW", operand.U8(0xAA), odd, even)
}

// shiftBytes is shiftWords for bytes in lanes of 16 bits, on AVX-512.
func (m *machine) shiftBytes(left bool, x, y operand.Op) operand.Op {
	low := m.constRegOf(2, 0xff)
	evenCount, oddCount := m.to("VPANDQ", low, y), m.to("VPSRLW", operand.U8(8), y)
	var even, odd operand.Op
	if left {
		even = m.to("VPSLLVW", evenCount, x)
		odd = m.to("VPSLLVW", oddCount, m.to("VPANDQ", m.constRegOf(2, 0xff00), x))
	} else {
		even = m.to("VPSRLVW", evenCount, m.to("VPANDQ", low, x))
		odd = m.to("VPSRLVW", oddCount, x)
	}
	return m.emit("VPTERNLOGQ", operand.U8(0xD8), low, even, odd) // even where low, else odd
}

// shiftBytesByProducts multiplies by powers of 2 on AVX2, which has no shifts of
// words by words either. To the right it is the power of 7-count, and the product
// is 7 places too far left; that of an odd byte is taken without its lower half, and
// what the even one adds to it stays below the bits that count.
func (m *machine) shiftBytesByProducts(left bool, x, y operand.Op) operand.Op {
	power := func(count int) uint64 {
		switch count %= 16; {
		case count > 7:
			return 0
		case left:
			return 1 << count
		}
		return 1 << (7 - count)
	}
	name := map[bool]string{true: "powers up", false: "powers down"}[left]
	table := m.to("VMOVDQU", m.consts.vector(name, 1, m.bytes, power))
	p := m.to("VPSHUFB", m.to("VPMINUB", m.constReg(15), y), table)
	low, high := m.constRegOf(2, 0xff), func(x operand.Op) operand.Op { return m.to("VPSRLW", operand.U8(8), x) }
	if left {
		even := m.to("VPAND", low, m.to("VPMULLW", p, x))
		return m.to("VPOR", even, m.to("VPMULLW", high(p), m.to("VPANDN", x, low)))
	}
	even := m.to("VPSRLW", operand.U8(7), m.to("VPMULLW", m.to("VPAND", low, p), m.to("VPAND", low, x)))
	odd := m.to("VPMULHUW", m.to("VPANDN", p, low), x)
	return m.to("VPBLENDVB", low, even, m.to("VPADDW", odd, odd))
}

// A scalarCount shifts all bytes or words by the same number, with instructions
// that take it from an XMM register and give what ShlV and ShrV are for counts
// beyond the width. Bytes are shifted as words.
type scalarCount struct {
	op   vir.Op
	by   operand.Op
	keep operand.Op // bytes: the bits that do not come from the byte beside
	sign operand.Op // signed bytes to the right: the sign bit where it then stands
}

// scalarCounts prepares the counts that are scalars, by the number of the shift,
// where no single instruction takes the counts from lanes.
func (k *kernel) scalarCounts() map[int]*scalarCount {
	list := map[int]*scalarCount{}
	for i, v := range k.f.Values {
		shift := v.Op == vir.ShlV || v.Op == vir.ShrV
		if size := k.typ.Size(); shift && k.f.Values[v.Args[1]].Op == vir.Scalar && (size == 1 || size == 2 && !k.is512()) {
			list[i] = k.scalarCount(v.Op, k.scalars[int(k.f.Values[v.Args[1]].Imm)])
		}
	}
	return list
}

func (k *kernel) scalarCount(op vir.Op, count operand.Op) *scalarCount {
	c := &scalarCount{op: op}
	low := func(x operand.Op) operand.Op { return x.(reg.VecVirtual).AsX() }
	if k.typ.Size() == 2 {
		c.by = k.emit("VPMOVZXWQ", low(count), k.XMM())
		return c
	}
	arithmetic := op == vir.ShrV && k.typ.Signed()
	if arithmetic { // a shift by 7 leaves nothing but copies of the sign
		count = k.to("VPMINUB", k.constReg(7), count)
	}
	c.by = k.emit("VPMOVZXBQ", low(count), k.XMM())
	c.keep = k.to("VPBROADCASTB", low(k.to(c.words(), c.by, k.constRegOf(2, 0xff))))
	if arithmetic {
		c.sign = k.to(c.words(), c.by, k.constReg(k.signBit()))
		c.sign = k.logic("AND", c.sign, c.keep)
	}
	return c
}

// words returns the instruction that shifts words.
func (c *scalarCount) words() string {
	return map[vir.Op]string{vir.ShlV: "VPSLLW", vir.ShrV: "VPSRLW"}[c.op]
}

// shiftByScalar lowers ShlV and ShrV by a scalar.
func (m *machine) shiftByScalar(x operand.Op, c *scalarCount) operand.Op {
	if m.typ.Size() == 2 && m.typ.Signed() && c.op == vir.ShrV {
		return m.to("VPSRAW", c.by, x)
	}
	r := operand.Op(m.to(c.words(), c.by, x))
	if c.keep != nil {
		r = m.logic("AND", r, c.keep)
	}
	if c.sign != nil {
		r = m.to("VPSUBB", c.sign, m.logic("XOR", r, c.sign))
	}
	return r
}
