package ndarray

import (
	"slices"
	"unsafe"
)

// eachLane calls body for each lane of a along an axis, with the lane's number, in C
// order of the other axes, and a copy of its elements, which body may change. Calls run
// at the same time.
func eachLane[T any](a Array[T], axis int, body func(k int, lane []T)) {
	l := a.layout()
	n, step := l.shape()[axis], l.strides()[axis]
	first := a.dropAxis(axis).lay
	if first.size == 0 {
		return
	}
	axes := orderedAxes(nil, first)
	split(first.size, 8*n+1, max(1, grain/(8*n+1)), func(lo, hi int) {
		axes := slices.Clone(axes)
		copied := borrow[T](n)
		defer copied.release()
		k := lo
		for c := start(axes, lo, hi); c.n > 0; c.next() {
			for i := range c.n {
				p := unsafe.Add(unsafe.Pointer(a.p), c.off[0]+i*axes[0].stride[0])
				gatherLane(copied.s, p, step)
				body(k, copied.s)
				k++
			}
		}
	})
}

// gatherLane copies elements that are step bytes apart.
func gatherLane[T any](dst []T, p unsafe.Pointer, step int) {
	if step == int(unsafe.Sizeof(*new(T))) {
		copy(dst, unsafe.Slice((*T)(p), len(dst)))
		return
	}
	for i := range dst {
		dst[i] = *(*T)(unsafe.Add(p, i*step))
	}
}

// lanesOf returns a with the given axes joined to one, which comes last, and the shape of
// the others.
func lanesOf[T any](op string, a Array[T], axes []int) (Array[T], []int) {
	l := a.layout()
	gone, rest := goneAxes(op, l, axes)
	v := allocLayout(l.kind, l.item, int(l.ndim))
	to, length := 0, 1
	for _, last := range []bool{false, true} {
		for d, n := range l.shape() {
			if gone[d] == last {
				v.shape()[to], v.strides()[to] = n, l.strides()[d]
				to++
				if last {
					length *= n
				}
			}
		}
	}
	moved := Array[T]{a.p, v.finish(l.flags & (dense | readOnly))}
	return moved.Reshape(append(slices.Clone(rest), length)...), rest
}
