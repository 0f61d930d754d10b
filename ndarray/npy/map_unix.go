//go:build unix

package npy

import (
	"os"

	"golang.org/x/sys/unix"
)

// mapping is memory that is a file's. The zero mapping has none.
type mapping struct {
	bytes []byte
	mode  Mode
}

func newMapping(f *os.File, size int, mode Mode) (*mapping, error) {
	prot := unix.PROT_READ
	if mode == ReadWrite {
		prot |= unix.PROT_WRITE
	}
	b, err := unix.Mmap(int(f.Fd()), 0, size, prot, unix.MAP_SHARED)
	if err != nil {
		return nil, os.NewSyscallError("mmap", err)
	}
	return &mapping{b, mode}, nil
}

func (m *mapping) flush() error {
	if m.bytes == nil || m.mode == ReadOnly {
		return nil
	}
	return os.NewSyscallError("msync", unix.Msync(m.bytes, unix.MS_SYNC))
}

func (m *mapping) close() error {
	if m.bytes == nil {
		return nil
	}
	return os.NewSyscallError("munmap", unix.Munmap(m.bytes))
}
