package defs

import "github.com/lanewise/lanewise/asm/vir"

var arith = []Kernel{
	{Name: "add", Scalar: Y, Body: binary((*vir.Builder).Add),
		Doc: `sets dst[i] = x[i] + y[i].`},
	{Name: "sub", Scalar: XY, Body: binary((*vir.Builder).Sub),
		Doc: `sets dst[i] = x[i] - y[i].`},
	{Name: "mul", Scalar: Y, Body: binary((*vir.Builder).Mul),
		Doc: `sets dst[i] = x[i] * y[i].`},
	{Name: "div", Scalar: XY, Body: binary((*vir.Builder).Div),
		Doc: `sets dst[i] = x[i] / y[i].`},
	{Name: "min", Scalar: Y, Body: binary((*vir.Builder).Min),
		Doc: `sets dst[i] to the smaller of x[i] and y[i]: NaN if either is NaN, and -0 is
smaller than +0 (IEEE 754-2019 minimum).`},
	{Name: "max", Scalar: Y, Body: binary((*vir.Builder).Max),
		Doc: `sets dst[i] to the larger of x[i] and y[i]: NaN if either is NaN, and +0 is
larger than -0 (IEEE 754-2019 maximum).`},
	{Name: "neg", Body: unary((*vir.Builder).Neg),
		Doc: `sets dst[i] = -x[i]. The sign flips for zeros and NaNs too.`},
	{Name: "abs", Body: unary((*vir.Builder).Abs),
		Doc: `sets dst[i] = |x[i]|. The sign is cleared for zeros and NaNs too.`},
	{Name: "sqrt", Body: unary((*vir.Builder).Sqrt),
		Doc: `sets dst[i] to the square root of x[i], correctly rounded: NaN for x[i] < 0,
and -0 for -0.`},
	{Name: "axpy", Body: axpy,
		Doc: `sets dst[i] = a*x[i] + y[i], rounded once (a fused multiply-add).`},
}

func axpy(b *vir.Builder) {
	dst, a, x, y := b.Out("dst"), b.Scalar("a"), b.In("x"), b.In("y")
	b.Store(dst, b.FMA(a, x, y))
}
