//go:build race

package kerneltest

// RaceEnabled tells that the race detector is on, under which a sync.Pool forgets
// some of what it is given: allocations can't be counted then.
const RaceEnabled = true
