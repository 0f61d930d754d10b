package dyn_test

import (
	"fmt"

	"github.com/lanewise/lanewise/ndarray"
	"github.com/lanewise/lanewise/ndarray/dyn"
)

func ExamplePromote() {
	fmt.Println(dyn.Promote(dyn.Int8, dyn.Uint8))
	fmt.Println(dyn.Promote(dyn.Int16, dyn.Float32))
	fmt.Println(dyn.Promote(dyn.Int64, dyn.Float32))
	// Output:
	// int16
	// float32
	// float64
}

func ExampleCanCast() {
	fmt.Println(dyn.CanCast(dyn.Uint8, dyn.Int16), dyn.CanCast(dyn.Int32, dyn.Float32))
	// Output: true false
}

func ExampleIsDType() {
	for _, d := range []dyn.DType{dyn.Bool, dyn.Uint8, dyn.Float32, dyn.Complex64} {
		fmt.Println(d, dyn.IsDType(d, dyn.Integral), dyn.IsDType(d, dyn.RealFloating|dyn.ComplexFloating))
	}
	// Output:
	// bool false false
	// uint8 true false
	// float32 false true
	// complex64 false true
}

func ExampleIInfo() {
	i := dyn.IInfo(dyn.Int16)
	fmt.Println(i.Bits, i.Min, i.Max)
	// Output: 16 -32768 32767
}

func ExampleFInfo() {
	f := dyn.FInfo(dyn.Float32)
	fmt.Printf("%d %.4g %.4g\n", f.Bits, f.Eps, f.Max)
	// Output: 32 1.192e-07 3.403e+38
}

// Integers divide into floats, and round down where FloorDiv and Mod do it.
func ExampleDiv() {
	a := dyn.Of(ndarray.Of[int32](7, -7))
	fmt.Println(dyn.Div(a, 2), dyn.FloorDiv(a, 2), dyn.Mod(a, 2))
	// Output: [ 3.5 -3.5] [ 3 -4] [1 1]
}

// Operands of unequal shapes and types are broadcast and promoted.
func ExampleAdd() {
	prices := ndarray.Of(1.5, 2.25)
	count := ndarray.Of[uint8](1, 2, 3).Reshape(3, 1)
	total := dyn.Add(dyn.Mul(count, prices), 1)
	fmt.Println(total, total.DType())
	// Output:
	// [[2.5  3.25]
	//  [4.   5.5 ]
	//  [5.5  7.75]] float64
}

// A function that has floats only computes small integers in float32.
func ExampleSqrt() {
	r := dyn.Sqrt(ndarray.Of[int16](4, 9))
	fmt.Println(r, r.DType())
	// Output: [2. 3.] float32
}

// Comparisons with numbers beyond the range of a type are exact.
func ExampleLess() {
	a := ndarray.Of[int8](-1, 127)
	fmt.Println(dyn.Less(a, 1000), dyn.Equal(ndarray.Of("x", "y"), "y"))
	// Output: [ True  True] [False  True]
}

// Narrow integers are summed in 64 bits.
func ExampleSum() {
	a := dyn.Full(dyn.Uint8, 200, 2, 3)
	total, columns := dyn.Sum(a), dyn.Sum(a, 0)
	fmt.Println(total, total.DType(), columns)
	// Output: 1200 uint64 [400 400 400]
}

func ExampleMean() {
	scores := dyn.Of(ndarray.Of[int8](90, 80, 70, 50)).Reshape(2, 2)
	fmt.Println(dyn.Mean(scores), dyn.Mean(scores, 1), dyn.Max(scores, 1))
	// Output: 72.5 [85. 60.] [90 70]
}

// A bound that is nil is none.
func ExampleClip() {
	a := ndarray.Of[int16](-5, 50, 300)
	fmt.Println(dyn.Clip(a, 0, 255), dyn.Clip(a, nil, 100))
	// Output: [  0  50 255] [ -5  50 100]
}

// Arrays of unequal types are joined in one that holds the values of both.
func ExampleConcat() {
	joined := dyn.Concat(0, dyn.Of(ndarray.Of[int8](1, -2)), dyn.Of(ndarray.Of(0.5)))
	fmt.Println(joined, joined.DType())
	// Output: [ 1.  -2.   0.5] float64
}

func ExampleStack() {
	x, y := dyn.Of(ndarray.Of[uint16](1, 2, 3)), dyn.Of(ndarray.Of[int16](-1, -2, -3))
	points := dyn.Stack(1, x, y)
	fmt.Println(points, points.DType())
	// Output:
	// [[ 1 -1]
	//  [ 2 -2]
	//  [ 3 -3]] int32
}

func ExamplePow() {
	fmt.Println(dyn.Pow(ndarray.Of[int64](2, 3), 10), dyn.Pow(2.0, ndarray.Of[int64](-1, 3)))
	// Output: [ 1024 59049] [0.5 8. ]
}

// Any and All take every type: what is not zero is true.
func ExampleAny() {
	errors := dyn.Of(ndarray.Of(0, 0, 3, 0)).Reshape(2, 2)
	fmt.Println(dyn.Any(errors), dyn.Any(errors, 1), dyn.All(errors))
	// Output: True [False  True] False
}
