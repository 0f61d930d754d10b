package main

import (
	"fmt"

	"github.com/lanewise/lanewise/asm/vir"
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// load reads a vector of elements of memory type t into lanes; on AVX-512 only
// those where mask holds, if it isn't nil, and zeros elsewhere.
func (m *machine) load(t vir.Type, mem operand.Mem, mask operand.Op) operand.Op {
	read := func(name string, dst operand.Op) operand.Op {
		if mask != nil {
			return m.emit(name+"_Z", mem, mask, dst)
		}
		return m.emit(name, mem, dst)
	}
	switch {
	case t == vir.Bool:
		return m.loadBool(mem, mask)
	case t == vir.F32 && m.typ == vir.F64:
		return read("VCVTPS2PD", m.vec())
	case t.Size() < m.typ.Size():
		return read(m.extend(t), m.vec())
	}
	return read("VMOVU%", m.vec())
}

// extend names the instruction that widens integers of type t to lanes.
func (m *machine) extend(t vir.Type) string {
	letter := map[int]string{1: "B", 2: "W", 4: "D", 8: "Q"}
	return "VPMOV" + map[bool]string{true: "S", false: "Z"}[t.Signed()] + "X" + letter[t.Size()] + letter[m.typ.Size()]
}

// loadBool reads bytes, 0 or 1, as a mask.
func (m *machine) loadBool(mem operand.Mem, mask operand.Op) operand.Op {
	if !m.is512() {
		lanes := m.vec()
		if m.typ.Size() == 1 {
			m.VMOVDQU(mem, lanes)
		} else {
			m.emit(m.extend(vir.U8), mem, lanes)
		}
		return m.notZero(lanes)
	}
	bytes := m.bytesReg(m.vec())
	switch {
	case mask != nil:
		m.VMOVDQU8_Z(mem, mask, bytes)
	case m.lanes() == 8:
		m.VMOVQ(mem, bytes)
	default:
		m.VMOVDQU8(mem, bytes)
	}
	return m.emit("VPTESTMB", bytes, bytes, m.K())
}

// notZero makes a mask of lanes that are 0 or 1.
func (m *machine) notZero(x operand.Op) operand.Op {
	if m.is512() {
		return m.emit("VPTESTM?", x, x, m.K())
	}
	return m.to("VPSUB?", x, m.zero())
}

// bytesReg returns the part of r that holds a byte for each lane.
func (m *machine) bytesReg(r reg.VecVirtual) operand.Op {
	switch m.lanes() {
	case 64:
		return r
	case 32:
		return r.AsY()
	}
	return r.AsX()
}

// store writes lanes as elements of memory type t; on AVX-512 only those where
// mask holds, if it isn't nil.
func (m *machine) store(t vir.Type, x operand.Op, mem operand.Mem, mask operand.Op) {
	write := func(name string, x operand.Op) {
		if mask != nil {
			m.emit(name, x, mask, mem)
		} else {
			m.emit(name, x, mem)
		}
	}
	switch {
	case t == vir.Bool && m.is512():
		ones := m.bytesReg(m.to("VPBROADCASTB", m.consts.operand(1, 1)))
		m.VMOVDQU8_Z(ones, x, ones)
		if m.lanes() == 8 && mask == nil {
			m.VMOVQ(ones, mem)
		} else {
			write("VMOVDQU8", ones)
		}
	case t == vir.Bool:
		m.narrow(1, m.oneOrZero(x), mem)
	case t == vir.F32 && m.typ == vir.F64 && m.is512():
		write("VMOVUPS", m.emit("VCVTPD2PS", x, m.vec().AsY()))
	case t == vir.F32 && m.typ == vir.F64:
		m.VMOVUPS(m.emit("VCVTPD2PSY", x, m.vec().AsX()), mem)
	case t.Size() < m.typ.Size() && m.is512():
		letter := map[int]string{1: "B", 2: "W", 4: "D"}
		write(m.expand("VPMOV?")+letter[t.Size()], x)
	case t.Size() < m.typ.Size():
		m.narrow(t.Size(), x, mem)
	default:
		write("VMOVU%", x)
	}
}

// oneOrZero makes lanes of a mask 1 and 0.
func (m *machine) oneOrZero(mask operand.Op) operand.Op {
	if m.typ.Size() == 1 {
		return m.to("VPAND", m.constReg(1), mask)
	}
	return m.to("VPSRL?", operand.U8(m.typ.Width()-1), mask)
}

// narrow stores the low size bytes of each lane, on AVX2: a shuffle brings them
// together within each half of the register, then the halves are joined.
func (m *machine) narrow(size int, x operand.Op, mem operand.Mem) {
	lane := m.typ.Size()
	if size == lane {
		m.VMOVDQU(x, mem)
		return
	}
	key := fmt.Sprintf("narrow/%d/%d", lane, size)
	pattern := m.consts.vector(key, 1, m.bytes, func(i int) uint64 {
		i %= 16
		if at := i/size*lane + i%size; at < 16 {
			return uint64(at)
		}
		return 0x80 // a zero
	})
	packed := m.vec()
	m.VPSHUFB(pattern, x, packed)
	half := packed.AsX()
	switch lane / size {
	case 2:
		m.VPERMQ(operand.U8(0x08), packed, packed)
		m.VMOVDQU(half, mem)
		return
	case 4:
		m.VPUNPCKLDQ(m.emit("VEXTRACTI128", operand.U8(1), packed, m.XMM()), half, half)
		m.VMOVQ(half, mem)
	case 8:
		m.VPUNPCKLWD(m.emit("VEXTRACTI128", operand.U8(1), packed, m.XMM()), half, half)
		m.VMOVD(half, mem)
	}
}

// bounce copies the n remaining elements of a parameter between memory and the
// stack, one by one: AVX2 has no masked access to bytes and words.
func (k *kernel) bounce(size int, from, to operand.Mem) {
	loop := k.label("bounce")
	j := k.GP64()
	k.MOVQ(k.n, j)
	k.Label(loop)
	from.Index, from.Scale, to.Index, to.Scale = j, uint8(size), j, uint8(size)
	from.Disp -= size
	to.Disp -= size
	move := map[int]string{1: "MOVB", 2: "MOVW", 4: "MOVL", 8: "MOVQ"}[size]
	element := k.GP64()
	part := map[int]operand.Op{1: element.As8(), 2: element.As16(), 4: element.As32(), 8: element}[size]
	k.emit(move, from, part)
	k.emit(move, part, to)
	k.DECQ(j)
	k.JNE(operand.LabelRef(loop))
}
