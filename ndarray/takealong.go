package ndarray

import "slices"

// TakeAlongAxis returns the elements of a at the indices ix along an axis: element
// [i, j, k] is a[i, ix[i, j, k], k], if the axis is the second of three. ix has as
// many axes as a, and both are broadcast along the others: the result of [ArgSort]
// makes a sorted array. Negative indices count from the end. It panics with ErrAxis
// if axis is out of range, with ErrShape if the shapes do not fit, and with
// ErrIndex if an index is out of range.
func TakeAlongAxis[T any](a Array[T], ix Array[int], axis int) Array[T] {
	const op = "TakeAlongAxis"
	g := alongAxis(op, a.layout(), ix, axis)
	out := zeros[T](op, g.shape)
	takeAlongLoop(g, out, a)
	return out
}

// TakeAlongAxis is the function [TakeAlongAxis] as a method.
func (a Array[T]) TakeAlongAxis(ix Array[int], axis int) Array[T] { return TakeAlongAxis(a, ix, axis) }

// TakeAlongAxisTo stores [TakeAlongAxis] of a in out, which has its shape, and
// returns out. out may overlap a and ix. It panics as TakeAlongAxis does, with
// ErrShape if the shape differs, and with ErrReadOnly if out is read-only.
func TakeAlongAxisTo[T any](out, a Array[T], ix Array[int], axis int) Array[T] {
	const op = "TakeAlongAxisTo"
	o := out.layout()
	o.checkWrite(op)
	g := alongAxis(op, a.layout(), ix, axis)
	if !slices.Equal(o.shape(), g.shape) {
		fail(op, ErrShape, "output of shape %s does not match the selection of shape %s", shapeString(o.shape()), shapeString(g.shape))
	}
	if overlap(out, a) {
		a = a.Copy()
		g.whole = a.lay
	}
	if overlap(out, ix) {
		g.ix = ix.Copy()
	}
	takeAlongLoop(g, out, a)
	return out
}

// PutAlongAxis stores v, broadcast to the shape of [TakeAlongAxis] of a, in the
// elements of a at the indices ix along an axis. Where an element is given several
// times, the last value stays. v and ix may overlap a. It panics as TakeAlongAxis
// does, with ErrShape if v does not broadcast, and with ErrReadOnly if a is
// read-only, before anything is written.
func PutAlongAxis[T any](a Array[T], ix Array[int], v Array[T], axis int) {
	const op = "PutAlongAxis"
	a.layout().checkWrite(op)
	g := alongAxis(op, a.layout(), ix, axis)
	v = v.withoutLeading(len(g.shape))
	if !v.layout().fits(g.shape) {
		fail(op, ErrShape, "shape mismatch: value array of shape %s could not be broadcast to indexing result of shape %s",
			shapeString(v.layout().shape()), shapeString(g.shape))
	}
	if overlap(a, v) {
		v = v.Copy()
	}
	if overlap(a, ix) {
		ix = ix.Copy()
	}
	size := product(g.shape)
	if size == 0 {
		return
	}
	to := Array[T]{a.p, g.lanes()}.BroadcastTo(g.shape...)
	axes := loopAxes(nil, to.lay, ix.layout(), v.layout())
	so, si, sv := axes[0].stride[0], axes[0].stride[1], axes[0].stride[2]
	c := start(axes, 0, size)
	for ; c.n > 0; c.next() {
		for k := range c.n {
			*a.at(c.off[0] + k*so + g.place(*ix.at(c.off[1] + k*si))) = *v.at(c.off[2] + k*sv)
		}
	}
}

// along is a selection of elements along an axis of an array.
type along struct {
	whole     *layout // of the array
	axis      int
	ix        Array[int]
	shape     []int // of the selection
	n, stride int   // of the axis
}

// alongAxis returns the selection of the indices ix, which it checks.
func alongAxis(op string, l *layout, ix Array[int], axis int) along {
	axis = wrapAxis(op, axis, int(l.ndim))
	if ix.layout().ndim != l.ndim {
		fail(op, ErrShape, "`indices` and `arr` must have the same number of dimensions: shapes %s and %s",
			shapeString(ix.layout().shape()), shapeString(l.shape()))
	}
	g := along{whole: l, axis: axis, ix: ix, n: l.shape()[axis], stride: l.strides()[axis]}
	g.shape = broadcastShape(op, nil, ix.layout().shape(), g.lanes().shape())
	checkShape(op, g.shape, l.item, maxBytes)
	for i := range ix.Values() {
		wrapIndex(op, i, axis, g.n)
	}
	return g
}

// lanes returns the layout of the array with its axis reduced to the first element.
func (g *along) lanes() *layout {
	shape := slices.Clone(g.whole.shape())
	shape[g.axis] = 1
	return g.whole.view(shape, g.whole.strides())
}

// place returns the distance in bytes of element i along the axis.
func (g *along) place(i int) int {
	if i < 0 {
		i += g.n
	}
	return i * g.stride
}

// takeAlongLoop copies the selected elements of a to out, which is apart from it.
func takeAlongLoop[T any](g along, out, a Array[T]) {
	o := out.layout()
	if o.size == 0 {
		return
	}
	g.stride = a.layout().strides()[g.axis]
	ix := g.ix
	axes := loopAxes(nil, o, ix.layout(), g.lanes())
	body := func(axes []axis, lo, hi int) {
		so, si, sa := axes[0].stride[0], axes[0].stride[1], axes[0].stride[2]
		c := start(axes, lo, hi)
		for ; c.n > 0; c.next() {
			for k := range c.n {
				*out.at(c.off[0] + k*so) = *a.at(c.off[2] + k*sa + g.place(*ix.at(c.off[1] + k*si)))
			}
		}
	}
	if o.size < parallelMin {
		body(axes, 0, o.size)
	} else {
		parallel(axes, o.size, body)
	}
}
