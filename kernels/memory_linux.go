package kernels

import (
	"syscall"
	"unsafe"
)

// hugePage is the size of a huge page of x86-64, and of arm64 where pages have 4 KB.
const hugePage = 2 << 20

// adviseHuge asks for huge pages for all of b, so for those too that it shares with
// what lies before and after it. It is advice: where it fails, memory stays as it is.
func adviseHuge(b []byte) {
	address := uintptr(unsafe.Pointer(unsafe.SliceData(b)))
	from := address &^ (hugePage - 1)
	to := (address + uintptr(len(b)) + hugePage - 1) &^ (hugePage - 1)
	_, _, _ = syscall.Syscall(syscall.SYS_MADVISE, from, to-from, syscall.MADV_HUGEPAGE)
}
