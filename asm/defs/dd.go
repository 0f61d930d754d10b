package defs

import "github.com/lanewise/lanewise/asm/vir"

// pair is the unevaluated sum of two values, hi + lo with lo below half a unit
// in the last place of hi: twice the precision. The algorithms are Dekker's and
// Knuth's (Muller et al., "Handbook of Floating-Point Arithmetic", chapters 4
// and 14).
type pair struct{ hi, lo vir.V }

// twoSum returns x + y exactly, 6 additions.
func twoSum(b *vir.Builder, x, y vir.V) pair {
	s := b.Add(x, y)
	z := b.Sub(s, x)
	return pair{s, b.Add(b.Sub(x, b.Sub(s, z)), b.Sub(y, z))}
}

// fastTwoSum is twoSum for |x| >= |y| or x = 0, 3 additions.
func fastTwoSum(b *vir.Builder, x, y vir.V) pair {
	s := b.Add(x, y)
	return pair{s, b.Sub(y, b.Sub(s, x))}
}

// twoProduct returns x * y exactly, unless it underflows.
func twoProduct(b *vir.Builder, x, y vir.V) pair {
	p := b.Mul(x, y)
	return pair{p, b.FMA(x, y, b.Neg(p))}
}

// mulPair returns x * y, right to some units of the last place of the low part.
func mulPair(b *vir.Builder, x, y pair) pair {
	p := twoProduct(b, x.hi, y.hi)
	return fastTwoSum(b, p.hi, b.FMA(x.hi, y.lo, b.FMA(x.lo, y.hi, p.lo)))
}

// divide returns the quotient of two pairs: hi is off by two units in the last
// place at most, lo says by how much.
func divide(b *vir.Builder, x, y pair) pair {
	inverse := b.Div(b.Const(1), y.hi)
	quotient := b.Mul(x.hi, inverse)
	minus := b.Neg(quotient)
	rest := b.Add(b.FMA(minus, y.hi, x.hi), b.FMA(minus, y.lo, x.lo))
	return pair{quotient, b.Mul(rest, inverse)}
}
