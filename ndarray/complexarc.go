package ndarray

import "math"

// Inverse hyperbolic and circular functions of complex numbers. The branch cuts
// continue from the side of the sign of the zero that lies on them, and special values
// are those of C99 Annex G.
//
// Arcsine and arccosine are computed in the manner of Hull, Fairgrieve and Tang
// (Implementing the complex arcsine and arccosine functions using exception
// handling, ACM TOMS 23, 1997): with the distances r and s from -1 and 1, their mean a
// and b = x/a, they are asin b or acos b, and log(a + sqrt(a^2-1)), written without
// cancellation where a or b are close to 1.

func asinComplex(z complex128) complex128 {
	x, y := real(z), imag(z)
	if math.IsNaN(x) || math.IsNaN(y) {
		switch {
		case x == 0 || math.IsInf(y, 0):
			return z
		case math.IsInf(x, 0):
			return complex(y, x)
		}
		return complex(math.NaN(), math.NaN())
	}
	p := newArcParts(math.Abs(x), math.Abs(y))
	return complex(math.Copysign(math.Atan2(p.sin, p.cos), x), math.Copysign(p.log, y))
}

func acosComplex(z complex128) complex128 {
	x, y := real(z), imag(z)
	if math.IsNaN(x) || math.IsNaN(y) {
		switch {
		case x == 0:
			return complex(math.Pi/2, y)
		case math.IsInf(y, 0):
			return complex(x, -y)
		case math.IsInf(x, 0):
			return complex(y, x)
		}
		return complex(math.NaN(), math.NaN())
	}
	p := newArcParts(math.Abs(x), math.Abs(y))
	return complex(math.Atan2(p.cos, math.Copysign(p.sin, x)), math.Copysign(p.log, -y))
}

func asinhComplex(z complex128) complex128 { return overI(asinComplex(timesI(z))) }

// acoshComplex is acos z, turned to the half plane of positive real parts.
func acoshComplex(z complex128) complex128 {
	w := acosComplex(z)
	return complex(math.Abs(imag(w)), math.Copysign(real(w), imag(z)))
}

func atanComplex(z complex128) complex128 { return overI(atanhComplex(timesI(z))) }

// arcParts has an angle, as the direction (cos, sin), and a logarithm: they are the
// parts of the arcsine of x + iy for x, y >= 0, neither NaN.
type arcParts struct{ sin, cos, log float64 }

func newArcParts(x, y float64) arcParts {
	const eps, large, small = 0x1p-53, 0x1p508, 0x1p-509 // squares of what lies between are normal numbers
	switch {
	case math.IsInf(x, 1) && math.IsInf(y, 1):
		return arcParts{1, 1, x}
	case math.IsInf(x, 1):
		return arcParts{1, 0, x}
	case math.IsInf(y, 1):
		return arcParts{0, 1, y}
	case x > large || y > large:
		// As 2iz is, but for a turn.
		return arcParts{x, y, logAbs(x, y, math.Log, 1, math.Ln2) + math.Ln2}
	case x == 1 && y < small:
		return arcParts{1, math.Sqrt(y), math.Sqrt(y)}
	case y <= eps*math.Abs(x-1) && x < 1: // beside the real axis, within the cuts
		c := math.Sqrt((1 - x) * (1 + x))
		return arcParts{x, c, y / c}
	case y <= eps*math.Abs(x-1): // beside a cut
		c := math.Sqrt(x-1) * math.Sqrt(x+1)
		return arcParts{1, y / c, math.Log1p((x - 1) + c)}
	}
	return generalArcParts(x, y)
}

// generalArcParts is newArcParts where no square over- or underflows.
func generalArcParts(x, y float64) arcParts {
	r, s := math.Hypot(x+1, y), math.Hypot(x-1, y)
	a := (r + s) / 2
	// rx = r-(x+1) and sx = s-|x-1| without cancellation.
	yy := float64(y * y)
	rx, sx := yy/(r+(x+1)), yy/(s+math.Abs(x-1))
	var p arcParts
	// sin = x/a and cos = sqrt((a-x)(a+x))/a, both times a.
	p.sin = x
	var am1 float64 // a-1
	if x <= 1 {
		p.cos = math.Sqrt((rx + (s + (1 - x))) / 2 * (a + x))
		am1 = (rx + sx) / 2
	} else {
		p.cos = y * math.Sqrt(((a+x)/(r+(x+1))+(a+x)/(s+(x-1)))/2)
		am1 = (rx + (s + (x - 1))) / 2
	}
	if a <= 1.5 {
		p.log = math.Log1p(am1 + math.Sqrt(am1*(a+1)))
	} else {
		p.log = math.Log(a + math.Sqrt((a-1)*(a+1)))
	}
	return p
}

// atanhComplex is log1p(4x/((1-x)^2+y^2))/4 + i atan2(2y, (1-x)(1+x)-y^2)/2, for x
// and y >= 0 and odd in both.
func atanhComplex(z complex128) complex128 {
	x, y := math.Abs(real(z)), math.Abs(imag(z))
	var re, im float64
	switch {
	case math.IsInf(x, 1) || math.IsInf(y, 1):
		re, im = 0, math.Pi/2
		if math.IsNaN(y) {
			im = y
		}
	case x == 0 && math.IsNaN(y):
		re, im = x, y
	case math.IsNaN(x) || math.IsNaN(y):
		re, im = math.NaN(), math.NaN()
	case x > 0x1p300 || y > 0x1p300: // Re 1/z
		r := math.Hypot(x/2, y/2)
		re, im = x/2/r/r/2, math.Pi/2
	default:
		re = atanhReal(x, y)
		im = math.Atan2(2*y, float64((1-x)*(1+x))-float64(y*y)) / 2
	}
	return complex(math.Copysign(re, real(z)), math.Copysign(im, imag(z)))
}

// atanhReal is the real part of atanh for moderate x, y >= 0.
func atanhReal(x, y float64) float64 {
	if x == 1 && y < 0x1p-30 {
		return (math.Ln2 - logAbs(0, y, math.Log, 1, math.Ln2)) / 2
	}
	q := x / (float64((1-x)*(1-x)) + float64(y*y))
	if q < 0x1p-60 { // without the loss of bits of small numbers
		return q
	}
	return math.Log1p(4*q) / 4
}
