package ndarray

import (
	"slices"
	"unsafe"
)

// BinCount returns how often each number from 0 to the largest element occurs in a, in
// an array of at least minLength elements. It panics with ErrValue if an element is
// negative, and with ErrShape if a has not one axis.
func BinCount[T Integer](a Array[T], minLength int) Array[int] {
	const op = "BinCount"
	return binCount(zeros[int](op, []int{binCountLength(op, a, minLength)}), a)
}

// BinCountTo stores [BinCount] in out, which has one axis of any length that numbers all
// elements of a, and returns out, which may overlap a. It panics with ErrShape if out is
// shorter, and otherwise as BinCount does.
func BinCountTo[T Integer](out Array[int], a Array[T]) Array[int] {
	checkBins("BinCount", out, a)
	a = apart(out, a)
	out.Fill(0)
	return binCount(out, a)
}

// checkBins panics unless out has an element for each number in a.
func checkBins[D any, T Integer](op string, out Array[D], a Array[T]) {
	o := out.layout()
	o.checkWrite(op)
	if n := binCountLength(op, a, 0); o.ndim != 1 || o.size < n {
		fail(op, ErrShape, "output of shape %s for %d numbers", shapeString(o.shape()), n)
	}
}

func binCount[T Integer](out Array[int], a Array[T]) Array[int] {
	if out.Size() > 0 {
		step := out.lay.strides()[0]
		for v := range a.Values() {
			*out.at(int(v) * step)++
		}
	}
	return out
}

// BinCountWeighted returns the sums of the weights of the elements equal to each number
// from 0 on; see [BinCount]. Weights are added in order. It panics with ErrShape if there
// are more or fewer weights than elements.
func BinCountWeighted[T Integer](a Array[T], weights Array[float64], minLength int) Array[float64] {
	checkWeights(a, weights)
	return binCountWeighted(zeros[float64]("BinCountWeighted", []int{binCountLength("BinCountWeighted", a, minLength)}), a, weights)
}

// BinCountWeightedTo stores [BinCountWeighted] in out, as [BinCountTo] does.
func BinCountWeightedTo[T Integer](out Array[float64], a Array[T], weights Array[float64]) Array[float64] {
	checkWeights(a, weights)
	checkBins("BinCountWeighted", out, a)
	a, weights = apart(out, a), apart(out, weights)
	out.Fill(0)
	return binCountWeighted(out, a, weights)
}

func checkWeights[T Integer](a Array[T], weights Array[float64]) {
	if !slices.Equal(a.layout().shape(), weights.layout().shape()) {
		fail("BinCountWeighted", ErrShape, "weights of shape %s for an array of shape %s", shapeString(weights.layout().shape()), shapeString(a.layout().shape()))
	}
}

func binCountWeighted[T Integer](out Array[float64], a Array[T], weights Array[float64]) Array[float64] {
	w, i := elemsOf(weights), 0
	for v := range a.Values() {
		*out.at(int(v) * out.lay.strides()[0]) += w[i]
		i++
	}
	return out
}

func binCountLength[T Integer](op string, a Array[T], minLength int) int {
	if a.NDim() != 1 {
		fail(op, ErrShape, "array of shape %s has not one axis", shapeString(a.layout().shape()))
	}
	if minLength < 0 {
		fail(op, ErrValue, "the least length must be non-negative, not %d", minLength)
	}
	if a.Size() == 0 {
		return minLength
	}
	if Min(a) < 0 {
		fail(op, ErrValue, "elements must be non-negative")
	}
	largest := Max(a)
	if uint64(largest) >= maxBytes {
		fail(op, ErrShape, "%v is too large for an index", largest)
	}
	return max(int(largest)+1, minLength)
}

// HistogramDDOpt says which bins a histogram of points has: what [HistogramOpt] says, for
// each dimension. Slices without elements stand for the default in all dimensions.
type HistogramDDOpt struct {
	Bins    []int
	Edges   [][]float64
	Ranges  []*[2]float64
	Weights Array[float64] // one for each point, if it is not the zero Array
	Density bool           // divide by the volume of each bin and by the total
}

// dimension returns the options for one dimension.
func (o *HistogramDDOpt) dimension(d int) (h HistogramOpt) {
	if len(o.Bins) > 0 {
		h.Bins = o.Bins[d]
	}
	if len(o.Edges) > 0 {
		h.Edges = o.Edges[d]
	}
	if len(o.Ranges) > 0 {
		h.Range = o.Ranges[d]
	}
	return h
}

// HistogramDD returns how many points, the rows of a, lie in each cell of a grid, or the
// sums of their weights, or their density; and the edges of the bins in each dimension.
// Bins are as in [Histogram]. It panics with ErrShape if a has not two axes or options are
// for another number of dimensions or weights for another number of points, and otherwise
// as Histogram does.
func HistogramDD(a Array[float64], o HistogramDDOpt) (hist Array[float64], edges []Array[float64]) {
	const op = "HistogramDD"
	if a.NDim() != 2 {
		fail(op, ErrShape, "points of shape %s, want two axes", shapeString(a.layout().shape()))
	}
	n, dims := a.lay.shape()[0], a.lay.shape()[1]
	for _, k := range []int{len(o.Bins), len(o.Edges), len(o.Ranges)} {
		if k != 0 && k != dims {
			fail(op, ErrShape, "options for %d dimensions, points of %d", k, dims)
		}
	}
	if o.Weights.lay != nil && !slices.Equal(o.Weights.lay.shape(), []int{n}) {
		fail(op, ErrShape, "weights of shape %s for %d points", shapeString(o.Weights.lay.shape()), n)
	}
	cell, shape := make([]int, n), make([]int, dims)
	for d := range dims {
		x := a.along(1, d, d+1).dropAxis(1).Copy()
		e, _ := edgesFor(op, o.dimension(d), x)
		edges, shape[d] = append(edges, FromSlice(e)), len(e)-1
		for i, b := range binsOf(e, unsafe.Slice(x.p, n)) {
			if b < 0 || cell[i] < 0 {
				cell[i] = -1
			} else {
				cell[i] = cell[i]*shape[d] + b
			}
		}
	}
	hist = zeros[float64](op, shape)
	s, _ := hist.Data()
	weight := func(int) float64 { return 1 }
	if o.Weights.lay != nil {
		w := o.Weights.Copy()
		weight = func(i int) float64 { return *w.at(i * 8) }
	}
	for i, c := range cell {
		if c >= 0 {
			s[c] += weight(i)
		}
	}
	if o.Density {
		normalize(hist, edges)
	}
	return hist, edges
}

// normalize divides the cells of a histogram by their volumes and by their total.
func normalize(hist Array[float64], edges []Array[float64]) {
	total := Sum(hist)
	for d, e := range edges {
		width := Diff(e, 1, 0)
		for range len(edges) - 1 - d {
			width = width.withAxis(width.NDim())
		}
		DivTo(hist, hist, width)
	}
	DivScalarTo(hist, hist, total)
}

// Histogram2D is [HistogramDD] of the points (x[i], y[i]): the first axis of the result is
// that of x. It panics with ErrShape if x and y have not one axis of one length.
func Histogram2D(x, y Array[float64], o HistogramDDOpt) (hist, xEdges, yEdges Array[float64]) {
	const op = "Histogram2D"
	if x.NDim() != 1 || !slices.Equal(x.layout().shape(), y.layout().shape()) {
		fail(op, ErrShape, "x of shape %s and y of shape %s must be of one length", shapeString(x.layout().shape()), shapeString(y.layout().shape()))
	}
	points := zeros[float64](op, []int{x.Size(), 2})
	points.along(1, 0, 1).dropAxis(1).Assign(x)
	points.along(1, 1, 2).dropAxis(1).Assign(y)
	hist, edges := HistogramDD(points, o)
	return hist, edges[0], edges[1]
}
