package ndarray_test

import (
	"fmt"

	"github.com/lanewise/lanewise/ndarray"
)

func ExampleBinCount() {
	children := ndarray.Of(2, 0, 1, 2, 3, 2)
	fmt.Println(ndarray.BinCount(children, 0)) // families with 0, 1, 2 and 3 children
	fmt.Println(ndarray.BinCount(children, 6)) // six numbers at least
	// Output:
	// [1 1 3 1]
	// [1 1 3 1 0 0]
}

// Sums by group: what each customer spent.
func ExampleBinCountWeighted() {
	customer := ndarray.Of(0, 2, 0, 1, 2)
	amount := ndarray.Of(9.5, 20, 0.5, 3, 1.25)
	total := ndarray.BinCountWeighted(customer, amount, 0)
	fmt.Println(total)
	fmt.Println(total.Div(ndarray.As[float64](ndarray.BinCount(customer, 0)))) // means
	// Output:
	// [10.    3.   21.25]
	// [ 5.     3.    10.625]
}

// The same bins for two arrays, so that their histograms can be compared.
func ExampleHistogramBinEdges() {
	before, after := ndarray.Of(1.0, 2, 2, 3, 9), ndarray.Of(2.0, 4, 5, 5, 6)
	all := ndarray.Concat(0, before, after)
	edges := ndarray.HistogramBinEdges(all, ndarray.HistogramOpt{Rule: ndarray.BinsSqrt})
	fmt.Println(edges)
	bins, _ := edges.Data()
	a, _ := ndarray.Histogram(before, ndarray.HistogramOpt{Edges: bins})
	b, _ := ndarray.Histogram(after, ndarray.HistogramOpt{Edges: bins})
	fmt.Println(a, b)
	// Output:
	// [1. 3. 5. 7. 9.]
	// [3 1 0 1] [1 1 3 0]
}

func ExampleHistogram2D() {
	x := ndarray.Of(0.5, 1, 1.5, 3, 3.5)
	y := ndarray.Of(1.0, 1.5, 7, 8, 2)
	hist, xEdges, yEdges := ndarray.Histogram2D(x, y, ndarray.HistogramDDOpt{
		Bins:   []int{2, 3},
		Ranges: []*[2]float64{{0, 4}, {0, 9}},
	})
	fmt.Println(hist) // a row for each bin of x
	fmt.Println(xEdges, yEdges)
	// Output:
	// [[2. 0. 1.]
	//  [1. 0. 1.]]
	// [0. 2. 4.] [0. 3. 6. 9.]
}

func ExampleHistogramDD() {
	// Points in space, one in each row: how many are in each octant?
	points := ndarray.Of(-1.0, 2, 3, 4, 5, 6, -2, 1, 7, 3, -8, 2).Reshape(4, 3)
	half := []float64{-10, 0, 10}
	hist, edges := ndarray.HistogramDD(points, ndarray.HistogramDDOpt{Edges: [][]float64{half, half, half}})
	fmt.Println(hist)
	fmt.Println(len(edges), edges[0])
	// Output:
	// [[[0. 0.]
	//   [0. 2.]]
	//
	//  [[0. 1.]
	//   [0. 1.]]]
	// 3 [-10.   0.  10.]
}

// Bins of different widths are comparable as densities: the whole area is 1.
func ExampleHistogramDensity() {
	wait := ndarray.Of(0.5, 0.5, 1, 2, 3, 5, 6, 9)
	density, edges := ndarray.HistogramDensity(wait, ndarray.Array[float64]{},
		ndarray.HistogramOpt{Edges: []float64{0, 1, 2, 4, 10}})
	fmt.Println(density)
	fmt.Println(density.Mul(ndarray.Diff(edges, 1, 0)).Sum())
	// Output:
	// [0.25   0.125  0.125  0.0625]
	// 1
}

// How much was spent by people of each age.
func ExampleHistogramWeighted() {
	age := ndarray.Of(25, 34, 61, 47, 38)
	spent := ndarray.Of(10, 2.5, 30, 8, 4)
	sums, edges := ndarray.HistogramWeighted(age, spent, ndarray.HistogramOpt{
		Bins:  3,
		Range: &[2]float64{20, 80},
	})
	fmt.Println(sums, edges)
	// Output: [16.5  8.  30. ] [20. 40. 60. 80.]
}
