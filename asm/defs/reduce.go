package defs

import "github.com/lanewise/lanewise/asm/vir"

var reduce = []Kernel{
	{Name: "sum", Leaves: true, Body: func(b *vir.Builder) { b.Reduce(vir.ReduceSum, b.In("x")) },
		Doc: `returns the sum of x, +0 if x is empty. Blocks of 512 elements are summed in
many partial sums and their results pairwise, so that the error grows with the
logarithm of the length.`},
	{Name: "sum", Types: vir.Ints, Lane: widest, Body: func(b *vir.Builder) { b.Reduce(vir.ReduceSum, b.In("x")) },
		Doc: `returns the sum of x in 64 bits, where it wraps.`},
	{Name: "prod", Leaves: true, Body: func(b *vir.Builder) { b.Reduce(vir.ReduceProd, b.In("x")) },
		Doc: `returns the product of x, 1 if x is empty, multiplied in the order of Sum.`},
	{Name: "prod", Types: vir.Ints, Lane: widest, Body: func(b *vir.Builder) { b.Reduce(vir.ReduceProd, b.In("x")) },
		Doc: `returns the product of x in 64 bits, where it wraps.`},
	{Name: "min", Types: vir.Reals, Body: func(b *vir.Builder) { b.Reduce(vir.ReduceMin, b.In("x")) },
		Doc: `returns the smallest element of x: NaN if any is NaN, and -0 is smaller than +0.
If x is empty it returns +Inf, or the greatest integer of the type.`},
	{Name: "max", Types: vir.Reals, Body: func(b *vir.Builder) { b.Reduce(vir.ReduceMax, b.In("x")) },
		Doc: `returns the largest element of x: NaN if any is NaN, and +0 is larger than -0. If
x is empty it returns -Inf, or the least integer of the type.`},
	{Name: "dot", Leaves: true, Body: func(b *vir.Builder) { b.Reduce(vir.ReduceSum, b.Mul(b.In("x"), b.In("y"))) },
		Doc: `returns the sum of x[i] * y[i], +0 if there are none: products are rounded, then
summed in the order of Sum.`},
	{Name: "sumSquares", Leaves: true, Body: func(b *vir.Builder) {
		x := b.In("x")
		b.Reduce(vir.ReduceSum, b.Mul(x, x))
	},
		Doc: `returns the sum of x[i] * x[i], +0 if x is empty: squares are rounded, then summed
in the order of Sum. It overflows and underflows where the squares do; see Norm2.`},
	{Name: "sumSquaresScaled", Leaves: true, Body: func(b *vir.Builder) {
		x := b.Mul(b.In("x"), b.Scalar("scale"))
		b.Reduce(vir.ReduceSum, b.Mul(x, x))
	},
		Doc: `returns the sum of (x[i] * scale)^2, +0 if x is empty: products and squares are
rounded, then summed in the order of Sum.`},
	{Name: "sumDeviations", Leaves: true, Body: func(b *vir.Builder) {
		b.Reduce(vir.ReduceSum, b.Sub(b.In("x"), b.Scalar("center")))
	},
		Doc: `returns the sum of x[i] - center, +0 if x is empty: differences are rounded, then
summed in the order of Sum.`},
	{Name: "sumSquaredDeviations", Leaves: true, Body: func(b *vir.Builder) {
		d := b.Sub(b.In("x"), b.Scalar("center"))
		b.Reduce(vir.ReduceSum, b.Mul(d, d))
	},
		Doc: `returns the sum of (x[i] - center)^2, +0 if x is empty: differences and squares
are rounded, then summed in the order of Sum.`},
	{Name: "sumAbs", Leaves: true, Body: func(b *vir.Builder) { b.Reduce(vir.ReduceSum, b.Abs(b.In("x"))) },
		Doc: `returns the sum of |x[i]|, +0 if x is empty, in the order of Sum: the 1-norm.`},
	{Name: "maxAbs", Body: func(b *vir.Builder) { b.Reduce(vir.ReduceMax, b.Abs(b.In("x"))) },
		Doc: `returns the largest |x[i]|, NaN if any is NaN: the maximum norm. If x is empty it
returns -Inf.`},
}

// widest is the type of sums of integers.
func widest(elem vir.Type) vir.Type {
	if elem.Signed() {
		return vir.I64
	}
	return vir.U64
}
