package ndarray

import (
	"math"
	"reflect"
	"slices"
	"unsafe"

	"github.com/lanewise/lanewise/kernels"
)

// Mean returns the sum of all elements, as [Sum] adds them, divided by their number:
// NaN if there are none. For integers see [MeanOf].
func Mean[T Inexact](a Array[T]) T { return a.Mean() }

// Mean is the function [Mean] as a method; see [Array.Add].
func (a Array[T]) Mean() T {
	l := a.layout()
	checkInexact[T]("Mean", l.kind)
	v := numberOf(reduceAll("Mean", &sums, a))
	divideBy(l.kind, &v, l.size)
	return *(*T)(unsafe.Pointer(&v))
}

// MeanAxis returns the means along the given axes, the sums of [SumAxis] divided by the
// number of elements for each: NaN where there are none.
func MeanAxis[T Inexact](a Array[T], axes ...int) Array[T] { return a.MeanAxis(axes...) }

// MeanAxisTo stores [MeanAxis] of a in out and returns out; see [SumAxisTo].
func MeanAxisTo[T Inexact](out, a Array[T], axes ...int) Array[T] {
	n := countAlong("MeanAxis", a.layout(), axes)
	return divideAll(reduceAxisTo("MeanAxis", &sums, out, a, axes, false), n)
}

// MeanAxis is the function [MeanAxis] as a method; see [Array.Add].
func (a Array[T]) MeanAxis(axes ...int) Array[T] {
	checkInexact[T]("MeanAxis", a.layout().kind)
	n := countAlong("MeanAxis", a.layout(), axes)
	return divideAll(reduceAxis[T]("MeanAxis", &sums, a, axes, false), n)
}

// MeanOf returns the means of numbers along the given axes, or of all elements if there
// are none, in another type: MeanOf[float64] of integers is NumPy's mean. Elements are
// converted and then added.
func MeanOf[F Float, T Real](a Array[T], axes ...int) Array[F] {
	if len(axes) == 0 {
		axes = allAxes(a.NDim())
	}
	return divideAll(reduceAxis[F]("MeanOf", &sums, As[F](a), axes, false), countAlong("MeanOf", a.layout(), axes))
}

// MeanOfTo stores [MeanOf] in out, of the same shape as the result, and returns out, which
// may overlap the others.
func MeanOfTo[F Float, T Real](out Array[F], a Array[T], axes ...int) Array[F] {
	if len(axes) == 0 {
		axes = allAxes(a.NDim())
	}
	return divideAll(reduceAxisTo("MeanOf", &sums, out, As[F](a), axes, false), countAlong("MeanOf", a.layout(), axes))
}

func checkInexact[T any](op string, kind reflect.Kind) {
	if !(floats | complexes).has(kind) {
		failDType[T](op)
	}
}

// countAlong returns the number of elements for each result of a reduction.
func countAlong(op string, l *layout, axes []int) int {
	n := 1
	for _, d := range wrapAxes(op, axes, int(l.ndim)) {
		n *= l.shape()[d]
	}
	return n
}

// divideBy divides a number by n, both parts of a complex one.
func divideBy(kind reflect.Kind, v *number, n int) {
	p := unsafe.Pointer(v)
	switch kind {
	case reflect.Float64:
		*(*float64)(p) /= float64(n)
	case reflect.Float32:
		*(*float32)(p) /= float32(n)
	case reflect.Complex128:
		z := (*[2]float64)(p)
		z[0], z[1] = z[0]/float64(n), z[1]/float64(n)
	case reflect.Complex64:
		z := (*[2]float32)(p)
		z[0], z[1] = z[0]/float32(n), z[1]/float32(n)
	}
}

// divideAll divides the elements of a by n, in place.
func divideAll[T any](a Array[T], n int) Array[T] {
	l := a.layout()
	axes := orderedAxes(nil, l)
	if l.size == 0 {
		return a
	}
	for c := start(axes, 0, l.size); c.n > 0; c.next() {
		for i := range c.n {
			p := a.at(c.off[0] + i*axes[0].stride[0])
			v := numberOf(*p)
			divideBy(l.kind, &v, n)
			*p = *(*T)(unsafe.Pointer(&v))
		}
	}
	return a
}

// divideByCounts divides the elements of a new array by integers, in place.
func divideByCounts[T Inexact](a Array[T], counts Array[int]) {
	i := 0
	s, _ := a.Data()
	for n := range counts.Values() {
		v := numberOf(s[i])
		divideBy(a.lay.kind, &v, n)
		s[i] = *(*T)(unsafe.Pointer(&v))
		i++
	}
}

// Var returns the variance of all elements: the sum of squared deviations from the
// mean, divided by their number less ddof ("delta degrees of freedom", the correction of
// the array API). ddof is 0 for the variance of a population, 1 for an unbiased estimate
// from a sample. It is NaN or infinite if there are no more than ddof elements.
func Var[T Float](a Array[T], ddof float64) T { return a.Var(ddof) }

// Var is the function [Var] as a method; see [Array.Add].
func (a Array[T]) Var(ddof float64) T {
	l := a.layout()
	checkFloat[T]("Var", l.kind)
	v := variance(l, unsafe.Pointer(a.p), numberOf(a.Mean()), max(float64(l.size)-ddof, 0))
	return *(*T)(unsafe.Pointer(&v))
}

func checkFloat[T any](op string, kind reflect.Kind) {
	if !floats.has(kind) {
		failDType[T](op)
	}
}

// variance returns the sum of (x - center)^2, divided by a number.
func variance(l *layout, p unsafe.Pointer, center number, by float64) number {
	if l.size == 0 {
		return floatNumber(l.kind, math.NaN())
	}
	f := deviationFold(l.kind, center)
	v, _ := f.narrow(foldElements(f, l, p))
	return floatNumber(l.kind, floatOf(l.kind, v)/by)
}

// floatNumber returns a float of one of the two kinds as a number, and floatOf the other way.
func floatNumber(kind reflect.Kind, v float64) number {
	if kind == reflect.Float32 {
		return numberOf(float32(v))
	}
	return numberOf(v)
}

func floatOf(kind reflect.Kind, v number) float64 {
	if kind == reflect.Float32 {
		return float64(*(*float32)(unsafe.Pointer(&v)))
	}
	return *(*float64)(unsafe.Pointer(&v))
}

// deviationFold returns the folding of squared deviations from a number.
func deviationFold(kind reflect.Kind, center number) folding {
	if kind == reflect.Float64 {
		c := *(*float64)(unsafe.Pointer(&center))
		return &folds[float64, float64, float64]{kernel: func(x []float64) float64 { return kernels.SumSquaredDeviationsF64(x, c) }, both: plus[float64], cut: keep[float64]}
	}
	c := *(*float32)(unsafe.Pointer(&center))
	return &folds[float32, float64, float32]{kernel: func(x []float32) float64 { return float64(kernels.SumSquaredDeviationsF32(x, c)) }, both: plus[float64], cut: round32}
}

// VarAxis returns the variances along the given axes; see [Var] and [SumAxis].
func VarAxis[T Float](a Array[T], ddof float64, axes ...int) Array[T] {
	return a.VarAxis(ddof, axes...)
}

// VarAxisTo stores [VarAxis] of a in out and returns out; see [SumAxisTo].
func VarAxisTo[T Float](out, a Array[T], ddof float64, axes ...int) Array[T] {
	return varAxisTo("VarAxis", out, a, ddof, axes)
}

// VarAxis is the function [VarAxis] as a method; see [Array.Add].
func (a Array[T]) VarAxis(ddof float64, axes ...int) Array[T] {
	return varAxis("VarAxis", a, ddof, axes)
}

func varAxis[T any](op string, a Array[T], ddof float64, axes []int) Array[T] {
	checkFloat[T](op, a.layout().kind)
	_, shape := goneAxes(op, a.layout(), axes)
	return varAxisTo(op, zeros[T](op, shape), a, ddof, axes)
}

func varAxisTo[T any](op string, out, a Array[T], ddof float64, axes []int) Array[T] {
	gone, shape := goneAxes(op, a.layout(), axes)
	checkShapeOf(op, out.layout(), shape)
	n := countAlong(op, a.layout(), axes)
	by := max(float64(n)-ddof, 0)
	a = detach(out, a) // before its strides are taken: a copy has others
	if s := splitAxes(a.layout(), gone); !s.byRows && s.outer.size == 1 && a.Size() > 0 {
		return varRuns(out, a, s, by)
	}
	d := a.Sub(a.MeanAxis(axes...).withAxes(gone))
	reduceAxisTo(op, &sums, out, unaryTo(&uSquare, d, d), axes, false)
	v := floatNumber(a.layout().kind, by)
	return rightScalarTo(&uDiv, out, out, *(*T)(unsafe.Pointer(&v)))
}

// varRuns stores the variances of runs, one for each element of out.
func varRuns[T any](out, a Array[T], s axisSplit, by float64) Array[T] {
	o := out.layout()
	kept := loopAxes(nil, o, s.kept, nil)
	split(o.size, s.run.size, max(1, grain/s.run.size), func(lo, hi int) {
		axes := append([]axis(nil), kept...)
		for c := start(axes, lo, hi); c.n > 0; c.next() {
			for i := range c.n {
				run := Array[T]{a.at(c.off[1] + i*axes[0].stride[1]), s.run}
				v := variance(s.run, unsafe.Pointer(run.p), numberOf(run.Mean()), by)
				*out.at(c.off[0] + i*axes[0].stride[0]) = *(*T)(unsafe.Pointer(&v))
			}
		}
	})
	return out
}

// Std returns the standard deviation of all elements, the square root of [Var].
func Std[T Float](a Array[T], ddof float64) T { return a.Std(ddof) }

// Std is the function [Std] as a method; see [Array.Add].
func (a Array[T]) Std(ddof float64) T {
	kind := a.layout().kind
	checkFloat[T]("Std", kind)
	v := floatNumber(kind, math.Sqrt(floatOf(kind, numberOf(a.Var(ddof)))))
	return *(*T)(unsafe.Pointer(&v))
}

// StdAxis returns the standard deviations along the given axes, the square roots of
// [VarAxis].
func StdAxis[T Float](a Array[T], ddof float64, axes ...int) Array[T] {
	return a.StdAxis(ddof, axes...)
}

// StdAxisTo stores [StdAxis] of a in out and returns out; see [SumAxisTo].
func StdAxisTo[T Float](out, a Array[T], ddof float64, axes ...int) Array[T] {
	varAxisTo("StdAxis", out, a, ddof, axes)
	return SqrtTo(out, out)
}

// StdAxis is the function [StdAxis] as a method; see [Array.Add].
func (a Array[T]) StdAxis(ddof float64, axes ...int) Array[T] {
	v := varAxis("StdAxis", a, ddof, axes)
	return unaryTo(&uSqrt, v, v)
}

// Average returns the weighted mean of all elements, the sum of a*weights divided by
// that of the weights, which have the shape of a. It panics with ErrShape if they have
// not, and with ErrValue if their sum is 0. Without weights it is [Mean].
func Average[T Inexact](a, weights Array[T]) T {
	const op = "Average"
	if !slices.Equal(a.layout().shape(), weights.layout().shape()) {
		fail(op, ErrShape, "weights of shape %s for an array of shape %s", shapeString(weights.layout().shape()), shapeString(a.layout().shape()))
	}
	total := Sum(weights)
	if total == 0 {
		fail(op, ErrValue, "weights sum to zero, can't be normalized")
	}
	return Sum(Mul(a, weights)) / total
}

// AverageAxis returns the weighted means along an axis. The weights have the shape of a
// or, one for each index of the axis, one axis of its length. It panics with ErrShape if
// they have neither, and with ErrValue if the weights of a result sum to 0.
func AverageAxis[T Inexact](a, weights Array[T], axis int) Array[T] {
	return AverageAxisTo(reducedZeros[T]("AverageAxis", a, []int{axis}), a, weights, axis)
}

// AverageAxisTo stores [AverageAxis] in out, of the same shape as the result, and returns out, which
// may overlap the others.
func AverageAxisTo[T Inexact](out, a, weights Array[T], axis int) Array[T] {
	const op = "AverageAxis"
	l, w := a.layout(), weights.layout()
	axis = wrapAxis(op, axis, int(l.ndim))
	if w.ndim == 1 && l.ndim != 1 && w.shape()[0] == l.shape()[axis] {
		shape := make([]int, l.ndim)
		for d := range shape {
			shape[d] = 1
		}
		shape[axis] = w.shape()[0]
		weights = weights.Reshape(shape...).BroadcastTo(l.shape()...)
	} else if !slices.Equal(l.shape(), w.shape()) {
		fail(op, ErrShape, "weights of shape %s for axis %d of an array of shape %s", shapeString(w.shape()), axis, shapeString(l.shape()))
	}
	total := SumAxis(weights, axis)
	for v := range total.Values() {
		if v == 0 {
			fail(op, ErrValue, "weights sum to zero, can't be normalized")
		}
	}
	products := Mul(a, weights)
	defer products.Recycle()
	return DivTo(out, reduceAxisTo("AverageAxis", &sums, out, products, []int{axis}, false), total)
}
