package ndarray

import (
	"math"
	"slices"
	"sync"
	"unsafe"

	"github.com/lanewise/lanewise/kernels"
)

// BinRule is a way to choose the number of bins of a histogram from the data. The names
// are NumPy's.
type BinRule uint8

const (
	BinsGiven   BinRule = iota // by HistogramOpt.Bins
	BinsAuto                   // the larger number of BinsFD's, limited by twice BinsSqrt's, and BinsSturges'
	BinsFD                     // Freedman and Diaconis: width 2 IQR / n^(1/3)
	BinsSturges                // log2(n) + 1
	BinsScott                  // width std * (24 sqrt(π) / n)^(1/3)
	BinsDoane                  // Sturges' with a correction for skewness
	BinsRice                   // 2 n^(1/3)
	BinsSqrt                   // sqrt(n)
	BinsStone                  // the least estimated error by leave-one-out cross-validation
	binRules
)

// HistogramOpt says which bins a histogram has. The zero value is ten bins of equal width
// from the smallest to the largest element.
type HistogramOpt struct {
	// Bins is the number of bins of equal width; 0 stands for 10.
	Bins int
	// Edges, if it is not nil, are the edges of the bins in ascending order, one more than
	// there are bins; everything else is ignored then.
	Edges []float64
	// Rule chooses the number of bins.
	Rule BinRule
	// Range, if it is not nil, is where bins of equal width begin and end.
	Range *[2]float64
}

// Histogram returns how many elements lie in each bin, and the edges of the bins. A bin
// includes its lower edge, the last one also its upper edge; elements outside, and NaNs
// where edges or a range are given, don't count. Edges of equal bins are numbers of the
// elements' type, float64 for integers.
//
// It panics with ErrValue if the number of bins is negative, edges don't ascend, the range
// or, without one, an element is not finite, or there are too many bins for the range.
func Histogram[T Real](a Array[T], o HistogramOpt) (counts Array[int], edges Array[float64]) {
	const op = "Histogram"
	e, uniform := edgesFor(op, o, a)
	counts = zeros[int](op, []int{len(e) - 1})
	all, _ := counts.Data()
	x := a.Reshape(-1)
	if !x.layout().is(contiguous) {
		x = x.Copy()
	}
	s := unsafe.Slice(x.p, x.Size())
	var add sync.Mutex
	split(len(s), 1, parallelMin, func(lo, hi int) {
		part := make([]int, len(all))
		if uniform {
			countUniform(part, s[lo:hi], e)
		} else {
			countBetween(part, s[lo:hi], e)
		}
		add.Lock()
		defer add.Unlock()
		for i, n := range part {
			all[i] += n
		}
	})
	return counts, FromSlice(e)
}

// countUniform counts elements in bins of equal width between edges of float64.
func countUniform[T Real](counts []int, x []T, edges []float64) {
	lo, hi := edges[0], edges[len(edges)-1]
	if kindOf[T]() == kindOf[float64]() {
		kernels.Histogram(counts, cast[float64](x), lo, hi)
	} else {
		kernels.Histogram(counts, floats64(x), lo, hi)
	}
}

// countBetween counts elements between edges of float64.
func countBetween[T Real](counts []int, x []T, edges []float64) {
	if kindOf[T]() == kindOf[float64]() {
		kernels.HistogramEdges(counts, cast[float64](x), edges)
	} else {
		kernels.HistogramEdges(counts, floats64(x), edges)
	}
}

func floats64[T Real](x []T) []float64 {
	d, _ := As[float64](FromSlice(x)).Data()
	return d
}

// HistogramWeighted returns the sums of the weights of the elements in each bin, and the
// edges of the bins; see [Histogram]. The weights have the shape of a. It panics with
// ErrShape if they have not, and with ErrValue if the options have a Rule, which is for
// data without weights.
func HistogramWeighted[T Real](a Array[T], weights Array[float64], o HistogramOpt) (sums, edges Array[float64]) {
	const op = "HistogramWeighted"
	if !slices.Equal(a.layout().shape(), weights.layout().shape()) {
		fail(op, ErrShape, "weights of shape %s for an array of shape %s", shapeString(weights.layout().shape()), shapeString(a.layout().shape()))
	}
	if o.Rule != BinsGiven && o.Edges == nil {
		fail(op, ErrValue, "automated estimation of the number of bins is not supported for weighted data")
	}
	e, _ := edgesFor(op, o, a)
	sums = zeros[float64](op, []int{len(e) - 1})
	w := weights.Reshape(-1).Copy()
	addWeights(sums, binsOf(e, floats64(slices.Collect(a.Values()))), unsafe.Slice(w.p, w.Size()))
	return sums, FromSlice(e)
}

// addWeights adds each weight to a bin, -1 for none: within blocks one by one, as NumPy
// does for equal bins.
func addWeights(sums Array[float64], bins []int, w []float64) {
	const block = 65536
	all, _ := sums.Data()
	part := make([]float64, len(all))
	for lo := 0; lo < len(w); lo += block {
		clear(part)
		for i := lo; i < min(lo+block, len(w)); i++ {
			if b := bins[i]; b >= 0 {
				part[b] += w[i]
			}
		}
		for b, v := range part {
			all[b] += v
		}
	}
}

// binsOf returns the bins in which elements lie, -1 for those outside.
func binsOf(edges, x []float64) []int {
	bins := make([]int, len(x))
	last := len(edges) - 1
	kernels.SearchSorted(bins, edges, x, kernels.Right)
	for i, v := range x {
		bins[i]--
		if v == edges[last] && last > 0 {
			bins[i] = last - 1
		}
		if bins[i] >= last || v != v {
			bins[i] = -1
		}
	}
	return bins
}

// HistogramDensity returns the probability density in each bin: the counts, or with
// weights their sums, divided by the widths of the bins and the total, so that the
// integral over all bins is 1; and the edges of the bins. The zero Array stands for no
// weights. It panics as [Histogram] and [HistogramWeighted] do.
func HistogramDensity[T Real](a Array[T], weights Array[float64], o HistogramOpt) (density, edges Array[float64]) {
	if weights.lay == nil {
		var counts Array[int]
		counts, edges = Histogram(a, o)
		density = As[float64](counts)
	} else {
		density, edges = HistogramWeighted(a, weights, o)
	}
	total := Sum(density)
	DivTo(density, density, Diff(edges, 1, 0))
	return DivScalarTo(density, density, total), edges
}

// HistogramBinEdges returns the edges of the bins that [Histogram] would have.
func HistogramBinEdges[T Real](a Array[T], o HistogramOpt) Array[float64] {
	e, _ := edgesFor("HistogramBinEdges", o, a)
	return FromSlice(e)
}

// edgesGiven returns a copy of the edges, which must ascend.
func (o HistogramOpt) edgesGiven(op string) []float64 {
	for i, v := range o.Edges {
		if v != v || i > 0 && o.Edges[i-1] > v {
			fail(op, ErrValue, "edges must increase monotonically")
		}
	}
	if len(o.Edges) == 0 {
		fail(op, ErrValue, "there are no edges")
	}
	return slices.Clone(o.Edges)
}

func rangeOf[T Real](op string, a Array[T], given *[2]float64) (lo, hi float64) {
	switch {
	case given != nil:
		lo, hi = given[0], given[1]
		if lo > hi {
			fail(op, ErrValue, "the range [%v, %v] ends before it begins", lo, hi)
		}
	case a.Size() == 0:
		lo, hi = 0, 1
	default:
		lo, hi = float64(Min(a)), float64(Max(a))
	}
	if math.IsInf(lo, 0) || math.IsInf(hi, 0) || lo != lo || hi != hi {
		fail(op, ErrValue, "the range [%v, %v] is not finite", lo, hi)
	}
	if lo == hi {
		lo, hi = lo-0.5, hi+0.5
	}
	return lo, hi
}

// edgesFor returns the edges of the bins, and whether they have one width.
func edgesFor[T Real](op string, o HistogramOpt, a Array[T]) (edges []float64, uniform bool) {
	if o.Edges != nil {
		return o.edgesGiven(op), false
	}
	lo, hi := rangeOf(op, a, o.Range)
	n := o.Bins
	switch {
	case o.Rule >= binRules:
		fail(op, ErrValue, "there is no rule number %d", uint8(o.Rule))
	case o.Rule != BinsGiven:
		n = o.Rule.bins(inRange(a, o.Range), lo, hi, integers.has(kindOf[T]()))
	case n == 0:
		n = 10
	case n < 0:
		fail(op, ErrValue, "the number of bins must be positive, not %d", n)
	}
	if kindOf[T]() == kindOf[float32]() {
		return edges32(op, n, lo, hi, o.Range == nil), false
	}
	return equalEdges(op, n, lo, hi), true
}

// equalEdges returns the edges of n bins from lo to hi.
func equalEdges(op string, n int, lo, hi float64) []float64 {
	checkShape(op, []int{n + 1}, 8, maxBytes)
	e, _ := Linspace(lo, hi, n+1).Data()
	checkAscend(op, e)
	return e
}

// edges32 returns the edges of n bins from lo to hi as numbers of type float32; like
// NumPy, computed in this type if they come from the data.
func edges32(op string, n int, lo, hi float64, data bool) []float64 {
	checkShape(op, []int{n + 1}, 8, maxBytes)
	e, _ := Linspace(lo, hi, n+1).Data()
	first, step := float32(lo), (float32(hi)-float32(lo))/float32(n)
	for i := range e {
		if data && i < n {
			e[i] = float64(float32(float32(i)*step) + first)
		} else {
			e[i] = float64(float32(e[i]))
		}
	}
	checkAscend(op, e)
	return e
}

func checkAscend(op string, edges []float64) {
	for i, v := range edges {
		if i > 0 && v <= edges[i-1] {
			fail(op, ErrValue, "too many bins for the data's range: cannot create %d bins of finite size", len(edges)-1)
		}
	}
}
