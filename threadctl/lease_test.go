package threadctl

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"
)

func TestLease(t *testing.T) {
	for _, b := range []int{1, 2, 5, 64, 65, 66, 200, maxBudget} {
		setBudget(t, b)
		var all, none Lease
		if n := all.Acquire(background, maxBudget+1); n != b {
			t.Errorf("budget %d: %d threads leased", b, n)
		}
		if n := none.Acquire(background, 2); n != 1 {
			t.Errorf("budget %d, all leased: %d threads", b, n)
		}
		if n := Info().InUse; n != b-1 {
			t.Errorf("budget %d, all leased: %d in use", b, n)
		}
		none.Release()
		all.Release()
		all.Release()
		if n := Info().InUse; n != 0 {
			t.Errorf("budget %d: %d in use at the end", b, n)
		}
		if n := all.Acquire(background, 3); n != min(b, 3) {
			t.Errorf("budget %d: %d threads of 3", b, n)
		}
		all.Release()
	}
}

func TestLeaseLeavesRegionsTheRest(t *testing.T) {
	setBudget(t, 4)
	var l Lease
	if n := l.Acquire(background, 3); n != 3 {
		t.Fatalf("%d threads", n)
	}
	defer l.Release()
	var active gauge
	For(background, 200, 1, func(lo, hi int) {
		active.enter()
		compute(10000)
		active.leave()
	})
	if m := active.max.Load(); m > 2 {
		t.Errorf("%d bodies at once beside a lease of 3 of 4", m)
	}
}

func TestLeaseUnderLimit(t *testing.T) {
	setBudget(t, 8)
	ctx := WithLimit(background, 3)
	var a, b Lease
	if n := a.Acquire(ctx, 2); n != 2 {
		t.Errorf("first lease: %d", n)
	}
	if n := b.Acquire(ctx, 8); n != 2 {
		t.Errorf("second lease under a limit of 3: %d", n)
	}
	a.Release()
	b.Release()
	if n := b.Acquire(ctx, 8); n != 3 {
		t.Errorf("all of the limit: %d", n)
	}
	b.Release()
}

// TestLeaseShrinks takes a lease from a budget that becomes smaller meanwhile.
func TestLeaseShrinks(t *testing.T) {
	setBudget(t, 8)
	var a, b Lease
	a.Acquire(background, 8)
	SetBudget(2)
	a.Release()
	if n := b.Acquire(background, 8); n != 2 {
		t.Errorf("%d threads of a budget of 2", n)
	}
	b.Release()
}

func TestLeasesNeverExceedTheBudget(t *testing.T) {
	const budget = 6
	setBudget(t, budget)
	var held atomic.Int64
	var group sync.WaitGroup
	for g := range 8 {
		group.Go(func() {
			for i := range 2000 {
				var l Lease
				n := int64(l.Acquire(background, 1+(g+i)%budget)) - 1
				if sum := held.Add(n); sum > budget-1 {
					t.Errorf("%d helpers leased", sum)
				}
				held.Add(-n)
				l.Release()
			}
		})
	}
	group.Wait()
}

func TestLeaseArguments(t *testing.T) {
	setBudget(t, 2)
	var used Lease
	var none context.Context
	used.Acquire(background, 2)
	defer used.Release()
	for name, f := range map[string]func(){
		"nil context": func() { new(Lease).Acquire(none, 1) },
		"want of 0":   func() { new(Lease).Acquire(background, 0) },
		"in use":      func() { used.Acquire(background, 2) },
	} {
		func() {
			defer func() {
				var e *ArgumentError
				if err, _ := recover().(error); !errors.As(err, &e) {
					t.Errorf("%s: no *ArgumentError", name)
				}
			}()
			f()
		}()
	}
}

func TestLeaseAllocates(t *testing.T) {
	setBudget(t, 4)
	if n := testing.AllocsPerRun(100, func() {
		var l Lease
		l.Acquire(background, 4)
		l.Release()
	}); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func BenchmarkLease(b *testing.B) {
	setBudget(b, 2)
	for b.Loop() {
		var l Lease
		l.Acquire(background, 2)
		l.Release()
	}
}
