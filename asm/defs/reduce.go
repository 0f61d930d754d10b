package defs

import "github.com/lanewise/lanewise/asm/vir"

var reduce = []Kernel{
	{Name: "sum", Body: func(b *vir.Builder) { b.Reduce(vir.ReduceSum, b.In("x")) },
		Doc: `returns the sum of x, +0 if x is empty. Blocks of 512 elements are summed in
many partial sums and their results pairwise, so that the error grows with the
logarithm of the length.`},
}
