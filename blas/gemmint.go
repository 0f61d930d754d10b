package blas

import (
	"context"
	"sync"
	"unsafe"

	"github.com/klauspost/cpuid/v2"
	"github.com/lanewise/lanewise/blas/internal/check"
	"github.com/lanewise/lanewise/kernels"
	"github.com/lanewise/lanewise/threadctl"
)

// GemmInt8 sets C = op(A)*op(B), or C += op(A)*op(B) if add is set, for matrices of
// bytes and sums of 32 bits, which are exact: they wrap around beyond. op(A) is m×k,
// op(B) k×n and C m×n; ConjTrans is Trans. Misuse panics as in [Gemm]. C must not
// overlap A or B.
//
// It runs on the dot products of four bytes that processors with AVX-512 VNNI have,
// at the level AVX512, and in plain Go elsewhere. Large products are shared among threads.
func GemmInt8[A uint8 | int8](transA, transB Transpose, m, n, k int, a []A, lda int, b []int8, ldb int, add bool, c []int32, ldc int) {
	if !check.Gemm(transA, transB, m, n, k, len(a), lda, len(b), ldb, len(c), ldc) {
		return
	}
	if !add {
		for i := range m {
			clear(c[i*ldc:][:n])
		}
	}
	if k == 0 {
		return
	}
	signed := ^A(0) < 0
	if kernels.Active() == kernels.AVX512 && cpuid.CPU.Supports(cpuid.AVX512VNNI) {
		multiplyBytes(signed, transA, transB, m, n, k, bytesOf(a), lda, bytesOf(b), ldb, c, ldc)
		return
	}
	p, ok := intProducts.Get().(*intProduct)
	if !ok {
		p = new(intProduct)
		p.loop = p.rows
	}
	defer p.release()
	p.n, p.k, p.c, p.ldc, p.signed = n, k, c, ldc, signed
	p.rowB, p.colB = ldb, 1
	if transB != NoTrans {
		p.rowB, p.colB = 1, ldb
	}
	p.rowA, p.colA = lda, 1
	if transA != NoTrans {
		p.rowA, p.colA = 1, lda
	}
	p.a, p.b = bytesOf(a), b
	threadctl.For(context.Background(), m, max(parallelBytes/(n*k), 1), p.loop)
}

// multiplyBytes adds to C. The kernel has no use for alpha, nor for what type C is of.
func multiplyBytes(signed bool, transA, transB Transpose, m, n, k int, a []byte, lda int, b []byte, ldb int, c []int32, ldc int) {
	p := newProduct[float32]()
	defer p.release()
	p.c, p.ldc, p.m, p.n, p.k = unsafe.Slice((*float32)(unsafe.Pointer(unsafe.SliceData(c))), len(c)), ldc, m, n, k
	p.alpha, p.beta, p.grouped, p.signed = 1, 1, *blocksOf[float32](), signed
	p.grouped.kind = kindBytes
	p.setNarrow(4, 1, transA, a, lda, transB, b, ldb)
	if signed {
		p.narrow[0].flip = bias
		p.sums = grow(p.sums, min(n, p.s.nc))
	}
	p.multiply()
}

// bias is four bytes that are 128, by which packed elements of A exceed signed ones.
var bias uint32 = 0x80808080

// sumPanel sets sums to what the columns of a packed panel of B give with a row of A that
// is 128: so much too large are elements of a signed A when they are packed.
func (p *product[T]) sumPanel(packed []T, sums []int32) {
	t := tile[T]{a: (*T)(unsafe.Pointer(&bias)), b: &packed[0], c: (*T)(unsafe.Pointer(&sums[0])),
		rows: 1, cols: len(sums), k: p.kc, ldb: p.s.nr, ldc: p.s.nr}
	t.run(p.s)
}

// subtractSums subtracts the sums of the block at work from rows of C.
func (p *product[T]) subtractSums(lo, hi, j, cols int) {
	for i := lo; i < hi; i++ {
		row := unsafe.Slice((*int32)(unsafe.Pointer(&p.c[i*p.ldc+j])), cols)
		kernels.SubI32(row, row, p.sums[j-p.j0:][:cols])
	}
}

// parallelBytes is the number of products of bytes in a chunk.
const parallelBytes = 1 << 21

// intProduct is C += A*B at work in portable Go.
type intProduct struct {
	n, k       int
	a          []uint8
	rowA, colA int
	signed     bool // elements of A are
	b          []int8
	rowB, colB int
	c          []int32
	ldc        int
	loop       func(lo, hi int) // rows
}

// intProducts keeps those that are not in use.
var intProducts sync.Pool

func (p *intProduct) release() {
	p.a, p.b, p.c = nil, nil, nil
	intProducts.Put(p)
}

// rows computes rows lo to hi.
func (p *intProduct) rows(lo, hi int) {
	for i := lo; i < hi; i++ {
		row := p.c[i*p.ldc:][:p.n]
		for l := range p.k {
			v := int32(p.a[i*p.rowA+l*p.colA])
			if p.signed {
				v = int32(int8(v))
			}
			b := p.b[l*p.rowB:]
			if p.colB == 1 {
				for j, x := range b[:p.n] {
					row[j] += v * int32(x)
				}
				continue
			}
			for j := range row {
				row[j] += v * int32(b[j*p.colB])
			}
		}
	}
}
