package dyn

import (
	"errors"
	"slices"

	"github.com/lanewise/lanewise/ndarray"
)

// typeSet is a set of element types, one bit for each: those that an operation has
// loops for.
type typeSet uint16

const (
	bools     typeSet = 1 << Bool
	integers  typeSet = 1<<Int8 | 1<<Uint8 | 1<<Int16 | 1<<Uint16 | 1<<Int32 | 1<<Uint32 | 1<<Int64 | 1<<Uint64
	floats    typeSet = 1<<Float32 | 1<<Float64
	complexes typeSet = 1<<Complex64 | 1<<Complex128
	inexact           = floats | complexes
	numbers           = integers | inexact
	everyType         = bools | numbers
)

func (s typeSet) has(d DType) bool { return s>>d&1 != 0 }

// first returns the first type of the set, in order of size, that all given ones can
// be cast to safely: the loop that NumPy takes.
func (s typeSet) first(op string, in ...DType) DType {
	for d := Bool; d < dtypes; d++ {
		if s.has(d) && !slices.ContainsFunc(in, func(x DType) bool { return !CanCast(x, d) }) {
			return d
		}
	}
	fail(op, ndarray.ErrDType, "not defined for %s", in)
	return Invalid
}

// one returns the operand of a function of one argument that has loops for the
// types of s.
func one(op string, s typeSet, x any) holder {
	o := operandOf(op, x)
	return o.as(op, s.first(op, o.dtype))
}

// two returns the operands of a function of two arguments, converted to the type
// that they promote to and then to the first of s.
func two(op string, s typeSet, x, y any) (a, b holder) {
	p, q := operandOf(op, x), operandOf(op, y)
	d := s.first(op, common(op, p, q))
	return p.as(op, d), q.as(op, d)
}

// twoEach is two where NumPy looks for the first type of s that each operand can
// be cast to, without promoting them first: int16 and uint16 meet in float32, and
// not in float64 by way of int32.
func twoEach(op string, s typeSet, x, y any) (a, b holder) {
	p, q := operandOf(op, x), operandOf(op, y)
	var d DType
	if p.weak || q.weak {
		d = s.first(op, common(op, p, q))
	} else {
		d = s.first(op, p.dtype, q.dtype)
	}
	return p.as(op, d), q.as(op, d)
}

// common returns the type that two operands promote to.
func common(op string, p, q operand) DType {
	switch {
	case p.weak == q.weak:
		return mustPromote(op, p.dtype, q.dtype)
	case p.weak:
		return withWeak(op, q.dtype, p.dtype)
	}
	return withWeak(op, p.dtype, q.dtype)
}

// apply returns f of each element of a.
func apply[D, T any](a ndarray.Array[T], f func(T) D) ndarray.Array[D] {
	out := make([]D, 0, a.Size())
	for v := range a.Values() {
		out = append(out, f(v))
	}
	return ndarray.FromSlice(out).Reshape(a.Shape()...)
}

// apply2 returns f of each pair of elements of a and b, broadcast against each other.
func apply2[D, T any](op string, a, b ndarray.Array[T], f func(x, y T) D) ndarray.Array[D] {
	shape := broadcastShape(op, a.Shape(), b.Shape())
	a, b = a.BroadcastTo(shape...), b.BroadcastTo(shape...).Copy()
	y, _ := b.Data()
	out := make([]D, 0, len(y))
	for x := range a.Values() {
		out = append(out, f(x, y[len(out)]))
	}
	return ndarray.FromSlice(out).Reshape(shape...)
}

// broadcastShape returns the shape that two shapes broadcast to.
func broadcastShape(op string, a, b []int) []int {
	shape, err := ndarray.Try(func() []int { return ndarray.BroadcastShapes(a, b) })
	if misuse := (*ndarray.Error)(nil); errors.As(err, &misuse) {
		fail(op, misuse.Kind, "%s", misuse.Msg)
	}
	return shape
}
