package ndarray

import "slices"

// Roll returns a new array in which the elements of a are moved by shift places
// along an axis; those moved beyond the end come in at the begin. It panics with
// ErrAxis if the axis is out of range.
func Roll[T any](a Array[T], shift, axis int) Array[T] { return a.Roll(shift, axis) }

// Roll is the function [Roll] as a method.
func (a Array[T]) Roll(shift, axis int) Array[T] {
	return rollTo("Roll", unset[T]("Roll", a.layout().shape()), a, shift, axis)
}

// RollTo stores [Roll] of a in out, which may overlap a, and returns out. It panics
// with ErrShape unless out has the shape of a.
func RollTo[T any](out, a Array[T], shift, axis int) Array[T] {
	wrapAxis("Roll", axis, a.NDim())
	checkOutput("Roll", out, a.layout().shape())
	return rollTo("Roll", out, apart(out, a), shift, axis)
}

func rollTo[T any](op string, out, a Array[T], shift, axis int) Array[T] {
	l := a.layout()
	axis = wrapAxis(op, axis, int(l.ndim))
	n := l.shape()[axis]
	if l.size == 0 {
		return out
	}
	shift = (shift%n + n) % n
	out.along(axis, shift, n).Assign(a.along(axis, 0, n-shift))
	out.along(axis, 0, shift).Assign(a.along(axis, n-shift, n))
	return out
}

// RollAxes is [Roll] by shifts[i] along axes[i], for all i; the shifts of an axis that
// is given twice add up. It panics with ErrAxis, too, if the lists differ in length.
func RollAxes[T any](a Array[T], shifts, axes []int) Array[T] { return a.RollAxes(shifts, axes) }

// RollAxes is the function [RollAxes] as a method.
func (a Array[T]) RollAxes(shifts, axes []int) Array[T] {
	return RollAxesTo(a.like("RollAxes"), a, shifts, axes)
}

// RollAxesTo stores [RollAxes] in out, of the same shape as the result, and returns out, which
// may overlap the others.
func RollAxesTo[T any](out, a Array[T], shifts, axes []int) Array[T] {
	const op = "RollAxes"
	if len(shifts) != len(axes) {
		fail(op, ErrAxis, "%d shifts for %d axes", len(shifts), len(axes))
	}
	for _, axis := range axes {
		wrapAxis(op, axis, a.NDim())
	}
	checkOutput(op, out, a.layout().shape())
	last := len(axes) - 1
	if last < 0 {
		return out.Assign(a)
	}
	for i, axis := range axes[:last] {
		a = rollTo(op, a.like(op), a, shifts[i], axis)
	}
	return rollTo(op, out, apart(out, a), shifts[last], axes[last])
}

// RollFlat returns a new array of the shape of a in which the elements are moved by
// shift places in C order, from row to row; those moved beyond the end come in at
// the begin.
func RollFlat[T any](a Array[T], shift int) Array[T] { return a.RollFlat(shift) }

// RollFlat is the function [RollFlat] as a method.
func (a Array[T]) RollFlat(shift int) Array[T] {
	return RollFlatTo(a.like("RollFlat"), a, shift)
}

// RollFlatTo stores [RollFlat] in out, of the same shape as the result, and returns out, which
// may overlap the others.
func RollFlatTo[T any](out, a Array[T], shift int) Array[T] {
	const op = "RollFlat"
	return computed(op, out, a, a.layout().shape(), func(dst Array[T]) { rollTo(op, dst.Ravel(), a.Ravel(), shift, 0) })
}

// Insert returns a new array in which v is put before the parts of a at the indices
// at along an axis, each index being that of a. Negative ones count from the end,
// and the length of the axis is its end. v is broadcast to the shape of a with
// len(at) parts along the axis; of parts with the same index, the first comes first.
// It panics with ErrIndex if an index is out of range, with ErrAxis if the axis is,
// and with ErrShape if v does not broadcast.
//
// NumPy moves the axis of v to the front if at is a single number; here v always has
// the axes of a.
func Insert[T any](a Array[T], at []int, v Array[T], axis int) Array[T] {
	return a.Insert(at, v, axis)
}

// Insert is the function [Insert] as a method.
func (a Array[T]) Insert(at []int, v Array[T], axis int) Array[T] {
	return insertParts(nil, a, at, v, axis)
}

// InsertTo stores [Insert] in out, of the same shape as the result, and returns out, which
// may overlap the others.
func InsertTo[T any](out, a Array[T], at []int, v Array[T], axis int) Array[T] {
	return insertParts(&out, a, at, v, axis)
}

func insertParts[T any](to *Array[T], a Array[T], at []int, v Array[T], axis int) Array[T] {
	const op = "Insert"
	axis = wrapAxis(op, axis, a.NDim())
	shape := a.Shape()
	n := shape[axis]
	order := insertOrder(op, at, axis, n)
	shape[axis] = len(at)
	v = v.withoutLeading(len(shape))
	if !v.layout().fits(shape) {
		fail(op, ErrShape, "could not broadcast input array from shape %s into shape %s", shapeString(v.Shape()), shapeString(shape))
	}
	v = v.BroadcastTo(shape...)
	shape[axis] += n
	out := output(op, to, shape)
	a, v = beside(to, a), beside(to, v)
	from, end := 0, 0
	for _, k := range order {
		i := insertPlace(at[k], n)
		out.along(axis, end, end+i-from).Assign(a.along(axis, from, i))
		end += i - from
		from = i
		out.along(axis, end, end+1).Assign(v.along(axis, k, k+1))
		end++
	}
	out.along(axis, end, shape[axis]).Assign(a.along(axis, from, n))
	return out
}

// insertOrder returns the order in which parts are put before the indices at.
func insertOrder(op string, at []int, axis, n int) []int {
	for _, i := range at {
		if i < -n || i > n {
			fail(op, ErrIndex, "index %d is out of bounds for axis %d with size %d", i, axis, n)
		}
	}
	order := allAxes(len(at))
	slices.SortStableFunc(order, func(i, j int) int { return insertPlace(at[i], n) - insertPlace(at[j], n) })
	return order
}

func insertPlace(i, n int) int {
	if i < 0 {
		i += n
	}
	return i
}

// Delete returns a new array without the parts of a at the indices at along an axis.
// Negative ones count from the end; one that is given twice counts once. It panics
// with ErrIndex if an index is out of range, and with ErrAxis if the axis is.
func Delete[T any](a Array[T], at []int, axis int) Array[T] { return a.Delete(at, axis) }

// Delete is the function [Delete] as a method.
func (a Array[T]) Delete(at []int, axis int) Array[T] { return without(nil, a, at, axis) }

// DeleteTo stores [Delete] in out, of the same shape as the result, and returns out, which
// may overlap the others.
func DeleteTo[T any](out, a Array[T], at []int, axis int) Array[T] {
	return without(&out, a, at, axis)
}

func without[T any](to *Array[T], a Array[T], at []int, axis int) Array[T] {
	const op = "Delete"
	axis = wrapAxis(op, axis, a.NDim())
	shape := a.Shape()
	n := shape[axis]
	gone := make([]int, len(at))
	for k, i := range at {
		gone[k] = wrapIndex(op, i, axis, n)
	}
	slices.Sort(gone)
	gone = slices.Compact(gone)
	shape[axis] -= len(gone)
	out := output(op, to, shape)
	a = beside(to, a)
	from, end := 0, 0
	for _, i := range append(gone, n) {
		out.along(axis, end, end+i-from).Assign(a.along(axis, from, i))
		end += i - from
		from = i + 1
	}
	return out
}
