package defs

import "github.com/lanewise/lanewise/asm/vir"

var special = []Kernel{
	{Name: "erf", Pairs: true, Body: unary(erf),
		Doc: `sets dst[i] = erf(x[i]), the integral of 2/sqrt(pi) * e^(-t^2) for t from 0 to
x[i]. Zeros keep their sign, erf(+-Inf) = +-1, erf(NaN) = NaN. Max error: 1 step
from the correctly rounded value over the whole domain; in float32 all 2^32
inputs are checked.`},
	{Name: "erfc", Pairs: true, Body: unary(erfc),
		Doc: `sets dst[i] = 1 - erf(x[i]) with no cancellation; it underflows gradually to +0.
erfc(-Inf) = 2, erfc(+Inf) = +0, erfc(NaN) = NaN. Max error: 1 step from the
correctly rounded value over the whole domain; in float32 all 2^32 inputs are
checked.`},
	{Name: "gamma", Pairs: true, Body: unary(gamma),
		Doc: `sets dst[i] to the gamma function at x[i], (x[i]-1)! for integers. It overflows to
+Inf, and for negative x[i] underflows gradually to a zero with the sign of the
result. gamma(+-0) = +-Inf, gamma(+Inf) = +Inf, and NaN for negative integers,
-Inf and NaN. Max error: 2 steps from the correctly rounded value over the whole
domain, in float32 checked for all 2^32 inputs; the largest seen is 1.6 units in
the last place.`},
	{Name: "lgamma", Pairs: true, Body: unary(lgamma),
		Doc: `sets dst[i] = log|gamma(x[i])|. +Inf at 0, negative integers and both infinities,
+0 at 1 and 2, lgamma(NaN) = NaN. Max error: 2 steps from the correctly rounded
value over the whole domain, also next to its zeros, in float32 checked for all
2^32 inputs; the largest seen is 1.9 units in the last place.`},
}

// erfForm has the polynomials of erf and erfc for a type, from package coef.
var erfForm = map[vir.Type]struct {
	tail   []float64 // erf(x)/x - 1 in powers of x^2, |x| <= 1
	log    []float64 // log(erfc(1+v)), for v <= 2.6 and with less precision beyond
	one    float64   // erf rounds to 1 from here
	factor []float64 // (x + 11/16) e^(x^2) erfc(x) in powers of 1/(x+4) - 1/8, x >= 0.46
	rest   float64   // what the first coefficient lacks
	normal float64   // erfc is normal up to here
	zero   float64   // erfc is 0 from here
}{
	vir.F64: {
		tail: []float64{
			0.12837916709551256, -0.37612638903183543, 0.11283791670945006, -0.02686617064323777, 0.0052239776071164225,
			-0.0008548325975389692, 0.00012055294904839707, -1.492473690741966e-05, 1.6447424703317362e-06, -1.6208483801871705e-07,
			1.3720064546777686e-08, -7.795898827002141e-10,
		},
		log: []float64{
			-1.8496055099332485, -2.6389675142347535, -0.8431072563602404, -0.04156109801429322, 0.010033825121224384,
			-0.001977901164207148, 0.00023731738661529454, 2.629063458228203e-05, -2.7181931527680035e-05, 9.638694199980776e-06,
			-2.0885378007329087e-06, 1.6351432193933182e-07, 8.657437779709758e-08, -4.7765314656700785e-08, 1.3721548545719347e-08,
			-2.636792073559091e-09, 3.4066263507257196e-10, -2.698767515971687e-11, 9.947166545112937e-13,
		},
		one: 6,
		factor: []float64{
			0.6421849576174753, 0.9470865405025077, 3.1167850143029914, -1.6640954862609343, -123.24428699990334,
			-1147.9843493195383, -7155.642481891945, -33922.51969244659, -123103.95638333437, -317579.10265166004,
			-411207.7284342114, 728589.2417223818, 4.884715468316938e+06, 6.9030426389189325e+06, -2.2255034117562488e+07,
			-9.774892640856603e+07, 2.7149727294583496e+07, 8.871636549580071e+08, 6.892760332840494e+08, -7.292198025746545e+09,
			-7.482313386902658e+09, 4.735841207732052e+10,
		},
		rest:   -2.7665673649646873e-17,
		normal: 26.5, zero: 27.3,
	},
	vir.F32: {
		tail: []float64{
			0.12837917, -0.37612626, 0.11283594, -0.026854211, 0.0051890872,
			-0.00080168643, 7.875875e-05,
		},
		log: []float64{
			-1.8496056, -2.638968, -0.84310234, -0.04158386, 0.010090935,
			-0.002065564, 0.00032550827, -3.4229477e-05, 1.760189e-06,
		},
		one: 4,
		factor: []float64{
			0.642185, 0.9470864, 3.1167831, -1.6634928, -123.24352,
			-1148.6106, -7152.791, -33676.06, -125354.805, -348572.5,
			30494.64,
		},
		rest:   -1.4993342e-08,
		normal: 9.1, zero: 10.1,
	},
}

// erfNearZero returns erf(x) for |x| <= 1.
func erfNearZero(b *vir.Builder, x vir.V) vir.V {
	return b.FMA(x, b.PolySplit(b.Mul(x, x), erfForm[b.Type()].tail...), x)
}

// erf computes x + x*tail for |x| < 1, and 1 - e^log(erfc|x|) beyond, where an
// error of the exponent counts less the larger |x| is.
func erf(b *vir.Builder, x vir.V) vir.V {
	t, form, one := b.Type(), erfForm[b.Type()], b.Const(1)
	size, last := b.Abs(x), b.Const(form.one)
	v := b.Sub(b.Select(b.LT(size, last), size, last), one)
	log := b.PolySplit(v, form.log...)
	n, bits := expTurns(b, log)
	r := b.FMA(n, b.Const(-ln2[t].lo), b.FMA(n, b.Const(-ln2[t].hi), log))
	large := b.Sub(one, exponential{expReduced(b, r), n, bits}.normal(b))
	return b.Select(b.LE(one, size), copysign(b, large, x), erfNearZero(b, x))
}

// erfc computes 1 - erf(x) for |x| < 0.46, and beyond e^(-x^2) * factor / (|x| +
// 11/16), or 2 minus that where x is negative. What is far from small is in pairs:
// x^2, the factor (0.6 and little more), its product with e^r, and the quotient.
func erfc(b *vir.Builder, x vir.V) vir.V {
	t, form, one, two := b.Type(), erfForm[b.Type()], b.Const(1), b.Const(2)
	size := b.Abs(x)
	square := twoProduct(b, size, size)
	n, bits := expTurns(b, b.Neg(square.hi))
	r := fastTwoSum(b, b.FMA(n, b.Const(-ln2[t].hi), b.Neg(square.hi)),
		b.FMA(n, b.Const(-ln2[t].lo), b.Neg(square.lo)))
	expm1 := b.Add(r.hi, b.FMA(b.Mul(r.hi, r.hi), expTailAt(b, r.hi), r.lo))

	d := fastTwoSum(b, b.Const(11.0/16), size) // exact: few bits
	four := b.Add(size, b.Const(4))
	inverse := b.Div(one, b.Mul(d.hi, four))
	v := b.Mul(b.FMA(size, b.Const(-0.125), b.Const(0.5)), b.Mul(d.hi, inverse))
	factor := fastTwoSum(b, b.Const(form.factor[0]),
		b.FMA(v, b.PolySplit(v, form.factor[1:]...), b.Const(form.rest)))
	hi := b.FMA(factor.hi, expm1, factor.hi)
	lo := b.Add(b.FMA(factor.hi, expm1, b.Sub(factor.hi, hi)), b.FMA(factor.lo, expm1, factor.lo))
	inverse = b.Mul(inverse, four)
	q := b.Mul(hi, inverse)
	rest := b.FMA(b.Neg(q), d.lo, b.FMA(b.Neg(q), d.hi, hi))
	q = b.FMA(b.Add(rest, lo), inverse, q)

	e := exponential{q, n, bits}
	small := e.normal(b)
	y := b.Select(b.LT(x, b.Const(0)), b.Sub(two, small), small)
	y = b.Select(b.LT(size, b.Const(0.46)), b.Sub(one, erfNearZero(b, x)), y)

	rare := b.Select(b.LT(x, b.Const(form.zero)), b.ScaleB(q, n), b.Const(0))
	rare = b.Select(b.LT(x, b.Const(0)), two, rare)
	rare = b.Select(b.EQ(x, x), rare, x)
	return b.Rare(b.MaskNot(b.LT(size, b.Const(form.normal))), rare, y)
}
