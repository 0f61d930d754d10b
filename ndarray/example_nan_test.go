package ndarray_test

import (
	"fmt"
	"math"

	"github.com/lanewise/lanewise/ndarray"
)

func ExampleNanSum() {
	nan := math.NaN()
	rain := ndarray.Of(1.5, nan, 2, 0, 4, nan).Reshape(2, 3) // some days were not measured
	fmt.Println(rain.SumAxis(1))
	fmt.Println(ndarray.NanSum(rain, 1), ndarray.NanSum(rain))
	// Output:
	// [nan nan]
	// [3.5 4. ] 7.5
}

func ExampleNanMean() {
	nan := math.NaN()
	// The last sensor never sent anything.
	a := ndarray.Of(20, 18.5, nan, 22, nan, nan).Reshape(2, 3)
	fmt.Println(ndarray.NanMean(a, 0))
	// Output: [21.  18.5  nan]
}

func ExampleNanMax() {
	nan := math.NaN()
	a := ndarray.Of(2, nan, 7, nan, 1.5, 5).Reshape(2, 3)
	fmt.Println(ndarray.NanMax(a), ndarray.NanMax(a, 0), ndarray.NanMax(a, 1))
	// Output: 7.0 [2.  1.5 7. ] [7. 5.]
}

// A gap is filled with the median of what is known.
func ExampleNanMedian() {
	age := ndarray.Of(31, math.NaN(), 40, 28, math.NaN(), 90)
	median := ndarray.NanMedian(age)
	fmt.Println(median)
	fmt.Println(ndarray.Where(age.IsNaN(), median, age))
	// Output:
	// 35.5
	// [31.  35.5 40.  28.  35.5 90. ]
}

func ExampleNanStd() {
	a := ndarray.Of(2, 4, math.NaN(), 4, 4, 5, 5, 7, 9)
	fmt.Println(ndarray.NanStd(a, 0))
	// With rows of different lengths, filled up with NaN.
	rows := ndarray.Of(1, 3, math.NaN(), 2, 6, 10).Reshape(2, 3)
	fmt.Println(ndarray.NanStd(rows, 1, 1))
	// Output:
	// 2.0
	// [1.41421356 4.        ]
}

func ExampleNanQuantile() {
	nan := math.NaN()
	a := ndarray.Of(4, nan, 1, 3, 2, 10, 30, nan, nan, 20).Reshape(2, 5)
	fmt.Println(ndarray.NanQuantile(a, []float64{0, 0.5, 1}, ndarray.QLinear, 1))
	// Output:
	// [[ 1.  10. ]
	//  [ 2.5 20. ]
	//  [ 4.  30. ]]
}

func ExampleNanArgMax() {
	nan := math.NaN()
	a := ndarray.Of(nan, 3, 8, 5, nan, 1).Reshape(2, 3)
	fmt.Println(a.ArgMaxAxis(1)) // a NaN is taken for the greatest
	fmt.Println(ndarray.NanArgMax(a, 1))
	// Output:
	// [0 1]
	// [2 0]
}

func ExampleNanCumSum() {
	rain := ndarray.Of(1.5, math.NaN(), 2, 0.5)
	fmt.Println(rain.CumSum(0))
	fmt.Println(ndarray.NanCumSum(rain, 0))
	// Output:
	// [1.5 nan nan nan]
	// [1.5 1.5 3.5 4. ]
}

func ExampleNanToNum() {
	ratio := ndarray.Of(1.0, 0, -2, 3).Div(ndarray.Of(4.0, 0, 0, 0))
	fmt.Println(ratio)
	fmt.Println(ndarray.NanToNum(ratio, ndarray.NanOpt[float64]{PosInf: new(100.0), NegInf: new(-100.0)}))
	// Output:
	// [0.25  nan -inf  inf]
	// [   0.25    0.   -100.    100.  ]
}
