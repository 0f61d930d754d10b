package kernels

import (
	"math/bits"
	"unsafe"
)

// orderNames lists the functions that sort or search with vectors.
var orderNames = []string{
	"Sort", "SortStable", "Partition", "Argsort", "Argpartition", "TopK", "SearchSorted", "HistogramEdges",
}

// orderScalarNames lists those of the same family that are Go on every level.
var orderScalarNames = []string{"Merge", "Unique", "UniqueRuns", "UniqueInverse", "Histogram"}

// Sort sorts x in ascending order, in place. NaNs come last; -0 and +0 are
// equal in this order, and -0 is put first, so that the result has the same
// bits on every level. Equal integers can't be told apart, so that this is as
// good as a stable sort; for floats see [SortStable].
//
// It is a quicksort that goes to heapsort after too many bad pivots, so its
// worst case is O(n log n). 8-bit elements are counted, and 16-bit elements
// too where x is long.
func Sort[T Real](x []T) {
	switch sizeOf[T]() {
	case 1:
		countingSort8(x)
	case 2:
		sort16(x)
	default:
		l := Active()
		numbers := x[:moveNaNs(l, x)]
		sortNumbers(l, numbers)
		orderZeros(numbers)
	}
}

// sortNumbers sorts elements of 4 or 8 bytes without NaNs.
func sortNumbers[T Real](l Level, x []T) {
	if len(x)*sizeOf[T]() <= smallBytes {
		var network scratch
		sortSmallSlice(l, x, &network)
		return
	}
	var w sortWork
	s := &sorter[T]{level: l, work: &w}
	s.sort(x, 2*bits.Len(uint(len(x))))
}

// SortStable sorts x as Sort does but leaves elements that are equal, zeros of
// either sign and NaNs of any payload, in the order in which they were. work
// has len(x) elements and is overwritten; for integers it may be nil.
//
// It panics with [*LengthError] if x holds floats and the lengths differ, and
// with [*OverlapError] if x and work share memory.
func SortStable[T Real](x, work []T) {
	if !isFloat[T]() {
		Sort(x)
		return
	}
	if len(work) != len(x) {
		panic(newLengthError("SortStable", len(x), len(work)))
	}
	if intersect(x, work) {
		panic(&OverlapError{"SortStable"})
	}
	copy(work, x)
	Sort(x)
	zeros, nans := x[firstNotBelowZero(x):], x[countNumbers(x):]
	for _, v := range work {
		switch {
		case v == 0:
			zeros[0], zeros = v, zeros[1:]
		case v != v:
			nans[0], nans = v, nans[1:]
		}
	}
}

// Partition rearranges x so that x[k] is what it would be if x were sorted as
// by Sort, nothing in x[:k] is greater and nothing in x[k+1:] is less (NaN
// counts as greatest, and zeros as equal). How the two parts are arranged is
// not specified, but the same on every level (elements of 8 and 16 bits are
// sorted). The time is O(n), at the very worst O(n log n).
//
// It panics with [*RangeError] unless 0 <= k < len(x).
func Partition[T Real](x []T, k int) {
	if k < 0 || k >= len(x) {
		panic(&RangeError{"Partition", "k is outside of the slice"})
	}
	if sizeOf[T]() < 4 {
		Sort(x)
		return
	}
	l := Active()
	numbers := x[:moveNaNs(l, x)]
	if k >= len(numbers) {
		return
	}
	var w sortWork
	s := &sorter[T]{level: l, work: &w}
	s.partitionAt(numbers, k, 2*bits.Len(uint(len(numbers))))
}

const (
	// smallBytes is the most that a leaf sorts, by a network in registers.
	smallBytes = 1024
	// partitionBytes is what partitioning reads from one side at a time.
	// Both are the same on every level, and so are all moves of elements.
	partitionBytes = 256
)

// scratch is memory for smallBytes of elements.
type scratch [smallBytes / 8]uint64

// sortWork is what a sort needs, on the stack of the exported function.
type sortWork struct {
	network, sample scratch
	gap             [5 * partitionBytes / 8]uint64
}

// view is scratch memory as elements.
func view[T Real](a []uint64) []T {
	return unsafe.Slice((*T)(unsafe.Pointer(&a[0])), len(a)*8/sizeOf[T]())
}

// sorter sorts slices without NaNs of elements of 4 or 8 bytes. Its leaves exist
// at every level: small, blocks and rest.
type sorter[T Real] struct {
	level Level
	work  *sortWork
}

// sort is quicksort that allows for the given number of partitions on the way
// to a leaf.
func (s *sorter[T]) sort(x []T, depth int) {
	for len(x)*sizeOf[T]() > smallBytes {
		if depth--; depth < 0 {
			heapSort(x)
			return
		}
		pivot := s.pivot(x, len(x)/2)
		m := s.partition(x, pivot)
		if m == len(x) { // the pivot is the greatest: all of its equals are done
			m = s.partitionBelow(x, pivot)
			x = x[:m]
			continue
		}
		less, greater := x[:m], x[m:]
		if len(less) > len(greater) {
			less, greater = greater, less
		}
		s.sort(less, depth)
		x = greater
	}
	s.small(x)
}

// partitionAt is quickselect that allows for the given number of partitions.
func (s *sorter[T]) partitionAt(x []T, k, depth int) {
	for len(x)*sizeOf[T]() > smallBytes {
		if depth--; depth < 0 {
			heapSort(x)
			orderZeros(x)
			return
		}
		pivot := s.pivot(x, k)
		m := s.partition(x, pivot)
		if m == len(x) {
			if m = s.partitionBelow(x, pivot); k >= m {
				return
			}
		}
		if k < m {
			x = x[:m]
		} else {
			x, k = x[m:], k-m
		}
	}
	s.small(x)
	orderZeros(x)
}

// pivot returns an element of x that is likely near the one at k in sorted
// order: the one at the same place in a sample.
func (s *sorter[T]) pivot(x []T, k int) T {
	n := 16
	switch {
	case len(x) >= 1<<15:
		n = smallBytes / 8
	case len(x) >= 1<<10:
		n = 32
	case k == len(x)/2:
		return ninther(x)
	}
	sample := view[T](s.work.sample[:])[:n]
	step, r := len(x)/n, uint64(len(x))*goldenRatio
	offset, _ := bits.Mul64(r, uint64(step))
	for i := range sample { // one from each of n equal parts
		sample[i] = x[i*step+int(offset)]
		if n > 16 { // not always from the same place of a part
			r = r*goldenRatio + 1
			offset, _ = bits.Mul64(r, uint64(step))
		}
	}
	s.small(sample)
	return sample[int(float64(k)/float64(len(x))*float64(n))]
}

// ninther returns the median of the medians of three triples, one element from
// each of 9 equal parts of x: without a branch, and much sooner than a network
// that sorts a sample.
func ninther[T Real](x []T) T {
	step := len(x) / 9
	offset, _ := bits.Mul64(uint64(len(x))*goldenRatio, uint64(step))
	y := x[offset:]
	return median(median(y[0], y[step], y[2*step]), median(y[3*step], y[4*step], y[5*step]), median(y[6*step], y[7*step], y[8*step]))
}

// goldenRatio is 2^64 over the golden ratio; its multiples are well spread.
const goldenRatio = 0x9E3779B97F4A7C15

// partition moves the elements that are <= pivot to the front of x, which is
// longer than a leaf, and returns how many there are.
//
// Elements are read in blocks from the side that has less room, and each goes
// to the front or to the end. At first, two blocks at either end are set aside
// to make room; what is left in the middle joins these.
func (s *sorter[T]) partition(x []T, pivot T) int {
	block := partitionBytes / sizeOf[T]()
	n, gap := len(x), view[T](s.work.gap[:])
	aside := 2 * block
	copy(gap, x[:aside])
	copy(gap[aside:], x[n-aside:])
	state := [4]int{aside, n - aside, 0, n} // unread from, to; room from, to
	for state[1]-state[0] >= block {
		s.blocks(x, &state, pivot)
	}
	rest := copy(gap[2*aside:], x[state[0]:state[1]])
	return state[2] + s.rest(x[state[2]:state[3]], gap[:2*aside+rest], pivot)
}

// partitionBelow is partition with < in place of <=.
func (s *sorter[T]) partitionBelow(x []T, pivot T) int {
	below, ok := predecessor(pivot)
	if !ok {
		return 0
	}
	return s.partition(x, below)
}

// blocks reads blocks for partition, for a time that the scheduler can wait.
//
//go:noinline
func (s *sorter[T]) blocks(x []T, state *[4]int, pivot T) {
	limit := chunk * sizeOf[T]() / partitionBytes
	if hasVectors[T](s.level) {
		partitionBlocks(s.level, &x[0], &state[0], pivot, limit)
		return
	}
	var room [partitionBytes / 4]T
	block := room[:partitionBytes/sizeOf[T]()]
	from, to, left, right := state[0], state[1], state[2], state[3]
	// takeLeft is decided for a block before the one before it is written.
	for takeLeft := from-left <= right-to; limit > 0 && to-from >= len(block); limit-- {
		if takeLeft {
			copy(block, x[from:])
			from += len(block)
		} else {
			to -= len(block)
			copy(block, x[to:])
		}
		takeLeft = from-left <= right-to
		left, right = distribute(x, block, left, right, pivot)
	}
	*state = [4]int{from, to, left, right}
}

// rest partitions x into dst, which has the same length.
func (s *sorter[T]) rest(dst, x []T, pivot T) int {
	n := len(x)
	if hasVectors[T](s.level) {
		n %= 64 / sizeOf[T]()
	}
	left, right := distribute(dst, x[:n], 0, len(dst), pivot)
	if n < len(x) { // full vectors
		left += partitionVectors(s.level, &dst[left], &x[n], len(x)-n, pivot)
	}
	return min(left, right+len(x)-n)
}

// distribute writes elements <= pivot to dst[left:] upward, the others to
// dst[:right] downward.
func distribute[T Real](dst, x []T, left, right int, pivot T) (int, int) {
	for _, v := range x {
		dst[left], dst[right-1] = v, v // one of them is overwritten later
		above := 0
		if v > pivot {
			above = 1
		}
		right -= above
		left += 1 - above
	}
	return left, right
}

func (s *sorter[T]) small(x []T) { sortSmallSlice(s.level, x, &s.work.network) }

// sortSmallSlice sorts a leaf.
//
//go:noinline
func sortSmallSlice[T Real](l Level, x []T, network *scratch) {
	n := len(x) * sizeOf[T]()
	switch {
	case n < 64:
		insertionSort(x)
	case hasVectors[T](l):
		sortSmall(l, &x[0], len(x), &view[T](network[:])[0])
	default:
		smallSort(x, network)
	}
}
