package main

import (
	"fmt"

	"github.com/lanewise/lanewise/asm/vir"
)

// neonKernel is the loop around a body. All pointers move on together.
type neonKernel struct {
	*neonLowering
	ptr map[int]string // integer registers, by parameter
	n   string         // elements that remain

	scalars map[int]vreg // scalar parameters
}

// writeNEON writes the lines of f; the constants of order that the machine
// hoists are loaded first.
func writeNEON(m *neon, f *vir.Func, order []uint64) {
	k := &neonKernel{neonLowering: &neonLowering{neon: m, f: f}, ptr: map[int]string{}, scalars: map[int]vreg{}}
	k.params()
	k.neonLowering = newNEONLowering(m, f, k.scalars)
	m.base = m.gp()
	base := len(m.lines)
	m.printf("MOVD $consts<>(SB), %s", m.base)
	for _, bits := range order {
		if m.hoist[bits] {
			m.hoisted[bits] = m.loadConstant(bits)
		}
	}
	if f.Reduce == vir.NoReduce {
		k.elementWise()
	} else {
		k.reduction()
	}
	m.printf("RET")
	if !m.reads {
		m.lines[base].text = ""
	}
}

// params loads pointers and the count, and copies scalars to all lanes.
func (k *neonKernel) params() {
	offset, _ := arguments(k.f)
	load := func(name string) string {
		r := k.gp()
		k.printf("MOVD %s+%d(FP), %s", name, offset[name], r)
		return r
	}
	for i, p := range k.f.Params {
		switch {
		case p.Kind == vir.InScalar:
		case p.Part == vir.Im:
			k.ptr[i] = k.ptr[i-1]
		default:
			k.ptr[i] = load(p.Name)
		}
	}
	k.n = load("n")
	for i, p := range k.f.Params {
		if p.Kind == vir.InScalar {
			k.scalars[i] = k.scalar(fmt.Sprintf("%s+%d(FP)", scalarName(p), offset[scalarName(p)]))
			if p.Type == vir.Bool { // a mask; bools have byte lanes
				k.scalars[i] = k.sized(1, "neg", k.scalars[i])
			}
		}
	}
}

// scalar returns a scalar parameter in all lanes.
func (k *neonKernel) scalar(place string) vreg {
	x, size := k.vec(), k.typ.Size()
	if k.typ.Float() {
		k.move(fmt.Sprintf("%s %s, F%%d", floatMove[size], place), []vreg{x}, nil)
		return k.splat(x)
	}
	r := k.gp()
	k.printf("%s %s, %s", intMove[size], place, r)
	k.move(fmt.Sprintf("VDUP %s, V%%d.%s%d", r, laneLetter(size), k.lanes()), []vreg{x}, nil)
	return x
}

// Moves of a lane between memory and a vector or an integer register.
var (
	floatMove = map[int]string{4: "FMOVS", 8: "FMOVD"}
	intMove   = map[int]string{1: "MOVB", 2: "MOVH", 4: "MOVW", 8: "MOVD"}
)

func (m *neon) lanes() int { return neonBytes / m.typ.Size() }

// advance moves the pointers on.
func (k *neonKernel) advance(elements int) {
	for i, p := range k.f.Params {
		if r, ok := k.ptr[i]; ok && p.Part != vir.Im {
			k.printf("ADD $%d, %s", elements*p.Elem().Size(), r)
		}
	}
}

// loop repeats body while step elements remain.
func (k *neonKernel) loop(name string, step int, body func()) {
	k.repeat(name, k.n, step, func() {
		body()
		k.advance(step)
	})
}

// repeat repeats body while n is at least step, by which it goes down.
func (m *neon) repeat(name, n string, step int, body func()) {
	start, end := m.label(name), m.label(name+"_end")
	m.printf("SUBS $%d, %s", step, n)
	m.printf("BLT %s", end)
	m.printf("PCALIGN $16")
	m.printf("%s:", start)
	from := len(m.lines)
	body()
	m.printf("SUBS $%d, %s", step, n)
	m.printf("BGE %s", start)
	m.loops = append(m.loops, span{from, len(m.lines) - 1})
	m.printf("%s:", end)
	m.printf("ADD $%d, %s", step, n)
}

// elementWise writes a loop over unrolled vectors, one over single vectors and
// one over single elements.
func (k *neonKernel) elementWise() {
	if usual := k.f.Usual(); usual != k.f {
		k.loop("vector", k.lanes(), func() { k.guarded(newNEONLowering(k.neon, usual, k.scalars)) })
	} else {
		k.loop("main", unroll*k.lanes(), func() {
			for u := 0; u < unroll; u += k.group() {
				k.elements(k.neonLowering, u*k.lanes(), k.group()*k.lanes())
			}
		})
		k.loop("vector", k.lanes(), func() { k.elements(k.neonLowering, 0, k.lanes()) })
	}
	k.loop("element", 1, func() { k.elements(k.neonLowering, 0, 1) })
}

// elements writes loads, bodies and stores of the given number of elements,
// whole vectors or one element.
func (k *neonKernel) elements(lo *neonLowering, first, elements int) {
	out := make([]neonResult, len(lo.f.Outs))
	for _, in := range k.load(first, elements) {
		lo.body(in)
		lo.results(out)
	}
	k.store(first, elements, lo.f.Outs, out)
}

// guarded writes the usual body for one vector, and the whole one for a vector
// of which some lane needs it.
func (k *neonKernel) guarded(usual *neonLowering) {
	usual.body(k.load(0, k.lanes())[0])
	any := k.rareLanes(usual)
	common, next := k.label("common"), k.label("next")
	k.printf("CBZ %s, %s", any, common)
	k.elements(k.neonLowering, 0, k.lanes())
	k.printf("B %s", next)
	k.printf("%s:", common)
	out := make([]neonResult, len(usual.f.Outs))
	usual.results(out)
	k.store(0, k.lanes(), usual.f.Outs, out)
	k.printf("%s:", next)
}

// rareLanes returns an integer register that is zero if no guard holds in any
// lane.
func (k *neonKernel) rareLanes(lo *neonLowering) string {
	mask := lo.arg(lo.f.Guards[0])
	for _, g := range lo.f.Guards[1:] {
		mask = lo.to("orr", mask, lo.arg(g))
	}
	if k.scratch[0] == "" {
		k.scratch = [2]string{k.gp(), k.gp()}
	}
	low, high := k.scratch[0], k.scratch[1]
	k.halves(mask, low, high)
	k.printf("ORR %s, %s", high, low)
	return low
}

// reduction keeps vir.Accumulators logical vectors of partial results.
func (k *neonKernel) reduction() {
	const parts = vir.LogicalBytes / neonBytes // registers of a logical vector
	acc := make([]vreg, vir.Accumulators*parts)
	for j := range acc {
		acc[j] = k.loadConstant(k.f.Reduce.Identity(k.typ))
	}
	lanes := k.typ.LogicalLanes()
	if k.sumsNeighbours() {
		k.loop("main", len(acc[:parts])*neonBytes/k.f.Elem.Size(), func() { k.sumNeighbours(acc[:parts]) })
	} else {
		k.loop("main", vir.Accumulators*lanes, func() { k.foldVectors(acc) })
	}
	k.loop("vector", lanes, func() { k.foldVectors(acc[:parts]) })
	k.tail(acc[:parts])
	for u := range parts {
		k.fold(acc[u], acc[parts+u])
		k.fold(acc[2*parts+u], acc[3*parts+u])
		k.fold(acc[u], acc[2*parts+u])
	}
	for half := parts / 2; half > 0; half /= 2 {
		for u := range half {
			k.fold(acc[u], acc[u+half])
		}
	}
	for bytes := neonBytes / 2; bytes >= k.typ.Size(); bytes /= 2 {
		k.fold(acc[0], k.rotate(bytes, acc[0]))
	}
	offset, _ := arguments(k.f)
	size := k.typ.Size()
	if k.typ.Float() {
		k.move(fmt.Sprintf("%s F%%d, ret+%d(FP)", floatMove[size], offset["ret"]), nil, acc[:1])
		return
	}
	k.move(fmt.Sprintf("VMOV V%%[1]d.%s[0], %s", laneLetter(size), k.n), nil, acc[:1])
	k.printf("%s %s, ret+%d(FP)", intMove[size], k.n, offset["ret"])
}

// foldVectors folds a vector into each register of acc.
func (k *neonKernel) foldVectors(acc []vreg) {
	for u := 0; u < len(acc); u += k.group() {
		for v, in := range k.load(u*k.lanes(), k.group()*k.lanes()) {
			k.body(in)
			k.fold(acc[u+v], k.arg(k.f.Result))
		}
	}
}

// sumsNeighbours reports whether f is a plain sum of integers that are narrower
// than lanes. They may be added in any order.
func (k *neonKernel) sumsNeighbours() bool {
	result := k.f.Values[k.f.Result]
	return k.f.Reduce == vir.ReduceSum && !k.typ.Float() && result.Op == vir.Load && k.f.Params[result.Imm].Type.Size() < k.typ.Size()
}

// sumNeighbours adds a register of elements to each of acc, in sums of
// neighbours that double in size.
func (k *neonKernel) sumNeighbours(acc []vreg) {
	p := int(k.f.Values[k.f.Result].Imm)
	size, sign := k.f.Params[p].Type.Size(), map[bool]string{true: "s", false: "u"}[k.f.Params[p].Type.Signed()]
	for u, x := range k.loadBytes(k.ptr[p], 0, len(acc)*neonBytes) {
		for s := size; 2*s < k.typ.Size(); s *= 2 {
			x = k.sized(s, sign+"addlp", x)
		}
		k.sizedInto(acc[u], k.typ.Size()/2, sign+"adalp", x)
	}
}

// tail folds the elements that remain, fewer than a logical vector has, into
// their lanes of acc: whole registers first, then element by element.
func (k *neonKernel) tail(acc []vreg) {
	size, mask := k.typ.Size(), k.gp()
	k.printf("MOVD $%s+%d(SB), %s", k.consts.laneMask(size), vir.LogicalBytes, mask)
	elements := k.label("elements")
	for u := range len(acc) - 1 {
		k.printf("CMP $%d, %s", k.lanes(), k.n)
		k.printf("BLT %s", elements)
		k.body(k.load(0, k.lanes())[0])
		k.fold(acc[u], k.arg(k.f.Result))
		k.advance(k.lanes())
		k.printf("SUB $%d, %s", k.lanes(), k.n)
		k.printf("SUB $%d, %s", neonBytes, mask)
	}
	k.printf("%s:", elements)
	k.loop("element", 1, func() {
		k.body(k.load(0, 1)[0])
		x := k.splat(k.arg(k.f.Result))
		for u := range acc {
			one := k.vec()
			k.move(fmt.Sprintf("FMOVQ %d(%s), F%%d", u*neonBytes, mask), []vreg{one}, nil)
			k.into(acc[u], "bit", k.folded(acc[u], x), one)
		}
		k.printf("SUB $%d, %s", size, mask)
	})
}

// folded returns acc op x in a new register.
func (k *neonKernel) folded(acc, x vreg) vreg {
	v := k.vec()
	k.foldInto(v, acc, x)
	return v
}

// fold sets acc to acc op x.
func (k *neonKernel) fold(acc, x vreg) { k.foldInto(acc, acc, x) }

func (k *neonKernel) foldInto(dst, acc, x vreg) {
	op := k.f.Reduce.Fold(k.typ)
	if name := neonSimple[op]; name != "" {
		k.into(dst, name, acc, x)
		return
	}
	v := k.integer(op, acc, x)
	k.into(dst, "orr", v, v)
}
