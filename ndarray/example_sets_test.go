package ndarray_test

import (
	"fmt"
	"math"

	"github.com/lanewise/lanewise/ndarray"
)

func ExampleUnion1D() {
	monday := ndarray.Of("Eve", "Bob", "Ann")
	tuesday := ndarray.Of("Bob", "Dan")
	fmt.Println(ndarray.Union1D(monday, tuesday))
	// Output: ['Ann' 'Bob' 'Dan' 'Eve']
}

func ExampleIntersect1D() {
	mine := ndarray.Of(15, 9, 16, 9, 11)
	yours := ndarray.Of(16, 10, 9)
	fmt.Println(ndarray.Intersect1D(mine, yours)) // hours when both of us are free
	// Output: [ 9 16]
}

// Two series are brought together where they have values for the same year.
func ExampleIntersect1DIndices() {
	yearA, a := ndarray.Of(2020, 2021, 2022), ndarray.Of(5, 6, 7)
	yearB, b := ndarray.Of(2022, 2019, 2020), ndarray.Of(40, 50, 60)
	year, inA, inB := ndarray.Intersect1DIndices(yearA, yearB)
	fmt.Println(year, a.Take(inA, 0), b.Take(inB, 0))
	// Output: [2020 2022] [5 7] [60 40]
}

func ExampleSetDiff1D() {
	ordered := ndarray.Of(104, 101, 107, 101)
	sent := ndarray.Of(101, 102)
	fmt.Println(ndarray.SetDiff1D(ordered, sent))
	// Output: [104 107]
}

// What is in one list only.
func ExampleSetXor1D() {
	old := ndarray.Of("a.txt", "b.txt", "c.txt")
	now := ndarray.Of("b.txt", "c.txt", "d.txt")
	fmt.Println(ndarray.SetXor1D(old, now))
	// Output: ['a.txt' 'd.txt']
}

// The most frequent word.
func ExampleUniqueCounts() {
	words := ndarray.Of("tea", "milk", "tea", "salt", "tea", "milk")
	values, counts := ndarray.UniqueCounts(words)
	fmt.Println(values, counts)
	fmt.Println(values.At(counts.ArgMax()))
	// Output:
	// ['milk' 'salt' 'tea'] [2 1 3]
	// tea
}

// Names become numbers from 0 on, and names again.
func ExampleUniqueInverse() {
	colors := ndarray.Of("red", "blue", "red", "green")
	names, codes := ndarray.UniqueInverse(colors)
	fmt.Println(names, codes)
	fmt.Println(names.Take(codes, 0))
	// Output:
	// ['blue' 'green' 'red'] [2 0 2 1]
	// ['red' 'blue' 'red' 'green']
}

func ExampleUniqueAll() {
	a := ndarray.Of(7, 5, 7, 7, 9, 5).Reshape(2, 3)
	u := ndarray.UniqueAll(a)
	fmt.Println(u.Values, u.Counts)
	fmt.Println(u.Indices) // where each value is first
	fmt.Println(u.Inverse) // in the shape of a
	// Output:
	// [5 7 9] [2 3 1]
	// [1 0 4]
	// [[1 0 1]
	//  [1 2 0]]
}

// Here two NaNs are two values; Unique takes them for one.
func ExampleUniqueValues() {
	a := ndarray.Of(2, math.NaN(), 1, 2, math.NaN())
	fmt.Println(ndarray.UniqueValues(a), ndarray.Unique(a))
	// Output: [ 1.  2. nan nan] [ 1.  2. nan]
}
