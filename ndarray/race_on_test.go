//go:build race

package ndarray

// raceEnabled tells that the race detector is on, under which pools lose some of
// what they hold.
const raceEnabled = true
