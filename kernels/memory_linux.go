package kernels

import (
	"os"
	"syscall"
	"unsafe"
)

// adviseHuge asks for huge pages in the whole pages of b. It is advice: where it
// fails, memory stays as it is.
func adviseHuge(b []byte) {
	page := uintptr(os.Getpagesize())
	from := -uintptr(unsafe.Pointer(unsafe.SliceData(b))) % page
	whole := (uintptr(len(b)) - from) / page * page
	_ = syscall.Madvise(b[from:from+whole], syscall.MADV_HUGEPAGE)
}
