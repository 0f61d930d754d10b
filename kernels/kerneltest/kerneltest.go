// Package kerneltest helps to test numeric kernels: it runs a test at every
// level, places operands against unreadable pages, and measures distances
// between floating-point numbers.
package kerneltest

import (
	"math"
	"os"
	"testing"

	"github.com/lanewise/lanewise/kernels"
)

// ForEachLevel runs test as a subtest at every level that the CPU has, up to
// LANEWISE_LEVEL, and restores the active level. Levels that are left out are
// shown as skipped. It is for tests that don't run in parallel.
//
// With LANEWISE_REQUIRE=1 only the level that LANEWISE_LEVEL names runs, and the
// test fails if it can't.
func ForEachLevel(t *testing.T, test func(t *testing.T, l kernels.Level)) {
	t.Helper()
	run := map[kernels.Level]bool{}
	for _, l := range kernels.Levels() {
		run[l] = true
	}
	if want := os.Getenv("LANEWISE_LEVEL"); want != "" && os.Getenv("LANEWISE_REQUIRE") == "1" {
		if l, err := kernels.ParseLevel(want); err != nil || !run[l] {
			t.Fatalf("LANEWISE_LEVEL=%s is required and can't run here", want)
		} else {
			run = map[kernels.Level]bool{l: true}
		}
	}
	for _, l := range []kernels.Level{kernels.Portable, kernels.AVX2, kernels.AVX512, kernels.NEON} {
		t.Run(l.String(), func(t *testing.T) {
			if !run[l] {
				t.Skip("this CPU lacks the level, or LANEWISE_LEVEL leaves it out")
			}
			previous, err := kernels.SetLevel(l)
			if err != nil {
				t.Fatal(err)
			}
			defer kernels.SetLevel(previous)
			test(t, l)
		})
	}
}

// Float is an element type with a distance.
type Float interface{ float32 | float64 }

// Steps returns how many numbers of the type lie between a and b, counting b:
// 0 if they are equal or both NaN, 1 for neighbours. -0 is one step below +0. The
// distance between a number and NaN is the largest uint64.
func Steps[T Float](a, b T) uint64 {
	if a != a || b != b {
		if a != a && b != b {
			return 0
		}
		return math.MaxUint64
	}
	x, y := order(a), order(b)
	if x < y {
		x, y = y, x
	}
	return uint64(x) - uint64(y)
}

// order maps numbers to integers in the same order without gaps.
func order[T Float](a T) int64 {
	switch v := any(a).(type) {
	case float32:
		if b := int32(math.Float32bits(v)); b < 0 {
			return int64(-1 - (b & math.MaxInt32))
		} else {
			return int64(b)
		}
	case float64:
		if b := int64(math.Float64bits(v)); b < 0 {
			return -1 - (b & math.MaxInt64)
		} else {
			return b
		}
	}
	panic("unreachable")
}

// Bits returns the bits of v; those of a float32 in the low half.
func Bits[T Float](v T) uint64 {
	if f, ok := any(v).(float32); ok {
		return uint64(math.Float32bits(f))
	}
	return math.Float64bits(float64(v))
}

// FromBits returns the number with the given bits, for a float32 the low half.
func FromBits[T Float](b uint64) T {
	var v T
	switch p := any(&v).(type) {
	case *float32:
		*p = math.Float32frombits(uint32(b))
	case *float64:
		*p = math.Float64frombits(b)
	}
	return v
}

// Same reports whether a and b have the same bits or are both NaN.
func Same[T Float](a, b T) bool { return Steps(a, b) == 0 }

// Specials returns values at which arithmetic has corners: zeros, subnormals,
// the limits of the type, infinities and NaN.
func Specials[T Float]() []T {
	var list []T
	add := func(v T) { list = append(list, v, -v) }
	var tiny, normal, huge float64 = math.SmallestNonzeroFloat64, 0x1p-1022, math.MaxFloat64
	if _, ok := any(T(0)).(float32); ok {
		tiny, normal, huge = math.SmallestNonzeroFloat32, 0x1p-126, math.MaxFloat32
	}
	for _, v := range []float64{0, 1, 0.5, 1.5, 2.5, 3, 1e-3, 1e3, 87, 88.8, 100, 709.5, 710.5, 745, 746,
		tiny, 3 * tiny, normal, normal - tiny, huge, huge / 2, math.Inf(1)} {
		add(T(v))
	}
	return append(list, T(math.Copysign(0, -1)), T(math.NaN()))
}
