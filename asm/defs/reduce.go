package defs

import "github.com/lanewise/lanewise/asm/vir"

var reduce = []Kernel{
	{Name: "sum", Body: func(b *vir.Builder) { b.Reduce(vir.ReduceSum, b.In("x")) },
		Doc: `returns the sum of x, +0 if x is empty. Blocks of 512 elements are summed in
many partial sums and their results pairwise, so that the error grows with the
logarithm of the length.`},
	{Name: "dot", Body: func(b *vir.Builder) { b.Reduce(vir.ReduceSum, b.Mul(b.In("x"), b.In("y"))) },
		Doc: `returns the sum of x[i] * y[i], +0 if there are none: products are rounded, then
summed in the order of Sum.`},
	{Name: "sumSquares", Body: func(b *vir.Builder) {
		x := b.In("x")
		b.Reduce(vir.ReduceSum, b.Mul(x, x))
	},
		Doc: `returns the sum of x[i] * x[i], +0 if x is empty: squares are rounded, then summed
in the order of Sum. It overflows and underflows where the squares do.`},
}
