package lapack_test

import (
	"fmt"

	"gonum.org/v1/gonum/mat"

	"github.com/lanewise/lanewise/blas/lapack"
)

// A system of equations, solved by gonum's mat.
func Example() {
	defer lapack.Use()()

	a := mat.NewDense(2, 2, []float64{3, 1, 1, 2})
	b := mat.NewVecDense(2, []float64{9, 8})
	var x mat.VecDense
	err := x.SolveVec(a, b)
	fmt.Printf("%.4f %.4f %v\n", x.AtVec(0), x.AtVec(1), err)
	// Output:
	// 2.0000 3.0000 <nil>
}
