package npy

import (
	"os"
	"unsafe"

	"golang.org/x/sys/windows"
)

// mapping is memory that is a file's. The zero mapping has none.
type mapping struct {
	bytes []byte
	file  windows.Handle // for FlushFileBuffers; none if the mapping is read-only
}

func newMapping(f *os.File, size int, mode Mode) (*mapping, error) {
	prot, access := uint32(windows.PAGE_READONLY), uint32(windows.FILE_MAP_READ)
	if mode == ReadWrite {
		prot, access = windows.PAGE_READWRITE, windows.FILE_MAP_READ|windows.FILE_MAP_WRITE
	}
	h, err := windows.CreateFileMapping(windows.Handle(f.Fd()), nil, prot, 0, 0, nil)
	if err != nil {
		return nil, os.NewSyscallError("CreateFileMapping", err)
	}
	defer windows.CloseHandle(h) // the view keeps the mapping
	p, err := windows.MapViewOfFile(h, access, 0, 0, uintptr(size))
	if err != nil {
		return nil, os.NewSyscallError("MapViewOfFile", err)
	}
	m := &mapping{}
	// The address is the system's, not the collector's.
	m.bytes = unsafe.Slice(*(**byte)(unsafe.Pointer(&p)), size)
	if mode == ReadWrite {
		self := windows.CurrentProcess()
		err = windows.DuplicateHandle(self, windows.Handle(f.Fd()), self, &m.file, 0, false, windows.DUPLICATE_SAME_ACCESS)
		if err != nil {
			windows.UnmapViewOfFile(p)
			return nil, os.NewSyscallError("DuplicateHandle", err)
		}
	}
	return m, nil
}

func (m *mapping) address() uintptr { return uintptr(unsafe.Pointer(unsafe.SliceData(m.bytes))) }

func (m *mapping) flush() error {
	if m.file == 0 {
		return nil
	}
	if err := windows.FlushViewOfFile(m.address(), uintptr(len(m.bytes))); err != nil {
		return os.NewSyscallError("FlushViewOfFile", err)
	}
	return os.NewSyscallError("FlushFileBuffers", windows.FlushFileBuffers(m.file))
}

func (m *mapping) close() error {
	if m.bytes == nil {
		return nil
	}
	if m.file != 0 {
		windows.CloseHandle(m.file)
	}
	return os.NewSyscallError("UnmapViewOfFile", windows.UnmapViewOfFile(m.address()))
}
