package kernels

import "math/bits"

// SFC64 is Doty-Humphrey's "small fast chaotic" generator of 256 bits with a
// counter, np.random.SFC64. Each word depends on the one before, so vectors are
// of no use to it. The zero value is not a generator.
type SFC64 struct {
	state [4]uint64 // a, b, c and the counter
	half  halfWord
}

// NewSFC64 returns the generator np.random.SFC64(seed).
func NewSFC64(seed uint64) *SFC64 {
	g := new(SFC64)
	g.Seed(NewSeedSequence(seed))
	return g
}

// NewSFC64State returns the generator with the state a, b, c and counter.
func NewSFC64State(state [4]uint64) *SFC64 { return &SFC64{state: state} }

// Seed starts g as np.random.SFC64(s) does.
func (g *SFC64) Seed(s *SeedSequence) {
	*g = SFC64{}
	s.Uint64s(g.state[:3])
	g.state[3] = 1
	var discard [12]uint64
	g.Uint64s(discard[:])
}

// Uint64s sets dst to the next words.
func (g *SFC64) Uint64s(dst []uint64) {
	for l := Active(); ; {
		n := sfcRun(l, &g.state, dst[:min(len(dst), chunk)])
		if dst = dst[n:]; n == 0 {
			break
		}
	}
	a, b, c, counter := g.state[0], g.state[1], g.state[2], g.state[3]
	for i := range dst {
		w := a + b + counter
		counter++
		a = b ^ b>>11
		b = c + c<<3
		c = bits.RotateLeft64(c, 24) + w
		dst[i] = w
	}
	g.state = [4]uint64{a, b, c, counter}
}

// Uint32s sets dst to the halves of words, the lower first.
func (g *SFC64) Uint32s(dst []uint32) { uint32s(g, &g.half, dst) }

// MarshalBinary returns the state.
func (g *SFC64) MarshalBinary() ([]byte, error) { return encode256("SFC64", g.state, g.half), nil }

// UnmarshalBinary sets the state. On an error it is a *StateError, and g stays.
func (g *SFC64) UnmarshalBinary(data []byte) error {
	return decode256("SFC64", data, &g.state, &g.half)
}

// Xoshiro256PP is xoshiro256++, a linear generator of 256 bits (Blackman and
// Vigna, "Scrambled linear pseudorandom number generators", 2021). Each word
// depends on the one before within a few cycles, so it has one form on all
// levels. The zero value is not a generator: all its words are zero.
type Xoshiro256PP struct {
	state [4]uint64
	half  halfWord
}

// NewXoshiro256PP returns the generator whose state is the four words of
// NewSeedSequence(seed). NumPy has no such generator.
func NewXoshiro256PP(seed uint64) *Xoshiro256PP {
	g := new(Xoshiro256PP)
	g.Seed(NewSeedSequence(seed))
	return g
}

// NewXoshiro256PPState returns the generator with a state that is not all zero,
// or panics with *RangeError.
func NewXoshiro256PPState(state [4]uint64) *Xoshiro256PP {
	if state == ([4]uint64{}) {
		panic(&RangeError{"NewXoshiro256PPState", "the state is all zero"})
	}
	return &Xoshiro256PP{state: state}
}

// Seed sets the state to the first four words of s.
func (g *Xoshiro256PP) Seed(s *SeedSequence) {
	*g = Xoshiro256PP{}
	s.Uint64s(g.state[:])
}

// Uint64s sets dst to the next words.
func (g *Xoshiro256PP) Uint64s(dst []uint64) {
	s0, s1, s2, s3 := g.state[0], g.state[1], g.state[2], g.state[3]
	for i := range dst {
		dst[i] = bits.RotateLeft64(s0+s3, 23) + s0
		t := s1 << 17
		s2 ^= s0
		s3 ^= s1
		s1 ^= s2
		s0 ^= s3
		s2 ^= t
		s3 = bits.RotateLeft64(s3, 45)
	}
	g.state = [4]uint64{s0, s1, s2, s3}
}

// Uint32s sets dst to the halves of words, the lower first.
func (g *Xoshiro256PP) Uint32s(dst []uint32) { uint32s(g, &g.half, dst) }

// Jump skips 2^128 words: 2^128 streams that don't overlap begin there.
func (g *Xoshiro256PP) Jump() {
	g.jump([4]uint64{0x180ec6d33cfd0aba, 0xd5a61266f0c9392c, 0xa9582618e03fc9aa, 0x39abdc4529b1661c})
}

// LongJump skips 2^192 words.
func (g *Xoshiro256PP) LongJump() {
	g.jump([4]uint64{0x76e15d3efefdcbbf, 0xc5004e441c522fb3, 0x77710069854ee241, 0x39109bb02acbe635})
}

// jump sets the state to p(T) times the state, where T is one step and p has
// the coefficients in the bits of poly.
func (g *Xoshiro256PP) jump(poly [4]uint64) {
	var sum [4]uint64
	var word [1]uint64
	for i := range 256 {
		if poly[i/64]>>(i%64)&1 != 0 {
			for k := range sum {
				sum[k] ^= g.state[k]
			}
		}
		g.Uint64s(word[:])
	}
	g.state, g.half = sum, halfWord{}
}

// MarshalBinary returns the state.
func (g *Xoshiro256PP) MarshalBinary() ([]byte, error) {
	return encode256("Xoshiro256PP", g.state, g.half), nil
}

// UnmarshalBinary sets the state. On an error it is a *StateError, and g stays.
func (g *Xoshiro256PP) UnmarshalBinary(data []byte) error {
	var state [4]uint64
	var half halfWord
	if err := decode256("Xoshiro256PP", data, &state, &half); err != nil {
		return err
	}
	if state == ([4]uint64{}) {
		return &StateError{"Xoshiro256PP", "all zero"}
	}
	g.state, g.half = state, half
	return nil
}

func encode256(name string, s [4]uint64, half halfWord) []byte {
	return encodeState(name, s[0], s[1], s[2], s[3], half.encode())
}

func decode256(name string, data []byte, state *[4]uint64, half *halfWord) error {
	var w [5]uint64
	var h halfWord
	if err := decodeState(name, data, w[:]); err != nil {
		return err
	}
	if err := h.decode(name, w[4]); err != nil {
		return err
	}
	*state, *half = [4]uint64(w[:4]), h
	return nil
}
