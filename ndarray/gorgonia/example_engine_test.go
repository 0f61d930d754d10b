package gorgonia_test

import (
	"fmt"

	"github.com/lanewise/lanewise/ndarray"
	"github.com/lanewise/lanewise/ndarray/gorgonia"
	"gorgonia.org/tensor"
)

// Tensors with the engine compute on this module's kernels; the code that calls tensor's functions stays as it is.
func ExampleEngine() {
	x := tensor.New(tensor.WithBacking([]float32{1, 4, 9, 16}), tensor.WithEngine(gorgonia.Engine{}))
	root, err := tensor.Sqrt(x)
	if err != nil {
		fmt.Println(err)
		return
	}
	half, err := tensor.Mul(root, float32(0.5), tensor.UseUnsafe())
	fmt.Println(half.Data(), err)
	// Output: [0.5 1 1.5 2] <nil>
}

func ExampleEngine_Sum() {
	e := gorgonia.Engine{}
	t := tensor.New(tensor.WithBacking([]float64{1, 2, 3, 4, 5, 6}), tensor.WithShape(2, 3), tensor.WithEngine(e))
	columns, err := e.Sum(t, 0)
	fmt.Println(columns.Data(), err)
	total, err := e.Sum(t)
	fmt.Println(total.Data(), err)
	// Output:
	// [5 7 9] <nil>
	// 21 <nil>
}

func ExampleEngine_Argmax() {
	e := gorgonia.Engine{}
	p := []float64{
		0.1, 0.7, 0.2,
		0.5, 0.3, 0.2,
	}
	scores := tensor.New(tensor.WithBacking(p), tensor.WithShape(2, 3), tensor.WithEngine(e))
	class, err := e.Argmax(scores, 1)
	fmt.Println(class.Data(), err)
	// Output: [1 0] <nil>
}

// A transposed tensor is the same memory with other strides.
func ExampleFromDense() {
	t := tensor.New(tensor.WithBacking([]float64{1, 2, 3, 4, 5, 6}), tensor.WithShape(2, 3))
	if err := t.T(); err != nil {
		fmt.Println(err)
		return
	}
	a, err := gorgonia.FromDense[float64](t)
	fmt.Println(a, err)

	_, err = gorgonia.FromDense[float32](t)
	fmt.Println(err != nil)
	// Output:
	// [[1. 4.]
	//  [2. 5.]
	//  [3. 6.]] <nil>
	// true
}

func ExampleTryDense() {
	a := ndarray.Arange(0.0, 6, 1).Reshape(2, 3)
	_, ok := gorgonia.TryDense(a)
	fmt.Println(ok)
	_, ok = gorgonia.TryDense(a.Slice(ndarray.All, ndarray.R(0, 2))) // has gaps
	fmt.Println(ok)
	// Output:
	// true
	// false
}
