package dyn_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/lanewise/lanewise/ndarray"
	"github.com/lanewise/lanewise/ndarray/dyn"
	"github.com/lanewise/lanewise/ndarray/internal/golden"
)

// The letters of promotion.py.
const letters = "?bBhHiIlLfdFD"

var unaries = map[string]func(any) dyn.Array{
	"abs": dyn.Abs, "acos": dyn.Acos, "acosh": dyn.Acosh, "asin": dyn.Asin, "asinh": dyn.Asinh, "atan": dyn.Atan, "atanh": dyn.Atanh,
	"bitwise_invert": dyn.Not, "ceil": dyn.Ceil, "conj": dyn.Conj, "cos": dyn.Cos, "cosh": dyn.Cosh, "exp": dyn.Exp, "expm1": dyn.Expm1,
	"floor": dyn.Floor, "imag": dyn.Imag, "isfinite": dyn.IsFinite, "isinf": dyn.IsInf, "isnan": dyn.IsNaN, "log": dyn.Log,
	"log1p": dyn.Log1p, "log2": dyn.Log2, "log10": dyn.Log10, "logical_not": dyn.LogicalNot, "negative": dyn.Neg, "positive": dyn.Positive,
	"real": dyn.Real, "reciprocal": dyn.Reciprocal, "round": dyn.Round, "sign": dyn.Sign, "signbit": dyn.Signbit, "sin": dyn.Sin,
	"sinh": dyn.Sinh, "square": dyn.Square, "sqrt": dyn.Sqrt, "tan": dyn.Tan, "tanh": dyn.Tanh, "trunc": dyn.Trunc,
	"sum": all(dyn.Sum), "prod": all(dyn.Prod), "min": all(dyn.Min), "max": all(dyn.Max), "mean": all(dyn.Mean), "any": all(dyn.Any),
	"all": all(dyn.All),
}

func all(f func(any, ...int) dyn.Array) func(any) dyn.Array {
	return func(x any) dyn.Array { return f(x) }
}

var binaries = map[string]func(x, y any) dyn.Array{
	"add": dyn.Add, "atan2": dyn.Atan2, "bitwise_and": dyn.And, "bitwise_left_shift": dyn.Shl, "bitwise_or": dyn.Or,
	"bitwise_right_shift": dyn.Shr, "bitwise_xor": dyn.Xor, "copysign": dyn.Copysign, "divide": dyn.Div, "equal": dyn.Equal,
	"floor_divide": dyn.FloorDiv, "greater": dyn.Greater, "greater_equal": dyn.GreaterEqual, "hypot": dyn.Hypot, "less": dyn.Less,
	"less_equal": dyn.LessEqual, "logaddexp": dyn.Logaddexp, "logical_and": dyn.LogicalAnd, "logical_or": dyn.LogicalOr,
	"logical_xor": dyn.LogicalXor, "maximum": dyn.Maximum, "minimum": dyn.Minimum, "multiply": dyn.Mul, "nextafter": dyn.Nextafter,
	"not_equal": dyn.NotEqual, "pow": dyn.Pow, "remainder": dyn.Mod, "subtract": dyn.Sub,
}

// weak are the numbers of promotion.py.
var weak = map[string]any{"int": 1, "float": 1.5, "complex": 1.5i, "negative": -1, "int8": 200, "large": 1 << 40}

func dtypeOf(letter byte) dyn.DType {
	return dyn.Bool + dyn.DType(strings.IndexByte(letters, letter))
}

// letter returns the result type of a function as promotion.py writes it.
func letter(f func() dyn.Array) string {
	a, err := ndarray.Try(f)
	switch {
	case err == nil:
		return letters[a.DType()-dyn.Bool:][:1]
	case errors.Is(err, ndarray.ErrDType):
		return "-"
	case errors.Is(err, ndarray.ErrOverflow):
		return "o"
	case errors.Is(err, ndarray.ErrValue):
		return "v"
	}
	return err.Error()
}

func row(f func(d dyn.DType) dyn.Array) string {
	var b strings.Builder
	for i := range letters {
		b.WriteString(letter(func() dyn.Array { return f(dtypeOf(letters[i])) }))
	}
	return b.String()
}

// single writes float16 as float32, in which package dyn works.
func single(s string) string { return strings.ReplaceAll(s, "e", "f") }

func ones(d dyn.DType) dyn.Array { return dyn.Full(d, 1, 2) }

func TestPromotion(t *testing.T) {
	for _, c := range golden.Cases(t, "promotion") {
		f := golden.Arg[string](t, c, "f")
		name := golden.Arg[string](t, c, "weak")
		check := func(what, got, want string) {
			t.Helper()
			if got != single(want) {
				t.Errorf("%s %s %s %s:\n%s, NumPy\n%s", c.Name, what, f, name, got, single(want))
			}
		}
		switch c.Name {
		case "result_type":
			for i, want := range golden.Arg[[][]string](t, c, "table") {
				check(letters[i:i+1], row(func(d dyn.DType) dyn.Array {
					return dyn.Zeros(dyn.ResultType(dtypeOf(letters[i]), d))
				}), strings.Join(want, ""))
				check("promote", row(func(d dyn.DType) dyn.Array { return dyn.Zeros(dyn.Promote(d, dtypeOf(letters[i]))) }), strings.Join(want, ""))
			}
		case "can_cast":
			for i, want := range golden.Arg[[]string](t, c, "table") {
				for j := range letters {
					if dyn.CanCast(dtypeOf(letters[i]), dtypeOf(letters[j])) != (want[j] == '1') {
						t.Errorf("CanCast(%s, %s)", dtypeOf(letters[i]), dtypeOf(letters[j]))
					}
				}
			}
		case "weak_result_type":
			check("", row(func(d dyn.DType) dyn.Array { return dyn.Zeros(dyn.ResultType(ones(d), weak[name])) }), golden.Arg[string](t, c, "row"))
		case "unary":
			if fn := unaries[f]; fn != nil {
				check("", row(func(d dyn.DType) dyn.Array { return fn(ones(d)) }), golden.Arg[string](t, c, "row"))
			}
		case "binary":
			for i, want := range golden.Arg[[]string](t, c, "table") {
				x := ones(dtypeOf(letters[i]))
				check(letters[i:i+1], row(func(d dyn.DType) dyn.Array { return binaries[f](x, ones(d)) }), want)
			}
		case "weak_binary":
			check("right", row(func(d dyn.DType) dyn.Array { return binaries[f](ones(d), weak[name]) }), golden.Arg[string](t, c, "right"))
			check("left", row(func(d dyn.DType) dyn.Array { return binaries[f](weak[name], ones(d)) }), golden.Arg[string](t, c, "left"))
		case "finfo":
			d, _ := dyn.Parse(golden.Arg[string](t, c, "type"))
			i := dyn.FInfo(d)
			if got := []float64{float64(i.Bits), i.Eps, i.Min, i.Max, i.SmallestNormal}; fmt.Sprint(got) != fmt.Sprint(golden.Elems[float64](t, c.Out[0])) {
				t.Errorf("FInfo(%s) = %v", d, got)
			}
		case "iinfo":
			d, _ := dyn.Parse(golden.Arg[string](t, c, "type"))
			if i := dyn.IInfo(d); i.Min != golden.Elems[int64](t, c.Out[0])[0] || i.Max != golden.Elems[uint64](t, c.Out[1])[0] {
				t.Errorf("IInfo(%s) = %v", d, i)
			}
		}
	}
}

// read returns an array of a golden file.
func read(t *testing.T, g golden.Array) dyn.Array {
	t.Helper()
	d, err := dyn.Parse(g.Type)
	if err != nil {
		t.Fatal(err)
	}
	return readers[d-dyn.Bool](t, g)
}

var readers = []func(*testing.T, golden.Array) dyn.Array{readAs[bool], readAs[int8], readAs[uint8], readAs[int16], readAs[uint16],
	readAs[int32], readAs[uint32], readAs[int64], readAs[uint64], readAs[float32], readAs[float64], readAs[complex64], readAs[complex128]}

func readAs[T any](t *testing.T, g golden.Array) dyn.Array {
	t.Helper()
	return dyn.Of(ndarray.FromSlice(golden.Elems[T](t, g)).Reshape(g.Shape...))
}

func TestValues(t *testing.T) {
	cases := golden.Cases(t, "values")
	var operands []dyn.Array
	for _, a := range cases[0].Out {
		operands = append(operands, read(t, a))
	}
	for _, c := range cases[1:] {
		f := golden.Arg[string](t, c, "f")
		want := read(t, c.Out[0])
		x := operands[golden.Arg[int](t, c, "a")]
		switch c.Name {
		case "unary":
			if len(c.In) > 0 {
				x = read(t, c.In[0])
			}
			same(t, f, []dyn.Array{x}, unaries[f](x), want)
		case "binary":
			y := operands[13+golden.Arg[int](t, c, "b")]
			same(t, f, []dyn.Array{x, y}, binaries[f](x, y), want)
		case "astype":
			in := read(t, c.In[0])
			same(t, "astype", []dyn.Array{in}, in.AsType(want.DType()), want)
		}
	}
}

// same compares a result with NumPy's.
func same(t *testing.T, f string, in []dyn.Array, got, want dyn.Array) {
	t.Helper()
	if got.DType() != want.DType() || fmt.Sprint(got.Shape()) != fmt.Sprint(want.Shape()) {
		t.Errorf("%s%v: %s of shape %v, NumPy %s of shape %v", f, in, got.DType(), got.Shape(), want.DType(), want.Shape())
		return
	}
	g, w := got.Reshape(-1), want.Reshape(-1)
	for i := range got.Size() {
		if !close(g.At(i), w.At(i)) {
			t.Errorf("%s of %s%v:\n%v, NumPy\n%v", f, in[0].DType(), in, got, want)
			return
		}
	}
}

func close(a, b any) bool {
	switch a := a.(type) {
	case float32:
		return closeFloats(float64(a), float64(b.(float32)), 0x1p-22)
	case float64:
		return closeFloats(a, b.(float64), 0x1p-51)
	case complex64:
		return closeComplex(complex128(a), complex128(b.(complex64)), 0x1p-21)
	case complex128:
		return closeComplex(a, b.(complex128), 0x1p-50)
	}
	return a == b
}

func closeFloats(a, b, eps float64) bool {
	return a == b || a != a && b != b || math.Abs(a-b) <= eps*math.Abs(b)
}

func closeComplex(a, b complex128, eps float64) bool {
	eps *= max(math.Abs(real(b)), math.Abs(imag(b))) // of the larger part
	part := func(x, y float64) bool { return x == y || x != x && y != y || math.Abs(x-y) <= eps }
	return part(real(a), real(b)) && part(imag(a), imag(b))
}

// TestFormat holds that arrays are printed and marshalled as those of package ndarray.
func TestFormat(t *testing.T) {
	a, text := dyn.Of(ndarray.Of[float32](1, -2.25).Reshape(2, 1)), dyn.Of(ndarray.Of("a", "b"))
	for _, c := range []struct{ got, want string }{
		{fmt.Sprint(a), "[[ 1.  ]\n [-2.25]]"},
		{fmt.Sprintf("%.1f", a), "[[ 1.0]\n [-2.2]]"},
		{fmt.Sprintf("%#v", a), "array([[ 1.  ],\n       [-2.25]], dtype=float32)"},
		{fmt.Sprintf("%+v", text), "array(['a', 'b'], dtype='<U1')"},
		{fmt.Sprintf("%q", text), `["a" "b"]`},
		{fmt.Sprintf("%v", dyn.Array{}), "[]"},
		{marshal(a), "[[1],[-2.25]]"},
		{marshal(text), `["a","b"]`},
		{marshal(dyn.Array{}), "[]"},
		{marshal(dyn.Scalar(true)), "true"},
	} {
		if c.got != c.want {
			t.Errorf("got %s want %s", c.got, c.want)
		}
	}
}

func marshal(a dyn.Array) string {
	b, err := json.Marshal(a)
	if err != nil {
		return err.Error()
	}
	return string(b)
}
