package ndarray

import "slices"

// view returns the layout of elements of l with another shape and strides.
func (l *layout) view(shape, strides []int) *layout {
	v := allocLayout(l.kind, l.item, len(shape))
	copy(v.shape(), shape)
	copy(v.strides(), strides)
	return v.finish(l.flags & readOnly)
}

// permute returns the layout whose axis i is axis order[i] of l.
func (l *layout) permute(order []int) *layout {
	v := allocLayout(l.kind, l.item, len(order))
	shape, strides := v.shape(), v.strides()
	for i, d := range order {
		shape[i], strides[i] = l.shape()[d], l.strides()[d]
	}
	return v.finish(l.flags & (dense | readOnly))
}

// allAxes returns the numbers 0 to n-1.
func allAxes(n int) []int {
	s := make([]int, n)
	for i := range s {
		s[i] = i
	}
	return s
}

// Permute returns a view of a with the axes in another order: axis i of the view
// is axis axes[i] of a. Each axis of a is named once; negative ones count from the
// end. It panics with ErrAxis otherwise.
func (a Array[T]) Permute(axes ...int) Array[T] {
	const op = "Permute"
	l := a.layout()
	if len(axes) != int(l.ndim) {
		fail(op, ErrAxis, "axes %s don't match array of dimension %d", shapeString(axes), l.ndim)
	}
	return Array[T]{a.p, l.permute(wrapAxes(op, axes, int(l.ndim)))}
}

// SwapAxes returns a view of a with two axes exchanged. It panics with ErrAxis if
// one is out of range.
func (a Array[T]) SwapAxes(axis1, axis2 int) Array[T] {
	return a.swap("SwapAxes", axis1, axis2)
}

func (a Array[T]) swap(op string, axis1, axis2 int) Array[T] {
	l := a.layout()
	i, j := wrapAxis(op, axis1, int(l.ndim)), wrapAxis(op, axis2, int(l.ndim))
	order := allAxes(int(l.ndim))
	order[i], order[j] = j, i
	return Array[T]{a.p, l.permute(order)}
}

// MT returns a view of a with the last two axes exchanged: each matrix of a stack
// transposed. It panics with ErrAxis if a has fewer than two axes.
func (a Array[T]) MT() Array[T] {
	if n := a.NDim(); n < 2 {
		fail("MT", ErrAxis, "an array of dimension %d holds no matrices", n)
	}
	return a.swap("MT", -2, -1)
}

// MoveAxis returns a view of a in which axis src[i] of a is axis dst[i], and the
// others follow each other as before. It panics with ErrAxis if an axis is out of
// range or given twice, or the lists differ in length.
func (a Array[T]) MoveAxis(src, dst []int) Array[T] {
	const op = "MoveAxis"
	l := a.layout()
	if len(src) != len(dst) {
		fail(op, ErrAxis, "%d axes to be moved to %d places", len(src), len(dst))
	}
	from, to := wrapAxes(op, src, int(l.ndim)), wrapAxes(op, dst, int(l.ndim))
	order := allAxes(int(l.ndim))
	for i := range order {
		order[i] = -1
	}
	for i, d := range to {
		order[d] = from[i]
	}
	next := 0
	for i, d := range order {
		if d >= 0 {
			continue
		}
		for slices.Contains(from, next) {
			next++
		}
		order[i] = next
		next++
	}
	return Array[T]{a.p, l.permute(order)}
}

// Squeeze returns a view of a without the given axes, which have length 1; without
// arguments it lacks all axes of length 1. It panics with ErrAxis if an axis is out
// of range or given twice, and with ErrShape if its length is not 1.
func (a Array[T]) Squeeze(axes ...int) Array[T] {
	const op = "Squeeze"
	l := a.layout()
	drop := wrapAxes(op, axes, int(l.ndim))
	var shape, strides []int
	for d, n := range l.shape() {
		switch named := slices.Contains(drop, d); {
		case named && n != 1:
			fail(op, ErrShape, "axis %d of shape %s has length %d, not 1", d, shapeString(l.shape()), n)
		case named || len(axes) == 0 && n == 1:
		default:
			shape, strides = append(shape, n), append(strides, l.strides()[d])
		}
	}
	return Array[T]{a.p, l.view(shape, strides)}
}

// ExpandDims returns a view of a with axes of length 1 added, which are axes number
// axes... of the view; negative ones count from its end. It panics with ErrAxis if
// one is out of range or given twice.
func (a Array[T]) ExpandDims(axes ...int) Array[T] { return a.expand("ExpandDims", axes) }

// Keep returns a view of a with the axes that a reduction took away, as axes of
// length 1, so that the result broadcasts against what was reduced. It is
// [Array.ExpandDims] under a name that says so:
//
//	a.Sub(a.MaxAxis(1).Keep(1))
func (a Array[T]) Keep(axes ...int) Array[T] { return a.expand("Keep", axes) }

func (a Array[T]) expand(op string, axes []int) Array[T] {
	l := a.layout()
	ndim := int(l.ndim) + len(axes)
	if ndim > maxDims {
		fail(op, ErrShape, "%d dimensions, at most %d are supported", ndim, maxDims)
	}
	added := wrapAxes(op, axes, ndim)
	shape, strides := make([]int, ndim), make([]int, ndim)
	from := 0
	for d := range shape {
		if slices.Contains(added, d) {
			shape[d] = 1
			continue
		}
		shape[d], strides[d] = l.shape()[from], l.strides()[from]
		from++
	}
	return Array[T]{a.p, l.view(shape, strides)}
}

// AtLeast1D returns a, or if it has no axes a view of shape (1,).
func (a Array[T]) AtLeast1D() Array[T] {
	if a.NDim() > 0 {
		return a
	}
	return a.ExpandDims(0)
}

// AtLeast2D returns a, or if it has fewer than two axes a view of shape (1,1) or
// (1,n).
func (a Array[T]) AtLeast2D() Array[T] {
	switch a.NDim() {
	case 0:
		return a.ExpandDims(0, 1)
	case 1:
		return a.ExpandDims(0)
	}
	return a
}

// AtLeast3D returns a, or if it has fewer than three axes a view of shape (1,1,1),
// (1,n,1) or (n,m,1).
func (a Array[T]) AtLeast3D() Array[T] {
	switch a.NDim() {
	case 0:
		return a.ExpandDims(0, 1, 2)
	case 1:
		return a.ExpandDims(0, 2)
	case 2:
		return a.ExpandDims(2)
	}
	return a
}

// Ravel returns the elements of a, in C order, with one axis: a view if one stride
// covers them, otherwise a copy.
func (a Array[T]) Ravel() Array[T] { return a.Reshape(a.Size()) }

// Flatten returns a copy of the elements of a, in C order, with one axis.
func (a Array[T]) Flatten() Array[T] { return a.Copy().Reshape(a.Size()) }
