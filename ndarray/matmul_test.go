package ndarray

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/lanewise/lanewise/kernels/kerneltest"
	"github.com/lanewise/lanewise/threadctl"
)

// plainProduct is the definition of a matrix product.
func plainProduct[T Number](a, b model[T]) model[T] {
	return build([]int{a.shape[0], b.shape[1]}, func(ix []int) (sum T) {
		for l := range a.shape[1] {
			sum += a.at([]int{ix[0], l}) * b.at([]int{l, ix[1]})
		}
		return sum
	})
}

func wholes[T Number](r *rand.Rand, draw func(n int) T, shape ...int) Array[T] {
	a := Zeros[T](shape...)
	d, _ := a.Data()
	for i := range d {
		d[i] = draw(r.IntN(19) - 9)
	}
	return a
}

func testMatMulViews[T Number](t *testing.T, draw func(n int) T) {
	r := rand.New(rand.NewPCG(5, 6))
	for range 40 {
		m, k, n := r.IntN(40), r.IntN(40), r.IntN(40)
		if r.IntN(4) == 0 {
			m = 1
		} else if r.IntN(4) == 0 {
			n = 1
		}
		a, b := wholes(r, draw, m, k), wholes(r, draw, k, n)
		want := plainProduct(modelOf(a), modelOf(b))
		out := randomView(r, Full(draw(7), m, n))
		a, b = randomView(r, a), randomView(r, b)
		checkEqual(t, "MatMul", MatMul(a, b), want)
		checkEqual(t, "MatMulTo", MatMulTo(out, a, b), want)
	}
}

func TestMatMulViews(t *testing.T) {
	testMatMulViews(t, func(n int) float64 { return float64(n) })
	testMatMulViews(t, func(n int) celsius32 { return celsius32(n) })
	testMatMulViews(t, func(n int) complex128 { return complex(float64(n), float64(n*n)) })
	testMatMulViews(t, func(n int) complex64 { return complex(float32(n), float32(n+1)) })
	testMatMulViews(t, func(n int) int8 { return int8(n * 13) })
	testMatMulViews(t, func(n int) uint64 { return uint64(n) << 60 })
}

type celsius32 float32

// Zeros in one operand must not hide infinities and NaNs in the other one.
func TestMatMulOfInfinities(t *testing.T) {
	for _, n := range []int{2, 30} {
		for _, v := range []float64{math.Inf(1), math.NaN()} {
			a, b := Zeros[float64](n, n), Ones[float64](n, n)
			b.Set(v, 1, 0)
			for _, p := range []Array[float64]{MatMul(a, b), MatMul(b.T(), a).T(), MatMul(a.T(), b), MatMul(a, b.T().Copy().T()), MatVec(a, b.T().Row(0)).Reshape(n, 1),
				MatMulTo(Zeros[float64](n, n).T(), a, b), MatMulTo(Zeros[float64](n, n), b.T(), a).T()} {
				for i := range n {
					if p.At(i, 0) == p.At(i, 0) {
						t.Fatalf("%v * 0 = %v", v, p.At(i, 0))
					}
					if p.Shape()[1] > 1 && p.At(i, 1) != 0 {
						t.Fatal("1 * 0 =", p.At(i, 1))
					}
				}
			}
		}
	}
}

func TestMatMulOfFields(t *testing.T) {
	// Strides that are no multiple of the element size.
	s := make([]complex64, 12)
	a := FromSlice(s).Reshape(3, 4)
	l := allocLayout(a.lay.kind, 8, 2)
	copy(l.shape(), []int{2, 2})
	copy(l.strides(), []int{28, 12})
	odd := Array[complex64]{a.p, l.finish(0)}
	odd.Assign(Of[complex64](1, 2, 3, 4).Reshape(2, 2))
	want := model[complex64]{[]int{2, 2}, []complex64{7, 10, 15, 22}}
	checkEqual(t, "operands", MatMul(odd, odd), want)
	plain := odd.Copy()
	checkEqual(t, "output", MatMulTo(odd, plain, plain), want)
	checkEqual(t, "all", MatMulTo(odd, plain, odd.Assign(plain)), want)
}

// Bits must not depend on the number of threads.
func TestMatMulThreads(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	random := func(shape ...int) Array[float64] {
		a := Zeros[float64](shape...)
		d, _ := a.Data()
		for i := range d {
			d[i] = r.NormFloat64()
		}
		return a
	}
	tall, vector := random(700, 300), random(300)
	many, square := random(3000, 5, 6), random(6, 4)
	big := random(150, 150)
	inf := big.Copy()
	inf.Set(math.Inf(1), 3, 3)
	all := func() (bits []float64) {
		for _, p := range []Array[float64]{MatVec(tall, vector), MatVec(tall.T().Copy().T(), vector), MatVec(tall.Slice(All, RS(0, End, 2)), vector.Slice(R(0, 150))), MatMul(many, square), MatMul(big, big), MatMul(big, inf)} {
			bits = slices.AppendSeq(bits, p.Values())
		}
		return bits
	}
	equal := func(x, y float64) bool { return math.Float64bits(x) == math.Float64bits(y) || x != x && y != y }
	two := all()
	defer threadctl.SetBudget(threadctl.SetBudget(1))
	if one := all(); !slices.EqualFunc(one, two, equal) {
		t.Error("results differ between one and several threads")
	}
}

func TestMatMulToAllocatesNothing(t *testing.T) {
	a, out := Ones[float64](4, 4), Zeros[float64](4, 4)
	x, y := Ones[float64](50), Zeros[float64](50)
	big := Ones[float64](50, 50)
	bigOut := Zeros[float64](50, 50)
	for name, f := range map[string]func(){
		"4x4":    func() { MatMulTo(out, a, a) },
		"50x50":  func() { MatMulTo(bigOut, big, big) },
		"MatVec": func() { MatVecTo(y, big, x) },
	} {
		if n := testing.AllocsPerRun(100, f); !kerneltest.RaceEnabled && n > 0 {
			t.Errorf("%s: %v allocations", name, n)
		}
	}
}

func BenchmarkMatMul4(b *testing.B) {
	x := Ones[float64](4, 4)
	b.ReportAllocs()
	for b.Loop() {
		sink = MatMul(x, x).p
	}
}

func BenchmarkMatMul4Transposed(b *testing.B) {
	x := Ones[float64](4, 4)
	b.ReportAllocs()
	for b.Loop() {
		sink = MatMul(x, x.T()).p
	}
}

func benchmarkMatMul[T Number](b *testing.B, n int) {
	x, out := Ones[T](n, n), Zeros[T](n, n)
	for b.Loop() {
		MatMulTo(out, x, x)
	}
	b.ReportMetric(2*float64(n*n*n)*float64(b.N)/float64(b.Elapsed().Nanoseconds()), "Gop/s")
}

func BenchmarkMatMul8(b *testing.B)    { benchmarkMatMul[float64](b, 8) }
func BenchmarkMatMul16(b *testing.B)   { benchmarkMatMul[float64](b, 16) }
func BenchmarkMatMul200(b *testing.B)  { benchmarkMatMul[float64](b, 200) }
func BenchmarkMatMulI32(b *testing.B)  { benchmarkMatMul[int32](b, 200) }
func BenchmarkMatMulI64(b *testing.B)  { benchmarkMatMul[int64](b, 200) }
func BenchmarkMatMulC128(b *testing.B) { benchmarkMatMul[complex128](b, 200) }

func BenchmarkMatMulBatch(b *testing.B) {
	x, out := Ones[float64](10000, 4, 4), Zeros[float64](10000, 4, 4)
	for b.Loop() {
		MatMulTo(out, x, x)
	}
}

func BenchmarkMatVec1000(b *testing.B) {
	x, v, out := Ones[float64](1000, 1000), Ones[float64](1000), Zeros[float64](1000)
	for b.Loop() {
		MatVecTo(out, x, v)
	}
}
