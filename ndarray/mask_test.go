package ndarray

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/lanewise/lanewise/threadctl"
)

// randomMask returns a mask, of which about one in k elements is true.
func randomMask(r *rand.Rand, k int, shape ...int) Array[bool] {
	m := Zeros[bool](shape...)
	for i := range elemsOf(m) {
		elemsOf(m)[i] = r.IntN(k) == 0
	}
	return m
}

// masked returns what a[m] is, element by element.
func masked[T any](a Array[T], m Array[bool]) (elems []T) {
	rest := a.Size() / max(m.Size(), 1)
	for i, v := range elemsOf(a) {
		if elemsOf(m)[i/rest] {
			elems = append(elems, v)
		}
	}
	return elems
}

type maskPair struct {
	name string
	n    int
}

// TestMask holds masks of all axes, and of the first ones, in all layouts and of all
// sizes of elements, to a plain loop.
func TestMask(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 3))
	for range 300 {
		shape := randomShape(r)
		m := randomMask(r, 1+r.IntN(3), shape[:r.IntN(len(shape)+1)]...)
		a := rampOf(shape)
		testMask(t, r, a, m)
		testMask(t, r, As[uint8](a), m)
		testMask(t, r, As[int16](a), m)
		testMask(t, r, As[float32](a), m)
		testMask(t, r, As[complex128](As[float64](a)), m)
		testMask(t, r, a.GreaterScalar(3), m)
		testMask(t, r, textsOf(a), m)
		pairs := Zeros[maskPair](shape...)
		for i := range elemsOf(pairs) {
			elemsOf(pairs)[i] = maskPair{itoa(i), i}
		}
		testMask(t, r, pairs, m)
	}
}

func testMask[T comparable](t *testing.T, r *rand.Rand, from Array[T], mask Array[bool]) {
	a, m := randomView(r, from), randomView(r, mask)
	want := masked(from, mask)
	rest := from.Shape()[m.NDim():]
	shape := append([]int{CountNonzero(mask)}, rest...)
	got := a.Mask(m)
	checkEqual(t, "Mask", got, model[T]{shape, want})
	checkEqual(t, "Index", a.Index(m), model[T]{shape, want})
	checkEqual(t, "Extract", Extract(m.Reshape(append(m.Shape(), onesLike(rest)...)...).BroadcastTo(from.Shape()...), a), model[T]{[]int{len(want)}, want})

	if from.Size() == 0 {
		return
	}
	v := elemsOf(from)[from.Size()-1]
	filled := slices.Clone(elemsOf(from))
	for i := range filled {
		if elemsOf(mask)[i/(from.Size()/m.Size())] {
			filled[i] = v
		}
	}
	b := a.Copy()
	a.FillMask(m, v)
	checkEqual(t, "FillMask", a, model[T]{from.Shape(), filled})
	b.FillIndex(v, m)
	checkEqual(t, "FillIndex", b, model[T]{from.Shape(), filled})
	a.SetMask(m, got)
	checkEqual(t, "SetMask", a, modelOf(from))
}

func onesLike(shape []int) []int {
	s := make([]int, len(shape))
	for i := range s {
		s[i] = 1
	}
	return s
}

// TestMaskLarge compares results on several threads with those on one.
func TestMaskLarge(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 1))
	n := 3*parallelMin + 77
	a, m := Arange(0, n, 1), randomMask(r, 3, n)
	want := masked(a, m)
	all := func() []Array[int] {
		b, c := a.Copy(), As[int](As[int32](a))
		b.FillMask(m, -1)
		PutMask(c, m, a.Neg())
		at := FlatNonzero(m)
		out := []Array[int]{a.Mask(m), at, a.Take(at, 0), b, c, a.Index(at), a.TakeAlongAxis(at, 0)}
		square := a.Slice(R(0, 300*300)).Reshape(300, 300)
		ix := Arange(299, -1, -3).Reshape(10, 10)
		return append(out, square.Take(ix, 0), square.Take(ix, 1), square.T().Index(All, ix), square.Index(NewAxis, ix, All))
	}
	got := all()
	for i := range 3 {
		checkEqual(t, "large", got[[]int{0, 2, 5}[i]], model[int]{[]int{len(want)}, want})
	}
	defer threadctl.SetBudget(threadctl.SetBudget(1))
	for i, one := range all() {
		if !slices.Equal(elemsOf(one), elemsOf(got[i])) {
			t.Errorf("result %d depends on the number of threads", i)
		}
	}
}

func TestMaskOverlap(t *testing.T) {
	m := Of(true, false, true, true)
	m.FillMask(m, false)
	checkEqual(t, "a mask of itself", m, modelOf(Zeros[bool](4)))
	long := randomMask(rand.New(rand.NewPCG(1, 1)), 2, 100)
	long.FillMask(long, false)
	checkEqual(t, "a long mask of itself", long, modelOf(Zeros[bool](100)))
	a := Arange(0, 6, 1)
	a.SetMask(Of(true, true, true, true, true, false), a.Slice(R(1, 6)))
	checkEqual(t, "shifted", a, modelOf(Of(1, 2, 3, 4, 5, 5)))
	a.SetIndex(a, a.Slice(RS(End, Begin, -1))) // a[[5,5,4,3,2,1]] = a
	checkEqual(t, "SetIndex", a, modelOf(Of(1, 5, 5, 4, 3, 2)))
	a.SetIndex(Of(7), a.Mask(Of(true, false, false, false, false, false)))
	checkEqual(t, "SetIndex", a, modelOf(Of(1, 7, 5, 4, 3, 2)))
	IndexTo(a, a, Of(1, 0, 0, 3, 5, 4))
	checkEqual(t, "IndexTo", a, modelOf(Of(7, 1, 1, 4, 2, 3)))
	TakeTo(a, a, Of(5, 4, 3, 2, 1, 0), 0)
	checkEqual(t, "TakeTo", a, modelOf(Of(3, 2, 4, 1, 1, 7)))
	b := Of(2, 0, 1)
	TakeTo(b, Of(10, 11, 12), b, 0)
	checkEqual(t, "TakeTo", b, modelOf(Of(12, 10, 11)))
	c := Of(2, 0, 1)
	TakeAlongAxisTo(c, c, c, 0)
	checkEqual(t, "TakeAlongAxisTo", c, modelOf(Of(1, 2, 0)))
	PutAlongAxis(c, c, c.Slice(RS(End, Begin, -1)), 0)
	checkEqual(t, "PutAlongAxis", c, modelOf(Of(1, 0, 2)))
	c.Put(c, c)
	checkEqual(t, "Put", c, modelOf(Of(0, 1, 2)))
	ArgSortTo(c, c.Slice(RS(End, Begin, -1)), 0)
	checkEqual(t, "ArgSortTo", c, modelOf(Of(2, 1, 0)))
	PutMask(c, Of(true, true, false), c.Slice(R(1, 3)))
	checkEqual(t, "PutMask", c, modelOf(Of(1, 0, 0)))
	in := Of(true, false, true)
	IsInTo(in, in.Slice(RS(End, Begin, -1)), in.Slice(R(0, 1)))
	checkEqual(t, "IsInTo", in, modelOf(Of(true, false, true)))
}

// TestIndexMisuse wants a failure of the right kind, and nothing written.
func TestIndexMisuse(t *testing.T) {
	a := rampOf([]int{2, 3})
	shut := a.BroadcastTo(2, 3)
	for _, f := range []func(){
		func() { shut.SetIndex(Of(1), 0) }, func() { shut.FillIndex(1, 0) }, func() { shut.SetMask(Of(true, false), Of(1)) },
		func() { shut.FillMask(Of(true, false), 1) }, func() { shut.Put(Of(0), Of(1)) }, func() { IndexTo(shut, a, All) },
		func() { TakeTo(shut, a, Of(0, 1), 0) }, func() { PutAlongAxis(shut, Zeros[int](1, 3), Of(1), 0) },
		func() { Place(shut, Ones[int](2, 3).GreaterScalar(0), Of(1)) }, func() { PutMask(shut, Ones[int](2, 3).GreaterScalar(0), Of(1)) },
		func() { SortIn(shut, 0) }, func() { SortTo(shut, a, 0) }, func() { PartitionIn(shut, 0, 0) }, func() { ArgSortTo(shut, a, 0) },
		func() { SortFuncIn(shut, 0, func(x, y int) int { return x - y }) }, func() { TakeAlongAxisTo(shut, a, a, 0) },
		func() { ArgMaxAxisTo(shut, Zeros[int](2, 3, 4), 2) }, func() { SearchSortedTo(shut, Of(1), a, Left) },
	} {
		checkKind(t, ErrReadOnly, f)
	}
	for _, f := range []func(){
		func() { a.Index("x") }, func() { a.Index(1.5) }, func() { a.Index(Rest, Rest) }, func() { a.Index(0, 0, 0) },
		func() { a.Index(Of(0.5)) }, func() { a.Index(Of("x")) }, func() { a.SetIndex(Of(1), Of(0, 2)) }, func() { a.FillIndex(1, 0, -4) },
		func() { a.Mask(Zeros[bool](3)) }, func() { a.Mask(Zeros[bool](2, 3, 1)) }, func() { a.SetMask(Zeros[bool](3, 2), Of(1)) },
		func() { a.FillMask(Zeros[bool](2, 2), 1) }, func() { a.Take(Of(3), 1) }, func() { a.TakeFlat(Of(6)) }, func() { a.T().TakeFlat(Of(-7)) },
		func() { a.Put(Of(0, 9), Of(1)) }, func() { a.TakeAlongAxis(Of(0, 2, 0).Reshape(1, 3), 0) },
		func() { PutAlongAxis(a, Of(0, 2, 0).Reshape(1, 3), Of(5), 0) }, func() { Partition(a, 3, 1) }, func() { ArgPartition(a, -4, 1) },
		func() { UnravelIndex(Of(6), 2, 3) }, func() { RavelMultiIndex([]Array[int]{Of(2)}, []int{2}, IndexRaise) },
	} {
		checkKind(t, ErrIndex, f)
	}
	for _, f := range []func(){
		func() { a.SetIndex(Of(1, 2), []int{0}) }, func() { a.SetMask(Of(true, true), Zeros[int](3, 3)) }, func() { IndexTo(Zeros[int](2), a, 0) },
		func() { TakeTo(Zeros[int](2), a, Of(0), 0) }, func() { a.TakeAlongAxis(Of(0), 0) }, func() { PutAlongAxis(a, Zeros[int](1, 3), Of(1, 2), 0) },
		func() { Compress(Zeros[bool](2, 3), a, 0) }, func() { Place(a, Zeros[bool](5), Of(1)) }, func() { PutMask(a, Zeros[bool](5), Of(1)) },
		func() { SortTo(Zeros[int](3, 2), a, 0) }, func() { ArgSortTo(Zeros[int](2, 2, 3), a, 0) }, func() { SearchSorted(a, Of(1), Left) },
		func() { SearchSortedBy(Of(1, 2), Of(1), Left, Of(0)) }, func() { Digitize(Of(1), a, true) }, func() { ArgMax(Zeros[int](0)) },
		func() { ArgMinAxis(Zeros[int](2, 0), 1) }, func() { ArgMaxAxisTo(Zeros[int](2), a, 0) }, func() { LexSort(0, a, Of(1)) },
		func() { Nonzero(Zeros[int]()) }, func() { UnravelIndex(Of(0), -1) }, func() { IsInTo(Zeros[bool](2), a, a) },
		func() { SearchSortedTo(Zeros[int](2), Of(1), Of(1), Left) }, func() { RavelMultiIndex(nil, []int{2}, IndexRaise) },
	} {
		checkKind(t, ErrShape, f)
	}
	for _, f := range []func(){
		func() { a.Take(Of(0), 2) }, func() { Sort(a, 2) }, func() { a.SortIn(-3) }, func() { ArgSort(Zeros[int](), 0) }, func() { ArgMaxAxis(a, 5) },
		func() { Compress(Of(true), a, 2) }, func() { TopK(a, 1, 2) }, func() { UniqueAxis(a, 2) }, func() { CountNonzeroAxis(a, 0, 0) },
		func() { SortFunc(a, 2, func(x, y int) int { return 0 }) }, func() { LexSort(2, a) }, func() { TakeAlongAxis(a, a, 2) },
		func() { TakeTo(Zeros[int](1), Of(1), Of(0), 1) }, func() { Partition(a, 0, 2) },
	} {
		checkKind(t, ErrAxis, f)
	}
	for _, f := range []func(){
		func() { LexSort(0) }, func() { TopK(a, 3, 0) }, func() { TopK(a, -1, 0) }, func() { Digitize(Of(1), Of(1, 3, 2), true) },
		func() { Select([]Array[bool]{}, []Array[int]{}, 0) }, func() { Select([]Array[bool]{Of(true)}, []Array[int]{}, 0) },
		func() { Choose(Of(2), []Array[int]{Of(1), Of(2)}, IndexRaise) }, func() { Place(a, a.GreaterScalar(0), Zeros[int](0)) },
		func() { a.Put(Of(0), Zeros[int](0)) },
	} {
		checkKind(t, ErrValue, f)
	}
	pairs := Zeros[maskPair](2)
	for _, f := range []func(){
		func() { pairs.Sort(0) }, func() { pairs.SortIn(0) }, func() { pairs.ArgSort(0) }, func() { pairs.ArgMax() }, func() { pairs.ArgMinAxis(0) },
		func() { pairs.Partition(0, 0) }, func() { pairs.ArgPartition(0, 0) }, func() { pairs.SortDescending(0) }, func() { LexSort(0, pairs) },
	} {
		checkKind(t, ErrDType, f)
	}
	checkEqual(t, "nothing is written", a, modelOf(rampOf([]int{2, 3})))
}

// checkKind wants f to panic with an *Error of that kind.
func checkKind(t *testing.T, kind error, f func()) {
	t.Helper()
	_, err := Try(func() int { f(); return 0 })
	if e, ok := err.(*Error); !ok || e.Kind != kind {
		t.Errorf("%v, want %v", err, kind)
	}
}
