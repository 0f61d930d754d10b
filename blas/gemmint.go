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
// at the level AVX512, and in plain Go elsewhere.
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
	p, ok := intProducts.Get().(*intProduct)
	if !ok {
		p = new(intProduct)
	}
	defer p.release()
	p.m, p.n, p.k, p.c, p.ldc, p.flip = m, n, k, c, ldc, 0
	p.rowB, p.colB = ldb, 1
	if transB != NoTrans {
		p.rowB, p.colB = 1, ldb
	}
	p.rowA, p.colA = lda, 1
	if transA != NoTrans {
		p.rowA, p.colA = 1, lda
	}
	p.a, p.b = unsafe.Slice((*uint8)(unsafe.Pointer(unsafe.SliceData(a))), len(a)), b
	if ^A(0) < 0 { // signed: 128 more each, which the sums of B's columns make up for
		p.flip = 0x80
	}
	if kernels.Active() == kernels.AVX512 && cpuid.CPU.Supports(cpuid.AVX512VNNI) {
		p.multiply()
		return
	}
	threadctl.For(context.Background(), m, max(parallelBytes/(n*k), 1), p.rowsGo)
}

// parallelBytes is the number of products of bytes in a chunk.
const parallelBytes = 1 << 21

// intProduct is C += A*B at work. Four elements of a row of A, and of a column of B,
// lie side by side in 32 bits when they are packed.
type intProduct struct {
	m, n, k    int
	a          []uint8
	rowA, colA int
	flip       uint8 // is added to elements of A, without carry
	b          []int8
	rowB, colB int
	c          []int32
	ldc        int
	s          blocks

	j0, nc, l0, kc int // the block at work
	packed         []uint32
	sums           []int32 // of the columns of B's block, if flip is set
}

// intProducts keeps those that are not in use, with their memory.
var intProducts sync.Pool

func (p *intProduct) release() {
	p.a, p.b, p.c = nil, nil, nil
	intProducts.Put(p)
}

// multiply goes the way of product.multiply; s counts 32 bits as an element.
func (p *intProduct) multiply() {
	p.s = *blocksOf[float32]()
	p.s.kind = kindBytes
	most := 4 * p.s.kc
	for p.j0 = 0; p.j0 < p.n; p.j0 += p.nc {
		p.nc = min(p.s.nc, p.n-p.j0)
		for p.l0 = 0; p.l0 < p.k; p.l0 += p.kc {
			p.kc = min(most, p.k-p.l0)
			p.packed = grow(p.packed, (p.nc+p.s.nr-1)/p.s.nr*p.s.nr*p.groups())
			p.sums = grow(p.sums, p.nc)
			threadctl.For(context.Background(), p.nc, p.s.nr, p.packB)
			threadctl.For(context.Background(), p.m, p.s.mc, p.rows)
		}
	}
}

// groups returns how many times four elements the block of k has.
func (p *intProduct) groups() int { return (p.kc + 3) / 4 }

// packB packs a panel, columns lo to hi of the block.
func (p *intProduct) packB(lo, hi int) {
	groups, nr := p.groups(), p.s.nr
	dst, sums := p.packed[lo*groups:], p.sums[lo:hi]
	clear(sums)
	b := p.b[(p.j0+lo)*p.colB+p.l0*p.rowB:]
	for g := range groups {
		row, left := dst[g*nr:][:hi-lo], p.kc-4*g
		if p.colB == 1 && left >= 4 {
			joinRows(row, sums, b[4*g*p.rowB:], p.rowB)
			continue
		}
		for j := range row {
			row[j] = joinBytes(b[j*p.colB+4*g*p.rowB:], p.rowB, left)
			sums[j] += byteSum(row[j])
		}
	}
}

// joinRows packs four rows, and adds their elements to sums.
func joinRows(dst []uint32, sums []int32, b []int8, stride int) {
	n := len(dst)
	b0, b1, b2, b3 := b[:n], b[stride:][:n], b[2*stride:][:n], b[3*stride:][:n]
	sums = sums[:n]
	for j := range dst {
		w, x, y, z := b0[j], b1[j], b2[j], b3[j]
		dst[j] = uint32(uint8(w)) | uint32(uint8(x))<<8 | uint32(uint8(y))<<16 | uint32(uint8(z))<<24
		sums[j] += int32(w) + int32(x) + int32(y) + int32(z)
	}
}

// joinBytes returns four elements, or those that are left and zeros.
func joinBytes[E uint8 | int8](s []E, stride, left int) (word uint32) {
	if stride == 1 && left >= 4 {
		s = s[:4]
		return uint32(uint8(s[0])) | uint32(uint8(s[1]))<<8 | uint32(uint8(s[2]))<<16 | uint32(uint8(s[3]))<<24
	}
	for l := range min(left, 4) {
		word |= uint32(uint8(s[l*stride])) << (8 * l)
	}
	return word
}

// byteSum adds four signed bytes.
func byteSum(w uint32) int32 {
	return int32(int8(w)) + int32(int8(w>>8)) + int32(int8(w>>16)) + int32(int8(w>>24))
}

// rows computes rows lo to hi of the block.
func (p *intProduct) rows(lo, hi int) {
	groups := p.groups()
	w := newWorkspace[float32]()
	defer w.release()
	w.a = grow(w.a, (hi-lo)*groups)
	words := unsafe.Slice((*uint32)(unsafe.Pointer(&w.a[0])), (hi-lo)*groups)
	for i := lo; i < hi; i++ {
		p.packRow(words[(i-lo)*groups:][:groups], i)
		if row := p.c[i*p.ldc+p.j0:]; p.flip != 0 {
			for j, sum := range p.sums[:p.nc] {
				row[j] -= 128 * sum
			}
		}
	}
	t := &w.t
	t.rows, t.k, t.rowA, t.stepA, t.ldb, t.ldc, t.add = hi-lo, groups, groups, 1, p.s.nr, p.ldc, 1
	for j := 0; j < p.nc; j += p.s.nr {
		t.cols = min(p.s.nr, p.nc-j)
		t.a, t.b = &w.a[0], (*float32)(unsafe.Pointer(&p.packed[j*groups]))
		t.c = (*float32)(unsafe.Pointer(&p.c[lo*p.ldc+p.j0+j]))
		t.aheadStep = 0
		t.run(&p.s)
	}
}

// packRow packs a row of A's block; what lacks at the end are zeros in B.
func (p *intProduct) packRow(dst []uint32, i int) {
	row, flip := p.a[i*p.rowA+p.l0*p.colA:], uint32(p.flip)*0x01010101
	for g := range dst {
		dst[g] = joinBytes(row[4*g*p.colA:], p.colA, p.kc-4*g) ^ flip
	}
}

// rowsGo computes rows lo to hi in portable Go.
func (p *intProduct) rowsGo(lo, hi int) {
	for i := lo; i < hi; i++ {
		row := p.c[i*p.ldc:][:p.n]
		for l := range p.k {
			v := int32(p.a[i*p.rowA+l*p.colA])
			if p.flip != 0 {
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
