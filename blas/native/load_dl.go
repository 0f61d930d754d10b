//go:build (linux || darwin) && !android && !ios && !faketime && (amd64 || arm64)

package native

import "github.com/ebitengine/purego"

func openLibrary(name string) (uintptr, error) {
	return purego.Dlopen(name, purego.RTLD_NOW|purego.RTLD_LOCAL)
}

func closeLibrary(handle uintptr) { purego.Dlclose(handle) }

// lookup returns 0 for a symbol that the library and those it needs lack.
func lookup(handle uintptr, name string) uintptr {
	address, err := purego.Dlsym(handle, name)
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
