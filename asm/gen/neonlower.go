package main

import (
	"fmt"
	"slices"

	"github.com/lanewise/lanewise/asm/vir"
)

// neonSimple lists the operations that are one instruction of their arguments.
var neonSimple = map[vir.Op]string{
	vir.Add: "fadd", vir.Sub: "fsub", vir.Mul: "fmul", vir.Div: "fdiv", vir.Sqrt: "fsqrt",
	vir.Neg: "fneg", vir.Abs: "fabs", vir.Min: "fmin", vir.Max: "fmax",
	vir.EQ: "fcmeq", vir.MaskAnd: "and", vir.MaskOr: "orr", vir.MaskNot: "mvn",
	vir.AddI: "add", vir.SubI: "sub", vir.And: "and", vir.Or: "orr", vir.Xor: "eor",
	vir.CvtFI: "fcvtzs", vir.CvtIF: "scvtf", vir.EQI: "cmeq",
}

// neonRound names the instruction of each rounding mode.
var neonRound = map[vir.RoundMode]string{
	vir.ToEven: "frintn", vir.Down: "frintm", vir.Up: "frintp", vir.ToZero: "frintz",
}

// forever is a number of uses that is never reached.
const forever = 1 << 30

// neonLowering turns the values of a body into instructions, for one vector.
type neonLowering struct {
	*neon
	f     *vir.Func
	uses  []int        // how often a value is an argument or a result
	fixed map[int]vreg // scalars, by their values
	vals  []vreg       // registers of the values
	left  map[vreg]int // uses of a register not yet seen in this vector
}

// newNEONLowering prepares f; scalars holds the registers of scalar parameters.
func newNEONLowering(m *neon, f *vir.Func, scalars map[int]vreg) *neonLowering {
	f = withoutNegations(withoutBitcasts(f), false)
	lo := &neonLowering{neon: m, f: f, uses: useCounts(f), fixed: map[int]vreg{}}
	for i, v := range f.Values {
		if v.Op == vir.Scalar {
			lo.fixed[i] = scalars[int(v.Imm)]
		}
	}
	return lo
}

// body lowers all values once; in holds the inputs by their parameters.
func (lo *neonLowering) body(in map[int]vreg) {
	lo.vals = make([]vreg, len(lo.f.Values))
	lo.left = map[vreg]int{}
	for i, v := range lo.f.Values {
		r, uses := vreg(0), lo.uses[i]
		switch v.Op {
		case vir.Load:
			r = in[int(v.Imm)]
		case vir.Scalar:
			r, uses = lo.fixed[i], forever
		case vir.Const, vir.BitcastFI, vir.BitcastIF:
			continue // constants are loaded where they are used, unless they are in a register
		case vir.MaskNot:
			if lo.storeInverts(i) {
				continue
			}
			r = lo.operation(v)
		case vir.Neg:
			if uses == 0 {
				continue // see withoutNegations
			}
			r = lo.operation(v)
		default:
			r = lo.operation(v)
		}
		lo.vals[i] = r
		lo.left[r] += uses // the register may be that of an argument
	}
}

// arg returns value i in a register; this is one use of it.
func (lo *neonLowering) arg(i int) vreg {
	if v := lo.f.Values[i]; v.Op == vir.Const {
		r := lo.constant(v.Imm)
		if lo.hoist[v.Imm] {
			lo.left[r] = forever
		}
		return r
	}
	lo.left[lo.vals[i]]--
	return lo.vals[i]
}

// storeInverts reports whether value i is the inverse of a mask and nothing but
// an output, a bool: the store then inverts, at no cost.
func (lo *neonLowering) storeInverts(i int) bool {
	return lo.f.Values[i].Op == vir.MaskNot && lo.uses[i] == 1 &&
		slices.ContainsFunc(lo.f.Outs, func(o vir.Output) bool { return o.Value == i })
}

// out returns the register of an output, and whether to store its inverse.
func (lo *neonLowering) out(o vir.Output) (r vreg, invert bool) {
	if lo.storeInverts(o.Value) {
		return lo.arg(lo.f.Values[o.Value].Args[0]), true
	}
	return lo.arg(o.Value), false
}

// neonResult is an output's lanes, or masks to be inverted, in one register for
// each vector.
type neonResult struct {
	regs   []vreg
	invert bool
}

// results adds the outputs of the vector just lowered.
func (lo *neonLowering) results(list []neonResult) {
	for j, o := range lo.f.Outs {
		r, invert := lo.out(o)
		list[j] = neonResult{append(list[j].regs, r), invert}
	}
}

// free reports whether a register can be overwritten.
func (lo *neonLowering) free(r vreg) bool { return lo.left[r] == 0 }

// overwrite returns r, or a copy if it is needed again.
func (lo *neonLowering) overwrite(r vreg) vreg {
	if lo.free(r) {
		return r
	}
	return lo.copy(r)
}

func (lo *neonLowering) operation(v vir.Value) vreg {
	var a [3]vreg
	for j := range v.NumArgs() {
		a[j] = lo.arg(v.Args[j])
	}
	if name, ok := neonSimple[v.Op]; ok {
		return lo.to(name, a[:v.NumArgs()]...)
	}
	switch v.Op {
	case vir.MinNum, vir.MaxNum: // a signalling NaN would be the result
		name := map[vir.Op]string{vir.MinNum: "fminnm", vir.MaxNum: "fmaxnm"}[v.Op]
		return lo.to(name, lo.to(name, a[0], a[0]), lo.to(name, a[1], a[1]))
	case vir.FMA:
		dst := lo.overwrite(a[2])
		if v.Imm&negProduct != 0 {
			lo.into(dst, "fmls", a[0], a[1])
		} else {
			lo.into(dst, "fmla", a[0], a[1])
		}
		return dst
	case vir.NE:
		return lo.to("mvn", lo.to("fcmeq", a[0], a[1]))
	case vir.LT:
		return lo.to("fcmgt", a[1], a[0])
	case vir.LE:
		return lo.to("fcmge", a[1], a[0])
	case vir.Round:
		return lo.to(neonRound[vir.RoundMode(v.Imm)], a[0])
	case vir.ScaleB:
		return lo.scaleB(a[0], a[1])
	case vir.MulI, vir.MinI, vir.MaxI, vir.LTI, vir.ShlV, vir.ShrV:
		return lo.integer(v.Op, a[0], a[1])
	case vir.FloorDivI, vir.ModI:
		return lo.divide(v.Op, a[0], a[1])
	case vir.TruncFI:
		return lo.truncate(vir.Type(v.Imm), a[0])
	case vir.FloatI:
		return lo.to([...]string{"scvtf", "ucvtf"}[v.Imm], a[0])
	case vir.Table:
		return lo.table(lo.f.Tables[v.Imm], a[0])
	case vir.SarI:
		if v.Imm == 0 {
			return a[0]
		}
		return lo.shift("sshr", int(v.Imm), a[0])
	case vir.Select, vir.Rare:
		return lo.choose(a[0], a[1], a[2])
	case vir.ShlI:
		return lo.shift("shl", int(v.Imm), a[0])
	case vir.ShrI:
		if v.Imm == 0 { // which ushr can't encode
			return a[0]
		}
		return lo.shift("ushr", int(v.Imm), a[0])
	}
	panic("no NEON lowering for " + v.Op.String())
}

// integer lowers the operations on two integers that depend on the sign or the
// width.
func (lo *neonLowering) integer(op vir.Op, x, y vreg) vreg {
	sign := map[bool]string{true: "s", false: "u"}[lo.typ.Signed()]
	switch op {
	case vir.MulI:
		return lo.product(x, y)
	case vir.MinI, vir.MaxI:
		if lo.typ.Size() < 8 {
			return lo.to(sign+map[vir.Op]string{vir.MinI: "min", vir.MaxI: "max"}[op], x, y)
		}
		smaller := lo.less(x, y)
		if op == vir.MaxI {
			x, y = y, x
		}
		lo.into(smaller, "bsl", x, y)
		return smaller
	case vir.ShlV:
		return lo.to("ushl", x, lo.shiftCount(y))
	case vir.ShrV:
		return lo.to(sign+"shl", x, lo.to("neg", lo.shiftCount(y)))
	}
	return lo.less(x, y)
}

// product returns the low half of the product; that of 64 bits is
// lo*lo + (lo*hi + hi*lo) * 2^32.
func (lo *neonLowering) product(x, y vreg) vreg {
	if lo.typ.Size() < 8 {
		return lo.to("mul", x, y)
	}
	cross := lo.sized(4, "uaddlp", lo.sized(4, "mul", x, lo.sized(4, "rev64", y)))
	sum := lo.shift("shl", 32, cross)
	lo.sizedInto(sum, 4, "umlal", lo.sized(4, "uzp1", x, x), lo.sized(4, "uzp1", y, y))
	return sum
}

func (lo *neonLowering) less(x, y vreg) vreg {
	if lo.typ.Signed() {
		return lo.to("cmgt", y, x)
	}
	return lo.to("cmhi", y, x)
}

// shiftCount cuts counts to the width: the instructions look at the lowest
// byte only.
func (lo *neonLowering) shiftCount(y vreg) vreg {
	width := lo.constant(uint64(lo.typ.Width()))
	if lo.typ.Size() < 8 {
		return lo.to("umin", y, width)
	}
	small := lo.to("cmhi", width, y)
	lo.into(small, "bsl", y, width)
	return small
}

// truncate makes integers of type to; the instructions saturate and make 0 of
// NaN, in lanes of the full width.
func (lo *neonLowering) truncate(to vir.Type, x vreg) vreg {
	if to.Size() < lo.typ.Size() {
		low, limit := to.Range()
		x = lo.to("fmin", lo.to("fmax", x, lo.constant(floatBits(lo.typ, low))), lo.constant(floatBits(lo.typ, limit-1)))
	}
	if to.Signed() {
		return lo.to("fcvtzs", x)
	}
	return lo.to("fcvtzu", x)
}

// table reads one lane's constant after the other.
func (lo *neonLowering) table(entries []uint64, index vreg) vreg {
	size := lo.typ.Size()
	letter, load := laneLetter(size), map[int]string{4: "MOVWU (%s)(%s<<2), %[2]s", 8: "MOVD (%s)(%s<<3), %[2]s"}[size]
	if lo.scratch[0] == "" {
		lo.scratch = [2]string{lo.gp(), lo.gp()}
	}
	base, at, v := lo.scratch[0], lo.scratch[1], lo.vec()
	lo.printf("MOVD $%s(SB), %s", lo.consts.table(entries, size), base)
	for lane := range lo.lanes() {
		lo.move(fmt.Sprintf("VMOV V%%[1]d.%s[%d], %s", letter, lane, at), nil, []vreg{index})
		lo.printf("AND $%d, %s", len(entries)-1, at)
		lo.printf(load, base, at)
		defined := []vreg{v}
		if lane == 0 {
			defined = nil
		}
		lo.move(fmt.Sprintf("VMOV %s, V%%[1]d.%s[%d]", at, letter, lane), []vreg{v}, defined)
	}
	return v
}

// choose selects by the form whose destination is not needed any more.
func (lo *neonLowering) choose(mask, yes, no vreg) vreg {
	switch {
	case !lo.free(mask) && lo.free(no):
		lo.into(no, "bit", yes, mask)
		return no
	case !lo.free(mask) && lo.free(yes):
		lo.into(yes, "bif", no, mask)
		return yes
	}
	dst := lo.overwrite(mask)
	lo.into(dst, "bsl", yes, no)
	return dst
}

// scaleB multiplies x by 2^h and 2^(n-h) with h = floor(n/2): the first product
// is exact.
func (lo *neonLowering) scaleB(x, n vreg) vreg {
	h := lo.to("frintm", lo.to("fmul", n, lo.constant(floatBits(lo.typ, 0.5))))
	rest := lo.to("fsub", n, h)
	return lo.to("fmul", lo.to("fmul", x, lo.pow2(h)), lo.pow2(rest))
}

// pow2 returns 2^n for integral n of a normal result.
func (lo *neonLowering) pow2(n vreg) vreg {
	magic, fraction := pow2Magic(lo.typ)
	return lo.shift("shl", fraction, lo.to("fadd", n, lo.constant(floatBits(lo.typ, magic))))
}
