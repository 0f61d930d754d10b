package dyn_test

import (
	"errors"
	"fmt"
	"math"
	"testing"

	"github.com/lanewise/lanewise/ndarray"
	"github.com/lanewise/lanewise/ndarray/dyn"
)

func Example() {
	a := dyn.Of(ndarray.Of[int8](1, 2, 3))
	b := dyn.Of(ndarray.Of[uint8](250, 251, 252))
	fmt.Println(dyn.Add(a, b), dyn.Add(a, b).DType())
	fmt.Println(dyn.Div(a, 2), dyn.Div(a, 2).DType())
	_, err := ndarray.Try(func() dyn.Array { return dyn.Add(a, 200) })
	fmt.Println(err)
	// Output:
	// [251 253 255] int16
	// [0.5 1.  1.5] float64
	// ndarray: dyn.Add: integer 200 out of bounds for int8
}

func ExampleTo() {
	a := dyn.Full(dyn.Float32, 1.5, 2)
	if _, err := dyn.To[float64](a); err != nil {
		fmt.Println(err)
	}
	v, err := dyn.To[float64](a.AsType(dyn.Float64))
	fmt.Println(v, err)
	// Output:
	// dyn: array of float32, not float64
	// [1.5 1.5] <nil>
}

func ExampleResultType() {
	fmt.Println(dyn.ResultType(dyn.Int64, dyn.Uint64), dyn.ResultType(dyn.Float32, 1.5), dyn.ResultType(dyn.Int8, 1i))
	// Output: float64 float32 complex128
}

func TestMisuse(t *testing.T) {
	ints, text := dyn.Zeros(dyn.Int64, 3), dyn.Zeros(dyn.String, 3)
	for name, c := range map[string]struct {
		kind error
		f    func() any
	}{
		"no operand":            {ndarray.ErrDType, func() any { return dyn.Add(ints, struct{}{}) }},
		"nil":                   {ndarray.ErrDType, func() any { return dyn.Add(nil, ints) }},
		"a slice":               {ndarray.ErrDType, func() any { return dyn.Add([]int{1}, ints) }},
		"strings and numbers":   {ndarray.ErrDType, func() any { return dyn.Add(ints, text) }},
		"two strings":           {ndarray.ErrDType, func() any { return dyn.Add(text, text) }},
		"string and int":        {ndarray.ErrDType, func() any { return dyn.Equal(text, 1) }},
		"shapes":                {ndarray.ErrShape, func() any { return dyn.Add(ints, dyn.Zeros(dyn.Int8, 2)) }},
		"shapes of complex":     {ndarray.ErrShape, func() any { return dyn.Less(dyn.Zeros(dyn.Complex64, 3), dyn.Zeros(dyn.Int8, 2)) }},
		"no things":             {ndarray.ErrValue, func() any { return dyn.ResultType() }},
		"negative powers":       {ndarray.ErrValue, func() any { return dyn.Pow(ints, -1) }},
		"too large":             {ndarray.ErrOverflow, func() any { return dyn.Full(dyn.Uint8, 256) }},
		"a float as int":        {ndarray.ErrDType, func() any { return dyn.Full(dyn.Int8, 1.5) }},
		"a string as int":       {ndarray.ErrDType, func() any { return dyn.Full(dyn.Int8, "1") }},
		"a large uint64":        {ndarray.ErrOverflow, func() any { return dyn.Full(dyn.Int64, uint64(math.MaxUint64)) }},
		"the invalid type":      {ndarray.ErrDType, func() any { return dyn.Zeros(dyn.Invalid, 3) }},
		"no type":               {ndarray.ErrDType, func() any { return dyn.Zeros(dyn.DType(99)) }},
		"text to number":        {ndarray.ErrDType, func() any { return text.AsType(dyn.Int8) }},
		"no integer":            {ndarray.ErrDType, func() any { return dyn.IInfo(dyn.Float32) }},
		"not inexact":           {ndarray.ErrDType, func() any { return dyn.FInfo(dyn.Int8) }},
		"an axis":               {ndarray.ErrAxis, func() any { return dyn.Sum(ints, 1) }},
		"an axis twice":         {ndarray.ErrAxis, func() any { return dyn.Max(ints, 0, -1) }},
		"the largest of none":   {ndarray.ErrValue, func() any { return dyn.Max(dyn.Zeros(dyn.Int8, 0)) }},
		"the largest of a row":  {ndarray.ErrValue, func() any { return dyn.Min(dyn.Zeros(dyn.Float32, 2, 0), 1) }},
		"a struct":              {ndarray.ErrDType, func() any { return dyn.Of(ndarray.Zeros[struct{ x int }](2)) }},
		"an index":              {ndarray.ErrIndex, func() any { return ints.At(3) }},
		"a negative shape":      {ndarray.ErrShape, func() any { return dyn.Zeros(dyn.Int8, -1) }},
		"a bool subtracted":     {ndarray.ErrDType, func() any { return dyn.Sub(true, dyn.Zeros(dyn.Bool, 2)) }},
		"where of two kinds":    {ndarray.ErrDType, func() any { return dyn.Where(true, text, 1) }},
		"where of text":         {ndarray.ErrDType, func() any { return dyn.Where(text, 1, 2) }},
		"where of shapes":       {ndarray.ErrShape, func() any { return dyn.Where(dyn.Zeros(dyn.Bool, 2), ints, 0) }},
		"a product of texts":    {ndarray.ErrDType, func() any { return dyn.MatMul(text, text) }},
		"a product by a number": {ndarray.ErrShape, func() any { return dyn.MatMul(ints, 2) }},
		"a product of shapes":   {ndarray.ErrShape, func() any { return dyn.MatMul(dyn.Zeros(dyn.Bool, 2, 2), ints) }},
		"nothing to join":       {ndarray.ErrShape, func() any { return dyn.Concat(0) }},
		"nothing to stack":      {ndarray.ErrShape, func() any { return dyn.Stack(0) }},
		"joined kinds":          {ndarray.ErrDType, func() any { return dyn.Concat(0, ints, text) }},
		"joined in no axis":     {ndarray.ErrAxis, func() any { return dyn.Concat(1, ints, ints) }},
		"stacked shapes":        {ndarray.ErrShape, func() any { return dyn.Stack(0, ints, dyn.Zeros(dyn.Int8, 2)) }},
		"axes":                  {ndarray.ErrAxis, func() any { return ints.Permute(0, 0) }},
		"the floor of a number": {ndarray.ErrDType, func() any { return dyn.Floor(1i) }},
	} {
		if _, err := ndarray.Try(c.f); !errors.Is(err, c.kind) {
			t.Errorf("%s: %v, want %v", name, err, c.kind)
		}
	}
	if _, err := dyn.Parse("float128"); err == nil {
		t.Error("Parse of no type")
	}
}

type celsius float64

func TestOfTo(t *testing.T) {
	a := ndarray.FromSlice([]celsius{1, 2, 3, 4, 5, 6}, 2, 3)
	d := dyn.Of(a.T())
	if d.DType() != dyn.Float64 || fmt.Sprint(d.Shape(), d.Strides()) != "[3 2] [8 24]" {
		t.Fatal(d.DType(), d.Shape(), d.Strides())
	}
	b, err := dyn.To[celsius](d)
	if err != nil {
		t.Fatal(err)
	}
	b.Set(-7, 2, 1)
	if a.At(1, 2) != -7 || d.At(2, 1) != -7.0 {
		t.Error("not shared")
	}
	if n := dyn.Of(ndarray.Zeros[int](2)); n.DType() != dyn.DTypeOf[int]() || n.DType().Size()*8 < 32 {
		t.Error(n.DType())
	}
	for d := dyn.Bool; d <= dyn.String; d++ {
		if p, err := dyn.Parse(d.String()); p != d || err != nil {
			t.Error(d, err)
		}
		if a := dyn.Zeros(d, 2, 0, 3); a.Size() != 0 || a.NDim() != 3 || a.DType() != d {
			t.Error(d)
		}
	}
	var zero dyn.Array
	if zero.DType() != dyn.Float64 || zero.Size() != 0 || dyn.Add(zero, 1).Size() != 0 || zero.String() != "[]" {
		t.Error("the zero Array:", zero)
	}
}

func TestViews(t *testing.T) {
	a := dyn.Of(ndarray.Arange[int16](0, 12, 1)).Reshape(3, -1)
	if got := fmt.Sprint(a.T().At(3, 2), a.Slice(ndarray.I(1), ndarray.R(1, 3)), a.BroadcastTo(2, 3, 4).IsReadOnly()); got != "11 [5 6] true" {
		t.Error(got)
	}
	if got := fmt.Sprint(dyn.Sum(a, 0), dyn.Sum(a, 0).DType(), dyn.Max(a, -1), dyn.Mean(a), dyn.Any(a, 0), dyn.Prod(a.Slice(ndarray.R(1, 2)))); got !=
		"[12 15 18 21] int64 [ 3  7 11] 5.5 [ True  True  True  True] 840" {
		t.Error(got)
	}
	if got := fmt.Sprint(dyn.Sum(dyn.Zeros(dyn.Bool, 0)), dyn.Prod(dyn.Zeros(dyn.Uint8, 2, 0), 1), dyn.All(dyn.Zeros(dyn.Int8, 0)), dyn.Mean(dyn.Zeros(dyn.Int8, 0))); got != "0 [1 1] True nan" {
		t.Error(got)
	}
	if got := fmt.Sprint(dyn.Clip(a, 2, nil).At(0, 0), dyn.Clip(a, nil, 2.5).DType(), dyn.Clip(a, nil, nil).At(2, 3)); got != "2 float64 11" {
		t.Error(got)
	}
}

// TestExactComparisons are those that rounding to float64, or wrapping, would get wrong.
func TestExactComparisons(t *testing.T) {
	i := dyn.Of(ndarray.Of[int64](-1, 1<<53+1, math.MaxInt64, math.MinInt64))
	u := dyn.Of(ndarray.Of[uint64](math.MaxUint64, 1<<53, 1<<63, 1<<63))
	small := dyn.Of(ndarray.Of[uint8](0, 255))
	for name, c := range map[string]struct {
		got  dyn.Array
		want string
	}{
		"i < u":      {dyn.Less(i, u), "[ True False  True  True]"},
		"u < i":      {dyn.Less(u, i), "[False  True False False]"},
		"i <= u":     {dyn.LessEqual(i, u), "[ True False  True  True]"},
		"i > u":      {dyn.Greater(i, u), "[False  True False False]"},
		"u >= i":     {dyn.GreaterEqual(u, i), "[ True False  True  True]"},
		"i == u":     {dyn.Equal(i, u), "[False False False False]"},
		"i != u":     {dyn.NotEqual(u, i), "[ True  True  True  True]"},
		"small<300":  {dyn.Less(small, 300), "[ True  True]"},
		"300<small":  {dyn.Less(300, small), "[False False]"},
		"small>-1":   {dyn.Greater(small, -1), "[ True  True]"},
		"small==256": {dyn.Equal(small, 256), "[False False]"},
		"256!=small": {dyn.NotEqual(256, small), "[ True  True]"},
		"text":       {dyn.Less(dyn.Of(ndarray.Of("a", "b")), "b"), "[ True False]"},
	} {
		if got := c.got.String(); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

func TestIsDType(t *testing.T) {
	for _, c := range []struct {
		d     dyn.DType
		kinds dyn.Kind
		want  bool
	}{
		{dyn.Bool, dyn.Boolean, true}, {dyn.Bool, dyn.Numeric, false}, {dyn.Int8, dyn.SignedInteger, true},
		{dyn.Uint8, dyn.SignedInteger, false}, {dyn.Uint64, dyn.Integral, true}, {dyn.Float32, dyn.RealFloating, true},
		{dyn.Float32, dyn.Integral | dyn.ComplexFloating, false}, {dyn.Complex64, dyn.RealFloating | dyn.ComplexFloating, true},
		{dyn.Complex128, dyn.Numeric, true}, {dyn.Int64, 0, false}, {dyn.Int16, dyn.UnsignedInteger, false},
		{dyn.Int32, dyn.Integral, true}, {dyn.Uint16, dyn.UnsignedInteger, true}, {dyn.Uint32, dyn.Boolean | dyn.SignedInteger, false},
	} {
		if got := dyn.IsDType(c.d, c.kinds); got != c.want {
			t.Errorf("IsDType(%s, %b) = %t", c.d, c.kinds, got)
		}
	}
}

// TestMisuseNames holds misuse of relations against their own names and the order of their operands:
// some are computed as the mirror image or the opposite of others.
func TestMisuseNames(t *testing.T) {
	for _, d := range []dyn.DType{dyn.Float64, dyn.Complex64, dyn.String, dyn.Bool} {
		x, y := dyn.Zeros(d, 3), dyn.Zeros(d, 2, 2)
		for name, f := range map[string]func(x, y any) dyn.Array{
			"Equal": dyn.Equal, "NotEqual": dyn.NotEqual, "Less": dyn.Less, "LessEqual": dyn.LessEqual,
			"Greater": dyn.Greater, "GreaterEqual": dyn.GreaterEqual,
		} {
			want := "ndarray: dyn." + name + ": operands could not be broadcast together with shapes (3,) (2,2)"
			if _, err := ndarray.Try(func() dyn.Array { return f(x, y) }); err == nil || err.Error() != want {
				t.Errorf("%s: %v, want %s", d, err, want)
			}
			want = "ndarray: dyn." + name + ": struct {} is no array, number, bool or string"
			if _, err := ndarray.Try(func() dyn.Array { return f(x, struct{}{}) }); err == nil || err.Error() != want {
				t.Errorf("%s: %v, want %s", d, err, want)
			}
		}
	}
}
