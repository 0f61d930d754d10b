package ndarray

import (
	"errors"
	"math"
	"testing"

	"github.com/lanewise/lanewise/ndarray/internal/golden"
)

func goldenClose[T Number](t *testing.T, c golden.Case) {
	o := CloseOpt{golden.Arg[float64](t, c, "relative"), golden.Arg[float64](t, c, "absolute"), golden.Arg[bool](t, c, "nans")}
	a, b := goldenArray[T](t, c.In[0]), goldenArray[T](t, c.In[1])
	checkGolden(t, c.In[0].Type, IsClose(a, b, o), c.Out[0], 0)
	checkGolden(t, c.In[0].Type, IsCloseTo(Zeros[bool](c.Out[0].Shape...), a, b, o), c.Out[0], 0)
	if got, want := AllClose(a, b, o), goldenArray[bool](t, c.Out[0]).AllTrue(); got != want {
		t.Error("AllClose", c.In[0].Type, got)
	}
}

func TestIsCloseGolden(t *testing.T) {
	for _, c := range golden.Cases(t, "close") {
		switch c.In[0].Type {
		case "float64":
			goldenClose[float64](t, c)
		case "float32":
			goldenClose[float32](t, c)
		case "complex128":
			goldenClose[complex128](t, c)
		case "complex64":
			goldenClose[complex64](t, c)
		case "int64":
			goldenClose[int64](t, c)
		case "int32":
			goldenClose[int32](t, c)
		case "int8":
			goldenClose[int8](t, c)
		case "uint8":
			goldenClose[uint8](t, c)
		case "uint64":
			goldenClose[uint64](t, c)
		default:
			t.Error("type", c.In[0].Type)
		}
	}
}

func TestArrayEqual(t *testing.T) {
	a := Arange(0, 6, 1).Reshape(2, 3)
	if !ArrayEqual(a, a.T().Copy().T()) || ArrayEqual(a, a.Reshape(3, 2)) || ArrayEqual(a, a.Row(0)) || ArrayEqual(a, a.AddScalar(1)) ||
		!ArrayEqual(Zeros[int](0, 3), Ones[int](0, 3)) || ArrayEqual(Zeros[int](0, 3), Ones[int](3, 0)) || ArrayEqual(Of(math.NaN()), Of(math.NaN())) {
		t.Error("ArrayEqual")
	}
	if _, err := Try(func() bool { return AllClose(a, Of(1, 2), CloseOpt{}) }); !errors.Is(err, ErrShape) {
		t.Error("shapes that don't fit:", err)
	}
}
