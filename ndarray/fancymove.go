package ndarray

import (
	"slices"
	"unsafe"
)

// load copies the selected elements of a to out, which is in C order and apart
// from a.
func load[T any](s *selection, out, a Array[T]) {
	o := out.layout()
	if o.size == 0 {
		return
	}
	t := newPlaceCopy(s, a, out, false)
	switch n, places := s.pre.size, s.places; {
	case o.size < parallelMin:
		t.run(0, n, 0, places)
	case places >= n:
		shareLoad(t, places, o.size, func(t placeCopy[T], lo, hi int) { t.run(0, n, lo, hi) })
	default:
		shareLoad(t, n, o.size, func(t placeCopy[T], lo, hi int) { t.run(lo, hi, 0, places) })
	}
}

// shareLoad calls body for parts of n, which stand for size elements, on the
// threads that are free.
func shareLoad[T any](t placeCopy[T], n, size int, body func(t placeCopy[T], lo, hi int)) {
	each(n, max(1, grain/(size/n)), func(lo, hi int) { body(t, lo, hi) })
}

// loadTo copies the selected elements of a to out, which may overlap a and the
// index arrays.
func loadTo[T any](s *selection, out, a Array[T]) Array[T] {
	o := out.layout()
	o.checkWrite(s.op)
	if !slices.Equal(o.shape(), s.shape) {
		fail(s.op, ErrShape, "output of shape %s does not match the selection of shape %s", shapeString(o.shape()), shapeString(s.shape))
	}
	if o.fresh() && !overlap(out, a) && !meetIndex(s, out) {
		load(s, out, a)
		return out
	}
	c := zeros[T](s.op, s.shape)
	load(s, c, a)
	return out.Assign(c)
}

// store copies the elements of v, broadcast, to the selected elements of a.
func store[T any](s *selection, a, v Array[T]) {
	given := v.layout().shape()
	if v = v.withoutLeading(len(s.shape)); !v.layout().fits(s.shape) {
		fail(s.op, ErrShape, "shape mismatch: value array of shape %s could not be broadcast to indexing result of shape %s",
			shapeString(given), shapeString(s.shape))
	}
	if s.pre.size*s.places*s.post.size == 0 {
		return
	}
	if overlap(a, v) {
		v = v.Copy()
	}
	if meetIndex(s, a) {
		for k := range s.index {
			s.index[k].at = s.index[k].at.Copy()
		}
	}
	// One thread: of several values for an element the last one stays.
	t := newPlaceCopy(s, a, v.BroadcastTo(s.shape...), true)
	t.run(0, s.pre.size, 0, s.places)
}

func meetIndex[T any](s *selection, a Array[T]) bool {
	for k := range s.index {
		if overlap(a, s.index[k].at) {
			return true
		}
	}
	return false
}

// placeCopy copies elements between the places of a selection in an array and
// another array, which has the shape of the selection.
type placeCopy[T any] struct {
	s         *selection
	p, q      unsafe.Pointer // the array, and the other one
	step      int            // bytes between neighbouring places in the other one
	pre, post []axis         // over both: in pre the array is operand 0; post begins with what is written
	store     bool           // to the array
}

// newPlaceCopy makes a copy between a and other. There are elements.
func newPlaceCopy[T any](s *selection, a, other Array[T], store bool) placeCopy[T] {
	l := other.layout()
	part := func(lo, hi int) *layout { return l.view(l.shape()[lo:hi], l.strides()[lo:hi]) }
	npre, npost := int(s.pre.ndim), int(s.post.ndim)
	ndim := int(l.ndim)
	places := orderedAxes(nil, part(npre, ndim-npost))
	if len(places) > 1 {
		return newPlaceCopy(s, a, other.Copy(), store)
	}
	t := placeCopy[T]{s: s, p: unsafe.Pointer(a.p), q: unsafe.Pointer(other.p), step: places[0].stride[0], store: store}
	t.pre = merge(appendAxes(nil, s.pre, part(0, npre)))
	if post := part(ndim-npost, ndim); store {
		t.post = merge(appendAxes(nil, s.post, post))
	} else {
		t.post = merge(appendAxes(nil, post, s.post))
	}
	return t
}

// run transfers the places from number lo to hi of the sliced axes in front from
// number preLo to preHi. It needs no memory that another run uses.
func (t placeCopy[T]) run(preLo, preHi, lo, hi int) {
	var small [16]int
	off := small[:]
	if hi-lo > len(small) {
		room := borrow[int](512)
		defer room.release()
		off = room.s
	}
	pre := slices.Clone(t.pre)
	t.post = slices.Clone(t.post)
	for ; lo < hi; lo += len(off) {
		off = off[:min(len(off), hi-lo)]
		t.s.offsets(off, lo)
		c := start(pre, preLo, preHi)
		for ; c.n > 0; c.next() {
			for i := range c.n {
				t.row(off, c.off[0]+i*pre[0].stride[0], c.off[1]+i*pre[0].stride[1]+lo*t.step)
			}
		}
	}
}

// row transfers what lies at each of the places off behind the byte pre of the array,
// to or from places that are step bytes apart from the byte to of the other one on.
// Between the two offsets there may be no memory, so they are added first.
func (t *placeCopy[T]) row(off []int, pre, to int) {
	n, one := t.s.post.size, len(t.post) == 1
	item := int(unsafe.Sizeof(*new(T)))
	switch {
	case n == 1 && t.store:
		for j, x := range off {
			*(*T)(unsafe.Add(t.p, pre+x)) = *(*T)(unsafe.Add(t.q, to+j*t.step))
		}
	case n == 1:
		for j, x := range off {
			*(*T)(unsafe.Add(t.q, to+j*t.step)) = *(*T)(unsafe.Add(t.p, pre+x))
		}
	case one && !t.store && t.post[0].stride[0] == item && t.post[0].stride[1] == item:
		for j, x := range off {
			copy(unsafe.Slice((*T)(unsafe.Add(t.q, to+j*t.step)), n), unsafe.Slice((*T)(unsafe.Add(t.p, pre+x)), n))
		}
	default:
		for j, x := range off {
			dst, src := (*T)(unsafe.Add(t.q, to+j*t.step)), (*T)(unsafe.Add(t.p, pre+x))
			if t.store {
				dst, src = src, dst
			}
			copyNest(Array[T]{p: dst}, Array[T]{p: src}, t.post, 0, n)
		}
	}
}
