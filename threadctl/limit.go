package threadctl

import (
	"context"
	"sync/atomic"
)

// A scope is a context with a cap: at most n-1 helpers work for all regions under it.
type scope struct {
	context.Context
	parent *scope // the enclosing cap, larger than n
	n      int
	used   atomic.Int64 // helpers at work, in 0..n-1
}

type scopeKey struct{}

func (s *scope) Value(key any) any {
	if key == (scopeKey{}) {
		return s
	}
	return s.Context.Value(key)
}

func scopeOf(ctx context.Context) *scope {
	s, _ := ctx.Value(scopeKey{}).(*scope)
	return s
}

// WithLimit returns a context under which all regions together, nested or concurrent, use at most n threads. Caps
// nest by minimum: a cap that is not below the enclosing one changes nothing, and ctx itself is returned.
//
// Threads are counted as in the budget: helpers are, and one calling goroutine. A goroutine that was already running
// and starts a region under the same context beside another one brings itself and shares the n-1 helpers.
//
// One allocation. It panics with an *ArgumentError if n < 1 or ctx is nil.
func WithLimit(ctx context.Context, n int) context.Context {
	if ctx == nil {
		panic(&ArgumentError{"WithLimit", "nil context"})
	}
	if n < 1 {
		panic(&ArgumentError{"WithLimit", "limit below 1"})
	}
	parent := scopeOf(ctx)
	if parent != nil && n >= parent.n {
		return ctx
	}
	return &scope{Context: ctx, parent: parent, n: n}
}

// Limit returns the largest number of threads that a region started under ctx now can use: the budget or the cap of
// ctx, whichever is less. It does not look at what is in use.
//
// The budget may grow between Limit and a region (see SetBudget). Who sizes scratch memory by Limit fixes it first:
//
//	width := threadctl.Limit(ctx)
//	ctx = threadctl.WithLimit(ctx, width)
//
// It panics with an *ArgumentError if ctx is nil.
func Limit(ctx context.Context) int {
	if ctx == nil {
		panic(&ArgumentError{"Limit", "nil context"})
	}
	return scopeOf(ctx).limit()
}

func (s *scope) limit() int {
	if s == nil {
		return Budget()
	}
	return min(s.n, Budget())
}

// acquire takes a place for one more helper in s and in every enclosing scope, or none at all.
func (s *scope) acquire() bool {
	for p := s; p != nil; p = p.parent {
		if p.take() {
			continue
		}
		for q := s; q != p; q = q.parent {
			q.used.Add(-1)
		}
		return false
	}
	return true
}

func (s *scope) take() bool {
	for {
		used := s.used.Load()
		if used >= int64(s.n-1) {
			return false
		}
		if s.used.CompareAndSwap(used, used+1) {
			return true
		}
	}
}

func (s *scope) release() {
	for p := s; p != nil; p = p.parent {
		p.used.Add(-1)
	}
}
