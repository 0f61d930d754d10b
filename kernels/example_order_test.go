package kernels_test

import (
	"fmt"
	"math"

	"github.com/lanewise/lanewise/kernels"
)

// NaN goes to the end.
func ExampleSort() {
	x := []float64{3, math.NaN(), -1, 2}
	kernels.Sort(x)
	fmt.Println(x)
	// Output: [-1 2 3 NaN]
}

// The ranks of one column order another.
func ExampleArgsort() {
	age := []int32{41, 19, 33}
	name := []string{"Ann", "Bo", "Cy"}
	order := make([]int, len(age))
	kernels.Argsort(order, age)
	for _, i := range order {
		fmt.Println(name[i], age[i])
	}
	// Output:
	// Bo 19
	// Cy 33
	// Ann 41
}

// The median of an odd number of elements, in linear time.
func ExamplePartition() {
	x := []float64{9, 1, 8, 2, 7, 3, 5}
	kernels.Partition(x, len(x)/2)
	fmt.Println(x[len(x)/2])
	// Output: 5
}

func ExampleArgpartition() {
	loss := []float64{0.5, 0.1, 0.9, 0.3}
	idx := make([]int, len(loss))
	kernels.Argpartition(idx, loss, 1)
	fmt.Println(idx[1]) // where the second smallest is
	// Output: 3
}

func ExampleTopK() {
	score := []float32{0.2, 0.9, 0.4, 0.7}
	values, idx := make([]float32, 2), make([]int, 2)
	kernels.TopK(values, idx, score, make([]int, len(score)), kernels.Largest)
	fmt.Println(values, idx)
	// Output: [0.9 0.7] [1 3]
}

// Left puts a value before its equals, Right behind them: the difference is how often it occurs.
func ExampleSearchSorted() {
	sorted := []int64{10, 20, 20, 20, 30}
	values := []int64{20, 25}
	left, right := make([]int, 2), make([]int, 2)
	kernels.SearchSorted(left, sorted, values, kernels.Left)
	kernels.SearchSorted(right, sorted, values, kernels.Right)
	fmt.Println(left, right)
	// Output: [1 4] [4 4]
}

func ExampleMerge() {
	all := make([]int32, 6)
	kernels.Merge(all, []int32{1, 4, 9}, []int32{2, 4, 6})
	fmt.Println(all)
	// Output: [1 2 4 4 6 9]
}

func ExampleUnique() {
	x := []int32{3, 1, 3, 2, 1}
	kernels.Sort(x)
	n := kernels.Unique(x, x)
	fmt.Println(x[:n])
	// Output: [1 2 3]
}

// How often each value occurs.
func ExampleUniqueRuns() {
	x := []uint8{2, 2, 5, 7, 7, 7}
	starts := make([]int, len(x))
	starts = starts[:kernels.UniqueRuns(starts, x)]
	for r, first := range starts {
		end := len(x)
		if r+1 < len(starts) {
			end = starts[r+1]
		}
		fmt.Println(x[first], "occurs", end-first)
	}
	// Output:
	// 2 occurs 2
	// 5 occurs 1
	// 7 occurs 3
}

// The upper edge belongs to the last bin.
func ExampleHistogram() {
	counts := make([]int, 4)
	kernels.Histogram(counts, []float64{0, 0.1, 0.25, 0.6, 1, 7}, 0, 1)
	fmt.Println(counts)
	// Output: [2 1 1 1]
}

// Counts of several parts add up.
func ExampleHistogramEdges() {
	age := [][]int32{{3, 17, 18}, {40, 65, 99}}
	counts := make([]int, 3)
	for _, part := range age {
		kernels.HistogramEdges(counts, part, []int32{0, 18, 65, 120})
	}
	fmt.Println(counts)
	// Output: [2 2 2]
}

func ExampleArgmax() {
	x := []float64{1, 5, 5, 2}
	fmt.Println(kernels.Argmax(x), kernels.Argmin(x)) // the first of equals
	// Output: 1 0
}

// A balance after each booking, and its highest point so far.
func ExampleCumsum() {
	bookings := []int64{100, -30, 50, -80}
	balance, peak := make([]int64, 4), make([]int64, 4)
	kernels.Cumsum(balance, bookings)
	kernels.Cummax(peak, balance)
	fmt.Println(balance, peak)
	// Output: [100 70 120 40] [100 100 120 120]
}

// A million tenths: added one by one they would be wrong in the sixth decimal.
func ExampleSumF64() {
	x := make([]float64, 1_000_000)
	kernels.Fill(x, 0.1)
	fmt.Printf("%.9f\n", kernels.SumF64(x))
	// Output: 100000.000000000
}

func ExampleDotF64() {
	price, count := []float64{1.5, 20, 0.25}, []float64{2, 1, 8}
	fmt.Println(kernels.DotF64(price, count))
	// Output: 25
}

// The variance of numbers whose squares are too large to tell them apart.
func ExampleMomentsF64() {
	x := []float64{1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16}
	mean, m2 := kernels.MomentsF64(x)
	fmt.Println(mean-1e9, m2/float64(len(x)-1))
	// Output: 10 30
}

func ExampleNorm2F64() {
	fmt.Printf("%.6g\n", kernels.Norm2F64([]float64{3e-200, 4e-200}))
	// Output: 5e-200
}
