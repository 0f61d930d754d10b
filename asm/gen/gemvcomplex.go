package main

import (
	"math"
	"slices"

	"github.com/lanewise/lanewise/asm/vir"
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// swapped returns a vector with the parts of each complex number exchanged.
func (l *rowLoop) swapped(x operand.Op) reg.VecVirtual {
	return l.to("VPERMIL%", map[vir.Type]operand.U8{vir.F64: 0x55, vir.F32: 0xb1}[l.typ], x)
}

// complexDotRowsBody writes y[i] += alpha * (the sum of a[i][j]*x[j]), with the sum of
// DotuC128 and each operation rounded.
func complexDotRowsBody(l *rowLoop) {
	d := &complexDots{rowLoop: l, x: l.param("x"), y: l.param("y")}
	l.emit("VXOR%", l.signs(1, 0), l.im, l.im)
	if l.is512() {
		l.groups(4, d.group)
	}
	l.groups(1, d.group)
}

type complexDots struct {
	*rowLoop
	x, y reg.GPVirtual
}

// group keeps two accumulators of products of parts with the same and with the other
// parts of x for each row, see complexDotBody.
func (d *complexDots) group() {
	const accumulators = 2
	l, parts := d.rowLoop, vir.LogicalBytes/d.bytes
	straight, crossed := make([][]reg.VecVirtual, len(l.rows)), make([][]reg.VecVirtual, len(l.rows))
	for r := range l.rows {
		for range accumulators * parts {
			straight[r], crossed[r] = append(straight[r], l.zero()), append(crossed[r], l.zero())
		}
	}
	step := func(u int, mask operand.Op) {
		v := l.load(l.element(d.x, u), mask)
		w := l.swapped(v)
		for r, row := range l.rows {
			a := l.load(l.element(row, u), mask)
			l.add(l.to("VMUL%", v, a), straight[r][u])
			l.add(l.to("VMUL%", w, a), crossed[r][u])
		}
	}
	l.logicalVectors(accumulators, step)
	rows := make([]reg.VecVirtual, len(l.rows)) // sums of straight products, then of crossed ones
	for r := range rows {
		for u := range parts {
			l.add(straight[r][parts+u], straight[r][u])
			l.add(crossed[r][parts+u], crossed[r][u])
		}
		rows[r] = l.pair(l.half(straight[r][:parts]), l.half(crossed[r][:parts]))
	}
	if l.typ == vir.F64 {
		d.finish64(rows)
	} else {
		d.finish32(rows)
	}
}

// finish64 turns the sums rr, ii, ri, ir of each row into a complex number rr-ii,
// ri+ir, two rows at a time.
func (d *complexDots) finish64(rows []reg.VecVirtual) {
	if len(rows) == 1 {
		high := d.YMM()
		if d.is512() {
			d.VEXTRACTF64X2(operand.U8(1), rows[0], high.AsX())
		} else {
			d.VEXTRACTF128(operand.U8(1), rows[0], high.AsX())
		}
		same, other := d.XMM(), d.XMM()
		d.VUNPCKLPD(high.AsX(), rows[0].AsX(), same)
		d.VUNPCKHPD(high.AsX(), rows[0].AsX(), other)
		d.emit("VXOR%", d.signs(1, 0), other, other)
		d.add(other, same)
		d.addTo(same)
		return
	}
	for r := 0; r < len(rows); r += 2 {
		same, other := d.YMM(), d.YMM() // re and re, im and im
		d.VUNPCKLPD(rows[r+1], rows[r], same)
		d.VUNPCKHPD(rows[r+1], rows[r], other)
		d.emit("VXOR%", d.signs(1, 1, 0, 0), other, other)
		d.add(other, same)
		d.VPERMPD(operand.U8(0xd8), same, same)
		d.addTo(same)
	}
}

// finish32 is finish64 after one more folding by halves, four rows at a time.
func (d *complexDots) finish32(rows []reg.VecVirtual) {
	fold := func(a, b reg.VecVirtual) reg.VecVirtual { // straight sums, then crossed ones
		low, high := d.YMM(), d.YMM()
		d.VUNPCKLPD(b, a, low)
		d.VUNPCKHPD(b, a, high)
		d.add(high, low)
		d.VPERMPD(operand.U8(0xd8), low, low)
		return low
	}
	first := fold(rows[0], rows[min(1, len(rows)-1)])
	second := first
	if len(rows) == 4 {
		second = fold(rows[2], rows[3])
	}
	same, other := d.YMM(), d.YMM()
	d.VSHUFPS(operand.U8(0x88), second, first, same)
	d.VSHUFPS(operand.U8(0xdd), second, first, other)
	d.emit("VXOR%", d.signs(1, 0), other, other)
	d.add(other, same)
	if len(rows) == 1 {
		d.addTo(same.AsX())
		return
	}
	d.VPERMPD(operand.U8(0xd8), same, same)
	d.addTo(same)
}

// addTo adds alpha*v, whose imaginary part is negated in lanes of real parts, to y and steps over as many elements. A single complex64 is the
// low half of a register.
func (d *complexDots) addTo(v reg.Register) {
	re, im, w := operand.Op(d.alpha.AsY()), operand.Op(d.im.AsY()), operand.Op(d.YMM())
	bytes := 32
	if v.Size() == 16 {
		re, im, w, bytes = d.alpha.AsX(), d.im.AsX(), d.XMM(), 16
	}
	order := map[vir.Type]operand.U8{vir.F64: 0x55, vir.F32: 0xb1}[d.typ]
	d.emit("VPERMIL%", order, v, w)
	d.emit("VMUL%", im, w, w)
	d.emit("VMUL%", re, v, v)
	d.add(w, v)
	at := operand.Mem{Base: d.y}
	if bytes == 16 && d.typ == vir.F32 {
		bytes = 8
		d.VMOVSD(at, w)
		d.add(w, v)
		d.VMOVSD(v, at)
	} else {
		d.emit("VADD%", at, v, v)
		d.emit("VMOVU%", v, at)
	}
	d.ADDQ(operand.I8(bytes), d.y)
}

// signs returns memory with a minus where list, repeated, has 1.
func (l *rowLoop) signs(list ...uint64) operand.Mem {
	negative := l.floatBits(math.Copysign(0, -1))
	for i := range list {
		list[i] *= negative
	}
	return l.consts.table(l.typ, slices.Repeat(list, l.lanes()/len(list)))
}

// complexFactors returns alpha times an element of x for each row of the group: the
// real part in all lanes, and the imaginary one, negated in the lanes of real parts.
// It steps over the elements.
func (l *rowLoop) complexFactors(x reg.GPVirtual) (re, im []reg.VecVirtual) {
	size := l.typ.Size()
	for r := range l.rows {
		xr := l.to(l.broadcast(), operand.Mem{Base: x, Disp: 2 * r * size})
		xi := l.to(l.broadcast(), operand.Mem{Base: x, Disp: (2*r + 1) * size})
		v, w := l.to("VMUL%", l.alpha, xr), l.to("VMUL%", l.alpha, xi)
		l.emit("VMUL%", l.im, xi, xi)
		l.emit("VMUL%", l.im, xr, xr)
		l.emit("VSUB%", xi, v, v)
		l.add(xr, w)
		l.emit("VXOR%", l.signs(1, 0), w, w)
		re, im = append(re, v), append(im, w)
	}
	l.ADDQ(operand.I8(len(l.rows)*2*size), x)
	return re, im
}

// complexAddRowsBody writes y[j] += the sum of (alpha*x[i])*a[i][j], row by row, with
// the operations of AxpyC128.
func complexAddRowsBody(l *rowLoop) {
	x, y := l.param("x"), l.param("y")
	group := func() {
		re, im := l.complexFactors(x)
		l.columns(2, func(u int, mask operand.Op) {
			sum := l.load(l.element(y, u), mask)
			for r, row := range l.rows {
				a := l.load(l.element(row, u), mask)
				l.emit("VFMADD231%", l.swapped(a), im[r], sum)
				l.emit("VFMADD231%", a, re[r], sum)
			}
			l.storeTo(sum, l.element(y, u), mask)
		})
	}
	l.groups(4, group)
	l.groups(1, group)
}

// complexRankOneBody writes a[i][j] += (alpha*x[i])*y[j], with the operations of
// AxpyC128.
func complexRankOneBody(m *machine, _ func()) {
	l := newRowLoop(m, 2)
	x, y := m.param("x"), m.param("y")
	group := func() {
		re, im := l.complexFactors(x)
		l.columns(1, func(u int, mask operand.Op) {
			v := l.load(l.element(y, u), mask)
			w := l.swapped(v)
			for r, row := range l.rows {
				sum := l.load(l.element(row, u), mask)
				l.emit("VFMADD231%", w, im[r], sum)
				l.emit("VFMADD231%", v, re[r], sum)
				l.storeTo(sum, l.element(row, u), mask)
			}
		})
	}
	l.groups(4, group)
	l.groups(1, group)
}

// complexAxpyBody writes y[i] += alpha*x[i] with the operations of AxpyC128, whose code
// parts real and imaginary numbers where one shuffle does.
func complexAxpyBody(m *machine, _ func()) {
	l := &rowLoop{kernel: kernel{machine: m}}
	x, y := m.param("x"), m.param("y")
	re := m.to(m.broadcast(), l.address("re"))
	im := m.to("VXOR%", l.signs(1, 0), m.to(m.broadcast(), l.address("im")))
	l.n, l.i = m.param("n"), m.GP64()
	m.ADDQ(l.n, l.n)
	m.XORQ(l.i, l.i)
	l.columns(4, func(u int, mask operand.Op) {
		v, sum := l.load(l.element(x, u), mask), l.load(l.element(y, u), mask)
		l.emit("VFMADD231%", l.swapped(v), im, sum)
		l.emit("VFMADD231%", v, re, sum)
		l.storeTo(sum, l.element(y, u), mask)
	})
}
