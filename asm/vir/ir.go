// Package vir is a small vector intermediate representation that knows no
// vector width. A kernel is the body of a loop over elements, written once as
// a list of operations on lanes; back ends turn it into AVX2, AVX-512, NEON and
// portable Go.
//
// The interpreter in this package is the meaning of the representation: every
// back end gives the same bits (any NaN equals any other NaN).
package vir

import (
	"fmt"
	"math"
	"slices"
)

// Kind says what the lanes of a value hold.
type Kind uint8

const (
	Float Kind = iota // a number of the lane type
	Int               // an integer of the same width; arithmetic wraps
	Mask              // true or false
)

// Op is an operation. All work lane by lane.
type Op uint8

const (
	Load   Op = iota // element of the input slice Imm, brought into a lane (see Param)
	Scalar           // the scalar parameter Imm, the same in every lane
	Const            // the bits Imm, the same in every lane

	Add    // a + b
	Sub    // a - b
	Mul    // a * b
	Div    // a / b
	Sqrt   // correctly rounded square root
	FMA    // a*b + c, rounded once
	Neg    // sign bit flipped, of NaN too
	Abs    // sign bit cleared
	Min    // IEEE 754-2019 minimum: NaN if either is NaN, -0 < +0
	Max    // IEEE 754-2019 maximum: NaN if either is NaN, -0 < +0
	MinNum // IEEE 754-2019 minimumNumber: the other if one is NaN, -0 < +0
	MaxNum // IEEE 754-2019 maximumNumber: the other if one is NaN, -0 < +0
	Round  // to an integer, by the RoundMode in Imm; keeps the sign of zero
	ScaleB // a * 2^b rounded once; b integral, |b| <= MaxScale, 2^-64 <= |a| <= 2^64 or a is 0, Inf or NaN

	EQ // a == b; false if either is NaN
	NE // a != b; true if either is NaN
	LT // a < b; false if either is NaN
	LE // a <= b; false if either is NaN

	MaskAnd // both
	MaskOr  // either
	MaskNot // not a

	Select // where the mask a holds: b, else c; b and c both Float or both Int
	Rare   // Select whose mask seldom holds: b may cost much, for it is skipped where no lane needs it
	Table  // entry a of Func.Tables[Imm]; the table's length is a power of two, higher bits of a are ignored

	AddI // a + b
	SubI // a - b
	And  // a & b
	Or   // a | b
	Xor  // a ^ b
	ShlI // a << Imm, 0 <= Imm < width
	ShrI // a >> Imm, zeros come in, 0 <= Imm < width

	CvtFI     // integral float to integer, |a| <= MaxCvt; unspecified elsewhere
	CvtIF     // integer to float, |a| <= MaxCvt; unspecified elsewhere
	BitcastFI // the bits of a float as an integer
	BitcastIF // the bits of an integer as a float

	MulI // a * b
	MinI // the smaller, by the sign of the lane type
	MaxI // the larger
	EQI  // a == b
	LTI  // a < b, by the sign of the lane type
	SarI // a >> Imm, copies of the sign bit come in
	ShlV // a << b, 0 if b as an unsigned number is at least the width
	ShrV // a >> b with zeros or, if the lane type is signed, copies of the sign bit

	FloorDivI // floor(a / b), wrapping; 0 if b is 0; has no vector form
	ModI      // a - b*floor(a / b), the sign of b; 0 if b is 0; has no vector form

	TruncFI // float to an integer of the type in Imm, towards zero: the nearest end beyond its range, 0 for NaN
	FloatI  // integer (Imm 1: unsigned) to the nearest float, ties to even

	numOps
)

// RoundMode is the Imm of Round.
type RoundMode uint64

const (
	ToEven RoundMode = iota // nearest, ties to even
	Down                    // floor
	Up                      // ceil
	ToZero                  // trunc
)

// MaxScale bounds the exponent that ScaleB takes.
func (t Type) MaxScale() int { return [...]int{2044, 252}[t] }

// MaxCvt bounds the magnitude that CvtFI and CvtIF take.
func (t Type) MaxCvt() int64 { return [...]int64{1 << 51, 1 << 22}[t] }

// signature describes an operation: its name, the kinds of its arguments (f
// float, i integer, m mask, v float or integer but the same throughout) and
// its result's kind.
var signature = [numOps]struct{ name, args, result string }{
	Load: {"load", "", "any"}, Scalar: {"scalar", "", "any"}, Const: {"const", "", "v"},
	Add: {"add", "ff", "f"}, Sub: {"sub", "ff", "f"}, Mul: {"mul", "ff", "f"}, Div: {"div", "ff", "f"},
	Sqrt: {"sqrt", "f", "f"}, FMA: {"fma", "fff", "f"}, Neg: {"neg", "f", "f"}, Abs: {"abs", "f", "f"},
	Min: {"min", "ff", "f"}, Max: {"max", "ff", "f"}, MinNum: {"minnum", "ff", "f"}, MaxNum: {"maxnum", "ff", "f"},
	Round: {"round", "f", "f"}, ScaleB: {"scaleb", "ff", "f"},
	EQ: {"eq", "ff", "m"}, NE: {"ne", "ff", "m"}, LT: {"lt", "ff", "m"}, LE: {"le", "ff", "m"},
	MaskAnd: {"mand", "mm", "m"}, MaskOr: {"mor", "mm", "m"}, MaskNot: {"mnot", "m", "m"},
	Select: {"select", "mvv", "v"}, Rare: {"rare", "mvv", "v"}, Table: {"table", "i", "f"},
	MulI: {"muli", "ii", "i"}, MinI: {"mini", "ii", "i"}, MaxI: {"maxi", "ii", "i"},
	EQI: {"eqi", "ii", "m"}, LTI: {"lti", "ii", "m"}, SarI: {"sari", "i", "i"},
	ShlV: {"shlv", "ii", "i"}, ShrV: {"shrv", "ii", "i"},
	FloorDivI: {"floordivi", "ii", "i"}, ModI: {"modi", "ii", "i"},
	TruncFI: {"truncfi", "f", "i"}, FloatI: {"floati", "i", "f"},
	AddI: {"addi", "ii", "i"}, SubI: {"subi", "ii", "i"},
	And: {"and", "ii", "i"}, Or: {"or", "ii", "i"}, Xor: {"xor", "ii", "i"},
	ShlI: {"shli", "i", "i"}, ShrI: {"shri", "i", "i"},
	CvtFI: {"cvtfi", "f", "i"}, CvtIF: {"cvtif", "i", "f"},
	BitcastFI: {"bitfi", "f", "i"}, BitcastIF: {"bitif", "i", "f"},
}

func (o Op) String() string { return signature[o].name }

// Value is one operation of a body. It refers to its arguments by their index
// in Func.Values, which come before it.
type Value struct {
	Op   Op
	Kind Kind
	Args [3]int // the first NumArgs count
	Imm  uint64 // parameter or table index, bits of a constant, shift count, RoundMode, Type
}

// NumArgs returns how many arguments v has.
func (v Value) NumArgs() int { return len(signature[v.Op].args) }

// DividesByScalar reports whether v divides integers by a scalar parameter of f.
func (v Value) DividesByScalar(f *Func) bool {
	return (v.Op == FloorDivI || v.Op == ModI) && f.Values[v.Args[1]].Op == Scalar
}

// Divisor returns the scalar parameter that f divides integers by, if there is one.
func (f *Func) Divisor() (p Param, ok bool) {
	for _, v := range f.Values {
		if v.DividesByScalar(f) {
			return f.Params[f.Values[v.Args[1]].Imm], true
		}
	}
	return p, false
}

// ParamKind says how a parameter is passed.
type ParamKind uint8

const (
	OutSlice ParamKind = iota
	InSlice
	InScalar
)

// Param is a parameter of a kernel, in the order of the Go function. The type
// in memory may be narrower than the lane: a load widens a float, extends an
// integer by its own sign and makes a mask of a bool; a store rounds a float,
// cuts an integer and makes a bool of a mask. A scalar is a bool, then a mask, or
// has the type of lanes.
//
// A complex parameter of the Go function is two parameters here, its real parts
// and next to them its imaginary parts, of the same name and the lane type.
type Param struct {
	Name string
	Kind ParamKind
	Type Type
	Part Part
}

// Part says what a parameter is of the elements in memory.
type Part uint8

const (
	Whole Part = iota
	Re         // the real part
	Im         // the imaginary part
)

// Elem returns the type of elements in memory, of which p may be a part.
func (p Param) Elem() Type {
	if p.Part != Whole {
		return p.Type + C128
	}
	return p.Type
}

// ReduceOp says how the values of all elements fold into one result.
type ReduceOp uint8

const (
	NoReduce   ReduceOp = iota // element-wise: the body stores its results
	ReduceSum                  // starts at +0, folds with Add
	ReduceMin                  // starts at +Inf, folds with Min
	ReduceMax                  // starts at -Inf, folds with Max
	ReduceProd                 // starts at 1, folds with Mul
)

// Fold returns the operation that folds two partial results of lane type t.
func (r ReduceOp) Fold(t Type) Op {
	if t.Float() {
		return [...]Op{ReduceSum: Add, ReduceMin: Min, ReduceMax: Max, ReduceProd: Mul}[r]
	}
	return [...]Op{ReduceSum: AddI, ReduceMin: MinI, ReduceMax: MaxI, ReduceProd: MulI}[r]
}

// Identity returns the bits that a reduction in lanes of type t starts with;
// for integers the bounds of the type take the place of infinities.
func (r ReduceOp) Identity(t Type) uint64 {
	if t.Float() {
		return t.bits([...]float64{ReduceSum: 0, ReduceMin: math.Inf(1), ReduceMax: math.Inf(-1), ReduceProd: 1}[r])
	}
	return [...]uint64{ReduceSum: 0, ReduceMin: t.Greatest(), ReduceMax: t.Least(), ReduceProd: 1}[r]
}

// A reduction keeps Accumulators partial results for each lane of a logical
// vector of LogicalBytes bytes, on every level. So the order of additions, and
// with it every bit of the result, is the same everywhere.
//
// Element i of the first k*Accumulators logical vectors goes to accumulator
// (i/lanes)%Accumulators, lane i%lanes; the elements that remain all go to
// accumulator 0, element j of them to lane j%lanes. At the end the
// accumulators fold as (0+1)+(2+3), and the lanes by halves: lane j with lane
// j+lanes/2, and so on down to one.
const (
	LogicalBytes = 64
	Accumulators = 4
)

// LogicalLanes returns the lanes of the logical vector.
func (t Type) LogicalLanes() int { return LogicalBytes / t.Size() }

// Output is a result of an element-wise body.
type Output struct {
	Param int // index in Params, an OutSlice
	Value int // index in Values
}

// Func is a kernel for one element type.
type Func struct {
	Name   string // "add"; back ends append element type and level
	Elem   Type   // of the inputs
	Type   Type   // of the lanes
	Params []Param
	Values []Value
	Tables [][]uint64 // constants that Table looks up, as bits
	Outs   []Output   // of an element-wise kernel
	Reduce ReduceOp
	Result int  // of a reduction: the value that is folded
	Leaves bool // whether one call of the code for wide vectors does several leaves of a reduction
	// Guards are the masks of the operations Rare that Usual took out: where
	// one of them holds, the results are wrong.
	Guards []int
}

// Arguments returns the parameters as the Go function has them: complex ones
// are there once, by their real parts.
func (f *Func) Arguments() (list []Param) {
	for _, p := range f.Params {
		if p.Part != Im {
			list = append(list, p)
		}
	}
	return list
}

// Complex reports whether f has complex parameters, and Mixed whether it also
// has slices of others.
func (f *Func) Complex() bool {
	return slices.ContainsFunc(f.Params, func(p Param) bool { return p.Part != Whole })
}

func (f *Func) Mixed() bool {
	return f.Complex() && slices.ContainsFunc(f.Params, func(p Param) bool { return p.Part == Whole && p.Kind != InScalar })
}

// Symbol returns the name with the type: "addF64".
func (f *Func) Symbol() string { return f.Name + f.Elem.String() }

// String lists the body, one value a line.
func (f *Func) String() string {
	s := f.Symbol() + "\n"
	for i, v := range f.Values {
		s += fmt.Sprintf("\tv%d = %s", i, v.Op)
		for _, a := range v.Args[:v.NumArgs()] {
			s += fmt.Sprintf(" v%d", a)
		}
		if v.Op == Const || v.Imm != 0 {
			s += fmt.Sprintf(" %#x", v.Imm)
		}
		s += "\n"
	}
	return s
}

// Ops lists all operations.
func Ops() (list []Op) {
	for op := range numOps {
		list = append(list, op)
	}
	return list
}
