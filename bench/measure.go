package main

import (
	"context"
	"runtime"
	"slices"
	"sync"
	"time"

	"github.com/lanewise/lanewise/kernels"
	"github.com/lanewise/lanewise/threadctl"
)

// Operations that one unit of work must issue on the pipes that bound it. With the rate of those pipes, which
// kernels.Probe measures, they give the limit of the machine: no program that does this work can be faster.
const (
	// One update re, im = fma(re, re, fma(-im, im, cr)), fma(re+re, im, ci). The doubling runs on another pipe,
	// and the test need not be made at every update.
	fmaPerIteration = 3
	// Four midpoint steps 4/(1+x*x), which share one division: for each x and 1+x*x; then the products of the first
	// and the second two denominators and of all four, and two operations for the numerator. The additions and the
	// division have pipes of their own.
	fmaPerStep = 13.0 / 4
	// Philox4x32-10 is 10 rounds of two 32x32->64 bit multiplications for four words, which make two samples; each
	// sample then squares its two coordinates.
	mulPerSample = 12
)

// A limit tells which measured rate of the machine bounds a workload, and how much of it one unit of work takes.
// The zero limit is none.
type limit struct {
	probe kernels.ProbeKind
	perOp float64 // operations of that kind per unit of work
}

// A workload is one case at one dtype with its operands. Only run is timed; it may be called many times.
type workload struct {
	name, dtype string
	unit        string // of the rate: Giter/s, Gsteps/s, Gsamples/s, or ns for the time of one unit of work
	limit       limit  // of the machine
	chunks      int64  // how many times run ticks
	run         func(ctx context.Context, tick func(n int64)) error
	work        func() float64        // units of work of one run: what the last one did
	warm        func(time.Duration)   // brings processors to speed and operands back into their caches; nil for long work
	value       func() (v, e float64) // result and its error, nil if there is no such thing
}

// rate converts the time of work units of work to w.unit.
func (w *workload) rate(work, seconds float64) float64 {
	if w.unit == unitNanoseconds {
		return seconds / work * 1e9
	}
	return work / seconds / 1e9
}

const unitNanoseconds = "ns"

// A trial is the repeated measurement of one workload at one level with one number of threads.
type trial struct {
	load      *workload
	level     kernels.Level
	threads   int
	seconds   []float64
	peakBytes uint64 // resident memory
	allocated uint64 // heap bytes that one run allocates
}

// setLevel makes kernels run at a level, and returns what undoes that. At the level that is
// active already nothing is set: kernels stay at what was chosen for them at the start.
func setLevel(l kernels.Level) (restore func(), err error) {
	if l == kernels.Active() {
		return func() {}, nil
	}
	previous, err := kernels.SetLevel(l)
	return func() { kernels.SetLevel(previous) }, err
}

// once runs the workload once more, after a sample of the machine's limit.
func (t *trial) once(ctx context.Context, m *machine, tick func(n int64)) error {
	if t.load.warm != nil && t.threads > 1 {
		t.load.warm(spinTime)
	}
	m.sample(t.load.limit, t.threads)
	restore, err := setLevel(t.level)
	if err != nil {
		return err
	}
	defer restore()
	defer threadctl.SetBudget(threadctl.SetBudget(t.threads))
	if len(t.seconds) == 0 {
		resetPeak()
	}
	if t.load.warm != nil {
		t.load.warm(warmTime)
	}
	// To count allocations stops the world, so that threads that wait for work go to sleep,
	// which short work would feel: there the first round has to do.
	var before uint64
	counts := t.load.warm == nil || len(t.seconds) == 0
	if counts {
		before = heapAllocated()
	}
	start := time.Now()
	err = t.load.run(ctx, tick)
	elapsed := max(time.Since(start), 1) // a coarse clock may not have moved
	if err != nil {
		return err
	}
	if counts {
		t.allocated = heapAllocated() - before
	}
	t.peakBytes = max(t.peakBytes, peakRSS())
	t.seconds = append(t.seconds, elapsed.Seconds())
	return nil
}

// roundTime is about how long a call is repeated in one round.
const roundTime = time.Millisecond

// A call is repeated before a round, untimed, for as long as warmTime, for a processor
// that was idle while a peer worked takes a while to reach its speed; and warmCalls times,
// or for as long as fillTime, for it takes tens of passes over what fits the last cache
// until it keeps all of it.
const (
	warmTime  = 2 * time.Millisecond
	warmCalls = 40
	fillTime  = 20 * time.Millisecond
)

// spinTime is how long idle threads of a native library's pool may keep a processor
// busy after a call: OpenBLAS's wait for 2^26 ticks of the clock. Nobody is timed on
// several threads before others' have gone to sleep.
const spinTime = 60 * time.Millisecond

// repeatedly returns the measurement of a function, whose run is so many units of
// work, at the active level, repeated as often as fills the time of a round.
func repeatedly(run func(), threads int, work float64) *trial {
	defer threadctl.SetBudget(threadctl.SetBudget(threads))
	run() // warm
	repeats := 1
	for {
		start := time.Now()
		for range repeats {
			run()
		}
		if time.Since(start) >= roundTime/2 {
			break
		}
		repeats *= 2
	}
	load := &workload{unit: unitNanoseconds, work: func() float64 { return float64(repeats) * work }}
	load.run = func(ctx context.Context, _ func(int64)) error {
		for range repeats {
			run()
		}
		return ctx.Err()
	}
	load.warm = func(d time.Duration) {
		defer threadctl.SetBudget(threadctl.SetBudget(threads))
		start := time.Now()
		for calls := 0; ; calls++ {
			if past := time.Since(start); past >= d && (calls >= warmCalls || past >= fillTime) {
				return
			}
			run()
		}
	}
	return &trial{load: load, level: kernels.Active(), threads: threads}
}

const (
	maxRepeats = 15
	enoughTime = 1.0 // seconds of one trial, after which it is not repeated
)

// done reports whether further repeats would not pay.
func (t *trial) done() bool { return sum(t.seconds) >= enoughTime || len(t.seconds) >= maxRepeats }

func sum(v []float64) (total float64) {
	for _, x := range v {
		total += x
	}
	return total
}

// measure runs the trials in turn, round after round until each is done, so that a disturbance of the machine
// meets all of them rather than one.
func measure(ctx context.Context, m *machine, p *progress, trials ...*trial) error {
	for range maxRepeats {
		for _, t := range trials {
			if t.done() {
				p.add(t.load.chunks)
				continue
			}
			if err := t.once(ctx, m, p.add); err != nil {
				return err
			}
		}
	}
	return nil
}

// A machine holds the rates that this machine was seen to reach at its best level during the run of the program.
type machine struct {
	rates map[probed][]float64
}

type probed struct {
	kind    kernels.ProbeKind
	threads int
}

func newMachine() *machine { return &machine{rates: map[probed][]float64{}} }

const (
	probeTime   = 20 * time.Millisecond
	probeRounds = 20_000 // well under a millisecond
)

// sample measures once what l needs: threads goroutines run independent instructions of one kind for a while.
func (m *machine) sample(l limit, threads int) {
	if l == (limit{}) {
		return
	}
	levels := kernels.Levels()
	restore, _ := setLevel(levels[len(levels)-1]) // Levels are those that SetLevel takes
	defer restore()
	rates := make([]float64, threads)
	var group sync.WaitGroup
	for i := range rates {
		group.Go(func() {
			ops, start := 0, time.Now()
			for time.Since(start) < probeTime {
				ops += kernels.Probe(l.probe, probeRounds)
			}
			rates[i] = float64(ops) / time.Since(start).Seconds()
		})
	}
	group.Wait()
	sum := 0.0
	for _, r := range rates {
		sum += r
	}
	key := probed{l.probe, threads}
	m.rates[key] = append(m.rates[key], sum)
}

// limit returns the most units of work per second that the machine can do, in 1e9 per second; 0 if unknown.
func (m *machine) limit(l limit, threads int) float64 {
	rates := m.rates[probed{l.probe, threads}]
	if l == (limit{}) || len(rates) == 0 {
		return 0
	}
	return median(rates) / l.perOp / 1e9
}

// median returns the middle of v, or the mean of the two middle ones.
func median(v []float64) float64 {
	s := slices.Sorted(slices.Values(v))
	return (s[(len(s)-1)/2] + s[len(s)/2]) / 2
}

// heapAllocated returns the bytes that the program has allocated on the heap so far.
func heapAllocated() uint64 {
	var s runtime.MemStats
	runtime.ReadMemStats(&s)
	return s.TotalAlloc
}

// typicalTime returns what stands for the times of all rounds.
func typicalTime(seconds []float64, least bool) float64 {
	if least {
		return slices.Min(seconds)
	}
	return median(seconds)
}
