package kernels

import (
	"math"
	"strings"
	"sync/atomic"
	"unsafe"
)

// hugeBytes is the size from which on Make asks for huge pages. It is less than one has:
// slices follow one another in memory, and what the collector frees becomes part of larger
// ones, for which pages that were touched as small ones stay small.
const hugeBytes = 128 << 10

// overwriteBytes is the size from which on MakeForOverwrite does not clear.
const overwriteBytes = 1 << 10

const (
	// colouredBytes is the size from which on slices begin at different places in a page,
	// which takes up to 68 KB of each.
	colouredBytes = 1 << 20
	// colours is how many places in a page slices of Make begin at, one after the
	// other, and colourBytes how far these are apart: a page and two cache lines.
	colours     = 16
	colourBytes = 4096 + 128
)

var colour atomic.Uint32

// Make returns n zero values, as make([]T, n) does. From 128 KB on it asks the
// system to back them by huge pages, where the system does so for those that ask
// (on Linux /sys/kernel/mm/transparent_hugepage/enabled says "madvise" then, the
// default). Kernels read memory past the caches up to 1.7 times as fast there,
// since fewer addresses have to be translated and prefetchers stop at the end of
// a page; the first touch takes a quarter of the time. From 1 MB on slices begin at different
// places in a page: equal elements of several, as loops read them together, would
// otherwise compete for the same few lines of the caches. It panics as make does if n is
// negative or too large.
func Make[T any](n int) []T {
	size := unsafe.Sizeof(*new(T))
	if n < 0 || size == 0 || uintptr(n) < hugeBytes/size {
		return make([]T, n)
	}
	first := nextColour(size, n)
	s := make([]T, first+n)
	adviseHuge(unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(s))), uintptr(len(s))*size))
	return s[first:]
}

// nextColour returns how many elements of so many bytes are before the next slice, of n.
func nextColour(size uintptr, n int) int {
	if uintptr(n) < colouredBytes/size {
		return 0
	}
	return int(colour.Add(1)%colours) * int((colourBytes+size-1)/size)
}

// MakeForOverwrite is [Make] without clearing: the values are anything, bools not even
// true or false, until they are written. What fills a slice anyway saves a pass over
// memory that is seldom in a cache. Short slices are cleared, where that costs less.
func MakeForOverwrite[T Element](n int) []T {
	size := unsafe.Sizeof(*new(T))
	if n < 0 || uintptr(n) < overwriteBytes/size || uintptr(n) > math.MaxInt/(2*size) {
		return Make[T](n) // which panics if n is out of range
	}
	first, huge := 0, uintptr(n) >= hugeBytes/size
	if huge {
		first = nextColour(size, n)
	}
	// Among what the standard library exports, only memory for a string is not cleared.
	var b strings.Builder
	b.Grow((first + n) * int(size))
	b.WriteByte(0)
	memory := unsafe.Slice((*T)(unsafe.Pointer(unsafe.StringData(b.String()))), first+n)
	if huge {
		adviseHuge(unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(memory))), b.Cap()))
	}
	return memory[first:]
}
