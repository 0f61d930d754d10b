package main

import (
	"fmt"

	"github.com/lanewise/lanewise/asm/vir"
)

// Moves of so many bytes between memory and the low end of a vector register.
// The single lanes leave the rest of the register as it is, which makes no
// difference.
var (
	neonLoads = map[int]string{
		1: "VLD1 %s, V%%d.B[0]", 2: "VLD1 %s, V%%d.H[0]", 4: "FMOVS %s, F%%d", 8: "FMOVD %s, F%%d", 16: "FMOVQ %s, F%%d",
	}
	neonStores = map[int]string{
		1: "VST1 V%%d.B[0], %s", 2: "VST1 V%%d.H[0], %s", 4: "FMOVS F%%d, %s", 8: "FMOVD F%%d, %s", 16: "FMOVQ F%%d, %s",
	}
)

// pieces cuts bytes of memory into pairs of registers and what remains.
func pieces(ptr string, offset, bytes int, pair func(place string), single func(place string, bytes int)) {
	for ; bytes >= 2*neonBytes; bytes -= 2 * neonBytes {
		pair(fmt.Sprintf("%d(%s)", offset, ptr))
		offset += 2 * neonBytes
	}
	place := fmt.Sprintf("(%s)", ptr)
	if offset != 0 {
		place = fmt.Sprint(offset) + place
	}
	if bytes > 0 {
		single(place, bytes)
	}
}

// loadBytes reads memory into as many registers as it fills.
func (m *neon) loadBytes(ptr string, offset, bytes int) (regs []vreg) {
	pieces(ptr, offset, bytes, func(place string) {
		a, b := m.vec(), m.vec()
		m.move(fmt.Sprintf("FLDPQ %s, (F%%d, F%%d)", place), []vreg{a, b}, nil)
		regs = append(regs, a, b)
	}, func(place string, bytes int) {
		a := m.vec()
		m.move(fmt.Sprintf(neonLoads[bytes], place), []vreg{a}, nil)
		regs = append(regs, a)
	})
	return regs
}

// storeBytes is the counterpart of loadBytes.
func (m *neon) storeBytes(ptr string, offset, bytes int, regs []vreg) {
	pieces(ptr, offset, bytes, func(place string) {
		m.move(fmt.Sprintf("FSTPQ (F%%d, F%%d), %s", place), nil, regs[:2])
		regs = regs[2:]
	}, func(place string, bytes int) {
		m.move(fmt.Sprintf(neonStores[bytes], place), nil, regs[:1])
	})
}

// widen makes lanes of elements of memory type t, for the given number of
// vectors: a bool becomes a mask, and each step doubles the size.
func (m *neon) widen(t vir.Type, regs []vreg, vectors int) []vreg {
	low, high := "uxtl", "uxtl2"
	switch {
	case t == vir.Bool:
		for i, r := range regs {
			regs[i] = m.sized(1, "neg", r)
		}
		low, high = "sxtl", "sxtl2"
	case t.Float():
		low, high = "fcvtl", "fcvtl2"
	case t.Signed():
		low, high = "sxtl", "sxtl2"
	}
	for size := t.Size(); size < m.typ.Size(); size *= 2 {
		var wide []vreg
		for _, r := range regs {
			wide = append(wide, m.sized(size, low, r))
			if len(wide) < vectors*2*size/m.typ.Size() {
				wide = append(wide, m.sized(size, high, r))
			}
		}
		regs = wide
	}
	return regs
}

// narrow makes elements of memory type t of lanes: each step halves the size
// and joins two registers, if there are so many. A mask, -1 or 0, becomes 1 or 0,
// with invert 0 or 1.
func (m *neon) narrow(t vir.Type, regs []vreg, invert bool) []vreg {
	for size := m.typ.Size(); size > t.Size(); size /= 2 {
		var joined []vreg
		for i := 0; i < len(regs); i += 2 {
			a, b := regs[i], regs[min(i+1, len(regs)-1)]
			if !t.Float() {
				joined = append(joined, m.sized(size/2, "uzp1", a, b))
				continue
			}
			both := m.sized(size, "fcvtn", a)
			if b != a {
				m.sizedInto(both, size, "fcvtn2", b)
			}
			joined = append(joined, both)
		}
		regs = joined
	}
	if t == vir.Bool {
		ones := make([]vreg, len(regs))
		for i, r := range regs {
			if invert {
				ones[i] = m.sized(1, "add", r, m.constant(0x0101010101010101>>(64-m.typ.Width())))
			} else {
				ones[i] = m.sized(1, "neg", r)
			}
		}
		return ones
	}
	return regs
}

// load reads the given number of elements of every input, whole vectors or one
// element in lane 0, and returns the inputs by parameter for each vector. The
// first element has number first from the pointers.
func (k *neonKernel) load(first, elements int) []map[int]vreg {
	vectors := max(1, elements/k.lanes())
	in := make([]map[int]vreg, vectors)
	for v := range in {
		in[v] = map[int]vreg{}
	}
	for i, p := range k.f.Params {
		if p.Kind != vir.InSlice || p.Part == vir.Im {
			continue
		}
		size := p.Elem().Size()
		regs := k.loadBytes(k.ptr[i], first*size, elements*size)
		if p.Part == vir.Re {
			k.split(in, i, regs)
			continue
		}
		for v, r := range k.widen(p.Type, regs, vectors) {
			in[v][i] = r
		}
	}
	return in
}

// split adds to in the parts of the elements in regs, whose real parts are
// parameter p. Two registers of pairs of parts become two of lanes by UZP1 and
// UZP2, after loads of two registers at any offset. LD2 does the same, with as
// many operations on the CPUs that tell, but moves registers in a row from a
// pointer with no offset.
func (k *neonKernel) split(in []map[int]vreg, p int, regs []vreg) {
	for v := range in {
		low, high := regs[min(2*v, len(regs)-1)], regs[min(2*v+1, len(regs)-1)]
		in[v][p], in[v][p+1] = k.to("uzp1", low, high), k.to("uzp2", low, high)
	}
}

// join is the way back, for whole vectors or one element.
func (k *neonKernel) join(re, im []vreg, elements int) (regs []vreg) {
	for v := range re {
		regs = append(regs, k.to("zip1", re[v], im[v]))
		if elements > 1 {
			regs = append(regs, k.to("zip2", re[v], im[v]))
		}
	}
	return regs
}

// store writes the results of outputs as elements.
func (k *neonKernel) store(first, elements int, outs []vir.Output, list []neonResult) {
	for j, o := range outs {
		p, regs := k.f.Params[o.Param], list[j].regs
		switch p.Part {
		case vir.Im: // went with the real parts
			continue
		case vir.Re:
			regs = k.join(regs, list[j+1].regs, elements)
		case vir.Whole:
			regs = k.narrow(p.Type, regs, list[j].invert)
		}
		size := p.Elem().Size()
		k.storeBytes(k.ptr[o.Param], first*size, elements*size, regs)
	}
}

// group returns how many vectors are loaded and stored together: more where
// elements are narrower than lanes, so that accesses to memory are wide.
func (k *neonKernel) group() int {
	for _, p := range k.f.Params {
		if p.Type.Size() < k.typ.Size() {
			return unroll
		}
	}
	return 2
}
