package main

import "fmt"

// neonEscape writes the escape kernel, whose way fractal.go describes.
type neonEscape struct {
	*neonSpecial
	tile, n, iter, end, alive string
	speculate, calm, last     string
	low, high                 string // for masks
	four                      vreg
	zr, zi                    []vreg
}

// escape writes the function that escapeBody does.
func (m *neonSpecial) escape() {
	p := m.params("tile", "n", "start", "end", "alive", "speculate")
	e := &neonEscape{neonSpecial: m, tile: p[0], n: p[1], iter: p[2], end: p[3], alive: p[4], speculate: p[5],
		calm: m.gp(), last: m.gp(), low: m.gp(), high: m.gp()}
	e.four = m.loadConstant(floatBits(m.typ, 4))
	e.zr, e.zi = e.fieldPairs(fieldZr), e.fieldPairs(fieldZi)
	from := len(m.lines)
	e.loop()
	m.loops = append(m.loops, span{from, len(m.lines) - 1})
	e.printf("done:")
	e.store()
	e.printf("MOVD %s, ret+%d(FP)", e.alive, m.offset["ret"])
}

// place returns where a field's vector v begins.
func (e *neonEscape) place(f, v int) int { return (f*slots(neonLevel) + v) * neonBytes }

// fieldPairs reads all vectors of a field.
func (e *neonEscape) fieldPairs(f int) []vreg {
	return e.loadBytes(e.tile, e.place(f, 0), slots(neonLevel)*neonBytes)
}

// store writes z to the tile.
func (e *neonEscape) store() {
	e.storeBytes(e.tile, e.place(fieldZr, 0), len(e.zr)*neonBytes, e.zr)
	e.storeBytes(e.tile, e.place(fieldZi, 0), len(e.zi)*neonBytes, e.zi)
}

// loop alternates between tested and untested iterations.
func (e *neonEscape) loop() {
	e.printf("MOVD $%d, %s", steps, e.calm)

	e.printf("tested:")
	e.printf("CMP %s, %s", e.end, e.iter)
	e.printf("BGE done")
	e.jumpIfEscaped("escaped")
	e.printf("step:")
	for v := 0; v < len(e.zr); v += 2 {
		zr, zi := e.iterate(v, e.zr[v:v+2], e.zi[v:v+2])
		for j := range zr {
			e.sizedInto(e.zr[v+j], 8, "orr", zr[j], zr[j])
			e.sizedInto(e.zi[v+j], 8, "orr", zi[j], zi[j])
		}
	}
	e.printf("ADD $1, %s", e.iter)
	e.printf("SUBS $1, %s", e.calm)
	e.printf("BNE tested")
	e.store()

	e.printf("untested:")
	e.printf("MOVD $%d, %s", steps, e.calm)
	e.printf("CBZ %s, tested", e.speculate)
	e.printf("ADD $%d, %s, %s", steps, e.iter, e.last)
	e.printf("CMP %s, %s", e.end, e.last)
	e.printf("BGT tested")
	e.printf("PCALIGN $16")
	e.printf("block:")
	for v := 0; v < len(e.zr); v += 2 { // two iterations, so that z comes back to its registers
		zr, zi := e.iterate(v, e.zr[v:v+2], e.zi[v:v+2])
		e.iterateInto(v, zr, zi, e.zr[v:v+2], e.zi[v:v+2])
	}
	e.printf("SUBS $2, %s", e.calm)
	e.printf("BNE block")
	e.jumpIfEscaped("back")
	e.store()
	e.printf("MOVD %s, %s", e.last, e.iter)
	e.printf("B untested")

	e.printf("back:") // from a block in which points escaped
	for f, list := range [][]vreg{fieldZr: e.zr, fieldZi: e.zi} {
		for v := 0; v < len(list); v += 2 {
			e.pair(f, v, list[v:v+2])
		}
	}
	e.printf("MOVD $%d, %s", steps, e.calm)
	e.printf("B tested")

	e.printf("escaped:")
	e.printf("MOVD $%d, %s", steps, e.calm)
	for v := range e.zr {
		e.record(v)
	}
	e.printf("CBNZ %s, step", e.alive)
}

// pair reads vectors v and v+1 of a field.
func (e *neonEscape) pair(f, v int, dst []vreg) {
	e.move(fmt.Sprintf("FLDPQ %d(%s), (F%%d, F%%d)", e.place(f, v), e.tile), dst, nil)
}

// iterate returns z*z + c for vectors v and v+1.
func (e *neonEscape) iterate(v int, zr, zi []vreg) (re, im []vreg) {
	re, im = []vreg{e.vec(), e.vec()}, []vreg{e.vec(), e.vec()}
	e.iterateInto(v, zr, zi, re, im)
	return re, im
}

// iterateInto is iterate with given destinations, which are other registers.
func (e *neonEscape) iterateInto(v int, zr, zi, re, im []vreg) {
	e.pair(fieldCr, v, re)
	e.pair(fieldCi, v, im)
	var twice [2]vreg
	for j := range twice {
		e.into(re[j], "fmls", zi[j], zi[j])
		twice[j] = e.to("fadd", zr[j], zr[j])
	}
	for j := range twice {
		e.into(re[j], "fmla", zr[j], zr[j])
		e.into(im[j], "fmla", twice[j], zi[j])
	}
}

// inside returns the mask of points with |z|^2 <= 4, which NaN is not.
func (e *neonEscape) inside(v int) vreg {
	r := e.to("fmul", e.zi[v], e.zi[v])
	e.into(r, "fmla", e.zr[v], e.zr[v])
	e.into(r, "fcmge", e.four, r)
	return r
}

// jumpIfEscaped jumps to label if a point is outside.
func (e *neonEscape) jumpIfEscaped(label string) {
	all := e.inside(0)
	for v := 1; v < len(e.zr); v++ {
		e.into(all, "and", all, e.inside(v))
	}
	e.jumpUnlessAll(all, "BNE", label)
}

// jumpUnlessAll jumps if not all lanes of a mask are set, or by BEQ if all are.
func (e *neonEscape) jumpUnlessAll(mask vreg, branch, label string) {
	e.halves(mask, e.low, e.high)
	e.printf("AND %s, %s", e.high, e.low)
	e.printf("CMN $1, %s", e.low)
	e.printf("%s %s", branch, label)
}

// record notes the points of one vector that are outside: the iteration and z,
// and sets them to zero.
func (e *neonEscape) record(v int) {
	next, inside := e.label("next"), e.inside(v)
	e.jumpUnlessAll(inside, "BEQ", next)
	update := func(f int, change func(x vreg)) {
		x := e.loadBytes(e.tile, e.place(f, v), neonBytes)
		change(x[0])
		e.storeBytes(e.tile, e.place(f, v), neonBytes, x)
	}
	update(fieldEr, func(x vreg) { e.into(x, "bif", e.zr[v], inside) })
	update(fieldEi, func(x vreg) { e.into(x, "bif", e.zi[v], inside) })
	for _, f := range []int{fieldCr, fieldCi} {
		update(f, func(x vreg) { e.into(x, "and", x, inside) })
	}
	e.into(e.zr[v], "and", e.zr[v], inside)
	e.into(e.zi[v], "and", e.zi[v], inside)
	for lane := range e.lanes() {
		in := e.label("inside")
		e.move(fmt.Sprintf("VMOV V%%d.%s[%d], %s", laneLetter(e.typ.Size()), lane, e.low), nil, []vreg{inside})
		e.printf("TBNZ $0, %s, %s", e.low, in)
		e.printf("MOVW %s, %d(%s)", e.iter, 4*(v*e.lanes()+lane), e.n)
		e.printf("SUB $1, %s", e.alive)
		e.printf("%s:", in)
	}
	e.printf("%s:", next)
}
