package kernels

import "math"

// Histogram adds to counts[b] how many elements of x lie in bin b of len(counts)
// bins of equal width from lo to hi; bins include their lower edge, the last one
// its upper edge too. Elements outside, and NaNs, are not counted.
//
// Bins are those of NumPy's histogram(x, bins, range=(lo, hi)): edge b is
// b*((hi-lo)/bins) + lo in float64, for float32 elements rounded to float32 (as
// lo and hi are), the last one is hi, and elements are compared to the edges. If lo =
// hi, the range is from lo-0.5 to hi+0.5. Integers are converted to float64.
//
// It panics with [*RangeError] if lo or hi is not finite, lo > hi, counts is
// empty, or the edges don't ascend because there are too many for the range, and
// with [*OverlapError] if counts and x share memory.
func Histogram[T Real](counts []int, x []T, lo, hi float64) {
	if intersect(counts, x) {
		panic(&OverlapError{"Histogram"})
	}
	b := newBins[T](len(counts), lo, hi)
	for ; len(x) > chunk; x = x[chunk:] {
		b.count(counts, x[:chunk])
	}
	b.count(counts, x)
}

// bins describes bins of equal width.
type bins[T Real] struct {
	n            int
	lo, hi, step float64
	first, last  float64 // edges
}

func newBins[T Real](n int, lo, hi float64) bins[T] {
	const name = "Histogram"
	switch {
	case n == 0:
		panic(&RangeError{name, "no bins"})
	case !(math.Abs(lo) <= math.MaxFloat64 && math.Abs(hi) <= math.MaxFloat64 && lo <= hi):
		panic(&RangeError{name, "lo and hi are no finite range"})
	case lo == hi:
		lo, hi = lo-0.5, hi+0.5
	}
	b := bins[T]{n: n, lo: lo, hi: hi, step: (hi - lo) / float64(n)}
	for i := range n {
		if !(b.edge(i) < b.edge(i+1)) {
			panic(&RangeError{name, "too many bins for the range"})
		}
	}
	b.first, b.last = b.edge(0), b.edge(n)
	return b
}

// edge returns the lower edge of bin i.
func (b *bins[T]) edge(i int) float64 {
	e := b.hi
	if i < b.n {
		e = float64(float64(i)*b.step) + b.lo
	}
	if isFloat[T]() {
		e = float64(T(e))
	}
	return e
}

// count places elements by division and puts right what rounding misplaced.
//
//go:noinline
func (b *bins[T]) count(counts []int, x []T) {
	width, n := b.hi-b.lo, float64(b.n)
	for _, v := range x {
		f := float64(v)
		if !(f >= b.first && f <= b.last) {
			continue
		}
		i := min(max(int((f-b.lo)/width*n), 0), b.n-1)
		for f < b.edge(i) {
			i--
		}
		for i < b.n-1 && f >= b.edge(i+1) {
			i++
		}
		counts[i]++
	}
}

// HistogramEdges adds to counts[b] how many elements of x lie in bin b: from
// edges[b] up to but without edges[b+1], and for the last bin with it. Elements
// outside, and NaNs, are not counted. These are the bins of NumPy's histogram for
// a list of edges of the elements' type.
//
// It panics with [*LengthError] unless len(edges) = len(counts)+1, with
// [*RangeError] if an edge is NaN or less than the one before, and with
// [*OverlapError] if counts shares memory with an input.
func HistogramEdges[T Real](counts []int, x, edges []T) {
	const name = "HistogramEdges"
	if len(edges) != len(counts)+1 {
		panic(newLengthError(name, len(counts), len(edges)))
	}
	for i, e := range edges {
		if e != e || i > 0 && e < edges[i-1] {
			panic(&RangeError{name, "edges don't ascend"})
		}
	}
	if intersect(counts, x) || intersect(counts, edges) {
		panic(&OverlapError{name})
	}
	if len(counts) == 0 {
		return
	}
	var at [512]int
	last := edges[len(counts)]
	for len(x) > 0 {
		n := min(len(x), len(at))
		searchSorted(at[:n], edges, x[:n], Right)
		for i, v := range x[:n] {
			switch {
			case at[i] > 0 && v < last:
				counts[at[i]-1]++
			case v == last:
				counts[len(counts)-1]++
			}
		}
		x = x[n:]
	}
}
