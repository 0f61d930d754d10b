package ndarray

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

// finish returns a result with the axes that shall be kept.
func finishReduction[R, T any](op string, o RedOpt[T], r Array[R], ndim int) Array[R] {
	if !o.Keep {
		return r
	}
	gone := make([]bool, ndim)
	for _, d := range wrapAxes(op, o.axes(ndim), ndim) {
		gone[d] = true
	}
	return r.withAxes(gone)
}

// SumWith returns the sums that the options ask for, with [SumAxis]; those of no
// elements are 0. It panics with ErrShape if the mask does not fit.
//
//	ndarray.SumWith(a, ndarray.RedOpt[float64]{Axes: []int{0}, Where: good, Initial: new(10.0)})
func SumWith[T Number](a Array[T], o RedOpt[T]) Array[T] {
	r := SumAxis(o.masked("SumWith", a, 0), o.axes(a.NDim())...)
	if o.Initial != nil {
		AddScalarTo(r, r, *o.Initial)
	}
	return finishReduction("SumWith", o, r, a.NDim())
}

// ProdWith returns the products that the options ask for, with [ProdAxis]; those of
// no elements are 1. It panics with ErrShape if the mask does not fit.
func ProdWith[T Number](a Array[T], o RedOpt[T]) Array[T] {
	r := ProdAxis(o.masked("ProdWith", a, 1), o.axes(a.NDim())...)
	if o.Initial != nil {
		MulScalarTo(r, r, *o.Initial)
	}
	return finishReduction("ProdWith", o, r, a.NDim())
}

// MaxWith returns the largest elements that the options ask for, with [MaxAxis]. Results
// for no elements are Initial. It panics with ErrValue if it is missing for them, or
// beside a mask, and with ErrShape if the mask does not fit.
func MaxWith[T Real](a Array[T], o RedOpt[T]) Array[T] {
	return extremesWith("MaxWith", &maxima, &uMaximum, a, o)
}

// MinWith returns the smallest elements that the options ask for; see [MaxWith].
func MinWith[T Real](a Array[T], o RedOpt[T]) Array[T] {
	return extremesWith("MinWith", &minima, &uMinimum, a, o)
}

func extremesWith[T Real](op string, r *reduction, u *ufunc, a Array[T], o RedOpt[T]) Array[T] {
	axes, ndim := o.axes(a.NDim()), a.NDim()
	if o.Initial == nil {
		if o.Where.lay != nil {
			fail(op, ErrValue, "reduction operation %s does not have an identity, so to use a mask one has to specify Initial", r.name)
		}
		return finishReduction(op, o, reduceAxis[T](op, r, a, axes, false), ndim)
	}
	a = o.masked(op, a, *o.Initial)
	_, shape := goneAxes(op, a.layout(), axes)
	out := zeros[T](op, shape)
	if a.Size() == 0 {
		out.Fill(*o.Initial)
	} else {
		reduceAxisTo(op, r, out, a, axes, false)
		rightScalarTo(u, out, out, *o.Initial)
	}
	return finishReduction(op, o, out, ndim)
}

// AnyTrueWith returns what [AnyTrueAxis] does, as the options ask for. Initial is joined
// with every result.
func AnyTrueWith[T Elem](a Array[T], o RedOpt[bool]) Array[bool] {
	r := AnyTrueAxis(o.masked("AnyTrueWith", truth("AnyTrueWith", a), false), o.axes(a.NDim())...)
	if o.Initial != nil && *o.Initial {
		r.Fill(true)
	}
	return finishReduction("AnyTrueWith", o, r, a.NDim())
}

// AllTrueWith returns what [AllTrueAxis] does, as the options ask for. Initial is joined
// with every result.
func AllTrueWith[T Elem](a Array[T], o RedOpt[bool]) Array[bool] {
	r := AllTrueAxis(o.masked("AllTrueWith", truth("AllTrueWith", a), true), o.axes(a.NDim())...)
	if o.Initial != nil && !*o.Initial {
		r.Fill(false)
	}
	return finishReduction("AllTrueWith", o, r, a.NDim())
}

// MeanWith returns the means of the elements that the options ask for, NaN where
// there are none. It panics with ErrValue if there is an Initial, which means have not,
// and with ErrShape if the mask does not fit.
func MeanWith[T Inexact](a Array[T], o RedOpt[T]) Array[T] {
	const op = "MeanWith"
	if o.Initial != nil {
		fail(op, ErrValue, "means have no initial value")
	}
	if o.Where.lay == nil {
		return finishReduction(op, o, MeanAxis(a, o.axes(a.NDim())...), a.NDim())
	}
	sum := SumWith(a, RedOpt[T]{Axes: o.Axes, Where: o.Where})
	counts := SumAs[int](o.Where.BroadcastTo(a.Shape()...), o.axes(a.NDim())...)
	if len(o.axes(a.NDim())) == 0 {
		counts = As[int](o.Where.BroadcastTo(a.Shape()...))
	}
	divideByCounts(sum, counts)
	return finishReduction(op, o, sum, a.NDim())
}
