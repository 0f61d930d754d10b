package lapack_test

import (
	"fmt"

	"github.com/lanewise/lanewise/blas/lapack"
	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/mat"
)

// Everything of gonum's that factors matrices is faster from here on, such as its Cholesky type.
func ExampleUse() {
	restore := lapack.Use()
	defer restore()

	a := mat.NewSymDense(2, []float64{4, 2, 2, 10})
	var c mat.Cholesky
	ok := c.Factorize(a)
	fmt.Printf("%t %.4f\n", ok, c.Det())
	// Output: true 36.0000
}

// The routines themselves: one factorization, for right sides that come later.
func ExampleImplementation_Dgetrf() {
	var impl lapack.Implementation
	a := []float64{
		2, 1,
		4, 4,
	}
	pivots := make([]int, 2)
	if !impl.Dgetrf(2, 2, a, 2, pivots) {
		fmt.Println("singular")
		return
	}
	fmt.Println("rows exchanged:", pivots)
	for _, b := range [][]float64{{3, 8}, {4, 12}} {
		impl.Dgetrs(blas.NoTrans, 2, 1, a, 2, pivots, b, 1)
		fmt.Println(b)
	}
	// Output:
	// rows exchanged: [1 1]
	// [1 1]
	// [1 2]
}

// Dgesv does both at once, and reports whether there is a solution.
func ExampleImplementation_Dgesv() {
	var impl lapack.Implementation
	b := []float64{1, 2}
	ok := impl.Dgesv(2, 1, []float64{1, 2, 2, 4}, 2, make([]int, 2), b, 1)
	fmt.Println(ok, b)
	// Output: false [1 2]
}

// A symmetric matrix, of which only the lower triangle is read and written.
func ExampleImplementation_Dpotrf() {
	var impl lapack.Implementation
	a := []float64{
		4, -1,
		2, 10,
	}
	ok := impl.Dpotrf(blas.Lower, 2, a, 2)
	fmt.Println(ok, a)
	// Output: true [2 -1 1 3]
}

// A line through points, by least squares: y = 0.5 + 2x.
func ExampleImplementation_Dgels() {
	var impl lapack.Implementation
	a := []float64{
		1, 0,
		1, 1,
		1, 2,
	}
	b := []float64{0.5, 2.5, 4.5}
	work := make([]float64, 4)
	ok := impl.Dgels(blas.NoTrans, 3, 2, 1, a, 2, b, 1, work, len(work))
	fmt.Printf("%t %.4f\n", ok, b[:2])
	// Output: true [0.5000 2.0000]
}
