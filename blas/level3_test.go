package blas

import (
	"fmt"
	"math/cmplx"
	"math/rand/v2"
	"testing"

	"github.com/lanewise/lanewise/blas/internal/check"
	"github.com/lanewise/lanewise/kernels"
	"github.com/lanewise/lanewise/kernels/kerneltest"
	"github.com/lanewise/lanewise/threadctl"
	"gonum.org/v1/gonum/blas"
)

// fromComplex and toComplex convert between the element types and the one that the
// loops of tests compute in.
func fromComplex[T Scalar](v complex128) T {
	switch any(*new(T)).(type) {
	case float32:
		return any(float32(real(v))).(T)
	case float64:
		return any(real(v)).(T)
	case complex64:
		return any(complex64(v)).(T)
	}
	return any(v).(T)
}

func toComplex[T Scalar](v T) complex128 {
	switch v := any(v).(type) {
	case float32:
		return complex(float64(v), 0)
	case float64:
		return complex(v, 0)
	case complex64:
		return complex128(v)
	case complex128:
		return v
	}
	panic("unreachable")
}

func epsilon[T Scalar]() float64 {
	if k := kindOf[T](); k == kindF32 || k == kindC64 {
		return 0x1p-23
	}
	return 0x1p-52
}

// testMatrix is a matrix in rows, with NaN between them.
type testMatrix[T Scalar] struct {
	s          []T
	ld         int
	rows, cols int
}

func newTestMatrix[T Scalar](r *rand.Rand, rows, cols, pad int) testMatrix[T] {
	m := testMatrix[T]{ld: max(cols, 1) + pad, rows: rows, cols: cols}
	m.s = make([]T, max((rows-1)*m.ld+cols, 0))
	for i := range m.s {
		m.s[i] = fromComplex[T](cmplx.NaN())
	}
	for i := range rows {
		for j := range cols {
			m.s[i*m.ld+j] = fromComplex[T](complex(r.NormFloat64(), r.NormFloat64()))
		}
	}
	return m
}

func (m testMatrix[T]) copy() testMatrix[T] {
	m.s = append([]T(nil), m.s...)
	return m
}

// hide puts NaN where a triangle does not lie, and on the diagonal if unit is set.
func (m testMatrix[T]) hide(uplo blas.Uplo, unit bool) testMatrix[T] {
	for i := range m.rows {
		for j := range m.cols {
			if i == j && unit || i != j && (i > j) != (uplo == blas.Lower) {
				m.s[i*m.ld+j] = fromComplex[T](cmplx.NaN())
			}
		}
	}
	return m
}

func (m testMatrix[T]) at(i, j int) complex128 { return toComplex(m.s[i*m.ld+j]) }

// element is a matrix as a function.
type element func(i, j int) complex128

// op returns op(m).
func (m testMatrix[T]) op(t blas.Transpose) element {
	switch t {
	case NoTrans:
		return m.at
	case Trans:
		return func(i, j int) complex128 { return m.at(j, i) }
	}
	return func(i, j int) complex128 { return cmplx.Conj(m.at(j, i)) }
}

// full returns the symmetric or Hermitian matrix of which m holds a triangle.
func (m testMatrix[T]) full(uplo blas.Uplo, hermitian bool) element {
	return func(i, j int) complex128 {
		switch {
		case i == j && hermitian:
			return complex(real(m.at(i, i)), 0)
		case i == j || (i > j) == (uplo == blas.Lower):
			return m.at(i, j)
		case hermitian:
			return cmplx.Conj(m.at(j, i))
		}
		return m.at(j, i)
	}
}

// compare holds elements of c in the area against the sums of k terms and beta*before,
// within roundings of the sum of absolute values; the others must be as before.
func compare[T Scalar](t *testing.T, name string, c, before testMatrix[T], part area, k int, terms func(i, j, l int) complex128, beta complex128, hermitian bool) {
	t.Helper()
	for i := range c.rows {
		lo, hi := part.span(i, 0, c.cols)
		for j := range c.ld {
			x := i*c.ld + j
			if x >= len(c.s) {
				break
			}
			if j < lo || j >= hi {
				if !same(c.s[x], before.s[x]) {
					t.Fatalf("%s: element (%d, %d) outside was written", name, i, j)
				}
				continue
			}
			var want complex128
			var size float64
			for l := range k {
				term := terms(i, j, l)
				want += term
				size += cmplx.Abs(term)
			}
			if beta != 0 {
				old := before.at(i, j)
				if hermitian && i == j {
					old = complex(real(old), 0)
				}
				want += beta * old
				size += cmplx.Abs(beta * old)
			}
			if got := c.at(i, j); !(cmplx.Abs(got-want) <= float64(k+8)*4*epsilon[T]()*size) {
				t.Fatalf("%s: element (%d, %d) is %v, want %v", name, i, j, got, want)
			} else if hermitian && i == j && imag(got) != 0 {
				t.Fatalf("%s: element (%d, %d) is not real", name, i, j)
			}
		}
	}
}

// same reports whether two elements have the same bits, or are both NaN.
func same[T Scalar](a, b T) bool {
	x, y := toComplex(a), toComplex(b)
	return kerneltest.Same(real(x), real(y)) && kerneltest.Same(imag(x), imag(y))
}

// eachSetting runs a test for all element types, at every level, with the usual
// blocks and with blocks so small that small matrices cross all their borders, on
// one thread and on several.
func eachSetting(t *testing.T, test func(t *testing.T, k kind)) {
	kerneltest.ForEachLevel(t, func(t *testing.T, l kernels.Level) {
		for k := range kinds {
			test(t, k)
			shrink(func() { test(t, k) }, 1)
			if !testing.Short() {
				shrink(func() { test(t, k) }, 3)
			}
		}
	})
}

// shrink runs f with small blocks and a number of threads.
func shrink(f func(), threads int) {
	old := blockTable
	defer func() { blockTable = old }()
	for l := range blockTable {
		for k := range blockTable[l] {
			s := &blockTable[l][k]
			s.mc, s.kc, s.nc, s.share = 2*s.mr, max(16, 2*s.mr), 2*s.nr, 1
		}
	}
	defer threadctl.SetBudget(threadctl.SetBudget(threads))
	f()
}

// tries returns how many cases a test draws.
func tries(n int) int {
	if testing.Short() {
		return max(n/3, 1)
	}
	return n
}

// byKind calls the instance of a generic test for an element type.
func byKind(k kind, f32, f64, c64, c128 func()) {
	[]func(){f32, f64, c64, c128}[k]()
}

var (
	transposes = []blas.Transpose{NoTrans, Trans, ConjTrans}
	uplos      = []blas.Uplo{blas.Upper, blas.Lower}
	sides      = []blas.Side{blas.Left, blas.Right}
	diags      = []blas.Diag{blas.NonUnit, blas.Unit}
	factorsOf  = []complex128{0, 1, complex(-0.5, 1.5)}
)

// lengths returns sizes around those of tiles.
func lengths[T Scalar](r *rand.Rand) int {
	s := blocksOf[T]()
	n := []int{1, 2, 3, s.mr, s.nr, 2 * s.mr, 2 * s.nr, s.kc, 3 * s.lanes}[r.IntN(9)]
	return max(1, min(n, 100)+r.IntN(3)-1)
}

func TestGemmLoops(t *testing.T) {
	eachSetting(t, func(t *testing.T, k kind) {
		byKind(k, func() { gemmLoops[float32](t) }, func() { gemmLoops[float64](t) }, func() { gemmLoops[complex64](t) }, func() { gemmLoops[complex128](t) })
	})
}

func gemmLoops[T Scalar](t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, ta := range transposes {
		for _, tb := range transposes {
			for range tries(8) {
				m, n, k := lengths[T](r), lengths[T](r), lengths[T](r)
				alpha, beta := fromComplex[T](factorsOf[1+r.IntN(2)]), fromComplex[T](factorsOf[r.IntN(3)])
				rowsA, colsA := check.Stored(ta, m, k)
				rowsB, colsB := check.Stored(tb, k, n)
				a, b, c := newTestMatrix[T](r, rowsA, colsA, r.IntN(3)), newTestMatrix[T](r, rowsB, colsB, r.IntN(3)), newTestMatrix[T](r, m, n, r.IntN(3))
				if beta == 0 {
					c.s[r.IntN(len(c.s))] = fromComplex[T](cmplx.NaN())
				}
				before := c.copy()
				Gemm(ta, tb, m, n, k, alpha, a.s, a.ld, b.s, b.ld, beta, c.s, c.ld)
				x, y := a.op(ta), b.op(tb)
				compare(t, fmt.Sprintf("%T %c%c %d %d %d alpha %v beta %v", alpha, ta, tb, m, n, k, alpha, beta), c, before, whole, k,
					func(i, j, l int) complex128 { return toComplex(alpha) * x(i, l) * y(l, j) }, toComplex(beta), false)
			}
		}
	}
}

func TestSymmLoops(t *testing.T) {
	eachSetting(t, func(t *testing.T, k kind) {
		byKind(k, func() { symmLoops[float32](t) }, func() { symmLoops[float64](t) }, func() { symmLoops[complex64](t) }, func() { symmLoops[complex128](t) })
	})
}

func symmLoops[T Scalar](t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for _, side := range sides {
		for _, uplo := range uplos {
			for try := range tries(12) {
				hermitian := isComplex[T]() && try%2 == 0
				m, n := lengths[T](r), lengths[T](r)
				k := check.Order(side, m, n)
				alpha, beta := fromComplex[T](factorsOf[1+r.IntN(2)]), fromComplex[T](factorsOf[r.IntN(3)])
				a, b, c := newTestMatrix[T](r, k, k, 1).hide(uplo, false), newTestMatrix[T](r, m, n, 2), newTestMatrix[T](r, m, n, r.IntN(3))
				before := c.copy()
				symm(hermitian, side, uplo, m, n, alpha, a.s, a.ld, b.s, b.ld, beta, c.s, c.ld)
				x, y := a.full(uplo, hermitian), element(b.at)
				if side == blas.Right {
					x, y = y, x
				}
				compare(t, fmt.Sprintf("%T symm %v %c%c %d %d", alpha, hermitian, side, uplo, m, n), c, before, whole, k,
					func(i, j, l int) complex128 { return toComplex(alpha) * x(i, l) * y(l, j) }, toComplex(beta), false)
			}
		}
	}
}

func TestSyrkLoops(t *testing.T) {
	eachSetting(t, func(t *testing.T, k kind) {
		byKind(k, func() { syrkLoops[float32](t) }, func() { syrkLoops[float64](t) }, func() { syrkLoops[complex64](t) }, func() { syrkLoops[complex128](t) })
	})
}

func syrkLoops[T Scalar](t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for _, uplo := range uplos {
		for try := range tries(24) {
			hermitian := isComplex[T]() && try%2 == 0
			tr, adjoint := NoTrans, Trans
			if hermitian {
				adjoint = ConjTrans
			}
			if try%4 < 2 {
				tr = adjoint
			}
			n, k := lengths[T](r), lengths[T](r)
			alpha, beta := factorsOf[1+r.IntN(2)], factorsOf[r.IntN(3)]
			second := alpha
			rows, cols := check.Stored(tr, n, k)
			a, b, c := newTestMatrix[T](r, rows, cols, 1), newTestMatrix[T](r, rows, cols, 2), newTestMatrix[T](r, n, n, r.IntN(3))
			if hermitian {
				beta = complex(real(beta), 0)
				second = cmplx.Conj(alpha)
			}
			if !isComplex[T]() {
				alpha, beta, second = complex(real(alpha), 0), complex(real(beta), 0), complex(real(alpha), 0)
			}
			before, name := c.copy(), fmt.Sprintf("%T %v %c%c %d %d", a.s[0], hermitian, uplo, tr, n, k)
			x, y := a.op(tr), b.op(tr)
			conj := func(v complex128) complex128 { return v }
			if hermitian {
				conj = cmplx.Conj
			}
			syr2k(hermitian, uplo, tr, n, k, fromComplex[T](alpha), a.s, a.ld, b.s, b.ld, fromComplex[T](beta), c.s, c.ld)
			compare(t, "syr2k "+name, c, before, areaOf(uplo), 2*k, func(i, j, l int) complex128 {
				if l < k {
					return alpha * x(i, l) * conj(y(j, l))
				}
				return second * y(i, l-k) * conj(x(j, l-k))
			}, beta, hermitian)
			if hermitian {
				alpha = complex(real(alpha), 0)
			}
			c = before.copy()
			syrk(hermitian, uplo, tr, n, k, fromComplex[T](alpha), a.s, a.ld, fromComplex[T](beta), c.s, c.ld)
			compare(t, "syrk "+name, c, before, areaOf(uplo), k, func(i, j, l int) complex128 {
				return alpha * x(i, l) * conj(x(j, l))
			}, beta, hermitian)
		}
	}
}

func TestTriangularLoops(t *testing.T) {
	eachSetting(t, func(t *testing.T, k kind) {
		byKind(k, func() { triangularLoops[float32](t) }, func() { triangularLoops[float64](t) }, func() { triangularLoops[complex64](t) }, func() { triangularLoops[complex128](t) })
	})
}

// triangularLoops checks Trmm by its terms, and Trsm by what the solution gives.
func triangularLoops[T Scalar](t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	for _, side := range sides {
		for _, uplo := range uplos {
			for _, tr := range transposes {
				for _, diag := range diags {
					for range tries(3) {
						m, n := lengths[T](r), lengths[T](r)
						k := check.Order(side, m, n)
						alpha := fromComplex[T](factorsOf[1+r.IntN(2)])
						a, b := newTestMatrix[T](r, k, k, r.IntN(3)), newTestMatrix[T](r, m, n, r.IntN(3))
						for i := range k { // so that solutions don't grow
							for j := range k {
								a.s[i*a.ld+j] *= fromComplex[T](complex(1/float64(k), 0))
							}
							a.s[i*a.ld+i] += 2
						}
						a.hide(uplo, diag == blas.Unit)
						op := a.op(tr)
						lower := (uplo == blas.Lower) == (tr == NoTrans)
						x := func(i, j int) complex128 {
							switch {
							case i == j && diag == blas.Unit:
								return 1
							case i != j && (i > j) != lower:
								return 0
							}
							return op(i, j)
						}
						product := func(b testMatrix[T], alpha T) func(i, j, l int) complex128 {
							if side == blas.Left {
								return func(i, j, l int) complex128 { return toComplex(alpha) * x(i, l) * b.at(l, j) }
							}
							return func(i, j, l int) complex128 { return toComplex(alpha) * b.at(i, l) * x(l, j) }
						}
						name := fmt.Sprintf("%T %c%c%c%c %d %d", alpha, side, uplo, tr, diag, m, n)
						before := b.copy()
						trmm(false, side, uplo, tr, diag, m, n, alpha, a.s, a.ld, b.s, b.ld)
						compare(t, "trmm "+name, b, before, whole, k, product(before, alpha), 0, false)
						b = before.copy()
						trmm(true, side, uplo, tr, diag, m, n, alpha, a.s, a.ld, b.s, b.ld)
						scaled := before.copy()
						scale(alpha, whole, scaled.s, scaled.ld, 0, m, 0, n)
						compare(t, "trsm "+name, scaled, scaled, whole, k, product(b, 1), 0, false)
					}
				}
			}
		}
	}
}
