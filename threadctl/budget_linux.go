package threadctl

import (
	"math/bits"
	"os"
	"sync"
	"syscall"
	"unsafe"
)

// systemLimits returns the limits by CPU affinity and by cgroup quotas.
func systemLimits() []Source {
	var sources []Source
	if n := affinity(); n > 0 {
		sources = append(sources, Source{Name: "affinity", Limit: n})
	}
	return append(sources, cgroupLimits(root, mounts())...)
}

var (
	root = os.DirFS("/")
	// The table of mounts can be long and slow to read, and where cgroups are mounted does not change.
	mounts = sync.OnceValue(func() []mount { return cgroupMounts(root) })
)

// affinity returns the number of CPUs in the affinity mask of the main thread, from which the others inherit; 0 if it
// is not known.
func affinity() int {
	var mask [128]uint64 // 8192 CPUs, the most that Linux can be built for
	size, _, errno := syscall.RawSyscall(syscall.SYS_SCHED_GETAFFINITY,
		uintptr(os.Getpid()), unsafe.Sizeof(mask), uintptr(unsafe.Pointer(&mask)))
	if errno != 0 {
		return 0
	}
	n := 0
	for _, word := range mask[:size/8] {
		n += bits.OnesCount64(word)
	}
	return n
}
