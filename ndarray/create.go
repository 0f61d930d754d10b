package ndarray

import (
	"math"
	"slices"
	"unsafe"
)

// FromSlice returns an array of the given shape, in C order, whose elements are
// those of s: writing to one changes the other. Without a shape it has one axis
// of length len(s). It panics with ErrShape if the shape has another number of
// elements than s.
func FromSlice[T any](s []T, shape ...int) Array[T] {
	if len(shape) == 0 {
		return Array[T]{unsafe.SliceData(s), newLayout[T]("FromSlice", []int{len(s)})}
	}
	l := newLayout[T]("FromSlice", shape)
	if l.size != len(s) {
		fail("FromSlice", ErrShape, "cannot shape %d elements as %s", len(s), shapeString(shape))
	}
	return Array[T]{unsafe.SliceData(s), l}
}

// Of returns a new array of shape (len(v),) with copies of the elements v.
func Of[T any](v ...T) Array[T] { return FromSlice(slices.Clone(v)) }

// Zeros returns a new array of zero values. Without a shape it has no axes and
// one element. It panics with ErrShape if a length is negative or the array is
// larger than the address space.
func Zeros[T any](shape ...int) Array[T] { return zeros[T]("Zeros", shape) }

func zeros[T any](op string, shape []int) Array[T] {
	return newZeros[T](newLayout[T](op, shape))
}

// unset returns a new array of which all elements are written next.
func unset[T any](op string, shape []int) Array[T] {
	return newArray[T](newLayout[T](op, shape))
}

// Ones returns a new array of ones.
func Ones[T Number](shape ...int) Array[T] {
	a := unset[T]("Ones", shape)
	a.Fill(1)
	return a
}

// Full returns a new array whose elements are v.
func Full[T any](v T, shape ...int) Array[T] {
	a := unset[T]("Full", shape)
	a.Fill(v)
	return a
}

// Arange returns the numbers start, start+step, start+2*step, ... before stop,
// as a new array of one axis; it is empty if stop is not beyond start. For
// integers the number of elements is exact. For floats it is
// ceil((stop-start)/step), computed in float64, and element i is
// start + i*((start+step)-start) as in NumPy, so that rounding can add an
// element at stop: use [Linspace] where the count matters. It panics with
// ErrShape if step is 0 or the number of elements is not finite.
func Arange[T Real](start, stop, step T) Array[T] {
	if step == 0 {
		fail("Arange", ErrShape, "step is 0")
	}
	n := arangeLen(start, stop, step)
	a := unset[T]("Arange", []int{n})
	delta := (start + step) - start
	for i, s := 0, unsafe.Slice(a.p, n); i < n; i++ {
		s[i] = start + T(T(i)*delta)
	}
	return a
}

func arangeLen[T Real](start, stop, step T) int {
	n := 0.0
	if floats.has(kindOf[T]()) {
		n = math.Ceil((float64(stop) - float64(start)) / float64(step))
	} else if (step > 0) == (start < stop) && start != stop {
		// Differences modulo 2^64 are exact where those of T overflow.
		span, by := uint64(stop)-uint64(start), uint64(step)
		if step < 0 {
			span, by = -span, -by
		}
		count := (span-1)/by + 1
		if count <= maxBytes {
			return int(count)
		}
		n = float64(count)
	}
	if !(n <= maxBytes) {
		fail("Arange", ErrShape, "%v elements from %v to %v in steps of %v", n, start, stop, step)
	}
	return int(max(n, 0))
}
