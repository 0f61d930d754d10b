package ndarray

import (
	"context"
	"math/bits"

	"github.com/lanewise/lanewise/kernels"
	"github.com/lanewise/lanewise/threadctl"
)

// mergeSort sorts x, and keeps the order of equal elements. work has its length.
func mergeSort[T any](x, work []T, compare func(x, y T) int) {
	if len(x) <= few {
		insertionSort(x, compare)
		return
	}
	m := len(x) / 2
	mergeSort(x[:m], work, compare)
	mergeSort(x[m:], work, compare)
	if compare(x[m-1], x[m]) <= 0 {
		return
	}
	// Only the lower half moves: the merged part never meets the upper one.
	low, j := work[:copy(work, x[:m])], m
	for i := 0; len(low) > 0; i++ {
		if j < len(x) && compare(x[j], low[0]) < 0 {
			x[i] = x[j]
			j++
		} else {
			x[i] = low[0]
			low = low[1:]
		}
	}
}

func insertionSort[T any](x []T, compare func(x, y T) int) {
	for n := 1; n < len(x); n++ {
		v, i := x[n], n
		for ; i > 0 && compare(v, x[i-1]) < 0; i-- {
			x[i] = x[i-1]
		}
		x[i] = v
	}
}

// argSortCompare sets idx to the indices that sort x.
func argSortCompare[T any](idx []int, x []T, compare func(x, y T) int) {
	for i := range idx {
		idx[i] = i
	}
	work := borrow(len(idx) * 8)
	defer work.release()
	mergeSort(idx, borrowed[int](work, len(idx)), func(i, j int) int { return compare(x[i], x[j]) })
}

// parallelSortMin is the number of elements from which one lane is sorted by
// several threads.
const parallelSortMin = 128 << 10

// sortParallel sorts x in parts, which it merges, on the threads that are free;
// if there is only one, it returns false. A stable sort has one result only, so
// that it does not depend on the parts.
func sortParallel[T kernels.Real](x []T, sort func(x []T)) bool {
	threads := threadctl.Limit(context.Background())
	if threads < 2 {
		return false
	}
	parts := 1 << bits.Len(uint(threads-1))
	end := func(i int) int { return int(uint64(len(x)) * uint64(min(i, parts)) / uint64(parts)) }
	each(parts, 1, func(lo, hi int) {
		for i := lo; i < hi; i++ {
			sort(x[end(i):end(i+1)])
		}
	})
	from, to := x, kernels.Make[T](len(x))
	for width := 1; width < parts; width *= 2 {
		each(len(x), parallelMin, func(lo, hi int) {
			for i := 0; i < parts; i += 2 * width {
				first, last := end(i), end(i+2*width)
				if lo < last && first < hi {
					mergePart(to[first:last], from[first:end(i+width)], from[end(i+width):last], max(lo, first)-first, min(hi, last)-first)
				}
			}
		})
		from, to = to, from
	}
	if &from[0] != &x[0] {
		each(len(x), parallelMin, func(lo, hi int) { copy(x[lo:hi], from[lo:hi]) })
	}
	return true
}

// mergePart sets the elements number lo to hi of what sorted x and y are, merged
// into dst.
func mergePart[T kernels.Real](dst, x, y []T, lo, hi int) {
	i, j := mergedFrom(x, y, lo), mergedFrom(x, y, hi)
	kernels.Merge(dst[lo:hi], x[i:j], y[lo-i:hi-j])
}

// mergedFrom returns how many of the first n elements of x and y merged come from
// x; of equal ones those of x come first.
func mergedFrom[T kernels.Real](x, y []T, n int) int {
	lo, hi := max(0, n-len(y)), min(n, len(x))
	for lo < hi {
		i := int(uint(lo+hi) / 2)
		if compareReal(x[i], y[n-i-1]) <= 0 {
			lo = i + 1
		} else {
			hi = i
		}
	}
	return lo
}
