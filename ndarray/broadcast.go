package ndarray

import (
	"math"
	"unsafe"
)

// broadcastShape appends to buf the shape that a and b have when broadcast
// together: aligned at the right, and an axis of length 1, or one that is
// missing, repeated as often as the other operand needs.
func broadcastShape(op string, buf, a, b []int) []int {
	if len(a) < len(b) {
		buf = append(buf, b...)
	} else {
		buf = append(buf, a...)
	}
	for back := 1; back <= min(len(a), len(b)); back++ {
		n, m := a[len(a)-back], b[len(b)-back]
		if n == 1 {
			n = m
		} else if m != 1 && m != n {
			fail(op, ErrShape, "operands could not be broadcast together with shapes %s %s", shapeString(a), shapeString(b))
		}
		buf[len(buf)-back] = n
	}
	return buf
}

// fits reports whether l can be broadcast to a shape.
func (l *layout) fits(shape []int) bool {
	own := l.shape()
	if len(own) > len(shape) {
		return false
	}
	for i, n := range shape[len(shape)-len(own):] {
		if own[i] != n && own[i] != 1 {
			return false
		}
	}
	return true
}

// checkOut panics unless an operation of the inputs can be stored in out.
func checkOut(op string, out *layout, in ...*layout) {
	out.checkWrite(op)
	ok := true
	for _, l := range in {
		ok = ok && (l == out || l.fits(out.shape()))
	}
	if ok {
		return
	}
	shape := in[0].shape()
	for _, l := range in[1:] {
		shape = broadcastShape(op, nil, shape, l.shape())
	}
	fail(op, ErrShape, "output of shape %s does not match the broadcast shape %s",
		shapeString(out.shape()), shapeString(shape))
}

// detach returns in, or a copy of it if writing to out could change elements of
// in before they are read. Memory in the same places is no danger where elements have
// the same type: every element is read before it is written.
func detach[D, T any](out Array[D], in Array[T]) Array[T] {
	o, l := out.layout(), in.layout()
	if unsafe.Pointer(out.p) == unsafe.Pointer(in.p) && o.kind == l.kind && o.same(l) {
		return in
	}
	if overlap(out, in) {
		return in.Copy()
	}
	return in
}

// overlap reports whether the ranges of memory that two arrays lie in overlap.
func overlap[A, B any](a Array[A], b Array[B]) bool {
	return overlapAt(unsafe.Pointer(a.p), a.layout(), unsafe.Pointer(b.p), b.layout())
}

func overlapAt(p unsafe.Pointer, l *layout, q unsafe.Pointer, m *layout) bool {
	lo, hi := l.extent()
	mlo, mhi := m.extent()
	apart := int(uintptr(q) - uintptr(p))
	return apart+mlo < hi && lo < apart+mhi
}

// BroadcastTo returns a read-only view of a with the given shape: axes of length
// 1 are repeated, and new ones come first. It panics with ErrShape if a does not
// broadcast to that shape.
func (a Array[T]) BroadcastTo(shape ...int) Array[T] {
	const op = "BroadcastTo"
	l := a.layout()
	checkShape(op, shape, l.item, math.MaxInt)
	if !l.fits(shape) {
		fail(op, ErrShape, "an array of shape %s could not be broadcast to shape %s", shapeString(l.shape()), shapeString(shape))
	}
	v := allocLayout(l.kind, l.item, len(shape))
	copy(v.shape(), shape)
	strides, added := v.strides(), len(shape)-int(l.ndim)
	for i, n := range l.shape() {
		if n == shape[added+i] {
			strides[added+i] = l.strides()[i]
		}
	}
	return Array[T]{a.p, v.finish(readOnly)}
}
