package defs

import (
	gomath "math"

	"github.com/lanewise/lanewise/asm/vir"
)

var trig = []Kernel{
	{Name: "sin", Pairs: true, Body: unary(func(b *vir.Builder, x vir.V) vir.V { return sine(b, x, reduceAngle(b, b.Abs(x))) }),
		Doc: `sets dst[i] to the sine of x[i] radians. sin(-0) = -0, and NaN for +-Inf and
NaN. Max error: 1 step from the correctly rounded value over the whole domain,
huge arguments included; in float32 all 2^32 inputs are checked.`},
	{Name: "cos", Pairs: true, Body: unary(func(b *vir.Builder, x vir.V) vir.V { return cosine(b, reduceAngle(b, b.Abs(x))) }),
		Doc: `sets dst[i] to the cosine of x[i] radians; NaN for +-Inf and NaN. Max error: 1
step from the correctly rounded value over the whole domain, huge arguments
included; in float32 all 2^32 inputs are checked.`},
	{Name: "sincos", Pairs: true, Body: func(b *vir.Builder) {
		sin, cos, x := b.Out("sin"), b.Out("cos"), b.In("x")
		r := reduceAngle(b, b.Abs(x))
		b.Store(sin, sine(b, x, r))
		b.Store(cos, cosine(b, r))
	},
		Doc: `sets sin[i] and cos[i] to the sine and the cosine of x[i] radians: the same
results as of the functions Sin and Cos, in less time than both.`},
	{Name: "tan", Pairs: true, Body: unary(tan),
		Doc: `sets dst[i] to the tangent of x[i] radians. tan(-0) = -0, and NaN for +-Inf
and NaN. Max error: 1 step from the correctly rounded value over the whole
domain, huge arguments included; in float32 all 2^32 inputs are checked.`},
	{Name: "sinpi", Pairs: true, Body: unary(func(b *vir.Builder, x vir.V) vir.V { return sine(b, x, reducePi(b, b.Abs(x))) }),
		Doc: `sets dst[i] = sin(pi*x[i]), without rounding pi*x[i]: a zero with the sign of
x[i] for integral x[i], 1 or -1 for integers and a half; NaN for +-Inf and NaN.
Max error: 1 step from the correctly rounded value over the whole domain; in
float32 all 2^32 inputs are checked.`},
	{Name: "cospi", Pairs: true, Body: unary(func(b *vir.Builder, x vir.V) vir.V { return cosine(b, reducePi(b, b.Abs(x))) }),
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

// cotTail holds the coefficients of (1 - r*cot(r))/r^2 in powers of r^2 for the
// same r; the relative error of cot(r) is below 2^-56 and 2^-27.
var cotTail = map[vir.Type][]float64{
	vir.F64: {
		0.3333333333333344, 0.02222222222215295, 0.002116402117944776, 0.00021164019482764108, 2.1377902553328125e-05,
		2.1640216417335e-06, 2.201264135796306e-07, 2.1045325718220427e-08, 3.0963374197104423e-09,
	},
	vir.F32: {0.33333308, 0.022226205, 0.002097231, 0.0002473732},
}

// angle is an argument reduced to an eighth of the circle: pi/2 times the
// integer in the low bits of quadrant, plus r, |r| <= pi/4 and a little more.
type angle struct {
	quadrant vir.V // Int
	r        pair
	zeros    bool // whether others than 0 have sines or cosines that are 0
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
	y, half := fromQuadrant(b, r)
	if r.zeros {
		return flip(b, b.Add(flip(b, y, half), b.Const(0)), b.BitcastFI(x))
	}
	return flip(b, y, b.Xor(half, b.BitcastFI(x)))
}

// cosine returns cos(x) = sin(x + pi/2); r is abs(x) reduced. Zeros are positive.
func cosine(b *vir.Builder, r angle) vir.V {
	r.quadrant = b.AddI(r.quadrant, b.ConstI(1))
	y, half := fromQuadrant(b, r)
	y = flip(b, y, half)
	if r.zeros {
		y = b.Add(y, b.Const(0))
	}
	return y
}

// flip changes the sign of y where the sign bit is set.
func flip(b *vir.Builder, y, sign vir.V) vir.V {
	return b.BitcastIF(b.Xor(b.BitcastFI(y), b.And(sign, signBit(b))))
}

// signBit is an Int of which only the sign bit is set.
func signBit(b *vir.Builder) vir.V { return b.ConstI(-1 << (8*b.Type().Size() - 1)) }

// fromQuadrant returns the sine of an angle as if it lay in the first half of the
// circle, and a sign bit that says whether it lies in the other.
func fromQuadrant(b *vir.Builder, a angle) (sine, half vir.V) {
	sin, cos := sinCos(b, a.r)
	odd, half := quadrantBits(b, a)
	return b.Select(odd, b.Add(cos.hi, cos.lo), b.Add(sin.hi, sin.lo)), half
}

// quadrantBits returns whether the quadrant is odd, and whether it lies in the
// other half of the circle, as a sign bit.
func quadrantBits(b *vir.Builder, a angle) (odd, half vir.V) {
	// The lowest bit on its own at the top of the exponent is the number 2.
	top := b.ShlI(a.quadrant, 8*b.Type().Size()-2)
	return b.NE(b.BitcastIF(top), b.Const(0)), top
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

// tan computes tan(r) = r/d or, in odd quadrants, -cot(r) = -d/r with d = r*cot(r),
// which polynomials approach much faster than the tangent. All have low parts.
func tan(b *vir.Builder, x vir.V) vir.V {
	a := reduceAngle(b, b.Abs(x))
	r, minusOne := a.r, b.Const(-1)
	z := b.FMA(r.hi, r.hi, b.Mul(r.hi, b.Add(r.lo, r.lo)))
	tail := polynomial(b, z, cotTail)
	d := pair{hi: b.FMA(z, tail, minusOne)} // -d
	d.lo = b.FMA(z, tail, b.Sub(minusOne, d.hi))

	odd, _ := quadrantBits(b, a)
	num := pair{b.Select(odd, d.hi, r.hi), b.Select(odd, d.lo, r.lo)}
	den := pair{b.Select(odd, r.hi, d.hi), b.Select(odd, r.lo, d.lo)}
	inverse := b.Div(minusOne, den.hi)
	q := b.Mul(num.hi, inverse) // r/d or d/r
	rest := b.Add(b.FMA(q, den.hi, num.hi), b.FMA(q, den.lo, num.lo))
	sign := b.Xor(b.BitcastFI(x), b.ShlI(a.quadrant, b.Type().Width()-1))
	return flip(b, b.FMA(rest, inverse, q), sign)
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
	return angle{b.BitcastFI(shifted), pair{hi, b.FMA(r, b.Const(2*pi[1]), lo)}, true}
}
