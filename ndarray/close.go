package ndarray

import (
	"math"
	"math/cmplx"
	"reflect"
	"slices"
)

// CloseOpt says how far apart two numbers are that [IsClose] takes for the same.
type CloseOpt struct {
	// RTol is relative to the second number, ATol absolute. Without either they are
	// NumPy's defaults, 1e-5 and 1e-8.
	RTol, ATol float64
	EqualNaN   bool // NaN is close to NaN
}

func (o CloseOpt) tolerances() (relative, absolute float64) {
	if o.RTol == 0 && o.ATol == 0 {
		return 1e-5, 1e-8
	}
	return o.RTol, o.ATol
}

// IsClose reports for each pair of elements, a and b broadcast, whether
//
//	|x - y| <= ATol + RTol*|y|
//
// or x = y: an infinity is close to itself only. Integers are compared as float64, the
// distance of complex numbers is that in the plane. It is not symmetric: y is the
// number that x should be.
func IsClose[T Number](a, b Array[T], o CloseOpt) Array[bool] {
	return binary[bool](closeness(a.layout().kind, o), a, b)
}

// IsCloseTo stores [IsClose] of a and b, broadcast to the shape of out, in out and
// returns out; see [AddTo].
func IsCloseTo[T Number](out Array[bool], a, b Array[T], o CloseOpt) Array[bool] {
	return binaryTo(closeness(a.layout().kind, o), out, a, b)
}

// AllClose reports whether all pairs of elements, a and b broadcast, are close; see
// [IsClose]. It is what tests of computed results want.
func AllClose[T Number](a, b Array[T], o CloseOpt) bool { return IsClose(a, b, o).AllTrue() }

// ArrayEqual reports whether a and b have the same shape and equal elements. NaN is
// equal to nothing.
func ArrayEqual[T Elem](a, b Array[T]) bool {
	return slices.Equal(a.layout().shape(), b.layout().shape()) && a.Equal(b).AllTrue()
}

// closeness returns IsClose for a kind of elements, with its options, as an operation.
func closeness(kind reflect.Kind, o CloseOpt) *ufunc {
	u := &ufunc{name: "IsClose", binary: true, bools: true}
	u.loops[kind] = closeLoop(kind, o)
	return u
}

func closeLoop(kind reflect.Kind, o CloseOpt) loop {
	switch kind {
	case reflect.Float64:
		return closeReals[float64](o)
	case reflect.Float32:
		return closeReals[float32](o)
	case reflect.Complex128:
		return closeComplexes[complex128, float64](o)
	case reflect.Complex64:
		return closeComplexes[complex64, float32](o)
	case reflect.Int64:
		return closeIntegers[int64](o)
	case reflect.Int32:
		return closeIntegers[int32](o)
	case reflect.Int16:
		return closeIntegers[int16](o)
	case reflect.Int8:
		return closeIntegers[int8](o)
	case reflect.Uint32:
		return closeIntegers[uint32](o)
	case reflect.Uint16:
		return closeIntegers[uint16](o)
	case reflect.Uint8:
		return closeIntegers[uint8](o)
	}
	return closeIntegers[uint64](o)
}

// Conversions keep products from being fused with sums, which would make results depend
// on the processor.

func closeReals[T float32 | float64](o CloseOpt) loop {
	relative, absolute := o.tolerances()
	r, a := T(relative), T(absolute)
	return each2(func(x, y T) bool {
		bound := a + T(r*absFloat(y))
		return x == y || absFloat(x-y) <= bound && y-y == 0 || o.EqualNaN && x != x && y != y
	})
}

func closeIntegers[T integer](o CloseOpt) loop {
	relative, absolute := o.tolerances()
	return each2(func(x, y T) bool {
		bound := absolute + float64(relative*absFloat(float64(y)))
		return x == y || absFloat(float64(x)-float64(y)) <= bound
	})
}

func closeComplexes[T complex64 | complex128, F float32 | float64](o CloseOpt) loop {
	relative, absolute := o.tolerances()
	r, a := F(relative), F(absolute)
	return each2(func(x, y T) bool {
		bound := a + F(r*F(cmplx.Abs(complex128(y))))
		return x == y || F(cmplx.Abs(complex128(x-y))) <= bound && !cmplx.IsInf(complex128(y)) ||
			o.EqualNaN && undefined(complex128(x)) && undefined(complex128(y))
	})
}

// undefined reports whether a part of z is NaN, even if the other one is infinite.
func undefined(z complex128) bool { return math.IsNaN(real(z)) || math.IsNaN(imag(z)) }

func absFloat[T float32 | float64](x T) T { return T(math.Abs(float64(x))) }
