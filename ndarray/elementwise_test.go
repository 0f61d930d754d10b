package ndarray

import (
	"fmt"
	"math"
	"math/cmplx"
	"slices"
	"testing"

	"github.com/lanewise/lanewise/ndarray/internal/golden"
)

// goldenArray returns an array of NumPy's.
func goldenArray[T any](t testing.TB, a golden.Array) Array[T] {
	return FromSlice(golden.Elems[T](t, a)).Reshape(a.Shape...)
}

// within reports whether x is y up to rounding: NaN equals NaN, zeros have the same
// sign unless there is a tolerance.
func within(x, y, tol float64) bool {
	switch {
	case x != x || y != y:
		return x != x && y != y
	case tol == 0:
		return math.Float64bits(x) == math.Float64bits(y)
	default:
		return x == y || math.Abs(x-y) <= tol*max(math.Abs(x), math.Abs(y))
	}
}

// parts returns a number as two floats.
func parts(v any) [2]float64 {
	switch v := v.(type) {
	case complex128:
		return [2]float64{real(v), imag(v)}
	case complex64:
		return parts(complex128(v))
	case float64:
		return [2]float64{v}
	case float32:
		return [2]float64{float64(v)}
	}
	return [2]float64{}
}

// checkGolden compares an array with NumPy's. Integers and bools must be equal,
// parts of numbers within tol; complex ones by their distance, too.
func checkGolden[T any](t *testing.T, what string, got Array[T], want golden.Array, tol float64) {
	t.Helper()
	if !slices.Equal(got.Shape(), want.Shape) {
		t.Errorf("%s: shape %v, want %v", what, got.Shape(), want.Shape)
		return
	}
	w := golden.Elems[T](t, want)
	i := 0
	for v := range got.Values() {
		p, q := parts(v), parts(w[i])
		ok := within(p[0], q[0], tol) && within(p[1], q[1], tol)
		switch any(v).(type) {
		case complex64, complex128:
			z, c := complex(p[0], p[1]), complex(q[0], q[1])
			ok = ok || tol > 0 && cmplx.Abs(z-c) <= tol*cmplx.Abs(c)
		case float64, float32:
		default:
			ok = fmt.Sprint(v) == fmt.Sprint(w[i])
		}
		if !ok {
			t.Errorf("%s: element %d is %v, want %v", what, i, v, w[i])
			return
		}
		i++
	}
}

func opNamed(name string) Op {
	for op := Op(1); int(op) < len(ufuncs); op++ {
		if op.String() == name {
			return op
		}
	}
	return 0
}

func goldenOp[D, T Elem](t *testing.T, c golden.Case, op Op, tol float64) {
	what := c.Name + " " + c.In[0].Type
	a := goldenArray[T](t, c.In[0])
	if len(c.In) == 2 {
		checkGolden(t, what, Call2(op, a, goldenArray[T](t, c.In[1]), CallOpt[D]{}), c.Out[0], tol)
	} else {
		checkGolden(t, what, Call(op, a, CallOpt[D]{}), c.Out[0], tol)
	}
}

func goldenOpOf[T Elem](t *testing.T, c golden.Case, tol float64) {
	if op := opNamed(c.Name); op.ufunc("").bools {
		goldenOp[bool, T](t, c, op, tol)
	} else {
		goldenOp[T, T](t, c, op, tol)
	}
}

func goldenPairs[T interface{ Float }](t *testing.T, c golden.Case) {
	a, what := goldenArray[T](t, c.In[0]), c.Name+" "+c.In[0].Type
	switch c.Name {
	case "Modf":
		frac, whole := Modf(a)
		checkGolden(t, what, frac, c.Out[0], 0)
		checkGolden(t, what, whole, c.Out[1], 0)
	case "Frexp":
		frac, exp := Frexp(a)
		checkGolden(t, what, frac, c.Out[0], 0)
		checkGolden(t, what, As[int32](exp), c.Out[1], 0)
	case "Ldexp":
		checkGolden(t, what, Ldexp(a, As[int](goldenArray[int32](t, c.In[1]))), c.Out[0], 0)
	}
}

func goldenAbs[F Float, T Complex](t *testing.T, c golden.Case, tol float64) {
	f := AbsComplex[F, T]
	if c.Name == "Angle" {
		f = Angle[F, T]
	}
	checkGolden(t, c.Name, f(goldenArray[T](t, c.In[0])), c.Out[0], tol)
}

func TestElementwiseGolden(t *testing.T) {
	for _, c := range golden.Cases(t, "elementwise") {
		switch kind := c.In[0].Type; {
		case opNamed(c.Name) == 0 && kind == "float64":
			goldenPairs[float64](t, c)
		case opNamed(c.Name) == 0 && kind == "float32":
			goldenPairs[float32](t, c)
		case opNamed(c.Name) == 0 && kind == "complex128":
			goldenAbs[float64, complex128](t, c, 1e-15)
		case opNamed(c.Name) == 0 && kind == "complex64":
			goldenAbs[float32, complex64](t, c, 1e-6)
		default:
			goldenOfType(t, c)
		}
	}
}

func goldenOfType(t *testing.T, c golden.Case) {
	switch c.In[0].Type {
	case "float64":
		goldenOpOf[float64](t, c, 1e-14*b2f(c.Name == "Logaddexp2"))
	case "float32":
		goldenOpOf[float32](t, c, 1e-6*b2f(c.Name == "Logaddexp2" || c.Name == "Rad2deg"))
	case "complex128":
		goldenOpOf[complex128](t, c, 1e-13)
	case "complex64":
		goldenOpOf[complex64](t, c, 2e-6)
	case "int8":
		goldenOpOf[int8](t, c, 0)
	case "int16":
		goldenOpOf[int16](t, c, 0)
	case "int32":
		goldenOpOf[int32](t, c, 0)
	case "int64":
		goldenOpOf[int64](t, c, 0)
	case "uint8":
		goldenOpOf[uint8](t, c, 0)
	case "uint16":
		goldenOpOf[uint16](t, c, 0)
	case "uint32":
		goldenOpOf[uint32](t, c, 0)
	case "uint64":
		goldenOpOf[uint64](t, c, 0)
	default:
		t.Error("type", c.In[0].Type)
	}
}

func b2f(b bool) float64 {
	if b {
		return 1
	}
	return 0
}
