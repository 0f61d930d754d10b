package native

import (
	"context"
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"gonum.org/v1/gonum/blas/gonum"
	"gonum.org/v1/gonum/cmplxs"
	"gonum.org/v1/gonum/floats"

	"github.com/lanewise/lanewise/blas"
	"github.com/lanewise/lanewise/kernels/kerneltest"
	"github.com/lanewise/lanewise/threadctl"
)

// maxThreads doesn't exceed the processors there are: BLIS's threads spin while they wait for one another.
var maxThreads = min(4, runtime.NumCPU())

// setBudget fixes the budget for one test, and checks that all leases are back when it ends.
func setBudget(t testing.TB, n int) {
	previous := threadctl.SetBudget(n)
	t.Cleanup(func() {
		threadctl.SetBudget(previous)
		if n := threadctl.Info().InUse; n != 0 {
			t.Errorf("%d threads are still leased", n)
		}
	})
}

func random(r *rand.Rand, n int) []float64 {
	x := make([]float64, n)
	for i := range x {
		x[i] = r.Float64() - 0.5
	}
	return x
}

// TestConcurrent multiplies in 16 goroutines while the budget changes. Products that are large enough for several threads
// have few distinct values, so that their sums are exact however they are made.
func TestConcurrent(t *testing.T) {
	const n = 160
	a, b, want := make([]float64, n*n), make([]float64, n*n), make([]float64, n*n)
	for i := range a {
		a[i], b[i] = float64(i%7-3), float64(i%5-2)
	}
	for i := range n {
		for l := range n {
			for j := range n {
				want[i*n+j] += a[i*n+l] * b[l*n+j]
			}
		}
	}
	each(t, func(t *testing.T, lib *Backend) {
		setBudget(t, maxThreads)
		var done atomic.Bool
		var changes sync.WaitGroup
		changes.Go(func() {
			for i := 0; !done.Load(); i++ {
				threadctl.SetBudget(1 + i%maxThreads)
				time.Sleep(200 * time.Microsecond)
			}
		})
		var group sync.WaitGroup
		for g := range 16 {
			group.Go(func() {
				c := make([]float64, n*n)
				for i := range 8 {
					lib.Dgemm('N', 'N', n, n, n, 1, a, n, b, n, 0, c, n)
					if s := lib.Ddot(n*n, c, 1, c, 1); s != lib.Ddot(n*n, want, 1, want, 1) {
						t.Errorf("goroutine %d, call %d: sum of squares %v", g, i, s)
					}
					for j := range c {
						if c[j] != want[j] {
							t.Errorf("goroutine %d, call %d: element %d is %v, want %v", g, i, j, c[j], want[j])
							return
						}
					}
				}
			})
		}
		group.Wait()
		done.Store(true)
		changes.Wait()
	})
}

// TestGrants watches the leases of calls, and the library's count.
func TestGrants(t *testing.T) {
	each(t, func(t *testing.T, b *Backend) {
		th := b.threads
		if th.set == 0 {
			t.Skip("its threads can't be set")
		}
		setBudget(t, 3)
		if th.most < 3 {
			t.Skip("the environment allows fewer threads")
		}
		inUse := func() int { return threadctl.Info().InUse }
		if g := th.several(2*perThread3-1, perThread3); g != nil || inUse() != 0 {
			t.Fatalf("a small call leases %d threads", inUse())
		}
		g := th.several(100*perThread3, perThread3)
		if g == nil || g.n != 3 || inUse() != 2 {
			t.Fatalf("a large call leases %d threads", inUse())
		}
		if g := th.several(100*perThread3, perThread3); g != nil {
			t.Error("two calls with several threads")
		}
		th.giveBack(g)
		g = th.several(2*perThread3, perThread3)
		if g == nil || g.n != 2 || inUse() != 1 {
			t.Fatalf("a call for two leases %d threads", inUse())
		}
		th.giveBack(g)
		var lease threadctl.Lease
		lease.Acquire(context.Background(), 3)
		if g := th.several(100*perThread3, perThread3); g != nil {
			t.Error("a call takes threads that are leased")
		}
		lease.Release()
		if th.exclusive {
			th.enterOne()
			if g := th.several(100*perThread3, perThread3); g != nil {
				t.Error("a call with several threads beside another one")
			}
			th.leaveOne()
		}
	})
}

// TestLarge compares calls that get several threads with gonum's results.
func TestLarge(t *testing.T) {
	const n, rows = 300, 1000
	r := rand.New(rand.NewPCG(5, 6))
	x, y := random(r, rows*n), random(r, rows*n)
	z, w := make([]complex128, n*n), make([]complex128, n*n)
	for i := range z {
		z[i], w[i] = complex(x[i], y[i]), complex(y[i], 1)
	}
	for i := range n {
		z[i*n+i] += n
	}
	for name, f := range map[string]func(b blas.Routines, c []float64, v []complex128){
		"dgemm": func(b blas.Routines, c []float64, v []complex128) {
			b.Dgemm('T', 'N', n, n, rows, 1, x, n, y, n, 0, c, n)
		},
		"dsyrk":  func(b blas.Routines, c []float64, v []complex128) { b.Dsyrk('U', 'T', n, rows, 1, x, n, 0, c, n) },
		"zhemm":  func(b blas.Routines, c []float64, v []complex128) { b.Zhemm('R', 'L', n, n, 1i, z, n, w, n, 1, v, n) },
		"ztrsm":  func(b blas.Routines, c []float64, v []complex128) { b.Ztrsm('L', 'U', 'C', 'N', n, n, 1, z, n, v, n) },
		"dgemv":  func(b blas.Routines, c []float64, v []complex128) { b.Dgemv('N', rows, n, 1, x, n, y, -2, 1, c, 3) },
		"dger":   func(b blas.Routines, c []float64, v []complex128) { b.Dger(n, n, 1, x, 2, y, 1, c, n) },
		"zhemv":  func(b blas.Routines, c []float64, v []complex128) { b.Zhemv('U', n, 1, z, n, w, 1, 2, v, -1) },
		"daxpy":  func(b blas.Routines, c []float64, v []complex128) { b.Daxpy(len(c), 3, x, 1, c, 1) },
		"ddot":   func(b blas.Routines, c []float64, v []complex128) { c[0] = b.Ddot(rows*n, x, 1, y, 1) },
		"izamax": func(b blas.Routines, c []float64, v []complex128) { c[0] = float64(b.Izamax(n*n, z, 1)) },
	} {
		compute := func(b blas.Routines) ([]float64, []complex128) {
			c, v := slices.Clone(y), slices.Clone(w)
			f(b, c, v)
			return c, v
		}
		c, v := compute(gonum.Implementation{})
		each(t, func(t *testing.T, b *Backend) {
			for _, threads := range []int{1, maxThreads} {
				setBudget(t, threads)
				d, u := compute(b)
				if d := floats.Distance(c, d, math.Inf(1)); !(d < 1e-9) {
					t.Errorf("%s on %d threads: error %v", name, threads, d)
				}
				if d := cmplxs.Distance(v, u, math.Inf(1)); !(d < 1e-9) {
					t.Errorf("%s on %d threads: error %v", name, threads, d)
				}
			}
		})
	}
}

func TestAllocations(t *testing.T) {
	if kerneltest.RaceEnabled {
		t.Skip("the race detector makes sync.Pool forget")
	}
	each(t, func(t *testing.T, b *Backend) {
		setBudget(t, 2)
		a, x := make([]float64, 64), make([]float64, 8)
		z := make([]complex128, 8)
		for name, f := range map[string]func(){
			"dgemm": func() { b.Dgemm('N', 'N', 8, 8, 8, 1, a, 8, a, 8, 0, a, 8) },
			"daxpy": func() { b.Daxpy(8, 1, x, 1, x, 1) },
			"zdotc": func() { b.Zdotc(8, z, 1, z, 1) },
			"zgerc": func() { b.Zgerc(1, 2, 1, z, 1, z, 1, z, 8) },
			"izmax": func() { b.Izamax(8, z, 1) },
		} {
			if n := testing.AllocsPerRun(100, f); n >= 1 {
				t.Errorf("%s: %v allocations", name, n)
			}
		}
	})
}

func BenchmarkCall(b *testing.B) {
	x, z := []float64{1}, []complex128{1}
	for _, lib := range found {
		for _, c := range []struct {
			name string
			f    func()
		}{
			{"ddot", func() { lib.Ddot(1, x, 1, x, 1) }},
			{"zdotc", func() { lib.Zdotc(1, z, 1, z, 1) }},
			{"daxpy", func() { lib.Daxpy(1, 2, x, 1, x, 1) }},
			{"dgemm", func() { lib.Dgemm('N', 'N', 1, 1, 1, 1, x, 1, x, 1, 1, x, 1) }},
		} {
			b.Run(lib.info.Name+"/"+c.name, func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					c.f()
				}
			})
		}
	}
}

func BenchmarkGemm1024(b *testing.B) {
	const n = 1024
	r := rand.New(rand.NewPCG(7, 8))
	x, y, z := random(r, n*n), random(r, n*n), make([]float64, n*n)
	for _, lib := range found {
		for _, threads := range []int{1, 2} {
			b.Run(lib.info.Name+"/threads="+string(rune('0'+threads)), func(b *testing.B) {
				setBudget(b, threads)
				for b.Loop() {
					lib.Dgemm('N', 'N', n, n, n, 1, x, n, y, n, 0, z, n)
				}
				b.ReportMetric(2*n*n*n*float64(b.N)/b.Elapsed().Seconds()/1e9, "GFLOP/s")
			})
		}
	}
}
