package ndarray_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/lanewise/lanewise/ndarray"
)

func ExampleArray_At() {
	a := ndarray.Arange(0, 24, 1).Reshape(2, 3, 4)
	fmt.Println(a.At(1, 2, 3), a.At(0, 0, -1)) // -1 is the last one
	// Output: 23 3
}

func ExampleArray_At2() {
	m := ndarray.Of(3, 1, 2, 4).Reshape(2, 2)
	fmt.Println(m.At2(0, 0)*m.At2(1, 1) - m.At2(0, 1)*m.At2(1, 0)) // the determinant
	// Output: 10
}

func ExampleArray_Set() {
	board := ndarray.Full(".", 2, 3)
	board.Set("x", 0, 1)
	board.Set("o", -1, -1)
	fmt.Println(board)
	// Output:
	// [['.' 'x' '.']
	//  ['.' '.' 'o']]
}

func ExampleArray_Item() {
	sum := ndarray.Einsum("ij,ij->", ndarray.Ones[int](2, 3), ndarray.Full(2, 2, 3))
	fmt.Println(sum.NDim(), sum.Item()+1) // from an array without axes to an int
	// Output: 0 13
}

func ExampleArray_Fill() {
	image := ndarray.Zeros[int](3, 4)
	image.Slice(ndarray.R(1, 3), ndarray.R(1, 3)).Fill(255) // a rectangle
	fmt.Println(image)
	// Output:
	// [[  0   0   0   0]
	//  [  0 255 255   0]
	//  [  0 255 255   0]]
}

func ExampleArray_Assign() {
	a := ndarray.Zeros[int](2, 3)
	a.Assign(ndarray.Of(1, 2, 3)) // for each row
	a.Slice(ndarray.All, ndarray.R(1, 3)).Assign(a.Slice(ndarray.All, ndarray.R(0, 2)))
	fmt.Println(a)
	// Output:
	// [[1 1 2]
	//  [1 1 2]]
}

func ExampleArray_Data() {
	a := ndarray.Of(5, 2, 9)
	s, ok := a.Data()
	slices.Sort(s) // the memory of a
	fmt.Println(a, ok)
	_, ok = ndarray.Zeros[int](3, 2).T().Data() // not in C order
	fmt.Println(ok)
	// Output:
	// [2 5 9] true
	// false
}

func ExampleArray_Row() {
	m := ndarray.Arange(0, 6, 1).Reshape(2, 3)
	last := m.Row(-1)
	last.Set(0, 0) // a view: m changes
	fmt.Println(last)
	fmt.Println(m)
	// Output:
	// [0 4 5]
	// [[0 1 2]
	//  [0 4 5]]
}

func ExampleArray_Rows() {
	points := ndarray.Of(3.0, 4, 5, 12).Reshape(2, 2)
	for i, p := range points.Rows() {
		fmt.Println(i, p, ndarray.Hypot(p.Row(0), p.Row(1)))
	}
	// Output:
	// 0 [3. 4.] 5.0
	// 1 [ 5. 12.] 13.0
}

func ExampleArray_Shape() {
	a := ndarray.Zeros[float32](4, 2, 3)
	fmt.Println(a.Shape(), a.NDim(), a.Size())
	fmt.Println(a.SumAxis(-1).Shape())
	// Output:
	// [4 2 3] 3 24
	// [4 2]
}

func ExampleArray_Strides() {
	a := ndarray.Zeros[int32](2, 3)
	fmt.Println(a.Strides(), a.T().Strides()) // in bytes
	fmt.Println(a.Slice(ndarray.All, ndarray.RS(ndarray.Begin, ndarray.End, 2)).Strides())
	// Output:
	// [12 4] [4 12]
	// [12 8]
}

func ExampleArray_Copy() {
	a := ndarray.Of(1, 2, 3)
	before := a.Copy()
	a.Fill(0)
	fmt.Println(a, before)
	// Output: [0 0 0] [1 2 3]
}

func ExampleArray_CopyF() {
	a := ndarray.Of(1, 2, 3, 4, 5, 6).Reshape(2, 3)
	f := a.CopyF()
	memory, _ := f.T().Data() // columns follow each other, as BLAS wants them
	fmt.Println(memory)
	fmt.Println(f.At(1, 0)) // indices mean what they did
	// Output:
	// [1 4 2 5 3 6]
	// 4
}

func ExampleView() {
	z := ndarray.Of(1+2i, 3+4i)
	parts := ndarray.View[float64](z) // the same memory
	parts.Set(0, 1)
	fmt.Println(parts, z)
	bits := ndarray.View[uint64](ndarray.Of(1.0))
	fmt.Printf("%x\n", bits)
	// Output:
	// [1. 0. 3. 4.] [1.+0.j 3.+4.j]
	// [3ff0000000000000]
}

func ExampleArray_TryView() {
	m := ndarray.Arange(0, 6, 1).Reshape(2, 3)
	v, ok := m.TryView(3, 2)
	fmt.Println(v.Shape(), ok)
	_, ok = m.T().TryView(6) // Reshape would copy here
	fmt.Println(ok)
	// Output:
	// [3 2] true
	// false
}

func ExampleArray_ReadOnly() {
	limits := ndarray.Of(0.0, 100)
	shown := limits.ReadOnly()
	_, err := ndarray.Try(func() bool { shown.Set(-1, 0); return true })
	fmt.Println(errors.Is(err, ndarray.ErrReadOnly))
	limits.Set(50, 1) // the owner can still write
	fmt.Println(shown)
	// Output:
	// true
	// [ 0. 50.]
}

func ExampleArray_FillIndex() {
	a := ndarray.Zeros[int](3, 4)
	a.FillIndex(1, ndarray.Of(0, 2), ndarray.Of(1, 3)) // [0,1] and [2,3]
	a.FillIndex(7, 1, []int{0, -1})                    // both ends of row 1
	fmt.Println(a)
	// Output:
	// [[0 1 0 0]
	//  [7 0 0 7]
	//  [0 0 0 1]]
}

func ExampleArray_Ptrs() {
	names := ndarray.Of("ada", "grace")
	for p := range names.Ptrs() {
		*p = strings.ToUpper(*p)
	}
	fmt.Println(names)
	// Output: ['ADA' 'GRACE']
}

func ExampleArray_Strided() {
	column := ndarray.Arange(0, 6, 1).Reshape(2, 3).Slice(ndarray.All, ndarray.I(1))
	s, strides, ok := column.Strided() // for a library that takes a slice and a distance
	fmt.Println(s, strides, ok)
	s[3] = -1
	fmt.Println(column)
	// Output:
	// [1 2 3 4] [3] true
	// [ 1 -1]
}

func ExampleArray_Recycle() {
	x := ndarray.Full(2.0, 1000)
	for range 10 {
		half := x.MulScalar(0.5)
		x.Recycle() // the next result may have its memory
		x = half.AddScalar(1)
		half.Recycle()
	}
	fmt.Println(x.Sum())
	// Output: 2000
}

func ExampleArray_MarshalJSON() {
	text, err := json.Marshal(map[string]any{"scores": ndarray.Arange(0, 4, 1).Reshape(2, 2)})
	fmt.Println(string(text), err)
	// Output: {"scores":[[0,1],[2,3]]} <nil>
}

func ExampleArray_UnmarshalJSON() {
	var m struct{ Scores ndarray.Array[float64] }
	err := json.Unmarshal([]byte(`{"scores": [[1, 2.5], [null, 4]]}`), &m)
	fmt.Println(m.Scores, err)
	// Output:
	// [[1.  2.5]
	//  [nan 4. ]] <nil>
}

func ExampleArray_Format() {
	a := ndarray.Of(0.5, 12.25)
	fmt.Printf("%v %.1f %8.3f\n", a, a, a)
	fmt.Printf("%+v %x\n", a, ndarray.Of(10, 255))
	// Output:
	// [ 0.5  12.25] [ 0.5 12.2] [   0.500   12.250]
	// array([ 0.5 , 12.25]) [ a ff]
}

func ExampleConst() {
	x := ndarray.Of(1.0, 2, 4)
	fmt.Println(ndarray.Const(1.0).Div(ndarray.X(x)).Eval())
	// Output: [1.   0.5  0.25]
}

func ExampleAsX() {
	hits, shots := ndarray.Of(3, 0, 4), ndarray.Of(4, 5, 5)
	// No array of the converted numbers is made.
	h, s := ndarray.AsX[float64](ndarray.X(hits)), ndarray.AsX[float64](ndarray.X(shots))
	fmt.Println(h.Div(s).Eval())
	// Output: [0.75 0.   0.8 ]
}

func ExampleFmaX() {
	x := ndarray.X(ndarray.Of(0.0, 1, 2))
	two, three, one := ndarray.Const(2.0), ndarray.Const(3.0), ndarray.Const(1.0)
	fmt.Println(ndarray.FmaX(ndarray.FmaX(two, x, three), x, one).Eval()) // 2x*x + 3x + 1
	// Output: [ 1.  6. 15.]
}

func ExampleArray_PutMode() {
	ring := ndarray.Zeros[int](4)
	ring.PutMode(ndarray.Of(1, 4, -1), ndarray.Of(10, 20, 30), ndarray.IndexWrap) // 4 is 0 again
	fmt.Println(ring)
	// Output: [20 10  0 30]
}

func ExampleScratch() {
	var w ndarray.Workspace
	points := ndarray.Of(3.0, 4, 6, 8).Reshape(2, 2)
	squares := ndarray.SquareTo(ndarray.Scratch[float64](&w, 2, 2), points)
	lengths := ndarray.SumAxisTo(ndarray.Scratch[float64](&w, 2), squares, 1)
	fmt.Println(ndarray.SqrtTo(lengths, lengths))
	w.Reset() // both are free for the next turn
	// Output: [ 5. 10.]
}

func ExampleArray_Keep() {
	scores := ndarray.Of(1.0, 2, 4, 3, 3, 9).Reshape(2, 3)
	fmt.Println(scores.Sub(scores.MaxAxis(1).Keep(1))) // how far behind the best of its row
	// Output:
	// [[-3. -2.  0.]
	//  [-6. -6.  0.]]
}
