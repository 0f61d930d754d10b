package main

import (
	"fmt"

	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// product128 is a vector of products of 64-bit integers.
type product128 struct{ hi, lo operand.Op }

// mulWide returns x times a factor whose lower and upper halves stand in the
// lower halves of the lanes of f0 and f1, plus add0 + add1*2^32 if these are not
// nil. No sum of 32-bit digits overflows: (2^32-1)^2 + 2*(2^32-1) = 2^64 - 1.
func (m *machine) mulWide(x, f0, f1, add0, add1 operand.Op) product128 {
	low32 := m.constReg(1<<32 - 1)
	x1 := m.to("VPSRLQ", operand.U8(32), x)
	p00, p01 := m.to("VPMULUDQ", f0, x), m.to("VPMULUDQ", f1, x)
	p10, p11 := m.to("VPMULUDQ", f0, x1), m.to("VPMULUDQ", f1, x1)
	if add0 != nil {
		m.emit("VPADDQ", add0, p00, p00)
		m.emit("VPADDQ", add1, p01, p01)
	}
	m.emit("VPADDQ", m.to("VPSRLQ", operand.U8(32), p00), p01, p01)
	m.emit("VPADDQ", m.to("VAND%", low32, p01), p10, p10)
	m.emit("VPADDQ", m.to("VPSRLQ", operand.U8(32), p01), p11, p11)
	m.emit("VPADDQ", m.to("VPSRLQ", operand.U8(32), p10), p11, p11)
	upper := m.to("VPSLLQ", operand.U8(32), p10)
	return product128{p11, m.mergeLow(p00, upper)}
}

// mergeLow returns the lower halves of the lanes of low and the upper ones of
// high.
func (m *machine) mergeLow(low, high operand.Op) operand.Op {
	if !m.is512() {
		return m.to("VPBLENDD", operand.U8(0xAA), high, low)
	}
	// The mask selects low where it is one and high elsewhere.
	r := m.to("VMOVUPD", low)
	return m.emit("VPTERNLOGQ", operand.U8(0xE2), high, m.constReg(1<<32-1), r)
}

// foldUpper returns in the upper half of each lane of 64 bits the sum of both
// halves of z, and zero in the lower one.
func (m *machine) foldUpper(z operand.Op) operand.Op {
	sum := m.to("VPADDD", m.to("VPSLLQ", operand.U8(32), z), z)
	if m.is512() {
		return m.emit("VPANDQ", m.constant(^uint64(1<<32-1)), sum, sum)
	}
	return m.emit("VPAND", m.constant(^uint64(1<<32-1)), sum, sum)
}

const pcgSignature = "func(lanes *byte, dst *uint64, groups int)"

// pcgVectors is how many vectors of states leap side by side.
const pcgVectors = 2

// pcgScalars is how many states leap in integer registers besides, on the pipes
// that the vectors leave idle.
func pcgScalars(l level) int {
	if l == avx512 {
		return 0
	}
	return 4
}

// pcgGroup is how many words a group has.
func pcgGroup(l level) int { return pcgVectors*l.bytes/8 + pcgScalars(l) }

// randomConstants declares the words of a group at each level.
func randomConstants() string {
	s := "\n// Words of a group of PCG64 at each level.\nconst (\n"
	for _, l := range levels {
		s += fmt.Sprintf("pcgGroup%s = %d\n", l.suffix, pcgGroup(l))
	}
	return s + fmt.Sprintf(")\n\n// philoxVectors is how many vectors of Philox blocks a group has.\nconst philoxVectors = %d\n\n// sfcTogether is how many words a round of SFC64 draws.\nconst sfcTogether = %d\n", philoxVectors, sfcTogether)
}

// The struct pcgLanes has the lanes' states as lower and upper halves, 16
// places each, and the constants of a leap, four copies each.
const (
	pcgLo, pcgHi = 0, 16 * 8
	pcgLeap      = 2 * 16 * 8
)

// pcgBody returns the body of the functions
//
//	pcg(lanes, dst, groups)
//
// that leap all lanes and write their words, group after group. With a
// multiplier of a step to the power of the lanes, state i of a group becomes
// the one that lies a group further on (the leapfrog method).
//
// On paper a vector takes some 36 operations for 4 words, or 29 for 8: with four
// vector pipes 2.3 cycles per word on AVX2, and about 1 on AVX-512 if they are
// that wide, else 2. A scalar
// word takes three multiplications on one pipe, 3 cycles, and 17 operations. A
// group of both on AVX2 has 140 operations: at six per cycle 2 cycles per word.
func pcgBody(dxsm bool) func(m *machine, loadConstants func()) {
	return func(m *machine, loadConstants func()) {
		lanes := m.Load(m.Param("lanes"), m.GP64()).(reg.GPVirtual)
		dst := m.Load(m.Param("dst"), m.GP64()).(reg.GPVirtual)
		groups := m.param("groups")
		loadConstants()
		p := &pcg{machine: m, lanes: lanes, dst: dst, dxsm: dxsm}
		for i := range p.leap {
			p.leap[i] = operand.Mem{Base: lanes, Disp: pcgLeap + avx2.bytes*i}
			if m.is512() {
				p.leap[i] = m.to("VPBROADCASTQ", p.leap[i])
			}
		}
		if pcgScalars(m.level) > 0 {
			m.MOVQ(p.leapWord(leapALo), reg.RDX)
			p.aHi, p.cLo, p.cHi = m.GP64(), m.GP64(), m.GP64()
			m.MOVQ(p.leapWord(leapA2), p.aHi)
			m.MOVQ(p.leapWord(leapCLo), p.cLo)
			m.MOVQ(p.leapWord(leapCHi), p.cHi)
		}
		p.load()
		m.alignLoop()
		m.Label("group")
		vectorLanes := pcgVectors * m.lanes()
		scalars := pcgScalars(m.level)
		for v := range pcgVectors {
			p.vector(v)
			for i := v * scalars / pcgVectors; i < (v+1)*scalars/pcgVectors; i++ {
				p.scalar(vectorLanes + i)
			}
		}
		m.ADDQ(operand.I32(8*pcgGroup(m.level)), dst)
		m.DECQ(groups)
		m.JNZ(operand.LabelRef("group"))
		p.store()
	}
}

// Constants of a leap: digits 0 to 2 of the multiplier, lowest first (where all
// of a half serves for a digit), digits 3 and 2 and digits 1 and 0 in the halves
// of a word, digits 0 and 1 of the increment, and its halves.
const (
	leapALo = iota
	leapA1
	leapA2
	leapA23
	leapA01
	leapC0
	leapC1
	leapCHi
	leapCLo
	leapCount
)

// pcg writes steps. leap holds the constants: registers, or on AVX2 memory.
type pcg struct {
	*machine
	leap          [leapCount]operand.Op
	lanes, dst    reg.GPVirtual
	lo, hi        [pcgVectors]reg.VecVirtual
	aHi, cLo, cHi reg.GPVirtual
	dxsm          bool
}

// leapWord returns the memory of a constant.
func (p *pcg) leapWord(i int) operand.Mem {
	return operand.Mem{Base: p.lanes, Disp: pcgLeap + avx2.bytes*i}
}

// state returns the memory of the states' lower or upper halves from lane i on.
func (p *pcg) state(half, i int) operand.Mem {
	return operand.Mem{Base: p.lanes, Disp: half + 8*i}
}

// load reads the states of the vectors; those of the scalars stay in memory.
func (p *pcg) load() {
	for v := range pcgVectors {
		p.lo[v] = p.to("VMOVUPD", p.state(pcgLo, v*p.machine.lanes()))
		p.hi[v] = p.to("VMOVUPD", p.state(pcgHi, v*p.machine.lanes()))
	}
}

// store writes them.
func (p *pcg) store() {
	for v := range pcgVectors {
		p.emit("VMOVUPD", p.lo[v], p.state(pcgLo, v*p.machine.lanes()))
		p.emit("VMOVUPD", p.hi[v], p.state(pcgHi, v*p.machine.lanes()))
	}
}

// vector leaps vector v and writes its words.
func (p *pcg) vector(v int) {
	p.step(p.lo[v], p.hi[v])
	word := p.wordXSLRR
	if p.dxsm {
		word = p.wordDXSM
	}
	p.emit("VMOVUPD", word(p.lo[v], p.hi[v]), operand.Mem{Base: p.dst, Disp: v * p.bytes})
}

// scalar leaps lane i and writes its word. RDX has the lower half of the
// multiplier.
func (p *pcg) scalar(i int) {
	lo, hi, x := p.GP64(), p.GP64(), p.GP64()
	p.MULXQ(p.state(pcgLo, i), lo, hi)
	p.MOVQ(p.state(pcgLo, i), x)
	p.IMULQ(p.aHi, x)
	p.ADDQ(x, hi)
	p.MOVQ(p.state(pcgHi, i), x)
	p.IMULQ(reg.RDX, x)
	p.ADDQ(x, hi)
	p.ADDQ(p.cLo, lo)
	p.ADCQ(p.cHi, hi)
	p.MOVQ(lo, p.state(pcgLo, i))
	p.MOVQ(hi, p.state(pcgHi, i))
	if p.dxsm {
		p.xorShift(hi, 32)
		p.IMULQ(p.consts.operand(dxsmFactor, 8), hi)
		p.xorShift(hi, 48)
		p.ORQ(operand.I8(1), lo)
		p.IMULQ(hi, lo)
	} else {
		p.XORQ(hi, lo)
		p.MOVQ(hi, reg.RCX)
		p.SHRQ(operand.U8(58), reg.RCX)
		p.RORQ(reg.CL, lo)
	}
	p.MOVQ(lo, operand.Mem{Base: p.dst, Disp: 8 * i})
}

// xorShift sets x to x ^ x>>by.
func (p *pcg) xorShift(x reg.GPVirtual, by uint8) {
	y := p.GP64()
	p.MOVQ(x, y)
	p.SHRQ(operand.U8(by), y)
	p.XORQ(y, x)
}

// cross returns the lower 64 bits of lo times the upper half of the multiplier
// plus hi times the lower one.
func (p *pcg) cross(lo, hi reg.VecVirtual) reg.VecVirtual {
	if p.is512() {
		return p.to("VPADDQ", p.to("VPMULLQ", p.leap[leapA2], lo), p.to("VPMULLQ", p.leap[leapALo], hi))
	}
	digits := p.to("VPMULLD", p.leap[leapA23], lo)
	p.emit("VPADDD", p.to("VPMULLD", p.leap[leapA01], hi), digits, digits)
	upper := p.to("VPADDQ", p.to("VPMULUDQ", p.leap[leapA2], lo), p.foldUpper(digits))
	p.emit("VPADDQ", p.to("VPMULUDQ", p.leap[leapALo], hi), upper, upper)
	return upper
}

// step sets state hi, lo to state*multiplier + increment.
func (p *pcg) step(lo, hi reg.VecVirtual) {
	upper := p.cross(lo, hi)
	p.emit("VPADDQ", p.leap[leapCHi], upper, upper)
	low := p.mulWide(lo, p.leap[leapALo], p.leap[leapA1], p.leap[leapC0], p.leap[leapC1])
	p.emit("VPADDQ", low.hi, upper, hi)
	p.emit("VMOVAPD", low.lo, lo)
}

// wordXSLRR returns the words of PCG64: the halves' exclusive or, rotated right by
// the upper six bits.
func (p *pcg) wordXSLRR(lo, hi reg.VecVirtual) operand.Op {
	x, count := p.to("VXOR%", lo, hi), p.to("VPSRLQ", operand.U8(58), hi)
	if p.is512() {
		return p.to("VPRORVQ", count, x)
	}
	right := p.to("VPSRLVQ", count, x)
	left := p.to("VPSLLVQ", p.to("VPSUBQ", count, p.constReg(64)), x)
	return p.to("VPOR", left, right)
}

const dxsmFactor = 0xda942042e4dd58b5

// wordDXSM returns the words of PCG64DXSM.
func (p *pcg) wordDXSM(lo, hi reg.VecVirtual) operand.Op {
	x := p.to("VXOR%", p.to("VPSRLQ", operand.U8(32), hi), hi)
	odd := p.to("VOR%", p.constReg(1), lo)
	if p.is512() {
		p.emit("VPMULLQ", p.constReg(dxsmFactor), x, x)
	} else {
		x = p.mulLow(x, p.constReg(dxsmFactor), p.constReg(dxsmFactor>>32|dxsmFactor<<32&(1<<64-1)))
	}
	x = p.to("VXOR%", p.to("VPSRLQ", operand.U8(48), x), x)
	if p.is512() {
		return p.to("VPMULLQ", odd, x)
	}
	return p.mulLow(x, odd, p.to("VPSHUFD", operand.U8(0xB1), odd))
}

// mulLow returns the lower 64 bits of x times y; swapped is y with the halves
// of lanes exchanged.
func (m *machine) mulLow(x, y, swapped operand.Op) reg.VecVirtual {
	cross := m.foldUpper(m.to("VPMULLD", swapped, x))
	return m.to("VPADDQ", m.to("VPMULUDQ", y, x), cross)
}

const philoxSignature = "func(keys *uint64, c0, c1, c2, c3 uint64, dst *uint64, groups int)"

// philoxVectors is how many vectors of blocks go through the rounds side by
// side, to hide the latency of one.
const philoxVectors = 2

// philoxBody writes the function
//
//	philox(keys, c0, c1, c2, c3, dst, groups)
//
// that writes groups of two vectors of blocks of Philox4x64-10, from counter
// c3:c2:c1:c0 on; c0 must not wrap. keys has the two key words of each round. A
// round takes 32 operations for a vector, so on paper AVX2 needs 80 cycles for
// its four blocks, 5 per word.
func philoxBody(m *machine, loadConstants func()) {
	keys := m.Load(m.Param("keys"), m.GP64()).(reg.GPVirtual)
	var start [4]operand.Op // words of the counters; but the lowest stay in memory
	for i, name := range []string{"c0", "c1", "c2", "c3"} {
		c, err := m.Param(name).Resolve()
		if err != nil {
			panic(err)
		}
		start[i] = c.Addr
	}
	c0 := m.to("VPBROADCASTQ", start[0])
	dst := m.Load(m.Param("dst"), m.GP64()).(reg.GPVirtual)
	groups := m.param("groups")
	loadConstants()
	m.emit("VPADDQ", m.consts.rampU64(m.lanes()), c0, c0)
	round := m.GP64()
	m.Label("group")
	var c [philoxVectors][4]operand.Op
	for v := range c {
		c[v][0] = m.to("VMOVAPD", c0)
		for i := 1; i < 4; i++ {
			c[v][i] = m.to("VPBROADCASTQ", start[i])
		}
		m.emit("VPADDQ", m.constReg(uint64(m.lanes())), c0, c0)
	}
	m.XORQ(round, round)
	m.alignLoop()
	m.Label("round")
	for v := range c {
		m.philoxRound(c[v], operand.Mem{Base: keys, Index: round, Scale: 8})
	}
	m.ADDQ(operand.U8(2), round)
	m.CMPQ(round, operand.U8(20))
	m.JNE(operand.LabelRef("round"))
	for v := range c {
		m.storeBlocks(c[v], operand.Mem{Base: dst, Disp: 4 * v * m.bytes})
	}
	m.ADDQ(operand.I32(4*philoxVectors*m.bytes), dst)
	m.DECQ(groups)
	m.JNZ(operand.LabelRef("group"))
}

// philoxRound does one round with the two key words at key.
func (m *machine) philoxRound(c [4]operand.Op, key operand.Mem) {
	const mul0, mul1 = 0xD2E7470EE14C6C93, 0xCA5A826395121157
	x := m.mulWide(c[0], m.constReg(mul0), m.constReg(mul0>>32), nil, nil)
	y := m.mulWide(c[2], m.constReg(mul1), m.constReg(mul1>>32), nil, nil)
	k0, k1 := m.to("VPBROADCASTQ", key), m.to("VPBROADCASTQ", key.Offset(8))
	m.emit("VXOR%", y.hi, c[1], c[0])
	m.emit("VXOR%", k0, c[0], c[0])
	m.emit("VXOR%", x.hi, c[3], c[2])
	m.emit("VXOR%", k1, c[2], c[2])
	m.emit("VMOVAPD", y.lo, c[1])
	m.emit("VMOVAPD", x.lo, c[3])
}

// storeBlocks writes the words of each block side by side.
func (m *machine) storeBlocks(c [4]operand.Op, dst operand.Mem) {
	// Words 0, 1 and 2, 3 of the blocks of even and odd number.
	even01, odd01 := m.to("VPUNPCKLQDQ", c[1], c[0]), m.to("VPUNPCKHQDQ", c[1], c[0])
	even23, odd23 := m.to("VPUNPCKLQDQ", c[3], c[2]), m.to("VPUNPCKHQDQ", c[3], c[2])
	store := func(x operand.Op, i int) { m.emit("VMOVUPD", x, dst.Offset(i*m.bytes)) }
	if !m.is512() {
		for i, half := range []uint8{0x20, 0x31} {
			store(m.to("VPERM2I128", operand.U8(half), even23, even01), 2*i)
			store(m.to("VPERM2I128", operand.U8(half), odd23, odd01), 2*i+1)
		}
		return
	}
	for i, half := range []uint8{0x44, 0xEE} { // blocks 0 to 3, 4 to 7
		even := m.to("VSHUFI64X2", operand.U8(half), even23, even01)
		odd := m.to("VSHUFI64X2", operand.U8(half), odd23, odd01)
		// even has the pairs 0:01, 2:01, 0:23, 2:23, odd likewise 1 and 3.
		store(m.to("VSHUFI64X2", operand.U8(0x88), odd, even), 2*i)
		store(m.to("VSHUFI64X2", operand.U8(0xDD), odd, even), 2*i+1)
	}
}
