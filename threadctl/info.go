package threadctl

import "math/bits"

// A Report describes the state of the package. It marshals to JSON.
type Report struct {
	Budget  int      `json:"budget"`  // as Budget returns it
	Fixed   int      `json:"fixed"`   // as set by SetBudget; 0 if the budget is automatic
	InUse   int      `json:"in_use"`  // helpers that regions and leases have now; callers are not counted
	Helpers int      `json:"helpers"` // helper goroutines that were started so far
	Sources []Source `json:"sources"` // the limits; the least is the automatic budget
}

// A Source is a limit on the number of threads and where it comes from.
type Source struct {
	Name   string `json:"name"`  // GOMAXPROCS, LANEWISE_NUM_THREADS, OMP_NUM_THREADS, affinity or cgroup
	Limit  int    `json:"limit"` // threads
	Detail string `json:"detail,omitempty"`
}

// Info reads all limits again and returns the state of the package.
func Info() Report {
	budget.mu.Lock()
	defer budget.mu.Unlock()
	settle()
	r := Report{
		Budget:  int(budget.threads.Load()),
		Fixed:   budget.fixed,
		Helpers: int(started.Load()),
		Sources: budget.sources, // settle never changes a slice, it makes a new one
	}
	for i := range busy {
		r.InUse += bits.OnesCount64(busy[i].Load())
	}
	return r
}
