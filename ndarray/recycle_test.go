package ndarray_test

import (
	"errors"
	"math"
	"slices"
	"testing"
	"unsafe"

	"github.com/lanewise/lanewise/kernels/kerneltest"
	"github.com/lanewise/lanewise/ndarray"
)

// place returns the address of the first element.
func place[T any](a ndarray.Array[T]) *T {
	s, _ := a.Data()
	return unsafe.SliceData(s)
}

func TestRecycle(t *testing.T) {
	if kerneltest.RaceEnabled {
		t.Skip("sync.Pool forgets at random under the race detector")
	}
	x := ndarray.Arange[float64](0, 1000, 1)
	a := x.Add(x)
	at := place(a)
	a.Recycle()
	if a.Size() != 0 {
		t.Errorf("recycled array has %d elements", a.Size())
	}
	b := ndarray.As[int64](x)
	if unsafe.Pointer(place(b)) != unsafe.Pointer(at) {
		t.Error("the memory was not used again")
	}
	if b.At(999) != 999 || b.At(0) != 0 {
		t.Error("wrong elements in reused memory")
	}
	b.Recycle()
	zeros := ndarray.Zeros[float32](2, 1000)
	if unsafe.Pointer(place(zeros)) != unsafe.Pointer(at) {
		t.Error("the memory was not used again")
	}
	if ndarray.Sum(zeros) != 0 {
		t.Error("reused memory was not cleared")
	}
}

// TestRecycleLeavesAlone: memory that is not the array's own is never handed out.
func TestRecycleLeavesAlone(t *testing.T) {
	own := make([]float64, 1000)
	var w ndarray.Workspace
	whole := ndarray.Zeros[float64](1000)
	cases := map[string]ndarray.Array[float64]{
		"FromSlice": ndarray.FromSlice(own), "Scratch": ndarray.Scratch[float64](&w, 1000),
		"slice": whole.Slice(ndarray.R(1, 999)), "part": whole.Slice(ndarray.R(0, 999)),
		"reversed": whole.Flip(0), "read-only": whole.ReadOnly(), "row": whole.Reshape(2, 500).Row(1),
		"broadcast": ndarray.Zeros[float64](1, 1000).BroadcastTo(3, 1000), "zero": {}, "small": ndarray.Zeros[float64](3),
	}
	places := map[*float64]string{}
	for name, a := range cases {
		if a.Size() > 0 && name != "broadcast" {
			s, _, _ := a.Strided()
			places[unsafe.SliceData(s)] = name
		}
		a.Recycle()
	}
	for range 100 {
		a := ndarray.Zeros[float64](1000)
		if name, ok := places[place(a)]; ok {
			t.Errorf("memory of %s was handed out", name)
		}
	}
}

func TestRecycleTwice(t *testing.T) {
	a := ndarray.Zeros[float64](1000)
	b := a
	a.Recycle()
	_, err := ndarray.Try(func() int { b.Recycle(); return 0 })
	if !errors.Is(err, ndarray.ErrReuse) {
		t.Errorf("second Recycle: %v", err)
	}
}

// TestRecycleAllocations: a loop that recycles its results allocates nothing.
func TestRecycleAllocations(t *testing.T) {
	if kerneltest.RaceEnabled {
		t.Skip("sync.Pool forgets at random under the race detector")
	}
	x := ndarray.Ones[float64](100, 50)
	if n := testing.AllocsPerRun(100, func() {
		y := x.Add(x)
		z := y.Sqrt()
		y.Recycle()
		z.Recycle()
	}); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

// TestRecycleGarbage: results that are made in memory full of other numbers are as
// those in memory that was never used.
func TestRecycleGarbage(t *testing.T) {
	dirty := func(n int) {
		var all [8]ndarray.Array[float64]
		for i := range all {
			all[i] = ndarray.Full(math.NaN(), n)
		}
		for i := range all {
			all[i].Recycle()
		}
	}
	x, mask := ndarray.Arange[float64](0, 1600, 1).Reshape(40, 40), ndarray.Zeros[bool](40, 40)
	mask.Slice(ndarray.R(0, 30)).Fill(true)
	none := ndarray.Zeros[float64](40, 0)
	for name, f := range map[string]func() ndarray.Array[float64]{
		"MatMul of nothing": func() ndarray.Array[float64] { return ndarray.MatMul(none, none.T()) },
		"MatMul":            func() ndarray.Array[float64] { return ndarray.MatMul(x, x) },
		"Mask":              func() ndarray.Array[float64] { return x.Mask(mask) },
		"Concat":            func() ndarray.Array[float64] { return ndarray.Concat(1, x, none, x) },
		"ConcatFlat":        func() ndarray.Array[float64] { return ndarray.ConcatFlat(x, none) },
		"Stack":             func() ndarray.Array[float64] { return ndarray.Stack(0, x, x.T()) },
		"Copy":              func() ndarray.Array[float64] { return x.T().Copy() },
		"Index":             func() ndarray.Array[float64] { return x.Ravel().Index(ndarray.Arange(0, 1600, 1)) },
		"Eval":              func() ndarray.Array[float64] { return ndarray.X(x.T()).Add(ndarray.X(x)).Eval() },
		"SumAxis": func() ndarray.Array[float64] {
			return ndarray.Arange[float64](0, 400*200, 1).Reshape(400, 200).SumAxis(0)
		},
		"Nonzero": func() ndarray.Array[float64] { return ndarray.As[float64](ndarray.Nonzero(mask)[1]) },
		"Greater": func() ndarray.Array[float64] { return ndarray.As[float64](ndarray.Greater(x, x.T())) },
		"Map":     func() ndarray.Array[float64] { return ndarray.Map(x, math.Sqrt) },
		"Zeros":   func() ndarray.Array[float64] { return ndarray.Zeros[float64](40, 40) },
		"Empty":   func() ndarray.Array[float64] { return ndarray.Zeros[float64](0, 40) },
	} {
		want := f()
		dirty(want.Size())
		dirty(want.Size() / 8) // for bools on the way
		if got := f(); !slices.Equal(got.Shape(), want.Shape()) || !slices.Equal(slices.Collect(got.Values()), slices.Collect(want.Values())) {
			t.Errorf("%s: %v, want %v", name, got, want)
		}
	}
}
