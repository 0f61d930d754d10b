package ndarray

import (
	"errors"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/lanewise/lanewise/ndarray/internal/golden"
)

// fromGolden returns the array that NumPy had.
func fromGolden[T any](t *testing.T, g golden.Array) Array[T] {
	return FromSlice(golden.Elems[T](t, g)).Reshape(g.Shape...)
}

// byType calls the function for the type of the first input.
func byType(t *testing.T, c golden.Case, calls map[string]func(*testing.T, golden.Case)) {
	t.Helper()
	f := calls[c.In[0].Type]
	if f == nil {
		t.Fatal("no type", c.In[0].Type)
	}
	f(t, c)
}

// checkCase compares f of the inputs, and of views of them, with NumPy's result;
// an exception with a panic.
func checkCase[T comparable](t *testing.T, c golden.Case, f func(in []Array[T]) Array[T]) {
	t.Helper()
	var in []Array[T]
	for _, a := range c.In {
		in = append(in, fromGolden[T](t, a))
	}
	if c.Err != "" {
		_, err := Try(func() Array[T] { return f(in) })
		if !errors.Is(err, ErrShape) && !errors.Is(err, ErrAxis) && !errors.Is(err, ErrValue) {
			t.Errorf("%s %s: got %v, NumPy says %s", c.Name, c.Args, err, c.Err)
		}
		return
	}
	want := model[T]{c.Out[0].Shape, golden.Elems[T](t, c.Out[0])}
	what := c.Name
	for _, raw := range c.Args {
		what += " " + string(raw)
	}
	r := rand.New(rand.NewPCG(1, 2))
	for range 3 {
		checkEqual(t, what, f(in), want)
		for i, a := range in {
			in[i] = randomView(r, a)
		}
	}
}

// intoOut checks an out-form: into a view, and into memory of an operand where the
// shape allows it.
func intoOut[T comparable](result Array[T], in []Array[T], to func(out Array[T], in []Array[T]) Array[T]) Array[T] {
	r := rand.New(rand.NewPCG(3, 4))
	out := to(randomView(r, Zeros[T](result.Shape()...)), in)
	for i, a := range in {
		if slices.Equal(a.Shape(), result.Shape()) {
			in := slices.Clone(in)
			in[i] = a.Copy()
			if o := to(in[i], in); !slices.Equal(slices.Collect(o.Values()), slices.Collect(out.Values())) {
				return o
			}
		}
	}
	return out
}

func productCase[T Number](t *testing.T, c golden.Case) {
	var to func(out Array[T], in []Array[T]) Array[T]
	var f func(in []Array[T]) Array[T]
	axis, n := golden.Arg[int](t, c, "axis"), golden.Arg[int](t, c, "n")
	aa, ab := golden.Arg[[]int](t, c, "a"), golden.Arg[[]int](t, c, "b")
	switch c.Name {
	case "matmul":
		f = func(in []Array[T]) Array[T] { return MatMul(in[0], in[1]) }
		to = func(out Array[T], in []Array[T]) Array[T] { return MatMulTo(out, in[0], in[1]) }
	case "dot":
		f = func(in []Array[T]) Array[T] {
			if got, same := in[0].Dot(in[1]), Dot(in[0], in[1]); !slices.Equal(slices.Collect(got.Values()), slices.Collect(same.Values())) {
				t.Error("the method Dot differs")
			}
			return Dot(in[0], in[1])
		}
		to = func(out Array[T], in []Array[T]) Array[T] { return DotTo(out, in[0], in[1]) }
	case "inner":
		to = func(out Array[T], in []Array[T]) Array[T] { return InnerTo(out, in[0], in[1]) }
		f = func(in []Array[T]) Array[T] { return Inner(in[0], in[1]) }
	case "vdot":
		f = func(in []Array[T]) Array[T] { return Full(VDot(in[0], in[1])) }
	case "vecdot":
		f = func(in []Array[T]) Array[T] { return VecDot(in[0], in[1], axis) }
		to = func(out Array[T], in []Array[T]) Array[T] { return VecDotTo(out, in[0], in[1], axis) }
	case "matvec":
		f = func(in []Array[T]) Array[T] { return MatVec(in[0], in[1]) }
		to = func(out Array[T], in []Array[T]) Array[T] { return MatVecTo(out, in[0], in[1]) }
	case "vecmat":
		f = func(in []Array[T]) Array[T] { return VecMat(in[0], in[1]) }
		to = func(out Array[T], in []Array[T]) Array[T] { return VecMatTo(out, in[0], in[1]) }
	case "tensordot":
		f = func(in []Array[T]) Array[T] { return TensorDot(in[0], in[1], n) }
		to = func(out Array[T], in []Array[T]) Array[T] { return TensorDotTo(out, in[0], in[1], n) }
	case "tensordotaxes":
		to = func(out Array[T], in []Array[T]) Array[T] { return TensorDotAxesTo(out, in[0], in[1], aa, ab) }
		f = func(in []Array[T]) Array[T] { return TensorDotAxes(in[0], in[1], aa, ab) }
	case "kron":
		to = func(out Array[T], in []Array[T]) Array[T] { return KronTo(out, in[0], in[1]) }
		f = func(in []Array[T]) Array[T] { return Kron(in[0], in[1]) }
	case "trace":
		f = func(in []Array[T]) Array[T] { return Trace(in[0], golden.Arg[int](t, c, "offset")) }
	default:
		t.Fatal(c.Name)
	}
	checkCase(t, c, f)
	if to != nil {
		checkCase(t, c, func(in []Array[T]) Array[T] { return intoOut(f(in), in, to) })
	}
}

func TestProductsGolden(t *testing.T) {
	for _, c := range golden.Cases(t, "products") {
		byType(t, c, map[string]func(*testing.T, golden.Case){
			"int8": productCase[int8], "int16": productCase[int16], "int32": productCase[int32], "int64": productCase[int64],
			"uint8": productCase[uint8], "uint16": productCase[uint16], "uint32": productCase[uint32], "uint64": productCase[uint64],
			"float32": productCase[float32], "float64": productCase[float64],
			"complex64": productCase[complex64], "complex128": productCase[complex128],
		})
	}
}

func TestProductsMisuse(t *testing.T) {
	a, v := Ones[float64](2, 3), Ones[float64](3)
	checkPanic(t, ErrShape, "ndarray: MatMul: shapes (2,3) and (2,3) not aligned: 3 columns on the left, 2 rows on the right", func() { MatMul(a, a) })
	checkPanic(t, ErrShape, "ndarray: MatMul: array of shape () does not have enough dimensions", func() { MatMul(a, Full(1.0)) })
	checkPanic(t, ErrShape, "ndarray: MatMul: output of shape (3,) does not match the shape (2,) of the result", func() { MatMulTo(v, a, v) })
	checkPanic(t, ErrReadOnly, "ndarray: MatMul: array of shape (2,) is read-only", func() { MatMulTo(Full(0.0).BroadcastTo(2), a, v) })
	checkPanic(t, ErrDType, "ndarray: MatMul: not defined for elements of type string", func() { Of("a").MatMul(Of("b")) })
	checkPanic(t, ErrShape, "ndarray: VDot: arrays of sizes 6 and 3", func() { VDot(a, v) })
	checkPanic(t, ErrAxis, "ndarray: VecDot: axis 1 is out of bounds for array of dimension 1", func() { VecDot(a, v, 1) })
	checkPanic(t, ErrAxis, "ndarray: TensorDot: 2 axes of arrays with shapes (2,3) and (3,)", func() { TensorDot(a, v, 2) })
	checkPanic(t, ErrAxis, "ndarray: Trace: an array of dimension 1 holds no matrices", func() { Trace(v, 0) })
	checkPanic(t, ErrShape, "ndarray: Kron: output of shape (3,) does not match the shape (9,) of the result", func() { KronTo(v, v, v) })
	checkPanic(t, ErrShape, "ndarray: TensorDot: output of shape (3,) does not match the shape (2,) of the result", func() { TensorDotTo(v, a, v, 1) })
	checkPanic(t, ErrShape, "ndarray: Einsum: output of shape (3,) does not match the shape (2,) of the result", func() { EinsumTo(v, "ij,j", a, v) })
}
