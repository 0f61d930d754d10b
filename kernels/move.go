package kernels

import (
	"unsafe"

	"github.com/klauspost/cpuid/v2"
)

// StreamBytes returns the length in bytes from which outputs are written with
// non-temporal stores by the kernels that only move elements: the size of the
// last-level cache, at most 32 MiB, or 16 MiB if it is unknown.
//
// Such stores go past the caches. They save reading each line of the output
// before it is overwritten, a third of a copy's traffic, but whoever reads the
// output next finds none of it in a cache. Measured copies, in GB/s read and
// written, ordinary and non-temporal: on a Zen 4 with 32 MiB of L3 and huge pages,
// 16 MiB 41 and 42, 32 MiB 27 and 38, 128 MiB 29 and 39; on two cores of a Xeon
// whose 300 MiB of L3 are shared with many others, 4 MiB 31 and 31, 8 MiB 26 and
// 28, 32 MiB 18 and 26, 128 MiB 19 and 31. Reversals and strided copies gain
// nothing at any length.
func StreamBytes() int { return streamBytes }

var streamBytes = chooseStreamBytes(cpuid.CPU.Cache.L3)

func chooseStreamBytes(l3 int) int {
	if l3 <= 0 {
		return 16 << 20
	}
	return min(l3, 32<<20) // a larger one is not one core's alone
}

const (
	// moveChunk is how many bytes one stay in assembly moves, the runtime's
	// memmove included: some 10 us. It is also less than the length from which
	// memmove itself takes to non-temporal stores, which is too early for
	// outputs that fit a cache.
	moveChunk = 128 << 10
	// shortestStream is the least bytes that the non-temporal kernels take.
	shortestStream = 64
)

// sizeOf returns the bytes of an element.
func sizeOf[T any]() int {
	var zero T
	return int(unsafe.Sizeof(zero))
}

// bytesAt returns the address of the first element as the assembly takes it.
func bytesAt[T any](s []T) *byte { return (*byte)(unsafe.Pointer(unsafe.SliceData(s))) }

// Copy sets dst[i] = src[i]. Outputs from [StreamBytes] on are written past the
// caches. The slices have the same length; dst may be src but not overlap it
// otherwise. Misuse panics with *LengthError or *OverlapError before any write.
func Copy[T Element](dst, src []T) {
	checkMap("Copy", dst, src)
	copyRow(Active(), dst, src)
}

// copyRow is Copy without checks.
func copyRow[T any](l Level, dst, src []T) {
	if len(dst)*sizeOf[T]() >= streamBytes {
		streamRow(l, dst, src)
		return
	}
	for len(dst) > 0 {
		n := copy(dst[:min(len(dst), moveChunk/sizeOf[T]())], src)
		dst, src = dst[n:], src[n:]
	}
}

// streamRow is copyRow past the caches, if the level has code for it.
func streamRow[T any](l Level, dst, src []T) {
	size := sizeOf[T]()
	for len(dst) > 0 {
		n := min(len(dst), moveChunk/size)
		if n*size < shortestStream || !streamAsm(l, 1, bytesAt(dst), 0, bytesAt(src), 0, 1, n*size) {
			copy(dst[:n], src[:n])
		}
		dst, src = dst[n:], src[n:]
	}
	storeFenceAsm(l, 1)
}

// Fill sets dst[i] = v, with all bits of v. Outputs from four times [StreamBytes]
// on are written past the caches: there is no input that would share these, and
// whole lines that are overwritten need not be read. (On a Zen 5, in ns per
// float64, ordinary and past the caches: 32 MiB 0.18 and 0.21, 128 MiB 0.27 and 0.22.)
func Fill[T Element](dst []T, v T) { fillRow(Active(), dst, v) }

func fillRow[T any](l Level, dst []T, v T) {
	size := sizeOf[T]()
	stream := len(dst)*size/4 >= streamBytes
	// A block filled by doubling is the source of all that follows.
	block := dst[:min(len(dst), 4096/size)]
	for i := range min(len(block), 4) {
		block[i] = v
	}
	for i := 4; i < len(block); i *= 2 {
		copy(block[i:], block[:i])
	}
	for dst = dst[len(block):]; len(dst) > 0; {
		n := min(len(dst), moveChunk/size)
		if !stream || n*size < shortestStream || !fillStreamAsm(l, 1, bytesAt(dst), bytesAt(block), n*size) {
			n = copy(dst, block)
		}
		dst = dst[n:]
	}
}
