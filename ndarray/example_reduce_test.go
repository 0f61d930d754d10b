package ndarray_test

import (
	"fmt"
	"math"

	"github.com/lanewise/lanewise/ndarray"
)

func ExampleSum() {
	// Units sold, a row for each month, a column for each shop.
	sold := ndarray.Of(12, 7, 3, 5, 9, 4).Reshape(2, 3)
	fmt.Println(ndarray.Sum(sold))
	fmt.Println(sold.SumAxis(0), sold.SumAxis(1))
	// Output:
	// 40
	// [17 16  7] [22 18]
}

func ExampleProd() {
	growth := ndarray.Of(1.5, 0.75, 1.25) // year by year
	fmt.Println(ndarray.Prod(growth))
	image := ndarray.Of(1920, 1080, 3) // a byte for each color of each pixel
	fmt.Println(ndarray.Prod(image), "bytes")
	// Output:
	// 1.40625
	// 6220800 bytes
}

func ExampleMax() {
	samples := ndarray.Of(0.1, -0.5, 0.25)
	peak := ndarray.Max(samples.Abs())
	fmt.Println(peak, samples.DivScalar(peak)) // the loudest sample is 1 or -1 now
	// Output: 0.5 [ 0.2 -1.   0.5]
}

func ExampleMin() {
	prices := ndarray.Of(4.5, 3.25, 3.75)
	best := ndarray.Min(prices)
	fmt.Println(best, prices.SubScalar(best)) // how much dearer the others are
	// Output: 3.25 [1.25 0.   0.5 ]
}

func ExampleMaxAxis() {
	frames := ndarray.Of(3, 9, 4, 1, 7, 2, 8, 5).Reshape(2, 2, 2)
	fmt.Println(ndarray.MaxAxis(frames, 1, 2)) // the brightest pixel of each frame
	fmt.Println(ndarray.MaxAxis(frames, 0))    // each pixel at its brightest
	// Output:
	// [9 8]
	// [[7 9]
	//  [8 5]]
}

func ExampleArgMax() {
	depth := ndarray.Of(3.5, 8, 2, 6, 1.5, 9.5).Reshape(2, 3)
	deepest := ndarray.ArgMax(depth)
	at := ndarray.UnravelIndex(ndarray.Of(deepest), depth.Shape()...)
	fmt.Println(deepest, at[0], at[1])
	// Output: 5 [1] [2]
}

// The element nearest to a number.
func ExampleArgMin() {
	sizes := ndarray.Of(36.0, 38.5, 40, 42.5)
	i := ndarray.ArgMin(sizes.SubScalar(39.5).Abs())
	fmt.Println(i, sizes.At(i))
	// Output: 2 40
}

// Whether times are in ascending order.
func ExampleAllTrue() {
	times := ndarray.Of(10, 12, 15, 14)
	fmt.Println(ndarray.AllTrue(ndarray.Diff(times, 1, 0).GreaterScalar(0)))
	fmt.Println(ndarray.AllTrue(times)) // none is 0
	// Output:
	// false
	// true
}

func ExampleAnyTrue() {
	readings := ndarray.Of(20.5, math.NaN(), 21)
	fmt.Println(ndarray.AnyTrue(readings.IsNaN()), ndarray.AnyTrue(readings.IsInf()))
	// Output: true false
}

func ExampleCountNonzero() {
	marks := ndarray.Of(71, 48, 90, 50, 33)
	passed := marks.GreaterEqualScalar(50)
	fmt.Println(ndarray.CountNonzero(passed), "of", marks.Size(), "passed")
	// Output: 3 of 5 passed
}

func ExampleCountNonzeroAxis() {
	// Who was present, a row for each day.
	present := ndarray.Of(true, false, true, true, true, true).Reshape(2, 3)
	fmt.Println(ndarray.CountNonzeroAxis(present, 1)) // by day
	fmt.Println(ndarray.CountNonzeroAxis(present, 0)) // by person
	// Output:
	// [2 3]
	// [2 1 2]
}

func ExampleMean() {
	heights := ndarray.Of(1.5, 2, 1.75, 1.25)
	mean := ndarray.Mean(heights)
	fmt.Println(mean, heights.SubScalar(mean))
	// Output: 1.625 [-0.125  0.375  0.125 -0.375]
}

// Means of integers need a type that has fractions.
func ExampleMeanOf() {
	marks := ndarray.Of(1, 2, 4, 2, 3, 3).Reshape(2, 3)
	fmt.Println(ndarray.MeanOf[float64](marks))
	fmt.Println(ndarray.MeanOf[float64](marks, 0))
	// Output:
	// 2.5
	// [1.5 2.5 3.5]
}

// One large number moves the mean, but not the median.
func ExampleMedian() {
	pay := ndarray.Of(2, 3, 2.5, 40)
	fmt.Println(ndarray.Median(pay), ndarray.Mean(pay))
	// Output: 2.75 11.875
}

// A filter that removes single wrong samples.
func ExampleMedianAxis() {
	signal := ndarray.Of(1.0, 1.5, 99, 2, 2.5, 3)
	fmt.Println(ndarray.MedianAxis(signal.Windows([]int{3}), 1))
	// Output: [1.5 2.  2.5 2.5]
}

func ExampleQuantile() {
	waits := ndarray.Of(4.0, 1, 9, 2, 6, 3)
	fmt.Println(ndarray.Quantile(waits, 0.9, ndarray.QLinear)) // between two elements
	fmt.Println(ndarray.Quantile(waits, 0.9, ndarray.QHigher)) // a wait that there was
	// Output:
	// 7.5
	// 9
}

// Half of the people, and three quarters, live in towns of at most this size.
func ExampleQuantileWeighted() {
	size := ndarray.Of(500.0, 2000, 100, 9000)
	share := ndarray.Of(0.25, 0.125, 0.125, 0.5)
	fmt.Println(ndarray.QuantileWeighted(size, share, 0.5, 0.75))
	// Output: [2000. 9000.]
}

func ExamplePercentile() {
	latency := ndarray.Arange(1.0, 101, 1).MulScalar(0.5) // 0.5 ms to 50 ms
	fmt.Println(ndarray.Percentile(latency, 50, ndarray.QLinear))
	fmt.Println(ndarray.Percentile(latency, 99, ndarray.QInvertedCDF))
	// Output:
	// 25.25
	// 49.5
}

func ExamplePercentileAxis() {
	a := ndarray.Of(1.0, 2, 3, 4, 5, 10, 30, 20, 50, 40).Reshape(2, 5)
	// A row of the result for each percentile, a column for each row of a.
	fmt.Println(ndarray.PercentileAxis(a, []float64{25, 50, 75}, ndarray.QLinear, 1))
	// Output:
	// [[ 2. 20.]
	//  [ 3. 30.]
	//  [ 4. 40.]]
}

func ExampleVar() {
	a := ndarray.Of(2.0, 4, 4, 6, 9)
	fmt.Println(ndarray.Var(a, 0)) // of these numbers
	fmt.Println(ndarray.Var(a, 1)) // an estimate for what they were drawn from
	// Output:
	// 5.6
	// 7
}

func ExampleVarAxis() {
	// Two scales weigh the same thing four times: which one is the more steady?
	a := ndarray.Of(5.0, 5.5, 4.5, 5, 3, 7, 5, 5).Reshape(2, 4)
	fmt.Println(ndarray.VarAxis(a, 1, 1))
	// Output: [0.16666667 2.66666667]
}

func ExampleStd() {
	a := ndarray.Of(2.0, 4, 4, 4, 5, 5, 7, 9)
	fmt.Println(ndarray.Std(a, 0))
	fmt.Printf("%.4f\n", ndarray.Std(a, 1)) // for a sample
	// Output:
	// 2
	// 2.1381
}

// Columns with mean 0 and standard deviation 1, whatever their units are.
func ExampleStdAxis() {
	a := ndarray.Of(1.0, 100, 3, 500).Reshape(2, 2)
	fmt.Println(ndarray.StdAxis(a, 0, 0))
	fmt.Println(a.Sub(a.MeanAxis(0)).Div(ndarray.StdAxis(a, 0, 0)))
	// Output:
	// [  1. 200.]
	// [[-1. -1.]
	//  [ 1.  1.]]
}

func ExampleAverage() {
	price := ndarray.Of(10.0, 12, 15)
	amount := ndarray.Of(6.0, 1, 1)
	fmt.Println(ndarray.Average(price, amount), price.Mean())
	// Output: 10.875 12.333333333333334
}

func ExampleAverageAxis() {
	marks := ndarray.Of(2.0, 4, 3, 1, 1, 5).Reshape(2, 3) // a row for each student
	weights := ndarray.Of(1.0, 1, 2)                      // the last test counts twice
	fmt.Println(ndarray.AverageAxis(marks, weights, 1))
	// Output: [3. 3.]
}

func ExampleCov() {
	a := ndarray.Of(1.0, 2, 3, 4, 8, 6, 4, 2).Reshape(2, 4) // a row for each variable
	fmt.Println(ndarray.Cov(a, ndarray.CovOpt{}))
	fmt.Println(ndarray.Cov(a.T(), ndarray.CovOpt{Columns: true, DDof: new(0)}))
	// Output:
	// [[ 1.66666667 -3.33333333]
	//  [-3.33333333  6.66666667]]
	// [[ 1.25 -2.5 ]
	//  [-2.5   5.  ]]
}

func ExampleCorrCoef() {
	// Ice creams, umbrellas and hours of sun, a row for each day.
	a := ndarray.Of(10, 40, 3, 20, 30, 4, 30, 10, 6, 60, 0, 12).Reshape(4, 3)
	fmt.Println(ndarray.CorrCoef(a, true))
	// Output:
	// [[ 1.         -0.92966968  0.9952267 ]
	//  [-0.92966968  1.         -0.90582163]
	//  [ 0.9952267  -0.90582163  1.        ]]
}

func ExamplePtp() {
	temperature := ndarray.Of(-2.5, 1, 6.5, 3)
	fmt.Println(ndarray.Ptp(temperature))
	// Output: 9
}

// What 100 becomes with gains and losses, year by year.
func ExampleCumProd() {
	rate := ndarray.Of(0.5, -0.5, 0.25, 0)
	fmt.Println(ndarray.CumProd(rate.AddScalar(1), 0).MulScalar(100))
	// Output: [150.    75.    93.75  93.75]
}

// How far a price is below its highest one so far.
func ExampleCumMax() {
	price := ndarray.Of(10, 12, 9, 11, 15, 14)
	peak := ndarray.CumMax(price, 0)
	fmt.Println(peak, peak.Sub(price))
	// Output: [10 12 12 12 15 15] [0 0 3 1 0 1]
}

func ExampleCumSumAs() {
	steps := ndarray.Of[int8](100, 90, -20)
	fmt.Println(ndarray.CumSumAs[int64](steps, 0)) // more than an int8 can hold
	// The number of the group that each element is in.
	first := ndarray.Of(true, false, false, true, false, true)
	fmt.Println(ndarray.CumSumAs[int](first, 0))
	// Output:
	// [100 190 170]
	// [1 1 1 2 2 3]
}

// With the 0 in front, the sum from i up to j is sums[j] - sums[i].
func ExampleCumulativeSum() {
	sales := ndarray.Of(3, 1, 4, 1, 5, 9)
	sums := ndarray.CumulativeSum(sales, 0)
	fmt.Println(sums)
	fmt.Println(sums.At(5)-sums.At(2), sales.Slice(ndarray.R(2, 5)).Sum())
	// Output:
	// [ 0  3  4  8  9 14 23]
	// 10 10
}

func ExampleDiff() {
	height := ndarray.Of(0, 5, 8, 9, 8, 5)
	fmt.Println(ndarray.Diff(height, 1, 0)) // speed
	fmt.Println(ndarray.Diff(height, 2, 0)) // acceleration
	edges := ndarray.Of(0, 0, 9, 9, 0, 0, 0, 9).Reshape(2, 4)
	fmt.Println(ndarray.Diff(edges, 1, 1))
	// Output:
	// [ 5  3  1 -1 -3]
	// [-2 -2 -2 -2]
	// [[0 9 0]
	//  [0 0 9]]
}

// What was used each month, of a meter that began at 0: as many results as readings.
func ExampleDiffWith() {
	meter := ndarray.Of(30, 55, 95, 110)
	fmt.Println(ndarray.DiffWith(meter, 1, 0, ndarray.Of(0), ndarray.Array[int]{}))
	// Output: [30 25 40 15]
}

func ExampleEDiff1D() {
	a := ndarray.Of(1, 2, 4, 7, 0, 5).Reshape(2, 3) // read in C order
	fmt.Println(ndarray.EDiff1D(a, nil, nil))
	fmt.Println(ndarray.EDiff1D(a, []int{-99}, []int{88, 99}))
	// Output:
	// [ 1  2  3 -7  5]
	// [-99   1   2   3  -7   5  88  99]
}

func ExampleGradient() {
	way := ndarray.Of(0.0, 1, 4, 9, 16)
	fmt.Println(ndarray.Gradient(way, 0, ndarray.GradientOpt[float64]{Spacing: 0.5}))
	fmt.Println(ndarray.Gradient(way, 0, ndarray.GradientOpt[float64]{Spacing: 0.5, EdgeOrder: 2}))
	times := []float64{0, 1, 2, 4, 8} // not evenly spaced
	fmt.Println(ndarray.Gradient(way, 0, ndarray.GradientOpt[float64]{Coords: times}))
	// Output:
	// [ 2.  4.  8. 12. 14.]
	// [ 0.  4.  8. 12. 16.]
	// [1.         2.         2.83333333 2.25       1.75      ]
}

// How steep a hill is from row to row, and from column to column.
func ExampleGradients() {
	height := ndarray.Of(1.0, 2, 6, 3, 4, 5).Reshape(2, 3)
	for _, slope := range ndarray.Gradients(height, ndarray.GradientOpt[float64]{}) {
		fmt.Println(slope)
	}
	// Output:
	// [[ 2.  2. -1.]
	//  [ 2.  2. -1.]]
	// [[1.  2.5 4. ]
	//  [1.  1.  1. ]]
}

func ExampleTrapezoid() {
	// The speeds of two cars, in m/s, every two seconds: how far did they get?
	speed := ndarray.Of(0.0, 5, 10, 10, 8, 8, 4, 0).Reshape(2, 4)
	fmt.Println(ndarray.Trapezoid(speed, 2, 1))
	// Output: [40. 32.]
}

func ExampleTrapezoidAt() {
	power := ndarray.Of(0.0, 2, 2, 1) // kW
	hour := ndarray.Of(8, 8.5, 11, 12)
	fmt.Println(ndarray.TrapezoidAt(power, hour, 0), "kWh")
	// Output: 7.0 kWh
}
