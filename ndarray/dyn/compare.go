package dyn

import "github.com/lanewise/lanewise/ndarray"

// Comparisons are exact: signed integers and uint64 are not rounded to float64, and
// a weak integer beyond the range of an integer type is less or greater than all of
// its elements. Complex numbers are ordered by their real parts, then by their
// imaginary ones. Strings are compared byte by byte.

// Equal reports for each pair of elements whether they are equal; NaN equals
// nothing.
func Equal(x, y any) Array {
	return compare("Equal", x, y, comparer.equal, func(sign int) bool { return sign == 0 })
}

// NotEqual reports for each pair of elements whether they differ.
func NotEqual(x, y any) Array {
	return compare("NotEqual", x, y, notEqual, func(sign int) bool { return sign != 0 })
}

func notEqual(x comparer, y holder) holder { return Not(Array{x.equal(y)}).h }

// Less reports for each pair of elements whether x < y.
func Less(x, y any) Array {
	return compare("Less", x, y, comparer.less, func(sign int) bool { return sign < 0 })
}

// LessEqual reports for each pair of elements whether x <= y.
func LessEqual(x, y any) Array {
	return compare("LessEqual", x, y, comparer.lessEqual, func(sign int) bool { return sign <= 0 })
}

// Greater reports for each pair of elements whether x > y.
func Greater(x, y any) Array {
	return compare("Greater", x, y, greater, func(sign int) bool { return sign > 0 })
}

func greater(x comparer, y holder) holder { return y.(comparer).less(x) }

// GreaterEqual reports for each pair of elements whether x >= y.
func GreaterEqual(x, y any) Array {
	return compare("GreaterEqual", x, y, greaterEqual, func(sign int) bool { return sign >= 0 })
}

func greaterEqual(x comparer, y holder) holder { return y.(comparer).lessEqual(x) }

// comparer is the part of holders that relations need.
type comparer interface {
	holder
	equal(y holder) holder
	less(y holder) holder
	lessEqual(y holder) holder
}

// compare returns rel of the operands, where exact says whether it holds for a
// difference of the given sign.
func compare(op string, x, y any, rel func(comparer, holder) holder, exact func(sign int) bool) Array {
	p, q := operandOf(op, x), operandOf(op, y)
	broadcastShape(op, p.h.shape(), q.h.shape()) // a relation may be the mirror image of another one, of which misuse must not speak
	if p.dtype == String && q.dtype == String {
		return Array{rel(p.h.(comparer), q.h)}
	}
	switch d := everyType.first(op, common(op, p, q)); {
	case d == Float64 && integers.has(p.dtype) && integers.has(q.dtype):
		return mixed(op, p, q, rel, exact)
	case q.weak && integers.has(d) && !q.fits(d):
		return Full(Bool, exact(-weakSign(q)), p.h.shape()...)
	case p.weak && integers.has(d) && !p.fits(d):
		return Full(Bool, exact(weakSign(p)), q.h.shape()...)
	default:
		return Array{rel(p.as(op, d).(comparer), q.as(op, d))}
	}
}

// weakSign returns the sign of a weak integer, which is not zero.
func weakSign(o operand) int {
	if o.h.item().(int64) < 0 {
		return -1
	}
	return 1
}

// mixed compares signed integers with uint64.
func mixed(op string, p, q operand, rel func(comparer, holder) holder, exact func(sign int) bool) Array {
	wide := rel(as(op, p.h, Uint64).(comparer), as(op, q.h, Uint64))
	sign, signed := -1, p.h
	if p.dtype == Uint64 {
		sign, signed = 1, q.h
	}
	negative := Less(Array{signed}, 0)
	// Where the signed integer is negative, the relation depends on nothing else.
	if exact(sign) {
		return Or(Array{wide}, negative)
	}
	return And(Array{wide}, Not(negative))
}

func (x box[T]) equal(y holder) holder { return boxed(ndarray.Equal(x.a, must[T](y))) }

func (x box[T]) less(y holder) holder {
	switch a := any(x.a).(type) {
	case ndarray.Array[bool]:
		return boxed(a.Not().And(must[bool](y)))
	case ndarray.Array[complex64], ndarray.Array[complex128]:
		return complexTest("Less", x, y, lessComplex)
	}
	return boxed(x.a.Less(must[T](y)))
}

func (x box[T]) lessEqual(y holder) holder {
	switch a := any(x.a).(type) {
	case ndarray.Array[bool]:
		return boxed(a.Not().Or(must[bool](y)))
	case ndarray.Array[complex64], ndarray.Array[complex128]:
		return complexTest("LessEqual", x, y, lessEqualComplex)
	}
	return boxed(x.a.LessEqual(must[T](y)))
}

func (x text) equal(y holder) holder {
	return boxed(apply2("Equal", x.a, must[string](y), func(v, w string) bool { return v == w }))
}

func (x text) less(y holder) holder {
	return boxed(apply2("Less", x.a, must[string](y), func(v, w string) bool { return v < w }))
}

func (x text) lessEqual(y holder) holder {
	return boxed(apply2("LessEqual", x.a, must[string](y), func(v, w string) bool { return v <= w }))
}
