package ndarray

import (
	"math"
	"slices"
)

// wrap fills the borders with the other end of the middle, in steps of whole
// multiples of its length.
func (b border[T]) wrap() {
	period := b.hi - b.lo
	for b.lo > 0 || b.hi < b.length() {
		have := (b.hi - b.lo) / period * period
		left, right := min(have, b.lo), min(have, b.length()-b.hi)
		if left > 0 {
			b.part(b.lo-left, b.lo).Assign(b.part(b.lo+have-left, b.lo+have))
		}
		if right > 0 {
			b.part(b.hi, b.hi+right).Assign(b.part(b.hi-have, b.hi-have+right))
		}
		b.lo, b.hi = b.lo-left, b.hi+right
	}
}

// mirror fills the borders with the mirror image of what lies inside, with the edge
// itself or without, in steps of whole multiples of the period.
func (b border[T]) mirror(withEdge, odd bool) {
	n, skip := b.hi-b.lo, 1
	if withEdge {
		skip = 0
	}
	period := n - skip
	for b.lo > 0 || b.hi < b.length() {
		have := (b.hi - b.lo - skip) / period * period
		left, right := min(have, b.lo), min(have, b.length()-b.hi)
		if left > 0 {
			image := b.part(b.lo+skip, b.lo+skip+left).Flip(b.axis)
			b.reflect(b.part(b.lo-left, b.lo), image, b.part(b.lo, b.lo+1), odd)
		}
		if right > 0 {
			image := b.part(b.hi-skip-right, b.hi-skip).Flip(b.axis)
			b.reflect(b.part(b.hi, b.hi+right), image, b.part(b.hi-1, b.hi), odd)
		}
		b.lo, b.hi = b.lo-left, b.hi+right
	}
}

func (b border[T]) reflect(out, image, edge Array[T], odd bool) {
	if odd {
		image = edge.Add(edge).Sub(image)
	}
	out.Assign(image)
}

// padStatistic returns the statistic along an axis, which is left with length 1.
func padStatistic[T any](mode PadMode, a Array[T], axis int) Array[T] {
	kind := kindOf[T]()
	out := zeros[T]("Pad", a.part0(axis).layout().shape())
	switch {
	case mode == PadMaximum || mode == PadMinimum:
		out.Assign(a.part0(axis))
		for i := 1; i < a.layout().shape()[axis]; i++ {
			if x := a.along(axis, i, i+1); mode == PadMaximum {
				out.Assign(out.Maximum(x))
			} else {
				out.Assign(out.Minimum(x))
			}
		}
		return out
	case complexes.has(kind):
		return meanAlong(a, axis)
	}
	x := widen[float64](a)
	if mode == PadMedian {
		x = medianAlong(x, axis)
	} else {
		x = meanAlong(x, axis)
	}
	if integers.has(kind) {
		x = x.Rint()
	}
	return convert(out, x)
}

// part0 returns the part of a with index 0 along an axis, which it keeps.
func (a Array[T]) part0(axis int) Array[T] { return a.along(axis, 0, 1) }

// widen returns the elements of a as U in a new array.
func widen[U, T any](a Array[T]) Array[U] {
	return convert(zeros[U]("Pad", a.layout().shape()), a)
}

// meanAlong returns the means of floats or complex numbers along an axis, which is left
// with length 1.
func meanAlong[F any](a Array[F], axis int) Array[F] {
	n := a.layout().shape()[axis]
	return a.SumAxis(axis).Keep(axis).DivScalar(inexact[F](float64(n)))
}

// inexact returns a number as F, a float or complex type.
func inexact[F any](v float64) F { return widen[F](Full(v)).Item() }

func medianAlong(a Array[float64], axis int) Array[float64] {
	out := zeros[float64]("Pad", a.part0(axis).layout().shape())
	lane := make([]float64, a.layout().shape()[axis])
	mid := len(lane) / 2
	to, _ := out.Data()
	i := 0
	for x := range a.Lanes(axis) {
		FromSlice(lane).Assign(x)
		slices.Sort(lane) // NaNs come first
		switch {
		case math.IsNaN(lane[0]):
			to[i] = lane[0]
		case len(lane)%2 == 1:
			to[i] = lane[mid]
		default:
			to[i] = (lane[mid-1] + lane[mid]) / 2
		}
		i++
	}
	return out
}

// ramps fills the borders with numbers from an end value to the edge.
func (p *padding[T]) ramps(b border[T]) {
	ends := p.Values[b.axis]
	left, right := b.part(b.lo, b.lo+1), b.part(b.hi-1, b.hi)
	n, m := b.lo, b.length()-b.hi
	outer, inner := b.part(0, n), b.part(b.hi, b.length()).Flip(b.axis)
	if complexes.has(kindOf[T]()) {
		ramp[T](outer, ends[0], left, b.axis, n)
		ramp[T](inner, ends[1], right, b.axis, m)
		return
	}
	ramp[float64](outer, ends[0], left, b.axis, n)
	ramp[float64](inner, ends[1], right, b.axis, m)
}

// ramp stores n numbers from v on along an axis of out: v + i*((edge-v)/n), computed
// in F, a float or complex type.
func ramp[F, T any](out Array[T], v T, edge Array[T], axis, n int) {
	if n == 0 {
		return
	}
	first := widen[F](Full(v)).Item()
	span := widen[F](edge).SubScalar(first)
	step := span.DivScalar(inexact[F](float64(n)))
	flat := !step.AllTrue() // or a subnormal span
	for i := range n {
		var x Array[F]
		if flat {
			x = span.MulScalar(inexact[F](float64(i) / float64(n)))
		} else {
			x = step.MulScalar(inexact[F](float64(i)))
		}
		x = x.AddScalar(first)
		if integers.has(kindOf[T]()) {
			x = x.Floor()
		}
		convert(out.along(axis, i, i+1), x)
	}
}
