package ndarray_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/lanewise/lanewise/ndarray"
	"github.com/lanewise/lanewise/ndarray/gonum"
	"github.com/lanewise/lanewise/ndarray/npy"
	"github.com/lanewise/lanewise/threadctl"
	"gonum.org/v1/gonum/mat"
)

// The examples of docs/memory.md.

func Example_memoryLayout() {
	a := ndarray.Zeros[float64](2, 3)
	fmt.Println(a.Strides(), a.T().Strides(), a.Slice(ndarray.All, ndarray.RS(ndarray.End, ndarray.Begin, -1)).Strides())

	s := []float64{0, 1, 2, 3, 4, 5}
	column := ndarray.FromStrided(s, 1, []int{2}, []int{3}) // every third element from the second on
	column.Fill(-1)
	fmt.Println(s)

	data, ok := a.Data() // the slice behind an array in C order
	fmt.Println(len(data), ok)
	_, ok = a.T().Data()
	fmt.Println(ok)
	// Output:
	// [24 8] [8 24] [24 -8]
	// [0 -1 2 3 -1 5]
	// 6 true
	// false
}

func Example_memoryViews() {
	a := ndarray.Arange(0, 6, 1).Reshape(2, 3)
	a.T().Row(0).Fill(9) // the first column of a
	fmt.Println(a)
	_, ok := a.T().TryView(6) // no strides show the transpose in a line
	fmt.Println(ok)
	flat := a.T().Reshape(6) // so this is a copy
	flat.Fill(0)
	fmt.Println(a.Sum())
	// Output:
	// [[9 1 2]
	//  [9 4 5]]
	// false
	// 30
}

func Example_memoryReadOnly() {
	row := ndarray.Of(1, 2, 3)
	grid := row.BroadcastTo(4, 3) // four times the same memory
	fmt.Println(grid.Strides()[0], grid.IsReadOnly())
	_, err := ndarray.Try(func() any { grid.Set(0, 0, 0); return nil })
	fmt.Println(err)
	grid.Copy().Set(0, 0, 0) // fine
	// Output:
	// 0 true
	// ndarray: Set: array of shape (4,3) is read-only
}

func Example_memoryOverlap() {
	a := ndarray.Arange(0, 6, 1)
	head, tail := a.Slice(ndarray.R(0, 5)), a.Slice(ndarray.R(1, 6))
	ndarray.AddTo(tail, tail, head) // as if the operands had been copied before
	fmt.Println(a)
	square := ndarray.Arange(0, 4, 1).Reshape(2, 2)
	square.Assign(square.T())
	fmt.Println(square)
	// Output:
	// [0 1 3 5 7 9]
	// [[0 2]
	//  [1 3]]
}

func Example_memoryAllocations() {
	a, b := ndarray.Full(1.0, 1000), ndarray.Full(2.0, 1000)
	out := ndarray.Zeros[float64](1000)
	var w ndarray.Workspace
	step := func() {
		w.Reset()
		d := ndarray.SubTo(ndarray.Scratch[float64](&w, 1000), a, b)
		ndarray.MulTo(out, d, d)
	}
	step() // the workspace gets its memory
	fmt.Println(testing.AllocsPerRun(10, step))
	fmt.Println(testing.AllocsPerRun(10, func() { ndarray.AddTo(out, a, b) }))
	fmt.Println(testing.AllocsPerRun(10, func() { ndarray.Add(a, b) }))
	// Output:
	// 0
	// 0
	// 1
}

func Example_memoryRecycling() {
	a, b := ndarray.Full(1.0, 1000), ndarray.Full(3.0, 1000)
	sum := a.Add(b)
	root := sum.Sqrt()
	sum.Recycle() // the next result may have its memory
	fmt.Println(sum.Shape(), root.Sum())
	// Output: [0] 2000
}

func Example_memoryMapping() {
	dir, err := os.MkdirTemp("", "ndarray")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "big.npy")
	if err := npy.WriteFile(path, ndarray.Arange(0.0, 6, 1).Reshape(2, 3)); err != nil {
		fmt.Println(err)
		return
	}
	m, err := npy.Map[float64](path, npy.ReadOnly)
	if err != nil {
		fmt.Println(err)
		return
	}
	defer m.Close() // arrays over the mapping end here
	fmt.Println(m.Array().SumAxis(0), m.Array().IsReadOnly())
	// Output: [3. 5. 7.] true
}

func Example_memorySharing() {
	m := mat.NewDense(2, 2, []float64{1, 2, 3, 4})
	a := gonum.FromDense(m) // the same memory
	a.T().Row(0).Fill(0)
	fmt.Println(m.RawMatrix().Data)
	// Output: [0 2 0 4]
}

func Example_memoryThreads() {
	a := ndarray.Arange(0.0, 1e6, 1).Sin()
	one := threadctl.SetBudget(1)
	alone := a.Sum()
	threadctl.SetBudget(one)
	fmt.Println(alone == a.Sum())
	// Output: true
}
