package ndarray_test

import (
	"fmt"

	"github.com/lanewise/lanewise/ndarray"
)

func ExampleConcat() {
	a := ndarray.Of(1, 2, 3, 4).Reshape(2, 2)
	fmt.Println(ndarray.Concat(0, a, a.MulScalar(10)))
	fmt.Println(ndarray.Concat(1, a, a.MulScalar(10)))
	// Output:
	// [[ 1  2]
	//  [ 3  4]
	//  [10 20]
	//  [30 40]]
	// [[ 1  2 10 20]
	//  [ 3  4 30 40]]
}

func ExampleStack() {
	x, y := ndarray.Of(1, 2, 3), ndarray.Of(4, 5, 6)
	fmt.Println(ndarray.Stack(0, x, y))
	fmt.Println(ndarray.Stack(-1, x, y))
	// Output:
	// [[1 2 3]
	//  [4 5 6]]
	// [[1 4]
	//  [2 5]
	//  [3 6]]
}

func ExamplePad() {
	a := ndarray.Of(1, 2, 3)
	fmt.Println(ndarray.Pad(a, ndarray.PadOpt[int]{}, [2]int{1, 2}))
	fmt.Println(ndarray.Pad(a, ndarray.PadOpt[int]{Mode: ndarray.PadReflect}, [2]int{2, 2}))
	// Output:
	// [0 1 2 3 0 0]
	// [3 2 1 2 3 2 1]
}

func ExampleArray_Windows() {
	a := ndarray.Of(1.0, 2, 4, 8, 16)
	w := a.Windows([]int{3})
	fmt.Println(w)
	fmt.Println(w.SumAxis(1))
	// Output:
	// [[ 1.  2.  4.]
	//  [ 2.  4.  8.]
	//  [ 4.  8. 16.]]
	// [ 7. 14. 28.]
}

func ExampleField() {
	type Trade struct {
		Symbol string
		Price  float64
	}
	trades := ndarray.FromSlice([]Trade{{"A", 10}, {"B", 20}})
	price := ndarray.Field[float64](trades, "Price")
	ndarray.MulScalarTo(price, price, 1.5)
	fmt.Println(price.Sum(), trades.At(1).Price)
	// Output: 45 30
}

func ExampleMeshgrid() {
	g := ndarray.Meshgrid(ndarray.Of(1, 2, 3), ndarray.Of(10, 20))
	fmt.Println(g[0].Add(g[1]))
	// Output:
	// [[11 12 13]
	//  [21 22 23]]
}

func ExampleMap() {
	a := ndarray.Of(1, 2, 3)
	fmt.Println(ndarray.Map(a, func(n int) string { return fmt.Sprint("x", n) }))
	// Output: ['x1' 'x2' 'x3']
}

func ExampleNested() {
	a, err := ndarray.Nested[float64]([][]float64{{1, 2}, {3, 4}})
	fmt.Println(a.Shape(), err)
	_, err = ndarray.Nested[float64]([][]float64{{1, 2}, {3}})
	fmt.Println(err)
	// Output:
	// [2 2] <nil>
	// ndarray: Nested: ragged: element (1,) has 1 elements, not 2
}

func ExampleArray_Lanes() {
	a := ndarray.Of(1, 2, 3, 4, 5, 6).Reshape(2, 3)
	for column := range a.Lanes(0) {
		fmt.Println(column.Sum())
	}
	// Output:
	// 5
	// 7
	// 9
}
