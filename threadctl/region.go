package threadctl

import (
	"context"
	"math"
	"runtime"
	"sync"
	"sync/atomic"
)

// For calls body(lo, hi) for each chunk of [0, n): [0, grain), [grain, 2*grain), ... , the last one possibly shorter.
// Chunks start in ascending order, run on the calling goroutine and on idle helpers, and depend on n and grain only.
// For returns when every chunk has ended. Bodies must not wait for one another: any number of them may run one after
// the other on one thread.
//
// Choose grain so that a chunk takes 20 us to 100 us: less does not pay for the sharing, more delays cancellation
// (and, if the body runs assembly, the garbage collector). A single chunk, n <= grain, is a plain call of body.
//
// When ctx is cancelled no further chunk starts; chunks that run are waited for. The error is ctx.Err() if a chunk
// was left out, otherwise nil; there are no other errors. n <= 0 is no work and no error.
//
// A panic in a body stops the region in the same way and is raised again as a *PanicError. If a body calls
// runtime.Goexit, the goroutine that called For exits, once the region has ended. For panics with an *ArgumentError
// if ctx or body is nil or grain < 1.
func For(ctx context.Context, n, grain int, body func(lo, hi int)) error {
	check("For", ctx, grain, body == nil)
	return run(ctx, n, grain, job{plain: body})
}

// ForWorker is For with a slot number for each call of body, in [0, Limit(ctx)) and below the number of chunks. Two
// calls that run at the same time have different slots, so scratch memory can be indexed by slot; see Limit. The
// calling goroutine has slot 0.
func ForWorker(ctx context.Context, n, grain int, body func(slot, lo, hi int)) error {
	check("ForWorker", ctx, grain, body == nil)
	return run(ctx, n, grain, job{slotted: body})
}

func check(name string, ctx context.Context, grain int, nilBody bool) {
	switch {
	case ctx == nil:
		panic(&ArgumentError{name, "nil context"})
	case grain < 1:
		panic(&ArgumentError{name, "grain below 1"})
	case nilBody:
		panic(&ArgumentError{name, "nil function"})
	}
}

// A job is what a region runs: one of the two forms of a body.
type job struct {
	plain   func(lo, hi int)
	slotted func(slot, lo, hi int)
}

func (j job) call(slot, lo, hi int) {
	if j.plain != nil {
		j.plain(lo, hi)
	} else {
		j.slotted(slot, lo, hi)
	}
}

// single runs a region of one chunk.
func (j job) single(n int) {
	defer rethrow()
	j.call(0, 0, n)
}

func run(ctx context.Context, n, grain int, j job) error {
	if n <= 0 {
		return nil
	}
	if n > grain {
		return newRegion(ctx, n, grain, j).run()
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	j.single(n)
	return nil
}

// A region is one call of For at work. Its participants, the caller and the helpers that joined, all run work.
//
// Each participant may recruit two helpers, one per chunk it claims: so helpers come in as a tree, nobody pays for
// many wakes, and tokens that come free while the region runs are used. A participant that finds no more chunks takes
// back those of its recruits that have not joined, so nobody ever waits for a goroutine that has not started. After
// the last participant has left nothing refers to the region and it is used again.
type region struct {
	ctx    context.Context // nil if it can't be cancelled
	scope  *scope
	job    job
	n      int
	grain  int
	chunks uint64
	width  int64 // slots there are

	_    [64]byte
	next atomic.Uint64 // the first chunk that is not claimed

	_         [64]byte
	slots     atomic.Int64 // slots given to recruits
	pending   atomic.Int64 // recruits neither taken back nor gone, plus parked
	gate      sync.Mutex   // always locked, but for the moment in which the last helper lets the parked caller through
	failure   atomic.Pointer[PanicError]
	exited    atomic.Bool // a body called runtime.Goexit
	cancelled atomic.Bool // a chunk was left out because ctx is cancelled
	_         [64]byte
}

const (
	stopped = math.MaxUint64 / 2 // a value of next that no count of chunks exceeds
	parked  = 1 << 32            // added to pending while the caller is parked
)

var regions = sync.Pool{New: func() any {
	r := new(region)
	r.gate.Lock()
	return r
}}

func newRegion(ctx context.Context, n, grain int, j job) *region {
	r := regions.Get().(*region)
	r.n, r.grain, r.job = n, grain, j
	r.chunks = uint64((n-1)/grain + 1)
	r.scope = scopeOf(ctx)
	r.width = int64(min(uint64(r.scope.limit()), r.chunks))
	if ctx.Done() != nil {
		r.ctx = ctx
	}
	return r
}

// run is the caller's side.
func (r *region) run() (err error) {
	defer func() {
		r.wait()
		failure, exited := r.failure.Load(), r.exited.Load()
		if r.cancelled.Load() {
			err = r.ctx.Err()
		}
		r.recycle()
		if failure != nil {
			panic(failure)
		}
		if exited {
			runtime.Goexit()
		}
	}()
	r.work(0)
	return nil
}

// recycle may be called only when nothing else refers to r.
func (r *region) recycle() {
	r.ctx, r.scope, r.job = nil, nil, job{}
	r.next.Store(0)
	r.slots.Store(0)
	r.failure.Store(nil)
	r.exited.Store(false)
	r.cancelled.Store(false)
	regions.Put(r)
}

// work claims chunks and runs them until none is left. A panic of a body ends here; runtime.Goexit does not.
func (r *region) work(slot int) {
	var recruits [2]*helper
	recruited, done := 0, false
	defer func() {
		if !done {
			r.abort(recover())
		}
		for _, h := range recruits[:recruited] {
			r.takeBack(h)
		}
	}()
	for {
		i := r.next.Add(1) - 1
		if i >= r.chunks {
			break
		}
		if r.ctx != nil && r.ctx.Err() != nil {
			r.cancelled.Store(true)
			break
		}
		if recruited < len(recruits) && i+1 < r.chunks {
			if h := r.recruit(); h != nil {
				recruits[recruited] = h
				recruited++
			}
		}
		r.runChunk(slot, int(i))
	}
	done = true
}

// runChunk is a call of its own so that every chunk passes a point where the runtime can preempt, even if the body is
// nothing but assembly.
//
//go:noinline
func (r *region) runChunk(slot, i int) {
	lo := i * r.grain
	r.job.call(slot, lo, lo+min(r.grain, r.n-lo))
}

// abort stops the region after a panic with value v, or after runtime.Goexit if v is nil.
func (r *region) abort(v any) {
	r.next.Store(stopped)
	if v == nil {
		r.exited.Store(true)
		return
	}
	r.failure.CompareAndSwap(nil, newPanicError(v))
}

// recruit leases a helper and hands it the region; nil if none is idle or the region is as wide as it may be.
func (r *region) recruit() *helper {
	if !r.scope.acquire() {
		return nil
	}
	h := lease()
	if h == nil {
		r.scope.release()
		return nil
	}
	slot := r.slots.Add(1)
	if slot >= r.width { // the budget has grown meanwhile
		h.giveBack()
		r.scope.release()
		return nil
	}
	h.slot = int(slot)
	r.pending.Add(1)
	h.assign(r)
	return h
}

// takeBack ends the lease of a recruit that has not joined.
func (r *region) takeBack(h *helper) {
	if h.task.CompareAndSwap(r, nil) {
		r.leave(h)
	}
}

// leave gives the token of h back, and then counts h out: the caller finds all tokens back, and r is not touched
// afterwards.
func (r *region) leave(h *helper) {
	r.scope.release()
	h.giveBack()
	if r.pending.Add(-1) == parked {
		r.gate.Unlock()
	}
}

// wait returns when all helpers have left.
func (r *region) wait() {
	if spin(func() bool { return r.pending.Load() == 0 }) {
		return
	}
	if r.pending.Add(parked) != parked {
		r.gate.Lock()
	}
	r.pending.Store(0)
}
