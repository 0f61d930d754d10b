// Package scalar holds the operations that portable kernels need and package
// math lacks.
package scalar

import "math"

// FMA32 returns x*y + z rounded once. The product is exact in float64; the sum
// is rounded to odd there, after which rounding to float32 gives the result
// that one rounding would (Boldo and Melquiond, "Emulation of FMA and correctly
// rounded sums: proved algorithms using rounding to odd", 2008).
func FMA32(x, y, z float32) float32 {
	p, c := float64(x)*float64(y), float64(z)
	s := p + c
	bits := math.Float64bits(s)
	if bits&(1<<29-1) != 1<<28 && math.Abs(s) > 0x1p-125 || s != s {
		return float32(s) // no tie of float32: rounding twice is harmless
	}
	// The error of p + c, exactly (Knuth's TwoSum).
	back := s - p
	lost := (p - (s - back)) + (c - back)
	if lost != 0 && bits&1 == 0 && !math.IsInf(s, 0) {
		if (lost > 0) == (s > 0) {
			bits++
		} else {
			bits--
		}
	}
	return float32(math.Float64frombits(bits))
}

// ScaleB64 returns x * 2^n rounded once, for integral |n| <= 2044 and |x|
// within [2^-64, 2^64], 0, Inf or NaN.
func ScaleB64(x, n float64) float64 {
	h := math.Floor(n * 0.5)
	return x * pow2F64(h) * pow2F64(n-h)
}

// pow2F64 returns 2^n for integral -1022 <= n <= 1023.
func pow2F64(n float64) float64 { return math.Float64frombits(uint64(int64(n)+1023) << 52) }

// ScaleB32 is ScaleB64 for float32, |n| <= 252.
func ScaleB32(x, n float32) float32 {
	h := float32(math.Floor(float64(n * 0.5)))
	return x * pow2F32(h) * pow2F32(n-h)
}

func pow2F32(n float32) float32 { return math.Float32frombits(uint32(int32(n)+127) << 23) }

// Integer is an integer element type.
type Integer interface {
	int8 | int16 | int32 | int64 | uint8 | uint16 | uint32 | uint64
}

// FloorDiv returns floor(x / y), wrapping, and 0 if y is 0.
func FloorDiv[T Integer](x, y T) T {
	if y == 0 {
		return 0
	}
	q := x / y
	if m := x - q*y; m != 0 && (m < 0) != (y < 0) { // with no second division
		q--
	}
	return q
}

// Mod returns x - y*floor(x/y), which has the sign of y, and 0 if y is 0.
func Mod[T Integer](x, y T) T {
	if y == 0 {
		return 0
	}
	m := x % y
	if m != 0 && (m < 0) != (y < 0) {
		m += y
	}
	return m
}

// MinNum returns the smaller of x and y, or the other one if one is NaN; -0 is smaller than +0.
func MinNum[T float32 | float64](x, y T) T {
	switch {
	case x != x:
		return y
	case y != y:
		return x
	}
	return min(x, y)
}

// MaxNum returns the larger of x and y, or the other one if one is NaN; +0 is larger than -0.
func MaxNum[T float32 | float64](x, y T) T {
	switch {
	case x != x:
		return y
	case y != y:
		return x
	}
	return max(x, y)
}
