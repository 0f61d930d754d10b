package main

import (
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

const copyRowsSignature = "func(dst *byte, dstStride int, src *byte, srcStride, rows, count int)"

// copyRows writes the kernel that copies rows of at most as many numbers of 4 bytes
// as a row of a tile has; strides count such numbers, too. Rows lie far apart, so
// that those to come have to be asked for. Whole rows go without masks: what was stored
// under one comes late to the loads that soon follow.
func (g *gemmKernel) copyRows() {
	const ahead = 8 // rows
	dst, src, rows, count := g.param("dst"), g.param("src"), g.param("rows"), g.param("count")
	dstStride, srcStride, soon := g.param("dstStride"), g.param("srcStride"), g.GP64()
	g.SHLQ(operand.U8(2), dstStride)
	g.SHLQ(operand.U8(2), srcStride)
	g.LEAQ(operand.Mem{Base: src, Index: srcStride, Scale: ahead}, soon)
	each := func(label string, move func(v int, src, dst operand.Mem)) {
		g.alignLoop()
		g.Label(label)
		for v := range g.vectors {
			if v*g.bytes%64 == 0 {
				g.PREFETCHT0(operand.Mem{Base: soon, Disp: v * g.bytes})
			}
			move(v, operand.Mem{Base: src, Disp: v * g.bytes}, operand.Mem{Base: dst, Disp: v * g.bytes})
		}
		g.ADDQ(srcStride, src)
		g.ADDQ(srcStride, soon)
		g.ADDQ(dstStride, dst)
		g.DECQ(rows)
		g.JNE(operand.LabelRef(label))
	}
	g.CMPQ(count, operand.I32(g.vectors*g.lanes()))
	g.JNE(operand.LabelRef("part"))
	each("row", func(_ int, src, dst operand.Mem) { g.emit("VMOVU%", g.to("VMOVU%", src), dst) })
	g.JMP(operand.LabelRef("end"))
	g.Label("part")
	load, store := "VMASKMOV%", "VMASKMOV%"
	if g.is512() {
		load, store = "VMOVU%_Z", "VMOVU%"
	}
	masks := g.rowMasks(count)
	each("part_row", func(v int, src, dst operand.Mem) { g.emit(store, g.to(load, src, masks[v]), masks[v], dst) })
	g.Label("end")
}

// rowMasks returns masks for count numbers of 4 bytes.
func (g *gemmKernel) rowMasks(count reg.GPVirtual) []operand.Op {
	masks := make([]operand.Op, g.vectors)
	if g.is512() {
		ones := g.GP64()
		g.MOVQ(operand.I32(-1), ones)
		g.BZHIQ(count, ones, ones)
		for v := range masks {
			masks[v] = g.K()
			g.KMOVW(ones.As32(), masks[v])
			g.SHRQ(operand.U8(g.lanes()), ones)
		}
		return masks
	}
	table := g.GP64()
	g.LEAQ(operand.NewDataAddr(operand.NewStaticSymbol(tailMask), 64), table)
	g.SHLQ(operand.U8(2), count)
	g.SUBQ(count, table)
	for v := range masks {
		masks[v] = g.to("VMOVU%", operand.Mem{Base: table, Disp: v * g.bytes})
	}
	return masks
}

const joinRowsSignature = "func(dst *byte, ld int, src *byte, stride, groups, n int)"

// joinRows writes the kernel that makes a row of n numbers of 32 bits of each group of
// rows, in which those of one place lie side by side, the last row's highest: of one or
// two rows of 16 bits, or of four rows of bytes. ld counts numbers, stride bytes.
func (m *machine) joinRows(count int) {
	load, bits := "VPMOVZXWD", 16
	if count == 4 {
		load, bits = "VPMOVZXBD", 8
	}
	dst, src, groups, n := m.param("dst"), m.param("src"), m.param("groups"), m.param("n")
	ld, stride, at := m.param("ld"), m.param("stride"), m.GP64()
	rows := make([]reg.GPVirtual, count)
	for r := range rows {
		rows[r] = m.GP64()
	}
	m.alignLoop()
	m.Label("group")
	for _, row := range rows {
		m.MOVQ(src, row)
		m.ADDQ(stride, src)
	}
	m.XORQ(at, at)
	m.Label("next")
	var x reg.VecVirtual
	for r, row := range rows {
		y := m.to(load, operand.Mem{Base: row, Index: at, Scale: uint8(bits / 8)})
		if shift := 32 - bits*(count-r); shift > 0 {
			m.emit("VPSLLD", operand.U8(shift), y, y)
		}
		if r > 0 {
			m.emit("VPORD", x, y, y)
		}
		x = y
	}
	m.emit("VMOVU%", x, operand.Mem{Base: dst, Index: at, Scale: 4})
	m.ADDQ(operand.I32(m.lanes()), at)
	m.CMPQ(at, n)
	m.JL(operand.LabelRef("next"))
	m.LEAQ(operand.Mem{Base: dst, Index: ld, Scale: 4}, dst)
	m.DECQ(groups)
	m.JNE(operand.LabelRef("group"))
}
