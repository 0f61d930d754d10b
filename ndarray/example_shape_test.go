package ndarray_test

import (
	"fmt"

	"github.com/lanewise/lanewise/ndarray"
)

func ExampleArray_Reshape() {
	a := ndarray.Arange(0, 6, 1)
	m := a.Reshape(2, -1) // -1 is computed
	m.Set(50, 1, 2)       // a view: a changes
	fmt.Println(m)
	fmt.Println(a)
	// Output:
	// [[ 0  1  2]
	//  [ 3  4 50]]
	// [ 0  1  2  3  4 50]
}

func ExampleArray_Ravel() {
	m := ndarray.Arange(0, 6, 1).Reshape(2, 3)
	m.Ravel().Set(-1, 0) // a view of a matrix in C order
	fmt.Println(m)
	fmt.Println(m.T().Ravel()) // a copy: the transpose is not in C order
	// Output:
	// [[-1  1  2]
	//  [ 3  4  5]]
	// [-1  3  1  4  2  5]
}

func ExampleArray_Flatten() {
	m := ndarray.Of(3, 1, 4, 2).Reshape(2, 2)
	all := m.Flatten() // always a copy
	ndarray.SortIn(all, 0)
	fmt.Println(all)
	fmt.Println(m)
	// Output:
	// [1 2 3 4]
	// [[3 1]
	//  [4 2]]
}

func ExampleArray_T() {
	a := ndarray.Arange(0, 6, 1).Reshape(2, 3)
	a.T().Set(-5, 2, 1) // a view: a changes at [1,2]
	fmt.Println(a.T())
	fmt.Println(a)
	// Output:
	// [[ 0  3]
	//  [ 1  4]
	//  [ 2 -5]]
	// [[ 0  1  2]
	//  [ 3  4 -5]]
}

func ExampleArray_MT() {
	stack := ndarray.Arange(0, 8, 1).Reshape(2, 2, 2)
	fmt.Println(stack.MT()) // each matrix transposed; T would reverse all axes
	// Output:
	// [[[0 2]
	//   [1 3]]
	//
	//  [[4 6]
	//   [5 7]]]
}

func ExampleArray_Permute() {
	image := ndarray.Zeros[uint8](480, 640, 3)
	fmt.Println(image.Permute(2, 0, 1).Shape()) // channels first
	// Output: [3 480 640]
}

func ExampleArray_SwapAxes() {
	// Readings of 2 sensors with 2 values each, at 3 times.
	readings := ndarray.Arange(0, 12, 1).Reshape(3, 2, 2)
	sensors := readings.SwapAxes(0, 1)
	fmt.Println(sensors.Row(1)) // all of the second sensor
	// Output:
	// [[ 2  3]
	//  [ 6  7]
	//  [10 11]]
}

func ExampleArray_MoveAxis() {
	batch := ndarray.Zeros[float32](10, 480, 640, 3)
	fmt.Println(batch.MoveAxis([]int{-1}, []int{1}).Shape()) // the others keep their order
	// Output: [10 3 480 640]
}

func ExampleArray_ExpandDims() {
	x := ndarray.Of(1, 4, 9)
	// All differences, of a column and a row.
	fmt.Println(x.ExpandDims(1).Sub(x.ExpandDims(0)))
	// Output:
	// [[ 0 -3 -8]
	//  [ 3  0 -5]
	//  [ 8  5  0]]
}

func ExampleArray_Squeeze() {
	a := ndarray.Zeros[int](1, 3, 1)
	fmt.Println(a.Squeeze().Shape())
	fmt.Println(a.Squeeze(0).Shape()) // this one alone
	// Output:
	// [3]
	// [3 1]
}

func ExampleArray_AtLeast2D() {
	// One point or many, for code that wants a row for each.
	for _, points := range []ndarray.Array[int]{ndarray.Of(1, 2), ndarray.Zeros[int](5, 2)} {
		fmt.Println(points.AtLeast2D().Shape())
	}
	// Output:
	// [1 2]
	// [5 2]
}

func ExampleArray_Flip() {
	a := ndarray.Arange(1, 7, 1).Reshape(2, 3)
	fmt.Println(a.Flip(0))
	fmt.Println(a.Flip()) // along all axes
	// Output:
	// [[4 5 6]
	//  [1 2 3]]
	// [[6 5 4]
	//  [3 2 1]]
}

func ExampleArray_FlipLR() {
	image := ndarray.Of(1, 0, 0, 1, 1, 0).Reshape(2, 3)
	fmt.Println(image.FlipLR()) // its mirror image, without a copy
	// Output:
	// [[0 0 1]
	//  [0 1 1]]
}

func ExampleArray_Rot90() {
	a := ndarray.Arange(1, 7, 1).Reshape(2, 3)
	fmt.Println(a.Rot90(1, 0, 1))  // counterclockwise
	fmt.Println(a.Rot90(-1, 0, 1)) // clockwise
	// Output:
	// [[3 6]
	//  [2 5]
	//  [1 4]]
	// [[4 1]
	//  [5 2]
	//  [6 3]]
}

func ExampleRoll() {
	x := ndarray.Of(10, 13, 17, 12)
	fmt.Println(ndarray.Roll(x, 1, 0))
	fmt.Println(x.Sub(ndarray.Roll(x, 1, 0))) // differences around a ring
	// Output:
	// [12 10 13 17]
	// [-2  3  4 -5]
}

func ExampleRollAxes() {
	a := ndarray.Arange(0, 12, 1).Reshape(3, 4)
	// What is at [0,0] moves to the middle.
	fmt.Println(ndarray.RollAxes(a, []int{1, 2}, []int{0, 1}))
	// Output:
	// [[10 11  8  9]
	//  [ 2  3  0  1]
	//  [ 6  7  4  5]]
}

func ExampleRollFlat() {
	a := ndarray.Arange(0, 6, 1).Reshape(2, 3)
	fmt.Println(ndarray.RollFlat(a, 1)) // from row to row
	// Output:
	// [[5 0 1]
	//  [2 3 4]]
}

func ExampleRepeat() {
	image := ndarray.Of(1, 2, 3, 4).Reshape(2, 2)
	fmt.Println(image.Repeat(2, 0).Repeat(2, 1)) // twice as high and wide
	// Output:
	// [[1 1 2 2]
	//  [1 1 2 2]
	//  [3 3 4 4]
	//  [3 3 4 4]]
}

func ExampleRepeatEach() {
	values := ndarray.Of(7, 0, 5)
	fmt.Println(ndarray.RepeatEach(values, []int{1, 3, 2}, 0)) // decodes run lengths
	// Output: [7 0 0 0 5 5]
}

func ExampleTile() {
	squares := ndarray.Of(0, 1, 1, 0).Reshape(2, 2)
	fmt.Println(ndarray.Tile(squares, 2, 3)) // a chess board
	// Output:
	// [[0 1 0 1 0 1]
	//  [1 0 1 0 1 0]
	//  [0 1 0 1 0 1]
	//  [1 0 1 0 1 0]]
}

func ExampleResize() {
	a := ndarray.Of(1, 2, 3)
	fmt.Println(ndarray.Resize(a, 2, 4)) // over again where there are too few
	fmt.Println(ndarray.Resize(a, 2))
	// Output:
	// [[1 2 3 1]
	//  [2 3 1 2]]
	// [1 2]
}

func ExampleAppend() {
	scores := ndarray.Of(1, 2, 3, 4).Reshape(2, 2)
	scores = ndarray.Append(scores, ndarray.Of(5, 6).Reshape(1, 2), 0)
	fmt.Println(scores)
	// Output:
	// [[1 2]
	//  [3 4]
	//  [5 6]]
}

func ExampleInsert() {
	a := ndarray.Of(1, 2, 5, 6).Reshape(2, 2)
	fmt.Println(ndarray.Insert(a, []int{1}, ndarray.Of(3, 4).Reshape(1, 2), 0)) // before row 1
	fmt.Println(ndarray.Insert(a, []int{0, 2}, ndarray.Full(9), 1))             // both counted in a
	// Output:
	// [[1 2]
	//  [3 4]
	//  [5 6]]
	// [[9 1 2 9]
	//  [9 5 6 9]]
}

func ExampleDelete() {
	a := ndarray.Arange(0, 8, 1).Reshape(2, 4)
	fmt.Println(ndarray.Delete(a, []int{1, -1}, 1))
	// Output:
	// [[0 2]
	//  [4 6]]
}

func ExampleBlock() {
	rotation := ndarray.Of(0, -1, 1, 0).Reshape(2, 2)
	shift := ndarray.Of(5, 7).Reshape(2, 1)
	// One matrix that turns and shifts points.
	m := ndarray.Block[int]([]any{
		[]any{rotation, shift},
		[]any{ndarray.Zeros[int](1, 2), 1},
	})
	fmt.Println(m)
	// Output:
	// [[ 0 -1  5]
	//  [ 1  0  7]
	//  [ 0  0  1]]
}

func ExampleColumnStack() {
	x, y := ndarray.Of(1, 2, 3), ndarray.Of(10, 20, 30)
	fmt.Println(ndarray.ColumnStack(x, y)) // a point in each row
	// Output:
	// [[ 1 10]
	//  [ 2 20]
	//  [ 3 30]]
}

func ExampleHStack() {
	a := ndarray.Of(1, 2, 3, 4).Reshape(2, 2)
	fmt.Println(ndarray.HStack(a, a.SumAxis(1).Keep(1))) // the sums of the rows beside them
	fmt.Println(ndarray.HStack(ndarray.Of(1, 2), ndarray.Of(3)))
	// Output:
	// [[1 2 3]
	//  [3 4 7]]
	// [1 2 3]
}

func ExampleVStack() {
	a := ndarray.Of(1, 2, 3, 4).Reshape(2, 2)
	fmt.Println(ndarray.VStack(a, a.SumAxis(0))) // the sums of the columns below them
	// Output:
	// [[1 2]
	//  [3 4]
	//  [4 6]]
}

func ExampleDStack() {
	red, green := ndarray.Of(255, 128).Reshape(1, 2), ndarray.Of(0, 64).Reshape(1, 2)
	image := ndarray.DStack(red, green, ndarray.Zeros[int](1, 2))
	fmt.Println(image.Shape())
	fmt.Println(image.Slice(ndarray.I(0), ndarray.I(1))) // one pixel
	// Output:
	// [1 2 3]
	// [128  64   0]
}

func ExampleConcatFlat() {
	weights, bias := ndarray.Of(0.5, -1, 2, 0).Reshape(2, 2), ndarray.Of(0.1, 0.2)
	fmt.Println(ndarray.ConcatFlat(weights, bias)) // all parameters in one vector
	// Output: [ 0.5 -1.   2.   0.   0.1  0.2]
}

func ExampleArray_Split() {
	a := ndarray.Arange(0, 12, 1).Reshape(2, 6)
	parts := a.Split(3, 1)
	parts[1].Fill(0) // parts are views
	fmt.Println(parts[2])
	fmt.Println(a)
	// Output:
	// [[ 4  5]
	//  [10 11]]
	// [[ 0  1  0  0  4  5]
	//  [ 6  7  0  0 10 11]]
}

func ExampleArray_SplitAt() {
	samples := ndarray.Arange(0, 10, 1)
	parts := samples.SplitAt([]int{6, 8}, 0)
	train, check, test := parts[0], parts[1], parts[2]
	fmt.Println(train, check, test)
	// Output: [0 1 2 3 4 5] [6 7] [8 9]
}

func ExampleArray_ArraySplit() {
	jobs := ndarray.Arange(0, 7, 1)
	for _, part := range jobs.ArraySplit(3, 0) { // the first ones are longer
		fmt.Println(part)
	}
	// Output:
	// [0 1 2]
	// [3 4]
	// [5 6]
}

func ExampleArray_HSplit() {
	a := ndarray.Arange(0, 8, 1).Reshape(2, 4)
	halves := a.HSplit(2)
	fmt.Println(halves[0])
	fmt.Println(halves[1])
	// Output:
	// [[0 1]
	//  [4 5]]
	// [[2 3]
	//  [6 7]]
}

func ExampleArray_Unstack() {
	points := ndarray.Of(3.0, 4, 6, 8).Reshape(2, 2)
	xy := points.Unstack(1)
	fmt.Println(xy[0], xy[1], ndarray.Hypot(xy[0], xy[1]))
	// Output: [3. 6.] [4. 8.] [ 5. 10.]
}

func ExampleTrimZeros() {
	fmt.Println(ndarray.TrimZeros(ndarray.Of(0, 0, 3, 0, 5, 0)))
	image := ndarray.Zeros[int](4, 5)
	image.Set(1, 1, 3)
	image.Set(2, 2, 1)
	fmt.Println(ndarray.TrimZeros(image)) // what a box around the others holds
	// Output:
	// [3 0 5]
	// [[0 0 1]
	//  [2 0 0]]
}

func ExampleBroadcastShapes() {
	fmt.Println(ndarray.BroadcastShapes([]int{5, 1, 3}, []int{4, 1}))
	// Output: [5 4 3]
}

func ExampleArray_Diagonal() {
	a := ndarray.Ones[int](3, 3)
	a.Diagonal(0, 0, 1).Fill(0) // a view: a changes
	a.Diagonal(-1, 0, 1).Assign(ndarray.Of(7, 8))
	fmt.Println(a)
	// Output:
	// [[0 1 1]
	//  [7 0 1]
	//  [1 8 0]]
}
