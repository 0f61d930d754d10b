package check

import "gonum.org/v1/gonum/blas"

// Gemv is for products of a matrix and a vector.
func Gemv(complexType bool, t blas.Transpose, m, n, lenA, lda, lenX, incX, lenY, incY int) bool {
	trans(t)
	shape(m, n)
	leading(lda, n, BadLdA)
	incs(incX, incY)
	if m == 0 || n == 0 {
		return false
	}
	nX, nY := Operands(t, m, n)
	short := !fits(lenA, m, n, lda)
	must(!short || !complexType, ShortA)
	vectors(lenX, nX, incX, lenY, nY, incY)
	must(!short, ShortA)
	return true
}

// Gbmv is Gemv for a band matrix.
func Gbmv(t blas.Transpose, m, n, kL, kU, lenA, lda, lenX, incX, lenY, incY int) bool {
	trans(t)
	shape(m, n)
	must(kL >= 0, KLLT0)
	must(kU >= 0, KULT0)
	must(lda >= kL+kU+1, BadLdA)
	incs(incX, incY)
	if m == 0 || n == 0 {
		return false
	}
	must(fits(lenA, min(m, n+kL), kL+kU+1, lda), ShortA)
	nX, nY := Operands(t, m, n)
	vectors(lenX, nX, incX, lenY, nY, incY)
	return true
}

// Ger is for updates of rank one.
func Ger(m, n, lenX, incX, lenY, incY, lenA, lda int) bool {
	shape(m, n)
	leading(lda, n, BadLdA)
	incs(incX, incY)
	if m == 0 || n == 0 {
		return false
	}
	vectors(lenX, m, incX, lenY, n, incY)
	must(fits(lenA, m, n, lda), ShortA)
	return true
}

func triangular(ul blas.Uplo, t blas.Transpose, d blas.Diag) {
	Uplo(ul)
	trans(t)
	diag(d)
}

// Trmv is for products and solutions with a triangular matrix.
func Trmv(complexType bool, ul blas.Uplo, t blas.Transpose, d blas.Diag, n, lenA, lda, lenX, incX int) bool {
	if complexType {
		trans(t)
	}
	triangular(ul, t, d)
	must(n >= 0, NLT0)
	leading(lda, n, BadLdA)
	must(incX != 0, ZeroIncX)
	if n == 0 {
		return false
	}
	must(fits(lenA, n, n, lda), ShortA)
	must(holds(lenX, n, incX), ShortX)
	return true
}

// Tbmv is Trmv for a band matrix.
func Tbmv(complexType bool, ul blas.Uplo, t blas.Transpose, d blas.Diag, n, k, lenA, lda, lenX, incX int) bool {
	if complexType {
		trans(t)
	}
	triangular(ul, t, d)
	band(n, k, lda)
	must(incX != 0, ZeroIncX)
	if n == 0 {
		return false
	}
	must(fits(lenA, n, k+1, lda), ShortA)
	must(holds(lenX, n, incX), ShortX)
	return true
}

func band(n, k, lda int) {
	must(n >= 0, NLT0)
	must(k >= 0, KLT0)
	must(lda >= k+1, BadLdA)
}

// Tpmv is Trmv for a packed matrix.
func Tpmv(ul blas.Uplo, t blas.Transpose, d blas.Diag, n, lenAP, lenX, incX int) bool {
	triangular(ul, t, d)
	must(n >= 0, NLT0)
	must(incX != 0, ZeroIncX)
	if n == 0 {
		return false
	}
	must(packed(lenAP, n), ShortAP)
	must(holds(lenX, n, incX), ShortX)
	return true
}

// Symv is for products of a symmetric or Hermitian matrix and a vector.
func Symv(ul blas.Uplo, n, lenA, lda, lenX, incX, lenY, incY int) bool {
	triangle(ul, n)
	leading(lda, n, BadLdA)
	incs(incX, incY)
	if n == 0 {
		return false
	}
	must(fits(lenA, n, n, lda), ShortA)
	vectors(lenX, n, incX, lenY, n, incY)
	return true
}

func triangle(ul blas.Uplo, n int) {
	Uplo(ul)
	must(n >= 0, NLT0)
}

// Sbmv is Symv for a band matrix.
func Sbmv(ul blas.Uplo, n, k, lenA, lda, lenX, incX, lenY, incY int) bool {
	Uplo(ul)
	band(n, k, lda)
	incs(incX, incY)
	if n == 0 {
		return false
	}
	must(fits(lenA, n, k+1, lda), ShortA)
	vectors(lenX, n, incX, lenY, n, incY)
	return true
}

// Spmv is Symv for a packed matrix.
func Spmv(ul blas.Uplo, n, lenAP, lenX, incX, lenY, incY int) bool {
	triangle(ul, n)
	incs(incX, incY)
	if n == 0 {
		return false
	}
	must(packed(lenAP, n), ShortAP)
	vectors(lenX, n, incX, lenY, n, incY)
	return true
}

// Syr is for symmetric and Hermitian updates of rank one.
func Syr(ul blas.Uplo, n, lenX, incX, lenA, lda int) bool {
	triangle(ul, n)
	leading(lda, n, BadLdA)
	must(incX != 0, ZeroIncX)
	if n == 0 {
		return false
	}
	must(holds(lenX, n, incX), ShortX)
	must(fits(lenA, n, n, lda), ShortA)
	return true
}

// Spr is Syr for a packed matrix.
func Spr(ul blas.Uplo, n, lenX, incX, lenAP int) bool {
	triangle(ul, n)
	must(incX != 0, ZeroIncX)
	if n == 0 {
		return false
	}
	must(holds(lenX, n, incX), ShortX)
	must(packed(lenAP, n), ShortAP)
	return true
}

// Syr2 is for symmetric and Hermitian updates of rank two.
func Syr2(ul blas.Uplo, n, lenX, incX, lenY, incY, lenA, lda int) bool {
	triangle(ul, n)
	leading(lda, n, BadLdA)
	incs(incX, incY)
	if n == 0 {
		return false
	}
	vectors(lenX, n, incX, lenY, n, incY)
	must(fits(lenA, n, n, lda), ShortA)
	return true
}

// Spr2 is Syr2 for a packed matrix.
func Spr2(ul blas.Uplo, n, lenX, incX, lenY, incY, lenAP int) bool {
	triangle(ul, n)
	incs(incX, incY)
	if n == 0 {
		return false
	}
	vectors(lenX, n, incX, lenY, n, incY)
	must(packed(lenAP, n), ShortAP)
	return true
}
