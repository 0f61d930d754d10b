package threadctl

import (
	"context"
	"testing"
)

func BenchmarkForInline(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		For(background, 8, 8, func(lo, hi int) {})
	}
}

func BenchmarkForEmptyHot(b *testing.B) {
	setBudget(b, 2)
	b.ReportAllocs()
	for b.Loop() {
		For(background, 8, 1, func(lo, hi int) {})
	}
}

// A region that may not fork: what the claims cost.
func BenchmarkForEmptyAlone(b *testing.B) {
	b.ReportAllocs()
	ctx := WithLimit(background, 1)
	for b.Loop() {
		For(ctx, 8, 1, func(lo, hi int) {})
	}
}

func BenchmarkForNested(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		For(background, 8, 1, func(lo, hi int) {
			For(background, 8, 1, func(lo, hi int) {
				For(background, 8, 1, func(lo, hi int) {})
			})
		})
	}
}

// 160 us of work in 8 chunks, on one thread and on all.
func BenchmarkForWork(b *testing.B) {
	for name, ctx := range map[string]context.Context{"one": WithLimit(background, 1), "all": background} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				For(ctx, 8, 1, func(lo, hi int) { compute(20_000) })
			}
		})
	}
}

func BenchmarkReduce(b *testing.B) {
	for name, n := range map[string]int{"inline": 1, "100": 100} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Reduce(background, n, 1, func(lo, hi int) float64 { return 1 }, func(a, b float64) float64 { return a + b })
			}
		})
	}
}

func BenchmarkLimit(b *testing.B) {
	ctx := WithLimit(background, 4)
	for b.Loop() {
		Limit(ctx)
	}
}

func BenchmarkReadLimits(b *testing.B) {
	for b.Loop() {
		Info()
	}
}
