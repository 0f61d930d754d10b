package main

import (
	"github.com/lanewise/lanewise/asm/vir"
	"github.com/mmcloughlin/avo/operand"
)

// packsMasks reports whether the unrolled vectors of f end in bools that AVX2
// packs together, which takes a third of the instructions that storing each
// vector's by itself does.
func (k *kernel) packsMasks() bool {
	return !k.is512() && !k.f.Complex() && len(k.f.Outs) == 1 && k.f.Params[k.f.Outs[0].Param].Type == vir.Bool
}

// vectorsOfMasks writes the body for the unrolled vectors, then their stores.
func (k *kernel) vectorsOfMasks() {
	masks := make([]operand.Op, unroll)
	out := k.lowering.f.Outs[0]
	for u := range masks {
		k.lowering.body(k.at(u), nil)
		masks[u] = k.lowering.reg(out.Value)
	}
	k.packMasks(masks, k.at(0)(out.Param))
}

// packMasks stores a byte, 0 or 1, for each lane of four masks. Packs work in
// halves of registers, so what they give is brought in order at the end.
func (m *machine) packMasks(masks []operand.Op, mem operand.Mem) {
	store := func(bytes operand.Op, mem operand.Mem) { m.VMOVDQU(m.to("VPABSB", bytes), mem) }
	switch m.typ.Size() {
	case 1:
		for u, mask := range masks {
			store(mask, mem.Offset(u*m.bytes))
		}
	case 2:
		for u := 0; u < len(masks); u += 2 {
			bytes := m.to("VPACKSSWB", masks[u+1], masks[u])
			store(m.to("VPERMQ", operand.U8(0b11_01_10_00), bytes), mem.Offset(u/2*m.bytes))
		}
	case 4:
		words := [2]operand.Op{m.to("VPACKSSDW", masks[1], masks[0]), m.to("VPACKSSDW", masks[3], masks[2])}
		order := m.consts.vector("packMasks", 4, 8, func(i int) uint64 { return uint64(i/2 + i%2*4) })
		store(m.to("VPERMD", m.to("VPACKSSWB", words[1], words[0]), m.to("VMOVDQU", order)), mem)
	case 8:
		even := func(a, b operand.Op) operand.Op { return m.to("VSHUFPS", operand.U8(0b10_00_10_00), b, a) }
		bytes := m.to("VPACKSSDW", even(masks[2], masks[3]), even(masks[0], masks[1]))
		m.VPACKSSWB(bytes, bytes, bytes)
		low, high := bytes.AsX(), m.XMM()
		m.VEXTRACTI128(operand.U8(1), bytes, high)
		m.VPUNPCKLWD(high, low, low)
		m.VPABSB(low, low)
		m.VMOVDQU(low, mem)
	}
}
