package coef

import "math/big"

// Exp returns e^x for |x| < 1000, by the series at x/4096.
func Exp(x *big.Float) *big.Float {
	r, sum, term := F(0).Quo(x, F(4096)), F(1), F(1)
	for k := 1; k < 100; k++ {
		term.Quo(term.Mul(term, r), F(float64(k)))
		sum.Add(sum, term)
	}
	for range 12 {
		sum.Mul(sum, sum)
	}
	return sum
}

// LogAny returns the natural logarithm of any x > 0.
func LogAny(x *big.Float) *big.Float {
	m := F(0)
	e := x.MantExp(m)
	return F(0).Add(Log(m), F(0).Mul(F(float64(e)), Ln2()))
}

// erfSum returns x + 2x^3/3 + 4x^5/15 + ..., which is sqrt(pi)/2 e^(x^2) erf(x).
func erfSum(x *big.Float) *big.Float {
	sum, term, xx := F(0), F(0).Set(x), F(0).Mul(x, x)
	for k := 1; k < 600; k++ {
		sum.Add(sum, term)
		term = F(0).Quo(F(0).Mul(term, F(0).Add(xx, xx)), F(float64(2*k+1)))
	}
	return sum
}

// twoOverRootPi returns 2/sqrt(pi).
func twoOverRootPi() *big.Float { return F(0).Quo(F(2), F(0).Sqrt(Pi(Prec))) }

// ErfTail returns erf(x)/x - 1 at z = x^2.
func ErfTail(z *big.Float) *big.Float {
	if z.Sign() == 0 {
		return F(0).Sub(twoOverRootPi(), F(1))
	}
	x := F(0).Sqrt(z)
	y := F(0).Mul(F(0).Mul(erfSum(x), Exp(F(0).Neg(z))), twoOverRootPi())
	return y.Sub(y.Quo(y, x), F(1))
}

// Erfcx returns e^(x^2) erfc(x) for x > 0: from the series of erf, or where that
// cancels by the continued fraction 1/(x + (1/2)/(x + 1/(x + (3/2)/(x + ...)))).
func Erfcx(x *big.Float) *big.Float {
	if x.Cmp(F(4)) < 0 {
		y := Exp(F(0).Mul(x, x))
		return y.Sub(y, F(0).Mul(erfSum(x), twoOverRootPi()))
	}
	d := F(0).Set(x)
	for k := 600; k > 0; k-- {
		d = F(0).Add(x, F(0).Quo(F(float64(k)/2), d))
	}
	return F(0).Quo(twoOverRootPi(), F(0).Add(d, d))
}

// LogErfc returns log(erfc(1 + v)).
func LogErfc(v *big.Float) *big.Float {
	x := F(0).Add(v, F(1))
	return F(0).Sub(LogAny(Erfcx(x)), F(0).Mul(x, x))
}

// ErfcFactor returns (x + 11/16) e^(x^2) erfc(x), which varies little, at
// v = 1/(x+4) - 1/8.
func ErfcFactor(v *big.Float) *big.Float {
	x := F(0).Sub(F(0).Quo(F(1), F(0).Add(v, F(0.125))), F(4))
	return F(0).Mul(F(0).Add(x, F(11.0/16)), Erfcx(x))
}
