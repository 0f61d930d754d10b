package ndarray

import (
	"iter"
	"reflect"
	"slices"
	"unsafe"
)

// FromFunc returns a new array of the given shape whose elements are f of their
// indices; f must not keep the slice it gets. It is called in C order.
func FromFunc[T any](f func(ix []int) T, shape ...int) Array[T] {
	a := unset[T]("FromFunc", shape)
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
		return FromSlice(elems).Reshape(n.shape...)
	})
}

// nest is the shape of nested slices.
type nest struct {
	leaf  reflect.Type
	shape []int
}

// inside returns what is in an interface.
func inside(v reflect.Value) reflect.Value {
	for v.Kind() == reflect.Interface {
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
