package main

import (
	"math/bits"

	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// finds lists the searches of unsorted elements. They have no code for AVX-512:
// loads bound them.
var finds = []special{
	{name: "find", sizes: []int{1, 2, 4, 8}, signature: findSignature, body: findBody(false)},
	{name: "findFloat", sizes: []int{4, 8}, signature: findSignature, body: findBody(true)},
}

// findSignature: n elements, at least a vector, and one value. *at gets the
// index of the first element that is equal to it, or n.
const findSignature = "func(x *byte, n int, value *byte, at *int)"

// Predicates of VCMPPD: equal or unordered, and unordered.
const (
	cmpEqualUnordered = operand.U8(8)
	cmpNaN            = operand.U8(3)
)

// findBody writes the function that looks for a value. Of floats it also finds
// the first NaN, and if the value is NaN nothing else. Four vectors go by one
// test; where it finds something, they are tested one by one.
func findBody(float bool) func(m *machine, _ func()) {
	return func(m *machine, _ func()) {
		f := &finder{machine: m, bits: m.GP64()}
		p := m.pointers("x", "value")
		f.first, f.x, f.n = p[0], m.GP64(), m.scaled("n")
		m.MOVQ(f.first, f.x)
		broadcast := map[int]string{1: "VPBROADCASTB", 2: "VPBROADCASTW", 4: "VPBROADCASTD", 8: "VPBROADCASTQ"}[m.size]
		f.value = m.to(broadcast, at(p[1], 0))
		if !float {
			f.search(func(from operand.Mem) reg.VecVirtual {
				return m.to(map[int]string{1: "VPCMPEQB", 2: "VPCMPEQW", 4: "VPCMPEQD", 8: "VPCMPEQQ"}[m.size], from, f.value)
			})
		} else {
			compare := map[int]string{4: "VCMPPS", 8: "VCMPPD"}[m.size]
			m.emit(map[int]string{4: "VUCOMISS", 8: "VUCOMISD"}[m.size], f.value.AsX(), f.value.AsX())
			m.JP(operand.LabelRef("nan"))
			f.search(func(from operand.Mem) reg.VecVirtual { return m.to(compare, cmpEqualUnordered, from, f.value) })
			m.JMP(operand.LabelRef("none"))
			m.Label("nan")
			f.search(func(from operand.Mem) reg.VecVirtual {
				v := m.to("VMOVDQU", from)
				return m.to(compare, cmpNaN, v, v)
			})
		}
		m.Label("none")
		f.store(m.param("n"))
		m.JMP(operand.LabelRef("out"))
		m.Label("found")
		m.TZCNTL(f.bits.As32(), f.bits.As32())
		m.SUBQ(f.first, f.x)
		m.ADDQ(f.bits, f.x)
		if shift := bits.TrailingZeros(uint(m.size)); shift > 0 {
			m.SHRQ(operand.U8(shift), f.x)
		}
		f.store(f.x)
		m.Label("out")
	}
}

// finder writes searches of the n bytes from x on.
type finder struct {
	*machine
	first, x, n reg.GPVirtual
	bits        reg.GPVirtual // a bit for each byte of a vector
	value       reg.VecVirtual
}

func (f *finder) store(index reg.GPVirtual) { f.MOVQ(index, at(f.param("at"), 0)) }

// search jumps to found if compare finds something, with x at that vector. The
// last vector may overlap those before it, in which there was nothing.
func (f *finder) search(compare func(from operand.Mem) reg.VecVirtual) {
	test := func(v reg.VecVirtual, label string) {
		f.emit("VPMOVMSKB", v, f.bits.As32())
		f.TESTL(f.bits.As32(), f.bits.As32())
		f.JNZ(operand.LabelRef(label))
	}
	single := f.label("single")
	f.rounds(f.n, 4*f.bytes, func() {
		v := [4]reg.VecVirtual{}
		for i := range v {
			v[i] = compare(at(f.x, i*f.bytes))
		}
		f.emit("VPOR", v[1], v[0], v[0])
		f.emit("VPOR", v[3], v[2], v[2])
		f.emit("VPOR", v[2], v[0], v[0])
		test(v[0], single)
		f.ADDQ(operand.I32(4*f.bytes), f.x)
	})
	f.JMP(operand.LabelRef(single + "s"))
	f.Label(single) // n is too low by a round now, and what is found comes before its end
	f.ADDQ(operand.I32(4*f.bytes), f.n)
	f.Label(single + "s")
	f.rounds(f.n, f.bytes, func() {
		test(compare(at(f.x, 0)), "found")
		f.ADDQ(operand.I32(f.bytes), f.x)
	})
	f.LEAQ(operand.Mem{Base: f.x, Index: f.n, Scale: 1, Disp: -f.bytes}, f.x)
	test(compare(at(f.x, 0)), "found")
}
