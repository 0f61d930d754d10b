package ndarray

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/lanewise/lanewise/ndarray/internal/golden"
)

func TestStatsGolden(t *testing.T) {
	runGolden(t, "stats", elementTests{
		"float64": statsFloat[float64], "float32": statsFloat[float32], "complex128": signals[complex128],
		"int64": statsInteger[int64], "int32": statsInteger[int32], "int8": statsInteger[int8], "uint8": statsInteger[uint8],
	})
}

func statsInteger[T Integer](t *testing.T, r *rand.Rand, c golden.Case) {
	if c.Name == "Round" {
		a := goldenView[T](t, r, c.In[0])
		checkGolden(t, title(c), Round(a, golden.Arg[int](t, c, "decimals")), c.Out[0], 0)
	} else if !covariances[T](t, r, c) {
		signals[T](t, r, c)
	}
}

// signals tests convolutions.
func signals[T Number](t *testing.T, r *rand.Rand, c golden.Case) {
	a, v := goldenView[T](t, r, c.In[0]), goldenView[T](t, r, c.In[1])
	mode := ConvolveMode(golden.Arg[int](t, c, "mode"))
	switch c.Name {
	case "Convolve":
		checkGolden(t, title(c), Convolve(a, v, mode), c.Out[0], 0)
	case "Correlate":
		checkGolden(t, title(c), Correlate(a, v, mode), c.Out[0], 0)
	default:
		t.Error("no test for", c.Name)
	}
}

func covariances[T Real](t *testing.T, r *rand.Rand, c golden.Case) bool {
	if c.Name != "Cov" && c.Name != "CorrCoef" {
		return false
	}
	a := goldenView[T](t, r, c.In[0])
	o := CovOpt{Columns: golden.Arg[bool](t, c, "columns"), Counts: golden.Arg[[]int](t, c, "counts"), Weights: golden.Arg[[]float64](t, c, "weights")}
	if _, ok := c.Args["ddof"]; ok {
		o.DDof = new(golden.Arg[int](t, c, "ddof"))
	}
	if c.Name == "Cov" {
		checkGolden(t, title(c), Cov(a, o), c.Out[0], 1e-13)
	} else {
		checkGolden(t, title(c), CorrCoef(a, o.Columns), c.Out[0], 1e-13)
	}
	return true
}

func statsFloat[T Float](t *testing.T, r *rand.Rand, c golden.Case) {
	a, what, tol := goldenView[T](t, r, c.In[0]), title(c), tolerance[T]()
	axes, axis, ddof := golden.Arg[[]int](t, c, "axes"), golden.Arg[int](t, c, "axis"), golden.Arg[float64](t, c, "ddof")
	check := func(got Array[T], tol float64) { t.Helper(); checkGolden(t, what, got, c.Out[0], tol) }
	reductions := map[string]func(Array[T], ...int) Array[T]{"NanSum": NanSum[T], "NanProd": NanProd[T], "NanMax": NanMax[T], "NanMin": NanMin[T], "NanMean": NanMean[T], "NanMedian": NanMedian[T]}
	if f := reductions[c.Name]; f != nil {
		check(f(a, axes...), tol)
		if len(axes) == a.NDim() {
			check(f(a), tol)
		}
		return
	}
	switch c.Name {
	case "NanVar":
		check(NanVar(a, ddof, axes...), tol)
	case "NanStd":
		check(NanStd(a, ddof, axes...), tol)
	case "NanQuantile":
		check(NanQuantile(a, golden.Arg[[]T](t, c, "q"), QLinear, axes...), 0)
	case "NanArgMax":
		checkGolden(t, what, As[int64](NanArgMax(a, axis)), c.Out[0], 0)
	case "NanArgMin":
		checkGolden(t, what, As[int64](NanArgMin(a, axis)), c.Out[0], 0)
	case "NanCumSum":
		check(NanCumSum(a, axis), 0)
	case "NanCumProd":
		check(NanCumProd(a, axis), 0)
	case "NanToNum":
		check(NanToNum(a, NanOpt[T]{}), 0)
	case "Round":
		check(Round(a, golden.Arg[int](t, c, "decimals")), 0)
	case "Heaviside":
		check(Heaviside(a, goldenView[T](t, r, c.In[1])), 0)
	case "Sinc":
		checkClose(t, what, Sinc(a), c.Out[0], tol)
	case "I0":
		check(I0(a), max(tol, 1e-13))
	case "Average":
		check(Full(Average(a, goldenView[T](t, r, c.In[1]))), tol)
	case "AverageAxis":
		check(AverageAxis(a, goldenView[T](t, r, c.In[1]), axis), tol)
	case "Unwrap":
		checkClose(t, what, Unwrap(a, axis, UnwrapOpt[T]{golden.Arg[T](t, c, "period"), golden.Arg[T](t, c, "discont")}), c.Out[0], tol)
	case "Interp":
		o := InterpOpt[T]{Period: golden.Arg[T](t, c, "period")}
		if _, ok := c.Args["left"]; ok {
			o.Left, o.Right = new(golden.Arg[T](t, c, "left")), new(golden.Arg[T](t, c, "right"))
		}
		check(Interp(a, golden.Elems[T](t, c.In[1]), golden.Elems[T](t, c.In[2]), o), 0)
	default:
		if !covariances[T](t, r, c) {
			signals[T](t, r, c)
		}
	}
}

func TestQuantileGolden(t *testing.T) {
	runGolden(t, "quantile", elementTests{"float64": quantileFloat[float64], "float32": quantileFloat[float32]})
}

func quantileFloat[T Float](t *testing.T, r *rand.Rand, c golden.Case) {
	a, axes, what := goldenView[T](t, r, c.In[0]), golden.Arg[[]int](t, c, "axes"), title(c)
	var q []T
	if c.Name == "QuantileWeighted" {
		q = golden.Elems[T](t, c.In[2])
	} else if len(c.In) > 1 {
		q = golden.Elems[T](t, c.In[1])
	}
	switch m := QMethod(golden.Arg[int](t, c, "method")); c.Name {
	case "QuantileAxis":
		got := QuantileAxis(a, q, m, axes...)
		checkGolden(t, what, got, c.Out[0], 0)
		for i, v := range q {
			if one := QuantileAxis(a, []T{v}, m, axes...); fmt.Sprint(one.Row(0)) != fmt.Sprint(got.Row(i)) {
				t.Error(what, "alone", v, one)
			}
			if len(axes) == 0 && fmt.Sprint(Quantile(a, v, m)) != fmt.Sprint(got.At(i)) {
				t.Error(what, "of all elements", v)
			}
		}
	case "PercentileAxis":
		checkGolden(t, what, PercentileAxis(a, q, m, axes...), c.Out[0], 0)
	case "MedianAxis":
		checkGolden(t, what, MedianAxis(a, axes...), c.Out[0], 0)
		if len(axes) == a.NDim() {
			checkGolden(t, what, Full(Median(a)), c.Out[0], 0)
		}
	case "QuantileWeighted":
		checkGolden(t, what, QuantileWeighted(a, goldenView[T](t, r, c.In[1]), q...), c.Out[0], 0)
	}
}

func TestHistogramGolden(t *testing.T) {
	runGolden(t, "histogram", elementTests{"float64": histograms[float64], "float32": histograms[float32], "int64": histogramsInteger[int64],
		"int32": histogramsInteger[int32], "uint8": histogramsInteger[uint8], "int8": histogramsInteger[int8], "uint16": histogramsInteger[uint16]})
}

func histogramsInteger[T Integer](t *testing.T, r *rand.Rand, c golden.Case) {
	a, n := goldenView[T](t, r, c.In[0]), golden.Arg[int](t, c, "n")
	switch c.Name {
	case "BinCount":
		checkGolden(t, title(c), As[int64](BinCount(a, n)), c.Out[0], 0)
	case "BinCountWeighted":
		checkGolden(t, title(c), BinCountWeighted(a, goldenView[float64](t, r, c.In[1]), n), c.Out[0], 0)
	default:
		histograms[T](t, r, c)
	}
}

func histograms[T Real](t *testing.T, r *rand.Rand, c golden.Case) {
	what := title(c)
	o := HistogramOpt{Rule: BinRule(golden.Arg[int](t, c, "rule")), Range: golden.Arg[*[2]float64](t, c, "range")}
	if c.Name == "HistogramDD" || c.Name == "Histogram2D" {
		histogramsDD(t, r, c)
		return
	}
	o.Bins, o.Edges = golden.Arg[int](t, c, "bins"), golden.Arg[[]float64](t, c, "edges")
	a := goldenView[T](t, r, c.In[0])
	var w Array[float64]
	if len(c.In) > 1 {
		w = goldenView[float64](t, r, c.In[1])
	}
	checkEdges := func(got Array[float64], want golden.Array) {
		t.Helper()
		switch want.Type {
		case "float32":
			checkGolden(t, what+" edges", As[float32](got), want, 0)
		case "int64":
			checkGolden(t, what+" edges", As[int64](got), want, 0)
		default:
			checkGolden(t, what+" edges", got, want, 0)
		}
	}
	switch c.Name {
	case "Histogram":
		counts, edges := Histogram(a, o)
		checkGolden(t, what, As[int64](counts), c.Out[0], 0)
		checkEdges(edges, c.Out[1])
	case "HistogramBinEdges":
		checkEdges(HistogramBinEdges(a, o), c.Out[0])
	case "HistogramWeighted":
		sums, edges := HistogramWeighted(a, w, o)
		checkGolden(t, what, sums, c.Out[0], 1e-13)
		checkEdges(edges, c.Out[1])
	case "HistogramDensity":
		d, edges := HistogramDensity(a, w, o)
		checkGolden(t, what, d, c.Out[0], 1e-13)
		checkEdges(edges, c.Out[1])
	default:
		t.Error("no test for", c.Name)
	}
}

func histogramsDD(t *testing.T, r *rand.Rand, c golden.Case) {
	o := HistogramDDOpt{Bins: golden.Arg[[]int](t, c, "bins"), Edges: golden.Arg[[][]float64](t, c, "edges"),
		Ranges: golden.Arg[[]*[2]float64](t, c, "ranges"), Density: golden.Arg[bool](t, c, "density")}
	a := goldenView[float64](t, r, c.In[0])
	if c.Name == "Histogram2D" {
		h, x, y := Histogram2D(a, goldenView[float64](t, r, c.In[1]), o)
		for i, got := range []Array[float64]{h, x, y} {
			checkGolden(t, title(c), got, c.Out[i], 0)
		}
		return
	}
	if len(c.In) > 1 {
		o.Weights = goldenView[float64](t, r, c.In[1])
	}
	h, edges := HistogramDD(a, o)
	checkGolden(t, title(c), h, c.Out[0], 1e-14)
	for d, e := range edges {
		if c.Out[d+1].Type == "float64" {
			checkGolden(t, title(c), e, c.Out[d+1], 0)
		}
	}
}
