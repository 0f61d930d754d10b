package ndarray

import (
	"unsafe"

	"github.com/lanewise/lanewise/kernels"
)

// A rowsLoop is a loop that runs itself on rows of few elements, which are ro, rx and ry
// bytes apart.
type rowsLoop interface {
	runRows(rows, n int, out, x, y unsafe.Pointer, so, sx, sy, ro, rx, ry int, v number)
}

// A loop runs the kernels of one operation for one kind of elements: on n
// elements of out, x and y, which are so, sx and sy bytes apart. One of the
// inputs may be nil; v takes its place.
//
// Operands that a loop gets are on the heap, for it is called through an
// interface. Numbers are handed over by value instead.
type loop interface {
	run(n int, out, x, y unsafe.Pointer, so, sx, sy int, v number)
}

// An innerLoop runs with less work on elements of rows that go on after them.
type innerLoop interface {
	runInner(n int, out, x, y unsafe.Pointer, so, sx, sy int, v number)
}

// number is room for a number of any kind.
type number struct{ lo, hi uint64 }

func numberOf[T any](v T) (n number) {
	*(*T)(unsafe.Pointer(&n)) = v
	return n
}

// map1 is a loop with one input.
type map1[D, X kernels.Element] struct {
	kernel func(dst []D, x []X)
}

func (m *map1[D, X]) run(n int, out, x, _ unsafe.Pointer, so, sx, _ int, _ number) {
	runStrided(m.kernel, n, out, x, so, sx)
}

// map2 is a loop with two inputs of one type. Kernels for a number on one side
// may be missing.
type map2[D, X kernels.Element] struct {
	kernel      func(dst []D, x, y []X)
	rightScalar func(dst []D, x []X, y X)
	leftScalar  func(dst []D, x X, y []X)
	commutes    bool // so that rightScalar serves on the left
}

func (m *map2[D, X]) run(n int, out, x, y unsafe.Pointer, so, sx, sy int, v number) {
	d, e := int(unsafe.Sizeof(*new(D))), int(unsafe.Sizeof(*new(X)))
	switch {
	case y == nil:
		m.right(n, out, x, so, sx, *(*X)(unsafe.Pointer(&v)))
	case x == nil:
		m.left(n, out, y, so, sy, *(*X)(unsafe.Pointer(&v)))
	case so == d && sx == e && sy == e || n == 1:
		m.kernel(unsafe.Slice((*D)(out), n), unsafe.Slice((*X)(x), n), unsafe.Slice((*X)(y), n))
	case sy == 0 && m.rightScalar != nil:
		m.right(n, out, x, so, sx, *(*X)(y))
	case sx == 0 && (m.leftScalar != nil || m.commutes):
		m.left(n, out, y, so, sy, *(*X)(x))
	case so%d == 0 && sx%e == 0 && sy%e == 0:
		kernels.MapStrided2(m.kernel, spread[D](out, so, n), so/d, spread[X](x, sx, n), sx/e, spread[X](y, sy, n), sy/e, n)
	default:
		for i := range n {
			m.kernel(unsafe.Slice((*D)(unsafe.Add(out, i*so)), 1), unsafe.Slice((*X)(unsafe.Add(x, i*sx)), 1), unsafe.Slice((*X)(unsafe.Add(y, i*sy)), 1))
		}
	}
}

// right runs the loop with a number on the right.
func (m *map2[D, X]) right(n int, out, x unsafe.Pointer, so, sx int, y X) {
	if m.rightScalar == nil {
		m.run(n, out, x, unsafe.Pointer(&[1]X{y}), so, sx, 0, number{})
		return
	}
	if so == int(unsafe.Sizeof(*new(D))) && sx == int(unsafe.Sizeof(y)) {
		m.rightScalar(unsafe.Slice((*D)(out), n), unsafe.Slice((*X)(x), n), y)
		return
	}
	m.rightStrided(n, out, x, so, sx, y)
}

// rightStrided makes a kernel with one input, which is an allocation.
func (m *map2[D, X]) rightStrided(n int, out, x unsafe.Pointer, so, sx int, y X) {
	runStrided(func(dst []D, x []X) { m.rightScalar(dst, x, y) }, n, out, x, so, sx)
}

// left runs the loop with a number on the left.
func (m *map2[D, X]) left(n int, out, y unsafe.Pointer, so, sy int, x X) {
	if m.leftScalar == nil && m.commutes {
		m.right(n, out, y, so, sy, x)
		return
	}
	if m.leftScalar == nil {
		m.run(n, out, unsafe.Pointer(&[1]X{x}), y, so, 0, sy, number{})
		return
	}
	if so == int(unsafe.Sizeof(*new(D))) && sy == int(unsafe.Sizeof(x)) {
		m.leftScalar(unsafe.Slice((*D)(out), n), x, unsafe.Slice((*X)(y), n))
		return
	}
	m.leftStrided(n, out, y, so, sy, x)
}

func (m *map2[D, X]) leftStrided(n int, out, y unsafe.Pointer, so, sy int, x X) {
	runStrided(func(dst []D, y []X) { m.leftScalar(dst, x, y) }, n, out, y, so, sy)
}

// few is the number of elements below which a loop here is as fast as the call
// of a kernel.
const few = 12

// arith is the loop of one of + - * /, which works on few elements itself.
type arith[T kernels.Real] struct {
	map2[T, T]
	op    byte
	evens interface {
		run(n int, out, x, y unsafe.Pointer, second [2]bool)
	}
}

func (a *arith[T]) run(n int, out, x, y unsafe.Pointer, so, sx, sy int, v number) {
	// What follows the last element may be no memory of ours.
	switch last := n - 1; {
	case n < few:
		a.runFew(n, out, x, y, so, sx, sy, v)
	case a.runEvens(last, out, x, y, so, sx, sy):
		a.runFew(1, unsafe.Add(out, last*so), unsafe.Add(x, last*sx), unsafe.Add(y, last*sy), 0, 0, 0, v)
	default:
		a.map2.run(n, out, x, y, so, sx, sy, v)
	}
}

func (a *arith[T]) runInner(n int, out, x, y unsafe.Pointer, so, sx, sy int, v number) {
	if !a.runEvens(n, out, x, y, so, sx, sy) {
		a.map2.run(n, out, x, y, so, sx, sy, v)
	}
}

// runEvens runs the loop and reports true if every second element of an input counts, and
// there is a kernel for that. It may read what follows the last one.
func (a *arith[T]) runEvens(n int, out, x, y unsafe.Pointer, so, sx, sy int) bool {
	size := int(unsafe.Sizeof(*new(T)))
	second := [2]bool{sx == 2*size, sy == 2*size}
	fits := so == size && (second[0] || sx == size) && (second[1] || sy == size)
	if a.evens == nil || x == nil || y == nil || !fits || second == [2]bool{} {
		return false
	}
	a.evens.run(n, out, x, y, second)
	return true
}

// evens are the kernels of an operation for operands of which every second element
// counts, so the real parts of elements of type C: x, y or both.
type evens[T, C kernels.Element] struct {
	left  func(dst []T, x []C, y []T)
	right func(dst []T, x []T, y []C)
	both  func(dst []T, x, y []C)
}

// run runs the kernel on n elements; second says which of x and y have a stride of 2.
func (e *evens[T, C]) run(n int, out, x, y unsafe.Pointer, second [2]bool) {
	dst := unsafe.Slice((*T)(out), n)
	switch second {
	case [2]bool{true, false}:
		e.left(dst, unsafe.Slice((*C)(x), n), unsafe.Slice((*T)(y), n))
	case [2]bool{false, true}:
		e.right(dst, unsafe.Slice((*T)(x), n), unsafe.Slice((*C)(y), n))
	default:
		e.both(dst, unsafe.Slice((*C)(x), n), unsafe.Slice((*C)(y), n))
	}
}

// runFew runs the loop without a kernel, and leaves v on the stack.
func (a *arith[T]) runFew(n int, out, x, y unsafe.Pointer, so, sx, sy int, v number) {
	if x == nil {
		x, sx = unsafe.Pointer(&v), 0
	}
	if y == nil {
		y, sy = unsafe.Pointer(&v), 0
	}
	switch o, i, j := 0, 0, 0; a.op {
	case '+':
		for range n {
			*(*T)(unsafe.Add(out, o)) = *(*T)(unsafe.Add(x, i)) + *(*T)(unsafe.Add(y, j))
			o, i, j = o+so, i+sx, j+sy
		}
	case '-':
		for range n {
			*(*T)(unsafe.Add(out, o)) = *(*T)(unsafe.Add(x, i)) - *(*T)(unsafe.Add(y, j))
			o, i, j = o+so, i+sx, j+sy
		}
	case '*':
		for range n {
			*(*T)(unsafe.Add(out, o)) = *(*T)(unsafe.Add(x, i)) * *(*T)(unsafe.Add(y, j))
			o, i, j = o+so, i+sx, j+sy
		}
	case '/':
		for range n {
			*(*T)(unsafe.Add(out, o)) = *(*T)(unsafe.Add(x, i)) / *(*T)(unsafe.Add(y, j))
			o, i, j = o+so, i+sx, j+sy
		}
	}
}

func (a *arith[T]) runRows(rows, n int, out, x, y unsafe.Pointer, so, sx, sy, ro, rx, ry int, v number) {
	for i := range rows {
		px, py := x, y
		if x != nil {
			px = unsafe.Add(x, i*rx)
		}
		if y != nil {
			py = unsafe.Add(y, i*ry)
		}
		a.runFew(n, unsafe.Add(out, i*ro), px, py, so, sx, sy, v)
	}
}

// runStrided runs a kernel with one input.
func runStrided[D, X kernels.Element](kernel func(dst []D, x []X), n int, out, x unsafe.Pointer, so, sx int) {
	d, e := int(unsafe.Sizeof(*new(D))), int(unsafe.Sizeof(*new(X)))
	switch {
	case so == d && sx == e || n == 1:
		kernel(unsafe.Slice((*D)(out), n), unsafe.Slice((*X)(x), n))
	case so%d == 0 && sx%e == 0:
		kernels.MapStrided(kernel, spread[D](out, so, n), so/d, spread[X](x, sx, n), sx/e, n)
	default: // fields of structs
		for i := range n {
			kernel(unsafe.Slice((*D)(unsafe.Add(out, i*so)), 1), unsafe.Slice((*X)(unsafe.Add(x, i*sx)), 1))
		}
	}
}

// spread returns the memory of n elements that are stride bytes apart, as
// kernels take it: from the lowest address on.
func spread[T any](first unsafe.Pointer, stride, n int) []T {
	length := (n - 1) * stride
	if stride < 0 {
		first, length = unsafe.Add(first, length), -length
	}
	return unsafe.Slice((*T)(first), length/int(unsafe.Sizeof(*new(T)))+1)
}

// cast returns s as a slice of U, which has the representation of T.
func cast[U, T any](s []T) []U {
	return unsafe.Slice((*U)(unsafe.Pointer(unsafe.SliceData(s))), len(s))
}
