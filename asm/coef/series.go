package coef

import "math/big"

// series returns sum of x^k / d(k) for k = 0, 1, ..., for |x| below about 1/4
// or quickly growing d.
func series(x *big.Float, d func(k int) *big.Float) *big.Float {
	sum, power := F(0), F(1)
	for k := range 200 {
		sum.Add(sum, F(0).Quo(power, d(k)))
		power = F(0).Mul(power, x)
	}
	return sum
}

// factorial returns n!.
func factorial(n int) *big.Float {
	f := F(1)
	for k := 2; k <= n; k++ {
		f.Mul(f, F(float64(k)))
	}
	return f
}

// Log returns the natural logarithm of x > 0 near 1: 2*artanh((x-1)/(x+1)).
func Log(x *big.Float) *big.Float {
	s := F(0).Quo(F(0).Sub(x, F(1)), F(0).Add(x, F(1)))
	sum := series(F(0).Mul(s, s), func(k int) *big.Float { return F(float64(2*k + 1)) })
	return sum.Mul(sum, F(0).Add(s, s))
}

// Ln10 returns the natural logarithm of 10 = 2^3 * 1.25.
func Ln10() *big.Float {
	return F(0).Add(F(0).Mul(F(3), Ln2()), Log(F(1.25)))
}

// Log1pTail returns (log(1+f) - f) / f^2, -1/2 at 0.
func Log1pTail(f *big.Float) *big.Float {
	if f.Sign() == 0 {
		return F(-0.5)
	}
	y := Log(F(0).Add(F(1), f))
	return y.Sub(y, f).Quo(y, F(0).Mul(f, f))
}

// SinhTail returns (sinh(r) - r) / r^3 = 1/3! + z/5! + z^2/7! + ... at z = r^2.
func SinhTail(z *big.Float) *big.Float {
	return series(z, func(k int) *big.Float { return factorial(2*k + 3) })
}

// CoshTail returns (cosh(r) - 1) / r^2 = 1/2! + z/4! + z^2/6! + ... at z = r^2.
func CoshTail(z *big.Float) *big.Float {
	return series(z, func(k int) *big.Float { return factorial(2*k + 2) })
}

// TanhTail returns (tanh(x) - x) / x^3 = (S - C) / (1 + z*C) at z = x^2, where S
// is SinhTail and C CoshTail.
func TanhTail(z *big.Float) *big.Float {
	c := CoshTail(z)
	return F(0).Quo(F(0).Sub(SinhTail(z), c), F(0).Add(F(1), F(0).Mul(z, c)))
}
