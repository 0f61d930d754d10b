//go:build windows && (amd64 || arm64)

package native

import (
	"github.com/ebitengine/purego"
	"golang.org/x/sys/windows"
)

func openLibrary(name string) (uintptr, error) {
	handle, err := windows.LoadLibrary(name)
	return uintptr(handle), err
}

func closeLibrary(handle uintptr) { windows.FreeLibrary(windows.Handle(handle)) }

// lookup returns 0 for a symbol that the library lacks.
func lookup(handle uintptr, name string) uintptr {
	address, err := windows.GetProcAddress(windows.Handle(handle), name)
	if err != nil {
		return 0
	}
	return address
}

// invoke calls a C function whose parameters and result are integers or pointers.
func invoke(fn uintptr, args ...uintptr) uintptr {
	r, _, _ := purego.SyscallN(fn, args...)
	return r
}

// bind makes *f, a variable of a function type, the C function at an address.
func bind(f any, address uintptr) { purego.RegisterFunc(f, address) }
