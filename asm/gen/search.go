package main

import (
	"math/bits"

	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// searchTogether is how many binary searches go on at the same time.
const searchTogether = 8

// search writes the functions
//
//	searchLeft(sorted, dst, m, values, n), searchRight(...)
//
// that set dst[i] to the number of the m > 0 sorted elements that are < or <=
// values[i], for n values, a multiple of searchTogether. All searches of a
// group halve their ranges in step, by conditional moves: three instructions
// for a step, while other searches wait for memory.
func search(right bool) func(s *sorter) {
	return func(s *sorter) {
		dst := s.Load(s.Param("dst"), s.GP64()).(reg.GPVirtual)
		first := s.Load(s.Param("sorted"), s.GP64()).(reg.GPVirtual)
		values := s.Load(s.Param("values"), s.GP64()).(reg.GPVirtual)
		at := make([]reg.GPVirtual, searchTogether)
		v := make([]reg.VecVirtual, searchTogether)
		half, length, t := s.GP64(), s.GP64(), s.GP64()
		s.Label("group")
		for j := range at {
			at[j] = s.GP64()
			s.MOVQ(first, at[j])
			if s.float {
				v[j] = s.XMM()
				s.emit(s.scalar("VMOVSD", "VMOVSS"), operand.Mem{Base: values, Disp: j * s.typ.Size()}, v[j])
			}
		}
		compare := func(j int, mem operand.Mem) {
			s.compareValue(v[j], operand.Mem{Base: values, Disp: j * s.typ.Size()}, mem)
		}
		s.Load(s.Param("m"), length)
		s.Label("halve")
		s.CMPQ(length, operand.I32(1))
		s.JLE(operand.LabelRef("last"))
		s.MOVQ(length, half)
		s.SHRQ(operand.U8(1), half)
		s.SUBQ(half, length)
		s.SHLQ(operand.U8(bits.TrailingZeros(uint(s.typ.Size()))), half)
		for j, p := range at {
			s.LEAQ(operand.Mem{Base: p, Index: half, Scale: 1}, t)
			compare(j, operand.Mem{Base: p, Index: half, Scale: 1, Disp: -s.typ.Size()})
			s.emit(s.moveAbove(right), t, p)
		}
		s.JMP(operand.LabelRef("halve"))
		s.Label("last")
		for j, p := range at {
			s.LEAQ(operand.Mem{Base: p, Disp: s.typ.Size()}, t)
			compare(j, operand.Mem{Base: p})
			s.emit(s.moveAbove(right), t, p)
			s.SUBQ(first, p)
			s.SHRQ(operand.U8(bits.TrailingZeros(uint(s.typ.Size()))), p)
			s.MOVQ(p, operand.Mem{Base: dst, Disp: 8 * j})
		}
		s.ADDQ(operand.I32(8*searchTogether), dst)
		s.ADDQ(operand.I32(s.typ.Size()*searchTogether), values)
		n, _ := s.Param("n").Resolve()
		s.SUBQ(operand.I32(searchTogether), n.Addr)
		s.JNZ(operand.LabelRef("group"))
	}
}

// compareValue compares a value, which floats have in v, with an element.
func (s *sorter) compareValue(v reg.VecVirtual, value, element operand.Mem) {
	x := s.GP64()
	switch {
	case s.float:
		s.emit(s.scalar("VUCOMISD", "VUCOMISS"), element, v)
	case s.typ.Size() == 8:
		s.MOVQ(value, x)
		s.CMPQ(x, element)
	default:
		s.MOVL(value, x.As32())
		s.CMPL(x.As32(), element)
	}
}

// scalar chooses an instruction by the element's width.
func (s *sorter) scalar(wide, narrow string) string {
	if s.typ.Size() == 8 {
		return wide
	}
	return narrow
}

// moveAbove names the conditional move for value > element, or >= if equal is
// set. An unordered comparison moves nothing.
func (s *sorter) moveAbove(equal bool) string {
	switch {
	case s.signed && !s.float && equal:
		return "CMOVQGE"
	case s.signed && !s.float:
		return "CMOVQGT"
	case equal:
		return "CMOVQCC"
	}
	return "CMOVQHI"
}

// nanVectors is how many vectors anyNaN reads at a time.
const nanVectors = 8

// anyNaN writes the function
//
//	anyNaN(x, n) = not zero if there is a NaN among n elements
//
// for n a multiple of nanVectors vectors of 64 bytes. One comparison finds a
// NaN in either of two vectors.
func (s *sorter) anyNaN() {
	x := s.Load(s.Param("x"), s.GP64()).(reg.GPVirtual)
	end := s.GP64()
	s.LEAQ(operand.Mem{Base: x, Index: s.param("n"), Scale: uint8(s.typ.Size())}, end)
	found := s.GP64()
	acc := s.zero()
	s.XORQ(found, found)
	s.until(x, end, "vectors", func() {
		for i := range nanVectors / 2 {
			v := s.to("VMOVU%", operand.Mem{Base: x, Disp: 2 * i * s.bytes})
			next := operand.Mem{Base: x, Disp: (2*i + 1) * s.bytes}
			if s.is512() {
				mask := s.GP32()
				s.KMOVW(s.emit("VCMP%", cmpUnord, next, v, s.K()), mask)
				s.ORL(mask, found.As32())
			} else {
				s.emit("VOR%", s.to("VCMP%", cmpUnord, next, v), acc, acc)
			}
		}
		s.ADDQ(operand.I32(nanVectors*s.bytes), x)
	})
	if !s.is512() {
		s.emit("VMOVMSK%", acc, found.As32())
	}
	s.Store(found, s.Return("ret"))
}
