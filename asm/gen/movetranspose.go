package main

import (
	"math/bits"

	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// transposeSignature: strides in bytes, rows and cols of src in blocks.
const transposeSignature = "func(dst *byte, dstStride int, src *byte, srcStride, rows, cols int)"

// transposeBody writes the function that transposes blocks of src. With k
// elements in 16 bytes, a block has k columns and k rows for each 16 bytes of a
// register: rows i, k+i, 2k+i ... share one, and log2(k) rounds of interleaving
// registers i and i+k/2 leave column i of each part in register i.
func transposeBody(m *machine, _ func()) { transposeTo(m, false) }

// transposeStreamBody does so past the caches: what a block gives to a row of dst
// is a line, of one register or of two. A fence after so few of them as a tile has would cost a quarter of the
// rate: storeFence comes at the end of the plane.
func transposeStreamBody(m *machine, _ func()) { transposeTo(m, true) }

// transposeAhead returns how many bytes after those that it reads a block that is written
// past the caches asks for: one tile of kernels/movetranspose.go or two. So many rows in turn
// are more than prefetchers follow.
func transposeAhead(size int) int { return max(256, 32*size) }

// storeOf names the ordinary store of a register.
func storeOf(m *machine) string {
	return map[bool]string{true: "VMOVDQU64", false: "VMOVDQU"}[m.is512()]
}

func transposeTo(m *machine, past bool) {
	wide := 1
	if past {
		wide = 64 / m.bytes
	}
	p := m.pointers("dst", "dstStride", "src", "srcStride", "rows")
	dst, dstStride, src, srcStride, rows := p[0], p[1], p[2], p[3], p[4]
	k := 16 / m.size
	t := &transposer{machine: m, k: k, past: past, wide: wide, src: m.GP64(), srcStride: srcStride, store: m.strided(dstStride, k)}
	blockRows := wide * m.bytes / m.size
	if m.size > 1 {
		t.load = m.strided(srcStride, blockRows)
	} else {
		t.stride16, t.last = m.GP64(), m.GP64()
		m.MOVQ(srcStride, t.stride16)
		m.SHLQ(operand.U8(4), t.stride16)
		last := operand.Mem{Base: t.stride16, Index: srcStride, Scale: 8}
		if m.is512() {
			last = operand.Mem{Base: t.stride16, Index: t.stride16, Scale: 2}
		}
		m.LEAQ(last, t.last)
	}
	if past && m.size == 1 { // from a copy near the core
		t.byColumns(dst, dstStride, src, blockRows)
	} else {
		t.byRows(dst, src, rows, blockRows)
	}
}

// byRows takes the blocks of a row of blocks first, so that the lines of src are used up
// one after the other, however many sets of the cache their rows share.
func (t *transposer) byRows(dst, src, rows reg.GPVirtual, blockRows int) {
	d, count := t.GP64(), t.GP64()
	t.Label("row")
	t.MOVQ(dst, d)
	t.MOVQ(src, t.src)
	t.Load(t.Param("cols"), count)
	t.alignLoop()
	t.Label("col")
	t.block(d)
	t.ADDQ(operand.I32(16), t.src)
	t.DECQ(count)
	t.JNZ(operand.LabelRef("col"))
	t.advance(src, t.srcStride, blockRows)
	t.ADDQ(operand.I32(t.wide*t.bytes), dst)
	t.DECQ(rows)
	t.JNZ(operand.LabelRef("row"))
}

// byColumns takes the blocks of a column of blocks first, so that few rows of dst, whose lines
// may share a set of the cache, are written in turn, each by lines that follow one another.
func (t *transposer) byColumns(dst, dstStride, src reg.GPVirtual, blockRows int) {
	d, line, cols, count := t.GP64(), t.GP64(), t.GP64(), t.GP64()
	t.Load(t.Param("cols"), cols)
	t.Label("col")
	t.MOVQ(dst, line)
	t.MOVQ(src, t.src)
	t.Load(t.Param("rows"), count)
	t.alignLoop()
	t.Label("row")
	t.MOVQ(line, d)
	t.block(d)
	t.advance(t.src, t.srcStride, blockRows)
	t.ADDQ(operand.I32(t.wide*t.bytes), line)
	t.DECQ(count)
	t.JNZ(operand.LabelRef("row"))
	t.advance(dst, dstStride, t.k)
	t.ADDQ(operand.I32(16), src)
	t.DECQ(cols)
	t.JNZ(operand.LabelRef("col"))
}

// advance adds so many strides, a power of two, to p.
func (t *transposer) advance(p, stride reg.GPVirtual, count int) {
	step := t.GP64()
	t.MOVQ(stride, step)
	t.SHLQ(operand.U8(bits.TrailingZeros(uint(count))), step)
	t.ADDQ(step, p)
}

// gatherLinesSignature: strides in bytes, rows of src of so many lines.
const gatherLinesSignature = "func(dst *byte, dstStride int, src *byte, srcStride, rows, lines int)"

// gatherLinesBody writes the function that copies rows of whole lines, 64 bytes each, and asks
// for the lines that follow them in src.
func gatherLinesBody(m *machine, _ func()) {
	p := m.pointers("dst", "dstStride", "src", "srcStride", "rows")
	dst, dstStride, src, srcStride, rows := p[0], p[1], p[2], p[3], p[4]
	d, s, ahead, n := m.GP64(), m.GP64(), m.GP64(), m.GP64()
	m.Load(m.Param("lines"), ahead)
	m.SHLQ(operand.U8(6), ahead)
	m.Label("row")
	m.MOVQ(dst, d)
	m.MOVQ(src, s)
	m.Load(m.Param("lines"), n)
	m.Label("line")
	m.PREFETCHT1(operand.Mem{Base: s, Index: ahead, Scale: 1})
	for i := 0; i < 64; i += m.bytes {
		m.emit(storeOf(m), m.to(storeOf(m), at(s, i)), at(d, i))
	}
	m.ADDQ(operand.I32(64), s)
	m.ADDQ(operand.I32(64), d)
	m.DECQ(n)
	m.JNZ(operand.LabelRef("line"))
	m.ADDQ(srcStride, src)
	m.ADDQ(dstStride, dst)
	m.DECQ(rows)
	m.JNZ(operand.LabelRef("row"))
}

type transposer struct {
	*machine
	k              int
	past           bool // dst is written past the caches
	wide           int  // registers that a block gives to a row of dst
	src, srcStride reg.GPVirtual
	load, store    *strided
	stride16, last reg.GPVirtual // of bytes, instead of load: 16 strides, and 24 or, on AVX-512, 48
}

// block transposes a block at t.src to d and advances d by its columns.
func (t *transposer) block(d reg.GPVirtual) {
	switch {
	case t.size > 1:
		rows := make([][]reg.VecVirtual, t.wide)
		each := t.bytes / t.size
		for w := range rows {
			rows[w] = make([]reg.VecVirtual, t.k)
		}
		t.load.each(t.src, func(i int, row operand.Mem) {
			t.loadPart(rows[i/each], i%each, row)
			if t.past {
				t.PREFETCHT1(row.Offset(transposeAhead(t.size)))
			}
		})
		for w := range rows {
			rows[w] = t.interleaved(rows[w], t.size)
		}
		t.storeColumns(d, rows...)
	case t.is512():
		rows, row := make([]reg.VecVirtual, 16), t.GP64()
		t.MOVQ(t.src, row)
		for i := range rows {
			t.loadPart(rows, i, at(row, 0))
			t.loadPart(rows, i+16, operand.Mem{Base: row, Index: t.stride16, Scale: 1})
			t.loadPart(rows, i+32, operand.Mem{Base: row, Index: t.stride16, Scale: 2})
			t.loadPart(rows, i+48, operand.Mem{Base: row, Index: t.last, Scale: 1})
			t.ADDQ(t.srcStride, row)
		}
		t.storeColumns(d, t.interleaved(rows, 1))
	default:
		t.blockOfBytes(d)
	}
}

// blockOfBytes is block for bytes on AVX2: 16 registers and one more are more than
// there are, so eight columns come at a time.
func (t *transposer) blockOfBytes(d reg.GPVirtual) {
	low, high := t.unpack(1)
	for _, name := range []string{low, high} {
		cols := make([]reg.VecVirtual, 8)
		row := t.GP64()
		t.MOVQ(t.src, row)
		for i := range cols {
			a, b := t.vec(), t.vec()
			t.emit("VBROADCASTI128", at(row, 0), a)
			t.emit("VBROADCASTI128", operand.Mem{Base: row, Index: t.srcStride, Scale: 8}, b)
			t.emit("VINSERTI128", operand.U8(1), operand.Mem{Base: row, Index: t.stride16, Scale: 1}, a, a)
			t.emit("VINSERTI128", operand.U8(1), operand.Mem{Base: row, Index: t.last, Scale: 1}, b, b)
			cols[i] = t.to(name, b, a)
			t.ADDQ(t.srcStride, row)
		}
		t.storeColumns(d, t.interleaved(cols, 1))
	}
}

// loadPart loads row i of a block into 16 bytes of a register. The broadcast of the
// first is as fast as a load of a part, and tells avo that the rest is written.
func (t *transposer) loadPart(rows []reg.VecVirtual, i int, row operand.Mem) {
	r, part := i%t.k, i/t.k
	switch {
	case part == 0 && t.is512():
		rows[r] = t.to("VBROADCASTI32X4", row)
	case part == 0:
		rows[r] = t.to("VBROADCASTI128", row)
	case t.is512():
		t.emit("VINSERTI32X4", operand.U8(part), row, rows[r], rows[r])
	default:
		t.emit("VINSERTI128", operand.U8(part), row, rows[r], rows[r])
	}
}

// interleaved returns the columns of len(rows) rows that are left to transpose.
func (t *transposer) interleaved(rows []reg.VecVirtual, size int) []reg.VecVirtual {
	low, high := t.unpack(size)
	for n := len(rows); n > 1; n /= 2 {
		next := make([]reg.VecVirtual, len(rows))
		for i := range len(rows) / 2 {
			a, b := rows[i], rows[i+len(rows)/2]
			next[2*i] = t.to(low, b, a)
			t.emit(high, b, a, a)
			next[2*i+1] = a
		}
		rows = next
	}
	return rows
}

// storeColumns stores registers in rows from d on, those of a row side by side, and
// advances d.
func (t *transposer) storeColumns(d reg.GPVirtual, cols ...[]reg.VecVirtual) {
	s, store := *t.store, storeOf(t.machine)
	s.rows = len(cols[0])
	if t.past {
		store = "VMOVNTDQ"
	}
	end := s.each(d, func(i int, row operand.Mem) {
		for w := range cols {
			t.emit(store, cols[w][i], row.Offset(w*t.bytes))
		}
	})
	t.MOVQ(end, d)
}

// strided addresses rows that are a stride apart.
type strided struct {
	*machine
	stride, stride3 reg.GPVirtual
	rows            int
}

func (m *machine) strided(stride reg.GPVirtual, rows int) *strided {
	s := &strided{m, stride, nil, rows}
	if rows > 3 {
		s.stride3 = m.GP64()
		m.LEAQ(operand.Mem{Base: stride, Index: stride, Scale: 2}, s.stride3)
	}
	return s
}

// each calls use for all rows and returns the address of the one after them.
func (s *strided) each(base reg.GPVirtual, use func(i int, row operand.Mem)) (end reg.GPVirtual) {
	row := func(i int) operand.Mem {
		switch i % 4 {
		case 0:
			return operand.Mem{Base: base}
		case 3:
			return operand.Mem{Base: base, Index: s.stride3, Scale: 1}
		}
		return operand.Mem{Base: base, Index: s.stride, Scale: uint8(i % 4)}
	}
	for i := range s.rows {
		use(i, row(i))
		if i%4 == 3 || i == s.rows-1 {
			next := s.GP64()
			s.LEAQ(operand.Mem{Base: base, Index: s.stride, Scale: uint8(i%4 + 1)}, next)
			if i%4 == 2 {
				panic("rows must be 1, 2 or a multiple of 4")
			}
			base = next
		}
	}
	return base
}
