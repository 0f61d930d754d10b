package main

import (
	"slices"

	"github.com/lanewise/lanewise/asm/vir"
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// Predicates of VCMPPD.
const (
	cmpEQ    = operand.U8(0x00) // equal, ordered, quiet
	cmpUnord = operand.U8(0x03)
	cmpNE    = operand.U8(0x04) // not equal or unordered, quiet
	cmpLT    = operand.U8(0x11) // less, ordered, quiet
	cmpLE    = operand.U8(0x12)
	cmpOrd   = operand.U8(0x07)
	cmpNLT   = operand.U8(0x15) // not less or unordered, quiet
	cmpNLE   = operand.U8(0x16)
)

// lowering turns the values of a body into instructions, for one vector.
type lowering struct {
	*machine
	f        *vir.Func
	uses     []int        // how often a value is an argument or a result
	late     []bool       // values that are made where they are used: comparisons of which only the contrary is, operands of threeBits, indices withinByte, negations of which nothing is left
	fixed    []operand.Op // scalars, which live across iterations
	loads    func(param int) operand.Mem
	parts    map[int]operand.Op // of complex inputs that were read, by parameter
	vals     []operand.Op
	left     []int                // uses not yet seen in this vector
	indices  map[[2]int]indices   // of tables, by the index and the length
	divisors map[int]*divisor     // scalars, by the number of the division
	counts   map[int]*scalarCount // scalars, by the number of the shift
	bounds   map[int]*scalarBound // scalars, by the number of the minimum or maximum
	numeric  map[int]operand.Op   // what numberOf needs of scalars, by the number of MinNum or MaxNum
	plain    bool                 // the scalar of numbers is neither NaN nor the zero that VMIN or VMAX gets wrong
	half     map[int]bool         // values whose 32-bit lanes are packed in half a register, for a store
	spilled  *spills              // nil if values stay in registers
}

// newLowering prepares f; scalars holds the registers of scalar parameters.
func newLowering(m *machine, f *vir.Func, scalars map[int]operand.Op) *lowering {
	f = withoutNegations(withoutBitcasts(f), true)
	lo := &lowering{machine: m, f: f, uses: useCounts(f), late: make([]bool, len(f.Values)), fixed: make([]operand.Op, len(f.Values)), half: map[int]bool{}}
	for i, v := range f.Values {
		switch a := v.Args[0]; {
		case v.Op == vir.Neg:
			lo.late[i] = lo.uses[i] == 0
		case v.Op == vir.Scalar:
			lo.fixed[i] = scalars[int(v.Imm)]
		case v.Op == vir.MaskNot && lo.uses[a] == 1:
			lo.late[a] = f.Values[a].Op == vir.LT || f.Values[a].Op == vir.LE
		case (v.Op == vir.Or || v.Op == vir.Xor) && lo.ternary():
			if a := v.Args[1]; lo.uses[a] == 1 && f.Values[a].Op == vir.And {
				lo.late[a] = true
			}
		case v.Op == vir.Table && lo.byLoads():
			lo.late[a] = lo.withinByte(a, len(f.Tables[v.Imm]))
		}
	}
	return lo
}

// withoutBitcasts returns f with the arguments of bitcasts in their places: in
// a register the two are the same, and what overwrites one must know the uses
// of both. The bitcasts stay, unused.
func withoutBitcasts(f *vir.Func) *vir.Func {
	g := *f
	g.Values, g.Outs, g.Guards = slices.Clone(f.Values), slices.Clone(f.Outs), slices.Clone(f.Guards)
	source := func(i int) int {
		if v := g.Values[i]; v.Op == vir.BitcastFI || v.Op == vir.BitcastIF {
			return v.Args[0] // a source itself, since arguments come first
		}
		return i
	}
	for i, v := range f.Values {
		for j, a := range v.Args[:v.NumArgs()] {
			g.Values[i].Args[j] = source(a)
		}
	}
	for i, o := range f.Outs {
		g.Outs[i].Value = source(o.Value)
	}
	g.Result = source(f.Result)
	return &g
}

// useCounts returns how often each value is an argument or a result.
func useCounts(f *vir.Func) []int {
	uses := make([]int, len(f.Values))
	for _, v := range f.Values {
		if v.Op == vir.BitcastFI || v.Op == vir.BitcastIF {
			continue // see withoutBitcasts
		}
		for _, a := range v.Args[:v.NumArgs()] {
			uses[a]++
		}
	}
	for _, o := range f.Outs {
		uses[o.Value]++
	}
	for _, g := range f.Guards {
		uses[g]++
	}
	if f.Reduce != vir.NoReduce {
		uses[f.Result]++
	}
	return uses
}

// body lowers all values once. loads gives the memory of an input's vector; an
// input that is in registers already (a tail) stands in loaded.
func (lo *lowering) body(loads func(param int) operand.Mem, loaded map[int]operand.Op) {
	lo.begin(loads)
	for i, v := range lo.f.Values {
		if r, ok := loaded[int(v.Imm)]; ok && v.Op == vir.Load {
			lo.vals[i] = r
			continue
		}
		lo.value(i)
	}
}

// begin prepares for the values of one vector.
func (lo *lowering) begin(loads func(param int) operand.Mem) {
	lo.loads, lo.parts, lo.indices = loads, map[int]operand.Op{}, map[[2]int]indices{}
	lo.left = append([]int(nil), lo.uses...)
	lo.vals = append([]operand.Op(nil), lo.fixed...)
	if lo.spilled != nil {
		lo.spilled.begin()
	}
}

// value lowers value i; inputs are read when used, perhaps as memory operands.
func (lo *lowering) value(i int) {
	switch v := lo.f.Values[i]; v.Op {
	case vir.Load, vir.Scalar, vir.Const, vir.BitcastFI, vir.BitcastIF:
	default:
		if !lo.late[i] && lo.vals[i] == nil {
			lo.vals[i] = lo.operation(i, v)
			lo.spill(i)
		}
	}
}

// reg returns value i in a register; this is one use of it.
func (lo *lowering) reg(i int) operand.Op {
	lo.left[i]--
	if lo.vals[i] == nil {
		if v := lo.f.Values[i]; v.Op == vir.Const {
			return lo.constReg(v.Imm)
		}
		if slot, ok := lo.slot(i); ok {
			lo.vals[i] = lo.to("VMOVU%", slot)
			return lo.vals[i]
		}
		param := int(lo.f.Values[i].Imm)
		if lo.f.Params[param].Part != vir.Whole {
			lo.vals[i] = lo.part(param)
			return lo.vals[i]
		}
		lo.vals[i] = lo.load(lo.f.Params[param].Type, lo.loads(param), nil)
	}
	return lo.vals[i]
}

// src returns value i as an operand that may be memory: an input that is used
// once, or a constant.
func (lo *lowering) src(i int) operand.Op {
	v := lo.f.Values[i]
	switch {
	case v.Op == vir.Const:
		lo.left[i]--
		return lo.constant(v.Imm)
	case v.Op == vir.Load && lo.vals[i] == nil && lo.uses[i] == 1 && lo.f.Params[v.Imm].Elem() == lo.typ:
		lo.left[i]--
		return lo.loads(int(v.Imm))
	}
	if slot, ok := lo.slot(i); ok {
		lo.left[i]--
		return slot
	}
	return lo.reg(i)
}

// isReg reports whether value i must be or is in a register.
func (lo *lowering) isReg(i int) bool {
	v := lo.f.Values[i]
	if _, ok := lo.slot(i); ok {
		return false
	}
	return v.Op != vir.Const && (v.Op != vir.Load || lo.vals[i] != nil || lo.uses[i] > 1 || lo.f.Params[v.Imm].Part != vir.Whole)
}

// free reports whether the register of value i can be overwritten once more.
func (lo *lowering) free(i int) bool {
	v := lo.f.Values[i]
	return lo.left[i] == 0 && lo.fixed[i] == nil && v.Op != vir.Const && lo.vals[i] != nil
}

// simple lists the operations that are one instruction on both levels.
var simple = map[vir.Op]string{
	vir.Add: "VADD%", vir.Sub: "VSUB%", vir.Mul: "VMUL%", vir.Div: "VDIV%", vir.Sqrt: "VSQRT%",
	vir.AddI: "VPADD?", vir.SubI: "VPSUB?",
}

// commutes lists the operations whose arguments may be swapped, so that the
// one in memory comes last.
var commutes = map[vir.Op]bool{vir.Add: true, vir.Mul: true, vir.AddI: true, vir.And: true, vir.Or: true, vir.Xor: true, vir.EQI: true}

func (lo *lowering) operation(i int, v vir.Value) operand.Op {
	a, b := v.Args[0], v.Args[1]
	if commutes[v.Op] && !lo.isReg(a) && lo.isReg(b) {
		a, b = b, a
	}
	if name, ok := simple[v.Op]; ok {
		if v.NumArgs() == 1 {
			return lo.to(name, lo.src(a))
		}
		x := lo.reg(a)
		return lo.to(name, lo.src(b), x)
	}
	switch v.Op {
	case vir.FMA:
		return lo.fma(v)
	case vir.Neg:
		return lo.bitsOf("XOR", a, lo.signBit())
	case vir.Abs:
		return lo.bitsOf("AND", a, lo.signBit()-1)
	case vir.And, vir.Or, vir.Xor:
		if lo.late[v.Args[1]] {
			return lo.threeBits(v.Op, v.Args[0], lo.f.Values[v.Args[1]])
		}
		x := lo.reg(a)
		name := map[vir.Op]string{vir.And: "AND", vir.Or: "OR", vir.Xor: "XOR"}[v.Op]
		return lo.logic(name, x, lo.src(b))
	case vir.Min, vir.Max:
		return lo.minMax(i, v)
	case vir.MinNum, vir.MaxNum:
		x := lo.reg(a)
		return lo.numberOf(v.Op, x, lo.reg(b), lo.numeric[i])
	case vir.Round:
		name := "VROUND%"
		if lo.is512() {
			name = "VRNDSCALE%"
		}
		return lo.to(name, operand.U8(8|v.Imm), lo.src(a)) // 8: no inexact exception
	case vir.ScaleB:
		x := lo.reg(a)
		return lo.scaleB(x, lo.reg(b))
	case vir.EQ, vir.NE, vir.LT, vir.LE:
		x := lo.reg(a)
		pred := map[vir.Op]operand.U8{vir.EQ: cmpEQ, vir.NE: cmpNE, vir.LT: cmpLT, vir.LE: cmpLE}[v.Op]
		return lo.compare(pred, x, lo.src(b))
	case vir.MaskAnd, vir.MaskOr, vir.MaskNot:
		return lo.maskLogic(v)
	case vir.Table:
		if lo.byLoads() {
			return lo.tableByLoads(i)
		}
		return lo.table(lo.f.Tables[v.Imm], lo.reg(a))
	case vir.Select, vir.Rare:
		return lo.choose(lo.reg(a), b, v.Args[2])
	case vir.ShlI, vir.ShrI, vir.SarI:
		return lo.shift(v.Op, int(v.Imm), lo.reg(a))
	case vir.FloorDivI, vir.ModI:
		x := lo.reg(a)
		if d := lo.divisors[i]; d != nil {
			return lo.divideBy(v.Op, x, d)
		}
		return lo.divide(v.Op, v.Imm == smallDivision, x, lo.reg(b))
	case vir.MulI, vir.MinI, vir.MaxI, vir.LTI, vir.EQI, vir.ShlV, vir.ShrV:
		x := lo.reg(a)
		if c := lo.counts[i]; c != nil {
			return lo.shiftByScalar(x, c)
		}
		return lo.integer(v.Op, x, lo.reg(b))
	case vir.TruncFI:
		return lo.truncate(i, vir.Type(v.Imm), lo.reg(a))
	case vir.FloatI:
		return lo.floatI(v.Imm == 1, lo.reg(a))
	case vir.CvtFI, vir.CvtIF:
		return lo.convert(v.Op, lo.reg(a))
	}
	panic("no lowering for " + v.Op.String())
}

// choose lowers Select: value yes where mask holds, else no. Intel's processors take
// three instructions for a VBLENDV of AVX2.
func (lo *lowering) choose(mask operand.Op, yes, no int) operand.Op {
	zero := func(i int) bool { v := lo.f.Values[i]; return v.Op == vir.Const && v.Imm == 0 }
	switch {
	case lo.is512() && zero(no):
		lo.left[no]--
		return lo.zeroElsewhere(lo.src(yes), mask)
	case lo.is512():
		return lo.merge(lo.src(yes), mask, lo.overwrite(no))
	case zero(no):
		return lo.to("VAND%", lo.src(yes), mask)
	case zero(yes):
		return lo.to("VANDN%", lo.src(no), mask)
	}
	other := lo.reg(no)
	return lo.to("VBLENDV%", mask, lo.src(yes), other)
}

// maskOp returns the form of a K instruction that is wide enough.
func (m *machine) maskOp(name string) string {
	return name + map[int]string{8: "W", 16: "W", 32: "D", 64: "Q"}[m.lanes()]
}

// signBit returns the element with only the sign bit set.
func (m *machine) signBit() uint64 { return 1 << (8*m.typ.Size() - 1) }

// allOnes returns the element with all bits set.
func (m *machine) allOnes() uint64 { return m.signBit()<<1 - 1 }

// logic combines bits.
func (m *machine) logic(name string, x, y operand.Op) operand.Op {
	return m.to("V"+name+"%", y, x)
}

// bitsOf combines value i and a constant; one of them may be in memory.
func (lo *lowering) bitsOf(name string, i int, bits uint64) operand.Op {
	c := lo.constant(bits)
	if _, ok := c.(reg.Register); ok {
		return lo.logic(name, c, lo.src(i))
	}
	return lo.logic(name, lo.reg(i), c)
}

// ternary reports whether there is an instruction for any function of three bits.
func (m *machine) ternary() bool { return m.is512() && m.typ.Size() >= 4 }

// threeBits combines value i and an And by op, in a register of one of the three that
// is not needed any more.
func (lo *lowering) threeBits(op vir.Op, i int, and vir.Value) operand.Op {
	args := []int{i, and.Args[0], and.Args[1]}
	for j, a := range args[:2] { // what is in memory comes last
		if !lo.isReg(a) {
			args[j], args[2] = args[2], args[j]
		}
	}
	for j, a := range args {
		if lo.left[a] == 1 && lo.isReg(a) && lo.fixed[a] == nil {
			args[0], args[j] = args[j], args[0]
			break
		}
	}
	table := 0
	for bits := range 8 {
		value := func(a int) int { return bits >> (2 - slices.Index(args, a)) & 1 }
		r := value(and.Args[0]) & value(and.Args[1])
		if op == vir.Or {
			r |= value(i)
		} else {
			r ^= value(i)
		}
		table |= r << bits
	}
	middle := lo.reg(args[1])
	last := lo.src(args[2])
	return lo.emit("VPTERNLOG"+map[int]string{4: "D", 8: "Q"}[lo.typ.Size()], operand.U8(table), last, middle, lo.overwrite(args[0]))
}

// compare returns a mask: a K register, or lanes of ones and zeros.
func (m *machine) compare(pred operand.U8, x, y operand.Op) operand.Op {
	if m.is512() {
		return m.emit("VCMP%", pred, y, x, m.K())
	}
	return m.to("VCMP%", pred, y, x)
}

// fma chooses the form whose destination is an argument that is not needed
// any more.
func (lo *lowering) fma(v vir.Value) operand.Op {
	a, b, c := v.Args[0], v.Args[1], v.Args[2]
	name := [...]string{0: "VFMADD", negProduct: "VFNMADD", negAddend: "VFMSUB", negProduct | negAddend: "VFNMSUB"}[v.Imm]
	if !lo.isReg(b) && lo.isReg(a) || lo.isReg(a) && lo.uses[a] == 1 && lo.f.Values[a].Op != vir.Scalar {
		a, b = b, a // b is overwritten, a may be in memory
	}
	if !lo.isReg(c) && lo.isReg(a) && lo.isReg(b) { // b = a*b + memory
		x := lo.reg(a)
		y := lo.overwrite(b)
		return lo.emit(name+"213%", lo.src(c), x, y)
	}
	y, z := lo.reg(b), lo.overwrite(c)
	return lo.emit(name+"231%", lo.src(a), y, z)
}

// overwrite returns value i in a register that may be written.
func (lo *lowering) overwrite(i int) operand.Op {
	v := lo.f.Values[i]
	if v.Op == vir.Const {
		defer func(s map[constKey]reg.VecVirtual) { lo.shared = s }(lo.shared)
		lo.shared = nil
	}
	r := lo.reg(i)
	if key := (constKey{v.Imm, lo.typ.Size()}); v.Op == vir.Const && lo.hoisted[key] == nil {
		lo.reloads[key]-- // a copy of a register would be as many instructions
		return r
	}
	if lo.free(i) {
		return r
	}
	return lo.to("VMOVA%", r)
}

// merge replaces the lanes of dst where mask holds by x. (avo takes the
// destination of VBLENDM for an input, which would keep it live for nothing.)
func (m *machine) merge(x, mask, dst operand.Op) operand.Op {
	switch x := x.(type) {
	case bcst:
		return m.emit(m.broadcast(), x.Mem, mask, dst)
	case operand.Mem:
		return m.emit("VMOVU%", x, mask, dst)
	}
	return m.emit("VMOVA%", x, mask, dst)
}

// zeroElsewhere returns x in the lanes where mask holds, of AVX-512.
func (m *machine) zeroElsewhere(x, mask operand.Op) operand.Op {
	switch x := x.(type) {
	case bcst:
		return m.to(m.broadcast()+"_Z", x.Mem, mask)
	case operand.Mem:
		return m.to("VMOVU%_Z", x, mask)
	}
	return m.to("VMOVA%_Z", x, mask)
}

// scaleB multiplies x by 2^n with one rounding.
func (m *machine) scaleB(x, n operand.Op) operand.Op {
	if m.is512() {
		return m.to("VSCALEF%", n, x)
	}
	// x * 2^h * 2^(n-h) with h = floor(n/2): the first product is exact.
	h := m.to("VROUND%", operand.U8(8|uint64(vir.Down)), m.to("VMUL%", m.constReg(m.floatBits(0.5)), n))
	rest := m.to("VSUB%", h, n)
	y := m.to("VMUL%", m.pow2(h), x)
	return m.to("VMUL%", m.pow2(rest), y)
}

// pow2 returns 2^n for integral n of a normal result.
func (m *machine) pow2(n operand.Op) operand.Op {
	magic, shift := pow2Magic(m.typ)
	return m.to("VPSLL?", operand.U8(shift), m.to("VADD%", m.constReg(m.floatBits(magic)), n))
}

// pow2Magic returns the number that, added to an integral n, puts n plus the
// bias into the low bits, and the shift that moves them to the exponent.
func pow2Magic(t vir.Type) (magic float64, shift int) {
	if t == vir.F32 {
		return 1<<23 + 127, 23
	}
	return 1<<52 + 1023, 52
}

// maskLogic combines masks.
func (lo *lowering) maskLogic(v vir.Value) operand.Op {
	if a := v.Args[0]; lo.late[a] {
		compare := lo.f.Values[a]
		x := lo.reg(compare.Args[0])
		pred := map[vir.Op]operand.U8{vir.LT: cmpNLT, vir.LE: cmpNLE}[compare.Op]
		return lo.compare(pred, x, lo.src(compare.Args[1]))
	}
	x := lo.reg(v.Args[0])
	if v.Op == vir.MaskNot {
		if lo.is512() {
			return lo.emit(lo.maskOp("KNOT"), x, lo.K())
		}
		return lo.logic("XOR", x, lo.constReg(lo.allOnes()))
	}
	y := lo.reg(v.Args[1])
	if lo.is512() {
		return lo.emit(lo.maskOp(map[vir.Op]string{vir.MaskAnd: "KAND", vir.MaskOr: "KOR"}[v.Op]), y, x, lo.K())
	}
	return lo.logic(map[vir.Op]string{vir.MaskAnd: "AND", vir.MaskOr: "OR"}[v.Op], x, y)
}
