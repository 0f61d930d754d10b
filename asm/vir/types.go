package vir

import "math"

// Type is the type of elements in memory, and but for Bool that of lanes. All
// lanes of a kernel have one width.
type Type uint8

const (
	F64 Type = iota
	F32
	I64
	I32
	I16
	I8
	U64
	U32
	U16
	U8
	Bool // in memory a byte, 0 or 1; in a lane a mask
	C128 // two F64, which are two parameters (see Param)
	C64  // two F32
)

// Lists of types.
var (
	Floats = []Type{F64, F32}
	Signed = []Type{I64, I32, I16, I8}
	Ints   = append(Signed[:4:4], U64, U32, U16, U8)
	Reals  = append(Floats[:2:2], Ints...)

	Complexes = []Type{C128, C64}
)

var types = [...]struct {
	name, goName string
	size         int
}{
	{"F64", "float64", 8}, {"F32", "float32", 4},
	{"I64", "int64", 8}, {"I32", "int32", 4}, {"I16", "int16", 2}, {"I8", "int8", 1},
	{"U64", "uint64", 8}, {"U32", "uint32", 4}, {"U16", "uint16", 2}, {"U8", "uint8", 1},
	{"Bool", "bool", 1}, {"C128", "complex128", 16}, {"C64", "complex64", 8},
}

// String returns the suffix that kernel names carry: "F64", "I8", "Bool".
func (t Type) String() string { return types[t].name }

// Go returns the name of the Go type.
func (t Type) Go() string { return types[t].goName }

// Size returns the size of an element in bytes.
func (t Type) Size() int { return types[t].size }

// Width returns the size of an element in bits.
func (t Type) Width() int { return 8 * types[t].size }

// Float reports whether t is a floating-point type.
func (t Type) Float() bool { return t <= F32 }

// Complex reports whether elements of type t have two parts.
func (t Type) Complex() bool { return t >= C128 }

// Part returns the type of the parts of a complex type.
func (t Type) Part() Type { return t - C128 }

// Signed reports whether integers in lanes of type t are compared and shifted
// right with a sign; in lanes of floats they are.
func (t Type) Signed() bool { return t <= I8 }

// IntBits returns the bits of an integer in lanes of type t.
func (t Type) IntBits(x int64) uint64 { return uint64(x) & t.mask() }

// Least and Greatest return the bits of the integers that bound type t.
func (t Type) Least() uint64 {
	if t.Signed() {
		return t.signBit()
	}
	return 0
}

func (t Type) Greatest() uint64 { return t.mask() &^ t.Least() }

func (t Type) mask() uint64 { return ^uint64(0) >> (64 - t.Width()) }

func (t Type) signBit() uint64 { return 1 << (t.Width() - 1) }

// Range returns the least integer of type t and the one behind the greatest,
// which floats hold.
func (t Type) Range() (low, limit float64) {
	if t.Signed() {
		return -math.Ldexp(1, t.Width()-1), math.Ldexp(1, t.Width()-1)
	}
	return 0, math.Ldexp(1, t.Width())
}

// int returns the integer of the bits of a lane, as the sign of t wants it.
func (t Type) int(b uint64) int64 {
	if !t.Signed() {
		return int64(b)
	}
	shift := 64 - t.Width()
	return int64(b<<shift) >> shift
}

// loads returns the kind that an element of memory type m has in lanes of type
// t: a float is widened, an integer extended by its own sign, a bool a mask.
func (t Type) loads(m Type) (k Kind, ok bool) {
	switch {
	case m == Bool:
		return Mask, true
	case m.Float():
		return Float, t.Float() && m.Size() <= t.Size()
	}
	return Int, m.Size() <= t.Size()
}
