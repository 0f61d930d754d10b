package ndarray

import (
	"cmp"
	"math"
	"reflect"
	"slices"
	"sort"
	"unsafe"

	"github.com/lanewise/lanewise/kernels"
)

// An order sorts and searches elements of one type, n contiguous ones at p.
type order interface {
	sort(p unsafe.Pointer, n int)
	// sortParallel sorts on the threads that are free, or returns false.
	sortParallel(p unsafe.Pointer, n int) bool
	argSort(idx []int, p unsafe.Pointer)
	partition(p unsafe.Pointer, n, k int)
	argPartition(idx []int, p unsafe.Pointer, k int)
	// top sets idx to the indices of the len(idx) least or greatest elements.
	top(idx []int, p unsafe.Pointer, n int, largest bool)
	argExtreme(p unsafe.Pointer, n int, largest bool) int
	// compare compares elements i and j.
	compare(p unsafe.Pointer, i, j int) int
	isNaN(p unsafe.Pointer, i int) bool
	// runs sets starts to where the runs of equal elements of sorted ones, which
	// hold no NaN, begin, and returns their number.
	runs(starts []int, p unsafe.Pointer) int
	search(dst []int, sorted unsafe.Pointer, n int, values unsafe.Pointer, side Side)
	// contains sets dst to whether the sorted elements hold each of values; no NaN
	// is held.
	contains(dst []bool, sorted unsafe.Pointer, n int, values unsafe.Pointer)
}

var orders = [...]order{
	reflect.Bool:       &realOrder[uint8]{},
	reflect.Int8:       &realOrder[int8]{},
	reflect.Int16:      &realOrder[int16]{},
	reflect.Int32:      &realOrder[int32]{},
	reflect.Int64:      &realOrder[int64]{},
	reflect.Uint8:      &realOrder[uint8]{},
	reflect.Uint16:     &realOrder[uint16]{},
	reflect.Uint32:     &realOrder[uint32]{},
	reflect.Uint64:     &realOrder[uint64]{},
	reflect.Float32:    &realOrder[float32]{},
	reflect.Float64:    &realOrder[float64]{},
	reflect.Complex64:  newComplexOrder[float32, complex64](),
	reflect.Complex128: newComplexOrder[float64, complex128](),
	reflect.String:     &comparing[string]{cmp.Compare[string], nil},
}

// orderFor returns the order of elements of type T, whose kind is given. It panics
// with ErrDType if they have none.
func orderFor[T any](op string, kind reflect.Kind) order {
	if int(kind) < len(orders) && orders[kind] != nil {
		return orders[kind]
	}
	failDType[T](op)
	return nil
}

// realOrder is the order of real numbers, by kernels.
type realOrder[T kernels.Real] struct{}

func (realOrder[T]) sort(p unsafe.Pointer, n int) {
	x := unsafe.Slice((*T)(p), n)
	if n <= few {
		insert(x)
		return
	}
	if !floats.has(kindOf[T]()) {
		kernels.Sort(x)
		return
	}
	work := borrow[T](n)
	defer work.release()
	kernels.SortStable(x, work.s)
}

func (realOrder[T]) sortParallel(p unsafe.Pointer, n int) bool {
	return sortParallel(unsafe.Slice((*T)(p), n))
}

func (realOrder[T]) argSort(idx []int, p unsafe.Pointer) {
	kernels.Argsort(idx, unsafe.Slice((*T)(p), len(idx)))
}

// insert sorts a few elements, stably, NaNs last: insertionSort by compareReal, which
// calls a function for each comparison and takes three times as long.
func insert[T kernels.Real](x []T) {
	for i := 1; i < len(x); i++ {
		v, k := x[i], i
		for ; k > 0 && (v < x[k-1] || x[k-1] != x[k-1] && v == v); k-- {
			x[k] = x[k-1]
		}
		x[k] = v
	}
}

func (realOrder[T]) partition(p unsafe.Pointer, n, k int) {
	kernels.Partition(unsafe.Slice((*T)(p), n), k)
}

func (realOrder[T]) argPartition(idx []int, p unsafe.Pointer, k int) {
	kernels.Argpartition(idx, unsafe.Slice((*T)(p), len(idx)), k)
}

func (realOrder[T]) top(idx []int, p unsafe.Pointer, n int, largest bool) {
	work, values := borrow[int](n), borrow[T](len(idx))
	defer work.release()
	defer values.release()
	kernels.TopK(values.s, idx, unsafe.Slice((*T)(p), n), work.s, kernels.Extreme(largest))
}

func (realOrder[T]) argExtreme(p unsafe.Pointer, n int, largest bool) int {
	if largest {
		return kernels.Argmax(unsafe.Slice((*T)(p), n))
	}
	return kernels.Argmin(unsafe.Slice((*T)(p), n))
}

func (realOrder[T]) compare(p unsafe.Pointer, i, j int) int {
	x := unsafe.Slice((*T)(p), max(i, j)+1)
	return compareReal(x[i], x[j])
}

func (realOrder[T]) search(dst []int, sorted unsafe.Pointer, n int, values unsafe.Pointer, side Side) {
	kernels.SearchSorted(dst, unsafe.Slice((*T)(sorted), n), unsafe.Slice((*T)(values), len(dst)), side)
}

func (realOrder[T]) isNaN(p unsafe.Pointer, i int) bool {
	v := unsafe.Slice((*T)(p), i+1)[i]
	return v != v
}

func (realOrder[T]) runs(starts []int, p unsafe.Pointer) int {
	return kernels.UniqueRuns(starts, unsafe.Slice((*T)(p), len(starts)))
}

func (realOrder[T]) contains(dst []bool, sorted unsafe.Pointer, n int, values unsafe.Pointer) {
	x, v := unsafe.Slice((*T)(sorted), n), unsafe.Slice((*T)(values), len(dst))
	room := borrow[int](512)
	defer room.release()
	for len(v) > 0 {
		at := room.s[:min(512, len(v))]
		kernels.SearchSorted(at, x, v[:len(at)], kernels.Left)
		for i, k := range at {
			dst[i] = k < n && x[k] == v[i]
		}
		dst, v = dst[len(at):], v[len(at):]
	}
}

// compareReal is the order of Sort: NaNs come last.
func compareReal[T kernels.Real](x, y T) int {
	switch {
	case x < y:
		return -1
	case x > y:
		return 1
	case x == y:
		return 0
	case x == x:
		return -1
	case y == y:
		return 1
	}
	return 0
}

// comparing is an order by a function.
type comparing[T any] struct {
	less func(x, y T) int
	nan  func(x T) bool // nil if there are none
}

func (o *comparing[T]) sort(p unsafe.Pointer, n int) {
	var room laneRoom[T]
	defer room.release()
	mergeSort(unsafe.Slice((*T)(p), n), room.scratch(n), o.less)
}

func (o *comparing[T]) sortParallel(p unsafe.Pointer, n int) bool { return false }

func (o *comparing[T]) argSort(idx []int, p unsafe.Pointer) {
	argSortCompare(idx, unsafe.Slice((*T)(p), len(idx)), o.less)
}

func (o *comparing[T]) partition(p unsafe.Pointer, n, k int) { o.sort(p, n) }

func (o *comparing[T]) argPartition(idx []int, p unsafe.Pointer, k int) { o.argSort(idx, p) }

func (o *comparing[T]) top(idx []int, p unsafe.Pointer, n int, largest bool) {
	topBySort(o, idx, unsafe.Slice((*T)(p), n), largest)
}

func topBySort[T any](o order, idx []int, x []T, largest bool) {
	all := make([]int, len(x))
	if largest {
		argSortDescending(o, all, x)
	} else {
		o.argSort(all, pointerTo(x))
	}
	copy(idx, all)
}

func (o *comparing[T]) argExtreme(p unsafe.Pointer, n int, largest bool) int {
	x, best := unsafe.Slice((*T)(p), n), 0
	for i, v := range x {
		if o.nan != nil && o.nan(v) {
			return i
		}
		if c := o.less(v, x[best]); c > 0 && largest || c < 0 && !largest {
			best = i
		}
	}
	return best
}

func (o *comparing[T]) compare(p unsafe.Pointer, i, j int) int {
	x := unsafe.Slice((*T)(p), max(i, j)+1)
	return o.less(x[i], x[j])
}

func (o *comparing[T]) isNaN(p unsafe.Pointer, i int) bool {
	return o.nan != nil && o.nan(unsafe.Slice((*T)(p), i+1)[i])
}

func (o *comparing[T]) runs(starts []int, p unsafe.Pointer) (n int) {
	x := unsafe.Slice((*T)(p), len(starts))
	for i := range x {
		if i == 0 || o.less(x[i-1], x[i]) != 0 {
			starts[n] = i
			n++
		}
	}
	return n
}

func (o *comparing[T]) contains(dst []bool, sorted unsafe.Pointer, n int, values unsafe.Pointer) {
	x := unsafe.Slice((*T)(sorted), n)
	for i, v := range unsafe.Slice((*T)(values), len(dst)) {
		_, found := slices.BinarySearchFunc(x, v, o.less)
		dst[i] = found && !o.isNaN(values, i)
	}
}

func (o *comparing[T]) search(dst []int, sorted unsafe.Pointer, n int, values unsafe.Pointer, side Side) {
	x := unsafe.Slice((*T)(sorted), n)
	for i, v := range unsafe.Slice((*T)(values), len(dst)) {
		dst[i] = sort.Search(n, func(j int) bool {
			c := o.less(x[j], v)
			return c > 0 || c == 0 && side == Left
		})
	}
}

// compareComplex is the order of Sort for complex numbers.
func compareComplex[T complex64 | complex128](x, y T) int {
	a, b := complex128(x), complex128(y)
	re := compareReal(real(a), real(b))
	im := compareReal(imag(a), imag(b))
	return cmp.Or(
		compareNaN(real(a), real(b)),
		compareNaN(imag(a), imag(b)),
		re, im)
}

// compareNaN puts numbers before NaN.
func compareNaN(x, y float64) int {
	switch {
	case x == x && y != y:
		return -1
	case x != x && y == y:
		return 1
	}
	return 0
}

func isNaNComplex[T complex64 | complex128](x T) bool {
	z := complex128(x)
	return math.IsNaN(real(z)) || math.IsNaN(imag(z))
}
