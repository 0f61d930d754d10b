package linalg

import (
	"math"
	"slices"
	"strconv"
	"testing"

	"github.com/lanewise/lanewise/ndarray"
	"github.com/lanewise/lanewise/ndarray/internal/golden"
)

func fromGolden[T any](t *testing.T, g golden.Array) ndarray.Array[T] {
	return ndarray.FromSlice(golden.Elems[T](t, g)).Reshape(g.Shape...)
}

// wanted returns a result in complex128.
func wanted(t *testing.T, g golden.Array) ndarray.Array[complex128] {
	switch g.Type {
	case "complex128":
		return fromGolden[complex128](t, g)
	case "int64":
		z := ndarray.Zeros[complex128](g.Shape...)
		d, _ := z.Data()
		for i, v := range golden.Elems[int64](t, g) {
			d[i] = complex(float64(v), 0)
		}
		return z
	}
	return toC(fromGolden[float64](t, g))
}

// agree compares with NumPy's result, relative to its largest element.
func agree(t *testing.T, c golden.Case, i int, got ndarray.Array[complex128]) {
	t.Helper()
	want := wanted(t, c.Out[i])
	if !slices.Equal(got.Shape(), want.Shape()) {
		t.Errorf("%s %s: shape %v, want %v", c.Name, c.Args, got.Shape(), want.Shape())
		return
	}
	most := 0.0
	for v := range want.Values() {
		if s := size(v); !math.IsInf(s, 0) {
			most = math.Max(most, s)
		}
	}
	tol := golden.Arg[float64](t, c, "tol")*most + 1e-300
	g, _ := got.Copy().Data()
	for i, w := range slices.Collect(want.Values()) {
		if g[i] != w && !(size(g[i]-w) <= tol) {
			t.Errorf("%s %s of shape %v: element %d is %v, want %v", c.Name, c.Args, c.In[0].Shape, i, g[i], w)
			return
		}
	}
}

func goldenCase[T ndarray.Inexact](t *testing.T, c golden.Case) {
	var in []ndarray.Array[T]
	for _, g := range c.In {
		in = append(in, fromGolden[T](t, g))
	}
	axes := golden.Arg[[]int](t, c, "axes")
	n, offset := golden.Arg[int](t, c, "n"), golden.Arg[int](t, c, "offset")
	p, _ := strconv.ParseFloat(golden.Arg[string](t, c, "p"), 64)
	norm := Norm(golden.Arg[uint8](t, c, "norm"))
	var got ndarray.Array[T]
	var err error
	a := in[0]
	switch c.Name {
	case "inv":
		got, err = Inv(a)
	case "det":
		got = Det(a)
	case "slogdet":
		var log ndarray.Array[T]
		got, log = SlogDet(a)
		agree(t, c, 1, toC(log))
	case "solve":
		got, err = Solve(a, in[1])
	case "power":
		got, err = MatrixPower(a, n)
	case "cholesky":
		got, err = Cholesky(a)
	case "choleskyupper":
		got, err = CholeskyUpper(a)
	case "eigvalsh":
		got, err = EigValsH(a)
	case "expm":
		got = Expm(a)
	case "svdvals":
		got, err = SVDVals(a)
	case "qr":
		var r ndarray.Array[T]
		got, r = QR(a)
		agree(t, c, 1, toC(r))
	case "qrcomplete":
		_, got = QRComplete(a)
	case "pinv":
		got, err = PInv(a)
	case "rank":
		var ranks ndarray.Array[int]
		if ranks, err = MatrixRank(a); err != nil {
			t.Fatal(err)
		}
		agree(t, c, 0, toC(ndarray.As[float64](ranks)))
		return
	case "norm":
		got = MatrixNorm(a, norm)
	case "cond":
		got = Cond(a, norm)
	case "vectornorm":
		if axes == nil {
			got = ndarray.Full(VectorNorm(a, p))
		} else {
			got = VectorNormAxis(a, p, axes...)
		}
	case "lstsq":
		var r LstsqResult[T]
		r, err = Lstsq(a, in[1])
		got = r.X
	case "cross":
		got = Cross(a, in[1], golden.Arg[int](t, c, "axis"))
	case "outer":
		got = Outer(a, in[1])
	case "multidot":
		got = MultiDot(in...)
	case "diagonal":
		got = Diagonal(a, offset)
	case "trace":
		got = Trace(a, offset)
	case "transpose":
		got = MatrixTranspose(a)
	default:
		t.Fatal(c.Name)
	}
	if err != nil {
		t.Errorf("%s %s of shape %v: %v", c.Name, c.Args, c.In[0].Shape, err)
		return
	}
	agree(t, c, 0, toC(got))
}

func TestGolden(t *testing.T) {
	for _, c := range golden.Cases(t, "linalg") {
		if c.Err != "" {
			t.Fatalf("%s %s: NumPy raised %s", c.Name, c.Args, c.Err)
		}
		switch c.In[0].Type {
		case "float64":
			goldenCase[float64](t, c)
			goldenCase[volts](t, c)
		case "float32":
			goldenCase[float32](t, c)
		case "complex128":
			goldenCase[complex128](t, c)
		case "complex64":
			goldenCase[complex64](t, c)
		}
	}
}
