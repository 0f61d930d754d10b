package check

import "gonum.org/v1/gonum/blas"

// Gemm is for products of matrices.
func Gemm(tA, tB blas.Transpose, m, n, k, lenA, lda, lenB, ldb, lenC, ldc int) bool {
	GemmShape(tA, tB, m, n, k, lda, ldb, ldc)
	if m == 0 || n == 0 {
		return false
	}
	GemmSlices(tA, tB, m, n, k, lenA, lda, lenB, ldb, lenC, ldc)
	return true
}

// GemmShape is the part of Gemm that comes before the slices, which [GemmSlices] checks if neither m nor n is 0.
func GemmShape(tA, tB blas.Transpose, m, n, k, lda, ldb, ldc int) {
	trans(tA)
	trans(tB)
	shape(m, n)
	must(k >= 0, KLT0)
	_, colsA := Stored(tA, m, k)
	_, colsB := Stored(tB, k, n)
	leading(lda, colsA, BadLdA)
	leading(ldb, colsB, BadLdB)
	leading(ldc, n, BadLdC)
}

// GemmSlices is the part of Gemm about slices.
func GemmSlices(tA, tB blas.Transpose, m, n, k, lenA, lda, lenB, ldb, lenC, ldc int) {
	Span(tA, m, k, lenA, lda, ShortA)
	Span(tB, k, n, lenB, ldb, ShortB)
	Span(blas.NoTrans, m, n, lenC, ldc, ShortC)
}

// Span panics with a text if a slice ends before a matrix X does, op(X) being m x n.
func Span(t blas.Transpose, m, n, length, ld int, text string) {
	rows, cols := Stored(t, m, n)
	must(fits(length, rows, cols, ld), text)
}

// Symm is for products with a symmetric or Hermitian matrix.
func Symm(s blas.Side, ul blas.Uplo, m, n, lenA, lda, lenB, ldb, lenC, ldc int) bool {
	side(s)
	Uplo(ul)
	shape(m, n)
	k := Order(s, m, n)
	leading(lda, k, BadLdA)
	leading(ldb, n, BadLdB)
	leading(ldc, n, BadLdC)
	if m == 0 || n == 0 {
		return false
	}
	must(fits(lenA, k, k, lda), ShortA)
	must(fits(lenB, m, n, ldb), ShortB)
	must(fits(lenC, m, n, ldc), ShortC)
	return true
}

// Trmm is for products and solutions with a triangular matrix.
func Trmm(s blas.Side, ul blas.Uplo, t blas.Transpose, d blas.Diag, m, n, lenA, lda, lenB, ldb int) bool {
	side(s)
	triangular(ul, t, d)
	shape(m, n)
	k := Order(s, m, n)
	leading(lda, k, BadLdA)
	leading(ldb, n, BadLdB)
	if m == 0 || n == 0 {
		return false
	}
	must(fits(lenA, k, k, lda), ShortA)
	must(fits(lenB, m, n, ldb), ShortB)
	return true
}

// Syrk is for symmetric and, if hermitian is set, Hermitian updates of rank k.
func Syrk(complexType, hermitian bool, ul blas.Uplo, t blas.Transpose, n, k, lenA, lda, lenC, ldc int) bool {
	rows, cols := rankUpdate(complexType, hermitian, ul, t, n, k)
	leading(lda, cols, BadLdA)
	leading(ldc, n, BadLdC)
	if n == 0 {
		return false
	}
	must(fits(lenA, rows, cols, lda), ShortA)
	must(fits(lenC, n, n, ldc), ShortC)
	return true
}

// Syr2k is Syrk for updates of rank 2k.
func Syr2k(complexType, hermitian bool, ul blas.Uplo, t blas.Transpose, n, k, lenA, lda, lenB, ldb, lenC, ldc int) bool {
	rows, cols := rankUpdate(complexType, hermitian, ul, t, n, k)
	leading(lda, cols, BadLdA)
	leading(ldb, cols, BadLdB)
	leading(ldc, n, BadLdC)
	if n == 0 {
		return false
	}
	must(fits(lenA, rows, cols, lda), ShortA)
	must(fits(lenB, rows, cols, ldb), ShortB)
	must(fits(lenC, n, n, ldc), ShortC)
	return true
}

// rankUpdate: the complex routines know one transposition each, and look at it before the triangle.
func rankUpdate(complexType, hermitian bool, ul blas.Uplo, t blas.Transpose, n, k int) (rows, cols int) {
	if complexType {
		trans(t)
		must((t != blas.ConjTrans || hermitian) && (t != blas.Trans || !hermitian), BadTranspose)
	}
	Uplo(ul)
	trans(t)
	must(n >= 0, NLT0)
	must(k >= 0, KLT0)
	return Stored(t, n, k)
}
