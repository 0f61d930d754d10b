package coef

import "math/big"

// InverseCbrt returns (1-e)^(-1/3) = 1 + e/3 + 2e^2/9 + ... for small e.
func InverseCbrt(e *big.Float) *big.Float {
	sum, term := F(0), F(1)
	for k := range 200 {
		sum.Add(sum, term)
		// The coefficients' quotient is (3k+1)/(3k+3).
		term = F(0).Mul(F(0).Mul(term, e), F(float64(3*k+1)))
		term.Quo(term, F(float64(3*k+3)))
	}
	return sum
}
