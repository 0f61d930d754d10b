package scalar

import "math/bits"

// UnsignedDivisor divides by one number again and again: the quotient of k is
// (t + (k-t)>>half) >> shift, where t is the upper half of k*magic (Granlund and
// Montgomery, "Division by invariant integers using multiplication", 1994).
type UnsignedDivisor struct {
	magic       uint64
	half, shift uint8
}

// NewUnsignedDivisor returns the divisor for y, which is not 0.
func NewUnsignedDivisor(y uint64) UnsignedDivisor {
	shift := bits.Len64(y - 1)
	half := min(shift, 1)
	magic, _ := bits.Div64(1<<shift-y, 0, y)
	return UnsignedDivisor{magic + 1, uint8(half), uint8(shift - half)}
}

// FloorDiv returns k / y.
func (d UnsignedDivisor) FloorDiv(k uint64) uint64 {
	t, _ := bits.Mul64(k, d.magic)
	return (t + (k-t)>>(d.half&63)) >> (d.shift & 63)
}

// Mod returns k mod y.
func (d UnsignedDivisor) Mod(k, y uint64) uint64 { return k - d.FloorDiv(k)*y }

// SignedDivisor is the same for numbers with a sign. Of a negative number x it
// divides ~x, whose quotient flipped again is the floor. Where y is negative,
// those x that are not positive give -x = ~(x-1), and the others the flipped
// quotient of x-1.
type SignedDivisor struct {
	size UnsignedDivisor // by the absolute value
	flip int64           // -1 if y is negative, else 0
}

// NewSignedDivisor returns the divisor for y, which is not 0.
func NewSignedDivisor(y int64) SignedDivisor {
	flip := y >> 63
	return SignedDivisor{NewUnsignedDivisor(uint64(y ^ flip - flip)), flip}
}

// FloorDiv returns the quotient of x rounded towards negative infinity, which wraps.
func (d SignedDivisor) FloorDiv(x int64) int64 {
	less := x + d.flip
	sign := (less | x) >> 63
	return int64(d.size.FloorDiv(uint64(less^sign))) ^ sign ^ d.flip
}

// Mod returns x less y times the quotient, which has the sign of y.
func (d SignedDivisor) Mod(x, y int64) int64 { return x - d.FloorDiv(x)*y }
