package ndarray

import (
	"bytes"
	"math/rand/v2"
	"slices"
	"testing"
	"unsafe"

	"github.com/lanewise/lanewise/ndarray/internal/golden"
)

// bitsOf returns the memory of the elements of a in C order.
func bitsOf[T any](a Array[T]) []byte {
	x := elemsOf(a)
	return unsafe.Slice((*byte)(pointerTo(x)), len(x)*int(unsafe.Sizeof(*new(T))))
}

// checkBits wants the elements of want, bit for bit.
func checkBits[T any](t *testing.T, what string, got Array[T], want golden.Array) {
	t.Helper()
	if w := goldenOf[T](t, want); !slices.Equal(got.Shape(), want.Shape) || !bytes.Equal(bitsOf(got), bitsOf(w)) {
		t.Fatalf("%s: %v, want %v", what, got, w)
	}
}

func TestGoldenOrder(t *testing.T) {
	for _, c := range golden.Cases(t, "order") {
		switch c.In[0].Type {
		case "float64":
			goldenOrder[float64](t, c)
		case "float32":
			goldenOrder[float32](t, c)
		case "int64":
			goldenOrder[int64](t, c)
		case "int32":
			goldenOrder[int32](t, c)
		case "int16":
			goldenOrder[int16](t, c)
		case "int8":
			goldenOrder[int8](t, c)
		case "uint64":
			goldenOrder[uint64](t, c)
		case "uint32":
			goldenOrder[uint32](t, c)
		case "uint16":
			goldenOrder[uint16](t, c)
		case "uint8":
			goldenOrder[uint8](t, c)
		case "complex128":
			goldenOrder[complex128](t, c)
		case "complex64":
			goldenOrder[complex64](t, c)
		case "bool":
			goldenOrder[bool](t, c)
		default:
			t.Fatal(c.In[0].Type)
		}
	}
}

func goldenOrder[T Sortable](t *testing.T, c golden.Case) {
	r := rand.New(rand.NewPCG(5, 6))
	what := c.Name + " of " + c.In[0].Type
	a := randomView(r, goldenOf[T](t, c.In[0]))
	axis := golden.Arg[int](t, c, "axis")
	switch c.Name {
	case "sort":
		goldenSort(t, what, a, axis, c.Out[0], goldenInts(t, c.Out[1]))
	case "argmax":
		if c.Err != "" {
			goldenFails(t, c, what, func() { ArgMaxAxis(a, axis) })
			return
		}
		goldenArgMax(t, what, a, axis, c.Out)
	case "searchsorted", "searchsorted_by":
		v := randomView(r, goldenOf[T](t, c.In[1]))
		for i, side := range []Side{Left, Right} {
			want := modelOf(goldenInts(t, c.Out[i]))
			if c.Name == "searchsorted_by" {
				checkEqual(t, what, SearchSortedBy(a, v, side, goldenInts(t, c.In[2])), want)
				continue
			}
			checkEqual(t, what, SearchSorted(a, v, side), want)
			checkEqual(t, what, SearchSortedTo(randomView(r, Zeros[int](v.Shape()...)), a, v, side), want)
		}
	case "lexsort":
		keys := []Key{a, randomView(r, goldenOf[uint8](t, c.In[1])), randomView(r, goldenOf[bool](t, c.In[2]))}
		checkEqual(t, what, LexSort(axis, keys...), modelOf(goldenInts(t, c.Out[0])))
	case "digitize":
		digitizeCases[c.In[0].Type](t, c)
	default:
		t.Fatal(c.Name)
	}
}

var digitizeCases = map[string]func(t *testing.T, c golden.Case){
	"float64": goldenDigitize[float64], "float32": goldenDigitize[float32],
	"int64": goldenDigitize[int64], "int32": goldenDigitize[int32], "int16": goldenDigitize[int16], "int8": goldenDigitize[int8],
	"uint64": goldenDigitize[uint64], "uint32": goldenDigitize[uint32], "uint16": goldenDigitize[uint16], "uint8": goldenDigitize[uint8],
}

func goldenDigitize[T Real](t *testing.T, c golden.Case) {
	x, bins, right := goldenOf[T](t, c.In[0]), goldenOf[T](t, c.In[1]), golden.Arg[bool](t, c, "right")
	if c.Err != "" {
		goldenFails(t, c, "digitize", func() { Digitize(x, bins, right) })
		return
	}
	checkEqual(t, "digitize", Digitize(x, bins, right), modelOf(goldenInts(t, c.Out[0])))
}

func goldenArgMax[T Sortable](t *testing.T, what string, a Array[T], axis int, out []golden.Array) {
	most, least := modelOf(goldenInts(t, out[0])), modelOf(goldenInts(t, out[1]))
	checkEqual(t, what, ArgMaxAxis(a, axis), most)
	checkEqual(t, what, a.ArgMaxAxis(axis), most)
	checkEqual(t, what, ArgMinAxis(a, axis), least)
	checkEqual(t, what, ArgMaxAxisTo(Zeros[int](most.shape...), a, axis), most)
	checkEqual(t, what, ArgMinAxisTo(Zeros[int](most.shape...), a, axis), least)
	if len(out) == 4 {
		if got, want := ArgMax(a), goldenInts(t, out[2]).Item(); got != want || a.ArgMax() != want {
			t.Errorf("%s: ArgMax %d, want %d", what, got, want)
		}
		if got, want := ArgMin(a), goldenInts(t, out[3]).Item(); got != want || a.ArgMin() != want {
			t.Errorf("%s: ArgMin %d, want %d", what, got, want)
		}
	}
}

// goldenSort checks everything that follows from a stable order.
func goldenSort[T Sortable](t *testing.T, what string, a Array[T], axis int, sorted golden.Array, order Array[int]) {
	r := rand.New(rand.NewPCG(7, 8))
	room := func() Array[T] { return randomView(r, Zeros[T](a.Shape()...)) }
	checkBits(t, what, Sort(a, axis), sorted)
	checkBits(t, what, a.Sort(axis), sorted)
	checkBits(t, what, SortTo(room(), a, axis), sorted)
	in := room().Assign(a)
	in.SortIn(axis)
	checkBits(t, what, in, sorted)
	checkBits(t, what, SortTo(in.Assign(a), in, axis), sorted)
	checkEqual(t, what, ArgSort(a, axis), modelOf(order))
	checkEqual(t, what, ArgSortTo(randomView(r, Zeros[int](a.Shape()...)), a, axis), modelOf(order))
	checkBits(t, what, TakeAlongAxis(a, order, axis), sorted)
	goldenDescending(t, what, a, axis)
	k := order.Shape()[axis+boolInt(axis < 0)*a.NDim()]
	if a.Size() == 0 {
		return
	}
	for _, kth := range []int{0, k / 2, -1} {
		goldenPartition(t, what, a, kth, axis, sorted)
	}
	for _, n := range []int{0, 1, k / 2, k} {
		ix := axisIx(a.NDim(), (axis+a.NDim())%a.NDim(), R(0, n))
		values, at := BottomK(a, n, axis)
		checkEqual(t, what, at, modelOf(order.Slice(ix...)))
		checkEqual(t, what, ArgBottomK(a, n, axis), modelOf(at))
		if !bytes.Equal(bitsOf(values), bitsOf(Sort(a, axis).Slice(ix...))) {
			t.Errorf("%s: BottomK %v", what, values)
		}
		values, at = TopK(a, n, axis)
		checkEqual(t, what, at, modelOf(ArgSortDescending(a, axis).Slice(ix...)))
		checkEqual(t, what, ArgTopK(a, n, axis), modelOf(at))
		if !bytes.Equal(bitsOf(values), bitsOf(SortDescending(a, axis).Slice(ix...))) {
			t.Errorf("%s: TopK %v", what, values)
		}
	}
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

// goldenDescending holds the descending forms to the ascending ones of the array
// backwards: what is equal keeps its order.
func goldenDescending[T Sortable](t *testing.T, what string, a Array[T], axis int) {
	d := (axis + a.NDim()) % a.NDim()
	backwards := axisIx(a.NDim(), d, RS(End, Begin, -1))
	want := Sort(a.Slice(backwards...), axis).Slice(backwards...)
	order := ArgSort(a.Slice(backwards...), axis).Slice(backwards...).Neg().AddScalar(a.Shape()[d] - 1)
	bits := bitsOf(want)
	in := a.Copy()
	SortDescendingIn(in, axis)
	for _, got := range []Array[T]{SortDescending(a, axis), a.SortDescending(axis), SortDescendingTo(a.Copy(), a, axis), in} {
		if !bytes.Equal(bitsOf(got), bits) {
			t.Errorf("%s: descending %v, want %v", what, got, want)
		}
	}
	checkEqual(t, what, ArgSortDescending(a, axis), modelOf(order))
	checkEqual(t, what, a.ArgSortDescending(axis), modelOf(order))
	checkEqual(t, what, ArgSortDescendingTo(Zeros[int](a.Shape()...), a, axis), modelOf(order))
}

func goldenPartition[T Sortable](t *testing.T, what string, a Array[T], kth, axis int, sorted golden.Array) {
	d := (axis + a.NDim()) % a.NDim()
	n := a.Shape()[d]
	k := (kth + n) % n
	order := orderFor[T]("", a.lay.kind)
	in := a.Copy()
	PartitionIn(in, kth, axis)
	at := ArgPartition(a, kth, axis)
	for _, got := range []Array[T]{Partition(a, kth, axis), a.Partition(kth, axis), PartitionTo(a.Copy(), a, kth, axis), in, TakeAlongAxis(a, at, axis)} {
		checkSameElements(t, what, got, sorted, axis)
		ends := axisIx(a.NDim(), d, R(k, k+1))
		for i, v := range elemsOf(got) {
			ix := index(got.Shape(), i)
			pos := ix[d]
			ix[d] = 0
			pair := []T{v, got.Slice(ends...).At(ix...)}
			if c := order.compare(pointerTo(pair), 0, 1); pos < k && c > 0 || pos > k && c < 0 {
				t.Fatalf("%s: partition at %d: %v", what, k, got)
			}
		}
	}
	one := axisIx(a.NDim(), d, R(k, k+1))
	checkEqual(t, what, at.Slice(one...), modelOf(ArgSort(a, axis).Slice(one...)))
}

// checkSameElements wants the lanes of got to hold what those of sorted do.
func checkSameElements[T Sortable](t *testing.T, what string, got Array[T], sorted golden.Array, axis int) {
	t.Helper()
	a, b := Sort(got, axis), goldenOf[T](t, sorted)
	order := orderFor[T]("", a.lay.kind)
	for i := range elemsOf(a) {
		pair := []T{elemsOf(a)[i], elemsOf(b)[i]}
		if order.compare(pointerTo(pair), 0, 1) != 0 {
			t.Fatalf("%s: elements %v, want %v", what, a, b)
		}
	}
}
