package ndarray

import (
	"sort"
	"unsafe"

	"github.com/lanewise/lanewise/kernels"
)

// Uniques is what [UniqueAll] finds. Indices and Counts have the length of Values.
type Uniques[T any] struct {
	Values  Array[T]   // each value once, in ascending order: the first element of each
	Indices Array[int] // the number in C order of the first element of each value
	Inverse Array[int] // for each element, in the shape of the array, the index of its value
	Counts  Array[int] // how many elements have each value
}

// Unique returns each value of a once, in ascending order, in an array of one axis.
// Zeros of either sign are one value, and so are all NaNs, as in NumPy's unique;
// the first element of each stands for it. [UniqueValues] tells NaNs apart.
func Unique[T Sortable](a Array[T]) Array[T] { return uniqueValues("Unique", a, true) }

// UniqueValues is [Unique] where every NaN is a value of its own, as the Python
// array API demands.
func UniqueValues[T Sortable](a Array[T]) Array[T] { return uniqueValues("UniqueValues", a, false) }

// UniqueCounts returns [UniqueValues] of a, and how many elements have each value.
func UniqueCounts[T Sortable](a Array[T]) (values Array[T], counts Array[int]) {
	const op = "UniqueCounts"
	o := orderFor[T](op, a.layout().kind)
	x := sortedFlat(o, a)
	starts := valueStarts(o, x, false)
	return pickRuns(x, starts), runLengths(starts, len(x))
}

// UniqueInverse returns [UniqueValues] of a, and, in the shape of a, the index of
// each element's value.
func UniqueInverse[T Sortable](a Array[T]) (values Array[T], inverse Array[int]) {
	u := uniqueAll("UniqueInverse", a, false)
	return u.Values, u.Inverse
}

// UniqueAll returns [UniqueValues] of a, with the index of the first element of
// each value, the values' indices of all elements, and the counts.
func UniqueAll[T Sortable](a Array[T]) Uniques[T] { return uniqueAll("UniqueAll", a, false) }

// UniqueEqualNaN is [UniqueAll] where all NaNs are one value, as in [Unique].
func UniqueEqualNaN[T Sortable](a Array[T]) Uniques[T] { return uniqueAll("UniqueEqualNaN", a, true) }

func uniqueValues[T any](op string, a Array[T], equalNaN bool) Array[T] {
	o := orderFor[T](op, a.layout().kind)
	x := sortedFlat(o, a)
	return pickRuns(x, valueStarts(o, x, equalNaN))
}

func uniqueAll[T any](op string, a Array[T], equalNaN bool) Uniques[T] {
	l := a.layout()
	o := orderFor[T](op, l.kind)
	flat := elemsOf(a)
	idx := make([]int, len(flat))
	x := make([]T, len(flat))
	if len(flat) > 0 {
		o.argSort(idx, pointerTo(flat))
	}
	for i, j := range idx {
		x[i] = flat[j]
	}
	starts := valueStarts(o, x, equalNaN)
	inverse := zeros[int](op, l.shape())
	kernels.UniqueInverse(unsafe.Slice(inverse.p, len(flat)), idx, starts)
	return Uniques[T]{pickRuns(x, starts), pickRuns(idx, starts), inverse, runLengths(starts, len(x))}
}

// valueStarts returns where the runs of equal elements of sorted x begin. NaNs,
// which come last, are one run, or each is one.
func valueStarts[T any](o order, x []T, equalNaN bool) []int {
	p := pointerTo(x)
	numbers := sort.Search(len(x), func(i int) bool { return o.isNaN(p, i) })
	starts := make([]int, len(x))
	n := 0
	if numbers > 0 {
		n = o.runs(starts[:numbers], p)
	}
	for i := numbers; i < len(x) && (i == numbers || !equalNaN); i++ {
		starts[n] = i
		n++
	}
	return starts[:n]
}

// pickRuns returns the first element of each run.
func pickRuns[T any](x []T, starts []int) Array[T] {
	out := unset[T]("Unique", []int{len(starts)})
	for i, k := range starts {
		*out.at(i * int(unsafe.Sizeof(*out.p))) = x[k]
	}
	return out
}

// runLengths returns the lengths of the runs of n elements that begin at starts.
func runLengths(starts []int, n int) Array[int] {
	counts := make([]int, len(starts))
	for i, k := range starts {
		end := n
		if i+1 < len(starts) {
			end = starts[i+1]
		}
		counts[i] = end - k
	}
	return FromSlice(counts)
}

// UniqueAxis returns the parts of a along an axis, each once, in the order of their
// first elements, then their second ones, and so on in C order. Values has the shape
// of a, but for the length of the axis; Indices, Inverse and Counts are about the
// indices along it. A part that holds a NaN is equal to none, unless a has one axis:
// that is [UniqueEqualNaN], as in NumPy. It panics with ErrAxis if axis is out of
// range.
func UniqueAxis[T Sortable](a Array[T], axis int) Uniques[T] {
	const op = "UniqueAxis"
	l := a.layout()
	o := orderFor[T](op, l.kind)
	axis = wrapAxis(op, axis, int(l.ndim))
	if l.ndim == 1 {
		return uniqueAll(op, a, true)
	}
	rows := newRows(o, a, axis)
	idx := make([]int, rows.count)
	for i := range idx {
		idx[i] = i
	}
	mergeSort(idx, make([]int, len(idx)), rows.compare)
	var starts []int
	for k, i := range idx {
		if k == 0 || rows.differ(idx[k-1], i) {
			starts = append(starts, k)
		}
	}
	inverse := make([]int, len(idx))
	kernels.UniqueInverse(inverse, idx, starts)
	first := pickRuns(idx, starts)
	return Uniques[T]{takeAlong(op, a, first, axis), first, FromSlice(inverse), runLengths(starts, len(idx))}
}

// rowSet is the parts of an array along an axis, as rows of contiguous elements.
type rowSet struct {
	order        order
	p            unsafe.Pointer
	count, width int
}

func newRows[T any](o order, a Array[T], axis int) rowSet {
	l := a.layout()
	shape, strides := l.without(axis).shape(), l.without(axis).strides()
	front := l.view(append([]int{l.shape()[axis]}, shape...), append([]int{l.strides()[axis]}, strides...))
	r := rowSet{order: o, p: pointerTo(elemsOf(Array[T]{a.p, front})), count: l.shape()[axis]}
	if r.count > 0 {
		r.width = l.size / r.count
	}
	return r
}

func (r *rowSet) compare(i, j int) int {
	for k := range r.width {
		if c := r.order.compare(r.p, i*r.width+k, j*r.width+k); c != 0 {
			return c
		}
	}
	return 0
}

func (r *rowSet) differ(i, j int) bool {
	for k := range r.width {
		if r.order.compare(r.p, i*r.width+k, j*r.width+k) != 0 || r.order.isNaN(r.p, i*r.width+k) {
			return true
		}
	}
	return false
}
