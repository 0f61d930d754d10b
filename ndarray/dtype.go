package ndarray

import (
	"math/bits"
	"reflect"
)

// Signed is the constraint of signed integers.
type Signed interface {
	~int | ~int8 | ~int16 | ~int32 | ~int64
}

// Unsigned is the constraint of unsigned integers.
type Unsigned interface {
	~uint | ~uint8 | ~uint16 | ~uint32 | ~uint64 | ~uintptr
}

// Integer is the constraint of integers.
type Integer interface{ Signed | Unsigned }

// Float is the constraint of real floating-point numbers.
type Float interface{ ~float32 | ~float64 }

// Complex is the constraint of complex numbers.
type Complex interface{ ~complex64 | ~complex128 }

// Inexact is the constraint of numbers that are rounded.
type Inexact interface{ Float | Complex }

// Real is the constraint of numbers that have an order.
type Real interface{ Integer | Float }

// Number is the constraint of everything that can be added and multiplied.
type Number interface{ Real | Complex }

// Elem is the constraint of numbers and bools.
type Elem interface{ Number | ~bool }

// kindOf returns the kind of T's underlying type, with int, uint and uintptr
// replaced by the type of the same size, so that loops exist once for each
// representation in memory.
func kindOf[T any]() reflect.Kind {
	switch k := reflect.TypeFor[T]().Kind(); k {
	case reflect.Int:
		if bits.UintSize == 32 {
			return reflect.Int32
		}
		return reflect.Int64
	case reflect.Uint, reflect.Uintptr:
		if bits.UintSize == 32 {
			return reflect.Uint32
		}
		return reflect.Uint64
	default:
		return k
	}
}

// kindSet is a set of element kinds, one bit for each.
type kindSet uint32

func setOf(kinds ...reflect.Kind) (s kindSet) {
	for _, k := range kinds {
		s |= 1 << k
	}
	return s
}

func (s kindSet) has(k reflect.Kind) bool { return s>>k&1 != 0 }

var (
	integers = setOf(reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64,
		reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64)
	floats    = setOf(reflect.Float32, reflect.Float64)
	complexes = setOf(reflect.Complex64, reflect.Complex128)
)
