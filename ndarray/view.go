package ndarray

import "slices"

// Reshape returns the elements of a, in C order, with another shape: a view if
// strides can express it, otherwise a copy, as in NumPy. One length may be -1:
// it is computed. It panics with ErrShape if the number of elements differs.
// TryView never copies.
func (a Array[T]) Reshape(shape ...int) Array[T] {
	l := a.layout()
	shape = l.resolve("Reshape", shape)
	if v := l.reshape(shape); v != nil {
		return Array[T]{a.p, v}
	}
	c := a.Copy()
	return Array[T]{c.p, c.lay.reshape(shape)}
}

// TryView returns a view of a with another shape, as Reshape does, and true; or
// false if that would take a copy. It panics with ErrShape if the number of
// elements differs.
func (a Array[T]) TryView(shape ...int) (Array[T], bool) {
	l := a.layout()
	if v := l.reshape(l.resolve("TryView", shape)); v != nil {
		return Array[T]{a.p, v}, true
	}
	return Array[T]{}, false
}

// resolve returns shape with -1 replaced by the length that is left.
func (l *layout) resolve(op string, shape []int) []int {
	shape = slices.Clone(shape)
	open, size := -1, 1
	for i, n := range shape {
		if n == -1 && open >= 0 {
			shape[open] = -1
			fail(op, ErrShape, "can only specify one unknown dimension, not shape %s", shapeString(shape))
		}
		if n == -1 {
			open, shape[i] = i, 1
		}
	}
	size = checkShape(op, shape, l.item, maxBytes)
	fits := size == l.size
	if open >= 0 && size > 0 {
		shape[open] = l.size / size
		fits = l.size%size == 0
	} else if open >= 0 {
		fits = false // any length would do
	}
	if !fits {
		if open >= 0 {
			shape[open] = -1
		}
		fail(op, ErrShape, "cannot reshape array of size %d into shape %s", l.size, shapeString(shape))
	}
	return shape
}

// reshape returns the layout that shows the elements of l in C order with
// another shape of the same size, or nil if there is none. Every new axis must
// lie within one run of old axes that a single stride covers.
func (l *layout) reshape(shape []int) *layout {
	if l.is(contiguous) {
		r := contiguousLayout(l.kind, l.item, l.size, shape)
		r.flags |= l.flags & readOnly
		return r
	}
	var buf [inlineDims]axis
	r := allocLayout(l.kind, l.item, len(shape))
	copy(r.shape(), shape)
	strides := r.strides()
	runs := orderedAxes(buf[:0], l)
	left, step := runs[0].n, runs[0].stride[0]
	for d := len(shape) - 1; d >= 0; d-- {
		if left == 1 && len(runs) > 1 && shape[d] > 1 {
			runs = runs[1:]
			left, step = runs[0].n, runs[0].stride[0]
		}
		if left%shape[d] != 0 {
			return nil
		}
		strides[d] = step
		step *= shape[d]
		left /= shape[d]
	}
	return r.finish(l.flags & (dense | readOnly))
}

// T returns a view of a with the axes in reverse order: the transpose of a
// matrix.
func (a Array[T]) T() Array[T] {
	l := a.layout()
	if l.ndim < 2 {
		return a
	}
	r := allocLayout(l.kind, l.item, int(l.ndim))
	copy(r.shape(), l.shape())
	copy(r.strides(), l.strides())
	slices.Reverse(r.shape())
	slices.Reverse(r.strides())
	return Array[T]{a.p, r.finish(l.flags & (dense | readOnly))}
}

// Row returns a view of a[i], with the first axis removed; a negative i counts
// from the end. It allocates nothing after the first call for arrays that share
// the layout of a. It panics with ErrIndex if i is out of range or a has no axes.
func (a Array[T]) Row(i int) Array[T] {
	if l := a.lay; l != nil && uint(i) < uint(l.inline[0][0]) { // not beyond inlineDims axes, whose lengths are elsewhere
		if r := l.row.Load(); r != nil {
			return Array[T]{a.at(i * l.inline[1][0]), r}
		}
	}
	return a.anyRow(i)
}

// anyRow is Row without haste.
func (a Array[T]) anyRow(i int) Array[T] {
	l := a.layout()
	if l.ndim == 0 {
		fail("Row", ErrIndex, "array of shape () has no rows")
	}
	i = wrapIndex("Row", i, 0, l.shape()[0])
	if l.size == 0 { // no memory to go through
		return Array[T]{a.p, l.rowLayout()}
	}
	return Array[T]{a.at(i * l.strides()[0]), l.rowLayout()}
}

// Copy returns a new array of the elements of a, in C order.
func (a Array[T]) Copy() Array[T] {
	l := a.layout()
	if !l.fresh() {
		l = newLayout[T]("Copy", l.shape())
	}
	c := newArray[T](l)
	copyElements(c, a, a.layout())
	return c
}

// Fill sets every element to v. It panics with ErrReadOnly if a is read-only.
func (a Array[T]) Fill(v T) {
	l := a.layout()
	l.checkWrite("Fill")
	switch {
	case l.size == 0:
	case l.size < parallelMin:
		var buf [inlineDims]axis
		copyFew(a.p, &v, loopAxes(buf[:0], l, nil, nil), l.size)
	default:
		fillLarge(a, v)
	}
}

// fillLarge shares the work among threads, which puts v on the heap.
//
//go:noinline
func fillLarge[T any](a Array[T], v T) { copyElements(a, Array[T]{p: &v}, nil) }

// Assign copies the elements of b, broadcast to the shape of a, to those of a,
// and returns a. Leading axes of length 1 that b has more than a don't count. They may
// overlap: b is read before a is written. It panics with
// ErrReadOnly if a is read-only, and with ErrShape if b does not broadcast to
// the shape of a.
func (a Array[T]) Assign(b Array[T]) Array[T] {
	l := a.layout()
	l.checkWrite("Assign")
	b = b.withoutLeading(int(l.ndim))
	m := b.layout()
	if !m.fits(l.shape()) {
		fail("Assign", ErrShape, "could not broadcast input array from shape %s into shape %s",
			shapeString(m.shape()), shapeString(l.shape()))
	}
	b = detach(a, b)
	copyElements(a, b, b.layout())
	return a
}

// withoutLeading returns a view without leading axes of length 1 beyond so many
// axes, which have no place in what it is assigned to.
func (a Array[T]) withoutLeading(ndim int) Array[T] {
	for l := a.layout(); int(l.ndim) > ndim && l.shape()[0] == 1; l = a.layout() {
		a = a.Row(0)
	}
	return a
}
