package ndarray

import "math"

// Logarithms of complex numbers. The real part, log|z|, loses all digits near
// |z| = 1 if |z| is rounded first; there it is log1p(|z|^2-1)/2, the sum of
// squares taken without rounding. Special values are those of C99 Annex G: the
// magnitude is +Inf if a part is, even if the other is NaN, and the branch cut along
// the negative axis continues from the side of the sign of the imaginary zero.

func logComplex(z complex128) complex128 {
	return complex(logAbs(real(z), imag(z), math.Log, 1, math.Ln2), math.Atan2(imag(z), real(z)))
}

func log2Complex(z complex128) complex128 {
	return complex(logAbs(real(z), imag(z), math.Log2, math.Log2E, 1), math.Atan2(imag(z), real(z))*math.Log2E)
}

func log10Complex(z complex128) complex128 {
	return complex(logAbs(real(z), imag(z), math.Log10, math.Log10E, math.Ln2/math.Ln10), math.Atan2(imag(z), real(z))*math.Log10E)
}

// log1pComplex is log(1+z), for small z, too.
func log1pComplex(z complex128) complex128 {
	x, y := real(z), imag(z)
	angle := math.Atan2(y, 1+x)
	if near1(1+x, y) {
		xx, ex := mulExact(x, x)
		yy, ey := mulExact(y, y)
		return complex(math.Log1p(sumExact([5]float64{2 * x, xx, yy, ex, ey}))/2, angle)
	}
	return complex(logAbs(1+x, y, math.Log, 1, math.Ln2), angle)
}

// logAbs is the logarithm of the magnitude of x + iy. The logarithm is that of
// log, which gives ofE for e and of2 for 2.
func logAbs(x, y float64, log func(float64) float64, ofE, of2 float64) float64 {
	x, y = math.Abs(x), math.Abs(y)
	if x < y {
		x, y = y, x
	}
	switch {
	case near1(x, y):
		return math.Log1p(squareOver1(x, y)) / 2 * ofE
	case x > 0x1p1000 && !math.IsInf(x, 1): // |z| may overflow
		return log(math.Hypot(x*0x1p-100, y*0x1p-100)) + float64(100*of2)
	case x < 0x1p-900: // |z| may be subnormal; math.Log is wrong there
		return log(math.Hypot(x*0x1p200, y*0x1p200)) - float64(200*of2)
	}
	return log(math.Hypot(x, y))
}

// near1 reports whether the magnitude of x + iy is so close to 1 that its rounding
// is seen in its logarithm.
func near1(x, y float64) bool {
	s := float64(x*x) + float64(y*y)
	return 0.5 <= s && s <= 3
}

// squareOver1 is x^2 + y^2 - 1, rounded about once.
func squareOver1(x, y float64) float64 {
	xx, ex := mulExact(x, x)
	yy, ey := mulExact(y, y)
	a, ea := addExact(-1, xx)
	s, es := addExact(a, yy)
	if math.Abs(s) < 0x1p-40 { // what is rounded in the sum of errors would be seen
		return sumExact([5]float64{-1, xx, yy, ex, ey})
	}
	return s + ((ex + ey) + (ea + es))
}

// mulExact returns the rounded product and its error.
func mulExact(x, y float64) (product, err float64) {
	product = float64(x * y) // which must not be fused with what follows
	return product, math.FMA(x, y, -product)
}

// addExact returns the rounded sum and its error.
func addExact(x, y float64) (sum, err float64) {
	sum = x + y
	t := sum - x
	return sum, (x - (sum - t)) + (y - t)
}

// sumExact is the sum of v, rounded about once: each sweep leaves the sum of all in
// the last number, rounded, and the errors in the others.
func sumExact(v [5]float64) float64 {
	for range 3 {
		for i := 1; i < len(v); i++ {
			v[i], v[i-1] = addExact(v[i], v[i-1])
		}
	}
	return v[4] + (v[3] + (v[2] + (v[1] + v[0])))
}
