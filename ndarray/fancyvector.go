package ndarray

import (
	"slices"
	"unsafe"
)

// Here is what is indexed most often, an array of one axis by one array of
// integers, without the selection that anything else needs.

// oneIndex returns the index array if ix is one, in C order, and nothing else, for
// an array of one axis.
func oneIndex(l *layout, ix []any) (at Array[int], ok bool) {
	if l.ndim == 1 && len(ix) == 1 {
		switch x := ix[0].(type) {
		case Array[int]:
			return inOrder(x), true
		case []int:
			return FromSlice(x), true
		}
	}
	return Array[int]{}, false
}

// checkIndices panics for the first index that is out of range.
func checkIndices(op string, at []int, axis, n int) {
	bad, last := 0, n-1
	for _, i := range at {
		bad |= i | (last - i) // negative unless 0 <= i <= last
	}
	if bad >= 0 {
		return
	}
	for _, i := range at {
		wrapIndex(op, i, axis, n)
	}
}

// fromEnd returns i, or i+n if i is negative.
func fromEnd(i, n int) int { return i + i>>(intBits-1)&n }

const intBits = int(unsafe.Sizeof(0)) * 8

// takeVector returns the elements of a, of one axis, at the indices at, which are in
// C order.
func takeVector[T any](op string, a Array[T], at Array[int]) Array[T] {
	l, m := a.layout(), at.layout()
	checkIndices(op, unsafe.Slice(at.p, m.size), 0, l.size)
	if m.is(readOnly) {
		m = newLayout[int](op, m.shape())
	}
	out := newArray[T](layoutAs[T](op, m))
	loadVector(unsafe.Slice(out.p, m.size), a, unsafe.Slice(at.p, m.size))
	return out
}

// loadVector sets dst to the elements of a at indices, which have been checked.
func loadVector[T any](dst []T, a Array[T], at []int) {
	if len(dst) < parallelMin {
		loadVectorRun(dst, a, at)
		return
	}
	each(len(dst), grain, func(lo, hi int) { loadVectorRun(dst[lo:hi], a, at[lo:hi]) })
}

func loadVectorRun[T any](dst []T, a Array[T], at []int) {
	l := a.layout()
	n, stride := l.size, l.strides()[0]
	for k, i := range at[:len(dst)] {
		dst[k] = *a.at(fromEnd(i, n) * stride)
	}
}

// storeVector stores v, which is one element, or has the shape of at and is in C
// order, in the elements of a, of one axis, at the indices at. It returns false if
// v is anything else. The operands share no memory.
func storeVector[T any](op string, a, v Array[T], at Array[int]) bool {
	l, m, from := a.layout(), at.layout(), v.layout()
	step := int(unsafe.Sizeof(*v.p))
	switch {
	case from.size == 1 && from.ndim <= m.ndim:
		step = 0
	case !from.is(contiguous) || !slices.Equal(from.shape(), m.shape()):
		return false
	}
	if overlap(a, v) || overlap(a, at) {
		return false
	}
	index := unsafe.Slice(at.p, m.size)
	checkIndices(op, index, 0, l.size)
	n, stride := l.size, l.strides()[0]
	for k, i := range index {
		*a.at(fromEnd(i, n) * stride) = *v.at(k * step)
	}
	return true
}
