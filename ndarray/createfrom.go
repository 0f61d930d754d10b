package ndarray

import (
	"iter"
	"math/bits"
	"reflect"
	"slices"
	"unsafe"
)

// FromFunc returns a new array of the given shape whose elements are f of their
// indices; f must not keep the slice it gets. It is called in C order.
func FromFunc[T any](f func(ix []int) T, shape ...int) Array[T] {
	a := zeros[T]("FromFunc", shape)
	s := unsafe.Slice(a.p, a.lay.size)
	ix := make([]int, len(shape))
	for i := range s {
		s[i] = f(ix)
		increment(ix, shape)
	}
	return a
}

// increment makes ix the next index of a shape in C order.
func increment(ix, shape []int) {
	for d := len(ix) - 1; d >= 0; d-- {
		if ix[d]++; ix[d] < shape[d] {
			return
		}
		ix[d] = 0
	}
}

// FromIter returns a new array of one axis with the values of seq.
func FromIter[T any](seq iter.Seq[T]) Array[T] { return FromSlice(slices.Collect(seq)) }

// FromStrided returns an array whose element [i,j,...] is the one of s that lies
// i*strides[0] + j*strides[1] + ... bytes after s[offset]: writing to one changes the
// other. Strides are as in [Array.Strides], multiples of the size of an element,
// and may be negative or 0. If elements share memory the array is read-only. (It is
// read-only, too, if they interleave in a way that is not seen to be apart: no axis
// reaches beyond the stride of the next larger one.)
//
// It panics with ErrShape if shape and strides differ in length, a stride is no
// multiple, or an element lies outside s.
func FromStrided[T any](s []T, offset int, shape, strides []int) Array[T] {
	const op = "FromStrided"
	item := int(unsafe.Sizeof(*new(T)))
	if len(shape) != len(strides) {
		fail(op, ErrShape, "%d strides for shape %s", len(strides), shapeString(shape))
	}
	size := checkShape(op, shape, item, maxBytes)
	l := allocLayout(kindOf[T](), item, len(shape))
	copy(l.shape(), shape)
	copy(l.strides(), strides)
	l.finish(0)
	if size == 0 {
		return Array[T]{unsafe.SliceData(s), l}
	}
	checkWithin(op, offset, len(s), item, shape, strides)
	if shares(l) {
		l.flags |= readOnly
	}
	return Array[T]{&s[offset], l}
}

// checkWithin panics unless all elements of a shape that is not empty lie within n
// elements of memory.
func checkWithin(op string, offset, n, item int, shape, strides []int) {
	if uint(offset) >= uint(n) {
		fail(op, ErrShape, "the first element is number %d of %d", offset, n)
	}
	before, after := offset, n-1-offset // elements that are left on each side
	for d, m := range shape {
		stride := strides[d]
		if item > 0 && stride%item != 0 {
			fail(op, ErrShape, "stride %d is no multiple of the %d bytes of an element", stride, item)
		}
		if m == 1 || item == 0 {
			continue
		}
		room := &after
		if stride < 0 {
			room = &before
		}
		hi, lo := bits.Mul(uint(m-1), uint(abs(stride/item)))
		if hi != 0 || lo > uint(*room) {
			fail(op, ErrShape, "shape %s with strides %s from element %d leaves the %d elements",
				shapeString(shape), shapeString(strides), offset, n)
		}
		*room -= int(lo)
	}
}

// shares reports whether different indices of a layout may lead to the same memory.
func shares(l *layout) bool {
	axes := ordered(appendAxes(nil, l, nil, nil))
	reach := l.item
	for _, a := range axes {
		if a.n > 1 && abs(a.stride[0]) < reach {
			return true
		}
		reach += (a.n - 1) * abs(a.stride[0])
	}
	return false
}

// Nested returns a new array of the elements of nested slices or arrays, such as
// [][]float64: the depth of the nesting is the number of axes. What is in interfaces
// ([]any) is taken as what it is. The elements are of type T, and all slices at a
// depth have the same length; otherwise the error, an *[Error], says where not. It
// is the way from data of other packages; [FromSlice] wraps a flat slice without a
// copy.
//
//	a, err := ndarray.Nested[float64]([][]float64{{1, 2}, {3, 4}})
func Nested[T any](v any) (Array[T], error) {
	n := nest{leaf: reflect.TypeFor[T]()}
	at := reflect.ValueOf(v)
	n.measure(at)
	return Try(func() Array[T] {
		checkShape("Nested", n.shape, int(n.leaf.Size()), maxBytes)
		var elems []T
		n.walk(at, nil, func(leaf reflect.Value) { elems = append(elems, leaf.Interface().(T)) }, func(row reflect.Value) bool {
			s, ok := row.Interface().([]T)
			elems = append(elems, s...)
			return ok
		})
		return FromSlice(elems, n.shape...)
	})
}

// nest is the shape of nested slices.
type nest struct {
	leaf  reflect.Type
	shape []int
}

// inside returns what is in an interface.
func inside(v reflect.Value) reflect.Value {
	for v.Kind() == reflect.Interface && !v.IsNil() {
		v = v.Elem()
	}
	return v
}

// measure finds the shape along the first elements; below a slice without any, the
// types tell how deep it would go.
func (n *nest) measure(v reflect.Value) {
	for v = inside(v); n.isList(v); v = inside(v.Index(0)) {
		n.shape = append(n.shape, v.Len())
		if v.Len() == 0 {
			for t := v.Type().Elem(); t != n.leaf && (t.Kind() == reflect.Slice || t.Kind() == reflect.Array); t = t.Elem() {
				n.shape = append(n.shape, 0)
			}
			return
		}
	}
}

func (n *nest) isList(v reflect.Value) bool {
	return v.IsValid() && v.Type() != n.leaf && (v.Kind() == reflect.Slice || v.Kind() == reflect.Array)
}

// walk calls visit for all elements in C order, or visitRow for a whole row of them
// if it takes it. It panics if v has another shape.
func (n *nest) walk(v reflect.Value, ix []int, visit func(reflect.Value), visitRow func(reflect.Value) bool) {
	const op = "Nested"
	v = inside(v)
	if len(ix) == len(n.shape) {
		switch {
		case v.IsValid() && v.Type() == n.leaf:
			visit(v)
		case n.isList(v):
			fail(op, ErrShape, "ragged: element %s is a list, elsewhere it is a number", shapeString(ix))
		case !v.IsValid():
			fail(op, ErrDType, "element %s is nil, not %s", shapeString(ix), n.leaf)
		default:
			fail(op, ErrDType, "element %s is of type %s, not %s", shapeString(ix), v.Type(), n.leaf)
		}
		return
	}
	if !n.isList(v) {
		fail(op, ErrShape, "ragged: element %s is no list, elsewhere it is one", shapeString(ix))
	}
	if want := n.shape[len(ix)]; v.Len() != want {
		fail(op, ErrShape, "ragged: element %s has %d elements, not %d", shapeString(ix), v.Len(), want)
	}
	if len(ix) == len(n.shape)-1 && visitRow(v) {
		return
	}
	for i := range v.Len() {
		n.walk(v.Index(i), append(ix, i), visit, visitRow)
	}
}
