package blas

import (
	"unsafe"

	"github.com/lanewise/lanewise/kernels"
)

// narrowMatrix is an operand of elements of 8 or 16 bits, which lie in lines ld elements
// apart: rows or columns. They become numbers of 32 bits when they are packed: float32 if
// group is 1, or else groups of so many neighbours in k, the first one lowest, of which
// the last one is filled up with zeros. Then rows and columns are counted in groups in
// the direction of k.
type narrowMatrix struct {
	s           []byte
	size, group int // of an element in bytes
	ld          int
	columns     bool // lines are columns
	along       bool // k runs along lines
	k           int
	flip        uint32 // bits that are inverted in packed numbers
}

// bytesOf returns the memory of s.
func bytesOf[E any](s []E) []byte {
	return unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(s))), len(s)*int(unsafe.Sizeof(*new(E))))
}

// setNarrow sets operands of elements of size bytes, k of them in the direction of k,
// for the kernel of p.grouped.
func (p *product[T]) setNarrow(group, size int, transA Transpose, a []byte, lda int, transB Transpose, b []byte, ldb int) {
	p.narrow[0] = narrowMatrix{s: a, size: size, group: group, ld: lda, columns: transA != NoTrans, along: transA == NoTrans, k: p.k}
	p.narrow[1] = narrowMatrix{s: b, size: size, group: group, ld: ldb, columns: transB != NoTrans, along: transB != NoTrans, k: p.k}
	p.a.narrow, p.b.narrow = &p.narrow[0], &p.narrow[1]
	p.k = ceil(p.k, group)
	p.area, p.s, p.directA, p.directB = whole, &p.grouped, false, false
}

// pack is pack for an operand.
func (x *narrowMatrix) pack(dst []uint32, ld, i, rows, j, cols int) {
	if !x.columns {
		x.lines(dst, ld, i, rows, j, cols)
	} else {
		x.packColumns(dst, ld, i, rows, j, cols)
	}
	if x.flip == 0 {
		return
	}
	for r := range rows {
		row := dst[r*ld:][:cols]
		kernels.XorScalarU32(row, row, x.flip)
	}
}

// packColumns transposes lines in pieces that stay in the first cache.
func (x *narrowMatrix) packColumns(dst []uint32, ld, i, rows, j, cols int) {
	const most, length = 16, 128
	var buf [most * length]uint32
	for c := 0; c < cols; c += most {
		for r := 0; r < rows; r += length {
			count, n := min(most, cols-c), min(length, rows-r)
			x.lines(buf[:], length, j+c, count, i+r, n)
			kernels.Transpose2D(dst[r*ld+c:][:(n-1)*ld+count], ld, buf[:], length, count, n)
		}
	}
}

// lines packs n numbers of some lines, in rows ld numbers apart.
func (x *narrowMatrix) lines(dst []uint32, ld, line, count, from, n int) {
	if x.group > 1 && x.along {
		for r := range count {
			row := dst[r*ld:][:n]
			row[n-1] = 0
			end := min(x.group*(from+n), x.k)
			copy(bytesOf(row), x.s[(line+r)*x.ld*x.size:][x.group*from*x.size:end*x.size])
		}
		return
	}
	src, stride, full := x.s[(x.group*line*x.ld+from)*x.size:], x.ld*x.size, count
	if x.group > 1 {
		full = min(count, x.k/x.group-line)
	}
	done := 0
	if lanes := blocksOf[float32]().lanes; full > 0 && n >= lanes {
		done = n &^ (lanes - 1)
		_, _ = dst[(full-1)*ld+done-1], src[(x.group*full-1)*stride+done*x.size-1]
		if !joinRowsAsm(kernels.Active(), x.group, (*byte)(unsafe.Pointer(&dst[0])), ld, &src[0], stride, full, done) {
			done = 0
		}
	}
	for g := range count {
		first, rows := done, x.group
		if g == full { // the group that lacks some
			first, rows = 0, x.k%x.group
		}
		if first < n {
			x.join(dst[g*ld:][first:n], src[x.group*g*stride+first*x.size:], stride, rows)
		}
	}
}

// join makes numbers of rows of elements.
func (x *narrowMatrix) join(dst []uint32, src []byte, stride, rows int) {
	clear(dst)
	for r := range rows {
		row, shift := src[r*stride:][:len(dst)*x.size], 32-8*x.size*(x.group-r)
		if x.size == 1 {
			for i, v := range row {
				dst[i] |= uint32(v) << shift
			}
			continue
		}
		for i, v := range unsafe.Slice((*uint16)(unsafe.Pointer(&row[0])), len(dst)) {
			dst[i] |= uint32(v) << shift
		}
	}
}
