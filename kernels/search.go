package kernels

import "unsafe"

// Side says where [SearchSorted] puts a value among its equals.
type Side bool

const (
	Left  Side = false // before them
	Right Side = true  // behind them
)

// SearchSorted sets dst[i] to the index at which values[i] could be put into
// sorted, which ascends as after Sort: the number of elements that are less
// (Left), or less or equal (Right). NaN is greater than any number and equal to
// itself, and zeros are equal, as for NumPy.
//
// It panics with [*LengthError] if dst and values differ in length, and with
// [*OverlapError] if dst shares memory with an input. If sorted is not in
// order, results are indices from 0 to len(sorted) all the same.
func SearchSorted[T Real](dst []int, sorted, values []T, side Side) {
	if len(dst) != len(values) {
		panic(newLengthError("SearchSorted", len(dst), len(values)))
	}
	if intersect(dst, sorted) || intersect(dst, values) {
		panic(&OverlapError{"SearchSorted"})
	}
	searchSorted(dst, sorted, values, side)
}

// searchTogether is how many searches go on at the same time, so that one
// computes while others wait for memory.
const searchTogether = 8

func searchSorted[T Real](dst []int, sorted, values []T, side Side) {
	numbers := sorted[:countNumbers(sorted)]
	l := Active()
	n := len(values) / searchTogether * searchTogether
	for i := 0; i < n; i += searchChunk {
		to := min(i+searchChunk, n)
		searchGroups(l, dst[i:to], numbers, values[i:to], side)
	}
	if n < len(values) {
		var to [searchTogether]int
		var v [searchTogether]T
		copy(v[:], values[n:])
		searchGroups(l, to[:], numbers, v[:], side)
		copy(dst[n:], to[:])
	}
	if !isFloat[T]() {
		return
	}
	for i, v := range values {
		if v != v {
			dst[i] = len(numbers)
			if side == Right {
				dst[i] = len(sorted)
			}
		}
	}
}

// searchChunk is how many searches are made in one stay in assembly: where each
// step waits for memory, some 30 us.
const searchChunk = 512

// searchGroups searches for a multiple of searchTogether values.
//
//go:noinline
func searchGroups[T Real](l Level, dst []int, sorted, values []T, side Side) {
	switch {
	case len(sorted) == 0:
		clear(dst)
	case !hasVectors[T](l):
		for i := 0; i < len(values); i += searchTogether {
			search8((*[searchTogether]int)(dst[i:]), sorted, (*[searchTogether]T)(values[i:]), side)
		}
	case side == Left:
		searchLeft(l, &sorted[0], &dst[0], len(sorted), &values[0], len(values))
	default:
		searchRight(l, &sorted[0], &dst[0], len(sorted), &values[0], len(values))
	}
}

// search8 halves the range of all searches at once, without branches.
func search8[T Real](dst *[searchTogether]int, sorted []T, v *[searchTogether]T, side Side) {
	*dst = [searchTogether]int{}
	first := unsafe.Pointer(&sorted[0])
	n := len(sorted)
	for ; n > 1; n -= n / 2 {
		half := n / 2
		middle := unsafe.Add(first, (half-1)*sizeOf[T]())
		if side == Left {
			for j := range dst {
				dst[j] += stepIf(*(*T)(unsafe.Add(middle, dst[j]*sizeOf[T]())) < v[j], half)
			}
		} else {
			for j := range dst {
				dst[j] += stepIf(*(*T)(unsafe.Add(middle, dst[j]*sizeOf[T]())) <= v[j], half)
			}
		}
	}
	for j, at := range dst {
		x := sorted[at]
		dst[j] += stepIf(x < v[j] || side == Right && x == v[j], 1)
	}
}

// stepIf returns step if ok holds, else 0, without a branch.
func stepIf(ok bool, step int) int {
	mask := 0
	if ok {
		mask = 1
	}
	return -mask & step
}

// Merge merges sorted x and y into dst, len(dst) = len(x)+len(y), in the order
// of Sort. It is stable: of equal elements those of x come first (zeros of
// either sign are equal, and so are NaNs).
//
// It panics with [*LengthError] if the lengths don't add up, and with
// [*OverlapError] if dst shares memory with x or y.
func Merge[T Real](dst, x, y []T) {
	if len(dst) != len(x)+len(y) {
		panic(newLengthError("Merge", len(dst), len(x), len(y)))
	}
	if intersect(dst, x) || intersect(dst, y) {
		panic(&OverlapError{"Merge"})
	}
	n, m := countNumbers(x), countNumbers(y)
	var k int
	switch sizeOf[T]() {
	case 8:
		k = mergeNumbers[T, uint64](dst, x[:n], y[:m])
	case 4:
		k = mergeNumbers[T, uint32](dst, x[:n], y[:m])
	case 2:
		k = mergeNumbers[T, uint16](dst, x[:n], y[:m])
	case 1:
		k = mergeNumbers[T, uint8](dst, x[:n], y[:m])
	}
	copy(dst[k+copy(dst[k:], x[n:]):], y[m:])
}

// mergeNumbers merges without branches that depend on elements, and returns how
// many there are. It moves elements as their bits, for which there are
// conditional moves.
func mergeNumbers[T Real, Bits uint8 | uint16 | uint32 | uint64](dst, x, y []T) int {
	to, xBits, yBits := asBits[T, Bits](dst), asBits[T, Bits](x), asBits[T, Bits](y)
	i, j := 0, 0
	for i < len(x) && j < len(y) {
		v, fromY := xBits[i], 0
		if y[j] < x[i] {
			fromY = 1
		}
		if fromY != 0 {
			v = yBits[j]
		}
		to[i+j] = v
		j += fromY
		i += 1 - fromY
	}
	i += copy(dst[i+j:], x[i:])
	j += copy(dst[i+j:], y[j:])
	return i + j
}

func asBits[T Real, Bits any](x []T) []Bits {
	return unsafe.Slice((*Bits)(unsafe.Pointer(unsafe.SliceData(x))), len(x))
}

// Unique writes one element of every run of equal elements of sorted x to dst,
// the first one of each, and returns how many there are. NaNs are taken for equal, and so
// are zeros of either sign. dst may be x; it is as long as x, and what is behind
// the result is left alone.
//
// It panics with [*LengthError] if the lengths differ, and with [*OverlapError]
// if dst and x overlap at an offset.
func Unique[T Real](dst, x []T) int {
	if len(dst) != len(x) {
		panic(newLengthError("Unique", len(dst), len(x)))
	}
	if overlap(dst, x) {
		panic(&OverlapError{"Unique"})
	}
	n := 0
	var last T
	for i, v := range x {
		if i == 0 || differ(last, v) {
			dst[n] = v
			n++
		}
		last = v
	}
	return n
}

// differ reports whether neighbours in sorted order are no equals.
func differ[T Real](a, b T) bool { return a != b && (a == a || b == b) }

// UniqueRuns writes to starts where the runs of equal elements of sorted x
// begin, and returns how many runs there are: run r is x[starts[r]:starts[r+1]],
// and the last one ends with x. Elements are equal as for Unique. starts is as
// long as x; what is behind the result is left alone.
//
// It panics with [*LengthError] if the lengths differ, and with [*OverlapError]
// if starts and x share memory.
func UniqueRuns[T Real](starts []int, x []T) int {
	if len(starts) != len(x) {
		panic(newLengthError("UniqueRuns", len(starts), len(x)))
	}
	if intersect(starts, x) {
		panic(&OverlapError{"UniqueRuns"})
	}
	n := 0
	var last T
	for i, v := range x {
		if i == 0 || differ(last, v) {
			starts[n] = i
			n++
		}
		last = v
	}
	return n
}

// UniqueInverse sets inverse[idx[j]] to the run r that j is in, where starts are
// the first j of each run: with idx from Argsort of an array and starts from
// UniqueRuns of the array in that order, inverse[i] is the number of element i
// among the unique ones, and idx[starts[r]] is where unique element r came
// first.
//
// It panics with [*LengthError] if inverse and idx differ in length, with
// [*OverlapError] if inverse shares memory with an input, and with [*RangeError]
// unless idx holds indices of inverse and starts ascends from 0 within idx.
func UniqueInverse(inverse, idx, starts []int) {
	const name = "UniqueInverse"
	if len(inverse) != len(idx) {
		panic(newLengthError(name, len(inverse), len(idx)))
	}
	if intersect(inverse, idx) || intersect(inverse, starts) {
		panic(&OverlapError{name})
	}
	for r, from := range starts {
		if r == 0 && from != 0 || r > 0 && from <= starts[r-1] || from >= len(idx) {
			panic(&RangeError{name, "starts don't ascend from 0 within idx"})
		}
	}
	if len(starts) == 0 && len(idx) > 0 {
		panic(&RangeError{name, "no run"})
	}
	for _, i := range idx {
		if uint(i) >= uint(len(inverse)) {
			panic(&RangeError{name, "an index is outside of inverse"})
		}
	}
	for r, from := range starts {
		to := len(idx)
		if r+1 < len(starts) {
			to = starts[r+1]
		}
		for _, i := range idx[from:to] {
			inverse[i] = r
		}
	}
}
