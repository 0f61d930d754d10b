package ndarray

import (
	"math"
	"slices"
)

// Tile returns a new array of copies of a, side by side: reps[d] of them along axis
// d. If there are more numbers than axes, a gets axes of length 1 in front; if there
// are less, the last axes are meant. It panics with ErrShape if a number is negative
// or the result is too big.
func Tile[T any](a Array[T], reps ...int) Array[T] { return a.Tile(reps...) }

// Tile is the function [Tile] as a method.
func (a Array[T]) Tile(reps ...int) Array[T] {
	const op = "Tile"
	a, shape := tiledShape(op, a, reps)
	return tileTo(unset[T](op, shape), a)
}

// TileTo stores [Tile] of a in out, which may overlap a, and returns out. It panics
// with ErrShape unless out has the shape of the result.
func TileTo[T any](out, a Array[T], reps ...int) Array[T] {
	const op = "Tile"
	a, shape := tiledShape(op, a, reps)
	checkOutput(op, out, shape)
	return tileTo(out, apart(out, a))
}

// tiledShape returns a with as many axes as the result, and the result's shape.
func tiledShape[T any](op string, a Array[T], reps []int) (Array[T], []int) {
	if ndim := max(len(reps), a.NDim()); ndim > maxDims {
		fail(op, ErrShape, "%d dimensions, at most %d are supported", ndim, maxDims)
	} else {
		a = a.leading(ndim)
	}
	shape := a.Shape()
	for i, r := range reps {
		d := len(shape) - len(reps) + i
		shape[d] = timesLength(op, shape[d], r)
	}
	checkShape(op, shape, a.layout().item, maxBytes)
	return a, shape
}

// timesLength returns the length n*r of an axis.
func timesLength(op string, n, r int) int {
	if r < 0 {
		fail(op, ErrShape, "%d repetitions", r)
	}
	if n > 0 && r > maxBytes/n {
		fail(op, ErrShape, "array is too big: %d repetitions of length %d", r, n)
	}
	return n * r
}

// tileTo fills out with copies of a: it shows out as an array of tiles, to which a
// is broadcast.
func tileTo[T any](out, a Array[T]) Array[T] {
	o, l := out.layout(), a.layout()
	if o.size == 0 {
		return out
	}
	if 2*int(l.ndim) > maxDims {
		return tileAxes(out, a)
	}
	var shape, strides, own []int
	for d, n := range l.shape() {
		shape = append(shape, o.shape()[d]/n, n)
		strides = append(strides, o.strides()[d]*n, o.strides()[d])
		own = append(own, 1, n)
	}
	Array[T]{out.p, o.view(shape, strides)}.Assign(a.Reshape(own...))
	return out
}

// tileAxes is tileTo for more axes than a view of tiles could have.
func tileAxes[T any](out, a Array[T]) Array[T] {
	for d, n := range a.layout().shape() {
		if m := out.layout().shape()[d] / n; m > 1 {
			a = Concat(d, slices.Repeat([]Array[T]{a}, m)...)
		}
	}
	return out.Assign(a)
}

// Repeat returns a new array in which each element along an axis is repeated n
// times: [1 2] becomes [1 1 2 2]. [Array.Ravel] comes first to repeat all elements.
// It panics with ErrShape if n is negative, and with ErrAxis if the axis is out of
// range.
func Repeat[T any](a Array[T], n, axis int) Array[T] { return a.Repeat(n, axis) }

// Repeat is the function [Repeat] as a method.
func (a Array[T]) Repeat(n, axis int) Array[T] {
	const op = "Repeat"
	axis, shape := repeatedShape(op, a, n, axis)
	return repeatTo(unset[T](op, shape), a, n, axis)
}

// RepeatTo stores [Repeat] of a in out, as [TileTo] does.
func RepeatTo[T any](out, a Array[T], n, axis int) Array[T] {
	const op = "Repeat"
	axis, shape := repeatedShape(op, a, n, axis)
	checkOutput(op, out, shape)
	return repeatTo(out, apart(out, a), n, axis)
}

func repeatedShape[T any](op string, a Array[T], n, axis int) (int, []int) {
	axis = wrapAxis(op, axis, a.NDim())
	shape := a.Shape()
	shape[axis] = timesLength(op, shape[axis], n)
	return axis, shape
}

// repeatTo stores a in out n times, at every n-th place along the axis.
func repeatTo[T any](out, a Array[T], n, axis int) Array[T] {
	ix := make([]Ix, axis+1)
	for i := range n {
		ix[axis] = RS(i, End, n)
		out.Slice(ix...).Assign(a)
	}
	return out
}

// RepeatEach returns a new array in which element i along an axis is repeated
// counts[i] times. It panics with ErrShape if there is not one count for each, or one
// is negative, and with ErrAxis if the axis is out of range.
func RepeatEach[T any](a Array[T], counts []int, axis int) Array[T] {
	return a.RepeatEach(counts, axis)
}

// RepeatEach is the function [RepeatEach] as a method.
func (a Array[T]) RepeatEach(counts []int, axis int) Array[T] {
	return repeatEach(nil, a, counts, axis)
}

// RepeatEachTo stores [RepeatEach] in out, of the same shape as the result, and returns out, which
// may overlap the others.
func RepeatEachTo[T any](out, a Array[T], counts []int, axis int) Array[T] {
	return repeatEach(&out, a, counts, axis)
}

func repeatEach[T any](dst *Array[T], a Array[T], counts []int, axis int) Array[T] {
	const op = "RepeatEach"
	l := a.layout()
	axis = wrapAxis(op, axis, int(l.ndim))
	shape := a.Shape()
	if len(counts) != shape[axis] {
		fail(op, ErrShape, "%d counts for axis %d of length %d", len(counts), axis, shape[axis])
	}
	shape[axis] = 0
	for _, n := range counts {
		if n < 0 || n > math.MaxInt-shape[axis] {
			fail(op, ErrShape, "%d repetitions", n)
		}
		shape[axis] += n
	}
	out := output(op, dst, shape)
	if out.Size() == 0 {
		return out
	}
	a = beside(dst, a)
	to, from := out.MoveAxis([]int{axis}, []int{0}), a.MoveAxis([]int{axis}, []int{0})
	at := 0
	for i, n := range counts {
		to.along(0, at, at+n).Assign(from.Row(i))
		at += n
	}
	return out
}

// Resize returns a new array of the given shape with the elements of a in C order,
// over again from the first one where there are too few; zero values if a has none.
// It panics with ErrShape if a length is negative or the array is too big.
func Resize[T any](a Array[T], shape ...int) Array[T] { return a.Resize(shape...) }

// Resize is the function [Resize] as a method.
func (a Array[T]) Resize(shape ...int) Array[T] {
	return ResizeTo(zeros[T]("Resize", shape), a)
}

// ResizeTo stores [Resize] of a to the shape of out in out and returns out, which may
// overlap a.
func ResizeTo[T any](out, a Array[T]) Array[T] {
	return computed("Resize", out, a, out.layout().shape(), func(dst Array[T]) {
		flat, from := dst.Ravel(), a.Ravel()
		n := from.Size()
		if n == 0 {
			dst.Fill(*new(T))
			return
		}
		whole := flat.Size() / n * n
		tileTo(flat.along(0, 0, whole), from)
		flat.along(0, whole, flat.Size()).Assign(from.along(0, 0, flat.Size()-whole))
	})
}

// TrimZeros returns a view of a without the zero values at both ends: along each
// axis, the parts before the first and after the last that hold another value. One
// side alone is trimmed by [TrimZerosFront] and [TrimZerosBack].
func TrimZeros[T comparable](a Array[T]) Array[T] { return trimZeros("TrimZeros", a, true, true) }

// TrimZerosFront is [TrimZeros] at the begin of each axis only.
func TrimZerosFront[T comparable](a Array[T]) Array[T] {
	return trimZeros("TrimZerosFront", a, true, false)
}

// TrimZerosBack is [TrimZeros] at the end of each axis only.
func TrimZerosBack[T comparable](a Array[T]) Array[T] {
	return trimZeros("TrimZerosBack", a, false, true)
}

func trimZeros[T comparable](op string, a Array[T], front, back bool) Array[T] {
	var zero T
	shape := a.layout().shape()
	lo, hi := slices.Clone(shape), make([]int, len(shape))
	for ix, v := range a.All() {
		if v == zero {
			continue
		}
		for d, i := range ix {
			lo[d], hi[d] = min(lo[d], i), max(hi[d], i+1)
		}
	}
	ix := make([]Ix, len(shape))
	for d, n := range shape {
		from, to := 0, n
		if front {
			from = lo[d]
		}
		if back {
			to = hi[d]
		}
		ix[d] = R(from, max(from, to))
	}
	v, off := a.layout().slice(op, ix)
	return a.viewAt(off, v)
}
