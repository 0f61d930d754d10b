package kernels

import (
	"fmt"
	"unsafe"
)

// CopyStrided sets element i of dst to element i of src for 0 <= i < n, where
// element i of a slice s is s[i*stride], or of a negative stride
// s[(n-1-i)*-stride]: an operand always begins at its lowest address. A source
// stride of 0 repeats one element. Elements between those of dst stay as they
// are.
//
// It panics with *RangeError if n is negative, dstStride is 0 or a slice ends
// before its last element, and with *OverlapError if the parts of the slices
// from the lowest to the highest element overlap, before any write.
func CopyStrided[T Element](dst []T, dstStride int, src []T, srcStride int, n int) {
	copyND("CopyStrided", dst, []int{dstStride}, src, []int{srcStride}, []int{n})
}

// CopyND copies an array of any number of dimensions: dst[i, j, ...] = src[i, j,
// ...] for all indices within shape. Strides are in elements and may be
// negative; each operand begins at its lowest address, so an axis of negative
// stride begins at its far end. A source stride of 0 repeats what it has.
// Permuted strides transpose, a source of strides (1, 0) repeats elements, (0,
// 1) repeats rows. Elements between those of dst stay as they are, and its
// strides must not lead to one element twice, or it gets one of the values.
// Outputs of [StreamBytes] or more are written past the caches where both have
// rows of neighbours, transposed ones from a quarter of that on.
//
// Axes are put in the order of dst, merged where they can be, and given to the
// kernel that suits them: rows, blocks of a transpose, or strided elements.
//
// It panics with *LengthError if shape and strides differ in length, and with
// *RangeError if there are more than 64 axes, one has a negative size, one of
// dst a stride of 0, or a slice ends before its last element, and with
// *OverlapError if the parts of the slices from the lowest to the highest
// element overlap, all before any write.
func CopyND[T Element](dst []T, dstStrides []int, src []T, srcStrides []int, shape []int) {
	copyND("CopyND", dst, dstStrides, src, srcStrides, shape)
}

const (
	maxAxes = 64 // that CopyND takes
	fewAxes = 4  // that most arrays have
)

// ndAxis is an axis of two operands, with strides in elements.
type ndAxis struct{ n, dst, src int }

func copyND[T any](fn string, dst []T, dstStrides []int, src []T, srcStrides []int, shape []int) {
	if n := checkShape(fn, dstStrides, srcStrides, shape); n <= fewAxes {
		var memory [fewAxes]ndAxis // clearing the larger one would take as long as a small copy
		copyAxes(fn, dst, dstStrides, src, srcStrides, shape, memory[:n])
	} else {
		var memory [maxAxes]ndAxis
		copyAxes(fn, dst, dstStrides, src, srcStrides, shape, memory[:n])
	}
}

// copyAxes is copyND after checkShape, with memory for the axes.
func copyAxes[T any](fn string, dst []T, dstStrides []int, src []T, srcStrides []int, shape []int, axes []ndAxis) {
	for d, n := range shape {
		if n == 0 {
			return
		}
		axes[d] = ndAxis{n, dstStrides[d], srcStrides[d]}
	}
	dst, src = reach(fn, "dst", dst, shape, dstStrides), reach(fn, "src", src, shape, srcStrides)
	if intersect(dst, src) {
		panic(&OverlapError{fn})
	}
	axes = arrange(axes)
	total := sizeOf[T]()
	for _, a := range axes {
		total *= a.n
		if a.src < 0 {
			src = src[(a.n-1)*-a.src:]
		}
	}
	kernel, outer := chooseKernel(axes)
	stream := total >= streamBytes || kernel.kind == moveTranspose && transposeStreams(total)
	c := ndCopy[T]{Active(), stream, unsafe.Pointer(&dst[0]), unsafe.Pointer(&src[0]), kernel}
	c.run(outer, 0, 0)
}

// checkShape returns the number of axes.
func checkShape(fn string, dstStrides, srcStrides, shape []int) int {
	if len(dstStrides) != len(shape) || len(srcStrides) != len(shape) {
		panic(newLengthError(fn, len(shape), len(dstStrides), len(srcStrides)))
	}
	if len(shape) > maxAxes {
		panic(&RangeError{fn, fmt.Sprintf("%d axes, of which there may be %d", len(shape), maxAxes)})
	}
	for d, n := range shape {
		if n < 0 || n > 1 && dstStrides[d] == 0 {
			panic(&RangeError{fn, fmt.Sprintf("axis %d has %d elements and stride %d of dst", d, n, dstStrides[d])})
		}
	}
	return len(shape)
}

// arrange drops axes of one element, makes the strides of dst positive, sorts
// axes by them, the largest first, and merges those that continue each other.
func arrange(axes []ndAxis) []ndAxis {
	kept := axes[:0]
	for _, a := range axes {
		if a.n == 1 {
			continue
		}
		if a.dst < 0 {
			a.dst, a.src = -a.dst, -a.src
		}
		i := len(kept)
		kept = append(kept, a)
		for ; i > 0 && kept[i-1].dst < a.dst; i-- {
			kept[i] = kept[i-1]
		}
		kept[i] = a
	}
	merged := kept[:0]
	for _, a := range kept {
		if k := len(merged) - 1; k >= 0 && merged[k].dst == a.n*a.dst && merged[k].src == a.n*a.src {
			a.n *= merged[k].n
			merged[k] = a
			continue
		}
		merged = append(merged, a)
	}
	return merged
}

// ndKernel is the loop over the inner axes.
type ndKernel struct {
	kind  int
	inner [2]ndAxis
}

const (
	moveRow       = iota // one axis with any strides
	movePlane            // rows of stride 1 in both operands
	moveTranspose        // inner[0] has stride 1 in dst, inner[1] in src
)

// chooseKernel returns the kernel for arranged axes, and those around it.
func chooseKernel(axes []ndAxis) (k ndKernel, outer []ndAxis) {
	last := len(axes) - 1
	if last < 0 {
		return ndKernel{moveRow, [2]ndAxis{{1, 1, 1}}}, nil
	}
	x := axes[last]
	if x.dst == 1 && x.src == 1 && last > 0 {
		return ndKernel{movePlane, [2]ndAxis{x, axes[last-1]}}, axes[:last-1]
	}
	for i, y := range axes[:last] {
		if x.dst == 1 && x.src != 1 && y.src == 1 {
			return ndKernel{moveTranspose, [2]ndAxis{x, y}}, append(axes[:i], axes[i+1:last]...)
		}
	}
	// A loop over few elements would be all overhead.
	longest := last
	for i, a := range axes {
		if axes[longest].n < 8 && a.n > axes[longest].n {
			longest = i
		}
	}
	x = axes[longest]
	return ndKernel{moveRow, [2]ndAxis{x}}, append(axes[:longest], axes[longest+1:]...)
}

// ndCopy is a copy whose axes are arranged.
type ndCopy[T any] struct {
	level    Level
	stream   bool
	dst, src unsafe.Pointer
	ndKernel
}

// run runs the kernel for all indices of axes. Offsets are added to the base
// for each call, so that no pointer ever leaves its array.
func (c *ndCopy[T]) run(axes []ndAxis, d, s int) {
	if len(axes) > 0 {
		a := axes[0]
		for i := range a.n {
			c.run(axes[1:], d+i*a.dst, s+i*a.src)
		}
		return
	}
	x, y, size := c.inner[0], c.inner[1], sizeOf[T]()
	dst, src := unsafe.Add(c.dst, d*size), unsafe.Add(c.src, s*size)
	switch c.kind {
	case movePlane:
		copyPlane[T](c.level, c.stream, plane{dst, y.dst}, plane{src, y.src}, y.n, x.n)
	case moveTranspose:
		transposePlane[T](c.level, c.stream, plane{dst, y.dst}, plane{src, x.src}, x.n, y.n)
	default:
		stridedRow[T](c.level, dst, x.dst, src, x.src, x.n)
	}
}

// stridedRow copies n elements with strides of which dst's is positive.
func stridedRow[T any](l Level, dst unsafe.Pointer, dstStride int, src unsafe.Pointer, srcStride, n int) {
	size := sizeOf[T]()
	if dstStride == 1 {
		d := unsafe.Slice((*T)(dst), n)
		switch srcStride {
		case 1:
			copyRow(l, d, unsafe.Slice((*T)(src), n))
			return
		case 0:
			fillRow(l, d, *(*T)(src))
			return
		case -1:
			reverseRow(l, d, unsafe.Slice((*T)(unsafe.Add(src, (1-n)*size)), n))
			return
		case 2:
			evenRow(l, d, unsafe.Slice((*T)(src), 2*n-1))
			return
		}
		for n >= 4 {
			k := min(n, chunk) &^ 3
			if !gatherAsm(l, size, (*byte)(dst), (*byte)(src), srcStride*size, k) {
				break
			}
			if n -= k; n == 0 {
				return
			}
			dst, src = unsafe.Add(dst, k*size), unsafe.Add(src, k*srcStride*size)
		}
	}
	stridedGo[T](dst, dstStride, src, srcStride, n)
}

// stridedGo copies n elements with any strides.
func stridedGo[T any](dst unsafe.Pointer, dstStride int, src unsafe.Pointer, srcStride, n int) {
	size := sizeOf[T]()
	if size == 16 {
		// Arrays of bytes move in one register, complex numbers in two.
		stridedLoop[[16]byte](dst, dstStride*size, src, srcStride*size, n)
		return
	}
	stridedLoop[T](dst, dstStride*size, src, srcStride*size, n)
}

// stridedLoop is stridedGo with strides in bytes.
func stridedLoop[T any](dst unsafe.Pointer, d int, src unsafe.Pointer, s, n int) {
	to, at := 0, 0
	for ; n >= 4; n -= 4 {
		*(*T)(unsafe.Add(dst, to)) = *(*T)(unsafe.Add(src, at))
		*(*T)(unsafe.Add(dst, to+d)) = *(*T)(unsafe.Add(src, at+s))
		to, at = to+2*d, at+2*s
		*(*T)(unsafe.Add(dst, to)) = *(*T)(unsafe.Add(src, at))
		*(*T)(unsafe.Add(dst, to+d)) = *(*T)(unsafe.Add(src, at+s))
		to, at = to+2*d, at+2*s
	}
	for ; n > 0; n-- {
		*(*T)(unsafe.Add(dst, to)) = *(*T)(unsafe.Add(src, at))
		to, at = to+d, at+s
	}
}

// evenRow sets dst[i] = src[2*i].
func evenRow[T any](l Level, dst, src []T) {
	for len(dst) > 0 {
		n := min(len(dst), chunk)
		if n*sizeOf[T]() < 32 || !evenAsm(l, sizeOf[T](), bytesAt(dst), bytesAt(src), n) {
			for i := range dst[:n] {
				dst[i] = src[2*i]
			}
		}
		dst, src = dst[n:], src[min(2*n, len(src)):]
	}
}
