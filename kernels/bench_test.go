package kernels_test

import (
	"math"
	"testing"
	"time"

	"github.com/lanewise/lanewise/kernels"
	"github.com/lanewise/lanewise/kernels/kerneltest"
)

// perLevel runs a benchmark at every level and reports the time per element.
func perLevel(b *testing.B, n int, run func()) {
	start := kernels.Active()
	defer kernels.SetLevel(start)
	for _, l := range kernels.Levels() {
		kernels.SetLevel(l)
		b.Run(l.String(), func(b *testing.B) {
			for b.Loop() {
				run()
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/element")
		})
	}
}

func values(n int) []float64 {
	x := make([]float64, n)
	for i := range x {
		x[i] = float64(i%2000)/100 - 10
	}
	return x
}

func BenchmarkAddF64x8(b *testing.B) {
	x, y, dst := values(8), values(8), values(8)
	perLevel(b, 8, func() { kernels.AddF64(dst, x, y) })
}

func BenchmarkAddF64(b *testing.B) {
	x, y, dst := values(4096), values(4096), values(4096)
	perLevel(b, 4096, func() { kernels.AddF64(dst, x, y) })
}

// domains maps inputs in [-10, 10) to where a function is defined.
var domains = map[string]func(x float64) float64{
	"log": math.Exp, "log2": math.Exp, "log10": math.Exp,
	"log1p": func(x float64) float64 { return math.Exp(x) - 0.9 },
	"acosh": func(x float64) float64 { return 11 + x },
	"atanh": func(x float64) float64 { return x / 10.1 },
}

// BenchmarkMath times the elementary functions on 4096 elements.
func BenchmarkMath(b *testing.B) {
	x, y, dst := values(4096), values(4096), values(4096)
	x32, y32, dst32 := make([]float32, len(x)), make([]float32, len(x)), make([]float32, len(x))
	all := values(4096)
	for _, tab := range tables(b) {
		for i, v := range all {
			x[i], y[i] = v, all[(7*i+11)%len(all)]
			if f := domains[tab.Name]; f != nil {
				x[i] = f(v)
			}
			x32[i], y32[i] = float32(x[i]), float32(y[i])
		}
		switch f := tab.function().(type) {
		case func(dst, x []float64):
			b.Run(tab.Name+"F64", func(b *testing.B) { perLevel(b, len(x), func() { f(dst, x) }) })
		case func(dst, x []float32):
			b.Run(tab.Name+"F32", func(b *testing.B) { perLevel(b, len(x), func() { f(dst32, x32) }) })
		case func(dst, x, y []float64):
			b.Run(tab.Name+"F64", func(b *testing.B) { perLevel(b, len(x), func() { f(dst, x, y) }) })
		case func(dst, x, y []float32):
			b.Run(tab.Name+"F32", func(b *testing.B) { perLevel(b, len(x), func() { f(dst32, x32, y32) }) })
		}
	}
}

func BenchmarkSumF64(b *testing.B) {
	x, sum := values(4096), 0.0
	perLevel(b, 4096, func() { sum += kernels.SumF64(x) })
}

// BenchmarkStopTheWorld shows how long the collector waits for kernels.
func BenchmarkStopTheWorld(b *testing.B) {
	x, y, dst := values(1<<20), values(1<<20), values(1<<20)
	counts := make([]int32, 256*256)
	xs := make([]float64, 256)
	for i := range xs {
		xs[i] = float64(i)/128 - 1
	}
	for _, c := range []struct {
		name string
		run  func()
	}{
		{"idle", func() { time.Sleep(time.Millisecond) }},
		{"AddF64", func() { kernels.AddF64(dst, x, y) }},
		{"ExpF64", func() { kernels.ExpF64(dst, x) }},
		{"SumF64", func() { kernels.SumF64(x) }},
		{"MandelbrotF64", func() { kernels.MandelbrotF64(counts, xs, xs, 1000) }},
		{"MandelbrotF64/deep", func() { kernels.MandelbrotF64(counts[:64], xs[128:136], xs[128:136], 10_000_000) }},
		{"PiMidpointF64", func() { kernels.PiMidpointF64(0, 1<<22, 1<<22) }},
		{"PiMonteCarlo", func() { kernels.PiMonteCarlo(1, 0, 1<<20) }},
	} {
		b.Run(c.name, func(b *testing.B) { kerneltest.StopTheWorld(b, c.run) })
	}
}
