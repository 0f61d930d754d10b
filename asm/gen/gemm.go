package main

import (
	"fmt"
	"math/bits"

	"github.com/lanewise/lanewise/asm/vir"
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// gemmShape is a micro-tile: rows of numbers and vectors in a row. All its sums
// stay in registers, with a row of B beside them and some broadcast elements of A.
// AVX-512 has 24 sums for 3 loads of B and 8 of A, where two pipes load as often as
// two others multiply: 11 loads for 24 sums leave room for a late one. AVX2 has 12
// for 8, and one register for the mask of an incomplete row.
type gemmShape struct {
	level         level
	rows, vectors int
}

var gemmShapes = []gemmShape{{avx2, 6, 2}, {avx512, 8, 3}}

// gemmElement is an element type of matrices: numbers, or pairs of them.
type gemmElement struct {
	name  string
	parts vir.Type
	width int    // in bytes
	dot   string // the instruction that adds products, if it isn't a multiply-add
	isa   string // the extension that has it
}

// gemmElements are in the order of the kinds of package blas.
var gemmElements = []gemmElement{
	{name: "F32", parts: vir.F32, width: 4},
	{name: "F64", parts: vir.F64, width: 8},
	{name: "C64", parts: vir.F32, width: 8},
	{name: "C128", parts: vir.F64, width: 16},
}

// dotElements are the kinds that follow, of AVX-512 only: neighbours in k that share 32
// bits, as two bfloat16 or four bytes, and whose products are added at once.
var dotElements = []gemmElement{
	{name: "BF16", parts: vir.F32, width: 4, dot: dotBFloat16, isa: "AVX512_BF16"},
	{name: "I8", parts: vir.F32, width: 4, dot: "VPDPBUSD", isa: "AVX512VNNI"},
}

func (e gemmElement) complex() bool { return e.name[0] == 'C' }

// integers reports whether sums are integers.
func (e gemmElement) integers() bool { return e.name[0] == 'I' }

// scale returns the numbers that an element has.
func (e gemmElement) scale() int { return e.width / e.parts.Size() }

// Offsets of the fields of blas.tile.
const (
	tileA = 8 * iota
	tileB
	tileC
	tileRows
	tileCols
	tileK
	tileRowA
	tileStepA
	tileLdb
	tileLdc
	tileAdd
	tileNext
	tileLeft
	tileLast
	tileAhead
	tileAheadStep
	tileFactors
)

const gemmSignature = "func(t *byte)"

// gemmKernel writes a micro-kernel for panels of some vectors.
type gemmKernel struct {
	*machine
	gemmElement
	rows, vectors     int        // of the largest tile, in elements; of a panel
	partial           bool       // the last vector is masked
	half              bool       // the last vector is half a register, which is all the work it makes on processors that have halves of units
	mask              operand.Op // its lanes
	t, c              reg.GPVirtual
	rowA, row3        reg.GPVirtual // strides of A in bytes, once, three times, ...
	row5, row7        reg.GPVirtual
	stepA, ldb, ldc   reg.GPVirtual
	aAt, bAt, counter reg.GPVirtual
	soon, ahead       reg.GPVirtual // row of C to prefetch, line of B's next panel
}

func (g *gemmKernel) field(offset int) operand.Mem { return operand.Mem{Base: g.t, Disp: offset} }

// stride loads a field that counts elements, in bytes.
func (g *gemmKernel) stride(offset int) reg.GPVirtual {
	r := g.GP64()
	g.MOVQ(g.field(offset), r)
	g.SHLQ(operand.U8(bits.TrailingZeros(uint(g.width))), r)
	return r
}

// body writes the kernel: tiles of all rows, then one of those that are left. One row has too
// few sums to hide the latency of each other: the last whole tile shares its rows with it.
func (g *gemmKernel) body() {
	g.t = g.param("t")
	g.aAt, g.bAt, g.counter = g.GP64(), g.GP64(), g.GP64()
	g.c, g.soon, g.ahead = g.GP64(), g.GP64(), g.GP64()
	g.MOVQ(g.field(tileAhead), g.ahead)
	g.MOVQ(g.field(tileC), g.c)
	g.rowA, g.stepA, g.ldb, g.ldc = g.stride(tileRowA), g.stride(tileStepA), g.stride(tileLdb), g.stride(tileLdc)
	g.row3 = g.multiple(3, g.rowA, 2)
	if g.rows > 5 {
		g.row5 = g.multiple(5, g.rowA, 4)
	}
	if g.rows > 7 {
		g.row7 = g.multiple(7, g.row3, 0)
	}
	if g.partial {
		g.loadMask()
	}
	left := g.field(tileLeft)
	g.MOVQ(g.field(tileA), g.aAt)
	g.MOVQ(g.aAt, g.field(tileNext))
	g.MOVQ(g.field(tileRows), g.counter)
	g.SUBQ(operand.I32(g.rows), g.counter)
	g.MOVQ(g.counter, left)
	g.JL(operand.LabelRef("rest"))
	half := (g.rows + 1) / 2
	g.Label("tiles")
	g.CMPQ(left, operand.I32(1))
	g.JE(operand.LabelRef(fmt.Sprint("rows", g.rows+1-half)))
	g.tile(g.rows)
	g.nextRows(g.rows)
	g.SUBQ(operand.I32(g.rows), left)
	g.JGE(operand.LabelRef("tiles"))
	g.Label("rest")
	for r := g.rows - 1; r >= 1; r-- {
		g.CMPQ(left, operand.I32(r-g.rows))
		g.JE(operand.LabelRef(fmt.Sprint("rows", r)))
	}
	g.JMP(operand.LabelRef("done"))
	for r := g.rows - 1; r >= 1; r-- {
		g.Label(fmt.Sprint("rows", r))
		g.tile(r)
		if r == g.rows+1-half {
			g.CMPQ(left, operand.I32(1))
			g.JNE(operand.LabelRef("done"))
			g.nextRows(r)
			g.MOVQ(operand.I32(0), left)
			g.JMP(operand.LabelRef(fmt.Sprint("rows", half)))
		} else if r > 1 {
			g.JMP(operand.LabelRef("done"))
		}
	}
	g.Label("done")
}

// nextRows moves on in A, behind a tile.
func (g *gemmKernel) nextRows(rows int) {
	g.MOVQ(g.field(tileNext), g.aAt)
	g.LEAQ(g.rowAddress(g.aAt, rows, 0), g.aAt)
	g.MOVQ(g.aAt, g.field(tileNext))
}

// multiple returns n times the stride of rows: base + scale times that stride, or
// if scale is 0 base plus four times it.
func (g *gemmKernel) multiple(n int, base reg.GPVirtual, scale uint8) reg.GPVirtual {
	r := g.GP64()
	if scale == 0 {
		scale = 4
	}
	g.LEAQ(operand.Mem{Base: base, Index: g.rowA, Scale: scale}, r)
	return r
}

// rowAddress returns the address of row i of A's tile.
func (g *gemmKernel) rowAddress(base reg.GPVirtual, i, disp int) operand.Mem {
	m := operand.Mem{Base: base, Disp: disp}
	switch i {
	case 1, 2, 4, 8:
		m.Index, m.Scale = g.rowA, uint8(i)
	case 3:
		m.Index, m.Scale = g.row3, 1
	case 6:
		m.Index, m.Scale = g.row3, 2
	case 5:
		m.Index, m.Scale = g.row5, 1
	case 7:
		m.Index, m.Scale = g.row7, 1
	}
	return m
}

// loadMask makes the mask of the last vector's lanes.
func (g *gemmKernel) loadMask() {
	count := g.counter
	g.MOVQ(g.field(tileCols), count)
	if g.complex() {
		g.ADDQ(count, count)
	}
	if g.vectors > 1 {
		g.SUBQ(operand.I32((g.vectors-1)*g.lanes()), count)
	}
	if g.is512() {
		ones, k := g.bAt, g.K()
		g.MOVQ(operand.I32(-1), ones)
		g.BZHIQ(count, ones, ones)
		g.KMOVW(ones.As32(), k)
		g.mask = k
		return
	}
	g.LEAQ(operand.NewDataAddr(operand.NewStaticSymbol(tailMask), 64), g.bAt)
	g.SHLQ(operand.U8(bits.TrailingZeros(uint(g.typ.Size()))), count)
	g.SUBQ(count, g.bAt)
	g.mask = g.to("VMOVU%", operand.Mem{Base: g.bAt})
}

// load reads vector v of a row.
func (g *gemmKernel) load(row reg.GPVirtual, v int) reg.VecVirtual {
	mem := operand.Mem{Base: row, Disp: v * g.bytes}
	switch {
	case !g.partial || v < g.vectors-1:
		return g.to("VMOVU%", mem)
	case g.is512():
		x := g.vec()
		g.emit("VMOVU%_Z", mem, g.mask, g.halved(x, v))
		return x
	}
	return g.to("VMASKMOV%", mem, g.mask)
}

// store writes vector v of a row.
func (g *gemmKernel) store(x operand.Op, row reg.GPVirtual, v int) {
	mem := operand.Mem{Base: row, Disp: v * g.bytes}
	switch {
	case !g.partial || v < g.vectors-1:
		g.emit("VMOVU%", x, mem)
	case g.is512():
		g.emit("VMOVU%", g.halved(x.(reg.VecVirtual), v), g.mask, mem)
	default:
		g.emit("VMASKMOV%", x, g.mask, mem)
	}
}

// halved returns what kernels work with of register x for vector v of a row.
func (g *gemmKernel) halved(x reg.VecVirtual, v int) reg.Register {
	if g.half && v == g.vectors-1 {
		return x.AsY()
	}
	return x
}

// tile computes rows rows of elements and moves on in C.
func (g *gemmKernel) tile(rows int) {
	const unroll = 4
	sums := make([][]reg.VecVirtual, rows*g.scale())
	for i := range sums {
		for range g.vectors {
			sums[i] = append(sums[i], g.zero())
		}
	}
	if rows == g.rows {
		g.LEAQ(operand.Mem{Base: g.c, Index: g.ldc, Scale: 1}, g.soon)
		for range rows - 2 {
			g.ADDQ(g.ldc, g.soon)
		}
		g.MOVQ(g.soon, g.field(tileLast))
		g.MOVQ(g.c, g.soon)
	}
	g.MOVQ(g.field(tileNext), g.aAt)
	g.MOVQ(g.field(tileB), g.bAt)
	g.MOVQ(g.field(tileK), g.counter)
	rounds, single, one, sum := g.label("rounds"), g.label("single"), g.label("one"), g.label("sum")
	if rows == g.rows {
		g.SUBQ(operand.I32(unroll), g.counter)
		g.JL(operand.LabelRef(single))
		g.alignLoop()
		g.Label(rounds)
		g.prefetch()
		for range unroll {
			g.step(sums)
		}
		g.SUBQ(operand.I32(unroll), g.counter)
		g.JGE(operand.LabelRef(rounds))
		g.Label(single)
		g.ADDQ(operand.I32(unroll), g.counter)
	} else {
		g.TESTQ(g.counter, g.counter)
	}
	g.JE(operand.LabelRef(sum))
	g.Label(one)
	g.step(sums)
	g.DECQ(g.counter)
	g.JNE(operand.LabelRef(one))
	g.Label(sum)
	g.update(sums)
}

// prefetch asks for a row of the tile of C, the last one in the end, and for a line of
// the next panel of B. All rows at once would fill the buffers that misses of A and B
// wait for, too.
func (g *gemmKernel) prefetch() {
	length := g.vectors * g.bytes
	for at := 0; at < length; at += 64 {
		g.PREFETCHT0(operand.Mem{Base: g.soon, Disp: at})
	}
	g.PREFETCHT0(operand.Mem{Base: g.soon, Disp: length - 1})
	g.ADDQ(g.ldc, g.soon)
	g.CMPQ(g.soon, g.field(tileLast))
	g.CMOVQHI(g.field(tileLast), g.soon)
	g.PREFETCHT1(operand.Mem{Base: g.ahead})
	g.ADDQ(g.field(tileAheadStep), g.ahead)
}

// step adds the products of a column of A and a row of B.
func (g *gemmKernel) step(sums [][]reg.VecVirtual) {
	var b []reg.VecVirtual
	for v := range g.vectors {
		b = append(b, g.load(g.bAt, v))
	}
	g.ADDQ(g.ldb, g.bAt)
	for i, row := range sums {
		n := g.scale()
		x := g.to(g.broadcast(), g.rowAddress(g.aAt, i/n, i%n*g.parts.Size()))
		for v := range row {
			switch g.dot {
			case "":
				g.emit("VFMADD231%", g.halved(b[v], v), g.halved(x, v), g.halved(row[v], v))
			case dotBFloat16:
				g.dotBFloat16(b[v], x, row[v])
			default:
				g.emit(g.dot, b[v], x, row[v])
			}
		}
	}
	g.ADDQ(g.stepA, g.aAt)
}

// update writes the tile of C, or adds to it, and sets c behind it.
func (g *gemmKernel) update(sums [][]reg.VecVirtual) {
	only, asIs, end := g.label("only"), g.label("asIs"), g.label("end")
	var alpha reg.VecVirtual
	if !g.complex() && !g.integers() {
		alpha = g.to(g.broadcast(), g.field(tileFactors))
	}
	g.CMPQ(g.field(tileAdd), operand.I32(0))
	g.JE(operand.LabelRef(only))
	g.eachVector(sums, func(i, v int) {
		switch {
		case g.integers():
			g.VPADDD(g.load(g.c, v), sums[i][v], sums[i][v])
			g.store(sums[i][v], g.c, v)
		case g.complex():
			x := g.product(sums[i][v], sums[i+1][v])
			g.emit("VADD%", g.halved(g.load(g.c, v), v), g.halved(x, v), g.halved(x, v))
			g.store(x, g.c, v)
		default:
			old := g.load(g.c, v)
			g.emit("VFMADD231%", g.halved(alpha, v), g.halved(sums[i][v], v), g.halved(old, v))
			g.store(old, g.c, v)
		}
	})
	g.JMP(operand.LabelRef(end))
	g.Label(only)
	switch {
	case g.integers():
	case g.complex():
		g.eachVector(sums, func(i, v int) { g.store(g.product(sums[i][v], sums[i+1][v]), g.c, v) })
	default:
		g.isOne(g.field(tileFactors))
		g.JE(operand.LabelRef(asIs))
		g.eachVector(sums, func(i, v int) { g.store(g.to("VMUL%", alpha, sums[i][v]), g.c, v) })
		g.JMP(operand.LabelRef(end))
	}
	if !g.complex() {
		g.Label(asIs)
		g.eachVector(sums, func(i, v int) { g.store(sums[i][v], g.c, v) })
	}
	g.Label(end)
}

// eachVector runs write for the vectors of all rows of elements, the first row of whose sums is
// number i, and steps through C.
func (g *gemmKernel) eachVector(sums [][]reg.VecVirtual, write func(i, v int)) {
	for i := 0; i < len(sums); i += g.scale() {
		for v := range g.vectors {
			write(i, v)
		}
		g.ADDQ(g.ldc, g.c)
	}
}

// isOne compares alpha with 1, by which sums need not be multiplied: a sixtieth of the time
// that a product of 64 takes.
func (g *gemmKernel) isOne(alpha operand.Mem) {
	one := g.floatBits(1)
	if g.typ == vir.F32 {
		g.CMPL(alpha, operand.U32(one))
		return
	}
	g.MOVQ(operand.U64(one), g.counter)
	g.CMPQ(g.counter, alpha)
}

// product returns what complex sums give, as blas.tile describes; it overwrites p.
func (g *gemmKernel) product(p, q reg.VecVirtual) reg.VecVirtual {
	x := g.to("VMUL%", g.pair(g.field(tileFactors+2*g.width)), p)
	g.emit("VFMADD231%", g.pair(g.field(tileFactors+3*g.width)), g.swapped(q), x)
	y := g.to("VMUL%", g.pair(g.field(tileFactors+g.width)), g.swapped(x))
	g.emit("VFMADD231%", g.pair(g.field(tileFactors)), x, y)
	return y
}

// pair returns a register of copies of two numbers.
func (g *gemmKernel) pair(mem operand.Mem) reg.VecVirtual {
	switch {
	case g.typ == vir.F32:
		return g.to("VBROADCASTSD", mem)
	case g.is512():
		return g.to("VBROADCASTF64X2", mem)
	}
	return g.to("VBROADCASTF128", mem)
}

// swapped returns x with the parts of numbers exchanged.
func (g *gemmKernel) swapped(x operand.Op) reg.VecVirtual {
	return g.to("VPERMIL%", map[vir.Type]operand.U8{vir.F64: 0x55, vir.F32: 0xb1}[g.typ], x)
}
