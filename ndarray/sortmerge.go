package ndarray

import (
	"context"
	"sort"
	"unsafe"

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
	work := borrow[int](len(idx))
	defer work.release()
	mergeSort(idx, work.s, func(i, j int) int { return compare(x[i], x[j]) })
}

// parallelSortMin is the number of elements from which one lane is sorted by
// several threads.
const parallelSortMin = 128 << 10

// sortParallel sorts x on the threads that are free; if there is only one, or few
// bytes to tell elements apart by, it returns false. A stable sort has one result
// only, so that it does not depend on the threads.
//
// One selection at the middle costs a fifth of a sort, half as much as to merge.
func sortParallel[T kernels.Real](x []T) bool {
	threads := threadctl.Limit(context.Background())
	if threads < 2 || unsafe.Sizeof(x[0]) < 4 {
		return false
	}
	float := floats.has(kindOf[T]())
	var before []T
	if float {
		room := borrow[T](len(x))
		defer room.release()
		before = room.s
		each(len(x), parallelMin, func(lo, hi int) { copy(before[lo:hi], x[lo:hi]) })
	}
	parts := [][]T{x}
	for len(parts) < threads && len(parts[0]) >= parallelMin {
		halves := make([][]T, 2*len(parts))
		each(len(parts), 1, func(lo, hi int) {
			for i := lo; i < hi; i++ {
				p, m := parts[i], len(parts[i])/2
				kernels.Partition(p, m)
				halves[2*i], halves[2*i+1] = p[:m], p[m:]
			}
		})
		parts = halves
	}
	each(len(parts), 1, func(lo, hi int) {
		for i := lo; i < hi; i++ {
			kernels.Sort(parts[i])
		}
	})
	if float {
		restoreOrder(x, before)
	}
	return true
}

// restoreOrder puts zeros of both signs, and NaNs, of sorted x in the order that
// they had before.
func restoreOrder[T kernels.Real](x, before []T) {
	numbers := sort.Search(len(x), func(i int) bool { return x[i] != x[i] })
	zeros, nans := x[sort.Search(numbers, func(i int) bool { return x[i] >= 0 }):numbers], x[numbers:]
	zeros = zeros[:sort.Search(len(zeros), func(i int) bool { return zeros[i] > 0 })]
	if len(zeros) < 2 && len(nans) < 2 {
		return
	}
	for _, v := range before {
		switch {
		case v == 0:
			zeros[0], zeros = v, zeros[1:]
		case v != v:
			nans[0], nans = v, nans[1:]
		}
	}
}
