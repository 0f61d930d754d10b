package ndarray

import (
	"context"
	"iter"
	"slices"
	"unsafe"

	"github.com/lanewise/lanewise/kernels"
	"github.com/lanewise/lanewise/threadctl"
)

// Side says where [SearchSorted] puts a value among its equals.
type Side = kernels.Side

const (
	Left  = kernels.Left  // before them
	Right = kernels.Right // behind them
)

// SearchSorted returns for each element of values the index at which it could be
// put into a, which has one axis and is sorted as by [Sort]: the number of elements
// that are less (Left), or less or equal (Right). NaN is greater than all numbers
// and equal to itself. It panics with ErrShape if a does not have one axis. If a is
// not sorted, the result is some indices.
func SearchSorted[T Sortable](a, values Array[T], side Side) Array[int] {
	return a.SearchSorted(values, side)
}

// SearchSorted is the function [SearchSorted] as a method; see [Array.Add].
func (a Array[T]) SearchSorted(values Array[T], side Side) Array[int] {
	out := unset[int]("SearchSorted", values.layout().shape())
	searchSorted("SearchSorted", elemsOf(out), a, values, side)
	return out
}

// SearchSortedTo stores [SearchSorted] of a and values in out, which has the shape
// of values, and returns out. They may overlap.
func SearchSortedTo[T Sortable](out Array[int], a, values Array[T], side Side) Array[int] {
	const op = "SearchSortedTo"
	o := out.layout()
	checkSameShape(op, o, values.layout())
	if !o.fresh() || overlap(out, a) || overlap(out, values) {
		return out.Assign(SearchSorted(a, values, side))
	}
	searchSorted(op, unsafe.Slice(out.p, o.size), a, values, side)
	return out
}

// SearchSortedBy is [SearchSorted] in an array that the indices sorter sort, as
// [ArgSort] gives them.
func SearchSortedBy[T Sortable](a, values Array[T], side Side, sorter Array[int]) Array[int] {
	return SearchSorted(sortedBy(a, sorter), values, side)
}

// sortedBy returns the elements of a in the order of sorter.
func sortedBy[T Sortable](a Array[T], sorter Array[int]) Array[T] {
	const op = "SearchSortedBy"
	if !slices.Equal(sorter.layout().shape(), a.layout().shape()) {
		fail(op, ErrShape, "sorter.size must equal len(a): shapes %s and %s", shapeString(sorter.layout().shape()), shapeString(a.layout().shape()))
	}
	checkVector(op, a.layout())
	return takeAlong(op, a, sorter, 0)
}

// SearchSortedByTo stores [SearchSortedBy] in out, of the shape of values, and returns out;
// see [SearchSortedTo].
func SearchSortedByTo[T Sortable](out Array[int], a, values Array[T], side Side, sorter Array[int]) Array[int] {
	return SearchSortedTo(out, sortedBy(a, sorter), values, side)
}

func checkVector(op string, l *layout) {
	if l.ndim != 1 {
		fail(op, ErrShape, "array of shape %s does not have one axis", shapeString(l.shape()))
	}
}

func searchSorted[T any](op string, dst []int, a, values Array[T], side Side) {
	l := a.layout()
	o := orderFor[T](op, l.kind)
	checkVector(op, l)
	if len(dst) == 0 {
		return
	}
	x, v := elemsOf(a), elemsOf(values)
	if len(dst) < grain {
		o.search(dst, pointerTo(x), len(x), pointerTo(v), side)
		return
	}
	each(len(dst), grain/4, func(lo, hi int) {
		o.search(dst[lo:hi], pointerTo(x), len(x), pointerTo(v[lo:hi]), side)
	})
}

// Digitize returns for each element of x the number of the bin that it is in. bins,
// of one axis, ascends or descends. If it ascends, i means bins[i-1] <= x < bins[i],
// or, with right, bins[i-1] < x <= bins[i]; if it descends, bins[i-1] > x >= bins[i],
// or, with right, bins[i-1] >= x > bins[i]. It is 0 before the first and bins.Size()
// behind the last. It panics with ErrShape if bins does not have one axis, and with
// ErrValue if it neither ascends nor descends.
func Digitize[T Real](x, bins Array[T], right bool) Array[int] {
	return DigitizeTo(unset[int]("Digitize", x.layout().shape()), x, bins, right)
}

// DigitizeTo stores [Digitize] of x in out, of the same shape, and returns out, which may
// overlap the others.
func DigitizeTo[T Real](out Array[int], x, bins Array[T], right bool) Array[int] {
	const op = "Digitize"
	checkVector(op, bins.layout())
	b := elemsOf(bins)
	up, down := true, true
	for i := 1; i < len(b); i++ {
		up = up && b[i-1] <= b[i]
		down = down && b[i-1] >= b[i]
	}
	side := Side(!right)
	switch {
	case up:
		return SearchSortedTo(out, bins, x, side)
	case down:
		SearchSortedTo(out, bins.Slice(RS(End, Begin, -1)), x, side)
		return ScalarSubTo(out, len(b), out)
	}
	fail(op, ErrValue, "bins must be monotonically increasing or decreasing")
	return Array[int]{}
}

// ArgMax returns the number in C order of the first of the greatest elements, or of
// the first NaN if there is one (a complex number with a NaN in either part). For
// the order see [Sortable]. It panics with ErrShape if a is empty.
func ArgMax[T Sortable](a Array[T]) int { return argExtreme("ArgMax", a, true) }

// ArgMax is the function [ArgMax] as a method; see [Array.Add].
func (a Array[T]) ArgMax() int { return argExtreme("ArgMax", a, true) }

// ArgMin returns the number in C order of the first of the least elements; see
// [ArgMax].
func ArgMin[T Sortable](a Array[T]) int { return argExtreme("ArgMin", a, false) }

// ArgMin is the function [ArgMin] as a method; see [Array.Add].
func (a Array[T]) ArgMin() int { return argExtreme("ArgMin", a, false) }

// ArgMaxAxis returns the index along an axis, which the result lacks, of the first
// of the greatest elements, or of the first NaN. It panics with ErrAxis if axis is
// out of range, and with ErrShape if it has length 0.
func ArgMaxAxis[T Sortable](a Array[T], axis int) Array[int] {
	return argExtremeAxis("ArgMaxAxis", a, axis, true)
}

// ArgMaxAxis is the function [ArgMaxAxis] as a method; see [Array.Add].
func (a Array[T]) ArgMaxAxis(axis int) Array[int] {
	return argExtremeAxis("ArgMaxAxis", a, axis, true)
}

// ArgMaxAxisTo stores [ArgMaxAxis] of a in out, which has its shape, and returns
// out. out may overlap a.
func ArgMaxAxisTo[T Sortable](out Array[int], a Array[T], axis int) Array[int] {
	return argExtremeAxisTo("ArgMaxAxisTo", out, a, axis, true)
}

// ArgMinAxis returns the index along an axis of the first of the least elements;
// see [ArgMaxAxis].
func ArgMinAxis[T Sortable](a Array[T], axis int) Array[int] {
	return argExtremeAxis("ArgMinAxis", a, axis, false)
}

// ArgMinAxis is the function [ArgMinAxis] as a method; see [Array.Add].
func (a Array[T]) ArgMinAxis(axis int) Array[int] {
	return argExtremeAxis("ArgMinAxis", a, axis, false)
}

// ArgMinAxisTo stores [ArgMinAxis] of a in out; see [ArgMaxAxisTo].
func ArgMinAxisTo[T Sortable](out Array[int], a Array[T], axis int) Array[int] {
	return argExtremeAxisTo("ArgMinAxisTo", out, a, axis, false)
}

func argExtreme[T any](op string, a Array[T], largest bool) int {
	l := a.layout()
	o := orderFor[T](op, l.kind)
	if l.size == 0 {
		failEmpty(op, largest)
	}
	x := elemsOf(a)
	if len(x) < parallelMin {
		return o.argExtreme(pointerTo(x), len(x), largest)
	}
	// The best of each part, and the best of these: two candidates are compared
	// by the same rule, as if they were neighbours.
	best, err := threadctl.Reduce(context.Background(), len(x), grain, func(lo, hi int) int {
		return lo + o.argExtreme(pointerTo(x[lo:hi]), hi-lo, largest)
	}, func(i, j int) int {
		pair := [2]T{x[i], x[j]}
		return [2]int{i, j}[o.argExtreme(unsafe.Pointer(&pair), 2, largest)]
	})
	if err != nil {
		panic(err)
	}
	return best
}

func failEmpty(op string, largest bool) {
	name := "argmin"
	if largest {
		name = "argmax"
	}
	fail(op, ErrShape, "attempt to get %s of an empty sequence", name)
}

func argExtremeAxis[T any](op string, a Array[T], axis int, largest bool) Array[int] {
	l := a.layout()
	axis = wrapAxis(op, axis, int(l.ndim))
	return argExtremeAxisTo(op, unset[int](op, l.without(axis).shape()), a, axis, largest)
}

func argExtremeAxisTo[T any](op string, out Array[int], a Array[T], axis int, largest bool) Array[int] {
	l := a.layout()
	o := orderFor[T](op, l.kind)
	axis = wrapAxis(op, axis, int(l.ndim))
	checkSameShape(op, out.layout(), l.without(axis))
	if l.shape()[axis] == 0 {
		failEmpty(op, largest)
	}
	if l.size == 0 {
		return out
	}
	if overlap(out, a) {
		a = a.Copy()
		l = a.lay
	}
	n, stride := l.shape()[axis], l.strides()[axis]
	lanesInto(out.layout(), axis, l).run(func(places iter.Seq[perOperand]) {
		var room laneRoom[T]
		defer room.release()
		for off := range places {
			x := room.read(a.at(off[1]), stride, n)
			*out.at(off[0]) = o.argExtreme(pointerTo(x), n, largest)
		}
	})
	return out
}
