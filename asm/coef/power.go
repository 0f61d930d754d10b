package coef

import "math/big"

// LogTailDoubled returns (log((1+s)/(1-s)) - w) / w^3 for w = 2s at v = w^2.
func LogTailDoubled(v *big.Float) *big.Float {
	return F(0).Quo(LogTail(F(0).Quo(v, F(4))), F(8))
}
