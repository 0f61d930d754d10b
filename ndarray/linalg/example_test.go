package linalg_test

import (
	"errors"
	"fmt"
	"math"

	"github.com/lanewise/lanewise/ndarray"
	"github.com/lanewise/lanewise/ndarray/linalg"
)

func ExampleSolve() {
	a := ndarray.Of(3.0, 1, 1, 2).Reshape(2, 2)
	x, err := linalg.Solve(a, ndarray.Of(9.0, 8))
	fmt.Println(x, err)

	_, err = linalg.Solve(ndarray.Ones[float64](2, 2), ndarray.Of(1.0, 2))
	fmt.Println(err, errors.Is(err, linalg.ErrSingular))
	// Output:
	// [2. 3.] <nil>
	// linalg: Solve: matrix is singular true
}

// Two systems at once; the right sides are the columns of one matrix.
func ExampleSolve_stack() {
	a := ndarray.Of(2.0, 0, 0, 4, 1, 0, 0, 8).Reshape(2, 2, 2)
	x, _ := linalg.Solve(a, ndarray.Of(8.0, 8).Reshape(2, 1))
	fmt.Println(x.Reshape(2, 2))
	// Output:
	// [[4. 2.]
	//  [8. 1.]]
}

// A line through points.
func ExampleLstsq() {
	x, y := ndarray.Of(0.0, 1, 2, 3), ndarray.Of(-1.0, 0.2, 0.9, 2.1)
	a := ndarray.Ones[float64](4, 2)
	a.Slice(ndarray.All, ndarray.I(0)).Assign(x)
	fit, _ := linalg.Lstsq(a, y)
	fmt.Printf("y = %.2f*x + %.2f\n", fit.X.At(0), fit.X.At(1))
	// Output: y = 1.00*x + -0.95
}

func ExampleEig() {
	quarterTurn := ndarray.Of(0.0, -1, 1, 0).Reshape(2, 2)
	w, _, _ := linalg.Eig(quarterTurn)
	fmt.Println(w.At(0), w.At(1))
	// Output: (0+1i) (0-1i)
}

func ExampleEigH() {
	w, v, _ := linalg.EigH(ndarray.Of(2.0, 1, 1, 2).Reshape(2, 2))
	fmt.Printf("%.3f %.3f, |v| = %.3f\n", w.At(0), w.At(1), math.Abs(v.At(0, 0)))
	// Output: 1.000 3.000, |v| = 0.707
}

func ExampleSVD() {
	a := ndarray.Of(3.0, 0, 0, 2, 0, 0).Reshape(3, 2)
	u, s, vh, _ := linalg.SVD(a)
	product := ndarray.MatMul(u.Mul(s), vh)
	fmt.Printf("%v %v %.3f %t\n", u.Shape(), vh.Shape(), s.At(0), linalg.VectorNorm(product.Sub(a), 2) < 1e-14)
	// Output: [3 2] [2 2] 3.000 true
}

func ExampleDet() {
	stack := ndarray.Of(1.0, 2, 3, 4, 1, 0, 0, 1).Reshape(2, 2, 2)
	fmt.Println(linalg.Det(stack))
	// Output: [-2.  1.]
}

func ExampleCross() {
	fmt.Println(linalg.Cross(ndarray.Of(1, 0, 0), ndarray.Of(0, 1, 0), -1))
	// Output: [0 0 1]
}
