package ndarray

import (
	"reflect"
	"unsafe"
)

// RedOpt is what reductions like [SumWith] can be told beside their operand. The zero
// value reduces all elements.
type RedOpt[T any] struct {
	// Axes are the axes that go; nil stands for all of them.
	Axes []int
	// Keep leaves the axes that go in the result, as axes of length 1.
	Keep bool
	// Where, if it is not the zero Array, is broadcast to the shape of the operand:
	// elements where it is false don't count.
	Where Array[bool]
	// Initial, if it is not nil, is joined with every result.
	Initial *T
}

// axes returns the axes that go.
func (o RedOpt[T]) axes(ndim int) []int {
	if o.Axes == nil {
		return allAxes(ndim)
	}
	return o.Axes
}

// masked returns a, or a copy with a number where the mask is false.
func (o RedOpt[T]) masked(op string, a Array[T], v T) Array[T] {
	if o.Where.lay == nil {
		return a
	}
	if !o.Where.lay.fits(a.layout().shape()) {
		fail(op, ErrShape, "mask of shape %s does not broadcast to %s", shapeString(o.Where.lay.shape()), shapeString(a.layout().shape()))
	}
	return WhereScalar(o.Where, a, v)
}

// results returns a new array for the results of a reduction of a.
func results[R, T any](op string, o RedOpt[R], a Array[T]) Array[R] {
	gone, shape := goneAxes(op, a.layout(), o.axes(a.NDim()))
	r := zeros[R](op, shape)
	if o.Keep {
		return r.withAxes(gone)
	}
	return r
}

// reduced returns out without the axes of length 1 that o keeps, of a reduction of an array
// with so many axes.
func (o RedOpt[T]) reduced(op string, out Array[T], ndim int) Array[T] {
	if !o.Keep {
		return out
	}
	axes := wrapAxes(op, o.axes(ndim), ndim)
	l := out.layout()
	for _, d := range axes {
		if int(l.ndim) != ndim || l.shape()[d] != 1 {
			fail(op, ErrShape, "output of shape %s, which has not axes of length 1 where axes %v go", shapeString(l.shape()), axes)
		}
	}
	if len(axes) == 0 {
		return out
	}
	return out.Squeeze(axes...)
}

// SumWith returns the sums that the options ask for, with [SumAxis]; those of no
// elements are 0. It panics with ErrShape if the mask does not fit.
//
//	ndarray.SumWith(a, ndarray.RedOpt[float64]{Axes: []int{0}, Where: good, Initial: new(10.0)})
func SumWith[T Number](a Array[T], o RedOpt[T]) Array[T] {
	return SumWithTo(results("SumWith", o, a), a, o)
}

// SumWithTo stores [SumWith] in out, of the same shape as the result, and returns out, which
// may overlap the others.
func SumWithTo[T Number](out, a Array[T], o RedOpt[T]) Array[T] {
	const op = "SumWith"
	r := reduceAxisTo(op, &sums, o.reduced(op, out, a.NDim()), o.masked(op, a, 0), o.axes(a.NDim()), false)
	if o.Initial != nil {
		joinInitial(op, &sums, &uAdd, r, *o.Initial)
	}
	return out
}

// ProdWith returns the products that the options ask for, with [ProdAxis]; those of
// no elements are 1. It panics with ErrShape if the mask does not fit.
func ProdWith[T Number](a Array[T], o RedOpt[T]) Array[T] {
	return ProdWithTo(results("ProdWith", o, a), a, o)
}

// ProdWithTo stores [ProdWith] in out, of the same shape as the result, and returns out, which
// may overlap the others.
func ProdWithTo[T Number](out, a Array[T], o RedOpt[T]) Array[T] {
	const op = "ProdWith"
	r := reduceAxisTo(op, &prods, o.reduced(op, out, a.NDim()), o.masked(op, a, 1), o.axes(a.NDim()), false)
	if o.Initial != nil {
		joinInitial(op, &prods, &uMul, r, *o.Initial)
	}
	return out
}

// joinInitial joins v with every result, by the operation of the reduction. As in the reduction
// itself, integers of less than 64 bits must not overflow.
func joinInitial[T any](op string, r *reduction, u *ufunc, out Array[T], v T) {
	l := out.layout()
	if !integers.has(l.kind) || l.item == 8 {
		rightScalarTo(u, out, out, v)
		return
	}
	f := foldingFor[T](op, r, l.kind)
	initial := f.fold(1, unsafe.Pointer(&v), 0)
	for p := range out.Ptrs() {
		n, fits := f.narrow(f.join(f.fold(1, unsafe.Pointer(p), 0), initial))
		if !fits {
			r.failOverflow(op, reflect.TypeFor[T]())
		}
		*p = *(*T)(unsafe.Pointer(&n))
	}
}

// MaxWith returns the largest elements that the options ask for, with [MaxAxis]. Results
// for no elements are Initial. It panics with ErrValue if it is missing for them, or
// beside a mask, and with ErrShape if the mask does not fit.
func MaxWith[T Real](a Array[T], o RedOpt[T]) Array[T] {
	return extremesWith("MaxWith", &maxima, &uMaximum, results("MaxWith", o, a), a, o)
}

// MaxWithTo stores [MaxWith] in out, of the same shape as the result, and returns out, which
// may overlap the others.
func MaxWithTo[T Real](out, a Array[T], o RedOpt[T]) Array[T] {
	return extremesWith("MaxWith", &maxima, &uMaximum, out, a, o)
}

// MinWith returns the smallest elements that the options ask for; see [MaxWith].
func MinWith[T Real](a Array[T], o RedOpt[T]) Array[T] {
	return extremesWith("MinWith", &minima, &uMinimum, results("MinWith", o, a), a, o)
}

// MinWithTo stores [MinWith] in out, of the same shape as the result, and returns out, which
// may overlap the others.
func MinWithTo[T Real](out, a Array[T], o RedOpt[T]) Array[T] {
	return extremesWith("MinWith", &minima, &uMinimum, out, a, o)
}

func extremesWith[T Real](op string, r *reduction, u *ufunc, out, a Array[T], o RedOpt[T]) Array[T] {
	axes, to := o.axes(a.NDim()), o.reduced(op, out, a.NDim())
	if o.Initial == nil {
		if o.Where.lay != nil {
			fail(op, ErrValue, "reduction operation %s does not have an identity, so to use a mask one has to specify Initial", r.name)
		}
		reduceAxisTo(op, r, to, a, axes, false)
		return out
	}
	a = o.masked(op, a, *o.Initial)
	if a.Size() == 0 {
		_, shape := goneAxes(op, a.layout(), axes)
		checkShapeOf(op, to.layout(), shape)
		to.Fill(*o.Initial)
	} else {
		reduceAxisTo(op, r, to, a, axes, false)
		rightScalarTo(u, to, to, *o.Initial)
	}
	return out
}

// AnyTrueWith returns what [AnyTrueAxis] does, as the options ask for. Initial is joined
// with every result.
func AnyTrueWith[T Elem](a Array[T], o RedOpt[bool]) Array[bool] {
	return AnyTrueWithTo(results("AnyTrueWith", o, a), a, o)
}

// AnyTrueWithTo stores [AnyTrueWith] in out, of the same shape as the result, and returns out, which
// may overlap the others.
func AnyTrueWithTo[T Elem](out Array[bool], a Array[T], o RedOpt[bool]) Array[bool] {
	const op = "AnyTrueWith"
	r := AnyTrueAxisTo(o.reduced(op, out, a.NDim()), o.masked(op, truth(op, a), false), o.axes(a.NDim())...)
	if o.Initial != nil && *o.Initial {
		r.Fill(true)
	}
	return out
}

// AllTrueWith returns what [AllTrueAxis] does, as the options ask for. Initial is joined
// with every result.
func AllTrueWith[T Elem](a Array[T], o RedOpt[bool]) Array[bool] {
	return AllTrueWithTo(results("AllTrueWith", o, a), a, o)
}

// AllTrueWithTo stores [AllTrueWith] in out, of the same shape as the result, and returns out, which
// may overlap the others.
func AllTrueWithTo[T Elem](out Array[bool], a Array[T], o RedOpt[bool]) Array[bool] {
	const op = "AllTrueWith"
	r := AllTrueAxisTo(o.reduced(op, out, a.NDim()), o.masked(op, truth(op, a), true), o.axes(a.NDim())...)
	if o.Initial != nil && !*o.Initial {
		r.Fill(false)
	}
	return out
}

// MeanWith returns the means of the elements that the options ask for, NaN where
// there are none. It panics with ErrValue if there is an Initial, which means have not,
// and with ErrShape if the mask does not fit.
func MeanWith[T Inexact](a Array[T], o RedOpt[T]) Array[T] {
	return MeanWithTo(results("MeanWith", o, a), a, o)
}

// MeanWithTo stores [MeanWith] in out, of the same shape as the result, and returns out, which
// may overlap the others.
func MeanWithTo[T Inexact](out, a Array[T], o RedOpt[T]) Array[T] {
	const op = "MeanWith"
	if o.Initial != nil {
		fail(op, ErrValue, "means have no initial value")
	}
	to, axes := o.reduced(op, out, a.NDim()), o.axes(a.NDim())
	if o.Where.lay == nil {
		n := countAlong(op, a.layout(), axes)
		divideAll(reduceAxisTo(op, &sums, to, a, axes, false), n)
		return out
	}
	sum := reduceAxis[T](op, &sums, o.masked(op, a, 0), axes, false)
	counts := SumAs[int](o.Where.BroadcastTo(a.Shape()...), axes...)
	if len(axes) == 0 {
		counts = As[int](o.Where.BroadcastTo(a.Shape()...))
	}
	divideByCounts(sum, counts)
	stored(op, to, sum)
	return out
}
