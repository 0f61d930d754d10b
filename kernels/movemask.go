package kernels

import (
	"fmt"
	"unsafe"
)

// Compress sets dst[0], dst[1], ... to the elements src[i] for which mask[i]
// holds, in their order, and returns how many there are. The rest of dst stays
// as it is. src and mask have the same length, and dst overlaps neither of them.
// It panics with *LengthError or *OverlapError, or with *RangeError if dst is too
// short, before any write.
func Compress[T Element](dst, src []T, mask []bool) int {
	const fn = "Compress"
	total := checkMask(fn, src, dst, mask)
	if intersect(dst, src) || intersect(dst, mask) {
		panic(&OverlapError{fn})
	}
	l, size, packed := Active(), sizeOf[T](), dst[:total]
	for len(packed) > 0 {
		n := min(len(mask), chunk)
		var done [2]int
		compressAsm(l, size, bytesAt(packed), bytesAt(src), bytesAt(mask), n, len(packed), &done[0])
		i, k := done[0], done[1]
		k += compressGo(packed[k:], src[i:n], mask[i:n])
		packed, src, mask = packed[k:], src[n:], mask[n:]
	}
	return total
}

// Expand sets the elements dst[i] for which mask[i] holds to src[0], src[1], ...
// in turn and returns how many there are: the inverse of [Compress]. Other
// elements of dst keep their values, but may be written. dst and mask have the
// same length, and dst overlaps neither of the others. It panics with
// *LengthError or *OverlapError, or with *RangeError if src is too short, before
// any write.
func Expand[T Element](dst, src []T, mask []bool) int {
	const fn = "Expand"
	total := checkMask(fn, dst, src, mask)
	if intersect(dst, src) || intersect(dst, mask) {
		panic(&OverlapError{fn})
	}
	l, size, packed := Active(), sizeOf[T](), src[:total]
	for len(packed) > 0 {
		n := min(len(mask), chunk)
		var done [2]int
		expandAsm(l, size, bytesAt(dst), bytesAt(packed), bytesAt(mask), n, len(packed), &done[0])
		i, k := done[0], done[1]
		k += expandGo(dst[i:n], packed[k:], mask[i:n])
		packed, dst, mask = packed[k:], dst[n:], mask[n:]
	}
	return total
}

// checkMask panics unless the mask has as many elements as full, and packed has
// one for each that holds. It returns their number.
func checkMask[T any](fn string, full, packed []T, mask []bool) (total int) {
	if len(mask) != len(full) {
		panic(newLengthError(fn, len(full), len(mask)))
	}
	if total = countTrue(mask); total > len(packed) {
		panic(&RangeError{fn, fmt.Sprintf("the mask selects %d elements, the packed slice has %d", total, len(packed))})
	}
	return total
}

// countTrue adds eight bytes at once, as long as no byte's sum overflows.
func countTrue(mask []bool) (total int) {
	const ones = 0x0101010101010101
	for len(mask) >= 8 {
		n := min(len(mask)/8, 31)
		sum := uint64(0)
		for i := range n {
			sum += maskWord(mask[8*i:])
		}
		total += int(sum * ones >> 56)
		mask = mask[8*n:]
	}
	for _, m := range mask {
		total += bit(m)
	}
	return total
}

// maskWord returns the first eight elements of a mask as bytes.
func maskWord(mask []bool) uint64 { return *(*uint64)(unsafe.Pointer((*[8]bool)(mask))) }

// bit returns 1 if m holds, else 0; the compiler needs no branch for it.
func bit(m bool) int {
	if m {
		return 1
	}
	return 0
}

// compressGo compresses until src or dst is at its end and returns the number
// of elements. Stretches of eight without any are skipped; the rest has no
// branches that depend on the mask.
func compressGo[T any](dst, src []T, mask []bool) (k int) {
	for i := 0; i < len(mask) && k < len(dst); {
		end := min(i+8, len(mask))
		if end-i == 8 && maskWord(mask[i:]) == 0 {
			i = end
			continue
		}
		for ; i < end && k < len(dst); i++ {
			dst[k] = src[i]
			k += bit(mask[i])
		}
	}
	return k
}

// expandGo is compressGo for Expand.
func expandGo[T any](dst, src []T, mask []bool) (k int) {
	for i, m := range mask {
		if m {
			dst[i] = src[k]
			k++
		}
	}
	return k
}
