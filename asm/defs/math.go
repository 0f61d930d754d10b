package defs

import (
	gomath "math"

	"github.com/lanewise/lanewise/asm/vir"
)

var math = []Kernel{
	{Name: "exp", Body: unary(exp),
		Doc: `sets dst[i] = e^x[i]. It overflows to +Inf and underflows gradually to +0;
exp(-Inf) = +0, exp(NaN) = NaN. Max error: 1 step from the correctly rounded
value over the whole domain; in float32 all 2^32 inputs are checked.`},
	{Name: "exp2", Body: unary(exp2),
		Doc: `sets dst[i] = 2^x[i], exact for integral x[i]. It overflows to +Inf and
underflows gradually to +0; exp2(-Inf) = +0, exp2(NaN) = NaN. Max error: 1 step
from the correctly rounded value over the whole domain; in float32 all 2^32
inputs are checked.`},
	{Name: "log", Body: unary(log),
		Doc: `sets dst[i] to the natural logarithm of x[i], also of subnormal x[i]. log(0) =
-Inf for both zeros, log(+Inf) = +Inf, and NaN for x[i] < 0 and NaN. Max error:
1 step from the correctly rounded value over the whole domain; in float32 all
2^32 inputs are checked.`},
}

// expTail holds the coefficients of (e^r - 1 - r)/r^2 on |r| <= ln(2)/2, from
// package coef; the error of e^r is below 2^-56 and 2^-26.
var expTail = map[vir.Type][]float64{
	vir.F64: {
		0.5000000000000001, 0.16666666666666669, 0.04166666666662413, 0.008333333333330062,
		0.0013888888917213717, 0.00019841269863053618, 2.4801521295954376e-05,
		2.7557268459997064e-06, 2.7620088445409746e-07, 2.510038549551032e-08,
	},
	vir.F32: {0.5, 0.16666576, 0.041666556, 0.008363179, 0.0013926184},
}

// ln2 is ln(2) as a sum of two numbers. The first has so many trailing zeros
// that its product with any exponent n is exact.
var ln2 = map[vir.Type]struct{ hi, lo float64 }{
	vir.F64: {0.6931471805598903, 5.497923018708371e-14},
	vir.F32: {0.69314575, 1.4286068e-06},
}

// span is a range of arguments.
type span struct{ lo, hi float64 }

// saturate returns y, but +Inf where x is above the range and 0 where below.
func saturate(b *vir.Builder, x, y vir.V, r span) vir.V {
	y = b.Select(b.GT(x, b.Const(r.hi)), b.Const(gomath.Inf(1)), y)
	return b.Select(b.LT(x, b.Const(r.lo)), b.Const(0), y)
}

// expRange bounds the arguments with results between 0 and +Inf, with some
// room on both sides.
var expRange = map[vir.Type]span{
	vir.F64: {-746, 710},
	vir.F32: {-104, 89},
}

// exp computes e^x = 2^n * e^r with x = n*ln(2) + r and |r| <= ln(2)/2.
func exp(b *vir.Builder, x vir.V) vir.V {
	t := b.Type()
	n := b.Round(vir.ToEven, b.Mul(x, b.Const(gomath.Log2E)))
	r := b.FMA(n, b.Const(-ln2[t].hi), x)
	r = b.FMA(n, b.Const(-ln2[t].lo), r)
	tail := b.Poly
	if t == vir.F64 { // long enough for two chains to be faster than one
		tail = b.PolySplit
	}
	one := b.Const(1)
	y := b.FMA(b.FMA(tail(r, expTail[t]...), r, one), r, one)
	y = b.ScaleB(y, n)
	return saturate(b, x, y, expRange[t])
}

// exp2Tail holds the coefficients of (2^r - 1)/r on |r| <= 1/2, from package
// coef; the error of 2^r is below 2^-57 and 2^-27.
var exp2Tail = map[vir.Type][]float64{
	vir.F64: {
		0.6931471805599453, 0.24022650695910097, 0.0555041086648216, 0.009618129107606854, 0.0013333558146416916,
		0.00015403530441794136, 1.525273382986708e-05, 1.3215442552522291e-06, 1.0178062426976924e-07,
		7.072593027878997e-09, 4.4549643712692967e-10,
	},
	vir.F32: {0.6931472, 0.2402265, 0.05550357, 0.009618082, 0.0013390887, 0.00015453182},
}

// exp2Range is expRange for exp2.
var exp2Range = map[vir.Type]span{
	vir.F64: {-1076, 1025},
	vir.F32: {-151, 129},
}

// exp2 computes 2^x = 2^n * 2^r with x = n + r and |r| <= 1/2.
func exp2(b *vir.Builder, x vir.V) vir.V {
	t := b.Type()
	n := b.Round(vir.ToEven, x)
	r := b.Sub(x, n)
	y := b.ScaleB(b.FMA(b.Poly(r, exp2Tail[t]...), r, b.Const(1)), n)
	return saturate(b, x, y, exp2Range[t])
}

// logTail holds the coefficients of (log((1+s)/(1-s)) - 2s)/s^3 in powers of
// s^2, where 1+f = (1+s)/(1-s) lies between the roots of 1/2 and 2, from package
// coef; the error of the logarithm is below 2^-57 and 2^-27.
var logTail = map[vir.Type][]float64{
	vir.F64: {
		0.666666666666667, 0.3999999999989607, 0.28571428627528794, 0.22222210881932927,
		0.1818290749767122, 0.1533111258796017, 0.1462395660821188,
	},
	vir.F32: {0.66666687, 0.39988655, 0.2958568},
}

// ieee describes the bits of the element types.
var ieee = map[vir.Type]struct {
	fraction  int     // bits of it
	bias      int64   // of the exponent
	rootHalf  int64   // bits of the root of 1/2
	minNormal float64 // smallest normal number
}{
	vir.F64: {52, 1023, 0x3fe6a09e667f3bcd, 0x1p-1022},
	vir.F32: {23, 127, 0x3f3504f3, 0x1p-126},
}

// log splits x = 2^e * m with m between the roots of 1/2 and 2, and adds e*ln(2)
// to log(m) = f - (f^2/2 - s*(f^2/2 + s^2*tail)), f = m-1, s = f/(2+f).
func log(b *vir.Builder, x vir.V) vir.V {
	t, form := b.Type(), ieee[b.Type()]
	// Subnormal numbers are scaled to normal ones.
	digits := form.fraction + 2
	small := b.LT(x, b.Const(form.minNormal))
	normal := b.Select(small, b.Mul(x, b.Const(gomath.Ldexp(1, digits))), x)
	e := b.Select(small, b.Const(float64(-digits)), b.Const(0))
	// With the root of 1/2 moved to 1, exponent and fraction separate.
	one := form.bias << form.fraction
	moved := b.AddI(b.BitcastFI(normal), b.ConstI(one-form.rootHalf))
	e = b.Add(e, b.CvtIF(b.SubI(b.ShrI(moved, form.fraction), b.ConstI(form.bias))))
	m := b.BitcastIF(b.AddI(b.And(moved, b.ConstI(1<<form.fraction-1)), b.ConstI(form.rootHalf)))

	f := b.Sub(m, b.Const(1))
	s := b.Div(f, b.Add(f, b.Const(2)))
	z := b.Mul(s, s)
	half := b.Mul(b.Mul(f, b.Const(0.5)), f)
	w := b.Mul(s, b.FMA(z, b.Poly(z, logTail[t]...), half))
	w = b.FMA(e, b.Const(ln2[t].lo), w)
	y := b.FMA(e, b.Const(ln2[t].hi), b.Sub(f, b.Sub(half, w)))

	zero, inf := b.Const(0), b.Const(gomath.Inf(1))
	edge := b.Select(b.EQ(x, zero), b.Const(gomath.Inf(-1)), b.Const(gomath.NaN()))
	y = b.Select(b.GT(x, zero), y, edge)
	return b.Select(b.EQ(x, inf), x, y)
}
