package ndarray

import "math"

// Ix selects along one axis, for [Array.Slice]. The zero Ix is All.
type Ix struct {
	kind         ixKind
	lo, hi, step int
}

type ixKind uint8

const (
	ixAll ixKind = iota
	ixInt
	ixRange
	ixRest
	ixNewAxis
)

// Bounds for R and RS that stand for an omitted one: Begin is before the first
// element and End after the last, whichever way a range goes. RS(End, Begin, -1)
// reverses an axis.
const (
	Begin = math.MinInt
	End   = math.MaxInt
)

var (
	// All selects a whole axis, NumPy's ":".
	All = Ix{}
	// Rest selects as many whole axes as are not selected otherwise, NumPy's
	// "...". It is implied at the end.
	Rest = Ix{kind: ixRest}
	// NewAxis adds an axis of length 1.
	NewAxis = Ix{kind: ixNewAxis}
)

// I selects one index and removes the axis. A negative i counts from the end.
func I(i int) Ix { return Ix{kind: ixInt, lo: i} }

// R selects the indices from lo up to, not including, hi. Negative bounds count
// from the end, and bounds beyond the axis are moved to its ends.
func R(lo, hi int) Ix { return RS(lo, hi, 1) }

// RS selects the indices lo, lo+step, lo+2*step, ... before hi, or, if step is
// negative, after hi. The bounds are as in R: RS(9, -1, -2) of ten elements is
// empty, because -1 is the last; down to the first element it is
// RS(9, Begin, -2).
func RS(lo, hi, step int) Ix { return Ix{kind: ixRange, lo: lo, hi: hi, step: step} }

// Slice returns a view of the elements that one Ix for each axis selects, as
// NumPy's basic indexing a[1:3, ::-1, ..., None] does:
//
//	a.Slice(R(1, 3), RS(End, Begin, -1), Rest, NewAxis)
//
// It panics with ErrIndex if an integer is out of range, a step is 0, there are
// more selections than axes, or more than one Rest.
func (a Array[T]) Slice(ix ...Ix) Array[T] {
	l := a.layout()
	v, off := l.slice("Slice", ix)
	if v.size == 0 {
		return Array[T]{a.p, v} // at off there may be no memory
	}
	return Array[T]{a.at(off), v}
}

// slice returns the layout of a selection, and where it begins.
func (l *layout) slice(op string, ix []Ix) (v *layout, off int) {
	ndim, whole := l.countAxes(op, ix)
	v = allocLayout(l.kind, l.item, ndim)
	shape, strides := v.shape(), v.strides()
	from, to := 0, 0 // the next axis of l and of v
	keep := func(n int) {
		copy(shape[to:], l.shape()[from:from+n])
		copy(strides[to:], l.strides()[from:from+n])
		from, to = from+n, to+n
	}
	for _, x := range ix {
		switch x.kind {
		case ixAll:
			keep(1)
		case ixInt:
			off += wrapIndex(op, x.lo, from, l.shape()[from]) * l.strides()[from]
			from++
		case ixRange:
			first, n := x.resolve(op, l.shape()[from])
			shape[to], strides[to] = n, l.strides()[from]
			off += first * strides[to]
			if n > 1 { // otherwise the product means nothing, and could overflow
				strides[to] *= x.step
			}
			from, to = from+1, to+1
		case ixRest:
			keep(whole)
			whole = 0
		case ixNewAxis:
			shape[to] = 1
			to++
		}
	}
	keep(whole)
	return v.finish(l.flags & readOnly), off
}

// countAxes returns how many axes the selection has, and how many of l are
// selected by Rest, or by nothing.
func (l *layout) countAxes(op string, ix []Ix) (ndim, whole int) {
	ndim = int(l.ndim)
	whole = ndim
	rests := 0
	for _, x := range ix {
		switch x.kind {
		case ixRest:
			rests++
		case ixNewAxis:
			ndim++
		case ixInt:
			ndim--
			whole--
		default:
			whole--
		}
	}
	switch {
	case rests > 1:
		fail(op, ErrIndex, "an index can only have a single Rest")
	case whole < 0:
		fail(op, ErrIndex, "too many indices for array: array is %d-dimensional, but %d were indexed", l.ndim, int(l.ndim)-whole)
	case ndim > maxDims:
		fail(op, ErrShape, "%d dimensions, at most %d are supported", ndim, maxDims)
	}
	return ndim, whole
}

// resolve returns the first index and the number of indices that a range
// selects from an axis of the given length.
func (x Ix) resolve(op string, length int) (first, n int) {
	if x.step == 0 {
		fail(op, ErrIndex, "slice step cannot be zero")
	}
	low, high := 0, length
	if x.step < 0 {
		low, high = -1, length-1
	}
	bound := func(i int) int {
		if i < 0 {
			i += length
		}
		return min(max(i, low), high)
	}
	lo, hi := bound(x.lo), bound(x.hi)
	switch {
	case x.step > 0 && lo < hi:
		return lo, (hi-lo-1)/x.step + 1
	case x.step < 0 && hi < lo:
		return lo, (hi-lo+1)/x.step + 1
	}
	return 0, 0
}
