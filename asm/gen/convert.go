package main

import (
	"fmt"
	"slices"

	"github.com/lanewise/lanewise/asm/vir"
	"github.com/mmcloughlin/avo/operand"
)

// convert goes between integral floats and integers.
func (m *machine) convert(op vir.Op, x operand.Op) operand.Op {
	switch {
	case m.typ == vir.F32 && op == vir.CvtFI:
		return m.to("VCVTPS2DQ", x)
	case m.typ == vir.F32:
		return m.to("VCVTDQ2PS", x)
	case m.is512() && op == vir.CvtFI:
		return m.to("VCVTPD2QQ", x)
	case m.is512():
		return m.to("VCVTQQ2PD", x)
	}
	// AVX2 has no conversion of 64-bit integers: near 1.5*2^52 the low bits
	// of a float64 are the integer.
	magic := m.constReg(m.floatBits(3 << 51))
	if op == vir.CvtFI {
		return m.to("VPSUBQ", magic, m.to("VADDPD", magic, x))
	}
	return m.to("VSUBPD", magic, m.to("VPADDQ", magic, x))
}

// floatI makes floats of integers of the lanes' width. AVX2 has an instruction
// for 32-bit signed ones only: both halves become floats, exactly, by an exponent
// before them whose fraction ends where they do, and are added.
func (m *machine) floatI(unsigned bool, x operand.Op) operand.Op {
	float, integer := "PS", "DQ"
	if m.typ == vir.F64 {
		float, integer = "PD", "QQ"
	}
	switch {
	case m.is512() && unsigned:
		return m.to("VCVTU"+integer+"2"+float, x)
	case m.is512() || m.typ == vir.F32 && !unsigned:
		return m.to("VCVT"+integer+"2"+float, x)
	}
	half, fraction, blend := m.typ.Width()/2, halvesOfF32.fraction, "VPBLENDW"
	odd := operand.U8(0xAA)
	if m.typ == vir.F64 {
		fraction, blend = halvesOfF64.fraction, "VPBLENDD"
	}
	low, high := float64(uint64(1)<<fraction), float64(uint64(1)<<fraction)*float64(uint64(1)<<half)
	away := high // what the upper half, as a float, has too much
	bits := m.floatBits(high)
	if !unsigned {
		away += float64(uint64(1) << (m.typ.Width() - 1))
		bits |= 1 << (half - 1)
	}
	upper := m.to("VXOR%", m.constant(bits), m.to("VPSRL?", operand.U8(half), x))
	lower := m.to(blend, odd, m.constant(m.floatBits(low)), x)
	return m.to("VADD%", lower, m.to("VSUB%", m.constant(m.floatBits(away+low)), upper))
}

// truncate lowers TruncFI. The instructions make the least integer, or the
// greatest unsigned one, of all that is out of range; so one end needs no care.
// VMIN and VMAX return their second source, here the first argument, if either
// is NaN.
func (lo *lowering) truncate(i int, to vir.Type, x operand.Op) operand.Op {
	low, limit := to.Range()
	wide, same := lo.typ == vir.F64, to.Size() == lo.typ.Size()
	unsigned512 := lo.is512() && !to.Signed() // which saturate
	var ordered operand.Op                    // a mask for conversions on AVX-512
	switch {
	case !to.Signed():
		x = lo.to("VMAX%", lo.zero(), x)
	case lo.is512():
		ordered = lo.compare(cmpOrd, x, x)
	default:
		x = lo.logic("AND", x, lo.compare(cmpOrd, x, x))
	}
	if to.Signed() && (to.Size() < 4 || to.Size() == 8 && !lo.is512()) {
		x = lo.to("VMAX%", x, lo.constReg(lo.floatBits(low)))
	}
	if to.Size() < 4 || wide && to.Size() == 4 && !unsigned512 {
		x = lo.to("VMIN%", x, lo.constReg(lo.floatBits(limit-1)))
	}
	switch {
	case wide && to == vir.U32 && !lo.is512():
		magic := lo.constReg(lo.floatBits(1 << 52))
		return lo.logic("XOR", magic, lo.to("VADDPD", magic, lo.to("VROUNDPD", operand.U8(8|uint64(vir.ToZero)), x)))
	case wide && to.Size() <= 4:
		return lo.truncateHalf(i, to, x, ordered)
	}
	r := lo.truncateSame(to, x, ordered)
	if !same || unsigned512 {
		return r
	}
	big := lo.compare(cmpLE, lo.constReg(lo.floatBits(limit)), x)
	if lo.is512() {
		return lo.merge(lo.constant(to.Greatest()), big, r)
	}
	return lo.to("VBLENDV%", big, lo.constant(to.Greatest()), r)
}

// truncateSame makes integers of the lanes' width.
func (lo *lowering) truncateSame(to vir.Type, x, ordered operand.Op) operand.Op {
	switch {
	case !lo.is512() && lo.typ == vir.F64:
		return lo.splitTruncate(x)
	case !lo.is512() && to == vir.U32: // the upper half of the range without its first bit
		low, high := lo.to("VCVTTPS2DQ", x), lo.to("VCVTTPS2DQ", lo.to("VSUBPS", lo.constant(lo.floatBits(1<<31)), x))
		return lo.logic("OR", low, lo.logic("AND", high, lo.to("VPSRAD", operand.U8(31), low)))
	}
	name := map[vir.Type]string{vir.I64: "VCVTTPD2QQ", vir.U64: "VCVTTPD2UQQ", vir.U32: "VCVTTPS2UDQ"}[to]
	if name == "" {
		name = "VCVTTPS2DQ"
	}
	return lo.zeroing(name, x, ordered, lo.vec())
}

// zeroing writes an instruction that makes zeros where mask, if there is one,
// doesn't hold.
func (m *machine) zeroing(name string, x, mask, dst operand.Op) operand.Op {
	if mask == nil {
		return m.emit(name, x, dst)
	}
	return m.emit(name+"_Z", x, mask, dst)
}

// splitTruncate makes 64-bit integers on AVX2, rounded to zero.
func (m *machine) splitTruncate(x operand.Op) operand.Op {
	return m.splitNearest(m.to("VROUNDPD", operand.U8(8|uint64(vir.ToZero)), x))
}

// splitNearest makes 64-bit integers on AVX2, rounded to the nearest: high*2^32 + low, both
// of which get to the lower bits of numbers near 1.5 * 2^52, whose upper bits are
// 0x43380000. Those that come with low are taken from high before.
func (m *machine) splitNearest(x operand.Op) operand.Op {
	const magic, fromHigh = 3 << 51, 3<<51 - 0x43380000
	bits := m.to("VMOVA%", m.constReg(m.floatBits(fromHigh)))
	m.emit("VFMADD231PD", m.constant(m.floatBits(0x1p-32)), x, bits)
	high := m.to("VSUBPD", m.constant(m.floatBits(fromHigh)), bits)
	low := m.emit("VFNMADD231PD", m.constant(m.floatBits(1<<32)), high, x)
	return m.to("VPADDQ", m.to("VPSLLQ", operand.U8(32), bits), m.to("VADDPD", m.constant(m.floatBits(magic)), low))
}

// quickTruncation returns f with a rare side where it stores 64-bit integers made of
// floats. AVX2 takes a dozen instructions for them, and three where the bits of a
// float64 near 1.5*2^52 are the integer.
func quickTruncation(l level, f *vir.Func) *vir.Func {
	store := slices.IndexFunc(f.Outs, func(o vir.Output) bool {
		v := f.Values[o.Value]
		return v.Op == vir.TruncFI && vir.Type(v.Imm).Size() == 8
	})
	if l.suffix == avx512.suffix || store < 0 {
		return f
	}
	g, add := extended(f)
	constant := func(x float64) int { return add(vir.Const, vir.Float, floatBits(f.Type, x)) }
	truncation := f.Outs[store].Value
	x := f.Values[truncation].Args[0]
	small, limit := x, float64(f.Type.MaxCvt())
	if !vir.Type(f.Values[truncation].Imm).Signed() { // 0 to that limit
		limit /= 2
		small = add(vir.Sub, vir.Float, 0, x, constant(limit))
	}
	within := add(vir.LE, vir.Mask, 0, add(vir.Abs, vir.Float, 0, small), constant(limit))
	quick := add(vir.CvtFI, vir.Int, 0, add(vir.Round, vir.Float, uint64(vir.ToZero), x))
	g.Outs[store].Value = add(vir.Rare, vir.Int, 0, add(vir.MaskNot, vir.Mask, 0, within), truncation, quick)
	return g
}

// extended returns a copy of f, and what adds a value to it.
func extended(f *vir.Func) (g *vir.Func, add func(op vir.Op, kind vir.Kind, imm uint64, args ...int) int) {
	c := *f
	c.Values, c.Outs = slices.Clone(f.Values), slices.Clone(f.Outs)
	return &c, func(op vir.Op, kind vir.Kind, imm uint64, args ...int) int {
		v := vir.Value{Op: op, Kind: kind, Imm: imm}
		copy(v.Args[:], args)
		c.Values = append(c.Values, v)
		return len(c.Values) - 1
	}
}

// truncateHalf makes 32-bit integers of float64, which fill half a register.
// They stay there if all that comes is a store.
func (lo *lowering) truncateHalf(i int, to vir.Type, x, ordered operand.Op) operand.Op {
	r := lo.vec()
	half, name := operand.Op(r.AsX()), "VCVTTPD2DQY"
	if lo.is512() {
		half, name = r.AsY(), map[bool]string{true: "VCVTTPD2UDQ", false: "VCVTTPD2DQ"}[to == vir.U32]
	}
	lo.zeroing(name, x, ordered, half)
	stored := func(o vir.Output) bool { return o.Value == i && lo.f.Params[o.Param].Type.Size() <= 4 }
	if lo.uses[i] == 1 && slices.ContainsFunc(lo.f.Outs, stored) {
		lo.half[i] = true
		return half
	}
	return lo.to(map[bool]string{true: "VPMOVZXDQ", false: "VPMOVSXDQ"}[to == vir.U32], half)
}

// storeResult writes a result to mem; on AVX-512 only the lanes where mask holds, if
// it isn't nil.
func (lo *lowering) storeResult(o vir.Output, mem operand.Mem, mask operand.Op) {
	t, x := lo.f.Params[o.Param].Type, lo.reg(o.Value)
	if !lo.half[o.Value] {
		lo.store(t, x, mem, mask)
		return
	}
	if lo.is512() {
		name := map[int]string{4: "VMOVDQU32", 2: "VPMOVDW", 1: "VPMOVDB"}[t.Size()]
		if mask != nil {
			lo.emit(name, x, mask, mem)
		} else {
			lo.emit(name, x, mem)
		}
		return
	}
	if t.Size() < 4 {
		pattern := lo.consts.vector(fmt.Sprintf("half/%d", t.Size()), 1, 16, func(i int) uint64 { return uint64(i/t.Size()*4+i%t.Size()) & 15 })
		lo.emit("VPSHUFB", pattern, x, x)
	}
	lo.emit(map[int]string{4: "VMOVDQU", 2: "VMOVQ", 1: "VMOVD"}[t.Size()], x, mem)
}
