package ndarray

import (
	"math/bits"
	"math/rand/v2"
	"sync"
	"unsafe"

	"github.com/lanewise/lanewise/kernels"
)

// recycleBytes is the least length of memory that is used again: below it, the
// garbage collector's way is the shorter one.
const recycleBytes = 1 << 10

// Recycle gives the memory of a back for later results, and makes a the empty array.
// It is for long loops over arrays of 1 KiB and more: a new result costs more than
// the operation there, for its memory is cleared, not in the caches, and soon brings
// the next garbage collection. Memory that was given back is none of these.
//
//	sum := a.Add(b)
//	root := sum.Sqrt()
//	sum.Recycle() // the next result may have its memory
//
// The caller says by it that nothing uses these elements any more: no view of a, no
// copy of a itself, no slice of [Array.Data]. What still does would see the elements
// of other arrays; Recycle can't find out. It panics with ErrReuse if the memory was
// given back before, which it can't always see either.
//
// Whatever is not the whole memory of a new array of this package is left alone: views
// that begin elsewhere or cover a part, what [FromSlice] or a file shares with others,
// what a [Workspace] keeps, and elements that have pointers. Garbage collections free
// what lies unused.
func (a *Array[T]) Recycle() {
	l := a.layout()
	if l.is(owned) {
		giveBack(unsafe.Pointer(a.p), l.size*l.item)
	}
	*a = Array[T]{}
}

// newArray returns a new array with a layout, whose elements are anything unless
// they have pointers: all of them must be written. newZeros returns one whose elements
// are zero.
func newArray[T any](l *layout) Array[T] { return newElements[T](l, false) }
func newZeros[T any](l *layout) Array[T] { return newElements[T](l, true) }

func newElements[T any](l *layout, zero bool) Array[T] {
	if !l.recyclable() {
		p := alloc[T](l.size)
		if poison && !zero && l.numbers() {
			spoil(unsafe.Pointer(p), l.size*l.item)
		}
		return Array[T]{p, l}
	}
	p := reuse(l.size * l.item)
	switch {
	case p == nil && zero:
		p = unsafe.Pointer(alloc[T](l.size))
	case p == nil:
		p = fresh(l.size * l.item)
	case zero:
		clear(unsafe.Slice((*byte)(p), l.size*l.item))
	case poison:
		spoil(p, l.size*l.item)
	}
	return Array[T]{(*T)(p), l.own()}
}

// newMemory returns memory for numbers, whatever they are; freeMemory takes it back.
func newMemory(size int) unsafe.Pointer {
	if size >= recycleBytes {
		if p := reuse(size); p != nil {
			return p
		}
	}
	return fresh(size)
}

// fresh returns memory that nobody had, whatever is in it.
func fresh(size int) unsafe.Pointer {
	s := kernels.MakeForOverwrite[uint64]((size + 7) / 8)
	if len(s) >= 2 {
		s[1] = 0 // not the mark that memory had when it was collected
	}
	p := unsafe.Pointer(unsafe.SliceData(s))
	if poison {
		spoil(p, size)
	}
	return p
}

// poison is set by tests: memory that is not cleared has odd contents then, so that what
// is not written shows.
var poison bool

func spoil(p unsafe.Pointer, size int) {
	for i := range size {
		*(*byte)(unsafe.Add(p, i)) = 0xA5
	}
}

func freeMemory(p unsafe.Pointer, size int) {
	if size >= recycleBytes {
		giveBack(p, size)
	}
}

func (l *layout) recyclable() bool { return l.size*l.item >= recycleBytes && l.numbers() }

// numbers reports whether elements are numbers or bools, which have no pointers.
func (l *layout) numbers() bool { return l.kind < numberKinds && l.kind != 0 }

// own returns the layout for an array whose memory is its own.
func (l *layout) own() *layout {
	if l.is(owned) {
		return l
	}
	o := l.owned.Load()
	if o == nil {
		o = allocLayout(l.kind, l.item, int(l.ndim))
		copy(o.shape(), l.shape())
		copy(o.strides(), l.strides())
		o.size, o.flags = l.size, l.flags|owned
		l.owned.Store(o)
	}
	return o
}

// unused is what begins memory that was given back.
type unused struct {
	size int
	mark uintptr // the address, scrambled
}

var scramble = uintptr(rand.Uint64()) | 1

// pools holds unused memory by its size: four pools for each power of 2.
var pools [4 * bits.UintSize]sync.Pool

func poolOf(size int) *sync.Pool {
	n := bits.Len(uint(size))
	return &pools[4*n+size>>(n-3)&3]
}

func giveBack(p unsafe.Pointer, size int) {
	u := (*unused)(p)
	if u.mark == uintptr(p)^scramble {
		fail("Recycle", ErrReuse, "the memory was given back before")
	}
	u.size, u.mark = size, uintptr(p)^scramble
	poolOf(size).Put(p)
}

// reuse returns unused memory of at least the given size, or nil.
func reuse(size int) unsafe.Pointer {
	p, _ := poolOf(size).Get().(unsafe.Pointer)
	if p == nil {
		return nil
	}
	u := (*unused)(p)
	u.mark = 0
	if u.size < size {
		return nil // the larger ones of a pool remain in time
	}
	return p
}
