package defs

import (
	gomath "math"

	"github.com/lanewise/lanewise/asm/vir"
)

// logTail holds the coefficients of (log((1+s)/(1-s)) - 2s)/s^3 in powers of
// s^2, where 1+f = (1+s)/(1-s) lies between the roots of 1/2 and 2, from package
// coef; the error of the logarithm is below 2^-58.
var logTail = []float64{
	0.6666666666666736, 0.39999999999399344, 0.28571428746238064, 0.2222219813588261,
	0.18183589118201698, 0.15313366201251136, 0.14803273780688622,
}

// log1pTail holds the coefficients of (log(1+f) - f)/f^2 for f as above, from
// package coef; the error of the logarithm is below 2^-26.
var log1pTail = []float64{
	-0.49999997, 0.3333333, -0.25000784, 0.20001242, -0.16626593, 0.14204638, -0.13127883, 0.12724571, -0.07675227,
}

// logBase describes a base: log(1+f) times scale is the logarithm. scale is
// near + rest, where the product of near with any f is exact. e times the
// logarithm of 2, the sum of two numbers, is exact in the first.
type logBase struct{ scale, near, rest, hi, lo float64 }

var logBases = map[string]map[vir.Type]logBase{
	"e": {
		vir.F64: {1, 1, 0, ln2[vir.F64].hi, ln2[vir.F64].lo},
		vir.F32: {1, 1, 0, ln2[vir.F32].hi, ln2[vir.F32].lo},
	},
	"2": {
		vir.F64: {1.4426950408889634, 1.5, -0.05730495911103659, 1, 0},
		vir.F32: {1.442695, 1.5, -0.05730496, 1, 0},
	},
	"10": {
		vir.F64: {0.4342944819032518, 0.375, 0.05929448190325183, 0.30102999566395283, 2.8363394551044964e-14},
		vir.F32: {0.4342945, 0.375, 0.05929448, 0.30103302001953125, -3.0243555e-06},
	},
}

// parts is x = 2^e * (1+f) with 1+f between the roots of 1/2 and 2; scale is
// 2^-e.
type parts struct{ e, f, scale vir.V }

// split takes a number apart for which outsideSplit does not hold.
func split(b *vir.Builder, x vir.V) parts {
	t, form := b.Type(), ieee[b.Type()]
	// With the root of 1/2 moved to 1, exponent and fraction separate.
	fraction := int64(1)<<form.fraction - 1
	moved := b.AddI(b.BitcastFI(x), b.ConstI(one(t)-form.rootHalf))
	m := b.BitcastIF(b.AddI(b.And(moved, b.ConstI(fraction)), b.ConstI(form.rootHalf)))
	scale := b.BitcastIF(b.SubI(b.ConstI(2*one(t)), b.And(moved, b.ConstI(^fraction))))
	// Put into the last bits of a power of 2, an integer is added to it.
	big := gomath.Ldexp(1, form.fraction)
	digits := b.Or(b.ShrI(moved, form.fraction), b.BitcastFI(b.Const(big)))
	e := b.Sub(b.BitcastIF(digits), b.Const(big+float64(form.bias)))
	return parts{e, b.Sub(m, b.Const(1)), scale}
}

// outsideSplit tells where split does not apply: zeros, subnormal and negative
// numbers, NaN, and from half the overflow on. One more in the exponent makes
// these, and no others, small, negative or NaN.
func outsideSplit(b *vir.Builder, x vir.V) vir.V {
	unit := int64(1) << ieee[b.Type()].fraction
	moved := b.BitcastIF(b.AddI(b.BitcastFI(x), b.ConstI(unit)))
	return b.MaskNot(b.LE(b.BitcastIF(b.ConstI(2*unit)), moved))
}

// outside tells where x is not within the positive numbers of which lo and hi are
// the bits. As integers the bits of those are in their order; what is added makes
// all that are above hi negative.
func outside(b *vir.Builder, x vir.V, lo, hi int64) vir.V {
	shift := int64(b.Type().Greatest()) - hi
	return b.LT(b.AddI(b.BitcastFI(x), b.ConstI(shift)), b.ConstI(lo+shift))
}

// curve returns scale*(log(1+f) - f) + y, in float64 by
// log(1+f) = f - s*(f - s^2*tail) with s = f/(2+f).
func curve(b *vir.Builder, f vir.V, scale float64, y vir.V) vir.V {
	if b.Type() == vir.F32 {
		return b.FMA(b.Mul(f, f), b.PolySplit(f, scaled(log1pTail, scale)...), y)
	}
	s := b.Div(f, b.Sub(b.Const(-2), f)) // -s, to save a sign
	z := b.Mul(s, s)
	u := b.FMA(z, b.PolySplit(z, scaled(logTail, -1)...), f)
	if scale != 1 {
		s = b.Mul(s, b.Const(scale))
	}
	return b.FMA(s, u, y)
}

func scaled(c []float64, by float64) (list []float64) {
	for _, x := range c {
		list = append(list, by*x)
	}
	return list
}

// logarithm returns the function x -> log(x) to a base, with x = 2^e * (1+f).
func logarithm(name string) func(b *vir.Builder, x vir.V) vir.V {
	return func(b *vir.Builder, x vir.V) vir.V {
		rare := outsideSplit(b, x)
		// Subnormal numbers are scaled to normal ones.
		digits := ieee[b.Type()].fraction + 2
		small := b.LT(x, b.Const(1))
		lifted := b.Select(small, b.Mul(x, b.Const(gomath.Ldexp(1, digits))), x)
		p := split(b, b.Rare(rare, lifted, x))
		p.e = b.Rare(rare, b.Select(small, b.Sub(p.e, b.Const(float64(digits))), p.e), p.e)
		y := logSum(b, logBases[name][b.Type()], p)
		return b.Rare(rare, logEdges(b, x, y), y)
	}
}

// logSum returns e*log(2) + log(1+f), f with low added to it. Of the large
// summands e*hi and near*f, both exact, it keeps what their sum loses.
func logSum(b *vir.Builder, base logBase, p parts, low ...vir.V) vir.V {
	e := p.e
	if base.hi != 1 {
		e = b.Mul(e, b.Const(base.hi))
	}
	plusF := func(x vir.V) vir.V {
		if base.near == 1 {
			return b.Add(x, p.f)
		}
		return b.FMA(p.f, b.Const(base.near), x)
	}
	main := plusF(e)
	rest, f := plusF(b.Sub(e, main)), p.f
	for _, x := range low {
		rest, f = b.Add(rest, x), b.Add(f, x)
	}
	if base.lo != 0 {
		rest = b.FMA(p.e, b.Const(base.lo), rest)
	}
	rest = curve(b, f, base.scale, rest)
	if base.rest != 0 {
		rest = b.FMA(p.f, b.Const(base.rest), rest)
	}
	return b.Add(main, rest)
}

// logEdges returns y, but the logarithms of numbers that have no finite one.
func logEdges(b *vir.Builder, x, y vir.V) vir.V {
	zero := b.Const(0)
	edge := b.Select(b.EQ(x, zero), b.Const(gomath.Inf(-1)), b.Const(gomath.NaN()))
	y = b.Select(b.GT(x, zero), y, edge)
	return b.Select(b.EQ(x, b.Const(gomath.Inf(1))), x, y)
}

// log1p computes log(1+x), also for small x, and keeps the sign of zero.
func log1p(b *vir.Builder, x vir.V) vir.V {
	rare := outsideSplit(b, b.Add(x, b.Const(1)))
	return withSign(b, log1pSum(b, x, rare), x)
}

// log1pSum returns log(1 + x + low): the logarithm of u = 1 + x, rounded,
// corrected by what u lacks. At least where outsideSplit(u), rare holds.
func log1pSum(b *vir.Builder, x, rare vir.V, low ...vir.V) vir.V {
	u := b.Add(x, b.Const(1))
	lost := b.Sub(x, b.Sub(u, b.Const(1)))
	for _, y := range low {
		lost = b.Add(lost, y)
	}
	p := split(b, u)
	lost = b.Rare(rare, b.Const(0), b.Mul(lost, p.scale))
	y := logSum(b, logBases["e"][b.Type()], p, lost)
	return b.Rare(rare, logEdges(b, u, y), y)
}
