package blas

import (
	"github.com/lanewise/lanewise/blas/internal/check"
	"gonum.org/v1/gonum/blas"
)

// Transpose says how an operand of a product is used, in gonum's constants.
type Transpose = blas.Transpose

const (
	NoTrans   = blas.NoTrans   // as it is
	Trans     = blas.Trans     // transposed
	ConjTrans = blas.ConjTrans // transposed and conjugated
)

// Uplo says which triangle of a matrix is used, in gonum's constants.
type Uplo = blas.Uplo

const (
	Upper = blas.Upper
	Lower = blas.Lower
)

// Scalar is the constraint of the element types of BLAS.
type Scalar interface {
	float32 | float64 | complex64 | complex128
}

// Gemm sets C = alpha*op(A)*op(B) + beta*C, where op is what transA and transB
// say, op(A) is m×k, op(B) k×n and C m×n. Matrices are in row-major order: row i
// of A begins at a[i*lda]. With beta = 0, C is only written, with alpha = 0, A and B
// are not read. Infinities and NaN propagate as in sums of products; no product
// is left out because a factor is zero.
//
// Products of some size are shared among threads of package threadctl; an
// element has the same bits for every number of threads. Its error is at most k+2
// roundings of the sum of the absolute values of its terms.
//
// Misuse panics with gonum's texts, before any write: lda, ldb or ldc below the
// length of a row, slices that are too short, a negative length. C must not overlap
// A or B.
func Gemm[T Scalar](transA, transB Transpose, m, n, k int, alpha T, a []T, lda int, b []T, ldb int, beta T, c []T, ldc int) {
	check.GemmShape(transA, transB, m, n, k, lda, ldb, ldc) // two calls cost small products less than check.Gemm
	if m == 0 || n == 0 {
		return
	}
	check.GemmSlices(transA, transB, m, n, k, len(a), lda, len(b), ldb, len(c), ldc)
	if alpha == 0 || k == 0 {
		if beta != 1 {
			scaleAll(beta, whole, c, ldc, m, n)
		}
		return
	}
	var x, y operand[T]
	x.set(transA, a, lda)
	y.set(transB, b, ldb)
	multiply(whole, m, n, k, alpha, &x, &y, beta, c, ldc)
}

// multiply sets C = alpha*A*B + beta*C in an area. Nothing is empty and alpha not 0.
func multiply[T Scalar](part area, m, n, k int, alpha T, a, b *operand[T], beta T, c []T, ldc int) {
	s := blocksOf[T]()
	if part == whole && a.uplo == 0 && b.uplo == 0 && a.narrow == nil && b.narrow == nil {
		switch {
		case b.row == 1 && s.dots(n, m, k, a.col == 1):
			long := b.transposed()
			addDotProducts(s, n, m, k, alpha, &long, a, beta, c, ldc)
			return
		case a.col == 1 && s.dots(m, n, k, b.row == 1) || s.turns(m, n, k, a.col, b.col):
			multiplyTurned(s, m, n, k, alpha, a, b, beta, c, ldc)
			return
		}
	}
	work := m * n * k * s.work
	const few = 48 // rows of A, for which it does not pay to pack B
	directA := work <= s.direct && a.uplo == 0
	// Rows of B a multiple of a page apart would share a few sets of the first cache, which matters if they are read twice.
	directB := b.col == 1 && b.uplo == 0 && (m <= s.mr || (work <= s.direct || m <= few) && b.row&s.page != 0)
	if part == whole && work <= s.share && directA && directB {
		multiplyDirect(s, m, n, k, alpha, a, b, beta, c, ldc)
		return
	}
	p := newProduct[T]()
	defer p.release()
	p.a, p.b, p.c, p.ldc = *a, *b, c, ldc
	p.m, p.n, p.k = m, n, k
	p.alpha, p.beta, p.area, p.s = alpha, beta, part, s
	p.directA, p.directB = directA, directB
	p.multiply()
}

// multiplyDirect is multiply for matrices so small that packing them costs more than
// it gains.
func multiplyDirect[T Scalar](s *blocks, m, n, k int, alpha T, a, b *operand[T], beta T, c []T, ldc int) {
	scale(beta, whole, c, ldc, 0, m, 0, n)
	var t tile[T]
	t.setFactors(alpha, a.conj, b.conj)
	t.rows, t.rowA, t.stepA, t.ldb, t.ldc = m, a.row, a.col, b.row, ldc
	if beta != 0 {
		t.add = 1
	}
	for l := 0; l < k; l += t.k {
		t.k = depth(k-l, s.kc)
		t.a = &a.s[l*a.col]
		for j := 0; j < n; j += t.cols {
			t.cols = s.width(n - j)
			t.b, t.c = &b.s[l*b.row+j], &c[j]
			t.run(s)
		}
		t.add = 1
	}
}
