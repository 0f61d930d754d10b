package main

import (
	"cmp"
	"math"
	"math/bits"
	"slices"

	"github.com/lanewise/lanewise/asm/vir"
	"github.com/mmcloughlin/avo/ir"
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// unroll is how many vectors the main loop of an element-wise kernel does.
const unroll = 4

func (m *machine) floatBits(x float64) uint64 { return floatBits(m.typ, x) }

// floatBits returns the bits of x rounded to t.
func floatBits(t vir.Type, x float64) uint64 {
	if t == vir.F32 {
		return uint64(math.Float32bits(float32(x)))
	}
	return math.Float64bits(x)
}

// stubSignature returns the assembly's Go signature: pointers, the element
// count, then scalars; with leaves, a pointer to where their results go instead of a result.
func stubSignature(f *vir.Func, leaves bool) string {
	var ptrs, scalars [][2]string // names and types
	for _, p := range f.Arguments() {
		if p.Kind == vir.InScalar {
			scalars = append(scalars, [2]string{p.Name, p.Elem().Go()})
		} else {
			ptrs = append(ptrs, [2]string{p.Name, "*" + p.Elem().Go()})
		}
	}
	list := append(append(ptrs, [2]string{"n", "int"}), scalars...)
	if leaves {
		list = append(list, [2]string{"of", "*" + f.Type.Go()})
	}
	s := "func("
	for i, p := range list {
		switch {
		case i+1 == len(list):
			s += p[0] + " " + p[1] + ")"
		case list[i+1][1] == p[1]:
			s += p[0] + ", "
		default:
			s += p[0] + " " + p[1] + ", "
		}
	}
	if f.Reduce != vir.NoReduce && !leaves {
		s += " (ret " + f.Type.Go() + ")"
	}
	return s
}

// assemble lowers f to one level. Two vectors in turn, where they are wanted, have registers enough
// at AVX-512; at AVX2 values that wait longest go to the stack, as many as it takes, and where that
// is more than sixteen vectors, one comes after the other.
func assemble(l level, f *vir.Func, pairs bool, consts *constPool) (*ir.Function, error) {
	if !pairs {
		return assembleLoop(l, f, false, 0, consts)
	}
	fn, err := assembleLoop(l, f, true, 0, consts)
	for gap := 64; isFull(err) && gap > 3; gap -= gap / 4 {
		fn, err = assembleLoop(l, f, true, gap, consts)
	}
	if isFull(err) || err == nil && fn.LocalSize > 16*l.bytes {
		return assembleLoop(l, f, false, 0, consts)
	}
	return fn, err
}

// assembleLoop is assemble for pairs or not; see spills for gap.
func assembleLoop(l level, f *vir.Func, pairs bool, gap int, consts *constPool) (*ir.Function, error) {
	f = quickDivision(l, quickTruncation(l, f))
	return function(l, f.Type, consts, f.Symbol(), stubSignature(f, f.Leaves), func(m *machine, loadConstants func()) {
		k := &kernel{machine: m, f: f, pairs: pairs, gap: gap, ptr: map[int]reg.GPVirtual{}, scalars: map[int]operand.Op{}, locals: map[int]operand.Mem{}}
		k.params()
		k.loadOrders()
		loadConstants()
		k.lowering = newLowering(m, f, k.scalars)
		k.f = k.lowering.f
		k.lowering.divisors, k.lowering.counts, k.lowering.bounds = k.divisors(), k.scalarCounts(), k.scalarBounds()
		k.lowering.numeric = k.scalarNumbers()
		switch {
		case f.Reduce != vir.NoReduce:
			k.reduction()
		case f.Usual() != f || pairs:
			k.guarded()
		case len(k.numeric) > 0 && !m.is512():
			k.elementWiseNumbers()
		default:
			k.elementWise()
		}
	})
}

// kernel is the loop around a body.
type kernel struct {
	*machine
	*lowering
	f       *vir.Func
	pairs   bool
	gap     int
	ptr     map[int]reg.GPVirtual
	scalars map[int]operand.Op  // in all lanes
	locals  map[int]operand.Mem // room on the stack for tails
	n       reg.GPVirtual       // elements that remain
	i       reg.GPVirtual       // index of the next element
	i2      reg.GPVirtual       // twice that, if there are complex elements
}

// params loads pointers and the count, and broadcasts scalars.
func (k *kernel) params() {
	for i, p := range k.f.Params {
		switch {
		case p.Kind == vir.InScalar:
		case p.Part == vir.Im:
			k.ptr[i] = k.ptr[i-1]
		default:
			k.ptr[i] = k.param(p.Name)
		}
	}
	k.n = k.param("n")
	for i, p := range k.f.Params {
		if p.Kind == vir.InScalar {
			k.scalars[i] = k.to(k.broadcast(), k.scalar(p))
			if p.Type == vir.Bool {
				k.scalars[i] = k.notZero(k.scalars[i])
			}
		}
	}
	k.i = k.GP64()
	k.XORQ(k.i, k.i)
	if k.f.Complex() {
		k.i2 = k.GP64()
		k.XORQ(k.i2, k.i2)
	}
}

// scalar loads a scalar parameter into a vector register.
func (k *kernel) scalar(p vir.Param) reg.VecVirtual {
	if p.Type.Float() {
		from := k.Param(p.Name)
		switch p.Part {
		case vir.Re:
			from = from.Real()
		case vir.Im:
			from = from.Imag()
		}
		return k.Load(from, k.XMM()).(reg.VecVirtual)
	}
	x := k.XMM()
	k.VMOVQ(k.Load(k.Param(p.Name), k.GP64()), x)
	return x
}

// at returns the memory of a parameter's vector number u from the index.
func (k *kernel) at(u int) func(param int) operand.Mem {
	return func(param int) operand.Mem {
		size := k.f.Params[param].Type.Size()
		if k.f.Params[param].Part != vir.Whole {
			return operand.Mem{Base: k.ptr[param], Index: k.i2, Scale: uint8(size), Disp: 2 * u * k.bytes}
		}
		return operand.Mem{Base: k.ptr[param], Index: k.i, Scale: uint8(size), Disp: u * k.lanes() * size}
	}
}

// loop repeats body while step elements remain.
func (k *kernel) loop(name string, step int, body func()) {
	start, end := k.label(name), k.label(name+"_end")
	k.SUBQ(operand.I32(step), k.n)
	k.JL(operand.LabelRef(end))
	k.alignLoop()
	k.Label(start)
	body()
	k.ADDQ(operand.I32(step), k.i)
	if k.i2 != nil {
		k.ADDQ(operand.I32(2*step), k.i2)
	}
	k.SUBQ(operand.I32(step), k.n)
	k.JGE(operand.LabelRef(start))
	k.Label(end)
	k.ADDQ(operand.I32(step), k.n)
}

// elementWise writes a loop over unrolled vectors, one over single vectors and
// a masked tail.
func (k *kernel) elementWise() {
	unroll := unroll
	if k.f.Complex() && !k.packs() { // whose vectors are pairs
		unroll /= 2
	}
	k.loop("main", unroll*k.lanes(), func() {
		if k.packs() {
			k.vectorsPacked()
			return
		}
		for u := range unroll {
			k.vector(k.lowering, u)
		}
	})
	k.loop("vector", k.lanes(), func() { k.vector(k.lowering, 0) })
	k.lastElements()
}

// vector writes the body and the stores for vector u from the index.
func (k *kernel) vector(lo *lowering, u int) {
	lo.body(k.at(u), nil)
	k.stores(lo, u)
}

func (k *kernel) stores(lo *lowering, u int) {
	for j, o := range lo.f.Outs {
		switch p, mem := k.f.Params[o.Param], k.at(u)(o.Param); p.Part {
		case vir.Whole:
			lo.storeResult(o, mem, nil)
		case vir.Re:
			re := lo.reg(o.Value)
			k.storeJoined(re, lo.reg(lo.f.Outs[j+1].Value), k.f.Mixed(), mem)
		}
	}
}

// guarded writes a kernel that has rare sides, or comes in pairs: loops with the usual body, which is
// long enough not to be unrolled, and the whole body out of line for vectors of
// which some lane needs it. In pairs, two vectors come operation by operation.
func (k *kernel) guarded() {
	var rare []func() // code out of line
	inTurn := func(vectors ...*lowering) {
		needed, next := k.label("rare"), k.label("next")
		for u, lo := range vectors {
			lo.begin(k.at(u))
		}
		for i := range vectors[0].f.Values {
			if len(vectors) > 1 && !k.is512() {
				k.shared = map[constKey]reg.VecVirtual{}
			}
			for _, lo := range vectors {
				lo.value(i)
				if slices.Contains(lo.f.Guards, i) {
					k.jumpIfAny(lo, i, needed)
				}
			}
		}
		k.shared = nil
		for u, lo := range vectors {
			k.stores(lo, u)
		}
		k.Label(next)
		if len(vectors[0].f.Guards) == 0 {
			return
		}
		rare = append(rare, func() {
			k.Label(needed)
			for u := range vectors {
				k.vector(k.lowering, u)
			}
			k.JMP(operand.LabelRef(next))
		})
	}
	first := newLowering(k.machine, k.f.Usual(), k.scalars)
	if k.pairs {
		second := newLowering(k.machine, k.f.Usual(), k.scalars)
		if k.gap > 0 {
			first.spilled, second.spilled = newSpills(first.f, k.gap), newSpills(first.f, k.gap)
		}
		k.loop("pair", 2*k.lanes(), func() { inTurn(first, second) })
		first.spilled = nil
	}
	k.loop("main", k.lanes(), func() { inTurn(first) })
	k.cold = true
	k.lastElements()
	end := k.label("end")
	k.JMP(operand.LabelRef(end))
	for _, code := range rare {
		code()
	}
	k.Label(end)
}

// jumpIfAny goes to label if guard g of the body holds in some lane.
func (k *kernel) jumpIfAny(lo *lowering, g int, label string) {
	mask := lo.reg(g)
	switch {
	case !k.is512():
		k.emit("VPTEST", mask, mask)
	case k.lanes() == 8:
		k.KORTESTB(mask, mask)
	default:
		k.KORTESTW(mask, mask)
	}
	k.JNE(operand.LabelRef(label))
}

// lastElements writes the masked tail of an element-wise kernel.
func (k *kernel) lastElements() {
	k.tail(func(masks []operand.Op) {
		loaded := k.loadMasked(masks[0], 0)
		var pairs []operand.Op
		if k.f.Complex() {
			pairs = k.pairMasks()
			k.loadParts(loaded, pairs)
		}
		k.body(nil, loaded)
		for j, o := range k.f.Outs {
			switch k.f.Params[o.Param].Part {
			case vir.Whole:
				k.storeMasked(o, masks[0])
			case vir.Re:
				k.storeParts(o, k.f.Outs[j+1], pairs)
			}
		}
		for _, o := range k.f.Outs {
			k.copyBack(o.Param)
		}
	}, 1)
}

// tail runs body with masks of the elements that remain, if any do, spread
// over the given number of vectors.
func (k *kernel) tail(body func(masks []operand.Op), vectors int) {
	end := k.label("done")
	k.TESTQ(k.n, k.n)
	k.JE(operand.LabelRef(end))
	masks := make([]operand.Op, vectors)
	if k.is512() {
		ones := k.GP64()
		k.MOVQ(operand.I32(-1), ones)
		k.BZHIQ(k.n, ones, ones)
		masks[0] = k.K()
		if k.lanes() > 16 {
			k.KMOVQ(ones, masks[0])
		} else {
			k.KMOVW(ones.As32(), masks[0])
		}
	} else {
		// The table has 64 bytes of ones; step back by the bytes that remain.
		table, bytes := k.GP64(), k.GP64()
		k.LEAQ(operand.NewDataAddr(operand.NewStaticSymbol(tailMask), 64), table)
		k.MOVQ(k.n, bytes)
		if shift := bits.TrailingZeros(uint(k.typ.Size())); shift > 0 {
			k.SHLQ(operand.U8(shift), bytes)
		}
		k.SUBQ(bytes, table)
		for v := range masks {
			masks[v] = k.to("VMOVU%", operand.Mem{Base: table, Disp: v * k.bytes})
		}
	}
	body(masks)
	k.Label(end)
}

// loadMasked reads the elements of all inputs where mask holds, something or
// zeros elsewhere, for vector u of the tail.
func (k *kernel) loadMasked(mask operand.Op, u int) map[int]operand.Op {
	loaded := map[int]operand.Op{}
	for i, p := range k.f.Params {
		switch {
		case p.Kind != vir.InSlice || p.Part != vir.Whole:
		case k.is512():
			loaded[i] = k.load(p.Type, k.at(u)(i), mask)
		case k.maskMove(p.Type):
			loaded[i] = k.to("VMASKMOV%", k.at(u)(i), mask)
		default:
			if u == 0 {
				k.bounce(p.Type.Size(), k.remaining(i), k.local(i))
			}
			loaded[i] = k.load(p.Type, k.local(i).Offset(u*k.lanes()*p.Type.Size()), nil)
		}
	}
	return loaded
}

func (k *kernel) storeMasked(o vir.Output, mask operand.Op) {
	switch {
	case k.is512():
		k.lowering.storeResult(o, k.at(0)(o.Param), mask)
	case k.maskMove(k.f.Params[o.Param].Type):
		k.emit("VMASKMOV%", k.reg(o.Value), mask, k.at(0)(o.Param))
	default:
		k.lowering.storeResult(o, k.local(o.Param), nil)
	}
}

// copyBack ends the store of a tail that went to the stack.
func (k *kernel) copyBack(param int) {
	if t := k.f.Params[param].Type; !k.is512() && !k.maskMove(t) { // never a complex one
		k.bounce(t.Size(), k.local(param), k.remaining(param))
	}
}

// maskMove reports whether AVX2 has masked access to elements of type t.
func (k *kernel) maskMove(t vir.Type) bool { return t == k.typ && t.Size() >= 4 }

// local returns room on the stack for a tail of a parameter.
func (k *kernel) local(param int) operand.Mem {
	if _, ok := k.locals[param]; !ok {
		k.locals[param] = k.AllocLocal(vir.LogicalBytes)
	}
	return k.locals[param]
}

// remaining returns the address of a parameter's next element.
func (k *kernel) remaining(param int) operand.Mem {
	at := k.GP64()
	k.LEAQ(k.at(0)(param), at)
	return operand.Mem{Base: at}
}

// leafElements is package kernels' leaf: how many elements a reduction of floats folds without
// splitting them in halves.
const leafElements = 512

// reduction folds all elements, or leaf by leaf.
func (k *kernel) reduction() {
	if !k.f.Leaves {
		k.result(k.leaf())
		return
	}
	of, left := k.param("of"), k.GP64()
	k.MOVQ(k.n, left)
	k.Label("leaf")
	k.SUBQ(operand.I32(leafElements), left)
	k.JLE(operand.LabelRef("last"))
	k.MOVQ(operand.I32(leafElements), k.n)
	k.Label("last")
	x := k.leaf()
	k.emit(map[vir.Type]string{vir.F64: "VMOVSD", vir.F32: "VMOVSS"}[k.typ], x, operand.Mem{Base: of})
	k.ADDQ(operand.I32(k.typ.Size()), of)
	k.MOVQ(left, k.n)
	k.TESTQ(left, left)
	k.JG(operand.LabelRef("leaf"))
}

// leaf keeps vir.Accumulators logical vectors of partial results, and returns the register in
// whose lane 0 they come together.
func (k *kernel) leaf() reg.Register {
	parts := vir.LogicalBytes / k.bytes // registers of a logical vector
	acc := make([]reg.VecVirtual, vir.Accumulators*parts)
	for j := range acc {
		acc[j] = k.vec()
		k.identity(acc[j])
	}
	lanes := k.typ.LogicalLanes()
	if k.sumsBytes() {
		k.sumBytes(acc)
	}
	k.loop("main", vir.Accumulators*lanes, func() {
		for u := range acc {
			k.body(k.at(u), nil)
			k.foldResult(acc[u])
		}
	})
	k.loop("vector", lanes, func() {
		for u := range parts {
			k.body(k.at(u), nil)
			k.foldResult(acc[u])
		}
	})
	k.tail(func(masks []operand.Op) {
		for u := range parts {
			k.body(nil, k.loadMasked(masks[u], u))
			folded := k.vec()
			k.fold(k.reg(k.f.Result), acc[u], folded)
			if k.is512() {
				k.emit("VMOVA%", folded, masks[u], acc[u])
			} else {
				k.emit("VBLENDV%", masks[u], folded, acc[u], acc[u])
			}
		}
	}, parts)
	for u := range parts {
		k.fold(acc[parts+u], acc[u], acc[u])
		k.fold(acc[3*parts+u], acc[2*parts+u], acc[2*parts+u])
		k.fold(acc[2*parts+u], acc[u], acc[u])
	}
	k.foldLanes(acc[:parts], k.typ.Size(), k.fold)
	return acc[0].AsX()
}

// foldResult folds the result into acc, from memory if it is no more than an input.
func (k *kernel) foldResult(acc reg.VecVirtual) {
	if simple[k.f.Reduce.Fold(k.typ)] != "" {
		k.fold(k.src(k.f.Result), acc, acc)
	} else {
		k.fold(k.reg(k.f.Result), acc, acc)
	}
}

// sumsBytes reports whether the reduction adds bytes as they are, in 64 bits.
func (k *kernel) sumsBytes() bool {
	return k.f.Reduce == vir.ReduceSum && k.typ.Size() == 8 && len(k.f.Values) == 1 && k.f.Params[0].Type.Size() == 1 && k.f.Params[0].Type != vir.Bool
}

// sumBytes adds most of the bytes eight at a time; sums of integers don't depend
// on the order. Signed ones become unsigned by an offset of 128.
func (k *kernel) sumBytes(acc []reg.VecVirtual) {
	zero := k.zero()
	k.loop("bytes", len(acc)*k.bytes, func() {
		for u, a := range acc {
			x := operand.Op(operand.Mem{Base: k.ptr[0], Index: k.i, Scale: 1, Disp: u * k.bytes})
			if k.f.Params[0].Type.Signed() {
				x = k.logic("XOR", k.to("VMOVU%", x), k.constReg(0x8080808080808080))
				k.emit("VPSUBQ", k.constReg(8*128), a, a)
			}
			k.emit("VPADDQ", k.to("VPSADBW", x, zero), a, a)
		}
	})
}

// result returns lane 0.
func (k *kernel) result(x operand.Op) {
	if k.typ.Float() {
		k.Store(x.(reg.Register), k.Return("ret"))
		return
	}
	r := k.GP64()
	k.VMOVQ(x, r)
	k.Store(map[int]reg.Register{1: r.As8(), 2: r.As16(), 4: r.As32(), 8: r}[k.typ.Size()], k.Return("ret"))
}

// identity sets r to the value that folds start with.
func (k *kernel) identity(r reg.VecVirtual) {
	if bits := k.f.Reduce.Identity(k.typ); bits != 0 {
		k.emit("VMOVA%", k.constReg(bits), r)
		return
	}
	k.emit("VXOR%", r, r, r)
}

// fold sets dst = acc op x.
func (k *kernel) fold(x operand.Op, acc, dst reg.VecVirtual) {
	op := k.f.Reduce.Fold(k.typ)
	switch name := cmp.Or(simple[op], k.magnitudes()); {
	case name != "":
		k.emit(name, x, acc, dst)
	case k.typ.Float():
		k.emit("VMOVA%", k.minMaxOf(op, acc, x), dst)
	default:
		k.emit("VMOVA%", k.integer(op, acc, x), dst)
	}
}

// magnitudes returns the instruction for a maximum of absolute values, if there is one: they
// are in the order of integers, NaN above infinity, and the -Inf that folds start with is below.
func (k *kernel) magnitudes() string {
	switch abs := k.f.Reduce == vir.ReduceMax && k.f.Values[k.f.Result].Op == vir.Abs; {
	case abs && k.is512():
		return "VPMAXS?"
	case abs && k.typ == vir.F32:
		return "VPMAXSD"
	}
	return ""
}

// foldLanes folds a logical vector by halves into the first size bytes of its
// first register; fold sets dst to acc and x folded.
func (m *machine) foldLanes(parts []reg.VecVirtual, size int, fold func(x operand.Op, acc, dst reg.VecVirtual)) {
	acc, half := parts[0], m.vec()
	if m.is512() {
		m.emit("VEXTRACTF64X4", operand.U8(1), acc, half.AsY())
	} else {
		m.emit("VMOVA%", parts[1], half)
	}
	fold(half, acc, acc)
	m.emit("VEXTRACTF128", operand.U8(1), acc.AsY(), half.AsX())
	fold(half, acc, acc)
	if size <= 8 {
		m.emit("VUNPCKHPD", acc.AsX(), acc.AsX(), half.AsX())
		fold(half, acc, acc)
	}
	if size <= 4 {
		m.emit("VMOVSHDUP", acc.AsX(), half.AsX())
		fold(half, acc, acc)
	}
	for shift := 16; shift >= 8*size; shift /= 2 {
		m.VPSRLD(operand.U8(shift), acc.AsX(), half.AsX())
		fold(half, acc, acc)
	}
}
