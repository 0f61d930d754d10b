package main

import (
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// sfcSignature: words is a positive multiple of sfcTogether.
const sfcSignature = "func(state, dst *uint64, words int)"

// sfcTogether is how many words a round of SFC64 draws.
const sfcTogether = 4

// sfcBody writes the function that draws words of SFC64 in integer registers.
// What waits longest is added last: on paper the way from c over b and a back to
// c takes 7 cycles for three words.
func sfcBody(m *machine, _ func()) {
	p := m.pointers("state", "dst", "words")
	state, dst, n := p[0], p[1], p[2]
	a, b, c, counter := m.GP64(), m.GP64(), m.GP64(), m.GP64()
	registers := []reg.GPVirtual{a, b, c, counter}
	for i, r := range registers {
		m.MOVQ(at(state, 8*i), r)
	}
	w, t := m.GP64(), m.GP64()
	m.alignLoop()
	m.Label("words")
	for i := range sfcTogether {
		m.LEAQ(operand.Mem{Base: a, Index: counter, Scale: 1}, w)
		m.INCQ(counter)
		m.ADDQ(b, w)
		m.MOVQ(b, t)
		m.SHRQ(operand.U8(11), t)
		m.MOVQ(b, a)
		m.XORQ(t, a)
		m.LEAQ(operand.Mem{Base: c, Index: c, Scale: 8}, b)
		m.RORXQ(operand.U8(64-24), c, c)
		m.ADDQ(w, c)
		m.MOVQ(w, at(dst, 8*i))
	}
	m.ADDQ(operand.I32(8*sfcTogether), dst)
	m.SUBQ(operand.I32(sfcTogether), n)
	m.JNZ(operand.LabelRef("words"))
	for i, r := range registers {
		m.MOVQ(r, at(state, 8*i))
	}
}
