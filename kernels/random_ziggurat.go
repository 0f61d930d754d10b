package kernels

// NormalF64 sets dst to numbers of the standard normal distribution, as
// Generator.standard_normal does in NumPy: by a ziggurat of 256 layers
// (Marsaglia and Tsang, 2000; Doornik, 2005) that takes layer, sign and 52 more
// bits from one word. 1.2 in a hundred numbers take further words.
//
// The bits are NumPy's. In the tail (one in 3800 numbers) these depend on the C
// library's log1p; here it is the one of glibc 2.39 and later on x86-64-v3.
func NormalF64(dst []float64, src Source) { drawZiggurat(dst, src, &normal64, normalLayout64) }

// NormalF32 is NormalF64 in float32, from words of 32 bits: NumPy's
// standard_normal(dtype=np.float32).
func NormalF32(dst []float32, src Source) { drawZiggurat(dst, src, &normal32, normalLayout32) }

// ExponentialF64 sets dst to numbers of the exponential distribution with mean
// 1, as Generator.standard_exponential does in NumPy (method "zig"): see
// NormalF64.
func ExponentialF64(dst []float64, src Source) {
	drawZiggurat(dst, src, &exponential64, exponentialLayout64)
}

// ExponentialF32 is ExponentialF64 in float32, from words of 32 bits: NumPy's
// standard_exponential(dtype=np.float32).
func ExponentialF32(dst []float32, src Source) {
	drawZiggurat(dst, src, &exponential32, exponentialLayout32)
}

// Where the tails begin, and the inverse for the normal distribution.
const (
	normalTail        = 3.6541528853610087963519472518
	normalTailInverse = 0.27366123732975827203338247596
	exponentialTail   = 7.69711747013104971404462804811408952334
)

// ziggurat is a table of 256 layers, of which f[i] is the density at the right
// edge. asm/gen computes the tables.
type ziggurat[U uint32 | uint64, F float] struct {
	layers [256]layer[U, F]
	f      [256]F
}

// layer makes of the integer u of a word the number u*w, which is accepted at
// once if u < k.
type layer[U uint32 | uint64, F float] struct {
	k U
	w F
}

// layout tells where a word has layer and integer. Only the normal
// distribution has a sign, bit 8.
type layout struct {
	layer, integer uint8 // lowest bits
	mask           uint64
	normal         bool
}

var (
	normalLayout64      = layout{0, 9, 1<<52 - 1, true}
	normalLayout32      = layout{0, 9, 1<<23 - 1, true}
	exponentialLayout64 = layout{3, 11, 1<<53 - 1, false}
	exponentialLayout32 = layout{1, 9, 1<<23 - 1, false}
)

// sampler turns the words in a block into numbers, in their place: numbers
// stand below out, words that have been read below pos, and words to be read
// from there on. A number takes a word at least, so out never passes pos, and
// a block never draws more words than the numbers need.
type sampler[U uint32 | uint64, F float] struct {
	block    []F
	words    []U // the same memory
	out, pos int
	src      Source
	split    bool
	layout   layout
	table    *ziggurat[U, F]
}

func drawZiggurat[U uint32 | uint64, F float](dst []F, src Source, table *ziggurat[U, F], l layout) {
	_, split := src.(splitter)
	level := Active()
	for len(dst) > 0 {
		block := dst[:min(len(dst), randomBlock)]
		s := sampler[U, F]{block: block, words: wordsOf[U](block), src: src, split: split, layout: l, table: table}
		for s.out < len(block) {
			s.pos = s.out
			s.fetch(s.words[s.out:])
			s.convert(level)
		}
		dst = dst[len(block):]
	}
}

// convert uses up the words of the block: runs that are accepted at once, and
// one by one what lies between.
func (s *sampler[U, F]) convert(level Level) {
	for s.pos < len(s.words) {
		n := zigguratRun(level, s.table, s.layout, s.block[s.out:], s.words[s.pos:])
		s.out, s.pos = s.out+n, s.pos+n
		for quick := true; quick && s.pos < len(s.words); s.out++ {
			var x F
			x, quick = s.number()
			s.block[s.out] = x
		}
	}
}

// zigguratPortable turns words into numbers until one is not accepted at once,
// and tells how many that were. dst may be the memory of earlier words.
func zigguratPortable[U uint32 | uint64, F float](table *ziggurat[U, F], l layout, dst []F, words []U) int {
	signs := [2]F{1, 1}
	if l.normal {
		signs[1] = -1
	}
	mask := U(l.mask)
	for i, w := range words {
		layer, u := &table.layers[uint8(w>>l.layer)], w>>l.integer&mask
		if u >= layer.k {
			return i
		}
		dst[i] = F(int64(u)) * layer.w * signs[w>>8&1]
	}
	return len(words)
}

// fetch draws words from the source.
func (s *sampler[U, F]) fetch(dst []U) {
	if isF64[F]() {
		s.src.Uint64s(wordsOf[uint64](dst))
	} else {
		s.src.Uint32s(wordsOf[uint32](dst))
	}
}

// word returns the next word: of the block, or if that has none left, of the
// source, drawn to where the number will stand.
func (s *sampler[U, F]) word() U {
	if s.pos == len(s.words) {
		s.fetch(s.words[s.out : s.out+1])
		return s.words[s.out]
	}
	s.pos++
	return s.words[s.pos-1]
}

// uniform returns a number in [0, 1).
func (s *sampler[U, F]) uniform() F {
	w := s.word()
	if s.split && isF64[F]() {
		w = U(upper53(uint64(w)))
	}
	return uniform[F](w)
}

// number returns the next number and whether its first word sufficed.
func (s *sampler[U, F]) number() (x F, quick bool) {
	for quick = true; ; quick = false {
		w := s.word()
		layer, u := int(uint8(w>>s.layout.layer)), w>>s.layout.integer&U(s.layout.mask)
		x = F(int64(u)) * s.table.layers[layer].w
		if s.layout.normal && w>>8&1 != 0 {
			x = -x
		}
		switch {
		case u < s.table.layers[layer].k:
			return x, quick
		case layer == 0:
			return s.tail(u), false
		case s.underCurve(x, layer):
			return x, false
		}
	}
}

// underCurve draws a height in the layer and tells whether the density at x is
// above it. Products are rounded to the type, lest they be fused.
func (s *sampler[U, F]) underCurve(x F, layer int) bool {
	upper, lower := s.table.f[layer-1], s.table.f[layer]
	height := F((upper-lower)*s.uniform()) + lower
	y := [1]float64{-float64(x)}
	if s.layout.normal {
		y[0] *= 0.5 * float64(x)
	}
	ExpF64(y[:], y[:])
	if s.layout.normal {
		return float64(height) < y[0] // NumPy compares in float64 here
	}
	return height < F(y[0])
}

// tail returns a number beyond the layers. u is the integer that led here.
func (s *sampler[U, F]) tail(u U) F {
	if !s.layout.normal {
		return exponentialTail - logComplement(s.uniform())
	}
	for {
		x := -F(F(normalTailInverse) * logComplement(s.uniform()))
		y := -logComplement(s.uniform())
		if y+y > F(x*x) {
			x += normalTail
			if u>>8&1 != 0 {
				x = -x
			}
			return x
		}
	}
}

// logComplement returns log(1 - u) for 0 <= u < 1.
func logComplement[F float](u F) F { return F(log1p(-float64(u))) }
