package ndarray

import (
	"bytes"
	"cmp"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/lanewise/lanewise/kernels/kerneltest"
	"github.com/lanewise/lanewise/threadctl"
)

type degrees float64

type orderLabel string

// TestSortNamed: named types have the order of what they are made of.
func TestSortNamed(t *testing.T) {
	c := Of[degrees](3, degrees(math.NaN()), -1).Sort(0)
	if c.At(0) != -1 || c.At(1) != 3 || c.At(2) == c.At(2) {
		t.Error(c)
	}
	s := Of[orderLabel]("b", "", "a", "b").Reshape(2, 2)
	checkEqual(t, "labels", Sort(s, 0), model[orderLabel]{[]int{2, 2}, []orderLabel{"a", "", "b", "b"}})
	checkEqual(t, "labels", s.ArgSort(1), model[int]{[]int{2, 2}, []int{1, 0, 0, 1}})
	checkEqual(t, "labels", ArgMaxAxis(s, 0), modelOf(Of(0, 1)))
	checkEqual(t, "labels", Unique(s), modelOf(Of[orderLabel]("", "a", "b")))
	checkEqual(t, "labels", IsIn(s, Of[orderLabel]("b")), model[bool]{[]int{2, 2}, []bool{true, false, false, true}})
	checkEqual(t, "labels", SearchSorted(Of[orderLabel]("a", "b", "b"), Of[orderLabel]("b", "", "c"), Right), modelOf(Of(3, 0, 3)))
	checkEqual(t, "labels", Intersect1D(s, Of[orderLabel]("x", "b")), modelOf(Of[orderLabel]("b")))
	checkEqual(t, "labels", SetXor1D(s, Of[orderLabel]("x", "b")), modelOf(Of[orderLabel]("", "a", "x")))
	u := UniqueAll(s)
	checkEqual(t, "labels", u.Inverse, model[int]{[]int{2, 2}, []int{2, 0, 1, 2}})
	checkEqual(t, "labels", u.Counts, modelOf(Of(1, 1, 2)))
	rows := Of[orderLabel]("b", "a", "a", "z", "b", "a").Reshape(3, 2)
	checkEqual(t, "labels", UniqueAxis(rows, 0).Values, model[orderLabel]{[]int{2, 2}, []orderLabel{"a", "z", "b", "a"}})
	checkEqual(t, "labels", LexSort(0, Of(1, 0, 1), Of[orderLabel]("x", "x", "a")), modelOf(Of(2, 1, 0)))
	top, at := TopK(Of[orderLabel]("b", "c", "a", "c"), 3, 0)
	checkEqual(t, "labels", top, modelOf(Of[orderLabel]("c", "c", "b")))
	checkEqual(t, "labels", at, modelOf(Of(1, 3, 0)))
}

// TestSortFunc sorts structs, and keeps the order of equal ones.
func TestSortFunc(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 8))
	for _, n := range []int{0, 1, 5, 12, 13, 100, 1000} {
		a := Zeros[maskPair](n)
		for i := range elemsOf(a) {
			elemsOf(a)[i] = maskPair{itoa(r.IntN(n/3 + 1)), i}
		}
		byName := func(x, y maskPair) int { return strings.Compare(x.name, y.name) }
		want := slices.Clone(elemsOf(a))
		slices.SortStableFunc(want, byName)
		checkEqual(t, "SortFunc", SortFunc(a, 0, byName), model[maskPair]{[]int{n}, want})
		checkEqual(t, "ArgSortFunc", a.Take(ArgSortFunc(a, -1, byName), 0), model[maskPair]{[]int{n}, want})
		b := randomView(r, a)
		SortFuncIn(b, 0, byName)
		checkEqual(t, "SortFuncIn", b, model[maskPair]{[]int{n}, want})
	}
	m := Of(3, 1, 2, 0).Reshape(2, 2)
	checkEqual(t, "SortFunc", SortFunc(m, 0, func(x, y int) int { return y - x }), model[int]{[]int{2, 2}, []int{3, 1, 2, 0}})
}

// orderSpecials returns floats with many ties, zeros of both signs and NaNs of two kinds.
func orderSpecials(r *rand.Rand, n, ties int) Array[float64] {
	a := Zeros[float64](n)
	for i := range elemsOf(a) {
		v := float64(r.IntN(2*ties+1) - ties)
		switch r.IntN(10) {
		case 0:
			v = math.NaN()
		case 1:
			v = math.Float64frombits(0xfff8000000000001)
		case 2:
			v = math.Copysign(0, -1)
		}
		elemsOf(a)[i] = v
	}
	return a
}

// TestSortComplex compares the sort by parts with a stable sort by comparing.
func TestSortComplex(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 9))
	for _, n := range []int{complexFew, complexFew + 1, 300, 3000} {
		for _, ties := range []int{0, 3, 1 << 30} {
			for range 5 {
				re, im := orderSpecials(r, n, ties), orderSpecials(r, n, 1+ties)
				if r.IntN(2) == 0 {
					re.FillMask(re.IsNaN(), 1)
				}
				a := Zeros[complex128](n)
				for i := range elemsOf(a) {
					elemsOf(a)[i] = complex(re.At(i), im.At(i))
				}
				checkComplex(t, a)
				checkComplex(t, As[complex64](a))
			}
		}
	}
}

func checkComplex[T complex64 | complex128](t *testing.T, a Array[T]) {
	t.Helper()
	want := a.Copy()
	slices.SortStableFunc(elemsOf(want), compareComplex[T])
	if !bytes.Equal(bitsOf(Sort(a, 0)), bitsOf(want)) {
		t.Fatal("Sort differs")
	}
	if !bytes.Equal(bitsOf(a.Take(ArgSort(a, 0), 0)), bitsOf(want)) {
		t.Fatal("ArgSort differs")
	}
}

// TestSortLarge compares results on several threads with those on one, and with a
// stable sort.
func TestSortLarge(t *testing.T) {
	n := parallelSortMin + 1001
	r := rand.New(rand.NewPCG(2, 2))
	a := orderSpecials(r, n, 1<<20)
	few := orderSpecials(r, n, 1)
	want, wantFew := a.Copy(), few.Copy()
	slices.SortStableFunc(elemsOf(want), compareReal[float64])
	slices.SortStableFunc(elemsOf(wantFew), compareReal[float64])
	matrix := a.Slice(R(0, 300*400)).Reshape(300, 400)
	results := func() (bits [][]byte) {
		for _, x := range []Array[float64]{a.Sort(0), few.Sort(0), matrix.Sort(0), matrix.Sort(1), matrix.T().SortDescending(0), a.SortDescending(0), Unique(a)} {
			bits = append(bits, bitsOf(x))
		}
		whole := As[int32](a.Slice(R(0, n)))
		for _, x := range []Array[int]{SearchSorted(want, a, Left), matrix.ArgSort(0), matrix.ArgMaxAxis(0), matrix.ArgMinAxis(1), Full(a.ArgMax()),
			Full(a.ArgMin()), As[int](whole.Sort(0)), As[int](IsIn(whole, whole.Slice(RS(0, n, 3))))} {
			bits = append(bits, bitsOf(x))
		}
		return bits
	}
	got := results()
	if !bytes.Equal(got[0], bitsOf(want)) || !bytes.Equal(got[1], bitsOf(wantFew)) {
		t.Error("a large array is not sorted")
	}
	for _, threads := range []int{1, 3, 5} {
		before := threadctl.SetBudget(threads)
		for i, bits := range results() {
			if !bytes.Equal(bits, got[i]) {
				t.Errorf("result %d depends on the number of threads", i)
			}
		}
		threadctl.SetBudget(before)
	}
	if i := slices.IndexFunc(elemsOf(a), func(v float64) bool { return v != v }); a.ArgMax() != i {
		t.Errorf("ArgMax %d, want the first NaN, %d", a.ArgMax(), i)
	}
}

func TestMergeSort(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 6))
	for n := range 200 {
		x := make([][2]int, n)
		for i := range x {
			x[i] = [2]int{r.IntN(1 + n/4), i}
		}
		want := slices.Clone(x)
		compare := func(x, y [2]int) int { return cmp.Compare(x[0], y[0]) }
		slices.SortStableFunc(want, compare)
		mergeSort(x, make([][2]int, n), compare)
		if !slices.Equal(x, want) {
			t.Fatal(n, x, want)
		}
	}
}

// TestOrderAllocations: forms with an output allocate nothing in a loop.
func TestOrderAllocations(t *testing.T) {
	a, ix := randomFloats(1000), randomIndices(1000, 1000)
	out, at := a.Copy(), ix.Copy()
	for name, f := range map[string]func(){
		"SortTo":         func() { SortTo(out, a, 0) },
		"SortIn":         func() { out.SortIn(0) },
		"TakeTo":         func() { TakeTo(out, a, ix, 0) },
		"SearchSortedTo": func() { SearchSortedTo(at, a, out, Left) },
		"ArgMax":         func() { a.ArgMax() },
		"CountNonzero":   func() { CountNonzero(Array[bool]{}) },
	} {
		f()
		if n := testing.AllocsPerRun(20, f); !kerneltest.RaceEnabled && n >= 1 {
			t.Errorf("%s allocates %v times", name, n)
		}
	}
}
