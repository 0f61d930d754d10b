package ndarray

import (
	"math"
	"slices"
	"unsafe"

	"github.com/lanewise/lanewise/kernels"
)

// QMethod says how quantiles come from the sorted elements x[0] <= ... <= x[n-1]. Each
// method takes an index v that need not be an integer, and from there an element or a
// number between two neighbours. The names are NumPy's, H&F are the numbers of Hyndman
// and Fan's list.
type QMethod uint8

const (
	QLinear                  QMethod = iota // v = q(n-1), between neighbours (H&F 7)
	QInvertedCDF                            // the first element where the distribution reaches q (H&F 1)
	QAveragedInvertedCDF                    // as before, but the mean of two where q*n is an integer (H&F 2)
	QClosestObservation                     // the element nearest to v = q*n-1, of two the one of even number (H&F 3)
	QInterpolatedInvertedCDF                // v = q*n - 1 (H&F 4)
	QHazen                                  // v = q*n - 1/2 (H&F 5)
	QWeibull                                // v = q(n+1) - 1 (H&F 6)
	QMedianUnbiased                         // v = q(n+1/3) - 2/3 (H&F 8)
	QNormalUnbiased                         // v = q(n+1/4) - 5/8 (H&F 9)
	QLower                                  // the element at or before QLinear's v
	QHigher                                 // the element at or behind QLinear's v
	QMidpoint                               // the mean of QLower's and QHigher's
	QNearest                                // the element nearest to QLinear's v, of two the one of even index
	qMethods
)

// place is where a quantile lies: between the elements number lo and hi, t of the way.
type place[T Float] struct {
	lo, hi int
	t      T
}

// place returns where quantile q of n elements lies. It computes in the precision of T,
// as NumPy does.
func placeOf[T Float](m QMethod, q T, n int) place[T] {
	size, last := T(n), T(n-1)
	switch m {
	case QLinear:
		return between(T(last*q), n)
	case QInvertedCDF:
		return step(T(size*q)-1, n, func(t, _ T) bool { return t == 0 })
	case QAveragedInvertedCDF:
		p := between(T(size*q)-1, n)
		if p.t == 0 {
			p.t = 0.5
		} else {
			p.t = 1
		}
		return p
	case QClosestObservation:
		return step(T(size*q)-1-0.5, n, func(t, lo T) bool { return t == 0 && math.Mod(float64(lo), 2) != 0 })
	case QInterpolatedInvertedCDF:
		return between(virtual(size, q, 0, 1), n)
	case QHazen:
		return between(virtual(size, q, 0.5, 0.5), n)
	case QWeibull:
		return between(virtual(size, q, 0, 0), n)
	case QMedianUnbiased:
		return between(virtual(size, q, 1/3.0, 1/3.0), n)
	case QNormalUnbiased:
		return between(virtual(size, q, 3/8.0, 3/8.0), n)
	case QLower:
		return at[T](math.Floor(float64(last*q)), n)
	case QHigher:
		return at[T](math.Ceil(float64(last*q)), n)
	case QMidpoint:
		v := float64(last * q)
		p := between(T(0.5*(math.Floor(v)+math.Ceil(v))), n)
		if p.t != 0 {
			p.t = 0.5
		}
		return p
	default:
		return at[T](math.RoundToEven(float64(last*q)), n)
	}
}

// virtual returns the index of the methods with two parameters.
func virtual[T Float](n, q T, alpha, beta float64) T {
	c := 1 - alpha - beta // rounded to T, as NumPy does
	return T(n*q) + (T(alpha) + T(q*T(c))) - 1
}

// between returns the place at an index that need not be an integer.
func between[T Float](v T, n int) place[T] {
	lo := math.Floor(float64(v))
	p := place[T]{int(lo), int(lo) + 1, v - T(lo)}
	switch {
	case float64(v) >= float64(T(n-1)):
		p.lo, p.hi = n-1, n-1
	case v < 0:
		p.lo, p.hi, p.t = 0, 0, v
	}
	return p
}

// at returns the place at an index.
func at[T Float](i float64, n int) place[T] {
	k := min(max(int(i), 0), n-1)
	return place[T]{lo: k, hi: k}
}

// step returns the place at an index that is rounded up unless stay says otherwise.
func step[T Float](v T, n int, stay func(t, lo T) bool) place[T] {
	lo := T(math.Floor(float64(v)))
	if stay(v-lo, lo) {
		return at[T](float64(lo), n)
	}
	return at[T](float64(lo)+1, n)
}

// lerp returns the number t of the way from a to b.
func lerp[T Float](a, b, t T) T {
	if a == b && a-a != 0 { // infinities
		return a
	}
	d := b - a
	if t >= 0.5 {
		return b - T(d*(1-t))
	}
	return a + T(d*t)
}

// quantiles stores the quantiles of a lane without NaNs, which it rearranges, in out,
// stride elements apart.
func quantiles[T Float](lane []T, q []T, m QMethod, out []T, stride int) {
	if len(lane) == 0 {
		for i := range q {
			out[i*stride] = T(math.NaN())
		}
		return
	}
	sorted := len(q) > 2
	if sorted {
		sortFloats(lane)
	}
	for i, v := range q {
		p := placeOf(m, v, len(lane))
		if !sorted {
			partitionFloats(lane, p.lo, p.hi)
		}
		out[i*stride] = lerp(lane[p.lo], lane[p.hi], p.t)
	}
}

func sortFloats[T Float](x []T) {
	if unsafe.Sizeof(*new(T)) == 8 {
		kernels.Sort(cast[float64](x))
	} else {
		kernels.Sort(cast[float32](x))
	}
}

// partitionFloats puts the elements number lo and hi, lo or lo+1, where they belong.
func partitionFloats[T Float](x []T, lo, hi int) {
	if unsafe.Sizeof(*new(T)) == 8 {
		kernels.Partition(cast[float64](x), lo)
	} else {
		kernels.Partition(cast[float32](x), lo)
	}
	if hi > lo {
		least := hi
		for i := hi + 1; i < len(x); i++ {
			if x[i] < x[least] {
				least = i
			}
		}
		x[hi], x[least] = x[least], x[hi]
	}
}

// hasNaN reports whether a lane has NaNs.
func hasNaN[T Float](x []T) bool {
	if len(x) == 0 {
		return false
	}
	if unsafe.Sizeof(*new(T)) == 8 {
		return math.IsNaN(kernels.MaxF64(cast[float64](x)))
	}
	return math.IsNaN(float64(kernels.MaxF32(cast[float32](x))))
}

// withoutNaNs moves the other elements to the front and returns them.
func withoutNaNs[T Float](x []T) []T {
	return slices.DeleteFunc(x, func(v T) bool { return v != v })
}

// numbersOf returns the elements of a lane that count: those that are not NaN, or unless
// these are skipped none if there is one.
func numbersOf[T Float](lane []T, skipNaN bool) []T {
	switch {
	case skipNaN:
		return withoutNaNs(lane)
	case hasNaN(lane):
		return lane[:0]
	}
	return lane
}

// Quantile returns quantile q, from 0 to 1, of all elements by some method: the median for
// q = 1/2. It is NaN if an element is NaN or there are none. It is NumPy's to the bit,
// except that between two equal infinities it is infinite. It panics with ErrValue if q is
// not from 0 to 1.
func Quantile[T Float](a Array[T], q T, m QMethod) T {
	return quantileAxes("Quantile", a.Reshape(-1), []T{q}, m, []int{0}, false).Item()
}

// QuantileAxis returns the quantiles q along the given axes, or of all elements if there
// are none. The first axis of the result is that of q.
func QuantileAxis[T Float](a Array[T], q []T, m QMethod, axes ...int) Array[T] {
	return quantileAxes("QuantileAxis", a, q, m, axes, false)
}

// QuantileAxisTo stores [QuantileAxis] in out, of the same shape as the result, and returns out, which
// may overlap the others.
func QuantileAxisTo[T Float](out, a Array[T], q []T, m QMethod, axes ...int) Array[T] {
	return quantileAxesTo("QuantileAxis", out, a, q, m, axes, false)
}

// Percentile is [Quantile] with q from 0 to 100.
func Percentile[T Float](a Array[T], q T, m QMethod) T {
	return quantileAxes("Percentile", a.Reshape(-1), []T{q / 100}, m, []int{0}, false).Item()
}

// PercentileAxis is [QuantileAxis] with q from 0 to 100.
func PercentileAxis[T Float](a Array[T], q []T, m QMethod, axes ...int) Array[T] {
	return quantileAxes("PercentileAxis", a, hundredths(q), m, axes, false)
}

// PercentileAxisTo stores [PercentileAxis] in out, of the same shape as the result, and returns out, which
// may overlap the others.
func PercentileAxisTo[T Float](out, a Array[T], q []T, m QMethod, axes ...int) Array[T] {
	return quantileAxesTo("PercentileAxis", out, a, hundredths(q), m, axes, false)
}

func hundredths[T Float](q []T) []T {
	q = slices.Clone(q)
	for i := range q {
		q[i] /= 100
	}
	return q
}

func quantileAxes[T Float](op string, a Array[T], q []T, m QMethod, axes []int, skipNaN bool) Array[T] {
	_, rest := goneAxes(op, a.layout(), allIfNone(a.NDim(), axes))
	return quantileAxesTo(op, unset[T](op, append([]int{len(q)}, rest...)), a, q, m, axes, skipNaN)
}

func quantileAxesTo[T Float](op string, out, a Array[T], q []T, m QMethod, axes []int, skipNaN bool) Array[T] {
	checkQuantiles(op, q, m)
	lanes, rest := lanesOf(op, a, allIfNone(a.NDim(), axes))
	return computed(op, out, a, append([]int{len(q)}, rest...), func(dst Array[T]) {
		s, count := elemsOf(dst), 1
		for _, n := range rest {
			count *= n
		}
		eachLane(lanes, len(rest), func(k int, lane []T) {
			lane = numbersOf(lane, skipNaN)
			if len(q) > 0 {
				quantiles(lane, q, m, s[k:], count)
			}
		})
	})
}

func checkQuantiles[T Float](op string, q []T, m QMethod) {
	if m >= qMethods {
		fail(op, ErrValue, "there is no method number %d", uint8(m))
	}
	for _, v := range q {
		if !(v >= 0 && v <= 1) {
			fail(op, ErrValue, "quantiles must be in the range [0, 1]")
		}
	}
}

// QuantileWeighted returns the weighted quantiles q of all elements by the method
// QInvertedCDF: the first element, in ascending order, up to which the weights make q of
// their sum. The weights have the shape of a. It panics with ErrShape if they have not, and
// with ErrValue if q is not from 0 to 1, or a weight is negative or NaN or all are 0.
func QuantileWeighted[T Float](a, weights Array[T], q ...T) Array[T] {
	return quantileWeighted(nil, a, weights, q)
}

// QuantileWeightedTo stores [QuantileWeighted] in out, of the same shape as the result, and returns out, which
// may overlap the others.
func QuantileWeightedTo[T Float](out, a, weights Array[T], q ...T) Array[T] {
	return quantileWeighted(&out, a, weights, q)
}

func quantileWeighted[T Float](to *Array[T], a, weights Array[T], q []T) Array[T] {
	const op = "QuantileWeighted"
	checkQuantiles(op, q, QInvertedCDF)
	if !slices.Equal(a.layout().shape(), weights.layout().shape()) {
		fail(op, ErrShape, "weights of shape %s for an array of shape %s", shapeString(weights.layout().shape()), shapeString(a.layout().shape()))
	}
	x, w := slices.Collect(a.Values()), slices.Collect(weights.Values())
	for _, v := range w {
		if !(v >= 0) {
			fail(op, ErrValue, "weights must be non-negative")
		}
	}
	out := output(op, to, []int{len(q)})
	if len(x) == 0 || hasNaN(x) {
		out.Fill(T(math.NaN()))
		return out
	}
	order := allAxes(len(x))
	slices.SortStableFunc(order, func(i, j int) int { return compareFloats(x[i], x[j]) })
	cdf := make([]T, len(x))
	sum := T(0)
	for k, i := range order {
		sum += w[i]
		cdf[k] = sum
	}
	if sum == 0 {
		fail(op, ErrValue, "at least one weight must be non-zero")
	}
	for k := range cdf {
		if cdf[k] /= sum; cdf[k] == 0 {
			cdf[k] = -1
		}
	}
	for k, v := range q {
		i, _ := slices.BinarySearch(cdf, v)
		*out.at(k * out.lay.strides()[0]) = x[order[min(i, len(x)-1)]]
	}
	return out
}

func compareFloats[T Float](a, b T) int {
	if a < b {
		return -1
	} else if a > b {
		return 1
	}
	return 0
}

// Median returns the middle of all elements in order, or the mean of the two in the
// middle: NaN if an element is NaN or there are none.
func Median[T Float](a Array[T]) T {
	return medianAxes("Median", zeros[T]("Median", nil), a.Reshape(-1), []int{0}, false).Item()
}

// MedianAxis returns the medians along the given axes; see [SumAxis].
func MedianAxis[T Float](a Array[T], axes ...int) Array[T] {
	return medianAxes("MedianAxis", reducedZeros[T]("MedianAxis", a, axes), a, axes, false)
}

// MedianAxisTo stores [MedianAxis] in out, of the same shape as the result, and returns out, which
// may overlap the others.
func MedianAxisTo[T Float](out, a Array[T], axes ...int) Array[T] {
	return medianAxes("MedianAxis", out, a, axes, false)
}

func medianAxes[T Float](op string, out, a Array[T], axes []int, skipNaN bool) Array[T] {
	lanes, rest := lanesOf(op, a, axes)
	return computed(op, out, a, rest, func(dst Array[T]) {
		s := elemsOf(dst)
		eachLane(lanes, len(rest), func(k int, lane []T) {
			lane = numbersOf(lane, skipNaN)
			s[k] = medianOf(lane)
		})
	})
}

func medianOf[T Float](lane []T) T {
	n := len(lane)
	switch {
	case n == 0:
		return T(math.NaN())
	case n%2 == 1:
		partitionFloats(lane, n/2, n/2)
		return lane[n/2]
	default:
		partitionFloats(lane, n/2-1, n/2)
		return (lane[n/2-1] + lane[n/2]) / 2
	}
}
