package dyn

import (
	"slices"

	"github.com/lanewise/lanewise/ndarray"
)

// Sum returns the sums along the given axes, which the result lacks; without axes,
// the sum of all elements, as an array without axes. Bools and signed integers
// are summed in int64, unsigned ones in uint64, both wrapping; other types stay as
// they are. It panics with ErrAxis if an axis is out of range or given twice.
func Sum(x any, axes ...int) Array {
	h, axes := reduced("Sum", x, axes, wide)
	return Array{h.(interface{ sum(axes []int) holder }).sum(axes)}
}

func (x box[T]) sum(axes []int) holder {
	if len(axes) == 0 {
		return x.copied()
	}
	return boxed(x.a.SumAxis(axes...))
}

// Mean returns the means along the given axes, of all elements without axes; NaN of
// none. Integers and bools have a mean in float64.
func Mean(x any, axes ...int) Array {
	h, axes := reduced("Mean", x, axes, func(d DType) DType {
		if !inexact.has(d) {
			return Float64
		}
		return d
	})
	n := 1
	for _, k := range axes {
		n *= h.shape()[k]
	}
	return Div(Sum(Array{h}, axes...), float64(n))
}

// Prod returns the products along the given axes, of all elements without axes; 1 of
// none. The types are as in [Sum].
func Prod(x any, axes ...int) Array {
	h, axes := reduced("Prod", x, axes, wide)
	return fold(h, axes, 1, func(a, b Array) Array { return Mul(a, b) })
}

// Min returns the smallest elements along the given axes, of all elements without
// axes; NaN if there is one. It panics with ErrValue if there is no element.
func Min(x any, axes ...int) Array {
	h, axes := reduced("Min", x, axes, same)
	checkElements("Min", h, axes)
	return fold(h, axes, 0, func(a, b Array) Array { return Minimum(a, b) })
}

// Max returns the largest elements: see [Min].
func Max(x any, axes ...int) Array {
	h, axes := reduced("Max", x, axes, same)
	checkElements("Max", h, axes)
	return fold(h, axes, 0, func(a, b Array) Array { return Maximum(a, b) })
}

// Any reports whether some element along the given axes is not zero; without axes,
// of all elements.
func Any(x any, axes ...int) Array {
	h, axes := reduced("Any", x, axes, same)
	return fold(notZero(h), axes, false, func(a, b Array) Array { return Or(a, b) })
}

// All reports whether no element along the given axes is zero; without axes, of all
// elements.
func All(x any, axes ...int) Array {
	h, axes := reduced("All", x, axes, same)
	return fold(notZero(h), axes, true, func(a, b Array) Array { return And(a, b) })
}

func same(d DType) DType { return d }

// wide returns the type that elements of type d are added in.
func wide(d DType) DType {
	switch d.kind() {
	case Boolean, SignedInteger:
		return Int64
	case UnsignedInteger:
		return Uint64
	}
	return d
}

// reduced returns the operand of a reduction in the type that it works in, and the
// axes in [0, NDim).
func reduced(op string, x any, axes []int, work func(DType) DType) (holder, []int) {
	o := operandOf(op, x)
	h := o.as(op, work(everyType.first(op, o.dtype)))
	ndim := len(h.shape())
	wrapped := make([]int, 0, ndim)
	for _, k := range axes {
		if k < -ndim || k >= ndim {
			fail(op, ndarray.ErrAxis, "axis %d is out of bounds for array of dimension %d", k, ndim)
		}
		k = (k + ndim) % ndim
		if slices.Contains(wrapped, k) {
			fail(op, ndarray.ErrAxis, "axis %d is given twice", k)
		}
		wrapped = append(wrapped, k)
	}
	for k := 0; len(axes) == 0 && k < ndim; k++ {
		wrapped = append(wrapped, k)
	}
	return h, wrapped
}

// checkElements panics with ErrValue if the minimum of no elements is asked for.
func checkElements(op string, h holder, axes []int) {
	shape := h.shape()
	for k := range shape {
		if !slices.Contains(axes, k) && shape[k] == 0 {
			return // there is no result
		}
	}
	for _, k := range axes {
		if shape[k] == 0 {
			fail(op, ndarray.ErrValue, "zero-size array to a reduction that has no identity")
		}
	}
}

// fold combines the elements along axes by halves, which is exact for f that
// rounds nothing. Of no elements it is the identity.
func fold(h holder, axes []int, identity any, f func(a, b Array) Array) Array {
	axes = slices.Sorted(slices.Values(axes))
	a := Array{h}
	for _, k := range slices.Backward(axes) {
		a = foldAxis(a, k, identity, f)
	}
	if a.h == h {
		return a.Copy()
	}
	return a
}

func foldAxis(a Array, k int, identity any, f func(a, b Array) Array) Array {
	part := func(a Array, ix ndarray.Ix) Array {
		sel := make([]ndarray.Ix, k+1)
		sel[k] = ix
		return a.Slice(sel...)
	}
	n := a.Shape()[k]
	if n == 0 {
		shape := slices.Delete(a.Shape(), k, k+1)
		return Full(a.DType(), identity, shape...)
	}
	for n > 1 {
		half := n / 2
		b := f(part(a, ndarray.R(0, half)), part(a, ndarray.R(half, 2*half)))
		if n%2 != 0 {
			first := part(b, ndarray.R(0, 1))
			first.h.(assigner).assign(f(first, part(a, ndarray.R(n-1, n))).h)
		}
		a, n = b, half
	}
	return part(a, ndarray.I(0)).Copy()
}

type assigner interface{ assign(y holder) }

func (x box[T]) assign(y holder) { x.a.Assign(must[T](y)) }
