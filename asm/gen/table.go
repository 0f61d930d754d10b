package main

import (
	"math/bits"
	"slices"

	"github.com/lanewise/lanewise/asm/vir"
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// table looks up constants: a permutation of registers where two hold the
// table, else a gather.
func (m *machine) table(entries []uint64, index operand.Op) operand.Op {
	n := m.lanes()
	if len(entries) < n { // repeated, so that the hardware ignores the right bits
		entries = slices.Repeat(entries, n/len(entries))
	}
	mem := m.consts.table(m.typ, entries)
	switch inRegister := m.is512() || m.typ == vir.F32; {
	case inRegister && len(entries) == n && m.typ == vir.F64:
		return m.to("VPERMPD", mem, index)
	case inRegister && len(entries) == n:
		return m.to("VPERMPS", mem, index)
	case m.is512() && len(entries) == 2*n:
		at := m.to("VMOVA%", index)
		return m.emit("VPERMI2%", mem.Offset(m.bytes), m.to("VMOVU%", mem), at)
	case inRegister && len(entries) == 2*n:
		high := m.to("VPSLLD", operand.U8(32-1-bits.TrailingZeros(uint(n))), index)
		return m.to("VBLENDVPS", high, m.to("VPERMPS", mem.Offset(m.bytes), index), m.to("VPERMPS", mem, index))
	}
	at := m.GP64()
	m.LEAQ(mem, at)
	return m.gather(operand.Mem{Base: at}, m.to("VAND%", m.constReg(uint64(len(entries)-1)), index))
}

// byLoads reports whether tables are looked up by [lowering.tableByLoads].
func (lo *lowering) byLoads() bool { return !lo.is512() && lo.typ == vir.F64 }

// tableByLoads looks up four float64 one by one on AVX2, which made arcus tangents
// 7 % faster than gathers on a Zen 4, powers and gamma functions 2 to 5 %. Tables
// with the same index share its way out of the vector, and two of them lie entry
// beside entry, so that a load takes both.
func (lo *lowering) tableByLoads(i int) operand.Op {
	v := lo.f.Values[i]
	entries := lo.f.Tables[v.Imm]
	at := lo.indicesOf(v.Args[0], len(entries))
	base := lo.GP64()
	second := lo.tableBeside(i)
	if second < 0 {
		lo.LEAQ(lo.consts.table(lo.typ, entries), base)
		var halves [2]reg.VecVirtual
		for h := range halves {
			halves[h] = lo.XMM()
			lo.VMOVSD(at.from(base, 2*h, 8), halves[h])
			lo.VMOVHPD(at.from(base, 2*h+1, 8), halves[h], halves[h])
		}
		return lo.to("VINSERTF128", operand.U8(1), halves[1], halves[0].AsY())
	}
	both := make([]uint64, 0, 2*len(entries))
	for k, other := range lo.f.Tables[lo.f.Values[second].Imm] {
		both = append(both, entries[k], other)
	}
	lo.LEAQ(lo.consts.table(lo.typ, both), base)
	var pairs [2]reg.VecVirtual
	for h := range pairs {
		low := lo.XMM()
		lo.VMOVUPD(at.from(base, h, 16), low)
		pairs[h] = lo.to("VINSERTF128", operand.U8(1), at.from(base, h+2, 16), low.AsY())
	}
	lo.left[v.Args[0]]--
	lo.vals[second] = lo.to("VUNPCKHPD", pairs[1], pairs[0])
	return lo.to("VUNPCKLPD", pairs[1], pairs[0])
}

// tableBeside returns a later table with the same index and length as value i, which
// is one, or -1.
func (lo *lowering) tableBeside(i int) int {
	v := lo.f.Values[i]
	for j := i + 1; j < len(lo.f.Values); j++ {
		w := lo.f.Values[j]
		if w.Op == vir.Table && w.Args[0] == v.Args[0] && len(lo.f.Tables[w.Imm]) == len(lo.f.Tables[v.Imm]) && lo.uses[j] > 0 && lo.vals[j] == nil {
			return j
		}
	}
	return -1
}

// indices are those of a table in registers, 2^shift as large.
type indices struct {
	at    [4]reg.GPVirtual
	shift int
}

// from returns the place of entry i's index in a table of entries of so many bytes.
func (x indices) from(base reg.Register, i, bytes int) operand.Mem {
	return operand.Mem{Base: base, Index: x.at[i], Scale: uint8(bytes >> x.shift)}
}

// indicesOf returns the indices of a table.
func (lo *lowering) indicesOf(index, entries int) indices {
	key := [2]int{index, entries}
	if x, known := lo.indices[key]; known {
		return x
	}
	x := indices{shift: 1}
	for i := range x.at {
		x.at[i] = lo.GP64()
	}
	if lo.late[index] {
		x.shift = lo.readIndices(index, entries, x.at)
	} else {
		low := lo.to("VPAND", lo.constReg(uint64(entries-1)), lo.reg(index))
		lo.VPADDQ(low, low, low)
		high := lo.XMM()
		lo.VEXTRACTI128(operand.U8(1), low, high)
		for i, half := range []reg.VecVirtual{low.AsX().(reg.VecVirtual), high} {
			lo.VMOVQ(half, x.at[2*i])
			lo.VPEXTRQ(operand.U8(1), half, x.at[2*i+1])
		}
	}
	lo.indices[key] = x
	return x
}

// withinByte reports whether an index is a shift to the right by whole bytes and 1 to 3
// bits, of whose result only one byte counts, and serves tables of one length alone.
func (lo *lowering) withinByte(index, entries int) bool {
	v, tables := lo.f.Values[index], 0
	for _, w := range lo.f.Values {
		if w.Op == vir.Table && w.Args[0] == index && len(lo.f.Tables[w.Imm]) == entries {
			tables++
		}
	}
	shift := int(v.Imm % 8)
	return v.Op == vir.ShrI && shift >= 1 && shift <= 3 && shift+bits.Len(uint(entries-1)) <= 8 && tables == lo.uses[index]
}

// readIndices reads an index withinByte from memory, its byte alone: one store and four
// loads, where shifts and ways out of the vector keep pipes that the rest needs busy. An
// arcus tangent took a Zen 4 1.26 ns -> 1.20.
func (lo *lowering) readIndices(index, entries int, at [4]reg.GPVirtual) (shift int) {
	lo.left[index]--
	v := lo.f.Values[index]
	room := lo.AllocLocal(lo.bytes)
	lo.VMOVUPD(lo.to("VAND%", lo.constReg(uint64(entries-1)<<v.Imm), lo.reg(v.Args[0])), room)
	for i := range at {
		lo.MOVBQZX(room.Offset(8*i+int(v.Imm/8)), at[i])
	}
	return int(v.Imm % 8)
}

// gather reads elements from base by their index.
func (m *machine) gather(base operand.Mem, index operand.Op) operand.Op {
	dst := m.zero()
	if m.is512() {
		// Bochs 2.7, which tests run on where the CPU lacks AVX-512, refuses
		// indices in the upper half of the registers.
		m.emit("VMOVA%", index, reg.Z15)
		index = reg.Z15
	}
	base.Index, base.Scale = index.(reg.Register), uint8(m.typ.Size())
	name := map[vir.Type]string{vir.F64: "VGATHERQPD", vir.F32: "VGATHERDPS"}[m.typ]
	if m.is512() {
		// (avo takes the operands of KXNOR for inputs, which would then be live
		// from the beginning of the function.)
		ones, all := m.GP32(), m.K()
		m.MOVL(operand.I32(-1), ones)
		m.KMOVW(ones, all)
		return m.emit(name, base, all, dst)
	}
	all := m.to("VMOVA%", m.constReg(m.allOnes()))
	return m.emit(name, all, base, dst)
}
