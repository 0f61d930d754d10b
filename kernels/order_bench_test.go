package kernels_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/lanewise/lanewise/kernels"
)

// BenchmarkOrder times the order kernels on random elements. What works in place
// gets a fresh copy each time, whose cost is part of the result (copying 4096
// elements takes 0.1 ns each).
func BenchmarkOrder(b *testing.B) {
	for _, n := range []int{4096, 1 << 20} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.Run("F64", func(b *testing.B) { benchmarkOrder[float64](b, n) })
			b.Run("F32", func(b *testing.B) { benchmarkOrder[float32](b, n) })
			b.Run("I64", func(b *testing.B) { benchmarkOrder[int64](b, n) })
			b.Run("I32", func(b *testing.B) { benchmarkOrder[int32](b, n) })
			b.Run("U8", func(b *testing.B) { benchmarkOrder[uint8](b, n) })
		})
	}
}

func benchmarkOrder[T kernels.Real](b *testing.B, n int) {
	r := rand.New(rand.NewPCG(1, 2))
	src, x, dst := make([]T, n), make([]T, n), make([]T, n)
	for i := range src {
		if src[i] = draw[T](r); isFloat[T]() {
			src[i] = T(r.NormFloat64())
		}
	}
	idx, work := make([]int, n), make([]int, n)
	sorted := slices.Clone(src)
	slices.Sort(sorted)
	half := slices.Clone(src)
	slices.Sort(half[:n/2])
	slices.Sort(half[n/2:])
	lo, hi := float64(sorted[0]), float64(sorted[n-1])
	for _, c := range []struct {
		name string
		run  func()
	}{
		{"Sort", func() { copy(x, src); kernels.Sort(x) }},
		{"SortStable", func() { copy(x, src); kernels.SortStable(x, dst) }},
		{"Partition", func() { copy(x, src); kernels.Partition(x, n/2) }},
		{"Argsort", func() { kernels.Argsort(idx, src) }},
		{"Argpartition", func() { kernels.Argpartition(idx, src, n/2) }},
		{"TopK100", func() { kernels.TopK(dst[:100], idx[:100], src, work, kernels.Largest) }},
		{"SearchSorted", func() { kernels.SearchSorted(idx, sorted, src, kernels.Left) }},
		{"SearchSorted1000", func() { kernels.SearchSorted(idx, sorted[:1000], src, kernels.Left) }},
		{"Merge", func() { kernels.Merge(dst, half[:n/2], half[n/2:]) }},
		{"Unique", func() { kernels.Unique(dst, sorted) }},
		{"Histogram100", func() { kernels.Histogram(idx[:100], src, lo, hi) }},
		{"HistogramEdges1000", func() { kernels.HistogramEdges(idx[:1000], src, sorted[:1001]) }},
	} {
		b.Run(c.name, func(b *testing.B) { perLevel(b, n, c.run) })
	}
}
