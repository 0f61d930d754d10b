package ndarray

import (
	"cmp"
	"errors"
	"math/rand/v2"
	"slices"
	"testing"
)

// moreFloatForms are out-forms of operations that join, move, count and reduce by options.
func moreFloatForms(axis int, axes []int) []outForm[float64] {
	o := RedOpt[float64]{Axes: axes, Keep: axis > 0, Initial: new(2.0)}
	masked := func(a A) RedOpt[float64] { o := o; o.Where = IsFinite(a); return o }
	plain := RedOpt[float64]{Axes: axes, Keep: axis == 1}
	mean := func(a A) RedOpt[float64] { o := plain; o.Where = IsFinite(a); return o }
	at, counts := []int{1, -1, 1}, [][]int{{2, 0}, {1, 0, 3}, {0, 2, 1, 1}}[axis]
	flat := func(a A) A { return a.Reshape(-1) }
	row := func(a A) A { return a.along(axis, 1, 2) }
	matrix := func(a A) A { return WhereScalar(IsFinite(a), a, 0).Reshape(4, 6) }
	down := func(x, y float64) int { return cmp.Compare(y, x) }
	return []outForm[float64]{
		{"RollAxes", func(a A) A { return RollAxes(a, at, []int{0, axis, 2}) }, func(out, a A) A { return RollAxesTo(out, a, at, []int{0, axis, 2}) }},
		{"RollAxes", func(a A) A { return RollAxes(a, nil, nil) }, func(out, a A) A { return RollAxesTo(out, a, nil, nil) }},
		{"RollFlat", func(a A) A { return RollFlat(a, 5) }, func(out, a A) A { return RollFlatTo(out, a, 5) }},
		{"Insert", func(a A) A { return Insert(a, at, row(a), axis) }, func(out, a A) A { return InsertTo(out, a, at, row(a), axis) }},
		{"Delete", func(a A) A { return Delete(a, at, axis) }, func(out, a A) A { return DeleteTo(out, a, at, axis) }},
		{"Append", func(a A) A { return Append(a, row(a), axis) }, func(out, a A) A { return AppendTo(out, a, row(a), axis) }},
		{"ConcatFlat", func(a A) A { return ConcatFlat(a, row(a)) }, func(out, a A) A { return ConcatFlatTo(out, a, row(a)) }},
		{"VStack", func(a A) A { return VStack(flat(a), flat(a)) }, func(out, a A) A { return VStackTo(out, flat(a), flat(a)) }},
		{"HStack", func(a A) A { return HStack(a, a.along(1, 0, 2)) }, func(out, a A) A { return HStackTo(out, a, a.along(1, 0, 2)) }},
		{"DStack", func(a A) A { return DStack(flat(a), flat(a)) }, func(out, a A) A { return DStackTo(out, flat(a), flat(a)) }},
		{"ColumnStack", func(a A) A { return ColumnStack(flat(a), flat(a)) }, func(out, a A) A { return ColumnStackTo(out, flat(a), flat(a)) }},
		{"RepeatEach", func(a A) A { return RepeatEach(a, counts, axis) }, func(out, a A) A { return RepeatEachTo(out, a, counts, axis) }},
		{"Diag", func(a A) A { return Diag(flat(a), axis-1) }, func(out, a A) A { return DiagTo(out, flat(a), axis-1) }},
		{"Vander", func(a A) A { return Vander(flat(a), 4, axis == 0) }, func(out, a A) A { return VanderTo(out, flat(a), 4, axis == 0) }},
		{"DiffWith", func(a A) A { return DiffWith(a, 1, axis, row(a), Of(5.0).Reshape()) }, func(out, a A) A { return DiffWithTo(out, a, 1, axis, row(a), Of(5.0).Reshape()) }},
		{"EDiff1D", func(a A) A { return EDiff1D(a, []float64{9, 8}, nil) }, func(out, a A) A { return EDiff1DTo(out, a, []float64{9, 8}, nil) }},
		{"Extract", func(a A) A { return Extract(IsFinite(a), a) }, func(out, a A) A { return ExtractTo(out, IsFinite(a), a) }},
		{"SortFunc", func(a A) A { return SortFunc(a, axis, down) }, func(out, a A) A { return SortFuncTo(out, a, axis, down) }},
		{"MeanOf", func(a A) A { return MeanOf[float64](a, axes...) }, func(out, a A) A { return MeanOfTo(out, a, axes...) }},
		{"Cov", func(a A) A { return Cov(matrix(a), CovOpt{Columns: axis > 0}) }, func(out, a A) A { return CovTo(out, matrix(a), CovOpt{Columns: axis > 0}) }},
		{"Cov", func(a A) A { return Cov(flat(matrix(a)), CovOpt{}) }, func(out, a A) A { return CovTo(out, flat(matrix(a)), CovOpt{}) }},
		{"CorrCoef", func(a A) A { return CorrCoef(matrix(a), false) }, func(out, a A) A { return CorrCoefTo(out, matrix(a), false) }},
		{"TakeFlat", func(a A) A { return TakeFlat(a, Of(3, -1, 0, 3)) }, func(out, a A) A { return TakeFlatTo(out, a, Of(3, -1, 0, 3)) }},
		{"QuantileWeighted", func(a A) A { return QuantileWeighted(matrix(a), matrix(a).Abs(), 0.2, 0.5) }, func(out, a A) A {
			return QuantileWeightedTo(out, matrix(a), matrix(a).Abs(), 0.2, 0.5)
		}},
		{"BinCountWeighted", func(a A) A { return BinCountWeighted(As[int](flat(matrix(a)).Abs()), flat(a), 20) }, func(out, a A) A {
			return BinCountWeightedTo(out, As[int](flat(matrix(a)).Abs()), flat(a))
		}},
		{"TopK", func(a A) A { v, _ := TopK(a, 2, axis); return v }, func(out, a A) A {
			v, _ := TopKTo(out, Zeros[int](out.Shape()...), a, 2, axis)
			return v
		}},
		{"BottomK", func(a A) A { v, _ := BottomK(a, 2, axis); return v }, func(out, a A) A {
			v, _ := BottomKTo(out, Zeros[int](out.Shape()...), a, 2, axis)
			return v
		}},
		{"SumWith", func(a A) A { return SumWith(a, masked(a)) }, func(out, a A) A { return SumWithTo(out, a, masked(a)) }},
		{"SumWith", func(a A) A { return SumWith(a, plain) }, func(out, a A) A { return SumWithTo(out, a, plain) }},
		{"ProdWith", func(a A) A { return ProdWith(a, masked(a)) }, func(out, a A) A { return ProdWithTo(out, a, masked(a)) }},
		{"MaxWith", func(a A) A { return MaxWith(a, masked(a)) }, func(out, a A) A { return MaxWithTo(out, a, masked(a)) }},
		{"MinWith", func(a A) A { return MinWith(a, plain) }, func(out, a A) A { return MinWithTo(out, a, plain) }},
		{"MeanWith", func(a A) A { return MeanWith(a, mean(a)) }, func(out, a A) A { return MeanWithTo(out, a, mean(a)) }},
		{"MeanWith", func(a A) A { return MeanWith(a, plain) }, func(out, a A) A { return MeanWithTo(out, a, plain) }},
	}
}

func moreIndexForms(axis int) []outForm[int] {
	down := func(x, y float64) int { return cmp.Compare(y, x) }
	type I = Array[int]
	places := func(a A) []I { return []I{As[int](IsNaN(a)), As[int](a.Flip(2).IsNaN())} }
	return []outForm[int]{
		{"ArgPartition", func(a A) I { return ArgPartition(a, 1, axis) }, func(out I, a A) I { return ArgPartitionTo(out, a, 1, axis) }},
		{"ArgTopK", func(a A) I { return ArgTopK(a, 2, axis) }, func(out I, a A) I { return ArgTopKTo(out, a, 2, axis) }},
		{"ArgBottomK", func(a A) I { return ArgBottomK(a, 1, axis) }, func(out I, a A) I { return ArgBottomKTo(out, a, 1, axis) }},
		{"ArgSortFunc", func(a A) I { return ArgSortFunc(a, axis, down) }, func(out I, a A) I { return ArgSortFuncTo(out, a, axis, down) }},
		{"LexSort", func(a A) I { return LexSort(axis, a, IsNaN(a)) }, func(out I, a A) I { return LexSortTo(out, axis, a, IsNaN(a)) }},
		{"RavelMultiIndex", func(a A) I { return RavelMultiIndex(places(a), []int{2, 3}, IndexRaise) }, func(out I, a A) I {
			return RavelMultiIndexTo(out, places(a), []int{2, 3}, IndexRaise)
		}},
		{"BinCount", func(a A) I { return BinCount(As[int](IsNaN(a)).Reshape(-1), 5) }, func(out I, a A) I { return BinCountTo(out, As[int](IsNaN(a)).Reshape(-1)) }},
		{"TopK", func(a A) I { _, i := TopK(a, 2, axis); return i }, func(out I, a A) I {
			_, i := TopKTo(Zeros[float64](out.Shape()...), out, a, 2, axis)
			return i
		}},
	}
}

func TestMoreOutForms(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 7))
	for range 30 {
		axis, axes := r.IntN(3), []int{0, 1, 2}
		r.Shuffle(3, func(i, j int) { axes[i], axes[j] = axes[j], axes[i] })
		axes = axes[:1+r.IntN(3)]
		testOutForms(t, r, moreFloatForms(axis, axes))
		testOutForms(t, r, moreIndexForms(axis))
	}
}

// TestOutFormsOfOtherShapes holds out-forms whose results have the shape of the output, or whose
// results are bools.
func TestOutFormsOfOtherShapes(t *testing.T) {
	a := FromSlice([]float64{1, 0, 3, 4, 5, 6}, 2, 3)
	for _, shape := range [][]int{{7}, {2, 2}, {3, 5}, {0, 2}} {
		out := Full(9.0, shape...)
		if got, want := ResizeTo(out, a), Resize(a, shape...); !identical(got, want) {
			t.Errorf("ResizeTo\n%v\nnot\n%v", got, want)
		}
	}
	if got := ResizeTo(Full(9.0, 2), Zeros[float64](0)); !identical(got, Zeros[float64](2)) {
		t.Errorf("ResizeTo of nothing: %v", got)
	}
	o := RedOpt[bool]{Axes: []int{1}, Keep: true, Initial: new(false)}
	if got, want := AnyTrueWithTo(Full(true, 2, 1), a, o), AnyTrueWith(a, o); !slices.Equal(slices.Collect(got.Values()), slices.Collect(want.Values())) || !got.At(0, 0) {
		t.Errorf("AnyTrueWithTo %v, not %v", got, want)
	}
	o.Initial = new(true)
	if got, want := AllTrueWithTo(Full(true, 2, 1), a, o), AllTrueWith(a, o); !slices.Equal(slices.Collect(got.Values()), slices.Collect(want.Values())) || got.At(0, 0) || !got.At(1, 0) {
		t.Errorf("AllTrueWithTo %v, not %v", got, want)
	}
	for _, f := range []func(){
		func() { SumWithTo(Zeros[float64](2), a, RedOpt[float64]{Axes: []int{1}, Keep: true}) },
		func() { SumWithTo(Zeros[float64](2, 3), a, RedOpt[float64]{Axes: []int{1}, Keep: true}) },
		func() { BinCountTo(Zeros[int](2), Of(0, 2)) },
		func() { BinCountTo(Zeros[int](2, 2), Of(0, 1)) },
		func() { TopKTo(Zeros[float64](2, 1), Zeros[int](2, 2), a, 2, 1) },
	} {
		if _, err := Try(func() int { f(); return 0 }); !errors.Is(err, ErrShape) {
			t.Errorf("an output of another shape: %v", err)
		}
	}
}
