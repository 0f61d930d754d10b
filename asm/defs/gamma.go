package defs

import (
	gomath "math"

	"github.com/lanewise/lanewise/asm/vir"
)

// gammaForm has what gamma and lgamma need for a type, from package coef.
var gammaForm = map[vir.Type]struct {
	half     [2]float64   // log(2 pi)/2 - 1/2 as a pair
	stirling []float64    // of x times the error of Stirling's formula in powers of 1/x^2, x >= 8
	sin      [][2]float64 // the first coefficients of sin(pi f)/f in powers of f^2, as pairs
	sinTail  []float64    // and those that follow, |f| <= 1/2
	tiny     float64      // gamma(x) rounds to 1/x below
	normal   float64      // e^log(gamma(x)) is a normal number up to here
	infinite float64      // gamma overflows from here
	zero     float64      // gamma(-x) rounds to 0 from here
	near     [2][]float64 // log(gamma(1+d))/d and log(gamma(2+d))/d, |d| <= 1/16
	huge     float64      // lgamma overflows not far above
	scale    int          // 2^scale makes tiny numbers normal
}{
	vir.F64: {
		half: [2]float64{0.4189385332046727, 1.6728209650585413e-17},
		stirling: []float64{
			0.08333333333333333, -0.0027777777777776747, 0.0007936507935115709, -0.0005952380233813745, 0.000841732519353674,
			-0.001914965289613633, 0.006208110258035776, -0.02085536921460754,
		},
		sin: [][2]float64{{3.141592653589793, 1.2246467991473532e-16}, {-5.16771278004997, 2.2665622825789447e-16}, {2.5501640398773455, -7.931006345326556e-17}},
		sinTail: []float64{
			-0.5992645293207921, 0.08214588661112668, -0.007370430945615226, 0.0004663028033874091, -2.1915326221114842e-05,
			7.950454108055297e-07, -2.2481426748354735e-08,
		},
		near: [2][]float64{
			{
				-0.5772156649015329, 0.8224670334241132, -0.40068563438653393, 0.27058080842778687, -0.20738555102125422,
				0.16955717699051817, -0.14404990486912456, 0.12550967704664928, -0.1113302704920894, 0.10009574744574636,
				-0.09186132223576332, 0.08419633816504075,
			},
			{
				0.42278433509846713, 0.3224670334241132, -0.0673523010531981, 0.020580808427784546, -0.007385551028673082,
				0.0028905103307411044, -0.0011927539126901777, 0.0005096695252004546, -0.00022315427131547766, 9.945728700561622e-05,
				-4.503703099652309e-05, 2.0558562833863045e-05,
			},
		},
		tiny: 0x1p-60, normal: 171, infinite: 172, zero: 190, huge: 2.5e305, scale: 100,
	},
	vir.F32: {
		half: [2]float64{0.41893855, -1.4168145e-08},
		stirling: []float64{
			0.083333336, -0.0027776984, 0.0007800339,
		},
		sin: [][2]float64{{3.1415927, -8.742278e-08}, {-5.1677127, -9.160392e-08}, {2.550164, 5.557864e-08}},
		sinTail: []float64{
			-0.5992645, 0.0821458, -0.0073687467, 0.00045548065,
		},
		near: [2][]float64{
			{
				-0.5772157, 0.822467, -0.4006844, 0.27057973, -0.20823246,
				0.17029516,
			},
			{
				0.42278433, 0.32246703, -0.06735229, 0.020580804, -0.0073925457,
				0.0028934993,
			},
		},
		tiny: 0x1p-30, normal: 34, infinite: 35.1, zero: 50, huge: 4e36, scale: 60,
	},
}

// gammaParts is gamma(a) = e^log / product.
type gammaParts struct {
	log, product pair
}

// stirling takes a > 0 to z >= 8 by gamma(a) = gamma(a+8) / (a(a+1)...(a+7)), and
// log(gamma(z)) = (z-1/2)(log(z)-1) + log(2 pi)/2 - 1/2 + 1/(12z) - ...
func stirling(b *vir.Builder, a vir.V) gammaParts {
	form, zero, one, eight := gammaForm[b.Type()], b.Const(0), b.Const(1), b.Const(8)
	small := b.LT(a, eight)
	z := fastTwoSum(b, b.Select(small, eight, zero), a)
	log := logPair(b, z.hi, b.Const(logOrigin(b.Type())))
	inverse := b.Div(one, z.hi)

	factor := fastTwoSum(b, log.hi, b.Const(-1))
	z2 := b.Sub(z.hi, b.Const(0.5))
	p := twoProduct(b, z2, factor.hi)
	lo := b.FMA(z2, b.Add(factor.lo, log.lo), p.lo)
	lo = b.FMA(z.lo, b.FMA(inverse, b.Const(-0.5), log.hi), lo) // the derivative is close to log(z) - 1/(2z)
	lo = b.Add(lo, b.Const(form.half[1]))
	lo = b.FMA(inverse, b.Poly(b.Mul(inverse, inverse), form.stirling...), lo)
	sum := fastTwoSum(b, p.hi, b.Const(form.half[0]))

	// a(a+7) = w, (a+1)(a+6) = w+6, (a+2)(a+5) = w+10, (a+3)(a+4) = w+12. The
	// constants have so few bits that they may be the smaller summand.
	a7 := fastTwoSum(b, b.Const(7), a)
	w := twoProduct(b, a, a7.hi)
	w.lo = b.FMA(a, a7.lo, w.lo)
	plus := func(c float64) pair {
		s := fastTwoSum(b, b.Const(c), w.hi)
		return pair{s.hi, b.Add(s.lo, w.lo)}
	}
	product := mulPair(b, mulPair(b, w, plus(6)), mulPair(b, plus(10), plus(12)))
	return gammaParts{
		log:     pair{sum.hi, b.Add(sum.lo, lo)},
		product: pair{b.Select(small, product.hi, one), b.Select(small, product.lo, zero)},
	}
}

// reflected returns pi * product / (a*sin(pi*a)) without its sign, which with
// gamma(-a) = -pi/(a sin(pi a) gamma(a)) is |gamma(-a)| * e^log.
func (g gammaParts) reflected(b *vir.Builder, a vir.V) pair {
	form := gammaForm[b.Type()]
	f := b.Abs(b.Sub(a, b.Round(vir.ToEven, a)))
	ff := twoProduct(b, f, f)
	sin := pair{b.Poly(ff.hi, form.sinTail...), b.Const(0)}
	for i := len(form.sin) - 1; i >= 0; i-- {
		c := form.sin[i]
		p := mulPair(b, ff, sin)
		sin = fastTwoSum(b, b.Const(c[0]), p.hi)
		sin.lo = b.Add(sin.lo, b.Add(p.lo, b.Const(c[1])))
	}
	d := mulPair(b, twoProduct(b, a, f), sin)
	pi := pair{b.Const(form.sin[0][0]), b.Const(form.sin[0][1])}
	return divide(b, mulPair(b, g.product, pi), d)
}

// gamma takes the rare values first, for fewer to be live at a time.
func gamma(b *vir.Builder, x vir.V) vir.V {
	form := gammaForm[b.Type()]
	usual := b.MaskAnd(b.LE(b.Const(form.tiny), x), b.LE(x, b.Const(form.normal)))
	g := stirling(b, b.Abs(x))
	negative := gammaNegative(b, x, g)
	e := expPair(b, g.log)
	inf := b.Const(gomath.Inf(1))
	large := b.Select(b.LT(x, b.Const(form.infinite)), b.ScaleB(e.y, e.n), inf)

	special := b.Select(b.LT(x, b.Const(0)), negative, large)
	tiny := b.LT(b.Abs(x), b.Const(form.tiny))
	special = b.Select(tiny, b.Div(b.Const(1), x), special)
	special = b.Select(b.EQ(x, x), special, x)

	q := divide(b, pair{e.normal(b), b.Const(0)}, g.product)
	return b.Rare(b.MaskNot(usual), special, b.Add(q.hi, q.lo))
}

// gammaNegative returns gamma(x) for x < 0 that are not tiny.
func gammaNegative(b *vir.Builder, x vir.V, g gammaParts) vir.V {
	a, zero := b.Abs(x), b.Const(0)
	factor := g.reflected(b, a)
	inverse := expPair(b, pair{b.Neg(g.log.hi), b.Neg(g.log.lo)})
	y := b.ScaleB(b.FMA(inverse.y, factor.hi, b.Mul(inverse.y, factor.lo)), inverse.n)
	y = b.Select(b.LT(a, b.Const(gammaForm[b.Type()].zero)), y, zero)
	whole := b.Round(vir.Down, a)
	half := b.Mul(whole, b.Const(0.5))
	even := b.EQ(b.Round(vir.Down, half), half)
	y = b.Select(even, b.Neg(y), y)
	return b.Select(b.EQ(whole, a), b.Const(gomath.NaN()), y)
}

// lgamma is the logarithm of gammaParts; of the reflected one, for x < 0, with
// the sign turned.
func lgamma(b *vir.Builder, x vir.V) vir.V {
	t, form, zero := b.Type(), gammaForm[b.Type()], b.Const(0)
	a := b.Abs(x)
	g := stirling(b, a)
	factor := g.reflected(b, a)
	negative, tiny := b.LT(x, zero), b.LT(a, b.Const(form.tiny))
	rare := pair{b.Select(negative, factor.hi, g.product.hi), b.Select(negative, factor.lo, g.product.lo)}
	rare.hi = b.Select(tiny, b.Mul(a, b.Const(gomath.Ldexp(1, form.scale))), rare.hi)
	rare.lo = b.Select(tiny, zero, rare.lo)

	usual := b.MaskAnd(b.LE(b.Const(form.tiny), x), b.LT(x, b.Const(form.huge)))
	for n := range form.near {
		usual = b.MaskAnd(usual, b.LT(b.Const(1.0/16), b.Abs(b.Sub(a, b.Const(float64(n+1))))))
	}
	unusual := b.MaskNot(usual)
	p := pair{b.Rare(unusual, rare.hi, g.product.hi), b.Rare(unusual, rare.lo, g.product.lo)}
	origin := b.Const(logOrigin(t))
	scaled := b.Select(tiny, b.Const(logOrigin(t)+float64(form.scale)), origin)
	rest := b.Div(p.lo, p.hi)
	log := logPair(b, p.hi, b.Rare(unusual, scaled, origin))
	log.lo = b.Add(log.lo, rest)

	sum := twoSum(b, g.log.hi, b.Neg(log.hi))
	y := b.Add(sum.hi, b.Add(sum.lo, b.Sub(g.log.lo, log.lo)))
	// Tests again but in other terms, for masks not to be live for so long.
	special := b.Select(b.LE(x, b.Const(-form.tiny)), b.Neg(y), y)
	tiny = b.LT(b.Mul(x, x), b.Const(form.tiny*form.tiny))
	special = b.Select(tiny, b.Neg(b.Add(log.hi, log.lo)), special)
	return b.Rare(unusual, lgammaSpecial(b, x, special), y)
}

// lgammaSpecial returns y, or near the zeros of lgamma a polynomial times the
// distance to the zero, and the values at poles, for overflow, infinities and NaN.
func lgammaSpecial(b *vir.Builder, x, y vir.V) vir.V {
	form, zero, inf, near := gammaForm[b.Type()], b.Const(0), b.Const(gomath.Inf(1)), b.Const(1.0/16)
	for n, c := range form.near {
		d := b.Sub(x, b.Const(float64(n+1)))
		y = b.Select(b.LE(b.Abs(d), near), b.FMA(d, b.Poly(d, c...), zero), y)
	}

	// Zero number floor(2a) is the only one in its interval of length 1/2.
	a, zeros := b.Neg(x), lgammaZeros[b.Type()]
	unit := b.Const(1.5 * gomath.Ldexp(1, ieee[b.Type()].fraction))
	number := b.BitcastFI(b.Add(b.Round(vir.Down, b.Add(a, a)), unit))
	d := b.Sub(b.Sub(a, b.Table(number, zeros[0]...)), b.Table(number, zeros[1]...))
	p := b.Table(number, zeros[len(zeros)-1]...)
	for i := len(zeros) - 2; i > 2; i-- {
		p = b.FMA(p, d, b.Table(number, zeros[i]...))
	}
	slope := b.Table(number, zeros[2]...)
	p = b.FMA(d, slope, b.Mul(d, b.Mul(d, p)))
	last := -2 - float64(len(zeros[0]))/2
	inside := b.MaskAnd(b.LT(x, b.Const(-2)), b.LT(b.Const(last), x))
	inside = b.MaskAnd(inside, b.LE(b.Abs(b.Mul(d, slope)), b.Const(1.0/32))) // where the polynomials are good
	y = b.Select(inside, p, y)

	pole := b.MaskAnd(b.LE(x, zero), b.EQ(b.Round(vir.ToZero, x), x))
	overflow := b.MaskAnd(b.LE(b.Const(form.huge), x), b.NE(y, y))
	y = b.Select(b.MaskOr(pole, overflow), inf, y)
	return b.Select(b.EQ(x, x), y, x)
}
