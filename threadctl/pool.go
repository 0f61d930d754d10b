package threadctl

import (
	"math/bits"
	"runtime"
	"sync/atomic"
	"time"
)

// maxBudget bounds the budget; helper 0 to maxBudget-2 exist at most.
const maxBudget = 1024

// busy is the pool: bit i is set while helper i is leased to a region. A budget of b makes the first b-1 bits
// available, so a change of the budget moves no tokens. Who holds a bit owns helpers[i] and its slot.
var (
	busy    [maxBudget / 64]atomic.Uint64
	helpers [maxBudget]*helper
	started atomic.Int64 // helper goroutines started so far
	spawn   = make(chan *helper, maxBudget)
)

// Helpers outlive the region that needs them first, so they must not inherit anything from its goroutine (profiler
// labels, a synctest bubble): a goroutine of the package's own starts them.
func init() {
	go func() {
		for h := range spawn {
			if h.wake == nil {
				h.wake = make(chan struct{}, 1)
			}
			go h.loop()
		}
	}()
}

// A helper is a persistent goroutine that serves one region at a time.
type helper struct {
	index  int
	slot   int                    // its number in the region it is leased to
	task   atomic.Pointer[region] // the region to join: set by who leases, taken by the helper, or taken back
	asleep atomic.Bool            // whoever turns it to false sends (or, the helper itself, does not expect) one wake
	wake   chan struct{}
	_      [64]byte // the spinning loads of one helper stay off the cache line of the next
}

// lease takes the idle helper with the lowest index, which is the one most likely awake; nil if all are busy.
func lease() *helper {
	limit := int(budget.threads.Load()) - 1
	for w := 0; w*64 < limit; w++ {
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
			if bit := idle & -idle; busy[w].CompareAndSwap(old, old|bit) {
				return helperAt(w*64 + bits.TrailingZeros64(bit))
			}
		}
	}
	return nil
}

// helperAt starts the helper if it does not exist. The caller holds its bit.
func helperAt(i int) *helper {
	h := helpers[i]
	if h == nil {
		h = &helper{index: i}
		helpers[i] = h
		started.Add(1)
		spawn <- h
		go nop()
	}
	return h
}

func (h *helper) giveBack() { busy[h.index/64].And(^(1 << (h.index % 64))) }

// assign hands r to h, which is leased, and wakes it if it is parked.
func (h *helper) assign(r *region) {
	h.task.Store(r)
	if h.asleep.Load() && h.asleep.CompareAndSwap(true, false) {
		h.wake <- struct{}{}
		go nop()
	}
}

// nop takes the place of "next to run here" away from a goroutine that was just made ready. Idle processors may steal
// that one only after a delay (3 us and the timer slack of the system), but others at once: the helper starts about
// four times earlier.
func nop() {}

// loop never returns; it ends if a body calls runtime.Goexit, and then a new goroutine takes over.
//
// Where one region follows on the other, a helper would spin in between and never park, and other goroutines would
// have to wait until the runtime preempts it, some 10 ms. So it yields now and then. If it does not come back soon,
// that is no harm: nobody waits for it. (Measured with a caller in a tight loop: garbage collections took 33 ms each
// without the yield, 0.7 ms with it.)
func (h *helper) loop() {
	defer func() { spawn <- h }()
	for yielded := now(); ; {
		h.serve(h.next())
		if t := now(); t-yielded > yieldInterval {
			runtime.Gosched()
			yielded = now()
		}
	}
}

func (h *helper) serve(r *region) {
	defer r.leave(h)
	r.work(h.slot)
}

// next returns the region that h is to serve. It spins a while before it parks.
func (h *helper) next() (r *region) {
	ready := func() bool {
		if h.task.Load() != nil {
			r = h.task.Swap(nil)
		}
		return r != nil
	}
	for {
		if h.index < maxSpinners && spin(ready) || ready() {
			return r
		}
		h.asleep.Store(true)
		if h.task.Load() != nil && h.asleep.CompareAndSwap(true, false) {
			continue
		}
		<-h.wake
	}
}

const (
	// maxSpinners helpers stay awake between regions; they can wake the others.
	maxSpinners = 2
	// spinTime is about what it costs to wake a parked goroutine on another processor, so spinning at most doubles
	// the wait.
	spinTime = 50 * time.Microsecond
	// yieldInterval keeps the cost of yielding, about 0.2 us, out of sight.
	yieldInterval = 100 * time.Microsecond
)

// spin calls ready until it is true (spin returns true) or spinTime has passed. It is no more than one call where
// spinning could keep a processor from a goroutine that has work. The loop has calls, so that the runtime can preempt
// it.
func spin(ready func() bool) bool {
	if !budget.spin.Load() {
		return ready()
	}
	for start := now(); now()-start < spinTime; {
		for range 64 {
			if ready() {
				return true
			}
		}
	}
	return false
}

var epoch = time.Now()

// now is the monotonic clock.
func now() time.Duration { return time.Since(epoch) }
