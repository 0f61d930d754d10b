package kernels

import (
	"fmt"
	"sync"
	"unsafe"
)

// MapStrided runs an element-wise kernel on operands with strides: it sets
// element i of dst to what kernel makes of element i of x, for 0 <= i < n.
//
//	kernels.MapStrided(kernels.ExpF64, dst, 1, matrix[column:], columns, rows)
//
// Element i of a slice s is s[i*stride], or of a negative stride
// s[(n-1-i)*-stride]: an operand always begins at its lowest address. A stride
// of 0 repeats one element of an input. Elements between those of dst stay as
// they are. The kernel works on blocks of 512 elements, which are copied to and
// from buffers where a stride is not 1, so that results have the same bits as
// those of slices without strides. What has scalar parameters is passed as a
// function literal. The kernel must not keep its arguments.
//
// Elements of dst may be those of an input at the same stride, or lie between
// them, as columns of one matrix do. Misuse panics before any write: with
// *RangeError if n is negative, dstStride is 0 or a slice ends before its last
// element, with *OverlapError if an element of dst may share memory with another
// one of an input.
func MapStrided[D, X Element](kernel func(dst []D, x []X), dst []D, dstStride int, x []X, xStride, n int) {
	const fn = "MapStrided"
	d, a := newOutput(fn, dst, dstStride, n), newStrided(fn, "x", x, xStride, n)
	if clash(d, a, n) {
		panic(&OverlapError{fn})
	}
	if n == 0 || d.stride == 1 && a.stride == 1 {
		kernel(d.slice(0, n), a.slice(0, n))
		return
	}
	b := stridedBuffers.Get().(*stridedBuffer)
	d.use(b, 0)
	a.use(b, 1)
	l := Active()
	for i := 0; i < n; i += leaf {
		k := min(leaf, n-i)
		kernel(d.room(i, k), a.read(l, i, k))
		d.write(l, i, k)
	}
	stridedBuffers.Put(b)
}

// MapStrided2 is [MapStrided] for kernels with two inputs.
//
//	kernels.MapStrided2(kernels.AddF64, dst, 2, x, 2, y, 0, n)
func MapStrided2[D, X, Y Element](kernel func(dst []D, x []X, y []Y), dst []D, dstStride int, x []X, xStride int, y []Y, yStride, n int) {
	const fn = "MapStrided2"
	d, a, b := newOutput(fn, dst, dstStride, n), newStrided(fn, "x", x, xStride, n), newStrided(fn, "y", y, yStride, n)
	if clash(d, a, n) || clash(d, b, n) {
		panic(&OverlapError{fn})
	}
	if n == 0 || d.stride == 1 && a.stride == 1 && b.stride == 1 {
		kernel(d.slice(0, n), a.slice(0, n), b.slice(0, n))
		return
	}
	buffer := stridedBuffers.Get().(*stridedBuffer)
	d.use(buffer, 0)
	a.use(buffer, 1)
	b.use(buffer, 2)
	l := Active()
	for i := 0; i < n; i += leaf {
		k := min(leaf, n-i)
		kernel(d.room(i, k), a.read(l, i, k), b.read(l, i, k))
		d.write(l, i, k)
	}
	stridedBuffers.Put(buffer)
}

// MapStrided3 is [MapStrided] for kernels with three inputs.
//
//	kernels.MapStrided3(kernels.WhereF64, dst, 1, mask, 3, x, 3, y, 0, n)
func MapStrided3[D, X, Y, Z Element](kernel func(dst []D, x []X, y []Y, z []Z), dst []D, dstStride int, x []X, xStride int, y []Y, yStride int, z []Z, zStride, n int) {
	const fn = "MapStrided3"
	d, a := newOutput(fn, dst, dstStride, n), newStrided(fn, "x", x, xStride, n)
	b, c := newStrided(fn, "y", y, yStride, n), newStrided(fn, "z", z, zStride, n)
	if clash(d, a, n) || clash(d, b, n) || clash(d, c, n) {
		panic(&OverlapError{fn})
	}
	if n == 0 || d.stride == 1 && a.stride == 1 && b.stride == 1 && c.stride == 1 {
		kernel(d.slice(0, n), a.slice(0, n), b.slice(0, n), c.slice(0, n))
		return
	}
	buffer := stridedBuffers.Get().(*stridedBuffer)
	d.use(buffer, 0)
	a.use(buffer, 1)
	b.use(buffer, 2)
	c.use(buffer, 3)
	l := Active()
	for i := 0; i < n; i += leaf {
		k := min(leaf, n-i)
		kernel(d.room(i, k), a.read(l, i, k), b.read(l, i, k), c.read(l, i, k))
		d.write(l, i, k)
	}
	stridedBuffers.Put(buffer)
}

// FoldStrided runs a reduction on n elements of x with a stride, as
// [MapStrided] has it: kernel folds pieces of at most 512 elements, and fold the
// results of two halves. The halves are those of the kernels of this package, so
// the result has the bits that kernel gives for a slice of these elements.
//
//	sum := kernels.FoldStrided(kernels.SumF64, func(a, b float64) float64 { return a + b }, x, 3, n)
//
// Misuse panics with *RangeError as in MapStrided.
func FoldStrided[X Element, R any](kernel func(x []X) R, fold func(a, b R) R, x []X, xStride, n int) R {
	a := newStrided("FoldStrided", "x", x, xStride, n)
	if n == 0 || a.stride == 1 {
		return kernel(a.slice(0, n))
	}
	buffer := stridedBuffers.Get().(*stridedBuffer)
	a.use(buffer, 0)
	r := foldHalves(0, n, fold, func(i, n int) R { return kernel(a.read(Active(), i, n)) })
	stridedBuffers.Put(buffer)
	return r
}

// FoldStrided2 is [FoldStrided] for reductions of two inputs, such as
// [DotF64].
func FoldStrided2[X, Y Element, R any](kernel func(x []X, y []Y) R, fold func(a, b R) R, x []X, xStride int, y []Y, yStride, n int) R {
	a, b := newStrided("FoldStrided2", "x", x, xStride, n), newStrided("FoldStrided2", "y", y, yStride, n)
	if n == 0 || a.stride == 1 && b.stride == 1 {
		return kernel(a.slice(0, n), b.slice(0, n))
	}
	buffer := stridedBuffers.Get().(*stridedBuffer)
	a.use(buffer, 0)
	b.use(buffer, 1)
	r := foldHalves(0, n, fold, func(i, n int) R { return kernel(a.read(Active(), i, n), b.read(Active(), i, n)) })
	stridedBuffers.Put(buffer)
	return r
}

// foldHalves folds n elements from i on as reductions do.
func foldHalves[R any](i, n int, fold func(a, b R) R, kernel func(i, n int) R) R {
	if n <= leaf {
		return kernel(i, n)
	}
	h := half(n)
	left := foldHalves(i, h, fold, kernel)
	return fold(left, foldHalves(i+h, n-h, fold, kernel))
}

// strided is an operand of elements with a stride.
type strided[T any] struct {
	at     unsafe.Pointer // element 0, if there is one
	stride int            // 1 if there are no two elements
	buffer []T            // a block of elements in a row, where the stride is not 1
}

// newStrided checks that s has n elements with the stride.
func newStrided[T any](fn, name string, s []T, stride, n int) strided[T] {
	if n < 0 {
		panic(&RangeError{fn, fmt.Sprintf("%d elements", n)})
	}
	if n < 2 {
		stride = 1
	}
	// The farthest element is at (n-1)*|stride|, which must not overflow.
	step := max(stride, -stride)
	if n > 0 && (len(s) == 0 || step < 0 || step > 0 && n-1 > (len(s)-1)/step) {
		panic(&RangeError{fn, fmt.Sprintf("%s has %d elements, which %d with a stride of %d leave", name, len(s), n, stride)})
	}
	at := unsafe.Pointer(unsafe.SliceData(s))
	if stride < 0 {
		at = unsafe.Pointer(&s[(n-1)*step])
	}
	return strided[T]{at: at, stride: stride}
}

// newOutput is newStrided for dst.
func newOutput[T any](fn string, dst []T, stride, n int) strided[T] {
	d := newStrided(fn, "dst", dst, stride, n)
	if d.stride == 0 {
		panic(&RangeError{fn, fmt.Sprintf("%d elements of dst with a stride of 0", n)})
	}
	return d
}

// clash reports whether an element of d may share memory with an element of x
// of another number, or with that of the same number at an offset.
func clash[D, X any](d strided[D], x strided[X], n int) bool {
	size, sizeX := sizeOf[D](), sizeOf[X]()
	step, stepX := d.stride*size, x.stride*sizeX
	if n == 0 || d.at == x.at && step == stepX && size == sizeX {
		return false
	}
	from, to := span(d, n)
	fromX, toX := span(x, n)
	if from >= toX || fromX >= to {
		return false
	}
	// Distances between elements are apart + i*step - j*stepX, which modulo the
	// greatest common divisor of the steps is always the same.
	g, r := max(step, -step), max(stepX, -stepX)
	for r != 0 {
		g, r = r, g%r
	}
	apart := int(uintptr(x.at)-uintptr(d.at)) % g
	if apart < 0 {
		apart += g
	}
	return apart < size || apart+sizeX > g
}

// span returns the addresses where n elements begin and end.
func span[T any](x strided[T], n int) (from, to uintptr) {
	size := sizeOf[T]()
	from, to = uintptr(x.at), uintptr(x.at)
	if last := (n - 1) * x.stride * size; last < 0 {
		from += uintptr(last)
	} else {
		to += uintptr(last)
	}
	return from, to + uintptr(size)
}

// use gives an operand its part of a buffer.
func (x *strided[T]) use(b *stridedBuffer, part int) {
	x.buffer = unsafe.Slice((*T)(unsafe.Pointer(&b[part])), leaf)
}

// slice returns n elements from i on of an operand of stride 1.
func (x *strided[T]) slice(i, n int) []T {
	return unsafe.Slice((*T)(unsafe.Add(x.at, i*sizeOf[T]())), n)
}

// read returns n elements from i on in a row.
func (x *strided[T]) read(l Level, i, n int) []T {
	if x.stride == 1 {
		return x.slice(i, n)
	}
	block := x.buffer[:n]
	if x.stride != 0 || i == 0 {
		stridedRow[T](l, unsafe.Pointer(&block[0]), 1, unsafe.Add(x.at, i*x.stride*sizeOf[T]()), x.stride, n)
	}
	return block
}

// room returns where n results from i on can be written in a row, and write
// puts them in their places.
func (x *strided[T]) room(i, n int) []T {
	if x.stride == 1 {
		return x.slice(i, n)
	}
	return x.buffer[:n]
}

func (x *strided[T]) write(l Level, i, n int) {
	if x.stride != 1 {
		stridedRow[T](l, unsafe.Add(x.at, i*x.stride*sizeOf[T]()), x.stride, unsafe.Pointer(&x.buffer[0]), 1, n)
	}
}

// stridedBuffer has a block for each of four operands of any type. Buffers
// are on the heap, for what a function parameter does with its arguments is not
// known, and are used again, so that no call allocates.
type stridedBuffer [4][leaf * 16 / 8]uint64

var stridedBuffers = sync.Pool{New: func() any { return new(stridedBuffer) }}
