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
	t.byRows(dst, src, rows, blockRows)
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
	t.ADDQ(operand.I32(t.blockBytes()), t.src)
	t.DECQ(count)
	t.JNZ(operand.LabelRef("col"))
	t.advance(src, t.srcStride, blockRows)
	t.ADDQ(operand.I32(t.wide*t.bytes), dst)
	t.DECQ(rows)
	t.JNZ(operand.LabelRef("row"))
}

// advance adds so many strides, a power of two, to p.
func (t *transposer) advance(p, stride reg.GPVirtual, count int) {
	step := t.GP64()
	t.MOVQ(stride, step)
	t.SHLQ(operand.U8(bits.TrailingZeros(uint(count))), step)
	t.ADDQ(step, p)
}

// Rows that are a large power of two apart share a set of the first cache, which holds fewer of
// them than a line of dst takes: 64 of bytes, 32 of 2 bytes. These elements come to a place near the
// core first, in the order of the registers that are transposed. With k elements in 16 bytes,
// rows i, k+i, 2k+i and 3k+i of k columns make line i of a block of k lines. The blocks of
// more rows follow one another, but for a gap of 1 KiB after 3, and those of the next columns
// are [stagedGroup] apart.
//
// For the lowest 12 bits of an address are all that a processor compares at first to find whether
// a load takes what a store before it has not written yet. Where rows of dst are pages apart,
// lines on their way to memory share these bits, and each load that has them, too, waits for
// all: 128 rows at once of 16 MiB of bytes took 0.82 ms on a Zen 4, and 0.65 from a place without
// them. The gap is where kernels/movetranspose.go puts them.
const (
	stagedPart  = 1024
	stagedGroup = 8192
)

// stageSignature: 64 bytes of each row of src, whose stride is in bytes, and so many times 4k rows.
const stageSignature = "func(dst, src *byte, srcStride, rowBlocks int)"

// stageBody writes the function that copies rows of 64 bytes to blocks, and asks for the line
// that follows each row in src.
func stageBody(m *machine, _ func()) {
	k := 16 / m.size
	p := m.pointers("dst", "src", "srcStride", "rowBlocks")
	dst, src, stride, blocks := p[0], p[1], p[2], p[3]
	strideK, stride3K, first := m.GP64(), m.GP64(), m.GP64()
	m.MOVQ(stride, strideK)
	m.SHLQ(operand.U8(bits.TrailingZeros(uint(k))), strideK)
	m.LEAQ(operand.Mem{Base: strideK, Index: strideK, Scale: 2}, stride3K)
	m.MOVQ(dst, first)
	m.Label("block")
	row, to, count := m.GP64(), m.GP64(), m.GP64()
	m.MOVQ(src, row)
	m.MOVQ(dst, to)
	m.MOVQ(operand.I32(k), count)
	m.Label("row")
	for part, from := range []operand.Mem{
		{Base: row},
		{Base: row, Index: strideK, Scale: 1},
		{Base: row, Index: strideK, Scale: 2},
		{Base: row, Index: stride3K, Scale: 1},
	} {
		m.PREFETCHT1(from.Offset(64))
		for group := range 4 {
			x := m.XMM()
			m.VMOVDQU(from.Offset(16*group), x)
			m.VMOVDQU(x, at(to, group*stagedGroup+16*part))
		}
	}
	m.ADDQ(stride, row)
	m.ADDQ(operand.I32(64), to)
	m.DECQ(count)
	m.JNZ(operand.LabelRef("row"))
	m.ADDQ(strideK, src)
	m.ADDQ(stride3K, src)
	m.nextStaged(dst, first, 64*k)
	m.DECQ(blocks)
	m.JNZ(operand.LabelRef("block"))
}

// nextStaged advances p from a block of so many bytes to that of the next rows.
func (m *machine) nextStaged(p, first reg.GPVirtual, block int) {
	passed := m.GP64()
	m.ADDQ(operand.I32(block), p)
	m.MOVQ(p, passed)
	m.SUBQ(first, passed)
	m.ANDQ(operand.I32(3*stagedPart), passed)
	m.CMPQ(passed, operand.I32(3*stagedPart))
	m.JNE(operand.LabelRef("next"))
	m.ADDQ(operand.I32(stagedPart), p)
	m.Label("next")
}

// transposeStagedSignature: dst has 4k rows, which are dstStride bytes apart, and so many times 4k columns.
const transposeStagedSignature = "func(dst *byte, dstStride int, src *byte, rowBlocks int)"

// transposeStagedBody writes the function that writes the transpose of what stageBody left past
// the caches. The lines of a row of dst follow one another closely, as memory likes it: on the
// Zen 4 one line at a time takes 1.11 ms for 16 MiB of bytes, two 0.65 and four 0.49.
func transposeStagedBody(m *machine, _ func()) {
	k := 16 / m.size
	p := m.pointers("dst", "dstStride", "src")
	dst, dstStride, src := p[0], p[1], p[2]
	t := &transposer{machine: m, k: k, past: true, wide: 1, store: m.strided(dstStride, k)}
	groups := m.GP64()
	m.MOVQ(operand.I32(4), groups)
	m.Label("group")
	line, block, count := m.GP64(), m.GP64(), m.GP64()
	m.MOVQ(dst, line)
	m.MOVQ(src, block)
	m.Load(m.Param("rowBlocks"), count)
	m.alignLoop()
	m.Label("block")
	rows := make([]reg.VecVirtual, k)
	for i := range rows {
		rows[i] = m.to(storeOf(m), at(block, 64*i))
	}
	d := m.GP64()
	m.MOVQ(line, d)
	t.storeColumns(d, t.interleaved(rows, m.size))
	m.nextStaged(block, src, 64*k)
	m.ADDQ(operand.I32(64), line)
	m.DECQ(count)
	m.JNZ(operand.LabelRef("block"))
	t.advance(dst, dstStride, k)
	m.ADDQ(operand.I32(stagedGroup), src)
	m.DECQ(groups)
	m.JNZ(operand.LabelRef("group"))
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

// wholeLines tells whether a block takes a line of each row of src, at once: 4096 by 4096 float32
// took 0.24 ns an element on the Zen 4, 0.31 by 16 bytes of a row, and 0.29 staged.
func (t *transposer) wholeLines() bool { return t.past && t.is512() && t.size == 4 }

// blockBytes returns how much of a row of src a block has.
func (t *transposer) blockBytes() int {
	if t.wholeLines() {
		return 64
	}
	return 16
}

// block transposes a block at t.src to d and advances d by its columns.
func (t *transposer) block(d reg.GPVirtual) {
	switch {
	case t.wholeLines():
		t.blockOfLines(d)
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

// blockOfLines is block for four times 16 bytes of each row.
func (t *transposer) blockOfLines(d reg.GPVirtual) {
	rows := make([]reg.VecVirtual, 4*t.k)
	t.load.each(t.src, func(i int, row operand.Mem) {
		rows[i] = t.to(storeOf(t.machine), row)
		t.PREFETCHT1(row.Offset(transposeAhead(t.size)))
	})
	for _, part := range t.exchanged(rows) {
		t.storeColumns(d, t.interleaved(part, t.size))
	}
}

// exchanged returns what 4k registers become that exchange their parts of 16 bytes, so that part j
// of rows i, k+i, 2k+i and 3k+i share register i of list j.
func (t *transposer) exchanged(rows []reg.VecVirtual) [][]reg.VecVirtual {
	const even, odd = 0x88, 0xdd // parts 0 and 2, 1 and 3, of one register and then of the other
	parts := make([][]reg.VecVirtual, 4)
	pick := func(which uint8, a, b reg.VecVirtual) reg.VecVirtual {
		return t.to("VSHUFI64X2", operand.U8(which), b, a)
	}
	for i := range t.k {
		a, b, c, d := rows[i], rows[t.k+i], rows[2*t.k+i], rows[3*t.k+i]
		for j, which := range []uint8{even, odd} {
			ab, cd := pick(which, a, b), pick(which, c, d)
			parts[j] = append(parts[j], pick(even, ab, cd))
			parts[j+2] = append(parts[j+2], pick(odd, ab, cd))
		}
	}
	return parts
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
