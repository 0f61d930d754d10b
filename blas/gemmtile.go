package blas

import (
	"math/bits"
	"unsafe"

	"github.com/klauspost/cpuid/v2"
	"github.com/lanewise/lanewise/kernels"
)

// tile is one call of a micro-kernel: C = alpha*A*B, or C += alpha*A*B, for a
// panel of C with at most as many columns as a tile has, and any number of rows,
// which the kernel takes tile by tile. Strides count elements. Elements of A are
// read one by one, so that A may lie in any way; rows of B and C are contiguous.
// A kernel touches no element outside of the operands. Each element of C is one
// chain of fused sums in the order of k, whatever the tile that it is in.
//
// A kernel on complex elements takes the parts of A as two rows of numbers, and B
// as rows of numbers twice as long: with that, its loop is that of the real kernel.
// One row of sums holds Re(a)*(Re(b), Im(b)), the other Im(a)*(Re(b), Im(b)), and
// factors say how they make the product of the numbers or of conjugates.
//
// Assembly knows the offsets of the fields: see asm/gen/gemm.go.
type tile[T Scalar] struct {
	a, b, c          *T
	rows, cols       int // of C
	k                int
	rowA             int // from row to row of A
	stepA            int // from column to column of A
	ldb, ldc         int
	add              int     // 0: C is only written
	next, left, last uintptr // the kernel's own
	ahead            *T      // what it asks for, aheadStep bytes at a time, before it is needed
	aheadStep        int
	factors          [4]T // see setFactors
}

// setFactors puts alpha where kernels expect it. With complex elements and pairs p
// and q of sums, swapped(q) being q with its parts exchanged, a product is
// x = factors[2]*p + factors[3]*swapped(q), part by part, and what is added to C is
// factors[0]*x + factors[1]*swapped(x).
func (t *tile[T]) setFactors(alpha T, conjA, conjB bool) {
	switch f := any(&t.factors).(type) {
	case *[4]complex128:
		a := any(alpha).(complex128)
		f[0], f[1] = complex(real(a), real(a)), complex(-imag(a), imag(a))
		f[2], f[3] = signs(conjA, conjB)
	case *[4]complex64:
		a := any(alpha).(complex64)
		f[0], f[1] = complex(real(a), real(a)), complex(-imag(a), imag(a))
		p, q := signs(conjA, conjB)
		f[2], f[3] = complex64(p), complex64(q)
	default:
		t.factors[0] = alpha
	}
}

// signs returns factors 2 and 3 for the product of the numbers or of conjugates.
func signs(conjA, conjB bool) (p, q complex128) {
	switch {
	case conjA && conjB:
		return complex(1, -1), complex(-1, -1)
	case conjA:
		return complex(1, 1), complex(1, -1)
	case conjB:
		return complex(1, -1), complex(1, 1)
	}
	return complex(1, 1), complex(-1, 1)
}

// run calls the micro-kernel. It is a Go call between stays in assembly, at which
// the scheduler can stop the goroutine.
//
//go:noinline
func (t *tile[T]) run(s *blocks) {
	if t.aheadStep == 0 {
		t.ahead = t.b
	}
	last := s.lanes - 1 // lanes are a power of two
	vectors, over := (t.cols+last)>>s.shift, t.cols&last
	if over != 0 && !s.masks || !tileAsm(s.level, s.kind, vectors, over != 0, over != 0 && over <= s.lanes/2, (*byte)(unsafe.Pointer(t))) {
		tileGo(t)
	}
}

// kind numbers the element types.
type kind uint8

const (
	kindF32 kind = iota
	kindF64
	kindC64
	kindC128
	kinds
)

// Kernels for groups of neighbours in k that share the 32 bits of an element: two
// bfloat16, summed in float32, or four bytes, summed in int32. There are some at the
// level AVX512 only.
const (
	kindPairs = kinds + iota
	kindBytes
)

func kindOf[T Scalar]() kind {
	switch any(*new(T)).(type) {
	case float32:
		return kindF32
	case float64:
		return kindF64
	case complex64:
		return kindC64
	}
	return kindC128
}

func (k kind) bytes() int { return [kinds]int{4, 8, 8, 16}[k] }

// blocks are the sizes of blocks that belong to a micro-kernel, in elements. A
// tile has mr rows of nr columns. A panel of nr columns and kc rows of B stays in
// the first cache while mc rows of A, from the second, pass by; kc by nc elements
// of B are packed at once.
type blocks struct {
	level      kernels.Level
	kind       kind  // of the micro-kernel
	work       int   // products of numbers in one of elements
	page       int   // elements in a page of memory, less one
	masks      bool  // whether the kernel takes any number of columns
	right      bool  // whether there are kernels for triangles on the right
	lanes      int   // of a vector
	shift      uint8 // the logarithm of lanes
	mr, nr     int
	mc, kc, nc int
	direct     int // products of numbers up to which nothing is packed
	far        int // elements that take half of the second cache
	dotDepth   int // the least k of products that consist of dot products; 0 if there is no kernel
	share      int // products of numbers from which on threads share the work
}

// tileShape is what the micro-kernels of a level have in common: a tile has rows
// rows of numbers, which are half as many of complex elements, and as many vectors
// in a row.
type tileShape struct {
	bytes, rows, vectors int
	masks                bool
	right                bool // whether there are kernels for triangles on the right of real numbers
}

// portableShape is that of tileGo.
var portableShape = tileShape{bytes: 16, rows: 2, vectors: 1}

// blockTable holds the sizes for each level and element type.
var blockTable = func() (table [kernels.NEON + 1][kinds]blocks) {
	for l := range table {
		for k := range kinds {
			table[l][k] = newBlocks(kernels.Level(l), k, cacheOr(cpuid.CPU.Cache.L1D, 32<<10), cacheOr(cpuid.CPU.Cache.L2, 512<<10))
		}
	}
	return table
}()

// cacheOr returns the size of a cache, or what most processors have at least if it
// is not known.
func cacheOr(size, least int) int {
	if size <= 0 {
		return least
	}
	return size
}

// newBlocks chooses sizes by those of the first and the second cache.
func newBlocks(l kernels.Level, k kind, l1, l2 int) blocks {
	shape, ok := tileShapes[l]
	if !ok {
		shape = portableShape
	}
	s := blocks{level: l, kind: k, work: 1, page: 4096/k.bytes() - 1, masks: shape.masks, lanes: max(shape.bytes/k.bytes(), 1), mr: shape.rows}
	s.right = shape.right && k < kindC64
	if k >= kindC64 {
		s.mr /= 2
		s.work = 4
	}
	s.nr = s.lanes * shape.vectors
	s.shift = uint8(bits.TrailingZeros(uint(s.lanes)))
	// The panel of B may exceed the first cache: what falls out comes back from the second in time, and the fewer
	// blocks of k there are, the less often C is read and written.
	s.kc = min(max(l1*3/2/(s.nr*k.bytes())&^7, 64), 384)
	const panelWork, packedBytes = 1 << 20, 4 << 20 // the first in products of numbers, for a stay in assembly
	s.mc = max(min(l2/4/(s.kc*k.bytes()), panelWork/(s.kc*s.nr*s.work))/s.mr, 1) * s.mr
	s.nc = packedBytes / (s.kc * k.bytes()) / s.nr * s.nr
	s.share, s.direct, s.far = 3<<19, 1<<28, l2/2/k.bytes()
	if k <= kindF64 && dotTileCount(l) > 0 {
		s.dotDepth = 16 * s.lanes
	}
	return s
}

// width returns how many of the columns that are left the next panel has. One vector
// has too few sums to hide each other's latency: two panels share the columns then. The
// narrower panels come first, since a part of a vector costs least beside two whole ones.
func (s *blocks) width(left int) int {
	if left > s.nr && s.nr > 2*s.lanes && ((left+s.lanes-1)>>s.shift)%(s.nr>>s.shift) != 0 {
		return s.nr - s.lanes
	}
	return min(left, s.nr)
}

// blocksOf returns the sizes for elements of type T at the active level.
func blocksOf[T Scalar]() *blocks { return &blockTable[kernels.Active()][kindOf[T]()] }
