package threadctl

import (
	"fmt"
	"os"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// rereadInterval is how long the limits of the system are trusted. Reading them takes some 50 us.
const rereadInterval = time.Second

// budget holds the number of threads and what it follows from.
var budget struct {
	threads atomic.Int64 // the budget; 0 before it is known
	spin    atomic.Bool  // idle helpers and waiting callers may spin
	readAt  atomic.Int64 // when the limits were read, on the clock of now

	mu      sync.Mutex
	fixed   int      // what SetBudget asked for; 0 is automatic
	sources []Source // the limits as read last
}

// Budget returns the number of threads that the regions of this process may use together, at least 1. It is what
// SetBudget asked for, or else the least of
//   - GOMAXPROCS,
//   - the environment variable LANEWISE_NUM_THREADS or, if that is not set, the first item of OMP_NUM_THREADS,
//   - on Linux, the CPUs that the affinity mask of the process allows,
//   - on Linux, the CPU quota of the process's cgroup and of each of its ancestors (v1 and v2), rounded up to whole CPUs.
//
// An environment variable that is no positive number is ignored, with one line on standard error. The environment is
// read once. The other limits are read again if the last reading is older than a second, by whoever asks for the
// budget or starts a region of more than one chunk; that region pays some 50 us for it. Nothing runs in an idle
// process.
func Budget() int {
	threads := budget.threads.Load()
	// Unsigned, because the clock runs backwards for who leaves a synctest bubble.
	if threads == 0 || uint64(now())-uint64(budget.readAt.Load()) >= uint64(rereadInterval) {
		return reread(threads == 0)
	}
	return int(threads)
}

// SetBudget fixes the budget to n threads, at most 1024, for the whole process; n <= 0 returns to automatic. It
// returns the previous setting, 0 if that was automatic, so
//
//	defer threadctl.SetBudget(threadctl.SetBudget(2))
//
// restores it. The budget may exceed GOMAXPROCS; then helpers do not spin. Regions at work keep the threads they
// have. Libraries should use WithLimit instead.
func SetBudget(n int) (previous int) {
	budget.mu.Lock()
	defer budget.mu.Unlock()
	previous = budget.fixed
	budget.fixed = min(max(n, 0), maxBudget)
	settle()
	return previous
}

// reread updates the budget. Unless it must, it does not wait for another goroutine that does so.
func reread(must bool) int {
	if must {
		budget.mu.Lock()
	} else if !budget.mu.TryLock() {
		return int(budget.threads.Load())
	}
	defer budget.mu.Unlock()
	settle()
	return int(budget.threads.Load())
}

// settle reads all limits and derives the budget. The caller holds budget.mu.
func settle() {
	procs := runtime.GOMAXPROCS(0)
	budget.sources = append([]Source{{Name: "GOMAXPROCS", Limit: procs}}, environment()...)
	budget.sources = append(budget.sources, systemLimits()...)
	threads := budget.fixed
	if threads == 0 {
		threads = maxBudget
		for _, s := range budget.sources {
			threads = min(threads, s.Limit)
		}
	}
	budget.spin.Store(procs > 1 && threads <= procs)
	budget.threads.Store(int64(threads))
	budget.readAt.Store(int64(now()))
}

// environment returns the limit that the environment sets, if any.
var environment = sync.OnceValue(func() []Source {
	for _, name := range []string{"LANEWISE_NUM_THREADS", "OMP_NUM_THREADS"} {
		value := os.Getenv(name)
		if value == "" {
			continue
		}
		first, _, isList := strings.Cut(value, ",")
		n, err := strconv.Atoi(strings.TrimSpace(first))
		if err != nil || n < 1 || isList && name != "OMP_NUM_THREADS" {
			fmt.Fprintf(os.Stderr, "threadctl: %s=%q is ignored: it is no positive number\n", name, value)
			continue
		}
		return []Source{{Name: name, Limit: n}}
	}
	return nil
})
