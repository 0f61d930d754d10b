package native

import (
	gonum "gonum.org/v1/gonum/blas"

	"github.com/lanewise/lanewise/blas"
	"github.com/lanewise/lanewise/blas/internal/check"
)

// Fortran reads the transpose of each matrix, so it is told to compute the transpose of each equation: products change
// their order, sides and triangles are exchanged, op stays what it is where a product is transposed, op(A)^T = op(A^T),
// and exchanges its two values where A*A^T is the equation. No conjugates are needed.

// gemm: C^T = alpha*op(B^T)*op(A^T) + beta*C^T.
func gemm[T blas.Scalar, R float](l *routines[T, R], tA, tB gonum.Transpose, m, n, k int, alpha T, a []T, lda int, b []T, ldb int, beta T, c []T, ldc int) {
	if !check.Gemm(tA, tB, m, n, k, len(a), lda, len(b), ldb, len(c), ldc) || (alpha == 0 || k == 0) && beta == 1 {
		return
	}
	p := newCall()
	p.flag(byte(tB))
	p.flag(byte(tA))
	p.int(n)
	p.int(m)
	p.int(k)
	scalar(p, alpha)
	strided(p, b, ldb)
	strided(p, a, lda)
	scalar(p, beta)
	strided(p, c, ldc)
	l.level3(rGemm, p, m*n*k)
}

func symm[T blas.Scalar, R float](l *routines[T, R], s gonum.Side, ul gonum.Uplo, m, n int, alpha T, a []T, lda int, b []T, ldb int, beta T, c []T, ldc int) {
	symmetricProduct(l, rSymm, s, ul, m, n, alpha, a, lda, b, ldb, beta, c, ldc)
}

func hemm[T blas.Scalar, R float](l *routines[T, R], s gonum.Side, ul gonum.Uplo, m, n int, alpha T, a []T, lda int, b []T, ldb int, beta T, c []T, ldc int) {
	symmetricProduct(l, rHemm, s, ul, m, n, alpha, a, lda, b, ldb, beta, c, ldc)
}

// symmetricProduct: C^T = alpha*B^T*A^T + beta*C^T for A on the left, where A^T is Hermitian if A is.
func symmetricProduct[T blas.Scalar, R float](l *routines[T, R], r routine, s gonum.Side, ul gonum.Uplo, m, n int, alpha T, a []T, lda int, b []T, ldb int, beta T, c []T, ldc int) {
	if !check.Symm(s, ul, m, n, len(a), lda, len(b), ldb, len(c), ldc) || alpha == 0 && beta == 1 {
		return
	}
	p := newCall()
	p.flag(flipSide(s))
	p.flag(flipUplo(ul))
	p.int(n)
	p.int(m)
	scalar(p, alpha)
	strided(p, a, lda)
	strided(p, b, ldb)
	scalar(p, beta)
	strided(p, c, ldc)
	l.level3(r, p, m*n*check.Order(s, m, n))
}

func trmm[T blas.Scalar, R float](l *routines[T, R], s gonum.Side, ul gonum.Uplo, t gonum.Transpose, d gonum.Diag, m, n int, alpha T, a []T, lda int, b []T, ldb int) {
	triangularMatrix(l, rTrmm, s, ul, t, d, m, n, alpha, a, lda, b, ldb)
}

func trsm[T blas.Scalar, R float](l *routines[T, R], s gonum.Side, ul gonum.Uplo, t gonum.Transpose, d gonum.Diag, m, n int, alpha T, a []T, lda int, b []T, ldb int) {
	triangularMatrix(l, rTrsm, s, ul, t, d, m, n, alpha, a, lda, b, ldb)
}

// triangularMatrix: B^T = alpha*B^T*op(A^T) for A on the left, or with the inverse.
func triangularMatrix[T blas.Scalar, R float](l *routines[T, R], r routine, s gonum.Side, ul gonum.Uplo, t gonum.Transpose, d gonum.Diag, m, n int, alpha T, a []T, lda int, b []T, ldb int) {
	if !check.Trmm(s, ul, t, d, m, n, len(a), lda, len(b), ldb) {
		return
	}
	p := newCall()
	p.flag(flipSide(s))
	p.flag(flipUplo(ul))
	p.flag(byte(t))
	p.flag(byte(d))
	p.int(n)
	p.int(m)
	scalar(p, alpha)
	strided(p, a, lda)
	strided(p, b, ldb)
	l.level3(r, p, m*n*check.Order(s, m, n)/2)
}

func syrk[T blas.Scalar, R float](l *routines[T, R], ul gonum.Uplo, t gonum.Transpose, n, k int, alpha T, a []T, lda int, beta T, c []T, ldc int) {
	rankK(l, rSyrk, ul, t, 'T', n, k, alpha, a, lda, beta, c, ldc)
}

func herk[T blas.Scalar, R float](l *routines[T, R], ul gonum.Uplo, t gonum.Transpose, n, k int, alpha R, a []T, lda int, beta R, c []T, ldc int) {
	rankK(l, rHerk, ul, t, 'C', n, k, alpha, a, lda, beta, c, ldc)
}

// rankK: C^T = alpha*(A^T)^T*A^T + beta*C^T for C = alpha*A*A^T + beta*C, and with H for T, for conj(A)*A^T is
// (A^T)^H*A^T.
func rankK[T blas.Scalar, R float, S blas.Scalar](l *routines[T, R], r routine, ul gonum.Uplo, t gonum.Transpose, turned byte, n, k int, alpha S, a []T, lda int, beta S, c []T, ldc int) {
	if !check.Syrk(isComplex[T](), turned == 'C', ul, t, n, k, len(a), lda, len(c), ldc) || (alpha == 0 || k == 0) && beta == 1 {
		return
	}
	p := newCall()
	p.flag(flipUplo(ul))
	p.flag(flipRank(t, turned))
	p.int(n)
	p.int(k)
	scalar(p, alpha)
	strided(p, a, lda)
	scalar(p, beta)
	strided(p, c, ldc)
	l.level3(r, p, n*n*k/2)
}

func flipRank(t gonum.Transpose, turned byte) byte {
	if t == gonum.NoTrans {
		return turned
	}
	return 'N'
}

func syr2k[T blas.Scalar, R float](l *routines[T, R], ul gonum.Uplo, t gonum.Transpose, n, k int, alpha T, a []T, lda int, b []T, ldb int, beta T, c []T, ldc int) {
	rank2K(l, rSyr2k, ul, t, 'T', n, k, alpha, a, lda, b, ldb, beta, c, ldc)
}

func her2k[T blas.Scalar, R float](l *routines[T, R], ul gonum.Uplo, t gonum.Transpose, n, k int, alpha T, a []T, lda int, b []T, ldb int, beta R, c []T, ldc int) {
	rank2K(l, rHer2k, ul, t, 'C', n, k, alpha, a, lda, b, ldb, beta, c, ldc)
}

// rank2K: for C = alpha*A*B^H + conj(alpha)*B*A^H + beta*C, C^T = alpha*(B^T)^H*A^T + conj(alpha)*(A^T)^H*B^T +
// beta*C^T, so A and B change places.
func rank2K[T blas.Scalar, R float, S blas.Scalar](l *routines[T, R], r routine, ul gonum.Uplo, t gonum.Transpose, turned byte, n, k int, alpha T, a []T, lda int, b []T, ldb int, beta S, c []T, ldc int) {
	if !check.Syr2k(isComplex[T](), turned == 'C', ul, t, n, k, len(a), lda, len(b), ldb, len(c), ldc) || (alpha == 0 || k == 0) && beta == 1 {
		return
	}
	p := newCall()
	p.flag(flipUplo(ul))
	p.flag(flipRank(t, turned))
	p.int(n)
	p.int(k)
	scalar(p, alpha)
	strided(p, b, ldb)
	strided(p, a, lda)
	scalar(p, beta)
	strided(p, c, ldc)
	l.level3(r, p, n*n*k)
}
