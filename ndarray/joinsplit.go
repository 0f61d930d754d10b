package ndarray

import "unsafe"

// Unstack returns views of the parts of a with index 0, 1, ... of an axis, which
// they lack. It panics with ErrAxis if the axis is out of range.
func (a Array[T]) Unstack(axis int) []Array[T] {
	l := a.layout()
	axis = wrapAxis("Unstack", axis, int(l.ndim))
	first := a.MoveAxis([]int{axis}, []int{0})
	parts := makeParts[T]("Unstack", l.shape()[axis])
	for i := range parts {
		parts[i] = first.Row(i)
	}
	return parts
}

// makeParts returns n arrays, of which there may be more than elements: axes can be empty or
// broadcast.
func makeParts[T any](op string, n int) []Array[T] {
	checkShape(op, []int{n}, int(unsafe.Sizeof(Array[T]{})), maxBytes)
	return make([]Array[T], n)
}

// Split returns views of n parts of a of equal length along an axis. It panics with
// ErrShape if the length is no multiple of n, or n is not positive, and with ErrAxis
// if the axis is out of range.
func (a Array[T]) Split(n, axis int) []Array[T] { return a.splitEven("Split", n, axis) }

func (a Array[T]) splitEven(op string, n, axis int) []Array[T] {
	axis = wrapAxis(op, axis, a.NDim())
	if length := a.layout().shape()[axis]; n > 0 && length%n != 0 {
		fail(op, ErrShape, "axis %d of length %d can't be split into %d equal parts", axis, length, n)
	}
	return a.splitNear(op, n, axis)
}

// ArraySplit returns views of n parts of a along an axis, of which the first are one
// longer than the others where the length is no multiple of n. It panics with
// ErrShape if n is not positive, and with ErrAxis if the axis is out of range.
func (a Array[T]) ArraySplit(n, axis int) []Array[T] { return a.splitNear("ArraySplit", n, axis) }

func (a Array[T]) splitNear(op string, n, axis int) []Array[T] {
	axis = wrapAxis(op, axis, a.NDim())
	if n <= 0 {
		fail(op, ErrShape, "%d parts", n)
	}
	length := a.layout().shape()[axis]
	parts := makeParts[T](op, n)
	for i, at := 0, 0; i < n; i++ {
		size := length / n
		if i < length%n {
			size++
		}
		parts[i] = a.along(axis, at, at+size)
		at += size
	}
	return parts
}

// SplitAt returns views of the parts of a between the given places along an axis:
// before at[0], from at[0] to at[1], ..., and from the last on. Places are the
// bounds of [R]: negative ones count from the end, and those beyond the axis are
// moved to its end. It panics with ErrAxis if the axis is out of range.
func (a Array[T]) SplitAt(at []int, axis int) []Array[T] {
	const op = "SplitAt"
	axis = wrapAxis(op, axis, a.NDim())
	parts := make([]Array[T], len(at)+1)
	ix := make([]Ix, axis+1)
	lo := Begin
	for i := range parts {
		hi := End
		if i < len(at) {
			hi = at[i]
		}
		ix[axis] = R(lo, hi)
		v, off := a.layout().slice(op, ix)
		parts[i] = a.viewAt(off, v)
		lo = hi
	}
	return parts
}

// VSplit returns views of n equal parts of a along the first axis. It panics with
// ErrShape as [Array.Split] does, and with ErrAxis if a has fewer than two axes.
func (a Array[T]) VSplit(n int) []Array[T] {
	wrapAxis("VSplit", 1, a.NDim())
	return a.splitEven("VSplit", n, 0)
}

// HSplit returns views of n equal parts of a along the second axis, or if it has one
// axis, along that. It panics with ErrShape as [Array.Split] does.
func (a Array[T]) HSplit(n int) []Array[T] {
	return a.splitEven("HSplit", n, min(1, max(0, a.NDim()-1)))
}

// DSplit returns views of n equal parts of a along the third axis. It panics with
// ErrShape as [Array.Split] does, and with ErrAxis if a has fewer than three axes.
func (a Array[T]) DSplit(n int) []Array[T] { return a.splitEven("DSplit", n, 2) }
