package kernels_test

import (
	"math"
	"runtime"
	"testing"
	"unsafe"

	"github.com/lanewise/lanewise/kernels"
	"github.com/lanewise/lanewise/kernels/kerneltest"
)

func TestStream(t *testing.T) {
	kerneltest.ForEachLevel(t, func(t *testing.T, _ kernels.Level) {
		testStream(t, func(i int) uint8 { return uint8(i%251 + 1) })
		testStream(t, func(i int) float32 { return float32(i + 1) })
		testStream(t, func(i int) float64 { return float64(i + 1) })
		testStream(t, func(i int) complex128 { return complex(float64(i+1), -1) })
	})
}

// testStream streams outputs of all kinds of lengths to all places in a line, and some that
// don't begin at a multiple of their size.
func testStream[T kernels.Element](t *testing.T, value func(i int) T) {
	t.Helper()
	size := int(unsafe.Sizeof(*new(T)))
	memory := make([]uint64, 2048)
	for _, n := range []int{0, 1, 63, 2048/size - 1, 2048 / size, 2048/size + 1, 4096 / size, 4096/size + 70, 9000 / size} {
		for place := range 17 {
			for i := range memory {
				memory[i] = 0xA5A5A5A5A5A5A5A5
			}
			at := unsafe.Add(unsafe.Pointer(unsafe.SliceData(memory)), 64+8*place)
			dst := unsafe.Slice((*T)(at), n)
			next := 0
			kernels.Stream(dst, func(block []T, first int) {
				if first != next {
					t.Fatalf("%d elements at place %d: the block from %d on comes after %d elements", n, place, first, next)
				}
				next += len(block)
				for i := range block {
					block[i] = value(first + i)
				}
			})
			if next != n {
				t.Fatalf("%d of %d elements were asked for", next, n)
			}
			for i, v := range dst {
				if v != value(i) {
					t.Fatalf("%d elements at place %d: element %d is %v", n, place, i, v)
				}
			}
			all := unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(memory))), 8*len(memory))
			for i, b := range all {
				if inside := i >= 64+8*place && i < 64+8*place+n*size; !inside && b != 0xA5 {
					t.Fatalf("%d elements at place %d: byte %d outside was written", n, place, i)
				}
			}
		}
	}
}

// TestPrefetch tests that addresses that are nobody's are no faults, and that nothing is
// asked for, and so no loop without an end run, where there is nothing.
func TestPrefetch(t *testing.T) {
	kerneltest.ForEachLevel(t, func(t *testing.T, _ kernels.Level) {
		for _, first := range []uintptr{0, 1, 1 << 46, math.MaxUint} {
			for _, stride := range []int{0, 1, -1, 8, -8, 64, 4096, -4096, math.MaxInt} {
				for _, n := range []int{-1, 0, 1, 2, 100} {
					kernels.Prefetch(first, stride, n)
				}
			}
		}
	})
}

// TestMakeForOverwrite tests that slices are apart, and that they stay while they are used.
func TestMakeForOverwrite(t *testing.T) {
	var kept [][]float64
	for round := range 20 {
		for _, n := range []int{0, 1, 127, 128, 1000, 4096, 100_000, 600_000} {
			s := kernels.MakeForOverwrite[float64](n)
			if len(s) != n {
				t.Fatalf("%d elements of %d", len(s), n)
			}
			if n >= 128 && uintptr(unsafe.Pointer(unsafe.SliceData(s)))%64 != 0 {
				t.Errorf("%d elements begin within a cache line", n)
			}
			for i := range s {
				s[i] = float64(round)
			}
			if len(kept) < 40 {
				kept = append(kept, s)
			}
		}
	}
	runtime.GC()
	for k, s := range kept {
		for i, v := range s {
			if v != float64(k/8) {
				t.Fatalf("element %d of slice %d is %v", i, k, v)
			}
		}
	}
	for _, n := range []int{-1, 1 << 59, 1 << 62} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%d elements are no misuse", n)
				}
			}()
			kernels.MakeForOverwrite[complex128](n)
		}()
	}
}
