package dyn

import (
	"fmt"
	"math"
	"math/bits"
	"reflect"

	"github.com/lanewise/lanewise/ndarray"
)

// DType is the type of the elements of an [Array].
type DType uint8

// The element types: those of the Python array API, and strings. The zero DType
// is none of them.
const (
	Invalid DType = iota
	Bool
	Int8
	Uint8
	Int16
	Uint16
	Int32
	Uint32
	Int64
	Uint64
	Float32
	Float64
	Complex64
	Complex128
	String
	dtypes // their number
)

// Kind is a set of groups of element types, which [IsDType] asks for.
type Kind uint8

// The kinds. Those that the standard calls by several names are unions.
const (
	Boolean Kind = 1 << iota
	SignedInteger
	UnsignedInteger
	RealFloating
	ComplexFloating
	Text
	Integral = SignedInteger | UnsignedInteger
	Numeric  = Integral | RealFloating | ComplexFloating
)

var dtypeInfo = [dtypes]struct {
	name string
	size int
	kind Kind
	of   reflect.Kind
}{
	Invalid:    {name: "invalid"},
	Bool:       {"bool", 1, Boolean, reflect.Bool},
	Int8:       {"int8", 1, SignedInteger, reflect.Int8},
	Uint8:      {"uint8", 1, UnsignedInteger, reflect.Uint8},
	Int16:      {"int16", 2, SignedInteger, reflect.Int16},
	Uint16:     {"uint16", 2, UnsignedInteger, reflect.Uint16},
	Int32:      {"int32", 4, SignedInteger, reflect.Int32},
	Uint32:     {"uint32", 4, UnsignedInteger, reflect.Uint32},
	Int64:      {"int64", 8, SignedInteger, reflect.Int64},
	Uint64:     {"uint64", 8, UnsignedInteger, reflect.Uint64},
	Float32:    {"float32", 4, RealFloating, reflect.Float32},
	Float64:    {"float64", 8, RealFloating, reflect.Float64},
	Complex64:  {"complex64", 8, ComplexFloating, reflect.Complex64},
	Complex128: {"complex128", 16, ComplexFloating, reflect.Complex128},
	String:     {"str", 2 * bits.UintSize / 8, Text, reflect.String},
}

// String returns NumPy's name of the type: "float64", "str".
func (d DType) String() string {
	if d >= dtypes {
		return fmt.Sprintf("DType(%d)", uint8(d))
	}
	return dtypeInfo[d].name
}

// Size returns the number of bytes of an element; of a string it is that of its
// header.
func (d DType) Size() int { return d.valid("Size").size() }

// Kind returns the one group that d belongs to.
func (d DType) Kind() Kind { return d.valid("Kind").kind() }

func (d DType) size() int  { return dtypeInfo[d].size }
func (d DType) kind() Kind { return dtypeInfo[d].kind }

// valid returns d, and panics with ErrDType if it is no element type.
func (d DType) valid(op string) DType {
	if d == Invalid || d >= dtypes {
		fail(op, ndarray.ErrDType, "%s is no element type", d)
	}
	return d
}

// Parse returns the element type of a name that NumPy gives it: "float64", "bool",
// "str".
func Parse(name string) (DType, error) {
	for d := Bool; d < dtypes; d++ {
		if dtypeInfo[d].name == name {
			return d, nil
		}
	}
	return Invalid, fmt.Errorf("dyn: data type %q not understood", name)
}

// DTypeOf returns the type of elements of Go type T, named types included; int,
// uint and uintptr are integers of their size. It panics with ErrDType if there is
// none.
func DTypeOf[T any]() DType {
	d := dtypeOf(reflect.TypeFor[T]().Kind())
	if d == Invalid {
		fail("DTypeOf", ndarray.ErrDType, "no element type for %s", reflect.TypeFor[T]())
	}
	return d
}

func dtypeOf(k reflect.Kind) DType {
	switch k {
	case reflect.Int:
		return Int32 + DType(bits.UintSize/32-1)*(Int64-Int32)
	case reflect.Uint, reflect.Uintptr:
		return Uint32 + DType(bits.UintSize/32-1)*(Uint64-Uint32)
	}
	for d := Bool; d < dtypes; d++ {
		if dtypeInfo[d].of == k {
			return d
		}
	}
	return Invalid
}

// IsDType reports whether d belongs to one of the kinds in the set:
// IsDType(d, RealFloating|ComplexFloating).
func IsDType(d DType, kinds Kind) bool { return d.valid("IsDType").kind()&kinds != 0 }

// FloatInfo are the properties of a floating-point type.
type FloatInfo struct {
	DType          DType // of the real and the imaginary part, where complex
	Bits           int
	Eps            float64 // from 1 to the next larger number
	Min, Max       float64 // the finite numbers farthest from zero
	SmallestNormal float64
}

// FInfo returns the properties of a real or complex floating-point type; those of
// a complex one are those of its parts. It panics with ErrDType for others.
func FInfo(d DType) FloatInfo {
	switch d {
	case Float32, Complex64:
		return FloatInfo{Float32, 32, 0x1p-23, -math.MaxFloat32, math.MaxFloat32, 0x1p-126}
	case Float64, Complex128:
		return FloatInfo{Float64, 64, 0x1p-52, -math.MaxFloat64, math.MaxFloat64, 0x1p-1022}
	}
	fail("FInfo", ndarray.ErrDType, "%s is not inexact", d)
	panic("unreachable")
}

// IntInfo are the properties of an integer type.
type IntInfo struct {
	DType DType
	Bits  int
	Min   int64
	Max   uint64
}

// IInfo returns the properties of an integer type. It panics with ErrDType for
// others.
func IInfo(d DType) IntInfo {
	if d >= dtypes || d.kind()&Integral == 0 {
		fail("IInfo", ndarray.ErrDType, "%s is no integer type", d)
	}
	n := 8 * d.size()
	if d.kind() == UnsignedInteger {
		return IntInfo{d, n, 0, math.MaxUint64 >> (64 - n)}
	}
	return IntInfo{d, n, math.MinInt64 >> (64 - n), math.MaxInt64 >> (64 - n)}
}

func fail(op string, kind error, format string, args ...any) {
	panic(&ndarray.Error{Op: "dyn." + op, Kind: kind, Msg: fmt.Sprintf(format, args...)})
}
