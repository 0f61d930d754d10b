package defs

import (
	gomath "math"

	"github.com/lanewise/lanewise/asm/vir"
)

var remainder = []Kernel{
	{Name: "fmod", Pairs: true, Scalar: XY, Body: binary(fmod),
		Doc: `sets dst[i] = x[i] - n*y[i], where n is x[i]/y[i] without its fraction, so that
the result has the sign of x[i] and is smaller than y[i] (C's fmod). Exact for
all quotients. x[i] where y[i] is infinite and x[i] finite; NaN if x[i] is infinite
or y[i] is 0, and if one is NaN.`},
	{Name: "mod", Pairs: true, Scalar: XY, Body: binary(mod),
		Doc: `sets dst[i] = x[i] - y[i]*floor(x[i] / y[i]), which has the sign of y[i], that of
zeros too, as in Python and NumPy: C's fmod, and y[i] more if the signs differ,
rounded once. y[i] where y[i] is infinite and x[i] finite and of the other sign; NaN
if x[i] is infinite or y[i] is 0, and if one is NaN.`},
	{Name: "floorDiv", Scalar: XY, Body: binary(floorDiv),
		Doc: `sets dst[i] to the floor of x[i] / y[i] as Python and NumPy take it, from
x[i] - mod(x[i], y[i]): the exact quotient's floor below 2^50 (2^21 in float32), an
integer next to it above. x[i] / y[i] if y[i] is 0; NaN if x[i] is infinite, and
if one is NaN. Zeros have the sign of x[i] / y[i].`},
	{Name: "divmod", Pairs: true, Body: divmod,
		Doc: `sets quo[i] to what FloorDiv gives for x[i] and y[i], and rem[i] to what Mod
gives.`},
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

func fmod(b *vir.Builder, x, y vir.V) vir.V {
	d := divideSizes(b, x, y)
	return d.fmod(d.remainder())
}

func mod(b *vir.Builder, x, y vir.V) vir.V {
	d := divideSizes(b, x, y)
	return d.mod(d.remainder())
}

func floorDiv(b *vir.Builder, x, y vir.V) vir.V {
	d := divideSizes(b, x, y)
	far := d.farFloor(d.anyRemainder())
	return b.Rare(d.rounds(), far, d.nearFloor())
}

func divmod(b *vir.Builder) {
	quo, rem, x, y := b.Out("quo"), b.Out("rem"), b.In("x"), b.In("y")
	d := divideSizes(b, x, y)
	r := d.anyRemainder()
	farQuo, farRem, nearQuo, nearRem, rare := d.farFloor(r), d.mod(r), d.nearFloor(), d.mod(d.r), d.rounds()
	q, m := b.Rare(rare, farQuo, nearQuo), b.Rare(rare, farRem, nearRem)
	b.Store(quo, q)
	b.Store(rem, m)
}

// A sizesDivision is |x| = q*|y| + r with an integral q and 0 <= r < |y|, exact
// where q is below limit. r is NaN if x is infinite or y is 0.
type sizesDivision struct {
	*vir.Builder
	x, y, sizeX, sizeY vir.V
	rough, q, r        vir.V // rough is q or q+1
	limit              float64
}

// divideSizes subtracts the product of |y| and the quotient, exactly; rounded to
// nearest, the quotient may be one too large.
func divideSizes(b *vir.Builder, x, y vir.V) sizesDivision {
	zero, sizeX, sizeY := b.Const(0), b.Abs(x), b.Abs(y)
	rough := b.Round(vir.ToZero, b.Div(sizeX, sizeY))
	r := b.FMA(b.Neg(rough), sizeY, sizeX)
	above := b.LT(r, zero)
	q := b.Select(above, b.Sub(rough, b.Const(1)), rough)
	r = b.Select(above, b.Add(r, sizeY), r)
	r = b.Select(b.LT(sizeX, sizeY), sizeX, r)
	return sizesDivision{b, x, y, sizeX, sizeY, rough, q, r, gomath.Ldexp(1, ieee[b.Type()].fraction+1)}
}

// notBelow tells where q, roughly, is at least limit, or NaN.
func (d sizesDivision) notBelow(limit float64) vir.V {
	return d.MaskNot(d.LT(d.rough, d.Const(limit)))
}

// remainder returns r for all quotients.
func (d sizesDivision) remainder() vir.V {
	far := d.farRemainder() // which needs all registers: the mask comes after it
	return d.Rare(d.notBelow(d.limit), far, d.r)
}

// anyRemainder is remainder for what is rare anyway.
func (d sizesDivision) anyRemainder() vir.V {
	far := d.farRemainder()
	return d.Select(d.notBelow(d.limit), far, d.r)
}

// farRemainder returns r where q has more bits than a float.
func (d sizesDivision) farRemainder() vir.V {
	r := fmodFar(d.Builder, d.sizeX, d.sizeY)
	return d.Select(d.EQ(d.r, d.r), r, d.r)
}

// fmod returns the remainder that has the sign of x, of the one of the sizes.
func (d sizesDivision) fmod(r vir.V) vir.V { return withSign(d.Builder, r, d.x) }

// mod returns the one that has the sign of y.
func (d sizesDivision) mod(r vir.V) vir.V {
	m := d.fmod(r)
	return copysign(d.Builder, d.Select(d.crosses(m), d.Add(m, d.y), m), d.y)
}

// crosses tells where the remainder r has another sign than y, so that the
// quotient is between two integers below 0.
func (d sizesDivision) crosses(r vir.V) vir.V {
	signs := d.Xor(d.BitcastFI(r), d.BitcastFI(d.y))
	return d.MaskAnd(d.LT(signs, d.ConstI(0)), d.NE(r, d.Const(0)))
}

// farFloor returns the quotient's floor as CPython and NumPy do, from the
// remainder: they round x - fmod, divide by y, and go to the nearest integer.
func (d sizesDivision) farFloor(r vir.V) vir.V {
	one, m := d.Const(1), d.fmod(r)
	q := d.Div(d.Sub(d.x, m), d.y)
	q = d.Select(d.crosses(m), d.Sub(q, one), q)
	floor := d.Round(vir.Down, q)
	q = d.Select(d.LT(d.Const(0.5), d.Sub(q, floor)), d.Add(floor, one), floor)
	return d.Select(d.EQ(d.y, d.Const(0)), d.Div(d.x, d.y), q)
}

// rounds tells where farFloor's roundings may add up to a half; where they
// don't, it is nearFloor.
func (d sizesDivision) rounds() vir.V {
	return d.notBelow(gomath.Ldexp(1, ieee[d.Type()].fraction-2))
}

// nearFloor returns q, -q or -q-1; zeros have the sign of x/y.
func (d sizesDivision) nearFloor() vir.V {
	near := d.Select(d.crosses(d.fmod(d.r)), d.Add(d.q, d.Const(1)), d.q)
	return withSign(d.Builder, near, d.BitcastIF(d.Xor(d.BitcastFI(d.x), d.BitcastFI(d.y))))
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
