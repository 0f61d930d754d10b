package ndarray

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/lanewise/lanewise/ndarray/internal/golden"
)

// goldenView returns an array of NumPy's, as one of many views.
func goldenView[T any](t testing.TB, r *rand.Rand, a golden.Array) Array[T] {
	return randomView(r, FromSlice(golden.Elems[T](t, a)).Reshape(a.Shape...))
}

// elementTests calls the test for the type of a case's first input.
type elementTests map[string]func(t *testing.T, r *rand.Rand, c golden.Case)

func runGolden(t *testing.T, family string, tests elementTests) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, c := range golden.Cases(t, family) {
		f := tests[c.In[0].Type]
		if f == nil {
			t.Fatal("no test for", c.In[0].Type)
		}
		f(t, r, c)
	}
}

func title(c golden.Case) string {
	s := fmt.Sprint(c.Name, " of ", c.In[0].Type, c.In[0].Shape)
	for k, v := range c.Args {
		s += fmt.Sprint(" ", k, "=", string(v))
	}
	return s
}

func TestReduceGolden(t *testing.T) {
	runGolden(t, "reduce", elementTests{
		"float64": reduceFloat[float64], "float32": reduceFloat[float32],
		"int64": reduceInteger[int64, int64], "int32": reduceInteger[int32, int64], "int16": reduceInteger[int16, int64], "int8": reduceInteger[int8, int64],
		"uint64": reduceInteger[uint64, uint64], "uint32": reduceInteger[uint32, uint64], "uint16": reduceInteger[uint16, uint64], "uint8": reduceInteger[uint8, uint64],
		"complex128": reduceComplex[complex128], "complex64": reduceComplex[complex64],
	})
}

// tolerance returns the tolerance for numbers of a type that are rounded several times.
func tolerance[T any]() float64 {
	if kindOf[T]() == kindOf[float32]() || kindOf[T]() == kindOf[complex64]() {
		return 2e-6
	}
	return 1e-14
}

func reduceFloat[T Float](t *testing.T, r *rand.Rand, c golden.Case) {
	what, tol := title(c), tolerance[T]()
	a := goldenView[T](t, r, c.In[0])
	axes, ddof := golden.Arg[[]int](t, c, "axes"), golden.Arg[float64](t, c, "ddof")
	axis := golden.Arg[int](t, c, "axis")
	check := func(got Array[T], tol float64) { t.Helper(); checkGolden(t, what, got, c.Out[0], tol) }
	into := func(f func(out Array[T]) Array[T]) {
		t.Helper()
		out := randomView(r, Zeros[T](c.Out[0].Shape...))
		f(out)
		check(out, tol)
	}
	switch c.Name {
	case "SumAxis":
		check(SumAxis(a, axes...), 0) // of small multiples of 1/4
		into(func(out Array[T]) Array[T] { return SumAxisTo(out, a, axes...) })
		if len(c.Out[0].Shape) == 0 {
			check(Full(Sum(a)), 0)
		}
	case "MeanAxis":
		check(MeanAxis(a, axes...), 0)
		into(func(out Array[T]) Array[T] { return MeanAxisTo(out, a, axes...) })
		if len(c.Out[0].Shape) == 0 {
			check(Full(Mean(a)), 0)
		}
	case "VarAxis":
		check(VarAxis(a, ddof, axes...), tol)
		into(func(out Array[T]) Array[T] { return VarAxisTo(out, a, ddof, axes...) })
		if len(c.Out[0].Shape) == 0 {
			check(Full(Var(a, ddof)), tol)
		}
	case "StdAxis":
		check(StdAxis(a, ddof, axes...), tol)
		into(func(out Array[T]) Array[T] { return StdAxisTo(out, a, ddof, axes...) })
		if len(c.Out[0].Shape) == 0 {
			check(Full(Std(a, ddof)), tol)
		}
	case "CumSum":
		check(CumSum(a, axis), 0)
		b := a.Copy()
		check(CumSumTo(b, b, axis-2), 0)
	case "CumProd":
		check(CumProd(a, axis), 0)
	case "Gradient":
		o := GradientOpt[T]{Spacing: golden.Arg[T](t, c, "spacing"), EdgeOrder: golden.Arg[int](t, c, "order")}
		if len(c.In) > 1 {
			o.Coords = golden.Elems[T](t, c.In[1])
		}
		checkClose(t, what, Gradient(a, axis, o), c.Out[0], 100*tol)
	case "Trapezoid":
		checkClose(t, what, Trapezoid(a, golden.Arg[T](t, c, "dx"), axis), c.Out[0], 10*tol)
	case "TrapezoidAt":
		x := goldenView[T](t, r, c.In[1])
		checkClose(t, what, TrapezoidAt(a, x, axis), c.Out[0], 10*tol)
	default:
		if !reduceWith(t, c, a, what) && !reduceOp(t, c, a, what) {
			reduceReal[T, float64](t, c, a, what)
		}
	}
}

// checkClose is checkGolden with an absolute tolerance, too.
func checkClose[T Float](t *testing.T, what string, got Array[T], want golden.Array, tol float64) {
	t.Helper()
	w := goldenArray[T](t, want)
	if fmt.Sprint(w.Shape()) != fmt.Sprint(got.Shape()) {
		t.Errorf("%s: shape %v, want %v", what, got.Shape(), w.Shape())
		return
	}
	d := Max(Abs(Sub(got, w)).Reshape(-1))
	if !(float64(d) <= tol*float64(Max(Abs(w).Reshape(-1)))) {
		t.Errorf("%s: off by %v: %v want %v", what, d, got, w)
	}
}

func reduceInteger[T Integer, A int64 | uint64](t *testing.T, r *rand.Rand, c golden.Case) {
	a, what := goldenView[T](t, r, c.In[0]), title(c)
	switch c.Name {
	case "EDiff1D":
		checkGolden(t, what, EDiff1D(a, golden.Arg[[]T](t, c, "begin"), golden.Arg[[]T](t, c, "end")), c.Out[0], 0)
	case "DiffWith":
		checkGolden(t, what, DiffWith(a, golden.Arg[int](t, c, "n"), golden.Arg[int](t, c, "axis"), goldenView[T](t, r, c.In[1]), goldenView[T](t, r, c.In[2])), c.Out[0], 0)
	default:
		if !reduceOp(t, c, a, what) {
			reduceReal[T, A](t, c, a, what)
		}
	}
}

func reduceComplex[T Complex](t *testing.T, r *rand.Rand, c golden.Case) {
	a, axes, what := goldenView[T](t, r, c.In[0]), golden.Arg[[]int](t, c, "axes"), title(c)
	switch c.Name {
	case "SumAxis":
		checkGolden(t, what, SumAxis(a, axes...), c.Out[0], 0)
	case "MeanAxis":
		checkGolden(t, what, MeanAxis(a, axes...), c.Out[0], tolerance[T]())
	case "ProdAxis":
		checkGolden(t, what, ProdAxis(a, axes...), c.Out[0], tolerance[T]())
	}
}

// reduceReal tests what there is for all real types; A is NumPy's type of sums.
func reduceReal[T Real, A int64 | uint64 | float64](t *testing.T, c golden.Case, a Array[T], what string) {
	axes, axis := golden.Arg[[]int](t, c, "axes"), golden.Arg[int](t, c, "axis")
	check := func(got Array[T]) { t.Helper(); checkGolden(t, what, got, c.Out[0], 0) }
	whole := len(axes) == a.NDim()
	if whole && a.NDim() > 0 {
		axes = nil // all of them
	}
	extreme := func(axisForm func(...int) Array[T], full func() T) {
		t.Helper()
		if whole {
			check(Full(full()))
		} else {
			check(axisForm(axes...))
		}
	}
	switch c.Name {
	case "SumAs":
		if whole || len(axes) > 0 {
			checkGolden(t, what, SumAs[A](a, axes...), c.Out[0], 0)
		}
	case "ProdAs":
		if whole || len(axes) > 0 {
			checkGolden(t, what, ProdAs[A](a, axes...), c.Out[0], tolerance[A]())
		}
	case "MeanOf":
		if whole || len(axes) > 0 {
			checkGolden(t, what, MeanOf[float64](a, axes...), c.Out[0], 0)
		}
	case "MaxAxis":
		extreme(a.MaxAxis, a.Max)
	case "MinAxis":
		extreme(a.MinAxis, a.Min)
	case "PtpAxis":
		extreme(func(axes ...int) Array[T] { return PtpAxis(a, axes...) }, func() T { return Ptp(a) })
	case "AnyTrueAxis", "AllTrueAxis":
		axisForm, full := a.AnyTrueAxis, a.AnyTrue
		if c.Name == "AllTrueAxis" {
			axisForm, full = a.AllTrueAxis, a.AllTrue
		}
		if whole {
			checkGolden(t, what, Full(full()), c.Out[0], 0)
		} else {
			checkGolden(t, what, axisForm(axes...), c.Out[0], 0)
		}
	case "CumSumAs":
		checkGolden(t, what, CumSumAs[A](a, axis), c.Out[0], 0)
	case "CumProdAs":
		checkGolden(t, what, CumProdAs[A](a, axis), c.Out[0], 0)
	case "CumMax":
		check(CumMax(a, axis))
	case "CumMin":
		check(CumMin(a, axis))
	case "Diff":
		n := golden.Arg[int](t, c, "n")
		check(Diff(a, n, axis))
		check(DiffTo(Zeros[T](c.Out[0].Shape...), a, n, axis))
	default:
		t.Error("no test for", c.Name)
	}
}

// reduceOp tests the reductions by any operation; it reports whether the case is one.
func reduceOp[T Number](t *testing.T, c golden.Case, a Array[T], what string) bool {
	u, axis, tol := (*ufunc)(nil), golden.Arg[int](t, c, "axis"), 0.0
	if op := opNamed(golden.Arg[string](t, c, "op")); op != 0 {
		u = op.ufunc("Reduce")
	}
	if u == &uHypot {
		tol = 1e-14 // our function, not NumPy's
	}
	switch c.Name {
	case "Reduce":
		checkGolden(t, what, reduceUfunc("Reduce", u, a, []int{axis}), c.Out[0], max(tol, 1e-15))
		out := Zeros[T](c.Out[0].Shape...).T()
		if out.NDim() < 2 {
			checkGolden(t, what, reduceUfuncTo("Reduce", u, out, a, []int{axis}), c.Out[0], 1e-15)
		}
	case "Accumulate":
		checkGolden(t, what, accumulateUfunc("Accumulate", u, a.like(""), a, axis), c.Out[0], tol)
	case "ReduceAt":
		checkGolden(t, what, reduceAtUfunc("ReduceAt", u, a, golden.Arg[[]int](t, c, "indices"), axis), c.Out[0], 1e-15)
	default:
		return false
	}
	return true
}

// reduceWith tests the reductions with options; it reports whether the case is one.
func reduceWith[T Float](t *testing.T, c golden.Case, a Array[T], what string) bool {
	o := RedOpt[T]{Axes: golden.Arg[[]int](t, c, "axes"), Keep: golden.Arg[bool](t, c, "keep")}
	var mask Array[bool]
	if len(c.In) > 1 && c.In[1].Type == "bool" {
		mask = goldenArray[bool](t, c.In[1])
		o.Where = mask
	}
	if _, ok := c.Args["initial"]; ok {
		o.Initial = new(golden.Arg[T](t, c, "initial"))
	}
	b := RedOpt[bool]{Axes: o.Axes, Keep: o.Keep, Where: mask}
	switch c.Name {
	case "SumWith":
		checkGolden(t, what, SumWith(a, o), c.Out[0], 0)
	case "ProdWith":
		checkGolden(t, what, ProdWith(a, o), c.Out[0], 1e-15)
	case "MaxWith":
		checkGolden(t, what, MaxWith(a, o), c.Out[0], 0)
	case "MinWith":
		checkGolden(t, what, MinWith(a, o), c.Out[0], 0)
	case "AnyTrueWith":
		checkGolden(t, what, AnyTrueWith(a, b), c.Out[0], 0)
	case "AllTrueWith":
		checkGolden(t, what, AllTrueWith(a, b), c.Out[0], 0)
	case "MeanWith":
		checkGolden(t, what, MeanWith(a, o), c.Out[0], 0)
	default:
		return false
	}
	return true
}
