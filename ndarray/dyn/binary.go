package dyn

import "github.com/lanewise/lanewise/ndarray"

// Add returns x+y, which wraps for integers; of bools it is [Or].
func Add(x, y any) Array {
	a, b := two("Add", everyType, x, y)
	return Array{a.(interface{ add(holder) holder }).add(b)}
}

func (x box[T]) add(y holder) holder {
	if a, ok := any(x.a).(ndarray.Array[bool]); ok {
		return boxed(a.Or(must[bool](y)))
	}
	return boxed(x.a.Add(must[T](y)))
}

// Sub returns x-y, which wraps for integers. It is not defined for two bools.
func Sub(x, y any) Array {
	a, b := twoNumbers("Sub", numbers, x, y)
	return Array{a.(interface{ sub(holder) holder }).sub(b)}
}

func (x box[T]) sub(y holder) holder { return boxed(x.a.Sub(must[T](y))) }

// Mul returns x*y, which wraps for integers; of bools it is [And].
func Mul(x, y any) Array {
	a, b := two("Mul", everyType, x, y)
	return Array{a.(interface{ mul(holder) holder }).mul(b)}
}

func (x box[T]) mul(y holder) holder {
	if a, ok := any(x.a).(ndarray.Array[bool]); ok {
		return boxed(a.And(must[bool](y)))
	}
	return boxed(x.a.Mul(must[T](y)))
}

// twoNumbers is two for operands of which one at least is no bool.
func twoNumbers(op string, s typeSet, x, y any) (a, b holder) {
	p, q := operandOf(op, x), operandOf(op, y)
	if p.dtype == Bool && q.dtype == Bool {
		fail(op, ndarray.ErrDType, "not defined for bool; use Xor or LogicalXor instead")
	}
	return two(op, s, x, y)
}

// Div returns the quotient x/y, of integers and bools in float64: 1/0 is +Inf.
func Div(x, y any) Array {
	a, b := quotient("Div", x, y)
	return Array{a.(interface{ div(holder) holder }).div(b)}
}

func (x box[T]) div(y holder) holder { return boxed(x.a.Div(must[T](y))) }

func quotient(op string, x, y any) (a, b holder) {
	p, q := operandOf(op, x), operandOf(op, y)
	d := common(op, p, q)
	if !inexact.has(d) {
		d = everyType.first(op, d, Float64)
	}
	return p.as(op, d), q.as(op, d)
}

// FloorDiv returns the quotient rounded down; of integers it is 0 where y is 0. Bools
// become int8.
func FloorDiv(x, y any) Array {
	a, b := two("FloorDiv", integers|floats, x, y)
	return Array{a.(interface{ floorDiv(holder) holder }).floorDiv(b)}
}

func (x box[T]) floorDiv(y holder) holder { return boxed(x.a.FloorDiv(must[T](y))) }

// Mod returns x - y*floor(x/y), which has the sign of y; of integers it is 0 where y is
// 0. Bools become int8.
func Mod(x, y any) Array {
	a, b := two("Mod", integers|floats, x, y)
	return Array{a.(interface{ mod(holder) holder }).mod(b)}
}

func (x box[T]) mod(y holder) holder { return boxed(x.a.Mod(must[T](y))) }

// Pow returns x to the power y. Integers wrap; bools become int8. It panics with
// ErrValue if an exponent is a negative integer while x is an integer, too: convert
// one of them to a float.
func Pow(x, y any) Array {
	a, b := two("Pow", numbers, x, y)
	return Array{a.(interface{ pow(holder) holder }).pow(b)}
}

func (x box[T]) pow(y holder) holder {
	b := must[T](y)
	if x.dtype().kind() == SignedInteger && anyTrue(b.Less(ndarray.Zeros[T]())) {
		fail("Pow", ndarray.ErrValue, "integers to negative integer powers are not allowed")
	}
	return boxed(x.a.Pow(b))
}

// Atan2 returns the angle of the point (y, x), where x is the second operand. Operands
// must not be complex.
func Atan2(x, y any) Array {
	a, b := twoEach("Atan2", floats, x, y)
	return Array{a.(interface{ atan2(holder) holder }).atan2(b)}
}

func (x box[T]) atan2(y holder) holder { return boxed(x.a.Atan2(must[T](y))) }

// Hypot returns the square root of x*x + y*y, without needless overflow. Operands
// must not be complex.
func Hypot(x, y any) Array {
	a, b := twoEach("Hypot", floats, x, y)
	return Array{a.(interface{ hypot(holder) holder }).hypot(b)}
}

func (x box[T]) hypot(y holder) holder { return boxed(x.a.Hypot(must[T](y))) }

// Copysign returns |x| with the sign of y. Operands
// must not be complex.
func Copysign(x, y any) Array {
	a, b := twoEach("Copysign", floats, x, y)
	return Array{a.(interface{ copysign(holder) holder }).copysign(b)}
}

func (x box[T]) copysign(y holder) holder { return boxed(x.a.Copysign(must[T](y))) }

// Nextafter returns the number next to x in the direction of y. Operands
// must not be complex.
func Nextafter(x, y any) Array {
	a, b := twoEach("Nextafter", floats, x, y)
	return Array{a.(interface{ nextafter(holder) holder }).nextafter(b)}
}

func (x box[T]) nextafter(y holder) holder { return boxed(x.a.Nextafter(must[T](y))) }

// Logaddexp returns log(exp(x) + exp(y)), without needless overflow. Operands
// must not be complex.
func Logaddexp(x, y any) Array {
	a, b := twoEach("Logaddexp", floats, x, y)
	return Array{a.(interface{ logaddexp(holder) holder }).logaddexp(b)}
}

func (x box[T]) logaddexp(y holder) holder { return boxed(x.a.Logaddexp(must[T](y))) }

// And returns the bitwise and of integers, of bools the logical one.
func And(x, y any) Array {
	a, b := two("And", bools|integers, x, y)
	return Array{a.(interface{ and(holder) holder }).and(b)}
}

func (x box[T]) and(y holder) holder { return boxed(x.a.And(must[T](y))) }

// Or returns the bitwise or of integers, of bools the logical one.
func Or(x, y any) Array {
	a, b := two("Or", bools|integers, x, y)
	return Array{a.(interface{ or(holder) holder }).or(b)}
}

func (x box[T]) or(y holder) holder { return boxed(x.a.Or(must[T](y))) }

// Xor returns the bitwise exclusive or of integers, of bools the logical one.
func Xor(x, y any) Array {
	a, b := two("Xor", bools|integers, x, y)
	return Array{a.(interface{ xor(holder) holder }).xor(b)}
}

func (x box[T]) xor(y holder) holder { return boxed(x.a.Xor(must[T](y))) }

// Shl returns x shifted left by y bits; all bits are
// shifted out if y is the width of x or more. Bools become int8.
func Shl(x, y any) Array {
	a, b := two("Shl", integers, x, y)
	return Array{a.(interface{ shl(holder) holder }).shl(b)}
}

func (x box[T]) shl(y holder) holder { return boxed(x.a.Shl(must[T](y))) }

// Shr returns x shifted right by y bits, filled with the sign; all bits are
// shifted out if y is the width of x or more. Bools become int8.
func Shr(x, y any) Array {
	a, b := two("Shr", integers, x, y)
	return Array{a.(interface{ shr(holder) holder }).shr(b)}
}

func (x box[T]) shr(y holder) holder { return boxed(x.a.Shr(must[T](y))) }

// LogicalAnd reports whether both elements are not zero.
func LogicalAnd(x, y any) Array { return And(truth("LogicalAnd", x), truth("LogicalAnd", y)) }

// LogicalOr reports whether one element at least is not zero.
func LogicalOr(x, y any) Array { return Or(truth("LogicalOr", x), truth("LogicalOr", y)) }

// LogicalXor reports whether just one of the elements is not zero.
func LogicalXor(x, y any) Array { return Xor(truth("LogicalXor", x), truth("LogicalXor", y)) }

func truth(op string, x any) Array { return Array{notZero(one(op, everyType, x))} }

// Minimum returns the smaller element, NaN if one is NaN. Complex numbers are ordered by
// their real parts, then by their imaginary ones; of bools it is [And].
func Minimum(x, y any) Array {
	a, b := two("Minimum", everyType, x, y)
	return Array{a.(interface{ minimum(holder) holder }).minimum(b)}
}

func (x box[T]) minimum(y holder) holder {
	switch a := any(x.a).(type) {
	case ndarray.Array[bool]:
		return boxed(a.And(must[bool](y)))
	case ndarray.Array[complex64], ndarray.Array[complex128]:
		return complexZip("Minimum", x, y, func(v, w complex128) complex128 { return pick(v, w, lessEqualComplex(v, w)) })
	}
	return boxed(x.a.Minimum(must[T](y)))
}

// Maximum returns the larger element, NaN if one is NaN. Complex numbers are ordered by
// their real parts, then by their imaginary ones; of bools it is [Or].
func Maximum(x, y any) Array {
	a, b := two("Maximum", everyType, x, y)
	return Array{a.(interface{ maximum(holder) holder }).maximum(b)}
}

func (x box[T]) maximum(y holder) holder {
	switch a := any(x.a).(type) {
	case ndarray.Array[bool]:
		return boxed(a.Or(must[bool](y)))
	case ndarray.Array[complex64], ndarray.Array[complex128]:
		return complexZip("Maximum", x, y, func(v, w complex128) complex128 { return pick(v, w, greaterEqualComplex(v, w)) })
	}
	return boxed(x.a.Maximum(must[T](y)))
}

// Clip returns the elements moved into the range from lo to hi; either may be nil, for
// no bound. It is Minimum(Maximum(x, lo), hi), in the type that all operands promote
// to.
func Clip(x, lo, hi any) Array {
	d := []any{x}
	for _, bound := range []any{lo, hi} {
		if bound != nil {
			d = append(d, bound)
		}
	}
	out := Array{operandOf("Clip", x).as("Clip", ResultType(d...))}
	if lo != nil {
		out = Maximum(out, lo)
	}
	if hi != nil {
		out = Minimum(out, hi)
	}
	if lo == nil && hi == nil {
		return out.Copy()
	}
	return out
}
