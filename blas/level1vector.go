package blas

import (
	"context"
	"sync"
	"unsafe"

	"github.com/lanewise/lanewise/kernels"
	"github.com/lanewise/lanewise/threadctl"
)

const (
	// block is how many elements of strided vectors are brought into a row at a
	// time.
	block = 512
	// grain is the bytes that a thread takes of each vector at a time, some 10 us
	// of work in memory, and threaded the bytes of a vector, more than a
	// second-level cache has, from which on threads share it.
	grain    = 256 << 10
	threaded = 1 << 20
)

// vector is an operand of BLAS: element i is at[i*inc] or, if inc is negative,
// at[(n-1-i)*-inc].
type vector[T Scalar] struct {
	at  []T
	n   int
	inc int
}

func newVector[T Scalar](n int, x []T, inc int) vector[T] {
	return vector[T]{x[:(n-1)*max(inc, -inc)+1], n, inc}
}

// row returns elements lo to hi-1, which must lie in a row.
func (v *vector[T]) row(lo, hi int) []T { return v.at[lo:hi:hi] }

// load returns elements lo to hi-1 in a row: where they are, or copied to buf.
func (v *vector[T]) load(lo, hi int, buf []T) []T {
	if v.inc == 1 {
		return v.row(lo, hi)
	}
	buf = buf[:hi-lo]
	at, step := v.start(lo)
	if len(buf) > few && v.inc > 0 {
		kernels.CopyStrided(buf, 1, v.at[at:], step, len(buf))
		return buf
	}
	for i := range buf {
		buf[i] = v.at[at]
		at += step
	}
	return buf
}

// store puts what load returned back in its place.
func (v *vector[T]) store(lo int, row []T) {
	if v.inc == 1 {
		return
	}
	at, step := v.start(lo)
	if len(row) > few && v.inc > 0 {
		kernels.CopyStrided(v.at[at:], step, row, 1, len(row))
		return
	}
	for _, x := range row {
		v.at[at] = x
		at += step
	}
}

// few is the number of elements up to which a loop copies them as fast as
// kernels.CopyStrided, which has its arguments to look at first.
const few = 32

// start returns the index of an element, and the step to the next one.
func (v *vector[T]) start(i int) (at, step int) {
	if v.inc < 0 {
		return (v.n - 1 - i) * -v.inc, v.inc
	}
	return i * v.inc, v.inc
}

// scratch is memory for vectors in a row, which later calls use again. Its zero value
// has none yet.
type scratch struct {
	*memory
	free []complex128 // what no vector of this call has
}

type memory struct{ words []complex128 }

var memories = sync.Pool{New: func() any { return new(memory) }}

// done gives the memory back. What is as long as vectors in main memory goes to
// the collector.
func (s *scratch) done() {
	if s.memory != nil && len(s.words)*16 <= 16<<20 {
		memories.Put(s.memory)
	}
}

// room returns n elements that hold anything.
func room[T Scalar](s *scratch, n int) []T {
	if s.memory == nil {
		s.memory = memories.Get().(*memory)
		s.free = s.words
	}
	words := (n*sizeOf[T]() + 63) / 64 * 4
	if words > len(s.free) {
		s.words = make([]complex128, max(words, 2*len(s.words), 1024))
		s.free = s.words
	}
	v := unsafe.Slice((*T)(unsafe.Pointer(unsafe.SliceData(s.free))), n)
	s.free = s.free[words:]
	return v
}

// contiguous returns the elements of v in a row, in scratch memory unless they
// are.
func contiguous[T Scalar](s *scratch, v vector[T]) []T {
	if v.inc == 1 {
		return v.row(0, v.n)
	}
	return v.load(0, v.n, room[T](s, v.n))
}

// isLarge reports whether threads should share a loop over n elements.
func isLarge[T Scalar](n int) bool { return n*sizeOf[T]() >= threaded }

// split runs body on parts of n elements, whose borders depend on n only.
func split[T Scalar](n int, body func(lo, hi int)) {
	_ = threadctl.For(context.Background(), n, grain/sizeOf[T](), body)
}

// buffers returns memory for blocks of vectors that do not lie in a row.
func buffers[T Scalar](s *scratch, x, y vector[T]) (a, b []T) {
	if x.inc != 1 {
		a = room[T](s, block)
	}
	if y.inc != 1 {
		b = room[T](s, block)
	}
	return a, b
}

// stepOf returns how many elements of two vectors go to a kernel at once: as many as
// it may run for, or a block where they are brought into a row.
func stepOf[T Scalar](x, y vector[T]) int {
	if x.inc == 1 && y.inc == 1 {
		return longLeaf
	}
	return block
}
