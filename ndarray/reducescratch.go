package ndarray

import (
	"reflect"
	"sync"
	"unsafe"
)

// scratch is memory that is used again: the elements s, undefined at first.
type scratch[T any] struct {
	s    []T
	room *[]uint64
}

// rooms keeps slices without pointers.
var rooms = sync.Pool{New: func() any { return new([]uint64) }}

// borrow returns n elements, for numbers and bools from a pool.
func borrow[T any](n int) scratch[T] {
	if k := kindOf[T](); k >= numberKinds || k == reflect.Invalid {
		return scratch[T]{s: make([]T, n)}
	}
	room := rooms.Get().(*[]uint64)
	words := (n*int(unsafe.Sizeof(*new(T))) + 7) / 8
	if cap(*room) < words {
		*room = make([]uint64, max(words, 64))
	}
	return scratch[T]{unsafe.Slice((*T)(unsafe.Pointer(unsafe.SliceData(*room))), n), room}
}

// release gives the room back that s has now: a receiver that is a value would be
// copied where a call is deferred, and a room that [scratch.grow] left be given back
// twice, for two users at once.
func (s *scratch[T]) release() {
	if s.room != nil {
		rooms.Put(s.room)
	}
	*s = scratch[T]{}
}
