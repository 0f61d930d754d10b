package ndarray

import (
	"math"
	"slices"
)

// Diagonal returns a view of the diagonals of a in the plane of two axes: for
// matrices (0, 0, 1) selects a[i,i], and an offset k a[i,i+k]. The view lacks the
// two axes, and its last one goes along the diagonal. A diagonal that lies outside
// has no elements. Unlike NumPy's, the view can be written to unless a is
// read-only. It panics with ErrAxis if an axis is out of range or they are the
// same.
func (a Array[T]) Diagonal(offset, axis1, axis2 int) Array[T] {
	l := a.layout()
	axes := wrapAxes("Diagonal", []int{axis1, axis2}, int(l.ndim))
	i, j := axes[0], axes[1]
	n, m := l.shape()[i], l.shape()[j]
	si, sj := l.strides()[i], l.strides()[j]
	var length, off int
	if offset >= 0 {
		length = max(0, min(n, m-offset))
		off = min(offset, m) * sj
	} else {
		length = max(0, min(n+max(offset, -n), m))
		off = -max(offset, -n) * si
	}
	shape, strides := slices.Clone(l.shape()), slices.Clone(l.strides())
	for _, d := range []int{max(i, j), min(i, j)} {
		shape, strides = slices.Delete(shape, d, d+1), slices.Delete(strides, d, d+1)
	}
	return a.viewAt(off, l.view(append(shape, length), append(strides, si+sj)))
}

// Windows returns a read-only view of all windows of the given lengths: with
// lengths (w0, w1, ...) for axes (0, 1, ...), element [i0, i1, ..., j0, j1, ...] is
// a[i0+j0, i1+j1, ...], for all windows that lie within a. Without axes there is a
// length for each axis of a. A moving mean is
//
//	Mean(a.Windows([]int{5}), -1)
//
// It panics with ErrAxis if an axis is out of range, and with ErrShape if lengths
// and axes differ in number, or a length is negative or greater than that of the
// axis.
func (a Array[T]) Windows(lengths []int, axes ...int) Array[T] {
	const op = "Windows"
	l := a.layout()
	if len(axes) == 0 {
		axes = allAxes(int(l.ndim))
	}
	if len(lengths) != len(axes) {
		fail(op, ErrShape, "%d lengths of windows for %d axes", len(lengths), len(axes))
	}
	shape, strides := slices.Clone(l.shape()), slices.Clone(l.strides())
	for i, axis := range axes {
		d := wrapAxis(op, axis, int(l.ndim))
		if n := shape[d]; lengths[i] < 0 || lengths[i] > n {
			fail(op, ErrShape, "window of length %d along axis %d of length %d", lengths[i], d, n)
		}
		shape[d] -= lengths[i] - 1
		shape, strides = append(shape, lengths[i]), append(strides, strides[d])
	}
	checkShape(op, shape, l.item, math.MaxInt)
	v := l.view(shape, strides)
	v.flags |= readOnly
	return Array[T]{a.p, v}
}

// BroadcastShapes returns the shape that arrays of the given shapes have when they
// are broadcast together; without shapes it is (). It panics with ErrShape if they
// don't fit.
func BroadcastShapes(shapes ...[]int) []int { return broadcastShapes("BroadcastShapes", shapes) }

func broadcastShapes(op string, shapes [][]int) []int {
	shape := []int{}
	for _, s := range shapes {
		checkShape(op, s, 1, math.MaxInt)
		shape = broadcastShape(op, nil, shape, s)
	}
	return shape
}

// BroadcastArrays returns read-only views of the arrays, all of the shape to which
// they are broadcast together. It panics with ErrShape if they don't fit. Arrays of
// different element types take [BroadcastShapes] and [Array.BroadcastTo].
func BroadcastArrays[T any](arrays ...Array[T]) []Array[T] {
	shapes := make([][]int, len(arrays))
	for i, a := range arrays {
		shapes[i] = a.layout().shape()
	}
	shape := broadcastShapes("BroadcastArrays", shapes)
	views := make([]Array[T], len(arrays))
	for i, a := range arrays {
		views[i] = a.BroadcastTo(shape...)
	}
	return views
}
