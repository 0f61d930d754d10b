package defs

import (
	gomath "math"

	"github.com/lanewise/lanewise/asm/vir"
)

var trig = []Kernel{
	{Name: "sin", Body: unary(func(b *vir.Builder, x vir.V) vir.V { return sine(b, x, reduceAngle(b, b.Abs(x))) }),
		Doc: `sets dst[i] to the sine of x[i] radians. sin(-0) = -0, and NaN for +-Inf and
NaN. Max error: 1 step from the correctly rounded value over the whole domain,
huge arguments included; in float32 all 2^32 inputs are checked.`},
	{Name: "cos", Body: unary(func(b *vir.Builder, x vir.V) vir.V { return cosine(b, reduceAngle(b, b.Abs(x))) }),
		Doc: `sets dst[i] to the cosine of x[i] radians; NaN for +-Inf and NaN. Max error: 1
step from the correctly rounded value over the whole domain, huge arguments
included; in float32 all 2^32 inputs are checked.`},
	{Name: "sincos", Body: func(b *vir.Builder) {
		sin, cos, x := b.Out("sin"), b.Out("cos"), b.In("x")
		r := reduceAngle(b, b.Abs(x))
		b.Store(sin, sine(b, x, r))
		b.Store(cos, cosine(b, r))
	},
		Doc: `sets sin[i] and cos[i] to the sine and the cosine of x[i] radians: the same
results as of the functions Sin and Cos, in less time than both.`},
	{Name: "tan", Body: unary(tan),
		Doc: `sets dst[i] to the tangent of x[i] radians. tan(-0) = -0, and NaN for +-Inf
and NaN. Max error: 1 step from the correctly rounded value over the whole
domain, huge arguments included; in float32 all 2^32 inputs are checked.`},
	{Name: "sinpi", Body: unary(func(b *vir.Builder, x vir.V) vir.V { return sine(b, x, reducePi(b, b.Abs(x))) }),
		Doc: `sets dst[i] = sin(pi*x[i]), without rounding pi*x[i]: a zero with the sign of
x[i] for integral x[i], 1 or -1 for integers and a half; NaN for +-Inf and NaN.
Max error: 1 step from the correctly rounded value over the whole domain; in
float32 all 2^32 inputs are checked.`},
	{Name: "cospi", Body: unary(func(b *vir.Builder, x vir.V) vir.V { return cosine(b, reducePi(b, b.Abs(x))) }),
		Doc: `sets dst[i] = cos(pi*x[i]), without rounding pi*x[i]: 1 or -1 for integral
x[i], +0 for integers and a half; NaN for +-Inf and NaN. Max error: 1 step from
the correctly rounded value over the whole domain; in float32 all 2^32 inputs
are checked.`},
}

// sinTail and cosTail hold the coefficients of (sin(r) - r)/r^3 and (cos(r) - 1
// + r^2/2)/r^4 in powers of r^2, |r| <= pi/4 and a little more, from package
// coef; the relative error of sin(r) and cos(r) is below 2^-60 and 2^-30.
var (
	sinTail = map[vir.Type][]float64{
		vir.F64: {
			-0.16666666666666666, 0.008333333333333331, -0.00019841269841265003, 2.7557319219291695e-06,
			-2.5052106215978872e-08, 1.6058529011960858e-10, -7.586543634101903e-13,
		},
		vir.F32: {-0.16666667, 0.008333332, -0.00019840081, 2.7249148e-06},
	}
	cosTail = map[vir.Type][]float64{
		vir.F64: {
			0.041666666666666664, -0.001388888888888727, 2.4801587298575635e-05,
			-2.7557317173955536e-07, 2.087612605727033e-09, -1.1381188164911688e-11,
		},
		vir.F32: {0.041666664, -0.0013888284, 2.4543791e-05},
	}
)

// angle is an argument reduced to an eighth of the circle: pi/2 times the
// integer in the low bits of quadrant, plus r, |r| <= pi/4 and a little more.
type angle struct {
	quadrant vir.V // Int
	r        pair
}

// toInteger is 1.5 * 2^52 or 1.5 * 2^23: a number, not too large, that is added
// to it rounds to an integer, which then stands in the low bits.
func toInteger(b *vir.Builder) vir.V {
	return b.Const(1.5 * gomath.Ldexp(1, ieee[b.Type()].fraction))
}

// polynomial returns the polynomial of z. In float64 it is long enough for two
// chains to be faster than one; joining them before the constant term leaves
// one large rounding error instead of two.
func polynomial(b *vir.Builder, z vir.V, coefficients map[vir.Type][]float64) vir.V {
	c := coefficients[b.Type()]
	if b.Type() == vir.F64 {
		return b.FMA(b.PolySplit(z, c[1:]...), z, b.Const(c[0]))
	}
	return b.Poly(z, c...)
}

// sine returns sin(x); r is abs(x) reduced. The sign of a zero is that of x.
func sine(b *vir.Builder, x vir.V, r angle) vir.V {
	y := b.BitcastFI(fromQuadrant(b, r))
	return b.BitcastIF(b.Xor(y, b.And(b.BitcastFI(x), signBit(b))))
}

// cosine returns cos(x) = sin(x + pi/2); r is abs(x) reduced.
func cosine(b *vir.Builder, r angle) vir.V {
	r.quadrant = b.AddI(r.quadrant, b.ConstI(1))
	return fromQuadrant(b, r)
}

// signBit is an Int of which only the sign bit is set.
func signBit(b *vir.Builder) vir.V { return b.ConstI(-1 << (8*b.Type().Size() - 1)) }

// fromQuadrant returns the sine of an angle, +0 for both zeros.
func fromQuadrant(b *vir.Builder, a angle) vir.V {
	sin, cos := sinCos(b, a.r)
	odd, half := quadrantBits(b, a)
	y := b.Select(odd, b.Add(cos.hi, cos.lo), b.Add(sin.hi, sin.lo))
	y = b.BitcastIF(b.Xor(b.BitcastFI(y), half))
	return b.Add(y, b.Const(0))
}

// quadrantBits returns whether the quadrant is odd, and whether it lies in the
// other half of the circle, as a sign bit.
func quadrantBits(b *vir.Builder, a angle) (odd, half vir.V) {
	// The lowest bit on its own at the top of the exponent is the number 2.
	top := b.ShlI(a.quadrant, 8*b.Type().Size()-2)
	return b.NE(b.BitcastIF(top), b.Const(0)), b.And(top, signBit(b))
}

// sinCos returns sine and cosine of r as sums of two numbers, the second small,
// that are right beyond the last place of the sum.
func sinCos(b *vir.Builder, r pair) (sin, cos pair) {
	z := b.Mul(r.hi, r.hi)
	// 1 - (hi^2 + 2*hi*lo)/2 exactly but for the last rounding, then the tail.
	minusHalf := b.Mul(r.hi, b.Const(-0.5))
	cos.hi = b.FMA(minusHalf, r.hi, b.Const(1))
	rest := b.FMA(minusHalf, r.hi, b.Sub(b.Const(1), cos.hi))
	rest = b.FMA(minusHalf, b.Add(r.lo, r.lo), rest)
	cos.lo = b.FMA(b.Mul(z, z), polynomial(b, z, cosTail), rest)
	// sin(hi) + lo*cos(hi).
	sin = pair{r.hi, b.FMA(b.Mul(z, r.hi), polynomial(b, z, sinTail), b.Mul(r.lo, cos.hi))}
	return sin, cos
}

// tan divides the sine by the cosine, or in odd quadrants the cosine by minus
// the sine, all four of them with twice the precision.
func tan(b *vir.Builder, x vir.V) vir.V {
	a := reduceAngle(b, b.Abs(x))
	sin, cos := sinCos(b, a.r)
	odd, _ := quadrantBits(b, a)
	choose := func(yes, no pair) pair {
		return fastTwoSum(b, b.Select(odd, yes.hi, no.hi), b.Select(odd, yes.lo, no.lo))
	}
	y := b.BitcastFI(quotient(b, choose(cos, sin), choose(sin, cos)))
	sign := b.Xor(b.BitcastFI(x), b.ShlI(a.quadrant, 8*b.Type().Size()-1))
	return b.BitcastIF(b.Xor(y, b.And(sign, signBit(b))))
}

// quotient returns x / y, not quite correctly rounded.
func quotient(b *vir.Builder, x, y pair) vir.V {
	q := quotientPair(b, x, y)
	return b.Add(q.hi, q.lo)
}

// quotientPair returns x / y as a quotient and a correction of it.
func quotientPair(b *vir.Builder, x, y pair) pair {
	inverse := b.Div(b.Const(1), y.hi)
	q := b.Mul(x.hi, inverse)
	minus := b.Neg(q)
	rest := b.FMA(minus, y.hi, x.hi)
	rest = b.Add(rest, b.FMA(minus, y.lo, x.lo))
	return pair{q, b.Mul(rest, inverse)}
}

// reducePi reduces pi*x, x >= 0: the multiple of 1/2 nearest to x is exact.
func reducePi(b *vir.Builder, x vir.V) angle {
	// Of even integers only the rest matters, within [-1, 1].
	x = b.FMA(b.Round(vir.ToEven, b.Mul(x, b.Const(0.5))), b.Const(-2), x)
	shifted := b.FMA(x, b.Const(2), toInteger(b))
	r := b.FMA(b.Sub(shifted, toInteger(b)), b.Const(-0.5), x)
	pi := halfPi[b.Type()]
	hi := b.Mul(r, b.Const(2*pi[0]))
	lo := b.FMA(r, b.Const(2*pi[0]), b.Neg(hi))
	return angle{b.BitcastFI(shifted), pair{hi, b.FMA(r, b.Const(2*pi[1]), lo)}}
}
