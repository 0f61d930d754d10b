package ndarray_test

import (
	"fmt"

	"github.com/lanewise/lanewise/ndarray"
)

func ExampleSprint() {
	a := ndarray.Of(1, 1e-5, 12345.678)
	fmt.Println(a)
	fmt.Println(ndarray.Sprint(a, ndarray.PrintOptions{Precision: 2, Suppress: true}))
	fmt.Printf("%.1f\n", a)
	// Output:
	// [1.0000000e+00 1.0000000e-05 1.2345678e+04]
	// [    1.       0.   12345.68]
	// [    1.0     0.0 12345.7]
}

func ExampleRepr() {
	fmt.Println(ndarray.Repr(ndarray.Zeros[float32](2, 2), ndarray.PrintOptions{}))
	// Output:
	// array([[0., 0.],
	//        [0., 0.]], dtype=float32)
}

func ExampleAsHalf() {
	a := ndarray.Of(0.1, 1e6, 3)
	h := ndarray.AsHalf[ndarray.Float16](a)
	fmt.Println(h, ndarray.FromHalf[float64](h))
	// Output: [0.1 inf 3. ] [0.09997559        inf 3.        ]
}
