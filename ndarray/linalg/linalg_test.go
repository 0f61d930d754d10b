package linalg

import (
	"math"
	"math/cmplx"
	"math/rand/v2"
	"testing"

	"github.com/lanewise/lanewise/ndarray"
)

// A named type, as users have them.
type volts float64

// constant is the c of the error bounds in the docstrings.
const constant = 20

// toC returns a in complex128, in C order.
func toC[T ndarray.Inexact](a ndarray.Array[T]) ndarray.Array[complex128] {
	if isComplex[T]() {
		return give[complex128](take[complex128](a), a.Shape())
	}
	return give[complex128](take[float64](a), a.Shape())
}

// norm returns the Frobenius norm of all elements.
func norm[T ndarray.Inexact](a ndarray.Array[T]) float64 {
	sum := 0.0
	for v := range toC(a).Values() {
		sum += real(v)*real(v) + imag(v)*imag(v)
	}
	return math.Sqrt(sum)
}

// distance returns the norm of a - b.
func distance[T, U ndarray.Inexact](a ndarray.Array[T], b ndarray.Array[U]) float64 {
	return norm(ndarray.Sub(toC(a), toC(b)))
}

// mul returns the matrix product in complex128.
func mul[T, U ndarray.Inexact](a ndarray.Array[T], b ndarray.Array[U]) ndarray.Array[complex128] {
	return ndarray.MatMul(toC(a), toC(b))
}

// adj returns the conjugate transposes.
func adj[T ndarray.Inexact](a ndarray.Array[T]) ndarray.Array[complex128] {
	return ndarray.Conj(MatrixTranspose(toC(a)))
}

// unit is half the distance from 1 to the next number of T.
func unit[T ndarray.Inexact]() float64 { return epsOf[T]() / 2 }

// within fails unless err <= bound.
func within(t *testing.T, what string, err, bound float64) {
	t.Helper()
	if !(err <= bound) {
		t.Errorf("%s: error %.3g, at most %.3g allowed", what, err, bound)
	}
}

// checkUnitary fails unless the columns of q are orthonormal.
func checkUnitary[T ndarray.Inexact](t *testing.T, what string, q ndarray.Array[T], unit float64) {
	t.Helper()
	gram := mul(adj(q), q)
	n := gram.Shape()[gram.NDim()-1]
	stack := float64(max(1, gram.Size()/max(n*n, 1)))
	within(t, what+": orthonormal columns", distance(gram, eyes(gram)), constant*float64(q.Shape()[q.NDim()-2]+1)*unit*stack)
}

// random returns normal numbers.
func random[T ndarray.Inexact](r *rand.Rand, shape ...int) ndarray.Array[T] {
	z := ndarray.Zeros[complex128](shape...)
	d, _ := z.Data()
	for i := range d {
		d[i] = complex(r.NormFloat64(), 0)
		if isComplex[T]() {
			d[i] += complex(0, r.NormFloat64())
		}
	}
	return narrow[T](z)
}

// narrow rounds to T.
func narrow[T ndarray.Inexact](z ndarray.Array[complex128]) ndarray.Array[T] {
	d, _ := z.Copy().Data()
	if isComplex[T]() {
		return give[T](d, z.Shape())
	}
	f := make([]float64, len(d))
	for i, v := range d {
		f[i] = real(v)
	}
	return give[T](f, z.Shape())
}

// samples returns stacks of m×n matrices that are hard in different ways, and views.
func samples[T ndarray.Inexact](m, n int) []ndarray.Array[T] {
	r := rand.New(rand.NewPCG(uint64(m), uint64(n)))
	hilbert, graded := ndarray.Zeros[complex128](m, n), ndarray.Zeros[complex128](m, n)
	low := mul(random[T](r, m, 1), random[T](r, 1, n))
	for i := range m {
		for j := range n {
			hilbert.Set(complex(1/float64(i+j+1), 0), i, j)
			graded.Set(complex(r.NormFloat64()*math.Ldexp(1, -i-j), 0), i, j)
		}
	}
	wide := random[T](r, 2*m, 3*n+1)
	return []ndarray.Array[T]{random[T](r, m, n), narrow[T](hilbert), narrow[T](graded), narrow[T](low), ndarray.Zeros[T](m, n), random[T](r, 2, 3, m, n), random[T](r, n, m).T(),
		wide.Slice(ndarray.RS(0, ndarray.End, 2), ndarray.RS(3*n, n, -2)).Slice(ndarray.All, ndarray.R(0, n)), random[T](r, m, n).BroadcastTo(2, m, n), ndarray.Zeros[T](0, m, n)}
}

// shapes are sizes on both sides of all thresholds.
var shapes = [][2]int{{1, 1}, {2, 2}, {3, 3}, {5, 3}, {3, 5}, {1, 4}, {4, 1}, {13, 13}, {20, 13}, {13, 20}, {50, 50}, {0, 0}, {3, 0}, {0, 3}}

// eachSample calls f for all samples of a type that have at least as many rows as
// columns if tall, and are square if square.
func eachSample[T ndarray.Inexact](square bool, f func(a ndarray.Array[T], m, n int)) {
	most := 2500
	if _, ok := any(*new(T)).(float64); !ok && !isComplex[T]() || testing.Short() { // the same code as for float64
		most = 50
	}
	for _, s := range shapes {
		if square && s[0] != s[1] || s[0]*s[1] > most {
			continue
		}
		for _, a := range samples[T](s[0], s[1]) {
			f(a, s[0], s[1])
		}
	}
}

func allTypes(t *testing.T, f64, named, f32, c128, c64 func(t *testing.T)) {
	t.Run("float64", f64)
	t.Run("volts", named)
	t.Run("float32", f32)
	t.Run("complex128", c128)
	t.Run("complex64", c64)
}

func testQR[T ndarray.Inexact](t *testing.T) {
	eachSample(false, func(a ndarray.Array[T], m, n int) {
		for _, f := range []func(ndarray.Array[T]) (q, r ndarray.Array[T]){QR[T], QRComplete[T]} {
			q, r := f(a)
			within(t, "q@r", distance(mul(q, r), a), constant*float64(m+1)*unit[T]()*norm(a))
			checkUnitary(t, "q", q, unit[T]())
			checkTriangle(t, r, false)
			for v := range Diagonal(toC(r), 0).Values() {
				if imag(v) != 0 {
					t.Fatal("diagonal of r has", v)
				}
			}
		}
	})
}

func TestQR(t *testing.T) {
	allTypes(t, testQR[float64], testQR[volts], testQR[float32], testQR[complex128], testQR[complex64])
}

// checkTriangle fails unless the elements on one side of the diagonal are 0.
func checkTriangle[T ndarray.Inexact](t *testing.T, a ndarray.Array[T], lower bool) {
	t.Helper()
	shape := a.Shape()
	m, n := shape[len(shape)-2], shape[len(shape)-1]
	i := 0
	for v := range a.Values() {
		if row, col := i/n%m, i%n; v != 0 && (lower && col > row || !lower && col < row) {
			t.Fatalf("element (%d, %d) is %v", row, col, v)
		}
		i++
	}
}

func testSVD[T ndarray.Inexact](t *testing.T) {
	eachSample(false, func(a ndarray.Array[T], m, n int) {
		bound := constant * float64(max(m, n)+1) * unit[T]() * norm(a)
		u, s, vh, err := SVD(a)
		if err != nil {
			t.Fatal(err)
		}
		k := min(m, n)
		within(t, "u*s@vh", distance(mul(ndarray.Mul(u, s.Reshape(append(s.Shape()[:s.NDim()-1], 1, k)...)), vh), a), bound)
		checkUnitary(t, "u", u, unit[T]())
		checkUnitary(t, "v", adj(vh), unit[T]())
		vals, err := SVDVals(a)
		within(t, "SVDVals", distance(vals, s), bound)
		last := math.Inf(1)
		i := 0
		for v := range toC(s).Values() {
			if i%k == 0 {
				last = math.Inf(1)
			}
			if imag(v) != 0 || !(real(v) >= 0 && real(v) <= last) {
				t.Fatal("singular values", s)
			}
			last = real(v)
			i++
		}
		fu, fs, fvh, ferr := SVDFull(a)
		if err != nil || ferr != nil {
			t.Fatal(err, ferr)
		}
		checkUnitary(t, "full u", fu, unit[T]())
		checkUnitary(t, "full v", adj(fvh), unit[T]())
		thin := mul(ndarray.Mul(fu.Slice(ndarray.Rest, ndarray.R(0, k)), fs.Reshape(append(fs.Shape()[:fs.NDim()-1], 1, k)...)), fvh.Slice(ndarray.Rest, ndarray.R(0, k), ndarray.All))
		within(t, "full product", distance(thin, a), bound)
	})
}

func TestSVD(t *testing.T) {
	allTypes(t, testSVD[float64], testSVD[volts], testSVD[float32], testSVD[complex128], testSVD[complex64])
}

func testEigH[T ndarray.Inexact](t *testing.T) {
	eachSample(true, func(a ndarray.Array[T], n, _ int) {
		h := narrow[T](ndarray.Add(toC(a), adj(a)))
		w, v, err := EigH(h)
		if err != nil {
			t.Fatal(err)
		}
		bound := constant * float64(n+1) * unit[T]() * norm(h)
		within(t, "h@v", distance(mul(h, v), ndarray.Mul(v, w.Reshape(append(w.Shape()[:w.NDim()-1], 1, n)...))), bound)
		checkUnitary(t, "v", v, unit[T]())
		vals, err := EigValsH(h)
		if err != nil {
			t.Fatal(err)
		}
		within(t, "EigValsH", distance(vals, w), bound)
		i, last := 0, 0.0
		for x := range toC(w).Values() {
			if i%n > 0 && real(x) < last || imag(x) != 0 {
				t.Fatal("eigenvalues", w)
			}
			i, last = i+1, real(x)
		}
	})
}

func TestEigH(t *testing.T) {
	allTypes(t, testEigH[float64], testEigH[volts], testEigH[float32], testEigH[complex128], testEigH[complex64])
}

func testEig[T ndarray.Inexact](t *testing.T) {
	eachSample(true, func(a ndarray.Array[T], n, _ int) {
		w, v, err := Eig(a)
		if err != nil {
			t.Fatal(err)
		}
		bound := constant * float64(n+1) * eps * norm(a)
		within(t, "a@v", distance(mul(a, v), ndarray.Mul(v, w.Reshape(append(w.Shape()[:w.NDim()-1], 1, n)...))), bound)
		for i := range w.Size() / max(n, 1) {
			one := v.Reshape(-1, n, n).Row(i)
			for j := range n {
				if r := VectorNorm(one.Slice(ndarray.All, ndarray.I(j)), 2); math.Abs(real(r)-1) > 1e-14 {
					t.Fatal("eigenvector of length", r)
				}
			}
		}
		vals, err := EigVals(a)
		if err != nil {
			t.Fatal(err)
		}
		// Not each value is well conditioned, but their sum is.
		within(t, "sum of EigVals", distance(ndarray.SumAxis(vals, -1), Trace(toC(a), 0)), bound*4)
	})
}

func TestEig(t *testing.T) {
	allTypes(t, testEig[float64], testEig[volts], testEig[float32], testEig[complex128], testEig[complex64])
}

func TestEigOfRotations(t *testing.T) {
	w, _, err := Eig(ndarray.Of(0.0, -1, 1, 0).Reshape(2, 2))
	if err != nil || w.At(0) != 1i || w.At(1) != -1i {
		t.Error(w, err)
	}
	// A permutation matrix, on which unshifted steps would not converge.
	c, _, err := Eig(ndarray.Of[complex128](0, 0, 1, 1, 0, 0, 0, 1, 0).Reshape(3, 3))
	if err != nil {
		t.Fatal(err)
	}
	for v := range c.Values() {
		if cmplx.Abs(v*v*v-1) > 1e-14 {
			t.Error("not a root of 1:", v)
		}
	}
	// One Jordan block: all eigenvalues equal, one eigenvector.
	j := ndarray.Of[complex128](2, 1, 0, 0, 2, 1, 0, 0, 2).Reshape(3, 3)
	if w, v, err := Eig(j); err != nil || cmplx.Abs(w.At(2)-2) > 1e-4 || distance(mul(j, v), ndarray.Mul(v, w)) > 1e-14 {
		t.Error(w, v, err)
	}
}

func testCholesky[T ndarray.Inexact](t *testing.T) {
	eachSample(true, func(a ndarray.Array[T], n, _ int) {
		shift := ndarray.MulScalar(eyes(toC(a)), complex(0.01+norm(a)*float64(n)*unit[T](), 0))
		p := narrow[T](ndarray.Add(mul(a, adj(a)), shift))
		l, err := Cholesky(p)
		if err != nil {
			t.Fatal(err)
		}
		bound := constant * float64(n+1) * unit[T]() * norm(p)
		within(t, "l@lᴴ", distance(mul(l, adj(l)), p), bound)
		checkTriangle(t, l, true)
		u, err := CholeskyUpper(p)
		if err != nil {
			t.Fatal(err)
		}
		within(t, "uᴴ@u", distance(mul(adj(u), u), p), bound)
		checkTriangle(t, u, false)
	})
}

func TestCholesky(t *testing.T) {
	allTypes(t, testCholesky[float64], testCholesky[volts], testCholesky[float32], testCholesky[complex128], testCholesky[complex64])
}

func testSolve[T ndarray.Inexact](t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	eachSample(true, func(a ndarray.Array[T], n, _ int) {
		for _, b := range []ndarray.Array[T]{random[T](r, n), random[T](r, n, 1), random[T](r, 4, n).T(), random[T](r, 2, 1, 1, n, 2), random[T](r, n, 0)} {
			checkSolution(t, a, b, n)
		}
		x, err := Inv(a)
		if err == nil {
			within(t, "a@Inv(a)", distance(mul(a, x), eyes(toC(a))), constant*float64(n+1)*unit[T]()*norm(a)*norm(x))
		} else if r, _ := MatrixRank(a); a.Size() == 0 || minimum(r) == n {
			t.Error(err)
		}
	})
}

func minimum(a ndarray.Array[int]) int {
	least := math.MaxInt
	for v := range a.Values() {
		least = min(least, v)
	}
	return least
}

func checkSolution[T ndarray.Inexact](t *testing.T, a, b ndarray.Array[T], n int) {
	t.Helper()
	_, ok := ndarray.Try(func() []int { return broadcast("", a.Shape()[:a.NDim()-2], b.Shape()[:max(b.NDim()-2, 0)]) })
	x, err := solveOrPanic(a, b)
	if ok != nil {
		if err == nil {
			t.Error("solved stacks that do not broadcast")
		}
		return
	}
	if err != nil {
		if r, _ := MatrixRank(a); a.Size() == 0 || minimum(r) == n {
			t.Error(err)
		}
		return
	}
	bound := constant * float64(n+1) * unit[T]() * norm(a) * norm(x)
	got, want := ndarray.Array[complex128]{}, toC(b)
	if b.NDim() == 1 {
		got, want = ndarray.MatVec(toC(a), toC(x)), want.BroadcastTo(x.Shape()...)
	} else {
		got, want = mul(a, x), want.BroadcastTo(x.Shape()...)
	}
	within(t, "a@x", distance(got, want), bound)
}

// solveOrPanic returns the panic as an error, too.
func solveOrPanic[T ndarray.Inexact](a, b ndarray.Array[T]) (x ndarray.Array[T], err error) {
	_, misuse := ndarray.Try(func() int { x, err = Solve(a, b); return 0 })
	if misuse != nil {
		return x, misuse
	}
	return x, err
}

func TestSolve(t *testing.T) {
	allTypes(t, testSolve[float64], testSolve[volts], testSolve[float32], testSolve[complex128], testSolve[complex64])
}
