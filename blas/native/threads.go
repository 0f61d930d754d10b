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
// how many, and takes that back afterwards; only one at a time does so, and others go to one thread rather than wait for
// it.
//
// Some libraries have one count for the process: there, a call on several threads excludes all others (exclusive). Some,
// those with OpenMP among them, have a count, and often a pool of threads, for each thread that calls. They get calls on
// several threads from one thread only, the leader, so that there is only one pool.
type threads struct {
	set       uintptr // the library's function that sets the count; 0 if it has no threads that we know of
	byThread  bool    // the count belongs to a thread of the system
	always    bool    // such a thread begins with another count than 1
	exclusive bool    // a call on several threads must have the library to itself
	level2    bool    // routines of levels 1 and 2 use threads, too
	most      int     // what the environment allows the library

	variables []string // the environment's for most

	alone  sync.RWMutex    // held for writing by a call on several threads, for reading by others of an exclusive library
	leader chan assignment // of the goroutine that makes the calls on several threads if the count is a thread's
}

// A grant is the lease of a call on several threads.
type grant struct {
	lease threadctl.Lease
	n     int
}

var grants = sync.Pool{New: func() any { return new(grant) }}

// An assignment is a call for the leader.
type assignment struct {
	n    int
	c    *call
	fn   uintptr
	done chan<- uintptr
}

// invoke calls fn, on as many threads as its work pays for and the budget has.
func (t *threads) invoke(c *call, fn uintptr, work, perThread int) (result uintptr) {
	g := t.several(work, perThread)
	if g == nil {
		t.enterOne()
		result = c.invoke(fn)
		t.leaveOne()
		return result
	}
	if t.byThread {
		done := make(chan uintptr)
		t.leader <- assignment{g.n, c, fn, done}
		result = <-done
	} else {
		t.setCount(g.n)
		result = c.invoke(fn)
		t.setCount(1)
	}
	t.giveBack(g)
	return result
}

// lead makes the calls on several threads. It never returns.
func (t *threads) lead() {
	runtime.LockOSThread()
	for a := range t.leader {
		t.setCount(a.n)
		result := a.c.invoke(a.fn)
		t.setCount(1)
		a.done <- result
	}
}

// enterOne is called before a call on one thread, and leaveOne after it.
func (t *threads) enterOne() {
	if t.exclusive {
		t.alone.RLock()
	}
	if t.always {
		runtime.LockOSThread()
		t.setCount(1)
	}
}

func (t *threads) leaveOne() {
	if t.always {
		runtime.UnlockOSThread()
	}
	if t.exclusive {
		t.alone.RUnlock()
	}
}

// several leases threads for a call; nil if it is to have one.
func (t *threads) several(work, perThread int) *grant {
	want := min(work/perThread, t.most)
	if want < 2 || t.set == 0 || !t.level2 && perThread != perThread3 || !t.alone.TryLock() {
		return nil
	}
	g := grants.Get().(*grant)
	g.n = g.lease.Acquire(context.Background(), want)
	if g.n == 1 {
		t.giveBack(g)
		return nil
	}
	return g
}

func (t *threads) giveBack(g *grant) {
	g.lease.Release()
	grants.Put(g)
	t.alone.Unlock()
}

func (t *threads) setCount(n int) {
	c := newCall()
	c.value(n)
	c.invoke(t.set)
	c.release()
}

// controls has all threads that are controlled, by set: libraries may be the same under two names. opened guards it.
var controls = map[uintptr]*threads{}

// controlled returns t, or what there is with its set. get is the library's function that returns the count.
func controlled(get uintptr, t *threads) *threads {
	if t.set == 0 || get == 0 {
		return new(threads)
	}
	if old := controls[t.set]; old != nil {
		return old
	}
	t.probe(get)
	controls[t.set] = t
	return t
}

// probe finds out whose the count is, and leaves it at 1.
func (t *threads) probe(get uintptr) {
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
	other := max(2, ask()+1)
	t.setCount(other)
	t.byThread = ask() != other
	t.exclusive = t.exclusive || !t.byThread
	t.setCount(1)
	t.always = ask() != 1
	if t.byThread {
		t.leader = make(chan assignment)
		go t.lead()
	}
}
