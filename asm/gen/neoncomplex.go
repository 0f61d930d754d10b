package main

import (
	"fmt"

	"github.com/lanewise/lanewise/asm/vir"
)

// logicalParts is how many registers a logical vector has.
const logicalParts = vir.LogicalBytes / neonBytes

// neonComplex writes a reduction of complex numbers that complexReduction writes
// for x86.
type neonComplex struct {
	*neonSpecial
	inputs []string
	n      string // bytes that remain of each input
}

func (m *neonSpecial) complexReduction(inputs ...string) *neonComplex {
	r := &neonComplex{neonSpecial: m, inputs: m.params(inputs...), n: m.params("n")[0]}
	m.printf("LSL $%d, %s", log2(2*m.typ.Size()), r.n)
	return r
}

// accumulators returns so many registers with x in all lanes.
func (r *neonComplex) accumulators(count int, x float64) []vreg {
	acc := make([]vreg, count)
	for u := range acc {
		acc[u] = r.loadConstant(floatBits(r.typ, x))
	}
	return acc
}

// advance moves the inputs on.
func (r *neonComplex) advance(bytes int) {
	for _, p := range r.inputs {
		r.printf("ADD $%d, %s", bytes, p)
	}
}

// rounds writes the loops over so many accumulators and over the first of them. step
// takes a logical vector.
func (r *neonComplex) rounds(accumulators int, step func(a, offset int)) {
	for _, count := range []int{accumulators, 1} {
		bytes := count * vir.LogicalBytes
		r.repeat("vectors", r.n, bytes, func() {
			for a := range count {
				step(a, a*vir.LogicalBytes)
			}
			r.advance(bytes)
		})
	}
}

// sums writes the loops of a sum. step takes registers, one of each input, into
// register u of the accumulators. What remains are whole registers for the first
// of these, and with parts of 4 bytes half a one, whose other half is zeros.
func (r *neonComplex) sums(accumulators int, step func(u int, in []vreg)) {
	registers := func(u, offset, bytes int) {
		in := make([][]vreg, (bytes+neonBytes-1)/neonBytes)
		for _, p := range r.inputs {
			for v, x := range r.loadBytes(p, offset, bytes) {
				in[v] = append(in[v], x)
			}
		}
		for v := range in {
			step(u+v, in[v])
		}
	}
	r.rounds(accumulators, func(a, offset int) {
		for u := 0; u < logicalParts; u += 2 {
			registers(a*logicalParts+u, offset+u*neonBytes, 2*neonBytes)
		}
	})
	end, short := r.label("end"), make([]string, logicalParts)
	for u := range logicalParts - 1 {
		short[u] = r.label("short")
		r.printf("CMP $%d, %s", neonBytes, r.n)
		r.printf("BLT %s", short[u])
		registers(u, 0, neonBytes)
		r.advance(neonBytes)
		r.printf("SUB $%d, %s", neonBytes, r.n)
	}
	for u := logicalParts - 1; u >= 0; u-- {
		if u < logicalParts-1 {
			r.printf("%s:", short[u])
		}
		if r.typ == vir.F32 {
			r.printf("CBZ %s, %s", r.n, end)
			registers(u, 0, neonBytes/2)
			r.printf("B %s", end)
		}
	}
	r.printf("%s:", end)
}

// folded adds the accumulators in pairs, then halves of lanes until a pair of
// parts is left, and returns these by the given names.
func (r *neonComplex) folded(acc []vreg, names ...string) {
	for step := logicalParts; step < len(acc); step *= 2 {
		for a := 0; a < len(acc); a += 2 * step {
			for u := a; u < a+logicalParts; u++ {
				r.into(acc[u], "fadd", acc[u], acc[u+step])
			}
		}
	}
	for half := logicalParts / 2; half > 0; half /= 2 {
		for u := range half {
			r.into(acc[u], "fadd", acc[u], acc[u+half])
		}
	}
	if r.typ == vir.F32 {
		r.into(acc[0], "fadd", acc[0], r.rotate(neonBytes/2, acc[0]))
	}
	r.result(names[0], acc[0])
	r.result(names[1], r.rotate(r.typ.Size(), acc[0]))
}

// result returns lane 0 of x.
func (r *neonComplex) result(name string, x vreg) {
	r.move(fmt.Sprintf("%s F%%d, %s+%d(FP)", floatMove[r.typ.Size()], name, r.offset[name]), nil, []vreg{x})
}

// complexSum writes the function that complexSumBody does.
func (m *neonSpecial) complexSum() {
	r := m.complexReduction("x")
	acc := r.accumulators(vir.Accumulators*logicalParts, 0)
	r.sums(vir.Accumulators, func(u int, in []vreg) { r.into(acc[u], "fadd", acc[u], in[0]) })
	r.folded(acc, "re", "im")
}

// complexDot writes the function that complexDotBody does.
func (m *neonSpecial) complexDot() {
	r := m.complexReduction("x", "y")
	straight, crossed := r.accumulators(2*logicalParts, 0), r.accumulators(2*logicalParts, 0)
	r.sums(2, func(u int, in []vreg) {
		x, y := in[0], in[1]
		var swapped vreg
		if r.typ == vir.F64 {
			swapped = r.rotate(8, y)
		} else {
			swapped = r.to("rev64", y)
		}
		r.into(straight[u], "fadd", straight[u], r.to("fmul", x, y))
		r.into(crossed[u], "fadd", crossed[u], r.to("fmul", x, swapped))
	})
	r.folded(straight, "rr", "ii")
	r.folded(crossed, "ri", "ir")
}

// complexProd writes the function that complexProdBody does. Real and imaginary
// parts have registers of their own, for that takes two thirds of the
// operations: u of re and u of im are those of registers 2u and 2u+1 of the
// accumulators.
func (m *neonSpecial) complexProd() {
	r := m.complexReduction("x")
	const half = logicalParts / 2
	re, im := r.accumulators(vir.Accumulators*half, 1), r.accumulators(vir.Accumulators*half, 0)
	// products returns what makes register u times x, real parts by a difference and
	// imaginary ones by a sum, and times sets it to that.
	products := func(u int, xr, xi vreg) (a, b, c, d vreg) {
		return r.to("fmul", re[u], xr), r.to("fmul", im[u], xi), r.to("fmul", im[u], xr), r.to("fmul", re[u], xi)
	}
	times := func(u int, xr, xi vreg) {
		a, b, c, d := products(u, xr, xi)
		r.into(re[u], "fsub", a, b)
		r.into(im[u], "fadd", c, d)
	}
	mask, size := r.gp(), r.typ.Size()
	r.printf("MOVD $%s+%d(SB), %s", r.consts.laneMask(size), vir.LogicalBytes, mask)
	r.rounds(vir.Accumulators, func(a, offset int) {
		for u := range half {
			x := r.loadBytes(r.inputs[0], offset+u*2*neonBytes, 2*neonBytes)
			times(a*half+u, r.to("uzp1", x[0], x[1]), r.to("uzp2", x[0], x[1]))
		}
	})
	r.repeat("element", r.n, 2*size, func() {
		x := r.loadBytes(r.inputs[0], 0, 2*size)[0]
		xr, xi := r.splat(x), r.splat(r.rotate(size, x))
		for u := range half {
			one := r.loadBytes(mask, u*neonBytes, neonBytes)[0]
			a, b, c, d := products(u, xr, xi)
			r.into(re[u], "bit", r.to("fsub", a, b), one)
			r.into(im[u], "bit", r.to("fadd", c, d), one)
		}
		r.printf("SUB $%d, %s", size, mask)
		r.advance(2 * size)
	})
	for step := half; step < len(re); step *= 2 {
		for a := 0; a < len(re); a += 2 * step {
			for u := a; u < a+half; u++ {
				times(u, re[u+step], im[u+step])
			}
		}
	}
	times(0, re[1], im[1])
	for bytes := neonBytes / 2; bytes >= size; bytes /= 2 {
		times(0, r.rotate(bytes, re[0]), r.rotate(bytes, im[0]))
	}
	r.result("re", re[0])
	r.result("im", im[0])
}
