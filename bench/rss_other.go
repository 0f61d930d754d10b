//go:build !unix && !windows

package main

func resetPeak() {}

// peakRSS returns 0: this system does not tell.
func peakRSS() uint64 { return 0 }
