package ndarray

import (
	"math"
	"unsafe"

	"github.com/lanewise/lanewise/kernels"
)

// withoutNaN returns a with NaNs replaced by a number: a copy if it has any elements.
func withoutNaN[T Inexact](a Array[T], v T) Array[T] { return ScalarWhere(IsNaN(a), v, a) }

// allIfNone returns axes, or all axes if there are none.
func allIfNone(ndim int, axes []int) []int {
	if len(axes) == 0 {
		return allAxes(ndim)
	}
	return axes
}

// NanSum returns the sums of the elements that are not NaN along the given axes, or of
// all of them, in an array without axes, if none are given. Where there are no elements
// the sum is 0.
func NanSum[T Inexact](a Array[T], axes ...int) Array[T] {
	axes = allIfNone(a.NDim(), axes)
	return NanSumTo(reducedZeros[T]("NanSum", a, axes), a, axes...)
}

// NanSumTo stores [NanSum] in out, of the same shape as the result, and returns out, which
// may overlap the others.
func NanSumTo[T Inexact](out, a Array[T], axes ...int) Array[T] {
	b := withoutNaN(a, 0)
	defer b.Recycle()
	return reduceAxisTo("NanSum", &sums, out, b, allIfNone(a.NDim(), axes), false)
}

// NanProd returns the products of the elements that are not NaN; see [NanSum]. Where
// there are none the product is 1.
func NanProd[T Inexact](a Array[T], axes ...int) Array[T] {
	axes = allIfNone(a.NDim(), axes)
	return NanProdTo(reducedZeros[T]("NanProd", a, axes), a, axes...)
}

// NanProdTo stores [NanProd] in out, of the same shape as the result, and returns out, which
// may overlap the others.
func NanProdTo[T Inexact](out, a Array[T], axes ...int) Array[T] {
	b := withoutNaN(a, 1)
	defer b.Recycle()
	return reduceAxisTo("NanProd", &prods, out, b, allIfNone(a.NDim(), axes), false)
}

// NanMax returns the largest of the elements that are not NaN; see [NanSum]. It is NaN
// where all elements are, and panics with ErrValue if there are none.
func NanMax[T Float](a Array[T], axes ...int) Array[T] {
	return reduceUfunc("NanMax", &uFmax, a, allIfNone(a.NDim(), axes))
}

// NanMaxTo stores [NanMax] in out, of the same shape as the result, and returns out, which
// may overlap the others.
func NanMaxTo[T Float](out, a Array[T], axes ...int) Array[T] {
	return reduceUfuncTo("NanMax", &uFmax, out, a, allIfNone(a.NDim(), axes))
}

// NanMin returns the smallest of the elements that are not NaN; see [NanMax].
func NanMin[T Float](a Array[T], axes ...int) Array[T] {
	return reduceUfunc("NanMin", &uFmin, a, allIfNone(a.NDim(), axes))
}

// NanMinTo stores [NanMin] in out, of the same shape as the result, and returns out, which
// may overlap the others.
func NanMinTo[T Float](out, a Array[T], axes ...int) Array[T] {
	return reduceUfuncTo("NanMin", &uFmin, out, a, allIfNone(a.NDim(), axes))
}

// nanCounts returns the number of elements that are not NaN.
func nanCounts[T Inexact](a Array[T], axes []int) Array[int] {
	good := IsNaN(a)
	NotTo(good, good)
	if len(axes) == 0 { // of no axes, since the array has none
		return As[int](good)
	}
	return SumAs[int](good, axes...)
}

// NanMean returns the means of the elements that are not NaN; see [NanSum]. It is NaN
// where there are none.
func NanMean[T Inexact](a Array[T], axes ...int) Array[T] {
	axes = allIfNone(a.NDim(), axes)
	return NanMeanTo(reducedZeros[T]("NanMean", a, axes), a, axes...)
}

// NanMeanTo stores [NanMean] in out, of the same shape as the result, and returns out, which
// may overlap the others.
func NanMeanTo[T Inexact](out, a Array[T], axes ...int) Array[T] {
	const op = "NanMean"
	axes = allIfNone(a.NDim(), axes)
	_, shape := goneAxes(op, a.layout(), axes)
	return computed(op, out, a, shape, func(dst Array[T]) {
		NanSumTo(dst, a, axes...)
		divideByCounts(dst, nanCounts(a, axes))
	})
}

// NanVar returns the variances of the elements that are not NaN, as [VarAxis] does; see
// [NanSum]. It is NaN where there are no more than ddof of them.
func NanVar[T Float](a Array[T], ddof float64, axes ...int) Array[T] {
	return nanVar("NanVar", a, ddof, axes)
}

// NanVarTo stores [NanVar] in out, of the same shape as the result, and returns out, which
// may overlap the others.
func NanVarTo[T Float](out, a Array[T], ddof float64, axes ...int) Array[T] {
	return nanVarTo("NanVar", out, a, ddof, axes)
}

func nanVar[T Float](op string, a Array[T], ddof float64, axes []int) Array[T] {
	axes = allIfNone(a.NDim(), axes)
	return nanVarTo(op, reducedZeros[T](op, a, axes), a, ddof, axes)
}

func nanVarTo[T Float](op string, out, a Array[T], ddof float64, axes []int) Array[T] {
	axes = allIfNone(a.NDim(), axes)
	gone, shape := goneAxes(op, a.layout(), axes)
	return computed(op, out, a, shape, func(dst Array[T]) {
		d := Sub(a, NanMean(a, axes...).withAxes(gone))
		defer d.Recycle()
		d.FillMask(a.IsNaN(), 0) // only where a is NaN: that of an infinity's deviation counts
		SumAxisTo(dst, SquareTo(d, d), axes...)
		s, i := elemsOf(dst), 0
		for n := range nanCounts(a, axes).Values() {
			if free := float64(n) - ddof; free > 0 {
				s[i] /= T(free)
			} else {
				s[i] = T(math.NaN())
			}
			i++
		}
	})
}

// NanStd returns the square roots of [NanVar].
func NanStd[T Float](a Array[T], ddof float64, axes ...int) Array[T] {
	v := nanVar("NanStd", a, ddof, axes)
	return SqrtTo(v, v)
}

// NanStdTo stores [NanStd] in out, of the same shape as the result, and returns out, which
// may overlap the others.
func NanStdTo[T Float](out, a Array[T], ddof float64, axes ...int) Array[T] {
	return SqrtTo(out, nanVarTo("NanStd", out, a, ddof, axes))
}

// NanMedian returns the medians of the elements that are not NaN; see [NanSum]. It is NaN
// where there are none.
func NanMedian[T Float](a Array[T], axes ...int) Array[T] {
	axes = allIfNone(a.NDim(), axes)
	return medianAxes("NanMedian", reducedZeros[T]("NanMedian", a, axes), a, axes, true)
}

// NanMedianTo stores [NanMedian] in out, of the same shape as the result, and returns out, which
// may overlap the others.
func NanMedianTo[T Float](out, a Array[T], axes ...int) Array[T] {
	return medianAxes("NanMedian", out, a, allIfNone(a.NDim(), axes), true)
}

// NanQuantile is [QuantileAxis] of the elements that are not NaN. It is NaN where there
// are none.
func NanQuantile[T Float](a Array[T], q []T, m QMethod, axes ...int) Array[T] {
	return quantileAxes("NanQuantile", a, q, m, axes, true)
}

// NanQuantileTo stores [NanQuantile] in out, of the same shape as the result, and returns out, which
// may overlap the others.
func NanQuantileTo[T Float](out, a Array[T], q []T, m QMethod, axes ...int) Array[T] {
	return quantileAxesTo("NanQuantile", out, a, q, m, axes, true)
}

// NanPercentile is [NanQuantile] with q from 0 to 100.
func NanPercentile[T Float](a Array[T], q []T, m QMethod, axes ...int) Array[T] {
	return quantileAxes("NanPercentile", a, hundredths(q), m, axes, true)
}

// NanPercentileTo stores [NanPercentile] in out, of the same shape as the result, and returns out, which
// may overlap the others.
func NanPercentileTo[T Float](out, a Array[T], q []T, m QMethod, axes ...int) Array[T] {
	return quantileAxesTo("NanPercentile", out, a, hundredths(q), m, axes, true)
}

// NanArgMax returns the indices along an axis of the first of the largest elements that
// are not NaN. It panics with ErrValue if all elements of a lane are NaN, or there are
// none.
func NanArgMax[T Float](a Array[T], axis int) Array[int] {
	return NanArgMaxTo(reducedZeros[int]("NanArgMax", a, []int{axis}), a, axis)
}

// NanArgMaxTo stores [NanArgMax] in out, of the same shape as the result, and returns out, which
// may overlap the others.
func NanArgMaxTo[T Float](out Array[int], a Array[T], axis int) Array[int] {
	return nanArg("NanArgMax", out, a, axis, math.Inf(-1), func(x []float64) int { return kernels.Argmax(x) }, func(x []float32) int { return kernels.Argmax(x) })
}

// NanArgMin returns the indices along an axis of the first of the smallest elements that
// are not NaN; see [NanArgMax].
func NanArgMin[T Float](a Array[T], axis int) Array[int] {
	return NanArgMinTo(reducedZeros[int]("NanArgMin", a, []int{axis}), a, axis)
}

// NanArgMinTo stores [NanArgMin] in out, of the same shape as the result, and returns out, which
// may overlap the others.
func NanArgMinTo[T Float](out Array[int], a Array[T], axis int) Array[int] {
	return nanArg("NanArgMin", out, a, axis, math.Inf(1), func(x []float64) int { return kernels.Argmin(x) }, func(x []float32) int { return kernels.Argmin(x) })
}

func nanArg[T Float](op string, out Array[int], a Array[T], axis int, last float64, arg64 func([]float64) int, arg32 func([]float32) int) Array[int] {
	axis = wrapAxis(op, axis, a.NDim())
	_, shape := goneAxes(op, a.layout(), []int{axis})
	checkShapeOf(op, out.layout(), shape)
	if a.layout().shape()[axis] == 0 {
		fail(op, ErrValue, "attempt to get the position of the extreme of an empty sequence")
	}
	if lanes := reduceAxis[bool](op, &alls, IsNaN(a), []int{axis}, false); lanes.AnyTrue() {
		fail(op, ErrValue, "All-NaN slice encountered")
	}
	return computed(op, out, a, shape, func(dst Array[int]) { nanArgLanes(elemsOf(dst), a, axis, last, arg64, arg32) })
}

func nanArgLanes[T Float](s []int, a Array[T], axis int, last float64, arg64 func([]float64) int, arg32 func([]float32) int) {
	eachLane(a, axis, func(k int, lane []T) {
		first := -1 // of the numbers, if none is better than the one that stands for NaN
		for i, v := range lane {
			if v != v {
				lane[i] = T(last)
			} else if first < 0 {
				first = i
			}
		}
		best := 0
		if unsafe.Sizeof(*new(T)) == 8 {
			best = arg64(cast[float64](lane))
		} else {
			best = arg32(cast[float32](lane))
		}
		if float64(lane[best]) == last {
			best = first
		}
		s[k] = best
	})
}

// NanCumSum is [CumSum] with NaNs as 0.
func NanCumSum[T Inexact](a Array[T], axis int) Array[T] {
	return NanCumSumTo(a.like("NanCumSum"), a, axis)
}

// NanCumSumTo stores [NanCumSum] in out, of the same shape as the result, and returns out, which
// may overlap the others.
func NanCumSumTo[T Inexact](out, a Array[T], axis int) Array[T] {
	const op = "NanCumSum"
	axis = wrapAxis(op, axis, a.NDim())
	checkSameShape(op, out.layout(), a.layout())
	ScalarWhereTo(out, IsNaN(a), 0, a)
	return CumSumTo(out, out, axis)
}

// NanCumProd is [CumProd] with NaNs as 1.
func NanCumProd[T Inexact](a Array[T], axis int) Array[T] {
	return NanCumProdTo(a.like("NanCumProd"), a, axis)
}

// NanCumProdTo stores [NanCumProd] in out, of the same shape as the result, and returns out, which
// may overlap the others.
func NanCumProdTo[T Inexact](out, a Array[T], axis int) Array[T] {
	const op = "NanCumProd"
	axis = wrapAxis(op, axis, a.NDim())
	checkSameShape(op, out.layout(), a.layout())
	ScalarWhereTo(out, IsNaN(a), 1, a)
	return CumProdTo(out, out, axis)
}

// NanOpt has what [NanToNum] puts in the place of NaN and infinities. What is nil is 0 for
// NaN, and the largest and the smallest finite number for the infinities.
type NanOpt[T Float] struct{ NaN, PosInf, NegInf *T }

// NanToNum returns a with finite numbers in the place of NaN and infinities.
func NanToNum[T Float](a Array[T], o NanOpt[T]) Array[T] { return NanToNumTo(a.like("NanToNum"), a, o) }

// NanToNumTo stores [NanToNum] of a, broadcast to the shape of out, in out and returns out;
// see [AddTo].
func NanToNumTo[T Float](out, a Array[T], o NanOpt[T]) Array[T] {
	largest := math.MaxFloat64
	if unsafe.Sizeof(*new(T)) == 4 {
		largest = math.MaxFloat32
	}
	nan, pos, neg := T(0), T(largest), T(-largest)
	if o.NaN != nil {
		nan = *o.NaN
	}
	if o.PosInf != nil {
		pos = *o.PosInf
	}
	if o.NegInf != nil {
		neg = *o.NegInf
	}
	return mapFloats("NanToNum", out, a, func(v T) T {
		switch {
		case v != v:
			return nan
		case math.IsInf(float64(v), 1):
			return pos
		case math.IsInf(float64(v), -1):
			return neg
		}
		return v
	})
}

// mapFloats stores f of the elements of a in out.
func mapFloats[T Float](op string, out, a Array[T], f func(T) T) Array[T] {
	o := out.layout()
	checkOut(op, o, a.layout())
	a = detach(out, a)
	split(o.size, 1, grain, func(lo, hi int) {
		axes := loopAxes(nil, o, a.layout(), nil)
		if lo == hi {
			return
		}
		for c := start(axes, lo, hi); c.n > 0; c.next() {
			for i := range c.n {
				*out.at(c.off[0] + i*axes[0].stride[0]) = f(*a.at(c.off[1] + i*axes[0].stride[1]))
			}
		}
	})
	return out
}
