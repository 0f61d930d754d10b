package ndarray

import "math"

// Exponentials, powers and roots of complex numbers. Special values are those of C99
// Annex G. For an infinite real part and a finite imaginary one, which is not 0, the
// result is that infinity, or 0, in the direction of the angle; NaN and infinite
// angles have no direction.

func expComplex(z complex128) complex128 {
	x, y := real(z), imag(z)
	switch {
	case y == 0:
		return complex(mulExp(1, x), y)
	case !isFinite(y) && math.IsInf(x, 0):
		return undirected(x, y)
	}
	sin, cos := sincos(y)
	return complex(mulExp(cos, x), mulExp(sin, x))
}

// undirected is e^x of an infinite x for an angle y that is none.
func undirected(x, y float64) complex128 {
	if x < 0 {
		return complex(0, math.Copysign(0, y))
	}
	return complex(x, math.NaN())
}

// mulExp is f e^x, rounded once where it is subnormal, and finite where only e^x is
// not, which math.Exp is not always close to the greatest number.
func mulExp(f, x float64) float64 {
	const step, e, inverse = 700, 1.0142320547350045e304, 9.85967654375977e-305
	if math.IsInf(x, 0) || math.Abs(x) < step {
		return f * math.Exp(x)
	}
	x = max(-3*step-10, min(x, 3*step+10)) // even the smallest f overflows
	for ; x > step; x -= step {
		f *= e
	}
	if x < -step { // to the subnormal numbers in the last product only
		return f * math.Exp(x+step) * inverse
	}
	return f * math.Exp(x)
}

// ln2Low is ln 2 - math.Ln2.
const ln2Low = 2.319046813846299558e-17

// exp2Complex is 2^x in the direction y ln 2, which is rounded from |y| = 2^50 on.
func exp2Complex(z complex128) complex128 {
	x, y := real(z), imag(z)
	switch {
	case y == 0:
		return complex(math.Exp2(x), y)
	case math.IsNaN(x) || !isFinite(y):
		return expComplex(z)
	}
	angle, err := mulExact(y, math.Ln2)
	sin, cos := sincosSum(angle, math.FMA(y, ln2Low, err))
	x = max(-4000, min(x, 4000)) // all results beyond over- or underflow
	n := math.Floor(x)
	e := math.Exp2(x - n)
	return complex(math.Ldexp(e*cos, int(n)), math.Ldexp(e*sin, int(n)))
}

// expm1Complex is e^z - 1: its real part e^x cos y - 1 is written
// (e^x-1) cos y - 2 sin(y/2)^2, which does not cancel near 0.
func expm1Complex(z complex128) complex128 {
	x, y := real(z), imag(z)
	if y == 0 {
		return complex(math.Expm1(x), y)
	}
	if x > 40 || !isFinite(x) || !isFinite(y) {
		e := expComplex(z)
		return complex(real(e)-1, imag(e))
	}
	sin, cos := sincos(y)
	half, _ := sincos(y / 2)
	return complex(float64(math.Expm1(x)*cos)-2*float64(half*half), mulExp(sin, x))
}

// sqrtComplex is the root whose real part is not negative. The larger part t is
// sqrt((|x| + |z|)/2), of z scaled by a power of 4, the other one y/2t.
func sqrtComplex(z complex128) complex128 {
	x, y := real(z), imag(z)
	switch {
	case math.IsInf(y, 0):
		return complex(math.Inf(1), y)
	case x == 0 && y == 0:
		return complex(0, y)
	case math.IsInf(x, 1):
		return complex(x, 0*y)
	case math.IsInf(x, -1):
		return complex(math.Abs(y-y), math.Copysign(-x, y))
	case math.IsNaN(x) || math.IsNaN(y):
		return complex(math.NaN(), math.NaN())
	}
	n := math.Ilogb(max(math.Abs(x), math.Abs(y))) / 2
	a, b := math.Ldexp(math.Abs(x), -2*n), math.Ldexp(y, -2*n)
	t := math.Ldexp(math.Sqrt((a+math.Hypot(a, b))/2), n)
	if x >= 0 {
		return complex(t, y/(2*t))
	}
	return complex(math.Abs(y)/(2*t), math.Copysign(t, y))
}

// signComplex is z/|z|, and 0 for 0.
func signComplex(z complex128) complex128 {
	x, y := real(z), imag(z)
	switch {
	case z == 0:
		return 0
	case math.IsNaN(x) || math.IsNaN(y):
		return complex(math.NaN(), math.NaN())
	case math.IsInf(x, 0) || math.IsInf(y, 0): // as if infinite parts were 1 and finite ones 0
		unit := func(x float64) float64 {
			if math.IsInf(x, 0) {
				return math.Copysign(1, x)
			}
			return math.Copysign(0, x)
		}
		x, y = unit(x), unit(y)
	}
	// By a power of two, so that |z| neither overflows nor loses digits.
	n := -math.Ilogb(max(math.Abs(x), math.Abs(y)))
	x, y = math.Ldexp(x, n), math.Ldexp(y, n)
	r := math.Hypot(x, y)
	return complex(x/r, y/r)
}

func isFinite(x float64) bool { return x-x == 0 }
