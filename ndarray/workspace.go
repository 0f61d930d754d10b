package ndarray

import (
	"reflect"
	"slices"
	"unsafe"
)

// Workspace keeps the memory of intermediate results for loops that must not
// allocate: [Scratch] hands out arrays, [Workspace.Reset] takes all of them back at
// once. A loop that asks for the same arrays in the same order every time allocates
// in its first turn only.
//
//	var w ndarray.Workspace
//	for range steps {
//		w.Reset()
//		d := ndarray.SubTo(ndarray.Scratch[float64](&w, n, 3), x, center)
//		...
//	}
//
// The zero Workspace is ready for use. It serves one goroutine at a time.
type Workspace struct {
	slots []slot
	next  int
}

// slot is one array, with room for a number of elements.
type slot struct {
	of  reflect.Type
	lay *layout
	p   unsafe.Pointer
	n   int
}

// Reset takes back all arrays: what is asked for from now on may get their memory.
func (w *Workspace) Reset() { w.next = 0 }

// Free lets go of the memory.
func (w *Workspace) Free() { *w = Workspace{} }

// Scratch returns an array of the workspace, valid until its next Reset. Its
// elements are whatever an earlier array left there. It panics as [Zeros] does.
func Scratch[T any](w *Workspace, shape ...int) Array[T] {
	of := reflect.TypeFor[T]()
	if w.next == len(w.slots) {
		w.slots = append(w.slots, slot{})
	}
	s := &w.slots[w.next]
	if s.of != of || !slices.Equal(s.lay.shape(), shape) {
		l := newLayout[T]("Scratch", shape)
		if s.of != of || s.n < l.size {
			*s = slot{of: of, p: unsafe.Pointer(alloc[T](l.size)), n: l.size}
		}
		s.lay = l
	}
	w.next++
	return Array[T]{(*T)(s.p), s.lay}
}
