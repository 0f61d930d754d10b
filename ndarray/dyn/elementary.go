package dyn

import (
	"math"
	"math/cmplx"

	"github.com/lanewise/lanewise/ndarray"
)

// The functions here have real results for real operands, NaN where there is none.
// Bools, and integers of 8 and 16 bits, become float32 (NumPy has float16 for those
// of 8 bits), larger integers float64. Errors of complex results are some units in
// the last place of the larger part.

// Sqrt returns the square root of x.
func Sqrt(x any) Array {
	return Array{one("Sqrt", inexact, x).(interface{ sqrt() holder }).sqrt()}
}

func (x box[T]) sqrt() holder { return x.inexact(ndarray.Array[T].Sqrt, cmplx.Sqrt) }

// Exp returns e to the power x.
func Exp(x any) Array {
	return Array{one("Exp", inexact, x).(interface{ exp() holder }).exp()}
}

func (x box[T]) exp() holder { return x.inexact(ndarray.Array[T].Exp, cmplx.Exp) }

// Expm1 returns e to the power x, minus 1.
func Expm1(x any) Array {
	return Array{one("Expm1", inexact, x).(interface{ expm1() holder }).expm1()}
}

func (x box[T]) expm1() holder { return x.inexact(ndarray.Array[T].Expm1, complexExpm1) }

// Log returns the natural logarithm of x.
func Log(x any) Array {
	return Array{one("Log", inexact, x).(interface{ log() holder }).log()}
}

func (x box[T]) log() holder { return x.inexact(ndarray.Array[T].Log, cmplx.Log) }

// Log1p returns the natural logarithm of 1+x.
func Log1p(x any) Array {
	return Array{one("Log1p", inexact, x).(interface{ log1p() holder }).log1p()}
}

func (x box[T]) log1p() holder { return x.inexact(ndarray.Array[T].Log1p, complexLog1p) }

// Log2 returns the logarithm of x to base 2.
func Log2(x any) Array {
	return Array{one("Log2", inexact, x).(interface{ log2() holder }).log2()}
}

func (x box[T]) log2() holder {
	return x.inexact(ndarray.Array[T].Log2, logBase(math.Ln2))
}

// Log10 returns the logarithm of x to base 10.
func Log10(x any) Array {
	return Array{one("Log10", inexact, x).(interface{ log10() holder }).log10()}
}

func (x box[T]) log10() holder {
	return x.inexact(ndarray.Array[T].Log10, logBase(math.Ln10))
}

// Sin returns the sine of x, in radians.
func Sin(x any) Array {
	return Array{one("Sin", inexact, x).(interface{ sin() holder }).sin()}
}

func (x box[T]) sin() holder { return x.inexact(ndarray.Array[T].Sin, cmplx.Sin) }

// Cos returns the cosine of x, in radians.
func Cos(x any) Array {
	return Array{one("Cos", inexact, x).(interface{ cos() holder }).cos()}
}

func (x box[T]) cos() holder { return x.inexact(ndarray.Array[T].Cos, cmplx.Cos) }

// Tan returns the tangent of x, in radians.
func Tan(x any) Array {
	return Array{one("Tan", inexact, x).(interface{ tan() holder }).tan()}
}

func (x box[T]) tan() holder { return x.inexact(ndarray.Array[T].Tan, cmplx.Tan) }

// Asin returns the inverse sine of x, in radians.
func Asin(x any) Array {
	return Array{one("Asin", inexact, x).(interface{ asin() holder }).asin()}
}

func (x box[T]) asin() holder { return x.inexact(ndarray.Array[T].Asin, cmplx.Asin) }

// Acos returns the inverse cosine of x, in radians.
func Acos(x any) Array {
	return Array{one("Acos", inexact, x).(interface{ acos() holder }).acos()}
}

func (x box[T]) acos() holder { return x.inexact(ndarray.Array[T].Acos, cmplx.Acos) }

// Atan returns the inverse tangent of x, in radians.
func Atan(x any) Array {
	return Array{one("Atan", inexact, x).(interface{ atan() holder }).atan()}
}

func (x box[T]) atan() holder { return x.inexact(ndarray.Array[T].Atan, complexAtan) }

// Sinh returns the hyperbolic sine of x.
func Sinh(x any) Array {
	return Array{one("Sinh", inexact, x).(interface{ sinh() holder }).sinh()}
}

func (x box[T]) sinh() holder { return x.inexact(ndarray.Array[T].Sinh, cmplx.Sinh) }

// Cosh returns the hyperbolic cosine of x.
func Cosh(x any) Array {
	return Array{one("Cosh", inexact, x).(interface{ cosh() holder }).cosh()}
}

func (x box[T]) cosh() holder { return x.inexact(ndarray.Array[T].Cosh, cmplx.Cosh) }

// Tanh returns the hyperbolic tangent of x.
func Tanh(x any) Array {
	return Array{one("Tanh", inexact, x).(interface{ tanh() holder }).tanh()}
}

func (x box[T]) tanh() holder { return x.inexact(ndarray.Array[T].Tanh, cmplx.Tanh) }

// Asinh returns the inverse hyperbolic sine of x.
func Asinh(x any) Array {
	return Array{one("Asinh", inexact, x).(interface{ asinh() holder }).asinh()}
}

func (x box[T]) asinh() holder { return x.inexact(ndarray.Array[T].Asinh, cmplx.Asinh) }

// Acosh returns the inverse hyperbolic cosine of x.
func Acosh(x any) Array {
	return Array{one("Acosh", inexact, x).(interface{ acosh() holder }).acosh()}
}

func (x box[T]) acosh() holder { return x.inexact(ndarray.Array[T].Acosh, cmplx.Acosh) }

// Atanh returns the inverse hyperbolic tangent of x.
func Atanh(x any) Array {
	return Array{one("Atanh", inexact, x).(interface{ atanh() holder }).atanh()}
}

func (x box[T]) atanh() holder { return x.inexact(ndarray.Array[T].Atanh, cmplx.Atanh) }

func complexExpm1(z complex128) complex128 {
	x, y := real(z), imag(z)
	if !(math.Abs(x) < 1) || math.IsInf(y, 0) || math.IsNaN(y) {
		return cmplx.Exp(z) - 1
	}
	s, c := math.Sincos(y)
	half := math.Sin(y / 2)
	return complex(float64(math.Expm1(x)*c)-float64(2*half*half), math.Exp(x)*s)
}

func complexLog1p(z complex128) complex128 {
	x, y := real(z), imag(z)
	if !(cmplx.Abs(z) < 0.5) {
		return cmplx.Log(z + 1)
	}
	return complex(math.Log1p(float64(x*(2+x))+float64(y*y))/2, math.Atan2(y, 1+x))
}

// logBase returns the logarithm to a base, of which the natural logarithm is given.
func logBase(ln float64) func(complex128) complex128 {
	return func(z complex128) complex128 {
		l := cmplx.Log(z)
		return complex(real(l)/ln, imag(l)/ln)
	}
}

// complexAtan takes the side of the branch cut from the sign of the real part.
func complexAtan(z complex128) complex128 {
	w := cmplx.Atan(z)
	if real(z) == 0 && math.Abs(imag(z)) > 1 {
		return complex(math.Copysign(math.Pi/2, real(z)), imag(w))
	}
	return w
}
