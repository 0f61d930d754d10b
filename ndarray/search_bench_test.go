package ndarray

import (
	"math/rand/v2"
	"testing"
)

// The operations that NumPy's users run on small arrays all day, and on large ones.

func randomFloats(n int) Array[float64] {
	r := rand.New(rand.NewPCG(1, 1))
	a := Zeros[float64](n)
	for i := range elemsOf(a) {
		elemsOf(a)[i] = r.NormFloat64()
	}
	return a
}

func randomIndices(n, limit int) Array[int] {
	r := rand.New(rand.NewPCG(2, 2))
	a := Zeros[int](n)
	for i := range elemsOf(a) {
		elemsOf(a)[i] = r.IntN(limit)
	}
	return a
}

func benchIndex(b *testing.B, f func()) {
	b.ReportAllocs()
	for b.Loop() {
		f()
	}
}

func BenchmarkMask(b *testing.B) {
	for name, n := range map[string]int{"10": 10, "1M": 1 << 20} {
		a := randomFloats(n)
		m := a.GreaterScalar(0)
		c := a.Copy()
		b.Run(name, func(b *testing.B) { benchIndex(b, func() { a.Mask(m) }) })
		b.Run("Index"+name, func(b *testing.B) { benchIndex(b, func() { a.Index(m) }) })
		b.Run("Fill"+name, func(b *testing.B) { benchIndex(b, func() { c.FillMask(m, 1) }) })
		b.Run("Nonzero"+name, func(b *testing.B) { benchIndex(b, func() { Nonzero(m) }) })
	}
}

func BenchmarkSort(b *testing.B) {
	for name, n := range map[string]int{"8": 8, "1k": 1000, "1M": 1 << 20} {
		a := randomFloats(n)
		out := a.Copy()
		b.Run(name, func(b *testing.B) { benchIndex(b, func() { Sort(a, 0) }) })
		b.Run("To"+name, func(b *testing.B) { benchIndex(b, func() { SortTo(out, a, 0) }) })
		b.Run("Arg"+name, func(b *testing.B) { benchIndex(b, func() { ArgSort(a, 0) }) })
	}
	a := randomFloats(1<<20).Reshape(1024, 1024)
	b.Run("Axis0", func(b *testing.B) { benchIndex(b, func() { Sort(a, 0) }) })
	b.Run("Axis1", func(b *testing.B) { benchIndex(b, func() { Sort(a, 1) }) })
	b.Run("ArgMax0", func(b *testing.B) { benchIndex(b, func() { ArgMaxAxis(a, 0) }) })
	b.Run("ArgMax1", func(b *testing.B) { benchIndex(b, func() { ArgMaxAxis(a, 1) }) })
	c := Zeros[complex128](1 << 18)
	for i := range elemsOf(c) {
		elemsOf(c)[i] = complex(elemsOf(a)[i], elemsOf(a)[2*i])
	}
	b.Run("Complex256k", func(b *testing.B) { benchIndex(b, func() { Sort(c, 0) }) })
}

func BenchmarkTake(b *testing.B) {
	for name, n := range map[string]int{"10": 10, "1M": 1 << 20} {
		a, ix := randomFloats(n), randomIndices(n, n)
		out := a.Copy()
		b.Run(name, func(b *testing.B) { benchIndex(b, func() { Take(a, ix, 0) }) })
		b.Run("To"+name, func(b *testing.B) { benchIndex(b, func() { TakeTo(out, a, ix, 0) }) })
		b.Run("Index"+name, func(b *testing.B) { benchIndex(b, func() { a.Index(ix) }) })
		b.Run("Set"+name, func(b *testing.B) { benchIndex(b, func() { out.SetIndex(a, ix) }) })
		b.Run("Along"+name, func(b *testing.B) { benchIndex(b, func() { TakeAlongAxis(a, ix, 0) }) })
	}
	a, ix := randomFloats(1<<20).Reshape(1024, 1024), randomIndices(1024, 1024)
	b.Run("Rows", func(b *testing.B) { benchIndex(b, func() { Take(a, ix, 0) }) })
	b.Run("Columns", func(b *testing.B) { benchIndex(b, func() { Take(a, ix, 1) }) })
	b.Run("Pairs", func(b *testing.B) { benchIndex(b, func() { a.Index(ix, ix) }) })
}

func BenchmarkSearch(b *testing.B) {
	a := randomFloats(1 << 20)
	s, i := Sort(a, 0), randomIndices(1<<20, 1000)
	b.Run("SearchSorted1M", func(b *testing.B) { benchIndex(b, func() { SearchSorted(s, a, Left) }) })
	b.Run("Unique1M", func(b *testing.B) { benchIndex(b, func() { Unique(i) }) })
	b.Run("UniqueAll1M", func(b *testing.B) { benchIndex(b, func() { UniqueAll(i) }) })
	b.Run("IsIn1M", func(b *testing.B) { benchIndex(b, func() { IsIn(i, i.Slice(R(0, 100))) }) })
	b.Run("ArgMax1M", func(b *testing.B) { benchIndex(b, func() { ArgMax(a) }) })
	b.Run("TopK1M", func(b *testing.B) { benchIndex(b, func() { TopK(a, 10, 0) }) })
	b.Run("Partition1M", func(b *testing.B) { benchIndex(b, func() { Partition(a, 1000, 0) }) })
	small := Of(3.0, 1, 2)
	b.Run("ArgMax3", func(b *testing.B) { benchIndex(b, func() { small.ArgMax() }) })
	b.Run("Unique10", func(b *testing.B) { benchIndex(b, func() { Unique(i.Slice(R(0, 10))) }) })
}
