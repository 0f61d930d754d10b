package coef

import "math/big"

// SinTail returns (sin(r) - r) / r^3 = -1/3! + z/5! - z^2/7! + ... at z = r^2.
func SinTail(z *big.Float) *big.Float { return alternating(z, 3) }

// CosTail returns (cos(r) - 1 + r^2/2) / r^4 = 1/4! - z/6! + z^2/8! - ... at
// z = r^2.
func CosTail(z *big.Float) *big.Float { return F(0).Neg(alternating(z, 4)) }

// alternating returns -1/k! + z/(k+2)! - z^2/(k+4)! + ...
func alternating(z *big.Float, k int) *big.Float {
	term := F(-1)
	for i := 2; i <= k; i++ {
		term.Quo(term, F(float64(i)))
	}
	sum := F(0)
	for ; k < 120; k += 2 {
		sum.Add(sum, term)
		term = F(0).Quo(F(0).Mul(term, z), F(float64(-(k+1)*(k+2))))
	}
	return sum
}

// CotTail returns (1 - r*cot(r)) / r^2 = 1/3 + z/45 + ... at z = r^2, where r*cot(r)
// is cos(r) / (sin(r)/r).
func CotTail(z *big.Float) *big.Float {
	s, c := SinTail(z), CosTail(z)
	rest := F(0).Add(F(0.5), F(0).Sub(s, F(0).Mul(z, c))) // (sin(r)/r - cos(r)) / z
	return rest.Quo(rest, F(0).Add(F(1), F(0).Mul(z, s)))
}

// Atan returns the arcus tangent of x > 0, which is not far from 1: pi/4 +
// atan((x-1)/(x+1)).
func Atan(x *big.Float) *big.Float {
	t := F(0).Quo(F(0).Sub(x, F(1)), F(0).Add(x, F(1)))
	z := F(0).Mul(t, t)
	angle := F(0).Quo(Pi(Prec), F(4))
	return angle.Add(angle, F(0).Add(t, F(0).Mul(F(0).Mul(t, z), AtanTail(z))))
}

// AtanTail returns (atan(t) - t) / t^3 = -1/3 + z/5 - z^2/7 + ... at z = t^2.
func AtanTail(z *big.Float) *big.Float {
	sum, power := F(0), F(-1)
	for k := 3; k < 1000; k += 2 {
		sum.Add(sum, F(0).Quo(power, F(float64(k))))
		power = F(0).Neg(F(0).Mul(power, z))
	}
	return sum
}

// AsinTail returns (asin(t) - t) / t^3 = 1/2/3 + (1*3)/(2*4)/5 z + ... at
// z = t^2.
func AsinTail(z *big.Float) *big.Float {
	sum, term := F(0), F(0.5)
	for k := 3; k < 1000; k += 2 {
		sum.Add(sum, F(0).Quo(term, F(float64(k))))
		term = F(0).Mul(F(0).Mul(term, z), F(0).Quo(F(float64(k)), F(float64(k+1))))
	}
	return sum
}

// Pi returns pi to prec bits by Machin's formula, 16 atan(1/5) - 4 atan(1/239).
func Pi(prec uint) *big.Float {
	arccot := func(n, times int64) *big.Float {
		work := func(x int64) *big.Float { return new(big.Float).SetPrec(prec + 32).SetInt64(x) }
		sum, power := work(0), work(times)
		power.Quo(power, work(n))
		for k := int64(1); power.MantExp(nil) > -int(prec)-32; k += 2 {
			sum.Add(sum, work(0).Quo(power, work(k)))
			power.Quo(power, work(-n*n))
		}
		return sum
	}
	pi := new(big.Float).SetPrec(prec)
	return pi.Sub(arccot(5, 16), arccot(239, 4))
}
