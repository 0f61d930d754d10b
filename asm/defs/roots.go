package defs

import (
	gomath "math"

	"github.com/lanewise/lanewise/asm/vir"
)

var roots = []Kernel{
	{Name: "rsqrt", Pairs: true, Body: unary(rsqrt),
		Doc: `sets dst[i] = 1 / sqrt(x[i]), also for subnormal x[i]. rsqrt(+0) = +Inf,
rsqrt(-0) = -Inf, rsqrt(+Inf) = +0, and NaN for x[i] < 0 and NaN. Max error: 1
step from the correctly rounded value over the whole domain; in float32 all 2^32
inputs are checked.`},
	{Name: "hypot", Pairs: true, Scalar: Y, Body: binary(hypot),
		Doc: `sets dst[i] = sqrt(x[i]*x[i] + y[i]*y[i]) with no overflow or underflow on the
way; exchanging x[i] and y[i] changes nothing. +Inf if one is infinite, even if
the other is NaN; else NaN if one is NaN. Max error: 1 step from the correctly
rounded value over the whole domain.`},
	{Name: "cbrt", Pairs: true, Body: unary(cbrt),
		Doc: `sets dst[i] to the cube root of x[i], with its sign, also for subnormal x[i].
Zeros, infinities and NaN stay. Max error: 1 step from the correctly rounded
value over the whole domain; in float32 all 2^32 inputs are checked.`},
}

// rsqrt corrects y = 1/s, where s is the rounded root, by the residuals of both
// operations, x = s^2 + h and 1 = s*y + d: 1/sqrt(x) is y + y*(d - h*y^2/2) up to
// squares of the rounding errors.
func rsqrt(b *vir.Builder, x vir.V) vir.V {
	s := b.Sqrt(x)
	y := b.Div(b.Const(1), s)
	h := b.FMA(b.Neg(s), s, x)
	d := b.FMA(b.Neg(s), y, b.Const(1))
	half := b.Mul(y, b.Const(-0.5))
	corrected := b.FMA(b.FMA(b.Mul(h, half), y, d), y, y)
	// The residuals of 0 and +Inf are NaN.
	return b.Select(b.EQ(corrected, corrected), corrected, y)
}

// hypotScale has the range of x^2 + y^2 in which neither square overflows or loses
// bits that count, and the scale for operands with smaller and larger sums.
var hypotScale = map[vir.Type]struct{ least, small, large float64 }{
	vir.F64: {0x1p-900, 0x1p600, 0x1p-600},
	vir.F32: {0x1p-90, 0x1p100, 0x1p-70},
}

// hypot computes the root of x^2 + y^2 with one rounding of the smaller square,
// one of the sum and one of the root: 1.04 units in the last place at most.
func hypot(b *vir.Builder, x, y vir.V) vir.V {
	x, y = b.Abs(x), b.Abs(y)
	less := b.LT(x, y)
	large, small := b.Select(less, y, x), b.Select(less, x, y)
	norm := func(large, small vir.V) (sum, root vir.V) {
		sum = b.FMA(large, large, b.Mul(small, small))
		return sum, b.Sqrt(sum)
	}
	sum, root := norm(large, small)

	scale, inf := hypotScale[b.Type()], b.Const(gomath.Inf(1))
	tiny := b.LT(sum, b.Const(scale.least))
	up := b.Select(tiny, b.Const(scale.small), b.Const(scale.large))
	down := b.Select(tiny, b.Const(1/scale.small), b.Const(1/scale.large))
	_, scaled := norm(b.Mul(large, up), b.Mul(small, up))
	rare := b.Mul(scaled, down)
	rare = b.Select(b.MaskOr(b.EQ(x, inf), b.EQ(y, inf)), inf, rare)
	usual := b.MaskAnd(b.LE(b.Const(scale.least), sum), b.LT(sum, inf))
	return b.Rare(b.MaskNot(usual), rare, root)
}

// cbrtForm has what cbrt needs for a type.
var cbrtForm = map[vir.Type]struct {
	guess       float64   // of the bits of x^(-1/3) where those of x are 0
	inverse     []float64 // (1-e)^(-1/3) on |e| <= 0.1025, from package coef
	least       float64   // |x| with no underflow on the way
	scale, back float64   // for smaller ones
}{
	vir.F64: {
		guess: 4.0/3*1023 - 0.068,
		inverse: []float64{
			1, 0.33333334626812744, 0.22222223408249314, 0.17282966793853116, 0.14402390104338655,
			0.1266951034820019, 0.11267006773370905,
		},
		least: 0x1p-960, scale: 0x1p162, back: 0x1p-54,
	},
	vir.F32: {
		guess:   4.0/3*127 - 0.068,
		inverse: []float64{0.999998, 0.33333158, 0.22374627, 0.17416076},
		least:   0x1p-100, scale: 0x1p72, back: 0x1p-24,
	},
}

// cbrt takes r close to |x|^(-1/3) from the bits of x, which are a coarse
// logarithm, improves it by (1-e)^(-1/3) with e = 1 - |x|*r^3, and y = x*r^2 by one
// step of Newton's method, with the residual y^3 - x as exact as it must be.
func cbrt(b *vir.Builder, x vir.V) vir.V {
	form, ie := cbrtForm[b.Type()], ieee[b.Type()]
	size := b.Abs(x)
	usual := b.MaskAnd(b.LE(b.Const(form.least), size), b.LT(size, b.Const(gomath.Inf(1))))
	edge := b.MaskNot(usual)
	z := b.Rare(edge, b.Mul(x, b.Const(form.scale)), x)
	size = b.Abs(z)

	// In units of the last place of unit, integers are floats.
	const third = 1.0 / 3
	digits := 8*b.Type().Size() - ie.fraction // dropped, so that the fraction holds the rest
	unit := gomath.Ldexp(1, ie.fraction)
	i := b.Or(b.ShrI(b.BitcastFI(size), digits), b.BitcastFI(b.Const(unit)))
	guess := gomath.Ldexp(form.guess, ie.fraction-digits)
	j := b.FMA(b.BitcastIF(i), b.Const(-third), b.Const(gomath.Round(guess+unit*(1+third))))
	r := b.BitcastIF(b.ShlI(b.BitcastFI(j), digits))

	e := b.FMA(b.Neg(b.Mul(b.Mul(size, r), r)), r, b.Const(1))
	r = b.Mul(r, b.Poly(e, form.inverse...))
	rr := b.Mul(r, r)
	y := b.Mul(z, rr)
	yy := twoProduct(b, y, y)
	d := b.FMA(yy.lo, y, b.FMA(yy.hi, y, b.Neg(z)))
	y = b.FMA(b.Mul(d, b.Const(-third)), rr, y)

	finite := b.MaskAnd(b.LT(b.Const(0), size), b.LT(size, b.Const(gomath.Inf(1))))
	rare := b.Select(finite, b.Mul(y, b.Const(form.back)), b.Add(x, x))
	return b.Rare(edge, rare, y)
}
