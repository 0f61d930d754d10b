package kernels_test

import (
	"slices"
	"testing"

	"github.com/lanewise/lanewise/kernels"
)

// BenchmarkRandom times draws of 4096 numbers by every generator.
func BenchmarkRandom(b *testing.B) {
	names := make([]string, 0, len(generators))
	for name := range generators {
		names = append(names, name)
	}
	slices.Sort(names)
	const n = 4096
	w64, w32, x64, x32 := make([]uint64, n), make([]uint32, n), make([]float64, n), make([]float32, n)
	for _, name := range names {
		g := generators[name](1)
		for _, c := range []struct {
			name string
			run  func()
		}{
			{"Uint64s", func() { g.Uint64s(w64) }},
			{"Uint32s", func() { g.Uint32s(w32) }},
			{"UniformF64", func() { kernels.UniformF64(x64, g) }},
			{"UniformF32", func() { kernels.UniformF32(x32, g) }},
			{"NormalF64", func() { kernels.NormalF64(x64, g) }},
			{"NormalF32", func() { kernels.NormalF32(x32, g) }},
			{"ExponentialF64", func() { kernels.ExponentialF64(x64, g) }},
			{"ExponentialF32", func() { kernels.ExponentialF32(x32, g) }},
		} {
			b.Run(name+"/"+c.name, func(b *testing.B) { perLevel(b, n, c.run) })
		}
	}
}
