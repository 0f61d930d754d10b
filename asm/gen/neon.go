package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/lanewise/lanewise/asm/defs"
	"github.com/lanewise/lanewise/asm/vir"
)

// Registers of a NEON function. Integer registers 0 to 15 hold pointers and
// counts; Go reserves some of the others.
const (
	neonBytes       = 16 // of a vector register
	neonRegisters   = 32
	generalPurposes = 16
)

// line is a line of a NEON function: an instruction of the table, or text in
// which verbs stand for the numbers of the registers in defs, then uses. With
// neither it is left out.
type line struct {
	text       string
	name       string // in the table, if text is empty
	size       int    // of an element in bytes
	count      int    // of a shift
	defs, uses []vreg
}

// neon writes one NEON function for one element type.
type neon struct {
	typ     vir.Type
	lines   []line
	loops   []span
	virtual int // vector registers so far
	general int // integer registers so far
	labels  int
	consts  *neonConsts
	base    string          // integer register that holds the constants' address
	reads   bool            // whether it is used
	hoist   map[uint64]bool // constants to keep in registers
	hoisted map[uint64]vreg
	missed  []uint64  // constants used that are not hoisted
	scratch [2]string // integer registers for passing things on, if there are any yet
}

// vec returns a new vector register.
func (m *neon) vec() vreg {
	m.virtual++
	return vreg(m.virtual - 1)
}

// gp returns a new integer register.
func (m *neon) gp() string {
	if m.general == generalPurposes {
		panic("too many parameters for the integer registers")
	}
	m.general++
	return fmt.Sprintf("R%d", m.general-1)
}

// printf adds a line without vector registers.
func (m *neon) printf(format string, args ...any) {
	m.lines = append(m.lines, line{text: fmt.Sprintf(format, args...)})
}

// move adds a line of text that reads uses and writes defs.
func (m *neon) move(text string, defs, uses []vreg) {
	m.lines = append(m.lines, line{text: text, defs: defs, uses: uses})
}

// into adds an instruction on lanes with a given destination.
func (m *neon) into(dst vreg, name string, args ...vreg) {
	m.sizedInto(dst, m.typ.Size(), name, args...)
}

// sizedInto adds an instruction on elements of the given size.
func (m *neon) sizedInto(dst vreg, size int, name string, args ...vreg) {
	op, ok := instructions[name]
	if !ok || len(args) != op.args || op.narrow && size == 8 || op.only != 0 && op.only != size {
		panic(fmt.Sprintf("no instruction %s of %d registers with elements of %d bytes", name, len(args), size))
	}
	in := line{name: name, size: size, defs: []vreg{dst}, uses: args}
	if op.tied { // the destination is read, too; the last use is not printed
		in.uses = append(slices.Clone(args), dst)
	}
	m.lines = append(m.lines, in)
}

// to adds an instruction whose result is a new register.
func (m *neon) to(name string, args ...vreg) vreg {
	return m.sized(m.typ.Size(), name, args...)
}

// sized adds an instruction on elements of the given size whose result is a new
// register.
func (m *neon) sized(size int, name string, args ...vreg) vreg {
	v := m.vec()
	m.sizedInto(v, size, name, args...)
	return v
}

// shift adds a shift by a constant.
func (m *neon) shift(name string, count int, x vreg) vreg {
	return m.sizedShift(m.typ.Size(), name, count, x)
}

// sizedShift adds a shift of elements of the given size.
func (m *neon) sizedShift(size int, name string, count int, x vreg) vreg {
	v := m.sized(size, name, x)
	m.lines[len(m.lines)-1].count = count
	return v
}

// copy returns a new register with the contents of x.
func (m *neon) copy(x vreg) vreg {
	v := m.vec()
	m.move("VMOV V%[2]d.B16, V%[1]d.B16", []vreg{v}, []vreg{x})
	return v
}

// splat returns a new register with lane 0 of x in all lanes.
func (m *neon) splat(x vreg) vreg {
	v, size := m.vec(), m.typ.Size()
	m.move(fmt.Sprintf("VDUP V%%[2]d.%s[0], V%%[1]d.%[1]s%d", laneLetter(size), neonBytes/size), []vreg{v}, []vreg{x})
	return v
}

// rotate returns a new register with the bytes of x moved down by count, round
// the end.
func (m *neon) rotate(count int, x vreg) vreg {
	v := m.vec()
	m.move(fmt.Sprintf("VEXT $%d, V%%[2]d.B16, V%%[2]d.B16, V%%[1]d.B16", count), []vreg{v}, []vreg{x})
	return v
}

// label returns a label that is unique in the function.
func (m *neon) label(name string) string {
	m.labels++
	return fmt.Sprintf("%s%d", name, m.labels)
}

// constant returns a register with bits in every lane.
func (m *neon) constant(bits uint64) vreg {
	if r, ok := m.hoisted[bits]; ok {
		return r
	}
	m.missed = append(m.missed, bits)
	return m.loadConstant(bits)
}

func (m *neon) loadConstant(bits uint64) vreg {
	v := m.vec()
	if bits == 0 {
		m.move("VMOVI $0, V%d.B16", []vreg{v}, nil)
	} else {
		m.reads = true
		m.move(fmt.Sprintf("FMOVQ %d(%s), F%%d", m.consts.offset(bits, m.typ.Size()), m.base), []vreg{v}, nil)
	}
	return v
}

// neonLevel is the vector unit of every arm64 CPU.
var neonLevel = level{suffix: "NEON", bytes: neonBytes}

// neonSupports reports whether NEON has vector forms of everything in f. It has
// none of 64-bit division, which takes some 35 operations for two lanes, while a
// core divides in 5 to 20 cycles.
func neonSupports(f *vir.Func) bool {
	return f.Type.Size() < 8 || !slices.ContainsFunc(f.Values, func(v vir.Value) bool { return v.Op == vir.FloorDivI || v.Op == vir.ModI })
}

// neonHeader begins assembly files for arm64.
const neonHeader = header + "//go:build arm64 && !noasm\n\n#include \"textflag.h\"\n"

// assembleNEON prints the assembly of kernels for arm64.
func assembleNEON(forms []defs.Form) ([]byte, error) {
	consts, text := newNEONConsts(), neonHeader
	for _, f := range forms {
		if !neonSupports(f.Func) {
			continue
		}
		fn, err := neonFunction(f.Func, consts)
		if err != nil {
			return nil, err
		}
		text += fn
	}
	return []byte(text + "\n" + consts.print()), nil
}

// neonFunction prints the assembly of f. It is written again with fewer
// constants in registers until all registers suffice.
func neonFunction(f *vir.Func, consts *neonConsts) (string, error) {
	var order []uint64
	for keep := -1; ; keep-- {
		m := &neon{typ: f.Type, consts: consts, hoist: map[uint64]bool{}, hoisted: map[uint64]vreg{}}
		for _, c := range order[:max(keep, 0)] {
			m.hoist[c] = true
		}
		writeNEON(m, f, order)
		if keep < 0 { // the first round only finds out which constants there are
			order = unique(m.missed)
			keep = len(order) + 1
			continue
		}
		place, err := allocate(m.lines, m.loops, m.virtual, neonRegisters)
		if errors.Is(err, errRegisters) && keep > 0 {
			continue
		}
		if err != nil {
			return "", fmt.Errorf("%sNEON: %w", f.Symbol(), err)
		}
		_, size := arguments(f)
		return m.print(f.Symbol(), stubSignature(f, false), size, place), nil
	}
}

// print prints the function with the registers that place gives; size is that of
// its parameters and results in bytes.
func (m *neon) print(name, signature string, size int, place []int) string {
	var w strings.Builder
	fmt.Fprintf(&w, "\n// func %sNEON%s\nTEXT ·%[1]sNEON(SB), NOSPLIT, $0-%[3]d\n",
		name, strings.TrimPrefix(signature, "func"), size)
	for _, l := range m.lines {
		var regs []int
		for _, v := range slices.Concat(l.defs, l.uses) {
			regs = append(regs, place[v])
		}
		text := l.text
		switch {
		case text == "" && l.name == "":
			continue
		case text == "":
			op := instructions[l.name]
			if op.tied {
				regs = regs[:len(regs)-1]
			}
			text = op.asm(l.name, l.size, l.count, regs)
		case len(regs) > 0:
			args := make([]any, len(regs))
			for i, r := range regs {
				args[i] = r
			}
			text = fmt.Sprintf(text, args...)
		}
		if !strings.HasSuffix(text, ":") {
			text = "\t" + text
		}
		w.WriteString(text + "\n")
	}
	return w.String()
}

// arguments returns the offsets of the stub's parameters, and of its result
// under the name ret, and the bytes of all. Parts of complex scalars have names
// of their own.
func arguments(f *vir.Func) (offset map[string]int, size int) {
	offset = map[string]int{}
	add := func(name string, bytes int) {
		size = (size + bytes - 1) / bytes * bytes
		offset[name] = size
		size += bytes
	}
	for _, p := range f.Params {
		if p.Kind != vir.InScalar && p.Part != vir.Im {
			add(p.Name, 8)
		}
	}
	add("n", 8)
	for _, p := range f.Params {
		if p.Kind == vir.InScalar {
			add(scalarName(p), f.Type.Size())
		}
	}
	if f.Reduce != vir.NoReduce {
		size = (size + 7) / 8 * 8
		add("ret", f.Type.Size())
	}
	return offset, size
}

// scalarName returns the name that assembly gives a scalar parameter.
func scalarName(p vir.Param) string {
	return p.Name + [...]string{vir.Whole: "", vir.Re: "_real", vir.Im: "_imag"}[p.Part]
}

// neonConsts collects the constants of one file, each repeated to fill a
// vector, and the element sizes for which it needs a mask of one lane.
type neonConsts struct {
	index  map[string]int
	data   []uint64 // both halves of a vector are the same
	masks  map[int]bool
	tables []string // as printed
	named  map[string]string
}

func newNEONConsts() *neonConsts {
	return &neonConsts{index: map[string]int{}, masks: map[int]bool{}, named: map[string]string{}}
}

// table names a table of elements of the given size.
func (c *neonConsts) table(entries []uint64, size int) string {
	key := fmt.Sprint(size, entries)
	if c.named[key] == "" {
		name := fmt.Sprintf("table%d<>", len(c.tables))
		var w strings.Builder
		for i, bits := range entries {
			fmt.Fprintf(&w, "DATA %s+%d(SB)/%d, $%#x\n", name, i*size, size, bits)
		}
		fmt.Fprintf(&w, "GLOBL %s(SB), RODATA|NOPTR, $%d\n", name, size*len(entries))
		c.named[key], c.tables = name, append(c.tables, w.String())
	}
	return c.named[key]
}

// offset returns the place of a constant in bytes.
func (c *neonConsts) offset(bits uint64, size int) int {
	for width := 8 * size; width < 64; width *= 2 {
		bits |= bits << width
	}
	key := fmt.Sprint(bits)
	if _, ok := c.index[key]; !ok {
		c.index[key] = len(c.data)
		c.data = append(c.data, bits)
	}
	return neonBytes * c.index[key]
}

// laneMask names the table from which masks of one lane of a logical vector
// are read: zeros, one element of ones at byte vir.LogicalBytes, zeros.
func (c *neonConsts) laneMask(size int) string {
	c.masks[size] = true
	return fmt.Sprintf("lanemask%d<>", size)
}

// print prints the tables.
func (c *neonConsts) print() string {
	var w strings.Builder
	for i, bits := range c.data {
		for half := range 2 {
			fmt.Fprintf(&w, "DATA consts<>+%d(SB)/8, $0x%016x\n", neonBytes*i+8*half, bits)
		}
	}
	if len(c.data) > 0 {
		fmt.Fprintf(&w, "GLOBL consts<>(SB), RODATA|NOPTR, $%d\n", neonBytes*len(c.data))
	}
	for _, table := range c.tables {
		w.WriteString("\n" + table)
	}
	for _, size := range []int{1, 2, 4, 8} {
		if c.masks[size] {
			fmt.Fprintf(&w, "\nDATA lanemask%d<>+%d(SB)/8, $0x%016x\nGLOBL lanemask%[1]d<>(SB), RODATA|NOPTR, $%[4]d\n",
				size, vir.LogicalBytes, ^uint64(0)>>(64-8*size), 2*vir.LogicalBytes+neonBytes)
		}
	}
	return w.String()
}
