package ndarray

import "slices"

// Sortable is the constraint of elements that have an order: numbers, false
// before true, and strings by their bytes. NaNs come last. Complex numbers are
// ordered by their real parts, then their imaginary parts; those with a NaN in the
// imaginary part come behind those without, and then those with one in the real
// part. Zeros of either sign are equal, and NaNs are.
type Sortable interface{ Elem | ~string }

// Sort returns the elements of a sorted along an axis, in ascending order, in a new
// array. It is stable: zeros and NaNs, which are equal but differ in their bits,
// keep their order. It panics with ErrAxis if axis is out of range. For the order
// see [Sortable], for another one [SortFunc].
func Sort[T Sortable](a Array[T], axis int) Array[T] { return sorted("Sort", a, axis, false) }

// Sort is the function [Sort] as a method; see [Array.Add].
func (a Array[T]) Sort(axis int) Array[T] { return sorted("Sort", a, axis, false) }

// SortTo stores [Sort] of a, which has the shape of out, in out and returns out.
// out may be a or overlap it.
func SortTo[T Sortable](out, a Array[T], axis int) Array[T] {
	return sortedTo("SortTo", out, a, axis, false)
}

// SortIn sorts the elements of a along an axis, in place. It panics with
// ErrReadOnly if a is read-only.
func SortIn[T Sortable](a Array[T], axis int) { sortIn("SortIn", a, axis, false) }

// SortIn is the function [SortIn] as a method; see [Array.Add].
func (a Array[T]) SortIn(axis int) { sortIn("SortIn", a, axis, false) }

// SortDescending is [Sort] in descending order, NaNs first. It is stable, too.
func SortDescending[T Sortable](a Array[T], axis int) Array[T] {
	return sorted("SortDescending", a, axis, true)
}

// SortDescending is the function [SortDescending] as a method; see [Array.Add].
func (a Array[T]) SortDescending(axis int) Array[T] { return sorted("SortDescending", a, axis, true) }

// SortDescendingTo stores [SortDescending] of a in out; see [SortTo].
func SortDescendingTo[T Sortable](out, a Array[T], axis int) Array[T] {
	return sortedTo("SortDescendingTo", out, a, axis, true)
}

// SortDescendingIn is [SortIn] in descending order.
func SortDescendingIn[T Sortable](a Array[T], axis int) { sortIn("SortDescendingIn", a, axis, true) }

func sorted[T any](op string, a Array[T], axis int, descending bool) Array[T] {
	l := a.layout()
	o := orderFor[T](op, l.kind)
	axis = wrapAxis(op, axis, int(l.ndim))
	out := a.Copy()
	sortLanes(o, out, axis, descending)
	return out
}

func sortedTo[T any](op string, out, a Array[T], axis int, descending bool) Array[T] {
	l := out.layout()
	o := orderFor[T](op, l.kind)
	axis = wrapAxis(op, axis, int(l.ndim))
	checkSameShape(op, l, a.layout())
	out.Assign(a)
	sortLanes(o, out, axis, descending)
	return out
}

func sortIn[T any](op string, a Array[T], axis int, descending bool) {
	l := a.layout()
	o := orderFor[T](op, l.kind)
	axis = wrapAxis(op, axis, int(l.ndim))
	l.checkWrite(op)
	sortLanes(o, a, axis, descending)
}

// checkSameShape panics unless out can be written and has the shape of in.
func checkSameShape(op string, out, in *layout) {
	checkOut(op, out, in)
	if !slices.Equal(out.shape(), in.shape()) {
		fail(op, ErrShape, "output of shape %s does not match %s", shapeString(out.shape()), shapeString(in.shape()))
	}
}

// SortFunc returns the elements of a sorted along an axis by a function, which is
// negative if x comes before y, positive if it comes after, and 0 if they are
// equal: these keep their order. It panics with ErrAxis if axis is out of range.
func SortFunc[T any](a Array[T], axis int, compare func(x, y T) int) Array[T] {
	out := a.Copy()
	sortLanes(&comparing[T]{less: compare}, out, wrapAxis("SortFunc", axis, a.NDim()), false)
	return out
}

// SortFuncTo stores [SortFunc] of a in out, which has its shape, and returns out, which
// may overlap a.
func SortFuncTo[T any](out, a Array[T], axis int, compare func(x, y T) int) Array[T] {
	const op = "SortFunc"
	axis = wrapAxis(op, axis, a.NDim())
	checkSameShape(op, out.layout(), a.layout())
	sortLanes(&comparing[T]{less: compare}, out.Assign(a), axis, false)
	return out
}

// SortFuncIn is [SortFunc] in place. It panics with ErrReadOnly if a is read-only.
func SortFuncIn[T any](a Array[T], axis int, compare func(x, y T) int) {
	const op = "SortFuncIn"
	axis = wrapAxis(op, axis, a.NDim())
	a.layout().checkWrite(op)
	sortLanes(&comparing[T]{less: compare}, a, axis, false)
}

// ArgSortFunc returns the indices along an axis that sort a by a function; see
// [SortFunc] and [ArgSort].
func ArgSortFunc[T any](a Array[T], axis int, compare func(x, y T) int) Array[int] {
	return argSortFunc(nil, a, axis, compare)
}

// ArgSortFuncTo stores [ArgSortFunc] of a in out, which has its shape, and returns out,
// which may overlap a.
func ArgSortFuncTo[T any](out Array[int], a Array[T], axis int, compare func(x, y T) int) Array[int] {
	return argSortFunc(&out, a, axis, compare)
}

func argSortFunc[T any](to *Array[int], a Array[T], axis int, compare func(x, y T) int) Array[int] {
	const op = "ArgSortFunc"
	axis = wrapAxis(op, axis, a.NDim())
	out := output(op, to, a.layout().shape())
	indexLanes(out, beside(to, a), axis, func(idx []int, x []T) { argSortCompare(idx, x, compare) })
	return out
}

// ArgSort returns the indices along an axis that sort a: the result of
// [TakeAlongAxis] with them is [Sort] of a. It is stable: equal elements keep
// their order. It panics with ErrAxis if axis is out of range.
func ArgSort[T Sortable](a Array[T], axis int) Array[int] { return argSort("ArgSort", a, axis, false) }

// ArgSort is the function [ArgSort] as a method; see [Array.Add].
func (a Array[T]) ArgSort(axis int) Array[int] { return argSort("ArgSort", a, axis, false) }

// ArgSortTo stores [ArgSort] of a in out, which has its shape, and returns out. out
// may overlap a.
func ArgSortTo[T Sortable](out Array[int], a Array[T], axis int) Array[int] {
	return argSortTo("ArgSortTo", out, a, axis, false)
}

// ArgSortDescending is [ArgSort] in descending order, NaNs first: equal elements
// keep their order.
func ArgSortDescending[T Sortable](a Array[T], axis int) Array[int] {
	return argSort("ArgSortDescending", a, axis, true)
}

// ArgSortDescending is the function [ArgSortDescending] as a method; see
// [Array.Add].
func (a Array[T]) ArgSortDescending(axis int) Array[int] {
	return argSort("ArgSortDescending", a, axis, true)
}

// ArgSortDescendingTo stores [ArgSortDescending] of a in out; see [ArgSortTo].
func ArgSortDescendingTo[T Sortable](out Array[int], a Array[T], axis int) Array[int] {
	return argSortTo("ArgSortDescendingTo", out, a, axis, true)
}

func argSort[T any](op string, a Array[T], axis int, descending bool) Array[int] {
	l := a.layout()
	orderFor[T](op, l.kind)
	wrapAxis(op, axis, int(l.ndim))
	return argSortTo(op, zeros[int](op, l.shape()), a, axis, descending)
}

func argSortTo[T any](op string, out Array[int], a Array[T], axis int, descending bool) Array[int] {
	l := a.layout()
	o := orderFor[T](op, l.kind)
	axis = wrapAxis(op, axis, int(l.ndim))
	checkSameShape(op, out.layout(), l)
	if overlap(out, a) {
		a = a.Copy()
	}
	indexLanes(out, a, axis, func(idx []int, x []T) {
		if descending {
			argSortDescending(o, idx, x)
		} else {
			o.argSort(idx, pointerTo(x))
		}
	})
	return out
}

// LexSort returns the indices along an axis that sort by several keys, of which
// the last one counts most: where elements of it are equal, those of the one before
// decide. The keys, arrays of any type that is [Sortable], have one shape. Equal
// elements keep their order. It panics with ErrValue if there is no key, with
// ErrShape if shapes differ, with ErrDType if a key has no order, and with ErrAxis
// if axis is out of range.
func LexSort(axis int, keys ...Key) Array[int] { return lexSort(nil, axis, keys) }

// LexSortTo stores [LexSort] of the keys in out, which has their shape, and returns out,
// which may overlap them.
func LexSortTo(out Array[int], axis int, keys ...Key) Array[int] { return lexSort(&out, axis, keys) }

func lexSort(to *Array[int], axis int, keys []Key) Array[int] {
	const op = "LexSort"
	if len(keys) == 0 {
		fail(op, ErrValue, "need sequence of keys with len > 0 in lexsort")
	}
	_, l := keys[0].header()
	axis = wrapAxis(op, axis, int(l.ndim))
	for _, k := range keys {
		k.checkKey(op, l)
	}
	if to != nil {
		checkShapeOf(op, to.layout(), l.shape())
	}
	out := zeros[int](op, l.shape()) // keys may share memory with any other
	for i := range l.shape()[axis] {
		out.Slice(axisIx(out.NDim(), axis, R(i, i+1))...).Fill(i)
	}
	for _, k := range keys {
		k.sortBy(out, axis)
	}
	if to != nil {
		return to.Assign(out)
	}
	return out
}

// axisIx returns the arguments of Slice that select x of one axis.
func axisIx(ndim, axis int, x Ix) []Ix {
	ix := make([]Ix, ndim)
	ix[axis] = x
	return ix
}

// A Key is an Array of any element type that has an order, for [LexSort].
type Key interface {
	anyArray
	checkKey(op string, l *layout)
	sortBy(order Array[int], axis int)
}

func (a Array[T]) checkKey(op string, l *layout) {
	own := a.layout()
	orderFor[T](op, own.kind)
	if !slices.Equal(own.shape(), l.shape()) {
		fail(op, ErrShape, "all keys need to be the same shape: %s and %s", shapeString(l.shape()), shapeString(own.shape()))
	}
}

// sortBy rearranges the indices along an axis of order so that the elements of a
// there are sorted; equal ones stay in order.
func (a Array[T]) sortBy(order Array[int], axis int) {
	o := orderFor[T]("LexSort", a.layout().kind)
	by := TakeAlongAxis(a, order, axis)
	next := zeros[int]("LexSort", order.lay.shape())
	indexLanes(next, by, axis, func(idx []int, x []T) { o.argSort(idx, pointerTo(x)) })
	order.Assign(TakeAlongAxis(order, next, axis))
}
