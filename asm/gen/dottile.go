package main

import (
	"github.com/lanewise/lanewise/asm/vir"
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// dotTileSignature: m rows of n elements from a on, count of them from x on, and as many rows of y.
const dotTileSignature = "func(y, a, x *%, ldy, lda, ldx, m, n, count int, alpha %)"

// dotTileRows is how many rows of a share rows of x.
const dotTileRows = 4

// dotTileCount returns how many rows of x there may be: as many as there are registers for sums.
func dotTileCount(m *machine) int {
	if m.is512() {
		return 6
	}
	return 2
}

// dotTileBody writes y[j][i] += alpha * (the sum of a[i][k]*x[j][k]), summed in one vector for
// each element, the lanes of which are folded by halves at the end.
func dotTileBody(m *machine, _ func()) {
	d := &dotTile{rowLoop: newRowLoop(m, 1), x: m.param("x"), y: m.param("y"), ldx: m.param("ldx"), ldy: m.param("ldy")}
	for _, stride := range []reg.GPVirtual{d.ldx, d.ldy} {
		m.IMUL3Q(operand.I8(m.typ.Size()), stride, stride)
	}
	count, done := m.param("count"), m.label("done")
	for d.count = dotTileCount(m); d.count > 0; d.count-- {
		next := m.label("fewer")
		if d.count > 1 {
			m.CMPQ(count, operand.I8(d.count))
			m.JL(operand.LabelRef(next))
		}
		d.groups(dotTileRows, d.group)
		d.groups(1, d.group)
		if d.count > 1 {
			m.JMP(operand.LabelRef(done))
			m.Label(next)
		}
	}
	m.Label(done)
}

type dotTile struct {
	*rowLoop
	x, y, ldx, ldy reg.GPVirtual // strides in bytes
	count          int           // rows of x
}

// group writes the sums of a group's rows.
func (d *dotTile) group() {
	low, high := d.GP64(), reg.GPVirtual(nil) // rows 0 and 3 of x, from the index on
	d.MOVQ(d.x, low)
	if d.count > 3 {
		high = d.GP64()
		d.LEAQ(operand.Mem{Base: low, Index: d.ldx, Scale: 2}, high)
		d.ADDQ(d.ldx, high)
	}
	sums := make([][]reg.VecVirtual, d.count)
	for j := range sums {
		for range d.rows {
			sums[j] = append(sums[j], d.zero())
		}
	}
	step := func(mask operand.Op) {
		var list []reg.VecVirtual
		for _, row := range d.rows {
			list = append(list, d.load(d.element(row, 0), mask))
		}
		for j := range sums {
			x := d.load(d.rowOfX(low, high, j), mask)
			for r, a := range list {
				d.emit("VFMADD231%", a, x, sums[j][r])
			}
		}
	}
	d.loop("columns", d.lanes(), func() {
		step(nil)
		d.ADDQ(operand.I32(d.bytes), low)
		if high != nil {
			d.ADDQ(operand.I32(d.bytes), high)
		}
	})
	d.tail(func(masks []operand.Op) { step(masks[0]) }, 1)
	to := d.GP64()
	d.MOVQ(d.y, to)
	for j := range sums {
		d.addSums(sums[j], to)
		if j < len(sums)-1 {
			d.ADDQ(d.ldy, to)
		}
	}
	d.ADDQ(operand.I8(len(d.rows)*d.typ.Size()), d.y)
}

// rowOfX returns where row j of x is.
func (d *dotTile) rowOfX(low, high reg.GPVirtual, j int) operand.Mem {
	base := low
	if j >= 3 {
		base = high
	}
	switch j % 3 {
	case 0:
		return operand.Mem{Base: base}
	case 1:
		return operand.Mem{Base: base, Index: d.ldx, Scale: 1}
	}
	return operand.Mem{Base: base, Index: d.ldx, Scale: 2}
}

// addSums folds the sums of the group's rows and adds them, times alpha, to what begins at to.
func (d *dotTile) addSums(sums []reg.VecVirtual, to reg.GPVirtual) {
	at := operand.Mem{Base: to}
	if len(sums) == 1 {
		d.foldOne(sums[0])
		d.addScaled(sums[0], at)
		return
	}
	halves := make([]reg.Register, len(sums))
	for r, sum := range sums {
		halves[r] = sum.AsY()
		if d.is512() {
			halves[r] = d.half([]reg.VecVirtual{sum})
		}
	}
	d.addScaledRows(d.foldHalves(halves), at)
}

// foldOne folds the lanes of a vector by halves.
func (d *dotTile) foldOne(sum reg.VecVirtual) {
	if d.is512() {
		d.half([]reg.VecVirtual{sum})
	}
	half := d.XMM()
	d.upperHalf(sum.AsY(), half)
	d.add(half, sum.AsX())
	d.VUNPCKHPD(sum.AsX(), sum.AsX(), half)
	d.add(half, sum.AsX())
	if d.typ == vir.F32 {
		d.VMOVSHDUP(sum.AsX(), half)
		d.add(half, sum.AsX())
	}
}
