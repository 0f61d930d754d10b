package ndarray

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"unsafe"

	"github.com/lanewise/lanewise/kernels/kerneltest"
)

func TestIterators(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for range 100 {
		shape := randomShape(r)
		a := randomView(r, Arange(0, product(shape), 1).Reshape(shape...))
		m := modelOf(a)
		i := 0
		for ix, v := range a.All() {
			if v != m.elems[i] || !slices.Equal(ix, index(shape, i)) {
				t.Fatal("All", ix, v)
			}
			i++
		}
		for p := range a.Ptrs() {
			*p *= 2
		}
		checkEqual(t, "Ptrs", a, build(shape, func(ix []int) int { return 2 * m.at(ix) }))
		if i != a.Size() {
			t.Fatal(i, "elements")
		}
		for axis := range shape {
			if product(shape) == 0 {
				continue
			}
			moved := a.MoveAxis([]int{axis}, []int{-1})
			lanes := moved.Reshape(-1, shape[axis]) // in the order of Lanes
			k := 0
			for lane := range a.Lanes(axis - len(shape)*r.IntN(2)) {
				checkEqual(t, "Lanes", lane, modelOf(lanes.Row(k)))
				k++
			}
			if k != lanes.Len() {
				t.Fatal(k, "lanes of", shape, axis)
			}
		}
		own := randomOperandShape(r, shape)
		b := randomView(r, Arange(0.0, float64(product(own)), 1).Reshape(own...))
		mb, n := modelOf(b).broadcast(shape), 0
		for p, q := range Zip2(a, b) {
			if *p != 2*m.elems[n] || *q != mb.elems[n] {
				t.Fatal("Zip2", n)
			}
			n++
		}
		if n != a.Size() {
			t.Fatal("Zip2 ended after", n)
		}
	}
	n := 0
	a := Zeros[int](3, 4)
	for i, row := range a.Rows() {
		row.Fill(i)
		n++
	}
	if n != 3 || a.Sum() != 12 {
		t.Error(a)
	}
	for range a.All() {
		break
	}
	for range Zeros[int](0, 3).Rows() {
		t.Error("a row")
	}
	for l := range Zeros[int](2, 0).Lanes(1) {
		if l.Size() != 0 {
			t.Error(l)
		}
		n++
	}
	if n != 5 {
		t.Error("lanes of length 0:", n)
	}
}

func TestMap(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	for range 100 {
		shape := randomShape(r)
		a := randomView(r, Arange(0, product(shape), 1).Reshape(shape...))
		own := randomOperandShape(r, shape)
		b := randomView(r, Arange(0.0, float64(product(own)), 1).Reshape(own...))
		ma, mb := modelOf(a), modelOf(b)
		checkEqual(t, "Map", Map(a, func(v int) string { return fmt.Sprint(v) }), build(shape, func(ix []int) string { return fmt.Sprint(ma.at(ix)) }))
		f := func(x int, y float64) float32 { return float32(x) - float32(10*y) }
		want := build(shape, func(ix []int) float32 { return f(ma.at(ix), mb.at(ix)) })
		checkEqual(t, "Map2", Map2(a, b, f), want)
		checkEqual(t, "Map2To", Map2To(randomView(r, Zeros[float32](shape...)), a, b, f), want)
	}
	s := Arange(0, 10, 1)
	MapTo(s.Slice(R(1, End)), s.Slice(R(0, 9)), func(v int) int { return v + 1 })
	checkSlice(t, s, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9)
}

type trade struct {
	Name  string
	Price float64
	Lot   struct{ Size int32 }
	inner
}

type inner struct {
	Flag  bool
	Level int16
}

type linked struct{ *inner }

func TestField(t *testing.T) {
	a := Zeros[trade](2, 3)
	prices := Field[float64](a, "Price")
	prices.Assign(Arange(0.0, 6, 1).Reshape(2, 3))
	Field[int16](a.T(), "Level").Fill(7)
	Field[string](a, "Name").Slice(All, I(1)).Fill("b")
	Field[bool](a, "Flag").Row(1).Fill(true)
	if v := a.At(1, 1); v.Price != 4 || v.Level != 7 || v.Name != "b" || !v.Flag || a.At(0, 0).Name != "" || a.At(0, 0).Flag {
		t.Error(a)
	}
	if prices.Sum() != 15 || Exp(prices.MulScalar(0)).Sum() != 6 || prices.AddScalar(1).Sum() != 21 {
		t.Error("operations on a field")
	}
	if !Field[float64](a.BroadcastTo(2, 2, 3), "Price").IsReadOnly() || Field[float64](Zeros[trade](0), "Price").Size() != 0 {
		t.Error("Field of special arrays")
	}
	checkPanic(t, ErrDType, "ndarray: Field: int is no struct", func() { Field[int](Of(1), "X") })
	checkPanic(t, ErrDType, `ndarray: Field: ndarray.trade has no exported field "price"`, func() { Field[int](a, "price") })
	checkPanic(t, ErrDType, `ndarray: Field: ndarray.trade has no exported field "inner"`, func() { Field[inner](a, "inner") })
	checkPanic(t, ErrDType, "ndarray: Field: field Price of ndarray.trade is of type float64, not int64", func() { Field[int64](a, "Price") })
	checkPanic(t, ErrDType, "ndarray: Field: field Level of ndarray.linked is behind a pointer", func() { Field[int16](Zeros[linked](1), "Level") })
}

func TestParts(t *testing.T) {
	z := Of(1+2i, 3+4i, 5+6i)
	re, im := RealPart[float64](z), ImagPart[float64](z.Slice(RS(End, Begin, -2)))
	checkEqual(t, "RealPart", re, model[float64]{[]int{3}, []float64{1, 3, 5}})
	im.Fill(0)
	checkSlice(t, z, 1, 3+4i, 5)
	re.Assign(ImagPart[float64](z)) // interleaved, not the same memory
	checkSlice(t, z, 0, 4+4i, 0)
	checkPanic(t, ErrDType, "ndarray: RealPart: parts of complex128 are not float32", func() { RealPart[float32](z) })
}

func TestView(t *testing.T) {
	z := Of(1+2i, 3+4i)
	checkEqual(t, "View", View[float64](z), model[float64]{[]int{4}, []float64{1, 2, 3, 4}})
	f := Arange(0.0, 8, 1).Reshape(2, 4)
	checkEqual(t, "View", View[complex128](f.Slice(RS(End, Begin, -1))), model[complex128]{[]int{2, 2}, []complex128{4 + 5i, 6 + 7i, 0 + 1i, 2 + 3i}})
	View[uint64](f).Row(0).Fill(0)
	if f.Row(0).Sum() != 0 || View[celsius](f).At(1, 1) != 5 || View[int](Of[int64](7)).At(0) != 7 || View[[2]float64](f).At(1, 0) != [2]float64{4, 5} {
		t.Error(f)
	}
	if v := View[uint8](Zeros[int32](3, 0)); !slices.Equal(v.Shape(), []int{3, 0}) {
		t.Error(v.Shape())
	}
	bytes := Zeros[byte](17)
	odd := bytes.Slice(R(1, 17))
	if uintptr(unsafe.Pointer(bytes.p))%8 == 0 {
		checkPanic(t, ErrValue, "ndarray: View: the memory is not aligned for elements of type uint64", func() { View[uint64](odd) })
	}
	checkPanic(t, ErrDType, "ndarray: View: elements of type string can't be seen as [2]int", func() { View[[2]int](Of("a")) })
	checkPanic(t, ErrDType, "ndarray: View: elements of type int can't be seen as *int", func() { View[*int](Of(1)) })
	checkPanic(t, ErrDType, "ndarray: View: elements of type uint8 can't be seen as bool", func() { View[bool](bytes) })
	checkPanic(t, ErrDType, "ndarray: View: elements of type uint8 can't be seen as struct {}", func() { View[struct{}](bytes) })
	checkPanic(t, ErrShape, "ndarray: View: 17 bytes along the last axis, no multiple of the 2 of uint16", func() { View[uint16](bytes) })
	checkPanic(t, ErrShape, "ndarray: View: the elements along the last axis have gaps: strides (-1,) of 1 bytes", func() { View[uint16](bytes.Flip()) })
	checkPanic(t, ErrShape, "ndarray: View: an array without axes has no room for elements of type uint16", func() { View[uint16](Full(byte(1))) })
}

// TestCopies holds copies by kernels, also by several threads, against loops.
func TestCopies(t *testing.T) {
	t.Run("uint8", checkCopies[uint8])
	t.Run("int16", checkCopies[int16])
	t.Run("float32", checkCopies[float32])
	t.Run("int", checkCopies[int])
	t.Run("complex128", checkCopies[complex128])
}

func checkCopies[T Number](t *testing.T) {
	r := rand.New(rand.NewPCG(9, 10))
	for range 60 {
		shape := []int{1 + r.IntN(9), 1 + r.IntN(30), 1 + r.IntN(30)}
		checkCopy(t, r, numbered[T](shape...))
	}
	if !testing.Short() {
		checkCopy(t, r, numbered[T](300, 1, 301))
	}
}

func numbered[T Number](shape ...int) Array[T] {
	return convert(Zeros[T](shape...), FromFunc(func(ix []int) float64 { return float64((1000*ix[0] + 31*ix[1] + ix[2]) % 127) }, shape...))
}

func checkCopy[T Number](t *testing.T, r *rand.Rand, a Array[T]) {
	t.Helper()
	for _, in := range []Array[T]{a, a.Flip(2), a.Slice(All, All, R(0, 1)), a.Slice(R(0, 1)), randomView(r, a)} {
		out := a.Permute(1, 2, 0).Copy().Permute(2, 0, 1).Slice(RS(End, Begin, -1))
		out.Assign(in)
		for i, v := range in.BroadcastTo(a.Shape()...).All() {
			if out.At(i...) != v {
				t.Fatalf("shape %v: element %v is %v, want %v", a.Shape(), i, out.At(i...), v)
			}
		}
	}
}

func TestManipAllocations(t *testing.T) {
	a, out := Zeros[float64](64, 64), Zeros[float64](64, 64)
	tr, flip := a.T(), a.Flip(1)
	half := a.Slice(R(0, 32))
	for _, k := range []struct {
		name string
		want float64
		f    func()
	}{
		{"Assign transposed", 0, func() { out.Assign(tr) }},
		{"Assign flipped", 0, func() { out.Assign(flip) }},
		{"Fill", 0, func() { out.Fill(1) }},
		{"Map", 1, func() { Map(a, func(x float64) float64 { return x + 1 }) }},
		{"MapTo", 0, func() { MapTo(out, a, func(x float64) float64 { return x + 1 }) }},
		{"ConcatTo", 1, func() { ConcatTo(out, 0, half, half) }},
	} {
		if got := testing.AllocsPerRun(50, k.f); !kerneltest.RaceEnabled && got > k.want {
			t.Errorf("%s: %v allocations, want %v", k.name, got, k.want)
		}
	}
}
