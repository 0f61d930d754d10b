package ndarray

import (
	"iter"
	"slices"
	"unsafe"

	"github.com/lanewise/lanewise/kernels"
)

// Array is an N-dimensional array of elements of type T: the address of the
// first element and a layout, the shape and strides. It is a small value like a
// slice: assigning or passing it copies no elements, and the copy shares them.
//
// The zero Array is an empty array of shape (0,).
type Array[T any] struct {
	p   *T
	lay *layout
}

// layout returns the layout, also of the zero Array.
func (a Array[T]) layout() *layout {
	if a.lay == nil {
		return emptyLayout[T]()
	}
	return a.lay
}

//go:noinline
func emptyLayout[T any]() *layout { return newLayout[T]("", []int{0}) }

// alloc returns the address of n new elements.
func alloc[T any](n int) *T { return unsafe.SliceData(kernels.Make[T](n)) }

// at returns the address of the element off bytes after the first one.
func (a Array[T]) at(off int) *T { return (*T)(unsafe.Add(unsafe.Pointer(a.p), off)) }

// Shape returns the lengths of the axes, in a new slice.
func (a Array[T]) Shape() []int { return slices.Clone(a.layout().shape()) }

// Strides returns the distances between neighbours along each axis, in a new
// slice. They are in bytes, as NumPy's and Arrow's are: a field of a struct has
// strides that are no multiple of its own size. Kernels and BLAS count in
// elements.
func (a Array[T]) Strides() []int { return slices.Clone(a.layout().strides()) }

// NDim returns the number of axes, 0 for an array of one element without axes.
func (a Array[T]) NDim() int { return int(a.layout().ndim) }

// Size returns the number of elements, the product of the shape.
func (a Array[T]) Size() int { return a.layout().size }

// Len returns the length of the first axis. It panics with ErrShape if a has
// no axes.
func (a Array[T]) Len() int {
	l := a.layout()
	if l.ndim == 0 {
		fail("Len", ErrShape, "array of shape () has no length")
	}
	return l.shape()[0]
}

// IsReadOnly reports whether writes to a panic: a comes from BroadcastTo.
func (a Array[T]) IsReadOnly() bool { return a.layout().is(readOnly) }

// At returns the element at the given indices, one for each axis. Negative
// indices count from the end: -1 is the last. It panics with ErrIndex if their
// number is not NDim or one is out of range.
func (a Array[T]) At(ix ...int) T { return *a.at(a.layout().offset("At", ix)) }

// Set stores v at the given indices, which are as in At. It panics with
// ErrReadOnly if a is read-only.
func (a Array[T]) Set(v T, ix ...int) {
	l := a.layout()
	l.checkWrite("Set")
	*a.at(l.offset("Set", ix)) = v
}

// At2 is At(i, j) for two axes.
func (a Array[T]) At2(i, j int) T {
	l := a.layout()
	if l.ndim == 2 {
		n, m := l.inline[0][0], l.inline[0][1]
		if uint(i) < uint(n) && uint(j) < uint(m) {
			return *a.at(i*l.inline[1][0] + j*l.inline[1][1])
		}
	}
	return *a.at(l.offset("At2", []int{i, j}))
}

// Item returns the element of an array that has one. It panics with ErrShape
// otherwise.
func (a Array[T]) Item() T {
	if l := a.layout(); l.size != 1 {
		fail("Item", ErrShape, "only an array of size 1 has one item, not shape %s", shapeString(l.shape()))
	}
	return *a.p
}

func (l *layout) offset(op string, ix []int) int {
	if len(ix) == 2 && l.ndim == 2 { // the usual case without the loop
		i, j := ix[0], ix[1]
		if uint(i) < uint(l.inline[0][0]) && uint(j) < uint(l.inline[0][1]) {
			return i*l.inline[1][0] + j*l.inline[1][1]
		}
	}
	shape := l.shape()
	strides := l.strides()[:len(shape)]
	if len(ix) != len(shape) {
		fail(op, ErrIndex, "%d indices for an array of %d dimensions", len(ix), len(shape))
	}
	off := 0
	for d, i := range ix {
		if n := shape[d]; uint(i) >= uint(n) {
			i = wrapIndex(op, i, d, n)
		}
		off += i * strides[d]
	}
	return off
}

// wrapIndex returns i, counted from the end if negative, in [0, n).
func wrapIndex(op string, i, axis, n int) int {
	j := i
	if j < 0 {
		j += n
	}
	if uint(j) >= uint(n) {
		fail(op, ErrIndex, "index %d is out of bounds for axis %d with size %d", i, axis, n)
	}
	return j
}

func (l *layout) checkWrite(op string) {
	if l.is(readOnly) {
		fail(op, ErrReadOnly, "array of shape %s is read-only", shapeString(l.shape()))
	}
}

// Data returns the elements in C order as a slice that shares the memory of a,
// and true; or nil and false if they do not follow each other in C order, or a
// is read-only. Copy makes an array for which it works.
func (a Array[T]) Data() ([]T, bool) {
	if l := a.layout(); l.fresh() {
		return unsafe.Slice(a.p, l.size), true
	}
	return nil, false
}

// Values returns an iterator over the elements in C order: the last index
// varies fastest.
func (a Array[T]) Values() iter.Seq[T] {
	return func(yield func(T) bool) {
		c, stride := a.layout().runs()
		for ; c.n > 0; c.next() {
			for i := range c.n {
				if !yield(*a.at(c.off[0] + i*stride)) {
					return
				}
			}
		}
	}
}

// runs returns a cursor over the elements in C order, and the stride of its
// runs.
func (l *layout) runs() (c cursor, stride int) {
	if l.is(contiguous) {
		return cursor{n: l.size, left: l.size}, l.item
	}
	axes := orderedAxes(nil, l)
	return start(axes, 0, l.size), axes[0].stride[0]
}
