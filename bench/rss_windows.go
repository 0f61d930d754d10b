package main

import (
	"runtime/debug"
	"unsafe"

	"golang.org/x/sys/windows"
)

var getProcessMemoryInfo = windows.NewLazySystemDLL("kernel32.dll").NewProc("K32GetProcessMemoryInfo")

// resetPeak returns free memory to the system. Windows has no peak that starts anew.
func resetPeak() { debug.FreeOSMemory() }

// peakRSS returns the largest working set that the process had so far, in bytes; 0 if unknown.
func peakRSS() uint64 {
	var counters struct { // PROCESS_MEMORY_COUNTERS
		cb, pageFaultCount uint32
		peakWorkingSetSize uintptr
		rest               [7]uintptr
	}
	counters.cb = uint32(unsafe.Sizeof(counters))
	ok, _, _ := getProcessMemoryInfo.Call(uintptr(windows.CurrentProcess()), uintptr(unsafe.Pointer(&counters)), uintptr(counters.cb))
	if ok == 0 {
		return 0
	}
	return uint64(counters.peakWorkingSetSize)
}
