package coef

import (
	"math/big"
	"sync"
)

// bernoulli returns the Bernoulli numbers B(2), B(4), ... by the algorithm of
// Akiyama and Tanigawa.
var bernoulli = sync.OnceValue(func() (list []*big.Float) {
	var row []*big.Rat
	for m := range int64(81) {
		row = append(row, big.NewRat(1, m+1))
		for j := m; j > 0; j-- {
			d := new(big.Rat).Sub(row[j-1], row[j])
			row[j-1] = d.Mul(d, big.NewRat(j, 1))
		}
		if m > 0 && m%2 == 0 {
			list = append(list, F(0).SetRat(row[0]))
		}
	}
	return list
})

// halfLog2Pi returns log(2 pi)/2.
func halfLog2Pi() *big.Float {
	return F(0).Quo(LogAny(F(0).Mul(F(2), Pi(Prec))), F(2))
}

// stirlingSum returns B(2)/(1*2x) + B(4)/(3*4x^3) + ... for x > 60.
func stirlingSum(x *big.Float) *big.Float {
	sum, power, xx := F(0), F(0).Set(x), F(0).Mul(x, x)
	for i, b := range bernoulli() {
		n := float64(2*i + 2)
		sum.Add(sum, F(0).Quo(b, F(0).Mul(power, F(n*(n-1)))))
		power = F(0).Mul(power, xx)
	}
	return sum
}

// LogGamma returns log(gamma(x)) for x > 0, by Stirling's series at x+n > 60.
func LogGamma(x *big.Float) *big.Float {
	product, z := F(1), F(0).Set(x)
	for z.Cmp(F(60)) < 0 {
		product.Mul(product, z)
		z = F(0).Add(z, F(1))
	}
	y := F(0).Mul(F(0).Sub(z, F(0.5)), LogAny(z))
	y.Add(y.Sub(y, z), halfLog2Pi())
	return y.Sub(y.Add(y, stirlingSum(z)), LogAny(product))
}

// StirlingFactor returns x times the error of Stirling's formula, x * (log
// gamma(x) - (x-1/2) log(x) + x - log(2 pi)/2) = 1/12 - v/360 + ..., at v = 1/x^2.
func StirlingFactor(v *big.Float) *big.Float {
	x := F(0).Sqrt(F(0).Quo(F(1), v))
	y := F(0).Sub(LogGamma(x), F(0).Mul(F(0).Sub(x, F(0.5)), LogAny(x)))
	y.Sub(y.Add(y, x), halfLog2Pi())
	return y.Mul(y, x)
}

// GammaHalf returns log(2 pi)/2 - 1/2.
func GammaHalf() *big.Float { return F(0).Sub(halfLog2Pi(), F(0.5)) }

// Sin returns the sine of x by its series.
func Sin(x *big.Float) *big.Float {
	sum, term, xx := F(0), F(0).Set(x), F(0).Mul(x, x)
	for k := 2; k < 200; k += 2 {
		sum.Add(sum, term)
		term = F(0).Quo(F(0).Mul(term, xx), F(float64(-k*(k+1))))
	}
	return sum
}

// SinPiTail returns sin(pi f)/f at v = f^2 without its first three terms, pi -
// pi^3/6 v + pi^5/120 v^2, over v^3.
func SinPiTail(v *big.Float) *big.Float {
	z := F(0).Mul(v, F(0).Mul(Pi(Prec), Pi(Prec)))
	sum, term := F(0), F(0).Quo(F(-1), F(5040))
	for k := 8; k < 200; k += 2 {
		sum.Add(sum, term)
		term = F(0).Quo(F(0).Mul(term, z), F(float64(-k*(k+1))))
	}
	for range 7 {
		sum.Mul(sum, Pi(Prec))
	}
	return sum
}

// SinPiHead returns the first three coefficients: pi, -pi^3/6, pi^5/120.
func SinPiHead() []*big.Float {
	p, pp := Pi(Prec), F(0).Mul(Pi(Prec), Pi(Prec))
	q := F(0).Quo(F(0).Mul(p, pp), F(-6))
	return []*big.Float{p, q, F(0).Quo(F(0).Mul(q, pp), F(-20))}
}

// LogGammaNear returns log(gamma(n+d))/d for n = 1 or 2, where the logarithm is 0
// at d = 0.
func LogGammaNear(n float64) func(d *big.Float) *big.Float {
	return func(d *big.Float) *big.Float {
		return F(0).Quo(LogGamma(F(0).Add(F(n), d)), d)
	}
}

// LogGammaNegative returns log|gamma(-a)| for a > 0, by reflection.
func LogGammaNegative(a *big.Float) *big.Float {
	n, _ := F(0).Add(a, F(0.5)).Int(nil)
	f := F(0).Sub(a, F(0).SetInt(n))
	s := F(0).Mul(a, Sin(F(0).Mul(Pi(Prec), f)))
	return F(0).Sub(LogAny(F(0).Quo(Pi(Prec), s.Abs(s))), LogGamma(a))
}

// LogGammaZero returns the a in (i/2, (i+1)/2), i >= 4, at which log|gamma(-a)|
// is 0, and its distance to the integer next to it: the logarithm falls from +Inf
// there.
func LogGammaZero(i int) (zero, distance *big.Float) {
	pole, sign := float64((i+1)/2), 1.0
	if i%2 == 1 {
		sign = -1
	}
	at := func(d *big.Float) *big.Float { return F(0).Add(F(pole), F(0).Mul(F(sign), d)) }
	// Bisection of the distance's logarithm base 2, then Newton's method for
	// log(distance), as whose negative the function nearly behaves.
	lo, hi := -70.0, -1.0
	power := func(e float64) *big.Float { return Exp(F(0).Mul(F(e), Ln2())) }
	for range 20 {
		if mid := (lo + hi) / 2; LogGammaNegative(at(power(mid))).Sign() > 0 {
			lo = mid
		} else {
			hi = mid
		}
	}
	a, b := power(lo), power(hi)
	ya, yb := LogGammaNegative(at(a)), LogGammaNegative(at(b))
	for range 12 {
		if ya.Cmp(yb) == 0 {
			break
		}
		c := F(0).Sub(a, F(0).Quo(F(0).Mul(ya, F(0).Sub(a, b)), F(0).Sub(ya, yb)))
		a, ya, b, yb = c, LogGammaNegative(at(c)), a, ya
	}
	return at(a), a
}
