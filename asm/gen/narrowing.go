package main

import (
	"github.com/lanewise/lanewise/asm/vir"
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// packs reports whether the unrolled vectors of f end in elements narrower than
// lanes, or in bools, that AVX2 packs together. That takes a third to a half of the
// instructions that storing each vector's by itself does.
func (k *kernel) packs() bool {
	if k.is512() || len(k.f.Outs) != 1 {
		return false
	}
	out := k.f.Outs[0]
	t, v := k.f.Params[out.Param].Type, k.f.Values[out.Value]
	halved := v.Op == vir.TruncFI && k.typ == vir.F64 // by the conversion itself
	return t == vir.Bool || !t.Float() && t.Size() < k.typ.Size() && !halved
}

// vectorsPacked writes the body for the unrolled vectors, then their stores.
func (k *kernel) vectorsPacked() {
	vectors := make([]operand.Op, unroll)
	out := k.lowering.f.Outs[0]
	for u := range vectors {
		k.lowering.body(k.at(u), nil)
		vectors[u] = k.lowering.reg(out.Value)
	}
	t := k.f.Params[out.Param].Type
	narrowing{k.machine, t.Size(), t == vir.Bool}.store(vectors, k.at(0)(out.Param))
}

// narrowing stores the lower bytes of four vectors' lanes, or a byte, 0 or 1, for
// each lane of four masks.
type narrowing struct {
	*machine
	size  int // of what is stored
	masks bool
}

// store packs in halves of registers, so what that gives is brought in order at
// the end.
func (p narrowing) store(x []operand.Op, mem operand.Mem) {
	switch p.typ.Size() / p.size {
	case 1: // masks
		for u := range x {
			p.write(x[u], mem.Offset(u*p.bytes))
		}
	case 2:
		for u := range len(x) / 2 {
			both := p.join(p.typ.Size(), x[2*u], x[2*u+1])
			p.write(p.to("VPERMQ", operand.U8(0b11_01_10_00), both), mem.Offset(u*p.bytes))
		}
	case 4:
		order := p.consts.vector("order of packs", 4, 8, func(i int) uint64 { return uint64(i/2 + i%2*4) })
		p.write(p.to("VPERMD", p.joinAll(x), p.to("VMOVDQU", order)), mem)
	case 8:
		words := p.joinAll(x)
		bytes := p.join(2, words, words)
		low, high := bytes.AsX(), p.XMM()
		p.VEXTRACTI128(operand.U8(1), bytes, high)
		p.VPUNPCKLWD(high, low, low)
		p.write(low, mem)
	}
}

// joinAll joins four vectors to one, whose lanes have a quarter of the size.
func (p narrowing) joinAll(x []operand.Op) reg.VecVirtual {
	size := p.typ.Size()
	return p.join(size/2, p.join(size, x[0], x[1]), p.join(size, x[2], x[3]))
}

// join joins the lower halves of the lanes, of a size, of two vectors. Of numbers,
// the bits that are not to be stored are cleared before they would saturate.
func (p narrowing) join(size int, x, y operand.Op) reg.VecVirtual {
	if size == 8 {
		return p.to("VSHUFPS", operand.U8(0b10_00_10_00), y, x)
	}
	if p.masks {
		return p.to(map[int]string{4: "VPACKSSDW", 2: "VPACKSSWB"}[size], y, x)
	}
	if size == min(4, p.typ.Size()) { // and not the next time
		stored := p.constRegOf(size, 1<<(8*p.size)-1)
		x, y = p.to("VPAND", stored, x), p.to("VPAND", stored, y)
	}
	return p.to(map[int]string{4: "VPACKUSDW", 2: "VPACKUSWB"}[size], y, x)
}

func (p narrowing) write(x operand.Op, mem operand.Mem) {
	if p.masks {
		p.VPABSB(x, x)
	}
	p.VMOVDQU(x, mem)
}
