package ndarray

import (
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// An outForm is an operation with its out-form.
type outForm[D any] struct {
	name string
	f    func(a Array[float64]) Array[D]
	to   func(out Array[D], a Array[float64]) Array[D]
}

// broadcasts names operations whose out-forms broadcast their inputs to the output.
var broadcasts = map[string]bool{"WhereScalar": true, "ScalarWhere": true}

// TestOutForms holds out-forms against the functions: with outputs that lie in any way,
// and with outputs that overlap the input.
func TestOutForms(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for range 30 {
		axis, axes := r.IntN(3), []int{0, 1, 2}
		r.Shuffle(3, func(i, j int) { axes[i], axes[j] = axes[j], axes[i] })
		axes = axes[:r.IntN(4)]
		testOutForms(t, r, floatForms(axis, axes))
		testOutForms(t, r, indexForms(axis, axes))
	}
}

func testOutForms[D Number](t *testing.T, r *rand.Rand, forms []outForm[D]) {
	for _, c := range forms {
		a := randomView(r, Zeros[float64](2, 3, 4))
		for p := range a.Ptrs() {
			if *p = float64(r.IntN(9) - 3); r.IntN(6) == 0 {
				*p = math.NaN()
			}
		}
		for d := range 3 { // no lane is all NaN
			a.along(d, 0, 1).Fill(1)
		}
		want := c.f(a)
		if got := c.to(randomView(r, Full(D(7), want.Shape()...)), a); !identical(got, want) {
			t.Fatalf("%sTo of\n%v\nis\n%v\nnot\n%v", c.name, a, got, want)
		}
		// In the same memory, at other places.
		memory := Zeros[float64](100 + want.Size())
		in := memory.Slice(R(5, 29)).Reshape(2, 3, 4).Assign(a)
		out := View[D](memory).Slice(R(0, want.Size())).Reshape(want.Shape()...)
		if got := c.to(out, in); !identical(got, want) {
			t.Fatalf("%sTo of\n%v\nwith an output that overlaps is\n%v\nnot\n%v", c.name, a, got, want)
		}
		wrong := Zeros[D](append([]int{2}, want.Shape()...)...)
		if _, err := Try(func() int { c.to(wrong, a); return 0 }); !errors.Is(err, ErrShape) && !broadcasts[c.name] {
			t.Fatalf("%sTo with an output of another shape: %v", c.name, err)
		}
	}
}

func identical[D Number](a, b Array[D]) bool {
	return slices.Equal(a.Shape(), b.Shape()) && slices.EqualFunc(slices.Collect(a.Values()), slices.Collect(b.Values()), func(x, y D) bool { return x == y || x != x && y != y })
}

type A = Array[float64]

func floatForms(axis int, axes []int) []outForm[float64] {
	q, percent := []float64{0.25, 0.5, 1}, []float64{10, 90}
	ix, weights := Of(1, -1, 5), Of(1.0, -2, 0.5)
	weightsOf := func(a A) A { return ScalarWhere(IsNaN(a), 2, Add(Square(a), Full(1.0))) }
	return []outForm[float64]{
		{"NanSum", func(a A) Array[float64] { return NanSum(a, axes...) }, func(out Array[float64], a A) Array[float64] { return NanSumTo(out, a, axes...) }},
		{"NanProd", func(a A) Array[float64] { return NanProd(a, axes...) }, func(out Array[float64], a A) Array[float64] { return NanProdTo(out, a, axes...) }},
		{"NanMax", func(a A) Array[float64] { return NanMax(a, axes...) }, func(out Array[float64], a A) Array[float64] { return NanMaxTo(out, a, axes...) }},
		{"NanMin", func(a A) Array[float64] { return NanMin(a, axes...) }, func(out Array[float64], a A) Array[float64] { return NanMinTo(out, a, axes...) }},
		{"NanMean", func(a A) Array[float64] { return NanMean(a, axes...) }, func(out Array[float64], a A) Array[float64] { return NanMeanTo(out, a, axes...) }},
		{"NanVar", func(a A) Array[float64] { return NanVar(a, 1, axes...) }, func(out Array[float64], a A) Array[float64] { return NanVarTo(out, a, 1, axes...) }},
		{"NanStd", func(a A) Array[float64] { return NanStd(a, 0, axes...) }, func(out Array[float64], a A) Array[float64] { return NanStdTo(out, a, 0, axes...) }},
		{"NanMedian", func(a A) Array[float64] { return NanMedian(a, axes...) }, func(out Array[float64], a A) Array[float64] { return NanMedianTo(out, a, axes...) }},
		{"NanQuantile", func(a A) Array[float64] { return NanQuantile(a, q, QHazen, axes...) }, func(out Array[float64], a A) Array[float64] { return NanQuantileTo(out, a, q, QHazen, axes...) }},
		{"NanPercentile", func(a A) Array[float64] { return NanPercentile(a, percent, QLinear, axes...) }, func(out Array[float64], a A) Array[float64] {
			return NanPercentileTo(out, a, percent, QLinear, axes...)
		}},
		{"NanCumSum", func(a A) Array[float64] { return NanCumSum(a, axis) }, func(out Array[float64], a A) Array[float64] { return NanCumSumTo(out, a, axis) }},
		{"NanCumProd", func(a A) Array[float64] { return NanCumProd(a, axis) }, func(out Array[float64], a A) Array[float64] { return NanCumProdTo(out, a, axis) }},
		{"MedianAxis", func(a A) Array[float64] { return MedianAxis(a, axes...) }, func(out Array[float64], a A) Array[float64] { return MedianAxisTo(out, a, axes...) }},
		{"QuantileAxis", func(a A) Array[float64] { return QuantileAxis(a, q, QLinear, axes...) }, func(out Array[float64], a A) Array[float64] { return QuantileAxisTo(out, a, q, QLinear, axes...) }},
		{"PercentileAxis", func(a A) Array[float64] { return PercentileAxis(a, percent, QNearest, axes...) }, func(out Array[float64], a A) Array[float64] {
			return PercentileAxisTo(out, a, percent, QNearest, axes...)
		}},
		{"Trace", func(a A) Array[float64] { return Trace(a, axis-1) }, func(out Array[float64], a A) Array[float64] { return TraceTo(out, a, axis-1) }},
		{"TakeMode", func(a A) Array[float64] { return TakeMode(a, ix, axis, IndexWrap) }, func(out Array[float64], a A) Array[float64] { return TakeModeTo(out, a, ix, axis, IndexWrap) }},
		{"Compress", func(a A) Array[float64] { return Compress(Of(false, true), a, axis) }, func(out Array[float64], a A) Array[float64] { return CompressTo(out, Of(false, true), a, axis) }},
		{"Select", func(a A) Array[float64] {
			return Select([]Array[bool]{IsNaN(a), a.GreaterScalar(2)}, []A{Full(-1.0), a}, 9)
		}, func(out Array[float64], a A) Array[float64] {
			return SelectTo(out, []Array[bool]{IsNaN(a), a.GreaterScalar(2)}, []A{Full(-1.0), a}, 9)
		}},
		{"Choose", func(a A) Array[float64] { return Choose(As[int](IsNaN(a)), []A{a, a.Flip(axis)}, IndexRaise) }, func(out Array[float64], a A) Array[float64] {
			return ChooseTo(out, As[int](IsNaN(a)), []A{a, a.Flip(axis)}, IndexRaise)
		}},
		{"ReduceAt", func(a A) Array[float64] { return ReduceAt(OpAdd, a, []int{0, 1, 0}, axis) }, func(out Array[float64], a A) Array[float64] { return ReduceAtTo(OpAdd, out, a, []int{0, 1, 0}, axis) }},
		{"Convolve", func(a A) Array[float64] { return Convolve(a.Reshape(-1), weights, ConvolveSame) }, func(out Array[float64], a A) Array[float64] {
			return ConvolveTo(out, a.Reshape(-1), weights, ConvolveSame)
		}},
		{"Correlate", func(a A) Array[float64] { return Correlate(weights, a.Reshape(-1), ConvolveFull) }, func(out Array[float64], a A) Array[float64] {
			return CorrelateTo(out, weights, a.Reshape(-1), ConvolveFull)
		}},
		{"Gradient", func(a A) Array[float64] { return Gradient(a, axis, GradientOpt[float64]{}) }, func(out Array[float64], a A) Array[float64] { return GradientTo(out, a, axis, GradientOpt[float64]{}) }},
		{"Trapezoid", func(a A) Array[float64] { return Trapezoid(a, 0.5, axis) }, func(out Array[float64], a A) Array[float64] { return TrapezoidTo(out, a, 0.5, axis) }},
		{"TrapezoidAt", func(a A) Array[float64] { return TrapezoidAt(a, a, axis) }, func(out Array[float64], a A) Array[float64] { return TrapezoidAtTo(out, a, a, axis) }},
		{"AverageAxis", func(a A) Array[float64] { return AverageAxis(a, weightsOf(a), axis) }, func(out Array[float64], a A) Array[float64] { return AverageAxisTo(out, a, weightsOf(a), axis) }},
		{"Unwrap", func(a A) Array[float64] { return Unwrap(a, axis, UnwrapOpt[float64]{Period: 3}) }, func(out Array[float64], a A) Array[float64] {
			return UnwrapTo(out, a, axis, UnwrapOpt[float64]{Period: 3})
		}},
		{"SumAs", func(a A) Array[float64] { return SumAs[float64](IsNaN(a), axes...) }, func(out Array[float64], a A) Array[float64] { return SumAsTo(out, IsNaN(a), axes...) }},
		{"ProdAs", func(a A) Array[float64] { return ProdAs[float64](a, axes...) }, func(out Array[float64], a A) Array[float64] { return ProdAsTo(out, a, axes...) }},
		{"CumSumAs", func(a A) Array[float64] { return CumSumAs[float64](As[int8](a), axis) }, func(out Array[float64], a A) Array[float64] { return CumSumAsTo(out, As[int8](a), axis) }},
		{"CumProdAs", func(a A) Array[float64] { return CumProdAs[float64](IsNaN(a), axis) }, func(out Array[float64], a A) Array[float64] { return CumProdAsTo(out, IsNaN(a), axis) }},
		{"WhereScalar", func(a A) Array[float64] { return WhereScalar(IsNaN(a), a, 3) }, func(out Array[float64], a A) Array[float64] { return WhereScalarTo(out, IsNaN(a), a, 3) }},
		{"ScalarWhere", func(a A) Array[float64] { return ScalarWhere(IsNaN(a), 3, a) }, func(out Array[float64], a A) Array[float64] { return ScalarWhereTo(out, IsNaN(a), 3, a) }},
	}
}

func indexForms(axis int, axes []int) []outForm[int] {
	return []outForm[int]{
		{"NanArgMax", func(a A) Array[int] { return NanArgMax(a, axis) }, func(out Array[int], a A) Array[int] { return NanArgMaxTo(out, a, axis) }},
		{"NanArgMin", func(a A) Array[int] { return NanArgMin(a, axis) }, func(out Array[int], a A) Array[int] { return NanArgMinTo(out, a, axis) }},
		{"CountNonzeroAxis", func(a A) Array[int] { return CountNonzeroAxis(a, axes...) }, func(out Array[int], a A) Array[int] { return CountNonzeroAxisTo(out, a, axes...) }},
		{"Digitize", func(a A) Array[int] { return Digitize(a, Of(3.0, 1, 0), true) }, func(out Array[int], a A) Array[int] { return DigitizeTo(out, a, Of(3.0, 1, 0), true) }},
		{"Digitize", func(a A) Array[int] { return Digitize(a, Of(0.0, 1, 3), false) }, func(out Array[int], a A) Array[int] { return DigitizeTo(out, a, Of(0.0, 1, 3), false) }},
		{"SearchSortedBy", func(a A) Array[int] { return SearchSortedBy(Of(3.0, 1, 2), a, Right, Of(1, 2, 0)) }, func(out Array[int], a A) Array[int] {
			return SearchSortedByTo(out, Of(3.0, 1, 2), a, Right, Of(1, 2, 0))
		}},
	}
}
