package main

import (
	"math/bits"

	"github.com/lanewise/lanewise/asm/vir"
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// Two vectors of complex elements in memory are two of lanes, one of real and
// one of imaginary parts. Within 16 bytes that takes one shuffle each, but leaves
// the lanes out of order, the same for all operands. That is no harm unless there
// are operands of other types.

// split parts the elements of complex parameter param in two vectors into real and imaginary parts, those
// of the two that the body reads.
func (lo *lowering) split(param int, low, high operand.Op, inOrder bool) (parts [2]operand.Op) {
	both := lo.reads(param) && lo.reads(param+1)
	if inOrder && both && !lo.is512() {
		low, high = lo.exchange(low, high)
	}
	for i := range parts {
		switch {
		case !lo.reads(param + i):
		case inOrder && lo.is512():
			parts[i] = lo.pick(low, high, [2]order{realParts, imagParts}[i])
		case lo.typ == vir.F64:
			parts[i] = lo.to([2]string{"VUNPCKLPD", "VUNPCKHPD"}[i], high, low)
		default:
			parts[i] = lo.to("VSHUFPS", [2]operand.U8{0x88, 0xdd}[i], high, low)
		}
		if inOrder && !both && !lo.is512() && parts[i] != nil { // the middle quarters change places
			parts[i] = lo.to("VPERMPD", operand.U8(0b11011000), parts[i])
		}
	}
	return parts
}

// reads reports whether the body uses the elements of an input.
func (lo *lowering) reads(param int) bool {
	for i, v := range lo.f.Values {
		if v.Op == vir.Load && int(v.Imm) == param && lo.uses[i] > 0 {
			return true
		}
	}
	return false
}

// join is the way back.
func (m *machine) join(re, im operand.Op, inOrder bool) (low, high operand.Op) {
	if inOrder && m.is512() {
		return m.pick(re, im, lowerHalves), m.pick(re, im, upperHalves)
	}
	low, high = m.to("VUNPCKL%", im, re), m.to("VUNPCKH%", im, re)
	if inOrder {
		return m.exchange(low, high)
	}
	return low, high
}

// exchange swaps the upper half of one vector and the lower half of the other,
// after which shuffles within 16 bytes leave all in order on AVX2.
func (m *machine) exchange(low, high operand.Op) (operand.Op, operand.Op) {
	return m.to("VPERM2F128", operand.U8(0x20), high, low), m.to("VPERM2F128", operand.U8(0x31), high, low)
}

// order is which lanes of two vectors, one after the other, make a vector.
type order int

const (
	realParts order = iota
	imagParts
	lowerHalves // the lower halves of both, interleaved
	upperHalves
)

// pick makes a vector of two.
func (m *machine) pick(a, b operand.Op, o order) operand.Op {
	return m.emit("VPERMI2%", b, a, m.to("VMOVA%", m.orders[o]))
}

// loadOrders fills registers with the lane numbers that the loop needs.
func (k *kernel) loadOrders() {
	if !k.is512() || !k.f.Mixed() {
		return
	}
	k.orders = map[order]reg.VecVirtual{}
	load := func(o order, lane func(i int) int) {
		list := make([]uint64, k.lanes())
		for i := range list {
			list[i] = uint64(lane(i))
		}
		k.orders[o] = k.to("VMOVU%", k.consts.table(k.typ, list))
	}
	for _, p := range k.f.Params {
		switch {
		case p.Part != vir.Re || p.Kind == vir.InScalar:
		case p.Kind == vir.InSlice && k.orders[realParts] == nil:
			load(realParts, func(i int) int { return 2 * i })
			load(imagParts, func(i int) int { return 2*i + 1 })
		case p.Kind == vir.OutSlice:
			load(lowerHalves, func(i int) int { return i/2 + i%2*k.lanes() })
			load(upperHalves, func(i int) int { return k.lanes()/2 + i/2 + i%2*k.lanes() })
		}
	}
}

// part returns a part of a complex input.
func (lo *lowering) part(param int) operand.Op {
	if lo.parts[param] == nil {
		first := param
		if lo.f.Params[param].Part == vir.Im {
			first--
		}
		low, high, inOrder := operand.Op(nil), operand.Op(nil), lo.f.Mixed()
		if mem := lo.loads(first); inOrder && !lo.is512() && lo.reads(first) && lo.reads(first+1) {
			low, high, inOrder = lo.halves(mem), lo.halves(mem.Offset(16)), false
		} else {
			low, high = lo.to("VMOVU%", mem), lo.to("VMOVU%", mem.Offset(lo.bytes))
		}
		parts := lo.split(first, low, high, inOrder)
		lo.parts[first], lo.parts[first+1] = parts[0], parts[1]
	}
	return lo.parts[param]
}

// halves loads two times 16 bytes that lie a vector apart: what exchange makes of two
// vectors, without shuffles.
func (m *machine) halves(mem operand.Mem) reg.VecVirtual {
	v := m.to("VBROADCASTF128", mem)
	m.emit("VINSERTF128", operand.U8(1), mem.Offset(m.bytes), v, v)
	return v
}

// storeJoined writes complex numbers, full vectors.
func (m *machine) storeJoined(re, im operand.Op, inOrder bool, mem operand.Mem) {
	if !inOrder || m.is512() {
		low, high := m.join(re, im, inOrder)
		m.emit("VMOVU%", low, mem)
		m.emit("VMOVU%", high, mem.Offset(m.bytes))
		return
	}
	low, high := m.join(re, im, false)
	for i, v := range []operand.Op{low, high} {
		v := v.(reg.VecVirtual)
		m.emit("VMOVU%", v.AsX(), mem.Offset(16*i))
		m.emit("VEXTRACTF128", operand.U8(1), v, mem.Offset(16*i+m.bytes))
	}
}

// pairMasks returns the masks of the parts of the elements that remain, in two
// vectors.
func (k *kernel) pairMasks() []operand.Op {
	count := k.GP64()
	k.LEAQ(operand.Mem{Base: k.n, Index: k.n, Scale: 1}, count)
	if !k.is512() {
		table := k.GP64()
		k.LEAQ(operand.NewDataAddr(operand.NewStaticSymbol(tailMask), 64), table)
		k.SHLQ(operand.U8(bits.TrailingZeros(uint(k.typ.Size()))), count)
		k.SUBQ(count, table)
		return []operand.Op{k.to("VMOVU%", operand.Mem{Base: table}), k.to("VMOVU%", operand.Mem{Base: table, Disp: k.bytes})}
	}
	ones := k.GP64()
	k.MOVQ(operand.I32(-1), ones)
	k.BZHIQ(count, ones, ones)
	low, high := k.K(), k.K()
	k.KMOVW(ones.As32(), low)
	k.SHRQ(operand.U8(k.lanes()), ones)
	k.KMOVW(ones.As32(), high)
	return []operand.Op{low, high}
}

// loadParts reads the parts of all complex inputs in a tail.
func (k *kernel) loadParts(loaded map[int]operand.Op, masks []operand.Op) {
	for i, p := range k.f.Params {
		if p.Kind != vir.InSlice || p.Part != vir.Re {
			continue
		}
		var half [2]reg.VecVirtual
		for v := range half {
			mem := k.at(0)(i).Offset(v * k.bytes)
			if k.is512() {
				half[v] = k.to("VMOVU%_Z", mem, masks[v])
			} else {
				half[v] = k.to("VMASKMOV%", mem, masks[v])
			}
		}
		parts := k.lowering.split(i, half[0], half[1], k.f.Mixed())
		loaded[i], loaded[i+1] = parts[0], parts[1]
	}
}

// storeParts writes a complex output of a tail.
func (k *kernel) storeParts(re, im vir.Output, masks []operand.Op) {
	x := k.reg(re.Value)
	low, high := k.join(x, k.reg(im.Value), k.f.Mixed())
	for v, x := range []operand.Op{low, high} {
		name := "VMASKMOV%"
		if k.is512() {
			name = "VMOVU%"
		}
		k.emit(name, x, masks[v], k.at(0)(re.Param).Offset(v*k.bytes))
	}
}
