package blas_test

import (
	"fmt"

	"github.com/lanewise/lanewise/blas"
	"gonum.org/v1/gonum/blas/blas64"
	"gonum.org/v1/gonum/mat"
)

// One line, and gonum's matrices compute with this package.
func ExampleUse() {
	restore := blas.Use()
	defer restore()

	a := mat.NewDense(2, 2, []float64{1, 2, 3, 4})
	var square mat.Dense
	square.Mul(a, a)
	fmt.Println(square.RawMatrix().Data)
	// Output: [7 10 15 22]
}

// The routines themselves, with gonum's parameters: y = 2*A*x.
func ExampleImplementation() {
	a := []float64{
		1, 2, 3,
		4, 5, 6,
	}
	x, y := []float64{1, 0, -1}, make([]float64, 2)
	blas.Implementation{}.Dgemv(blas.NoTrans, 2, 3, 2, a, 3, x, 1, 0, y, 1)
	fmt.Println(y, blas.Implementation{}.Ddot(3, x, 1, a[3:], 1))
	// Output: [-4 -4] -2
}

// For a part of a program only: gonum's own BLAS is there again afterwards.
func ExampleImplementation_install() {
	before := blas64.Implementation()
	blas64.Use(blas.Implementation{})
	fmt.Println(blas64.Nrm2(blas64.Vector{N: 2, Data: []float64{3, 4}, Inc: 1}))
	blas64.Use(before)
	// Output: 5
}

// A layer of a network: the bias is in C already, so that beta is 1.
func ExampleGemm() {
	input := []float32{
		1, 2,
		3, 4,
		5, 6,
	}
	weights := []float32{
		1, 0, // to the first output
		0.5, 0.5, // to the second one
	}
	output := []float32{
		0.25, -1,
		0.25, -1,
		0.25, -1,
	}
	blas.Gemm(blas.NoTrans, blas.Trans, 3, 2, 2, 1, input, 2, weights, 2, 1, output, 2)
	fmt.Println(output)
	// Output: [1.25 0.5 3.25 2.5 5.25 4.5]
}

// The products of all columns with each other, of which the left one is conjugated.
func ExampleGemm_conjTrans() {
	a := []complex128{1 + 1i, 2 - 1i}
	gram := make([]complex128, 4)
	blas.Gemm(blas.ConjTrans, blas.NoTrans, 2, 2, 1, 1, a, 2, a, 2, 0, gram, 2)
	fmt.Println(gram)
	// Output: [(2+0i) (1-3i) (1+3i) (5+0i)]
}

// A block of a larger matrix is a slice of it with the same distance from row to row.
func ExampleGemm_block() {
	m := []float64{
		1, 2, 0, 0,
		3, 4, 0, 0,
	}
	blas.Gemm(blas.NoTrans, blas.NoTrans, 2, 2, 2, 10, m, 4, m, 4, 0, m[2:], 4)
	fmt.Println(m)
	// Output: [1 2 70 100 3 4 150 220]
}

// Many small products are one call, whose threads share the batch.
func ExampleGemmBatch() {
	swap := []float64{0, 1, 1, 0}
	a := [][]float64{{1, 2, 3, 4}, {5, 6, 7, 8}}
	c := [][]float64{make([]float64, 4), make([]float64, 4)}
	blas.GemmBatch(blas.NoTrans, blas.NoTrans, 2, 2, 2, 1, a, 2, [][]float64{swap, swap}, 2, 0, c, 2)
	fmt.Println(c)
	// Output: [[2 1 4 3] [6 5 8 7]]
}

// Matrices that follow each other, all times the same one, whose stride is 0.
func ExampleGemmBatchStrided() {
	a := []float32{
		1, 2, 3, 4,
		5, 6, 7, 8,
		9, 10, 11, 12,
	}
	twice := []float32{2, 0, 0, 2}
	c := make([]float32, len(a))
	blas.GemmBatchStrided(blas.NoTrans, blas.NoTrans, 2, 2, 2, 1, a, 2, 4, twice, 2, 0, 0, c, 2, 4, 3)
	fmt.Println(c)
	// Output: [2 4 6 8 10 12 14 16 18 20 22 24]
}

// Weights are packed once; batches of any number of rows go through them.
func ExampleGemmPacked() {
	weights := []float64{
		1, 10,
		2, 20,
	}
	packed := blas.PackB(blas.NoTrans, 2, 2, weights, 2)
	for _, batch := range [][]float64{{1, 1}, {1, 0, 0, 1}} {
		rows := len(batch) / 2
		c := make([]float64, rows*2)
		blas.GemmPacked(blas.NoTrans, rows, 1, batch, 2, packed, 0, c, 2)
		fmt.Println(c)
	}
	// Output:
	// [3 30]
	// [1 10 2 20]
}

// PackB takes its matrix transposed if need be, and a copy of it: what happens to the matrix later has no effect.
func ExamplePackB() {
	weights := []float32{1, 2, 3} // a row of 3 outputs' weights, used as a column
	packed := blas.PackB(blas.Trans, 3, 1, weights, 3)
	clear(weights)
	c := make([]float32, 1)
	blas.GemmPacked(blas.NoTrans, 1, 1, []float32{1, 1, 1}, 3, packed, 0, c, 1)
	fmt.Println(c)
	// Output: [6]
}

// Quantized activations times quantized weights: sums of 32 bits, exact.
func ExampleGemmInt8() {
	activations := []uint8{
		255, 0, 128,
		1, 2, 3,
	}
	weights := []int8{
		-128, 1,
		5, 1,
		127, 1,
	}
	sums := make([]int32, 4)
	blas.GemmInt8(blas.NoTrans, blas.NoTrans, 2, 2, 3, activations, 3, weights, 2, false, sums, 2)
	fmt.Println(sums)
	// Output: [-16384 383 263 6]
}

// A*D*Aᵀ is symmetric: half of it is enough.
func ExampleGemmt() {
	a := []float64{
		1, 2,
		3, 4,
	}
	ad := []float64{ // A with columns times 10 and 1
		10, 2,
		30, 4,
	}
	c := []float64{
		0, 0,
		-1, 0,
	}
	blas.Gemmt(blas.Upper, blas.NoTrans, blas.Trans, 2, 2, 1, ad, 2, a, 2, 0, c, 2)
	fmt.Println(c)
	// Output: [14 38 -1 106]
}

// Without package blas/native in the program there is no native library.
func ExampleBackends() {
	_, chosen := blas.Selected()
	fmt.Println(len(blas.Backends()), chosen)
	// Output: 0 false
}
