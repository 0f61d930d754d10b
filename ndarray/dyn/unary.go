package dyn

import (
	"math"

	"github.com/lanewise/lanewise/ndarray"
)

// Every function finds its method by an assertion of its own, so that a program
// links the kernels of those that it calls only.

// Abs returns |x|; of complex numbers it is real. The most negative integer stays
// as it is.
func Abs(x any) Array {
	return Array{one("Abs", everyType, x).(interface{ abs() holder }).abs()}
}

func (x box[T]) abs() holder {
	switch a := any(x.a).(type) {
	case ndarray.Array[complex128]:
		return boxed(ndarray.AbsComplex[float64](a))
	case ndarray.Array[complex64]:
		return boxed(ndarray.AbsComplex[float32](a))
	case ndarray.Array[bool]:
		return x.copied()
	}
	return boxed(x.a.Abs())
}

// Real returns the real part of x, a copy of x if it is real.
func Real(x any) Array {
	h := one("Real", everyType, x)
	if h.dtype().kind() != ComplexFloating {
		return Array{h.copied()}
	}
	return Array{castTo("Real", h, h.dtype().parts())}
}

// Imag returns the imaginary part of x, zeros if x is real.
func Imag(x any) Array {
	h := one("Imag", everyType, x)
	switch h.dtype() {
	case Complex64:
		return Of(apply(must[complex64](h), func(z complex64) float32 { return imag(z) }))
	case Complex128:
		return Of(apply(must[complex128](h), func(z complex128) float64 { return imag(z) }))
	}
	return Zeros(h.dtype(), h.shape()...)
}

// Conj returns the complex conjugate of x, a copy of x if it is real; bools become
// int8.
func Conj(x any) Array {
	h := one("Conj", numbers, x)
	switch h.dtype() {
	case Complex64:
		return Of(must[complex64](h).Conj())
	case Complex128:
		return Of(must[complex128](h).Conj())
	}
	return Array{h.copied()}
}

// Positive returns a copy of x, which must not be bool.
func Positive(x any) Array { return Array{one("Positive", numbers, notBool("Positive", x)).copied()} }

// Neg returns -x, which wraps for integers. x must not be bool.
func Neg(x any) Array {
	return Array{one("Neg", numbers, notBool("Neg", x)).(interface{ neg() holder }).neg()}
}

func (x box[T]) neg() holder { return boxed(x.a.Neg()) }

// Sign returns -1, 0 or 1; NaN of NaN; z/|z| of a complex number, and 0 of 0. x must
// not be bool.
func Sign(x any) Array {
	return Array{one("Sign", numbers, notBool("Sign", x)).(interface{ sign() holder }).sign()}
}

func (x box[T]) sign() holder { return boxed(x.a.Sign()) }

// notBool returns x. It panics with ErrDType if x is bool, for which functions that
// NumPy would widen elsewhere are errors.
func notBool(op string, x any) any {
	o := operandOf(op, x)
	if o.dtype == Bool {
		fail(op, ndarray.ErrDType, "not defined for bool; use the logical function instead")
	}
	return x
}

// Square returns x*x, which wraps for integers; bools become int8.
func Square(x any) Array {
	return Array{one("Square", numbers, x).(interface{ square() holder }).square()}
}

func (x box[T]) square() holder { return boxed(x.a.Square()) }

// Reciprocal returns 1/x. Of integers it is 1 or -1 for those, and 0 for all others,
// 0 included.
func Reciprocal(x any) Array {
	return Array{one("Reciprocal", numbers, x).(interface{ reciprocal() holder }).reciprocal()}
}

func (x box[T]) reciprocal() holder {
	if x.dtype().kind()&Integral == 0 {
		return boxed(x.a.Reciprocal())
	}
	one := must[T](castTo("Reciprocal", weakOf(int64(1)).h, x.dtype()))
	unit := x.a.Equal(one)
	if x.dtype().kind() == SignedInteger {
		unit = unit.Or(x.a.Equal(one.Neg()))
	}
	return boxed(must[T](castTo("Reciprocal", boxed(unit), x.dtype())).Mul(x.a))
}

// LogicalNot reports for each element whether it is zero.
func LogicalNot(x any) Array {
	return Array{one("LogicalNot", everyType, x).(interface{ isZero() holder }).isZero()}
}

func (x box[T]) isZero() holder { return boxed(ndarray.EqualScalar(x.a, *new(T))) }

func notZero(x holder) holder { return Array{x}.h.(interface{ nonZero() holder }).nonZero() }

func (x box[T]) nonZero() holder { return boxed(ndarray.NotEqualScalar(x.a, *new(T))) }

// Not returns the elements with all bits inverted, of bools the negation. x must not
// be inexact.
func Not(x any) Array {
	return Array{one("Not", bools|integers, x).(interface{ not() holder }).not()}
}

func (x box[T]) not() holder { return boxed(x.a.Not()) }

// Floor, Ceil and Trunc return the next integer below, above and towards zero, in the type of
// x; integers and bools are copied. x must not be complex.
func Floor(x any) Array { return rounded("Floor", x, func(x rounder) holder { return x.floor() }) }

// Ceil returns the next integer above: see [Floor].
func Ceil(x any) Array { return rounded("Ceil", x, func(x rounder) holder { return x.ceil() }) }

// Trunc returns the next integer towards zero: see [Floor].
func Trunc(x any) Array { return rounded("Trunc", x, func(x rounder) holder { return x.trunc() }) }

type rounder interface {
	floor() holder
	ceil() holder
	trunc() holder
}

func (x box[T]) floor() holder { return boxed(x.a.Floor()) }
func (x box[T]) ceil() holder  { return boxed(x.a.Ceil()) }
func (x box[T]) trunc() holder { return boxed(x.a.Trunc()) }

func rounded(op string, x any, f func(rounder) holder) Array {
	h := one(op, bools|integers|floats, x)
	if h.dtype().kind() != RealFloating {
		return Array{h.copied()}
	}
	return Array{f(h.(rounder))}
}

// Round returns the nearest integer, to even in the middle, in the type of x; both
// parts of a complex number are rounded, integers are copied, and bools become
// float32.
func Round(x any) Array {
	s := numbers
	if o := operandOf("Round", x); o.dtype == Bool {
		s = floats
	}
	h := one("Round", s, x)
	if h.dtype().kind()&Integral != 0 {
		return Array{h.copied()}
	}
	return Array{h.(interface{ round() holder }).round()}
}

func (x box[T]) round() holder {
	if x.dtype().kind() == ComplexFloating {
		z := must[complex128](as("Round", x, Complex128))
		return as("Round", boxed(apply(z, func(z complex128) complex128 {
			return complex(math.RoundToEven(real(z)), math.RoundToEven(imag(z)))
		})), x.dtype())
	}
	return boxed(x.a.Rint())
}

// IsNaN reports for each element whether it, or a part of it, is NaN.
func IsNaN(x any) Array {
	return tested("IsNaN", x, false, func(h holder) holder { return h.(interface{ isNaN() holder }).isNaN() })
}

func (x box[T]) isNaN() holder { return boxed(x.a.IsNaN()) }

// IsInf reports for each element whether it, or a part of it, is infinite.
func IsInf(x any) Array {
	return tested("IsInf", x, false, func(h holder) holder { return h.(interface{ isInf() holder }).isInf() })
}

func (x box[T]) isInf() holder { return boxed(x.a.IsInf()) }

// IsFinite reports for each element whether it is neither NaN nor infinite.
func IsFinite(x any) Array {
	return tested("IsFinite", x, true, func(h holder) holder { return h.(interface{ isFinite() holder }).isFinite() })
}

func (x box[T]) isFinite() holder { return boxed(x.a.IsFinite()) }

// tested returns f of inexact x, and exact for other elements.
func tested(op string, x any, exact bool, f func(holder) holder) Array {
	h := one(op, everyType, x)
	if !inexact.has(h.dtype()) {
		return Full(Bool, exact, h.shape()...)
	}
	return Array{f(h)}
}

// Signbit reports for each element whether its sign is minus, also of -0 and NaN. x
// must not be complex.
func Signbit(x any) Array {
	return Array{one("Signbit", floats, x).(interface{ signbit() holder }).signbit()}
}

func (x box[T]) signbit() holder { return boxed(x.a.Signbit()) }
