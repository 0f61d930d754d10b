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

// expRange bounds the arguments with results between 0 and +Inf, with some
// room on both sides.
var expRange = map[vir.Type]struct{ lo, hi float64 }{
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
	y = b.Select(b.GT(x, b.Const(expRange[t].hi)), b.Const(gomath.Inf(1)), y)
	return b.Select(b.LT(x, b.Const(expRange[t].lo)), b.Const(0), y)
}
