package main

import (
	"github.com/lanewise/lanewise/asm/vir"
	"github.com/mmcloughlin/avo/operand"
)

// The instructions VMIN and VMAX return their second source if either is NaN or
// both are zero. What Min and Max need beyond that depends on what is known.

// minMax lowers value i, a Min or Max.
func (lo *lowering) minMax(i int, v vir.Value) operand.Op {
	x, y := v.Args[0], v.Args[1]
	if lo.f.Values[x].Op == vir.Const || lo.fixed[x] != nil {
		x, y = y, x
	}
	name := map[vir.Op]string{vir.Min: "VMIN%", vir.Max: "VMAX%"}[v.Op]
	switch bound := lo.bounds[i]; {
	case lo.f.Values[y].Op == vir.Const && lo.f.Values[y].Imm<<(64-lo.typ.Width())<<1 != 0: // not 0, and never NaN
		bound := lo.constReg(lo.f.Values[y].Imm)
		return lo.to(name, lo.src(x), bound)
	case bound != nil:
		r := lo.to(name, lo.src(x), lo.reg(y))
		return bound.mend(lo.machine, r)
	}
	return lo.minMaxOf(v.Op, lo.reg(x), lo.reg(y))
}

// minMaxOf lowers Min and Max of any two vectors.
func (m *machine) minMaxOf(op vir.Op, x, y operand.Op) operand.Op {
	switch {
	case op == vir.Min: // a NaN in one of the two results survives Or, and so does -0
		return m.logic("OR", m.to("VMIN%", y, x), m.to("VMIN%", x, y))
	case m.is512(): // VRANGE orders zeros; NaN is put in as x + y
		r := m.to("VRANGE%", operand.U8(0b0101), y, x)
		nan := m.compare(cmpUnord, x, y)
		return m.emit("VADD%", y, x, nan, r)
	}
	r := m.to("VAND%", m.to("VMAX%", y, x), m.to("VMAX%", x, y))
	return m.to("VOR%", m.compare(cmpUnord, x, y), r)
}

// A scalarBound is a scalar first source of VMIN or VMAX, so that an element that
// is NaN is the result. A zero in an element is, too, where the bound may be the
// right one: then no result is of the other sign than the bound.
type scalarBound struct {
	set   operand.Op // bits of all results: all if the bound is NaN, the sign if it is the least and -0
	clear operand.Op // nil, or the sign if the bound is the greatest and +0
}

// scalarBounds prepares the scalars that the body takes minima and maxima with, by
// the number of the operation.
func (k *kernel) scalarBounds() map[int]*scalarBound {
	list := map[int]*scalarBound{}
	for i, v := range k.f.Values {
		if v.Op != vir.Min && v.Op != vir.Max {
			continue
		}
		for _, a := range v.Args[:2] {
			if k.f.Values[a].Op == vir.Scalar {
				list[i] = k.scalarBound(v.Op, k.scalars[int(k.f.Values[a].Imm)])
			}
		}
	}
	return list
}

func (k *kernel) scalarBound(op vir.Op, y operand.Op) *scalarBound {
	sign, nan := k.constReg(k.signBit()), k.lanesOfOnes("VCMP%", cmpUnord, y, y)
	if op == vir.Max {
		zero := k.lanesOfOnes("VPCMPEQ?", k.zero(), y)
		return &scalarBound{set: nan, clear: k.logic("AND", zero, sign)}
	}
	zero := k.lanesOfOnes("VPCMPEQ?", sign, y)
	return &scalarBound{set: k.logic("OR", nan, k.logic("AND", zero, sign))}
}

// lanesOfOnes compares, outside of loops, and returns lanes of ones and zeros.
func (m *machine) lanesOfOnes(name string, ops ...operand.Op) operand.Op {
	if !m.is512() {
		return m.to(name, ops...)
	}
	return m.to("VPMOVM2?", m.emit(name, append(ops, m.K())...))
}

// mend makes the result of VMIN or VMAX with the bound that of Min or Max.
func (s *scalarBound) mend(m *machine, r operand.Op) operand.Op {
	switch {
	case s.clear == nil:
		return m.logic("OR", r, s.set)
	case m.is512():
		return m.emit("VPTERNLOGQ", operand.U8(0xBA), s.set, s.clear, r) // r &^ clear | set
	}
	return m.to("VOR%", s.set, m.to("VANDN%", r, s.clear))
}

// ofNumber is what numberOf needs of the second argument of MinNum or MaxNum: its quiet form, or
// at AVX2 a mask that says where it is NaN.
func (m *machine) ofNumber(op vir.Op, y operand.Op) operand.Op {
	if m.is512() {
		return m.vrange(op, y, y)
	}
	return m.compare(cmpUnord, y, y)
}

// scalarNumbers prepares scalars that are the second argument of MinNum or MaxNum.
func (k *kernel) scalarNumbers() map[int]operand.Op {
	list := map[int]operand.Op{}
	for i, v := range k.f.Values {
		if s := k.f.Values[v.Args[1]]; (v.Op == vir.MinNum || v.Op == vir.MaxNum) && s.Op == vir.Scalar {
			list[i] = k.ofNumber(v.Op, k.scalars[int(s.Imm)])
		}
	}
	return list
}

// elementWiseNumbers writes a kernel of AVX2 that is MinNum or MaxNum of a scalar: a
// loop of one instruction, which returns the scalar where an element is NaN or both are
// zero, and the usual one for the scalars that this is wrong for, NaN and one of the zeros.
func (k *kernel) elementWiseNumbers() {
	general, end := k.label("general"), k.label("end")
	for i, v := range k.f.Values {
		if k.numeric[i] == nil {
			continue
		}
		y, zero := k.scalars[int(k.f.Values[v.Args[1]].Imm)], uint64(0)
		if v.Op == vir.MaxNum {
			zero = k.signBit()
		}
		wrong := k.to("VPCMPEQ?", y, k.to(k.broadcast(), k.consts.operand(zero, k.typ.Size())))
		bits := k.GP32()
		k.emit("VMOVMSK%", k.logic("OR", wrong, k.compare(cmpUnord, y, y)), bits)
		k.TESTL(bits, bits)
		k.JNE(operand.LabelRef(general))
	}
	k.plain = true
	k.elementWise()
	k.JMP(operand.LabelRef(end))
	k.Label(general)
	k.plain = false
	k.elementWise()
	k.Label(end)
}

// vrange is the instruction whose order has zeros, and numbers before quiet NaNs.
func (m *machine) vrange(op vir.Op, x, y operand.Op) operand.Op {
	pick := map[vir.Op]operand.U8{vir.MinNum: 0b0100, vir.MaxNum: 0b0101}[op]
	return m.to("VRANGE%", pick, y, x)
}

// numberOf lowers MinNum and MaxNum; ofY is ofNumber of y, or nil.
func (lo *lowering) numberOf(op vir.Op, x, y, ofY operand.Op) operand.Op {
	name := map[vir.Op]string{vir.MinNum: "VMIN%", vir.MaxNum: "VMAX%"}[op]
	if lo.plain && ofY != nil { // y is the scalar
		return lo.to(name, y, x)
	}
	if ofY == nil {
		ofY = lo.ofNumber(op, y)
	}
	if lo.is512() {
		return lo.vrange(op, lo.ofNumber(op, x), ofY)
	}
	// A NaN in x gives y. If x is the zero that goes first, a number that is the result is no
	// greater, or no less, and gets its sign.
	r := lo.to("VBLENDV%", ofY, x, lo.to(name, y, x))
	first := lo.constant(map[vir.Op]uint64{vir.MinNum: lo.signBit(), vir.MaxNum: 0}[op])
	sign := lo.logic("AND", lo.to("VPCMPEQ?", first, x), lo.constant(lo.signBit()))
	if op == vir.MinNum {
		return lo.logic("OR", r, sign)
	}
	return lo.to("VANDN%", r, sign)
}
