package lapack_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	gonumblas "gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/lapack/gonum"

	"github.com/lanewise/lanewise/blas"
	"github.com/lanewise/lanewise/kernels"
	"github.com/lanewise/lanewise/kernels/kerneltest"
)

// matrix is an m×n matrix in rows that are ld elements apart; what lies between them is NaN.
type matrix struct {
	m, n, ld int
	s        []float64
}

func newMatrix(m, n, gap int) matrix {
	a := matrix{m, n, max(n+gap, 1), nil}
	a.s = make([]float64, max((m-1)*a.ld+n, 0))
	for i := range a.s {
		if i%a.ld >= n {
			a.s[i] = math.NaN()
		}
	}
	return a
}

func (a matrix) at(i, j int) float64 { return a.s[i*a.ld+j] }

// set makes elements of their indices.
func (a matrix) set(f func(i, j int) float64) matrix {
	for i := range a.m {
		for j := range a.n {
			a.s[i*a.ld+j] = f(i, j)
		}
	}
	return a
}

func (a matrix) clone() matrix { a.s = slices.Clone(a.s); return a }

func (a matrix) transpose() matrix {
	return newMatrix(a.n, a.m, 0).set(func(i, j int) float64 { return a.at(j, i) })
}

// times multiplies in plain loops.
func (a matrix) times(b matrix) matrix {
	c := newMatrix(a.m, b.n, 0)
	for i := range a.m {
		row := c.s[i*c.ld:]
		for k := range a.n {
			v := a.at(i, k)
			for j, w := range b.s[k*b.ld:][:b.n] {
				row[j] += v * w
			}
		}
	}
	return c
}

// upper returns the first rows of a's upper triangle, with d on the diagonal unless that is NaN.
func (a matrix) upper(rows int, d float64) matrix {
	return newMatrix(rows, a.n, 0).set(func(i, j int) float64 {
		switch {
		case i == j && d == d:
			return d
		case i <= j:
			return a.at(i, j)
		}
		return 0
	})
}

// near wants two matrices within n roundings of the largest element or 1, and nothing
// written between the rows of the first.
func near(t *testing.T, what string, got, want matrix, scale float64) {
	t.Helper()
	n := float64(max(got.m, got.n, 8))
	for i := range want.m {
		for j := range want.n {
			if d := math.Abs(got.at(i, j) - want.at(i, j)); !(d <= 4*n*0x1p-52*scale) {
				t.Fatalf("%s: element (%d, %d) is %g, want %g", what, i, j, got.at(i, j), want.at(i, j))
			}
		}
	}
	for i, v := range got.s {
		if i%got.ld >= got.n && v == v {
			t.Fatalf("%s: wrote between rows", what)
		}
	}
}

func unit(n int) matrix {
	return newMatrix(n, n, 0).set(func(i, j int) float64 {
		if i == j {
			return 1
		}
		return 0
	})
}

var shapes = [][3]int{ // m, n, gap
	{1, 1, 0}, {1, 5, 2}, {5, 1, 0}, {2, 2, 1}, {8, 8, 0}, {9, 9, 3}, {17, 33, 0}, {33, 17, 1}, {40, 40, 24}, {65, 64, 0}, {64, 65, 0},
	{130, 67, 5}, {67, 130, 5}, {200, 9, 0}, {9, 200, 0}, {129, 129, 127}, {300, 290, 0},
}

func random(rnd *rand.Rand) func(i, j int) float64 {
	return func(i, j int) float64 { return rnd.Float64() - 0.5 }
}

func forEachShape(t *testing.T, test func(t *testing.T, rnd *rand.Rand, a matrix)) {
	defer blas.Use()()
	kerneltest.ForEachLevel(t, func(t *testing.T, l kernels.Level) {
		for i, s := range shapes {
			if l == kernels.Portable && s[0]*s[1] > 10000 {
				continue
			}
			rnd := rand.New(rand.NewPCG(1, uint64(i)))
			t.Run(fmt.Sprintf("%dx%d", s[0], s[1]), func(t *testing.T) {
				test(t, rnd, newMatrix(s[0], s[1], s[2]).set(random(rnd)))
			})
		}
	})
}

// TestLU wants the product of the factors, with exchanges undone, and no factor above 1 in L.
func TestLU(t *testing.T) {
	forEachShape(t, func(t *testing.T, rnd *rand.Rand, a matrix) {
		k := min(a.m, a.n)
		f, ipiv := a.clone(), make([]int, k)
		if !impl.Dgetrf(a.m, a.n, f.s, f.ld, ipiv) {
			t.Error("a random matrix is reported singular")
		}
		l := newMatrix(a.m, k, 0).set(func(i, j int) float64 {
			switch {
			case i == j:
				return 1
			case i > j:
				if v := f.at(i, j); math.Abs(v) > 1 {
					t.Errorf("L(%d, %d) is %g", i, j, v)
				}
				return f.at(i, j)
			}
			return 0
		})
		product := l.times(f.upper(k, math.NaN()))
		for i, p := range slices.Backward(ipiv) {
			for j := range a.n {
				product.s[i*product.ld+j], product.s[p*product.ld+j] = product.s[p*product.ld+j], product.s[i*product.ld+j]
			}
		}
		near(t, "P*L*U", product, a, 4)
		near(t, "rows", f, f, 0)
		if a.m == a.n && a.m < 200 {
			checkInverse(t, a, f, ipiv)
			checkSolutions(t, rnd, a, f, ipiv)
		}
	})
}

// condition is an estimate from above of |A|*|A⁻¹| by elements.
func condition(a, inverse matrix) float64 {
	largest := func(a matrix) (most float64) {
		for i := range a.m {
			for j := range a.n {
				most = max(most, math.Abs(a.at(i, j)))
			}
		}
		return most
	}
	return float64(a.n) * max(1, largest(a)*largest(inverse))
}

func checkInverse(t *testing.T, a, f matrix, ipiv []int) {
	t.Helper()
	x := f.clone()
	if !impl.Dgetri(a.n, x.s, x.ld, ipiv, make([]float64, a.n), a.n) {
		t.Error("no inverse")
	}
	near(t, "inv(A)*A", x.times(a), unit(a.n), condition(a, x))
	near(t, "rows", x, x, 0)
}

func checkSolutions(t *testing.T, rnd *rand.Rand, a, f matrix, ipiv []int) {
	t.Helper()
	for _, nrhs := range []int{1, 3, 40} {
		b := newMatrix(a.n, nrhs, 2).set(random(rnd))
		for _, trans := range []gonumblas.Transpose{gonumblas.NoTrans, gonumblas.Trans} {
			x, op := b.clone(), a
			if trans == gonumblas.Trans {
				op = a.transpose()
			}
			impl.Dgetrs(trans, a.n, nrhs, f.s, f.ld, ipiv, x.s, x.ld)
			near(t, "A*X", op.times(x), b, condition(a, x))
			near(t, "rows", x, x, 0)
		}
	}
}

// TestSingular wants gonum's report and pivots where the arithmetic is exact: small
// integers, divided by powers of two.
func TestSingular(t *testing.T) {
	defer blas.Use()()
	for n := 1; n < 90; n += 7 {
		for zero := range min(n, 12) {
			a := newMatrix(n, n, 1).set(func(i, j int) float64 {
				switch {
				case j == zero*n/12: // a column of zeros, or two equal columns
					return 0
				case i == n-1-j:
					return 2
				}
				return float64((i * j) % 2 * (i & j & 1))
			})
			want, wantPivots := a.clone(), make([]int, n)
			wantOK := gonum.Implementation{}.Dgetrf(n, n, want.s, want.ld, wantPivots)
			got, pivots := a.clone(), make([]int, n)
			ok := impl.Dgetrf(n, n, got.s, got.ld, pivots)
			if ok || wantOK || !slices.Equal(pivots, wantPivots) {
				t.Fatalf("n = %d: ok = %v with pivots %v, want %v with %v", n, ok, pivots, wantOK, wantPivots)
			}
			before := got.clone()
			if impl.Dgetri(n, got.s, got.ld, pivots, make([]float64, n), n) || !equalBits(got.s, before.s) {
				t.Fatalf("n = %d: inverse of a singular matrix", n)
			}
		}
	}
}

func equalBits(x, y []float64) bool {
	return slices.EqualFunc(x, y, func(v, w float64) bool { return math.Float64bits(v) == math.Float64bits(w) })
}

// TestCholesky covers both triangles, inverses, solutions, and matrices that are not positive
// definite, with gonum's report.
func TestCholesky(t *testing.T) {
	forEachShape(t, func(t *testing.T, rnd *rand.Rand, a matrix) {
		n := a.m
		g := a.times(a.transpose())
		for i := range n {
			g.s[i*g.ld+i] += 1
		}
		for _, ul := range []gonumblas.Uplo{gonumblas.Upper, gonumblas.Lower} {
			f := triangleOf(ul, g)
			if !impl.Dpotrf(ul, n, f.s, f.ld) {
				t.Fatal("not positive definite")
			}
			near(t, "other triangle", f, triangleOf(ul, f), 0)
			u := f
			if ul == gonumblas.Lower {
				u = f.transpose()
			}
			u = u.upper(n, math.NaN())
			near(t, "Uᵀ*U", u.transpose().times(u), g, float64(n))

			b := newMatrix(n, 3, 1).set(random(rnd))
			x := b.clone()
			impl.Dpotrs(ul, n, 3, f.s, f.ld, x.s, x.ld)
			near(t, "A*X", g.times(x), b, condition(g, x))

			v := f.clone()
			if !impl.Dpotri(ul, n, v.s, v.ld) {
				t.Fatal("no inverse")
			}
			near(t, "other triangle", v, triangleOf(ul, v), 0)
			full := newMatrix(n, n, 0).set(func(i, j int) float64 {
				if (i > j) == (ul == gonumblas.Upper) {
					i, j = j, i
				}
				return v.at(i, j)
			})
			near(t, "inv(A)*A", full.times(g), unit(n), condition(g, full))
			indefinite(t, ul, g)
		}
	})
}

// outside marks the triangle that is not to be touched.
const outside = 1234.5

func triangleOf(ul gonumblas.Uplo, g matrix) matrix {
	return newMatrix(g.n, g.n, 3).set(func(i, j int) float64 {
		if i != j && (i > j) == (ul == gonumblas.Upper) {
			return outside
		}
		return g.at(i, j)
	})
}

func indefinite(t *testing.T, ul gonumblas.Uplo, g matrix) {
	t.Helper()
	for _, v := range []float64{0, -1, math.NaN(), math.Inf(1), math.Inf(-1)} {
		for _, at := range []int{0, g.n / 2, g.n - 1} {
			f := triangleOf(ul, g)
			f.s[at*f.ld+at] = v
			want := gonum.Implementation{}.Dpotrf(ul, f.n, slices.Clone(f.s), f.ld)
			if got := impl.Dpotrf(ul, f.n, f.s, f.ld); got != want {
				t.Errorf("with %g at %d: %v, want %v", v, at, got, want)
			}
		}
	}
}

// TestTriangle wants inverses of triangles, with and without ones on the diagonal.
func TestTriangle(t *testing.T) {
	forEachShape(t, func(t *testing.T, rnd *rand.Rand, a matrix) {
		n := a.m
		g := newMatrix(n, n, 0).set(func(i, j int) float64 {
			if i == j {
				return 2 + rnd.Float64()
			}
			return (rnd.Float64() - 0.5) / float64(n)
		})
		for _, ul := range []gonumblas.Uplo{gonumblas.Upper, gonumblas.Lower} {
			for diag, d := range map[gonumblas.Diag]float64{gonumblas.Unit: 1, gonumblas.NonUnit: math.NaN()} {
				f := triangleOf(ul, g)
				if !impl.Dtrtri(ul, diag, n, f.s, f.ld) {
					t.Fatal("singular")
				}
				near(t, "other triangle", f, triangleOf(ul, f), 0)
				x, y := f, g
				if ul == gonumblas.Lower {
					x, y = f.transpose(), g.transpose()
				}
				near(t, "inv(U)*U", x.upper(n, d).times(y.upper(n, d)), unit(n), 1)
			}
		}
	})
}
