package blas_test

import (
	"fmt"
	"math"

	"github.com/lanewise/lanewise/blas"
)

func ExampleGemmBFloat16() {
	// A bfloat16 is the upper half of a float32; these numbers need no more.
	encode := func(x ...float32) (bits []uint16) {
		for _, v := range x {
			bits = append(bits, uint16(math.Float32bits(v)>>16))
		}
		return bits
	}
	a := encode(1, 2, 3,
		4, 5, 6)
	b := encode(1, 0,
		0, 1,
		0.5, -1)
	c := make([]float32, 4)
	blas.GemmBFloat16(blas.NoTrans, blas.NoTrans, 2, 2, 3, 1, a, 3, b, 2, 0, c, 2)
	fmt.Println(c)
	// Output: [2.5 -1 7 -1]
}
