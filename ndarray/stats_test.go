package ndarray

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
)

// Rows are added in chunks, on several threads: results must be those of a plain sum
// within rounding, the same for every view and number of threads.
func TestReduceManyRows(t *testing.T) {
	r := rand.New(rand.NewPCG(21, 22))
	for _, shape := range [][]int{{3000, 17}, {100, 700}, {70, 2, 2500}} {
		a := Zeros[float64](shape...)
		d, _ := a.Data()
		for i := range d {
			d[i] = r.NormFloat64()
		}
		v := randomView(r, a)
		results := func() []Array[float64] {
			return []Array[float64]{a.SumAxis(0), v.SumAxis(0), a.MaxAxis(0), v.MaxAxis(0), VarAxis(a, 0, 0), VarAxis(v, 0, 0),
				CumSum(a, 0), CumSum(v, 0), CumSum(a, 1), CumSum(v, 1), MedianAxis(a, 0), MedianAxis(v, 0), VarAxis(a, 0, -1), VarAxis(v, 0, -1),
				Full(Var(a, 1)), Full(Var(v, 1)), a.ProdAxis(0), v.ProdAxis(0), SumAs[float64](a.GreaterScalar(0), 0), SumAs[float64](v.GreaterScalar(0), 0)}
		}
		var one, many []Array[float64]
		withThreads(1, func() { one = results() })
		withThreads(7, func() { many = results() })
		for i := range one {
			checkSame(t, fmt.Sprint("threads, result ", i), one[i], many[i])
			checkSame(t, fmt.Sprint("view, result ", i), one[i], one[i&^1])
		}
		lanes := a.Reshape(shape[0], -1)
		for k := range 5 {
			sum := lanes.Slice(All, I(k)).Sum()
			if got := one[0].Reshape(-1).At(k); math.Abs(got-sum) > 1e-11 {
				t.Error("sum of column", k, got, "want", sum)
			}
			if got, want := one[2].Reshape(-1).At(k), lanes.Slice(All, I(k)).Max(); got != want {
				t.Error("largest of column", k, got, "want", want)
			}
		}
	}
	counts := Ones[uint8](1000, 40).SubScalar(0)
	if got := SumAs[uint64](counts, 0); got.At(39) != 1000 || Sum(got) != 40000 {
		t.Error("sums of bytes", got)
	}
}

func TestReduceOfNone(t *testing.T) {
	none := Zeros[float64](0, 3)
	if s := fmt.Sprint(none.SumAxis(0), none.ProdAxis(0), none.MaxAxis(1), none.AnyTrueAxis(0), none.AllTrueAxis(0), none.MeanAxis(0)); s != "[0. 0. 0.] [1. 1. 1.] [] [False False False] [ True  True  True] [nan nan nan]" {
		t.Error(s)
	}
	if none.Prod() != 1 || none.AnyTrue() || !none.AllTrue() || !math.IsNaN(none.Mean()) || !math.IsNaN(Median(none)) || !math.IsNaN(Var(none, 0)) || !math.IsNaN(Quantile(none, 0.5, QHazen)) {
		t.Error("reductions of none")
	}
	const text = "zero-size array to reduction operation maximum which has no identity"
	checkPanic(t, ErrValue, "ndarray: Max: "+text, func() { none.Max() })
	checkPanic(t, ErrValue, "ndarray: MaxAxis: "+text, func() { none.MaxAxis(0) })
	if CumSum(none, 0).Size() != 0 || Diff(none, 1, 0).Size() != 0 || CumulativeSum(none, 0).Size() != 3 {
		t.Error("cumulations of none")
	}
	if !math.IsInf(Quantile(Of(1, math.Inf(1), math.Inf(1)), 1, QLinear), 1) {
		t.Error("quantile between infinities")
	}
}

func TestReduceSpecial(t *testing.T) {
	nan, zero := math.NaN(), math.Copysign(0, -1)
	if a := Of(1, nan, 3); !math.IsNaN(a.Max()) || !math.IsNaN(a.Min()) || !math.IsNaN(a.Sum()) || !a.AllTrue() || !math.IsNaN(Median(a)) {
		t.Error("NaN")
	}
	if m := Of(zero, 0).Max(); math.Signbit(m) {
		t.Error("the largest of -0 and 0 is", m)
	}
	if p := Of(zero).Prod(); !math.Signbit(p) {
		t.Error("product of -0 is", p)
	}
	if Of[int8](100, 100, 0).Prod() != 0 || Of[int8](-2, 64).Prod() != -128 || SumAs[int64](Full(int8(100), 30)).Item() != 3000 {
		t.Error("narrow integers")
	}
	if v := NanVar(Of(1, math.Inf(1), nan, 2, nan, 4).Reshape(2, 3), 0, 1); !math.IsNaN(v.At(0)) || v.At(1) != 1 {
		t.Error("variances without NaN, of an infinity too, are", v)
	}
	if g := Gradient(Of(1.0, 1), 0, GradientOpt[float64]{}); math.Signbit(g.At(0)) || math.Signbit(g.At(1)) {
		t.Error("slope of a constant is", g)
	}
	checkPanic(t, ErrOverflow, "ndarray: Prod: the product does not fit int8", func() { Of[int8](16, 16).Prod() })
	checkPanic(t, ErrOverflow, "ndarray: Prod: the product does not fit uint32", func() { Full(uint32(1<<31), 20).Prod() })
	checkPanic(t, ErrOverflow, "ndarray: CumSum: a sum does not fit int8", func() { CumSum(Of[int8](100, 100), 0) })
	checkPanic(t, ErrAxis, "ndarray: CumSum: axis 1 is out of bounds for array of dimension 1", func() { CumSum(Of(1, 2), 1) })
	checkPanic(t, ErrShape, "ndarray: SumAxis: output of shape (3,) does not match the result's shape (2,)", func() { SumAxisTo(Zeros[int](3), Ones[int](2, 3), 1) })
	for _, c := range []struct {
		op string
		f  func()
	}{ // functions that are made of others, in whose names misuse must not be reported
		{"MeanOf", func() { MeanOf[float64](Of(1, 2), 1) }}, {"MeanOf", func() { MeanOfTo(Full(0.0), Of(1, 2), 1) }},
		{"PtpAxis", func() { PtpAxis(Of(1, 2), 1) }}, {"PtpAxis", func() { PtpAxisTo(Full(0), Of(1, 2), 1) }},
		{"NanStd", func() { NanStd(Of(1.0), 0, 1) }}, {"NanStd", func() { NanStdTo(Full(0.0), Of(1.0), 0, 1) }},
		{"NanSum", func() { NanSumTo(Full(0.0), Of(1.0), 1) }}, {"NanProd", func() { NanProdTo(Full(0.0), Of(1.0), 1) }},
		{"MeanWith", func() { MeanWithTo(Full(0.0), Of(1.0), RedOpt[float64]{Axes: []int{1}, Where: Full(true)}) }},
		{"CountNonzeroAxis", func() { CountNonzeroAxisTo(Full(0), Of(1.0), 1) }}, {"Trapezoid", func() { TrapezoidTo(Full(0.0), Of(1.0), 1, 1) }},
	} {
		checkPanic(t, ErrAxis, "ndarray: "+c.op+": axis 1 is out of bounds for array of dimension 1", c.f)
	}
	checkPanic(t, ErrValue, "ndarray: Ptp: zero-size array to reduction operation maximum which has no identity", func() { Ptp(Of[int]()) })
	checkPanic(t, ErrShape, "ndarray: MeanWith: mask of shape (2,) does not broadcast to (3,)", func() { MeanWith(Ones[float64](3), RedOpt[float64]{Where: Of(true, false)}) })
	checkPanic(t, ErrShape, "ndarray: Trace: output of shape (3,) does not match the result's shape ()", func() { TraceTo(Zeros[int](3), Ones[int](2, 2), 0) })
	checkPanic(t, ErrDType, "ndarray: Trace: not defined for elements of type bool", func() { Full(true, 2, 2).Trace(0) })
	checkPanic(t, ErrDType, "ndarray: Sum: not defined for elements of type string", func() { Of("a").Sum() })
	checkPanic(t, ErrValue, "ndarray: Quantile: quantiles must be in the range [0, 1]", func() { Quantile(Of(1.0), nan, QLinear) })
	checkPanic(t, ErrValue, "ndarray: NanArgMax: All-NaN slice encountered", func() { NanArgMax(Of(nan), 0) })
	checkPanic(t, ErrValue, "ndarray: Reduce: reduction operation Sub is not reorderable, so at most one axis may be specified", func() { reduceUfunc("Reduce", &uSub, Ones[int](2, 2), []int{0, 1}) })
	checkPanic(t, ErrIndex, "ndarray: ReduceAt: index 3 out-of-bounds in Add.reduceat [0, 3)", func() { reduceAtUfunc("ReduceAt", &uAdd, Of(1, 2, 3), []int{3}, 0) })
	checkPanic(t, ErrValue, "ndarray: BinCount: elements must be non-negative", func() { BinCount(Of(-1), 0) })
	checkPanic(t, ErrValue, "ndarray: Histogram: the range [1, 0] ends before it begins", func() { Histogram(Of(1), HistogramOpt{Range: &[2]float64{1, 0}}) })
	if h, _ := HistogramDD(Ones[float64](2, 1), HistogramDDOpt{Bins: []int{}, Edges: [][]float64{}, Ranges: []*[2]float64{}}); h.Sum() != 2 {
		t.Error("histogram with options that are empty", h)
	}
	checkPanic(t, ErrShape, "ndarray: Convolve: an operand cannot be empty", func() { Convolve(Of[int](), Of(1), ConvolveFull) })
	checkPanic(t, ErrReadOnly, "ndarray: CumSum: array of shape (2,) is read-only", func() { CumSumTo(Full(1).BroadcastTo(2), Of(1, 2), 0) })
	if k := Of[kelvin](1, 2, 6).Mean(); k != 3 || MeanOf[float64](Of(1, 2)).Item() != 1.5 {
		t.Error("means", k)
	}
}

func TestReduceOverlap(t *testing.T) {
	a := Arange(0, 12, 1).Reshape(3, 4)
	want := SumAxis(a, 0)
	if got := SumAxisTo(a.Row(1), a, 0); !got.Equal(want).AllTrue() {
		t.Error(got, want)
	}
	b := Arange(0.0, 6, 1)
	if got := CumSumTo(b.Slice(R(1, 6)), b.Slice(R(0, 5)), 0); fmt.Sprint(got) != "[ 0.  1.  3.  6. 10.]" {
		t.Error(got)
	}
	// Of a view with gaps the copy that is read instead has other strides.
	c := Arange(0.0, 24, 1).Reshape(4, 6)
	view := c.Slice(All, RS(Begin, End, 2))
	for _, axes := range [][]int{{1}, {0}, {0, 1}, {}} {
		want := VarAxis(view, 0, axes...)
		all := Arange(0.0, 24, 1)
		out := all.Slice(R(1, 1+want.Size())).Reshape(want.Shape()...)
		if got := VarAxisTo(out, all.Reshape(4, 6).Slice(All, RS(Begin, End, 2)), 0, axes...); !ArrayEqual(got, want) {
			t.Error(axes, got, want)
		}
	}
}

// TestReduceOfOne holds what is joined with the result of a reduction: the identity, and an initial value.
func TestReduceOfOne(t *testing.T) {
	if g := Reduce(OpGcd, Of(-9, 6).Reshape(2, 1), 1); !ArrayEqual(g, Of(9, 6)) {
		t.Error("divisors", g)
	}
	if h := Reduce(OpHypot, Of(-3.0)).Item(); h != 3 {
		t.Error("length", h)
	}
	a, o := Of[int8](100, 20), RedOpt[int8]{Initial: new(int8(7))}
	if s := SumWith(a, o).Item(); s != 127 {
		t.Error("sum", s)
	}
	*o.Initial = 8
	checkPanic(t, ErrOverflow, "ndarray: SumWith: the sum does not fit int8", func() { SumWith(a, o) })
	checkPanic(t, ErrOverflow, "ndarray: ProdWith: the product does not fit int8", func() { ProdWith(a.Slice(R(1, 2)), o) })
	if p := ProdWith(Of[uint16](8191), RedOpt[uint16]{Initial: new(uint16(8))}).Item(); p != 65528 {
		t.Error("product", p)
	}
}

func BenchmarkMean12(b *testing.B) {
	x := Ones[float64](3, 4)
	b.ReportAllocs()
	for b.Loop() {
		x.Mean()
	}
}

func BenchmarkReduce4096(b *testing.B) {
	x := Ones[float64](4096, 4096)
	for _, c := range []struct {
		name string
		f    func()
	}{
		{"Sum", func() { x.Sum() }}, {"Sum0", func() { x.SumAxis(0) }}, {"Sum1", func() { x.SumAxis(1) }},
		{"Max", func() { x.Max() }}, {"Max0", func() { x.MaxAxis(0) }}, {"Max1", func() { x.MaxAxis(1) }}, {"Sum0T", func() { x.T().SumAxis(0) }},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.SetBytes(8 << 24)
			for b.Loop() {
				c.f()
			}
		})
	}
}

// TestEmptyLanes holds reductions without an identity of nothing at all, in lanes that have elements,
// of which there are none, and of lanes without, of which there are some or none: only these panic.
func TestEmptyLanes(t *testing.T) {
	for _, c := range []struct {
		shape []int
		axis  int
		good  bool
	}{{[]int{3, 0}, 0, true}, {[]int{0, 3}, 1, true}, {[]int{3, 0}, 1, false}, {[]int{0, 3}, 0, false}, {[]int{0, 0}, 0, false}} {
		a := Zeros[float64](c.shape...)
		for name, f := range map[string]func() int{
			"MaxAxis": func() int { return MaxAxis(a, c.axis).Size() }, "MinAxis": func() int { return MinAxis(a, c.axis).Size() },
			"ArgMaxAxis": func() int { return ArgMaxAxis(a, c.axis).Size() }, "PtpAxis": func() int { return PtpAxis(a, c.axis).Size() },
			"NanMax": func() int { return NanMax(a, c.axis).Size() }, "NanArgMin": func() int { return NanArgMin(a, c.axis).Size() },
			"Reduce": func() int { return Reduce(OpSub, a, c.axis).Size() },
		} {
			if n, err := Try(f); (err == nil) != c.good || n != 0 {
				t.Errorf("%s of shape %v along axis %d: %d results, %v", name, c.shape, c.axis, n, err)
			}
		}
	}
	if n := Reduce(OpAdd, Zeros[float64](0, 0), 0).Size() + SumAxis(Zeros[float64](0, 0), 0).Size(); n != 0 {
		t.Errorf("%d sums of nothing", n)
	}
}
