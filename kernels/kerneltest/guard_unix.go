//go:build unix

package kerneltest

import (
	"os"
	"syscall"
	"testing"
	"unsafe"
)

// Arena is memory between two pages that can't be read or written: a kernel
// that leaves its operand by a byte faults.
type Arena struct {
	mem []byte
}

// NewArena returns an arena of at least size bytes, which lasts until the test
// ends. The test's goroutine should have debug.SetPanicOnFault set, so that a
// fault fails the test and not the process.
func NewArena(t testing.TB, size int) *Arena {
	t.Helper()
	page := os.Getpagesize()
	inner := (size + page - 1) / page * page
	all, err := syscall.Mmap(-1, 0, inner+2*page, syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_ANON|syscall.MAP_PRIVATE)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { syscall.Munmap(all) })
	for _, guard := range [][]byte{all[:page], all[page+inner:]} {
		if err := syscall.Mprotect(guard, syscall.PROT_NONE); err != nil {
			t.Fatal(err)
		}
	}
	return &Arena{all[page : page+inner]}
}

// Front returns n elements at the arena's beginning.
func Front[T any](a *Arena, n int) []T {
	return unsafe.Slice((*T)(unsafe.Pointer(&a.mem[0])), len(a.mem)/size[T]())[:n:n]
}

// Back returns n elements that end where the arena ends.
func Back[T any](a *Arena, n int) []T {
	all := unsafe.Slice((*T)(unsafe.Pointer(&a.mem[0])), len(a.mem)/size[T]())
	return all[len(all)-n:]
}

func size[T any]() int {
	var x T
	return int(unsafe.Sizeof(x))
}
