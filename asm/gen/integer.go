package main

import (
	"github.com/lanewise/lanewise/asm/vir"
	"github.com/mmcloughlin/avo/operand"
)

// Predicates of VPCMP.
const (
	cmpIntEQ = operand.U8(0)
	cmpIntLT = operand.U8(1)
)

// supports reports whether a level has vector forms of everything in f. Where
// it hasn't, portable Go serves.
func (l level) supports(f *vir.Func) bool {
	if l == neonLevel {
		return neonSupports(f)
	}
	size, is512 := f.Type.Size(), l.bytes == 64
	for _, v := range f.Values {
		switch v.Op {
		case vir.FloorDivI, vir.ModI:
			return false
		case vir.ShlV, vir.ShrV:
			arithmetic := v.Op == vir.ShrV && f.Type.Signed()
			if size == 1 || !is512 && (size == 2 || size == 8 && arithmetic) {
				return false
			}
		case vir.TruncFI, vir.FloatI:
			if !is512 && (size == 8 || v.Imm == 1) {
				return false
			}
		}
	}
	return true
}

// integer lowers the operations on two integers.
func (m *machine) integer(op vir.Op, x, y operand.Op) operand.Op {
	signed := m.typ.Signed()
	switch op {
	case vir.MulI:
		return m.mulI(x, y)
	case vir.MinI, vir.MaxI:
		return m.minMaxI(op, x, y)
	case vir.ShlV:
		return m.to("VPSLLV?", y, x)
	case vir.ShrV:
		if signed {
			return m.to("VPSRAV?", y, x)
		}
		return m.to("VPSRLV?", y, x)
	case vir.EQI:
		if m.is512() {
			return m.emit("VPCMP?", cmpIntEQ, y, x, m.K())
		}
		return m.to("VPCMPEQ?", y, x)
	}
	switch { // LTI
	case m.is512() && signed:
		return m.emit("VPCMP?", cmpIntLT, y, x, m.K())
	case m.is512():
		return m.emit("VPCMPU?", cmpIntLT, y, x, m.K())
	case !signed: // the order of unsigned numbers is that of signed ones with the sign bit flipped
		sign := m.constReg(m.signBit())
		x, y = m.logic("XOR", x, sign), m.logic("XOR", y, sign)
	}
	return m.to("VPCMPGT?", x, y)
}

func (m *machine) minMaxI(op vir.Op, x, y operand.Op) operand.Op {
	if m.typ.Size() == 8 && !m.is512() {
		less := m.integer(vir.LTI, x, y)
		if op == vir.MaxI {
			x, y = y, x
		}
		return m.to("VPBLENDVB", less, x, y)
	}
	name := map[vir.Op]string{vir.MinI: "VPMIN", vir.MaxI: "VPMAX"}[op]
	return m.to(name+map[bool]string{true: "S?", false: "U?"}[m.typ.Signed()], y, x)
}

// mulI returns the low half of the product.
func (m *machine) mulI(x, y operand.Op) operand.Op {
	switch {
	case m.typ.Size() == 1: // even and odd bytes as words
		word := func(x operand.Op) operand.Op { return m.to("VPSRLW", operand.U8(8), x) }
		even := word(m.to("VPSLLW", operand.U8(8), m.to("VPMULLW", y, x)))
		odd := m.to("VPSLLW", operand.U8(8), m.to("VPMULLW", word(y), word(x)))
		return m.logic("OR", even, odd)
	case m.typ.Size() == 8 && !m.is512(): // lo*lo + (lo*hi + hi*lo) * 2^32
		high := func(x operand.Op) operand.Op { return m.to("VPSRLQ", operand.U8(32), x) }
		cross := m.to("VPADDQ", m.to("VPMULUDQ", high(y), x), m.to("VPMULUDQ", y, high(x)))
		return m.to("VPADDQ", m.to("VPSLLQ", operand.U8(32), cross), m.to("VPMULUDQ", y, x))
	}
	return m.to("VPMULL?", y, x)
}

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

// convertWide goes between floats and integers of the full width.
func (m *machine) convertWide(op vir.Op, unsigned bool, x operand.Op) operand.Op {
	float, integer := map[int]string{8: "PD", 4: "PS"}[m.typ.Size()], map[int]string{8: "QQ", 4: "DQ"}[m.typ.Size()]
	if unsigned {
		integer = "U" + integer
	}
	if op == vir.TruncFI {
		return m.to("VCVTT"+float+"2"+integer, x)
	}
	return m.to("VCVT"+integer+"2"+float, x)
}
