package ndarray

import (
	"math"
	"unsafe"

	"github.com/lanewise/lanewise/kernels"
)

// pair stores the two results of kernel for the elements of x and y, broadcast to
// the shape of the outputs; y may be the zero Array, and is no operand then. Kernels
// get slices: operands that are no slices in C order, or overlap the outputs, go
// through copies.
func pair[A, B, X any](name string, out1 Array[A], out2 Array[B], x, y Array[X], kernel func(out1 []A, out2 []B, x, y []X)) {
	o1, o2 := out1.layout(), out2.layout()
	in := []*layout{x.layout(), y.lay}
	if y.lay == nil {
		in = in[:1]
	}
	checkOut(name, o1, in...)
	checkOut(name, o2, in...)
	if !o1.fits(o2.shape()) || !o2.fits(o1.shape()) {
		fail(name, ErrShape, "outputs of different shapes %s %s", shapeString(o1.shape()), shapeString(o2.shape()))
	}
	r1, r2 := contiguousOut(out1), contiguousOut(out2)
	xs, ys := elementsFor(x, r1, r2), []X(nil)
	if y.lay != nil {
		ys = elementsFor(y, r1, r2)
	}
	s1, s2 := unsafe.Slice(r1.p, o1.size), unsafe.Slice(r2.p, o1.size)
	body := func(lo, hi int) { kernel(s1[lo:hi], s2[lo:hi], xs[lo:hi], ys[min(lo, len(ys)):min(hi, len(ys))]) }
	if o1.size < parallelMin {
		body(0, o1.size)
	} else {
		each(o1.size, grain, body)
	}
	if r1.p != out1.p {
		out1.Assign(r1)
	}
	if r2.p != out2.p {
		out2.Assign(r2)
	}
}

// contiguousOut returns out if it is in C order, or else a new array like it.
func contiguousOut[T any](out Array[T]) Array[T] {
	if l := out.layout(); !l.fresh() {
		return unset[T]("", l.shape())
	}
	return out
}

// elementsFor returns the elements of x, broadcast to the shape of the outputs, as a
// slice that does not overlap them.
func elementsFor[A, B, X any](x Array[X], out1 Array[A], out2 Array[B]) []X {
	o, l := out1.layout(), x.layout()
	if l.fresh() && l.size == o.size && !overlap(out1, x) && !overlap(out2, x) {
		return unsafe.Slice(x.p, o.size)
	}
	return unsafe.Slice(x.BroadcastTo(o.shape()...).Copy().p, o.size)
}

// Sincos returns the sines and the cosines of the elements of a, those of [Sin] and
// [Cos], in less time than both.
func Sincos[T Float](a Array[T]) (sin, cos Array[T]) {
	shape := a.layout().shape()
	sin, cos = unset[T]("Sincos", shape), unset[T]("Sincos", shape)
	SincosTo(sin, cos, a)
	return sin, cos
}

// SincosTo stores [Sincos] of a, broadcast to the shape of the outputs, in sin and
// cos, which must not overlap each other.
func SincosTo[T Float](sin, cos, a Array[T]) {
	pair("Sincos", sin, cos, a, Array[T]{}, func(sin, cos, x, _ []T) {
		if unsafe.Sizeof(*new(T)) == 8 {
			kernels.SincosF64(cast[float64](sin), cast[float64](cos), cast[float64](x))
		} else {
			kernels.SincosF32(cast[float32](sin), cast[float32](cos), cast[float32](x))
		}
	})
}

// Divmod returns the quotients rounded down and the remainders of the elements of a
// and b, broadcast together: [FloorDiv] and [Mod].
func Divmod[T Real](a, b Array[T]) (quo, rem Array[T]) {
	shape := broadcastShape("Divmod", nil, a.layout().shape(), b.layout().shape())
	quo, rem = unset[T]("Divmod", shape), unset[T]("Divmod", shape)
	DivmodTo(quo, rem, a, b)
	return quo, rem
}

// DivmodTo stores [Divmod] of a and b, broadcast to the shape of the outputs, in quo
// and rem, which must not overlap each other.
func DivmodTo[T Real](quo, rem, a, b Array[T]) {
	kind := kindOf[T]()
	pair("Divmod", quo, rem, a, b, func(quo, rem, x, y []T) {
		switch {
		case !floats.has(kind):
			n := len(quo)
			at := func(u *ufunc, out []T) {
				item := int(unsafe.Sizeof(*new(T)))
				u.loops[kind].run(n, unsafe.Pointer(unsafe.SliceData(out)), unsafe.Pointer(unsafe.SliceData(x)), unsafe.Pointer(unsafe.SliceData(y)), item, item, item, number{})
			}
			at(&uFloorDiv, quo)
			at(&uMod, rem)
		case unsafe.Sizeof(*new(T)) == 8:
			kernels.DivmodF64(cast[float64](quo), cast[float64](rem), cast[float64](x), cast[float64](y))
		default:
			kernels.DivmodF32(cast[float32](quo), cast[float32](rem), cast[float32](x), cast[float32](y))
		}
	})
}

// Modf returns the fractions and the integers that the elements of a consist of,
// both with the sign of the element; the fraction of an infinity is a zero.
func Modf[T Float](a Array[T]) (frac, whole Array[T]) {
	shape := a.layout().shape()
	frac, whole = unset[T]("Modf", shape), unset[T]("Modf", shape)
	ModfTo(frac, whole, a)
	return frac, whole
}

// ModfTo stores [Modf] of a, broadcast to the shape of the outputs, in frac and
// whole, which must not overlap each other.
func ModfTo[T Float](frac, whole, a Array[T]) {
	pair("Modf", frac, whole, a, Array[T]{}, func(frac, whole, x, _ []T) {
		for i, v := range x {
			w := math.Trunc(float64(v))
			f := float64(v) - w
			if math.IsInf(w, 0) {
				f = 0
			}
			frac[i], whole[i] = T(math.Copysign(f, float64(v))), T(w)
		}
	})
}

// Frexp returns for each element x of a the fraction, whose magnitude is in [1/2, 1),
// and the exponent with x = frac * 2**exp. Zeros, infinities and NaN are returned
// themselves, with the exponent 0.
func Frexp[T Float](a Array[T]) (frac Array[T], exp Array[int]) {
	shape := a.layout().shape()
	frac, exp = unset[T]("Frexp", shape), unset[int]("Frexp", shape)
	FrexpTo(frac, exp, a)
	return frac, exp
}

// FrexpTo stores [Frexp] of a, broadcast to the shape of the outputs, in frac and exp.
func FrexpTo[T Float](frac Array[T], exp Array[int], a Array[T]) {
	pair("Frexp", frac, exp, a, Array[T]{}, func(frac []T, exp []int, x, _ []T) {
		for i, v := range x {
			f, e := math.Frexp(float64(v))
			frac[i], exp[i] = T(f), e
		}
	})
}

// Ldexp returns x * 2**e for the elements x of a and e of exp, broadcast together,
// rounded once.
func Ldexp[T Float](a Array[T], exp Array[int]) Array[T] {
	return LdexpTo(unset[T]("Ldexp", broadcastShape("Ldexp", nil, a.layout().shape(), exp.layout().shape())), a, exp)
}

// LdexpTo stores [Ldexp] of a and exp, broadcast to the shape of out, in out and
// returns out; see [AddTo].
func LdexpTo[T Float](out, a Array[T], exp Array[int]) Array[T] {
	o := out.layout()
	checkOut("Ldexp", o, a.layout(), exp.layout())
	a, exp = detach(out, a), detach(out, exp)
	c := call3{ldexp[T]{}, [4]unsafe.Pointer{unsafe.Pointer(out.p), unsafe.Pointer(a.p), unsafe.Pointer(exp.p)}}
	c.over(o, a.layout(), exp.layout(), nil)
	return out
}

type ldexp[T Float] struct{}

func (ldexp[T]) run(n int, p *[4]unsafe.Pointer, s *perOperand) {
	for i := range n {
		q := elementAt(p, s, i)
		*(*T)(q[0]) = T(scale(float64(*(*T)(q[1])), *(*int)(q[2])))
	}
}

// scale returns x * 2**e: exactly, if that is no less than the smallest normal float64,
// so that a T is rounded once.
func scale(x float64, e int) float64 {
	return math.Ldexp(x, min(max(e, -3000), 3000)) // beyond which everything vanishes or overflows
}
