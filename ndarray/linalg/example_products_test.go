package linalg_test

import (
	"fmt"

	"github.com/lanewise/lanewise/ndarray"
	"github.com/lanewise/lanewise/ndarray/linalg"
)

// The torques of one force at several arms.
func ExampleCross_stack() {
	arms := ndarray.Of(1, 0, 0, 0, 2, 0).Reshape(2, 3)
	force := ndarray.Of(0, 0, -10)
	fmt.Println(linalg.Cross(arms, force, -1))
	// Output:
	// [[  0  10   0]
	//  [-20   0   0]]
}

func ExampleOuter() {
	table := linalg.Outer(ndarray.Of(1, 2, 3), ndarray.Of(1, 10, 100))
	fmt.Println(table)
	// Output:
	// [[  1  10 100]
	//  [  2  20 200]
	//  [  3  30 300]]
}

// The vector at the end makes all products, from the right, ones of a matrix and a vector.
func ExampleMultiDot() {
	a, b := ndarray.Ones[float64](200, 300), ndarray.Ones[float64](300, 100)
	v := ndarray.Arange(0.0, 100, 1)
	p := linalg.MultiDot(a, b, v)
	fmt.Println(p.Shape(), p.At(0))
	// Output: [200] 1.485e+06
}

// One matrix applied to a stack of two.
func ExampleMatMul() {
	swap := ndarray.Of(0, 1, 1, 0).Reshape(2, 2)
	stack := ndarray.Arange(0, 8, 1).Reshape(2, 2, 2)
	fmt.Println(linalg.MatMul(swap, stack))
	// Output:
	// [[[2 3]
	//   [0 1]]
	//
	//  [[6 7]
	//   [4 5]]]
}

// Writing to the view changes the matrix.
func ExampleDiagonal() {
	a := ndarray.Zeros[int](3, 3)
	linalg.Diagonal(a, 0).Fill(2)
	linalg.Diagonal(a, 1).Fill(-1)
	fmt.Println(a)
	// Output:
	// [[ 2 -1  0]
	//  [ 0  2 -1]
	//  [ 0  0  2]]
}

// The traces of a stack of matrices.
func ExampleTrace() {
	stack := ndarray.Arange(0, 8, 1).Reshape(2, 2, 2)
	fmt.Println(linalg.Trace(stack, 0))
	// Output: [ 3 11]
}

func ExampleMatrixTranspose() {
	stack := ndarray.Zeros[float32](10, 2, 3)
	fmt.Println(linalg.MatrixTranspose(stack).Shape())
	// Output: [10 3 2]
}

// What tasks cost: hours times prices, summed over days and shifts.
func ExampleTensorDot() {
	hours := ndarray.Of(1.0, 0, 2, 0, 3, 1, 0, 1).Reshape(2, 2, 2) // task, day, shift
	price := ndarray.Of(20.0, 25, 30, 40).Reshape(2, 2)            // day, shift
	fmt.Println(linalg.TensorDot(hours, price, 2))
	// Output: [ 80. 125.]
}

// Vectors lie along the last axis; the first factor is conjugated.
func ExampleVecDot() {
	a := ndarray.Of(1+1i, 2, 0, 1i).Reshape(2, 2)
	for _, v := range linalg.VecDot(a, a, -1).All() {
		fmt.Println(v)
	}
	// Output:
	// (6+0i)
	// (1+0i)
}
