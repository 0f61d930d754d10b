package ndarray

import (
	"iter"
	"slices"
	"unsafe"
)

// laneNest is a loop nest over the lanes along one axis of one or two arrays,
// whose other axes have the same lengths: over where the lanes begin.
type laneNest struct {
	axes  []axis
	count int // of lanes
	n     int // elements of a lane, for what it costs
}

// lanesAlong returns the lanes along an axis of out and, unless it is nil, x.
func lanesAlong(axis int, out, x *layout) laneNest {
	if x == nil {
		return lanesInto(out.without(axis), axis, out)
	}
	return lanesInto(out.without(axis), axis, x)
}

// lanesInto returns the lanes along an axis of x, and what stands for them in out,
// which lacks the axis.
func lanesInto(out *layout, axis int, x *layout) laneNest {
	return laneNest{loopAxes(nil, out, x.without(axis), nil), out.size, x.shape()[axis]}
}

// without returns the layout without an axis.
func (l *layout) without(axis int) *layout {
	shape := slices.Delete(slices.Clone(l.shape()), axis, axis+1)
	return l.view(shape, slices.Delete(slices.Clone(l.strides()), axis, axis+1))
}

// run calls body for parts of the lanes, on several threads if there is enough
// work. places gives where each lane begins, in bytes from the first element.
func (g laneNest) run(body func(places iter.Seq[perOperand])) {
	switch {
	case g.count == 0:
	case g.count == 1 || g.count*g.n < parallelMin:
		body(start(g.axes, 0, g.count).places())
	default:
		parallelLanes(g, body)
	}
}

func parallelLanes(g laneNest, body func(places iter.Seq[perOperand])) {
	each(g.count, max(1, grain/g.n), func(lo, hi int) {
		body(start(slices.Clone(g.axes), lo, hi).places())
	})
}

// places returns an iterator over the places of all elements, in bytes from the
// first one of each operand.
func (c cursor) places() iter.Seq[perOperand] {
	return func(yield func(off perOperand) bool) {
		for ; c.n > 0; c.next() {
			off := c.off
			for range c.n {
				if !yield(off) {
					return
				}
				for j, s := range c.axes[0].stride {
					off[j] += s
				}
			}
		}
	}
}

// sortLanes sorts the lanes of a along an axis.
func sortLanes[T any](o order, a Array[T], axis int, descending bool) {
	l := a.layout()
	if l.size == 0 {
		return
	}
	n, stride := l.shape()[axis], l.strides()[axis]
	if n == l.size && stride == l.item {
		sortRun(o, unsafe.Slice(a.p, n), descending, n >= parallelSortMin)
		return
	}
	lanesAlong(axis, l, nil).run(func(places iter.Seq[perOperand]) {
		var room laneRoom[T]
		defer room.release()
		for off := range places {
			lane := room.read(a.at(off[0]), stride, n)
			sortRun(o, lane, descending, false)
			room.write(a.at(off[0]), stride, lane)
		}
	})
}

// sortRun sorts x, on several threads if spread holds.
func sortRun[T any](o order, x []T, descending, spread bool) {
	if descending {
		slices.Reverse(x) // so that equal elements keep their order
	}
	if !spread || !o.sortParallel(pointerTo(x), len(x)) {
		o.sort(pointerTo(x), len(x))
	}
	if descending {
		slices.Reverse(x)
	}
}

// argSortDescending sets idx to the indices that sort x in descending order.
func argSortDescending[T any](o order, idx []int, x []T) {
	var room laneRoom[T]
	defer room.release()
	reversed := room.scratch(len(x))
	for i, v := range x {
		reversed[len(x)-1-i] = v
	}
	o.argSort(idx, pointerTo(reversed))
	slices.Reverse(idx)
	for i := range idx {
		idx[i] = len(x) - 1 - idx[i]
	}
}

// indexLanes calls f for each lane of a along an axis, with the elements, which it
// must not change, and room for as many indices as out has along that axis, which
// it sets. out does not overlap a.
func indexLanes[T any](out Array[int], a Array[T], axis int, f func(idx []int, x []T)) {
	o, l := out.layout(), a.layout()
	if o.size == 0 || l.size == 0 {
		return
	}
	no, n := o.shape()[axis], l.shape()[axis]
	so, stride := o.strides()[axis], l.strides()[axis]
	if n == l.size && no == o.size && stride == l.item && so == o.item {
		f(unsafe.Slice(out.p, no), unsafe.Slice(a.p, n))
		return
	}
	lanesAlong(axis, o, l).run(func(places iter.Seq[perOperand]) {
		var room laneRoom[T]
		var idxRoom laneRoom[int]
		defer room.release()
		defer idxRoom.release()
		for off := range places {
			idx := idxRoom.over(out.at(off[0]), so, no)
			f(idx, room.read(a.at(off[1]), stride, n))
			idxRoom.write(out.at(off[0]), so, idx)
		}
	})
}

// laneRoom is scratch memory for a lane, taken from a pool at the first use.
type laneRoom[T any] struct {
	memory scratch[T]
}

func (r *laneRoom[T]) release() { r.memory.release() }

// scratch returns room for n elements, the same at every call.
func (r *laneRoom[T]) scratch(n int) []T {
	if len(r.memory.s) < n {
		r.memory.release()
		r.memory = borrow[T](n)
	}
	return r.memory.s[:n]
}

// over returns the lane of n elements at p itself if it is contiguous, otherwise
// scratch memory.
func (r *laneRoom[T]) over(p *T, stride, n int) []T {
	if stride == int(unsafe.Sizeof(*p)) || n == 1 {
		return unsafe.Slice(p, n)
	}
	return r.scratch(n)
}

// read returns the elements of a lane, in its memory if it is contiguous,
// otherwise copied to scratch memory.
func (r *laneRoom[T]) read(p *T, stride, n int) []T {
	x := r.over(p, stride, n)
	if unsafe.SliceData(x) != p {
		for i := range x {
			x[i] = *(*T)(unsafe.Add(unsafe.Pointer(p), i*stride))
		}
	}
	return x
}

// write copies x to a lane, unless it is that lane.
func (r *laneRoom[T]) write(p *T, stride int, x []T) {
	if unsafe.SliceData(x) != p {
		for i, v := range x {
			*(*T)(unsafe.Add(unsafe.Pointer(p), i*stride)) = v
		}
	}
}

func pointerTo[T any](x []T) unsafe.Pointer { return unsafe.Pointer(unsafe.SliceData(x)) }
