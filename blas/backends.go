package blas

import (
	"fmt"
	"sync"

	"gonum.org/v1/gonum/blas"
)

// Routines is all of gonum's BLAS: four element types, three levels.
type Routines interface {
	blas.Float32
	blas.Float64
	blas.Complex64
	blas.Complex128
}

// A Backend describes a BLAS that comes from outside this module, and has its routines.
type Backend struct {
	Name      string // what it is: openblas, blis, aocl, mkl, accelerate, or blas if nothing says so
	Path      string // the library
	Version   string // as it gives it; empty if it doesn't say
	Core      string // the processor its kernels are for, by its own name; empty if it doesn't say
	Threading string // its threads: pthreads, openmp, ... , sequential; empty if it doesn't say
	IntBits   int    // the width of its integers: 32 (LP64) or 64 (ILP64)

	Routines
}

// String is one line: name, version, core, threads, integers and path.
func (b Backend) String() string {
	or := func(s string) string {
		if s == "" {
			return "unknown"
		}
		return s
	}
	return fmt.Sprintf("%s %s, core %s, threads %s, %d-bit integers, %s", b.Name, or(b.Version), or(b.Core), or(b.Threading), b.IntBits, b.Path)
}

var backends struct {
	sync.Mutex
	finders  []func() []Backend
	selected *Backend
}

// RegisterBackends makes Backends call find. It is for packages that open backends, in their init functions.
func RegisterBackends(find func() []Backend) {
	backends.Lock()
	defer backends.Unlock()
	backends.finders = append(backends.finders, find)
}

// SelectBackend makes b what [Selected] returns. It is for packages that open backends.
func SelectBackend(b Backend) {
	backends.Lock()
	defer backends.Unlock()
	backends.selected = &b
}

// Selected returns the backend that the environment variable LANEWISE_BLAS chose, and whether there is one. Package
// blas/native reads the variable when the program starts.
func Selected() (Backend, bool) {
	backends.Lock()
	defer backends.Unlock()
	if backends.selected == nil {
		return Backend{}, false
	}
	return *backends.selected, true
}

// Backends returns the backends found on this machine, the preferred one first. Without package blas/native in the
// program there are none. The first call opens every library, which takes some 30 ms.
func Backends() []Backend {
	backends.Lock()
	finders := backends.finders
	backends.Unlock()
	var all []Backend
	for _, find := range finders {
		all = append(all, find()...)
	}
	return all
}
