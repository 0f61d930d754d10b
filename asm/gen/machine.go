package main

import (
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/lanewise/lanewise/asm/vir"
	"github.com/mmcloughlin/avo/attr"
	"github.com/mmcloughlin/avo/build"
	"github.com/mmcloughlin/avo/ir"
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/pass"
	"github.com/mmcloughlin/avo/reg"
)

// level is an instruction-set level of x86-64.
type level struct {
	suffix string // of symbols
	bytes  int    // of a vector
	isa    string // extensions that its functions may need
}

var (
	avx2   = level{"AVX2", 32, "AVX AVX2 BMI BMI2 CMOV FMA3 MMX+ POPCNT SSE SSE2"} // MMX+ is what avo asks for SFENCE
	avx512 = level{"AVX512", 64, avx2.isa + " AVX512F AVX512BW AVX512CD AVX512DQ AVX512VL"}
	levels = []level{avx2, avx512} // of amd64
)

// machine writes one assembly function for one level and element type.
type machine struct {
	*build.Context
	level
	typ     vir.Type
	size    int // of an element in bytes, in kernels that only move it
	consts  *constPool
	hoisted map[constKey]reg.VecVirtual // constants that registers hold
	missed  []constKey                  // constants used that are not hoisted
	reloads map[constKey]int            // how often one was loaded for want of that, as no operand in memory served
	shared  map[constKey]reg.VecVirtual // constants that two vectors in turn read, for one operation
	cold    bool                        // writing code that seldom runs: constants stay in memory
	labels  int
	orders  map[order]reg.VecVirtual // of lanes, see parts.go
}

// constKey tells a constant: an element that fills a vector.
type constKey struct {
	bits uint64
	size int
}

// lanes returns the elements in a vector.
func (m *machine) lanes() int { return m.bytes / m.typ.Size() }

// is512 reports whether the level has masks and broadcast operands.
func (m *machine) is512() bool { return m.suffix == avx512.suffix }

// vec returns a new vector register.
func (m *machine) vec() reg.VecVirtual {
	if m.is512() {
		return m.ZMM()
	}
	return m.YMM()
}

// bcst is a memory operand of one element that is broadcast to all lanes.
type bcst struct {
	operand.Mem
	size int
}

// integerNames holds the instructions that serve in lanes of integers where
// others do in lanes of floats, on AVX2 and on AVX-512.
var integerNames = map[string][2]string{
	"VMOVU%": {"VMOVDQU", "VMOVDQU#"}, "VMOVU%_Z": {"", "VMOVDQU#_Z"}, "VMOVA%": {"VMOVDQA", "VMOVDQU#"}, "VMOVA%_Z": {"", "VMOVDQU#_Z"},
	"VAND%": {"VPAND", "VPANDQ"}, "VOR%": {"VPOR", "VPORQ"}, "VXOR%": {"VPXOR", "VPXORQ"},
	"VBLENDV%": {"VPBLENDVB", ""}, "VMASKMOV%": {"VPMASKMOV?", ""},
}

// expand replaces in an instruction's name % by PD or PS, ? by B, W, D or Q,
// and # by the bits of a lane. In lanes of integers another name may take the
// place of one with %.
func (m *machine) expand(name string) string {
	if names, ok := integerNames[name]; ok && !m.typ.Float() {
		name = names[0]
		if m.is512() {
			name = names[1]
		}
	}
	float := map[vir.Type]string{vir.F64: "PD", vir.F32: "PS"}[m.typ]
	integer := map[int]string{1: "B", 2: "W", 4: "D", 8: "Q"}[m.typ.Size()]
	return strings.NewReplacer("%", float, "?", integer, "#", strconv.Itoa(m.typ.Width())).Replace(name)
}

// emit writes one instruction by its name, in which %, ? and # stand for what
// the element type demands. It returns the last operand.
func (m *machine) emit(name string, ops ...operand.Op) operand.Op {
	name = m.expand(name)
	args := make([]reflect.Value, len(ops))
	for i, op := range ops {
		if b, ok := op.(bcst); ok {
			if w, ok := map[string]string{"VPANDQ": "VPANDD", "VPORQ": "VPORD", "VPXORQ": "VPXORD"}[name]; ok && b.size == 4 {
				name = w
			}
			name += "_BCST"
			op = b.Mem
		}
		args[i] = reflect.ValueOf(op)
	}
	fn := reflect.ValueOf(m.Context).MethodByName(name)
	if !fn.IsValid() {
		panic("no instruction " + name)
	}
	fn.Call(args)
	return ops[len(ops)-1]
}

// to writes an instruction whose result is a new vector register.
func (m *machine) to(name string, ops ...operand.Op) reg.VecVirtual {
	v := m.vec()
	m.emit(name, append(ops, v)...)
	return v
}

// zero returns a register of zeros.
func (m *machine) zero() reg.VecVirtual {
	v := m.vec()
	m.emit("VXOR%", v, v, v)
	return v
}

// param loads an integer parameter.
func (m *machine) param(name string) reg.GPVirtual {
	return m.Load(m.Param(name), m.GP64()).(reg.GPVirtual)
}

// label returns a label that is unique in the function.
func (m *machine) label(name string) string {
	m.labels++
	return fmt.Sprintf("%s%d", name, m.labels)
}

// alignLoop places the next instruction at a multiple of 32 bytes.
func (m *machine) alignLoop() {
	m.Instruction(&ir.Instruction{Opcode: "PCALIGN", Operands: []operand.Op{operand.Imm(32)}})
}

// constant returns an operand that holds bits in every lane: a register, or
// memory, on AVX-512 of one element that is broadcast.
func (m *machine) constant(bits uint64) operand.Op { return m.constantOf(m.typ.Size(), bits) }

// constantOf is constant for elements of another size than the lanes.
func (m *machine) constantOf(size int, bits uint64) operand.Op {
	key := constKey{bits, size}
	if r, ok := m.hoisted[key]; ok {
		return r
	}
	if !m.cold {
		m.missed = append(m.missed, key)
	}
	if m.is512() && size >= 4 {
		return bcst{m.consts.operand(bits, size), size}
	}
	if r, ok := m.shared[key]; ok {
		return r
	}
	if m.shared != nil {
		m.shared[key] = m.to("VMOVU%", m.consts.repeated(bits, size, m.bytes/size))
		return m.shared[key]
	}
	return m.consts.repeated(bits, size, m.bytes/size)
}

// constReg is constant for instructions that can't broadcast.
func (m *machine) constReg(bits uint64) operand.Op { return m.constRegOf(m.typ.Size(), bits) }

// constRegOf is constReg for elements of another size than the lanes.
func (m *machine) constRegOf(size int, bits uint64) operand.Op {
	if !m.cold {
		m.reloads[constKey{bits, size}]++
	}
	switch op := m.constantOf(size, bits).(type) {
	case bcst:
		return m.to(m.broadcastOf(size), op.Mem)
	case operand.Mem:
		return m.to("VMOVU%", op)
	default:
		return op
	}
}

// broadcast names the instruction that copies an element to all lanes.
func (m *machine) broadcast() string { return m.broadcastOf(m.typ.Size()) }

// broadcastOf is broadcast for an element of another size than the lanes.
func (m *machine) broadcastOf(size int) string {
	switch {
	case m.typ.Float() && size == 8:
		return "VBROADCASTSD"
	case m.typ.Float() && size == 4:
		return "VBROADCASTSS"
	}
	return "VPBROADCAST" + map[int]string{1: "B", 2: "W", 4: "D", 8: "Q"}[size]
}

// loadConstants fills the registers of the hoisted constants.
func (m *machine) loadConstants(list []constKey) {
	for _, c := range list {
		m.hoisted[c] = m.to(m.broadcastOf(c.size), m.consts.operand(c.bits, c.size))
	}
}

// function builds one assembly function. The body is written again with fewer
// constants in registers, as many as there is room for; those stay longest that would
// have to be loaded most often.
func function(l level, t vir.Type, consts *constPool, name, signature string, body func(m *machine, load func())) (*ir.Function, error) {
	f := &attempts{l, t, consts, name, signature, body}
	m, _, err := f.write(nil) // the first round only finds out which constants there are
	if err != nil {
		return nil, err
	}
	order := unique(m.missed)
	slices.SortStableFunc(order, func(a, b constKey) int { return m.reloads[b] - m.reloads[a] })
	fn, pool, err := f.compile(order)
	if isFull(err) {
		if fn, pool, err = f.compile(nil); err != nil {
			return nil, err
		}
		for room, full := 0, len(order); full-room > 1; {
			keep := (room + full) / 2
			switch more, with, err := f.compile(order[:keep]); {
			case err == nil:
				fn, pool, room = more, with, keep
			case isFull(err):
				full = keep
			default:
				return nil, err
			}
		}
	}
	if err != nil {
		return nil, err
	}
	*consts = *pool
	return fn, nil
}

// attempts is one function that is written several times.
type attempts struct {
	l         level
	t         vir.Type
	consts    *constPool
	name      string
	signature string
	body      func(m *machine, load func())
}

// write writes the function with so many constants in registers and a pool of its own.
func (a *attempts) write(hoist []constKey) (*machine, *ir.File, error) {
	m := &machine{Context: build.NewContext(), level: a.l, typ: a.t, consts: a.consts.clone(),
		hoisted: map[constKey]reg.VecVirtual{}, reloads: map[constKey]int{}}
	m.Function(a.name + a.l.suffix)
	m.Attributes(attr.NOSPLIT)
	m.SignatureExpr(a.signature)
	a.body(m, func() { m.loadConstants(hoist) })
	m.VZEROUPPER()
	m.RET()
	file, err := m.Result()
	if err != nil {
		return nil, nil, fmt.Errorf("%s%s: %w", a.name, a.l.suffix, err)
	}
	return m, file, nil
}

// compile writes the function and allocates its registers.
func (a *attempts) compile(hoist []constKey) (*ir.Function, *constPool, error) {
	m, file, err := a.write(hoist)
	if err != nil {
		return nil, nil, err
	}
	err = pass.Compile.Execute(file)
	fn := file.Functions()[0]
	if err == nil && a.l.bytes < 64 && usesHighRegisters(fn) {
		err = errors.New("registers: AVX2 has 16 vector registers")
	}
	if err != nil {
		return nil, nil, fmt.Errorf("%s%s: %w", a.name, a.l.suffix, err)
	}
	for _, ext := range fn.ISA {
		if !strings.Contains(" "+a.l.isa+" ", " "+ext+" ") {
			return nil, nil, fmt.Errorf("%s%s needs %s, which its level lacks", a.name, a.l.suffix, ext)
		}
	}
	return fn, m.consts, nil
}

// isFull reports whether err says that there are too few registers.
func isFull(err error) bool { return err != nil && strings.Contains(err.Error(), "registers") }

// usesHighRegisters reports whether fn needs vector registers 16 to 31, which
// only AVX-512 encodes; avo hands them out to any function.
func usesHighRegisters(fn *ir.Function) bool {
	for _, in := range fn.Instructions() {
		for _, op := range in.Operands {
			if r, ok := op.(reg.Physical); ok && r.Kind() == reg.KindVector && r.PhysicalIndex() >= 16 {
				return true
			}
		}
	}
	return false
}

func unique[T comparable](list []T) (out []T) {
	seen := map[T]bool{}
	for _, x := range list {
		if !seen[x] {
			seen[x] = true
			out = append(out, x)
		}
	}
	return out
}

// constPool collects the constants of one file in one read-only table.
type constPool struct {
	mem    operand.Mem
	offset map[string]int
	data   []operand.Constant
	at     []int
	size   int
}

func newConstPool() *constPool {
	return &constPool{
		mem:    operand.NewDataAddr(operand.NewStaticSymbol("consts"), 0),
		offset: map[string]int{},
	}
}

// clone returns a pool that grows apart from p.
func (p *constPool) clone() *constPool {
	c := *p
	c.offset, c.data, c.at = maps.Clone(p.offset), slices.Clip(p.data), slices.Clip(p.at)
	return &c
}

// operand returns the place of bits in the table.
func (p *constPool) operand(bits uint64, size int) operand.Mem {
	key := fmt.Sprintf("%x/%d", bits, size)
	if _, ok := p.offset[key]; !ok {
		p.size = (p.size + size - 1) / size * size
		p.offset[key] = p.size
		p.add(bits, size)
	}
	return p.mem.Offset(p.offset[key])
}

// ramp returns the place of a vector of the numbers from, from+1, ...
func (p *constPool) ramp(t vir.Type, from, lanes int) operand.Mem {
	m := machine{typ: t}
	key := fmt.Sprintf("ramp%s/%d/%d", t, from, lanes)
	return p.vector(key, t.Size(), lanes, func(i int) uint64 { return m.floatBits(float64(from + i)) })
}

// table returns the place of a table of constants of type t.
func (p *constPool) table(t vir.Type, entries []uint64) operand.Mem {
	return p.vector(fmt.Sprintf("table%s%x", t, entries), t.Size(), len(entries), func(i int) uint64 { return entries[i] })
}

// repeated returns the place of a vector of one constant.
func (p *constPool) repeated(bits uint64, size, lanes int) operand.Mem {
	return p.vector(fmt.Sprintf("repeated%x/%d/%d", bits, size, lanes), size, lanes, func(int) uint64 { return bits })
}

// rampU64 returns the place of a vector of the 64-bit integers 0, 1, ...
func (p *constPool) rampU64(lanes int) operand.Mem {
	return p.vector(fmt.Sprintf("ramp/%d", lanes), 8, lanes, func(i int) uint64 { return uint64(i) })
}

// vector returns the place of a vector of constants.
func (p *constPool) vector(key string, size, lanes int, lane func(i int) uint64) operand.Mem {
	if _, ok := p.offset[key]; !ok {
		align := min(size*lanes, 64)
		p.size = (p.size + align - 1) / align * align
		p.offset[key] = p.size
		for i := range lanes {
			p.add(lane(i), size)
		}
	}
	return p.mem.Offset(p.offset[key])
}

// add appends an element.
func (p *constPool) add(bits uint64, size int) {
	p.at = append(p.at, p.size)
	p.data = append(p.data, map[int]operand.Constant{
		1: operand.U8(bits), 2: operand.U16(bits), 4: operand.U32(bits), 8: operand.U64(bits),
	}[size])
	p.size += size
}

// global returns the table as a section of an assembly file.
func (p *constPool) global() *ir.Global {
	g := ir.NewStaticGlobal("consts")
	g.Attributes = attr.RODATA | attr.NOPTR
	for i, d := range p.data {
		if err := g.AddDatum(ir.NewDatum(p.at[i], d)); err != nil {
			panic(err)
		}
	}
	return g
}

// tailMask is the table from which AVX2 reads masks of vector tails: 64 bytes
// of ones, then 64 of zeros. Read at 64-n, it has n bytes of ones.
const tailMask = "tailmask"

func tailMaskGlobal() *ir.Global {
	g := ir.NewStaticGlobal(tailMask)
	g.Attributes = attr.RODATA | attr.NOPTR
	for i := range 16 {
		d := operand.U64(0)
		if i < 8 {
			d = ^operand.U64(0)
		}
		g.Append(d)
	}
	return g
}
