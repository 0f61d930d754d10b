package ndarray_test

import (
	"fmt"
	"math"
	"strings"

	"github.com/lanewise/lanewise/ndarray"
)

func ExampleOf() {
	s := []int{2, 3, 5, 7}
	primes := ndarray.Of(s...)
	s[0] = 0 // primes has copies
	fmt.Println(primes, ndarray.Of("Ada", "Grace"))
	// Output: [2 3 5 7] ['Ada' 'Grace']
}

func ExampleZeros() {
	counts := ndarray.Zeros[int](2, 3)
	for _, cell := range [][2]int{{0, 1}, {1, 2}, {0, 1}} {
		counts.Set(counts.At(cell[0], cell[1])+1, cell[0], cell[1])
	}
	fmt.Println(counts)
	// Output:
	// [[0 2 0]
	//  [0 0 1]]
}

func ExampleOnes() {
	points := ndarray.Of(3.0, 4, 5, 6).Reshape(2, 2)
	// A column of ones makes the coordinates homogeneous.
	fmt.Println(ndarray.HStack(points, ndarray.Ones[float64](2, 1)))
	// Output:
	// [[3. 4. 1.]
	//  [5. 6. 1.]]
}

func ExampleFull() {
	distance := ndarray.Full(math.Inf(1), 2, 3)
	distance.Set(0, 0, 0)
	fmt.Println(distance)
	fmt.Println(ndarray.Full("?", 3))
	// Output:
	// [[ 0. inf inf]
	//  [inf inf inf]]
	// ['?' '?' '?']
}

func ExampleEmpty() {
	out := ndarray.Empty[float64](3) // for a function that writes to every element
	ndarray.SqrtTo(out, ndarray.Of(1.0, 4, 9))
	fmt.Println(out)
	// Output: [1. 2. 3.]
}

func ExampleZerosLike() {
	prices := ndarray.Of(9.5, 20, 3, 7).Reshape(2, 2).T()
	sold := ndarray.ZerosLike[int64](prices) // another type of element
	fmt.Println(sold)
	fmt.Println(prices.Strides(), sold.Strides()) // the same order in memory
	// Output:
	// [[0 0]
	//  [0 0]]
	// [8 16] [8 16]
}

func ExampleFullLike() {
	x := ndarray.Of(0.5, 1.5, 2.5)
	fmt.Println(ndarray.FullLike(x, 0.1))
	fmt.Println(ndarray.FullLike(x, true)) // the value tells the type
	// Output:
	// [0.1 0.1 0.1]
	// [ True  True  True]
}

func ExampleArange() {
	fmt.Println(ndarray.Arange(0, 10, 3))
	fmt.Println(ndarray.Arange(5, 0, -2))
	fmt.Println(ndarray.Arange(0.0, 1, 0.25)) // stop is not among them
	// Output:
	// [0 3 6 9]
	// [5 3 1]
	// [0.   0.25 0.5  0.75]
}

func ExampleLinspace() {
	fmt.Println(ndarray.Linspace(0.0, 1, 5))  // both ends are among them
	fmt.Println(ndarray.Linspace(0, 2+2i, 3)) // in the complex plane
	// Output:
	// [0.   0.25 0.5  0.75 1.  ]
	// [0.+0.j 1.+1.j 2.+2.j]
}

func ExampleLinspaceOpen() {
	// Around the compass; 360 degrees would be 0 again.
	fmt.Println(ndarray.LinspaceOpen(0.0, 360, 8))
	// Output: [  0.  45.  90. 135. 180. 225. 270. 315.]
}

func ExampleLogspace() {
	fmt.Println(ndarray.Logspace(0.0, 3, 4, 10))
	fmt.Println(ndarray.Logspace(0.0, 8, 5, 2))
	// Output:
	// [   1.   10.  100. 1000.]
	// [  1.   4.  16.  64. 256.]
}

func ExampleGeomspace() {
	// An octave in four equal steps.
	fmt.Println(ndarray.Geomspace(440.0, 880, 5))
	// Output: [440.         523.2511306  622.25396744 739.98884542 880.        ]
}

func ExampleEye() {
	// Second differences of neighbours.
	d := ndarray.Eye[int](3, 4, 0).Add(ndarray.Eye[int](3, 4, 2))
	d = d.Sub(ndarray.Eye[int](3, 4, 1).MulScalar(2))
	fmt.Println(d)
	fmt.Println(d.MatMul(ndarray.Of(1, 4, 9, 16)))
	// Output:
	// [[ 1 -2  1  0]
	//  [ 0  1 -2  1]
	//  [ 0  0  1 -2]]
	// [  2   2 -23]
}

func ExampleIdentity() {
	cov := ndarray.Of(2.0, 1, 1, 2).Reshape(2, 2)
	// A little on the diagonal, so that it can be inverted safely.
	fmt.Println(cov.Add(ndarray.Identity[float64](2).MulScalar(0.5)))
	// Output:
	// [[2.5 1. ]
	//  [1.  2.5]]
}

func ExampleTri() {
	sums := ndarray.Tri[int](3, 3, 0)
	fmt.Println(sums)
	fmt.Println(sums.MatMul(ndarray.Of(5, 10, 20))) // each element with all before it
	// Output:
	// [[1 0 0]
	//  [1 1 0]
	//  [1 1 1]]
	// [ 5 15 35]
}

func ExampleTril() {
	a := ndarray.Arange(1, 10, 1).Reshape(3, 3)
	fmt.Println(ndarray.Tril(a, 0))
	fmt.Println(ndarray.Tril(a, -1)) // without the diagonal
	// Output:
	// [[1 0 0]
	//  [4 5 0]
	//  [7 8 9]]
	// [[0 0 0]
	//  [4 0 0]
	//  [7 8 0]]
}

func ExampleTriu() {
	distance := ndarray.Of(0, 3, 4, 3, 0, 5, 4, 5, 0).Reshape(3, 3)
	// Above the diagonal each pair is there once.
	pairs := ndarray.Triu(distance, 1)
	fmt.Println(pairs)
	fmt.Println(pairs.Sum())
	// Output:
	// [[0 3 4]
	//  [0 0 5]
	//  [0 0 0]]
	// 12
}

func ExampleDiag() {
	scale := ndarray.Diag(ndarray.Of(2, 10), 0)
	fmt.Println(scale)
	fmt.Println(ndarray.Diag(ndarray.Of(7, 8), 1)) // above the main diagonal
	// Output:
	// [[ 2  0]
	//  [ 0 10]]
	// [[0 7 0]
	//  [0 0 8]
	//  [0 0 0]]
}

func ExampleVander() {
	x := ndarray.Of(1, 2, 3)
	powers := ndarray.Vander(x, 3, false)
	fmt.Println(powers)
	fmt.Println(powers.MatMul(ndarray.Of(2, -1, 5))) // 2x*x - x + 5 at all points
	// Output:
	// [[1 1 1]
	//  [4 2 1]
	//  [9 3 1]]
	// [ 6 11 20]
}

func ExampleFromFunc() {
	table := ndarray.FromFunc(func(ix []int) int { return (ix[0] + 1) * (ix[1] + 1) }, 3, 4)
	fmt.Println(table)
	// Output:
	// [[ 1  2  3  4]
	//  [ 2  4  6  8]
	//  [ 3  6  9 12]]
}

func ExampleFromIter() {
	words := ndarray.FromIter(strings.FieldsSeq("to be or not to be"))
	fmt.Println(words.Size(), ndarray.Unique(words))
	// Output: 6 ['be' 'not' 'or' 'to']
}

func ExampleIndices() {
	ix := ndarray.Indices(2, 3)
	fmt.Println(ix.Row(0)) // the row of each element
	fmt.Println(ix.Row(1)) // and its column
	// Output:
	// [[0 0 0]
	//  [1 1 1]]
	// [[0 1 2]
	//  [0 1 2]]
}

func ExampleMGrid() {
	g := ndarray.MGrid(ndarray.Arange(0.0, 2, 1), ndarray.Linspace(0.0, 1, 3))
	fmt.Println(g)
	// Output:
	// [[[0.  0.  0. ]
	//   [1.  1.  1. ]]
	//
	//  [[0.  0.5 1. ]
	//   [0.  0.5 1. ]]]
}

func ExampleOGrid() {
	g := ndarray.OGrid(ndarray.Arange(-2, 3, 1), ndarray.Arange(-2, 3, 1))
	fmt.Println(g[0].Shape(), g[1].Shape())
	disk := g[0].Square().Add(g[1].Square()).LessEqualScalar(4)
	fmt.Println(ndarray.As[int](disk))
	// Output:
	// [5 1] [1 5]
	// [[0 0 1 0 0]
	//  [0 1 1 1 0]
	//  [1 1 1 1 1]
	//  [0 1 1 1 0]
	//  [0 0 1 0 0]]
}

func ExampleMeshgridIJ() {
	g := ndarray.MeshgridIJ(ndarray.Of(100, 200), ndarray.Of(1, 2, 3))
	fmt.Println(g[0]) // rows follow the first input; in Meshgrid columns do
	fmt.Println(g[1])
	// Output:
	// [[100 100 100]
	//  [200 200 200]]
	// [[1 2 3]
	//  [1 2 3]]
}

func ExampleNewFloat16() {
	h := ndarray.NewFloat16(0.1)
	fmt.Println(h, h.Float32())
	// 11 bits, and numbers up to 65504.
	fmt.Println(ndarray.NewFloat16(2049), ndarray.NewFloat16(70000))
	// Output:
	// 0.1 0.099975586
	// 2048 +Inf
}

func ExampleNewBFloat16() {
	b := ndarray.NewBFloat16(0.1)
	fmt.Println(b, b.Float32())
	// 8 bits, and the range of float32.
	fmt.Println(ndarray.NewBFloat16(257), ndarray.NewBFloat16(1e38))
	// Output:
	// 0.1 0.100097656
	// 256 1e+38
}

func ExampleFromHalf() {
	weights := ndarray.AsHalf[ndarray.Float16](ndarray.Of(0.1, 0.2, 0.3)) // 2 bytes each
	fmt.Println(weights)
	fmt.Println(ndarray.FromHalf[float64](weights).Sum())
	// Output:
	// [0.1 0.2 0.3]
	// 0.5999755859375
}
