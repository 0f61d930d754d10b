package ndarray_test

import (
	"fmt"

	"github.com/lanewise/lanewise/ndarray"
)

func ExampleArray_Index() {
	a := ndarray.Arange(0, 12, 1).Reshape(3, 4)
	fmt.Println(a.Index([]int{2, 0}))                  // rows
	fmt.Println(a.Index(ndarray.All, []int{0, -1}))    // columns
	fmt.Println(a.Index([]int{0, 1}, []int{2, 3}))     // a[0, 2] and a[1, 3]
	fmt.Println(a.Index(ndarray.R(1, 3), []int{3, 1})) // columns of a part
	fmt.Println(a.Index([]bool{true, false, true}, 1)) // column 1 of some rows
	// Output:
	// [[ 8  9 10 11]
	//  [ 0  1  2  3]]
	// [[ 0  3]
	//  [ 4  7]
	//  [ 8 11]]
	// [2 7]
	// [[ 7  5]
	//  [11  9]]
	// [1 9]
}

// A mask of several axes selects elements, whatever their place.
func ExampleArray_Mask() {
	a := ndarray.Arange(0, 6, 1).Reshape(2, 3)
	fmt.Println(a.Mask(a.GreaterScalar(2)))
	// Output: [3 4 5]
}

func ExampleArray_SetIndex() {
	a := ndarray.Zeros[int](3, 4)
	a.SetIndex(ndarray.Of(1, 2), []int{0, 2}, ndarray.RS(0, 4, 3)) // rows 0 and 2, columns 0 and 3
	a.FillIndex(9, 1, []int{1, 1, 2})
	fmt.Println(a)
	// Output:
	// [[1 0 0 2]
	//  [0 9 9 0]
	//  [1 0 0 2]]
}

func ExampleArray_FillMask() {
	a := ndarray.Of(1.5, -2, 3, -4)
	a.FillMask(a.LessScalar(0), 0)
	fmt.Println(a)
	// Output: [1.5 0.  3.  0. ]
}

func ExampleArray_SetMask() {
	a := ndarray.Of(1, 2, 3, 4)
	a.SetMask(ndarray.Of(true, false, false, true), ndarray.Of(10, 40))
	fmt.Println(a)
	// Output: [10  2  3 40]
}

func ExampleTake() {
	a := ndarray.Arange(0, 6, 1).Reshape(2, 3)
	fmt.Println(ndarray.Take(a, ndarray.Of(2, 0), 1))
	fmt.Println(ndarray.TakeFlat(a, ndarray.Of(5, -2)))
	fmt.Println(ndarray.TakeMode(a, ndarray.Of(7), 1, ndarray.IndexWrap))
	// Output:
	// [[2 0]
	//  [5 3]]
	// [5 4]
	// [[1]
	//  [4]]
}

func ExampleTakeAlongAxis() {
	a := ndarray.Of(30, 10, 20, 1, 3, 2).Reshape(2, 3)
	order := a.ArgSort(1)
	fmt.Println(order)
	fmt.Println(a.TakeAlongAxis(order, 1))
	// Output:
	// [[1 2 0]
	//  [0 2 1]]
	// [[10 20 30]
	//  [ 1  2  3]]
}

func ExamplePutAlongAxis() {
	a := ndarray.Of(30, 10, 20, 1, 3, 2).Reshape(2, 3)
	most := a.ArgMaxAxis(1).Reshape(2, 1)
	ndarray.PutAlongAxis(a, most, ndarray.Of(0), 1)
	fmt.Println(a)
	// Output:
	// [[ 0 10 20]
	//  [ 1  0  2]]
}

func ExampleArray_Put() {
	a := ndarray.Zeros[int](2, 3)
	a.Put(ndarray.Of(0, 4, -1), ndarray.Of(1, 2)) // numbers in C order; values are used again
	fmt.Println(a)
	// Output:
	// [[1 0 0]
	//  [0 2 1]]
}

func ExampleNonzero() {
	a := ndarray.Of(3, 0, 0, 0, 4, 0, 5, 6, 0).Reshape(3, 3)
	ix := ndarray.Nonzero(a)
	fmt.Println(ix[0], ix[1])
	fmt.Println(a.Index(ix[0], ix[1]))
	fmt.Println(ndarray.ArgWhere(a.GreaterScalar(3)))
	fmt.Println(ndarray.FlatNonzero(a), ndarray.CountNonzero(a), ndarray.CountNonzeroAxis(a, 0))
	// Output:
	// [0 1 2 2] [0 1 0 1]
	// [3 4 5 6]
	// [[1 1]
	//  [2 0]
	//  [2 1]]
	// [0 4 6 7] 4 [2 2 0]
}

func ExampleCompress() {
	a := ndarray.Arange(0, 6, 1).Reshape(2, 3)
	fmt.Println(ndarray.Compress(ndarray.Of(true, false, true), a, 1))
	fmt.Println(ndarray.Extract(a.ModScalar(2).EqualScalar(0), a))
	// Output:
	// [[0 2]
	//  [3 5]]
	// [0 2 4]
}

func ExamplePutMask() {
	a := ndarray.Arange(0, 6, 1)
	ndarray.PutMask(a, a.GreaterScalar(2), ndarray.Of(10, 20)) // element i from value i % 2
	fmt.Println(a)
	b := ndarray.Arange(0, 6, 1)
	ndarray.Place(b, b.GreaterScalar(2), ndarray.Of(10, 20)) // values in turn
	fmt.Println(b)
	// Output:
	// [ 0  1  2 20 10 20]
	// [ 0  1  2 10 20 10]
}

func ExampleSelect() {
	x := ndarray.Arange(0, 6, 1)
	fmt.Println(ndarray.Select(
		[]ndarray.Array[bool]{x.LessScalar(2), x.GreaterScalar(3)},
		[]ndarray.Array[int]{x.Neg(), x.MulScalar(10)}, 99))
	// Output: [ 0 -1 99 99 40 50]
}

func ExampleChoose() {
	fmt.Println(ndarray.Choose(ndarray.Of(1, 0, 1), []ndarray.Array[int]{ndarray.Of(1, 2, 3), ndarray.Of(10, 20, 30)}, ndarray.IndexRaise))
	// Output: [10  2 30]
}

func ExampleUnravelIndex() {
	ix := ndarray.UnravelIndex(ndarray.Of(22, 41), 7, 6)
	fmt.Println(ix[0], ix[1])
	fmt.Println(ndarray.RavelMultiIndex(ix, []int{7, 6}, ndarray.IndexRaise))
	// Output:
	// [3 6] [4 5]
	// [22 41]
}
