package ndarray_test

import (
	"cmp"
	"fmt"
	"math"

	"github.com/lanewise/lanewise/ndarray"
)

func ExampleArgWhere() {
	heat := ndarray.Of(20, 85, 30, 90, 25, 40).Reshape(2, 3)
	fmt.Println(ndarray.ArgWhere(heat.GreaterScalar(80))) // row and column of each
	// Output:
	// [[0 1]
	//  [1 0]]
}

func ExampleFlatNonzero() {
	steps := ndarray.Of(0, 0, 7, 0, 3)
	fmt.Println(ndarray.FlatNonzero(steps))
	fmt.Println(ndarray.FlatNonzero(steps.NotEqualScalar(0)).At(0)) // the first that is not 0
	// Output:
	// [2 4]
	// 2
}

// The table stays in its order; the sorter says how to read it.
func ExampleSearchSortedBy() {
	id := ndarray.Of(40, 10, 30, 20)
	name := ndarray.Of("Dan", "Ann", "Cid", "Bob")
	order := id.ArgSort(0)
	at := ndarray.SearchSortedBy(id, ndarray.Of(20, 40), ndarray.Left, order)
	fmt.Println(at, name.Take(order.Take(at, 0), 0))
	// Output: [1 3] ['Bob' 'Dan']
}

// Who came third, without sorting everyone.
func ExampleArgPartition() {
	seconds := ndarray.Of(61.5, 58, 70, 59.25, 64)
	order := ndarray.ArgPartition(seconds, 2, 0)
	third := order.At(2)
	fmt.Println(third, seconds.At(third))
	// Output: 0 61.5
}

// The two smallest elements of each row come first, in any order.
func ExamplePartitionIn() {
	a := ndarray.Of(9, 2, 7, 1, 3, 8, 6, 5).Reshape(2, 4)
	ndarray.PartitionIn(a, 1, 1)
	least := a.Slice(ndarray.All, ndarray.R(0, 2))
	fmt.Println(least.SumAxis(1), a.Slice(ndarray.All, ndarray.I(1)))
	// Output: [3 8] [2 5]
}

func ExampleSortIn() {
	a := ndarray.Of(3, 9, 1, 7, 2, 8).Reshape(2, 3)
	ndarray.SortIn(a.Slice(ndarray.I(0)), 0) // the first row only
	fmt.Println(a)
	ndarray.SortIn(a, 0) // each column
	fmt.Println(a)
	// Output:
	// [[1 3 9]
	//  [7 2 8]]
	// [[1 2 8]
	//  [7 3 9]]
}

func ExampleSortDescending() {
	scores := ndarray.Of(71, 95, 88, 64, 80, 99).Reshape(2, 3)
	fmt.Println(ndarray.SortDescending(scores, 1))
	// Output:
	// [[95 88 71]
	//  [99 80 64]]
}

// A ranking in which equal scores keep the order of the names.
func ExampleArgSortDescending() {
	name := ndarray.Of("Ann", "Bob", "Cid", "Dan")
	score := ndarray.Of(80, 95, 80, 88)
	rank := ndarray.ArgSortDescending(score, 0)
	fmt.Println(name.Take(rank, 0), score.Take(rank, 0))
	// Output: ['Bob' 'Dan' 'Ann' 'Cid'] [95 88 80 80]
}

// Words by their length.
func ExampleArgSortFunc() {
	words := ndarray.Of("banana", "fig", "cherry", "pear")
	order := ndarray.ArgSortFunc(words, 0, func(x, y string) int { return cmp.Compare(len(x), len(y)) })
	fmt.Println(order, words.Take(order, 0))
	// Output: [1 3 0 2] ['fig' 'pear' 'banana' 'cherry']
}

// By magnitude, in place.
func ExampleSortFuncIn() {
	a := ndarray.Of(-7.5, 2, -1, 4)
	ndarray.SortFuncIn(a, 0, func(x, y float64) int { return cmp.Compare(math.Abs(x), math.Abs(y)) })
	fmt.Println(a)
	// Output: [-1.   2.   4.  -7.5]
}

// The two most likely classes for each row.
func ExampleArgTopK() {
	p := ndarray.Of(0.1, 0.6, 0.3, 0.5, 0.1, 0.4).Reshape(2, 3)
	fmt.Println(ndarray.ArgTopK(p, 2, 1))
	// Output:
	// [[1 2]
	//  [0 2]]
}

func ExampleBottomK() {
	price := ndarray.Of(12.5, 9, 30, 7.25)
	values, indices := ndarray.BottomK(price, 2, 0)
	fmt.Println(values, indices)
	// Output: [7.25 9.  ] [3 1]
}

// The nearest of some points on a line to each of two others.
func ExampleArgBottomK() {
	points := ndarray.Of(0.0, 4, 5, 9)
	from := ndarray.Of(1.0, 6).Reshape(2, 1)
	distance := from.Sub(points).Abs()
	fmt.Println(ndarray.ArgBottomK(distance, 2, 1))
	// Output:
	// [[0 1]
	//  [2 1]]
}

func ExampleExtract() {
	a := ndarray.Arange(0, 12, 1).Reshape(3, 4)
	fmt.Println(ndarray.Extract(a.ModScalar(5).EqualScalar(0), a))
	// Output: [ 0  5 10]
}

// Gaps get the numbers of a list, one after the other.
func ExamplePlace() {
	seats := ndarray.Of(11, 0, 12, 0, 0, 13)
	ndarray.Place(seats, seats.EqualScalar(0), ndarray.Of(21, 22))
	fmt.Println(seats)
	// Output: [11 21 12 22 21 13]
}

func ExampleTakeMode() {
	weekday := ndarray.Of("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
	fmt.Println(ndarray.TakeMode(weekday, ndarray.Of(-1, 7, 15), 0, ndarray.IndexWrap))
	fmt.Println(ndarray.TakeMode(weekday, ndarray.Of(-1, 7, 15), 0, ndarray.IndexClip))
	// Output:
	// ['Sun' 'Mon' 'Tue']
	// ['Mon' 'Sun' 'Sun']
}

// Indices count through all rows; the result has their shape.
func ExampleTakeFlat() {
	a := ndarray.Of(10, 11, 12, 13, 14, 15).Reshape(2, 3)
	fmt.Println(ndarray.TakeFlat(a, ndarray.Of(0, 3, 4, -1).Reshape(2, 2)))
	// Output:
	// [[10 13]
	//  [14 15]]
}

// Cells of a table by their row and column; a column beyond the end is the last one.
func ExampleRavelMultiIndex() {
	row, column := ndarray.Of(0, 1, 2), ndarray.Of(3, 0, 9)
	at := ndarray.RavelMultiIndex([]ndarray.Array[int]{row, column}, []int{3, 4}, ndarray.IndexClip)
	fmt.Println(at)
	// Output: [ 3  4 11]
}
