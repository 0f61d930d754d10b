package ndarray

import (
	"reflect"
	"slices"
	"unsafe"

	"github.com/lanewise/lanewise/kernels"
)

// copyElements copies in, broadcast, to out, which it does not overlap unless it
// is out. The layout of in is given; it is nil for a single element.
func copyElements[T any](out, in Array[T], from *layout) {
	o := out.layout()
	if o.size == 0 || out.p == in.p && o == from {
		return
	}
	var buf [inlineDims]axis
	copyAxes(out.p, in.p, loopAxes(buf[:0], o, from, nil), o.size)
}

// copyBlock copies in to the block of out that begins off bytes after the first
// element, and has the shape of in. out has as many axes as in, or one more, skip,
// along which the block has length 1; otherwise skip is -1. They don't overlap.
func copyBlock[T any](out Array[T], off int, in Array[T], skip int) {
	l := in.layout()
	if l.size == 0 {
		return
	}
	var buf [inlineDims]axis
	axes := buf[:0]
	strides := out.layout().strides()
	for d := int(l.ndim) - 1; d >= 0; d-- {
		if l.shape()[d] == 1 {
			continue
		}
		to := d
		if skip >= 0 && d >= skip {
			to++
		}
		axes = append(axes, axis{n: l.shape()[d], stride: perOperand{strides[to], l.strides()[d]}})
	}
	if len(axes) == 0 {
		axes = append(axes, axis{n: 1})
	}
	copyAxes(out.at(off), in.p, ordered(axes), l.size)
}

// copyAxes copies n elements, one or more, from in to out, the two operands of
// the loop nest axes. They don't overlap.
func copyAxes[T any](out, in *T, axes []axis, n int) {
	if n >= parallelMin {
		spreadCopy(out, in, axes, n)
	} else {
		copyFew(out, in, axes, n)
	}
}

// copyFew is copyAxes on this thread.
func copyFew[T any](out, in *T, axes []axis, n int) {
	item := int(unsafe.Sizeof(*in))
	if n >= kernelMin && movable(axes, kindOf[T](), item) {
		moveAxes(item, unsafe.Pointer(out), unsafe.Pointer(in), axes)
	} else {
		copyNest(Array[T]{p: out}, Array[T]{p: in}, axes, 0, n)
	}
}

// kernelMin is the number of elements from which on kernels copy faster than the
// loops here.
const kernelMin = 64

// movable reports whether kernels can copy the elements: numbers and bools at
// distances that are multiples of their size. What may hold pointers is left to Go,
// which tells the collector of writes.
func movable(axes []axis, kind reflect.Kind, item int) bool {
	if kind >= numberKinds {
		return false
	}
	for _, a := range axes {
		if (a.stride[0]|a.stride[1])&(item-1) != 0 {
			return false
		}
	}
	return true
}

// spreadCopy shares a copy among threads, by parts of one axis. The caller's axes
// may lie on its stack.
func spreadCopy[T any](out, in *T, axes []axis, n int) {
	nest := make([]axis, len(axes))
	copy(nest, axes)
	item := int(unsafe.Sizeof(*in))
	if !movable(nest, kindOf[T](), item) {
		parallel(nest, n, func(axes []axis, lo, hi int) {
			copyNest(Array[T]{p: out}, Array[T]{p: in}, axes, lo, hi)
		})
		return
	}
	part := 2 * grain
	if n*item >= 2*kernels.StreamBytes() {
		part = kernels.StreamBytes() / item // shorter ones would go through the caches
	}
	k := spreadAxis(nest)
	each(nest[k].n, max(1, part/(n/nest[k].n)), func(lo, hi int) {
		own := slices.Clone(nest)
		own[k].n = hi - lo
		to, at := lo*nest[k].stride[0], lo*nest[k].stride[1]
		moveAxes(item, unsafe.Add(unsafe.Pointer(out), to), unsafe.Add(unsafe.Pointer(in), at), own)
	})
}

// spreadAxis returns the axis to be shared among threads: the outermost that has
// parts for many, so that each has runs as long as can be, or the longest.
func spreadAxis(axes []axis) int {
	longest := len(axes) - 1
	for k := len(axes) - 1; k >= 0; k-- {
		if axes[k].n >= 64 {
			return k
		}
		if axes[k].n > axes[longest].n {
			longest = k
		}
	}
	return longest
}

// moveAxes copies all elements of a nest of movable ones.
func moveAxes(item int, out, in unsafe.Pointer, axes []axis) {
	switch item {
	case 1:
		moveSized[uint8](out, in, axes)
	case 2:
		moveSized[uint16](out, in, axes)
	case 4:
		moveSized[uint32](out, in, axes)
	case 8:
		moveSized[uint64](out, in, axes)
	default:
		moveSized[complex128](out, in, axes)
	}
}

func moveSized[E kernels.Element](out, in unsafe.Pointer, axes []axis) {
	const most = inlineDims
	var shape, to, at [most]int
	if len(axes) > most {
		moveOuter[E](out, in, axes)
		return
	}
	item := int(unsafe.Sizeof(*new(E)))
	for k, a := range axes {
		shape[k], to[k], at[k] = a.n, a.stride[0]/item, a.stride[1]/item
	}
	n := len(axes)
	kernels.CopyND(reachOf[E](out, axes, 0), to[:n], reachOf[E](in, axes, 1), at[:n], shape[:n])
}

// moveOuter is moveSized for many axes: one call for each index of the outermost.
func moveOuter[E kernels.Element](out, in unsafe.Pointer, axes []axis) {
	last := len(axes) - 1
	for i := range axes[last].n {
		moveSized[E](unsafe.Add(out, i*axes[last].stride[0]), unsafe.Add(in, i*axes[last].stride[1]), axes[:last])
	}
}

// reachOf returns the memory of operand j of a loop nest from its lowest address to
// its highest, as kernels take it.
func reachOf[E any](p unsafe.Pointer, axes []axis, j int) []E {
	lo, hi := 0, 0
	for _, a := range axes {
		if d := (a.n - 1) * a.stride[j]; d < 0 {
			lo += d
		} else {
			hi += d
		}
	}
	return unsafe.Slice((*E)(unsafe.Add(p, lo)), (hi-lo)/int(unsafe.Sizeof(*new(E)))+1)
}

// copyNest copies the elements number lo to hi of a loop nest, in Go.
func copyNest[T any](out, in Array[T], axes []axis, lo, hi int) {
	item := int(unsafe.Sizeof(*out.p))
	so, si := axes[0].stride[0], axes[0].stride[1]
	c := start(axes, lo, hi)
	for ; c.n > 0; c.next() {
		dst, src := out.at(c.off[0]), in.at(c.off[1])
		switch {
		case so == item && si == item:
			copy(unsafe.Slice(dst, c.n), unsafe.Slice(src, c.n))
		case so == item && si == 0:
			v, run := *src, unsafe.Slice(dst, c.n)
			for i := range run {
				run[i] = v
			}
		default:
			for i := range c.n {
				*out.at(c.off[0] + i*so) = *in.at(c.off[1] + i*si)
			}
		}
	}
}
