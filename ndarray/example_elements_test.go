package ndarray_test

import (
	"fmt"
	"math"

	"github.com/lanewise/lanewise/ndarray"
)

func ExampleSub() {
	samples := ndarray.Of(1.0, 10, 3, 30).Reshape(2, 2)
	fmt.Println(ndarray.Sub(samples, samples.MeanAxis(0))) // each column around 0
	// Output:
	// [[ -1. -10.]
	//  [  1.  10.]]
}

func ExampleMul() {
	hours := ndarray.Of(8, 4, 6, 8).Reshape(2, 2) // of two workers on two days
	wage := ndarray.Of(20, 30).Reshape(2, 1)
	fmt.Println(ndarray.Mul(hours, wage))
	// Output:
	// [[160  80]
	//  [180 240]]
}

func ExampleDiv() {
	counts := ndarray.Of(1.0, 3, 2, 2).Reshape(2, 2)
	fmt.Println(ndarray.Div(counts, counts.SumAxis(1).Keep(1)))             // shares of each row
	fmt.Println(ndarray.Div(ndarray.Of(1.0, 0), ndarray.Zeros[float64](2))) // no panic
	// Output:
	// [[0.25 0.75]
	//  [0.5  0.5 ]]
	// [inf nan]
}

func ExampleAddScalar() {
	celsius := ndarray.Of(-40.0, 0, 36.5)
	fmt.Println(celsius.AddScalar(273.15))
	// Output: [233.15 273.15 309.65]
}

func ExampleScalarSub() {
	p := ndarray.Of(0.25, 0.5, 0.875)
	fmt.Println(ndarray.ScalarSub(1, p)) // the number is on the left
	// Output: [0.75  0.5   0.125]
}

func ExampleFloorDiv() {
	a, b := ndarray.Of(7, -7, 5), ndarray.Of(2, 2, 0)
	// Down, not towards 0 as Go's own division, and 0 for a division by 0.
	fmt.Println(ndarray.FloorDiv(a, b))
	// Output: [ 3 -4  0]
}

func ExampleMod() {
	hour := ndarray.Of(-1, 13, 25)
	fmt.Println(ndarray.Mod(hour, ndarray.Full(12))) // never negative, unlike Go's -1 % 12
	// Output: [11  1  1]
}

func ExamplePow() {
	fmt.Println(ndarray.Pow(ndarray.Of(2.0, 9, 4), ndarray.Of(3, 0.5, -1)))
	fmt.Println(ndarray.Pow(ndarray.Of(3, 10), ndarray.Of(4, 2))) // integers are exact
	// Output:
	// [8.   3.   0.25]
	// [ 81 100]
}

func ExampleMaximum() {
	a, b := ndarray.Of(1, math.NaN(), 3), ndarray.Full(2.0, 3)
	fmt.Println(ndarray.Maximum(a, b)) // a NaN stays
	fmt.Println(ndarray.Fmax(a, b))    // and here it gives way
	// Output:
	// [ 2. nan  3.]
	// [2. 2. 3.]
}

func ExampleMaximumScalar() {
	x := ndarray.Of(-1.5, 0, 2)
	fmt.Println(x.MaximumScalar(0)) // a rectifier
	// Output: [0. 0. 2.]
}

func ExampleSqrt() {
	fmt.Println(ndarray.Sqrt(ndarray.Of(2.0, 9, -1)))
	fmt.Println(ndarray.Sqrt(ndarray.Of(-1 + 0i))) // complex numbers have one
	// Output:
	// [1.41421356 3.                nan]
	// [0.+1.j]
}

func ExampleSquare() {
	voltage := ndarray.Of(3.0, -4, 3, -4)
	fmt.Printf("%.4f\n", math.Sqrt(ndarray.Square(voltage).Mean())) // root mean square
	// Output: 3.5355
}

func ExampleLog() {
	price := ndarray.Of(100.0, 110, 99)
	fmt.Println(ndarray.Log(price))
	fmt.Println(ndarray.Diff(ndarray.Log(price), 1, 0)) // growth, which adds up
	// Output:
	// [4.60517019 4.70048037 4.59511985]
	// [ 0.09531018 -0.10536052]
}

func ExampleSin() {
	degrees := ndarray.Of(0.0, 30, 90)
	fmt.Println(ndarray.Sin(ndarray.Deg2rad(degrees)))
	// Output: [0.  0.5 1. ]
}

func ExampleTanh() {
	fmt.Println(ndarray.Tanh(ndarray.Of(-100.0, -1, 0, 1))) // between -1 and 1
	// Output: [-1.         -0.76159416  0.          0.76159416]
}

func ExampleSigmoid() {
	score := ndarray.Of(-1000.0, -2, 0, 2)
	fmt.Println(ndarray.Sigmoid(score)) // probabilities
	// Output: [0.         0.11920292 0.5        0.88079708]
}

func ExampleSoftplus() {
	fmt.Println(ndarray.Softplus(ndarray.Of(-2.0, 0, 2, 1000))) // log(1 + e^x), without overflow
	// Output: [1.26928011e-01 6.93147181e-01 2.12692801e+00 1.00000000e+03]
}

func ExampleErf() {
	// The share of a normal distribution within 1, 2 and 3 standard deviations.
	fmt.Println(ndarray.Erf(ndarray.Of(1.0, 2, 3).DivScalar(math.Sqrt2)))
	// Output: [0.68268949 0.95449974 0.9973002 ]
}

func ExampleLess() {
	low, high := ndarray.Of(1.0, 5, math.NaN()), ndarray.Of(2.0, 5, 9)
	fmt.Println(ndarray.Less(low, high))
	// Output: [ True False False]
}

func ExampleEqualScalar() {
	dice := ndarray.Of(6, 2, 6, 5, 1)
	six := dice.EqualScalar(6)
	fmt.Println(six, ndarray.CountNonzero(six))
	// Output: [ True False  True False False] 2
}

func ExampleAnd() {
	x := ndarray.Of(1, 4, 6, 9)
	fmt.Println(ndarray.And(x.GreaterScalar(3), x.LessScalar(8)))
	fmt.Println(ndarray.And(x, ndarray.Full(1))) // the lowest bit
	// Output:
	// [False  True  True False]
	// [1 0 0 1]
}

func ExampleOr() {
	x := ndarray.Of(-5, 1, 9)
	outside := ndarray.Or(x.LessScalar(0), x.GreaterScalar(8))
	fmt.Println(x.Mask(outside))
	// Output: [-5  9]
}

func ExampleLogicalAnd() {
	stock, orders := ndarray.Of(0, 2, 4), ndarray.Of(3, 0, 1)
	fmt.Println(ndarray.LogicalAnd(stock, orders)) // both are there
	fmt.Println(ndarray.And(stock, orders))        // the bits that both have
	// Output:
	// [False False  True]
	// [0 0 0]
}

func ExampleLogicalNot() {
	fmt.Println(ndarray.LogicalNot(ndarray.Of(0, 3, 0)))
	// Output: [ True False  True]
}

func ExampleNot() {
	x := ndarray.Of(0.5, math.NaN(), 2)
	fmt.Println(x.Mask(x.IsNaN().Not()))
	fmt.Println(ndarray.Not(ndarray.Of[uint8](0, 15, 255))) // of integers all bits
	// Output:
	// [0.5 2. ]
	// [255 240   0]
}

func ExampleShl() {
	fmt.Println(ndarray.Shl(ndarray.Full(1), ndarray.Of(0, 4, 10, 64))) // 0 beyond the width
	// Output: [   1   16 1024    0]
}

func ExampleIsNaN() {
	x := ndarray.Of(20.5, math.NaN(), 22.5)
	missing := ndarray.IsNaN(x)
	fmt.Println(missing, ndarray.AnyTrue(missing))
	// Output: [False  True False] true
}

func ExampleSign() {
	change := ndarray.Diff(ndarray.Of(3, 5, 5, 1), 1, 0)
	fmt.Println(ndarray.Sign(change)) // up, level, down
	// Output: [ 1  0 -1]
}

func ExampleFloor() {
	x := ndarray.Of(-1.5, 0.25, 7)
	fmt.Println(ndarray.Floor(x), ndarray.Trunc(x))
	// Output: [-2.  0.  7.] [-1.  0.  7.]
}

func ExampleWhereScalar() {
	signal := ndarray.Of(0.2, 3, -0.1, -4)
	loud := signal.Abs().GreaterScalar(1)
	fmt.Println(ndarray.WhereScalar(loud, signal, 0)) // the rest is silence
	// Output: [ 0.  3.  0. -4.]
}

func ExampleScalarWhere() {
	x := ndarray.Of(20.5, math.NaN(), 22.5)
	fmt.Println(ndarray.ScalarWhere(x.IsNaN(), 0, x))
	// Output: [20.5  0.  22.5]
}

func ExampleClipArray() {
	points := ndarray.Of(-3, 5, 12, 50).Reshape(2, 2)
	// Each column has bounds of its own.
	fmt.Println(ndarray.ClipArray(points, ndarray.Of(0, 10), ndarray.Of(10, 40)))
	// Output:
	// [[ 0 10]
	//  [10 40]]
}

func ExampleSumAxisTo() {
	total := ndarray.Zeros[int](3)
	for day := range 2 {
		a := ndarray.Arange(0, 6, 1).Reshape(2, 3).AddScalar(day * 10)
		fmt.Println(ndarray.SumAxisTo(total, a, 0)) // in the same memory every time
	}
	// Output:
	// [3 5 7]
	// [23 25 27]
}

func ExampleMaxWith() {
	a := ndarray.Of(3, -1, -4, 1, 5, 9).Reshape(2, 3)
	none := -100 // where no element counts
	fmt.Println(ndarray.MaxWith(a, ndarray.RedOpt[int]{
		Axes: []int{1}, Where: a.LessScalar(0), Initial: &none,
	}))
	// Output: [  -1 -100]
}

func ExampleMeanWith() {
	a := ndarray.Of(1.0, 2, 3, 4, math.NaN(), 6).Reshape(2, 3)
	mean := ndarray.MeanWith(a, ndarray.RedOpt[float64]{
		Axes: []int{1}, Keep: true, Where: a.IsNaN().Not(),
	})
	fmt.Println(a.Sub(mean)) // it has kept the axis
	// Output:
	// [[-1.  0.  1.]
	//  [-1. nan  1.]]
}

func ExampleAllTrueWith() {
	yes := ndarray.Of(true, false, true, true, false, false).Reshape(2, 3)
	present := ndarray.Of(true, false, true, true, true, false).Reshape(2, 3)
	// Those who are not there have no say.
	fmt.Println(ndarray.AllTrueWith(yes, ndarray.RedOpt[bool]{Axes: []int{1}}))
	fmt.Println(ndarray.AllTrueWith(yes, ndarray.RedOpt[bool]{Axes: []int{1}, Where: present}))
	// Output:
	// [False False]
	// [ True False]
}

func ExampleIsClose() {
	measured := ndarray.Of(0.9999, 2.2, math.Inf(1))
	wanted := ndarray.Of(1.0, 2, math.Inf(1))
	fmt.Println(ndarray.IsClose(measured, wanted, ndarray.CloseOpt{RTol: 0.01}))
	// Output: [ True False  True]
}

// A tenth has no exact binary form: ten of them are not quite 1.
func ExampleAllClose() {
	sums := ndarray.CumSum(ndarray.Full(0.1, 10), 0)
	tenths := ndarray.Linspace(0.1, 1, 10)
	fmt.Println(ndarray.ArrayEqual(sums, tenths), ndarray.AllClose(sums, tenths, ndarray.CloseOpt{}))
	// Output: false true
}

func ExampleArrayEqual() {
	a := ndarray.Arange(0, 6, 1).Reshape(2, 3)
	fmt.Println(ndarray.ArrayEqual(a, a.T().T()), ndarray.ArrayEqual(a, a.T()))
	// Output: true false
}
