package ndarray_test

import (
	"fmt"

	"github.com/lanewise/lanewise/ndarray"
)

func ExampleDot() {
	price, count := ndarray.Of(2.5, 4, 1), ndarray.Of(2.0, 1, 10)
	fmt.Println(ndarray.Dot(price, count)) // a number, without axes
	a, b := ndarray.Ones[int](2, 3, 4), ndarray.Ones[int](5, 4, 6)
	fmt.Println(ndarray.Dot(a, b).Shape()) // every matrix with every other
	// Output:
	// 19.0
	// [2 3 5 6]
}

func ExampleInner() {
	a := ndarray.Of(1, 2, 3, 4).Reshape(2, 2)
	fmt.Println(ndarray.Inner(a, a)) // of each row with each row
	// Output:
	// [[ 5 11]
	//  [11 25]]
}

func ExampleMatVec() {
	quarterTurn := ndarray.Of(0, -1, 1, 0).Reshape(2, 2)
	points := ndarray.Of(1, 0, 3, 4).Reshape(2, 2) // a point in each row
	fmt.Println(ndarray.MatVec(quarterTurn, points))
	// Output:
	// [[ 0  1]
	//  [-4  3]]
}

func ExampleVecMat() {
	// The chances of sun and rain, and how they change from day to day.
	today := ndarray.Of(1.0, 0)
	change := ndarray.Of(0.75, 0.25, 0.5, 0.5).Reshape(2, 2)
	tomorrow := ndarray.VecMat(today, change)
	fmt.Println(tomorrow, ndarray.VecMat(tomorrow, change))
	// Output: [0.75 0.25] [0.6875 0.3125]
}

func ExampleVecDot() {
	a := ndarray.Of(1, 2, 3, 4).Reshape(2, 2)
	b := ndarray.Of(10, 1)
	fmt.Println(ndarray.VecDot(a, b, -1)) // of each row
	fmt.Println(ndarray.VecDot(a, a, 0))  // squared lengths of the columns
	// Output:
	// [12 34]
	// [10 20]
}

func ExampleVDot() {
	z := ndarray.Of(1+2i, 3-1i)
	fmt.Println(ndarray.VDot(z, z)) // the first one is conjugated: a squared length
	fmt.Println(z.Mul(z).Sum())
	// Output:
	// (15+0i)
	// (5-2i)
}

func ExampleTrace() {
	a := ndarray.Arange(0, 8, 1).Reshape(2, 2, 2)
	fmt.Println(ndarray.Trace(a, 0)) // one for each matrix
	fmt.Println(ndarray.Trace(a.Row(0), 1))
	// Output:
	// [ 3 11]
	// 1
}

func ExampleTensorDotAxes() {
	// What each shop took: shops by goods by days.
	sold := ndarray.Arange(0, 12, 1).Reshape(2, 3, 2)
	price := ndarray.Of(1, 2, 10, 1, 2, 10).Reshape(2, 3) // days by goods
	fmt.Println(ndarray.TensorDotAxes(sold, price, []int{1, 2}, []int{1, 0}))
	// Output: [101 257]
}
