package blas

import (
	"math"
	"math/cmplx"
	"math/rand/v2"
	"runtime"
	"runtime/debug"
	"sync"
	"testing"

	"github.com/lanewise/lanewise/blas/internal/check"
	"github.com/lanewise/lanewise/kernels"
	"github.com/lanewise/lanewise/kernels/kerneltest"
	"github.com/lanewise/lanewise/threadctl"
	"gonum.org/v1/gonum/blas"
)

// TestGemmGuards places every operand against a page that can't be touched: at
// its end, and at its beginning.
func TestGemmGuards(t *testing.T) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	kerneltest.ForEachLevel(t, func(t *testing.T, l kernels.Level) {
		for k := range kinds {
			byKind(k, func() { guardedGemm[float32](t) }, func() { guardedGemm[float64](t) }, func() { guardedGemm[complex64](t) }, func() { guardedGemm[complex128](t) })
		}
	})
}

func guardedGemm[T Scalar](t *testing.T) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	const most = 70
	var arenas [3]*kerneltest.Arena
	for i := range arenas {
		arenas[i] = kerneltest.NewArena(t, most*most*16)
	}
	r := rand.New(rand.NewPCG(9, 10))
	s := blocksOf[T]()
	tries := 40
	if testing.Short() {
		tries = 10
	}
	for try := range tries {
		m, n, k := 1+r.IntN(2*s.mr+1), 1+r.IntN(min(2*s.nr+1, most)), 1+r.IntN(20)
		ta, tb := transposes[try%2], transposes[try/2%2]
		place := kerneltest.Back[T]
		if try%4 < 2 {
			place = kerneltest.Front[T]
		}
		rowsA, colsA := check.Stored(ta, m, k)
		rowsB, colsB := check.Stored(tb, k, n)
		a, b, c := place(arenas[0], rowsA*colsA), place(arenas[1], rowsB*colsB), place(arenas[2], m*n)
		for i := range a {
			a[i] = fromComplex[T](complex(r.NormFloat64(), r.NormFloat64()))
		}
		for i := range b {
			b[i] = fromComplex[T](complex(r.NormFloat64(), r.NormFloat64()))
		}
		clear(c)
		for _, beta := range []T{0, 1} {
			Gemm(ta, tb, m, n, k, 1, a, colsA, b, colsB, beta, c, n)
		}
	}
}

// TestTriangularGuards does that for triangular matrices.
func TestTriangularGuards(t *testing.T) {
	kerneltest.ForEachLevel(t, func(t *testing.T, l kernels.Level) {
		defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
		a, b := kerneltest.NewArena(t, 40*40*8), kerneltest.NewArena(t, 40*70*8)
		for _, side := range sides {
			for n := range 40 {
				m, cols := n+1, 70-n
				k := check.Order(side, m, cols)
				x, y := kerneltest.Back[float64](a, min(k, 40)*min(k, 40)), kerneltest.Back[float64](b, m*cols)
				if k > 40 {
					continue
				}
				for i := range x {
					x[i] = 1
				}
				for _, solve := range []bool{false, true} {
					trmm(solve, side, uplos[n%2], transposes[n%3], diags[n/2%2], m, cols, 2, x, k, y, cols)
				}
			}
		}
	})
}

// TestThreadsBits holds results on one thread and on several against each other.
func TestThreadsBits(t *testing.T) {
	const m, n, k = 150, 130, 170
	r := rand.New(rand.NewPCG(11, 12))
	a, b, tri := newTestMatrix[float64](r, m, k, 0), newTestMatrix[float64](r, k, n, 0), newTestMatrix[float64](r, m, m, 0)
	var want [][]float64
	for _, threads := range []int{1, 2, 3, 7} {
		shareAll(threads, func() {
			c, d, e := make([]float64, m*n), make([]float64, m*m), make([]float64, m*k)
			Gemm(NoTrans, NoTrans, m, n, k, 1, a.s, k, b.s, n, 0, c, n)
			syrk(false, blas.Lower, NoTrans, m, k, 1, a.s, k, 0, d, m)
			copy(e, a.s)
			trmm(true, blas.Left, blas.Upper, NoTrans, blas.Unit, m, k, 1, tri.s, m, e, k)
			got := [][]float64{c, d, e}
			if want == nil {
				want = got
			}
			for i := range want {
				for j := range want[i] {
					if !kerneltest.Same(want[i][j], got[i][j]) {
						t.Fatalf("result %d, element %d: %v on %d threads, %v on one", i, j, got[i][j], threads, want[i][j])
					}
				}
			}
		})
	}
}

// shareAll runs f on a number of threads, which share even small work.
func shareAll(threads int, f func()) {
	old := blockTable
	defer func() { blockTable = old }()
	for l := range blockTable {
		for k := range blockTable[l] {
			blockTable[l][k].share = 1
		}
	}
	defer threadctl.SetBudget(threadctl.SetBudget(threads))
	f()
}

// TestGemmNaN: what is not finite goes where sums of products lead it, and zeros
// don't stop it.
func TestGemmNaN(t *testing.T) {
	kerneltest.ForEachLevel(t, func(t *testing.T, l kernels.Level) {
		const n = 50
		for _, v := range []float64{math.NaN(), math.Inf(1)} {
			a, b, c := make([]float64, n*n), make([]float64, n*n), make([]float64, n*n)
			a[3*n+5], b[7*n+11] = v, v
			for i := range c {
				c[i] = math.NaN()
			}
			Gemm(NoTrans, NoTrans, n, n, n, 1, a, n, b, n, 0, c, n)
			for i := range n {
				for j := range n {
					if got, want := c[i*n+j], 0.0; i == 3 || j == 11 {
						if got == got { // 0*Inf and 0*NaN
							t.Fatalf("element (%d, %d) is %v", i, j, got)
						}
					} else if got != want {
						t.Fatalf("element (%d, %d) is %v", i, j, got)
					}
				}
			}
		}
	})
}

// TestTriangularNaN: a row of B is in no result that the triangle keeps it from.
func TestTriangularNaN(t *testing.T) {
	kerneltest.ForEachLevel(t, func(t *testing.T, l kernels.Level) {
		const n, cols, bad = 29, 5, 13
		a := make([]complex128, n*n)
		for i := range a {
			a[i] = 1
		}
		for _, solve := range []bool{false, true} {
			for _, uplo := range uplos {
				b := make([]complex128, n*cols)
				b[bad*cols+2] = cmplx.NaN()
				trmm(solve, blas.Left, uplo, NoTrans, blas.NonUnit, n, cols, 1, a, n, b, cols)
				for i := range n {
					for j := range cols {
						may := j == 2 && (i == bad || (i > bad) == (uplo == blas.Lower))
						if got := cmplx.IsNaN(b[i*cols+j]); got != may {
							t.Fatalf("solve %v %c: element (%d, %d) is %v", solve, uplo, i, j, b[i*cols+j])
						}
					}
				}
			}
		}
	})
}

// TestTrsmLimits solves where a reciprocal would overflow or underflow, and where
// the diagonal is zero.
func TestTrsmLimits(t *testing.T) {
	kerneltest.ForEachLevel(t, func(t *testing.T, l kernels.Level) {
		for _, v := range []float64{0x1p-1073, 0x1.8p1022} {
			const n = 10
			a, b := make([]float64, n*n), make([]float64, n*n)
			for i := range n {
				a[i*n+i], b[i*n+i] = v, v*float64(i&1+1)
			}
			Implementation{}.Dtrsm(blas.Left, blas.Upper, NoTrans, blas.NonUnit, n, n, 1, a, n, b, n)
			for i := range n {
				if got, want := b[i*n+i], float64(i&1+1); got != want {
					t.Errorf("diagonal %v: %v, want %v", v, got, want)
				}
			}
		}
		a, b := []float64{0}, []float64{1, -1, 0}
		Implementation{}.Dtrsm(blas.Left, blas.Upper, NoTrans, blas.NonUnit, 1, 3, 1, a, 1, b, 3)
		if !math.IsInf(b[0], 1) || !math.IsInf(b[1], -1) || b[2] == b[2] {
			t.Errorf("division by zero gives %v", b)
		}
	})
}

// panicOf returns what f panics with.
func panicOf(f func()) (v any) {
	defer func() { v = recover() }()
	f()
	return nil
}

// TestGemmAllocations: once there are buffers for as many threads as work at once,
// products allocate nothing.
func TestGemmAllocations(t *testing.T) {
	defer debug.SetGCPercent(debug.SetGCPercent(-1)) // which empties pools
	if kerneltest.RaceEnabled {
		t.Skip("under the race detector pools forget at random")
	}
	shareAll(2, func() { countAllocations(t) })
}

func countAllocations(t *testing.T) {
	impl := Implementation{}
	for _, n := range []int{4, 40, 100, 150} {
		a, b, c := make([]float64, n*n), make([]float64, n*n), make([]float64, n*n)
		y, z := make([]complex128, n*n), make([]complex128, n*n)
		for i := range n {
			a[i*n+i], z[i*n+i] = 1, 1
		}
		least := uint64(math.MaxUint64)
		for range 100 {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			impl.Dgemm(NoTrans, NoTrans, n, n, n, 1, a, n, b, n, 0, c, n)
			impl.Dgemm(Trans, Trans, n, n, n, 1, a, n, b, n, 0, c, n)
			impl.Dgemm(NoTrans, NoTrans, n, 2, n, 1, a, n, b, n, 0, c, n) // dot products, the long ones
			impl.Dgemm(Trans, Trans, 2, n, n, 1, a, n, b, n, 0, c, n)
			impl.Dsyrk(blas.Upper, NoTrans, n, n, 1, a, n, 0, c, n)
			impl.Dtrsm(blas.Right, blas.Upper, NoTrans, blas.NonUnit, n, n, 1, a, n, b, n)
			impl.Zhemm(blas.Left, blas.Upper, n, n, 1, z, n, z, n, 0, y, n)
			runtime.ReadMemStats(&after)
			if least = min(least, after.Mallocs-before.Mallocs); least == 0 {
				break
			}
		}
		if least > 0 {
			t.Errorf("n = %d: %d allocations", n, least)
		}
	}
}

// TestGemmAtOnce calls products of many sizes from many goroutines.
func TestGemmAtOnce(t *testing.T) {
	var group sync.WaitGroup
	rounds := 6
	if testing.Short() {
		rounds = 2
	}
	for g := range 32 {
		group.Go(func() {
			for i := range rounds {
				n := 1 + (g*37+i*61)%140
				a, b, c := make([]float32, n*n), make([]float32, n*n), make([]float32, n*n)
				for i := range a {
					a[i], b[i] = 1, float32(i%n)
				}
				Gemm(transposes[i%3], NoTrans, n, n, n, 1, a, n, b, n, 0, c, n)
				for i, v := range c {
					if want := float32(n * (i % n)); v != want {
						t.Errorf("order %d: element %d is %v, want %v", n, i, v, want)
						return
					}
				}
			}
		})
	}
	group.Wait()
}
