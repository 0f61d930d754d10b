package kernels

// MT19937 is the Mersenne Twister, np.random.MT19937: 624 words of 32 bits that
// are renewed together (Matsumoto and Nishimura, 1998). Uint64s joins two
// words, the upper half first. The zero value is not a generator.
type MT19937 struct {
	key [mtLen]uint32
	pos int // of the next word; mtLen if none is left
}

const (
	mtLen   = 624
	mtShift = 397
)

// NewMT19937 returns the generator np.random.MT19937(seed). It is not the one
// of np.random.RandomState(seed), which has a seeding of its own.
func NewMT19937(seed uint64) *MT19937 {
	g := new(MT19937)
	g.Seed(NewSeedSequence(seed))
	return g
}

// NewMT19937State returns the generator with the state that NumPy calls key and
// pos; words from pos on come next. It panics with *RangeError if pos is not in
// 0..624 or the key is zero where it counts: in the first word's highest bit
// and all of the others.
func NewMT19937State(key [624]uint32, pos int) *MT19937 {
	g := &MT19937{key, pos}
	if msg := g.invalid(); msg != "" {
		panic(&RangeError{"NewMT19937State", msg})
	}
	return g
}

// invalid says why the state is none.
func (g *MT19937) invalid() string {
	if g.pos < 0 || g.pos > mtLen {
		return "the position is not in 0..624"
	}
	or := g.key[0] >> 31
	for _, w := range g.key[1:] {
		or |= w
	}
	if or == 0 {
		return "the key is zero"
	}
	return ""
}

// Seed starts g as np.random.MT19937(s) does: at the last word of the key.
func (g *MT19937) Seed(s *SeedSequence) {
	s.Uint32s(g.key[:])
	g.key[0] = 1 << 31
	g.pos = mtLen - 1
}

// Uint32s sets dst to the next words.
func (g *MT19937) Uint32s(dst []uint32) {
	l := Active()
	for len(dst) > 0 {
		if g.pos == mtLen {
			mtTwist(l, &g.key)
			g.pos = 0
		}
		n := min(len(dst), mtLen-g.pos)
		mtTemper(l, dst[:n], g.key[g.pos:g.pos+n])
		g.pos += n
		dst = dst[n:]
	}
}

// Uint64s sets dst to pairs of words, the first in the upper half.
func (g *MT19937) Uint64s(dst []uint64) {
	for len(dst) > 0 {
		block := dst[:min(len(dst), randomBlock)]
		g.Uint32s(wordsOf[uint32](block))
		if !bigEndian {
			swapHalves(block)
		}
		dst = dst[len(block):]
	}
}

// Jump makes g the n-fold jumped generator of NumPy: 2^128 words of 32 bits
// ahead for each, in about ten milliseconds. Like NumPy's it takes the key for a
// ring that begins at the position, so the stream is one that begins far away,
// but not the one that 2^128 draws would leave.
func (g *MT19937) Jump(n uint64) {
	for range n {
		g.jump()
	}
}

// jump sets the ring to p(T) times the ring, where T is a step by a word and p
// the polynomial of 2^128 steps, by Horner's rule. T replaces the first word of
// the sum by the one behind its last.
func (g *MT19937) jump() {
	from := g.pos % mtLen
	sum, first := g.key, from
	top := 64*len(mtJump) - 1
	for mtJump[top/64]>>(top%64)&1 == 0 {
		top--
	}
	for i := top - 1; i >= 0; i-- {
		second, source := (first+1)%mtLen, (first+mtShift)%mtLen
		sum[first] = sum[source] ^ mtMix(sum[first], sum[second])
		first = second
		if mtJump[i/64]>>(i%64)&1 != 0 {
			addRing(&sum, first, &g.key, from)
		}
	}
	g.key, g.pos = sum, first
}

// addRing adds the ring x that begins at from to the ring sum that begins at
// first, modulo 2.
func addRing(sum *[mtLen]uint32, first int, x *[mtLen]uint32, from int) {
	for n := 0; n < mtLen; {
		run := min(mtLen-max(first, from), mtLen-n)
		addWords(sum[first:first+run], x[from:])
		first, from, n = (first+run)%mtLen, (from+run)%mtLen, n+run
	}
}

// addWords sets dst to the exclusive or of dst and x.
func addWords(dst, x []uint32) {
	x = x[:len(dst)]
	for i := range dst {
		dst[i] ^= x[i]
	}
}

func (g *MT19937) splitsDoubles() {}

// MarshalBinary returns the state.
func (g *MT19937) MarshalBinary() ([]byte, error) {
	var words [mtLen + 1]uint64
	for i, k := range g.key {
		words[i] = uint64(k)
	}
	words[mtLen] = uint64(g.pos)
	return encodeState("MT19937", words[:]...), nil
}

// UnmarshalBinary sets the state. On an error it is a *StateError, and g stays.
func (g *MT19937) UnmarshalBinary(data []byte) error {
	var words [mtLen + 1]uint64
	if err := decodeState("MT19937", data, words[:]); err != nil {
		return err
	}
	s := MT19937{pos: int(min(words[mtLen], mtLen+1))}
	for i := range s.key {
		if words[i]>>32 != 0 {
			return &StateError{"MT19937", "a word has more than 32 bits"}
		}
		s.key[i] = uint32(words[i])
	}
	if msg := s.invalid(); msg != "" {
		return &StateError{"MT19937", msg}
	}
	*g = s
	return nil
}

// mtTwistPortable renews the key.
func mtTwistPortable(key *[mtLen]uint32) {
	for i := range mtLen - mtShift {
		key[i] = key[i+mtShift] ^ mtMix(key[i], key[i+1])
	}
	for i := mtLen - mtShift; i < mtLen-1; i++ {
		key[i] = key[i+mtShift-mtLen] ^ mtMix(key[i], key[i+1])
	}
	key[mtLen-1] = key[mtShift-1] ^ mtMix(key[mtLen-1], key[0])
}

// mtMix multiplies the upper bit of x with the lower ones of y by the matrix.
func mtMix(x, y uint32) uint32 {
	w := x&(1<<31) | y&(1<<31-1)
	return w>>1 ^ -(w&1)&0x9908b0df
}

// mtTemperPortable sets dst to words with their bits mixed.
func mtTemperPortable(dst, words []uint32) {
	words = words[:len(dst)]
	for i := range dst {
		w := words[i]
		w ^= w >> 11
		w ^= w << 7 & 0x9d2c5680
		w ^= w << 15 & 0xefc60000
		dst[i] = w ^ w>>18
	}
}
