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
}

// writeNEON writes the lines of f; the constants of order that the machine
// hoists are loaded first.
func writeNEON(m *neon, f *vir.Func, order []uint64) {
	k := &neonKernel{neonLowering: newNEONLowering(m, f), ptr: map[int]string{}}
	k.params()
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
		if p.Kind != vir.InScalar {
			k.ptr[i] = load(p.Name)
		}
	}
	k.n = load("n")
	for i, v := range k.f.Values {
		if v.Op == vir.Scalar {
			name, x := k.f.Params[v.Imm].Name, k.vec()
			k.move(fmt.Sprintf("%s %s+%d(FP), F%%d", k.scalarMove(), name, offset[name]), []vreg{x}, nil)
			k.fixed[i] = k.splat(x)
		}
	}
}

// scalarMove names the move of one element to or from lane 0.
func (m *neon) scalarMove() string { return map[int]string{4: "FMOVS", 8: "FMOVD"}[m.typ.Size()] }

func (m *neon) lanes() int { return neonBytes / m.typ.Size() }

// Loads give the inputs, by parameter, of vectors u, u+1, ... from the
// pointers; the stores are their counterparts.

// loadPair reads two vectors of every input.
func (k *neonKernel) loadPair(u int) [2]map[int]vreg {
	in := [2]map[int]vreg{{}, {}}
	k.eachInput(func(i int, ptr string) {
		a, b := k.vec(), k.vec()
		in[0][i], in[1][i] = a, b
		k.move(fmt.Sprintf("FLDPQ %d(%s), (F%%d, F%%d)", u*neonBytes, ptr), []vreg{a, b}, nil)
	})
	return in
}

func (k *neonKernel) storePair(u, out int, a, b vreg) {
	k.move(fmt.Sprintf("FSTPQ (F%%d, F%%d), %d(%s)", u*neonBytes, k.ptr[out]), nil, []vreg{a, b})
}

// loadOne reads with the given move: a whole vector, or one element into
// lane 0, zeros above.
func (k *neonKernel) loadOne(move string) map[int]vreg {
	in := map[int]vreg{}
	k.eachInput(func(i int, ptr string) {
		in[i] = k.vec()
		k.move(fmt.Sprintf("%s (%s), F%%d", move, ptr), []vreg{in[i]}, nil)
	})
	return in
}

func (k *neonKernel) storeOne(move string, out int, x vreg) {
	k.move(fmt.Sprintf("%s F%%d, (%s)", move, k.ptr[out]), nil, []vreg{x})
}

func (k *neonKernel) eachInput(do func(i int, ptr string)) {
	for i, p := range k.f.Params {
		if p.Kind == vir.InSlice {
			do(i, k.ptr[i])
		}
	}
}

// advance moves the pointers on.
func (k *neonKernel) advance(elements int) {
	for i := range k.f.Params {
		if r, ok := k.ptr[i]; ok {
			k.printf("ADD $%d, %s", elements*k.typ.Size(), r)
		}
	}
}

// loop repeats body while step elements remain.
func (k *neonKernel) loop(name string, step int, body func()) {
	start, end := k.label(name), k.label(name+"_end")
	k.printf("SUBS $%d, %s", step, k.n)
	k.printf("BLT %s", end)
	k.printf("PCALIGN $16")
	k.printf("%s:", start)
	from := len(k.lines)
	body()
	k.advance(step)
	k.printf("SUBS $%d, %s", step, k.n)
	k.printf("BGE %s", start)
	k.loops = append(k.loops, span{from, len(k.lines) - 1})
	k.printf("%s:", end)
	k.printf("ADD $%d, %s", step, k.n)
}

// elementWise writes a loop over unrolled vectors in pairs, one over single
// vectors and one over single elements.
func (k *neonKernel) elementWise() {
	k.loop("main", unroll*k.lanes(), func() {
		for u := 0; u < unroll; u += 2 {
			var results [2][]vreg
			for half, in := range k.loadPair(u) {
				k.body(in)
				for _, o := range k.f.Outs {
					results[half] = append(results[half], k.arg(o.Value))
				}
			}
			for j, o := range k.f.Outs {
				k.storePair(u, o.Param, results[0][j], results[1][j])
			}
		}
	})
	one := func(move string) func() {
		return func() {
			k.body(k.loadOne(move))
			for _, o := range k.f.Outs {
				k.storeOne(move, o.Param, k.arg(o.Value))
			}
		}
	}
	k.loop("vector", k.lanes(), one("FMOVQ"))
	k.loop("element", 1, one(k.scalarMove()))
}

// reduction keeps vir.Accumulators logical vectors of partial results.
func (k *neonKernel) reduction() {
	const parts = vir.LogicalBytes / neonBytes // registers of a logical vector
	acc := make([]vreg, vir.Accumulators*parts)
	for j := range acc {
		acc[j] = k.loadConstant(k.f.Reduce.Identity(k.typ))
	}
	pairs := func(registers int) func() {
		return func() {
			for u := 0; u < registers; u += 2 {
				for half, in := range k.loadPair(u) {
					k.body(in)
					k.fold(acc[u+half], k.arg(k.f.Result))
				}
			}
		}
	}
	lanes := k.typ.LogicalLanes()
	k.loop("main", vir.Accumulators*lanes, pairs(len(acc)))
	k.loop("vector", lanes, pairs(parts))
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
	k.move(fmt.Sprintf("%s F%%d, ret+%d(FP)", k.scalarMove(), offset["ret"]), nil, acc[:1])
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
		k.body(k.loadOne("FMOVQ"))
		k.fold(acc[u], k.arg(k.f.Result))
		k.advance(k.lanes())
		k.printf("SUB $%d, %s", k.lanes(), k.n)
		k.printf("SUB $%d, %s", neonBytes, mask)
	}
	k.printf("%s:", elements)
	k.loop("element", 1, func() {
		k.body(k.loadOne(k.scalarMove()))
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
	return k.to(neonSimple[k.f.Reduce.Fold(k.typ)], acc, x)
}

// fold sets acc to acc op x.
func (k *neonKernel) fold(acc, x vreg) { k.into(acc, neonSimple[k.f.Reduce.Fold(k.typ)], acc, x) }
