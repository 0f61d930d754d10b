package ndarray

import (
	"slices"

	"github.com/lanewise/lanewise/kernels"
)

// Extract returns the elements of a, in C order, at whose number cond, in C order
// too, is true. cond may have another shape; if it has fewer elements, the others
// are not taken. It panics with ErrIndex if one is true that a lacks.
func Extract[T any](cond Array[bool], a Array[T]) Array[T] {
	return compressAxis("Extract", elemsOf(cond), inOrder(a).Reshape(a.Size()), 0)
}

// ExtractTo stores [Extract] in out, of the same shape as the result, and returns out, which
// may overlap the others.
func ExtractTo[T any](out Array[T], cond Array[bool], a Array[T]) Array[T] {
	flat := inOrder(a).Reshape(a.Size())
	return loadTo(selectAlong("Extract", flat.layout(), 0, flatNonzero(elemsOf(cond))), out, flat)
}

// Compress returns the parts of a along an axis at whose index cond is true. If
// cond, of one axis, is shorter than that axis, the rest is not taken. It panics
// with ErrShape if cond does not have one axis, with ErrAxis if axis is out of
// range, and with ErrIndex if an element is true that the axis lacks.
func Compress[T any](cond Array[bool], a Array[T], axis int) Array[T] { return a.Compress(cond, axis) }

// Compress is the function [Compress] as a method; see [Array.Add].
func (a Array[T]) Compress(cond Array[bool], axis int) Array[T] {
	const op = "Compress"
	if cond.NDim() != 1 {
		fail(op, ErrShape, "condition must be a 1-d array")
	}
	return compressAxis(op, elemsOf(cond), a, wrapAxis(op, axis, a.NDim()))
}

// CompressTo stores [Compress] in out, of the same shape as the result, and returns out, which
// may overlap the others.
func CompressTo[T any](out Array[T], cond Array[bool], a Array[T], axis int) Array[T] {
	const op = "Compress"
	if cond.NDim() != 1 {
		fail(op, ErrShape, "condition must be a 1-d array")
	}
	return loadTo(selectAlong(op, a.layout(), wrapAxis(op, axis, a.NDim()), flatNonzero(elemsOf(cond))), out, a)
}

func compressAxis[T any](op string, cond []bool, a Array[T], axis int) Array[T] {
	if l := a.layout(); l.ndim == 1 && len(cond) <= l.size {
		out := unset[T](op, []int{kernels.Count(cond)})
		compress(elemsOf(out), elemsOf(a)[:len(cond)], cond)
		return out
	}
	return takeAlong(op, a, flatNonzero(cond), axis)
}

// Place stores the elements of v, in C order, in those of a for which m holds, in
// C order; if there are fewer of v, they are used again from the first on. m has
// as many elements as a. They may overlap. It panics with ErrShape if the sizes
// differ, with ErrValue if v is empty but an element is to be set, and with
// ErrReadOnly if a is read-only.
func Place[T any](a Array[T], m Array[bool], v Array[T]) {
	const op = "Place"
	l := a.layout()
	l.checkWrite(op)
	if m.Size() != l.size {
		fail(op, ErrShape, "place: mask and data must be the same size")
	}
	mask := m.Copy().Reshape(l.shape()...)
	count := kernels.Count(elemsOf(mask))
	if count == 0 {
		return
	}
	if v.Size() == 0 {
		fail(op, ErrValue, "Cannot insert from an empty array!")
	}
	if l.ndim == 0 {
		a.Fill(elemsOf(v)[0])
		return
	}
	a.SetMask(mask, cycled(v, count))
}

// PutMask sets the elements of a for which m holds to those of v with the same
// number in C order; if there are fewer of v, they are repeated, so that element i
// is v[i % v.Size()]. m has as many elements as a. They may overlap. It panics with
// ErrShape if the sizes differ, and with ErrReadOnly if a is read-only. If v is
// empty, nothing is set.
func PutMask[T any](a Array[T], m Array[bool], v Array[T]) {
	const op = "PutMask"
	l := a.layout()
	l.checkWrite(op)
	if m.Size() != l.size {
		fail(op, ErrShape, "putmask: mask and data must be the same size")
	}
	if v.Size() == 0 || l.size == 0 {
		return
	}
	if v.Size() > 1 {
		v = cycled(v, l.size).Reshape(l.shape()...)
	}
	assignWhere(a, m.Reshape(l.shape()...), v)
}

// cycled returns the first n elements of v in C order, of one axis; after the
// last one follows the first again. v has elements.
func cycled[T any](v Array[T], n int) Array[T] {
	from := elemsOf(v)
	if n <= len(from) {
		return FromSlice(from[:n])
	}
	out := zeros[T]("", []int{n})
	to := elemsOf(out)
	for filled := copy(to, from); filled < n; {
		filled += copy(to[filled:], from)
	}
	return out
}

// Select returns for every place the element of the first of choices whose mask in
// conds is true there, and v where none is. All are broadcast together. It panics
// with ErrValue if the numbers of conds and choices differ or are 0, and with
// ErrShape if the shapes do not broadcast.
func Select[T any](conds []Array[bool], choices []Array[T], v T) Array[T] {
	return SelectTo(unset[T]("Select", selectShape(conds, choices)), conds, choices, v)
}

// SelectTo stores [Select] in out, of the same shape as the result, and returns out, which
// may overlap the others.
func SelectTo[T any](out Array[T], conds []Array[bool], choices []Array[T], v T) Array[T] {
	checkShapeOf("Select", out.layout(), selectShape(conds, choices))
	conds, choices = slices.Clone(conds), slices.Clone(choices)
	for i := range conds {
		conds[i], choices[i] = apart(out, conds[i]), apart(out, choices[i])
	}
	out.Fill(v)
	for i, cond := range slices.Backward(conds) {
		assignWhere(out, cond, choices[i])
	}
	return out
}

// selectShape checks the operands of Select and returns the shape of its result.
func selectShape[T any](conds []Array[bool], choices []Array[T]) []int {
	const op = "Select"
	if len(conds) != len(choices) {
		fail(op, ErrValue, "list of cases must be same length as list of conditions")
	}
	if len(conds) == 0 {
		fail(op, ErrValue, "select with an empty condition list is not possible")
	}
	var shape []int
	for i := range conds {
		shape = broadcastShape(op, nil, shape, conds[i].layout().shape())
		shape = broadcastShape(op, nil, shape, choices[i].layout().shape())
	}
	return shape
}

// Choose returns for every place the element of choices[i], where i is the element
// of ix there. All are broadcast together. It panics with ErrValue for an index
// that mode does not allow or if there are no choices, and with ErrShape if the
// shapes do not broadcast.
func Choose[T any](ix Array[int], choices []Array[T], mode IndexMode) Array[T] {
	return ChooseTo(unset[T]("Choose", chooseShape(ix, choices)), ix, choices, mode)
}

// ChooseTo stores [Choose] in out, of the same shape as the result, and returns out, which
// may overlap the others.
func ChooseTo[T any](out Array[T], ix Array[int], choices []Array[T], mode IndexMode) Array[T] {
	const op = "Choose"
	checkShapeOf(op, out.layout(), chooseShape(ix, choices))
	ix = apart(out, mode.apply(ix, len(choices), func(int) { fail(op, ErrValue, "invalid entry in choice array") }))
	choices = slices.Clone(choices)
	for i, c := range choices {
		choices[i] = apart(out, c)
	}
	for i, c := range choices {
		assignWhere(out, ix.EqualScalar(i), c)
	}
	return out
}

// chooseShape checks the operands of Choose and returns the shape of its result.
func chooseShape[T any](ix Array[int], choices []Array[T]) []int {
	const op = "Choose"
	shape := ix.layout().shape()
	for _, c := range choices {
		shape = broadcastShape(op, nil, shape, c.layout().shape())
	}
	checkShape(op, shape, 8, maxBytes)
	if len(choices) == 0 && ix.Size() > 0 {
		fail(op, ErrValue, "choose from no choices")
	}
	return shape
}
