package ndarray

import (
	"errors"
	"math"
	"slices"
	"testing"
	"time"
)

func TestFromSliceSharesAndOfCopies(t *testing.T) {
	s := []int{1, 2, 3, 4, 5, 6}
	a, c := FromSlice(s, 2, 3), Of(s...)
	a.Set(50, 1, -2)
	s[0] = 10
	if a.At(0, 0) != 10 || s[4] != 50 || c.At(0) != 1 || c.At(4) != 5 {
		t.Error(a, c, s)
	}
	if d, ok := a.Data(); !ok || &d[0] != &s[0] || len(d) != 6 {
		t.Error("Data is not the slice")
	}
	if _, ok := a.T().Data(); ok {
		t.Error("Data of a transposed array")
	}
	if _, ok := a.BroadcastTo(2, 3).Data(); ok {
		t.Error("Data of a read-only array")
	}
	if FromSlice(s).NDim() != 1 || FromSlice(s, 6, 1, 1).NDim() != 3 {
		t.Error("NDim")
	}
}

func TestZeroArrayIsEmpty(t *testing.T) {
	var a Array[float64]
	if a.Size() != 0 || a.Len() != 0 || a.NDim() != 1 || a.Sum() != 0 || a.String() != "[]" {
		t.Error(a.Shape(), a)
	}
	if got := a.Add(a).AddScalar(1).Exp().Copy().T().Slice(R(0, 5)).Reshape(0, 3); !slices.Equal(got.Shape(), []int{0, 3}) {
		t.Error(got.Shape())
	}
	a.Fill(3)
	a.Assign(a)
}

func TestProperties(t *testing.T) {
	a := Zeros[int16](2, 3, 4)
	if !slices.Equal(a.Strides(), []int{24, 8, 2}) || a.Len() != 2 || a.Size() != 24 {
		t.Error(a.Strides(), a.Len(), a.Size())
	}
	a.Shape()[0], a.Strides()[0] = 100, 100 // copies
	if a.Len() != 2 || a.layout().strides()[0] != 24 {
		t.Error("the layout changed")
	}
	if b := Full(7); b.NDim() != 0 || b.Size() != 1 || b.Item() != 7 || b.At() != 7 {
		t.Error(b)
	}
	b := Of(1, 2, 3)
	if b.Slice(R(1, 2)).Item() != 2 || b.At(-1) != 3 || Of(1, 2).Reshape(1, 2).At2(-1, 1) != 2 {
		t.Error("Item, At, At2")
	}
	if Ones[complex64](2, 2).Sum() != 4 {
		t.Error("Ones")
	}
}

func TestRowAllocatesOnce(t *testing.T) {
	a := Zeros[float64](10, 3)
	a.Row(0)
	if n := testing.AllocsPerRun(100, func() { a.Row(3).Set(1, 2) }); n != 0 {
		t.Error(n, "allocations")
	}
	if a.At(3, 2) != 1 || a.Row(-7).At(2) != 1 {
		t.Error(a)
	}
}

func TestManyDimensions(t *testing.T) {
	shape := slices.Repeat([]int{1}, 62)
	shape[0], shape[30], shape[61] = 2, 3, 4
	a := Arange(0, 24, 1).Reshape(shape...)
	for _, v := range []Array[int]{a, a.T(), a.Add(a.T().T()).Slice(Rest, RS(End, Begin, -1)), a.BroadcastTo(append([]int{2, 2}, shape...)...)} {
		m := modelOf(v)
		checkEqual(t, "62 axes", v, m)
		checkEqual(t, "62 axes, sum", v.Add(v.Copy()), build(m.shape, func(ix []int) int { return 2 * m.at(ix) }))
	}
	if a.T().SumAxis(0, 31).Sum() != 276 {
		t.Error("sum over two of 62 axes")
	}
}

func TestErrors(t *testing.T) {
	a := Zeros[float64](2, 3)
	for _, c := range []struct {
		kind error
		text string
		f    func()
	}{
		{ErrShape, "ndarray: Zeros: negative dimensions are not allowed: shape (2,-1)", func() { Zeros[int](2, -1) }},
		{ErrShape, "ndarray: Zeros: array is too big: shape (9223372036854775807,9223372036854775807) of elements of 8 bytes", func() { Zeros[int](math.MaxInt, math.MaxInt) }},
		{ErrShape, "ndarray: Full: array is too big: shape (140737488355329,) of elements of 1 bytes", func() { Full(int8(1), 1<<47+1) }},
		{ErrShape, "ndarray: Zeros: array is too big: shape (0,4611686018427387904,8) of elements of 8 bytes", func() { Zeros[int](0, 1<<62, 8) }},
		{ErrShape, "ndarray: Ones: 65 dimensions, at most 64 are supported", func() { Ones[int](make([]int, 65)...) }},
		{ErrShape, "ndarray: FromSlice: cannot shape 3 elements as (2,)", func() { FromSlice([]int{1, 2, 3}, 2) }},
		{ErrShape, "ndarray: Arange: step is 0", func() { Arange(0, 1, 0) }},
		{ErrShape, "ndarray: Arange: +Inf elements from 0 to +Inf in steps of 1", func() { Arange(0, math.Inf(1), 1) }},
		{ErrShape, "ndarray: Arange: NaN elements from 0 to NaN in steps of 1", func() { Arange(0, math.NaN(), 1) }},
		{ErrShape, "ndarray: Linspace: negative dimensions are not allowed: shape (-1,)", func() { Linspace(0.0, 1, -1) }},
		{ErrShape, "ndarray: Add: operands could not be broadcast together with shapes (2,3) (2,)", func() { a.Add(Zeros[float64](2)) }},
		{ErrShape, "ndarray: Mul: operands could not be broadcast together with shapes (2,) (3,)", func() { Mul(Of(1, 2), Of(1, 2, 3)) }},
		{ErrShape, "ndarray: Sub: output of shape (3,) does not match the broadcast shape (2,3)", func() { SubTo(Zeros[float64](3), a, a.Row(0)) }},
		{ErrShape, "ndarray: Exp: output of shape () does not match the broadcast shape (2,3)", func() { ExpTo(Zeros[float64](), a) }},
		{ErrShape, "ndarray: Reshape: cannot reshape array of size 6 into shape (4,-1)", func() { a.Reshape(4, -1) }},
		{ErrShape, "ndarray: Reshape: can only specify one unknown dimension, not shape (-1,2,-1)", func() { a.Reshape(-1, 2, -1) }},
		{ErrShape, "ndarray: Reshape: cannot reshape array of size 6 into shape (5,)", func() { a.Reshape(5) }},
		{ErrShape, "ndarray: Reshape: cannot reshape array of size 0 into shape (0,-1)", func() { Zeros[int](0).Reshape(0, -1) }},
		{ErrShape, "ndarray: TryView: can only specify one unknown dimension, not shape (-1,-1)", func() { a.TryView(-1, -1) }},
		{ErrShape, "ndarray: BroadcastTo: an array of shape (2,3) could not be broadcast to shape (3,)", func() { a.BroadcastTo(3) }},
		{ErrShape, "ndarray: BroadcastTo: array is too big: shape (4611686018427387904,2,3) of elements of 8 bytes", func() { a.BroadcastTo(1<<62, 2, 3) }},
		{ErrShape, "ndarray: Assign: could not broadcast input array from shape (2,3) into shape (3,)", func() { a.Row(0).Assign(a) }},
		{ErrShape, "ndarray: Item: only an array of size 1 has one item, not shape (2,3)", func() { a.Item() }},
		{ErrShape, "ndarray: Len: array of shape () has no length", func() { Full(1).Len() }},
		{ErrIndex, "ndarray: At: index 2 is out of bounds for axis 0 with size 2", func() { a.At(2, 0) }},
		{ErrIndex, "ndarray: At2: index -4 is out of bounds for axis 1 with size 3", func() { a.At2(0, -4) }},
		{ErrIndex, "ndarray: Set: 1 indices for an array of 2 dimensions", func() { a.Set(1, 0) }},
		{ErrIndex, "ndarray: Row: index -3 is out of bounds for axis 0 with size 2", func() { a.Row(-3) }},
		{ErrIndex, "ndarray: Row: array of shape () has no rows", func() { Full(1).Row(0) }},
		{ErrIndex, "ndarray: Slice: index 3 is out of bounds for axis 1 with size 3", func() { a.Slice(All, I(3)) }},
		{ErrIndex, "ndarray: Slice: too many indices for array: array is 2-dimensional, but 3 were indexed", func() { a.Slice(I(0), Rest, All, All) }},
		{ErrIndex, "ndarray: Slice: an index can only have a single Rest", func() { a.Slice(Rest, Rest) }},
		{ErrIndex, "ndarray: Slice: slice step cannot be zero", func() { a.Slice(RS(0, 1, 0)) }},
		{ErrAxis, "ndarray: SumAxis: axis 2 is out of bounds for array of dimension 2", func() { a.SumAxis(2) }},
		{ErrAxis, "ndarray: SumAxis: axis 1 is given twice", func() { a.SumAxis(-1, 1) }},
		{ErrDType, "ndarray: Add: not defined for elements of type string", func() { Of("a").Add(Of("b")) }},
		{ErrDType, "ndarray: Mul: not defined for elements of type bool", func() { Of(true).MulScalar(true) }},
		{ErrDType, "ndarray: Div: not defined for elements of type time.Duration", func() { Of(time.Second).Div(Of(time.Second)) }},
		{ErrDType, "ndarray: Exp: not defined for elements of type int", func() { Of(1).Exp() }},
		{ErrDType, "ndarray: Sum: not defined for elements of type bool", func() { Of(true).Sum() }},
		{ErrDType, "ndarray: SumAxis: not defined for elements of type string", func() { Of("a").SumAxis(0) }},
		{ErrReadOnly, "ndarray: Set: array of shape (2,3) is read-only", func() { a.BroadcastTo(2, 3).Set(1, 0, 0) }},
		{ErrReadOnly, "ndarray: Fill: array of shape (3,2) is read-only", func() { a.BroadcastTo(2, 3).T().Fill(1) }},
		{ErrReadOnly, "ndarray: Assign: array of shape (3,) is read-only", func() { a.BroadcastTo(4, 2, 3).Row(1).Row(0).Assign(a.Row(0)) }},
		{ErrReadOnly, "ndarray: Add: array of shape (6,) is read-only", func() { v := a.BroadcastTo(2, 3).Reshape(6); AddTo(v, v, v) }},
		{ErrReadOnly, "ndarray: Mul: array of shape (2,1) is read-only", func() { v := a.BroadcastTo(2, 3).Slice(All, R(0, 1)); MulScalarTo(v, v, 2) }},
		{ErrOverflow, "ndarray: Sum: the sum does not fit int8", func() { Full(int8(1), 128).Sum() }},
		{ErrOverflow, "ndarray: SumAxis: the sum does not fit uint8", func() { Full(uint8(128), 2, 2).SumAxis(1) }},
	} {
		checkPanic(t, c.kind, c.text, c.f)
	}
	if a.Sum() != 0 {
		t.Error("a failed operation wrote something")
	}
}

func TestTry(t *testing.T) {
	if v, err := Try(func() int { return 5 }); v != 5 || err != nil {
		t.Error(v, err)
	}
	var e *Error
	if _, err := Try(func() int { return Of(1).At(1) }); !errors.As(err, &e) || e.Op != "At" {
		t.Error(err)
	}
	defer func() {
		if r := recover(); r != "foreign" {
			t.Error(r)
		}
	}()
	Try(func() int { panic("foreign") })
}

func checkSlice[T comparable](t *testing.T, a Array[T], want ...T) {
	t.Helper()
	if got, ok := a.Data(); !ok || !slices.Equal(got, want) {
		t.Errorf("got %v want %v", got, want)
	}
}

func TestArange(t *testing.T) {
	checkSlice(t, Arange(0, 5, 2), 0, 2, 4)
	checkSlice(t, Arange(5, 0, -2), 5, 3, 1)
	checkSlice(t, Arange(5, 0, 1))
	checkSlice(t, Arange(0, 5, -1))
	checkSlice(t, Arange(3, 3, 1))
	checkSlice(t, Arange[int8](-128, 127, 100), -128, -28, 72)
	checkSlice(t, Arange[int8](127, -128, -128), 127, -1)
	checkSlice(t, Arange[uint8](250, 255, 3), 250, 253)
	checkSlice(t, Arange[int64](math.MinInt64, math.MaxInt64, math.MaxInt64), math.MinInt64, -1, math.MaxInt64-1)
	checkSlice(t, Arange(1, 2, 0.3), 1, 1.3, 1.6, 1.9000000000000001)
	if a := Arange(0, 1, 0.1); a.Len() != 10 || a.At(3) != 0.30000000000000004 {
		t.Error(a)
	}
	if a := Arange[float32](0, 1, 0.1); a.Len() != 10 || a.At(3) != 0.3 && a.At(3) != 0.30000001 {
		t.Error(a)
	}
}

func TestLinspace(t *testing.T) {
	checkSlice(t, Linspace(0.0, 1, 5), 0, 0.25, 0.5, 0.75, 1)
	checkSlice(t, Linspace(3.0, 7, 1), 3)
	checkSlice(t, Linspace(3.0, 7, 0))
	checkSlice(t, Linspace[float32](1, -1, 3), 1, 0, -1)
	checkSlice(t, Linspace(0, 5e-324*4, 9), 0, 0, 5e-324, 1e-323, 1e-323, 1e-323, 1.5e-323, 2e-323, 2e-323)
	if a := Linspace(0.1, 0.7, 7); a.At(6) != 0.7 || a.At(3) != 0.1+3*((0.7-0.1)/6) {
		t.Error(a)
	}
}
