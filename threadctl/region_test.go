package threadctl

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
)

var background = context.Background()

func TestChunksCoverTheRange(t *testing.T) {
	for _, width := range []int{1, 2, 3, 8, 100} {
		setBudget(t, width)
		for range 200 {
			n, grain := rand.IntN(300)-2, 1+rand.IntN(50)
			visits := make([]atomic.Int32, max(n, 0))
			body := func(lo, hi int) {
				if lo%grain != 0 || hi != min(lo+grain, n) {
					t.Errorf("n %d, grain %d: chunk [%d, %d)", n, grain, lo, hi)
				}
				for i := lo; i < hi; i++ {
					visits[i].Add(1)
				}
			}
			if err := For(background, n, grain, body); err != nil {
				t.Fatal(err)
			}
			for i := range visits {
				if v := visits[i].Load(); v != 1 {
					t.Fatalf("n %d, grain %d: index %d was visited %d times", n, grain, i, v)
				}
			}
		}
	}
}

func TestHugeRange(t *testing.T) {
	setBudget(t, 4)
	ctx, cancel := context.WithCancel(background)
	err := For(ctx, math.MaxInt, 1, func(lo, hi int) {
		if lo < 0 || hi != lo+1 {
			t.Errorf("chunk [%d, %d)", lo, hi)
		}
		if lo == 1000 {
			cancel()
		}
	})
	if err != context.Canceled {
		t.Error(err)
	}
	var covered atomic.Uint64
	grain := math.MaxInt/10 + 1
	For(background, math.MaxInt, grain, func(lo, hi int) { covered.Add(uint64(hi - lo)) })
	if covered.Load() != math.MaxInt {
		t.Errorf("%d of MaxInt covered", covered.Load())
	}
}

func TestSlotsAreExclusive(t *testing.T) {
	for _, width := range []int{1, 2, 5, 16} {
		setBudget(t, width)
		for _, n := range []int{1, 3, 500} {
			busy := make([]atomic.Bool, Limit(background))
			ForWorker(background, n, 1, func(slot, lo, hi int) {
				if slot >= n {
					t.Errorf("slot %d of %d chunks", slot, n)
				}
				if busy[slot].Swap(true) {
					t.Errorf("slot %d is used twice", slot)
				}
				runtime.Gosched()
				busy[slot].Store(false)
			})
		}
	}
}

// Who sized scratch by a cap keeps within it, also if the budget grows while the region runs.
func TestSlotsStayBelowTheFirstLimit(t *testing.T) {
	setBudget(t, 2)
	var calls atomic.Int64
	joined := awaitHelper(&calls)
	ForWorker(background, 200, 1, func(slot, lo, hi int) {
		if lo == 0 {
			SetBudget(8)
		}
		if slot > 1 {
			t.Errorf("slot %d", slot)
		}
		joined(slot, lo, hi)
		compute(10_000) // time for others to come
		runtime.Gosched()
	})
}

// awaitHelper returns a body that holds the caller in its chunk until a helper has joined.
func awaitHelper(calls *atomic.Int64) func(slot, lo, hi int) {
	var joined atomic.Bool
	return func(slot, lo, hi int) {
		calls.Add(1)
		if slot != 0 {
			joined.Store(true)
		}
		for !joined.Load() {
			runtime.Gosched()
		}
	}
}

func TestHelpersJoin(t *testing.T) {
	for _, width := range []int{2, 8} {
		setBudget(t, width)
		for range 20 {
			var calls atomic.Int64
			ForWorker(background, 50, 1, awaitHelper(&calls))
			if calls.Load() != 50 {
				t.Fatalf("%d calls", calls.Load())
			}
		}
	}
}

// A region that finds nothing idle uses the helpers that come free while it runs.
func TestLateTokensAreUsed(t *testing.T) {
	setBudget(t, 2)
	var holding, release sync.WaitGroup
	holding.Add(1)
	release.Add(1)
	var other sync.WaitGroup
	other.Go(func() {
		var once sync.Once
		joined := awaitHelper(new(atomic.Int64))
		ForWorker(background, 2, 1, func(slot, lo, hi int) {
			joined(slot, lo, hi)
			if slot != 0 {
				once.Do(holding.Done)
				release.Wait()
			}
		})
	})
	holding.Wait()
	var calls atomic.Int64
	joined := awaitHelper(&calls)
	ForWorker(background, 100, 1, func(slot, lo, hi int) {
		if lo == 0 {
			if slot != 0 {
				t.Error("the helper was leased twice")
			}
			release.Done()
			other.Wait()
			return
		}
		joined(slot, lo, hi)
	})
	if calls.Load() != 99 {
		t.Errorf("%d calls", calls.Load())
	}
}

// A helper that does not come, here because no goroutine serves it, delays nobody, and its token comes back.
func TestAbsentHelperDelaysNobody(t *testing.T) {
	const width = 50
	setBudget(t, width)
	saved := helpers
	for i := range width - 1 {
		helpers[i] = &helper{index: i}
	}
	defer func() { helpers = saved }()
	for range 3 {
		calls := 0
		ForWorker(background, 100, 1, func(slot, lo, hi int) {
			calls++
			if slot != 0 {
				t.Error("who runs this?")
			}
			if lo == 99 {
				if n := Info().InUse; n != 2 {
					t.Errorf("the caller holds %d helpers, want 2", n)
				}
			}
		})
		if n := Info().InUse; calls != 100 || n != 0 {
			t.Fatalf("%d calls, %d helpers in use", calls, n)
		}
	}
}

func TestNoAllocations(t *testing.T) {
	if raceEnabled {
		t.Skip("the race detector makes sync.Pool forget")
	}
	setBudget(t, 2)
	body := func(lo, hi int) {}
	single := func(lo, hi int) float64 { return 1 }
	merge := func(a, b float64) float64 { return a + b }
	for name, f := range map[string]func(){
		"For":            func() { For(background, 8, 1, body) },
		"For inline":     func() { For(background, 8, 8, body) },
		"Reduce inline":  func() { Reduce(background, 8, 8, single, merge) },
		"Limit":          func() { Limit(background) },
		"nested in caps": func() { For(WithLimit(background, 1), 8, 8, body) },
	} {
		want := 0.0
		if name == "nested in caps" {
			want = 1 // WithLimit itself
		}
		// A garbage collection in between empties the pool of regions, so an average below one more is accepted.
		if got := testing.AllocsPerRun(200, f); got > want {
			t.Errorf("%s: %v allocations, want %v", name, got, want)
		}
	}
}

func TestHelpersAreBounded(t *testing.T) {
	setBudget(t, 8)
	For(background, 1000, 1, func(lo, hi int) { runtime.Gosched() })
	before, started := runtime.NumGoroutine(), Info().Helpers
	for range 1000 {
		For(background, 10, 1, func(lo, hi int) { runtime.Gosched() })
	}
	// The goroutines that displace a wakened helper are short-lived, but some may not have run yet.
	for runtime.NumGoroutine() > before+7 {
		runtime.Gosched()
	}
	if n := Info().Helpers; n > started+7 {
		t.Errorf("%d helpers, %d before", n, started)
	}
}

func TestArguments(t *testing.T) {
	body := func(lo, hi int) { t.Error("ran") }
	slotted := func(slot, lo, hi int) { t.Error("ran") }
	chunk := func(lo, hi int) int { t.Error("ran"); return 0 }
	merge := func(a, b int) int { return 0 }
	var none context.Context
	for i, c := range []struct {
		want string
		call func()
	}{
		{"threadctl.For: nil context", func() { For(none, 1, 1, body) }},
		{"threadctl.For: grain below 1", func() { For(background, 0, 0, body) }},
		{"threadctl.For: nil function", func() { For(background, 1, 1, nil) }},
		{"threadctl.ForWorker: nil context", func() { ForWorker(none, 1, 1, slotted) }},
		{"threadctl.ForWorker: grain below 1", func() { ForWorker(background, 1, -1, slotted) }},
		{"threadctl.ForWorker: nil function", func() { ForWorker(background, 1, 1, nil) }},
		{"threadctl.Reduce: nil context", func() { Reduce(none, 1, 1, chunk, merge) }},
		{"threadctl.Reduce: grain below 1", func() { Reduce(background, 1, 0, chunk, merge) }},
		{"threadctl.Reduce: nil function", func() { Reduce(background, 1, 1, nil, merge) }},
		{"threadctl.Reduce: nil function", func() { Reduce(background, 1, 1, chunk, nil) }},
		{"threadctl.Reduce: more than 1<<28 chunks: the grain is too small",
			func() { Reduce(background, math.MaxInt32, 1, chunk, merge) }},
		{"threadctl.WithLimit: nil context", func() { WithLimit(none, 1) }},
		{"threadctl.WithLimit: limit below 1", func() { WithLimit(background, 0) }},
		{"threadctl.Limit: nil context", func() { Limit(none) }},
	} {
		func() {
			defer func() {
				e, ok := recover().(*ArgumentError)
				if !ok || e.Error() != c.want {
					t.Errorf("case %d: panic %v, want %q", i, e, c.want)
				}
			}()
			c.call()
		}()
	}
}

func ExampleFor() {
	squares := make([]int, 10)
	err := For(context.Background(), len(squares), 4, func(lo, hi int) {
		for i := lo; i < hi; i++ {
			squares[i] = i * i
		}
	})
	fmt.Println(squares, err)
	// Output: [0 1 4 9 16 25 36 49 64 81] <nil>
}

func ExampleForWorker() {
	ctx := context.Background()
	width := Limit(ctx)
	ctx = WithLimit(ctx, width) // so that the budget cannot outgrow the scratch
	counts := make([]int, width)
	ForWorker(ctx, 1000, 100, func(slot, lo, hi int) { counts[slot] += hi - lo })
	total := 0
	for _, n := range counts {
		total += n
	}
	fmt.Println(total)
	// Output: 1000
}
