package ndarray

import (
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"unsafe"
)

// Float16 is a floating-point number of IEEE 754's binary16: 10 bits of mantissa,
// magnitudes from 6e-8 to 65504. It is for storage: arrays of it can be moved,
// printed, read and written, and [FromHalf] converts them for arithmetic. It is a
// struct so that no function takes its bits for a number; == compares bits.
type Float16 struct{ bits uint16 }

// BFloat16 is a floating-point number with the range of a float32 and 7 bits of
// mantissa: the upper half of a float32. It is for storage, as [Float16] is.
type BFloat16 struct{ bits uint16 }

// Half is the constraint of the storage types of 16 bits.
type Half interface{ Float16 | BFloat16 }

// binary16 is a format of 16 bits: sign, exponent, and a mantissa of m bits.
type binary16 struct {
	m    uint
	emin int // exponent of the least normal number
}

var (
	ieeeHalf  = binary16{10, -14}
	brainHalf = binary16{7, -126}
)

// infinity returns the bits of +Inf, the largest value of the exponent.
func (f binary16) infinity() uint16 { return 1<<15 - 1<<f.m }

// round returns the number nearest to x, of two the one with an even mantissa.
func (f binary16) round(x float64) uint16 {
	const m = 52
	b := math.Float64bits(x)
	sign := uint16(b >> 63 << 15)
	exp, mant := int(b>>m&0x7ff), b&(1<<m-1)
	if exp == 0x7ff {
		r := f.infinity()
		if mant != 0 {
			r |= uint16(mant>>(m-f.m)) | 1<<(f.m-1)
		}
		return sign | r
	}
	e := exp - 1023
	shift := m - f.m
	if e < f.emin {
		shift += uint(min(f.emin-e, 63))
		e = f.emin
	}
	if shift > 62 { // less than half of the least number
		return sign
	}
	if exp > 0 {
		mant |= 1 << m
	}
	mant = (mant + 1<<(shift-1) - 1 + mant>>shift&1) >> shift
	// A mantissa with the leading one raises the exponent by one, also where
	// rounding made it.
	r := uint64(e-f.emin)<<f.m + mant
	return sign | uint16(min(r, uint64(f.infinity())))
}

// float32 returns the number with the given bits. A NaN keeps its payload.
func (f binary16) float32(bits uint16) float32 {
	sign := uint32(bits>>15) << 31
	bits &= 1<<15 - 1
	exp, mant := int(bits>>f.m), uint32(bits)&(1<<f.m-1)
	switch {
	case bits >= f.infinity():
		return math.Float32frombits(sign | 0xff<<23 | mant<<(23-f.m))
	case exp == 0 && f.emin > -126: // the product is exact
		v := float32(mant) * math.Float32frombits(uint32(f.emin-int(f.m)+127)<<23)
		return math.Float32frombits(sign | math.Float32bits(v))
	case exp == 0:
		return math.Float32frombits(sign | mant<<(23-f.m))
	default:
		return math.Float32frombits(sign | uint32(exp-1+f.emin+127)<<23 | mant<<(23-f.m))
	}
}

// NewFloat16 returns the Float16 nearest to x, of two the even one: ±Inf from
// 65520 on; NaN stays NaN.
func NewFloat16(x float64) Float16 { return Float16{ieeeHalf.round(x)} }

// Float16FromBits returns the number with the given representation.
func Float16FromBits(b uint16) Float16 { return Float16{b} }

// Bits returns the representation of h.
func (h Float16) Bits() uint16 { return h.bits }

// Float32 returns the value of h, which is exact.
func (h Float16) Float32() float32 { return ieeeHalf.float32(h.bits) }

// String returns the fewest digits that tell h from other Float16.
func (h Float16) String() string { return string(appendFloat(nil, float64(h.Float32()), 'g', 16)) }

// NewBFloat16 returns the BFloat16 nearest to x, of two the even one.
func NewBFloat16(x float64) BFloat16 { return BFloat16{brainHalf.round(x)} }

// BFloat16FromBits returns the number with the given representation.
func BFloat16FromBits(b uint16) BFloat16 { return BFloat16{b} }

// Bits returns the representation of h.
func (h BFloat16) Bits() uint16 { return h.bits }

// Float32 returns the value of h, which is exact.
func (h BFloat16) Float32() float32 { return math.Float32frombits(uint32(h.bits) << 16) }

// String returns the fewest digits that tell h from other BFloat16.
func (h BFloat16) String() string {
	return string(appendFloat(nil, float64(h.Float32()), 'g', brainBits))
}

// MarshalJSON returns the shortest decimal that tells the number from others; NaN and
// infinities, which JSON has not, are errors.
func (h Float16) MarshalJSON() ([]byte, error) { return marshalHalf(h.Float32(), h.String()) }

// UnmarshalJSON reads a number; null is NaN.
func (h *Float16) UnmarshalJSON(b []byte) error { return ieeeHalf.unmarshal(&h.bits, b) }

// MarshalJSON is that of [Float16].
func (h BFloat16) MarshalJSON() ([]byte, error) { return marshalHalf(h.Float32(), h.String()) }

// UnmarshalJSON is that of [Float16].
func (h *BFloat16) UnmarshalJSON(b []byte) error { return brainHalf.unmarshal(&h.bits, b) }

func marshalHalf(x float32, text string) ([]byte, error) {
	if math.IsNaN(float64(x)) || math.IsInf(float64(x), 0) {
		return nil, fmt.Errorf("ndarray: JSON has no %s", text)
	}
	return []byte(text), nil
}

func (f binary16) unmarshal(bits *uint16, b []byte) error {
	x := math.NaN()
	if string(b) != "null" {
		if err := json.Unmarshal(b, &x); err != nil {
			return err
		}
		if f.round(x)&f.infinity() == f.infinity() {
			return fmt.Errorf("ndarray: %s is out of the range of 16-bit floats", b)
		}
	}
	*bits = f.round(x)
	return nil
}

// AsHalf returns the elements of a, each rounded to the nearest number of type H,
// of two the even one, in a new array: ±Inf beyond the range; NaN stays NaN.
//
//	small := ndarray.AsHalf[ndarray.Float16](a)
func AsHalf[H Half, F Float](a Array[F]) Array[H] {
	return AsHalfTo(unset[H]("AsHalf", a.layout().shape()), a)
}

// AsHalfTo stores [AsHalf] of a, broadcast to the shape of out, in out and returns
// out; see [AddTo].
func AsHalfTo[H Half, F Float](out Array[H], a Array[F]) Array[H] {
	format := formatOf[H]()
	convertElements("AsHalf", out, a, func(x F) H {
		b := format.round(float64(x))
		return *(*H)(unsafe.Pointer(&b))
	})
	return out
}

// FromHalf returns the values of the elements of a, which are exact, in a new
// array.
//
//	wide := ndarray.FromHalf[float32](small)
func FromHalf[F Float, H Half](a Array[H]) Array[F] {
	return FromHalfTo(unset[F]("FromHalf", a.layout().shape()), a)
}

// FromHalfTo stores [FromHalf] of a, broadcast to the shape of out, in out and
// returns out; see [AddTo].
func FromHalfTo[F Float, H Half](out Array[F], a Array[H]) Array[F] {
	format := formatOf[H]()
	convertElements("FromHalf", out, a, func(h H) F {
		return F(format.float32(*(*uint16)(unsafe.Pointer(&h))))
	})
	return out
}

func formatOf[H Half]() binary16 {
	if _, ok := any(*new(H)).(BFloat16); ok {
		return brainHalf
	}
	return ieeeHalf
}

// convertElements sets the elements of out to f of those of in, broadcast.
func convertElements[D, T any](op string, out Array[D], in Array[T], f func(T) D) {
	o := out.layout()
	checkOut(op, o, in.layout())
	in = detach(out, in)
	nest := func(axes []axis, lo, hi int) {
		so, si := axes[0].stride[0], axes[0].stride[1]
		for c := start(axes, lo, hi); c.n > 0; c.next() {
			for i := range c.n {
				*out.at(c.off[0] + i*so) = f(*in.at(c.off[1] + i*si))
			}
		}
	}
	switch axes := loopAxes(nil, o, in.layout(), nil); {
	case o.size == 0:
	case o.size < parallelMin:
		nest(axes, 0, o.size)
	default:
		parallel(axes, o.size, nest)
	}
}

// brainBits tells appendFloat that the numbers are of type BFloat16; the others
// are told by their size.
const brainBits = -16

// appendFloat is strconv.AppendFloat with the fewest digits that tell x from other
// numbers of its type: bits is 64, 32, 16 or brainBits.
func appendFloat(b []byte, x float64, format byte, bits int) []byte {
	if bits >= 32 || math.IsNaN(x) || math.IsInf(x, 0) || x == 0 {
		return strconv.AppendFloat(b, x, format, -1, max(bits, 32))
	}
	half := ieeeHalf
	if bits == brainBits {
		half = brainHalf
	}
	want := half.round(x)
	for digits := 0; ; digits++ {
		var buf [32]byte
		s := strconv.AppendFloat(buf[:0], x, 'e', digits, 64)
		// The nearest decimal of so many digits, at most 9, is exact enough as a
		// float64: no number of 16 bits is distinguished by more.
		if v, _ := strconv.ParseFloat(string(s), 64); half.round(v) == want {
			return strconv.AppendFloat(b, v, format, -1, 64)
		}
	}
}
