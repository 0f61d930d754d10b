package linalg

import (
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/lanewise/lanewise/ndarray"
	"github.com/lanewise/lanewise/threadctl"
)

// checkError compares an error of this package.
func checkError(t *testing.T, err error, kind error, text string) {
	t.Helper()
	if !errors.Is(err, kind) || err.Error() != text {
		t.Errorf("got %v, want %s", err, text)
	}
}

func testErrors[T ndarray.Inexact](t *testing.T) {
	stack := ndarray.Zeros[T](2, 3, 2, 2)
	Diagonal(stack, 0).Fill(1)
	if _, err := Inv(stack); err != nil {
		t.Fatal(err)
	}
	one := stack.Slice(ndarray.I(1), ndarray.I(2))
	one.Fill(1)
	_, err := Inv(stack)
	checkError(t, err, ErrSingular, "linalg: Inv: matrix is singular: number (1,2) of the stack")
	var e *Error
	if !errors.As(err, &e) || !slices.Equal(e.Index, []int{1, 2}) || e.Op != "Inv" {
		t.Error(e)
	}
	_, err = Inv(one)
	checkError(t, err, ErrSingular, "linalg: Inv: matrix is singular")
	_, err = Solve(one, ndarray.Ones[T](2))
	checkError(t, err, ErrSingular, "linalg: Solve: matrix is singular")
	_, err = Solve(stack, ndarray.Ones[T](2, 1))
	checkError(t, err, ErrSingular, "linalg: Solve: matrix is singular: number (1,2) of the stack")
	_, err = Solve(stack.Row(1), ndarray.Ones[T](5, 3, 2, 1))
	checkError(t, err, ErrSingular, "linalg: Solve: matrix is singular: number 2 of the stack")
	_, err = MatrixPower(one, -1)
	checkError(t, err, ErrSingular, "linalg: MatrixPower: matrix is singular")
	_, err = Cholesky(stack)
	checkError(t, err, ErrNotPositiveDefinite, "linalg: Cholesky: matrix is not positive definite: number (1,2) of the stack")
	for _, v := range []float64{math.NaN(), math.Inf(1)} {
		one.Set(narrow[T](ndarray.Of(complex(v, 0))).Item(), 1, 0)
		_, err = EigValsH(stack)
		checkError(t, err, ErrNoConvergence, "linalg: EigValsH: iteration does not converge: number (1,2) of the stack")
		_, _, err = Eig(one)
		checkError(t, err, ErrNoConvergence, "linalg: Eig: iteration does not converge")
		u, s, vh, err := SVD(one)
		checkError(t, err, ErrNoConvergence, "linalg: SVD: iteration does not converge")
		if u.Size()+s.Size()+vh.Size() != 0 {
			t.Error("results with an error")
		}
		_, err = MatrixRank(one)
		checkError(t, err, ErrNoConvergence, "linalg: MatrixRank: iteration does not converge")
		_, err = PInv(stack)
		checkError(t, err, ErrNoConvergence, "linalg: PInv: iteration does not converge: number (1,2) of the stack")
		if n := MatrixNorm(stack, Norm2); !math.IsNaN(real(toC(n).At(1, 2))) || toC(n).At(0, 0) != 1 {
			t.Error(n)
		}
		if x := Expm(one); !math.IsNaN(real(toC(x).At(0, 0))) {
			t.Error(x)
		}
	}
	one.Set(narrow[T](ndarray.Of(complex(math.NaN(), 0))).Item(), 1, 1)
	if d := toC(Det(stack)); !math.IsNaN(real(d.At(1, 2))) || d.At(1, 1) != 1 {
		t.Error(d)
	}
	if x, err := Solve(one, ndarray.Ones[T](2)); err != nil || !math.IsNaN(real(toC(x).At(0))) {
		t.Error(x, err)
	}
	_, err = Cholesky(one)
	checkError(t, err, ErrNotPositiveDefinite, "linalg: Cholesky: matrix is not positive definite")
}

func TestErrors(t *testing.T) {
	allTypes(t, testErrors[float64], testErrors[volts], testErrors[float32], testErrors[complex128], testErrors[complex64])
}

// The first matrix in the stack is named, for every number of threads.
func TestErrorOfTheFirst(t *testing.T) {
	a := ndarray.Zeros[float64](20000, 3, 3)
	Diagonal(a, 0).Fill(1)
	a.Row(19000).Fill(0)
	a.Row(7003).Fill(0)
	_, err := Inv(a)
	checkError(t, err, ErrSingular, "linalg: Inv: matrix is singular: number 7003 of the stack")
}

func TestThreads(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	a, b := random[float64](r, 3000, 4, 4), random[complex128](r, 300, 9, 9)
	all := func() (v []float64) {
		x, err1 := Inv(a)
		_, s, _, err2 := SVD(b)
		if err1 != nil || err2 != nil {
			t.Fatal(err1, err2)
		}
		v = slices.AppendSeq(v, x.Values())
		for z := range s.Values() {
			v = append(v, real(z))
		}
		return v
	}
	several := all()
	defer threadctl.SetBudget(threadctl.SetBudget(1))
	if !slices.Equal(several, all()) {
		t.Error("results differ between one and several threads")
	}
}

func TestScales(t *testing.T) {
	for _, s := range []float64{1e-300, 1e-160, 1e160, 1e300} {
		a := ndarray.MulScalar(ndarray.Of(4.0, 1, 2, 1, 3, 0, 2, 0, 5).Reshape(3, 3), s)
		c := toC(a)
		for what, got := range map[string]float64{
			"VectorNorm":         VectorNorm(a, 2) / s / math.Sqrt(60),
			"complex VectorNorm": real(VectorNorm(c, 2)) / s / math.Sqrt(60),
			"MatrixNorm":         MatrixNorm(a, NormFro).Item() / s / math.Sqrt(60),
		} {
			within(t, what, math.Abs(got-1), 1e-15)
		}
		x, err := Solve(c, toC(ndarray.Of(s, 0, 0)))
		y, err2 := Solve(a, ndarray.Of(s, 0, 0))
		if err != nil || err2 != nil {
			t.Fatal(err, err2)
		}
		within(t, "Solve", distance(x, ndarray.Of(15.0/43, -5.0/43, -6.0/43)), 1e-15)
		within(t, "Solve", distance(x, y), 1e-15)
		q, r := QR(c)
		within(t, "QR", distance(ndarray.MulScalar(mul(q, r), complex(1/s, 0)), ndarray.MulScalar(a, 1/s)), 1e-13)
		_, sv, _, err := SVD(c)
		if err != nil {
			t.Fatal(err)
		}
		real64, err := SVDVals(a)
		if err != nil {
			t.Fatal(err)
		}
		within(t, "SVD", distance(ndarray.MulScalar(sv, complex(1/s, 0)), ndarray.MulScalar(real64, 1/s)), 1e-13)
		w, err := EigValsH(c)
		if err != nil {
			t.Fatal(err)
		}
		v, err := EigVals(c)
		if err != nil {
			t.Fatal(err)
		}
		within(t, "EigValsH", math.Abs(real(ndarray.Sum(w))/s-12), 1e-13)
		within(t, "EigVals", math.Abs(real(ndarray.Sum(v))/s-12), 1e-13)
	}
}

func TestMisuse(t *testing.T) {
	v, rect, sq := ndarray.Ones[float64](3), ndarray.Ones[float64](2, 3), ndarray.Ones[float64](3, 3)
	stack := ndarray.Ones[float64](2, 3, 3)
	for _, c := range []struct {
		kind error
		text string
		f    func()
	}{
		{ndarray.ErrShape, "ndarray: linalg.Det: a matrix has two axes, not shape (3,)", func() { Det(v) }},
		{ndarray.ErrShape, "ndarray: linalg.Det: last 2 dimensions of the array must be square, not (2,3)", func() { Det(rect) }},
		{ndarray.ErrShape, "ndarray: linalg.Inv: last 2 dimensions of the array must be square, not (2,3)", func() { _, _ = Inv(rect) }},
		{ndarray.ErrShape, "ndarray: linalg.SlogDet: last 2 dimensions of the array must be square, not (2,3)", func() { SlogDet(rect) }},
		{ndarray.ErrShape, "ndarray: linalg.Solve: a of shape (3,3) and b of shape (2,3): different numbers of rows", func() { _, _ = Solve(sq, rect) }},
		{ndarray.ErrShape, "ndarray: linalg.Solve: a matrix has two axes, not shape ()", func() { _, _ = Solve(sq, ndarray.Full(1.0)) }},
		{ndarray.ErrShape, "ndarray: linalg.Solve: stacks of shapes (2,) and (4,) could not be broadcast together", func() { _, _ = Solve(stack, ndarray.Ones[float64](4, 3, 1)) }},
		{ndarray.ErrShape, "ndarray: linalg.Lstsq: a of shape (2,3) and b of shape (3,)", func() { _, _ = Lstsq(rect, v) }},
		{ndarray.ErrShape, "ndarray: linalg.Cross: cross products are of vectors of length 3, not 2", func() { Cross(rect, rect, 0) }},
		{ndarray.ErrAxis, "ndarray: linalg.Cross: axis 1 is out of bounds for array of dimension 1", func() { Cross(v, v, 1) }},
		{ndarray.ErrShape, "ndarray: linalg.Outer: operands are vectors, not of shapes (3,) and (2,3)", func() { Outer(v, rect) }},
		{ndarray.ErrValue, "ndarray: linalg.MultiDot: 1 operands, at least two are needed", func() { MultiDot(sq) }},
		{ndarray.ErrShape, "ndarray: linalg.MultiDot: operand 1 of shape (2,3) follows 3 columns", func() { MultiDot(sq, rect) }},
		{ndarray.ErrShape, "ndarray: linalg.MultiDot: operand 1 has shape (3,) instead of two axes", func() { MultiDot(sq, v, sq) }},
		{ndarray.ErrAxis, "ndarray: linalg.VectorNormAxis: axis 1 of an array of dimension 1, or given twice", func() { VectorNormAxis(v, 2, 1) }},
		{ndarray.ErrValue, "ndarray: linalg.MatrixNorm: no norm has number 9", func() { MatrixNorm(sq, 9) }},
		{ndarray.ErrShape, "ndarray: linalg.Cond: no condition number of shape (0,0)", func() { Cond(ndarray.Zeros[float64](0, 0), Norm2) }},
	} {
		_, err := ndarray.Try(func() int { c.f(); return 0 })
		if err == nil || !errors.Is(err, c.kind) || err.Error() != c.text {
			t.Errorf("got %v, want %s", err, c.text)
		}
	}
}

func BenchmarkSolve3(b *testing.B) {
	a, y := ndarray.Of(2.0, 1, 0, 1, 3, 1, 0, 1, 4).Reshape(3, 3), ndarray.Ones[float64](3)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Solve(a, y); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkDet3(b *testing.B) {
	a := ndarray.Of(2.0, 1, 0, 1, 3, 1, 0, 1, 4).Reshape(3, 3)
	b.ReportAllocs()
	for b.Loop() {
		Det(a)
	}
}

func BenchmarkInv3(b *testing.B) {
	a := ndarray.Of(2.0, 1, 0, 1, 3, 1, 0, 1, 4).Reshape(3, 3)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Inv(a); err != nil {
			b.Fatal(err)
		}
	}
}
