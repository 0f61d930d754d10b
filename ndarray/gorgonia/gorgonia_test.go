package gorgonia_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	. "github.com/lanewise/lanewise/ndarray"
	"github.com/lanewise/lanewise/ndarray/gorgonia"
	"gorgonia.org/tensor"
)

func ExampleDense() {
	a := FromSlice([]float64{1, 2, 3, 4, 5, 6}, 2, 3)
	t := gorgonia.Dense(a)
	a.Set(9, 0, 0)
	fmt.Println(t.Shape(), t.Data())
	// Output: (2, 3) [9 2 3 4 5 6]
}

func TestDense(t *testing.T) {
	base := Arange(0, 24, 1).Reshape(2, 3, 4)
	for _, c := range []struct {
		a      Array[int]
		shares bool
	}{
		{base, true},
		{base.T(), true},
		{base.Row(1), true},
		{base.Row(1).T(), true},
		{base.Slice(All, R(1, 2)), false},
		{base.Slice(RS(End, Begin, -1)), false},
		{base.Row(0).Row(0).BroadcastTo(2, 4), false},
		{base.Slice(I(1), I(2), I(3)), true},
		{base.Row(1).Row(1), true},
	} {
		base.Assign(Arange(0, 24, 1).Reshape(2, 3, 4))
		want := slices.Collect(c.a.Values())
		if _, shares := gorgonia.TryDense(c.a); shares != c.shares {
			t.Errorf("TryDense of shape %v, strides %v: %v", c.a.Shape(), c.a.Strides(), shares)
		}
		d := gorgonia.Dense(c.a)
		if !slices.Equal([]int(d.Shape()), c.a.Shape()) {
			t.Errorf("shape %v, want %v", d.Shape(), c.a.Shape())
		}
		back, err := gorgonia.FromDense[int](d)
		if err != nil || !slices.Equal(slices.Collect(back.Values()), want) {
			t.Errorf("there and back: %v, %v, want %v", back, err, want)
			continue
		}
		back.Fill(-7)
		if v := c.a.Copy().Reshape(-1).At(0); (v == -7) != c.shares {
			t.Errorf("a write to the tensor: the array of strides %v has %v", c.a.Strides(), v)
		}
	}
}

func TestFromDense(t *testing.T) {
	d := tensor.New(tensor.WithShape(3, 4), tensor.WithBacking([]float64{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}))
	check := func(what string, d tensor.Tensor, shape []int, want ...float64) {
		t.Helper()
		a, err := gorgonia.FromDense[float64](d.(*tensor.Dense))
		if err != nil || !slices.Equal(a.Shape(), shape) || !slices.Equal(slices.Collect(a.Values()), want) {
			t.Errorf("%s: %v of shape %v, %v", what, a, a.Shape(), err)
		}
	}
	slice := func(s ...tensor.Slice) tensor.Tensor {
		t.Helper()
		v, err := d.Slice(s...)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	check("rows", slice(tensor.S(1, 3)), []int{2, 4}, 4, 5, 6, 7, 8, 9, 10, 11)
	check("columns", slice(nil, tensor.S(1, 3)), []int{3, 2}, 1, 2, 5, 6, 9, 10)
	check("a column", slice(nil, tensor.S(2)), []int{3}, 2, 6, 10)
	check("a row", slice(tensor.S(2)), []int{4}, 8, 9, 10, 11)
	check("an element", slice(tensor.S(2), tensor.S(1)), []int{}, 9)
	if a, err := gorgonia.FromDense[float64](slice(nil, tensor.S(1, 3)).(*tensor.Dense)); err != nil {
		t.Error(err)
	} else if a.Set(99, 2, 0); d.GetF64(9) != 99 {
		t.Error("a write to the array does not show in the tensor")
	}
	d.SetF64(9, 9)
	if err := d.T(); err != nil {
		t.Fatal(err)
	}
	check("transposed", d, []int{4, 3}, 0, 4, 8, 1, 5, 9, 2, 6, 10, 3, 7, 11)
	check("number", tensor.New(tensor.FromScalar(2.5)), []int{}, 2.5)
	f := tensor.New(tensor.WithShape(2, 2), tensor.AsFortran([]float64{1, 2, 3, 4}))
	check("Fortran order", f, []int{2, 2}, 1, 2, 3, 4)
	check("columns in Fortran order", func() tensor.Tensor { v, _ := f.Slice(nil, tensor.S(1)); return v }(), []int{2}, 2, 4)
	if _, err := gorgonia.FromDense[int](f); err == nil {
		t.Error("floats as int")
	}
}

func TestNoElements(t *testing.T) {
	_, err := Try(func() *tensor.Dense { return gorgonia.Dense(Zeros[float64](3, 0)) })
	if !errors.Is(err, ErrShape) {
		t.Error(err)
	}
}
