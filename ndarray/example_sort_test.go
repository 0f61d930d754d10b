package ndarray_test

import (
	"cmp"
	"fmt"
	"math"

	"github.com/lanewise/lanewise/ndarray"
)

func ExampleSort() {
	a := ndarray.Of(3, math.NaN(), -1, 2, 0, 1).Reshape(2, 3)
	fmt.Println(ndarray.Sort(a, 1))
	fmt.Println(a.SortDescending(0))
	fmt.Println(ndarray.Sort(ndarray.Of("pear", "apple", "fig"), 0))
	// Output:
	// [[-1.  3. nan]
	//  [ 0.  1.  2.]]
	// [[ 3. nan  1.]
	//  [ 2.  0. -1.]]
	// ['apple' 'fig' 'pear']
}

func ExampleSortFunc() {
	type city struct {
		name  string
		count int
	}
	a := ndarray.Of(city{"Oslo", 7}, city{"Rome", 28}, city{"Bern", 1})
	fmt.Println(ndarray.SortFunc(a, 0, func(x, y city) int { return cmp.Compare(x.count, y.count) }))
	// Output: [('Bern',  1) ('Oslo',  7) ('Rome', 28)]
}

func ExampleArgSort() {
	price := ndarray.Of(2.5, 1, 2)
	name := ndarray.Of("tea", "milk", "salt")
	fmt.Println(name.Take(price.ArgSort(0), 0))
	fmt.Println(name.Take(price.ArgSortDescending(0), 0))
	// Output:
	// ['milk' 'salt' 'tea']
	// ['tea' 'salt' 'milk']
}

// Sorted by the last key; where it is equal, by the one before.
func ExampleLexSort() {
	first := ndarray.Of("Ada", "Max", "Bob")
	last := ndarray.Of("Low", "Ash", "Ash")
	order := ndarray.LexSort(0, first, last)
	fmt.Println(order, first.Take(order, 0))
	// Output: [2 1 0] ['Bob' 'Max' 'Ada']
}

func ExamplePartition() {
	a := ndarray.Of(7, 1, 9, 3, 5)
	p := ndarray.Partition(a, 2, 0)
	fmt.Println(p.At(2)) // the median
	// Output: 5
}

func ExampleTopK() {
	scores := ndarray.Of(3, 9, 4, 9, 1)
	values, indices := ndarray.TopK(scores, 3, 0)
	fmt.Println(values, indices)
	fmt.Println(ndarray.ArgBottomK(scores, 2, 0))
	// Output:
	// [9 9 4] [1 3 2]
	// [4 0]
}

func ExampleArgMaxAxis() {
	a := ndarray.Of(1, 5, 5, 7, 0, 2).Reshape(2, 3)
	fmt.Println(a.ArgMax(), a.ArgMin(), a.ArgMaxAxis(1), a.ArgMinAxis(0))
	// Output: 3 4 [1 0] [0 1 1]
}

func ExampleSearchSorted() {
	a := ndarray.Of(1, 3, 3, 5)
	v := ndarray.Of(3, 0, 9)
	fmt.Println(ndarray.SearchSorted(a, v, ndarray.Left), ndarray.SearchSorted(a, v, ndarray.Right))
	// Output: [1 0 4] [3 0 4]
}

func ExampleDigitize() {
	fmt.Println(ndarray.Digitize(ndarray.Of(0.2, 6.4, 3, 1.6), ndarray.Of(0.0, 1, 2.5, 4, 10), false))
	// Output: [1 4 3 2]
}

func ExampleUnique() {
	a := ndarray.Of(3, 1, 3, 2, 1, 3)
	fmt.Println(ndarray.Unique(a))
	values, counts := ndarray.UniqueCounts(a)
	fmt.Println(values, counts)
	u := ndarray.UniqueAll(a)
	fmt.Println(u.Indices, u.Inverse)
	fmt.Println(u.Values.Take(u.Inverse, 0))
	// Output:
	// [1 2 3]
	// [1 2 3] [2 1 3]
	// [1 3 0] [2 0 2 1 0 2]
	// [3 1 3 2 1 3]
}

func ExampleUniqueAxis() {
	a := ndarray.Of(1, 0, 0, 1, 1, 0).Reshape(3, 2)
	u := ndarray.UniqueAxis(a, 0)
	fmt.Println(u.Values, u.Counts)
	// Output:
	// [[0 1]
	//  [1 0]] [1 2]
}

func ExampleIsIn() {
	a := ndarray.Of(1, 2, 3, 4)
	fmt.Println(ndarray.IsIn(a, ndarray.Of(2, 4, 6)))
	fmt.Println(ndarray.Intersect1D(a, ndarray.Of(2, 4, 6)), ndarray.SetDiff1D(a, ndarray.Of(2, 4, 6)))
	fmt.Println(ndarray.Union1D(a, ndarray.Of(2, 4, 6)), ndarray.SetXor1D(a, ndarray.Of(2, 4, 6)))
	// Output:
	// [False  True False  True]
	// [2 4] [1 3]
	// [1 2 3 4 6] [1 3 6]
}
