package main

import (
	"math"

	"github.com/lanewise/lanewise/asm/vir"
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// keys writes the function
//
//	keys(x, dst, n, flip, ends)
//
// that sets dst[i] to x[i] as a signed integer in the same order, exclusive or
// flip: floats to one number for both zeros and one for all NaNs, which is the
// highest. n is a positive multiple of 8. ends are 8 upper bounds of the least
// and, behind them, 8 lower bounds of the greatest number so far.
func (s *sorter) keys() {
	narrow := s.typ.Size() == 4
	s.typ = vir.I64 // the lanes of dst
	x := s.Load(s.Param("x"), s.GP64()).(reg.GPVirtual)
	dst := s.Load(s.Param("dst"), s.GP64()).(reg.GPVirtual)
	end := s.GP64()
	s.LEAQ(operand.Mem{Base: dst, Index: s.param("n"), Scale: 8}, end)
	flip := s.spread("flip")
	ends := s.Load(s.Param("ends"), s.GP64()).(reg.GPVirtual)
	least, greatest := s.to("VMOVU%", at(ends, 0)), s.to("VMOVU%", at(ends, 64))
	load, size := "VMOVU%", s.bytes
	if narrow {
		load, size = "VPMOVZXDQ", s.bytes/2
		if s.signed {
			load = "VPMOVSXDQ"
		}
	}
	toKey := func(v reg.VecVirtual) reg.VecVirtual { return v }
	if s.float {
		toKey = s.floatKey(narrow)
	}
	s.alignLoop()
	s.until(dst, end, "vector", func() {
		v := s.to("VXOR%", flip, toKey(s.to(load, at(x, 0))))
		s.emit("VMOVU%", v, at(dst, 0))
		if s.is512() {
			s.emit("VPMINSQ", v, least, least)
			s.emit("VPMAXSQ", v, greatest, greatest)
		} else {
			s.emit("VPBLENDVB", s.to("VPCMPGTQ", v, least), v, least, least)
			s.emit("VPBLENDVB", s.to("VPCMPGTQ", greatest, v), v, greatest, greatest)
		}
		s.ADDQ(operand.I32(size), x)
		s.ADDQ(operand.I32(s.bytes), dst)
	})
	s.emit("VMOVU%", least, at(ends, 0))
	s.emit("VMOVU%", greatest, at(ends, 64))
}

// spread returns a vector of an integer parameter.
func (s *sorter) spread(name string) reg.VecVirtual {
	low := s.XMM()
	s.VMOVQ(s.param(name), low)
	return s.to("VPBROADCASTQ", low)
}

// floatKey returns what maps the bits of floats, with the sign extended, to their
// keys: NaNs to the highest number of as many bits, those below zero to themselves
// with all bits but the sign inverted, which makes -1 of -0, and that to 0.
func (s *sorter) floatKey(narrow bool) func(v reg.VecVirtual) reg.VecVirtual {
	most, infinity := uint64(math.MaxInt64), uint64(0x7ff)<<52
	if narrow {
		most, infinity = math.MaxInt32, 0xff<<23
	}
	constant := func(bits uint64) reg.VecVirtual { return s.to("VPBROADCASTQ", s.consts.operand(bits, 8)) }
	all, inf, zero, ones := constant(most), constant(infinity), s.zero(), constant(math.MaxUint64)
	if s.is512() {
		return func(v reg.VecVirtual) reg.VecVirtual {
			nan, below, minusZero := s.K(), s.K(), s.K()
			s.emit("VPCMPGTQ", inf, s.to("VAND%", all, v), nan)
			s.emit("VMOVA%", all, nan, v)
			s.emit("VPCMPGTQ", v, zero, below)
			s.emit("VPXORQ", all, v, below, v)
			s.emit("VPCMPEQQ", ones, v, minusZero)
			s.emit("VMOVA%", zero, minusZero, v)
			return v
		}
	}
	return func(v reg.VecVirtual) reg.VecVirtual {
		nan := s.to("VPCMPGTQ", inf, s.to("VAND%", all, v))
		s.emit("VPBLENDVB", nan, all, v, v)
		s.emit("VXOR%", s.to("VAND%", all, s.to("VPCMPGTQ", v, zero)), v, v)
		return s.to("VPANDN", v, s.to("VPCMPEQQ", ones, v))
	}
}

// packKeys writes the function
//
//	packKeys(x, n, base, shift, width, index)
//
// that sets x[i] = (x[i]-base)>>shift<<width | (index+i), bits of unsigned
// integers. n is a positive multiple of 8.
func (s *sorter) packKeys() {
	s.typ = vir.I64
	x, end := s.Load(s.Param("x"), s.GP64()).(reg.GPVirtual), s.GP64()
	s.LEAQ(operand.Mem{Base: x, Index: s.param("n"), Scale: 8}, end)
	base := s.spread("base")
	shift, width := s.XMM(), s.XMM()
	s.VMOVQ(s.param("shift"), shift)
	s.VMOVQ(s.param("width"), width)
	index := s.spread("index")
	s.emit("VPADDQ", s.table("counted", func(i int) uint64 { return uint64(i) }), index, index)
	step := s.to("VPBROADCASTQ", s.consts.operand(uint64(s.lanes()), 8))
	s.alignLoop()
	s.until(x, end, "vector", func() {
		v := s.to("VPSUBQ", base, s.to("VMOVU%", at(x, 0)))
		v = s.to("VPSLLQ", width, s.to("VPSRLQ", shift, v))
		s.emit("VMOVU%", s.to("VOR%", index, v), at(x, 0))
		s.emit("VPADDQ", step, index, index)
		s.ADDQ(operand.I32(s.bytes), x)
	})
}
