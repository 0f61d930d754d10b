package ndarray

import "unsafe"

// IsIn returns for each element of a whether test holds an equal one. NaN is equal
// to nothing, and zeros of either sign are equal. Not of it tells which are not in
// test.
func IsIn[T Sortable](a, test Array[T]) Array[bool] {
	const op = "IsIn"
	return isInTo(op, unset[bool](op, a.layout().shape()), a, test)
}

// IsInTo stores [IsIn] of a and test in out, which has the shape of a, and returns
// out. They may overlap.
func IsInTo[T Sortable](out Array[bool], a, test Array[T]) Array[bool] {
	const op = "IsInTo"
	o := out.layout()
	checkSameShape(op, o, a.layout())
	if !o.fresh() || overlap(out, a) {
		return out.Assign(IsIn(a, test))
	}
	return isInTo(op, out, a, test)
}

func isInTo[T any](op string, out Array[bool], a, test Array[T]) Array[bool] {
	o := orderFor[T](op, a.layout().kind)
	in := unsafe.Slice(out.p, out.layout().size)
	isIn(o, in, elemsOf(a), sortedFlat(o, test))
	return out
}

// isIn sets in to whether sorted holds the elements of x.
func isIn[T any](o order, in []bool, x, sorted []T) {
	if len(x) < grain {
		o.contains(in, pointerTo(sorted), len(sorted), pointerTo(x))
		return
	}
	each(len(x), grain/4, func(lo, hi int) {
		o.contains(in[lo:hi], pointerTo(sorted), len(sorted), pointerTo(x[lo:hi]))
	})
}

// sortedFlat returns the elements of a, sorted, in a new slice.
func sortedFlat[T any](o order, a Array[T]) []T {
	x := elemsOf(a.Copy())
	if len(x) > 0 {
		sortRun(o, x, false, len(x) >= parallelSortMin)
	}
	return x
}

// Union1D returns the elements of a and b, each value once, in ascending order; a
// NaN, too.
func Union1D[T Sortable](a, b Array[T]) Array[T] {
	return Unique(FromSlice(append(elemsOf(a.Copy()), elemsOf(b)...)))
}

// Intersect1D returns the values that are in a and in b, each once, in ascending
// order. NaN is equal to nothing, and never among them.
func Intersect1D[T Sortable](a, b Array[T]) Array[T] {
	values := Unique(a)
	return values.Mask(IsIn(values, b))
}

// Intersect1DIndices is [Intersect1D] with the numbers in C order of the first
// element of a and of b for each value.
func Intersect1DIndices[T Sortable](a, b Array[T]) (values Array[T], inA, inB Array[int]) {
	ua, ub := UniqueEqualNaN(a), UniqueEqualNaN(b)
	common := IsIn(ua.Values, ub.Values)
	values = ua.Values.Mask(common)
	return values, ua.Indices.Mask(common), ub.Indices.Take(SearchSorted(ub.Values, values, Left), 0)
}

// SetDiff1D returns the values of a that are not in b, each once, in ascending
// order. A NaN is not in b.
func SetDiff1D[T Sortable](a, b Array[T]) Array[T] {
	values := Unique(a)
	return values.Mask(IsIn(values, b).Not())
}

// SetXor1D returns the values that are in a or b but not in both, each once, in
// ascending order. A NaN of a and one of b differ, so that there may be two.
func SetXor1D[T Sortable](a, b Array[T]) Array[T] {
	x, y := SetDiff1D(a, b), SetDiff1D(b, a)
	return FromSlice(sortedFlat(orderFor[T]("SetXor1D", x.layout().kind), FromSlice(append(elemsOf(x), elemsOf(y)...))))
}
