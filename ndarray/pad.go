package ndarray

import (
	"math"
	"slices"
)

// PadMode says what [Pad] fills the borders with.
type PadMode uint8

const (
	PadConstant   PadMode = iota // the numbers PadOpt.Values, 0 if there are none
	PadEdge                      // the elements at the edge
	PadLinearRamp                // from PadOpt.Values at the outer end to the elements at the edge
	PadMaximum                   // the maximum along the axis
	PadMean                      // the mean along the axis; rounded to the nearest, half to even, for integers
	PadMedian                    // the median along the axis; rounded as the mean is
	PadMinimum                   // the minimum along the axis
	PadReflect                   // the mirror image, without the edge itself: 3 2 |1 2 3| 2 1
	PadSymmetric                 // the mirror image with the edge: 2 1 |1 2 3| 3 2
	PadWrap                      // the other end: 2 3 |1 2 3| 1 2
	PadEmpty                     // zero values; NumPy leaves what was there
)

// PadOpt is how [Pad] fills the borders. Lists have one pair for each axis, for its
// begin and its end, or one pair for all axes.
type PadOpt[T any] struct {
	Mode       PadMode
	Values     [][2]T   // for PadConstant and PadLinearRamp; none: 0
	StatLength [][2]int // how many elements from the edge on the maximum, mean, median, minimum are of; none: all
	Odd        bool     // PadReflect and PadSymmetric mirror at the edge's value, too: 2*edge - x
}

// Pad returns a new array with a in the middle, and widths[d][0] elements before and
// widths[d][1] after it along axis d; a single pair is for all axes. The zero opt
// fills them with zero values:
//
//	ndarray.Pad(a, ndarray.PadOpt[float64]{Mode: ndarray.PadEdge}, [2]int{1, 1})
//
// Axes are padded one after the other from the first on, each over what the ones
// before added, which decides about the corners. PadReflect and PadSymmetric of an
// axis of length 1 repeat its element. Means, medians and ramps are computed in
// float64 or complex128 and rounded; ramps of integers are rounded down.
//
// It panics with ErrShape if lists have another length, a width is negative, or an
// axis of length 0 is to be padded from its elements; with ErrValue if a StatLength
// is not positive or the mode is unknown; and with ErrDType if it takes arithmetic or
// an order that elements of type T lack, or a ramp would have to be made of bools.
func Pad[T any](a Array[T], opt PadOpt[T], widths ...[2]int) Array[T] { return a.Pad(opt, widths...) }

// Pad is the function [Pad] as a method.
func (a Array[T]) Pad(opt PadOpt[T], widths ...[2]int) Array[T] {
	p := newPadding(opt, a, widths)
	return p.fill(unset[T]("Pad", p.shape), a)
}

// PadTo stores [Pad] of a in out, which may overlap a, and returns out. It panics
// with ErrShape unless out has the shape of the result.
func PadTo[T any](out, a Array[T], opt PadOpt[T], widths ...[2]int) Array[T] {
	p := newPadding(opt, a, widths)
	checkOutput("Pad", out, p.shape)
	return p.fill(out, apart(out, a))
}

// padding is a call of Pad, with a pair for each axis.
type padding[T any] struct {
	PadOpt[T]
	widths [][2]int
	shape  []int // of the result
}

func newPadding[T any](opt PadOpt[T], a Array[T], widths [][2]int) *padding[T] {
	const op = "Pad"
	p := &padding[T]{opt, nil, a.Shape()}
	n := len(p.shape)
	p.widths = pairs(n, widths, "widths")
	if len(p.Values) > 0 {
		p.Values = pairs(n, p.Values, "values")
	} else {
		p.Values = make([][2]T, n)
	}
	if len(p.StatLength) == 0 {
		p.StatLength = [][2]int{{math.MaxInt, math.MaxInt}}
	}
	p.StatLength = pairs(n, p.StatLength, "lengths")
	p.check(op)
	for d, w := range p.widths {
		if w[0] < 0 || w[1] < 0 {
			fail(op, ErrShape, "widths %s of axis %d are negative", shapeString(w[:]), d)
		}
		if w != [2]int{} && p.shape[d] == 0 && p.Mode != PadConstant && p.Mode != PadEmpty {
			fail(op, ErrShape, "can't extend empty axis %d by what its elements are", d)
		}
		if w[0] > maxBytes || w[1] > maxBytes {
			fail(op, ErrShape, "array is too big: widths %s of axis %d", shapeString(w[:]), d)
		}
		p.shape[d] += w[0] + w[1]
	}
	return p
}

// pairs returns a list of one pair for each of n axes.
func pairs[T any](n int, list [][2]T, what string) [][2]T {
	if len(list) == 1 {
		return slices.Repeat(list, n)
	}
	if len(list) != n {
		fail("Pad", ErrShape, "%d pairs of %s for %d axes", len(list), what, n)
	}
	return list
}

// check panics if the mode is not for elements of type T.
func (p *padding[T]) check(op string) {
	kind := kindOf[T]()
	switch {
	case p.Mode > PadEmpty:
		fail(op, ErrValue, "unknown mode %d", p.Mode)
	case p.statistic():
		for _, s := range p.StatLength {
			if s[0] <= 0 || s[1] <= 0 {
				fail(op, ErrValue, "statistics of %s elements", shapeString(s[:]))
			}
		}
		if !(integers | floats).has(kind) && !(p.Mode == PadMean && complexes.has(kind)) {
			failDType[T](op)
		}
	case p.Mode == PadLinearRamp || p.Odd && (p.Mode == PadReflect || p.Mode == PadSymmetric):
		foldingFor[T](op, &sums, kind) // which numbers have
	}
}

func (p *padding[T]) statistic() bool {
	return p.Mode == PadMaximum || p.Mode == PadMinimum || p.Mode == PadMean || p.Mode == PadMedian
}

// fill stores the result in out.
func (p *padding[T]) fill(out, a Array[T]) Array[T] {
	o, l := out.layout(), a.layout()
	roi := out
	for d, w := range p.widths {
		roi = roi.along(d, w[0], w[0]+l.shape()[d])
	}
	roi.Assign(a)
	if o.size == 0 {
		return out
	}
	for d := range p.widths {
		// All of this axis and those before, the middle of those after.
		roi = out
		for k := d + 1; k < len(p.widths); k++ {
			roi = roi.along(k, p.widths[k][0], p.widths[k][0]+l.shape()[k])
		}
		if p.widths[d] != [2]int{} {
			p.fillAxis(roi, d)
		}
	}
	return out
}

// border is a part of an array along one axis, with elements [lo, hi) in the middle.
type border[T any] struct {
	a            Array[T]
	axis, lo, hi int
}

func (b border[T]) part(lo, hi int) Array[T] { return b.a.along(b.axis, lo, hi) }

func (b border[T]) length() int { return b.a.layout().shape()[b.axis] }

// set fills the borders with two arrays that are broadcast to them.
func (b border[T]) set(left, right Array[T]) {
	if b.lo > 0 {
		b.part(0, b.lo).Assign(left)
	}
	if b.hi < b.length() {
		b.part(b.hi, b.length()).Assign(right)
	}
}

// fillAxis fills the borders of a along an axis.
func (p *padding[T]) fillAxis(a Array[T], axis int) {
	w := p.widths[axis]
	b := border[T]{a, axis, w[0], a.layout().shape()[axis] - w[1]}
	switch p.Mode {
	case PadConstant:
		b.set(Full(p.Values[axis][0]), Full(p.Values[axis][1]))
	case PadEmpty:
		var zero T
		b.set(Full(zero), Full(zero))
	case PadEdge:
		b.set(b.part(b.lo, b.lo+1), b.part(b.hi-1, b.hi))
	case PadLinearRamp:
		p.ramps(b)
	case PadReflect, PadSymmetric:
		if b.hi-b.lo == 1 {
			b.set(b.part(b.lo, b.hi), b.part(b.lo, b.hi))
			return
		}
		b.mirror(p.Mode == PadSymmetric, p.Odd)
	case PadWrap:
		b.wrap()
	default:
		n := b.hi - b.lo
		left := b.part(b.lo, b.lo+min(n, p.StatLength[axis][0]))
		right := b.part(b.hi-min(n, p.StatLength[axis][1]), b.hi)
		b.set(padStatistic(p.Mode, left, axis), padStatistic(p.Mode, right, axis))
	}
}
