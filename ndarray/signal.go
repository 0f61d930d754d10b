package ndarray

import (
	"math"
	"unsafe"
)

// ConvolveMode says which part of a convolution or correlation of n and m elements is
// wanted.
type ConvolveMode uint8

const (
	ConvolveFull  ConvolveMode = iota // all n+m-1 elements
	ConvolveSame                      // max(n,m) elements from the middle
	ConvolveValid                     // the max(n,m)-min(n,m)+1 elements to which all of the shorter operand counts
)

// Convolve returns the convolution of two arrays of one axis, out[k] = sum of a[i]*v[k-i],
// as products are added in the order of the shorter operand. It panics with ErrShape if
// an operand has another number of axes or no elements, and with ErrValue for another mode.
func Convolve[T Number](a, v Array[T], mode ConvolveMode) Array[T] {
	checkSignals("Convolve", a, v, mode)
	return ConvolveTo(zeros[T]("Convolve", []int{mode.length(a.Len(), v.Len())}), a, v, mode)
}

// ConvolveTo stores [Convolve] of a and v in out, of the same length as the result, and
// returns out; a and v may overlap it.
func ConvolveTo[T Number](out, a, v Array[T], mode ConvolveMode) Array[T] {
	checkSignals("Convolve", a, v, mode)
	if v.Len() > a.Len() {
		a, v = v, a
	}
	n, m := a.Len(), v.Len()
	return convolve("Convolve", out, a, v, mode, (min(n, m)-1)/2)
}

// Correlate returns the cross-correlation of two arrays of one axis, out[k] = sum of
// a[i+k-(m-1)]*conj(v[i]), m being the length of v. ConvolveValid is NumPy's default here.
// It panics as [Convolve] does.
func Correlate[T Number](a, v Array[T], mode ConvolveMode) Array[T] {
	checkSignals("Correlate", a, v, mode)
	return CorrelateTo(zeros[T]("Correlate", []int{mode.length(a.Len(), v.Len())}), a, v, mode)
}

// CorrelateTo stores [Correlate] of a and v in out, of the same length as the result, and
// returns out; a and v may overlap it.
func CorrelateTo[T Number](out, a, v Array[T], mode ConvolveMode) Array[T] {
	checkSignals("Correlate", a, v, mode)
	n, m := a.Len(), v.Len()
	w := v.Slice(RS(End, Begin, -1))
	if complexes.has(v.layout().kind) {
		w = unary[T](&uConj, w)
	}
	same := (m - 1) / 2
	if n < m {
		same = n / 2
		a, w = w, a
	}
	return convolve("Correlate", out, a, w, mode, same)
}

// length returns the length of the result for operands of n and m elements.
func (mode ConvolveMode) length(n, m int) int {
	return [...]int{n + m - 1, max(n, m), max(n, m) - min(n, m) + 1}[mode]
}

func checkSignals[T any](op string, a, v Array[T], mode ConvolveMode) {
	if a.NDim() != 1 || v.NDim() != 1 {
		fail(op, ErrShape, "operands must have one axis, not the shapes %s and %s", shapeString(a.layout().shape()), shapeString(v.layout().shape()))
	}
	if a.Size() == 0 || v.Size() == 0 {
		fail(op, ErrShape, "an operand cannot be empty")
	}
	if mode > ConvolveValid {
		fail(op, ErrValue, "there is no mode number %d", uint8(mode))
	}
}

// convolve stores a part of the convolution of a and the shorter v in out; same is where
// the middle begins.
func convolve[T Number](op string, out, a, v Array[T], mode ConvolveMode, same int) Array[T] {
	count := mode.length(a.Len(), v.Len())
	from := [...]int{0, same, v.Len() - 1}[mode]
	return computed(op, out, a, []int{count}, func(dst Array[T]) {
		a, v := a.Copy(), v.Copy()
		c := convolution[T]{mul: loopFor[T](&uMul, a.lay.kind), add: loopFor[T](&uAdd, a.lay.kind), a: a, v: v, from: from}
		clear(elemsOf(dst))
		split(count, v.Len(), rowPart, func(lo, hi int) {
			for ; lo < hi; lo += rowPart {
				c.part(dst, lo, min(lo+rowPart, hi))
			}
		})
		a.Recycle()
		v.Recycle()
	})
}

type convolution[T Number] struct {
	mul, add loop
	a, v     Array[T]
	from     int
}

// part computes the elements number lo to hi of the output, which stay in the first cache
// while products are added to them.
func (c *convolution[T]) part(out Array[T], lo, hi int) {
	n, m, item := c.a.Len(), c.v.Len(), out.lay.item
	product := borrow[T](hi - lo)
	defer product.release()
	p := unsafe.Pointer(unsafe.SliceData(product.s))
	for j := range m {
		// out[k] += a[k+from-j] * v[j]
		first, end := max(lo, j-c.from), min(hi, n+j-c.from)
		if first >= end {
			continue
		}
		to := unsafe.Pointer(out.at(first * item))
		c.mul.run(end-first, p, unsafe.Pointer(c.a.at((first+c.from-j)*item)), nil, item, item, 0, numberOf(*c.v.at(j * item)))
		c.add.run(end-first, to, to, p, item, item, item, number{})
	}
}

// UnwrapOpt is what [Unwrap] can be told; the zero value is for angles in radians.
type UnwrapOpt[T Float] struct {
	Period  T // 0 stands for 2π
	Discont T // jumps up to this stay; 0 and what is less than Period/2 stand for Period/2
}

// Unwrap returns a with multiples of a period added, so that neighbours along the axis
// differ by at most half a period.
func Unwrap[T Float](a Array[T], axis int, o UnwrapOpt[T]) Array[T] {
	return UnwrapTo(a.like("Unwrap"), a, axis, o)
}

// UnwrapTo stores [Unwrap] in out, of the same shape as the result, and returns out, which
// may overlap the others.
func UnwrapTo[T Float](out, a Array[T], axis int, o UnwrapOpt[T]) Array[T] {
	axis = wrapAxis("Unwrap", axis, a.NDim())
	if o.Period == 0 {
		o.Period = 2 * math.Pi
	}
	half := o.Period / 2
	o.Discont = max(o.Discont, half)
	checkSameShape("Unwrap", out.layout(), a.layout())
	out.Assign(a)
	n, s := a.layout().shape()[axis], out.lay.strides()[axis]
	first := out.dropAxis(axis)
	axes := orderedAxes(nil, first.lay)
	if out.Size() == 0 {
		return out
	}
	for c := start(axes, 0, first.lay.size); c.n > 0; c.next() {
		for i := range c.n {
			base := c.off[0] + i*axes[0].stride[0]
			before, sum := *out.at(base), T(0)
			for k := 1; k < n; k++ {
				p := out.at(base + k*s)
				d := *p - before
				before = *p
				sum += o.correction(d, half)
				*p += sum
			}
		}
	}
	return out
}

// correction returns what a difference of neighbours lacks.
func (o *UnwrapOpt[T]) correction(d, half T) T {
	if T(math.Abs(float64(d))) < o.Discont {
		return 0
	}
	wrapped := T(floorMod(float64(d+half), float64(o.Period))) - half
	if wrapped == -half && d > 0 {
		wrapped = half
	}
	return wrapped - d
}

// Sinc returns sin(πx)/(πx) of the elements, 1 for 0: computed by [Sinpi], so that it is
// 0 at other integers; NaN for infinities.
func Sinc[T Float](a Array[T]) Array[T] { return SincTo(a.like("Sinc"), a) }

// SincTo stores [Sinc] of a, broadcast to the shape of out, in out and returns out; see
// [AddTo].
func SincTo[T Float](out, a Array[T]) Array[T] {
	checkOut("Sinc", out.layout(), a.layout())
	a = a.Copy()
	s := Sinpi(a)
	MulScalarTo(a, a, math.Pi)
	DivTo(s, s, a)
	d, _ := a.Data()
	r, _ := s.Data()
	for i, v := range d {
		if v == 0 {
			r[i] = 1
		}
	}
	return out.Assign(s)
}

var uHeaviside = ufunc{name: "Heaviside", binary: true, loops: floatLoops2(heaviside[float64], heaviside[float32])}

func heaviside[T float32 | float64](x, h T) T {
	switch {
	case x < 0:
		return 0
	case x > 0:
		return 1
	case x == 0:
		return h
	}
	return x
}

// Heaviside returns, for the elements x of a and h of b, broadcast together: 0 where x is
// negative, 1 where it is positive, h where it is zero, and NaN where it is NaN.
func Heaviside[T Float](a, b Array[T]) Array[T] { return binary[T](&uHeaviside, a, b) }

// HeavisideTo stores [Heaviside] of a and b in out and returns out; see [AddTo].
func HeavisideTo[T Float](out, a, b Array[T]) Array[T] { return binaryTo(&uHeaviside, out, a, b) }

// I0 returns the modified Bessel function of the first kind and order 0 of the elements.
// Max error: a few units in the last place.
func I0[T Float](a Array[T]) Array[T] { return I0To(a.like("I0"), a) }

// I0To stores [I0] of a, broadcast to the shape of out, in out and returns out; see
// [AddTo].
func I0To[T Float](out, a Array[T]) Array[T] {
	return mapFloats("I0", out, a, func(v T) T { return T(besselI0(math.Abs(float64(v)))) })
}

// besselI0 sums the power series of positive terms for x up to 40, and from there the
// asymptotic one, exp(x)/sqrt(2πx) * sum of ((2k-1)!!)^2 / (k! (8x)^k).
func besselI0(x float64) float64 {
	switch {
	case x <= 40:
		q, term, sum := float64(x*x)/4, 1.0, 1.0
		for k := 1.0; term > sum*1e-17; k++ {
			term *= q / float64(k*k)
			sum += term
		}
		return sum
	case x <= math.MaxFloat64:
		term, sum := 1.0, 1.0
		for k := 1.0; term > 1e-17; k++ {
			term *= float64((2*k-1)*(2*k-1)) / float64(8*k*x)
			sum += term
		}
		half := math.Exp(x / 2) // exp(x) overflows before the result does
		return half / math.Sqrt(2*math.Pi*x) * sum * half
	}
	return x
}
