package main

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/lanewise/lanewise/asm/defs"
	"github.com/lanewise/lanewise/asm/vir"
	"github.com/mmcloughlin/avo/ir"
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// Kernels of package blas on the rows of a matrix of m rows of n elements, which
// begin lda elements apart. They work on several rows at a time, so that what these
// share is read once: in the first-level cache loads are the limit, one of 64 bytes
// a cycle on Zen 4. Each element goes through the operations of the same routine of
// package kernels, row by row, so the bits are the same.
var rowKernels = []special{
	{name: "dotRows", types: vir.Floats, signature: "func(y, a, x *%, lda, ahead, m, n int, alpha %)", body: withAhead(dotRowsBody, 1)},
	{name: "dotTile", types: vir.Floats, signature: dotTileSignature, body: dotTileBody},
	{name: "addRows", types: vir.Floats, signature: "func(y, a, x *%, lda, ahead, m, n int, alpha %)", body: withAhead(addRowsBody, 1)},
	{name: "rankOne", types: vir.Floats, signature: "func(a, x, y *%, lda, m, n int, alpha %)", body: rankOneBody},
	{name: "rankOneSingles", types: vir.Floats, signature: "func(a, x, y *%, lda, m, n int, alpha %)", body: rankOneSinglesBody},
	{name: "symmetricRows", types: vir.Floats, signature: "func(y, sum, a, x, z *%, lda, ahead, m, n int, alpha %)", body: withAhead(symmetricRowsBody, 1)},
	{name: "complexDotRows", types: vir.Floats, signature: "func(y, a, x *%, lda, ahead, m, n int, re, im %)", body: withAhead(complexDotRowsBody, 2)},
	{name: "complexAddRows", types: vir.Floats, signature: "func(y, a, x *%, lda, ahead, m, n int, re, im %)", body: withAhead(complexAddRowsBody, 2)},
	{name: "complexAxpy", types: vir.Floats, signature: "func(y, x *%, n int, re, im %)", body: complexAxpyBody},
	{name: "complexRankOne", types: vir.Floats, signature: "func(a, x, y *%, lda, m, n int, re, im %)", body: complexRankOneBody},
}

// rowLoop is a loop over groups of rows, around loops over their elements.
type rowLoop struct {
	kernel
	a       reg.GPVirtual   // where the next group begins
	m, step reg.GPVirtual   // rows that remain; bytes from one to the next
	alpha   reg.VecVirtual  // in all lanes: the number or its real part
	im      reg.VecVirtual  // its imaginary part, if it is complex
	rows    []reg.GPVirtual // of the group
	parts   int             // of an element: 2 if it is complex
	ahead   bool            // with prefetches
	next    reg.GPVirtual   // index of what is prefetched
}

// withAhead writes a body twice: for a parameter ahead of 0 and, with prefetches, for others.
// These bring what lies so many elements later into the second cache.
func withAhead(body func(l *rowLoop), parts int) func(m *machine, _ func()) {
	return func(m *machine, _ func()) {
		l := newRowLoop(m, parts)
		plain, end := m.label("plain"), m.label("end")
		m.CMPQ(l.address("ahead"), operand.I8(0))
		m.JE(operand.LabelRef(plain))
		l.ahead = true
		body(l)
		m.JMP(operand.LabelRef(end))
		m.Label(plain)
		l.ahead = false
		body(l)
		m.Label(end)
	}
}

// prefetch fetches what lies ahead of so many vectors of each row.
func (l *rowLoop) prefetch(vectors int) {
	if !l.ahead {
		return
	}
	const line = 64
	for _, row := range l.rows {
		for at := 0; at < vectors*l.bytes; at += line {
			l.PREFETCHT1(operand.Mem{Base: row, Index: l.next, Scale: uint8(l.typ.Size()), Disp: at})
		}
	}
	l.ADDQ(operand.I32(vectors*l.lanes()), l.next)
}

func newRowLoop(m *machine, parts int) *rowLoop {
	l := &rowLoop{kernel: kernel{machine: m}, a: m.param("a"), m: m.param("m"), step: m.param("lda"), parts: parts}
	m.IMUL3Q(operand.I8(parts*m.typ.Size()), l.step, l.step)
	if parts == 1 {
		l.alpha = m.to(m.broadcast(), l.address("alpha"))
		return l
	}
	l.alpha = m.to(m.broadcast(), l.address("re"))
	l.im = m.to(m.broadcast(), l.address("im"))
	return l
}

// address returns where a parameter is.
func (l *rowLoop) address(param string) operand.Mem {
	p, err := l.Param(param).Resolve()
	if err != nil {
		panic(err)
	}
	return p.Addr
}

// groups runs body for groups of that many rows while there are such.
func (l *rowLoop) groups(rows int, body func()) {
	start, end := l.label("group"), l.label("group_end")
	l.Label(start)
	l.CMPQ(l.m, operand.I8(rows))
	l.JL(operand.LabelRef(end))
	l.rows = l.rows[:0]
	for r := range rows {
		row := l.GP64()
		if r == 0 {
			l.MOVQ(l.a, row)
		} else {
			l.LEAQ(operand.Mem{Base: l.rows[r-1], Index: l.step, Scale: 1}, row)
		}
		l.rows = append(l.rows, row)
	}
	l.n, l.i = l.param("n"), l.GP64()
	if l.ahead {
		l.next = l.param("ahead")
	}
	if l.parts == 2 {
		l.ADDQ(l.n, l.n)
		if l.ahead {
			l.ADDQ(l.next, l.next)
		}
	}
	l.XORQ(l.i, l.i)
	body()
	l.LEAQ(operand.Mem{Base: l.rows[rows-1], Index: l.step, Scale: 1}, l.a)
	l.SUBQ(operand.I8(rows), l.m)
	l.JMP(operand.LabelRef(start))
	l.Label(end)
}

// element returns vector u from the index on of what begins at base.
func (l *rowLoop) element(base reg.GPVirtual, u int) operand.Mem {
	return operand.Mem{Base: base, Index: l.i, Scale: uint8(l.typ.Size()), Disp: u * l.bytes}
}

// load reads a vector, of which elements outside of the mask are 0.
func (l *rowLoop) load(from operand.Mem, mask operand.Op) reg.VecVirtual {
	switch {
	case mask == nil:
		return l.to("VMOVU%", from)
	case l.is512():
		return l.to("VMOVU%_Z", from, mask)
	}
	return l.to("VMASKMOV%", from, mask)
}

// operand is load for instructions that read memory themselves.
func (l *rowLoop) operand(from operand.Mem, mask operand.Op) operand.Op {
	if mask == nil {
		return from
	}
	return l.load(from, mask)
}

func (l *rowLoop) storeTo(v reg.VecVirtual, to operand.Mem, mask operand.Op) {
	switch {
	case mask == nil:
		l.emit("VMOVU%", v, to)
	case l.is512():
		l.emit("VMOVU%", v, mask, to)
	default:
		l.emit("VMASKMOV%", v, mask, to)
	}
}

// columns writes the loops over the elements of a group: unroll vectors, one, and
// a masked tail.
func (l *rowLoop) columns(unroll int, vector func(u int, mask operand.Op)) {
	l.loop("columns", unroll*l.lanes(), func() {
		l.prefetch(unroll)
		for u := range unroll {
			vector(u, nil)
		}
	})
	if unroll > 1 {
		l.loop("vector", l.lanes(), func() {
			l.prefetch(1)
			vector(0, nil)
		})
	}
	l.tail(func(masks []operand.Op) { vector(0, masks[0]) }, 1)
}

// logicalVectors writes the loops over the logical vectors of a group's rows: so many at a time, one, and a
// masked tail. step works on register u of them.
func (l *rowLoop) logicalVectors(atOnce int, step func(u int, mask operand.Op)) {
	parts := vir.LogicalBytes / l.bytes
	round := func(name string, vectors int) {
		l.loop(name, vectors*l.typ.LogicalLanes(), func() {
			l.prefetch(vectors * parts)
			for u := range vectors * parts {
				step(u, nil)
			}
		})
	}
	round("main", atOnce)
	round("vector", 1)
	l.tail(func(masks []operand.Op) {
		for u, mask := range masks {
			step(u, mask)
		}
	}, parts)
}

// dotRowsBody writes y[i] += alpha * (the sum of a[i][j]*x[j]), with the sum of
// DotF64. Four rows share x where there are registers for their 16 accumulators.
func dotRowsBody(l *rowLoop) {
	x, y := l.param("x"), l.param("y")
	if l.is512() {
		l.groups(4, func() { l.dots(x, y, nil) })
	}
	l.groups(1, func() { l.dots(x, y, nil) })
}

// symmetricRowsBody writes what dotRowsBody does and sum[j] += the sum of
// (alpha*z[i])*a[i][j], row by row: rows of a symmetric matrix that are columns, too,
// are read once.
func symmetricRowsBody(l *rowLoop) {
	x, y, z, sum := l.param("x"), l.param("y"), l.param("z"), l.param("sum")
	group := func() { l.dots(x, y, &columnSum{sum, l.factors(z)}) }
	if l.is512() {
		l.groups(4, group)
	}
	l.groups(1, group)
}

// columnSum is a vector to which rows are added, times factors.
type columnSum struct {
	to      reg.GPVirtual
	factors []reg.VecVirtual
}

// dots adds alpha times the products of the group's rows with x to y, and rows to
// columns unless that is nil.
func (l *rowLoop) dots(x, y reg.GPVirtual, columns *columnSum) {
	parts := vir.LogicalBytes / l.bytes
	sums := make([][]reg.VecVirtual, len(l.rows)) // logical vectors, one after the other
	for r := range sums {
		for range vir.Accumulators * parts {
			sums[r] = append(sums[r], l.zero())
		}
	}
	step := func(u int, mask operand.Op) {
		v := l.load(l.element(x, u), mask)
		if columns == nil {
			for r, row := range l.rows {
				l.add(l.to("VMUL%", l.operand(l.element(row, u), mask), v), sums[r][u])
			}
			return
		}
		column := l.load(l.element(columns.to, u), mask)
		for r, row := range l.rows {
			a := l.load(l.element(row, u), mask)
			l.emit("VFMADD231%", a, columns.factors[r], column)
			l.add(l.to("VMUL%", a, v), sums[r][u])
		}
		l.storeTo(column, l.element(columns.to, u), mask)
	}
	l.logicalVectors(vir.Accumulators, step)
	for _, acc := range sums {
		for u := range parts {
			l.add(acc[parts+u], acc[u])
			l.add(acc[3*parts+u], acc[2*parts+u])
			l.add(acc[2*parts+u], acc[u])
		}
	}
	to := operand.Mem{Base: y}
	if len(l.rows) == 1 {
		l.foldRow(sums[0][:parts])
		l.addScaled(sums[0][0], to)
	} else {
		l.addScaledRows(l.foldRows(sums), to)
	}
	l.ADDQ(operand.I8(len(l.rows)*l.typ.Size()), y)
}

// addScaled adds alpha times the first lane of a sum to memory.
func (l *rowLoop) addScaled(v reg.VecVirtual, to operand.Mem) {
	scalar := map[vir.Type]string{vir.F64: "SD", vir.F32: "SS"}[l.typ]
	sum := v.AsX()
	l.emit("VMUL"+scalar, l.alpha.AsX(), sum, sum)
	l.emit("VADD"+scalar, to, sum, sum)
	l.emit("VMOV"+scalar, sum, to)
}

// addScaledRows adds alpha times the sums of four rows to memory.
func (l *rowLoop) addScaledRows(row reg.VecVirtual, to operand.Mem) {
	sum, factor := row.AsY(), l.alpha.AsY()
	if l.typ == vir.F32 {
		sum, factor = row.AsX(), l.alpha.AsX()
	}
	l.emit("VMUL%", factor, sum, sum)
	l.emit("VADD%", to, sum, sum)
	l.emit("VMOVU%", sum, to)
}

func (l *rowLoop) add(x operand.Op, acc operand.Op) { l.emit("VADD%", x, acc, acc) }

// foldRow is foldLanes with instructions that take any register.
func (l *rowLoop) foldRow(parts []reg.VecVirtual) {
	if !l.is512() {
		l.foldLanes(parts, l.typ.Size(), func(x operand.Op, acc, dst reg.VecVirtual) { l.emit("VADD%", x, acc, dst) })
		return
	}
	acc, half := parts[0], l.vec()
	l.VEXTRACTF64X4(operand.U8(1), acc, half.AsY())
	l.add(half.AsY(), acc.AsY())
	l.VEXTRACTF64X2(operand.U8(1), acc.AsY(), half.AsX())
	l.add(half.AsX(), acc.AsX())
	l.VUNPCKHPD(acc.AsX(), acc.AsX(), half.AsX())
	l.add(half.AsX(), acc.AsX())
	if l.typ == vir.F32 {
		l.VMOVSHDUP(acc.AsX(), half.AsX())
		l.add(half.AsX(), acc.AsX())
	}
}

// foldRows folds the sums of four rows by halves, as foldRow does one, into the
// lanes of a register: once two rows fit into one, they go on together.
func (l *rowLoop) foldRows(sums [][]reg.VecVirtual) reg.VecVirtual {
	halves := make([]reg.Register, 4)
	for r := range halves {
		halves[r] = l.half(sums[r])
	}
	return l.foldHalves(halves)
}

// foldHalves is foldRows for sums of 32 bytes.
func (l *rowLoop) foldHalves(halves []reg.Register) reg.VecVirtual {
	first, second := l.pair(halves[0], halves[1]), l.pair(halves[2], halves[3])
	low, high := l.YMM(), l.YMM() // rows 0, 2, 1, 3
	l.VUNPCKLPD(second, first, low)
	l.VUNPCKHPD(second, first, high)
	l.add(high, low)
	if l.typ == vir.F64 {
		l.VPERMPD(operand.U8(0xd8), low, low)
		return low
	}
	l.VMOVSHDUP(low, high)
	l.add(high, low)
	l.upperHalf(low, high.AsX())
	l.VSHUFPS(operand.U8(0x88), high.AsX(), low.AsX(), low.AsX())
	l.VPERMILPS(operand.U8(0xd8), low.AsX(), low.AsX())
	return low
}

// upperHalf extracts the upper 16 bytes of 32.
func (l *rowLoop) upperHalf(from, to reg.Register) {
	if l.is512() { // which may be any register
		l.VEXTRACTF64X2(operand.U8(1), from, to)
	} else {
		l.VEXTRACTF128(operand.U8(1), from, to)
	}
}

// half folds a logical vector to 32 bytes.
func (l *rowLoop) half(parts []reg.VecVirtual) reg.Register {
	acc, half := parts[0].AsY(), reg.Register(nil)
	if l.is512() {
		y := l.YMM()
		l.VEXTRACTF64X4(operand.U8(1), parts[0], y)
		half = y
	} else {
		half = parts[1]
	}
	l.add(half, acc)
	return acc
}

// pair folds vectors of 32 bytes to 16 each, side by side.
func (l *rowLoop) pair(a, b reg.Register) reg.VecVirtual {
	low, high := l.YMM(), l.YMM()
	if l.is512() {
		l.VSHUFF64X2(operand.U8(0), b, a, low)
		l.VSHUFF64X2(operand.U8(3), b, a, high)
	} else {
		l.VPERM2F128(operand.U8(0x20), b, a, low)
		l.VPERM2F128(operand.U8(0x31), b, a, high)
	}
	l.add(high, low)
	return low
}

// factors returns alpha times an element of x for each row of the group, in all
// lanes, and steps over them.
func (l *rowLoop) factors(x reg.GPVirtual) (list []reg.VecVirtual) {
	for r := range l.rows {
		v := l.to(l.broadcast(), operand.Mem{Base: x, Disp: r * l.typ.Size()})
		l.emit("VMUL%", l.alpha, v, v)
		list = append(list, v)
	}
	l.ADDQ(operand.I8(len(l.rows)*l.typ.Size()), x)
	return list
}

// addRowsBody writes y[j] += the sum of (alpha*x[i])*a[i][j], row by row.
func addRowsBody(l *rowLoop) {
	x, y := l.param("x"), l.param("y")
	group := func() {
		factors := l.factors(x)
		l.columns(2, func(u int, mask operand.Op) {
			sum := l.load(l.element(y, u), mask)
			for r, row := range l.rows {
				l.emit("VFMADD231%", l.operand(l.element(row, u), mask), factors[r], sum)
			}
			l.storeTo(sum, l.element(y, u), mask)
		})
	}
	if l.is512() {
		l.groups(8, group)
	}
	l.groups(4, group)
	l.groups(1, group)
}

// rankOneBody writes a[i][j] += (alpha*x[i])*y[j].
func rankOneBody(m *machine, _ func()) {
	l := newRowLoop(m, 1)
	x, y := m.param("x"), m.param("y")
	group := func() {
		factors := l.factors(x)
		l.columns(2, func(u int, mask operand.Op) {
			v := l.load(l.element(y, u), mask)
			for r, row := range l.rows {
				sum := l.load(l.element(row, u), mask)
				l.emit("VFMADD231%", v, factors[r], sum)
				l.storeTo(sum, l.element(row, u), mask)
			}
		})
	}
	l.groups(4, group)
	l.updates(x, y)
}

// rankOneSinglesBody does what rankOneBody does, row by row.
func rankOneSinglesBody(m *machine, _ func()) {
	l := newRowLoop(m, 1)
	l.updates(m.param("x"), m.param("y"))
}

// updates adds to each row that is left its factor times y.
func (l *rowLoop) updates(x, y reg.GPVirtual) {
	l.groups(1, func() { l.update(l.factors(x)[0], y) })
}

// update adds factor times y to the one row of a group. Eight vectors are loaded before
// any is stored, which past the second cache is up to a sixth faster than one by one.
func (l *rowLoop) update(factor reg.VecVirtual, y reg.GPVirtual) {
	row := l.rows[0]
	l.loop("eight", 8*l.lanes(), func() {
		var sums [8]reg.VecVirtual
		for u := range sums {
			sums[u] = l.load(l.element(row, u), nil)
		}
		for u := range sums {
			l.emit("VFMADD231%", l.element(y, u), factor, sums[u])
		}
		for u := range sums {
			l.storeTo(sums[u], l.element(row, u), nil)
		}
	})
	l.columns(1, func(u int, mask operand.Op) {
		sum := l.load(l.element(row, u), mask)
		l.emit("VFMADD231%", l.operand(l.element(y, u), mask), factor, sum)
		l.storeTo(sum, l.element(row, u), mask)
	})
}

// addRowKernels adds the assembly of rowKernels and its stubs.
func (out files) addRowKernels(dir string) error {
	consts := newConstPool()
	var fns []*ir.Function
	stubs := ""
	for _, k := range rowKernels {
		for _, f := range k.functions() {
			for _, l := range f.levels {
				fn, err := function(l, f.typ, consts, f.name, f.signature, k.body)
				if err != nil {
					return err
				}
				fns = append(fns, fn)
				stubs += fmt.Sprintf("\n//go:noescape\nfunc %s%s\n", fn.Name, strings.TrimPrefix(f.signature, "func"))
			}
		}
	}
	name := filepath.Join(dir, "zrows_amd64")
	text, err := printX86(fns, consts)
	if err != nil {
		return err
	}
	out[name+".s"] = text
	return out.addGo(name+".go", "blas", "amd64 && !noasm", stubs)
}

// blasReductions are kernels that package blas takes without their limit of length.
var blasReductions = []string{"dot", "sumAbs", "maxAbs"}

// blasLoops are element-wise kernels of package blas alone. Outputs are inputs there,
// which are loaded before anything is stored, as each takes part in a sum.
var blasLoops = defs.Group{Name: "loops", Kernels: []defs.Kernel{
	{Name: "rotate", Body: func(b *vir.Builder) {
		p, q, x, y := b.Out("p"), b.Out("q"), b.In("x"), b.In("y")
		h11, h12, h21, h22 := b.Scalar("h11"), b.Scalar("h12"), b.Scalar("h21"), b.Scalar("h22")
		b.Store(p, b.Add(b.Mul(h11, x), b.Mul(h12, y)))
		b.Store(q, b.Add(b.Mul(h21, x), b.Mul(h22, y)))
	}, Doc: "sets p[i] = h11*x[i] + h12*y[i] and q[i] = h21*x[i] + h22*y[i]."},
}}

// addLoops adds those kernels for all levels, and functions that choose one.
func (out files) addLoops(dir string) error {
	forms := blasLoops.Forms()
	for _, g := range defs.Groups {
		for _, f := range g.Forms() {
			if f.Func.Type.Float() && slices.Contains(blasReductions, f.Func.Name) {
				f.Func.Leaves = false
				forms = append(forms, f)
			}
		}
	}
	name, portable := filepath.Join(dir, "zloops"), ""
	for _, f := range forms {
		portable += "\n" + f.Func.Go()
	}
	list := []error{
		out.addGo(name+".go", "blas", "", portable),
		out.addGo(name+"_noasm.go", "blas", noasmTag, loopChoice(forms, nil)),
	}
	for _, a := range archs {
		decl := loopChoice(forms, a.levels)
		for _, f := range forms {
			decl += stubs(f, a.levels)
		}
		list = append(list, out.addArch(a, name, "blas", forms, decl))
	}
	return errors.Join(list...)
}

// loopChoice prints the functions that call the loop of the active level, on slices
// of one length.
func loopChoice(forms []defs.Form, levels []level) string {
	var w strings.Builder
	for _, f := range forms {
		first, _ := sliceParams(f)
		result := ""
		if f.Func.Reduce != vir.NoReduce {
			result = f.Func.Type.Go()
		}
		fmt.Fprintf(&w, "\nfunc %s(%s) %s {\n", f.Func.Symbol(), f.Func.GoParams(), result)
		dispatch(&w, f, levels, first)
		w.WriteString("}\n")
	}
	names := []string{"switch Active", "switch kernels.Active"}
	for _, l := range levels {
		names = append(names, "case "+l.suffix+":", "case kernels."+l.suffix+":")
	}
	return strings.NewReplacer(names...).Replace(w.String())
}
