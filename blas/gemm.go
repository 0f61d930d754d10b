package blas

import (
	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/blas32"
	"gonum.org/v1/gonum/blas/blas64"
	"gonum.org/v1/gonum/blas/cblas128"
	"gonum.org/v1/gonum/blas/cblas64"
)

// Transpose says how an operand of a product is used, in gonum's constants.
type Transpose = blas.Transpose

const (
	NoTrans   = blas.NoTrans   // as it is
	Trans     = blas.Trans     // transposed
	ConjTrans = blas.ConjTrans // transposed and conjugated
)

// Scalar is the constraint of the element types of BLAS.
type Scalar interface {
	float32 | float64 | complex64 | complex128
}

// Gemm sets C = alpha*op(A)*op(B) + beta*C, where op is what transA and transB
// say, op(A) is m×k, op(B) k×n and C m×n. Matrices are in row-major order: row i
// of A begins at a[i*lda]. With beta = 0, C is only written.
//
// It is computed by what is installed as gonum's BLAS of that type, by default
// gonum itself, which takes a zero in A times an infinity or NaN in B for 0.
// Misuse panics as it does there: lda, ldb or ldc below the length of a row, slices
// that are too short, a negative length. C must not overlap A or B.
func Gemm[T Scalar](transA, transB Transpose, m, n, k int, alpha T, a []T, lda int, b []T, ldb int, beta T, c []T, ldc int) {
	switch a := any(a).(type) {
	case []float64:
		blas64.Implementation().Dgemm(transA, transB, m, n, k, any(alpha).(float64), a, lda, any(b).([]float64), ldb,
			any(beta).(float64), any(c).([]float64), ldc)
	case []float32:
		blas32.Implementation().Sgemm(transA, transB, m, n, k, any(alpha).(float32), a, lda, any(b).([]float32), ldb,
			any(beta).(float32), any(c).([]float32), ldc)
	case []complex128:
		cblas128.Implementation().Zgemm(transA, transB, m, n, k, any(alpha).(complex128), a, lda, any(b).([]complex128), ldb,
			any(beta).(complex128), any(c).([]complex128), ldc)
	case []complex64:
		cblas64.Implementation().Cgemm(transA, transB, m, n, k, any(alpha).(complex64), a, lda, any(b).([]complex64), ldb,
			any(beta).(complex64), any(c).([]complex64), ldc)
	}
}
