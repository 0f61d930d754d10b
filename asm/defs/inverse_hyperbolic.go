package defs

import (
	gomath "math"

	"github.com/lanewise/lanewise/asm/vir"
)

// largeAsinh bounds the arguments x whose squares are used: above, asinh(x) and
// acosh(x) are log(2x).
var largeAsinh = map[vir.Type]float64{vir.F64: 0x1p500, vir.F32: 0x1p60}

// asinh computes log(1 + |x| + x^2/(1 + sqrt(1 + x^2))).
func asinh(b *vir.Builder, x vir.V) vir.V {
	one, abs := b.Const(1), b.Abs(x)
	root := b.Sqrt(b.FMA(x, x, one))
	sum := fastTwoSum(b, abs, b.Div(b.Mul(x, x), b.Add(root, one)))
	return withSign(b, logOrDouble(b, abs, sum, beyond(b, x, largeAsinh)), x)
}

// acosh computes log(1 + t + sqrt(t*(t+2))) with t = x-1, and what the root
// lacks.
func acosh(b *vir.Builder, x vir.V) vir.V {
	one := b.Const(1)
	t := b.Sub(x, one)
	square := b.FMA(t, t, b.Add(t, t))
	root := b.Sqrt(square)
	residue := b.Div(b.FMA(b.Neg(root), root, square), b.Add(root, root))
	sum := fastTwoSum(b, root, t)
	sum.lo = b.Add(sum.lo, residue)
	bits, large := ieee[b.Type()].bias<<ieee[b.Type()].fraction, largeAsinh[b.Type()]
	rare := outside(b, x, bits+1, bits+int64(gomath.Log2(large))<<ieee[b.Type()].fraction)
	y := logOrDouble(b, x, sum, rare)
	edge := b.Select(b.EQ(x, one), b.Const(0), b.Const(gomath.NaN()))
	return b.Rare(rare, b.Select(b.LT(one, x), y, edge), y)
}

// logOrDouble returns log(1+sum), or log(2x) where rare holds.
func logOrDouble(b *vir.Builder, x vir.V, sum pair, rare vir.V) vir.V {
	y := log1pSum(b, b.Rare(rare, x, sum.hi), rare, b.Rare(rare, b.Const(0), sum.lo))
	return b.Rare(rare, b.Add(y, b.Const(gomath.Ln2)), y)
}

// atanhTail holds the coefficients of (log((1+s)/(1-s)) - 2s)/s^3 in powers of
// s^2 for |s| <= 0.2004, from package coef; its error relative to s is below
// 2^-54 and 2^-27, half of it in atanh.
var atanhTail = map[vir.Type][]float64{
	vir.F64: {
		0.6666666666667285, 0.39999999996084296, 0.2857142940991475, 0.22222137257862334,
		0.18186408673511306, 0.15249108040318696, 0.15376780074896357,
	},
	vir.F32: {0.6666695, 0.39957598, 0.3036621},
}

// atanh splits (1+x)/(1-x) = 2^k * (1+s)/(1-s) and adds k*ln(2)/2 to artanh(s).
// The difference of the bits of two numbers is near the logarithm of their
// quotient, which gives k; |s| <= 0.2004.
func atanh(b *vir.Builder, x vir.V) vir.V {
	t, form, abs, unit := b.Type(), ieee[b.Type()], b.Abs(x), b.Const(1)
	p := fastTwoSum(b, unit, abs)
	q := b.Sub(unit, abs)
	qLow := b.Sub(b.Sub(unit, q), abs)
	distance := b.SubI(b.BitcastFI(p.hi), b.BitcastFI(q))
	k := b.ShrI(b.AddI(distance, b.ConstI(1<<(form.fraction-1))), form.fraction)
	minusPower := b.BitcastIF(b.AddI(b.ShlI(k, form.fraction), b.BitcastFI(b.Const(-1))))

	num := fastTwoSum(b, b.FMA(minusPower, q, p.hi), b.FMA(minusPower, qLow, p.lo)) // p - 2^k*q
	twice := b.Add(p.hi, p.hi)
	den := b.Sub(twice, num.hi) // p + 2^k*q
	denLow := b.Add(b.Sub(b.Sub(twice, den), num.hi), b.Add(p.lo, p.lo))
	quotient := divide(b, num, pair{den, denLow})

	n, s := b.CvtIF(k), quotient.hi
	z := b.Mul(s, s)
	sum := fastTwoSum(b, b.Mul(n, b.Const(ln2[t].hi/2)), s)
	low := b.FMA(n, b.Const(ln2[t].lo/2), b.Add(quotient.lo, sum.lo))
	y := b.Add(sum.hi, b.FMA(b.Mul(s, z), b.Poly(z, scaled(atanhTail[t], 0.5)...), low))

	edge := b.Select(b.EQ(abs, unit), b.Const(gomath.Inf(1)), b.Const(gomath.NaN()))
	return withSign(b, b.Rare(b.MaskNot(b.LT(abs, unit)), edge, y), x)
}
