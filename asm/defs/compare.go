package defs

import (
	gomath "math"

	"github.com/lanewise/lanewise/asm/vir"
)

var compare = []Kernel{
	{Name: "equal", Types: vir.Reals, Scalar: Y, Body: comparison((*vir.Builder).EQ),
		Doc: `sets dst[i] = x[i] == y[i], false if either is NaN.`},
	{Name: "notEqual", Types: vir.Reals, Scalar: Y, Body: comparison((*vir.Builder).NE),
		Doc: `sets dst[i] = x[i] != y[i], true if either is NaN.`},
	{Name: "less", Types: vir.Reals, Scalar: Y, Body: comparison((*vir.Builder).LT),
		Doc: `sets dst[i] = x[i] < y[i], false if either is NaN.`},
	{Name: "lessEqual", Types: vir.Reals, Scalar: Y, Body: comparison((*vir.Builder).LE),
		Doc: `sets dst[i] = x[i] <= y[i], false if either is NaN.`},
	{Name: "greater", Types: vir.Reals, Scalar: Y, Body: comparison((*vir.Builder).GT),
		Doc: `sets dst[i] = x[i] > y[i], false if either is NaN.`},
	{Name: "greaterEqual", Types: vir.Reals, Scalar: Y, Body: comparison((*vir.Builder).GE),
		Doc: `sets dst[i] = x[i] >= y[i], false if either is NaN.`},
	{Name: "isNaN", Body: predicate(func(b *vir.Builder, x vir.V) vir.V { return b.NE(x, x) }),
		Doc: `sets dst[i] to whether x[i] is NaN.`},
	{Name: "isInf", Body: predicate(func(b *vir.Builder, x vir.V) vir.V { return b.EQ(b.Abs(x), inf(b)) }),
		Doc: `sets dst[i] to whether x[i] is +Inf or -Inf.`},
	{Name: "isFinite", Body: predicate(func(b *vir.Builder, x vir.V) vir.V { return b.LT(b.Abs(x), inf(b)) }),
		Doc: `sets dst[i] to whether x[i] is neither infinite nor NaN.`},
	{Name: "signbit", Body: predicate(func(b *vir.Builder, x vir.V) vir.V {
		return b.LT(b.BitcastFI(x), b.ConstI(0))
	}),
		Doc: `sets dst[i] to whether the sign bit of x[i] is set, that of zeros and NaNs too.`},
	{Name: "where", Types: vir.Reals, Scalar: XY, Body: where,
		Doc: `sets dst[i] to x[i] where mask[i] is true and to y[i] elsewhere.`},
}

// logic works on bools, in lanes of bytes.
var logic = []Kernel{
	{Name: "and", Types: bools, Lane: byteLanes, Scalar: Y, Body: binary((*vir.Builder).MaskAnd),
		Doc: `sets dst[i] = x[i] && y[i].`},
	{Name: "or", Types: bools, Lane: byteLanes, Scalar: Y, Body: binary((*vir.Builder).MaskOr),
		Doc: `sets dst[i] = x[i] || y[i].`},
	{Name: "xor", Types: bools, Lane: byteLanes, Scalar: Y, Body: binary(differ),
		Doc: `sets dst[i] = x[i] != y[i].`},
	{Name: "equal", Types: bools, Lane: byteLanes, Scalar: Y, Body: binary(func(b *vir.Builder, x, y vir.V) vir.V {
		return b.MaskNot(differ(b, x, y))
	}),
		Doc: `sets dst[i] = x[i] == y[i].`},
	{Name: "notEqual", Types: bools, Lane: byteLanes, Scalar: Y, Body: binary(differ),
		Doc: `sets dst[i] = x[i] != y[i].`},
	{Name: "not", Types: bools, Lane: byteLanes, Body: unary((*vir.Builder).MaskNot),
		Doc: `sets dst[i] = !x[i].`},
	{Name: "where", Types: bools, Lane: byteLanes, Scalar: XY, Body: func(b *vir.Builder) {
		dst, mask, x, y := b.Out("dst"), b.InAs("mask", vir.Bool), b.In("x"), b.In("y")
		b.Store(dst, b.MaskOr(b.MaskAnd(mask, x), b.MaskAnd(b.MaskNot(mask), y)))
	},
		Doc: `sets dst[i] to x[i] where mask[i] is true and to y[i] elsewhere.`},
}

// differ is the exclusive or of masks.
func differ(b *vir.Builder, x, y vir.V) vir.V {
	return b.MaskAnd(b.MaskOr(x, y), b.MaskNot(b.MaskAnd(x, y)))
}

var bools = []vir.Type{vir.Bool}

func byteLanes(vir.Type) vir.Type { return vir.U8 }

func inf(b *vir.Builder) vir.V { return b.Const(gomath.Inf(1)) }

// comparison returns the body dst[i] = op(x[i], y[i]) with a bool result.
func comparison(op func(b *vir.Builder, x, y vir.V) vir.V) func(b *vir.Builder) {
	return func(b *vir.Builder) {
		dst, x, y := b.OutAs("dst", vir.Bool), b.In("x"), b.In("y")
		b.Store(dst, op(b, x, y))
	}
}

// predicate returns the body dst[i] = op(x[i]) with a bool result.
func predicate(op func(b *vir.Builder, x vir.V) vir.V) func(b *vir.Builder) {
	return func(b *vir.Builder) {
		dst, x := b.OutAs("dst", vir.Bool), b.In("x")
		b.Store(dst, op(b, x))
	}
}

func where(b *vir.Builder) {
	dst, mask, x, y := b.Out("dst"), b.InAs("mask", vir.Bool), b.In("x"), b.In("y")
	b.Store(dst, b.Select(mask, x, y))
}
