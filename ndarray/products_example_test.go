package ndarray_test

import (
	"fmt"

	"github.com/lanewise/lanewise/ndarray"
)

func ExampleMatMul() {
	a := ndarray.Of(1.0, 2, 3, 4).Reshape(2, 2)
	fmt.Println(ndarray.MatMul(a, a))
	fmt.Println(a.MatMul(ndarray.Of(1.0, 1)))
	// Output:
	// [[ 7. 10.]
	//  [15. 22.]]
	// [3. 7.]
}

func ExampleEinsum() {
	a, b := ndarray.Arange(0, 6, 1).Reshape(2, 3), ndarray.Arange(0, 3, 1)
	fmt.Println(ndarray.Einsum("ij,j->i", a, b))
	fmt.Println(ndarray.Einsum("ij->ji", a).Shape())
	fmt.Println(ndarray.Einsum("ij,ij->", a, a))
	// Output:
	// [ 5 14]
	// [3 2]
	// 55
}

func ExampleEinsumPath() {
	// The matrix-vector product first, though it is written last.
	fmt.Println(ndarray.EinsumPath("ij,jk,k->i", []int{100, 100}, []int{100, 100}, []int{100}))
	// Output: [[1 2] [0 1]]
}

func ExampleTensorDot() {
	a, b := ndarray.Ones[int](2, 3, 4), ndarray.Ones[int](3, 4, 5)
	c := ndarray.TensorDot(a, b, 2)
	fmt.Println(c.Shape(), c.At(0, 0))
	// Output: [2 5] 12
}

func ExampleKron() {
	fmt.Println(ndarray.Kron(ndarray.Of(1, 10), ndarray.Of(1, 2, 3)))
	// Output: [ 1  2  3 10 20 30]
}
