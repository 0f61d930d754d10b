package dyn

import (
	"slices"

	"github.com/lanewise/lanewise/ndarray"
)

// CanCast reports whether every value of type from has one of type to, by NumPy's
// rule for safe casts: 64-bit integers count as safe in float64.
func CanCast(from, to DType) bool {
	p, ok := promote(from.valid("CanCast"), to.valid("CanCast"))
	return ok && p == to
}

// Promote returns the smallest type that both can be cast to safely, the element
// type of Add(a, b): float64 for int64 and uint64. It panics with ErrDType for
// strings and numbers, which have none.
func Promote(a, b DType) DType { return mustPromote("Promote", a.valid("Promote"), b.valid("Promote")) }

func mustPromote(op string, a, b DType) DType {
	p, ok := promote(a, b)
	if !ok {
		fail(op, ndarray.ErrDType, "no common type for %s and %s", a, b)
	}
	return p
}

func promote(a, b DType) (DType, bool) {
	if a > b {
		a, b = b, a // kinds are in order: Bool, integers, floats, complex, String
	}
	switch {
	case a == b || a == Bool && b != String:
		return b, true
	case b == String:
		return Invalid, false
	case b.kind()&Integral != 0:
		return promoteIntegers(a, b), true
	}
	need := a.parts() // the real type that holds a
	if need < b.parts() {
		need = b.parts()
	}
	if b.kind() == ComplexFloating {
		return need + (Complex64 - Float32), true
	}
	return need, true
}

// parts returns the real floating-point type that d promotes to, or whose pairs d
// is made of.
func (d DType) parts() DType {
	switch d.kind() {
	case RealFloating:
		return d
	case ComplexFloating:
		return d - (Complex64 - Float32)
	}
	if d.size() <= 2 {
		return Float32
	}
	return Float64
}

// promoteIntegers expects a < b: b is of the same size or larger.
func promoteIntegers(a, b DType) DType {
	switch {
	case a.kind() == b.kind() || b.kind() == SignedInteger && b.size() > a.size():
		return b
	case b == Uint64:
		return Float64
	}
	return b + 1 // from an unsigned integer to the next signed one
}

// ResultType returns the element type that an operation on the given things works
// in: the promotion of their types. They are what operations take (arrays,
// numbers; see the package documentation) and DTypes. Weak numbers count by their
// kind only, not their value: int8 and 1 make int8, int8 and 1.5 float64, float32
// and 1.5 float32. It panics with ErrDType if there is no common type, or
// nothing is given.
func ResultType(things ...any) DType {
	const op = "ResultType"
	if len(things) == 0 {
		fail(op, ndarray.ErrValue, "at least one array or dtype is required")
	}
	var strong, weak []DType
	for _, x := range things {
		d, isDType := x.(DType)
		var o operand
		if isDType {
			o.dtype = d.valid(op)
		} else {
			o = operandOf(op, x)
		}
		if o.weak {
			weak = append(weak, o.dtype)
		} else {
			strong = append(strong, o.dtype)
		}
	}
	return withWeak(op, joinTypes(op, strong), joinTypes(op, weak))
}

// joinTypes returns the type that all promote to, Invalid for none. The largest come
// first: float32 takes int16 and uint16 each, while those two would make int32.
func joinTypes(op string, types []DType) DType {
	slices.Sort(types)
	joined := Invalid
	for _, d := range slices.Backward(types) {
		if joined == Invalid {
			joined = d
		} else {
			joined = mustPromote(op, joined, d)
		}
	}
	return joined
}

// withWeak returns the type for an array of type strong and a weak number of type
// weak; either may be missing.
func withWeak(op string, strong, weak DType) DType {
	switch {
	case strong == Invalid:
		return weak
	case weak == Invalid:
		return strong
	case strong == String || weak == String:
		return mustPromote(op, strong, weak)
	case weak == Int64 && strong == Bool, weak == Float64 && strong < Float32:
		return weak
	case weak == Complex128 && strong < Complex64:
		if strong == Float32 {
			return Complex64
		}
		return Complex128
	}
	return strong
}
