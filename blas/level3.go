package blas

import (
	"github.com/lanewise/lanewise/blas/internal/check"
	"gonum.org/v1/gonum/blas"
)

// Products with symmetric, Hermitian and triangular matrices, for all element
// types. The methods of Implementation say what they compute.

// transposed returns the transpose of x, which must not be a symmetric one.
func (x operand[T]) transposed() operand[T] {
	x.row, x.col = x.col, x.row
	return x
}

// adjoint returns the conjugated transpose.
func (x operand[T]) adjoint() operand[T] {
	x = x.transposed()
	x.conj = !x.conj
	return x
}

// symm is Symm, or Hemm if hermitian is set.
func symm[T Scalar](hermitian bool, side blas.Side, uplo blas.Uplo, m, n int, alpha T, a []T, lda int, b []T, ldb int, beta T, c []T, ldc int) {
	if !check.Symm(side, uplo, m, n, len(a), lda, len(b), ldb, len(c), ldc) {
		return
	}
	if alpha == 0 {
		if beta != 1 {
			scaleAll(beta, whole, c, ldc, m, n)
		}
		return
	}
	x := operand[T]{s: a, row: lda, col: 1, uplo: uplo, hermitian: hermitian}
	k := check.Order(side, m, n)
	if s := blocksOf[T](); m*n*k*s.work <= s.share { // the whole matrix costs less than blocks of both
		w := newWorkspace[T]()
		defer w.release()
		w.a = grow(w.a, k*k)
		x.pack(w.a, k, 0, k, 0, k)
		x = newOperand(NoTrans, w.a, k)
	}
	y := newOperand(NoTrans, b, ldb)
	if side == blas.Right {
		x, y = y, x
	}
	multiply(whole, m, n, k, alpha, &x, &y, beta, c, ldc)
}

func isComplex[T Scalar]() bool { return kindOf[T]() >= kindC64 }

func areaOf(uplo blas.Uplo) area {
	if uplo == blas.Lower {
		return lowerArea
	}
	return upperArea
}

// syrk is Syrk, or Herk if hermitian is set; alpha and beta are real then.
func syrk[T Scalar](hermitian bool, uplo blas.Uplo, t blas.Transpose, n, k int, alpha T, a []T, lda int, beta T, c []T, ldc int) {
	if !check.Syrk(isComplex[T](), hermitian, uplo, t, n, k, len(a), lda, len(c), ldc) {
		return
	}
	if (alpha == 0 || k == 0) && beta == 1 {
		return
	}
	x := newOperand(t, a, lda)
	rankUpdate(hermitian, areaOf(uplo), n, k, alpha, x, x, beta, c, ldc)
	if hermitian {
		realDiagonal(c, ldc, n)
	}
}

// rankUpdate sets C = alpha*X*Yᵀ + beta*C in an area, or with Yᴴ.
func rankUpdate[T Scalar](hermitian bool, part area, n, k int, alpha T, x, y operand[T], beta T, c []T, ldc int) {
	if alpha == 0 || k == 0 {
		if beta != 1 {
			scaleAll(beta, part, c, ldc, n, n)
		}
		return
	}
	if hermitian {
		y = y.adjoint()
	} else {
		y = y.transposed()
	}
	multiply(part, n, n, k, alpha, &x, &y, beta, c, ldc)
}

// realDiagonal clears the imaginary parts of the diagonal.
func realDiagonal[T Scalar](c []T, ldc, n int) {
	for i := range n {
		c[i*ldc+i] = realPart(c[i*ldc+i])
	}
}

// syr2k is Syr2k, or Her2k if hermitian is set; beta is real then.
func syr2k[T Scalar](hermitian bool, uplo blas.Uplo, t blas.Transpose, n, k int, alpha T, a []T, lda int, b []T, ldb int, beta T, c []T, ldc int) {
	if !check.Syr2k(isComplex[T](), hermitian, uplo, t, n, k, len(a), lda, len(b), ldb, len(c), ldc) {
		return
	}
	if (alpha == 0 || k == 0) && beta == 1 {
		return
	}
	x, y, part := newOperand(t, a, lda), newOperand(t, b, ldb), areaOf(uplo)
	rankUpdate(hermitian, part, n, k, alpha, x, y, beta, c, ldc)
	if hermitian {
		alpha = conjugateOf(alpha)
	}
	rankUpdate(hermitian, part, n, k, alpha, y, x, 1, c, ldc)
	if hermitian {
		realDiagonal(c, ldc, n)
	}
}

// trmm is Trmm, or Trsm if solve is set.
func trmm[T Scalar](solve bool, side blas.Side, uplo blas.Uplo, t blas.Transpose, diag blas.Diag, m, n int, alpha T, a []T, lda int, b []T, ldb int) {
	if !check.Trmm(side, uplo, t, diag, m, n, len(a), lda, len(b), ldb) {
		return
	}
	if alpha == 0 {
		scaleAll(alpha, whole, b, ldb, m, n)
		return
	}
	scale(alpha, whole, b, ldb, 0, m, 0, n)
	x := newTriangle[T]()
	defer x.release()
	x.a, x.b, x.d, x.e = newOperand(t, a, lda), newOperand(NoTrans, b, ldb), m, n
	x.lower = (uplo == blas.Lower) == (t == NoTrans)
	if x.right = side == blas.Right; x.right {
		x.a, x.b, x.d, x.e = x.a.transposed(), x.b.transposed(), n, m
		x.lower = !x.lower
	}
	x.unit, x.solve = diag == blas.Unit, solve
	x.run()
}
