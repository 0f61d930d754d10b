package blas

import (
	"unsafe"

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
// On those processors products of pairs are summed by VDPBF16PS, twice as many in a
// cycle as float32 has. Everywhere else A and B are packed as float32 for the kernels of
// Gemm: there the gain is memory, not speed.
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
	p.alpha, p.beta, p.area, p.s = alpha, beta, whole, blocksOf[float32]()
	p.directA, p.directB = false, false
	pairs := pairKernels && kernels.Active() == kernels.AVX512
	if pairs {
		p.pairs = *p.s
		p.pairs.kind = kindPairs
		p.s, p.k = &p.pairs, (k+1)/2
	}
	p.bf16[0] = bf16Matrix{s: bitsOf(a), ld: lda, columns: transA != NoTrans, along: transA == NoTrans, pairs: pairs, k: k}
	p.bf16[1] = bf16Matrix{s: bitsOf(b), ld: ldb, columns: transB != NoTrans, along: transB != NoTrans, pairs: pairs, k: k}
	p.a.bf16, p.b.bf16 = &p.bf16[0], &p.bf16[1]
	p.multiply()
}

// pairKernels says whether kernels of kindPairs run and pay. On AMD's processors
// VDPBF16PS takes as long as a multiply-add, which sums half as many products. Intel's
// take four times as long from Sapphire Rapids on, where half the speed is left.
var pairKernels = cpuid.CPU.Supports(cpuid.AVX512BF16) && cpuid.CPU.VendorID == cpuid.AMD

// bitsOf returns s as integers of 16 bits.
func bitsOf[E ~uint16](s []E) []uint16 {
	return unsafe.Slice((*uint16)(unsafe.Pointer(unsafe.SliceData(s))), len(s))
}

// bf16Matrix is an operand of elements of 16 bits, which lie in lines ld elements apart:
// rows or columns. They become elements of 32 bits when they are packed: float32, or
// pairs of neighbours in k, of which the last one's partner is 0 if k is odd. Then
// rows and columns are counted in pairs in the direction of k.
type bf16Matrix struct {
	s       []uint16
	ld      int
	columns bool // lines are columns
	along   bool // k runs along lines
	pairs   bool
	k       int
}

// pack is pack for an operand.
func (x *bf16Matrix) pack(dst []float32, ld, i, rows, j, cols int) {
	if !x.columns {
		x.lines(dst, ld, i, rows, j, cols)
		return
	}
	x.packColumns(dst, ld, i, rows, j, cols)
}

// packColumns transposes lines in pieces that stay in the first cache.
func (x *bf16Matrix) packColumns(dst []float32, ld, i, rows, j, cols int) {
	const most, length = 16, 128
	var buf [most * length]float32
	for c := 0; c < cols; c += most {
		for r := 0; r < rows; r += length {
			count, n := min(most, cols-c), min(length, rows-r)
			x.lines(buf[:], length, j+c, count, i+r, n)
			copyBlock(dst[r*ld+c:], ld, buf[:], 1, length, n, count)
		}
	}
}

// lines packs n elements of some lines, in rows ld elements apart.
func (x *bf16Matrix) lines(dst []float32, ld, line, count, from, n int) {
	words := unsafe.Slice((*uint32)(unsafe.Pointer(unsafe.SliceData(dst))), len(dst))
	switch {
	case !x.pairs:
		widenHalves(words, ld, nil, x.s[line*x.ld+from:], x.ld, count, n)
	case x.along:
		for r := range count {
			row := words[r*ld:][:n]
			row[n-1] = 0
			end := min(2*(from+n), x.k)
			copy(unsafe.Slice((*uint16)(unsafe.Pointer(&row[0])), 2*n), x.s[(line+r)*x.ld:][2*from:end])
		}
	default:
		low, pairs := x.s[2*line*x.ld+from:], min(count, x.k/2-line)
		if pairs > 0 {
			widenHalves(words, ld, low, low[x.ld:], 2*x.ld, pairs, n)
		}
		if pairs < count {
			for i, v := range low[2*pairs*x.ld:][:n] {
				words[pairs*ld+i] = uint32(v)
			}
		}
	}
}

// widenHalves sets rows of n elements to their halves, of which the lower ones are 0 if
// low is nil. Nothing is empty.
func widenHalves(dst []uint32, ld int, low, high []uint16, stride, rows, n int) {
	_, _ = dst[(rows-1)*ld+n-1], high[(rows-1)*stride+n-1] // which lies behind all of low
	s := blocksOf[float32]()
	whole := n &^ (s.lanes - 1)
	if whole > 0 && !widenHalvesAsm(s.level, (*byte)(unsafe.Pointer(&dst[0])), ld,
		(*byte)(unsafe.Pointer(unsafe.SliceData(low))), (*byte)(unsafe.Pointer(&high[0])), stride, rows, whole) {
		whole = 0
	}
	if whole == n {
		return
	}
	for r := range rows {
		row, upper := dst[r*ld:][whole:n], high[r*stride:][whole:n]
		for i, v := range upper {
			row[i] = uint32(v) << 16
		}
		if low != nil {
			for i, v := range low[r*stride:][whole:n] {
				row[i] |= uint32(v)
			}
		}
	}
}
