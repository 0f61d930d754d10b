package ndarray

import "math"

// Hyperbolic and circular functions of complex numbers; the circular ones are those
// of iz, turned back. Special values are those of C99 Annex G, but tanh of an infinite
// real part: its imaginary part is a zero with the sign of z's, as in the Python array
// API standard.

// sinhComplex is sinh x cos y + i cosh x sin y.
func sinhComplex(z complex128) complex128 {
	x, y := real(z), imag(z)
	switch {
	case y == 0:
		return complex(mulSinh(1, x), y)
	case !isFinite(y) && (x == 0 || math.IsInf(x, 0)):
		return complex(x, math.NaN())
	}
	sin, cos := sincos(y)
	return complex(mulSinh(cos, x), mulCosh(sin, x))
}

// coshComplex is cosh x cos y + i sinh x sin y.
func coshComplex(z complex128) complex128 {
	x, y := real(z), imag(z)
	switch {
	case y == 0:
		return complex(mulCosh(1, x), math.Copysign(1, x)*y)
	case !isFinite(y) && x == 0:
		return complex(math.NaN(), x)
	case !isFinite(y) && math.IsInf(x, 0):
		return complex(math.Inf(1), math.NaN())
	}
	sin, cos := sincos(y)
	return complex(mulCosh(cos, x), mulSinh(sin, x))
}

// tanhComplex is (sinh x cosh x + i sin y cos y) / (sinh^2 x + cos^2 y).
func tanhComplex(z complex128) complex128 {
	x, y := real(z), imag(z)
	switch {
	case math.IsInf(x, 0):
		return complex(math.Copysign(1, x), math.Copysign(0, y))
	case y == 0:
		return complex(math.Tanh(x), y)
	case !isFinite(y) && x == 0:
		return complex(x, math.NaN())
	}
	sin, cos := sincos(y)
	if math.Abs(x) > 22 { // both terms below the line are e^2|x|/4
		return complex(math.Copysign(1, x), mulExp(4*sin*cos, -2*math.Abs(x)))
	}
	sinh, cosh := math.Sinh(x), math.Cosh(x)
	below := float64(sinh*sinh) + float64(cos*cos)
	return complex(sinh*cosh/below, sin*cos/below)
}

// mulSinh is f sinh x, finite where only sinh x is not.
func mulSinh(f, x float64) float64 {
	if math.Abs(x) > 40 {
		return mulCosh(math.Copysign(1, x)*f, x)
	}
	return f * math.Sinh(x)
}

// mulCosh is f cosh x, finite where only cosh x is not.
func mulCosh(f, x float64) float64 {
	if math.Abs(x) > 40 {
		return mulExp(f, math.Abs(x)-1) * (math.E / 2)
	}
	return f * math.Cosh(x)
}

func sinComplex(z complex128) complex128 { return overI(sinhComplex(timesI(z))) }

func cosComplex(z complex128) complex128 { return coshComplex(timesI(z)) }

func tanComplex(z complex128) complex128 { return overI(tanhComplex(timesI(z))) }

func timesI(z complex128) complex128 { return complex(-imag(z), real(z)) }

func overI(z complex128) complex128 { return complex(imag(z), -real(z)) }

// sincos is like math.Sincos, and exact to the last digits close to the zeros of
// either, too.
func sincos(x float64) (sin, cos float64) { return sincosSum(x, 0) }

// sincosSum is sincos of x + low, where low is below the last place of x or so: x is
// reduced by multiples of pi/2 in three parts. From 2^50 on it is that of math, of x alone,
// which is less exact next to zeros.
func sincosSum(x, low float64) (sin, cos float64) {
	if !(math.Abs(x) < 0x1p50) {
		return math.Sincos(x)
	}
	n := math.RoundToEven(x * (2 / math.Pi))
	if n != 0 {
		// The parts of pi/2. x - n*part1 is exact: a multiple of 2^-52 below 1.
		const part1, part2, part3 = 0x1.921fb54442d18p+0, 0x1.1a62633145c07p-54, -0x1.f1976b7ed8fbcp-110
		p, perr := mulExact(-n, part2)
		r, err := addExact(math.FMA(-n, part1, x), p)
		x, err = addExact(r, err+(perr-float64(n*part3)))
		x, low = addExact(x, err+low)
	}
	s, c := math.Sincos(x)
	s, c = math.FMA(c, low, s), math.FMA(-s, low, c)
	switch int64(n) & 3 {
	case 1:
		return c, -s
	case 2:
		return -s, -c
	case 3:
		return -c, s
	}
	return s, c
}
