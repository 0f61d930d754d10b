package threadctl

import (
	"context"
	"math/bits"
)

// A Lease is a share of the budget for threads that are not this package's, say those of a native library. The zero
// value holds nothing. It must not be copied once it is in use: the helpers would be given back twice.
type Lease struct {
	scope  *scope
	held   [maxBudget / 64]uint64 // the bits of busy that are ours
	leased int
}

// Acquire leases what is idle of the budget under ctx, up to want threads with the calling one, and returns how many
// that is, at least 1. It never waits. Regions and other leases get what is left until Release, which must follow:
//
//	var lease threadctl.Lease
//	n := lease.Acquire(ctx, 8)
//	defer lease.Release()
//
// and then n threads may compute, one of which is the caller's. No helper goroutine starts or runs for a lease.
//
// It allocates nothing. It panics with an *ArgumentError if ctx is nil, want is below 1, or l is already in use.
func (l *Lease) Acquire(ctx context.Context, want int) int {
	switch {
	case ctx == nil:
		panic(&ArgumentError{"Acquire", "nil context"})
	case want < 1:
		panic(&ArgumentError{"Acquire", "fewer than one thread"})
	case l.leased != 0:
		panic(&ArgumentError{"Acquire", "the lease is in use"})
	}
	l.scope = scopeOf(ctx)
	for limit := min(want, l.scope.limit()); l.leased+1 < limit && l.scope.acquire(); l.leased++ {
		i := takeHighest()
		if i < 0 {
			l.scope.release()
			break
		}
		l.held[i/64] |= 1 << (i % 64)
	}
	return l.leased + 1
}

// Release gives back what l holds. Without a lease it does nothing.
func (l *Lease) Release() {
	for w := 0; l.leased > 0; w++ {
		if n := bits.OnesCount64(l.held[w]); n > 0 {
			for range n {
				l.scope.release()
			}
			busy[w].And(^l.held[w])
			l.held[w] = 0
			l.leased -= n
		}
	}
	l.scope = nil
}

// takeHighest takes the token of the idle helper with the highest index, which is the least likely to be awake; -1 if
// all are busy.
func takeHighest() int {
	limit := int(budget.threads.Load()) - 1
	for w := (limit - 1) / 64; limit > 0 && w >= 0; w-- {
		available := ^uint64(0)
		if rest := limit - w*64; rest < 64 {
			available = 1<<rest - 1
		}
		for {
			old := busy[w].Load()
			idle := available &^ old
			if idle == 0 {
				break
			}
			top := 63 - bits.LeadingZeros64(idle)
			if busy[w].CompareAndSwap(old, old|1<<top) {
				return w*64 + top
			}
		}
	}
	return -1
}
