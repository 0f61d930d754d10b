package ndarray

import (
	"errors"
	"slices"
	"testing"

	"github.com/lanewise/lanewise/ndarray/internal/golden"
)

func createCall(t *testing.T, c golden.Case) (out []Array[float64], tol float64) {
	num := func(name string) int { return golden.Arg[int](t, c, name) }
	real := func(name string) float64 { return golden.Arg[float64](t, c, name) }
	var x []Array[float64]
	for _, a := range c.In {
		x = append(x, goldenArray[float64](t, a))
	}
	n, m, k := num("n"), num("m"), num("k")
	list := func(a Array[float64]) []Array[float64] { return []Array[float64]{a} }
	switch c.Name {
	case "eye":
		return list(Eye[float64](n, m, k)), 0
	case "tri":
		return list(Tri[float64](n, m, k)), 0
	case "diag":
		return list(Diag(Of(1.0, 2, 3), k)), 0
	case "vander":
		return list(Vander(x[0], n, golden.Arg[bool](t, c, "increasing"))), 0
	case "meshgrid":
		return Meshgrid(x...), 0
	case "meshgridij":
		return MeshgridIJ(x...), 0
	case "ogrid":
		return OGrid(x...), 0
	case "mgrid":
		return list(MGrid(x...)), 0
	case "linspacef8":
		return list(Linspace(real("start"), real("stop"), n)), 0
	case "linspaceopenf8":
		return list(LinspaceOpen(real("start"), real("stop"), n)), 0
	case "logspace":
		return list(Logspace(real("start"), real("stop"), n, real("base"))), 1e-15
	case "geomspace":
		return list(Geomspace(real("start"), real("stop"), n)), 1e-14
	}
	t.Fatal(c.Name)
	return nil, 0
}

func TestCreateGolden(t *testing.T) {
	for _, c := range golden.Cases(t, "create") {
		switch c.Name {
		case "indices":
			checkGolden(t, c.Name, As[int64](Indices(golden.Arg[[]int](t, c, "shape")...)), c.Out[0], 0)
			continue
		case "linspacef4", "linspaceopenf4":
			f := Linspace[float32]
			if c.Name == "linspaceopenf4" {
				f = LinspaceOpen[float32]
			}
			a := f(float32(golden.Arg[float64](t, c, "start")), float32(golden.Arg[float64](t, c, "stop")), golden.Arg[int](t, c, "n"))
			checkGolden(t, c.Name, a, c.Out[0], 0)
			continue
		case "linspacec16":
			checkGolden(t, c.Name, Linspace(1+2i, -3+0.5i, 6), c.Out[0], 1e-15)
			continue
		}
		out, tol := createCall(t, c)
		if len(out) != len(c.Out) {
			t.Errorf("%s: %d results, want %d", c.Name, len(out), len(c.Out))
			continue
		}
		for i := range out {
			checkGolden(t, c.Name, out[i], c.Out[i], tol)
		}
	}
}

func TestLike(t *testing.T) {
	a := Zeros[float64](3, 4).T()
	b := ZerosLike[int8](a)
	if !slices.Equal(b.Shape(), []int{4, 3}) || !slices.Equal(b.Strides(), []int{1, 4}) {
		t.Error(b.Shape(), b.Strides())
	}
	if OnesLike[int](a).Sum() != 12 || FullLike(a, "x").At(3, 2) != "x" || EmptyLike[bool](a).Size() != 12 || Empty[int](2).Sum() != 0 {
		t.Error("OnesLike, FullLike, EmptyLike, Empty")
	}
	if v := ZerosLike[int](Full(1).BroadcastTo(2, 2)); v.IsReadOnly() || v.Size() != 4 {
		t.Error("ZerosLike of a read-only array")
	}
	f := Arange(0, 6, 1).Reshape(2, 3).CopyF()
	if !slices.Equal(f.Strides(), []int{8, 16}) {
		t.Error(f.Strides())
	}
	checkEqual(t, "CopyF", f, modelOf(Arange(0, 6, 1).Reshape(2, 3)))
	if Identity[complex64](3).Sum() != 3 {
		t.Error("Identity")
	}
}

func TestFromFuncAndIter(t *testing.T) {
	a := FromFunc(func(ix []int) int { return 10*ix[0] + ix[1] }, 2, 3)
	checkSlice(t, a, 0, 1, 2, 10, 11, 12)
	if FromFunc(func(ix []int) int { return len(ix) }).Item() != 0 || FromFunc(func(ix []int) int { panic("called") }, 0, 3).Size() != 0 {
		t.Error("FromFunc of few elements")
	}
	checkSlice(t, FromIter(a.T().Values()), 0, 10, 1, 11, 2, 12)
	if FromIter(Of[int]().Values()).Size() != 0 {
		t.Error("FromIter of nothing")
	}
}

func TestNested(t *testing.T) {
	a, err := Nested[float64]([][]float64{{1, 2, 3}, {4, 5, 6}})
	if err != nil || !slices.Equal(a.Shape(), []int{2, 3}) || a.Sum() != 21 {
		t.Error(a, err)
	}
	b, err := Nested[string]([2][1][]string{{{"a", "b"}}, {{"c", "d"}}})
	if err != nil || !slices.Equal(b.Shape(), []int{2, 1, 2}) || b.At(1, 0, 0) != "c" {
		t.Error(b, err)
	}
	c, err := Nested[int]([]any{[]int{1, 2}, []any{3, 4}})
	if err != nil || !slices.Equal(c.Shape(), []int{2, 2}) || c.Sum() != 10 {
		t.Error(c, err)
	}
	if d, err := Nested[int](5); err != nil || d.NDim() != 0 || d.Item() != 5 {
		t.Error(d, err)
	}
	for _, v := range []any{[][]int{}, [0][3]int{}} {
		if d, err := Nested[int](v); err != nil || !slices.Equal(d.Shape(), []int{0, 0}) {
			t.Error(d.Shape(), err)
		}
	}
	if d, err := Nested[[]int]([][]int{{1}, {2, 3}}); err != nil || !slices.Equal(d.Shape(), []int{2}) {
		t.Error(d, err)
	}
	for _, e := range []struct {
		v    any
		kind error
		text string
	}{
		{[][]int{{1, 2}, {3}}, ErrShape, "ndarray: Nested: ragged: element (1,) has 1 elements, not 2"},
		{[]any{1, []int{2}}, ErrShape, "ndarray: Nested: ragged: element (1,) is a list, elsewhere it is a number"},
		{[]any{[]int{2}, 1}, ErrShape, "ndarray: Nested: ragged: element (1,) is no list, elsewhere it is one"},
		{[]any{1, 2.5}, ErrDType, "ndarray: Nested: element (1,) is of type float64, not int"},
		{[]any{1, nil}, ErrDType, "ndarray: Nested: element (1,) is nil, not int"},
		{nil, ErrDType, "ndarray: Nested: element () is nil, not int"},
		{"text", ErrDType, "ndarray: Nested: element () is of type string, not int"},
	} {
		if a, err := Nested[int](e.v); !errors.Is(err, e.kind) || err.Error() != e.text {
			t.Error(a, err)
		}
	}
}

func TestGeomspacePanics(t *testing.T) {
	checkPanic(t, ErrValue, "ndarray: Geomspace: no geometric sequence leads from -1 to 4", func() { Geomspace(-1.0, 4, 3) })
	checkPanic(t, ErrValue, "ndarray: Geomspace: no geometric sequence leads from 0 to 4", func() { Geomspace(0.0, 4, 3) })
	checkPanic(t, ErrShape, "ndarray: Geomspace: negative dimensions are not allowed: shape (-3,)", func() { Geomspace(1.0, 4, -3) })
	checkPanic(t, ErrShape, "ndarray: Diag: a diagonal has one axis, not 2", func() { Diag(Zeros[int](2, 2), 0) })
	checkPanic(t, ErrShape, "ndarray: Eye: negative dimensions are not allowed: shape (2,-1)", func() { Eye[int](2, -1, 0) })
	checkPanic(t, ErrShape, "ndarray: Tril: an array of dimension 1 holds no matrices", func() { Of(1).Tril(0) })
	checkPanic(t, ErrShape, "ndarray: Vander: the points have one axis, not 2", func() { Vander(Zeros[int](2, 2), 2, true) })
}
