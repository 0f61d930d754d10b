package main

import (
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// compressSignature: mask has n elements and limits rounds to what it covers;
// room is the number of elements on the packed side, of which a round needs a
// vector. done gets how many elements of the mask and of the packed side the
// rounds went through.
const compressSignature = "func(dst, src, mask *byte, n, room int, done *int)"

// compressBody writes the function that sets the next elements of dst to those
// elements of src whose mask holds.
func compressBody(m *machine, _ func()) { packing(m, false) }

// expandBody writes the function that sets the elements of dst whose mask
// holds to the next elements of src.
func expandBody(m *machine, _ func()) { packing(m, true) }

func packing(m *machine, expand bool) {
	p := m.pointers("dst", "src", "mask", "n", "room")
	k := &packer{machine: m, dst: p[0], src: p[1], mask: p[2], lanes: min(8, m.bytes/m.size)}
	n, room := p[3], p[4]
	k.prepareTable(expand)
	m.alignLoop()
	m.Label("round")
	m.CMPQ(n, operand.I32(k.lanes))
	m.JL(operand.LabelRef("out"))
	m.CMPQ(room, operand.I32(k.lanes))
	m.JL(operand.LabelRef("out"))
	count := k.round()
	packed, other := k.dst, k.src
	if expand {
		packed, other = k.src, k.dst
	}
	m.SUBQ(count, room)
	m.LEAQ(operand.Mem{Base: packed, Index: count, Scale: uint8(m.size)}, packed)
	m.ADDQ(operand.I32(k.lanes*m.size), other)
	m.ADDQ(operand.I32(k.lanes), k.mask)
	m.SUBQ(operand.I32(k.lanes), n)
	m.JMP(operand.LabelRef("round"))
	m.Label("out")
	done, was := m.param("done"), m.param("n")
	m.SUBQ(n, was)
	m.MOVQ(was, at(done, 0))
	m.MOVQ(m.param("room"), was)
	m.SUBQ(room, was)
	m.MOVQ(was, at(done, 8))
}

// packer writes a round of compress or expand.
type packer struct {
	*machine
	dst, src, mask reg.GPVirtual
	lanes          int // elements of a round
	round          func() (count reg.GPVirtual)
}

// prepareTable makes the round look up a permutation by the bits of the mask.
func (k *packer) prepareTable(expand bool) {
	table := k.GP64()
	k.LEAQ(k.permutations(expand), table)
	// The product's top byte gathers the lowest bits of the bytes: bit i from
	// byte i, or bits 2i and 2i+1 where an element is two lanes of VPERMD.
	gather := k.GP64()
	if k.size == 8 {
		k.MOVL(operand.U32(3*0x01041040), gather.As32())
	} else {
		k.MOVQ(operand.U64(0x0102040810204080), gather)
	}
	var double, one reg.VecVirtual
	if k.size == 2 {
		double, one = k.XMM(), k.XMM()
		word := func(w uint64) operand.Mem {
			return k.consts.vector(string(rune(w)), 8, 2, func(int) uint64 { return w * 0x0001000100010001 })
		}
		k.emit("VMOVDQU", word(0x0202), double)
		k.emit("VMOVDQU", word(0x0100), one)
	}
	k.round = func() reg.GPVirtual {
		bits, count := k.GP64(), k.GP64()
		if k.size == 8 {
			k.MOVL(at(k.mask, 0), bits.As32())
			k.IMULL(gather.As32(), bits.As32())
			k.SHRL(operand.U8(24), bits.As32())
		} else {
			k.MOVQ(at(k.mask, 0), bits)
			k.IMULQ(gather, bits)
			k.SHRQ(operand.U8(56), bits)
		}
		entry := operand.Mem{Base: table, Index: bits, Scale: 8}
		k.POPCNTL(bits.As32(), count.As32())
		if k.size == 8 {
			k.SHRL(operand.U8(1), count.As32())
		}
		k.permute(entry, double, one, expand)
		return count
	}
}

// permutations returns the place of a table of 256 times 8 bytes. Entry m lists
// the numbers of its set bits, or for expand says of each bit how many set ones
// are below it.
func (k *packer) permutations(expand bool) operand.Mem {
	key := "compress"
	if expand {
		key = "expand"
	}
	return k.consts.vector(key, 8, 256, func(m int) (entry uint64) {
		set := 0
		for bit := range 8 {
			if expand {
				entry |= uint64(set) << (8 * bit)
			} else if m>>bit&1 == 1 {
				entry |= uint64(bit) << (8 * set)
			}
			set += m >> bit & 1
		}
		return entry
	})
}

// permute writes a round's elements by an entry of the table.
func (k *packer) permute(entry operand.Mem, double, one reg.VecVirtual, expand bool) {
	v, load := k.vec(), "VMOVDQU"
	var reg16 func(reg.VecVirtual) operand.Op = func(v reg.VecVirtual) operand.Op { return v }
	if k.size <= 2 {
		reg16 = func(v reg.VecVirtual) operand.Op { return v.AsX() }
	}
	if k.size == 1 {
		load = "VMOVQ"
	}
	k.emit(load, at(k.src, 0), reg16(v))
	order := k.vec()
	switch k.size {
	case 1:
		k.emit("VMOVQ", entry, order.AsX())
	case 2:
		k.emit("VPMOVZXBW", entry, order.AsX())
		k.emit("VPMULLW", double.AsX(), order.AsX(), order.AsX())
		k.emit("VPADDW", one.AsX(), order.AsX(), order.AsX())
	default:
		k.emit("VPMOVZXBD", entry, order)
	}
	if k.size <= 2 {
		k.emit("VPSHUFB", order.AsX(), v.AsX(), v.AsX())
	} else {
		k.emit("VPERMD", v, order, v)
	}
	if expand {
		k.merge(v, reg16, load)
	}
	k.emit(load, reg16(v), at(k.dst, 0))
}

// merge replaces the elements of v whose mask does not hold by those of dst.
func (k *packer) merge(v reg.VecVirtual, reg16 func(reg.VecVirtual) operand.Op, load string) {
	old, mask := k.vec(), k.vec()
	k.emit(load, at(k.dst, 0), reg16(old))
	widen := map[int]string{2: "VPMOVZXBW", 4: "VPMOVZXBD", 8: "VPMOVZXBQ"}[k.size]
	if k.size == 1 {
		k.emit("VMOVQ", at(k.mask, 0), mask.AsX())
	} else {
		k.emit(widen, at(k.mask, 0), reg16(mask))
	}
	// Lanes are 0 or 1; negated they are masks.
	zero := k.zero()
	sub := map[int]string{1: "VPSUBB", 2: "VPSUBW", 4: "VPSUBD", 8: "VPSUBQ"}[k.size]
	k.emit(sub, reg16(mask), reg16(zero), reg16(mask))
	k.emit("VPBLENDVB", reg16(mask), reg16(v), reg16(old), reg16(v))
}
