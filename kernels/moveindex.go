package kernels

import "fmt"

// Index is a type of element numbers.
type Index interface{ int | int32 | int64 }

// Take sets dst[i] = src[idx[i]]. dst and idx have the same length, and dst
// overlaps neither of the others. It panics with *LengthError, *OverlapError, or
// with *RangeError for the first index that is not in 0 <= idx[i] < len(src),
// before any write.
func Take[T Element, I Index](dst, src []T, idx []I) {
	const fn = "Take"
	if len(idx) != len(dst) {
		panic(newLengthError(fn, len(dst), len(idx)))
	}
	if intersect(dst, src) || intersect(dst, idx) {
		panic(&OverlapError{fn})
	}
	checkIndices(fn, idx, len(src))
	dst = dst[:len(idx)]
	for i, j := range idx {
		dst[i] = src[j]
	}
}

// Put sets dst[idx[i]] = src[i] for i = 0, 1, ...: of several elements with the
// same index the last one stays. src and idx have the same length, and dst
// overlaps neither of them. It panics with *LengthError, *OverlapError, or with
// *RangeError for the first index that is not in 0 <= idx[i] < len(dst), before
// any write.
func Put[T Element, I Index](dst, src []T, idx []I) {
	const fn = "Put"
	if len(idx) != len(src) {
		panic(newLengthError(fn, len(src), len(idx)))
	}
	if intersect(dst, src) || intersect(dst, idx) {
		panic(&OverlapError{fn})
	}
	checkIndices(fn, idx, len(dst))
	src = src[:len(idx)]
	for i, j := range idx {
		dst[j] = src[i]
	}
}

// checkIndices panics with the first index that is not in 0..n-1.
func checkIndices[I Index](fn string, idx []I, n int) {
	if indicesWithin(idx, n-1) {
		return
	}
	for i, j := range idx {
		if j < 0 || int64(j) >= int64(n) {
			panic(&RangeError{fn, fmt.Sprintf("index %d at %d is out of range for %d elements", j, i, n)})
		}
	}
}

// indicesWithin reports whether all indices are in 0..last.
func indicesWithin[I Index](idx []I, last int) bool {
	l, size := Active(), sizeOf[I]()
	limit := I(min(int64(last), int64(^(^uint64(0) << (8*size - 1)))))
	bad := I(0)
	for len(idx) > 0 {
		n := min(len(idx), chunk)
		var signs uint32
		if n*size < 32 || !indexSignsAsm(l, size, bytesAt(idx), n, int(limit), &signs) {
			for _, j := range idx[:n] {
				bad |= j | (limit - j) // negative unless 0 <= j <= limit
			}
		}
		if bad < 0 || signs != 0 {
			return false
		}
		idx = idx[n:]
	}
	return true
}
