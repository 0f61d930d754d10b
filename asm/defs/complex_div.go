package defs

import (
	gomath "math"

	"github.com/lanewise/lanewise/asm/vir"
)

// divScale tells how operands of a quotient are scaled: by up where the larger
// part is below low, by down where it is above high. These are powers of 4. Scaled
// ones have no square and no product that overflows or comes near to underflow.
// least is what squares and products have to be for what underflows beside them
// not to count.
var divScale = map[vir.Type]struct{ least, low, up, high, down float64 }{
	vir.F64: {0x1p-900, 0x1p-400, 0x1p600, 0x1p400, 0x1p-600},
	vir.F32: {0x1p-90, 0x1p-50, 0x1p100, 0x1p50, 0x1p-80},
}

// bitsOfOne is 1 as an integer, and largest the largest number.
var (
	bitsOfOne = map[vir.Type]int64{vir.F64: 0x3ff << 52, vir.F32: 0x7f << 23}
	largest   = map[vir.Type]float64{vir.F64: gomath.MaxFloat64, vir.F32: gomath.MaxFloat32}
)

// complexDiv computes x*conj(y) / |y|^2. The quotient of rescaled operands is
// brought back in two steps, neither of which overflows or underflows unless the
// result does.
func complexDiv(b *vir.Builder, x, y complexV) complexV {
	num, den := timesConj(b, x, y), squaredNorm(b, y)
	size := b.Add(b.Abs(num.re), b.Abs(num.im))
	rare := b.MaskNot(b.MaskAnd(withinRange(b, den), withinRange(b, size)))
	usual := complexV{b.Div(num.re, den), b.Div(num.im, den)}

	// y first, for then it is not needed any more. An infinite x keeps it from being
	// made smaller, after which its smaller part might be 0.
	high := func() vir.V { return b.Const(divScale[b.Type()].high) }
	ys, yBack := rescaled(b, y, false, func() vir.V {
		// Not complexIsInf, whose masks would be kept for x's turn.
		most := b.Const(largest[b.Type()])
		return b.Select(b.MaskOr(b.LT(most, b.Abs(x.re)), b.LT(most, b.Abs(x.im))), inf(b), high())
	})
	xs, xBack := rescaled(b, x, true, high)
	return broughtBack(b, rare, x, timesConj(b, xs, ys), squaredNorm(b, ys), b.Mul(xBack, yBack), usual)
}

// complexReciprocal computes conj(x) / |x|^2.
func complexReciprocal(b *vir.Builder, x complexV) complexV {
	conj, den := complexV{x.re, b.Neg(x.im)}, squaredNorm(b, x)
	rare := b.MaskNot(withinRange(b, den))
	usual := complexV{b.Div(conj.re, den), b.Div(conj.im, den)}

	xs, back := rescaled(b, x, false, func() vir.V { return b.Const(divScale[b.Type()].high) })
	one := complexV{b.Const(1), b.Const(0)}
	return broughtBack(b, rare, one, complexV{xs.re, b.Neg(xs.im)}, squaredNorm(b, xs), back, usual)
}

// broughtBack returns usual, or where rare holds num/den * back^2. Over 0 it has x in
// the place of num; of an infinity only the sign of num matters.
func broughtBack(b *vir.Builder, rare vir.V, x, num complexV, den, back vir.V, usual complexV) complexV {
	zero := b.EQ(den, b.Const(0))
	den = b.Select(b.EQ(back, inf(b)), b.Const(1), den) // else a part might underflow to 0
	part := func(x, num vir.V) vir.V {
		return b.Mul(b.Mul(b.Div(b.Select(zero, x, num), den), back), back)
	}
	re, im := part(x.re, num.re), part(x.im, num.im)
	return complexV{b.Rare(rare, re, usual.re), b.Rare(rare, im, usual.im)}
}

// timesConj returns x * conj(y).
func timesConj(b *vir.Builder, x, y complexV) complexV {
	return complexV{
		b.Add(b.Mul(x.re, y.re), b.Mul(x.im, y.im)),
		b.Sub(b.Mul(x.im, y.re), b.Mul(x.re, y.im)),
	}
}

func squaredNorm(b *vir.Builder, x complexV) vir.V {
	return b.Add(b.Mul(x.re, x.re), b.Mul(x.im, x.im))
}

// withinRange reports whether a sum of products did neither overflow nor lose
// anything that counts; it is false for 0 and NaN.
func withinRange(b *vir.Builder, sum vir.V) vir.V {
	return b.MaskAnd(b.LE(b.Const(divScale[b.Type()].least), sum), b.LT(sum, inf(b)))
}

// rescaled returns an operand scaled, or of an infinite one the direction: 1 for
// infinite parts and 0 for others, with their signs. The square of back brings a
// quotient by it to scale, or if x is the dividend, of it. A larger part above high
// is made smaller.
func rescaled(b *vir.Builder, x complexV, dividend bool, high func() vir.V) (y complexV, back vir.V) {
	s := divScale[b.Type()]
	isInf := complexIsInf(b, x)
	direction := func(v vir.V) vir.V {
		unit := b.Select(b.EQ(b.Abs(v), inf(b)), b.Const(1), b.Const(0))
		return b.Select(isInf, copysign(b, unit, v), v)
	}
	y = complexV{direction(x.re), direction(x.im)}
	re, im := b.Abs(y.re), b.Abs(y.im)
	size := b.Select(b.LT(re, im), im, re)
	scale := b.Select(b.LT(size, b.Const(s.low)), b.Const(s.up), b.Const(1))
	scale = b.Select(b.LT(high(), size), b.Const(s.down), scale)
	// Half the bits of a power of 4 are those of its root less half those of 1.
	root, half := b.ShrI(b.BitcastFI(scale), 1), bitsOfOne[b.Type()]/2
	if dividend {
		back = b.Select(isInf, inf(b), b.BitcastIF(b.SubI(b.ConstI(3*half), root)))
	} else {
		back = b.Select(isInf, b.Const(0), b.BitcastIF(b.AddI(root, b.ConstI(half))))
	}
	return complexV{b.Mul(y.re, scale), b.Mul(y.im, scale)}, back
}
