//go:build unix && !linux

package main

import (
	"runtime"
	"runtime/debug"
	"syscall"
)

// resetPeak returns free memory to the system. These systems have no peak that starts anew.
func resetPeak() { debug.FreeOSMemory() }

// peakRSS returns the largest resident memory that the process had so far, in bytes; 0 if unknown.
func peakRSS() uint64 {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		return 0
	}
	if runtime.GOOS == "darwin" || runtime.GOOS == "ios" {
		return uint64(usage.Maxrss) // bytes there, KiB elsewhere
	}
	return uint64(usage.Maxrss) << 10
}
