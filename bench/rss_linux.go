package main

import (
	"bytes"
	"os"
	"runtime/debug"
	"strconv"
)

// resetPeak returns free memory to the system and makes peakRSS start anew.
func resetPeak() {
	debug.FreeOSMemory()
	os.WriteFile("/proc/self/clear_refs", []byte("5"), 0) // refused in some sandboxes: then the peak is the process's
}

// peakRSS returns the largest resident memory of the process, in bytes, since resetPeak; 0 if unknown. It is not
// taken from getrusage, which also covers the program that started this one.
func peakRSS() uint64 {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	_, after, _ := bytes.Cut(status, []byte("VmHWM:"))
	line, _, _ := bytes.Cut(after, []byte("kB"))
	kib, _ := strconv.ParseUint(string(bytes.TrimSpace(line)), 10, 64)
	return kib << 10
}
