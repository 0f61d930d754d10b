package blas_test

import (
	"fmt"
	"testing"
	"time"
	"unsafe"

	"github.com/lanewise/lanewise/blas"
	"github.com/lanewise/lanewise/kernels"
	"github.com/lanewise/lanewise/kernels/kerneltest"
	"github.com/lanewise/lanewise/threadctl"
	gonum "gonum.org/v1/gonum/blas"
)

// peakRate returns the operations in a nanosecond that fused multiply-adds alone
// reach on one thread.
func peakRate(kind kernels.ProbeKind) float64 {
	best := 0.0
	for range 5 {
		start := time.Now()
		n := kernels.Probe(kind, 1<<16)
		best = max(best, 2*float64(n)/float64(time.Since(start).Nanoseconds()))
	}
	return best
}

func benchGemm[T blas.Scalar](b *testing.B, name string, flops float64, m, n, k, ld int) {
	b.Run(fmt.Sprintf("%s/%dx%dx%d", name, m, n, k), func(b *testing.B) {
		x, y, z := kernels.Make[T](m*max(k, ld)), kernels.Make[T](k*max(n, ld)), kernels.Make[T](m*max(n, ld))
		for i := range x {
			x[i] = T(1)
		}
		for i := range y {
			y[i] = T(1)
		}
		for b.Loop() {
			blas.Gemm(blas.NoTrans, blas.NoTrans, m, n, k, 1, x, max(k, ld), y, max(n, ld), 0, z, max(n, ld))
		}
		rate := flops * float64(m) * float64(n) * float64(k) * float64(b.N) / float64(b.Elapsed().Nanoseconds())
		b.ReportMetric(rate, "GFLOP/s")
		kind := kernels.ProbeFMAF64
		if size := unsafe.Sizeof(x[0]); size == 4 {
			kind = kernels.ProbeFMAF32
		}
		b.ReportMetric(100*rate/peakRate(kind), "%peak")
	})
}

// BenchmarkGemm measures square products on one thread.
func BenchmarkGemm(b *testing.B) {
	defer threadctl.SetBudget(threadctl.SetBudget(1))
	for _, n := range []int{8, 16, 32, 64, 100, 128, 256, 512, 1000, 1024, 2048} {
		benchGemm[float64](b, "f64", 2, n, n, n, 0)
		benchGemm[float32](b, "f32", 2, n, n, n, 0)
		benchGemm[complex128](b, "c128", 8, n, n, n, 0)
	}
}

// BenchmarkStopTheWorld shows how long the collector waits for large routines on one
// thread and on two.
func BenchmarkStopTheWorld(b *testing.B) {
	const n = 4096
	x, y, z := kernels.Make[float64](n*n), kernels.Make[float64](n*n), kernels.Make[float64](n*n)
	x32, y32, z32 := kernels.Make[float32](n*n), kernels.Make[float32](n*n), kernels.Make[float32](n*n)
	for i := range n {
		x[i*n+i] = 1
	}
	impl := blas.Implementation{}
	for _, c := range []struct {
		name string
		run  func()
	}{
		{"idle", func() { time.Sleep(time.Millisecond) }},
		{"GemmF64", func() { blas.Gemm(blas.NoTrans, blas.NoTrans, n, n, n, 1, x, n, y, n, 0, z, n) }},
		{"GemmF32", func() { blas.Gemm(blas.NoTrans, blas.NoTrans, n, n, n, 1, x32, n, y32, n, 0, z32, n) }},
		{"GemmF64/transposed", func() { blas.Gemm(blas.Trans, blas.Trans, n, n, n, 1, x, n, y, n, 0, z, n) }},
		{"TrsmF64", func() { impl.Dtrsm(gonum.Left, gonum.Lower, blas.NoTrans, gonum.NonUnit, n, n, 1, x, n, y, n) }},
		{"GemvF64", func() { impl.Dgemv(blas.NoTrans, n, n, 1, x, n, y, 1, 0, z, 1) }},
		{"GemvF64/transposed", func() { impl.Dgemv(blas.Trans, n, n, 1, x, n, y, 1, 0, z, 1) }},
		{"AxpyF64", func() { impl.Daxpy(n*n, 1, x, 1, y, 1) }},
	} {
		for threads := 1; threads <= 2; threads++ {
			b.Run(fmt.Sprintf("%s/threads=%d", c.name, threads), func(b *testing.B) {
				defer threadctl.SetBudget(threadctl.SetBudget(threads))
				kerneltest.StopTheWorld(b, c.run)
			})
		}
	}
}
