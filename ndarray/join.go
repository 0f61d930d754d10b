package ndarray

import (
	"slices"
	"unsafe"
)

// Concat returns a new array of the arrays joined along an existing axis, in which
// alone their shapes may differ. It panics with ErrShape if there are none, they
// have no axes or their shapes don't fit, and with ErrAxis if the axis is out of
// range.
func Concat[T any](axis int, arrays ...Array[T]) Array[T] {
	const op = "Concat"
	if n := vectorsLen(arrays); 0 < n && n < parallelMin && (axis == 0 || axis == -1) {
		return joinVectors(unset[T](op, []int{n}), arrays)
	}
	axis, shape := joinedShape(op, axis, arrays)
	return joinTo(unset[T](op, shape), axis, arrays)
}

// vectorsLen returns the sum of lengths of contiguous arrays of one axis, or 0 if
// one of them is not such.
func vectorsLen[T any](arrays []Array[T]) (n int) {
	for _, a := range arrays {
		l := a.layout()
		if l.ndim != 1 || !l.is(contiguous) {
			return 0
		}
		n += l.size
	}
	return n
}

// joinVectors is joinTo for these.
func joinVectors[T any](out Array[T], arrays []Array[T]) Array[T] {
	rest := unsafe.Slice(out.p, out.lay.size)
	for _, a := range arrays {
		rest = rest[copy(rest, unsafe.Slice(a.p, a.layout().size)):]
	}
	return out
}

// ConcatTo stores [Concat] of the arrays in out and returns out. out may overlap
// them. It panics with ErrShape unless out has the shape of the result.
func ConcatTo[T any](out Array[T], axis int, arrays ...Array[T]) Array[T] {
	const op = "Concat"
	axis, shape := joinedShape(op, axis, arrays)
	checkOutput(op, out, shape)
	return joinTo(out, axis, apartAll(out, arrays))
}

// ConcatFlat returns a new array with one axis of the elements of all arrays, each
// in C order.
func ConcatFlat[T any](arrays ...Array[T]) Array[T] {
	return joinAs("ConcatFlat", nil, 0, arrays, Array[T].Ravel)
}

// ConcatFlatTo stores [ConcatFlat] in out, of the same shape as the result, and returns out, which
// may overlap the others.
func ConcatFlatTo[T any](out Array[T], arrays ...Array[T]) Array[T] {
	return joinAs("ConcatFlat", &out, 0, arrays, Array[T].Ravel)
}

// joinedShape returns the axis, not negative, and the shape of arrays joined along it.
func joinedShape[T any](op string, axis int, arrays []Array[T]) (int, []int) {
	if len(arrays) == 0 {
		fail(op, ErrShape, "need at least one array")
	}
	first := arrays[0].layout().shape()
	if len(first) == 0 {
		fail(op, ErrShape, "arrays without axes can't be joined along one")
	}
	axis = wrapAxis(op, axis, len(first))
	shape := slices.Clone(first)
	for i, a := range arrays[1:] {
		s := a.layout().shape()
		if len(s) != len(first) || !slices.Equal(s[:axis], first[:axis]) || !slices.Equal(s[axis+1:], first[axis+1:]) {
			fail(op, ErrShape, "arrays 0 and %d of shapes %s %s differ in other axes than %d", i+1, shapeString(first), shapeString(s), axis)
		}
		shape[axis] += s[axis]
	}
	return axis, shape
}

// joinTo stores the arrays one after the other along an axis of out.
func joinTo[T any](out Array[T], axis int, arrays []Array[T]) Array[T] {
	step, off := out.layout().strides()[axis], 0
	for _, a := range arrays {
		copyBlock(out, off, a, -1)
		off += a.layout().shape()[axis] * step
	}
	return out
}

// apartAll is apart for several inputs.
func apartAll[T any](out Array[T], in []Array[T]) []Array[T] {
	if !slices.ContainsFunc(in, func(a Array[T]) bool { return overlap(out, a) }) {
		return in
	}
	others := make([]Array[T], len(in))
	for i, a := range in {
		others[i] = apart(out, a)
	}
	return others
}

// Stack returns a new array of the arrays, which have the same shape, side by side
// along a new axis: array i is the part with index i of that axis. A negative axis
// counts from the end of the result's. It panics with ErrShape if there are none or
// their shapes differ, and with ErrAxis if the axis is out of range.
func Stack[T any](axis int, arrays ...Array[T]) Array[T] {
	const op = "Stack"
	axis, shape := stackedShape(op, axis, arrays)
	return stackTo(unset[T](op, shape), axis, arrays)
}

// StackTo stores [Stack] of the arrays in out, as [ConcatTo] does.
func StackTo[T any](out Array[T], axis int, arrays ...Array[T]) Array[T] {
	const op = "Stack"
	axis, shape := stackedShape(op, axis, arrays)
	checkOutput(op, out, shape)
	return stackTo(out, axis, apartAll(out, arrays))
}

func stackedShape[T any](op string, axis int, arrays []Array[T]) (int, []int) {
	if len(arrays) == 0 {
		fail(op, ErrShape, "need at least one array")
	}
	first := arrays[0].layout().shape()
	if len(first) == maxDims {
		fail(op, ErrShape, "%d dimensions, at most %d are supported", maxDims+1, maxDims)
	}
	axis = wrapAxis(op, axis, len(first)+1)
	for i, a := range arrays {
		if s := a.layout().shape(); !slices.Equal(s, first) {
			fail(op, ErrShape, "arrays 0 and %d differ in shape: %s %s", i, shapeString(first), shapeString(s))
		}
	}
	shape := make([]int, 0, len(first)+1)
	shape = append(append(append(shape, first[:axis]...), len(arrays)), first[axis:]...)
	return axis, shape
}

func stackTo[T any](out Array[T], axis int, arrays []Array[T]) Array[T] {
	step := out.layout().strides()[axis]
	for i, a := range arrays {
		copyBlock(out, i*step, a, axis)
	}
	return out
}

// VStack returns a new array of the arrays joined along the first axis, rows under
// rows; one of shape (n,) is a row, (1,n).
func VStack[T any](arrays ...Array[T]) Array[T] { return verticalJoin(nil, arrays) }

// VStackTo stores [VStack] in out, of the same shape as the result, and returns out, which
// may overlap the others.
func VStackTo[T any](out Array[T], arrays ...Array[T]) Array[T] { return verticalJoin(&out, arrays) }

func verticalJoin[T any](out *Array[T], arrays []Array[T]) Array[T] {
	return joinAs("VStack", out, 0, arrays, Array[T].AtLeast2D)
}

// HStack returns a new array of the arrays joined along the second axis, columns
// beside columns, or if they have one axis, along that.
func HStack[T any](arrays ...Array[T]) Array[T] { return horizontalJoin(nil, arrays) }

// HStackTo stores [HStack] in out, of the same shape as the result, and returns out, which
// may overlap the others.
func HStackTo[T any](out Array[T], arrays ...Array[T]) Array[T] { return horizontalJoin(&out, arrays) }

func horizontalJoin[T any](out *Array[T], arrays []Array[T]) Array[T] {
	axis := 1
	if len(arrays) > 0 && arrays[0].NDim() < 2 {
		axis = 0
	}
	return joinAs("HStack", out, axis, arrays, Array[T].AtLeast1D)
}

// DStack returns a new array of the arrays joined along the third axis; those of
// shape (n,) and (n,m) are taken as (1,n,1) and (n,m,1).
func DStack[T any](arrays ...Array[T]) Array[T] {
	return joinAs("DStack", nil, 2, arrays, Array[T].AtLeast3D)
}

// DStackTo stores [DStack] in out, of the same shape as the result, and returns out, which
// may overlap the others.
func DStackTo[T any](out Array[T], arrays ...Array[T]) Array[T] {
	return joinAs("DStack", &out, 2, arrays, Array[T].AtLeast3D)
}

// ColumnStack returns a new matrix of the arrays side by side; one of shape (n,) is
// a column, (n,1).
func ColumnStack[T any](arrays ...Array[T]) Array[T] {
	return joinAs("ColumnStack", nil, 1, arrays, columnOf[T])
}

// ColumnStackTo stores [ColumnStack] in out, of the same shape as the result, and returns out, which
// may overlap the others.
func ColumnStackTo[T any](out Array[T], arrays ...Array[T]) Array[T] {
	return joinAs("ColumnStack", &out, 1, arrays, columnOf[T])
}

// columnOf returns a vector as a column.
func columnOf[T any](a Array[T]) Array[T] {
	if a.NDim() < 2 {
		return a.AtLeast2D().T()
	}
	return a
}

// joinAs joins the arrays along an axis after a change of shape.
func joinAs[T any](op string, out *Array[T], axis int, arrays []Array[T], shaped func(Array[T]) Array[T]) Array[T] {
	views := make([]Array[T], len(arrays))
	for i, a := range arrays {
		views[i] = shaped(a)
	}
	axis, shape := joinedShape(op, axis, views)
	joined := output(op, out, shape)
	for i, a := range views {
		views[i] = beside(out, a)
	}
	return joinTo(joined, axis, views)
}

// Append returns a new array of the elements of a followed along an axis by those of
// b, which is [Concat] of two.
func Append[T any](a, b Array[T], axis int) Array[T] { return a.Append(b, axis) }

// Append is the function [Append] as a method.
func (a Array[T]) Append(b Array[T], axis int) Array[T] {
	pair := [2]Array[T]{a, b}
	axis, shape := joinedShape("Append", axis, pair[:])
	return joinTo(unset[T]("Append", shape), axis, pair[:])
}

// AppendTo stores [Append] in out, of the same shape as the result, and returns out, which
// may overlap the others.
func AppendTo[T any](out, a, b Array[T], axis int) Array[T] {
	return ConcatTo(out, axis, a, b)
}
