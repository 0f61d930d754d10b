package ndarray_test

import (
	"errors"
	"fmt"

	"github.com/lanewise/lanewise/ndarray"
)

func Example() {
	a := ndarray.Arange(0.0, 6, 1).Reshape(2, 3)
	b := ndarray.Of(10.0, 20, 30)
	fmt.Println(a.Add(b).MulScalar(2))
	fmt.Println(a.Sum(), a.SumAxis(0))
	// Output:
	// [[20. 42. 64.]
	//  [26. 48. 70.]]
	// 15 [3. 5. 7.]
}

func ExampleFromSlice() {
	s := []int{1, 2, 3, 4}
	a := ndarray.FromSlice(s, 2, 2)
	a.Set(30, 1, 0)
	fmt.Println(a.T(), s)
	// Output:
	// [[ 1 30]
	//  [ 2  4]] [1 2 30 4]
}

func ExampleArray_Slice() {
	a := ndarray.Arange(0, 12, 1).Reshape(3, 4)
	fmt.Println(a.Slice(ndarray.I(-1)))
	fmt.Println(a.Slice(ndarray.R(0, 2), ndarray.RS(ndarray.End, ndarray.Begin, -2)))
	a.Slice(ndarray.All, ndarray.I(0)).Fill(-1) // a view: a changes
	fmt.Println(a)
	// Output:
	// [ 8  9 10 11]
	// [[3 1]
	//  [7 5]]
	// [[-1  1  2  3]
	//  [-1  5  6  7]
	//  [-1  9 10 11]]
}

func ExampleAdd() {
	column := ndarray.Of(0, 10, 20).Reshape(3, 1)
	row := ndarray.Of(1, 2)
	fmt.Println(ndarray.Add(column, row))
	// Output:
	// [[ 1  2]
	//  [11 12]
	//  [21 22]]
}

func ExampleAddTo() {
	sum := ndarray.Zeros[float32](3)
	for i := range 4 {
		ndarray.AddTo(sum, sum, ndarray.Full(float32(i), 3))
	}
	fmt.Println(sum)
	// Output: [6. 6. 6.]
}

func ExampleExp() {
	fmt.Println(ndarray.Exp(ndarray.Linspace(-1.0, 1, 3)))
	// Output: [0.36787944 1.         2.71828183]
}

func ExampleArray_SumAxis() {
	a := ndarray.Ones[int](2, 3, 4)
	fmt.Println(a.SumAxis(-1))
	fmt.Println(a.SumAxis(0, 2))
	// Output:
	// [[4 4 4]
	//  [4 4 4]]
	// [8 8 8]
}

func ExampleArray_Values() {
	total := 0
	for v := range ndarray.Of(1, 2, 3).Values() {
		total += v
	}
	fmt.Println(total)
	// Output: 6
}

func ExampleTry() {
	a, b := ndarray.Zeros[float64](2), ndarray.Zeros[float64](3)
	_, err := ndarray.Try(func() ndarray.Array[float64] { return a.Add(b) })
	fmt.Println(err)
	fmt.Println(errors.Is(err, ndarray.ErrShape))
	// Output:
	// ndarray: Add: operands could not be broadcast together with shapes (2,) (3,)
	// true
}

func ExampleAs() {
	counts := ndarray.Of(1, 2, 3)
	fmt.Println(ndarray.As[float64](counts).DivScalar(2))
	fmt.Println(ndarray.As[int](counts.GreaterScalar(1)).Sum())
	// Output:
	// [0.5 1.  1.5]
	// 2
}
