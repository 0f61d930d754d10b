package blas

import "github.com/lanewise/lanewise/blas/internal/check"

// Level 2: products of a matrix and a vector, which read each element of the matrix
// once: 2 operations for 8 bytes of float64, so the limit is the bandwidth of what
// holds the matrix. All run along rows, where elements lie side by side: dot
// products of rows for A*x, multiples of rows for A'*x. Vectors are brought into a
// row first. A conjugated matrix needs no kernels of its own, for conj(A)*x is
// conj(A*conj(x)).

// result is a vector that a routine replaces by beta times itself and more.
type result[T Scalar] struct {
	vector[T]
	row []T // its elements in a row
}

// newResult returns beta*y. With beta = 0, y isn't read.
func newResult[T Scalar](s *scratch, beta T, y vector[T]) result[T] {
	r := result[T]{vector: y}
	switch {
	case y.inc == 1:
		r.row = y.row(0, y.n)
	case beta == 0:
		r.row = room[T](s, y.n)
	default:
		r.row = contiguous(s, y)
	}
	scaleRow(beta, r.row)
	return r
}

// done writes the elements back.
func (r *result[T]) done() { r.store(0, r.row) }

// columns returns the elements of v in a row, in scratch memory if they are to be
// conjugated.
func columns[T Scalar](s *scratch, v vector[T], conjugated bool) []T {
	if !conjugated || !isComplex[T]() {
		return contiguous(s, v)
	}
	row := room[T](s, v.n)
	conjTo(row, v.load(0, v.n, row))
	return row
}

// gemv sets y = alpha*op(A)*x + beta*y.
func gemv[T Scalar](trans Transpose, m, n int, alpha T, a []T, lda int, x []T, incX int, beta T, y []T, incY int) {
	lenX, lenY := check.Operands(trans, m, n)
	if (trans == NoTrans || trans == Trans) && incX == 1 && incY == 1 && 0 < m && 0 < n && n <= lda &&
		lda*(m-1)+n <= len(a) && lenX <= len(x) && lenY <= len(y) && !isLarge[T](m*n) {
		smallProduct(trans, alpha, a, lda, x[:lenX], beta, y[:lenY]) // parameters are right, and most calls like this
		return
	}
	if !check.Gemv(isComplex[T](), trans, m, n, len(a), lda, len(x), incX, len(y), incY) {
		return
	}
	matrixVector(trans, alpha, newVector(lenX, x, incX), beta, newVector(lenY, y, incY), matrix[T]{a: a, m: m, n: n, ld: lda})
}

// smallProduct is matrixVector for vectors in a row.
func smallProduct[T Scalar](trans Transpose, alpha T, a []T, lda int, x []T, beta T, y []T) {
	scaleRow(beta, y)
	switch {
	case alpha == 0:
	case trans == NoTrans:
		addDots(y, alpha, a, lda, 0, x)
	default:
		addRows(y, alpha, a, lda, 0, x)
	}
}

// gbmv is gemv for a matrix that has only kL diagonals below the main one and kU
// above. Row i of A lies in row i of a, element (i, j) at column kL+j-i.
func gbmv[T Scalar](trans Transpose, m, n, kL, kU int, alpha T, a []T, lda int, x []T, incX int, beta T, y []T, incY int) {
	if !check.Gbmv(trans, m, n, kL, kU, len(a), lda, len(x), incX, len(y), incY) {
		return
	}
	rows := min(m, n+kL) // others are empty
	lenX, lenY := check.Operands(trans, m, n)
	matrixVector(trans, alpha, newVector(lenX, x, incX), beta, newVector(lenY, y, incY), matrix[T]{a, rows, n, lda, true, kL, kU})
}

// matrix is a general or banded matrix in rows.
type matrix[T Scalar] struct {
	a      []T
	m, n   int
	ld     int
	banded bool
	kL, kU int // diagonals below and above the main one, if banded
}

// stored returns the elements of row i that are stored, and the column of the
// first one.
func (a *matrix[T]) stored(i int) (row []T, from int) {
	if !a.banded {
		return a.a[i*a.ld : i*a.ld+a.n], 0
	}
	from = max(0, i-a.kL)
	at := i*a.ld + a.kL + from - i
	return a.a[at : at+min(a.n, i+a.kU+1)-from], from
}

// matrixVector sets y = alpha*op(A)*x + beta*y.
func matrixVector[T Scalar](trans Transpose, alpha T, x vector[T], beta T, y vector[T], a matrix[T]) {
	if alpha == 0 && beta == 1 {
		return
	}
	var s scratch
	r := newResult(&s, beta, y)
	switch {
	case alpha == 0:
	case trans == NoTrans:
		a.addProduct(r.row, alpha, contiguous(&s, x))
	case trans == Trans || !isComplex[T]():
		a.addRows(r.row, alpha, contiguous(&s, x))
	default:
		sum := room[T](&s, y.n)
		clear(sum)
		a.addRows(sum, conjugateOf(alpha), columns(&s, x, true))
		conjugate(sum)
		add(sum, r.row)
	}
	r.done()
	s.done()
}

// addProduct adds alpha*A*x to y.
func (a *matrix[T]) addProduct(y []T, alpha T, x []T) {
	switch {
	case a.banded:
		for i := range a.m {
			row, from := a.stored(i)
			y[i] += T(alpha * dot(row, x[from:from+len(row)]))
		}
	case isLarge[T](a.m * a.n):
		threadedDots(y, alpha, a.a, a.ld, x)
	default:
		addDots(y, alpha, a.a, a.ld, 0, x)
	}
}

// addRows adds alpha*A'*x, which is a sum of multiples of rows, to y.
func (a *matrix[T]) addRows(y []T, alpha T, x []T) {
	switch {
	case a.banded:
		for i := range a.m {
			row, from := a.stored(i)
			axpy(alpha*x[i], row, y[from:from+len(row)])
		}
	case isLarge[T](a.m * a.n):
		threadedRows(y, alpha, a.a, a.ld, x)
	default:
		addRows(y, alpha, a.a, a.ld, 0, x)
	}
}

// ger adds alpha*x*op(y)' to A, where op conjugates or does nothing.
func ger[T Scalar](conjugated bool, m, n int, alpha T, x []T, incX int, y []T, incY int, a []T, lda int) {
	if !check.Ger(m, n, len(x), incX, len(y), incY, len(a), lda) || alpha == 0 {
		return
	}
	var s scratch
	xs, ys := contiguous(&s, newVector(m, x, incX)), columns(&s, newVector(n, y, incY), conjugated)
	if isLarge[T](m * n) {
		threadedRankOne(alpha, xs, ys, a, lda)
	} else {
		rankOne(alpha, xs, ys, a, lda)
	}
	s.done()
}
