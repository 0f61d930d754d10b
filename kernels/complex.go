package kernels

import (
	"math"
	"unsafe"
)

// AddC128 sets dst[i] = x[i] + y[i], part by part. All slices have the length of
// dst; dst may be an input but not overlap one otherwise. Misuse panics with
// *LengthError or *OverlapError before any write. The bits are the same on all
// levels.
func AddC128(dst, x, y []complex128) {
	checkComplex("AddC128", dst, x, y)
	AddF64(partsF64(dst), partsF64(x), partsF64(y))
}

// SubC128 sets dst[i] = x[i] - y[i]; the rest is as with AddC128.
func SubC128(dst, x, y []complex128) {
	checkComplex("SubC128", dst, x, y)
	SubF64(partsF64(dst), partsF64(x), partsF64(y))
}

// MulC128 sets dst[i] = x[i] * y[i]: re = xr*yr - xi*yi and im = xi*yr + xr*yi, each
// product rounded. Infinities and NaNs go through these formulas. The rest is as
// with AddC128.
func MulC128(dst, x, y []complex128) {
	checkComplex("MulC128", dst, x, y)
	for len(dst) > chunk {
		complexMul(Active(), partsF64(dst[:chunk]), partsF64(x[:chunk]), partsF64(y[:chunk]))
		dst, x, y = dst[chunk:], x[chunk:], y[chunk:]
	}
	complexMul(Active(), partsF64(dst), partsF64(x), partsF64(y))
}

// DivC128 sets dst[i] = x[i] / y[i] by Smith's formulas, which do not overflow
// where the quotient is of moderate size (R. L. Smith, "Algorithm 116: complex
// division", 1962); division by zero gives infinities or NaN as its parts do. The
// rest is as with AddC128.
func DivC128(dst, x, y []complex128) {
	checkComplex("DivC128", dst, x, y)
	for i, v := range x {
		re, im := smith(real(v), imag(v), real(y[i]), imag(y[i]))
		dst[i] = complex(re, im)
	}
}

// NegC128 sets dst[i] = -x[i]; the signs of zeros flip, too. The rest is as with
// AddC128.
func NegC128(dst, x []complex128) {
	checkComplex("NegC128", dst, x, x)
	NegF64(partsF64(dst), partsF64(x))
}

// ConjC128 sets dst[i] to the complex conjugate of x[i]: the sign of the imaginary
// part flips, that of zeros and NaNs too. The rest is as with AddC128.
func ConjC128(dst, x []complex128) {
	checkComplex("ConjC128", dst, x, x)
	for i, v := range x {
		dst[i] = complex(real(v), -imag(v))
	}
}

// SumC128 returns the sum of x, 0 if x is empty: the parts are summed each for
// itself, in the order of SumF64.
func SumC128(x []complex128) complex128 {
	if len(x) > leaf {
		h := half(len(x))
		return SumC128(x[:h]) + SumC128(x[h:])
	}
	var re, im [leaf]float64
	for i, v := range x {
		re[i], im[i] = real(v), imag(v)
	}
	return complex(SumF64(re[:len(x)]), SumF64(im[:len(x)]))
}

// partsF64 returns the real and imaginary parts of x, one after the other.
func partsF64(x []complex128) []float64 {
	return unsafe.Slice((*float64)(unsafe.Pointer(unsafe.SliceData(x))), 2*len(x))
}

// AddC64 sets dst[i] = x[i] + y[i], part by part. All slices have the length of
// dst; dst may be an input but not overlap one otherwise. Misuse panics with
// *LengthError or *OverlapError before any write. The bits are the same on all
// levels.
func AddC64(dst, x, y []complex64) {
	checkComplex("AddC64", dst, x, y)
	AddF32(partsF32(dst), partsF32(x), partsF32(y))
}

// SubC64 sets dst[i] = x[i] - y[i]; the rest is as with AddC64.
func SubC64(dst, x, y []complex64) {
	checkComplex("SubC64", dst, x, y)
	SubF32(partsF32(dst), partsF32(x), partsF32(y))
}

// MulC64 sets dst[i] = x[i] * y[i]: re = xr*yr - xi*yi and im = xi*yr + xr*yi, each
// product rounded. Infinities and NaNs go through these formulas. The rest is as
// with AddC64.
func MulC64(dst, x, y []complex64) {
	checkComplex("MulC64", dst, x, y)
	for len(dst) > chunk {
		complexMul(Active(), partsF32(dst[:chunk]), partsF32(x[:chunk]), partsF32(y[:chunk]))
		dst, x, y = dst[chunk:], x[chunk:], y[chunk:]
	}
	complexMul(Active(), partsF32(dst), partsF32(x), partsF32(y))
}

// DivC64 sets dst[i] = x[i] / y[i] by Smith's formulas, which do not overflow
// where the quotient is of moderate size (R. L. Smith, "Algorithm 116: complex
// division", 1962); division by zero gives infinities or NaN as its parts do. The
// rest is as with AddC64.
func DivC64(dst, x, y []complex64) {
	checkComplex("DivC64", dst, x, y)
	for i, v := range x {
		re, im := smith(real(v), imag(v), real(y[i]), imag(y[i]))
		dst[i] = complex(re, im)
	}
}

// NegC64 sets dst[i] = -x[i]; the signs of zeros flip, too. The rest is as with
// AddC64.
func NegC64(dst, x []complex64) {
	checkComplex("NegC64", dst, x, x)
	NegF32(partsF32(dst), partsF32(x))
}

// ConjC64 sets dst[i] to the complex conjugate of x[i]: the sign of the imaginary
// part flips, that of zeros and NaNs too. The rest is as with AddC64.
func ConjC64(dst, x []complex64) {
	checkComplex("ConjC64", dst, x, x)
	for i, v := range x {
		dst[i] = complex(real(v), -imag(v))
	}
}

// SumC64 returns the sum of x, 0 if x is empty: the parts are summed each for
// itself, in the order of SumF32.
func SumC64(x []complex64) complex64 {
	if len(x) > leaf {
		h := half(len(x))
		return SumC64(x[:h]) + SumC64(x[h:])
	}
	var re, im [leaf]float32
	for i, v := range x {
		re[i], im[i] = real(v), imag(v)
	}
	return complex(SumF32(re[:len(x)]), SumF32(im[:len(x)]))
}

// partsF32 returns the real and imaginary parts of x, one after the other.
func partsF32(x []complex64) []float32 {
	return unsafe.Slice((*float32)(unsafe.Pointer(unsafe.SliceData(x))), 2*len(x))
}

func checkComplex[T any](name string, dst, x, y []T) {
	if len(x) != len(dst) || len(y) != len(dst) {
		panic(newLengthError(name, len(dst), len(x), len(y)))
	}
	if overlap(dst, x) || overlap(dst, y) {
		panic(&OverlapError{name})
	}
}

// complexMulPortable multiplies numbers whose parts lie side by side.
func complexMulPortable[T float](dst, x, y []T) {
	for i := 0; i+1 < len(dst); i += 2 {
		xr, xi, yr, yi := x[i], x[i+1], y[i], y[i+1]
		dst[i], dst[i+1] = T(xr*yr)-T(xi*yi), T(xi*yr)+T(xr*yi)
	}
}

// smith returns (a + bi) / (c + di).
func smith[T float](a, b, c, d T) (re, im T) {
	if math.Abs(float64(c)) >= math.Abs(float64(d)) {
		if c == 0 && d == 0 { // the parts go over the positive zero that |y| is
			zero := T(math.Abs(float64(c)))
			return a / zero, b / zero
		}
		r := d / c
		s := 1 / (c + T(d*r))
		return (a + T(b*r)) * s, (b - T(a*r)) * s
	}
	r := c / d
	s := 1 / (d + T(c*r))
	return (T(a*r) + b) * s, (T(b*r) - a) * s
}

// Complex kernels by the levels that have code for them.
var (
	complexNames      = []string{"MulC128", "MulC64"}
	complexSumNames   = []string{"AddC128", "AddC64", "SubC128", "SubC64", "NegC128", "NegC64", "SumC128", "SumC64"}
	complexPlainNames = []string{"DivC128", "DivC64", "ConjC128", "ConjC64"}
)
