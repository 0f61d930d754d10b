package kernels_test

import (
	"bytes"
	"math/rand/v2"
	"runtime/debug"
	"slices"
	"testing"
	"unsafe"

	"github.com/lanewise/lanewise/kernels"
	"github.com/lanewise/lanewise/kernels/kerneltest"
)

// raw returns the bytes of s, in which NaNs and zeros differ as they should.
func raw[T any](s []T) []byte {
	var zero T
	return unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(s))), len(s)*int(unsafe.Sizeof(zero)))
}

// scramble fills s with any bits; of bool with valid ones.
func scramble[T any](s []T, r *rand.Rand) []T {
	mask := byte(0xff)
	if _, ok := any(s).([]bool); ok {
		mask = 1
	}
	b := raw(s)
	for i := range b {
		b[i] = byte(r.Uint32()) & mask
	}
	return s
}

// moveSpace is memory for the operands of a movement kernel.
type moveSpace struct {
	a, b, c *kerneltest.Arena
	r       *rand.Rand
}

func newMoveSpace(t testing.TB, size int) *moveSpace {
	return &moveSpace{kerneltest.NewArena(t, size), kerneltest.NewArena(t, size), kerneltest.NewArena(t, size), rand.New(rand.NewPCG(1, 2))}
}

// placed returns n scrambled elements at the beginning, at the end or near the
// beginning of an arena.
func placed[T any](m *moveSpace, a *kerneltest.Arena, n, where int) []T {
	switch where {
	case 0:
		return scramble(kerneltest.Front[T](a, n), m.r)
	case 1:
		return scramble(kerneltest.Back[T](a, n), m.r)
	}
	return scramble(kerneltest.Front[T](a, n+where)[where:], m.r)
}

// places are the arguments of placed that tests go through.
var places = [][2]int{{0, 1}, {1, 0}, {1, 1}, {3, 1}, {1, 5}}

// forEachMoveLevel runs test at every level, with the ordinary threshold of
// non-temporal stores and with one that all outputs exceed.
func forEachMoveLevel(t *testing.T, test func(t *testing.T)) {
	kerneltest.ForEachLevel(t, func(t *testing.T, _ kernels.Level) {
		for _, name := range []string{"cached", "streamed"} {
			t.Run(name, func(t *testing.T) {
				defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
				if name == "streamed" {
					defer kernels.SetStreamBytes(kernels.SetStreamBytes(1))
				}
				test(t)
			})
		}
	})
}

// moveLengths goes past four vectors of bytes and past the pieces of long
// operands.
func moveLengths(size int) []int {
	var list []int
	for n := range 4*64/size + 20 {
		list = append(list, n)
	}
	return append(list, 1000, 4096, 16<<10, 16<<10+1, 16<<10+31, 33_000)
}

// mapOp is a kernel whose output has the length of its input.
type mapOp[T kernels.Element] struct {
	name    string
	run     func(dst, src []T)
	want    func(i int, src []T) []byte // bytes of element i
	inPlace bool
}

func mapOps[T kernels.Element]() []mapOp[T] {
	element := func(i int, src []T) []byte { return slices.Clone(raw(src[i : i+1])) }
	swapped := func(i int, src []T) []byte {
		b := element(i, src)
		switch any(src).(type) {
		case []complex64, []complex128:
			slices.Reverse(b[:len(b)/2])
			slices.Reverse(b[len(b)/2:])
		default:
			slices.Reverse(b)
		}
		return b
	}
	return []mapOp[T]{
		{"Copy", kernels.Copy[T], element, true},
		{"Reverse", kernels.Reverse[T], func(i int, src []T) []byte { return element(len(src)-1-i, src) }, true},
		{"ByteSwap", kernels.ByteSwap[T], swapped, true},
		{"Fill", func(dst, src []T) {
			if len(dst) > 0 {
				kernels.Fill(dst, src[len(src)/2])
			}
		}, func(_ int, src []T) []byte { return element(len(src)/2, src) }, false},
	}
}

// TestMoveMaps tests Copy, Reverse, ByteSwap and Fill.
func TestMoveMaps(t *testing.T) {
	forEachMoveLevel(t, func(t *testing.T) {
		m := newMoveSpace(t, 16*34_000)
		testMaps[bool](t, m)
		testMaps[int8](t, m)
		testMaps[uint16](t, m)
		testMaps[int32](t, m)
		testMaps[float32](t, m)
		testMaps[complex64](t, m)
		testMaps[float64](t, m)
		testMaps[complex128](t, m)
	})
}

func testMaps[T kernels.Element](t *testing.T, m *moveSpace) {
	var zero T
	for _, op := range mapOps[T]() {
		for _, n := range moveLengths(int(unsafe.Sizeof(zero))) {
			for _, p := range places {
				dst, src := placed[T](m, m.a, n, p[0]), placed[T](m, m.b, n, p[1])
				checkMapped(t, op, dst, src)
				if n > 1000 {
					break
				}
			}
			if op.inPlace {
				x := placed[T](m, m.a, n, 1)
				checkMapped(t, op, x, x)
			}
		}
	}
}

func checkMapped[T kernels.Element](t *testing.T, op mapOp[T], dst, src []T) {
	t.Helper()
	before := slices.Clone(src)
	op.run(dst, src)
	for i := range dst {
		if want := op.want(i, before); !bytes.Equal(raw(dst[i:i+1]), want) {
			t.Fatalf("%s of %d %T: element %d is %x, want %x", op.name, len(dst), dst, i, raw(dst[i:i+1]), want)
		}
	}
}

// TestMoveComplex tests the kernels between complex numbers and their parts.
func TestMoveComplex(t *testing.T) {
	forEachMoveLevel(t, func(t *testing.T) {
		m := newMoveSpace(t, 16*34_000)
		testComplex(t, m, kernels.InterleaveC128, kernels.DeinterleaveC128, func(re, im float64) complex128 { return complex(re, im) })
		testComplex(t, m, kernels.InterleaveC64, kernels.DeinterleaveC64, func(re, im float32) complex64 { return complex(re, im) })
	})
}

func testComplex[C complex64 | complex128, F kerneltest.Float](t *testing.T, m *moveSpace, join func([]C, []F, []F), split func(re, im []F, z []C), value func(re, im F) C) {
	for _, n := range moveLengths(4) {
		for _, p := range places {
			z, re, im := placed[C](m, m.a, n, p[0]), placed[F](m, m.b, n, p[1]), placed[F](m, m.c, n, p[0])
			want := make([]C, n)
			for i := range want {
				want[i] = value(re[i], im[i])
			}
			join(z, re, im)
			if !bytes.Equal(raw(z), raw(want)) {
				t.Fatalf("%d %T: %v, want %v", n, z, z, want)
			}
			re2, im2 := slices.Clone(re), slices.Clone(im)
			scramble(re, m.r)
			scramble(im, m.r)
			split(re, im, z)
			if !bytes.Equal(raw(re), raw(re2)) || !bytes.Equal(raw(im), raw(im2)) {
				t.Fatalf("%d %T did not come apart", n, z)
			}
			if n > 1000 {
				break
			}
		}
	}
}

// TestMoveIndex tests Take and Put.
func TestMoveIndex(t *testing.T) {
	forEachMoveLevel(t, func(t *testing.T) {
		m := newMoveSpace(t, 16*34_000)
		testIndex[bool, int](t, m)
		testIndex[int16, int32](t, m)
		testIndex[float32, int64](t, m)
		testIndex[float64, int](t, m)
		testIndex[complex128, int32](t, m)
	})
}

func testIndex[T kernels.Element, I kernels.Index](t *testing.T, m *moveSpace) {
	for _, n := range moveLengths(4) {
		for _, length := range []int{1, 2, 77, n + 1} {
			idx := placed[I](m, m.c, n, 1)
			for i := range idx {
				idx[i] = I(m.r.IntN(length))
			}
			short, long := placed[T](m, m.a, n, 1), placed[T](m, m.b, length, 1)
			kernels.Take(short, long, idx)
			for i, j := range idx {
				if !bytes.Equal(raw(short[i:i+1]), raw(long[j:j+1])) {
					t.Fatalf("Take: element %d of %d is not number %d", i, n, j)
				}
			}
			scramble(short, m.r)
			want := slices.Clone(long)
			for i, j := range idx {
				want[j] = short[i]
			}
			kernels.Put(long, short, idx)
			if !bytes.Equal(raw(long), raw(want)) {
				t.Fatalf("Put: %d elements to %d", n, length)
			}
		}
	}
}

// TestMoveMask tests Compress and Expand with masks of all densities.
func TestMoveMask(t *testing.T) {
	forEachMoveLevel(t, func(t *testing.T) {
		m := newMoveSpace(t, 16*34_000)
		testMask[int8](t, m)
		testMask[uint16](t, m)
		testMask[float32](t, m)
		testMask[float64](t, m)
		testMask[complex128](t, m)
	})
}

func testMask[T kernels.Element](t *testing.T, m *moveSpace) {
	for _, n := range moveLengths(4) {
		for density := range 6 {
			full, mask := placed[T](m, m.a, n, 1), placed[bool](m, m.b, n, 1)
			var chosen []T
			for i := range mask {
				mask[i] = density == 5 || m.r.IntN(64)>>(5-density) == 0
				if density == 3 {
					mask[i] = i%97 < 5
				}
				if mask[i] {
					chosen = append(chosen, full[i])
				}
			}
			packed := placed[T](m, m.c, len(chosen)+density%2*3, 1)
			rest := slices.Clone(packed[len(chosen):])
			if k := kernels.Compress(packed, full, mask); k != len(chosen) || !bytes.Equal(raw(packed[:k]), raw(chosen)) || !bytes.Equal(raw(packed[k:]), raw(rest)) {
				t.Fatalf("Compress: %d of %d elements, want %d", k, n, len(chosen))
			}
			want := slices.Clone(scramble(full, m.r))
			for i, k := 0, 0; i < n; i++ {
				if mask[i] {
					want[i] = packed[k]
					k++
				}
			}
			if k := kernels.Expand(full, packed, mask); k != len(chosen) || !bytes.Equal(raw(full), raw(want)) {
				t.Fatalf("Expand: %d to %d elements, want %d", k, n, len(chosen))
			}
		}
	}
}
