package ndarray

import (
	"math/cmplx"
	"reflect"
	"unsafe"

	"github.com/lanewise/lanewise/kernels"
)

// Functions of complex numbers, all computed in complex128. Those of math/cmplx lose
// digits near branch points and |z| = 1; complexarc.go, complexexp.go, complexlog.go
// and complextrig.go have others.

type complexNumber interface{ complex64 | complex128 }

func eachComplex[T complexNumber](f func(complex128) complex128) *map1[T, T] {
	return each1(func(x T) T { return T(f(complex128(x))) })
}

func eachComplex2[T complexNumber](f func(x, y complex128) complex128) *map2[T, T] {
	return each2(func(x, y T) T { return T(f(complex128(x), complex128(y))) })
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
	checkParts[F, T]("AbsComplex")
	return unary[F](&uAbsComplex, a)
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
	checkParts[F, T]("Angle")
	return unary[F](&uAngle, a)
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
