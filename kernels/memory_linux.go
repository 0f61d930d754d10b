package kernels

import (
	"sync"
	"syscall"
	"unsafe"
)

// hugePage is the size of a huge page of x86-64, and of arm64 where pages have 4 KB.
const hugePage = 2 << 20

// madvCollapse is MADV_COLLAPSE, which Linux has from 6.1 on.
const madvCollapse = 25

// adviseHuge asks for huge pages for all of b, so for those too that it shares with
// what lies before and after it. It is advice: where it fails, memory stays as it is.
//
// Advice counts for memory that is touched for the first time. What smaller slices left in
// small pages would stay there until the system comes by, which takes minutes, so that is
// asked for as well, for slices of at least a page: it costs as much as touching
// the page first did, once in the life of a program.
func adviseHuge(b []byte) {
	address := uintptr(unsafe.Pointer(unsafe.SliceData(b)))
	from := address &^ (hugePage - 1)
	to := (address + uintptr(len(b)) + hugePage - 1) &^ (hugePage - 1)
	_, _, _ = syscall.Syscall(syscall.SYS_MADVISE, from, to-from, syscall.MADV_HUGEPAGE)
	if len(b) < hugePage {
		return
	}
	if lo, hi := collapsed.add(from, to); lo < hi {
		_, _, _ = syscall.Syscall(syscall.SYS_MADVISE, lo, hi-lo, madvCollapse)
	}
}

// pageSet is a set of huge pages.
type pageSet struct {
	lock  sync.Mutex
	pages map[uintptr]bool
}

var collapsed pageSet

// add adds the pages of a range of addresses, and returns the part of it from the first
// to the last that was not there.
func (s *pageSet) add(from, to uintptr) (lo, hi uintptr) {
	s.lock.Lock()
	defer s.lock.Unlock()
	if s.pages == nil {
		s.pages = map[uintptr]bool{}
	}
	lo = to
	for at := from; at < to; at += hugePage {
		if !s.pages[at] {
			s.pages[at] = true
			lo, hi = min(lo, at), at+hugePage
		}
	}
	return lo, hi
}
