package kernels

import (
	"cmp"
	"unsafe"
)

// streamBlock is the bytes of a block of [Stream]. Shorter ones cost calls; while longer
// ones are written, the prefetchers of what is read next stop: on a Zen 4 an addition of
// 2^24 float64 takes 0.63 ns an element with 2 KiB, 0.76 with 4, 0.89 with 8.
const streamBlock = 2 << 10

// Stream fills dst, and writes it past the caches: it calls fill for blocks of 2 KiB, from
// the first on, which are buffers, and copies them by non-temporal stores. fill sets
// all of a block to what belongs at dst[first:]. For the first and the last elements, and
// where a level has no such stores or elements don't begin at cache lines, block is a part of dst.
//
//	kernels.Stream(dst, func(block []float64, first int) {
//		kernels.AddF64(block, x[first:first+len(block)], y[first:first+len(block)])
//	})
//
// fill must not keep block. It may read dst where it was not called for yet, so that inputs
// may be dst itself, though then nothing is gained.
//
// That pays for outputs of [StreamBytes] and more that are not read again at once: they
// are not read before they are overwritten, a third of an addition's traffic.
func Stream[T Element](dst []T, fill func(block []T, first int)) {
	l, size := Active(), sizeOf[T]()
	away := -int(uintptr(unsafe.Pointer(unsafe.SliceData(dst)))) & 63
	head, n := away/size, streamBlock/size
	if len(dst) < head+n || away%size != 0 || !storeFenceAsm(l, 1) {
		fill(dst, 0)
		return
	}
	if head > 0 {
		fill(dst[:head], 0)
	}
	buffer := stridedBuffers.Get().(*stridedBuffer)
	block := unsafe.Slice((*T)(unsafe.Pointer(buffer)), n)
	first := head
	for ; len(dst)-first >= n; first += n {
		fill(block, first)
		streamAsm(l, 1, bytesAt(dst[first:]), 0, bytesAt(block), 0, 1, streamBlock)
	}
	storeFenceAsm(l, 1) // others see the elements before what this goroutine writes next
	stridedBuffers.Put(buffer)
	if first < len(dst) {
		fill(dst[first:], first)
	}
}

// Prefetch asks for n elements that lie stride bytes apart, the first of them at
// address first, and does not wait for them. They may be nobody's. fill of [Stream] does
// well to ask for inputs of blocks to come after it has filled one: while a block is
// written, hardware prefetches nothing. NEON and portable do nothing.
func Prefetch(first uintptr, stride, n int) {
	if step := max(stride, -stride); step < line {
		n = (n*step + line - 1) / line
		stride = line * cmp.Compare(stride, 0)
	}
	if n > 0 {
		prefetchAsm(Active(), 1, first, stride, n)
	}
}
