package native

import (
	gonum "gonum.org/v1/gonum/blas"

	"github.com/lanewise/lanewise/blas"
	"github.com/lanewise/lanewise/blas/internal/check"
)

// gonum's matrices are in row-major order, Fortran's in column-major order: what gonum calls A, Fortran reads as A^T,
// with rows and columns, the triangles, and the bands above and below the diagonal exchanged. So
//
//	A*x    is op(A^T)*x with op a transposition,
//	A^T*x  is A^T*x without one,
//	A^H*x  is conj(A^T)*x, which Fortran hasn't: conj(A^T*conj(x)),
//
// and for a Hermitian A, A^T is conj(A), which gives conj(A^T*conj(x)) again. Vectors are conjugated in scratch memory
// where they are operands, and in place where they are results.

// flipTrans returns what makes op(A) of A^T, and whether vectors must be conjugated, too.
func flipTrans[T blas.Scalar](t gonum.Transpose) (flag byte, conjugate bool) {
	switch {
	case t == gonum.NoTrans:
		return 'T', false
	case t == gonum.ConjTrans && isComplex[T]():
		return 'N', true
	}
	return 'N', false
}

// conjugated returns the conjugates of the n elements of x in a row, in scratch memory to be given to discard.
func (l *routines[T, R]) conjugated(n int, x []T, incX int) *[]T {
	p, _ := l.scratch.Get().(*[]T)
	if p == nil {
		p = new([]T)
	}
	if cap(*p) < n {
		*p = make([]T, n)
	}
	*p = (*p)[:n]
	ix := 0
	if incX < 0 {
		ix = (1 - n) * incX
	}
	for i := range *p {
		(*p)[i] = conj(x[ix])
		ix += incX
	}
	return p
}

func (l *routines[T, R]) discard(p *[]T) { l.scratch.Put(p) }

// conjugate conjugates the n elements of x in place.
func conjugate[T blas.Scalar](n int, x []T, incX int) {
	incX = max(incX, -incX)
	for i := range n {
		x[i*incX] = conj(x[i*incX])
	}
}

// matrix adds a matrix. Packed ones have no leading dimension: lda is 0.
func matrix[T any](c *call, a []T, lda int) {
	slice(c, a)
	if lda > 0 {
		c.int(lda)
	}
}

// product sets y = alpha*M*x + beta*y by r, whose parameters before alpha are in c, where Fortran reads M in a, or, if
// conjugated is set, y = alpha*conj(M)*x + beta*y. x has nX elements and y nY.
func (l *routines[T, R]) product(r routine, c *call, conjugated bool, work int,
	alpha T, a []T, lda int, nX int, x []T, incX int, beta T, nY int, y []T, incY int) {
	if conjugated {
		p := l.conjugated(nX, x, incX)
		defer l.discard(p)
		x, incX = *p, 1
		alpha, beta = conj(alpha), conj(beta)
		if beta != 0 {
			conjugate(nY, y, incY)
		}
		defer conjugate(nY, y, incY)
	}
	scalar(c, alpha)
	matrix(c, a, lda)
	strided(c, x, incX)
	scalar(c, beta)
	strided(c, y, incY)
	l.level2(r, c, work)
}

func gemv[T blas.Scalar, R float](l *routines[T, R], t gonum.Transpose, m, n int, alpha T, a []T, lda int, x []T, incX int, beta T, y []T, incY int) {
	if !check.Gemv(isComplex[T](), t, m, n, len(a), lda, len(x), incX, len(y), incY) || alpha == 0 && beta == 1 {
		return
	}
	flag, conjugated := flipTrans[T](t)
	c := newCall()
	c.flag(flag)
	c.int(n)
	c.int(m)
	nX, nY := check.Operands(t, m, n)
	l.product(rGemv, c, conjugated, m*n, alpha, a, lda, nX, x, incX, beta, nY, y, incY)
}

func gbmv[T blas.Scalar, R float](l *routines[T, R], t gonum.Transpose, m, n, kL, kU int, alpha T, a []T, lda int, x []T, incX int, beta T, y []T, incY int) {
	if !check.Gbmv(t, m, n, kL, kU, len(a), lda, len(x), incX, len(y), incY) || alpha == 0 && beta == 1 {
		return
	}
	flag, conjugated := flipTrans[T](t)
	c := newCall()
	c.flag(flag)
	c.int(n)
	c.int(m)
	c.int(kU)
	c.int(kL)
	nX, nY := check.Operands(t, m, n)
	l.product(rGbmv, c, conjugated, m*(kL+kU+1), alpha, a, lda, nX, x, incX, beta, nY, y, incY)
}

// symv is hemv for complex types; sbmv and spmv likewise.
func symv[T blas.Scalar, R float](l *routines[T, R], ul gonum.Uplo, n int, alpha T, a []T, lda int, x []T, incX int, beta T, y []T, incY int) {
	if !check.Symv(ul, n, len(a), lda, len(x), incX, len(y), incY) || alpha == 0 && beta == 1 {
		return
	}
	c := newCall()
	c.flag(flipUplo(ul))
	c.int(n)
	l.product(rSymv, c, isComplex[T](), n*n/2, alpha, a, lda, n, x, incX, beta, n, y, incY)
}

func sbmv[T blas.Scalar, R float](l *routines[T, R], ul gonum.Uplo, n, k int, alpha T, a []T, lda int, x []T, incX int, beta T, y []T, incY int) {
	if !check.Sbmv(ul, n, k, len(a), lda, len(x), incX, len(y), incY) || alpha == 0 && beta == 1 {
		return
	}
	c := newCall()
	c.flag(flipUplo(ul))
	c.int(n)
	c.int(k)
	l.product(rSbmv, c, isComplex[T](), n*(k+1), alpha, a, lda, n, x, incX, beta, n, y, incY)
}

func spmv[T blas.Scalar, R float](l *routines[T, R], ul gonum.Uplo, n int, alpha T, ap []T, x []T, incX int, beta T, y []T, incY int) {
	if !check.Spmv(ul, n, len(ap), len(x), incX, len(y), incY) || alpha == 0 && beta == 1 {
		return
	}
	c := newCall()
	c.flag(flipUplo(ul))
	c.int(n)
	l.product(rSpmv, c, isComplex[T](), n*n/2, alpha, ap, 0, n, x, incX, beta, n, y, incY)
}

func trmv[T blas.Scalar, R float](l *routines[T, R], ul gonum.Uplo, t gonum.Transpose, d gonum.Diag, n int, a []T, lda int, x []T, incX int) {
	if check.Trmv(isComplex[T](), ul, t, d, n, len(a), lda, len(x), incX) {
		l.triangular(rTrmv, ul, t, d, n, -1, a, lda, x, incX)
	}
}

func trsv[T blas.Scalar, R float](l *routines[T, R], ul gonum.Uplo, t gonum.Transpose, d gonum.Diag, n int, a []T, lda int, x []T, incX int) {
	if check.Trmv(isComplex[T](), ul, t, d, n, len(a), lda, len(x), incX) {
		l.triangular(rTrsv, ul, t, d, n, -1, a, lda, x, incX)
	}
}

func tbmv[T blas.Scalar, R float](l *routines[T, R], ul gonum.Uplo, t gonum.Transpose, d gonum.Diag, n, k int, a []T, lda int, x []T, incX int) {
	if check.Tbmv(isComplex[T](), ul, t, d, n, k, len(a), lda, len(x), incX) {
		l.triangular(rTbmv, ul, t, d, n, k, a, lda, x, incX)
	}
}

func tbsv[T blas.Scalar, R float](l *routines[T, R], ul gonum.Uplo, t gonum.Transpose, d gonum.Diag, n, k int, a []T, lda int, x []T, incX int) {
	if check.Tbmv(isComplex[T](), ul, t, d, n, k, len(a), lda, len(x), incX) {
		l.triangular(rTbsv, ul, t, d, n, k, a, lda, x, incX)
	}
}

func tpmv[T blas.Scalar, R float](l *routines[T, R], ul gonum.Uplo, t gonum.Transpose, d gonum.Diag, n int, ap []T, x []T, incX int) {
	if check.Tpmv(ul, t, d, n, len(ap), len(x), incX) {
		l.triangular(rTpmv, ul, t, d, n, -1, ap, 0, x, incX)
	}
}

func tpsv[T blas.Scalar, R float](l *routines[T, R], ul gonum.Uplo, t gonum.Transpose, d gonum.Diag, n int, ap []T, x []T, incX int) {
	if check.Tpmv(ul, t, d, n, len(ap), len(x), incX) {
		l.triangular(rTpsv, ul, t, d, n, -1, ap, 0, x, incX)
	}
}

// triangular sets x to op(A)*x or to the solution of op(A)*y = x. k is negative if the matrix is no band, lda 0 if it is
// packed.
func (l *routines[T, R]) triangular(r routine, ul gonum.Uplo, t gonum.Transpose, d gonum.Diag, n, k int, a []T, lda int, x []T, incX int) {
	flag, conjugated := flipTrans[T](t)
	c := newCall()
	c.flag(flipUplo(ul))
	c.flag(flag)
	c.flag(byte(d))
	c.int(n)
	work := n * n / 2
	if k >= 0 {
		c.int(k)
		work = n * (k + 1)
	}
	matrix(c, a, lda)
	strided(c, x, incX)
	if conjugated {
		conjugate(n, x, incX)
		defer conjugate(n, x, incX)
	}
	l.level2(r, c, work)
}

// ger is geru for complex types. A^T gains alpha*y*x^T.
func ger[T blas.Scalar, R float](l *routines[T, R], m, n int, alpha T, x []T, incX int, y []T, incY int, a []T, lda int) {
	if check.Ger(m, n, len(x), incX, len(y), incY, len(a), lda) && alpha != 0 {
		l.rankOne(m, n, alpha, x, incX, y, incY, a, lda)
	}
}

// gerc is ger with conj(y).
func gerc[T blas.Scalar, R float](l *routines[T, R], m, n int, alpha T, x []T, incX int, y []T, incY int, a []T, lda int) {
	if check.Ger(m, n, len(x), incX, len(y), incY, len(a), lda) && alpha != 0 {
		p := l.conjugated(n, y, incY)
		l.rankOne(m, n, alpha, x, incX, *p, 1, a, lda)
		l.discard(p)
	}
}

func (l *routines[T, R]) rankOne(m, n int, alpha T, x []T, incX int, y []T, incY int, a []T, lda int) {
	c := newCall()
	c.int(n)
	c.int(m)
	scalar(c, alpha)
	strided(c, y, incY)
	strided(c, x, incX)
	strided(c, a, lda)
	l.level2(rGer, c, m*n)
}

// syr is her for complex types: A^T gains alpha*conj(x)*x^T, which is alpha*z*z^H with z = conj(x). spr likewise.
func syr[T blas.Scalar, R float, S blas.Scalar](l *routines[T, R], ul gonum.Uplo, n int, alpha S, x []T, incX int, a []T, lda int) {
	if check.Syr(ul, n, len(x), incX, len(a), lda) && alpha != 0 {
		symmetricOne(l, rSyr, ul, n, alpha, x, incX, a, lda)
	}
}

func spr[T blas.Scalar, R float, S blas.Scalar](l *routines[T, R], ul gonum.Uplo, n int, alpha S, x []T, incX int, ap []T) {
	if check.Spr(ul, n, len(x), incX, len(ap)) && alpha != 0 {
		symmetricOne(l, rSpr, ul, n, alpha, x, incX, ap, 0)
	}
}

func symmetricOne[T blas.Scalar, R float, S blas.Scalar](l *routines[T, R], r routine, ul gonum.Uplo, n int, alpha S, x []T, incX int, a []T, lda int) {
	if isComplex[T]() {
		p := l.conjugated(n, x, incX)
		defer l.discard(p)
		x, incX = *p, 1
	}
	c := newCall()
	c.flag(flipUplo(ul))
	c.int(n)
	scalar(c, alpha)
	strided(c, x, incX)
	matrix(c, a, lda)
	l.level2(r, c, n*n/2)
}

// syr2 is her2 for complex types: A gains alpha*x*y^H + conj(alpha)*y*x^H, and so A^T, with u = conj(x) and v = conj(y),
// alpha*v*u^H + conj(alpha)*u*v^H. spr2 likewise.
func syr2[T blas.Scalar, R float](l *routines[T, R], ul gonum.Uplo, n int, alpha T, x []T, incX int, y []T, incY int, a []T, lda int) {
	if check.Syr2(ul, n, len(x), incX, len(y), incY, len(a), lda) && alpha != 0 {
		l.symmetricTwo(rSyr2, ul, n, alpha, x, incX, y, incY, a, lda)
	}
}

func spr2[T blas.Scalar, R float](l *routines[T, R], ul gonum.Uplo, n int, alpha T, x []T, incX int, y []T, incY int, ap []T) {
	if check.Spr2(ul, n, len(x), incX, len(y), incY, len(ap)) && alpha != 0 {
		l.symmetricTwo(rSpr2, ul, n, alpha, x, incX, y, incY, ap, 0)
	}
}

func (l *routines[T, R]) symmetricTwo(r routine, ul gonum.Uplo, n int, alpha T, x []T, incX int, y []T, incY int, a []T, lda int) {
	if isComplex[T]() {
		u, v := l.conjugated(n, x, incX), l.conjugated(n, y, incY)
		defer l.discard(u)
		defer l.discard(v)
		x, incX, y, incY = *u, 1, *v, 1
	}
	c := newCall()
	c.flag(flipUplo(ul))
	c.int(n)
	scalar(c, alpha)
	strided(c, y, incY)
	strided(c, x, incX)
	matrix(c, a, lda)
	l.level2(r, c, n*n/2)
}
