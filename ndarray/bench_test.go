package ndarray

import "testing"

var sink *float64

// BenchmarkMake3 is the cost of the memory alone, to compare with.
func BenchmarkMake3(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		sink = alloc[float64](3)
	}
}

func benchmarkBinary(b *testing.B, x, y Array[float64]) {
	b.ReportAllocs()
	for b.Loop() {
		sink = Add(x, y).p
	}
}

func BenchmarkAdd3(b *testing.B) { benchmarkBinary(b, Zeros[float64](3), Zeros[float64](3)) }

func BenchmarkAddBroadcast(b *testing.B) { benchmarkBinary(b, Zeros[float64](3, 4), Zeros[float64](4)) }

func BenchmarkAddOuter(b *testing.B) { benchmarkBinary(b, Zeros[float64](3, 1), Zeros[float64](4)) }

func BenchmarkAdd64(b *testing.B) { benchmarkBinary(b, Zeros[float64](64), Zeros[float64](64)) }

func BenchmarkAdd1M(b *testing.B) { benchmarkBinary(b, Zeros[float64](1<<20), Zeros[float64](1<<20)) }

func BenchmarkAddTransposed(b *testing.B) {
	benchmarkBinary(b, Zeros[float64](500, 500).T(), Zeros[float64](500, 500))
}

func benchmarkTo(b *testing.B, n int) {
	x, y, out := Zeros[float64](n), Zeros[float64](n), Zeros[float64](n)
	b.SetBytes(int64(24 * n))
	b.ReportAllocs()
	for b.Loop() {
		AddTo(out, x, y)
	}
}

func BenchmarkAddTo3(b *testing.B)  { benchmarkTo(b, 3) }
func BenchmarkAddTo1K(b *testing.B) { benchmarkTo(b, 1000) }
func BenchmarkAddTo1M(b *testing.B) { benchmarkTo(b, 1<<20) }

func BenchmarkAddScalar3(b *testing.B) {
	x := Zeros[float64](3)
	b.ReportAllocs()
	for b.Loop() {
		sink = AddScalar(x, 2).p
	}
}

func BenchmarkExpTo1M(b *testing.B) {
	x, out := Zeros[float64](1<<20), Zeros[float64](1<<20)
	b.SetBytes(int64(16 << 20))
	for b.Loop() {
		ExpTo(out, x)
	}
}

func benchmarkSum(b *testing.B, x Array[float64]) {
	b.SetBytes(int64(8 * x.Size()))
	b.ReportAllocs()
	for b.Loop() {
		x.Sum()
	}
}

func BenchmarkSum12(b *testing.B) { benchmarkSum(b, Zeros[float64](3, 4)) }
func BenchmarkSum1M(b *testing.B) { benchmarkSum(b, Zeros[float64](1<<20)) }
func BenchmarkSumTransposed(b *testing.B) {
	benchmarkSum(b, Zeros[float64](1000, 1000).T())
}

func benchmarkSumAxis(b *testing.B, axis int) {
	x := Zeros[float64](1000, 1000)
	b.SetBytes(8e6)
	for b.Loop() {
		x.SumAxis(axis)
	}
}

func BenchmarkSumAxis0(b *testing.B) { benchmarkSumAxis(b, 0) }
func BenchmarkSumAxis1(b *testing.B) { benchmarkSumAxis(b, 1) }

func BenchmarkAt(b *testing.B) {
	x := Zeros[float64](3, 4)
	for b.Loop() {
		x.At(1, 2)
	}
}

func BenchmarkAt2(b *testing.B) {
	x := Zeros[float64](3, 4)
	for b.Loop() {
		x.At2(1, 2)
	}
}

func BenchmarkRow(b *testing.B) {
	x := Zeros[float64](3, 4)
	b.ReportAllocs()
	for b.Loop() {
		sink = x.Row(1).p
	}
}

func BenchmarkSlice(b *testing.B) {
	x := Zeros[float64](30, 40)
	b.ReportAllocs()
	for b.Loop() {
		sink = x.Slice(R(1, 9), RS(End, Begin, -1)).p
	}
}

func BenchmarkValues(b *testing.B) {
	x := Zeros[float64](1000)
	b.ReportAllocs()
	for b.Loop() {
		sumValues(x)
	}
}

func sumValues(x Array[float64]) float64 {
	s := 0.0
	for v := range x.Values() {
		s += v
	}
	return s
}
