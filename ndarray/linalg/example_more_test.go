package linalg_test

import (
	"errors"
	"fmt"
	"math"

	"github.com/lanewise/lanewise/ndarray"
	"github.com/lanewise/lanewise/ndarray/linalg"
)

// What is to be solved for many right sides that come one by one is inverted once.
func ExampleInv() {
	prices := ndarray.Of(4.0, 2, 1, 1).Reshape(2, 2) // what adults and children pay in two shows
	inverse, err := linalg.Inv(prices)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, takings := range []ndarray.Array[float64]{ndarray.Of(100.0, 30), ndarray.Of(60.0, 25)} {
		fmt.Printf("%.1f\n", linalg.MatMul(inverse, takings))
	}
	// Output:
	// [20.0 10.0]
	// [ 5.0 20.0]
}

// An error tells which matrix of a stack has no inverse.
func ExampleError() {
	stack := ndarray.Of(2.0, 0, 0, 1, 1, 1, 1, 1).Reshape(2, 2, 2)
	_, err := linalg.Inv(stack)
	var e *linalg.Error
	if errors.As(err, &e) {
		fmt.Println(e.Op, e.Index, e.Kind == linalg.ErrSingular)
	}
	fmt.Println(err)
	// Output:
	// Inv [1] true
	// linalg: Inv: matrix is singular: number 1 of the stack
}

// The determinant of a large matrix overflows; its logarithm does not.
func ExampleSlogDet() {
	a := ndarray.Identity[float64](400).MulScalar(-8)
	a.Set(8, 0, 0)
	sign, log := linalg.SlogDet(a)
	fmt.Println(linalg.Det(a), sign)
	fmt.Printf("8 to the power %.1f\n", log.Item()/math.Log(8))
	// Output:
	// -inf -1.0
	// 8 to the power 400.0
}

// Correlated random numbers are l @ z for independent ones z.
func ExampleCholesky() {
	covariance := ndarray.Of(4.0, 2, 2, 10).Reshape(2, 2)
	l, err := linalg.Cholesky(covariance)
	fmt.Printf("%.1f %v\n", l, err)

	_, err = linalg.Cholesky(ndarray.Of(1.0, 2, 2, 1).Reshape(2, 2))
	fmt.Println(err, errors.Is(err, linalg.ErrNotPositiveDefinite))
	// Output:
	// [[2.0 0.0]
	//  [1.0 3.0]] <nil>
	// linalg: Cholesky: matrix is not positive definite true
}

func ExampleCholeskyUpper() {
	u, err := linalg.CholeskyUpper(ndarray.Of(4.0, 2, 2, 10).Reshape(2, 2))
	fmt.Printf("%.1f %v\n", u, err)
	// Output:
	// [[2.0 1.0]
	//  [0.0 3.0]] <nil>
}

// The columns of q are an orthonormal basis of the columns of a.
func ExampleQR() {
	a := ndarray.Of(1.0, 2, 2, 1, 2, 4).Reshape(3, 2)
	q, r := linalg.QR(a)
	gram := linalg.MatMul(q.T(), q)
	fmt.Println(q.Shape(), r.Shape())
	fmt.Println(linalg.VectorNorm(gram.Sub(ndarray.Identity[float64](2)), 2) < 1e-14)
	fmt.Println(linalg.VectorNorm(linalg.MatMul(q, r).Sub(a), 2) < 1e-14)
	// Output:
	// [3 2] [2 2]
	// true
	// true
}

// The columns of q that QR leaves out are orthogonal to those of a.
func ExampleQRComplete() {
	a := ndarray.Of(1.0, 2, 2, 1, 2, 4).Reshape(3, 2)
	q, r := linalg.QRComplete(a)
	normal := q.Slice(ndarray.All, ndarray.I(2))
	fmt.Println(q.Shape(), r.Shape())
	fmt.Println(linalg.VectorNorm(linalg.MatMul(normal, a), 2) < 1e-14)
	// Output:
	// [3 3] [3 2]
	// true
}

func ExampleSVDVals() {
	s, err := linalg.SVDVals(ndarray.Of(3.0, 0, 4, 5).Reshape(2, 2))
	fmt.Printf("%.4f %v\n", s, err)
	// Output: [6.7082 2.2361] <nil>
}

// The last rows of vh span what a takes to 0.
func ExampleSVDFull() {
	a := ndarray.Of(1.0, 2, 3).Reshape(1, 3)
	u, s, vh, _ := linalg.SVDFull(a)
	null := vh.Slice(ndarray.R(s.Len(), ndarray.End))
	fmt.Println(u.Shape(), s.Shape(), vh.Shape())
	fmt.Println(linalg.VectorNorm(linalg.MatMul(null, a.T()), 2) < 1e-14)
	// Output:
	// [1 1] [1] [3 3]
	// true
}

// The roots of x³ - 6x² + 11x - 6 are the eigenvalues of its companion matrix.
func ExampleEigVals() {
	companion := ndarray.Of(6.0, -11, 6, 1, 0, 0, 0, 1, 0).Reshape(3, 3)
	w, err := linalg.EigVals(companion)
	roots := ndarray.RealPart[float64](w).Sort(0)
	fmt.Printf("%.4f %v\n", roots, err)
	// Output: [1.0000 2.0000 3.0000] <nil>
}

// Frequencies of three equal masses in a row, with springs between them and to the walls.
func ExampleEigValsH() {
	stiffness := ndarray.Of(2.0, -1, 0, -1, 2, -1, 0, -1, 2).Reshape(3, 3)
	w, err := linalg.EigValsH(stiffness)
	fmt.Printf("%.4f %v\n", w.Sqrt(), err)
	// Output: [0.7654 1.4142 1.8478] <nil>
}

// The exponential of t*generator is what moves the state of a process by a time t: here a rotation, by a sixth of a
// turn.
func ExampleExpm() {
	generator := ndarray.Of(0.0, -1, 1, 0).Reshape(2, 2)
	fmt.Printf("%.4f\n", linalg.Expm(generator.MulScalar(math.Pi/3)))
	// Output:
	// [[ 0.5000 -0.8660]
	//  [ 0.8660  0.5000]]
}

// Fibonacci's numbers, and a step back from them.
func ExampleMatrixPower() {
	step := ndarray.Of(1.0, 1, 1, 0).Reshape(2, 2)
	f, _ := linalg.MatrixPower(step, 30)
	back, _ := linalg.MatrixPower(step, -1)
	fmt.Println(f.At(0, 1))
	fmt.Println(back)
	// Output:
	// 832040
	// [[ 0.  1.]
	//  [ 1. -1.]]
}

// One of the columns is the sum of the others.
func ExampleMatrixRank() {
	a := ndarray.Of(1.0, 0, 1, 0, 1, 1, 2, 1, 3, 1, 3, 4).Reshape(4, 3)
	rank, err := linalg.MatrixRank(a)
	fmt.Println(rank.Item(), err)
	// Output: 2 <nil>
}

// What is measured has errors; a limit of their size finds the rank that it would have without.
func ExampleMatrixRankTol() {
	a := ndarray.Of(1.0, 2, 2, 4.001).Reshape(2, 2)
	exact, _ := linalg.MatrixRank(a)
	rough, _ := linalg.MatrixRankTol(a, 1e-3)
	fmt.Println(exact.Item(), rough.Item())
	// Output: 2 1
}

func ExampleMatrixNorm() {
	a := ndarray.Of(1.0, -7, 2, 3).Reshape(2, 2)
	fmt.Println(linalg.MatrixNorm(a, linalg.Norm1), linalg.MatrixNorm(a, linalg.NormInf))
	fmt.Printf("%.4f %.4f\n", linalg.MatrixNorm(a, linalg.NormFro).Item(), linalg.MatrixNorm(a, linalg.Norm2).Item())
	// Output:
	// 10.0 8.0
	// 7.9373 7.6170
}

func ExampleVectorNorm() {
	a := ndarray.Of(3.0, 0, -4)
	for _, p := range []float64{2, 1, math.Inf(1), 0} {
		fmt.Println("p =", p, "norm", linalg.VectorNorm(a, p))
	}

	// The squares would overflow.
	fmt.Printf("%.4g\n", linalg.VectorNorm(ndarray.Of(3e200, 4e200), 2))
	// Output:
	// p = 2 norm 5
	// p = 1 norm 7
	// p = +Inf norm 4
	// p = 0 norm 2
	// 5e+200
}

// Rows of unit length.
func ExampleVectorNormAxis() {
	a := ndarray.Of(3.0, 4, 0, 2).Reshape(2, 2)
	norms := linalg.VectorNormAxis(a, 2, 1)
	fmt.Println(norms)
	fmt.Println(a.Div(norms.ExpandDims(1)))
	// Output:
	// [5. 2.]
	// [[0.6 0.8]
	//  [0.  1. ]]
}

// The condition tells how many digits a solution loses: about 4 here.
func ExampleCond() {
	a := ndarray.Of(1.0, 1, 1, 1.0004).Reshape(2, 2)
	fmt.Printf("%.0f\n", linalg.Cond(a, linalg.Norm2).Item())
	fmt.Println(linalg.Cond(ndarray.Ones[float64](2, 2), linalg.Norm1))
	// Output:
	// 10002
	// inf
}

// The inverse of a matrix that is not square: of all solutions the shortest.
func ExamplePInv() {
	a := ndarray.Of(1.0, 1, 0, 0, 0, 2).Reshape(2, 3)
	p, err := linalg.PInv(a)
	fmt.Printf("%.2f %v\n", linalg.MatMul(p, ndarray.Of(4.0, 6)), err)
	// Output: [2.00 2.00 3.00] <nil>
}

// Columns that are nearly the same make an inverse of large numbers. What tells them apart is taken for noise here.
func ExamplePInvTol() {
	a := ndarray.Of(2.0, 2, 2, 2.01).Reshape(2, 2)
	all, _ := linalg.PInv(a)
	some, _ := linalg.PInvTol(a, 0.1)
	fmt.Printf("%.3f\n%.3f\n", all, some)
	// Output:
	// [[ 100.500 -100.000]
	//  [-100.000  100.000]]
	// [[0.125 0.125]
	//  [0.125 0.125]]
}

// Residuals and rank come with the solution.
func ExampleLstsqResult() {
	x, y := ndarray.Of(0.0, 1, 2, 3), ndarray.Of(1.0, 3, 4, 8)
	fit, err := linalg.Lstsq(ndarray.Stack(1, x, ndarray.OnesLike[float64](x)), y)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%.2f, residual %.2f, rank %d\n", fit.X, fit.Residuals.Item(), fit.Rank.Item())
	// Output: [2.20 0.70], residual 1.80, rank 2
}
