package kernels

import "math/bits"

// Philox is Philox4x64-10, np.random.Philox: a counter of 256 bits encrypted in
// ten rounds (Salmon et al., "Parallel random numbers: as easy as 1, 2, 3",
// 2011). Word number j is a function of key and counter alone. The zero value
// is the generator with key and counter zero.
type Philox struct {
	counter [4]uint64 // of the block drawn last, lowest word first
	key     [2]uint64
	block   [4]uint64 // words not drawn yet, at the end
	left    int       // how many
	half    halfWord
}

// NewPhilox returns the generator np.random.Philox(seed).
func NewPhilox(seed uint64) *Philox {
	g := new(Philox)
	g.Seed(NewSeedSequence(seed))
	return g
}

// NewPhiloxState returns np.random.Philox(counter=counter, key=key). Words are
// given lowest first. The first block drawn has the number counter+1.
func NewPhiloxState(counter [4]uint64, key [2]uint64) *Philox {
	return &Philox{counter: counter, key: key}
}

// Seed starts g as np.random.Philox(s) does.
func (g *Philox) Seed(s *SeedSequence) {
	*g = Philox{}
	s.Uint64s(g.key[:])
}

// Uint64s sets dst to the next words, four from each block.
func (g *Philox) Uint64s(dst []uint64) {
	n := copy(dst, g.block[len(g.block)-g.left:])
	g.left -= n
	dst = dst[n:]
	for len(dst) >= 4 {
		n := min(len(dst)/4, randomBlock/4)
		philoxBlocks(Active(), g, dst[:4*n])
		dst = dst[4*n:]
	}
	if len(dst) > 0 {
		philoxPortable(g, g.block[:])
		g.left = 4 - copy(dst, g.block[:])
	}
}

// Uint32s sets dst to the halves of words, the lower first.
func (g *Philox) Uint32s(dst []uint32) { uint32s(g, &g.half, dst) }

// Advance adds delta, lowest word first, to the counter of blocks, four words
// each, and forgets the rest of the current block, as NumPy's advance does.
func (g *Philox) Advance(delta [4]uint64) {
	g.add(delta)
	g.left, g.half = 0, halfWord{}
}

// Jump makes g the n-fold jumped generator: 2^128 blocks ahead for each.
func (g *Philox) Jump(n uint64) { g.Advance([4]uint64{2: n}) }

// add adds to the counter.
func (g *Philox) add(delta [4]uint64) {
	carry := uint64(0)
	for i := range g.counter {
		g.counter[i], carry = bits.Add64(g.counter[i], delta[i], carry)
	}
}

// MarshalBinary returns the state.
func (g *Philox) MarshalBinary() ([]byte, error) {
	c, k, b := g.counter, g.key, g.block
	return encodeState("Philox", c[0], c[1], c[2], c[3], k[0], k[1], b[0], b[1], b[2], b[3], uint64(g.left), g.half.encode()), nil
}

// UnmarshalBinary sets the state. On an error it is a *StateError, and g stays.
func (g *Philox) UnmarshalBinary(data []byte) error {
	var w [12]uint64
	var s Philox
	if err := decodeState("Philox", data, w[:]); err != nil {
		return err
	}
	if w[10] > 3 {
		return &StateError{"Philox", "more than three words of a block are left"}
	}
	if err := s.half.decode("Philox", w[11]); err != nil {
		return err
	}
	s.counter, s.key, s.block, s.left = [4]uint64(w[:4]), [2]uint64(w[4:6]), [4]uint64(w[6:10]), int(w[10])
	*g = s
	return nil
}

const (
	philoxMul0, philoxMul1   = 0xD2E7470EE14C6C93, 0xCA5A826395121157
	philoxWeyl0, philoxWeyl1 = 0x9E3779B97F4A7C15, 0xBB67AE8584CAA73B
)

// philoxPortable draws len(dst)/4 blocks.
func philoxPortable(g *Philox, dst []uint64) {
	for ; len(dst) >= 4; dst = dst[4:] {
		g.add([4]uint64{1})
		c0, c1, c2, c3 := g.counter[0], g.counter[1], g.counter[2], g.counter[3]
		k0, k1 := g.key[0], g.key[1]
		for range 10 {
			hi0, lo0 := bits.Mul64(philoxMul0, c0)
			hi1, lo1 := bits.Mul64(philoxMul1, c2)
			c0, c1, c2, c3 = hi1^c1^k0, lo1, hi0^c3^k1, lo0
			k0, k1 = k0+philoxWeyl0, k1+philoxWeyl1
		}
		dst[0], dst[1], dst[2], dst[3] = c0, c1, c2, c3
	}
}
