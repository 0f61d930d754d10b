package kernels_test

import (
	"cmp"
	"fmt"
	"math"
	"math/rand/v2"
	"runtime/debug"
	"slices"
	"testing"
	"unsafe"

	"github.com/lanewise/lanewise/kernels"
	"github.com/lanewise/lanewise/kernels/kerneltest"
)

func isFloat[T kernels.Real]() bool {
	half := 0.5
	return T(half) != 0
}

func sizeOf[T kernels.Real]() int {
	var x T
	return int(unsafe.Sizeof(x))
}

// inOrder is NumPy's order: NaNs last and equal, zeros equal.
func inOrder[T kernels.Real](a, b T) int {
	switch {
	case a != a && b != b:
		return 0
	case a != a:
		return 1
	case b != b:
		return -1
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// inBitOrder also has -0 before +0.
func inBitOrder[T kernels.Real](a, b T) int {
	return cmp.Or(inOrder(a, b), cmp.Compare(negative(b), negative(a)))
}

// negative returns 1 for -0, else 0.
func negative[T kernels.Real](v T) int {
	if v == 0 && math.Signbit(float64(v)) {
		return 1
	}
	return 0
}

// sameBits compares elements; all NaNs are the same.
func sameBits[T kernels.Real](a, b T) bool {
	return a == b && negative(a) == negative(b) || a != a && b != b
}

// draw returns any value of the type; for floats any bits.
func draw[T kernels.Real](r *rand.Rand) (v T) {
	bits := r.Uint64()
	return *(*T)(unsafe.Pointer(&bits))
}

// smallNumber returns one of few values, of either sign.
func smallNumber[T kernels.Real](i int) T {
	v := T(i % 50)
	if T(0)-1 < 0 && i%2 == 1 {
		v = -v
	}
	return v
}

// arrangement fills x with what sorting may find hard.
type arrangement[T kernels.Real] struct {
	name string
	at   func(r *rand.Rand, i, n int) T
}

func arrangements[T kernels.Real]() []arrangement[T] {
	ascending := func(i, n int) T { return T(float64(i) / float64(n) * 120) }
	list := []arrangement[T]{
		{"random", func(r *rand.Rand, i, n int) T { return draw[T](r) }},
		{"equal", func(r *rand.Rand, i, n int) T { return 7 }},
		{"ascending", func(r *rand.Rand, i, n int) T { return ascending(i, n) }},
		{"descending", func(r *rand.Rand, i, n int) T { return ascending(n-i, n) }},
		{"organ pipe", func(r *rand.Rand, i, n int) T { return ascending(min(i, n-i), n) }},
		{"few", func(r *rand.Rand, i, n int) T { return smallNumber[T](r.IntN(5)) }},
		{"zeros", func(r *rand.Rand, i, n int) T { return smallNumber[T](r.IntN(2)*50) * smallNumber[T](r.IntN(2)+1) }},
		{"saw", func(r *rand.Rand, i, n int) T { return smallNumber[T](i * 7) }},
		{"extremes", func(r *rand.Rand, i, n int) T {
			lo, hi := limits[T]()
			return []T{lo, hi, 0, 1, 100}[r.IntN(5)]
		}},
	}
	if isFloat[T]() {
		list = append(list, arrangement[T]{"specials", func(r *rand.Rand, i, n int) T {
			nan := math.NaN()
			return []T{T(nan), T(nan), 0, T(math.Copysign(0, -1)), T(math.Inf(1)), T(math.Inf(-1)), T(r.NormFloat64())}[r.IntN(7)]
		}}, arrangement[T]{"NaN", func(r *rand.Rand, i, n int) T {
			nan := math.NaN()
			return T(nan)
		}})
	}
	return list
}

// limits returns the least and the greatest value.
func limits[T kernels.Real]() (lo, hi T) {
	inf := math.Inf(1)
	switch {
	case isFloat[T]():
		return T(-inf), T(inf)
	case T(0)-1 > 0:
		return 0, T(0) - 1
	}
	lo = T(1)
	for range 8*sizeOf[T]() - 1 {
		lo *= 2
	}
	return lo, lo - 1
}

// lengths are all short ones, the borders of networks, blocks and strategies,
// and some that take several partitions.
func lengths() []int {
	var list []int
	for n := range 140 {
		list = append(list, n)
	}
	for _, n := range []int{160, 192, 224, 256, 384, 512, 1024, 2048, 4096} {
		list = append(list, n-1, n, n+1)
	}
	if testing.Short() {
		return list
	}
	return append(list, 5000, 10000, 40000, 70001)
}

// eachArrangement runs test for every arrangement and length, with x at the
// end or at the beginning of guarded memory.
func eachArrangement[T kernels.Real](t *testing.T, lengths []int, test func(t *testing.T, name string, x []T)) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	arena := kerneltest.NewArena(t, slices.Max(lengths)*sizeOf[T]()+1)
	r := rand.New(rand.NewPCG(1, 2))
	for _, a := range arrangements[T]() {
		for _, n := range lengths {
			x := kerneltest.Back[T](arena, n)
			if r.IntN(2) == 0 {
				x = kerneltest.Front[T](arena, n)
			}
			for i := range x {
				x[i] = a.at(r, i, n)
			}
			test(t, fmt.Sprintf("%T, %s, %d elements", *new(T), a.name, n), x)
			if t.Failed() {
				return
			}
		}
	}
}

func TestSort(t *testing.T) {
	kerneltest.ForEachLevel(t, func(t *testing.T, _ kernels.Level) {
		sortCases[float64](t)
		sortCases[float32](t)
		sortCases[int64](t)
		sortCases[int32](t)
		sortCases[int16](t)
		sortCases[int8](t)
		sortCases[uint64](t)
		sortCases[uint32](t)
		sortCases[uint16](t)
		sortCases[uint8](t)
	})
}

func sortCases[T kernels.Real](t *testing.T) {
	eachArrangement(t, lengths(), func(t *testing.T, name string, x []T) {
		want := slices.Clone(x)
		slices.SortStableFunc(want, inBitOrder)
		kernels.Sort(x)
		if !slices.EqualFunc(x, want, sameBits) {
			t.Errorf("%s: not sorted", name)
		}
	})
}

// payload is a NaN with a number in it, or a zero with a sign.
func payload[T float32 | float64](i int) T {
	switch i % 5 {
	case 0:
		return kerneltest.FromBits[T](kerneltest.Bits(T(math.Inf(1))) + 1 + uint64(i))
	case 1:
		return T(math.Copysign(0, -1))
	case 2:
		return 0
	}
	return T(i%7 - 3)
}

func TestSortStable(t *testing.T) {
	kerneltest.ForEachLevel(t, func(t *testing.T, _ kernels.Level) {
		stableCases[float64](t)
		stableCases[float32](t)
		x := []int16{5, -3, 0, 7}
		if kernels.SortStable(x, nil); !slices.Equal(x, []int16{-3, 0, 5, 7}) {
			t.Errorf("int16: %v", x)
		}
	})
}

func stableCases[T float32 | float64](t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for _, n := range []int{0, 1, 2, 9, 64, 200, 1000, 5000} {
		x := make([]T, n)
		for i := range x {
			x[i] = payload[T](r.IntN(1000))
		}
		want := slices.Clone(x)
		slices.SortStableFunc(want, inOrder)
		kernels.SortStable(x, make([]T, n))
		for i := range x {
			if kerneltest.Bits(x[i]) != kerneltest.Bits(want[i]) {
				t.Fatalf("%d elements: [%d] is %x, want %x", n, i, kerneltest.Bits(x[i]), kerneltest.Bits(want[i]))
			}
		}
	}
}

func TestPartition(t *testing.T) {
	partitionCases[float64](t)
	partitionCases[float32](t)
	partitionCases[int64](t)
	partitionCases[int32](t)
	partitionCases[uint64](t)
	partitionCases[uint32](t)
	partitionCases[int16](t)
	partitionCases[uint8](t)
}

// partitionCases also holds the arrangement against that of the first level.
func partitionCases[T kernels.Real](t *testing.T) {
	seen := map[string][]T{}
	kerneltest.ForEachLevel(t, func(t *testing.T, _ kernels.Level) {
		r := rand.New(rand.NewPCG(5, 6))
		lengths := []int{1, 2, 7, 8, 33, 127, 129, 255, 257, 300, 513, 1000, 4097, 20000}
		eachArrangement(t, lengths, func(t *testing.T, name string, x []T) {
			k := r.IntN(len(x))
			sorted := slices.Clone(x)
			slices.SortStableFunc(sorted, inBitOrder)
			kernels.Partition(x, k)
			if inOrder(x[k], sorted[k]) != 0 {
				t.Errorf("%s: [%d] is %v, want %v", name, k, x[k], sorted[k])
			}
			for i, v := range x {
				if c := inOrder(v, x[k]); i < k && c > 0 || i > k && c < 0 {
					t.Errorf("%s: [%d] is %v, [%d] %v", name, i, v, k, x[k])
				}
			}
			if seen[name] == nil {
				seen[name] = slices.Clone(x)
			}
			if !slices.EqualFunc(x, seen[name], sameBits) {
				t.Errorf("%s: arranged unlike the first level", name)
			}
			slices.SortStableFunc(x, inBitOrder)
			if !slices.EqualFunc(x, sorted, sameBits) {
				t.Errorf("%s: elements got lost", name)
			}
		})
	})
}

// TestOrderMisuse expects the panic's type and no write.
func TestOrderMisuse(t *testing.T) {
	x, y, w := []float64{3, 1, 2, 5}, []float64{1, 2}, make([]float64, 4)
	idx, work := []int{7, 7, 7, 7}, []int{8, 8, 8, 8}
	before := fmt.Sprint(x, y, w, idx, work)
	shared := unsafe.Slice((*int)(unsafe.Pointer(&x[0])), 4)
	nan := math.NaN()
	for name, c := range map[string]struct {
		run  func()
		want error
	}{
		"SortStable length":    {func() { kernels.SortStable(x, y) }, &kernels.LengthError{}},
		"SortStable overlap":   {func() { kernels.SortStable(x[:3], x[1:]) }, &kernels.OverlapError{}},
		"Partition":            {func() { kernels.Partition(x, 4) }, &kernels.RangeError{}},
		"Partition negative":   {func() { kernels.Partition(x, -1) }, &kernels.RangeError{}},
		"Argsort length":       {func() { kernels.Argsort(idx[:3], x) }, &kernels.LengthError{}},
		"Argsort overlap":      {func() { kernels.Argsort(shared, x) }, &kernels.OverlapError{}},
		"Argpartition":         {func() { kernels.Argpartition(idx, x, 4) }, &kernels.RangeError{}},
		"Argpartition length":  {func() { kernels.Argpartition(idx, y, 1) }, &kernels.LengthError{}},
		"Argpartition overlap": {func() { kernels.Argpartition(shared, x, 1) }, &kernels.OverlapError{}},
		"TopK values":          {func() { kernels.TopK(w[:2], idx[:3], x, work, kernels.Largest) }, &kernels.LengthError{}},
		"TopK work":            {func() { kernels.TopK(w[:2], idx[:2], x, work[:3], kernels.Largest) }, &kernels.LengthError{}},
		"TopK k":               {func() { kernels.TopK(w[:3], idx[:3], y, work[:2], kernels.Largest) }, &kernels.RangeError{}},
		"TopK overlap":         {func() { kernels.TopK(x[:2], idx[:2], x, work, kernels.Largest) }, &kernels.OverlapError{}},
		"TopK idx and work":    {func() { kernels.TopK(w[:2], work[:2], x, work, kernels.Largest) }, &kernels.OverlapError{}},
		"SearchSorted":         {func() { kernels.SearchSorted(idx[:3], x, y, kernels.Left) }, &kernels.LengthError{}},
		"SearchSorted overlap": {func() { kernels.SearchSorted(shared[:2], x, y, kernels.Left) }, &kernels.OverlapError{}},
		"Merge":                {func() { kernels.Merge(w, x, y) }, &kernels.LengthError{}},
		"Merge overlap":        {func() { kernels.Merge(x, x[:2], y) }, &kernels.OverlapError{}},
		"Unique":               {func() { kernels.Unique(w, y) }, &kernels.LengthError{}},
		"Unique overlap":       {func() { kernels.Unique(x[:3], x[1:]) }, &kernels.OverlapError{}},
		"UniqueRuns":           {func() { kernels.UniqueRuns(idx, y) }, &kernels.LengthError{}},
		"UniqueRuns overlap":   {func() { kernels.UniqueRuns(shared, x) }, &kernels.OverlapError{}},
		"UniqueInverse":        {func() { kernels.UniqueInverse(idx, []int{0}, []int{0}) }, &kernels.LengthError{}},
		"UniqueInverse same":   {func() { kernels.UniqueInverse(idx, idx, []int{0}) }, &kernels.OverlapError{}},
		"UniqueInverse starts": {func() { kernels.UniqueInverse(idx[:2], []int{0, 1}, []int{1}) }, &kernels.RangeError{}},
		"UniqueInverse order":  {func() { kernels.UniqueInverse(idx[:2], []int{0, 1}, []int{0, 0}) }, &kernels.RangeError{}},
		"UniqueInverse end":    {func() { kernels.UniqueInverse(idx[:2], []int{0, 1}, []int{0, 2}) }, &kernels.RangeError{}},
		"UniqueInverse none":   {func() { kernels.UniqueInverse(idx[:2], []int{0, 1}, nil) }, &kernels.RangeError{}},
		"UniqueInverse idx":    {func() { kernels.UniqueInverse(idx[:2], []int{0, 2}, []int{0}) }, &kernels.RangeError{}},
		"Histogram no bins":    {func() { kernels.Histogram(nil, x, 0, 1) }, &kernels.RangeError{}},
		"Histogram NaN":        {func() { kernels.Histogram(idx, x, nan, 1) }, &kernels.RangeError{}},
		"Histogram reversed":   {func() { kernels.Histogram(idx, x, 1, 0) }, &kernels.RangeError{}},
		"Histogram infinite":   {func() { kernels.Histogram(idx, x, 0, math.Inf(1)) }, &kernels.RangeError{}},
		"Histogram too wide":   {func() { kernels.Histogram(idx, x, -math.MaxFloat64, math.MaxFloat64) }, &kernels.RangeError{}},
		"Histogram too many":   {func() { kernels.Histogram(idx, x, 1, math.Nextafter(1, 2)) }, &kernels.RangeError{}},
		"Histogram float32":    {func() { kernels.Histogram(idx, []float32{1}, 1, 1+1e-9) }, &kernels.RangeError{}},
		"Histogram overlap":    {func() { kernels.Histogram(shared, x, 0, 1) }, &kernels.OverlapError{}},
		"HistogramEdges":       {func() { kernels.HistogramEdges(idx, x, y) }, &kernels.LengthError{}},
		"HistogramEdges order": {func() { kernels.HistogramEdges(idx[:3], x, x) }, &kernels.RangeError{}},
		"HistogramEdges NaN":   {func() { kernels.HistogramEdges(idx[:1], x, []float64{1, nan}) }, &kernels.RangeError{}},
		"HistogramEdges share": {func() { kernels.HistogramEdges(shared[:1], x, y) }, &kernels.OverlapError{}},
	} {
		func() {
			defer func() {
				if got := recover(); fmt.Sprintf("%T", got) != fmt.Sprintf("%T", c.want) {
					t.Errorf("%s: panic %v", name, got)
				} else if got.(error).Error() == "" {
					t.Errorf("%s: no text", name)
				}
			}()
			c.run()
		}()
		if after := fmt.Sprint(x, y, w, idx, work); after != before {
			t.Errorf("%s wrote: %s", name, after)
		}
	}
}

func TestOrderAllocations(t *testing.T) {
	x, sorted := make([]float64, 3000), make([]float64, 3000)
	small := make([]int16, 3000)
	idx, work, starts := make([]int, 3000), make([]int, 3000), make([]int, 3000)
	other, twice := make([]float64, 3000), make([]float64, 6000)
	r := rand.New(rand.NewPCG(7, 8))
	kerneltest.ForEachLevel(t, func(t *testing.T, _ kernels.Level) {
		for name, run := range map[string]func(){
			"Sort":           func() { kernels.Sort(other) },
			"Sort int16":     func() { kernels.Sort(small) },
			"SortStable":     func() { kernels.SortStable(other, x) },
			"Partition":      func() { kernels.Partition(other, 1500) },
			"Argsort":        func() { kernels.Argsort(idx, x) },
			"Argpartition":   func() { kernels.Argpartition(idx, x, 1500) },
			"TopK":           func() { kernels.TopK(other[:100], idx[:100], x, work, kernels.Largest) },
			"SearchSorted":   func() { kernels.SearchSorted(idx, sorted, x, kernels.Right) },
			"Merge":          func() { kernels.Merge(twice, sorted, sorted) },
			"Unique":         func() { kernels.Unique(other, sorted) },
			"UniqueRuns":     func() { kernels.UniqueRuns(starts, sorted) },
			"Histogram":      func() { kernels.Histogram(idx, x, -3, 3) },
			"HistogramEdges": func() { kernels.HistogramEdges(idx[:2999], x, sorted) },
		} {
			for i := range x {
				x[i] = r.NormFloat64()
				small[i] = int16(r.Int())
			}
			copy(other, x)
			copy(sorted, x)
			slices.Sort(sorted)
			if n := testing.AllocsPerRun(5, run); n != 0 {
				t.Errorf("%s: %v allocations", name, n)
			}
		}
	})
}

func TestOrderInfo(t *testing.T) {
	kerneltest.ForEachLevel(t, func(t *testing.T, l kernels.Level) {
		at := kernels.Info().Kernels
		want := l
		if l == kernels.NEON {
			want = kernels.Portable
		}
		for name, want := range map[string]kernels.Level{"Sort": want, "Argsort": want, "SearchSorted": want, "Merge": kernels.Portable} {
			if got, ok := at[name]; !ok || got != want {
				t.Errorf("%s runs at %s, want %s", name, got, want)
			}
		}
	})
}
