package blas

import (
	"github.com/klauspost/cpuid/v2"
	"github.com/lanewise/lanewise/blas/internal/check"
	"github.com/lanewise/lanewise/kernels"
)

// GemmBFloat16 sets C = alpha*op(A)*op(B) + beta*C as [Gemm] does, for matrices A and
// B of bfloat16 and C of float32: op(A) is m×k, op(B) k×n and C m×n; ConjTrans is
// Trans. Elements of A and B are the bits of bfloat16, which are the upper half of a
// float32's. beta = 0, alpha = 0, misuse and overlaps are as there.
//
// Products are exact unless they leave the range of float32, and summed in float32.
// With S = |alpha|*sum(|a[i,l]*b[l,j]|) + |beta*c[i,j]|, the error of an element is at
// most (k+2)*2⁻²⁴*S, to first order; where every sum of some of its terms is a float32,
// there is none. Infinities and NaN propagate as in sums of products. An element has the
// same bits for every number of threads; they may differ between levels and processors,
// within that bound.
//
// Beware of numbers below 2⁻¹²⁶: AMD's processors with AVX512_BF16, at the level AVX512,
// take elements of A and B that are so small for 0, and make sums of products that are so
// small 0. That adds to the error at most |alpha|*2⁻¹²⁶*sum(|a[i,l]| + |b[l,j]| + 2).
// Nothing else does so.
//
// On those processors VDPBF16PS sums the products of pairs. Everywhere else A and B are
// packed as float32 for the kernels of Gemm: there the gain is memory, not speed.
func GemmBFloat16[E ~uint16](transA, transB Transpose, m, n, k int, alpha float32, a []E, lda int, b []E, ldb int, beta float32, c []float32, ldc int) {
	if !check.Gemm(transA, transB, m, n, k, len(a), lda, len(b), ldb, len(c), ldc) {
		return
	}
	if alpha == 0 || k == 0 {
		if beta != 1 {
			scaleAll(beta, whole, c, ldc, m, n)
		}
		return
	}
	p := newProduct[float32]()
	defer p.release()
	p.c, p.ldc, p.m, p.n, p.k = c, ldc, m, n, k
	p.alpha, p.beta, p.grouped = alpha, beta, *blocksOf[float32]()
	group := 1
	if pairKernels && p.grouped.level == kernels.AVX512 {
		group, p.grouped.kind = 2, kindPairs
	}
	p.setNarrow(group, 2, transA, bytesOf(a), lda, transB, bytesOf(b), ldb)
	p.multiply()
}

// pairKernels says whether kernels of kindPairs run and pay: where VDPBF16PS takes less
// than two multiply-adds, which sum as many products. Zen 4 is reported to take one; an
// Emerald Rapids of Intel's was measured to take four.
var pairKernels = cpuid.CPU.Supports(cpuid.AVX512BF16) && cpuid.CPU.VendorID == cpuid.AMD
