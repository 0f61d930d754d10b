package blas

import (
	"math/cmplx"
	"unsafe"

	"github.com/lanewise/lanewise/kernels"
	"gonum.org/v1/gonum/blas"
)

// operand is a factor of a product: element (i, j) is s[i*row+j*col], and row or
// col is 1. With conj, its conjugate is meant.
//
// With uplo set it is a symmetric or Hermitian matrix, of which only that triangle
// lies in s: the others' elements are their reflections. With narrow set, its
// elements are those.
type operand[T Scalar] struct {
	s         []T
	row, col  int
	conj      bool
	uplo      blas.Uplo // 0: all elements lie in s
	hermitian bool
	narrow    *narrowMatrix
}

// set makes x op(A) of a matrix in rows. It fills what is there: copies of a new
// operand would have to wait for its parts to be written, which small products feel.
func (x *operand[T]) set(t blas.Transpose, a []T, lda int) {
	x.s, x.row, x.col = a, lda, 1
	if t != blas.NoTrans {
		x.row, x.col = 1, lda
	}
	x.conj = t == blas.ConjTrans
}

// newOperand returns op(A) of a matrix in rows.
func newOperand[T Scalar](t blas.Transpose, a []T, lda int) (x operand[T]) {
	x.set(t, a, lda)
	return x
}

// from returns the operand that begins at element (i, j). It must not be a
// symmetric one.
func (x operand[T]) from(i, j int) operand[T] {
	x.s = x.s[i*x.row+j*x.col:]
	return x
}

// pack copies the elements of rows i to i+rows and columns j to j+cols to dst, in
// rows whose beginnings are ld elements apart. It leaves conj to the kernel.
func (x operand[T]) pack(dst []T, ld, i, rows, j, cols int) {
	if rows <= 0 || cols <= 0 {
		return
	}
	if x.narrow != nil {
		x.narrow.pack(unsafe.Slice((*uint32)(unsafe.Pointer(unsafe.SliceData(dst))), len(dst)), ld, i, rows, j, cols)
		return
	}
	if x.uplo == 0 {
		copyBlock(dst, ld, x.s[i*x.row+j*x.col:], x.row, x.col, rows, cols)
		return
	}
	const strip = 16 // rows, to keep what the diagonal cuts small
	for r := 0; r < rows; r += strip {
		x.packStrip(dst[r*ld:], ld, i+r, min(strip, rows-r), j, cols)
	}
}

// packStrip is pack for a few rows of a symmetric or Hermitian matrix.
func (x operand[T]) packStrip(dst []T, ld, i, rows, j, cols int) {
	// Columns before first are left of the diagonal in every row, those from last on right of it.
	first, last := min(max(i, j), j+cols), min(max(i+rows, j), j+cols)
	lower := x.uplo == blas.Lower
	x.packSide(dst, ld, i, rows, j, first-j, lower)
	x.packSide(dst[last-j:], ld, i, rows, last, j+cols-last, !lower)
	for r := range rows {
		row, right := dst[r*ld:], min(max(i+r, first), last) // where what is right of the diagonal begins, and with it
		if lower {
			right = min(max(i+r+1, first), last)
		}
		x.packSide(row[first-j:], ld, i+r, 1, first, right-first, lower)
		x.packSide(row[right-j:], ld, i+r, 1, right, last-right, !lower)
		if d := i + r; x.hermitian && first <= d && d < last {
			row[d-j] = realPart(row[d-j])
		}
	}
}

// packSide is pack for a block on one side of the diagonal.
func (x operand[T]) packSide(dst []T, ld, i, rows, j, cols int, stored bool) {
	switch {
	case cols <= 0:
		return
	case stored && rows == 1:
		copy(dst[:cols], x.s[i*x.row+j:])
		return
	case stored:
		copyBlock(dst, ld, x.s[i*x.row+j:], x.row, 1, rows, cols)
		return
	case rows == 1:
		for c := range cols {
			dst[c] = x.s[(j+c)*x.row+i]
		}
	default:
		copyBlock(dst, ld, x.s[j*x.row+i:], 1, x.row, rows, cols)
	}
	if x.hermitian {
		for r := range rows {
			conjugate(dst[r*ld:][:cols])
		}
	}
}

// copyBlock copies a block to rows ld elements apart, from rows and columns of
// which one are 1 apart.
func copyBlock[T Scalar](dst []T, ld int, src []T, row, col, rows, cols int) {
	if col == 1 {
		copyRows(dst, ld, src, row, rows, cols)
	} else {
		kernels.Transpose2D(dst[:(rows-1)*ld+cols], ld, src[:(cols-1)*col+rows], col, cols, rows)
	}
}

// copyRows copies rows of cols elements. There is a kernel for rows as short as
// those of panels, where calls would take longer than copying.
func copyRows[T Scalar](dst []T, dstStride int, src []T, srcStride, rows, cols int) {
	if rows <= 0 || cols <= 0 {
		return
	}
	_, _ = dst[(rows-1)*dstStride+cols-1], src[(rows-1)*srcStride+cols-1]
	s, words := blocksOf[T](), kindOf[T]().bytes()/4
	if cols <= s.nr && copyRowsAsm(s.level, (*byte)(unsafe.Pointer(&dst[0])), dstStride*words, (*byte)(unsafe.Pointer(&src[0])), srcStride*words, rows, cols*words) {
		return
	}
	for r := range rows {
		copy(dst[r*dstStride:][:cols], src[r*srcStride:])
	}
}

func conjugateOf[T Scalar](x T) T {
	switch v := any(x).(type) {
	case complex128:
		return any(cmplx.Conj(v)).(T)
	case complex64:
		return any(complex(real(v), -imag(v))).(T)
	}
	return x
}

// realPart returns x without its imaginary part.
func realPart[T Scalar](x T) T {
	switch v := any(x).(type) {
	case complex128:
		return any(complex(real(v), 0)).(T)
	case complex64:
		return any(complex(real(v), 0)).(T)
	}
	return x
}

// conjugate replaces numbers by their conjugates.
func conjugate[T Scalar](x []T) {
	if isComplex[T]() {
		conjTo(x, x)
	}
}
