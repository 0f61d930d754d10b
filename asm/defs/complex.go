package defs

import "github.com/lanewise/lanewise/asm/vir"

// complexes holds the kernels on complex numbers. Those that are the same on the
// parts, sums and differences of slices for one, are kernels of floats.
var complexes = []Kernel{
	{Name: "add", OnlyScalar: true, Scalar: Y, Body: complexBinary(complexAdd),
		Doc: `sets dst[i] = x[i] + y[i], part by part.`},
	{Name: "sub", OnlyScalar: true, Scalar: XY, Body: complexBinary(complexSub),
		Doc: `sets dst[i] = x[i] - y[i], part by part.`},
	{Name: "mul", Scalar: Y, Body: complexBinary(complexMul),
		Doc: `sets dst[i] = x[i] * y[i]: re = xr*yr - xi*yi and im = xi*yr + xr*yi, each
operation rounded. Infinities and NaNs go through these formulas. |error| <=
sqrt(5)*u*|result|, where u is half a unit of the type's last place at 1, unless a
product overflows or underflows.`},
	{Name: "square", Body: complexUnary(func(b *vir.Builder, x complexV) complexV { return complexMul(b, x, x) }),
		Doc: `sets dst[i] = x[i] * x[i], with the bits of Mul.`},
	{Name: "div", Scalar: XY, Body: complexBinary(complexDiv),
		Doc: `sets dst[i] = x[i] / y[i] by re = (xr*yr + xi*yi) / (yr*yr + yi*yi) and
im = (xi*yr - xr*yi) / (yr*yr + yi*yi), each operation rounded, with operands
scaled by powers of two where anything else would overflow or underflow on the
way. |error| <= 6*u*|result|, where u is half a unit of the type's last place at
1, plus one unit in the last place of a subnormal part. Where numerators and
denominator are small integers, the result is correctly rounded: x/x = 1.

x/0 is the parts of x over +0. As in C's Annex G, an x with an infinite part over
a finite y other than 0 is infinite, and a finite x over a y with an infinite part
is 0; else NaN in any part makes both NaN. Such zeros have Annex G's signs, but
where one part of x is so large that scaling makes a zero of the other (above
2^400 beside one below 2^-474 in complex128, 2^50 and 2^-69 in complex64).`},
	{Name: "reciprocal", Body: complexUnary(complexReciprocal),
		Doc: `sets dst[i] = 1 / x[i] by re = xr / (xr*xr + xi*xi) and im = -xi / (xr*xr + xi*xi),
scaled as in Div and with its error bound and special values, signs of zeros
aside.`},
	{Name: "conj", Body: complexUnary(func(b *vir.Builder, x complexV) complexV { return complexV{x.re, b.Neg(x.im)} }),
		Doc: `sets dst[i] to the complex conjugate of x[i]: the sign of the imaginary part
flips, that of zeros and NaNs too.`},
	{Name: "axpy", Body: complexAxpy,
		Doc: `sets dst[i] = a*x[i] + y[i] by fused multiply-adds: re = ar*xr + (yr - ai*xi) and
im = ar*xi + (yi + ai*xr), each rounded twice.`},
	{Name: "abs", Body: complexPart(func(b *vir.Builder, x complexV) vir.V { return hypot(b, x.re, x.im) }),
		Doc: `sets dst[i] = |x[i]| with no overflow or underflow on the way, with the bits of
Hypot of the parts: +Inf if one is infinite, even if the other is NaN; else NaN
if one is NaN. Max error: 1 step from the correctly rounded value.`},
	{Name: "equal", Scalar: Y, Body: complexComparison(func(b *vir.Builder, x, y complexV) vir.V {
		return b.MaskAnd(b.EQ(x.re, y.re), b.EQ(x.im, y.im))
	}),
		Doc: `sets dst[i] = x[i] == y[i], false if any part is NaN.`},
	{Name: "notEqual", Scalar: Y, Body: complexComparison(func(b *vir.Builder, x, y complexV) vir.V {
		return b.MaskOr(b.NE(x.re, y.re), b.NE(x.im, y.im))
	}),
		Doc: `sets dst[i] = x[i] != y[i], true if any part is NaN.`},
	{Name: "isNaN", Body: complexPredicate(func(b *vir.Builder, x complexV) vir.V {
		return b.MaskOr(b.NE(x.re, x.re), b.NE(x.im, x.im))
	}),
		Doc: `sets dst[i] to whether a part of x[i] is NaN.`},
	{Name: "isInf", Body: complexPredicate(func(b *vir.Builder, x complexV) vir.V { return complexIsInf(b, x) }),
		Doc: `sets dst[i] to whether a part of x[i] is +Inf or -Inf.`},
	{Name: "isFinite", Body: complexPredicate(complexIsFinite),
		Doc: `sets dst[i] to whether neither part of x[i] is infinite or NaN.`},
	{Name: "where", Scalar: XY, Body: func(b *vir.Builder) {
		dst, mask := b.OutComplex("dst"), b.InAs("mask", vir.Bool)
		x, y := complexIn(b, "x"), complexIn(b, "y")
		b.StoreComplex(dst, b.Select(mask, x.re, y.re), b.Select(mask, x.im, y.im))
	},
		Doc: `sets dst[i] to x[i] where mask[i] is true and to y[i] elsewhere.`},
}

func init() {
	for i := range complexes {
		if k := &complexes[i]; k.Types == nil {
			k.Types = vir.Complexes
		}
	}
}

// complexV is a complex value: its two parts.
type complexV struct{ re, im vir.V }

func complexIn(b *vir.Builder, name string) complexV {
	re, im := b.InComplex(name)
	return complexV{re, im}
}

// complexUnary and complexBinary return bodies with complex results.
func complexUnary(op func(b *vir.Builder, x complexV) complexV) func(b *vir.Builder) {
	return func(b *vir.Builder) {
		dst := b.OutComplex("dst")
		r := op(b, complexIn(b, "x"))
		b.StoreComplex(dst, r.re, r.im)
	}
}

func complexBinary(op func(b *vir.Builder, x, y complexV) complexV) func(b *vir.Builder) {
	return func(b *vir.Builder) {
		dst, x := b.OutComplex("dst"), complexIn(b, "x")
		r := op(b, x, complexIn(b, "y"))
		b.StoreComplex(dst, r.re, r.im)
	}
}

// complexPart returns a body with results of the parts' type, the others bodies
// with bools.
func complexPart(op func(b *vir.Builder, x complexV) vir.V) func(b *vir.Builder) {
	return func(b *vir.Builder) {
		dst := b.OutAs("dst", b.Type())
		b.Store(dst, op(b, complexIn(b, "x")))
	}
}

func complexPredicate(op func(b *vir.Builder, x complexV) vir.V) func(b *vir.Builder) {
	return func(b *vir.Builder) {
		dst := b.OutAs("dst", vir.Bool)
		b.Store(dst, op(b, complexIn(b, "x")))
	}
}

func complexComparison(op func(b *vir.Builder, x, y complexV) vir.V) func(b *vir.Builder) {
	return func(b *vir.Builder) {
		dst, x := b.OutAs("dst", vir.Bool), complexIn(b, "x")
		b.Store(dst, op(b, x, complexIn(b, "y")))
	}
}

func complexAdd(b *vir.Builder, x, y complexV) complexV {
	return complexV{b.Add(x.re, y.re), b.Add(x.im, y.im)}
}

func complexSub(b *vir.Builder, x, y complexV) complexV {
	return complexV{b.Sub(x.re, y.re), b.Sub(x.im, y.im)}
}

func complexMul(b *vir.Builder, x, y complexV) complexV {
	return complexV{
		b.Sub(b.Mul(x.re, y.re), b.Mul(x.im, y.im)),
		b.Add(b.Mul(x.im, y.re), b.Mul(x.re, y.im)),
	}
}

func complexAxpy(b *vir.Builder) {
	dst := b.OutComplex("dst")
	ar, ai := b.ScalarComplex("a")
	x, y := complexIn(b, "x"), complexIn(b, "y")
	b.StoreComplex(dst,
		b.FMA(ar, x.re, b.FMA(b.Neg(ai), x.im, y.re)),
		b.FMA(ar, x.im, b.FMA(ai, x.re, y.im)))
}

func complexIsInf(b *vir.Builder, x complexV) vir.V {
	return b.MaskOr(b.EQ(b.Abs(x.re), inf(b)), b.EQ(b.Abs(x.im), inf(b)))
}

func complexIsFinite(b *vir.Builder, x complexV) vir.V {
	return b.MaskAnd(b.LT(b.Abs(x.re), inf(b)), b.LT(b.Abs(x.im), inf(b)))
}
