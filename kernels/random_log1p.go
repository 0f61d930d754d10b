package kernels

import "math"

// log1p returns log(1 + x) for -1 < x <= 0, as the C library does that NumPy's
// tails come from: by the algorithm of Sun's fdlibm (Ng, 1993) with its
// polynomial summed in even and odd parts and the products fused that a
// compiler fuses. A more accurate function would give other streams.
//
// 1 + x = 2^k (1 + f) with 1 + f in about [sqrt(1/2), sqrt(2)], c corrects the
// rounding of 1 + x, and log(1 + f) = f - (f*f/2 - s*(f*f/2 + R)) with
// s = f/(2 + f), where R is a polynomial in s*s.
func log1p(x float64) float64 {
	const (
		ln2Hi, ln2Lo = 6.93147180369123816490e-01, 1.90821492927058770002e-10
		tiny         = 0x1p-54 // log1p(x) rounds to x below
		small        = 0x1p-29 // two terms of the series suffice below
	)
	if x > -small {
		if x > -tiny {
			return x
		}
		return math.FMA(float64(x*x), -0.5, x)
	}
	f, c, k, exponents := x, 0.0, 0.0, uint32(1)
	if !log1pDirect(x) {
		f, c, k, exponents = log1pReduce(x)
	}
	half := float64(float64(0.5*f) * f)
	if exponents == 0 { // f is tiny or zero
		if f == 0 {
			return math.FMA(k, ln2Hi, math.FMA(k, ln2Lo, c))
		}
		r := float64(math.FMA(-f, 0.66666666666666666, 1) * half)
		if k == 0 {
			return f - r
		}
		return math.FMA(k, ln2Hi, -(float64(r-math.FMA(k, ln2Lo, c)) - f))
	}
	s := f / (2 + f)
	t := float64(s * log1pSum(float64(s*s), half))
	if k == 0 {
		return f - float64(half-t)
	}
	return math.FMA(k, ln2Hi, -(float64(half-float64(math.FMA(k, ln2Lo, c)+t)) - f))
}

// log1pDirect reports whether 1 + x is near enough to 1 to need no reduction.
func log1pDirect(x float64) bool { return int32(math.Float64bits(x)>>32) <= -0x402d413d }

// log1pReduce returns f, c and k, and the upper bits of f's significand.
func log1pReduce(x float64) (f, c, k float64, upper uint32) {
	const significand = 1<<52 - 1
	u := 1 + x
	b := math.Float64bits(u)
	exponent := int(b>>52) - 1023
	if exponent > 0 {
		c = 1 - (u - x)
	} else {
		c = x - (u - 1)
	}
	c /= u
	upper = uint32(b & significand >> 32)
	if upper < 0x6a09e {
		b = b&significand | 0x3ff<<52
	} else {
		exponent++
		b = b&significand | 0x3fe<<52
		upper = (0x100000 - upper) >> 2
	}
	return math.Float64frombits(b) - 1, c, float64(exponent), upper
}

// log1pSum returns half + R(z).
func log1pSum(z, half float64) float64 {
	const (
		l1, l2, l3 = 6.666666666666735130e-01, 3.999999999940941908e-01, 2.857142874366239149e-01
		l4, l5     = 2.222219843214978396e-01, 1.818357216161805012e-01
		l6, l7     = 1.531383769920937332e-01, 1.479819860511658591e-01
	)
	z2 := float64(z * z)
	z4 := float64(z2 * z2)
	r := math.FMA(z, l1, float64(z2*math.FMA(z, l3, l2)))
	r = math.FMA(z4, math.FMA(z, l5, l4), r)
	r = math.FMA(float64(z2*z4), math.FMA(z, l7, l6), r)
	return r + half
}
