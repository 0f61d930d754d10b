package ndarray

import (
	"math"
	"math/bits"
	"reflect"
	"slices"
	"sync/atomic"
	"unsafe"
)

const (
	maxDims    = 64 // as NumPy
	inlineDims = 8  // axes that a layout holds without a second allocation
)

// maxBytes is the size of the address space of a process on 64-bit systems.
const maxBytes = min(1<<47, math.MaxInt)

type flags uint8

const (
	// contiguous: the elements follow each other in C order.
	contiguous flags = 1 << iota
	// dense: the elements fill size*item bytes from the first one on without
	// gaps, in the order of some permutation of the axes.
	dense
	// readOnly: writes through this layout panic.
	readOnly
	// owned: the elements are the whole of memory that no one else allocated, see
	// Recycle. No view inherits it.
	owned
)

// layout says where the elements of an array are, relative to its first one. It
// never changes once made, and arrays of equal shape share it.
type layout struct {
	kind   reflect.Kind // of the elements, see kindOf
	item   int          // bytes of an element
	size   int          // product of the shape
	ndim   uint8
	flags  flags
	inline [2][inlineDims]int
	spill  *[2][]int              // shape and strides of more than inlineDims axes
	row    atomic.Pointer[layout] // see rowLayout
	owned  atomic.Pointer[layout] // see own
}

// shape returns the lengths of the axes. The caller must not change them.
func (l *layout) shape() []int {
	if l.spill != nil {
		return l.spill[0]
	}
	return l.inline[0][:l.ndim]
}

// strides returns the distances in bytes between neighbours along each axis.
// The caller must not change them.
func (l *layout) strides() []int {
	if l.spill != nil {
		return l.spill[1]
	}
	return l.inline[1][:l.ndim]
}

func (l *layout) is(f flags) bool { return l.flags&f == f }

// newLayout returns the C-contiguous layout of a shape. It panics with
// ErrShape, before anything is allocated, for a negative length, more than
// maxDims axes, or an array that is larger than the address space.
func newLayout[T any](op string, shape []int) *layout {
	item := int(unsafe.Sizeof(*new(T)))
	kind := kindOf[T]()
	if len(shape) == 1 && uint(shape[0]) < shortVector && kind < numberKinds {
		return vectorLayout(kind, item, shape[0])
	}
	if kind < numberKinds && len(shape) <= inlineDims {
		return knownLayout(op, kind, item, shape)
	}
	return contiguousLayout(kind, item, checkShape(op, shape, item, maxBytes), shape)
}

// recent holds contiguous layouts by a hash of their shape and kind, the last one
// of each hash: results of small operations mostly have a shape that was there
// before, and a new layout costs more than the operation.
var recent [256]atomic.Pointer[layout]

func knownLayout(op string, kind reflect.Kind, item int, shape []int) *layout {
	h := uint64(kind)
	for _, n := range shape {
		h = (h ^ uint64(n)) * 0x9e3779b97f4a7c15
	}
	at := &recent[h>>56]
	if l := at.Load(); l != nil && l.kind == kind && slices.Equal(l.shape(), shape) {
		return l
	}
	l := contiguousLayout(kind, item, checkShape(op, shape, item, maxBytes), shape)
	at.Store(l)
	return l
}

const (
	shortVector = 64
	numberKinds = reflect.Complex128 + 1
)

// vectors holds the layouts of short vectors of numbers, once made: they are so
// common that it pays to recognize them by their address.
var vectors [numberKinds][shortVector]atomic.Pointer[layout]

func vectorLayout(kind reflect.Kind, item, n int) *layout {
	at := &vectors[kind][n]
	l := at.Load()
	if l == nil {
		l = contiguousLayout(kind, item, n, []int{n})
		at.Store(l)
	}
	return l
}

func contiguousLayout(kind reflect.Kind, item, size int, shape []int) *layout {
	l := allocLayout(kind, item, len(shape))
	l.size, l.flags = size, contiguous|dense
	copy(l.shape(), shape)
	strides := l.strides()
	step := item
	for i := len(shape) - 1; i >= 0; i-- {
		strides[i] = step
		step *= max(shape[i], 1)
	}
	return l
}

// allocLayout returns a layout whose maker sets shape and strides, and then
// calls finish.
func allocLayout(kind reflect.Kind, item, ndim int) *layout {
	l := &layout{kind: kind, item: item, ndim: uint8(ndim)}
	if ndim > inlineDims {
		l.spill = &[2][]int{make([]int, ndim), make([]int, ndim)}
	}
	return l
}

// finish sets the size and the flags, of which inherited are those that the
// strides don't tell, and returns l.
func (l *layout) finish(inherited flags) *layout {
	l.size = 1
	for _, n := range l.shape() {
		l.size *= n
	}
	l.flags = inherited
	if isContiguous(l) {
		l.flags |= contiguous | dense
	}
	return l
}

func isContiguous(l *layout) bool {
	if l.size == 0 {
		return true
	}
	shape, strides := l.shape(), l.strides()
	step := l.item
	for i := len(shape) - 1; i >= 0; i-- {
		if shape[i] != 1 && strides[i] != step {
			return false
		}
		step *= shape[i]
	}
	return true
}

// checkShape returns the number of elements of a shape, whose bytes, not
// counting axes of length 0, are limit at most.
func checkShape(op string, shape []int, item, limit int) int {
	if len(shape) > maxDims {
		fail(op, ErrShape, "%d dimensions, at most %d are supported", len(shape), maxDims)
	}
	size, bytes := 1, uint(max(item, 1))
	for _, n := range shape {
		if n < 0 {
			fail(op, ErrShape, "negative dimensions are not allowed: shape %s", shapeString(shape))
		}
		hi, lo := bits.Mul(bytes, uint(max(n, 1)))
		if hi != 0 || lo > uint(limit) {
			fail(op, ErrShape, "array is too big: shape %s of elements of %d bytes", shapeString(shape), item)
		}
		size, bytes = size*n, lo
	}
	return size
}

// same reports whether both layouts put the same indices at the same places.
func (l *layout) same(m *layout) bool { return l == m || l.equal(m) }

func (l *layout) equal(m *layout) bool {
	if l.ndim != m.ndim || l.size != m.size {
		return false
	}
	if l.spill != nil {
		return slices.Equal(l.spill[0], m.spill[0]) && slices.Equal(l.spill[1], m.spill[1])
	}
	for d := range min(l.ndim, inlineDims) {
		if l.inline[0][d] != m.inline[0][d] || l.inline[1][d] != m.inline[1][d] {
			return false
		}
	}
	return true
}

// fresh reports whether a new array of this shape can share the layout.
func (l *layout) fresh() bool { return l.flags&(contiguous|readOnly) == contiguous }

// extent returns the range of bytes, relative to the first element, that the
// elements lie in.
func (l *layout) extent() (lo, hi int) {
	if l.size == 0 || l.is(dense) {
		return 0, l.size * l.item
	}
	hi = l.item
	strides := l.strides()
	for i, n := range l.shape() {
		if d := (n - 1) * strides[i]; d < 0 {
			lo += d
		} else {
			hi += d
		}
	}
	return lo, hi
}

// rowLayout returns the layout of a[i], the same for every i. It is made once,
// so that going through the rows of an array allocates nothing; but not kept for
// arrays without elements, whose rows have no place in memory.
func (l *layout) rowLayout() *layout {
	r := l.row.Load()
	if r == nil {
		r = allocLayout(l.kind, l.item, int(l.ndim)-1)
		copy(r.shape(), l.shape()[1:])
		copy(r.strides(), l.strides()[1:])
		r.finish(l.flags & readOnly)
		if l.size > 0 {
			l.row.Store(r)
		}
	}
	return r
}
