package ndarray

import (
	"math/bits"
	"slices"
	"unsafe"
)

// FromStrided returns an array over elements of s, of which the first is
// s[offset], and those next to each other along an axis are strides elements
// apart: writing to one changes the other. The strides may have any sign; where
// two indices could mean the same element, the array is read-only. It panics with
// ErrShape if there is not one stride for each length, a length is negative, or
// the array reaches beyond s.
//
//	column := ndarray.FromStrided(s, j, []int{rows}, []int{cols})
func FromStrided[T any](s []T, offset int, shape, strides []int) Array[T] {
	const op = "FromStrided"
	item := int(unsafe.Sizeof(*new(T)))
	if len(shape) != len(strides) {
		fail(op, ErrShape, "%d strides for shape %s", len(strides), shapeString(shape))
	}
	l := allocLayout(kindOf[T](), item, len(shape))
	size := 1
	for d, n := range shape {
		if n < 0 || len(shape) > maxDims {
			checkShape(op, shape, item, maxBytes)
		}
		l.shape()[d] = n
		size *= min(n, 1)
	}
	if size == 0 {
		return FromSlice(s[:0]).Reshape(shape...)
	}
	if uint(offset) >= uint(len(s)) {
		failStrided(len(s), offset, shape, strides)
	}
	lo, hi := offset, offset
	for d, n := range shape {
		if over, span := bits.Mul(uint(n-1), uint(abs(strides[d]))); over != 0 || span >= uint(len(s)) {
			failStrided(len(s), offset, shape, strides)
		}
		if n > 1 {
			l.strides()[d] = strides[d] * item
		}
		lo, hi = lo+min(0, (n-1)*strides[d]), hi+max(0, (n-1)*strides[d])
	}
	if lo < 0 || hi >= len(s) {
		failStrided(len(s), offset, shape, strides)
	}
	if mayOverlap(shape, strides) {
		return Array[T]{&s[offset], l.finish(readOnly)}
	}
	return Array[T]{&s[offset], l.finish(0)}
}

func failStrided(n, offset int, shape, strides []int) {
	fail("FromStrided", ErrShape, "shape %s with strides %v from element %d reaches beyond a slice of length %d",
		shapeString(shape), strides, offset, n)
}

// mayOverlap reports whether it is not plain that all indices mean different
// elements: each stride goes beyond all that smaller ones reach.
func mayOverlap(shape, strides []int) bool {
	order := make([]int, 0, len(shape))
	for d, n := range shape {
		if n > 1 {
			order = append(order, d)
		}
	}
	slices.SortFunc(order, func(i, j int) int { return abs(strides[i]) - abs(strides[j]) })
	reach := 0
	for _, d := range order {
		if abs(strides[d]) <= reach {
			return true
		}
		reach += (shape[d] - 1) * abs(strides[d])
	}
	return false
}

// Strided returns the memory of a from its first element to its last as a slice
// that shares it, with the distances between neighbours along each axis in
// elements, and true. It returns false if a stride is negative or no multiple of
// an element, or a is read-only. [FromStrided] leads back.
func (a Array[T]) Strided() (s []T, strides []int, ok bool) {
	l := a.layout()
	if l.is(readOnly) {
		return nil, nil, false
	}
	strides = slices.Clone(l.strides())
	last := 0
	for d, n := range l.shape() {
		if n < 2 && l.item > 0 {
			strides[d] -= strides[d] % l.item // never used
		}
		if strides[d] < 0 && n > 1 || l.item == 0 || strides[d]%l.item != 0 {
			return nil, nil, false
		}
		strides[d] /= l.item
		last += (n - 1) * strides[d]
	}
	if l.size == 0 {
		return []T{}, strides, true
	}
	return unsafe.Slice(a.p, last+1), strides, true
}
