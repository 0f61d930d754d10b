package ndarray

import (
	"slices"
	"strings"
	"unsafe"
)

// Index returns the elements that ix selects, in a new array, as NumPy's
// advanced indexing a[...] does. Each argument is one of
//
//   - an int, which selects one index and removes the axis;
//   - an [Ix]: All, R(lo, hi), RS(lo, hi, step), NewAxis, Rest;
//   - an array or a slice of integers: an Array of any integer type, []int,
//     []int64 or []int32. Index arrays, and ints beside them, are broadcast
//     together, and element j of the result is the one at their elements j;
//   - an Array[bool] or []bool, a mask: it has the shape of as many axes as it
//     has itself, and stands for the index arrays of its true elements, one for
//     each axis (see [Nonzero]). A bool is a mask of no axes.
//
// The axes of the broadcast index arrays are where the index arrays are, if these
// stand side by side, and otherwise come first. Negative indices count from the
// end. What is not selected is selected whole.
//
//	a.Index([]int{2, 0})                 // rows 2 and 0
//	a.Index(All, []int{0, -1})           // the first and the last column
//	a.Index([]int{0, 1}, []int{2, 3})    // a[0, 2] and a[1, 3]
//	a.Index(mask, R(0, 2))               // of rows that a mask selects, two columns
//
// It panics with ErrIndex if an index is out of range, a mask does not have the
// lengths of its axes, index arrays do not broadcast, there are more selections
// than axes or more than one Rest, or an argument is of another type.
// [Array.Slice] makes a view, where no index arrays are needed.
func (a Array[T]) Index(ix ...any) Array[T] {
	const op = "Index"
	if at, ok := oneIndex(a.layout(), ix); ok {
		return takeVector(op, a, at)
	}
	if len(ix) == 1 {
		if m, ok := ix[0].(Array[bool]); ok && m.layout().ndim == a.layout().ndim && m.lay.ndim > 0 {
			return a.maskAll(op, m)
		}
	}
	s := newSelection(op, a.layout(), ix)
	out := unset[T](op, s.shape)
	load(s, out, a)
	return out
}

// IndexTo stores a.Index(ix...) in out, which has its shape, and returns out. out
// may overlap a and the index arrays. It panics as [Array.Index] does, with
// ErrShape if the shape differs, and with ErrReadOnly if out is read-only.
func IndexTo[T any](out, a Array[T], ix ...any) Array[T] {
	const op = "IndexTo"
	s := newSelection(op, a.layout(), ix)
	return loadTo(s, out, a)
}

// SetIndex stores the elements of v, broadcast to the shape of a.Index(ix...), in
// the elements of a that ix selects, as NumPy's a[...] = v does. Where an element
// is selected several times, the last one stays. v and the index arrays may
// overlap a: they are read before it is written. It panics as [Array.Index] does,
// with ErrShape if v does not broadcast to the selection, and with ErrReadOnly if
// a is read-only, before anything is written.
func (a Array[T]) SetIndex(v Array[T], ix ...any) {
	const op = "SetIndex"
	a.layout().checkWrite(op)
	if at, ok := oneIndex(a.layout(), ix); ok && storeVector(op, a, v, at) {
		return
	}
	s := newSelection(op, a.layout(), ix)
	store(s, a, v)
}

// FillIndex stores v in all elements of a that ix selects; see [Array.SetIndex].
func (a Array[T]) FillIndex(v T, ix ...any) {
	const op = "FillIndex"
	a.layout().checkWrite(op)
	s := newSelection(op, a.layout(), ix)
	store(s, a, FromSlice([]T{v}))
}

// selection is an advanced index, checked and made ready for one layout: a list
// of places, which the index arrays give, and the axes that are sliced, which lie
// around each place. Its elements are, in C order, pre x places x post.
type selection struct {
	op        string
	shape     []int   // of the result
	base      int     // bytes from the first element of the array to where the sliced axes begin
	pre, post *layout // of the sliced axes before and behind those of the index arrays
	index     []indexer
	places    int // the number of elements of the broadcast index arrays
}

// indexer is one index array.
type indexer struct {
	at      Array[int] // in C order
	axis, n int        // the axis that it selects from, and its length
	stride  int        // of that axis
	axes    []axis     // over the places, and over at broadcast to them, unless both have one shape
}

// newSelection returns the selection of ix from an array of layout l.
func newSelection(op string, l *layout, ix []any) *selection {
	s := &selection{op: op}
	var shape, strides []int // of the sliced axes
	from, split := 0, 0      // the next axis of l; the sliced axes before the index arrays
	began, ended := false, false
	for _, p := range parseIndex(op, l, ix) {
		if p.basic {
			n, step := s.slice(p, l, from)
			shape, strides = append(shape, n...), append(strides, step...)
			ended = began
		} else {
			switch {
			case ended: // index arrays that are not side by side
				split = 0
			case !began:
				split = len(shape)
			}
			began = true
			for k, at := range p.index {
				s.add(at, from+k, p.axes, l)
			}
		}
		from += p.axes
	}
	s.arrange(l, shape, strides, split)
	return s
}

// slice returns the axes that a part without index arrays makes of those of l from
// number from on, and moves the base.
func (s *selection) slice(p indexPart, l *layout, from int) (shape, strides []int) {
	switch p.ix.kind {
	case ixNewAxis:
		return []int{1}, []int{0}
	case ixRange:
		at, n := p.ix.resolve(s.op, l.shape()[from])
		step := l.strides()[from]
		s.base += at * step
		if n > 1 { // otherwise the product could overflow
			step *= p.ix.step
		}
		return []int{n}, []int{step}
	default:
		return l.shape()[from : from+p.axes], l.strides()[from : from+p.axes]
	}
}

// selectAlong is the selection of indices at from one axis.
func selectAlong(op string, l *layout, axis int, at Array[int]) *selection {
	s := &selection{op: op}
	s.add(inOrder(at), axis, 1, l)
	shape := append(append([]int(nil), l.shape()[:axis]...), l.shape()[axis+1:]...)
	strides := append(append([]int(nil), l.strides()[:axis]...), l.strides()[axis+1:]...)
	s.arrange(l, shape, strides, axis)
	return s
}

// add adds an index array for an axis of l; that of a mask without axes has none.
func (s *selection) add(at Array[int], axis, axes int, l *layout) {
	x := indexer{at: at, axis: axis, n: 1}
	if axes > 0 {
		x.n, x.stride = l.shape()[axis], l.strides()[axis]
	}
	s.index = append(s.index, x)
}

// arrange sets the shape, once the index arrays and the sliced axes are known, of
// which those from number split on come behind the index arrays. It checks all
// indices.
func (s *selection) arrange(l *layout, shape, strides []int, split int) {
	var buf [inlineDims]int
	places := s.broadcast(buf[:0])
	s.pre = l.view(shape[:split], strides[:split])
	s.post = l.view(shape[split:], strides[split:])
	s.shape = append(s.shape, shape[:split]...)
	s.shape = append(s.shape, places...)
	s.shape = append(s.shape, shape[split:]...)
	checkShape(s.op, s.shape, l.item, maxBytes)
	s.places = product(places)
	var order *layout
	for k := range s.index {
		x := &s.index[k]
		at := x.at.layout()
		if s.places > 0 || at.ndim == 0 { // as in NumPy, an array that is broadcast away is not looked at
			checkIndices(s.op, unsafe.Slice(x.at.p, at.size), x.axis, x.n)
		}
		if slices.Equal(at.shape(), places) {
			continue
		}
		if order == nil {
			order = newLayout[int](s.op, places)
		}
		x.axes = merge(appendAxes(nil, order, at))
	}
}

// broadcast appends the shape of the index arrays to buf.
func (s *selection) broadcast(buf []int) []int {
	for _, x := range s.index {
		buf = append(buf, make([]int, max(0, x.at.NDim()-len(buf)))...)
	}
	for i := range buf {
		buf[i] = 1
	}
	for _, x := range s.index {
		shape := x.at.layout().shape()
		for i, n := range shape {
			at := &buf[len(buf)-len(shape)+i]
			switch {
			case *at == 1:
				*at = n
			case n != 1 && n != *at:
				s.failBroadcast()
			}
		}
	}
	return buf
}

func (s *selection) failBroadcast() {
	var shapes strings.Builder
	for _, x := range s.index {
		if x.at.NDim() > 0 {
			shapes.WriteString(" " + shapeString(x.at.layout().shape()))
		}
	}
	fail(s.op, ErrIndex, "shape mismatch: indexing arrays could not be broadcast together with shapes%s", shapes.String())
}

// offsets sets off to the distance in bytes from base of the places from number
// lo on.
func (s *selection) offsets(off []int, lo int) {
	for j := range off {
		off[j] = s.base
	}
	for k := range s.index {
		x := &s.index[k]
		if x.axes == nil {
			for j, i := range unsafe.Slice(x.at.p, s.places)[lo : lo+len(off)] {
				off[j] += fromEnd(i, x.n) * x.stride
			}
		} else {
			x.add(off, lo)
		}
	}
}

// add adds the distances along one axis to off.
func (x *indexer) add(off []int, lo int) {
	var buf [inlineDims]axis
	axes := append(buf[:0], x.axes...)
	c, j := start(axes, lo, lo+len(off)), 0
	for ; c.n > 0; c.next() {
		for k := range c.n {
			i := *x.at.at(c.off[1] + k*axes[0].stride[1])
			off[j] += fromEnd(i, x.n) * x.stride
			j++
		}
	}
}

// inOrder returns a, or a copy of it, whose elements are in C order.
func inOrder[T any](a Array[T]) Array[T] {
	if a.layout().is(contiguous) {
		return a
	}
	return a.Copy()
}

// elemsOf returns the elements in C order, in the memory of a where they lie so
// there: they are for reading.
func elemsOf[T any](a Array[T]) []T {
	a = inOrder(a)
	return unsafe.Slice(a.p, a.layout().size)
}
