package blas

import (
	"context"
	"flag"
	"math/rand/v2"
	"reflect"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/lanewise/lanewise/blas/internal/check"
	"github.com/lanewise/lanewise/threadctl"
	"gonum.org/v1/gonum/blas"
)

var hammer = flag.Duration("hammer", time.Second, "how long TestHammer runs")

// A hammerCall is a routine with its arguments. It reports whether the results are
// those that one thread alone had.
type hammerCall func() bool

// newHammerCall prepares calls of run, which changes its argument.
func newHammerCall[T Scalar](start []T, run func(result []T)) hammerCall {
	compute := func() []T {
		result := append([]T(nil), start...)
		run(result)
		return result
	}
	want := compute()
	return func() bool { return sameValue(reflect.ValueOf(compute()), reflect.ValueOf(want)) }
}

// hammerCalls makes calls of routines with one type of elements. Some are large
// enough to be shared among threads.
func hammerCalls[T Scalar](r *rand.Rand, most int) (calls []hammerCall) {
	random := func(rows, cols int) testMatrix[T] { return newTestMatrix[T](r, rows, cols, 0) }
	for i := range 12 {
		size := func() int { return 1 + r.IntN(most>>(i%3*2)) }
		m, n, k := size(), size(), size()
		ta, tb := transposes[r.IntN(3)], transposes[r.IntN(3)]
		rowsA, colsA := check.Stored(ta, m, k)
		rowsB, colsB := check.Stored(tb, k, n)
		a, b, c := random(rowsA, colsA), random(rowsB, colsB), random(m, n)
		calls = append(calls, newHammerCall(c.s, func(c []T) { Gemm(ta, tb, m, n, k, 2, a.s, a.ld, b.s, b.ld, 1, c, n) }))
	}
	m, n := 1+most, 2+most
	a, square, b := random(m, n), random(m, m), random(m, n)
	for i := range m {
		square.s[i*m+i] = 100
	}
	return append(calls,
		newHammerCall(b.s, func(b []T) {
			trmm(true, blas.Left, blas.Lower, NoTrans, blas.NonUnit, m, n, 1, square.s, m, b, n)
		}),
		newHammerCall(square.s, func(c []T) { syrk(false, blas.Upper, NoTrans, m, n, 1, a.s, n, 1, c, m) }),
		newHammerCall(a.s[:m], func(y []T) { gemv(NoTrans, m, n, 1, a.s, n, b.s, 1, 1, y, 1) }),
		newHammerCall(a.s[:n], func(y []T) { gemv(Trans, m, n, 1, a.s, n, b.s, 1, 1, y, 1) }),
	)
}

// TestHammer calls routines from 32 goroutines, some of which are regions with limits,
// while the budget changes and leases come and go.
func TestHammer(t *testing.T) {
	defer threadctl.SetBudget(threadctl.SetBudget(1))
	most := 370 // such a matrix of float64 has more than a megabyte
	if testing.Short() {
		most = 130
	}
	r := rand.New(rand.NewPCG(17, 18))
	calls := hammerCalls[float32](r, most)
	calls = append(calls, hammerCalls[float64](r, most)...)
	calls = append(calls, hammerCalls[complex64](r, most)...)
	calls = append(calls, hammerCalls[complex128](r, most)...)

	goroutines, helpers := runtime.NumGoroutine(), threadctl.Info().Helpers
	var stop atomic.Bool
	var done, wrong atomic.Int64
	var group sync.WaitGroup
	call := func(i int) {
		done.Add(1)
		if !calls[i]() {
			wrong.Add(1)
			stop.Store(true)
		}
	}
	for g := range 32 {
		group.Go(func() {
			r := rand.New(rand.NewPCG(19, uint64(g)))
			ctx := threadctl.WithLimit(context.Background(), 1+g%4)
			for !stop.Load() {
				if i := r.IntN(len(calls)); g%4 == 0 {
					threadctl.For(ctx, 3, 1, func(lo, hi int) { call((i + lo) % len(calls)) })
				} else {
					call(i)
				}
			}
		})
	}
	group.Go(func() {
		var lease threadctl.Lease
		for !stop.Load() {
			threadctl.SetBudget(1 + r.IntN(12))
			if r.IntN(4) == 0 {
				lease.Acquire(context.Background(), 1+r.IntN(4))
				time.Sleep(100 * time.Microsecond)
				lease.Release()
			}
			time.Sleep(time.Duration(r.IntN(300)) * time.Microsecond)
		}
	})
	time.Sleep(*hammer)
	stop.Store(true)
	group.Wait()
	t.Logf("%d calls", done.Load())
	if n := wrong.Load(); n > 0 {
		t.Errorf("%d of %d results differ from those of one thread", n, done.Load())
	}
	// Goroutines that have done their work may still be about to end.
	for range 1000 {
		if threadctl.Info().InUse == 0 && runtime.NumGoroutine() <= goroutines+threadctl.Info().Helpers-helpers {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Errorf("%d helpers in use, %d goroutines (%d before, of which %d were helpers): %+v",
		threadctl.Info().InUse, runtime.NumGoroutine(), goroutines, helpers, threadctl.Info())
}
