package defs

import "github.com/lanewise/lanewise/asm/vir"

var arith = []Kernel{
	{Name: "add", Types: vir.Reals, Scalar: Y, Body: binary((*vir.Builder).Add),
		Doc: `sets dst[i] = x[i] + y[i]. Integers wrap.`},
	{Name: "sub", Types: vir.Reals, Scalar: XY, Body: binary((*vir.Builder).Sub),
		Doc: `sets dst[i] = x[i] - y[i]. Integers wrap.`},
	{Name: "mul", Types: vir.Reals, Scalar: Y, Body: binary((*vir.Builder).Mul),
		Doc: `sets dst[i] = x[i] * y[i]. Integers wrap.`},
	{Name: "div", Scalar: XY, Body: binary((*vir.Builder).Div),
		Doc: `sets dst[i] = x[i] / y[i].`},
	{Name: "minimum", Types: vir.Reals, Scalar: Y, Body: binary((*vir.Builder).Min),
		Doc: `sets dst[i] to the smaller of x[i] and y[i]: NaN if either is NaN, and -0 is
smaller than +0 (IEEE 754-2019 minimum).`},
	{Name: "maximum", Types: vir.Reals, Scalar: Y, Body: binary((*vir.Builder).Max),
		Doc: `sets dst[i] to the larger of x[i] and y[i]: NaN if either is NaN, and +0 is
larger than -0 (IEEE 754-2019 maximum).`},
	{Name: "fmin", Scalar: Y, Body: binary((*vir.Builder).MinNum),
		Doc: `sets dst[i] to the smaller of x[i] and y[i], or the other one if one is NaN; -0 is
smaller than +0.`},
	{Name: "fmax", Scalar: Y, Body: binary((*vir.Builder).MaxNum),
		Doc: `sets dst[i] to the larger of x[i] and y[i], or the other one if one is NaN; +0 is
larger than -0.`},
	{Name: "clip", Types: vir.Reals, Body: clip,
		Doc: `sets dst[i] to x[i] brought into [lo, hi]: min(max(x[i], lo), hi), which is hi if
lo > hi, and NaN if any of the three is NaN.`},
	{Name: "copysign", Scalar: XY, Body: binary(copysign),
		Doc: `sets dst[i] to |x[i]| with the sign of y[i], that of zeros and NaNs too.`},
	{Name: "sign", Types: vir.Reals, Body: unary(sign),
		Doc: `sets dst[i] to 1 if x[i] > 0, -1 if x[i] < 0, +0 for zeros of both signs and NaN
for NaN.`},
	{Name: "square", Types: vir.Reals, Body: unary(func(b *vir.Builder, x vir.V) vir.V { return b.Mul(x, x) }),
		Doc: `sets dst[i] = x[i] * x[i]. Integers wrap.`},
	{Name: "reciprocal", Body: unary(func(b *vir.Builder, x vir.V) vir.V { return b.Div(b.Const(1), x) }),
		Doc: `sets dst[i] = 1 / x[i], correctly rounded.`},
	{Name: "neg", Types: vir.Reals, Body: unary((*vir.Builder).Neg),
		Doc: `sets dst[i] = -x[i]. The sign flips for zeros and NaNs too; integers wrap.`},
	{Name: "abs", Types: signedReals, Body: unary((*vir.Builder).Abs),
		Doc: `sets dst[i] = |x[i]|. The sign is cleared for zeros and NaNs too; the least
integer stays as it is.`},
	{Name: "sqrt", Body: unary((*vir.Builder).Sqrt),
		Doc: `sets dst[i] to the square root of x[i], correctly rounded: NaN for x[i] < 0,
and -0 for -0.`},
	{Name: "axpy", Body: axpy,
		Doc: `sets dst[i] = a*x[i] + y[i], rounded once (a fused multiply-add).`},
	{Name: "fma", Body: fma,
		Doc: `sets dst[i] = x[i]*y[i] + z[i], rounded once.`},
}

// signedReals are the types whose numbers can be negative.
var signedReals = append(vir.Floats[:2:2], vir.Signed...)

func fma(b *vir.Builder) {
	dst, x, y, z := b.Out("dst"), b.In("x"), b.In("y"), b.In("z")
	b.Store(dst, b.FMA(x, y, z))
}

func axpy(b *vir.Builder) {
	dst, a, x, y := b.Out("dst"), b.Scalar("a"), b.In("x"), b.In("y")
	b.Store(dst, b.FMA(a, x, y))
}

func clip(b *vir.Builder) {
	dst, x, lo, hi := b.Out("dst"), b.In("x"), b.Scalar("lo"), b.Scalar("hi")
	b.Store(dst, b.Min(b.Max(x, lo), hi))
}

func copysign(b *vir.Builder, x, y vir.V) vir.V {
	return withSign(b, b.Abs(x), y)
}

func sign(b *vir.Builder, x vir.V) vir.V {
	zero := b.Const(0)
	rest := b.Add(x, zero) // +0 for both zeros, NaN for NaN
	if b.Type().Signed() {
		rest = b.Select(b.LT(x, zero), b.Const(-1), rest)
	}
	return b.Select(b.GT(x, zero), b.Const(1), rest)
}
