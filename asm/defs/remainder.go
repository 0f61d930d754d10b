package defs

import (
	gomath "math"

	"github.com/lanewise/lanewise/asm/vir"
)

var remainder = []Kernel{
	{Name: "fmod", Scalar: XY, Body: binary(fmod),
		Doc: `sets dst[i] = x[i] - n*y[i], where n is x[i]/y[i] without its fraction, so that
the result has the sign of x[i] and is smaller than y[i] (C's fmod). Exact for
all quotients. x[i] where y[i] is infinite and x[i] finite; NaN if x[i] is infinite
or y[i] is 0, and if one is NaN.`},
	{Name: "nextafter", Scalar: XY, Body: binary(nextafter),
		Doc: `sets dst[i] to the number next to x[i] in the direction of y[i]: to y[i] if they
are equal, zeros of different signs too, and NaN if either is NaN. Exact.`},
}

// nextafter adds 1 to the bits of x, or subtracts it: as integers, the bits of
// numbers of one sign are in the order of magnitude.
func nextafter(b *vir.Builder, x, y vir.V) vir.V {
	signBit, one := b.ConstI(-1<<(8*b.Type().Size()-1)), b.ConstI(1)
	bits := b.BitcastFI(x)
	// y with the sign of x flipped out is beyond |x| if the step leads away from 0.
	toward := b.BitcastIF(b.Xor(b.BitcastFI(y), b.And(bits, signBit)))
	away := b.LT(b.Abs(x), toward)
	next := b.BitcastIF(b.Select(away, b.AddI(bits, one), b.SubI(bits, one)))

	least := b.BitcastIF(b.Or(b.And(b.BitcastFI(y), signBit), one))
	next = b.Select(b.EQ(x, b.Const(0)), least, next)
	next = b.Select(b.EQ(x, y), y, next)
	unordered := b.MaskOr(b.NE(x, x), b.NE(y, y))
	return b.Select(unordered, b.Add(x, y), next)
}

// fmod subtracts the product of y and the quotient, exactly; rounded to nearest,
// the quotient may be one too large. Quotients of more bits than a float has
// come from modular arithmetic.
func fmod(b *vir.Builder, x, y vir.V) vir.V {
	zero, sizeX, sizeY := b.Const(0), b.Abs(x), b.Abs(y)
	q := b.Round(vir.ToZero, b.Div(sizeX, sizeY))
	r := b.FMA(b.Neg(q), sizeY, sizeX)
	r = b.Select(b.LT(r, zero), b.Add(r, sizeY), r)
	r = b.Select(b.LT(sizeX, sizeY), sizeX, r)

	valid := b.MaskAnd(b.LT(sizeX, b.Const(gomath.Inf(1))), b.LT(zero, sizeY))
	far := b.Select(valid, fmodFar(b, sizeX, sizeY), b.Const(gomath.NaN()))
	limit := b.Const(gomath.Ldexp(1, ieee[b.Type()].fraction+1))
	r = b.Rare(b.MaskNot(b.LT(q, limit)), far, r)
	return copysign(b, r, x)
}

// fmodFar returns x mod y for positive finite numbers with x/y >= 2^53 (2^24 in
// float32). With integers X and Y of 53 bits and x = X*2^i, y = Y*2^j, that is
// (X * 2^(i-j) mod Y) * 2^j; the power of 2 comes by squaring.
func fmodFar(b *vir.Builder, x, y vir.V) vir.V {
	ie := ieee[b.Type()]
	unit := gomath.Ldexp(1, ie.fraction)
	// split returns integer and exponent of a normal number.
	split := func(x vir.V) (m, e vir.V) {
		bits, one := b.BitcastFI(x), b.BitcastFI(b.Const(unit))
		m = b.BitcastIF(b.Or(b.And(bits, b.ConstI(1<<ie.fraction-1)), one))
		e = b.BitcastIF(b.Or(b.ShrI(bits, ie.fraction), one))
		return m, b.Sub(e, b.Const(unit+float64(ie.bias)+float64(ie.fraction)))
	}
	digits := ie.fraction + 2
	subnormal := b.LT(y, b.Const(ie.minNormal))
	m, e := split(b.Select(subnormal, b.Mul(y, b.Const(gomath.Ldexp(1, digits))), y))
	e = b.Sub(e, b.Select(subnormal, b.Const(float64(digits)), b.Const(0)))
	mx, ex := split(x)
	n := b.Sub(ex, e)

	// Remainders are between -m/2 and m/2, so that all products' quotients by m
	// are right to less than 1, and what is left of a product fits a float.
	inverse := b.Div(b.Const(1), m)
	reduce := func(x vir.V) vir.V {
		return b.FMA(b.Neg(b.Round(vir.ToEven, b.Mul(x, inverse))), m, x)
	}
	multiply := func(x, y vir.V) vir.V {
		p := twoProduct(b, x, y)
		return reduce(b.Add(reduce(p.hi), p.lo))
	}
	squarings := map[vir.Type]int{vir.F64: 6, vir.F32: 4}[b.Type()] // 2^(n >> squarings) < m/2
	shifted := func(count int) vir.V { return b.Round(vir.Down, b.Mul(n, b.Const(gomath.Ldexp(1, -count)))) }
	top := shifted(squarings)
	power := b.ScaleB(b.Const(1), top)
	for k := squarings - 1; k >= 0; k-- {
		next := shifted(k)
		bit := b.FMA(top, b.Const(-2), next)
		power = multiply(power, power)
		power = reduce(b.FMA(bit, power, power))
		top = next
	}
	r := multiply(reduce(mx), power)
	r = b.Select(b.LT(r, b.Const(0)), b.Add(r, m), r)
	return b.ScaleB(r, e)
}
