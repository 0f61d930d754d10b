package gonum_test

import (
	"fmt"

	"github.com/lanewise/lanewise/ndarray"
	"github.com/lanewise/lanewise/ndarray/gonum"
	"gonum.org/v1/gonum/mat"
)

// The matrix and the array are the same memory.
func ExampleDense() {
	a := ndarray.Zeros[float64](2, 3)
	m := gonum.Dense(a)
	m.SetRow(1, []float64{4, 5, 6})
	fmt.Println(a)
	// Output:
	// [[0. 0. 0.]
	//  [4. 5. 6.]]
}

// Results of gonum go on as arrays, without a copy.
func ExampleFromDense() {
	m := mat.NewDense(2, 2, []float64{1, 2, 3, 4})
	a := gonum.FromDense(m)
	ndarray.MulTo(a, a, a.MeanAxis(0))
	fmt.Println(mat.Formatted(m))
	// Output:
	// ⎡ 2   6⎤
	// ⎣ 6  12⎦
}

// A slice of columns has rows that lie side by side, a transposed array has none.
func ExampleTryDense() {
	a := ndarray.Arange(0.0, 12, 1).Reshape(3, 4)
	_, ok := gonum.TryDense(a.Slice(ndarray.All, ndarray.R(1, 3)))
	fmt.Println(ok)
	_, ok = gonum.TryDense(a.T())
	fmt.Println(ok)
	// Output:
	// true
	// false
}

// Matrices of other kinds are copied, with the elements that they don't store.
func ExampleFromMatrix() {
	s := mat.NewSymDense(2, []float64{1, 2, 0, 3}) // the upper triangle counts
	fmt.Println(gonum.FromMatrix(s))
	fmt.Println(gonum.FromMatrix(mat.NewDiagDense(2, []float64{5, 6})))
	// Output:
	// [[1. 2.]
	//  [2. 3.]]
	// [[5. 0.]
	//  [0. 6.]]
}

// A column is a vector too, one with an increment.
func ExampleVec() {
	a := ndarray.Of(1.0, 2, 3, 4).Reshape(2, 2)
	column := gonum.Vec(a.Slice(ndarray.All, ndarray.I(1)))
	column.ScaleVec(10, column)
	fmt.Println(a)
	// Output:
	// [[ 1. 20.]
	//  [ 3. 40.]]
}

func ExampleFromVec() {
	v := mat.NewVecDense(3, []float64{3, 1, 2})
	ndarray.SortIn(gonum.FromVec(v), 0)
	fmt.Println(v.RawVector().Data)
	// Output: [1 2 3]
}

func ExampleTryVec() {
	v := ndarray.Of(1.0, 2, 3)
	_, ok := gonum.TryVec(v)
	fmt.Println(ok)
	_, ok = gonum.TryVec(v.Flip()) // goes backwards
	fmt.Println(ok)
	// Output:
	// true
	// false
}

func ExampleCDense() {
	a := ndarray.Of(1i, 2, 3, 4i).Reshape(2, 2)
	m := gonum.CDense(a)
	m.Set(0, 1, 5)
	fmt.Println(a.At(0, 1), m.H().At(0, 0))
	// Output: (5+0i) (0-1i)
}

func ExampleFromCDense() {
	m := mat.NewCDense(1, 2, []complex128{3 + 4i, 1i})
	fmt.Println(ndarray.AbsComplex[float64](gonum.FromCDense(m)))
	// Output: [[5. 1.]]
}
