// Package decimal reads decimal numbers from text, correctly rounded: faster than
// package strconv, which it asks where it is not sure.
package decimal

import (
	"encoding/binary"
	"math"
	"math/big"
	"math/bits"
	"strconv"
	"sync"
)

// Number is a decimal number: Mant * 10^Exp, and how it is written.
type Number struct {
	Mant     uint64 // of the first 19 significant digits
	Exp      int
	Neg      bool
	Inexact  bool // there are more digits
	Int      int  // digits before the point
	Frac     int  // digits after the point
	Point    bool
	Exponent bool
}

// IsInteger reports whether the number is written as one, and Mant is its
// magnitude.
func (d *Number) IsInteger() bool { return !d.Point && !d.Exponent && !d.Inexact }

const (
	maxDigits = 19      // that a uint64 holds, whatever they are
	maxExp    = 1 << 16 // beyond which an exponent makes no difference
)

// Scan reads the number at the begin of b: digits, with a point before, between or
// after them or without one, and an exponent. It returns the number of bytes, 0 if
// there is no number.
func Scan(b []byte, d *Number) int {
	i := 0
	*d = Number{}
	if i < len(b) && b[i] == '-' {
		d.Neg = true
		i++
	}
	begin := i
	mant, i := digits(b, i, 0)
	d.Int = i - begin
	if i < len(b) && b[i] == '.' {
		d.Point = true
		at := i + 1
		mant, i = digits(b, at, mant)
		d.Frac = i - at
		d.Exp = -d.Frac
	}
	if d.Int+d.Frac == 0 {
		return 0
	}
	d.Mant = mant
	if d.Int+d.Frac > maxDigits {
		d.shorten(b[begin:i])
	}
	if i < len(b) && b[i]|0x20 == 'e' {
		return d.exponent(b, i)
	}
	return i
}

// digits reads the digits from b[i] on and appends them to those of mant.
func digits(b []byte, i int, mant uint64) (uint64, int) {
	for i+8 <= len(b) {
		v := binary.LittleEndian.Uint64(b[i:])
		// All bytes have the upper half 3, also when 6 is added to the lower.
		const upper = 0xf0f0f0f0f0f0f0f0
		if v&upper|(v+0x0606060606060606)&upper>>4 != 0x3333333333333333 {
			break
		}
		mant = mant*1e8 + eight(v)
		i += 8
	}
	for i < len(b) {
		c := b[i] - '0'
		if c > 9 {
			break
		}
		mant = mant*10 + uint64(c)
		i++
	}
	return mant, i
}

// eight returns the number that 8 digits are, the first in the lowest byte: pairs
// of them, then pairs of pairs, are put together in parallel.
func eight(v uint64) uint64 {
	v &= 0x0f0f0f0f0f0f0f0f
	v = (v*10 + v>>8) & 0x00ff00ff00ff00ff
	v = (v*100 + v>>16) & 0x0000ffff0000ffff
	return (v*10000 + v>>32) & 0xffffffff
}

// shorten sets Mant to the first digits of text, if there are more than it holds.
func (d *Number) shorten(text []byte) {
	significant := 0
	mant := uint64(0)
	for _, c := range text {
		switch {
		case c == '.', c == '0' && significant == 0:
		case significant < maxDigits:
			mant = mant*10 + uint64(c-'0')
			significant++
		default:
			d.Inexact = d.Inexact || c != '0'
			d.Exp++
		}
	}
	d.Mant = mant
}

// exponent reads the exponent at b[i], of which there must be a digit.
func (d *Number) exponent(b []byte, i int) int {
	i++
	neg := false
	if i < len(b) && (b[i] == '+' || b[i] == '-') {
		neg = b[i] == '-'
		i++
	}
	begin, exp := i, 0
	for i < len(b) && b[i]-'0' <= 9 {
		exp = min(exp*10+int(b[i]-'0'), maxExp)
		i++
	}
	if i == begin {
		return 0
	}
	if neg {
		exp = -exp
	}
	d.Exponent = true
	d.Exp += exp
	return i
}

// Float64 returns the float64 nearest to d, whose text is given, and false if it is
// beyond the range.
func (d *Number) Float64(text []byte) (float64, bool) {
	if v, ok := d.quick(); ok {
		return v, true
	}
	v, err := strconv.ParseFloat(string(text), 64)
	return v, err == nil
}

// Float32 returns the float32 nearest to d, whose text is given, and false if it is
// beyond the range.
func (d *Number) Float32(text []byte) (float32, bool) {
	const least = 0x1p-126
	v, ok := d.quick()
	// Rounding twice is rounding once, unless the first time leaves the middle
	// between two float32.
	middle := math.Float64bits(v)&(1<<29-1) == 1<<28
	if ok && !middle && (math.Abs(v) >= least || v == 0) && math.Abs(v) < math.MaxFloat32 {
		return float32(v), true
	}
	w, err := strconv.ParseFloat(string(text), 32)
	return float32(w), err == nil
}

// quick returns the float64 nearest to d, or false if it is not sure of it.
func (d *Number) quick() (v float64, sure bool) {
	switch {
	case d.Inexact:
		// Between Mant and Mant+1: sure if both give the same.
		e := *d
		e.Inexact = false
		low, ok := e.quick()
		e.Mant++
		high, ok2 := e.quick()
		return low, ok && ok2 && low == high
	case d.Mant == 0:
		v = 0
	case d.Mant < 1<<53 && -22 <= d.Exp && d.Exp <= 22:
		// Both numbers are exact, so that one operation rounds right.
		if v = float64(d.Mant); d.Exp < 0 {
			v /= tens[-d.Exp]
		} else {
			v *= tens[d.Exp]
		}
	default:
		if v, sure = scale(d.Mant, d.Exp); !sure {
			return 0, false
		}
	}
	if d.Neg {
		v = -v
	}
	return v, true
}

var tens = [...]float64{1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11,
	1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22}

const minPower, maxPower = -342, 308 // others make 0 or infinity of every uint64

// powers holds the first 128 bits of the powers of ten, rounded down.
var powers = sync.OnceValue(func() *[maxPower - minPower + 1][2]uint64 {
	var t [maxPower - minPower + 1][2]uint64
	one, mask := big.NewInt(1), new(big.Int).SetUint64(math.MaxUint64)
	for q := range t {
		n := minPower + q
		p := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(max(n, -n))), nil)
		if n < 0 {
			p.Div(new(big.Int).Lsh(one, uint(p.BitLen()+128)), p)
		} else {
			p.Lsh(p, 128)
		}
		p.Rsh(p, uint(p.BitLen()-128))
		t[q] = [2]uint64{new(big.Int).Rsh(p, 64).Uint64(), new(big.Int).And(p, mask).Uint64()}
	}
	return &t
})

// scale returns the float64 nearest to mant * 10^exp, or false if it is not sure of
// it. This is the way of Eisel and Lemire: the product with the first 128 bits of
// the power has an error of less than 2 units of its last bit, which nearly never
// matters.
func scale(mant uint64, exp int) (float64, bool) {
	if exp < minPower || exp > maxPower {
		return 0, false
	}
	p := &powers()[exp-minPower]
	lead := bits.LeadingZeros64(mant)
	mant <<= lead
	hi, lo := bits.Mul64(mant, p[0])
	carry, _ := bits.Mul64(mant, p[1])
	lo, c := bits.Add64(lo, carry, 0)
	hi += c
	// The value is hi, with lo behind the point, times 2^(exponent of the power +
	// 1 - lead), and hi has 63 or 64 bits, of which drop are too many.
	drop := uint(10 + hi>>63)
	half := uint64(1) << (drop - 1)
	tail := hi & (half<<1 - 1)
	if tail == half-1 && lo >= math.MaxUint64-1 || tail == half && lo == 0 {
		return 0, false
	}
	m := hi >> drop
	if tail >= half {
		m++
	}
	e := (217706*exp)>>16 + 1 - lead + int(drop) + 52 // floor(log2(10^exp)) = 217706*exp/65536
	if m == 1<<53 {
		m >>= 1
		e++
	}
	if e < -1022 || e > 1023 {
		return 0, false
	}
	return math.Float64frombits(uint64(e+1023)<<52 | m&(1<<52-1)), true
}
