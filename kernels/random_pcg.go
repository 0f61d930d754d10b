package kernels

import "math/bits"

// uint128 is an integer of 128 bits.
type uint128 struct{ hi, lo uint64 }

func (a uint128) add(b uint128) uint128 {
	lo, carry := bits.Add64(a.lo, b.lo, 0)
	return uint128{a.hi + b.hi + carry, lo}
}

func (a uint128) mul(b uint128) uint128 {
	hi, lo := bits.Mul64(a.lo, b.lo)
	return uint128{hi + a.hi*b.lo + a.lo*b.hi, lo}
}

// lcg is a linear congruential generator: state*multiplier + inc modulo 2^128.
type lcg struct{ state, inc uint128 }

// leap returns multiplier and increment of n steps at once (Brown, "Random
// number generation with arbitrary strides", 1994).
func (g *lcg) leap(multiplier, n uint128) (mul, inc uint128) {
	mul, inc = uint128{0, 1}, uint128{}
	stepMul, stepInc := multiplier, g.inc
	for n != (uint128{}) {
		if n.lo&1 != 0 {
			mul, inc = mul.mul(stepMul), inc.mul(stepMul).add(stepInc)
		}
		stepInc = stepInc.mul(stepMul).add(stepInc)
		stepMul = stepMul.mul(stepMul)
		n = uint128{n.hi >> 1, n.lo>>1 | n.hi<<63}
	}
	return mul, inc
}

// advance does n steps.
func (g *lcg) advance(multiplier, n uint128) {
	mul, inc := g.leap(multiplier, n)
	g.state = g.state.mul(mul).add(inc)
}

// seed starts the generator as NumPy does, for both kinds with the multiplier
// of PCG64.
func (g *lcg) seed(s *SeedSequence) {
	var w [4]uint64
	s.Uint64s(w[:])
	g.inc = uint128{w[2]<<1 | w[3]>>63, w[3]<<1 | 1}
	g.state = g.inc.add(uint128{w[0], w[1]}).mul(pcgMultiplier).add(g.inc)
}

func (g *lcg) decode(name string, data []byte, half *halfWord) error {
	var w [5]uint64
	var h halfWord
	if err := decodeState(name, data, w[:]); err != nil {
		return err
	}
	if err := h.decode(name, w[4]); err != nil {
		return err
	}
	if w[3]%2 == 0 {
		return &StateError{name, "the increment is even"}
	}
	g.state, g.inc, *half = uint128{w[0], w[1]}, uint128{w[2], w[3]}, h
	return nil
}

func (g *lcg) encode(name string, half halfWord) []byte {
	return encodeState(name, g.state.hi, g.state.lo, g.inc.hi, g.inc.lo, half.encode())
}

// leapFactor times a number of jumps is how far PCG generators jump: 2^128
// divided by the golden ratio, an odd number.
var leapFactor = uint128{0x9e3779b97f4a7c15, 0xf39cc0605cedc835}

// PCG64 is PCG XSL-RR 128/64, NumPy's default generator: a linear congruential
// generator of 128 bits, whose words are its halves' exclusive or, rotated by
// its upper six bits (O'Neill, "PCG: a family of simple fast space-efficient
// statistically good algorithms", 2014). The zero value is not a generator.
type PCG64 struct {
	lcg
	half halfWord
}

var pcgMultiplier = uint128{0x2360ed051fc65da4, 0x4385df649fccf645}

// NewPCG64 returns the generator np.random.PCG64(seed).
func NewPCG64(seed uint64) *PCG64 {
	g := new(PCG64)
	g.Seed(NewSeedSequence(seed))
	return g
}

// NewPCG64State returns the generator whose state and increment have the given
// upper and lower halves. It panics with *RangeError if the increment is even.
func NewPCG64State(stateHi, stateLo, incHi, incLo uint64) *PCG64 {
	return &PCG64{lcg: newLCG("NewPCG64State", stateHi, stateLo, incHi, incLo)}
}

func newLCG(fn string, stateHi, stateLo, incHi, incLo uint64) lcg {
	if incLo%2 == 0 {
		panic(&RangeError{fn, "the increment is even"})
	}
	return lcg{uint128{stateHi, stateLo}, uint128{incHi, incLo}}
}

// Seed starts g as np.random.PCG64(s) does.
func (g *PCG64) Seed(s *SeedSequence) {
	g.seed(s)
	g.half = halfWord{}
}

// Uint64s sets dst to the next words.
func (g *PCG64) Uint64s(dst []uint64) { pcgWords(Active(), &g.lcg, pcgXSLRR, dst) }

// Uint32s sets dst to the halves of words, the lower first.
func (g *PCG64) Uint32s(dst []uint32) { uint32s(g, &g.half, dst) }

// Advance skips delta = hi*2^64 + lo words, and a half that waits; a delta of
// 2^128 - n goes n words back.
func (g *PCG64) Advance(hi, lo uint64) {
	g.advance(pcgMultiplier, uint128{hi, lo})
	g.half = halfWord{}
}

// Jump makes g the n-fold jumped generator: 2^128 divided by the golden ratio
// words ahead for each.
func (g *PCG64) Jump(n uint64) {
	d := leapFactor.mul(uint128{0, n})
	g.Advance(d.hi, d.lo)
}

// MarshalBinary returns the state.
func (g *PCG64) MarshalBinary() ([]byte, error) { return g.encode("PCG64", g.half), nil }

// UnmarshalBinary sets the state. On an error it is a *StateError, and g stays.
func (g *PCG64) UnmarshalBinary(data []byte) error { return g.decode("PCG64", data, &g.half) }

// PCG64DXSM is PCG64 with a multiplier of 64 bits and a stronger permutation,
// double xorshift multiply: np.random.PCG64DXSM. The zero value is not a
// generator.
type PCG64DXSM struct {
	lcg
	half halfWord
}

const dxsmMultiplier = 0xda942042e4dd58b5

// NewPCG64DXSM returns the generator np.random.PCG64DXSM(seed).
func NewPCG64DXSM(seed uint64) *PCG64DXSM {
	g := new(PCG64DXSM)
	g.Seed(NewSeedSequence(seed))
	return g
}

// NewPCG64DXSMState is NewPCG64State for PCG64DXSM.
func NewPCG64DXSMState(stateHi, stateLo, incHi, incLo uint64) *PCG64DXSM {
	return &PCG64DXSM{lcg: newLCG("NewPCG64DXSMState", stateHi, stateLo, incHi, incLo)}
}

// Seed starts g as np.random.PCG64DXSM(s) does.
func (g *PCG64DXSM) Seed(s *SeedSequence) {
	g.seed(s)
	g.half = halfWord{}
}

// Uint64s sets dst to the next words.
func (g *PCG64DXSM) Uint64s(dst []uint64) { pcgWords(Active(), &g.lcg, pcgDXSM, dst) }

// Uint32s sets dst to the halves of words, the lower first.
func (g *PCG64DXSM) Uint32s(dst []uint32) { uint32s(g, &g.half, dst) }

// Advance is PCG64's.
func (g *PCG64DXSM) Advance(hi, lo uint64) {
	g.advance(uint128{0, dxsmMultiplier}, uint128{hi, lo})
	g.half = halfWord{}
}

// Jump is PCG64's.
func (g *PCG64DXSM) Jump(n uint64) {
	d := leapFactor.mul(uint128{0, n})
	g.Advance(d.hi, d.lo)
}

// MarshalBinary returns the state.
func (g *PCG64DXSM) MarshalBinary() ([]byte, error) { return g.encode("PCG64DXSM", g.half), nil }

// UnmarshalBinary sets the state. On an error it is a *StateError, and g stays.
func (g *PCG64DXSM) UnmarshalBinary(data []byte) error { return g.decode("PCG64DXSM", data, &g.half) }

// pcgKind is one of the two generators.
type pcgKind uint8

const (
	pcgXSLRR pcgKind = iota
	pcgDXSM
)

// multiplier returns the generator's.
func (k pcgKind) multiplier() uint128 {
	if k == pcgXSLRR {
		return pcgMultiplier
	}
	return uint128{0, dxsmMultiplier}
}

// wordXSLRR returns the word of PCG64 for a state.
func (s uint128) wordXSLRR() uint64 {
	return bits.RotateLeft64(s.hi^s.lo, -int(s.hi>>58))
}

// wordDXSM returns the word of PCG64DXSM for a state.
func (s uint128) wordDXSM() uint64 {
	hi := s.hi
	hi ^= hi >> 32
	hi *= dxsmMultiplier
	hi ^= hi >> 48
	return hi * (s.lo | 1)
}

// pcgPortable draws words one after the other: PCG64's are made of the state
// after a step, those of PCG64DXSM of the state before it.
func pcgPortable(g *lcg, kind pcgKind, dst []uint64) {
	s := g.state
	if kind == pcgXSLRR {
		for i := range dst {
			s = s.mul(pcgMultiplier).add(g.inc)
			dst[i] = s.wordXSLRR()
		}
	} else {
		for i := range dst {
			dst[i] = s.wordDXSM()
			s = s.mul(uint128{0, dxsmMultiplier}).add(g.inc)
		}
	}
	g.state = s
}
