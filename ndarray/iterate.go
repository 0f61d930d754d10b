package ndarray

import (
	"iter"
	"slices"
)

// All returns an iterator over the indices of all elements and the elements, in C
// order. The slice of indices is the same each time and must not be changed.
func (a Array[T]) All() iter.Seq2[[]int, T] {
	return func(yield func([]int, T) bool) {
		l := a.layout()
		shape := l.shape()
		ix := make([]int, len(shape))
		for v := range a.Values() {
			if !yield(ix, v) {
				return
			}
			increment(ix, shape)
		}
	}
}

// Ptrs returns an iterator over the addresses of all elements in C order, to change
// them in place. It panics with ErrReadOnly if a is read-only.
func (a Array[T]) Ptrs() iter.Seq[*T] {
	a.layout().checkWrite("Ptrs")
	return func(yield func(*T) bool) {
		c, stride := a.layout().runs()
		for ; c.n > 0; c.next() {
			for i := range c.n {
				if !yield(a.at(c.off[0] + i*stride)) {
					return
				}
			}
		}
	}
}

// Rows returns an iterator over the indices of the first axis and the views a[i]. It
// panics with ErrShape if a has no axes.
func (a Array[T]) Rows() iter.Seq2[int, Array[T]] {
	l := a.layout()
	if l.ndim == 0 {
		fail("Rows", ErrShape, "array of shape () has no rows")
	}
	return func(yield func(int, Array[T]) bool) {
		n, stride := l.shape()[0], l.strides()[0]
		if n == 0 {
			return
		}
		row := l.rowLayout()
		for i := range n {
			if !yield(i, a.viewAt(i*stride, row)) {
				return
			}
		}
	}
}

// Lanes returns an iterator over the views of one axis that go along the given one,
// for all indices of the others in C order: the columns of a matrix for axis 0, its
// rows for axis 1. It panics with ErrAxis if the axis is out of range.
func (a Array[T]) Lanes(axis int) iter.Seq[Array[T]] {
	l := a.layout()
	axis = wrapAxis("Lanes", axis, int(l.ndim))
	return func(yield func(Array[T]) bool) {
		lane := l.view(l.shape()[axis:axis+1], l.strides()[axis:axis+1])
		others := l.view(slices.Delete(slices.Clone(l.shape()), axis, axis+1), slices.Delete(slices.Clone(l.strides()), axis, axis+1))
		c, stride := others.runs()
		for ; c.n > 0; c.next() {
			for i := range c.n {
				if !yield(a.viewAt(c.off[0]+i*stride, lane)) {
					return
				}
			}
		}
	}
}

// Zip2 returns an iterator over the addresses of the elements of a and b at the same
// indices, in C order. b is broadcast to the shape of a. It panics with ErrShape if
// it does not fit. Writing through the second address changes b, which may have the
// element at several indices; elements of read-only arrays must not be written.
func Zip2[A, B any](a Array[A], b Array[B]) iter.Seq2[*A, *B] {
	la, lb := a.layout(), b.layout()
	if !lb.fits(la.shape()) {
		fail("Zip2", ErrShape, "could not broadcast an array of shape %s to shape %s", shapeString(lb.shape()), shapeString(la.shape()))
	}
	return func(yield func(*A, *B) bool) {
		if la.size == 0 {
			return
		}
		axes := merge(appendAxes(nil, la, lb))
		sa, sb := axes[0].stride[0], axes[0].stride[1]
		for c := start(axes, 0, la.size); c.n > 0; c.next() {
			for i := range c.n {
				if !yield(a.at(c.off[0]+i*sa), b.at(c.off[1]+i*sb)) {
					return
				}
			}
		}
	}
}
