package ndarray

import (
	"sync"
	"unsafe"
)

// A buffer is scratch memory from a pool. It holds no pointers.
type buffer struct{ words []complex128 }

var buffers = sync.Pool{New: func() any { return new(buffer) }}

// borrow returns a buffer of at least some bytes, of any contents, until release.
func borrow(bytes int) *buffer {
	b := buffers.Get().(*buffer)
	if n := (bytes + 15) / 16; n > len(b.words) {
		b.words = make([]complex128, n)
	}
	return b
}

func (b *buffer) release() { buffers.Put(b) }

// borrowed returns the first n elements of a buffer as another type, which holds
// no pointers.
func borrowed[T any](b *buffer, n int) []T {
	if n == 0 {
		return nil
	}
	return unsafe.Slice((*T)(unsafe.Pointer(&b.words[0])), n)
}
