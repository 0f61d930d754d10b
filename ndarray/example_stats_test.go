package ndarray_test

import (
	"fmt"

	"github.com/lanewise/lanewise/ndarray"
)

func ExampleMeanAxis() {
	a := ndarray.Of(1.0, 2, 3, 4, 5, 6).Reshape(2, 3)
	fmt.Println(a.MeanAxis(0), a.Mean())
	fmt.Println(ndarray.MeanOf[float64](ndarray.Of(1, 2)))
	// Output:
	// [2.5 3.5 4.5] 3.5
	// 1.5
}

func ExampleSumAs() {
	votes := ndarray.Of[int8](100, 100, 100)
	fmt.Println(ndarray.SumAs[int64](votes))
	// Output: 300
}

func ExampleSumWith() {
	a := ndarray.Of(1.0, 2, 3, 4).Reshape(2, 2)
	fmt.Println(ndarray.SumWith(a, ndarray.RedOpt[float64]{Axes: []int{1}, Where: a.GreaterScalar(1), Initial: new(10.0)}))
	// Output: [12. 17.]
}

func ExampleCumSum() {
	a := ndarray.Of(1, 2, 3, 4)
	fmt.Println(a.CumSum(0), ndarray.CumulativeSum(a, 0))
	// Output: [ 1  3  6 10] [ 0  1  3  6 10]
}

func ExampleQuantileAxis() {
	a := ndarray.Of(7.0, 1, 3, 9, 5)
	fmt.Println(ndarray.QuantileAxis(a, []float64{0.25, 0.5, 0.75}, ndarray.QLinear), ndarray.Median(a))
	// Output: [3. 5. 7.] 5
}

func ExampleHistogram() {
	counts, edges := ndarray.Histogram(ndarray.Of(1, 2, 2, 3, 5), ndarray.HistogramOpt{Bins: 4})
	fmt.Println(counts, edges)
	// Output: [1 2 1 1] [1. 2. 3. 4. 5.]
}

func ExampleInterp() {
	fmt.Println(ndarray.Interp(ndarray.Of(0.0, 1.5, 9), []float64{1, 2, 3}, []float64{10, 20, 30}, ndarray.InterpOpt[float64]{}))
	// Output: [10. 15. 30.]
}

func ExampleConvolve() {
	fmt.Println(ndarray.Convolve(ndarray.Of(1, 2, 3), ndarray.Of(0, 1, 2), ndarray.ConvolveFull))
	// Output: [0 1 4 7 6]
}
