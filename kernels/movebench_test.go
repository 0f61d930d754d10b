package kernels_test

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"testing"

	"github.com/lanewise/lanewise/kernels"
)

// BenchmarkMove times the movement kernels on 4096 elements, by type.
func BenchmarkMove(b *testing.B) {
	benchMoves[int8](b)
	benchMoves[int16](b)
	benchMoves[float32](b)
	benchMoves[float64](b)
	benchMoves[complex128](b)
	benchComplex(b)
}

func benchMoves[T kernels.Element](b *testing.B) {
	const n = 4096
	r := rand.New(rand.NewPCG(1, 2))
	x, y, twice := make([]T, n), make([]T, n), make([]T, 2*n)
	idx, idx32, mask := r.Perm(n), make([]int32, n), make([]bool, n)
	for i := range mask {
		mask[i], idx32[i] = r.IntN(2) == 0, int32(idx[i])
	}
	var zero T
	for _, c := range []struct {
		name string
		run  func()
	}{
		{"Copy", func() { kernels.Copy(y, x) }},
		{"Fill", func() { kernels.Fill(y, zero) }},
		{"Reverse", func() { kernels.Reverse(y, x) }},
		{"Reverse/in-place", func() { kernels.Reverse(y, y) }},
		{"ByteSwap", func() { kernels.ByteSwap(y, x) }},
		{"CopyStrided/2", func() { kernels.CopyStrided(y, 1, twice, 2, n) }},
		{"CopyStrided/3", func() { kernels.CopyStrided(y, 1, twice, 3, n/2) }},
		{"CopyStrided/to-2", func() { kernels.CopyStrided(twice, 2, x, 1, n) }},
		{"Take", func() { kernels.Take(y, x, idx) }},
		{"Take/int32", func() { kernels.Take(y, x, idx32) }},
		{"Put", func() { kernels.Put(y, x, idx) }},
		{"Compress", func() { kernels.Compress(y, x, mask) }},
		{"Expand", func() { kernels.Expand(y, x, mask) }},
		{"Transpose2D", func() { kernels.Transpose2D(y, 64, x, 64, 64, 64) }},
	} {
		b.Run(fmt.Sprintf("%s/%s", reflect.TypeFor[T](), c.name), func(b *testing.B) { perLevel(b, n, c.run) })
	}
}

func benchComplex(b *testing.B) {
	const n = 4096
	z, z32 := make([]complex128, n), make([]complex64, n)
	x, y, x32, y32 := make([]float64, n), make([]float64, n), make([]float32, n), make([]float32, n)
	b.Run("InterleaveC128", func(b *testing.B) { perLevel(b, n, func() { kernels.InterleaveC128(z, x, y) }) })
	b.Run("InterleaveC64", func(b *testing.B) { perLevel(b, n, func() { kernels.InterleaveC64(z32, x32, y32) }) })
	b.Run("DeinterleaveC128", func(b *testing.B) { perLevel(b, n, func() { kernels.DeinterleaveC128(x, y, z) }) })
	b.Run("DeinterleaveC64", func(b *testing.B) { perLevel(b, n, func() { kernels.DeinterleaveC64(x32, y32, z32) }) })
}

// BenchmarkMoveLarge times 2^24 elements in bytes read and written.
func BenchmarkMoveLarge(b *testing.B) {
	benchLarge[int16](b)
	benchLarge[float32](b)
	benchLarge[float64](b)
}

func benchLarge[T kernels.Element](b *testing.B) {
	const side = 4096
	x, y := make([]T, side*side), make([]T, side*side)
	var v T
	kernels.Fill(x, v)
	size := reflect.TypeFor[T]().Size()
	for _, c := range []struct {
		name  string
		moved int // bytes per byte of output
		run   func()
	}{
		{"Copy", 2, func() { kernels.Copy(y, x) }},
		{"Fill", 1, func() { kernels.Fill(y, v) }},
		{"Reverse", 2, func() { kernels.Reverse(y, x) }},
		{"Transpose2D", 2, func() { kernels.Transpose2D(y, side, x, side, side, side) }},
		{"Transpose2D/odd", 2, func() { kernels.Transpose2D(y, side-1, x, side-1, side-1, side-1) }},
		{"CopyND/cab", 2, func() {
			kernels.CopyND(y, []int{65536, 256, 1}, x, []int{1, 65536, 256}, []int{256, 256, 256})
		}},
	} {
		b.Run(fmt.Sprintf("%s/%s", reflect.TypeFor[T](), c.name), func(b *testing.B) {
			b.SetBytes(int64(c.moved * side * side * int(size)))
			for b.Loop() {
				c.run()
			}
		})
	}
}
