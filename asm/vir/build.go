package vir

import (
	"fmt"
	"slices"
)

// V names a value while a body is built.
type V int

// Builder builds a Func. Equal operations on equal arguments are one value.
type Builder struct {
	f       *Func
	known   map[Value]V
	scalars []string // inputs that this form takes as scalars
}

// Build makes the kernel name for element type t from body, with lanes of that
// type. Inputs whose names are in scalars become scalar parameters. It panics if
// the body is malformed: that is a mistake in a kernel's description, which the
// generator and the tests show.
func Build(name string, t Type, body func(b *Builder), scalars ...string) *Func {
	return BuildWide(name, t, t, body, scalars...)
}

// BuildWide is Build with lanes of another type than the elements.
func BuildWide(name string, elem, lane Type, body func(b *Builder), scalars ...string) *Func {
	b := &Builder{f: &Func{Name: name, Elem: elem, Type: lane}, known: map[Value]V{}, scalars: scalars}
	body(b)
	b.f.sweep()
	if err := b.f.Check(); err != nil {
		panic(err)
	}
	return b.f
}

// Type returns the type of lanes, for constants that depend on it.
func (b *Builder) Type() Type { return b.f.Type }

// Elem returns the type of elements.
func (b *Builder) Elem() Type { return b.f.Elem }

// Out declares an output slice of elements. Outputs and inputs become the
// parameters of the Go function in the order in which they are declared.
func (b *Builder) Out(name string) int { return b.OutAs(name, b.f.Elem) }

// OutAs declares an output slice whose elements are of type t.
func (b *Builder) OutAs(name string, t Type) int { return b.param(name, OutSlice, t) }

// In declares an input slice of elements and returns its element.
func (b *Builder) In(name string) V { return b.InAs(name, b.f.Elem) }

// InAs declares an input slice whose elements are of type t.
func (b *Builder) InAs(name string, t Type) V {
	if slices.Contains(b.scalars, name) {
		return b.scalarAs(name, t)
	}
	return b.load(b.param(name, InSlice, t))
}

// InComplex declares an input slice of complex elements, whose parts have the
// lane type, and returns the parts.
func (b *Builder) InComplex(name string) (re, im V) {
	if slices.Contains(b.scalars, name) {
		return b.ScalarComplex(name)
	}
	p := b.complexParam(name, InSlice)
	return b.load(p), b.load(p + 1)
}

// ScalarComplex declares a complex scalar parameter.
func (b *Builder) ScalarComplex(name string) (re, im V) {
	p := b.complexParam(name, InScalar)
	return b.add(Scalar, Float, uint64(p)), b.add(Scalar, Float, uint64(p+1))
}

// OutComplex declares an output slice of complex elements, and StoreComplex sets
// its element.
func (b *Builder) OutComplex(name string) int { return b.complexParam(name, OutSlice) }

func (b *Builder) StoreComplex(out int, re, im V) {
	b.Store(out, re)
	b.Store(out+1, im)
}

// complexParam declares both parts and returns the first.
func (b *Builder) complexParam(name string, kind ParamKind) int {
	p := b.param(name, kind, b.f.Type)
	b.param(name, kind, b.f.Type)
	b.f.Params[p].Part, b.f.Params[p+1].Part = Re, Im
	return p
}

func (b *Builder) load(param int) V {
	kind, _ := b.f.Type.loads(b.f.Params[param].Type)
	return b.add(Load, kind, uint64(param))
}

// Scalar declares a scalar parameter of the lane type and returns its value.
func (b *Builder) Scalar(name string) V { return b.scalarAs(name, b.f.Type) }

func (b *Builder) scalarAs(name string, t Type) V {
	kind, _ := b.f.Type.loads(t)
	return b.add(Scalar, kind, uint64(b.param(name, InScalar, t)))
}

// Store makes v the element of the output slice out.
func (b *Builder) Store(out int, v V) { b.f.Outs = append(b.f.Outs, Output{out, int(v)}) }

// Reduce makes the kernel a reduction of v over all elements.
func (b *Builder) Reduce(op ReduceOp, v V) { b.f.Reduce, b.f.Result = op, int(v) }

// Const returns a constant of the lane type, rounded to it.
func (b *Builder) Const(x float64) V {
	if !b.f.Type.Float() {
		return b.ConstI(int64(x))
	}
	return b.add(Const, Float, b.f.Type.bits(x))
}

// ConstI returns an integer constant.
func (b *Builder) ConstI(x int64) V { return b.add(Const, Int, b.f.Type.IntBits(x)) }

// Poly returns c[0] + c[1]*x + c[2]*x^2 + ... by Horner's rule, each step
// one FMA.
func (b *Builder) Poly(x V, c ...float64) V {
	p := b.Const(c[len(c)-1])
	for i := len(c) - 2; i >= 0; i-- {
		p = b.FMA(p, x, b.Const(c[i]))
	}
	return p
}

// PolySplit is Poly with the even and the odd powers in chains of their own,
// which halves the latency for one more multiplication.
func (b *Builder) PolySplit(x V, c ...float64) V {
	var even, odd []float64
	for i, v := range c {
		if i%2 == 0 {
			even = append(even, v)
		} else {
			odd = append(odd, v)
		}
	}
	xx := b.Mul(x, x)
	return b.FMA(b.Poly(xx, odd...), x, b.Poly(xx, even...))
}

// Arithmetic and comparisons are those of floats or of integers, as their
// arguments are.

func (b *Builder) Add(x, y V) V { return b.arith(Add, AddI, x, y) }
func (b *Builder) Sub(x, y V) V { return b.arith(Sub, SubI, x, y) }
func (b *Builder) Mul(x, y V) V { return b.arith(Mul, MulI, x, y) }
func (b *Builder) Min(x, y V) V { return b.arith(Min, MinI, x, y) }
func (b *Builder) Max(x, y V) V { return b.arith(Max, MaxI, x, y) }

func (b *Builder) arith(float, integer Op, x, y V) V {
	if b.isInt(x) {
		return b.add(integer, Int, 0, x, y)
	}
	return b.add(float, Float, 0, x, y)
}

func (b *Builder) isInt(x V) bool { return b.f.Values[x].Kind == Int }

// Neg of a constant is a constant.
func (b *Builder) Neg(x V) V {
	if b.isInt(x) {
		return b.SubI(b.ConstI(0), x)
	}
	if v := b.f.Values[x]; v.Op == Const {
		return b.add(Const, Float, v.Imm^(b.f.Type.mask()>>1+1))
	}
	return b.add(Neg, Float, 0, x)
}

// Abs of the least signed integer is itself.
func (b *Builder) Abs(x V) V {
	switch {
	case !b.isInt(x):
		return b.add(Abs, Float, 0, x)
	case b.f.Type.Signed():
		return b.Max(x, b.Neg(x))
	}
	return x
}

func (b *Builder) EQ(x, y V) V { return b.compare(EQ, EQI, x, y) }
func (b *Builder) LT(x, y V) V { return b.compare(LT, LTI, x, y) }
func (b *Builder) GT(x, y V) V { return b.LT(y, x) }
func (b *Builder) GE(x, y V) V { return b.LE(y, x) }

func (b *Builder) NE(x, y V) V {
	if b.isInt(x) {
		return b.MaskNot(b.EQ(x, y))
	}
	return b.add(NE, Mask, 0, x, y)
}

func (b *Builder) LE(x, y V) V {
	if b.isInt(x) {
		return b.MaskNot(b.LT(y, x))
	}
	return b.add(LE, Mask, 0, x, y)
}

func (b *Builder) compare(float, integer Op, x, y V) V {
	if b.isInt(x) {
		return b.add(integer, Mask, 0, x, y)
	}
	return b.add(float, Mask, 0, x, y)
}

func (b *Builder) Div(x, y V) V                { return b.add(Div, Float, 0, x, y) }
func (b *Builder) MinNum(x, y V) V             { return b.add(MinNum, Float, 0, x, y) }
func (b *Builder) MaxNum(x, y V) V             { return b.add(MaxNum, Float, 0, x, y) }
func (b *Builder) Sqrt(x V) V                  { return b.add(Sqrt, Float, 0, x) }
func (b *Builder) FMA(x, y, z V) V             { return b.add(FMA, Float, 0, x, y, z) }
func (b *Builder) Round(mode RoundMode, x V) V { return b.add(Round, Float, uint64(mode), x) }
func (b *Builder) ScaleB(x, n V) V             { return b.add(ScaleB, Float, 0, x, n) }

func (b *Builder) MaskAnd(x, y V) V { return b.add(MaskAnd, Mask, 0, x, y) }
func (b *Builder) MaskOr(x, y V) V  { return b.add(MaskOr, Mask, 0, x, y) }
func (b *Builder) MaskNot(x V) V    { return b.add(MaskNot, Mask, 0, x) }

// Select returns yes where mask holds and no elsewhere.
func (b *Builder) Select(mask, yes, no V) V {
	return b.add(Select, b.f.Values[yes].Kind, 0, mask, yes, no)
}

// Rare is Select for a mask that seldom holds: what only yes needs is computed
// only if a lane in the vector needs it.
func (b *Builder) Rare(mask, yes, no V) V {
	return b.add(Rare, b.f.Values[yes].Kind, 0, mask, yes, no)
}

// Table returns the entry of a table of constants, rounded to the element type,
// at index mod len(entries), which is a power of two. Up to two vectors' lanes
// (16 float64, 32 float32 on AVX-512) are a permutation of registers, more are
// a gather.
func (b *Builder) Table(index V, entries ...float64) V {
	bits := make([]uint64, len(entries))
	for i, x := range entries {
		bits[i] = b.f.Type.bits(x)
	}
	n := slices.IndexFunc(b.f.Tables, func(t []uint64) bool { return slices.Equal(t, bits) })
	if n < 0 {
		n = len(b.f.Tables)
		b.f.Tables = append(b.f.Tables, bits)
	}
	return b.add(Table, Float, uint64(n), index)
}

func (b *Builder) AddI(x, y V) V               { return b.add(AddI, Int, 0, x, y) }
func (b *Builder) SubI(x, y V) V               { return b.add(SubI, Int, 0, x, y) }
func (b *Builder) And(x, y V) V                { return b.add(And, Int, 0, x, y) }
func (b *Builder) Or(x, y V) V                 { return b.add(Or, Int, 0, x, y) }
func (b *Builder) Xor(x, y V) V                { return b.add(Xor, Int, 0, x, y) }
func (b *Builder) ShlI(x V, count int) V       { return b.add(ShlI, Int, uint64(count), x) }
func (b *Builder) ShrI(x V, count int) V       { return b.add(ShrI, Int, uint64(count), x) }
func (b *Builder) SarI(x V, count int) V       { return b.add(SarI, Int, uint64(count), x) }
func (b *Builder) ShlV(x, y V) V               { return b.add(ShlV, Int, 0, x, y) }
func (b *Builder) ShrV(x, y V) V               { return b.add(ShrV, Int, 0, x, y) }
func (b *Builder) FloorDivI(x, y V) V          { return b.add(FloorDivI, Int, 0, x, y) }
func (b *Builder) ModI(x, y V) V               { return b.add(ModI, Int, 0, x, y) }
func (b *Builder) TruncFI(x V, to Type) V      { return b.add(TruncFI, Int, uint64(to), x) }
func (b *Builder) FloatI(x V, unsigned bool) V { return b.add(FloatI, Float, truth(unsigned), x) }
func (b *Builder) CvtFI(x V) V                 { return b.add(CvtFI, Int, 0, x) }
func (b *Builder) CvtIF(x V) V                 { return b.add(CvtIF, Float, 0, x) }
func (b *Builder) BitcastFI(x V) V             { return b.add(BitcastFI, Int, 0, x) }
func (b *Builder) BitcastIF(x V) V             { return b.add(BitcastIF, Float, 0, x) }

func (b *Builder) param(name string, kind ParamKind, t Type) int {
	b.f.Params = append(b.f.Params, Param{Name: name, Kind: kind, Type: t})
	return len(b.f.Params) - 1
}

func (b *Builder) add(op Op, kind Kind, imm uint64, args ...V) V {
	v := Value{Op: op, Kind: kind, Imm: imm}
	for i, a := range args {
		if int(a) < 0 || int(a) >= len(b.f.Values) {
			panic(fmt.Sprintf("vir: %s: %s of a value that does not exist", b.f.Symbol(), op))
		}
		v.Args[i] = int(a)
	}
	if old, ok := b.known[v]; ok {
		return old
	}
	b.f.Values = append(b.f.Values, v)
	id := V(len(b.f.Values) - 1)
	b.known[v] = id
	return id
}

// sweep removes values that no result needs.
func (f *Func) sweep() {
	live := make([]bool, len(f.Values))
	if f.Reduce != NoReduce {
		live[f.Result] = true
	}
	for _, o := range f.Outs {
		live[o.Value] = true
	}
	for _, g := range f.Guards {
		live[g] = true
	}
	for i := len(f.Values) - 1; i >= 0; i-- {
		if v := f.Values[i]; live[i] {
			for _, a := range v.Args[:v.NumArgs()] {
				live[a] = true
			}
		}
	}
	kept := f.Values[:0]
	number := make([]int, len(live))
	for i, v := range f.Values {
		if !live[i] {
			continue
		}
		for j := range v.NumArgs() {
			v.Args[j] = number[v.Args[j]]
		}
		number[i] = len(kept)
		kept = append(kept, v)
	}
	f.Values = kept
	f.Result = number[f.Result]
	for i := range f.Outs {
		f.Outs[i].Value = number[f.Outs[i].Value]
	}
	for i := range f.Guards {
		f.Guards[i] = number[f.Guards[i]]
	}
}
