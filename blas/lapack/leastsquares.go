package lapack

import (
	"math"

	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/blas64"
	"gonum.org/v1/gonum/lapack"
)

// Dgels solves op(A)*X = B for an m×n matrix A of full rank, where op(A) is A or, if trans
// is blas.Trans or blas.ConjTrans, Aᵀ: each column of X has the least |op(A)*x - b|, and where many do,
// as op(A) has more columns than rows, the least |x|. B has max(m, n) rows and nrhs columns; the right sides are
// its first rows, as many as op(A) has, and X takes the first rows, as many as op(A) has columns.
// Where X has fewer, the squares of a column's other elements add up to the square of |op(A)*x - b|.
//
// A becomes its factors, of [Implementation.Dgeqrf] if m >= n and of
// [Implementation.Dgelqf] otherwise. Dgels reports whether no element on the triangle's
// diagonal is 0; X is not computed if one is. If A is 0 so is X, and the report is true.
// Matrices whose largest element is near the limits of float64 are scaled on the way.
//
// With lwork = -1 it sets work[0] to the length of work that saves it memory of its own;
// min(m, n) + max(min(m, n), nrhs) is enough. Misuse panics with gonum's texts: a trans that
// is none, a negative m, n or nrhs, lda below n, ldb below nrhs, a shorter lwork but -1, slices
// that are too short.
func (impl Implementation) Dgels(trans blas.Transpose, m, n, nrhs int, a []float64, lda int, b []float64, ldb int, work []float64, lwork int) bool {
	k := min(m, n)
	checkTrans(trans)
	switch {
	case m < 0:
		panic(mLT0)
	case n < 0:
		panic(nLT0)
	case nrhs < 0:
		panic(nrhsLT0)
	case lda < max(1, n):
		panic(badLdA)
	case ldb < max(1, nrhs):
		panic(badLdB)
	}
	checkWork(k+max(k, nrhs), len(work), lwork)
	if k == 0 || nrhs == 0 {
		impl.Dlaset(blas.All, max(m, n), nrhs, 0, 0, b, ldb)
		work[0] = 1
		return true
	}
	best := k + max(k, nrhs, reflectorSize(max(m, n), max(k, nrhs), k))
	if lwork == -1 {
		work[0] = float64(best)
		return true
	}
	checkLength(m, n, len(a), lda, shortA)
	checkLength(max(m, n), nrhs, len(b), ldb, shortB)
	defer func() { work[0] = float64(best) }()
	size, scaled := impl.moderate(m, n, a, lda)
	if size == 0 {
		impl.Dlaset(blas.All, max(m, n), nrhs, 0, 0, b, ldb)
		return true
	}
	rows, cols := m, n // of op(A)
	if trans != blas.NoTrans {
		rows, cols = n, m
	}
	sizeB, scaledB := impl.moderate(rows, nrhs, b, ldb)
	s := leastSquares{m: m, n: n, nrhs: nrhs, a: a, lda: lda, b: b, ldb: ldb, tau: work[:k], work: work[k:lwork]}
	if !s.solve(trans != blas.NoTrans) {
		return false
	}
	impl.rescale(cols, nrhs, b, ldb, size, scaled)
	impl.rescale(cols, nrhs, b, ldb, scaledB, sizeB)
	return true
}

// moderate scales a matrix whose largest absolute value is near the limits of
// float64. It returns that value and what it has become.
func (impl Implementation) moderate(m, n int, a []float64, lda int) (size, scaled float64) {
	const least = 0x1p-1022 / 0x1p-52
	size = impl.Dlange(lapack.MaxAbs, m, n, a, lda, nil)
	scaled = size
	switch {
	case size > 0 && size < least:
		scaled = least
	case size > 1/least:
		scaled = 1 / least
	}
	impl.rescale(m, n, a, lda, size, scaled)
	return size, scaled
}

// rescale multiplies a matrix by to/from.
func (impl Implementation) rescale(m, n int, a []float64, lda int, from, to float64) {
	if from != to && !math.IsNaN(from) {
		impl.Dlascl(lapack.General, 0, 0, from, to, m, n, a, lda)
	}
}

// leastSquares is Dgels at work.
type leastSquares struct {
	Implementation
	m, n, nrhs int
	a          []float64
	lda        int
	b          []float64
	ldb        int
	tau, work  []float64
}

// solve factors A and solves, with Aᵀ if transposed is set. The orthogonal factor comes
// first where op(A) has more rows, and last where it has more columns.
func (s *leastSquares) solve(transposed bool) (ok bool) {
	tall := s.m >= s.n
	uplo, trans := blas.Upper, blas.NoTrans
	if transposed {
		trans = blas.Trans
	}
	if tall {
		s.Dgeqrf(s.m, s.n, s.a, s.lda, s.tau, s.work, len(s.work))
	} else {
		uplo = blas.Lower
		s.Dgelqf(s.m, s.n, s.a, s.lda, s.tau, s.work, len(s.work))
	}
	if tall != transposed {
		s.multiply(blas.Trans)
		return s.Dtrtrs(uplo, trans, blas.NonUnit, min(s.m, s.n), s.nrhs, s.a, s.lda, s.b, s.ldb)
	}
	if !s.Dtrtrs(uplo, trans, blas.NonUnit, min(s.m, s.n), s.nrhs, s.a, s.lda, s.b, s.ldb) {
		return false
	}
	for i := min(s.m, s.n); i < max(s.m, s.n); i++ {
		clear(s.b[i*s.ldb:][:s.nrhs])
	}
	s.multiply(blas.NoTrans)
	return true
}

// multiply multiplies B by the product of the reflections, or its transpose.
func (s *leastSquares) multiply(trans blas.Transpose) {
	if s.m >= s.n {
		s.Dormqr(blas.Left, trans, s.m, s.nrhs, s.n, s.a, s.lda, s.tau, s.b, s.ldb, s.work, len(s.work))
		return
	}
	s.Dormlq(blas.Left, flip(trans), s.n, s.nrhs, s.m, s.a, s.lda, s.tau, s.b, s.ldb, s.work, len(s.work)) // Q is the transpose of the product
}

// Dtrtrs replaces the n×nrhs matrix B by the solution of op(A)*X = B for a triangular A,
// where op(A) is Aᵀ if trans is blas.Trans or blas.ConjTrans. It reports whether no element of the
// diagonal is 0, and does nothing otherwise. With diag = blas.Unit the diagonal is
// not read and counts as ones. Misuse panics with gonum's texts: flags that are none, a negative n or
// nrhs, lda below n, ldb below nrhs, slices that are too short.
func (Implementation) Dtrtrs(uplo blas.Uplo, trans blas.Transpose, diag blas.Diag, n, nrhs int, a []float64, lda int, b []float64, ldb int) (ok bool) {
	checkUplo(uplo)
	checkTrans(trans)
	checkDiag(diag)
	checkSystem(n, nrhs, lda, ldb)
	if n == 0 {
		return true
	}
	checkLength(n, n, len(a), lda, shortA)
	checkLength(n, nrhs, len(b), ldb, shortB)
	if diag == blas.NonUnit && !regular(n, a, lda) {
		return false
	}
	solve(blas64.Implementation(), uplo, trans, diag, n, nrhs, a, lda, b, ldb)
	return true
}
