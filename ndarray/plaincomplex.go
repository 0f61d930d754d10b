package ndarray

import (
	"math"
	"math/cmplx"
	"reflect"
	"unsafe"

	"github.com/lanewise/lanewise/kernels"
)

// Functions of complex numbers, computed in complex128: those of math/cmplx, which
// has the special values of C99 Annex G, and some in its manner.

type complexNumber interface{ complex64 | complex128 }

func eachComplex[T complexNumber](f func(complex128) complex128) *map1[T, T] {
	return each1(func(x T) T { return T(f(complex128(x))) })
}

func eachComplex2[T complexNumber](f func(x, y complex128) complex128) *map2[T, T] {
	return each2(func(x, y T) T { return T(f(complex128(x), complex128(y))) })
}

// signComplex is z/|z|, and 0 for 0.
func signComplex(z complex128) complex128 {
	if z == 0 {
		return 0
	}
	if cmplx.IsNaN(z) {
		return cmplx.NaN()
	}
	if cmplx.IsInf(z) { // as if infinite parts were 1 and finite ones 0
		unit := func(x float64) float64 {
			if math.IsInf(x, 0) {
				return math.Copysign(1, x)
			}
			return math.Copysign(0, x)
		}
		z = complex(unit(real(z)), unit(imag(z)))
	}
	// By a power of two, so that |z| neither overflows nor loses digits.
	scale := math.Ldexp(1, -math.Ilogb(max(math.Abs(real(z)), math.Abs(imag(z)))))
	x, y := real(z)*scale, imag(z)*scale
	r := math.Hypot(x, y)
	return complex(x/r, y/r)
}

// powComplex is cmplx.Pow, with 0 to the power 0 one, and to powers whose real
// part is not positive not a number; powers below 100 that are integers are
// products, exact where these are. All of it as in NumPy.
func powComplex(x, y complex128) complex128 {
	n := real(y)
	switch {
	case y == 0:
		return 1
	case x == 0 && n > 0:
		return 0
	case x == 0:
		return cmplx.NaN()
	case imag(y) != 0 || n != math.Trunc(n) || math.Abs(n) >= 100:
		return cmplx.Pow(x, y)
	case n < 0:
		return 1 / productPower(x, int(-n))
	}
	return productPower(x, int(n))
}

// productPower returns z to the power n > 0. It does not begin with one, times which
// infinities become NaN.
func productPower(z complex128, n int) complex128 {
	for ; n&1 == 0; n >>= 1 {
		z *= z
	}
	power := z
	for n >>= 1; n > 0; n >>= 1 {
		z *= z
		if n&1 != 0 {
			power *= z
		}
	}
	return power
}

// atanComplex is cmplx.Atan with the side of the branch cut, beyond ±i, from the sign of
// the real part.
func atanComplex(z complex128) complex128 {
	w := cmplx.Atan(z)
	if real(z) == 0 && math.Abs(imag(z)) > 1 {
		return complex(math.Copysign(math.Pi/2, real(z)), imag(w))
	}
	return w
}

func exp2Complex(z complex128) complex128 {
	if imag(z) == 0 {
		return complex(math.Exp2(real(z)), imag(z))
	}
	return cmplx.Exp(complex(real(z)*math.Ln2, imag(z)*math.Ln2))
}

// expm1Complex is exp(z)-1: its real part e^x cos y - 1 is written
// (e^x-1) cos y - 2 sin(y/2)^2, which does not cancel near 0.
func expm1Complex(z complex128) complex128 {
	x, y := real(z), imag(z)
	if y == 0 {
		return complex(math.Expm1(x), y)
	}
	if math.IsInf(x, 0) || math.IsNaN(x) || math.IsInf(y, 0) || math.IsNaN(y) {
		e := cmplx.Exp(z)
		return complex(real(e)-1, imag(e))
	}
	sin, cos := math.Sincos(y)
	half := math.Sin(y / 2)
	return complex(float64(math.Expm1(x)*cos)-2*float64(half*half), math.Exp(x)*sin)
}

// log1pComplex is log(1+z): its real part is log1p(x(2+x) + y^2)/2 near 0.
func log1pComplex(z complex128) complex128 {
	x, y := real(z), imag(z)
	if r := math.Abs(x) + math.Abs(y); r < 0.5 {
		return complex(math.Log1p(float64(x*(2+x))+float64(y*y))/2, math.Atan2(y, 1+x))
	}
	return cmplx.Log(complex(1+x, y))
}

func log2Complex(z complex128) complex128 {
	l := cmplx.Log(z)
	return complex(real(l)*math.Log2E, imag(l)*math.Log2E)
}

var uAbsComplex = ufunc{name: "AbsComplex", loops: [numberKinds]loop{
	reflect.Complex128: &map1[float64, complex128]{kernels.AbsC128},
	reflect.Complex64:  &map1[float32, complex64]{kernels.AbsC64},
}}

var uAngle = ufunc{name: "Angle", loops: [numberKinds]loop{
	reflect.Complex128: each1(cmplx.Phase),
	reflect.Complex64:  each1(func(z complex64) float32 { return float32(cmplx.Phase(complex128(z))) }),
}}

// AbsComplex returns the magnitudes of the elements of a: sqrt(re*re + im*im),
// without overflow or underflow in between, +Inf if a part is infinite. F must be
// the type of the parts of T; it panics with ErrDType otherwise.
//
//	r := ndarray.AbsComplex[float64](z)
func AbsComplex[F Float, T Complex](a Array[T]) Array[F] {
	l := a.layout()
	lay := resultLayout[F]("AbsComplex", l, l)
	return AbsComplexTo(Array[F]{alloc[F](lay.size), lay}, a)
}

// AbsComplexTo stores [AbsComplex] of a, broadcast to the shape of out, in out and
// returns out; see [AddTo].
func AbsComplexTo[F Float, T Complex](out Array[F], a Array[T]) Array[F] {
	checkParts[F, T]("AbsComplex")
	return unaryTo(&uAbsComplex, out, a)
}

// Angle returns the arguments of the elements of a in radians, atan2(im, re), from
// -pi to pi. F must be the type of the parts of T; it panics with ErrDType
// otherwise.
func Angle[F Float, T Complex](a Array[T]) Array[F] {
	l := a.layout()
	lay := resultLayout[F]("Angle", l, l)
	return AngleTo(Array[F]{alloc[F](lay.size), lay}, a)
}

// AngleTo stores [Angle] of a, broadcast to the shape of out, in out and returns
// out; see [AddTo].
func AngleTo[F Float, T Complex](out Array[F], a Array[T]) Array[F] {
	checkParts[F, T]("Angle")
	return unaryTo(&uAngle, out, a)
}

// checkParts panics unless the parts of a complex T are of type F.
func checkParts[F, T any](name string) {
	if 2*unsafe.Sizeof(*new(F)) != unsafe.Sizeof(*new(T)) {
		fail(name, ErrDType, "parts of %T are not %T", *new(T), *new(F))
	}
}
