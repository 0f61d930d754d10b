package vir

import (
	"math"
	"math/big"
)

// Run interprets f: the meaning of the representation. Slices hold the bits of
// elements (a float32 in the low half) for each parameter that is a slice, of
// equal length; scalars hold the bits of scalar parameters; both are indexed as
// Params is. Outputs are written in place. For a reduction it returns the bits
// of the result.
func (f *Func) Run(slices [][]uint64, scalars []uint64) uint64 {
	n := 0
	for _, s := range slices {
		n = max(n, len(s))
	}
	var acc [Accumulators][]uint64
	lanes := f.Type.LogicalLanes()
	for k := range acc {
		acc[k] = make([]uint64, lanes)
		for j := range acc[k] {
			acc[k][j] = f.Reduce.Identity(f.Type)
		}
	}
	main := n / (lanes * Accumulators) * (lanes * Accumulators)
	vals := make([]uint64, len(f.Values))
	for i := range n {
		for j, v := range f.Values {
			vals[j] = f.eval(v, vals, i, slices, scalars)
		}
		for _, o := range f.Outs {
			slices[o.Param][i] = f.Type.store(f.Params[o.Param].Type, f.Values[o.Value].Kind, vals[o.Value])
		}
		if f.Reduce != NoReduce {
			k := i / lanes % Accumulators
			if i >= main {
				k = 0
			}
			acc[k][i%lanes] = f.fold(acc[k][i%lanes], vals[f.Result])
		}
	}
	if f.Reduce == NoReduce {
		return 0
	}
	for j := range lanes {
		acc[0][j] = f.fold(f.fold(acc[0][j], acc[1][j]), f.fold(acc[2][j], acc[3][j]))
	}
	for half := lanes / 2; half > 0; half /= 2 {
		for j := range half {
			acc[0][j] = f.fold(acc[0][j], acc[0][j+half])
		}
	}
	return acc[0][0]
}

// fold combines two partial results.
func (f *Func) fold(a, b uint64) uint64 {
	return f.eval(Value{Op: f.Reduce.Fold(f.Type), Args: [3]int{0, 1}}, []uint64{a, b}, 0, nil, nil)
}

func (f *Func) eval(v Value, vals []uint64, i int, slices [][]uint64, scalars []uint64) uint64 {
	t := f.Type
	var arg [3]uint64
	for j := range v.NumArgs() {
		arg[j] = vals[v.Args[j]]
	}
	var x, y float64
	if t.Float() {
		x, y = t.float(arg[0]), t.float(arg[1])
	}
	switch v.Op {
	case Load:
		return t.load(f.Params[v.Imm].Type, slices[v.Imm][i])
	case Scalar:
		return t.load(f.Params[v.Imm].Type, scalars[v.Imm])
	case Const:
		return v.Imm
	case FMA:
		return t.fma(arg[0], arg[1], arg[2])
	case Neg:
		return arg[0] ^ (t.mask()>>1 + 1)
	case Abs:
		return arg[0] & (t.mask() >> 1)
	case EQ:
		return truth(x == y)
	case NE:
		return truth(x != y)
	case LT:
		return truth(x < y)
	case LE:
		return truth(x <= y)
	case MaskAnd, And:
		return arg[0] & arg[1]
	case MaskOr, Or:
		return arg[0] | arg[1]
	case MaskNot:
		return 1 - arg[0]
	case Table:
		table := f.Tables[v.Imm]
		return table[arg[0]%uint64(len(table))]
	case Select, Rare:
		if arg[0] == 1 {
			return arg[1]
		}
		return arg[2]
	case Xor:
		return arg[0] ^ arg[1]
	case AddI:
		return (arg[0] + arg[1]) & t.mask()
	case SubI:
		return (arg[0] - arg[1]) & t.mask()
	case ShlI:
		return arg[0] << v.Imm & t.mask()
	case ShrI:
		return arg[0] >> v.Imm
	case MulI:
		return (arg[0] * arg[1]) & t.mask()
	case MinI, MaxI:
		if t.less(arg[0], arg[1]) == (v.Op == MinI) {
			return arg[0]
		}
		return arg[1]
	case EQI:
		return truth(arg[0] == arg[1])
	case LTI:
		return truth(t.less(arg[0], arg[1]))
	case SarI:
		return t.shiftRight(arg[0], v.Imm, true)
	case ShlV:
		return arg[0] << arg[1] & t.mask()
	case ShrV:
		return t.shiftRight(arg[0], arg[1], t.Signed())
	case FloorDivI, ModI:
		return t.divide(v.Op, arg[0], arg[1])
	case TruncFI:
		return t.load(Type(v.Imm), Type(v.Imm).truncate(x))
	case FloatI:
		return t.fromInt(arg[0], v.Imm == 1)
	case CvtFI:
		return uint64(int64(x)) & t.mask()
	case CvtIF:
		return t.fromInt(arg[0], false)
	case BitcastFI, BitcastIF:
		return arg[0]
	}
	return t.bits(arith(v.Op, RoundMode(v.Imm), x, y))
}

// load returns the lane for the bits of an element of memory type m.
func (t Type) load(m Type, b uint64) uint64 {
	switch {
	case m == Bool || m == t: // a signalling NaN stays one
		return b
	case m.Float():
		return t.bits(m.float(b))
	}
	return t.IntBits(m.int(b))
}

// store returns the bits of an element of memory type m for a lane.
func (t Type) store(m Type, kind Kind, b uint64) uint64 {
	if kind == Float && m != t {
		return m.bits(t.float(b))
	}
	return b & m.mask()
}

func (t Type) less(a, b uint64) bool {
	if t.Signed() {
		return t.int(a) < t.int(b)
	}
	return a < b
}

func (t Type) shiftRight(a, count uint64, sign bool) uint64 {
	if sign {
		shift := 64 - t.Width()
		return t.IntBits(int64(a<<shift) >> shift >> count)
	}
	return a >> count
}

// divide rounds the quotient towards negative infinity.
func (t Type) divide(op Op, a, b uint64) uint64 {
	if b == 0 {
		return 0
	}
	x, y := new(big.Int).SetUint64(a), new(big.Int).SetUint64(b)
	if t.Signed() {
		x, y = big.NewInt(t.int(a)), big.NewInt(t.int(b))
	}
	q, m := new(big.Int).DivMod(x, y, new(big.Int)) // Euclidean: 0 <= m < |y|
	if m.Sign() > 0 && y.Sign() < 0 {
		q.Sub(q, big.NewInt(1))
		m.Add(m, y)
	}
	if op == ModI {
		q = m
	}
	low := new(big.Int).And(q, new(big.Int).SetUint64(t.mask())) // of two's complement
	return low.Uint64()
}

// truncate returns the bits of the integer of type t next to x towards zero.
func (t Type) truncate(x float64) uint64 {
	low, limit := t.Range()
	switch {
	case x >= limit:
		return t.Greatest()
	case x >= low && t == U64:
		return uint64(x)
	case x >= low:
		return t.IntBits(int64(x))
	case x < low:
		return t.Least()
	}
	return 0
}

// fromInt returns the float of type t nearest to an integer.
func (t Type) fromInt(b uint64, unsigned bool) uint64 {
	shift := 64 - t.Width()
	exact := new(big.Float).SetInt64(int64(b<<shift) >> shift)
	if unsigned {
		exact.SetUint64(b)
	}
	if t == F32 {
		r, _ := exact.Float32()
		return uint64(math.Float32bits(r))
	}
	r, _ := exact.Float64()
	return math.Float64bits(r)
}

// arith evaluates in float64. For float32 arguments, rounding the result to
// float32 once more is harmless: float64 has more than 2*24+2 bits.
func arith(op Op, mode RoundMode, x, y float64) float64 {
	switch op {
	case Add:
		return x + y
	case Sub:
		return x - y
	case Mul:
		return x * y
	case Div:
		return x / y
	case Sqrt:
		return math.Sqrt(x)
	case Min:
		return min(x, y)
	case Max:
		return max(x, y)
	case MinNum, MaxNum:
		switch {
		case x != x:
			return y
		case y != y:
			return x
		}
		return arith(op-MinNum+Min, mode, x, y)
	case Round:
		return [...]func(float64) float64{math.RoundToEven, math.Floor, math.Ceil, math.Trunc}[mode](x)
	case ScaleB:
		if y != y {
			return y
		}
		return math.Ldexp(x, int(y))
	}
	panic("vir: no meaning for " + op.String())
}

// fma computes x*y+z rounded once to t.
func (t Type) fma(xb, yb, zb uint64) uint64 {
	x, y, z := t.float(xb), t.float(yb), t.float(zb)
	s := math.FMA(x, y, z)
	if t == F64 || s == 0 || math.IsInf(s, 0) || s != s {
		return t.bits(s)
	}
	// Exactly, with all bits, then one rounding to float32.
	exact := new(big.Float).SetPrec(2000).SetFloat64(x)
	exact.Mul(exact, big.NewFloat(y)).Add(exact, big.NewFloat(z))
	r, _ := exact.Float32()
	return uint64(math.Float32bits(r))
}

// float returns the value of the bits of an element, widened to float64.
func (t Type) float(b uint64) float64 {
	if t == F32 {
		return float64(math.Float32frombits(uint32(b)))
	}
	return math.Float64frombits(b)
}

// bits returns the bits of x rounded to t.
func (t Type) bits(x float64) uint64 {
	if t == F32 {
		return uint64(math.Float32bits(float32(x)))
	}
	return math.Float64bits(x)
}

func truth(b bool) uint64 {
	if b {
		return 1
	}
	return 0
}
