package threadctl

import (
	"context"
	"math/rand/v2"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
)

func TestNestedRegionsShareTheBudget(t *testing.T) {
	for _, width := range []int{1, 2, 4, 8} {
		setBudget(t, width)
		var leaves gauge
		var calls atomic.Int64
		For(background, 8, 1, func(lo, hi int) {
			For(background, 8, 1, func(lo, hi int) {
				For(background, 8, 1, func(lo, hi int) {
					leaves.enter()
					compute(2000)
					runtime.Gosched()
					calls.Add(1)
					leaves.leave()
				})
			})
		})
		t.Logf("budget %d: 8 x 8 x 8 bodies, %d at once", width, leaves.max.Load())
		if m := leaves.max.Load(); m > int64(width) {
			t.Errorf("budget %d: %d bodies at once", width, m)
		}
		if calls.Load() != 512 {
			t.Errorf("%d calls", calls.Load())
		}
	}
}

// Goroutines that come by themselves add themselves and nothing else.
func TestIndependentCallers(t *testing.T) {
	const width, callers = 4, 5
	setBudget(t, width)
	var bodies gauge
	var group sync.WaitGroup
	for range callers {
		group.Go(func() {
			for range 100 {
				For(background, 20, 1, func(lo, hi int) {
					bodies.enter()
					runtime.Gosched()
					bodies.leave()
				})
			}
		})
	}
	group.Wait()
	if m := bodies.max.Load(); m > width+callers-1 {
		t.Errorf("%d bodies at once", m)
	}
}

func TestLimit(t *testing.T) {
	setBudget(t, 8)
	type key struct{}
	ctx, cancel := context.WithCancel(context.WithValue(WithLimit(background, 5), key{}, 1))
	defer cancel()
	for _, c := range []struct {
		ctx  context.Context
		want int
	}{
		{background, 8},
		{ctx, 5},
		{WithLimit(ctx, 3), 3},
		{WithLimit(WithLimit(ctx, 3), 4), 3},
		{WithLimit(background, 100), 8},
		{WithLimit(background, 1), 1},
	} {
		if got := Limit(c.ctx); got != c.want {
			t.Errorf("Limit is %d, want %d", got, c.want)
		}
	}
	if WithLimit(ctx, 5) != ctx {
		t.Error("a cap without effect makes a new context")
	}
	inner := WithLimit(ctx, 2)
	if inner.Value(key{}) != 1 {
		t.Error("values are lost")
	}
	cancel()
	if inner.Err() != context.Canceled {
		t.Error("cancellation is lost")
	}
}

// capped is a cap with a gauge of the leaf bodies under it.
type capped struct {
	ctx    context.Context
	parent *capped
	leaves gauge
}

func (c *capped) child(n int) *capped { return &capped{ctx: WithLimit(c.ctx, n), parent: c} }

// grow runs a random tree of regions and caps below c.
func (c *capped) grow(t *testing.T, rng *rand.Rand, depth int) {
	if rng.IntN(2) == 0 {
		c = c.child(1 + rng.IntN(6))
		defer func() {
			if s := scopeOf(c.ctx); s != scopeOf(c.parent.ctx) && s.used.Load() != 0 {
				t.Errorf("cap %d: %d places are still taken", s.n, s.used.Load())
			}
		}()
	}
	seed := rng.Uint64()
	For(c.ctx, 1+rng.IntN(6), 1, func(lo, hi int) {
		rng := rand.New(rand.NewPCG(seed, uint64(lo)))
		if depth > 0 && rng.IntN(4) > 0 {
			c.grow(t, rng, depth-1)
			return
		}
		for p := c; p != nil; p = p.parent {
			p.leaves.enter()
			defer p.leaves.leave()
		}
		compute(rng.IntN(1000))
		runtime.Gosched()
	})
	if s := scopeOf(c.ctx); s != nil && c.leaves.max.Load() > int64(s.n) {
		t.Errorf("cap %d: %d bodies at once", s.n, c.leaves.max.Load())
	}
}

func TestCapsHoldInRandomTrees(t *testing.T) {
	for seed := range uint64(60) {
		rng := rand.New(rand.NewPCG(seed, 0))
		width := 1 + rng.IntN(10)
		setBudget(t, width)
		base := &capped{ctx: background}
		top := base.child(maxBudget)
		top.grow(t, rng, 4)
		if m := base.leaves.max.Load(); m > int64(width) {
			t.Errorf("seed %d: budget %d, %d bodies at once", seed, width, m)
		}
		if used := scopeOf(top.ctx).used.Load(); used != 0 {
			t.Errorf("seed %d: %d places are still taken", seed, used)
		}
	}
}

// Two regions under one cap share its helpers, also if they are not nested.
func TestConcurrentRegionsShareACap(t *testing.T) {
	setBudget(t, 16)
	const limit, callers = 3, 4
	ctx := WithLimit(background, limit)
	var bodies gauge
	var group sync.WaitGroup
	for range callers {
		group.Go(func() {
			for range 100 {
				For(ctx, 20, 1, func(lo, hi int) {
					bodies.enter()
					runtime.Gosched()
					bodies.leave()
				})
			}
		})
	}
	group.Wait()
	if m := bodies.max.Load(); m > limit-1+callers {
		t.Errorf("%d bodies at once", m)
	}
	if used := scopeOf(ctx).used.Load(); used != 0 {
		t.Errorf("%d places are still taken", used)
	}
}

func TestDeepNesting(t *testing.T) {
	for _, width := range []int{1, 4} {
		setBudget(t, width)
		var leaves atomic.Int64
		var descend func(depth int)
		descend = func(depth int) {
			For(background, 2, 1, func(lo, hi int) {
				switch {
				case lo == 1:
				case depth == 0:
					leaves.Add(1)
				default:
					descend(depth - 1)
				}
			})
		}
		descend(10_000)
		if leaves.Load() != 1 {
			t.Errorf("%d leaves", leaves.Load())
		}
	}
}

// A participant that waits must not take up a chunk of the outer region: that would lock the mutex again.
func TestRegionsUnderLocks(t *testing.T) {
	setBudget(t, 4)
	var mu sync.Mutex
	var calls atomic.Int64
	for range 100 {
		For(background, 8, 1, func(lo, hi int) {
			mu.Lock()
			defer mu.Unlock()
			For(background, 8, 1, func(lo, hi int) {
				calls.Add(1)
				runtime.Gosched()
			})
		})
	}
	if calls.Load() != 6400 {
		t.Errorf("%d calls", calls.Load())
	}
	var once sync.Once
	For(background, 8, 1, func(lo, hi int) {
		once.Do(func() { For(background, 8, 1, func(lo, hi int) { calls.Add(1) }) })
	})
	if calls.Load() != 6408 {
		t.Errorf("%d calls", calls.Load())
	}
}

// Many goroutines start regions of all kinds while the budget changes: no chunk is lost and all tokens come back.
func TestHammer(t *testing.T) {
	setBudget(t, 8)
	var want, got atomic.Int64
	var group sync.WaitGroup
	for g := range uint64(32) {
		group.Go(func() {
			rng := rand.New(rand.NewPCG(g, 1))
			ctx := background
			if g%3 == 0 {
				ctx = WithLimit(ctx, 1+rng.IntN(4))
			}
			for range 300 {
				switch n := rng.IntN(40); rng.IntN(12) {
				case 0:
					SetBudget(1 + rng.IntN(12))
				case 1:
					func() {
						defer func() { recover() }()
						For(ctx, n, 1, func(lo, hi int) { panic(lo) })
					}()
				case 2:
					cancelled, cancel := context.WithCancel(ctx)
					For(cancelled, n, 1, func(lo, hi int) { cancel() })
					cancel()
				case 3:
					want.Add(int64(n))
					sum, _ := Reduce(ctx, n, 3, func(lo, hi int) int { return hi - lo }, func(a, b int) int { return a + b })
					got.Add(int64(sum))
				default:
					want.Add(int64(4 * n))
					For(ctx, 4, 1, func(lo, hi int) {
						For(ctx, n, 3, func(lo, hi int) { got.Add(int64(hi - lo)) })
					})
				}
			}
		})
	}
	group.Wait()
	if got.Load() != want.Load() {
		t.Errorf("%d of %d done", got.Load(), want.Load())
	}
}

// Helpers are started and used across the borders of a bubble, but belong to none.
func TestSynctestBubble(t *testing.T) {
	setBudget(t, 100) // more than any other test, so that helpers are started inside
	work := func() {
		var calls atomic.Int64
		for range 50 {
			For(background, 200, 1, func(lo, hi int) {
				compute(100)
				runtime.Gosched()
				calls.Add(1)
			})
		}
		if calls.Load() != 10_000 {
			t.Errorf("%d calls", calls.Load())
		}
	}
	synctest.Test(t, func(*testing.T) { work() })
	work()
	synctest.Test(t, func(*testing.T) { work() })
}
