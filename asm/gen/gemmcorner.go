package main

import (
	"math/bits"

	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

const cornerSignature = "func(rows *byte, stride int, factors *byte)"

// corner writes the kernel that multiplies a panel's rows by a small triangle, or
// solves with it: see cornerGo.
func (g *gemmKernel) corner(solve bool) {
	rows, factors := g.param("rows"), g.param("factors")
	stride, at := g.param("stride"), g.GP64()
	g.SHLQ(operand.U8(bits.TrailingZeros(uint(g.width))), stride)
	x := make([][]reg.VecVirtual, g.rows)
	g.MOVQ(rows, at)
	for q := range x {
		for v := range g.vectors {
			x[q] = append(x[q], g.to("VMOVU%", operand.Mem{Base: at, Disp: v * g.bytes}))
		}
		g.ADDQ(stride, at)
	}
	factor := func(q, p, which int) reg.VecVirtual {
		mem := operand.Mem{Base: factors, Disp: (2*(q*g.rows+p) + which) * g.width}
		if g.complex() {
			return g.pair(mem)
		}
		return g.to(g.broadcast(), mem)
	}
	times := func(q int) {
		f, s := factor(q, q, 0), reg.VecVirtual(nil)
		if g.complex() {
			s = factor(q, q, 1)
		}
		for v := range x[q] {
			if g.complex() {
				y := g.to("VMUL%", s, g.swapped(x[q][v]))
				g.emit("VFMADD213%", y, f, x[q][v])
			} else {
				g.emit("VMUL%", f, x[q][v], x[q][v])
			}
		}
	}
	add := func(q, p int) {
		f := factor(q, p, 0)
		for v := range x[q] {
			g.emit("VFMADD231%", f, x[p][v], x[q][v])
		}
		if !g.complex() {
			return
		}
		f = factor(q, p, 1)
		for v := range x[q] {
			g.emit("VFMADD231%", f, g.swapped(x[p][v]), x[q][v])
		}
	}
	if solve {
		for p := range x {
			times(p)
			for q := p + 1; q < g.rows; q++ {
				add(q, p)
			}
		}
	} else {
		for q := g.rows - 1; q >= 0; q-- {
			times(q)
			for p := range q {
				add(q, p)
			}
		}
	}
	for q := range x {
		for v := range g.vectors {
			g.emit("VMOVU%", x[q][v], operand.Mem{Base: rows, Disp: v * g.bytes})
		}
		g.ADDQ(stride, rows)
	}
}

const rightSignature = "func(b *byte, ldb, rows int, a *byte, lda int, diagonal *byte, cols int, room *byte)"

// rightKernel is a kernel for a small triangle on the right of rows, of real numbers, for AVX-512.
type rightKernel struct {
	*gemmKernel
	lower       bool
	b, a, lda   reg.GPVirtual // a is the row of the triangle that comes first
	cols        reg.GPVirtual
	at          reg.GPVirtual // the row of the triangle at work
	factor      reg.GPVirtual // its element on the diagonal or, in products, the column of b that it is multiplied by
	bits        reg.GPVirtual // the lanes that it counts in
	row, column reg.GPVirtual // of b; where the vector at work begins in it, in bytes
	done, room  reg.GPVirtual // columns that are solved, and their place, transposed
}

// rightKernel loads the parameters.
func (g *gemmKernel) rightKernel(lower bool) *rightKernel {
	r := &rightKernel{gemmKernel: g, lower: lower, b: g.param("b"), a: g.param("a"), lda: g.param("lda"), cols: g.param("cols")}
	r.at, r.factor, r.bits = g.GP64(), g.GP64(), g.GP64()
	g.counter, g.rowA = g.GP64(), g.param("ldb")
	g.SHLQ(r.shift(), g.rowA)
	g.SHLQ(r.shift(), r.lda)
	g.mask, g.partial = g.K(), true
	return r
}

// shift is the logarithm of an element's size.
func (r *rightKernel) shift() operand.U8 { return operand.U8(bits.TrailingZeros(uint(r.width))) }

// setMask sets the mask of a vector with the first count lanes.
func (r *rightKernel) setMask(count reg.GPVirtual) {
	r.MOVQ(operand.I32(-1), r.bits)
	r.BZHIQ(count, r.bits, r.bits)
	r.emit("KMOVW", r.bits.As32(), r.mask)
}

// left is the number of rows that are left.
func (r *rightKernel) left() operand.Mem {
	left, err := r.Param("rows").Resolve()
	if err != nil {
		panic(err)
	}
	return left.Addr
}

// multiplyRight writes the kernel that multiplies rows of a panel by a triangle. Row q of the
// triangle counts in a part of the lanes of one vector, which a mask tells, and in all of those
// on its far side, where lanes are columns: of an upper triangle the higher ones.
func (g *gemmKernel) multiplyRight(lower bool) {
	r := g.rightKernel(lower)
	g.SUBQ(operand.I32((g.vectors-1)*g.lanes()), r.cols)
	r.setMask(r.cols)
	g.row3, g.row5 = g.multiple(3, g.rowA, 2), g.multiple(5, g.rowA, 4)
	g.row7 = g.multiple(7, g.row3, 0)
	if lower {
		g.LEAQ(operand.Mem{Base: r.cols, Disp: (g.vectors-1)*g.lanes() - 1}, r.bits)
		g.IMULQ(r.lda, r.bits)
		g.ADDQ(r.bits, r.a)
	}
	g.Label("tiles")
	g.CMPQ(r.left(), operand.I32(g.rows))
	g.JL(operand.LabelRef("rest"))
	r.product(g.rows)
	g.LEAQ(g.rowAddress(r.b, g.rows, 0), r.b)
	g.SUBQ(operand.I32(g.rows), r.left())
	g.JMP(operand.LabelRef("tiles"))
	g.Label("rest")
	g.CMPQ(r.left(), operand.I32(0))
	g.JE(operand.LabelRef("done"))
	r.product(1)
	g.ADDQ(g.rowA, r.b)
	g.DECQ(r.left())
	g.JMP(operand.LabelRef("rest"))
	g.Label("done")
}

// product multiplies a tile of rows.
func (r *rightKernel) product(rows int) {
	x := make([][]reg.VecVirtual, rows)
	r.eachRow(rows, func(i int, row reg.GPVirtual) {
		for v := range r.vectors {
			x[i] = append(x[i], r.load(row, v))
		}
	})
	r.Load(r.Param("diagonal"), r.counter)
	for v := range r.vectors {
		d := r.load(r.counter, v)
		for i := range x {
			r.emit("VMUL%", d, x[i][v], x[i][v])
		}
	}
	r.MOVQ(r.b, r.factor)
	if r.lower { // from the last column on
		r.LEAQ(operand.Mem{Base: r.b, Index: r.cols, Scale: uint8(r.width), Disp: ((r.vectors-1)*r.lanes() - 1) * r.width}, r.factor)
	}
	r.MOVQ(r.a, r.at)
	for n := range r.vectors {
		if r.lower {
			n = r.vectors - 1 - n
		}
		r.columns(x, n)
	}
	r.eachRow(rows, func(i int, row reg.GPVirtual) {
		for v := range r.vectors {
			r.store(x[i][v], row, v)
		}
	})
}

// eachRow calls use with the address of each row of a tile.
func (r *rightKernel) eachRow(rows int, use func(i int, row reg.GPVirtual)) {
	use(0, r.b)
	for i := 1; i < rows; i++ {
		r.LEAQ(r.rowAddress(r.b, i, 0), r.counter)
		use(i, r.counter)
	}
}

// columns goes through the rows of the triangle whose diagonal elements are in vector v, and
// adds their products with elements of that vector to the columns on their far side.
func (r *rightKernel) columns(x [][]reg.VecVirtual, v int) {
	from, to, advance := v, r.vectors, r.ADDQ
	if r.lower {
		from, to, advance = 0, v+1, r.SUBQ
	}
	if v == r.vectors-1 {
		r.MOVQ(r.cols, r.counter)
	} else {
		r.MOVQ(operand.I32(r.lanes()), r.counter)
	}
	r.MOVQ(operand.I32(-1), r.bits)
	r.BZHIQ(r.counter, r.bits, r.bits)
	loop, own := r.label("row"), r.K()
	r.alignLoop()
	r.Label(loop)
	if r.lower {
		r.SHRQ(operand.U8(1), r.bits)
	} else {
		r.BLSRQ(r.bits, r.bits)
	}
	r.KMOVW(r.bits.As32(), own)
	a := make([]reg.VecVirtual, r.vectors)
	for w := from; w < to; w++ {
		if w == v {
			a[w] = r.to("VMOVU%_Z", operand.Mem{Base: r.at, Disp: w * r.bytes}, own)
		} else {
			a[w] = r.load(r.at, w)
		}
	}
	for i := range x {
		f := r.to(r.broadcast(), r.rowAddress(r.factor, i, 0))
		for w := from; w < to; w++ {
			if w == v {
				r.emit("VFMADD231%", a[w], f, own, x[i][w])
			} else {
				r.emit("VFMADD231%", a[w], f, x[i][w])
			}
		}
	}
	advance(r.lda, r.at)
	advance(operand.I32(r.width), r.factor)
	r.DECQ(r.counter)
	r.JNE(operand.LabelRef(loop))
}

// rightRows is the number of rows that solveRight takes at a time: one group or two, in turn, of as
// many rows as a vector has lanes, so that columns fill 16 registers.
const rightRows = 16

// solveRight writes the kernel that solves rows of a panel with a triangle. Groups of rows are
// transposed in registers, a vector of each at a time, so that a column is a vector, and stay so in
// room for later columns. Where fewer rows are left, the last one comes again and again. What the
// triangle lacks to whole vectors are zeros.
func (g *gemmKernel) solveRight(lower bool) {
	r := g.rightKernel(lower)
	r.row, r.column, r.done, r.room = g.GP64(), g.GP64(), g.GP64(), g.GP64()
	n, whole, step := g.lanes(), g.GP64(), g.ADDQ // columns in whole vectors
	g.LEAQ(operand.Mem{Base: r.cols, Disp: n - 1}, whole)
	g.ANDQ(operand.I32(-n), whole)
	if lower { // from the last row on
		step = g.SUBQ
		g.LEAQ(operand.Mem{Base: whole, Disp: -1}, r.bits)
		g.IMULQ(r.lda, r.bits)
		g.ADDQ(r.bits, r.a)
	}
	g.Label("tiles")
	g.XORQ(r.done, r.done)
	g.XORQ(r.column, r.column)
	if lower {
		g.LEAQ(operand.Mem{Base: whole, Disp: -n}, r.column)
		g.SHLQ(r.shift(), r.column)
	}
	g.Label("vectors")
	g.MOVQ(r.column, r.bits)
	g.SHRQ(r.shift(), r.bits)
	g.MOVQ(r.cols, r.counter)
	g.SUBQ(r.bits, r.counter)
	r.setMask(r.counter)
	r.solveVector()
	step(operand.I32(g.bytes), r.column)
	g.ADDQ(operand.I32(n), r.done)
	g.CMPQ(r.done, whole)
	g.JL(operand.LabelRef("vectors"))
	g.MOVQ(g.rowA, r.bits)
	g.SHLQ(operand.U8(bits.TrailingZeros(rightRows)), r.bits)
	g.ADDQ(r.bits, r.b)
	g.SUBQ(operand.I32(rightRows), r.left())
	g.JG(operand.LabelRef("tiles"))
}

// solveVector solves for a vector of each row.
func (r *rightKernel) solveVector() {
	n := r.lanes()
	x := make([][]reg.VecVirtual, rightRows/n)
	r.upToLast(func(i int) { x[i/n] = append(x[i/n], r.load(r.row, 0)) })
	for i := range x {
		x[i] = r.transposedLines(x[i])
	}
	step := r.ADDQ
	if r.lower {
		step = r.SUBQ
	}
	place := func(i int) operand.Mem { return operand.Mem{Base: r.room, Disp: i * r.bytes} }
	subtract := func(solved []reg.VecVirtual, from, to int) {
		for j := from; j < to; j++ {
			for i := range x {
				r.emit("VFNMADD231%", bcst{operand.Mem{Base: r.at, Disp: j * r.width}, r.width}, solved[i], x[i][j])
			}
		}
		step(r.lda, r.at)
		r.ADDQ(operand.I32(len(x)*r.bytes), r.room)
	}
	r.MOVQ(r.a, r.at)
	r.ADDQ(r.column, r.at)
	r.Load(r.Param("room"), r.room)
	r.MOVQ(r.done, r.counter)
	r.TESTQ(r.counter, r.counter)
	r.JE(operand.LabelRef("own"))
	r.alignLoop()
	r.Label("before")
	solved := make([]reg.VecVirtual, len(x))
	for i := range x {
		solved[i] = r.to("VMOVU%", place(i))
	}
	subtract(solved, 0, n)
	r.DECQ(r.counter)
	r.JNE(operand.LabelRef("before"))
	r.Label("own")
	r.Load(r.Param("diagonal"), r.factor)
	r.ADDQ(r.column, r.factor)
	for q := range n {
		from, to := q+1, n
		if r.lower {
			q = n - 1 - q
			from, to = 0, q
		}
		for i := range x {
			r.emit("VMUL%", bcst{operand.Mem{Base: r.factor, Disp: q * r.width}, r.width}, x[i][q], x[i][q])
			r.emit("VMOVU%", x[i][q], place(i))
			solved[i] = x[i][q]
		}
		subtract(solved, from, to)
	}
	for i := range x {
		x[i] = r.transposedLines(x[i])
	}
	r.upToLast(func(i int) { r.store(x[i/n][i%n], r.row, 0) })
}

// upToLast calls use for the rows at work, whose addresses are in register row, and stops at the
// last row that is left.
func (r *rightKernel) upToLast(use func(i int)) {
	r.LEAQ(operand.Mem{Base: r.b, Index: r.column, Scale: 1}, r.row)
	r.MOVQ(r.left(), r.counter)
	for i := range rightRows {
		if i > 0 {
			r.LEAQ(operand.Mem{Base: r.row, Index: r.rowA, Scale: 1}, r.bits)
			r.CMPQ(r.counter, operand.I32(i))
			r.CMOVQGT(r.bits, r.row)
		}
		use(i)
	}
}

// transposedLines returns the transpose of as many vectors as one has lanes, of numbers of 4 or 8 bytes.
func (g *gemmKernel) transposedLines(x []reg.VecVirtual) (columns []reg.VecVirtual) {
	t := &transposer{machine: g.machine, k: 16 / g.width}
	for _, part := range t.exchanged(x) {
		columns = append(columns, t.interleaved(part, g.width)...)
	}
	return columns
}
