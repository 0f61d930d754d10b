package threadctl

import (
	"bytes"
	"context"
	"errors"
	"io"
	"math"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// caught calls f and returns the *PanicError that it panics with.
func caught(t *testing.T, f func()) (e *PanicError) {
	t.Helper()
	defer func() {
		t.Helper()
		v := recover()
		var ok bool
		if e, ok = v.(*PanicError); !ok {
			t.Fatalf("panic value %T: %v", v, v)
		}
	}()
	f()
	return nil
}

// usable fails if the pool has lost a helper or its way.
func usable(t *testing.T) {
	t.Helper()
	if n := Info().InUse; n != 0 {
		t.Errorf("%d helpers are still in use", n)
	}
	var calls atomic.Int64
	if err := ForWorker(background, 20, 1, awaitHelper(&calls)); err != nil || calls.Load() != 20 {
		t.Errorf("pool unusable: %d calls, %v", calls.Load(), err)
	}
}

//go:noinline
func explode(v any) { panic(v) }

// onSlot returns a body that calls f on the caller (0) or on a helper (1) and otherwise waits until that has happened.
func onSlot(where int, f func()) func(slot, lo, hi int) {
	var happened atomic.Bool
	return func(slot, lo, hi int) {
		if min(slot, 1) == where && !happened.Swap(true) {
			f()
		}
		for !happened.Load() {
			runtime.Gosched()
		}
	}
}

func TestPanics(t *testing.T) {
	setBudget(t, 3)
	for where, name := range []string{"caller", "helper"} {
		e := caught(t, func() { ForWorker(background, 100, 1, onSlot(where, func() { explode(io.EOF) })) })
		if e.Value != io.EOF || !errors.Is(e, io.EOF) {
			t.Errorf("%s: value %v", name, e.Value)
		}
		if !bytes.Contains(e.Stack, []byte("explode")) {
			t.Errorf("%s: the stack does not name the culprit:\n%s", name, e.Stack)
		}
		if s := e.Error(); !strings.Contains(s, "EOF") || !strings.Contains(s, "explode") {
			t.Errorf("%s: message %q", name, s)
		}
		usable(t)
	}
	e := caught(t, func() { For(background, 1, 1, func(lo, hi int) { explode(1) }) })
	if e.Value != 1 || !bytes.Contains(e.Stack, []byte("explode")) || errors.Unwrap(e) != nil {
		t.Errorf("single chunk: %v", e)
	}
	usable(t)
}

// What is left of these regions would take centuries.
func TestPanicStopsTheRegion(t *testing.T) {
	setBudget(t, 2)
	for where := range 2 {
		body := onSlot(where, func() { explode("stop") })
		caught(t, func() { ForWorker(background, math.MaxInt, 1, body) })
	}
	var joined atomic.Bool
	caught(t, func() {
		ForWorker(background, math.MaxInt, 1, func(slot, lo, hi int) {
			if slot == 1 {
				joined.Store(true)
			}
			if slot == 0 && joined.Load() {
				explode("stop")
			}
		})
	})
	usable(t)
}

func TestPanicOfEverybody(t *testing.T) {
	setBudget(t, 4)
	for range 50 {
		var active gauge
		e := caught(t, func() {
			For(background, 100, 1, func(lo, hi int) {
				active.enter()
				defer active.leave()
				explode(lo)
			})
		})
		if _, ok := e.Value.(int); !ok {
			t.Errorf("value %v", e.Value)
		}
		if active.now.Load() != 0 {
			t.Error("For returned while bodies ran")
		}
	}
	usable(t)
}

func TestPanicPassesNestedRegionsUnchanged(t *testing.T) {
	setBudget(t, 4)
	var inner atomic.Pointer[PanicError]
	outer := caught(t, func() {
		For(background, 3, 1, func(lo, hi int) {
			defer func() {
				v := recover()
				inner.CompareAndSwap(nil, v.(*PanicError))
				panic(inner.Load())
			}()
			For(background, 3, 1, func(lo, hi int) { explode("deep") })
		})
	})
	if outer != inner.Load() || outer.Value != "deep" {
		t.Errorf("outer %p, inner %p, value %v", outer, inner.Load(), outer.Value)
	}
	usable(t)
}

func TestPanicInReduce(t *testing.T) {
	setBudget(t, 4)
	zero := func(lo, hi int) int { return 0 }
	e := caught(t, func() { Reduce(background, 9, 1, zero, func(a, b int) int { explode("merge"); return 0 }) })
	if e.Value != "merge" {
		t.Errorf("value %v", e.Value)
	}
	for _, n := range []int{1, 9} {
		e = caught(t, func() {
			Reduce(background, n, 1, func(lo, hi int) int { explode("chunk"); return 0 }, func(a, b int) int { return 0 })
		})
		if e.Value != "chunk" {
			t.Errorf("value %v", e.Value)
		}
	}
	usable(t)
}

func TestNilPanic(t *testing.T) {
	setBudget(t, 2)
	for _, n := range []int{1, 10} {
		e := caught(t, func() { For(background, n, 1, func(lo, hi int) { explode(nil) }) })
		var nilError *runtime.PanicNilError
		if !errors.As(e, &nilError) {
			t.Errorf("n %d: %v", n, e.Value)
		}
	}
}

// runtime.Goexit in a body ends the goroutine that called For, wherever the body ran.
func TestGoexit(t *testing.T) {
	setBudget(t, 3)
	for name, region := range map[string]func(){
		"single": func() { For(background, 1, 1, func(lo, hi int) { runtime.Goexit() }) },
		"caller": func() { ForWorker(background, 100, 1, onSlot(0, runtime.Goexit)) },
		"helper": func() { ForWorker(background, 100, 1, onSlot(1, runtime.Goexit)) },
		"all":    func() { For(background, 100, 1, func(lo, hi int) { runtime.Goexit() }) },
		"nested": func() {
			For(background, 3, 1, func(lo, hi int) { For(background, 3, 1, func(lo, hi int) { runtime.Goexit() }) })
		},
	} {
		for range 10 {
			returned, ended := false, make(chan any)
			go func() {
				defer func() { ended <- recover() }()
				region()
				returned = true
			}()
			if v := <-ended; v != nil || returned {
				t.Errorf("%s: panic %v, returned %v", name, v, returned)
			}
		}
		usable(t)
	}
}

func TestCancelledBefore(t *testing.T) {
	setBudget(t, 2)
	ctx, cancel := context.WithCancel(background)
	cancel()
	for _, n := range []int{1, 100} {
		if err := For(ctx, n, 1, func(lo, hi int) { t.Error("ran") }); err != context.Canceled {
			t.Errorf("n %d: %v", n, err)
		}
	}
	if err := For(ctx, 0, 1, func(lo, hi int) { t.Error("ran") }); err != nil {
		t.Errorf("no work: %v", err)
	}
	expired, cancel := context.WithDeadline(background, time.Unix(0, 0))
	defer cancel()
	if err := For(expired, 10, 1, func(lo, hi int) { t.Error("ran") }); err != context.DeadlineExceeded {
		t.Error(err)
	}
}

func TestCancelledDuring(t *testing.T) {
	for _, width := range []int{1, 2, 4} {
		setBudget(t, width)
		for range 50 {
			ctx, cancel := context.WithCancel(background)
			var cancelled atomic.Bool
			var late atomic.Int64
			var active gauge
			err := For(WithLimit(ctx, width), 1000, 1, func(lo, hi int) {
				active.enter()
				defer active.leave()
				if cancelled.Load() {
					late.Add(1)
				}
				if lo == 10 {
					cancel()
					cancelled.Store(true)
				}
				for lo > 20 && !cancelled.Load() { // so that the others do not finish before
					runtime.Gosched()
				}
			})
			if err != context.Canceled {
				t.Fatalf("budget %d: %v", width, err)
			}
			// Another participant may have passed its check just before, once.
			if n := late.Load(); n > int64(width-1) {
				t.Errorf("budget %d: %d chunks started after the cancellation", width, n)
			}
			if active.now.Load() != 0 {
				t.Error("For returned while bodies ran")
			}
		}
	}
}

// A cancellation that leaves nothing out is no error.
func TestCancelledTooLate(t *testing.T) {
	for _, width := range []int{1, 4} {
		setBudget(t, width)
		ctx, cancel := context.WithCancel(background)
		var calls atomic.Int64
		err := For(ctx, 20, 1, func(lo, hi int) {
			if calls.Add(1) == 20 {
				cancel()
			}
		})
		if err != nil {
			t.Error(err)
		}
	}
}
