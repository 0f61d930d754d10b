package ndarray_test

import (
	"fmt"
	"math"

	"github.com/lanewise/lanewise/ndarray"
	"github.com/lanewise/lanewise/ndarray/linalg"
)

// The examples of this file follow the page "NumPy quickstart" of NumPy's
// documentation. What they print is what NumPy 2.4 prints for the same arrays; only
// shapes look as slices do in Go.

func Example_quickstart() {
	a := ndarray.Arange(0, 15, 1).Reshape(3, 5)
	fmt.Println(a)
	fmt.Println(a.Shape(), a.NDim(), a.Size())
	// Output:
	// [[ 0  1  2  3  4]
	//  [ 5  6  7  8  9]
	//  [10 11 12 13 14]]
	// [3 5] 2 15
}

func Example_quickstartCreation() {
	fmt.Println(ndarray.Of(2, 3, 4))
	fmt.Println(ndarray.Of(1.2, 3.5, 5.1))
	fmt.Println(ndarray.Of(1.5, 2, 3, 4, 5, 6).Reshape(2, 3))
	fmt.Println(ndarray.Of[complex128](1, 2, 3, 4).Reshape(2, 2))
	fmt.Println(ndarray.Zeros[float64](3, 4))
	fmt.Println(ndarray.Ones[int16](2, 3, 4))
	fmt.Println(ndarray.Arange(10, 30, 5))
	fmt.Println(ndarray.Arange(0, 2, 0.3))
	fmt.Println(ndarray.Linspace(0.0, 2, 9))
	// Output:
	// [2 3 4]
	// [1.2 3.5 5.1]
	// [[1.5 2.  3. ]
	//  [4.  5.  6. ]]
	// [[1.+0.j 2.+0.j]
	//  [3.+0.j 4.+0.j]]
	// [[0. 0. 0. 0.]
	//  [0. 0. 0. 0.]
	//  [0. 0. 0. 0.]]
	// [[[1 1 1 1]
	//   [1 1 1 1]
	//   [1 1 1 1]]
	//
	//  [[1 1 1 1]
	//   [1 1 1 1]
	//   [1 1 1 1]]]
	// [10 15 20 25]
	// [0.  0.3 0.6 0.9 1.2 1.5 1.8]
	// [0.   0.25 0.5  0.75 1.   1.25 1.5  1.75 2.  ]
}

func Example_quickstartPrinting() {
	fmt.Println(ndarray.Arange(0, 6, 1))
	fmt.Println(ndarray.Arange(0, 12, 1).Reshape(4, 3))
	fmt.Println(ndarray.Arange(0, 24, 1).Reshape(2, 3, 4))
	fmt.Println(ndarray.Arange(0, 10000, 1))
	fmt.Println(ndarray.Arange(0, 10000, 1).Reshape(100, 100))
	// Output:
	// [0 1 2 3 4 5]
	// [[ 0  1  2]
	//  [ 3  4  5]
	//  [ 6  7  8]
	//  [ 9 10 11]]
	// [[[ 0  1  2  3]
	//   [ 4  5  6  7]
	//   [ 8  9 10 11]]
	//
	//  [[12 13 14 15]
	//   [16 17 18 19]
	//   [20 21 22 23]]]
	// [   0    1    2 ... 9997 9998 9999]
	// [[   0    1    2 ...   97   98   99]
	//  [ 100  101  102 ...  197  198  199]
	//  [ 200  201  202 ...  297  298  299]
	//  ...
	//  [9700 9701 9702 ... 9797 9798 9799]
	//  [9800 9801 9802 ... 9897 9898 9899]
	//  [9900 9901 9902 ... 9997 9998 9999]]
}

func Example_quickstartOperations() {
	a, i := ndarray.Of(20, 30, 40, 50), ndarray.Arange(0, 4, 1)
	fmt.Println(a.Sub(i))
	fmt.Println(i.Square())
	fmt.Println(ndarray.As[float64](a).Sin().MulScalar(10))
	fmt.Println(a.LessScalar(35))

	m, n := ndarray.Of(1, 1, 0, 1).Reshape(2, 2), ndarray.Of(2, 0, 3, 4).Reshape(2, 2)
	fmt.Println(m.Mul(n)) // element by element
	fmt.Println(m.MatMul(n))
	fmt.Println(m.Dot(n))

	ones := ndarray.Ones[int](2, 3)
	ndarray.MulScalarTo(ones, ones, 3) // in place
	fmt.Println(ones)
	c := ndarray.Linspace(0, math.Pi, 3).AddScalar(1)
	fmt.Println(c)
	fmt.Println(ndarray.As[complex128](c).MulScalar(1i).Exp())

	b := ndarray.Arange(0, 12, 1).Reshape(3, 4)
	fmt.Println(b)
	fmt.Println(b.SumAxis(0))
	fmt.Println(b.MinAxis(1))
	fmt.Println(b.CumSum(1))
	fmt.Println(b.Sum(), b.Min(), b.Max())
	// Output:
	// [20 29 38 47]
	// [0 1 4 9]
	// [ 9.12945251 -9.88031624  7.4511316  -2.62374854]
	// [ True  True False False]
	// [[2 0]
	//  [0 4]]
	// [[5 4]
	//  [3 4]]
	// [[5 4]
	//  [3 4]]
	// [[3 3 3]
	//  [3 3 3]]
	// [1.         2.57079633 4.14159265]
	// [ 0.54030231+0.84147098j -0.84147098+0.54030231j -0.54030231-0.84147098j]
	// [[ 0  1  2  3]
	//  [ 4  5  6  7]
	//  [ 8  9 10 11]]
	// [12 15 18 21]
	// [0 4 8]
	// [[ 0  1  3  6]
	//  [ 4  9 15 22]
	//  [ 8 17 27 38]]
	// 66 0 11
}

func Example_quickstartFunctions() {
	b := ndarray.Arange(0.0, 3, 1)
	fmt.Println(b.Exp())
	fmt.Println(b.Sqrt())
	fmt.Println(ndarray.Add(b, ndarray.Of(2.0, -1, 4)))
	// Output:
	// [1.         2.71828183 7.3890561 ]
	// [0.         1.         1.41421356]
	// [2. 0. 6.]
}

func Example_quickstartIndexing() {
	a := ndarray.Arange(0, 10, 1).PowScalar(3)
	fmt.Println(a)
	fmt.Println(a.At(2))
	fmt.Println(a.Slice(ndarray.R(2, 5)))
	a.Slice(ndarray.RS(ndarray.Begin, 6, 2)).Fill(1000)
	fmt.Println(a)
	fmt.Println(a.Flip())
	for i, v := range a.All() {
		if i[0] > 0 {
			fmt.Print(" ")
		}
		fmt.Printf("%.2f", math.Cbrt(float64(v)))
	}
	fmt.Println()

	b := ndarray.FromFunc(func(ix []int) int { return 10*ix[0] + ix[1] }, 5, 4)
	fmt.Println(b)
	fmt.Println(b.At(2, 3))
	fmt.Println(b.Slice(ndarray.R(0, 5), ndarray.I(1)))
	fmt.Println(b.Slice(ndarray.All, ndarray.I(1)))
	fmt.Println(b.Slice(ndarray.R(1, 3)))
	fmt.Println(b.Row(-1))

	c := ndarray.Of(0, 1, 2, 10, 12, 13, 100, 101, 102, 110, 112, 113).Reshape(2, 2, 3)
	fmt.Println(c.Shape())
	fmt.Println(c.Row(1))
	fmt.Println(c.Slice(ndarray.Rest, ndarray.I(2)))
	for _, row := range b.Slice(ndarray.R(0, 5)).Rows() {
		fmt.Println(row)
	}
	// Output:
	// [  0   1   8  27  64 125 216 343 512 729]
	// 8
	// [ 8 27 64]
	// [1000    1 1000   27 1000  125  216  343  512  729]
	// [ 729  512  343  216  125 1000   27 1000    1 1000]
	// 10.00 1.00 10.00 3.00 10.00 5.00 6.00 7.00 8.00 9.00
	// [[ 0  1  2  3]
	//  [10 11 12 13]
	//  [20 21 22 23]
	//  [30 31 32 33]
	//  [40 41 42 43]]
	// 23
	// [ 1 11 21 31 41]
	// [ 1 11 21 31 41]
	// [[10 11 12 13]
	//  [20 21 22 23]]
	// [40 41 42 43]
	// [2 2 3]
	// [[100 101 102]
	//  [110 112 113]]
	// [[  2  13]
	//  [102 113]]
	// [0 1 2 3]
	// [10 11 12 13]
	// [20 21 22 23]
	// [30 31 32 33]
	// [40 41 42 43]
}

func Example_quickstartShapes() {
	a := ndarray.Of[float64](3, 7, 3, 4, 1, 4, 2, 2, 7, 2, 4, 9).Reshape(3, 4)
	fmt.Println(a)
	fmt.Println(a.Shape())
	fmt.Println(a.Ravel())
	fmt.Println(a.Reshape(6, 2))
	fmt.Println(a.T())
	fmt.Println(a.T().Shape())
	fmt.Println(a.Reshape(3, -1))
	// Output:
	// [[3. 7. 3. 4.]
	//  [1. 4. 2. 2.]
	//  [7. 2. 4. 9.]]
	// [3 4]
	// [3. 7. 3. 4. 1. 4. 2. 2. 7. 2. 4. 9.]
	// [[3. 7.]
	//  [3. 4.]
	//  [1. 4.]
	//  [2. 2.]
	//  [7. 2.]
	//  [4. 9.]]
	// [[3. 1. 7.]
	//  [7. 4. 2.]
	//  [3. 2. 4.]
	//  [4. 2. 9.]]
	// [4 3]
	// [[3. 7. 3. 4.]
	//  [1. 4. 2. 2.]
	//  [7. 2. 4. 9.]]
}

func Example_quickstartStacking() {
	a, b := ndarray.Of[float64](9, 7, 5, 2).Reshape(2, 2), ndarray.Of[float64](1, 9, 5, 1).Reshape(2, 2)
	fmt.Println(ndarray.VStack(a, b))
	fmt.Println(ndarray.HStack(a, b))
	x, y := ndarray.Of(4.0, 2), ndarray.Of(3.0, 8)
	fmt.Println(ndarray.ColumnStack(x, y))
	fmt.Println(ndarray.HStack(x, y))
	fmt.Println(x.Slice(ndarray.All, ndarray.NewAxis))
	// Output:
	// [[9. 7.]
	//  [5. 2.]
	//  [1. 9.]
	//  [5. 1.]]
	// [[9. 7. 1. 9.]
	//  [5. 2. 5. 1.]]
	// [[4. 3.]
	//  [2. 8.]]
	// [4. 2. 3. 8.]
	// [[4.]
	//  [2.]]
}

func Example_quickstartSplitting() {
	a := ndarray.Of[float64](6, 7, 6, 9, 0, 5, 8, 5, 5, 7, 1, 8).Reshape(2, 6)
	for _, part := range a.HSplit(3) {
		fmt.Println(part)
	}
	for _, part := range a.SplitAt([]int{3, 4}, 1) {
		fmt.Println(part)
	}
	// Output:
	// [[6. 7.]
	//  [8. 5.]]
	// [[6. 9.]
	//  [5. 7.]]
	// [[0. 5.]
	//  [1. 8.]]
	// [[6. 7. 6.]
	//  [8. 5. 5.]]
	// [[9.]
	//  [7.]]
	// [[0. 5.]
	//  [1. 8.]]
}

func Example_quickstartViews() {
	a := ndarray.Arange(0, 12, 1).Reshape(3, 4)
	c := a.Reshape(2, 6) // a view: another shape, the same elements
	fmt.Println(a.Shape())
	c.Set(1234, 0, 4)
	fmt.Println(a)
	a.Slice(ndarray.All, ndarray.R(1, 3)).Fill(10)
	fmt.Println(a)
	d := a.Copy()
	d.Set(9999, 0, 0)
	fmt.Println(a)
	// Output:
	// [3 4]
	// [[   0    1    2    3]
	//  [1234    5    6    7]
	//  [   8    9   10   11]]
	// [[   0   10   10    3]
	//  [1234   10   10    7]
	//  [   8   10   10   11]]
	// [[   0   10   10    3]
	//  [1234   10   10    7]
	//  [   8   10   10   11]]
}

func Example_quickstartAdvancedIndexing() {
	a := ndarray.Arange(0, 12, 1).Square()
	fmt.Println(a.Index([]int{1, 1, 3, 8, 5}))
	fmt.Println(a.Index(ndarray.Of(3, 4, 9, 7).Reshape(2, 2)))
	palette := ndarray.Of(0, 0, 0, 255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255).Reshape(5, 3)
	fmt.Println(palette.Index(ndarray.Of(0, 1, 2, 0, 0, 3, 4, 0).Reshape(2, 4)))

	b := ndarray.Arange(0, 12, 1).Reshape(3, 4)
	i, j := ndarray.Of(0, 1, 1, 2).Reshape(2, 2), ndarray.Of(2, 1, 3, 3).Reshape(2, 2)
	fmt.Println(b.Index(i, j))
	fmt.Println(b.Index(i, 2))
	fmt.Println(b.Index(ndarray.All, j))

	time, data := ndarray.Linspace(20.0, 145, 5), ndarray.Arange(0.0, 20, 1).Sin().Reshape(5, 4)
	fmt.Println(time)
	fmt.Println(data)
	top := data.ArgMaxAxis(0)
	fmt.Println(top)
	fmt.Println(time.Index(top))
	highest := data.Index(top, ndarray.Arange(0, 4, 1))
	fmt.Println(highest)
	fmt.Println(highest.Equal(data.MaxAxis(0)).AllTrue())

	v := ndarray.Arange(0, 5, 1)
	v.FillIndex(0, []int{1, 3, 4})
	fmt.Println(v)
	v = ndarray.Arange(0, 5, 1)
	v.SetIndex(ndarray.Of(1, 2, 3), []int{0, 0, 2})
	fmt.Println(v)
	v = ndarray.Arange(0, 5, 1)
	v.SetIndex(v.Index([]int{0, 0, 2}).AddScalar(1), []int{0, 0, 2})
	fmt.Println(v)
	// Output:
	// [ 1  1  9 64 25]
	// [[ 9 16]
	//  [81 49]]
	// [[[  0   0   0]
	//   [255   0   0]
	//   [  0 255   0]
	//   [  0   0   0]]
	//
	//  [[  0   0   0]
	//   [  0   0 255]
	//   [255 255 255]
	//   [  0   0   0]]]
	// [[ 2  5]
	//  [ 7 11]]
	// [[ 2  6]
	//  [ 6 10]]
	// [[[ 2  1]
	//   [ 3  3]]
	//
	//  [[ 6  5]
	//   [ 7  7]]
	//
	//  [[10  9]
	//   [11 11]]]
	// [ 20.    51.25  82.5  113.75 145.  ]
	// [[ 0.          0.84147098  0.90929743  0.14112001]
	//  [-0.7568025  -0.95892427 -0.2794155   0.6569866 ]
	//  [ 0.98935825  0.41211849 -0.54402111 -0.99999021]
	//  [-0.53657292  0.42016704  0.99060736  0.65028784]
	//  [-0.28790332 -0.96139749 -0.75098725  0.14987721]]
	// [2 0 3 1]
	// [ 82.5   20.   113.75  51.25]
	// [0.98935825 0.84147098 0.99060736 0.6569866 ]
	// true
	// [0 0 2 0 0]
	// [2 1 3 3 4]
	// [1 1 3 3 4]
}

func Example_quickstartMasks() {
	a := ndarray.Arange(0, 12, 1).Reshape(3, 4)
	large := a.GreaterScalar(4)
	fmt.Println(large)
	fmt.Println(a.Mask(large))
	a.FillMask(large, 0)
	fmt.Println(a)

	a = ndarray.Arange(0, 12, 1).Reshape(3, 4)
	rows, columns := ndarray.Of(false, true, true), ndarray.Of(true, false, true, false)
	fmt.Println(a.Index(rows, ndarray.All))
	fmt.Println(a.Index(rows))
	fmt.Println(a.Index(ndarray.All, columns))
	fmt.Println(a.Index(rows, columns))

	// Axes of length 1 do what ix_ does.
	x, y, z := ndarray.Of(2, 3, 4, 5).Reshape(-1, 1, 1), ndarray.Of(8, 5, 4).Reshape(-1, 1), ndarray.Of(5, 4, 6, 8, 3)
	result := x.Add(y.Mul(z))
	fmt.Println(result.At(3, 2, 4), result.Shape())
	// Output:
	// [[False False False False]
	//  [False  True  True  True]
	//  [ True  True  True  True]]
	// [ 5  6  7  8  9 10 11]
	// [[0 1 2 3]
	//  [4 0 0 0]
	//  [0 0 0 0]]
	// [[ 4  5  6  7]
	//  [ 8  9 10 11]]
	// [[ 4  5  6  7]
	//  [ 8  9 10 11]]
	// [[ 0  2]
	//  [ 4  6]
	//  [ 8 10]]
	// [ 4 10]
	// 17 [4 3 5]
}

func Example_quickstartLinearAlgebra() {
	a := ndarray.Of(1.0, 2, 3, 4).Reshape(2, 2)
	fmt.Println(a.T())
	inverse, _ := linalg.Inv(a)
	fmt.Println(inverse)
	j := ndarray.Of(0.0, -1, 1, 0).Reshape(2, 2)
	fmt.Println(j.MatMul(j))
	fmt.Println(ndarray.Trace(ndarray.Identity[float64](2), 0))
	x, err := linalg.Solve(a, ndarray.Of(5.0, 7).Reshape(2, 1))
	if err != nil {
		fmt.Println(err) // a is singular
	}
	fmt.Println(x)
	values, vectors, _ := linalg.Eig(j)
	fmt.Println(values)
	fmt.Println(vectors)
	// Output:
	// [[1. 3.]
	//  [2. 4.]]
	// [[-2.   1. ]
	//  [ 1.5 -0.5]]
	// [[-1.  0.]
	//  [ 0. -1.]]
	// 2.0
	// [[-3.]
	//  [ 4.]]
	// [0.+1.j 0.-1.j]
	// [[0.70710678+0.j         0.70710678-0.j        ]
	//  [0.        -0.70710678j 0.        +0.70710678j]]
}

func Example_quickstartMandelbrot() {
	const turns, radius = 20, 2
	x, y := ndarray.Linspace(-2.5, 1.5, 13), ndarray.Linspace(-1.5, 1.5, 10)
	imaginary := ndarray.As[complex128](y).MulScalar(1i).Reshape(-1, 1)
	c := ndarray.As[complex128](x).Add(imaginary)
	z := ndarray.ZerosLike[complex128](c)
	escape := ndarray.FullLike(c, turns)
	for i := range turns {
		ndarray.AddTo(z, z.Square(), c)
		out := ndarray.AbsComplex[float64](z).GreaterScalar(radius)
		escape.FillMask(out.And(escape.EqualScalar(turns)), i)
		z.FillMask(out, radius) // it must not grow on
	}
	fmt.Println(escape)
	// Output:
	// [[ 0  0  0  0  1  1  1  1  1  1  1  1  0]
	//  [ 0  0  0  1  2  2  2  3  2  1  1  1  1]
	//  [ 0  0  0  2  2  3  4 20  4  2  1  1  1]
	//  [ 0  0  2  2  4  5 20 20 20  4  2  1  1]
	//  [ 0  0  3  4 20 20 20 20 20  4  2  1  1]
	//  [ 0  0  3  4 20 20 20 20 20  4  2  1  1]
	//  [ 0  0  2  2  4  5 20 20 20  4  2  1  1]
	//  [ 0  0  0  2  2  3  4 20  4  2  1  1  1]
	//  [ 0  0  0  1  2  2  2  3  2  1  1  1  1]
	//  [ 0  0  0  0  1  1  1  1  1  1  1  1  0]]
}

func Example_quickstartHistograms() {
	v := ndarray.Arange(0.0, 10000, 1).Sin()
	counts, edges := ndarray.Histogram(v, ndarray.HistogramOpt{Bins: 5})
	fmt.Println(counts)
	fmt.Println(edges)
	density, _ := ndarray.HistogramDensity(v, ndarray.Array[float64]{}, ndarray.HistogramOpt{Bins: 5})
	fmt.Println(density)
	// Output:
	// [2956 1409 1268 1408 2959]
	// [-0.99999348 -0.59999606 -0.19999865  0.19999876  0.59999617  0.99999359]
	// [0.73900478 0.35225228 0.31700205 0.35200228 0.73975479]
}
