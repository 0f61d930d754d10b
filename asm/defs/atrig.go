package defs

import (
	gomath "math"

	"github.com/lanewise/lanewise/asm/vir"
)

var atrig = []Kernel{
	{Name: "atan", Pairs: true, Body: unary(atan),
		Doc: `sets dst[i] to the angle in radians whose tangent is x[i], within [-pi/2,
pi/2]. atan(-0) = -0, atan(+-Inf) = +-pi/2. Max error: 1 step from the correctly
rounded value over the whole domain; in float32 all 2^32 inputs are checked.`},
	{Name: "atan2", Pairs: true, Body: binary(atan2),
		Doc: `sets dst[i] to the angle in radians, within [-pi, pi], of the point with the
ordinate x[i] and the abscissa y[i]: the arguments are in the order of C's
atan2. Zeros count by their sign: for ordinates +0 and -0 the angle is +0 and -0
if the abscissa is +0 or positive, pi and -pi if it is -0 or negative. Infinite
points lie on the axes or diagonals. NaN if either is NaN. Max error: 1 step
from the correctly rounded value over the whole domain.`},
	{Name: "asin", Pairs: true, Body: unary(asin),
		Doc: `sets dst[i] to the angle in radians whose sine is x[i], within [-pi/2, pi/2].
asin(-0) = -0, and NaN where |x[i]| > 1. Max error: 1 step from the correctly
rounded value over the whole domain; in float32 all 2^32 inputs are checked.`},
	{Name: "acos", Pairs: true, Body: unary(acos),
		Doc: `sets dst[i] to the angle in radians whose cosine is x[i], within [0, pi].
acos(1) = +0, and NaN where |x[i]| > 1. Max error: 1 step from the correctly
rounded value over the whole domain; in float32 all 2^32 inputs are checked.`},
}

// atanTail holds the coefficients of (atan(t) - t)/t^3 in powers of t^2, |t| <=
// tan(pi/8), and asinTail those of (asin(t) - t)/t^3, |t| <= 1/2, from package
// coef; the relative error of the angle is below 2^-57 and 2^-28.
var (
	atanTail = map[vir.Type][]float64{
		vir.F64: {
			-0.3333333333333333, 0.19999999999995519, -0.14285714284666184, 0.11111111015227572,
			-0.09090904576954117, 0.07692183163650894, -0.06664511064599371, 0.05858145587628202,
			-0.050854323376990765, 0.0392311556198723, -0.01917627151752634,
		},
		vir.F32: {-0.3333333, 0.1999954, -0.14263953, 0.10743705, -0.064518414},
	}
	asinTail = map[vir.Type][]float64{
		vir.F64: {
			0.16666666666666669, 0.07499999999998433, 0.04464285714635543, 0.030381944138531247,
			0.02237217294214989, 0.017352392720869973, 0.013971212973552933, 0.011479177415184906,
			0.01032281435018578, 0.005457506718640357, 0.017400879442694025, -0.014851887071247205,
			0.028757851367421566,
		},
		vir.F32: {0.16666666, 0.07500094, 0.044599403, 0.031100662, 0.017149238, 0.033690847},
	}
)

// tanEighth is tan(pi/8), where atan begins to count from pi/4.
const tanEighth = 0.41421356237309503

// quarterPi is pi/4 as a sum of two numbers. The first ends in two zeros, so
// that its products with 0 to 4 are exact.
var quarterPi = map[vir.Type]struct{ hi, lo float64 }{
	vir.F64: {0.7853981633974483, 3.061616997868383e-17},
	vir.F32: {0.7853982448577881, -8.146034247147327e-08},
}

// addScaled returns base + m*t rounded nearly once, for |base.hi| >= |m*t.hi|
// or base 0, m*t.hi exact.
func addScaled(b *vir.Builder, base pair, m vir.V, t pair) vir.V {
	hi := b.FMA(m, t.hi, base.hi)
	lo := b.FMA(m, t.hi, b.Sub(base.hi, hi))
	return b.Add(hi, b.FMA(m, t.lo, b.Add(lo, base.lo)))
}

// octant is an angle: quarters*pi/4 + sign*t, quarters 0 to 4.
type octant struct {
	quarters, sign vir.V
	t              pair
}

// atanQuotient returns atan(v/u) for 0 <= v <= u, u > 0. From tan(pi/8) on it
// counts from pi/4: tan(a - pi/4) = (tan(a) - 1)/(tan(a) + 1).
func atanQuotient(b *vir.Builder, v, u vir.V) octant {
	zero, one := b.Const(0), b.Const(1)
	turned := b.GT(v, b.Mul(u, b.Const(tanEighth)))
	difference := fastTwoSum(b, b.Neg(u), v)
	sum := fastTwoSum(b, u, v)
	t := divide(b,
		pair{b.Select(turned, difference.hi, v), b.Select(turned, difference.lo, zero)},
		pair{b.Select(turned, sum.hi, u), b.Select(turned, sum.lo, zero)})
	z := b.Mul(t.hi, t.hi)
	// atan(hi) + lo*(1 - hi^2).
	tail := b.FMA(t.hi, polynomial(b, z, atanTail), b.Neg(t.lo))
	t.lo = b.FMA(z, tail, t.lo)
	return octant{b.Select(turned, one, zero), one, t}
}

// mirror returns half*pi/2 - a where mask holds, and a elsewhere.
func (a octant) mirror(b *vir.Builder, mask vir.V, half float64) octant {
	a.quarters = b.Select(mask, b.Sub(b.Const(2*half), a.quarters), a.quarters)
	a.sign = b.Select(mask, b.Neg(a.sign), a.sign)
	return a
}

// radians returns the angle as one number.
func (a octant) radians(b *vir.Builder) vir.V {
	unit := quarterPi[b.Type()]
	base := pair{b.Mul(a.quarters, b.Const(unit.hi)), b.Mul(a.quarters, b.Const(unit.lo))}
	return addScaled(b, base, a.sign, a.t)
}

// moderate bounds the coordinates of which atan2 takes quotients and errors of
// quotients without care; others are multiplied or divided by scale. Quotients
// below tiny are their own arcus tangent.
var moderate = map[vir.Type]struct{ span, scale, tiny float64 }{
	vir.F64: {0x1p400, 0x1p600, 0x1p-30},
	vir.F32: {0x1p40, 0x1p70, 0x1p-14},
}

// atan2 finds the angle in the octant between the axis and the diagonal and
// mirrors it at the diagonal and the ordinate.
func atan2(b *vir.Builder, y, x vir.V) vir.V {
	t := moderate[b.Type()]
	absY, absX := b.Abs(y), b.Abs(x)
	steep := b.LT(absX, absY)
	v, u := b.Select(steep, absX, absY), b.Select(steep, absY, absX)
	odd := b.MaskOr(b.LT(v, b.Const(1/t.span)), b.GT(u, b.Const(t.span)))
	scaledV, scaledU := toModerate(b, v, u)
	a := atanQuotient(b, b.Rare(odd, scaledV, v), b.Rare(odd, scaledU, u))

	behind := b.LT(withSign(b, b.Const(1), x), b.Const(0))
	a = a.mirror(b, steep, 1).mirror(b, behind, 2)
	angle := a.radians(b)
	// Along the positive abscissa a quotient may be subnormal.
	q := b.Div(v, u)
	along := b.MaskAnd(b.LT(q, b.Const(t.tiny)), b.EQ(a.quarters, b.Const(0)))
	return withSign(b, b.Rare(odd, b.Select(along, q, angle), angle), y)
}

// toModerate returns a point of the same angle, 0 <= v <= u, whose quotient is
// harmless; of the origin one on the axis, of infinite ones one on the axis or
// the diagonal. NaN stays.
func toModerate(b *vir.Builder, v, u vir.V) (scaledV, scaledU vir.V) {
	zero, one, inf := b.Const(0), b.Const(1), b.Const(gomath.Inf(1))
	t := moderate[b.Type()]
	scale := b.Select(b.GT(u, one), b.Const(1/t.scale), b.Const(t.scale))
	infinite := b.EQ(u, inf)
	onAxis := b.Mul(v, zero) // or NaN
	scaledV = b.Select(infinite, b.Select(b.EQ(v, inf), one, onAxis), b.Mul(v, scale))
	scaledU = b.Select(b.MaskOr(infinite, b.EQ(u, zero)), one, b.Mul(u, scale))
	return scaledV, scaledU
}

// arc returns asin(t) for t = |x| <= 1/2; beyond, where the mask holds, for t =
// sqrt((1 - |x|)/2), the sine of half the angle that is missing to pi/2.
func arc(b *vir.Builder, x vir.V) (beyond vir.V, angle pair) {
	half, a := b.Const(0.5), b.Abs(x)
	beyond = b.GT(a, half)
	z := b.Select(beyond, b.FMA(a, b.Const(-0.5), half), b.Mul(a, a))
	root := b.Sqrt(z)
	rest := b.Mul(b.FMA(b.Neg(root), root, z), halfInverse(b, root))
	t := b.Select(beyond, root, a)
	rest = b.Select(beyond, rest, b.Const(0))
	return beyond, pair{t, b.FMA(b.Mul(z, t), polynomial(b, z, asinTail), rest)}
}

// halfInverse returns 1/(2x) to within 9 %, enough for a correction, by
// negating the exponent and, which is the approximation, the fraction.
func halfInverse(b *vir.Builder, x vir.V) vir.V {
	form := ieee[b.Type()]
	unit := int64(1) << form.fraction
	return b.BitcastIF(b.SubI(b.ConstI((2*form.bias-1)*unit-unit/12), b.BitcastFI(x)))
}

// asin is the angle of arc, or beyond 1/2 pi/2 minus twice that.
func asin(b *vir.Builder, x vir.V) vir.V {
	beyond, angle := arc(b, x)
	zero, c := b.Const(0), halfPi[b.Type()]
	base := pair{b.Select(beyond, b.Const(c[0]), zero), b.Select(beyond, b.Const(c[1]), zero)}
	return withSign(b, addScaled(b, base, b.Select(beyond, b.Const(-2), b.Const(1)), angle), x)
}

// acos is pi/2 minus the angle of arc, or beyond 1/2 twice that, and for
// negative x pi minus the result for -x.
func acos(b *vir.Builder, x vir.V) vir.V {
	beyond, angle := arc(b, x)
	one, c := b.Const(1), halfPi[b.Type()]
	sign := withSign(b, one, x)
	halves := b.Select(beyond, b.Sub(one, sign), one)
	base := pair{b.Mul(halves, b.Const(c[0])), b.Mul(halves, b.Const(c[1]))}
	return addScaled(b, base, b.Mul(sign, b.Select(beyond, b.Const(2), b.Const(-1))), angle)
}
