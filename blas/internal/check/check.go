// Package check has the parameter checks of the routines of gonum's BLAS, once for all element types: its functions take
// lengths of slices. They panic with gonum's texts, in its order (flags, lengths, leading dimensions, increments,
// slices), and report whether there is anything to do; where there is not, slices may have any length.
package check

import "gonum.org/v1/gonum/blas"

const (
	zeroIncX = "blas: zero x index increment"
	zeroIncY = "blas: zero y index increment"

	mLT0  = "blas: m < 0"
	nLT0  = "blas: n < 0"
	kLT0  = "blas: k < 0"
	kLLT0 = "blas: kL < 0"
	kULT0 = "blas: kU < 0"

	badUplo      = "blas: illegal triangle"
	badTranspose = "blas: illegal transpose"
	badDiag      = "blas: illegal diagonal"
	badSide      = "blas: illegal side"

	badLdA = "blas: bad leading dimension of A"
	badLdB = "blas: bad leading dimension of B"
	badLdC = "blas: bad leading dimension of C"

	shortX  = "blas: insufficient length of x"
	shortY  = "blas: insufficient length of y"
	shortAP = "blas: insufficient length of ap"
	shortA  = "blas: insufficient length of a"
	shortB  = "blas: insufficient length of b"
	shortC  = "blas: insufficient length of c"
)

func must(ok bool, text string) {
	if !ok {
		panic(text)
	}
}

func uplo(ul blas.Uplo) { must(ul == blas.Upper || ul == blas.Lower, badUplo) }
func side(s blas.Side)  { must(s == blas.Left || s == blas.Right, badSide) }
func diag(d blas.Diag)  { must(d == blas.Unit || d == blas.NonUnit, badDiag) }

func trans(t blas.Transpose) {
	must(t == blas.NoTrans || t == blas.Trans || t == blas.ConjTrans, badTranspose)
}

// holds says whether a slice has n > 0 elements at an increment.
func holds(length, n, inc int) bool { return length > (n-1)*max(inc, -inc) }

// fits says whether a slice has a matrix of rows x cols, neither of them 0.
func fits(length, rows, cols, ld int) bool { return length >= (rows-1)*ld+cols }

// packed says whether a slice has a packed triangle.
func packed(length, n int) bool { return length >= n*(n+1)/2 }

func incs(incX, incY int) {
	must(incX != 0, zeroIncX)
	must(incY != 0, zeroIncY)
}

func vectors(lenX, nX, incX, lenY, nY, incY int) {
	must(holds(lenX, nX, incX), shortX)
	must(holds(lenY, nY, incY), shortY)
}

// Pair is for routines of level 1 on two vectors.
func Pair(n, lenX, incX, lenY, incY int) bool {
	incs(incX, incY)
	must(n >= 0, nLT0)
	if n == 0 {
		return false
	}
	vectors(lenX, n, incX, lenY, n, incY)
	return true
}

// One is for routines of level 1 on one vector, which do nothing if its increment is negative.
func One(n, lenX, incX int) bool {
	must(incX != 0, zeroIncX)
	if incX < 0 {
		return false
	}
	must(n >= 0, nLT0)
	if n == 0 {
		return false
	}
	must(holds(lenX, n, incX), shortX)
	return true
}

// Gemv is for products of a matrix and a vector.
func Gemv(t blas.Transpose, m, n, lenA, lda, lenX, incX, lenY, incY int) bool {
	trans(t)
	if !rectangle(m, n, lda, incX, incY) {
		return false
	}
	mulVectors(t, m, n, lenX, incX, lenY, incY)
	must(fits(lenA, m, n, lda), shortA)
	return true
}

// Gbmv is Gemv for a band matrix.
func Gbmv(t blas.Transpose, m, n, kL, kU, lenA, lda, lenX, incX, lenY, incY int) bool {
	trans(t)
	must(m >= 0, mLT0)
	must(n >= 0, nLT0)
	must(kL >= 0, kLLT0)
	must(kU >= 0, kULT0)
	must(lda >= kL+kU+1, badLdA)
	incs(incX, incY)
	if m == 0 || n == 0 {
		return false
	}
	must(fits(lenA, min(m, n+kL), kL+kU+1, lda), shortA)
	mulVectors(t, m, n, lenX, incX, lenY, incY)
	return true
}

// mulVectors checks the slices of y = op(A)*x.
func mulVectors(t blas.Transpose, m, n, lenX, incX, lenY, incY int) {
	if t == blas.NoTrans {
		m, n = n, m
	}
	vectors(lenX, m, incX, lenY, n, incY)
}

func rectangle(m, n, lda, incX, incY int) bool {
	must(m >= 0, mLT0)
	must(n >= 0, nLT0)
	must(lda >= max(1, n), badLdA)
	incs(incX, incY)
	return m > 0 && n > 0
}

// Ger is for updates of rank one.
func Ger(m, n, lenX, incX, lenY, incY, lenA, lda int) bool {
	if !rectangle(m, n, lda, incX, incY) {
		return false
	}
	vectors(lenX, m, incX, lenY, n, incY)
	must(fits(lenA, m, n, lda), shortA)
	return true
}

func triangular(ul blas.Uplo, t blas.Transpose, d blas.Diag) {
	uplo(ul)
	trans(t)
	diag(d)
}

// Trmv is for products and solutions with a triangular matrix.
func Trmv(ul blas.Uplo, t blas.Transpose, d blas.Diag, n, lenA, lda, lenX, incX int) bool {
	triangular(ul, t, d)
	must(n >= 0, nLT0)
	must(lda >= max(1, n), badLdA)
	must(incX != 0, zeroIncX)
	if n == 0 {
		return false
	}
	must(fits(lenA, n, n, lda), shortA)
	must(holds(lenX, n, incX), shortX)
	return true
}

// Tbmv is Trmv for a band matrix.
func Tbmv(ul blas.Uplo, t blas.Transpose, d blas.Diag, n, k, lenA, lda, lenX, incX int) bool {
	triangular(ul, t, d)
	must(n >= 0, nLT0)
	must(k >= 0, kLT0)
	must(lda >= k+1, badLdA)
	must(incX != 0, zeroIncX)
	if n == 0 {
		return false
	}
	must(fits(lenA, n, k+1, lda), shortA)
	must(holds(lenX, n, incX), shortX)
	return true
}

// Tpmv is Trmv for a packed matrix.
func Tpmv(ul blas.Uplo, t blas.Transpose, d blas.Diag, n, lenAP, lenX, incX int) bool {
	triangular(ul, t, d)
	must(n >= 0, nLT0)
	must(incX != 0, zeroIncX)
	if n == 0 {
		return false
	}
	must(packed(lenAP, n), shortAP)
	must(holds(lenX, n, incX), shortX)
	return true
}

// Symv is for products of a symmetric or Hermitian matrix and a vector, and for updates of rank two.
func Symv(ul blas.Uplo, n, lenA, lda, lenX, incX, lenY, incY int) bool {
	uplo(ul)
	must(n >= 0, nLT0)
	must(lda >= max(1, n), badLdA)
	incs(incX, incY)
	if n == 0 {
		return false
	}
	vectors(lenX, n, incX, lenY, n, incY)
	must(fits(lenA, n, n, lda), shortA)
	return true
}

// Sbmv is Symv for a band matrix.
func Sbmv(ul blas.Uplo, n, k, lenA, lda, lenX, incX, lenY, incY int) bool {
	uplo(ul)
	must(n >= 0, nLT0)
	must(k >= 0, kLT0)
	must(lda >= k+1, badLdA)
	incs(incX, incY)
	if n == 0 {
		return false
	}
	vectors(lenX, n, incX, lenY, n, incY)
	must(fits(lenA, n, k+1, lda), shortA)
	return true
}

// Spmv is Symv for a packed matrix.
func Spmv(ul blas.Uplo, n, lenAP, lenX, incX, lenY, incY int) bool {
	uplo(ul)
	must(n >= 0, nLT0)
	incs(incX, incY)
	if n == 0 {
		return false
	}
	vectors(lenX, n, incX, lenY, n, incY)
	must(packed(lenAP, n), shortAP)
	return true
}

// Syr is for symmetric and Hermitian updates of rank one.
func Syr(ul blas.Uplo, n, lenX, incX, lenA, lda int) bool {
	uplo(ul)
	must(n >= 0, nLT0)
	must(lda >= max(1, n), badLdA)
	must(incX != 0, zeroIncX)
	if n == 0 {
		return false
	}
	must(holds(lenX, n, incX), shortX)
	must(fits(lenA, n, n, lda), shortA)
	return true
}

// Spr is Syr for a packed matrix.
func Spr(ul blas.Uplo, n, lenX, incX, lenAP int) bool {
	uplo(ul)
	must(n >= 0, nLT0)
	must(incX != 0, zeroIncX)
	if n == 0 {
		return false
	}
	must(holds(lenX, n, incX), shortX)
	must(packed(lenAP, n), shortAP)
	return true
}

// turned returns the rows and columns of a matrix whose op(A) is m x n.
func turned(t blas.Transpose, m, n int) (rows, cols int) {
	if t == blas.NoTrans {
		return m, n
	}
	return n, m
}

// Gemm is for products of matrices.
func Gemm(tA, tB blas.Transpose, m, n, k, lenA, lda, lenB, ldb, lenC, ldc int) bool {
	trans(tA)
	trans(tB)
	must(m >= 0, mLT0)
	must(n >= 0, nLT0)
	must(k >= 0, kLT0)
	rowsA, colsA := turned(tA, m, k)
	rowsB, colsB := turned(tB, k, n)
	must(lda >= max(1, colsA), badLdA)
	must(ldb >= max(1, colsB), badLdB)
	must(ldc >= max(1, n), badLdC)
	if m == 0 || n == 0 {
		return false
	}
	must(fits(lenA, rowsA, colsA, lda), shortA)
	must(fits(lenB, rowsB, colsB, ldb), shortB)
	must(fits(lenC, m, n, ldc), shortC)
	return true
}

// order returns the order of the square matrix on a side of an m x n matrix.
func order(s blas.Side, m, n int) int {
	if s == blas.Left {
		return m
	}
	return n
}

// Symm is for products with a symmetric or Hermitian matrix.
func Symm(s blas.Side, ul blas.Uplo, m, n, lenA, lda, lenB, ldb, lenC, ldc int) bool {
	side(s)
	uplo(ul)
	must(m >= 0, mLT0)
	must(n >= 0, nLT0)
	k := order(s, m, n)
	must(lda >= max(1, k), badLdA)
	must(ldb >= max(1, n), badLdB)
	must(ldc >= max(1, n), badLdC)
	if m == 0 || n == 0 {
		return false
	}
	must(fits(lenA, k, k, lda), shortA)
	must(fits(lenB, m, n, ldb), shortB)
	must(fits(lenC, m, n, ldc), shortC)
	return true
}

// Trmm is for products and solutions with a triangular matrix.
func Trmm(s blas.Side, ul blas.Uplo, t blas.Transpose, d blas.Diag, m, n, lenA, lda, lenB, ldb int) bool {
	side(s)
	triangular(ul, t, d)
	must(m >= 0, mLT0)
	must(n >= 0, nLT0)
	k := order(s, m, n)
	must(lda >= max(1, k), badLdA)
	must(ldb >= max(1, n), badLdB)
	if m == 0 || n == 0 {
		return false
	}
	must(fits(lenA, k, k, lda), shortA)
	must(fits(lenB, m, n, ldb), shortB)
	return true
}

// Syrk is for symmetric updates of rank k; Hermitian ones take no Trans, complex symmetric ones no ConjTrans, as not
// says.
func Syrk(ul blas.Uplo, t, not blas.Transpose, n, k, lenA, lda, lenC, ldc int) bool {
	rows, cols := rankUpdate(ul, t, not, n, k)
	must(lda >= max(1, cols), badLdA)
	must(ldc >= max(1, n), badLdC)
	if n == 0 {
		return false
	}
	must(fits(lenA, rows, cols, lda), shortA)
	must(fits(lenC, n, n, ldc), shortC)
	return true
}

// Syr2k is Syrk for updates of rank 2k.
func Syr2k(ul blas.Uplo, t, not blas.Transpose, n, k, lenA, lda, lenB, ldb, lenC, ldc int) bool {
	rows, cols := rankUpdate(ul, t, not, n, k)
	must(lda >= max(1, cols), badLdA)
	must(ldb >= max(1, cols), badLdB)
	must(ldc >= max(1, n), badLdC)
	if n == 0 {
		return false
	}
	must(fits(lenA, rows, cols, lda), shortA)
	must(fits(lenB, rows, cols, ldb), shortB)
	must(fits(lenC, n, n, ldc), shortC)
	return true
}

func rankUpdate(ul blas.Uplo, t, not blas.Transpose, n, k int) (rows, cols int) {
	uplo(ul)
	trans(t)
	must(t != not, badTranspose)
	must(n >= 0, nLT0)
	must(k >= 0, kLT0)
	return turned(t, n, k)
}
