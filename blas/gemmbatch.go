package blas

import (
	"context"

	"github.com/lanewise/lanewise/blas/internal/check"
	"github.com/lanewise/lanewise/threadctl"
)

const (
	badBatch   = "blas: operands of a batch differ in number"
	badCount   = "blas: count of a batch < 0"
	badStrideA = "blas: stride of A < 0"
	badStrideB = "blas: stride of B < 0"
	badStrideC = "blas: stride of C below the length of a matrix"
)

// Gemmt sets the triangle uplo of the n×n matrix C to that of alpha*op(A)*op(B) +
// beta*C, op(A) being n×k and op(B) k×n; the rest of C is neither read nor written.
// It is for products known to be symmetric or Hermitian, as A*D*Aᵀ, at half the work
// of [Gemm], which it is like otherwise.
func Gemmt[T Scalar](uplo Uplo, transA, transB Transpose, n, k int, alpha T, a []T, lda int, b []T, ldb int, beta T, c []T, ldc int) {
	check.Uplo(uplo)
	if !check.Gemm(transA, transB, n, n, k, len(a), lda, len(b), ldb, len(c), ldc) {
		return
	}
	if alpha == 0 || k == 0 {
		if beta != 1 {
			scaleAll(beta, areaOf(uplo), c, ldc, n, n)
		}
		return
	}
	x, y := newOperand(transA, a, lda), newOperand(transB, b, ldb)
	multiply(areaOf(uplo), n, n, k, alpha, &x, &y, beta, c, ldc)
}

// GemmBatch is [Gemm] for many matrices of one shape: for each i, C[i] becomes
// alpha*op(A[i])*op(B[i]) + beta*C[i]. Threads share the batch. It panics as Gemm
// does, before any write, and if a, b and c differ in length. No C[i] may overlap
// another matrix; those of a and b may be the same many times.
func GemmBatch[T Scalar](transA, transB Transpose, m, n, k int, alpha T, a [][]T, lda int, b [][]T, ldb int, beta T, c [][]T, ldc int) {
	check.GemmShape(transA, transB, m, n, k, lda, ldb, ldc)
	if len(a) != len(b) || len(b) != len(c) {
		panic(badBatch)
	}
	if m == 0 || n == 0 {
		return
	}
	for i := range a {
		check.GemmSlices(transA, transB, m, n, k, len(a[i]), lda, len(b[i]), ldb, len(c[i]), ldc)
	}
	threadctl.For(context.Background(), len(a), batchGrain(m, n, k), func(lo, hi int) {
		for i := lo; i < hi; i++ {
			Gemm(transA, transB, m, n, k, alpha, a[i], lda, b[i], ldb, beta, c[i], ldc)
		}
	})
}

// GemmBatchStrided is [GemmBatch] for count matrices whose beginnings are strideA,
// strideB and strideC elements apart. A stride of 0 takes the same A or B for all. It
// panics if count or a stride is negative, or strideC so short that matrices would
// overlap.
func GemmBatchStrided[T Scalar](transA, transB Transpose, m, n, k int, alpha T, a []T, lda, strideA int, b []T, ldb, strideB int, beta T, c []T, ldc, strideC, count int) {
	check.GemmShape(transA, transB, m, n, k, lda, ldb, ldc)
	switch {
	case count < 0:
		panic(badCount)
	case strideA < 0:
		panic(badStrideA)
	case strideB < 0:
		panic(badStrideB)
	}
	if m == 0 || n == 0 || count == 0 {
		return
	}
	if count > 1 && strideC < (m-1)*ldc+n {
		panic(badStrideC)
	}
	last := count - 1
	check.GemmSlices(transA, transB, m, n, k, len(a)-last*strideA, lda, len(b)-last*strideB, ldb, len(c)-last*strideC, ldc)
	threadctl.For(context.Background(), count, batchGrain(m, n, k), func(lo, hi int) {
		for i := lo; i < hi; i++ {
			Gemm(transA, transB, m, n, k, alpha, a[i*strideA:], lda, b[i*strideB:], ldb, beta, c[i*strideC:], ldc)
		}
	})
}

// batchGrain returns how many products make a chunk.
func batchGrain(m, n, k int) int {
	const work = 1 << 20
	return max(work/max(m*n*k, 1), 1)
}
