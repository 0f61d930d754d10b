package ndarray

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"github.com/lanewise/lanewise/ndarray/internal/golden"
)

var padModes = map[string]PadMode{"constant": PadConstant, "edge": PadEdge, "linear_ramp": PadLinearRamp,
	"maximum": PadMaximum, "mean": PadMean, "median": PadMedian, "minimum": PadMinimum, "reflect": PadReflect,
	"symmetric": PadSymmetric, "wrap": PadWrap, "empty": PadEmpty}

// padGolden compares a case with NumPy. Means are of sums in another order; for
// float32 they and ramps are computed in float64 here, and there only if the end
// values are no list; complex ramps are divided in another way.
func padGolden[T Elem](t *testing.T, c golden.Case, number func(float64) T) {
	mode := golden.Arg[string](t, c, "mode")
	opt := PadOpt[T]{Mode: padModes[mode], Odd: golden.Arg[string](t, c, "reflect_type") == "odd"}
	opt.StatLength = golden.Arg[[][2]int](t, c, "stat_length")
	for _, v := range append(golden.Arg[[][2]float64](t, c, "constant_values"), golden.Arg[[][2]float64](t, c, "end_values")...) {
		opt.Values = append(opt.Values, [2]T{number(v[0]), number(v[1])})
	}
	widths := golden.Arg[[][2]int](t, c, "widths")
	a := goldenArray[T](t, c.In[0])
	what := mode + " of " + c.In[0].Type
	if c.Err != "" {
		if _, err := Try(func() int { Pad(a, opt, widths...); return 0 }); err == nil {
			t.Errorf("%s: no panic, NumPy says %s", what, c.Err)
		}
		return
	}
	tol := 0.0
	switch kind := kindOf[T](); {
	case mode != "mean" && mode != "linear_ramp":
	case kind == reflect.Float32:
		tol = 2e-6
	case mode == "mean" || complexes.has(kind):
		tol = 1e-15
	}
	for range 3 {
		checkGolden(t, what, Pad(a, opt, widths...), c.Out[0], tol)
		a = randomView(rand.New(rand.NewPCG(1, uint64(a.Size()))), a)
	}
	out := randomView(rand.New(rand.NewPCG(2, 3)), Zeros[T](c.Out[0].Shape...))
	checkGolden(t, what, PadTo(out, a, opt, widths...), c.Out[0], tol)
}

func TestPadGolden(t *testing.T) {
	for _, c := range golden.Cases(t, "pad") {
		switch c.In[0].Type {
		case "float64":
			padGolden(t, c, func(x float64) float64 { return x })
		case "float32":
			padGolden(t, c, func(x float64) float32 { return float32(x) })
		case "int64":
			padGolden(t, c, func(x float64) int64 { return int64(x) })
		case "uint8":
			padGolden(t, c, func(x float64) uint8 { return uint8(x) })
		case "complex128":
			padGolden(t, c, func(x float64) complex128 { return complex(x, 0) })
		case "bool":
			padGolden(t, c, func(x float64) bool { return x != 0 })
		default:
			t.Fatal(c.In[0].Type)
		}
	}
}

func TestPadMore(t *testing.T) {
	a := Of("a", "b", "c")
	if got := Pad(a, PadOpt[string]{Mode: PadReflect}, [2]int{3, 2}); !slices.Equal(slices.Collect(got.Values()), []string{"b", "c", "b", "a", "b", "c", "b", "a"}) {
		t.Error(got)
	}
	if got := Pad(a, PadOpt[string]{}, [2]int{0, 1}); got.At(-1) != "" {
		t.Error(got)
	}
	if got := Pad(Full(3), PadOpt[int]{Mode: PadEdge}, [2]int{1, 1}); got.Item() != 3 || got.NDim() != 0 {
		t.Error(got)
	}
	if got := Pad(Of(1, 2), PadOpt[int]{Mode: PadEmpty}, [2]int{1, 0}); !slices.Equal(slices.Collect(got.Values()), []int{0, 1, 2}) {
		t.Error(got)
	}
	if got := Pad(Of[celsius](1, 2), PadOpt[celsius]{Mode: PadMean}, [2]int{1, 0}); got.At(0) != 1.5 {
		t.Error(got)
	}
	// In place: out is a part of the same memory as a.
	m := Arange(0, 10, 1)
	PadTo(m, m.Slice(R(2, 7)), PadOpt[int]{Mode: PadWrap}, [2]int{2, 3})
	checkSlice(t, m, 5, 6, 2, 3, 4, 5, 6, 2, 3, 4)
	checkPanic(t, ErrShape, "ndarray: Pad: 2 pairs of widths for 1 axes", func() { Pad(a, PadOpt[string]{}, [2]int{}, [2]int{}) })
	checkPanic(t, ErrShape, "ndarray: Pad: widths (-1,0) of axis 0 are negative", func() { Pad(a, PadOpt[string]{}, [2]int{-1, 0}) })
	checkPanic(t, ErrValue, "ndarray: Pad: statistics of (0,1) elements", func() {
		Pad(m, PadOpt[int]{Mode: PadMaximum, StatLength: [][2]int{{0, 1}}}, [2]int{1, 0})
	})
	checkPanic(t, ErrValue, "ndarray: Pad: unknown mode 77", func() { Pad(a, PadOpt[string]{Mode: 77}, [2]int{1, 0}) })
	checkPanic(t, ErrDType, "ndarray: Pad: not defined for elements of type string", func() { Pad(a, PadOpt[string]{Mode: PadMean}, [2]int{1, 0}) })
	checkPanic(t, ErrDType, "ndarray: Pad: not defined for elements of type string", func() { Pad(a, PadOpt[string]{Mode: PadReflect, Odd: true}, [2]int{1, 0}) })
	checkPanic(t, ErrShape, "ndarray: Pad: output of shape (3,) for a result of shape (4,)", func() { PadTo(a, a, PadOpt[string]{}, [2]int{1, 0}) })
	checkPanic(t, ErrShape, "ndarray: Pad: can't extend empty axis 0 by what its elements are", func() { Pad(Of[int](), PadOpt[int]{Mode: PadEdge}, [2]int{1, 0}) })
}
