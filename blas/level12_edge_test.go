package blas

import (
	"math"
	"testing"

	"github.com/lanewise/lanewise/kernels"
	"github.com/lanewise/lanewise/kernels/kerneltest"
	"gonum.org/v1/gonum/blas"
)

// TestSpecialValues wants what IEEE arithmetic makes of 0*Inf, which gonum skips, at
// every level; and with alpha or beta 0 nothing of what they multiply.
func TestSpecialValues(t *testing.T) {
	impl, inf, nan := Implementation{}, math.Inf(1), math.NaN()
	kerneltest.ForEachLevel(t, func(t *testing.T, _ kernels.Level) {
		for _, n := range []int{1, 4, 7, 40} {
			square := func(v float64) []float64 {
				a := make([]float64, n*n)
				for i := range a {
					a[i] = v
				}
				return a
			}
			x, infinite := make([]float64, n), square(inf)
			for name, routine := range map[string]func(y []float64){
				"gemv":  func(y []float64) { impl.Dgemv(NoTrans, n, n, 1, infinite, n, x, 1, 0, y, 1) },
				"gemvT": func(y []float64) { impl.Dgemv(Trans, n, n, 1, infinite, n, x, 1, 0, y, 1) },
				"gbmv":  func(y []float64) { impl.Dgbmv(NoTrans, n, n, 0, 0, 1, infinite, 1, x, 1, 0, y, 1) },
				"symv":  func(y []float64) { impl.Dsymv(blas.Upper, n, 1, infinite, n, x, 1, 0, y, 1) },
				"trmv":  func(y []float64) { clear(y); impl.Dtrmv(blas.Lower, NoTrans, blas.NonUnit, n, infinite, n, y, 1) },
				"ger":   func(y []float64) { clear(y); impl.Dger(1, n, 1, x, 1, infinite, 1, y, n) },
			} {
				y := square(nan)[:n]
				if routine(y); !math.IsNaN(y[0]) || !math.IsNaN(y[n-1]) {
					t.Errorf("%s of %d: 0 times Inf is %v", name, n, y)
				}
			}
			for _, trans := range []Transpose{NoTrans, Trans} {
				y := square(nan)[:n]
				impl.Dgemv(trans, n, n, 0, infinite, n, infinite, 1, 0, y, 1)
				impl.Dsymv(blas.Lower, n, 0, infinite, n, infinite, 1, 0, y, 1)
				impl.Daxpy(n, 0, infinite, 1, y, 1)
				if y[0] != 0 || y[n-1] != 0 {
					t.Errorf("%d: alpha = beta = 0 give %v", n, y)
				}
			}
		}
	})
}

// TestNorms takes extreme numbers, with and without an increment.
func TestNorms(t *testing.T) {
	impl := Implementation{}
	for _, n := range []int{1, 5, 600, 9000} {
		for _, inc := range []int{1, 3} {
			for _, v := range []float64{0, 0x1p-1074, 0x1p-1022, 1, 0x1p1000, math.Inf(1), math.NaN()} {
				x, z := make([]float64, n*inc), make([]complex128, n*inc)
				for i := range x {
					x[i], z[i] = -v, complex(0, v)
				}
				want := v * math.Sqrt(float64(n))
				near := func(got, want float64) bool {
					return got == want || math.IsNaN(got) && math.IsNaN(want) || math.Abs(got/want-1) < 1e-13 || math.Abs(got-want) <= 0x1p-1074
				}
				if got := impl.Dnrm2(n, x, inc); !near(got, want) {
					t.Errorf("norm of %d times %g: %g", n, v, got)
				}
				if got := impl.Dznrm2(n, z, inc); !near(got, want) {
					t.Errorf("complex norm of %d times %g: %g", n, v, got)
				}
				if got := impl.Dasum(n, x, inc); !near(got, v*float64(n)) {
					t.Errorf("sum of %d times %g: %g", n, v, got)
				}
			}
		}
	}
}

// TestLargest puts the largest element, equal ones and NaN everywhere.
func TestLargest(t *testing.T) {
	impl := Implementation{}
	for _, n := range []int{1, 31, 100, 1000, 20000} {
		for _, inc := range []int{1, 2} {
			x, z := make([]float64, n*inc), make([]complex128, n*inc)
			for i := range x {
				x[i], z[i] = float64(i%7), complex(float64(i%7), 1)
			}
			for at := 0; at < n; at += max(1, n/23) {
				for _, also := range []int{at, (at + n) / 2, n - 1} {
					old, oldZ := x[at*inc], z[at*inc]
					x[at*inc], x[also*inc] = -50, -50
					z[at*inc], z[also*inc] = -30-20i, 20+30i
					if got := impl.Idamax(n, x, inc); got != at {
						t.Errorf("of %d, increment %d: %d, want %d", n, inc, got, at)
					}
					if got := impl.Izamax(n, z, inc); got != at {
						t.Errorf("complex, of %d, increment %d: %d, want %d", n, inc, got, at)
					}
					nan := (at + 1) % n * inc
					if other := x[nan]; nan != 0 && nan != also*inc {
						x[nan] = math.NaN()
						if got := impl.Idamax(n, x, inc); got != at {
							t.Errorf("of %d with NaN: %d, want %d", n, got, at)
						}
						x[nan] = other
					}
					x[also*inc], z[also*inc] = 1, 1
					x[at*inc], z[at*inc] = old, oldZ
				}
			}
		}
	}
}

// TestAllocations wants none of vectors and matrices that fit into the caches.
func TestAllocations(t *testing.T) {
	if kerneltest.RaceEnabled {
		t.Skip("under the race detector pools forget at random")
	}
	const n = 60
	impl := Implementation{}
	a, x, y := make([]float64, n*n), make([]float64, 3*n), make([]float64, 3*n)
	c, z, w := make([]complex128, n*n), make([]complex128, 3*n), make([]complex128, 3*n)
	for i := range n {
		a[i*n+i], c[i*n+i] = 1, 1
	}
	for name, routine := range map[string]func(){
		"dot":   func() { impl.Ddot(n, x, 1, y, 1); impl.Ddot(n, x, 3, y, -2) },
		"axpy":  func() { impl.Daxpy(n, 2, x, 1, y, 1); impl.Zaxpy(n, 2, z, 3, w, -2) },
		"norms": func() { impl.Dnrm2(n, x, 1); impl.Dasum(n, x, 1); impl.Idamax(n, x, 2); impl.Dznrm2(n, z, 1) },
		"moves": func() { impl.Dswap(n, x, 1, y, 2); impl.Dcopy(n, x, 2, y, 1); impl.Drot(n, x, 1, y, 1, 1, 0) },
		"scal":  func() { impl.Dscal(n, 1.5, x, 2); impl.Zscal(n, 1.5, z, 1); impl.Zdscal(n, 0.5, z, 1) },
		"gemv": func() {
			impl.Dgemv(NoTrans, n, n, 2, a, n, x, 1, 3, y, 1)
			impl.Dgemv(Trans, n, n, 2, a, n, x, 2, 3, y, -1)
			impl.Zgemv(ConjTrans, n, n, 2, c, n, z, 1, 3, w, 1)
		},
		"ger": func() { impl.Dger(n, n, 0.5, x, 1, y, 1, a, n); impl.Zgerc(n, n, 0.5, z, 1, w, 1, c, n) },
		"symv": func() {
			impl.Dsymv(blas.Upper, n, 2, a, n, x, 1, 3, y, 1)
			impl.Zhemv(blas.Lower, n, 2, c, n, z, 1, 3, w, 1)
		},
		"trsv": func() {
			impl.Dtrsv(blas.Upper, NoTrans, blas.Unit, n, a, n, x, 1)
			impl.Ztrmv(blas.Lower, ConjTrans, blas.Unit, n, c, n, z, 2)
		},
		"syr2": func() { impl.Dsyr2(blas.Lower, n, 0.5, x, 1, y, 1, a, n); impl.Zher(blas.Upper, n, 0.5, z, 1, c, n) },
	} {
		routine()
		if got := testing.AllocsPerRun(20, routine); got >= 1 {
			t.Errorf("%s: %v allocations", name, got)
		}
	}
}
