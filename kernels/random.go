package kernels

import (
	"encoding/binary"
	"fmt"
	"unsafe"
)

// Source is a stream of random bits, drawn as words of 64 or 32 bits. The
// generators of this package are sources: [PCG64], [PCG64DXSM], [Philox],
// [SFC64], [MT19937] and [Xoshiro256PP]. None is safe for concurrent use, and
// none is for cryptography.
//
// A source knows nothing of distributions. [UniformF64], [NormalF64] and
// [ExponentialF64] draw 64-bit words, their float32 forms 32-bit words, and no
// more than the numbers need, so that each draws the stream that the method of
// NumPy's Generator draws, whatever the lengths of the slices are that it is
// drawn in. The slices pass through the interface: an array that is their
// memory lives on the heap.
type Source interface {
	// Uint64s sets dst to the next words of 64 bits.
	Uint64s(dst []uint64)
	// Uint32s sets dst to the next words of 32 bits. They may be halves of
	// 64-bit words, of which one waits for the next call meanwhile.
	Uint32s(dst []uint32)
}

// randomNames lists what has code of its own at vector levels.
var (
	randomNames = []string{
		"PCG64.Uint64s", "PCG64DXSM.Uint64s", "Philox.Uint64s",
		"NormalF64", "NormalF32", "ExponentialF64", "ExponentialF32",
	}
	randomNEONNames = []string{"MT19937.Uint32s", "UniformF64", "UniformF32"}
)

// Generators of which a word depends on the one before: one has code in integer
// registers, which serves both levels of x86-64, the other would gain nothing.
var (
	integerRandomNames = []string{"SFC64.Uint64s"}
	serialRandomNames  = []string{"Xoshiro256PP.Uint64s"}
)

// splitter is a source whose float64 are made of 27 and of 26 bits of the
// halves of a word rather than of its upper 53.
type splitter interface{ splitsDoubles() }

// randomBlock is how many elements are drawn as words and then turned into
// numbers in their place: few enough for the first-level cache.
const randomBlock = 2048

// UniformF64 sets dst to uniform numbers k * 2^-53, 0 <= k < 2^53, as
// Generator.random does in NumPy: k is the upper 53 bits of a word, for MT19937
// 27 and 26 upper bits of two 32-bit words. The conversion is exact.
func UniformF64(dst []float64, src Source) {
	_, split := src.(splitter)
	for len(dst) > 0 {
		block := dst[:min(len(dst), randomBlock)]
		words := wordsOf[uint64](block)
		src.Uint64s(words)
		if split {
			for i, w := range words {
				words[i] = upper53(w)
			}
		}
		uniformWords(Active(), block)
		dst = dst[len(block):]
	}
}

// UniformF32 sets dst to uniform numbers k * 2^-24, where k is the upper 24
// bits of a 32-bit word, as Generator.random does in NumPy for float32. The
// conversion is exact.
func UniformF32(dst []float32, src Source) {
	for len(dst) > 0 {
		block := dst[:min(len(dst), randomBlock)]
		src.Uint32s(wordsOf[uint32](block))
		uniformWords(Active(), block)
		dst = dst[len(block):]
	}
}

// upper53 moves the bits that a splitter makes a float64 of to the upper 53.
func upper53(w uint64) uint64 { return w&^(1<<37-1) | w&(1<<32-1)>>6<<11 }

// uniform returns the number in [0, 1) that has the upper bits of w.
func uniform[F float, U uint32 | uint64](w U) F {
	if unsafe.Sizeof(w) == 8 {
		return F(int64(w>>11)) * 0x1p-53
	}
	return F(int32(w>>8)) * 0x1p-24
}

// uniformPortable turns words into numbers in their place.
func uniformPortable[F float](dst []F) {
	if isF64[F]() {
		for i, w := range wordsOf[uint64](dst) {
			dst[i] = uniform[F](w)
		}
		return
	}
	for i, w := range wordsOf[uint32](dst) {
		dst[i] = uniform[F](w)
	}
}

// wordsOf returns the memory of dst as words, as many as fit in whole.
func wordsOf[U uint32 | uint64, T float | uint32 | uint64](dst []T) []U {
	var t T
	var u U
	n := len(dst) * int(unsafe.Sizeof(t)) / int(unsafe.Sizeof(u))
	if n == 0 {
		return nil // a pointer to a word must not reach past an object that is smaller
	}
	return unsafe.Slice((*U)(unsafe.Pointer(unsafe.SliceData(dst))), n)
}

// bigEndian reports whether the first of two halves in memory is the upper one.
var bigEndian = binary.NativeEndian.Uint16([]byte{1, 0}) != 1

// swapHalves exchanges the halves of all words.
func swapHalves(words []uint64) {
	for i, w := range words {
		words[i] = w<<32 | w>>32
	}
}

// halfWord is the upper half of a word whose lower half has been drawn.
type halfWord struct {
	word    uint32
	waiting bool
	pair    [1]uint64 // where such a word is drawn
}

// uint32s sets dst to halves of words of g, the lower first: what waits, then
// pairs in place, then one half of which the other waits.
func uint32s[G interface{ Uint64s([]uint64) }](g G, half *halfWord, dst []uint32) {
	if len(dst) > 0 && half.waiting {
		dst[0], half.waiting = half.word, false
		dst = dst[1:]
	}
	pairs := wordsOf[uint64](dst)
	g.Uint64s(pairs)
	if bigEndian {
		swapHalves(pairs)
	}
	if len(dst)%2 != 0 {
		g.Uint64s(half.pair[:])
		dst[len(dst)-1] = uint32(half.pair[0])
		half.word, half.waiting = uint32(half.pair[0]>>32), true
	}
}

// StateError says why data is no state of a generator.
type StateError struct {
	Generator, Msg string
}

func (e *StateError) Error() string {
	return fmt.Sprintf("kernels: state of %s: %s", e.Generator, e.Msg)
}

// encodeState writes a state: the generator's name, a zero, and the words in
// little-endian order.
func encodeState(name string, words ...uint64) []byte {
	b := append(make([]byte, 0, len(name)+1+8*len(words)), name...)
	b = append(b, 0)
	for _, w := range words {
		b = binary.LittleEndian.AppendUint64(b, w)
	}
	return b
}

// decodeState reads the words of a state.
func decodeState(name string, data []byte, words []uint64) error {
	if want := len(name) + 1 + 8*len(words); len(data) != want {
		return &StateError{name, fmt.Sprintf("%d bytes, want %d", len(data), want)}
	}
	if string(data[:len(name)]) != name || data[len(name)] != 0 {
		return &StateError{name, "the data does not begin with the name"}
	}
	for i := range words {
		words[i] = binary.LittleEndian.Uint64(data[len(name)+1+8*i:])
	}
	return nil
}

// encode returns the half that waits as a word of a state.
func (h halfWord) encode() uint64 {
	if h.waiting {
		return 1<<32 | uint64(h.word)
	}
	return 0
}

// decode reads it.
func (h *halfWord) decode(name string, w uint64) error {
	if w != 0 && w>>32 != 1 {
		return &StateError{name, "the waiting half has more than 32 bits"}
	}
	h.word, h.waiting = uint32(w), w != 0
	return nil
}
