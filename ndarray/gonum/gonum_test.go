package gonum_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	. "github.com/lanewise/lanewise/ndarray"
	"github.com/lanewise/lanewise/ndarray/gonum"
	"gonum.org/v1/gonum/mat"
)

func Example() {
	a := FromSlice([]float64{2, 1, 0, 4}, 2, 2)
	var square mat.Dense
	square.Mul(gonum.Dense(a), gonum.Dense(a))
	fmt.Println(gonum.FromDense(&square))
	// Output:
	// [[ 4.  6.]
	//  [ 0. 16.]]
}

// views are arrays of two axes, and whether a matrix can share their elements.
func views(base Array[float64]) []struct {
	a      Array[float64]
	shares bool
} {
	rev := RS(End, Begin, -1)
	return []struct {
		a      Array[float64]
		shares bool
	}{
		{base, true},
		{base.Slice(R(1, 3), R(1, 4)), true},
		{base.Slice(RS(0, 4, 2)), true},
		{base.Slice(All, R(2, 3)), true},
		{base.Slice(R(1, 2)), true},
		{base.Slice(R(1, 2), R(2, 3)), true},
		{base.T(), false},
		{base.Slice(rev), false},
		{base.Slice(All, rev), false},
		{base.Slice(All, RS(0, 5, 2)), false},
		{base.Slice(R(0, 1)).BroadcastTo(3, 5), false},
		{base.Slice(R(2, 2), R(2, 2)), true},
	}
}

func TestDense(t *testing.T) {
	base := Arange(0.0, 20, 1).Reshape(4, 5)
	for _, v := range views(base) {
		base.Assign(Arange(0.0, 20, 1).Reshape(4, 5)) // the views overlap
		_, shares := gonum.TryDense(v.a)
		if shares != v.shares {
			t.Errorf("TryDense of shape %v with strides %v: %v", v.a.Shape(), v.a.Strides(), shares)
		}
		m := gonum.Dense(v.a)
		if rows, cols := m.Dims(); rows != v.a.Shape()[0] || cols != v.a.Shape()[1] {
			t.Fatalf("%d x %d for shape %v", rows, cols, v.a.Shape())
		}
		for i := range v.a.Shape()[0] {
			for j := range v.a.Shape()[1] {
				if m.At(i, j) != v.a.At(i, j) {
					t.Fatalf("element %d, %d of %v: %v", i, j, v.a, m.At(i, j))
				}
			}
		}
		if v.a.Size() == 0 {
			continue
		}
		m.Set(0, 0, -7)
		if (v.a.At(0, 0) == -7) != v.shares {
			t.Errorf("a write to the matrix: the array has %v", v.a.At(0, 0))
		}
		b := gonum.FromDense(m)
		b.Set(-8, -1, -1)
		if rows, cols := m.Dims(); m.At(rows-1, cols-1) != -8 {
			t.Error("a write to the array does not show in the matrix")
		}
	}
}

func TestFromSlicedDense(t *testing.T) {
	m := mat.NewDense(3, 4, []float64{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11})
	part := m.Slice(1, 3, 1, 3).(*mat.Dense)
	a := gonum.FromDense(part)
	if got := slices.Collect(a.Values()); !slices.Equal(got, []float64{5, 6, 9, 10}) {
		t.Fatal(got)
	}
	a.Fill(0)
	if m.At(1, 0) != 4 || m.At(1, 1) != 0 || m.At(2, 2) != 0 || m.At(2, 3) != 11 {
		t.Error(mat.Formatted(m))
	}
	if e := gonum.FromDense(new(mat.Dense)); !slices.Equal(e.Shape(), []int{0, 0}) {
		t.Error(e.Shape())
	}
}

func TestVec(t *testing.T) {
	base := Arange(0.0, 12, 1).Reshape(3, 4)
	for _, c := range []struct {
		a      Array[float64]
		shares bool
	}{
		{base.Row(1), true},
		{base.Slice(All, I(2)), true},
		{base.Row(0).Slice(RS(End, Begin, -1)), false},
		{base.Row(0).Slice(R(1, 2)), true},
		{base.Row(0).Slice(R(2, 2)), true},
		{Full(3.0).BroadcastTo(4), false},
	} {
		base.Assign(Arange(0.0, 12, 1).Reshape(3, 4))
		if _, shares := gonum.TryVec(c.a); shares != c.shares {
			t.Errorf("TryVec of strides %v: %v", c.a.Strides(), shares)
		}
		v := gonum.Vec(c.a)
		if got := gonum.FromVec(v); !slices.Equal(slices.Collect(got.Values()), slices.Collect(c.a.Values())) {
			t.Errorf("%v, want %v", got, c.a)
		}
		if v.Len() == 0 {
			continue
		}
		v.SetVec(0, -7)
		if (c.a.At(0) == -7) != c.shares {
			t.Errorf("a write to the vector: the array has %v", c.a.At(0))
		}
	}
	col := mat.NewDense(2, 2, []float64{1, 2, 3, 4}).ColView(1).(*mat.VecDense)
	if got := gonum.FromVec(col); got.At(0) != 2 || got.At(1) != 4 {
		t.Error(got)
	}
}

func TestCDense(t *testing.T) {
	a := FromSlice([]complex128{1, 2i, 3, 4i, 5, 6i}, 2, 3)
	m, ok := gonum.TryCDense(a)
	if !ok || m.At(1, 0) != 4i {
		t.Fatal(ok, m)
	}
	m.Set(1, 2, 9)
	if a.At(1, 2) != 9 || gonum.FromCDense(m).At(-1, -1) != 9 {
		t.Error("not shared")
	}
	if _, ok := gonum.TryCDense(a.T()); ok {
		t.Error("shared a transposed array")
	}
	if m := gonum.CDense(a.T()); m.At(2, 1) != 9 || m.At(0, 1) != 4i {
		t.Error(m)
	}
}

func TestFromMatrix(t *testing.T) {
	for _, c := range []struct {
		m    mat.Matrix
		want []float64
	}{
		{mat.NewSymDense(2, []float64{1, 2, 0, 3}), []float64{1, 2, 2, 3}},
		{mat.NewTriDense(2, mat.Upper, []float64{1, 2, 9, 3}), []float64{1, 2, 0, 3}},
		{mat.NewDiagDense(2, []float64{1, 2}), []float64{1, 0, 0, 2}},
		{mat.NewDense(2, 1, []float64{1, 2}).T(), []float64{1, 2}},
	} {
		if got := slices.Collect(gonum.FromMatrix(c.m).Values()); !slices.Equal(got, c.want) {
			t.Errorf("%v, want %v", got, c.want)
		}
	}
}

func TestMisuse(t *testing.T) {
	for name, f := range map[string]func() any{
		"vector":   func() any { return gonum.Dense(Zeros[float64](3)) },
		"no rows":  func() any { return gonum.Dense(Zeros[float64](0, 3)) },
		"complex":  func() any { return gonum.CDense(Zeros[complex128](3, 0)) },
		"a matrix": func() any { return gonum.Vec(Zeros[float64](3, 1)) },
	} {
		if _, err := Try(f); !errors.Is(err, ErrShape) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
