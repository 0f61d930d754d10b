package defs

import (
	gomath "math"

	"github.com/lanewise/lanewise/asm/vir"
)

var power = []Kernel{
	{Name: "pow", Scalar: XY, Pairs: true, Body: binary(pow),
		Doc: `sets dst[i] = x[i]^y[i], with every special value of C23 Annex F: 1 where y[i] is
0 or x[i] is 1, even if the other is NaN, and where x[i] is -1 and y[i] infinite;
NaN for finite x[i] < 0 and finite y[i] that is no integer. It overflows to an
infinity and underflows gradually to a zero. Max error: 2 steps from the correctly
rounded value over the whole domain; the largest seen is 0.69 units in the last place in
float64 and 0.94 in float32.`},
}

// logForm has what logarithms in pairs need for a type. The 16 centres c are
// 1 + j/16, halved for j >= 7; cHi + cLo is log(c), and the first has so many
// trailing zeros that k*ln(2) + cHi is exact. The tail is (log((1+s)/(1-s)) - w)/w^3
// in powers of w^2, where w = 2s and |s| <= 0.0157, from package coef.
var logForm = map[vir.Type]struct{ cHi, cLo, tail []float64 }{
	vir.F64: {
		cHi: []float64{
			0, 0.06062462181648698, 0.11778303565643, 0.17185025692674571, 0.22314355131425145,
			0.2719337154835557, 0.31845373111855224, -0.33024168687052224, -0.28768207245184385, -0.2468600779316148,
			-0.20763936477828793, -0.16989903679541385, -0.13353139262449076, -0.09844007281321865, -0.0645385211375924,
			-0.03174869831468641,
		},
		cLo: []float64{
			0, -5.213620639136504e-14, -4.654729747598445e-14, -8.649239607212071e-14, -4.169796584527195e-14,
			8.604306772808733e-14, -1.7625431312172662e-14, -5.4612144489920215e-14, 6.292357389008195e-14, 8.899851356560444e-14,
			4.3425422595242564e-14, 1.6376276414097503e-14, -3.1859736349078334e-14, -3.3871241029241416e-14, 2.1225608044809997e-14,
			1.0610652735224087e-13,
		},
		tail: []float64{0.08333333333333333, 0.012500000000022203, 0.002232142746127579, 0.0004342053862543193},
	},
	vir.F32: {
		cHi: []float64{
			0, 0.06062317, 0.11778259, 0.17184448, 0.22314453,
			0.27192688, 0.31845093, -0.33024597, -0.2876892, -0.24685669,
			-0.2076416, -0.16990662, -0.13352966, -0.09843445, -0.06454468,
			-0.03175354,
		},
		cLo: []float64{
			0, 1.4528712e-06, 4.4288294e-07, 5.7745046e-06, -9.799357e-07,
			6.8356007e-06, 2.8033842e-06, 4.284809e-06, 7.1365325e-06, -3.3884785e-06,
			2.2367842e-06, 7.5794155e-06, -1.7295386e-06, -5.6245713e-06, 6.156597e-06,
			4.8417246e-06,
		},
		tail: []float64{0.083333336, 0.012502233},
	},
}

// logHalved is the first j of the centres 1 + j/16 that are halved.
const logHalved = 7

// logOrigin is what logPair takes for exponent 0.
func logOrigin(t vir.Type) float64 {
	return gomath.Ldexp(1, ieee[t].fraction) + float64(ieee[t].bias)
}

// logPair returns the logarithm of positive normal x as hi + lo with |lo| <=
// 2^-12 |hi|, right to some 2^-65 and 2^-36 of its value. If x is a number times
// 2^d, the logarithm of the number comes from origin = logOrigin + d.
// With x = 2^k * m and the centre c next to m, log(x) = k*ln(2) + log(c) +
// log((1+s)/(1-s)), s = (m-c)/(m+c).
func logPair(b *vir.Builder, x, origin vir.V) pair {
	t, ie, form := b.Type(), ieee[b.Type()], logForm[b.Type()]
	step := ie.fraction - 4
	bits := b.BitcastFI(x)
	near := b.And(b.AddI(bits, b.ConstI(1<<(step-1))), b.ConstI(-1<<step)) // c * 2^k
	exponent := b.And(b.AddI(near, b.ConstI((16-logHalved)<<step)), b.ConstI(-1<<ie.fraction))
	scale := b.SubI(exponent, b.ConstI(ie.bias<<ie.fraction))
	m := b.BitcastIF(b.SubI(bits, scale))
	c := b.BitcastIF(b.SubI(near, scale))
	j := b.ShrI(near, step)
	unit := b.BitcastFI(b.Const(gomath.Ldexp(1, ie.fraction))) // has integers in the last places
	k := b.Sub(b.BitcastIF(b.Or(b.ShrI(exponent, ie.fraction), unit)), origin)

	// w = f/h with f = m-c, h = (m+c)/2; f is exact, h and w have low parts.
	f := b.Sub(m, c)
	h := fastTwoSum(b, c, b.Mul(f, b.Const(0.5)))
	inverse := b.Div(b.Const(1), h.hi)
	w := b.Mul(f, inverse)
	rest := b.FMA(b.Neg(w), h.hi, f)
	rest = b.FMA(b.Neg(w), h.lo, rest)

	ww := b.Mul(w, w)
	lo := b.FMA(k, b.Const(ln2[t].lo), b.Table(j, form.cLo...))
	lo = b.FMA(rest, inverse, lo)
	lo = b.FMA(b.Mul(w, ww), b.Poly(ww, form.tail...), lo)
	sum := fastTwoSum(b, b.FMA(k, b.Const(ln2[t].hi), b.Table(j, form.cHi...)), w)
	return pair{sum.hi, b.Add(sum.lo, lo)}
}

// exponential is e^x = y * 2^n.
type exponential struct {
	y, n vir.V // y is close to 1
	bits vir.V // n in the low bits
}

// expTurns returns n = x/ln(2) rounded, |x| < 2^20, and n in the low bits.
func expTurns(b *vir.Builder, x vir.V) (n, bits vir.V) {
	unit := b.Const(1.5 * gomath.Ldexp(1, ieee[b.Type()].fraction)) // rounds to integers
	shifted := b.FMA(x, b.Const(gomath.Log2E), unit)
	return b.Sub(shifted, unit), b.BitcastFI(shifted)
}

// expTailAt returns (e^r - 1 - r)/r^2 for |r| <= ln(2)/2.
func expTailAt(b *vir.Builder, r vir.V) vir.V {
	if b.Type() == vir.F64 {
		return b.PolySplit(r, expTail[vir.F64]...)
	}
	return b.Poly(r, expTail[vir.F32]...)
}

// expReduced returns e^r for |r| <= ln(2)/2.
func expReduced(b *vir.Builder, r vir.V) vir.V { return expFrom(b, r, expTailAt(b, r)) }

// expFrom returns e^r given (e^r - 1 - r)/r^2.
func expFrom(b *vir.Builder, r, tail vir.V) vir.V {
	one := b.Const(1)
	return b.FMA(b.FMA(tail, r, one), r, one)
}

// expPairTail is expTail for |r| <= 0.3535 in float32; the error of e^r is below
// 2^-30.
var expPairTail = []float64{0.5, 0.16666667, 0.041666236, 0.008333285, 0.0013948551, 0.00019907538}

// expPair computes e^(hi+lo) for |hi| < 2^20 and |lo| < 1. In float32, where |lo| <
// 0.0069, hi alone gives n, sooner, and r is so much larger. In float64 what rounding
// leaves of r and of 1 + r is added at the end, so that the result is off by little more
// than its own rounding; in float32 that would cost a fifth of the time of a power.
func expPair(b *vir.Builder, x pair) exponential {
	t, near := b.Type(), x.hi
	if t == vir.F64 {
		near = b.Add(x.hi, x.lo)
	}
	n, bits := expTurns(b, near)
	lo := b.FMA(n, b.Const(-ln2[t].lo), x.lo)
	high := b.FMA(n, b.Const(-ln2[t].hi), x.hi)
	if t == vir.F32 {
		r := b.Add(high, lo)
		return exponential{expFrom(b, r, b.Poly(r, expPairTail...)), n, bits}
	}
	r := fastTwoSum(b, high, lo)
	curve := b.FMA(b.Mul(r.hi, r.hi), expTailAt(b, r.hi), r.lo)
	y := fastTwoSum(b, b.Const(1), r.hi)
	return exponential{b.Add(y.hi, b.Add(y.lo, curve)), n, bits}
}

// normal returns y * 2^n where that is a normal number.
func (e exponential) normal(b *vir.Builder) vir.V {
	return b.BitcastIF(b.AddI(b.BitcastFI(e.y), b.ShlI(e.bits, ieee[b.Type()].fraction)))
}

// expNormal bounds the magnitude of exponents of normal powers.
var expNormal = map[vir.Type]float64{vir.F64: 707, vir.F32: 86}

// pow computes e^(y*log(x)), with the logarithm and the product as pairs.
func pow(b *vir.Builder, x, y vir.V) vir.V {
	t, ie := b.Type(), ieee[b.Type()]
	size := b.Abs(x)
	unusual := outside(b, x, 1<<ie.fraction, (2*ie.bias+1)<<ie.fraction-1) // normal numbers
	subnormal := b.LT(size, b.Const(ie.minNormal))
	digits := ie.fraction + 2
	scaled := b.Mul(size, b.Const(gomath.Ldexp(1, digits)))
	base := b.Rare(unusual, b.Select(subnormal, scaled, size), x)
	origin := b.Const(logOrigin(t))
	shifted := b.Const(logOrigin(t) + float64(digits))
	l := logPair(b, base, b.Rare(unusual, b.Select(subnormal, shifted, origin), origin))
	p := twoProduct(b, y, l.hi)
	p.lo = b.FMA(y, l.lo, p.lo)
	e := expPair(b, p)
	special := powSpecial(b, x, y, l.hi, e)
	moderate := b.LT(b.Abs(p.hi), b.Const(expNormal[t]))
	return b.Rare(b.MaskOr(unusual, b.MaskNot(moderate)), special, e.normal(b))
}

// powSpecial returns x^y for all x and y, given log|x| where |x| is positive and
// finite, and the exponential of y*log|x| where that is small enough.
func powSpecial(b *vir.Builder, x, y, log vir.V, e exponential) vir.V {
	t := b.Type()
	zero, one, inf := b.Const(0), b.Const(1), b.Const(gomath.Inf(1))
	nan, size := b.Const(gomath.NaN()), b.Abs(x)
	log = b.Select(b.EQ(x, zero), b.Neg(inf), b.Select(b.EQ(size, inf), inf, log))
	exponent := b.Mul(y, log)
	r := saturate(b, exponent, b.ScaleB(e.y, e.n), expRange[t])
	r = b.Select(b.EQ(exponent, exponent), r, one) // (-1)^Inf

	half := b.Mul(y, b.Const(0.5))
	integer := b.EQ(b.Round(vir.ToZero, y), y)
	odd := b.MaskAnd(integer, b.NE(b.Round(vir.ToZero, half), half))
	r = b.Select(odd, copysign(b, r, x), r)
	negative := b.MaskAnd(b.LT(b.Neg(inf), x), b.LT(x, zero))
	r = b.Select(b.MaskAnd(negative, b.MaskNot(integer)), nan, r)
	r = b.Select(b.MaskOr(b.NE(x, x), b.NE(y, y)), nan, r)
	return b.Select(b.MaskOr(b.EQ(x, one), b.EQ(y, zero)), one, r)
}
