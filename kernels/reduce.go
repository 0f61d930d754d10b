package kernels

import (
	"bytes"
	"math"
	"unsafe"
)

// Argmin returns the index of the first smallest element of x, or of the first
// NaN if there is one; zeros of both signs are equal. It panics with *RangeError
// if x is empty.
func Argmin[T Real](x []T) int { return argExtreme(x, "Argmin", false) }

// Argmax returns the index of the first largest element of x, or of the first
// NaN if there is one; zeros of both signs are equal. It panics with *RangeError
// if x is empty.
func Argmax[T Real](x []T) int { return argExtreme(x, "Argmax", true) }

// argBytes is the size of what argExtreme reduces at once: enough for the
// reduction to run at its speed, little enough for the search that follows, and
// for it to find the block in the first-level cache.
const argBytes = 8 << 10

// argExtreme looks for the first block whose extreme is the best, and then for
// the element.
func argExtreme[T Real](x []T, name string, largest bool) int {
	if len(x) == 0 {
		panic(&RangeError{name, "no elements"})
	}
	step := argBytes / sizeOf[T]()
	best, at := x[0], 0
	for i := 0; i < len(x) && best == best; i += step {
		block := x[i:min(i+step, len(x))]
		var v T
		if largest {
			v = maxOf(block)
		} else {
			v = minOf(block)
		}
		if v > best && largest || v < best && !largest || v != v {
			best, at = v, i
		}
	}
	return at + find(x[at:min(at+step, len(x))], best)
}

// find returns the index of the first element of a block that is equal to v, or
// NaN as v is. There is one, and no NaN unless v is NaN.
func find[T Real](x []T, v T) int {
	size, at := sizeOf[T](), 0
	if len(x)*size >= 32 {
		l, value := Active(), [1]T{v}
		if isFloat[T]() && findFloatAsm(l, size, bytesAt(x), len(x), bytesAt(value[:]), &at) ||
			!isFloat[T]() && findAsm(l, size, bytesAt(x), len(x), bytesAt(value[:]), &at) {
			return at
		}
	}
	for i, w := range x {
		if w == v || w != w {
			return i
		}
	}
	panic("kernels: an extreme that is no element")
}

func minOf[T Real](x []T) T {
	switch x := any(x).(type) {
	case []float64:
		return T(MinF64(x))
	case []float32:
		return T(MinF32(x))
	case []int64:
		return T(MinI64(x))
	case []int32:
		return T(MinI32(x))
	case []int16:
		return T(MinI16(x))
	case []int8:
		return T(MinI8(x))
	case []uint64:
		return T(MinU64(x))
	case []uint32:
		return T(MinU32(x))
	case []uint16:
		return T(MinU16(x))
	case []uint8:
		return T(MinU8(x))
	}
	panic("unreachable")
}

func maxOf[T Real](x []T) T {
	switch x := any(x).(type) {
	case []float64:
		return T(MaxF64(x))
	case []float32:
		return T(MaxF32(x))
	case []int64:
		return T(MaxI64(x))
	case []int32:
		return T(MaxI32(x))
	case []int16:
		return T(MaxI16(x))
	case []int8:
		return T(MaxI8(x))
	case []uint64:
		return T(MaxU64(x))
	case []uint32:
		return T(MaxU32(x))
	case []uint16:
		return T(MaxU16(x))
	case []uint8:
		return T(MaxU8(x))
	}
	panic("unreachable")
}

// Any reports whether some element of x is true.
func Any(x []bool) bool { return bytes.IndexByte(boolBytes(x), 1) >= 0 }

// All reports whether every element of x is true, also if there are none.
func All(x []bool) bool { return bytes.IndexByte(boolBytes(x), 0) < 0 }

// Count returns how many elements of x are true.
func Count(x []bool) int { return bytes.Count(boolBytes(x), []byte{1}) }

func boolBytes(x []bool) []byte {
	return unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(x))), len(x))
}

// MeanF64 returns the sum of x in the order of Sum, divided by its length: NaN
// if x is empty.
func MeanF64(x []float64) float64 { return SumF64(x) / float64(len(x)) }

// MeanF32 is MeanF64 for float32.
func MeanF32(x []float32) float32 { return SumF32(x) / float32(len(x)) }

// momentBlock is how many elements have their deviations from a mean of their
// own summed: they stay in the first-level cache for the second look.
const momentBlock = 2048

// MomentsF64 returns the mean of x and the sum of squared deviations from it; the
// variance is m2/len(x) or m2/(len(x)-1). Each block's deviations are taken from
// its own mean, and blocks are merged in a balanced tree (Chan, Golub and
// LeVeque, "Updating formulae and a pairwise algorithm for computing sample
// variances", 1979), so that nothing cancels. Both are NaN if x is empty.
func MomentsF64(x []float64) (mean, m2 float64) {
	mean, low, m2 := momentsF64(x)
	return mean + low, m2
}

// momentsF64 gives the mean as mean + low: what rounding the mean loses would be
// lost from the difference of two means.
func momentsF64(x []float64) (mean, low, m2 float64) {
	if len(x) <= momentBlock {
		mean = MeanF64(x)
		if len(x) == 0 {
			return mean, 0, mean
		}
		d, n := SumDeviationsF64(x, mean), float64(len(x))
		return mean, d / n, SumSquaredDeviationsF64(x, mean) - float64(d*d)/n
	}
	h := half(len(x))
	mean1, low1, m21 := momentsF64(x[:h])
	mean2, low2, m22 := momentsF64(x[h:])
	share := float64(len(x)-h) / float64(len(x))
	d := (mean2 - mean1) + (low2 - low1)
	low = float64(d*share) + low1
	mean = mean1 + low
	return mean, low - (mean - mean1), m21 + m22 + float64(d*d)*float64(share*float64(h))
}

// MomentsF32 is MomentsF64 for float32.
func MomentsF32(x []float32) (mean, m2 float32) {
	mean, low, m2 := momentsF32(x)
	return mean + low, m2
}

func momentsF32(x []float32) (mean, low, m2 float32) {
	if len(x) <= momentBlock {
		mean = MeanF32(x)
		if len(x) == 0 {
			return mean, 0, mean
		}
		d, n := SumDeviationsF32(x, mean), float32(len(x))
		return mean, d / n, SumSquaredDeviationsF32(x, mean) - float32(d*d)/n
	}
	h := half(len(x))
	mean1, low1, m21 := momentsF32(x[:h])
	mean2, low2, m22 := momentsF32(x[h:])
	share := float32(len(x)-h) / float32(len(x))
	d := (mean2 - mean1) + (low2 - low1)
	low = float32(d*share) + low1
	mean = mean1 + low
	return mean, low - (mean - mean1), m21 + m22 + float32(d*d)*float32(share*float32(h))
}

// Norm2F64 returns the Euclidean norm of x, 0 if x is empty and NaN if an element
// is NaN. It does not overflow or underflow unless the norm itself does: where the
// sum of squares might, they are summed once more, scaled by a power of 2.
func Norm2F64(x []float64) float64 {
	if s := SumSquaresF64(x); s > 0x1p-960 && s < math.Inf(1) || len(x) == 0 {
		return math.Sqrt(s)
	}
	m := MaxAbsF64(x)
	if m == 0 || m != m || math.IsInf(m, 1) {
		return m
	}
	e := max(math.Ilogb(m), -1000)
	return math.Ldexp(math.Sqrt(SumSquaresScaledF64(x, math.Ldexp(1, -e))), e)
}

// Norm2F32 is Norm2F64 for float32.
func Norm2F32(x []float32) float32 {
	if s := SumSquaresF32(x); s > 0x1p-90 && s < float32(math.Inf(1)) || len(x) == 0 {
		return float32(math.Sqrt(float64(s)))
	}
	m := float64(MaxAbsF32(x))
	if m == 0 || m != m || math.IsInf(m, 1) {
		return float32(m)
	}
	e := max(math.Ilogb(m), -120)
	s := SumSquaresScaledF32(x, float32(math.Ldexp(1, -e)))
	return float32(math.Ldexp(math.Sqrt(float64(s)), e))
}
