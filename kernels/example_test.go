package kernels_test

import (
	"fmt"
	"unsafe"

	"github.com/lanewise/lanewise/kernels"
)

// A column of a matrix that lies row by row has the row's length as its stride.
func ExampleMapStrided2() {
	const rows, columns = 3, 4
	m := []float64{
		1, 2, 3, 0,
		4, 5, 6, 0,
		7, 8, 9, 0,
	}
	kernels.MapStrided2(kernels.MulF64, m[3:], columns, m[0:], columns, m[2:], columns, rows)
	fmt.Println(m)
	// Output: [1 2 3 3 4 5 6 24 7 8 9 63]
}

func ExampleFoldStrided() {
	x := []float64{1, 10, 2, 20, 3, 30}
	add := func(a, b float64) float64 { return a + b }
	fmt.Println(kernels.FoldStrided(kernels.SumF64, add, x[1:], 2, 3))
	// Output: 60
}

// A sum so long that nobody reads it from the caches.
func ExampleStream() {
	x, y := kernels.Make[float64](1<<22), kernels.Make[float64](1<<22)
	kernels.Fill(x, 1)
	kernels.Fill(y, 2)
	sum := kernels.MakeForOverwrite[float64](len(x))
	kernels.Stream(sum, func(block []float64, first int) {
		end := first + len(block)
		kernels.AddF64(block, x[first:end], y[first:end])
		for _, input := range [][]float64{x, y} { // what comes three blocks later
			kernels.Prefetch(uintptr(unsafe.Pointer(&input[first]))+3*2048, 8, len(block))
		}
	})
	fmt.Println(kernels.SumF64(sum) / float64(len(sum)))
	// Output: 3
}
