package kernels

// SeedSequence mixes entropy of any length into seeds for generators, as
// NumPy's SeedSequence does with a pool of four words: similar entropy gives
// unrelated seeds (O'Neill, "Developing a seed_seq alternative", 2015).
type SeedSequence struct {
	entropy, key []uint32
	children     uint32
}

// NewSeedSequence returns np.random.SeedSequence(entropy): of one number, or of
// a list of numbers.
func NewSeedSequence(entropy ...uint64) *SeedSequence {
	var words []uint32
	for _, e := range entropy {
		words = append(words, uint32(e))
		if e>>32 != 0 {
			words = append(words, uint32(e>>32))
		}
	}
	return NewSeedSequenceWords(words, nil)
}

// NewSeedSequenceWords returns NumPy's sequence of an entropy of any size, given
// by its 32-bit words, the lowest first and the highest not zero (zero has one
// word), with a spawn key, which is empty but for children.
func NewSeedSequenceWords(entropy, spawnKey []uint32) *SeedSequence {
	return &SeedSequence{entropy: append([]uint32(nil), entropy...), key: append([]uint32(nil), spawnKey...)}
}

// Spawn returns n new sequences for independent streams: the entropy with the
// number of the child appended to the spawn key. Children count on from those
// spawned before.
func (s *SeedSequence) Spawn(n int) []*SeedSequence {
	list := make([]*SeedSequence, n)
	for i := range list {
		list[i] = NewSeedSequenceWords(s.entropy, append(s.key[:len(s.key):len(s.key)], s.children))
		s.children++
	}
	return list
}

// poolSize is the number of words that entropy is mixed into.
const poolSize = 4

// hasher multiplies words by constants that change with every word.
type hasher struct{ constant, factor uint32 }

func (h *hasher) hash(w uint32) uint32 {
	w ^= h.constant
	h.constant *= h.factor
	w *= h.constant
	return w ^ w>>16
}

// pool mixes all entropy.
func (s *SeedSequence) pool() (pool [poolSize]uint32) {
	words := s.entropy
	if len(s.key) > 0 {
		// Padding keeps entropy and keys apart.
		words = append([]uint32(nil), words...)
		for len(words) < poolSize {
			words = append(words, 0)
		}
		words = append(words, s.key...)
	}
	mix := func(x, y uint32) uint32 {
		r := 0xca01f9dd*x - 0x4973f715*y
		return r ^ r>>16
	}
	h := hasher{0x43b0d7e5, 0x931e8875}
	for i := range pool {
		w := uint32(0)
		if i < len(words) {
			w = words[i]
		}
		pool[i] = h.hash(w)
	}
	for from := range pool {
		for to := range pool {
			if from != to {
				pool[to] = mix(pool[to], h.hash(pool[from]))
			}
		}
	}
	for _, w := range words[min(len(words), poolSize):] {
		for to := range pool {
			pool[to] = mix(pool[to], h.hash(w))
		}
	}
	return pool
}

// Uint32s sets dst to generate_state(len(dst)): a function of the sequence, not
// a stream.
func (s *SeedSequence) Uint32s(dst []uint32) {
	pool := s.pool()
	h := hasher{0x8b51f9dd, 0x58f38ded}
	for i := range dst {
		dst[i] = h.hash(pool[i%poolSize])
	}
}

// Uint64s sets dst to generate_state(len(dst), np.uint64).
func (s *SeedSequence) Uint64s(dst []uint64) {
	halves := make([]uint32, 2*len(dst))
	s.Uint32s(halves)
	for i := range dst {
		dst[i] = uint64(halves[2*i+1])<<32 | uint64(halves[2*i])
	}
}
