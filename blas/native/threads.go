package native

import (
	"context"
	"runtime"
	"sync"

	"github.com/lanewise/lanewise/threadctl"
)

// Work that pays for one more thread: multiplications and additions of level 3, elements read by levels 1 and 2. Either
// takes some 30 us.
const (
	perThread3 = 1 << 20
	perThread2 = 1 << 17
)

// threads holds a library to the share of the budget that each call leases.
//
// A library computes on one thread unless told otherwise. A call that wants more leases what is idle, tells the library
// how many, and takes that back afterwards. Some libraries have one count for the process: there, calls on several
// threads exclude all others, and such a call goes to one thread rather than wait for others. Some have a count for
// each thread of the system: the goroutine stays on its own meanwhile.
type threads struct {
	set      uintptr // the library's function that sets the count; 0 if it has no threads that we know of
	byThread bool    // the count belongs to a thread of the system
	always   bool    // such a thread begins with another count than 1
	level2   bool    // routines of levels 1 and 2 use threads, too
	most     int     // what the environment allows the library

	variables []string // the environment's for most

	alone sync.RWMutex // held for writing while the count is not 1 for the process
}

// A grant is the lease of a call on several threads.
type grant struct{ lease threadctl.Lease }

var grants = sync.Pool{New: func() any { return new(grant) }}

// enter is called before a call into the library, and leave after it. The grant is nil on one thread.
func (t *threads) enter(work, perThread int) *grant {
	if work >= 2*perThread && t.set != 0 && (t.level2 || perThread == perThread3) {
		if g := t.several(work / perThread); g != nil {
			return g
		}
	}
	switch {
	case t.always:
		runtime.LockOSThread()
		t.setCount(1)
	case !t.byThread && t.set != 0:
		t.alone.RLock()
	}
	return nil
}

func (t *threads) leave(g *grant) {
	switch {
	case g != nil:
		t.setCount(1)
		if t.byThread {
			runtime.UnlockOSThread()
		} else {
			t.alone.Unlock()
		}
		g.lease.Release()
		grants.Put(g)
	case t.always:
		runtime.UnlockOSThread()
	case !t.byThread && t.set != 0:
		t.alone.RUnlock()
	}
}

// several prepares a call on several threads; nil if there are none.
func (t *threads) several(want int) *grant {
	if !t.byThread && !t.alone.TryLock() {
		return nil
	}
	g := grants.Get().(*grant)
	n := g.lease.Acquire(context.Background(), max(1, min(want, t.most)))
	if n == 1 {
		g.lease.Release()
		grants.Put(g)
		if !t.byThread {
			t.alone.Unlock()
		}
		return nil
	}
	if t.byThread {
		runtime.LockOSThread()
	}
	t.setCount(n)
	return g
}

func (t *threads) setCount(n int) {
	c := newCall()
	c.value(n)
	c.invoke(t.set)
	c.release()
}

// probe finds out whose the count is, and leaves it at 1. get is the library's function that returns the count.
func (t *threads) probe(get uintptr) {
	if t.set == 0 || get == 0 {
		t.set = 0
		return
	}
	count := func() int { return int(int32(invoke(get))) }
	here := make(chan int)
	there := make(chan int)
	// Two goroutines that are both locked are on two threads.
	go func() {
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		for range here {
			there <- count()
		}
	}()
	ask := func() int { here <- 0; return <-there }
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	defer close(here)
	ask()
	t.setCount(2)
	t.byThread = ask() != 2
	t.setCount(1)
	t.always = ask() != 1
}
