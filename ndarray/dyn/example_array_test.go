package dyn_test

import (
	"errors"
	"fmt"

	"github.com/lanewise/lanewise/ndarray"
	"github.com/lanewise/lanewise/ndarray/dyn"
)

// A tool that gets the name of a type at run time, say from the header of a file.
func ExampleParse() {
	d, err := dyn.Parse("uint16")
	fmt.Println(d, d.Size(), err)
	fmt.Println(dyn.Zeros(d, 2, 3))

	_, err = dyn.Parse("float128")
	fmt.Println(err)
	// Output:
	// uint16 2 <nil>
	// [[0 0 0]
	//  [0 0 0]]
	// dyn: data type "float128" not understood
}

// Of shares the elements: nothing is copied on the way to a dyn.Array.
func ExampleOf() {
	typed := ndarray.Of[float32](1, 2, 3)
	a := dyn.Of(typed)
	typed.Set(9, 0)
	fmt.Println(a, a.DType(), a.Shape())
	// Output: [9. 2. 3.] float32 [3]
}

// Element types of Go's, named ones included.
func ExampleDTypeOf() {
	type Celsius float32
	fmt.Println(dyn.DTypeOf[Celsius](), dyn.DTypeOf[uint8](), dyn.DTypeOf[string]())
	// Output: float32 uint8 str
}

func ExampleFull() {
	fmt.Println(dyn.Full(dyn.Uint8, 255, 2, 2))

	_, err := ndarray.Try(func() dyn.Array { return dyn.Full(dyn.Uint8, 256, 2, 2) })
	fmt.Println(errors.Is(err, ndarray.ErrOverflow))
	// Output:
	// [[255 255]
	//  [255 255]]
	// true
}

// A plain number gives way to the array; Scalar makes one that does not.
func ExampleScalar() {
	a := dyn.Of(ndarray.Of[float32](1, 2))
	fmt.Println(dyn.Mul(a, 2.5).DType(), dyn.Mul(a, dyn.Scalar(2.5)).DType())
	// Output: float32 float64
}

// Code that depends on the element type switches over it once.
func ExampleArray_DType() {
	for _, a := range []dyn.Array{dyn.Of(ndarray.Of(1.5, 2)), dyn.Of(ndarray.Of("a", "b", "c"))} {
		switch a.DType() {
		case dyn.Float64:
			v, _ := dyn.To[float64](a)
			fmt.Println("sum", v.Sum())
		case dyn.String:
			v, _ := dyn.To[string](a)
			fmt.Println("last", v.At(2))
		}
	}
	// Output:
	// sum 3.5
	// last c
}

// Fractions are cut off, as Go's conversions do it.
func ExampleArray_AsType() {
	a := dyn.Of(ndarray.Of(-1.7, 0, 2.9))
	fmt.Println(a.AsType(dyn.Int16), a.AsType(dyn.Bool))
	// Output: [-1  0  2] [ True False  True]
}

// Values come as Go values of the element type.
func ExampleArray_At() {
	a := dyn.Of(ndarray.Of[int16](1, 2, 3, 4)).Reshape(2, 2)
	fmt.Printf("%v %T\n", a.At(1, 0), a.At(1, 0))
	// Output: 3 int16
}

func ExampleArray_Item() {
	a := dyn.Of(ndarray.Of(1.5, 2.5))
	total := dyn.Sum(a).Item().(float64)
	fmt.Println(total)
	// Output: 4
}

// Views of an array are cut as those of package ndarray are.
func ExampleArray_Slice() {
	a := dyn.Of(ndarray.Arange[int32](0, 12, 1)).Reshape(3, 4)
	fmt.Println(a.Slice(ndarray.All, ndarray.R(1, 3)))
	fmt.Println(a.Slice(ndarray.I(-1)))
	// Output:
	// [[ 1  2]
	//  [ 5  6]
	//  [ 9 10]]
	// [ 8  9 10 11]
}

func ExampleArray_T() {
	a := dyn.Of(ndarray.Arange[int64](0, 6, 1)).Reshape(2, 3)
	fmt.Println(a.T(), a.Strides(), a.T().Strides())
	// Output:
	// [[0 3]
	//  [1 4]
	//  [2 5]] [24 8] [8 24]
}
