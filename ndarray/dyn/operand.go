package dyn

import (
	"reflect"

	"github.com/lanewise/lanewise/ndarray"
)

// operand is one of the things that a function is applied to.
type operand struct {
	h     holder
	dtype DType
	weak  bool // a number without axes whose type gives way
}

// operandOf returns x as an operand. It panics with ErrDType if it is none.
func operandOf(op string, x any) operand {
	switch v := x.(type) {
	case Array:
		h := v.holder()
		return operand{h: h, dtype: h.dtype()}
	case int:
		return weakOf(int64(v))
	case float64:
		return weakOf(v)
	case complex128:
		return weakOf(v)
	}
	h := strongOf(x)
	if h == nil {
		fail(op, ndarray.ErrDType, "%T is no array, number, bool or string", x)
	}
	return operand{h: h, dtype: h.dtype()}
}

func weakOf[T any](v T) operand {
	h := Scalar(v).h
	return operand{h, h.dtype(), true}
}

// strongOf returns what has a type of its own, or nil.
func strongOf(x any) holder {
	switch v := x.(type) {
	case bool:
		return Scalar(v).h
	case string:
		return Scalar(v).h
	case ndarray.Array[bool]:
		return hold(v)
	case ndarray.Array[string]:
		return hold(v)
	case ndarray.Array[float64]:
		return hold(v)
	case ndarray.Array[float32]:
		return hold(v)
	case ndarray.Array[complex128]:
		return hold(v)
	case ndarray.Array[complex64]:
		return hold(v)
	}
	if h := integersOf(x); h != nil {
		return h
	}
	return numberOf(reflect.ValueOf(x))
}

func integersOf(x any) holder {
	switch v := x.(type) {
	case ndarray.Array[int]:
		return hold(v)
	case ndarray.Array[int64]:
		return hold(v)
	case ndarray.Array[int32]:
		return hold(v)
	case ndarray.Array[int16]:
		return hold(v)
	case ndarray.Array[int8]:
		return hold(v)
	case ndarray.Array[uint]:
		return hold(v)
	case ndarray.Array[uint64]:
		return hold(v)
	case ndarray.Array[uint32]:
		return hold(v)
	case ndarray.Array[uint16]:
		return hold(v)
	case ndarray.Array[uint8]:
		return hold(v)
	}
	return nil
}

// numberOf returns a number of any Go type, named ones included, or nil.
func numberOf(v reflect.Value) holder {
	if !v.IsValid() {
		return nil
	}
	d := dtypeOf(v.Kind())
	if d == Invalid {
		return nil
	}
	var wide holder
	switch {
	case v.CanInt():
		wide = Scalar(v.Int()).h
	case v.CanUint():
		wide = Scalar(v.Uint()).h
	case v.CanFloat():
		wide = Scalar(v.Float()).h
	case v.CanComplex():
		wide = Scalar(v.Complex()).h
	case d == Bool:
		return Scalar(v.Bool()).h
	default:
		return Scalar(v.String()).h
	}
	return as("", wide, d)
}

// as returns the elements as type d. It panics with ErrOverflow if the operand is a
// weak integer beyond its range.
func (o operand) as(op string, d DType) holder {
	if o.weak && d.kind()&Integral != 0 && !o.fits(d) {
		fail(op, ndarray.ErrOverflow, "integer %v out of bounds for %s", o.h.item(), d)
	}
	return as(op, o.h, d)
}

// fits reports whether the one integer of the operand is in the range of d.
func (o operand) fits(d DType) bool {
	info := IInfo(d)
	if o.dtype == Uint64 {
		return o.h.item().(uint64) <= info.Max
	}
	v := as("", o.h, Int64).item().(int64)
	return v >= info.Min && (v < 0 || uint64(v) <= info.Max)
}
