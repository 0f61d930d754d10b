package blas

import (
	"github.com/lanewise/lanewise/blas/internal/check"
	"gonum.org/v1/gonum/blas"
)

// The symmetric, Hermitian and triangular routines are the same for matrices that
// are stored in full, in bands or packed: in all of them what is stored of a row lies
// side by side, and only the place of its diagonal element differs.

// halfMatrix is the upper or lower triangle of a matrix of order n.
type halfMatrix[T Scalar] struct {
	a     []T
	upper bool
	n, k  int // k is the number of diagonals beside the main one
	step  int // between diagonal elements; 0 if they are packed
	first int // the index of the first one
	ld    int // from row to row of a matrix that is stored in full, 0 of others
}

// full, band and packed return an operand. The triangle of a band
// has its rows in those of a, where a diagonal element comes first, or last in the
// lower triangle. Packed rows follow one another.
func full[T Scalar](ul blas.Uplo, n int, a []T, lda int) halfMatrix[T] {
	return halfMatrix[T]{a: a, upper: ul == blas.Upper, n: n, k: n, step: lda + 1, ld: lda}
}

func band[T Scalar](ul blas.Uplo, n, k int, a []T, lda int) halfMatrix[T] {
	if ul == blas.Lower {
		return halfMatrix[T]{a: a, n: n, k: k, step: lda, first: k}
	}
	return halfMatrix[T]{a: a, upper: true, n: n, k: k, step: lda}
}

func packed[T Scalar](ul blas.Uplo, n int, ap []T) halfMatrix[T] {
	return halfMatrix[T]{a: ap, upper: ul == blas.Upper, n: n, k: n}
}

// diagonal returns the index of the diagonal element of row i.
func (t *halfMatrix[T]) diagonal(i int) int {
	switch {
	case t.step > 0:
		return t.first + i*t.step
	case t.upper:
		return i * (2*t.n - i + 1) / 2
	}
	return i * (i + 3) / 2
}

// width returns the mean length of a row.
func (t *halfMatrix[T]) width() int { return min(t.k+1, (t.n+1)/2) }

// symv sets y = alpha*A*x + beta*y, where A is symmetric or Hermitian.
func symv[T Scalar](hermitian bool, ul blas.Uplo, n int, alpha T, a []T, lda int, x []T, incX int, beta T, y []T, incY int) {
	if check.Symv(ul, n, len(a), lda, len(x), incX, len(y), incY) {
		symmetricProduct(full(ul, n, a, lda), hermitian, alpha, x, incX, beta, y, incY)
	}
}

// sbmv is symv for a matrix in bands.
func sbmv[T Scalar](hermitian bool, ul blas.Uplo, n, k int, alpha T, a []T, lda int, x []T, incX int, beta T, y []T, incY int) {
	if check.Sbmv(ul, n, k, len(a), lda, len(x), incX, len(y), incY) {
		symmetricProduct(band(ul, n, k, a, lda), hermitian, alpha, x, incX, beta, y, incY)
	}
}

// spmv is symv for a packed matrix.
func spmv[T Scalar](hermitian bool, ul blas.Uplo, n int, alpha T, ap []T, x []T, incX int, beta T, y []T, incY int) {
	if check.Spmv(ul, n, len(ap), len(x), incX, len(y), incY) {
		symmetricProduct(packed(ul, n, ap), hermitian, alpha, x, incX, beta, y, incY)
	}
}

// trmv sets x = op(A)*x, where A is triangular; trsv solves op(A)*x = b for x, which
// comes as b.
func trmv[T Scalar](solve bool, ul blas.Uplo, trans Transpose, d blas.Diag, n int, a []T, lda int, x []T, incX int) {
	if check.Trmv(isComplex[T](), ul, trans, d, n, len(a), lda, len(x), incX) {
		triangularVector(solve, full(ul, n, a, lda), trans, d == blas.Unit, x, incX)
	}
}

// tbmv is trmv for a matrix in bands.
func tbmv[T Scalar](solve bool, ul blas.Uplo, trans Transpose, d blas.Diag, n, k int, a []T, lda int, x []T, incX int) {
	if check.Tbmv(isComplex[T](), ul, trans, d, n, k, len(a), lda, len(x), incX) {
		triangularVector(solve, band(ul, n, k, a, lda), trans, d == blas.Unit, x, incX)
	}
}

// tpmv is trmv for a packed matrix.
func tpmv[T Scalar](solve bool, ul blas.Uplo, trans Transpose, d blas.Diag, n int, ap []T, x []T, incX int) {
	if check.Tpmv(ul, trans, d, n, len(ap), len(x), incX) {
		triangularVector(solve, packed(ul, n, ap), trans, d == blas.Unit, x, incX)
	}
}

// triangularVector replaces x by op(A)*x or by the solution of op(A)*x = b, in place.
func triangularVector[T Scalar](solve bool, a halfMatrix[T], trans Transpose, unit bool, x []T, incX int) {
	var s scratch
	v := newVector(a.n, x, incX)
	row := contiguous(&s, v)
	if trans == ConjTrans {
		conjugate(row)
	}
	switch {
	case solve && trans == NoTrans:
		a.solve(row, unit)
	case solve:
		a.solveTransposed(row, unit)
	case trans == NoTrans:
		a.multiply(row, unit)
	default:
		a.multiplyTransposed(row, unit)
	}
	if trans == ConjTrans {
		conjugate(row)
	}
	v.store(0, row)
	s.done()
}

// multiply starts with the rows that need all of x, as each step leaves one
// element less of it.
func (t *halfMatrix[T]) multiply(x []T, unit bool) {
	if t.ld == 0 {
		t.rows(t.upper, func(row []T, from, i, d int) {
			if !unit {
				x[i] *= t.a[d]
			}
			x[i] += shortDot(row, x[from:from+len(row)])
		})
		return
	}
	var b rowBlock[T]
	var c corner[T]
	for k := range t.blocks() {
		b.nth(t, k, t.upper)
		c.take(t, &b, x)
		c.multiply(!t.upper, unit)
		for b.next() {
			addDots(x[b.lo:b.hi], 1, b.side, b.ld, b.ahead, x[b.from:b.to])
		}
	}
}

func (t *halfMatrix[T]) multiplyTransposed(x []T, unit bool) {
	if t.ld == 0 {
		t.rows(!t.upper, func(row []T, from, i, d int) {
			shortAxpy(x[i], row, x[from:from+len(row)])
			if !unit {
				x[i] *= t.a[d]
			}
		})
		return
	}
	var b rowBlock[T]
	var c corner[T]
	for k := range t.blocks() {
		b.nth(t, k, !t.upper)
		for b.next() {
			addRows(x[b.from:b.to], 1, b.side, b.ld, b.ahead, x[b.lo:b.hi])
		}
		c.take(t, &b, x)
		c.multiply(t.upper, unit)
	}
}

func (t *halfMatrix[T]) solve(x []T, unit bool) {
	if t.ld == 0 {
		t.rows(!t.upper, func(row []T, from, i, d int) {
			x[i] -= shortDot(row, x[from:from+len(row)])
			if !unit {
				x[i] /= t.a[d]
			}
		})
		return
	}
	var b rowBlock[T]
	var c corner[T]
	for k := range t.blocks() {
		b.nth(t, k, !t.upper)
		for b.next() {
			addDots(x[b.lo:b.hi], -1, b.side, b.ld, b.ahead, x[b.from:b.to])
		}
		c.take(t, &b, x)
		c.solve(!t.upper, unit)
	}
}

func (t *halfMatrix[T]) solveTransposed(x []T, unit bool) {
	if t.ld == 0 {
		t.rows(t.upper, func(row []T, from, i, d int) {
			if !unit {
				x[i] /= t.a[d]
			}
			shortAxpy(-x[i], row, x[from:from+len(row)])
		})
		return
	}
	var b rowBlock[T]
	var c corner[T]
	for k := range t.blocks() {
		b.nth(t, k, t.upper)
		c.take(t, &b, x)
		c.solve(t.upper, unit)
		for b.next() {
			addRows(x[b.from:b.to], -1, b.side, b.ld, b.ahead, x[b.lo:b.hi])
		}
	}
}

// syr adds alpha*x*op(x)' to A: op conjugates if A is Hermitian, and alpha is real
// then.
func syr[T Scalar](hermitian bool, ul blas.Uplo, n int, alpha T, x []T, incX int, a []T, lda int) {
	if !check.Syr(ul, n, len(x), incX, len(a), lda) || alpha == 0 {
		return
	}
	t := full(ul, n, a, lda)
	t.update(hermitian, alpha, newVector(n, x, incX))
}

// spr is syr for a packed matrix.
func spr[T Scalar](hermitian bool, ul blas.Uplo, n int, alpha T, x []T, incX int, ap []T) {
	if !check.Spr(ul, n, len(x), incX, len(ap)) || alpha == 0 {
		return
	}
	t := packed(ul, n, ap)
	t.update(hermitian, alpha, newVector(n, x, incX))
}

func (t *halfMatrix[T]) update(hermitian bool, alpha T, x vector[T]) {
	var s scratch
	xs, columns := contiguous(&s, x), columns(&s, x, hermitian)
	if t.ld == 0 {
		t.updateRows(hermitian, alpha, xs, columns)
	} else {
		var b rowBlock[T]
		var c corner[T]
		for k := range t.blocks() {
			b.nth(t, k, true)
			c.take(t, &b, xs)
			c.update(t.upper, alpha, c.x, columns[b.lo:b.hi])
			if hermitian {
				c.realDiagonal()
			}
			for b.next() {
				rankOne(alpha, xs[b.lo:b.hi], columns[b.from:b.to], b.side, b.ld)
			}
		}
	}
	s.done()
}

// updateRows is update row by row: element (i, j) becomes larger by alpha*x[i]*y[j].
func (t *halfMatrix[T]) updateRows(hermitian bool, alpha T, x, y []T) {
	t.rows(true, func(row []T, from, i, d int) {
		v := alpha * x[i]
		t.a[d] += T(v * y[i])
		shortAxpy(v, y[from:from+len(row)], row)
		if hermitian {
			t.a[d] = realPart(t.a[d])
		}
	})
}

// syr2 adds alpha*x*y' + alpha*y*x' to A or, if it is Hermitian, alpha*x*conjugateOf(y)' +
// conjugateOf(alpha)*y*conjugateOf(x)'.
func syr2[T Scalar](hermitian bool, ul blas.Uplo, n int, alpha T, x []T, incX int, y []T, incY int, a []T, lda int) {
	if !check.Syr2(ul, n, len(x), incX, len(y), incY, len(a), lda) || alpha == 0 {
		return
	}
	t := full(ul, n, a, lda)
	t.update2(hermitian, alpha, newVector(n, x, incX), newVector(n, y, incY))
}

// spr2 is syr2 for a packed matrix.
func spr2[T Scalar](hermitian bool, ul blas.Uplo, n int, alpha T, x []T, incX int, y []T, incY int, ap []T) {
	if !check.Spr2(ul, n, len(x), incX, len(y), incY, len(ap)) || alpha == 0 {
		return
	}
	t := packed(ul, n, ap)
	t.update2(hermitian, alpha, newVector(n, x, incX), newVector(n, y, incY))
}

func (t *halfMatrix[T]) update2(hermitian bool, alpha T, x, y vector[T]) {
	beta := alpha
	if hermitian {
		beta = conjugateOf(alpha)
	}
	var s scratch
	xs, ys := contiguous(&s, x), contiguous(&s, y)
	xColumns, yColumns := columns(&s, x, hermitian), columns(&s, y, hermitian)
	if t.ld == 0 {
		t.updateRows(hermitian, alpha, xs, yColumns)
		t.updateRows(hermitian, beta, ys, xColumns)
	} else {
		var b rowBlock[T]
		var c corner[T]
		for k := range t.blocks() {
			b.nth(t, k, true)
			c.take(t, &b, xs)
			c.update(t.upper, alpha, c.x, yColumns[b.lo:b.hi])
			c.update(t.upper, beta, ys[b.lo:b.hi], xColumns[b.lo:b.hi])
			if hermitian {
				c.realDiagonal()
			}
			for from := b.from; from < b.end; from += block {
				to, side := min(from+block, b.end), b.side[from-b.from:]
				rankOne(alpha, xs[b.lo:b.hi], yColumns[from:to], side, b.ld)
				rankOne(beta, ys[b.lo:b.hi], xColumns[from:to], side, b.ld)
			}
		}
	}
	s.done()
}
