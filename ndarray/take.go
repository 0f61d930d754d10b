package ndarray

import (
	"slices"
	"unsafe"
)

// IndexMode says what becomes of an index that is out of range.
type IndexMode uint8

const (
	IndexRaise IndexMode = iota // it panics; a negative index counts from the end
	IndexWrap                   // it is taken modulo the length
	IndexClip                   // it is moved to the nearest end; negative ones to 0
)

// apply returns ix with all indices in [0, n), in C order. For one that it does not
// allow, it calls bad, which panics. Negative indices stay with IndexRaise if neg
// holds.
func (mode IndexMode) apply(ix Array[int], n int, bad func(i int)) Array[int] {
	if mode == IndexRaise {
		for _, i := range elemsOf(ix) {
			if uint(i) >= uint(n) {
				bad(i)
			}
		}
		return ix
	}
	out := ix.Copy()
	at := elemsOf(out)
	for k, i := range at {
		if n == 0 {
			bad(i)
		}
		at[k] = mode.move(i, n)
	}
	return out
}

func (mode IndexMode) move(i, n int) int {
	switch {
	case mode == IndexClip:
		return min(max(i, 0), n-1)
	case i >= 0:
		return i % n
	default:
		return n - 1 - (-1-i)%n
	}
}

// Take returns the parts of a at the indices ix of an axis: element
// [i..., j..., k...] is a[i..., ix[j...], k...]. Negative indices count from the
// end. It panics with ErrAxis if axis is out of range, and with ErrIndex if an
// index is.
func Take[T any](a Array[T], ix Array[int], axis int) Array[T] {
	const op = "Take"
	return takeAlong(op, a, ix, wrapAxis(op, axis, a.NDim()))
}

// Take is the function [Take] as a method.
func (a Array[T]) Take(ix Array[int], axis int) Array[T] { return Take(a, ix, axis) }

func takeAlong[T any](op string, a Array[T], ix Array[int], axis int) Array[T] {
	if a.layout().ndim == 1 {
		return takeVector(op, a, inOrder(ix))
	}
	s := selectAlong(op, a.layout(), axis, ix)
	out := zeros[T](op, s.shape)
	load(s, out, a)
	return out
}

// TakeTo stores [Take] of a in out, which has its shape, and returns out. out may
// overlap a and ix. It panics as Take does, with ErrShape if the shape differs, and
// with ErrReadOnly if out is read-only.
func TakeTo[T any](out, a Array[T], ix Array[int], axis int) Array[T] {
	const op = "TakeTo"
	o, l, m := out.layout(), a.layout(), ix.layout()
	if l.ndim == 1 && o.fresh() && m.is(contiguous) && slices.Equal(o.shape(), m.shape()) && !overlap(out, a) && !overlap(out, ix) {
		wrapAxis(op, axis, 1)
		checkIndices(op, unsafe.Slice(ix.p, m.size), 0, l.size)
		loadVector(unsafe.Slice(out.p, o.size), a, unsafe.Slice(ix.p, m.size))
		return out
	}
	return loadTo(selectAlong(op, a.layout(), wrapAxis(op, axis, a.NDim()), ix), out, a)
}

// TakeMode is [Take] with a rule for indices that are out of range. With IndexWrap
// or IndexClip it panics with ErrIndex only if the axis has length 0.
func TakeMode[T any](a Array[T], ix Array[int], axis int, mode IndexMode) Array[T] {
	const op = "TakeMode"
	axis = wrapAxis(op, axis, a.NDim())
	return takeAlong(op, a, mode.within(op, ix, axis, a.layout().shape()[axis]), axis)
}

// TakeModeTo stores [TakeMode] in out, of the same shape as the result, and returns out, which
// may overlap the others.
func TakeModeTo[T any](out, a Array[T], ix Array[int], axis int, mode IndexMode) Array[T] {
	const op = "TakeMode"
	axis = wrapAxis(op, axis, a.NDim())
	return loadTo(selectAlong(op, a.layout(), axis, mode.within(op, ix, axis, a.layout().shape()[axis])), out, a)
}

// within returns ix with indices that Take allows.
func (mode IndexMode) within(op string, ix Array[int], axis, n int) Array[int] {
	if mode == IndexRaise {
		return ix
	}
	return mode.apply(ix, n, func(i int) { wrapIndex(op, i, axis, n) })
}

// TakeFlat returns the elements of a at the numbers ix in C order, in the shape of
// ix. Negative numbers count from the end. It panics with ErrIndex if one is out of
// range.
func TakeFlat[T any](a Array[T], ix Array[int]) Array[T] {
	const op = "TakeFlat"
	if l := a.layout(); !l.is(contiguous) {
		s := selectFlat(op, l, ix)
		out := zeros[T](op, s.shape)
		load(s, out, a)
		return out
	}
	return takeAlong(op, a.Reshape(a.Size()), ix, 0)
}

// TakeFlatTo stores [TakeFlat] in out, of the same shape as the result, and returns out, which
// may overlap the others.
func TakeFlatTo[T any](out, a Array[T], ix Array[int]) Array[T] {
	const op = "TakeFlat"
	if l := a.layout(); !l.is(contiguous) {
		return loadTo(selectFlat(op, l, ix), out, a)
	}
	return TakeTo(out, a.Reshape(a.Size()), ix, 0)
}

// TakeFlat is the function [TakeFlat] as a method.
func (a Array[T]) TakeFlat(ix Array[int]) Array[T] { return TakeFlat(a, ix) }

// selectFlat is the selection of elements by their numbers in C order.
func selectFlat(op string, l *layout, ix Array[int]) *selection {
	flat := ix.Copy()
	at := elemsOf(flat)
	for k, i := range at {
		at[k] = wrapIndex(op, i, 0, l.size)
	}
	s := &selection{op: op}
	for d, at := range unravel(flat, l.shape()) {
		s.add(at, d, 1, l)
	}
	if l.ndim == 0 {
		s.add(flat, 0, 0, l)
	}
	s.arrange(l, nil, nil, 0)
	return s
}

// Put stores the elements of v, in C order, in the elements of a at the numbers ix
// in C order; if there are fewer of v, they are used again from the first on. Where
// a number is given several times, the last value stays. v and ix may overlap a. It
// panics with ErrIndex if a number is out of range, with ErrValue if v is empty and
// ix is not, and with ErrReadOnly if a is read-only, before anything is written.
func (a Array[T]) Put(ix Array[int], v Array[T]) { a.put("Put", ix, v, IndexRaise) }

// PutMode is [Array.Put] with a rule for numbers that are out of range.
func (a Array[T]) PutMode(ix Array[int], v Array[T], mode IndexMode) {
	a.put("PutMode", ix, v, mode)
}

func (a Array[T]) put(op string, ix Array[int], v Array[T], mode IndexMode) {
	l := a.layout()
	l.checkWrite(op)
	ix = inOrder(mode.within(op, ix, 0, l.size))
	n := ix.Size()
	checkIndices(op, elemsOf(ix), 0, l.size)
	if n == 0 {
		return
	}
	if v.Size() == 0 {
		fail(op, ErrValue, "no values to put at %d indices", n)
	}
	ix, v = ix.Reshape(n), cycled(v, n)
	if l.is(contiguous) && storeVector(op, a.Reshape(l.size), v, ix) {
		return
	}
	store(selectFlat(op, l, ix), a, v)
}
