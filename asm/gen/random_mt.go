package main

import (
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// both returns a constant of 32 bits for both halves of a lane.
func (m *machine) both(bits uint32) operand.Op { return m.constReg(uint64(bits)<<32 | uint64(bits)) }

const twistSignature = "func(key, source *uint32, vectors int)"

// twistBody writes the function
//
//	mtTwist(key, source, vectors)
//
// that renews vectors of key from these words, the words after them and the
// words at source.
func twistBody(m *machine, loadConstants func()) {
	key := m.Load(m.Param("key"), m.GP64()).(reg.GPVirtual)
	source := m.Load(m.Param("source"), m.GP64()).(reg.GPVirtual)
	vectors := m.param("vectors")
	loadConstants()
	m.alignLoop()
	m.Label("vector")
	next := m.to("VMOVUPD", operand.Mem{Base: key, Disp: 4})
	upper := m.to("VAND%", m.both(1<<31), m.to("VMOVUPD", operand.Mem{Base: key}))
	w := m.to("VOR%", upper, m.to("VAND%", m.both(1<<31-1), next))
	odd := m.to("VPSRAD", operand.U8(31), m.to("VPSLLD", operand.U8(31), next))
	x := m.to("VXOR%", m.to("VAND%", m.both(0x9908b0df), odd), m.to("VPSRLD", operand.U8(1), w))
	x = m.to("VXOR%", operand.Mem{Base: source}, x)
	m.emit("VMOVUPD", x, operand.Mem{Base: key})
	m.ADDQ(operand.I32(m.bytes), key)
	m.ADDQ(operand.I32(m.bytes), source)
	m.DECQ(vectors)
	m.JNZ(operand.LabelRef("vector"))
}

const temperSignature = "func(dst, words *uint32, vectors int)"

// temperBody writes the function
//
//	mtTemper(dst, words, vectors)
//
// that sets vectors of dst to words with their bits mixed.
func temperBody(m *machine, loadConstants func()) {
	dst := m.Load(m.Param("dst"), m.GP64()).(reg.GPVirtual)
	words := m.Load(m.Param("words"), m.GP64()).(reg.GPVirtual)
	vectors := m.param("vectors")
	loadConstants()
	m.alignLoop()
	m.Label("vector")
	w := m.to("VMOVUPD", operand.Mem{Base: words})
	mix := func(shift string, by uint8, mask uint32) {
		s := m.to(shift, operand.U8(by), w)
		if mask != 0 {
			s = m.to("VAND%", m.both(mask), s)
		}
		w = m.to("VXOR%", s, w)
	}
	mix("VPSRLD", 11, 0)
	mix("VPSLLD", 7, 0x9d2c5680)
	mix("VPSLLD", 15, 0xefc60000)
	mix("VPSRLD", 18, 0)
	m.emit("VMOVUPD", w, operand.Mem{Base: dst})
	m.ADDQ(operand.I32(m.bytes), dst)
	m.ADDQ(operand.I32(m.bytes), words)
	m.DECQ(vectors)
	m.JNZ(operand.LabelRef("vector"))
}
