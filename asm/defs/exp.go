package defs

import (
	gomath "math"

	"github.com/lanewise/lanewise/asm/vir"
)

// expTail holds the coefficients of (e^r - 1 - r)/r^2 on |r| <= ln(2)/2, from
// package coef; the error of e^r is below 2^-58 and 2^-27. The even ones are those
// of (cosh(r) - 1)/r^2 and the odd ones of (sinh(r) - r)/r^3 in powers of r^2.
var expTail = map[vir.Type][]float64{
	vir.F64: {
		0.5000000000000013, 0.16666666666666677, 0.041666666666514314, 0.008333333333321617,
		0.001388888894725544, 0.000198412698861564, 2.4801489728586963e-05,
		2.755724418401513e-06, 2.763134782180702e-07, 2.51090441811507e-08,
	},
	vir.F32: {0.5, 0.16666543, 0.041666266, 0.008366581, 0.0013946226},
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

// ln2 is ln(2) as a sum of two numbers. The first has so many trailing zeros
// that its product with any exponent n is exact.
var ln2 = map[vir.Type]struct{ hi, lo float64 }{
	vir.F64: {0.6931471805598903, 5.497923018708371e-14},
	vir.F32: {0.69314575, 1.4286068e-06},
}

// span is a range of arguments.
type span struct{ lo, hi float64 }

// expRange bounds the arguments whose exponentials are neither 0 nor +Inf, with
// some room on both sides.
var expRange = map[vir.Type]span{
	vir.F64: {-746, 710},
	vir.F32: {-104, 89},
}

// exp2Range is expRange for exp2.
var exp2Range = map[vir.Type]span{
	vir.F64: {-1076, 1025},
	vir.F32: {-151, 129},
}

// usualExp bounds the magnitude of arguments whose powers of e are normal, and
// usualExp2 that of 2.
var (
	usualExp  = map[vir.Type]float64{vir.F64: 708, vir.F32: 87}
	usualExp2 = map[vir.Type]float64{vir.F64: 1021, vir.F32: 125}
)

// saturate returns y, but +Inf where x is above the range and 0 where below.
func saturate(b *vir.Builder, x, y vir.V, r span) vir.V {
	y = b.Select(b.GT(x, b.Const(r.hi)), b.Const(gomath.Inf(1)), y)
	return b.Select(b.LT(x, b.Const(r.lo)), b.Const(0), y)
}

// beyond tells where |x| is above the limit or x is NaN.
func beyond(b *vir.Builder, x vir.V, limit map[vir.Type]float64) vir.V {
	return b.MaskNot(b.LE(b.Abs(x), b.Const(limit[b.Type()])))
}

// integer is an integral number n and, in the last bits of an integer, n plus
// an offset. As far as the sign bit the bits above are unspecified.
type integer struct{ n, bits vir.V }

// nearest rounds x*factor to an integer: 1.5 times a power of 2 is so large
// that adding it does that.
func nearest(b *vir.Builder, x vir.V, factor float64, offset int64) integer {
	magic := b.Const(gomath.Ldexp(1.5, ieee[b.Type()].fraction) + float64(offset))
	sum := b.Add(x, magic)
	if factor != 1 {
		sum = b.FMA(x, b.Const(factor), magic)
	}
	return integer{b.Sub(sum, magic), b.BitcastFI(sum)}
}

// exponent moves the last bits of an integer to the place of the exponent.
func (i integer) exponent(b *vir.Builder) vir.V {
	return b.ShlI(i.bits, ieee[b.Type()].fraction)
}

// inverse returns 2^-n, offset being 0.
func (i integer) inverse(b *vir.Builder) vir.V {
	return b.BitcastIF(b.SubI(b.ConstI(one(b.Type())), i.exponent(b)))
}

// scaleNormal returns y * 2^n, offset being 0, where that is a normal number.
func (i integer) scaleNormal(b *vir.Builder, y vir.V) vir.V {
	return b.BitcastIF(b.AddI(b.BitcastFI(y), i.exponent(b)))
}

// reduced is x = n*ln(2) + r + low with |r| <= ln(2)/2.
type reduced struct {
	n      integer
	r, low vir.V
}

// reduceExp reduces x; offset is that of n's bits.
func reduceExp(b *vir.Builder, x vir.V, offset int64) reduced {
	c := ln2[b.Type()]
	n := nearest(b, x, gomath.Log2E, offset)
	exact := b.FMA(n.n, b.Const(-c.hi), x)
	r := b.FMA(n.n, b.Const(-c.lo), exact)
	return reduced{n, r, b.FMA(n.n, b.Const(-c.lo), b.Sub(exact, r))}
}

// reduceExpPair reduces a pair.
func reduceExpPair(b *vir.Builder, x pair) reduced {
	c := ln2[b.Type()]
	n := nearest(b, x.hi, gomath.Log2E, 0)
	r := fastTwoSum(b, b.FMA(n.n, b.Const(-c.hi), x.hi), b.FMA(n.n, b.Const(-c.lo), x.lo))
	return reduced{n, r.hi, r.lo}
}

// tail returns (e^r - 1 - r)/r^2.
func (x reduced) tail(b *vir.Builder) vir.V {
	if b.Type() == vir.F32 {
		return b.Poly(x.r, expTail[vir.F32]...)
	}
	return b.PolySplit(x.r, expTail[vir.F64]...) // two chains are faster than a long one
}

// curve returns e^(r+low) - 1 - r.
func (x reduced) curve(b *vir.Builder) vir.V {
	return b.FMA(b.Mul(x.r, x.r), x.tail(b), x.low)
}

// expm1 returns e^r - 1.
func (x reduced) expm1(b *vir.Builder) vir.V {
	return b.FMA(b.Mul(x.r, x.r), x.tail(b), x.r)
}

// exp returns e^r.
func (x reduced) exp(b *vir.Builder) vir.V {
	one := b.Const(1)
	return b.FMA(b.FMA(x.tail(b), x.r, one), x.r, one)
}

// pair returns e^(r+low) as a pair with |r| below 1.
func (x reduced) pair(b *vir.Builder) pair {
	curve := x.curve(b)
	p := b.Add(x.r, curve)
	sum := fastTwoSum(b, b.Const(1), p)
	return pair{sum.hi, b.Add(sum.lo, b.Sub(curve, b.Sub(p, x.r)))}
}

// alternate returns the even and the odd ones of a list.
func alternate(c []float64) (even, odd []float64) {
	for i, x := range c {
		if i%2 == 0 {
			even = append(even, x)
		} else {
			odd = append(odd, x)
		}
	}
	return even, odd
}

// exp computes e^x = 2^n * e^r.
func exp(b *vir.Builder, x vir.V) vir.V {
	a := reduceExp(b, x, 0)
	y := a.exp(b)
	edge := saturate(b, x, b.ScaleB(y, a.n.n), expRange[b.Type()])
	return b.Rare(beyond(b, x, usualExp), edge, a.n.scaleNormal(b, y))
}

// exp2 computes 2^x = 2^n * 2^r with x = n + r and |r| <= 1/2.
func exp2(b *vir.Builder, x vir.V) vir.V {
	n := nearest(b, x, 1, 0)
	r := b.Sub(x, n.n)
	c, one := exp2Tail[b.Type()], b.Const(1)
	tail := b.Poly(r, c...)
	if b.Type() == vir.F64 { // the first coefficient apart for the sake of accuracy
		tail = b.FMA(b.PolySplit(r, c[1:]...), r, b.Const(c[0]))
	}
	y := b.FMA(tail, r, one)
	edge := saturate(b, x, b.ScaleB(y, n.n), exp2Range[b.Type()])
	return b.Rare(beyond(b, x, usualExp2), edge, n.scaleNormal(b, y))
}

// expm1 computes 2^n * ((1 - 2^-n) + r + (e^r - 1 - r)), with what the first sum
// loses, for there is cancellation near 0.
func expm1(b *vir.Builder, x vir.V) vir.V {
	a := reduceExp(b, x, 0)
	sum := fastTwoSum(b, b.Sub(b.Const(1), a.n.inverse(b)), a.r)
	rest := b.Add(sum.lo, a.curve(b))
	y := a.n.scaleNormal(b, b.Add(sum.hi, rest))
	return withSign(b, b.Rare(beyond(b, x, usualExp), expm1Edges(b, x, a), y), x)
}

// expm1Edges is expm1 for large arguments.
func expm1Edges(b *vir.Builder, x vir.V, a reduced) vir.V {
	y := saturate(b, x, b.ScaleB(a.exp(b), a.n.n), expRange[b.Type()])
	return b.Select(b.LT(x, b.Const(0)), b.Const(-1), y)
}
