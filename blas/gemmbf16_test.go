package blas

import (
	"fmt"
	"math"
	"math/rand/v2"
	"runtime/debug"
	"testing"
	"time"

	"github.com/klauspost/cpuid/v2"
	"github.com/lanewise/lanewise/blas/internal/check"
	"github.com/lanewise/lanewise/kernels"
	"github.com/lanewise/lanewise/kernels/kerneltest"
	"github.com/lanewise/lanewise/threadctl"
)

// forEachBF16 calls a test at each level, and with and without kernels of pairs.
func forEachBF16(t *testing.T, test func(t *testing.T)) {
	kerneltest.ForEachLevel(t, func(t *testing.T, l kernels.Level) {
		withPairs(false, func() { test(t) })
		if l == kernels.AVX512 && cpuid.CPU.Supports(cpuid.AVX512BF16) {
			t.Run("pairs", func(t *testing.T) { withPairs(true, func() { test(t) }) })
		}
	})
}

func withPairs(pairs bool, f func()) {
	defer func(old bool) { pairKernels = old }(pairKernels)
	pairKernels = pairs
	f()
}

// bf16 returns the bits of x, which is cut off.
func bf16(x float32) uint16 { return uint16(math.Float32bits(x) >> 16) }

func fromBF16(b uint16) float64 { return float64(math.Float32frombits(uint32(b) << 16)) }

// bf16Case is a product whose operands have NaN beside their rows.
type bf16Case struct {
	ta, tb        Transpose
	m, n, k       int
	alpha, beta   float32
	a, b          []uint16
	c             []float32
	lda, ldb, ldc int
}

func newBF16Case(r *rand.Rand, ta, tb Transpose, m, n, k int, draw func() float32) *bf16Case {
	p := &bf16Case{ta: ta, tb: tb, m: m, n: n, k: k, alpha: []float32{1, -0.5, 2}[r.IntN(3)], beta: []float32{0, 1, -2}[r.IntN(3)]}
	matrix := func(t Transpose, m, n int) ([]uint16, int) {
		rows, cols := check.Stored(t, m, n)
		ld := max(cols, 1) + r.IntN(3)
		s := make([]uint16, max(rows-1, 0)*ld+cols)
		for i := range s {
			if s[i] = bf16(draw()); i%ld >= cols {
				s[i] = 0x7fc0
			}
		}
		return s, ld
	}
	p.a, p.lda = matrix(ta, m, k)
	p.b, p.ldb = matrix(tb, k, n)
	p.ldc = n + r.IntN(3)
	p.c = make([]float32, (m-1)*p.ldc+n)
	for i := range p.c {
		if p.c[i] = draw(); p.beta == 0 {
			p.c[i] = float32(math.NaN())
		}
	}
	return p
}

// element returns element (i, j) of the result, and the sum of its terms' absolute values.
func (p *bf16Case) element(i, j int) (sum, most float64) {
	add := func(x float64) { sum, most = sum+x, most+math.Abs(x) }
	for l := range p.k {
		x, y := i*p.lda+l, l*p.ldb+j
		if p.ta != NoTrans {
			x = l*p.lda + i
		}
		if p.tb != NoTrans {
			y = j*p.ldb + l
		}
		add(float64(p.alpha) * fromBF16(p.a[x]) * fromBF16(p.b[y]))
	}
	if p.beta != 0 {
		add(float64(p.beta) * float64(p.c[i*p.ldc+j]))
	}
	return sum, most
}

// run returns the result.
func (p *bf16Case) run() []float32 {
	c := append([]float32{}, p.c...)
	GemmBFloat16(p.ta, p.tb, p.m, p.n, p.k, p.alpha, p.a, p.lda, p.b, p.ldb, p.beta, c, p.ldc)
	return c
}

// check wants the bound, roundings of the sum of absolute values, and what lies beside C
// untouched.
func (p *bf16Case) check(t *testing.T, roundings float64) {
	t.Helper()
	for at, got := range p.run() {
		i, j := at/p.ldc, at%p.ldc
		if j >= p.n {
			if math.Float32bits(got) != math.Float32bits(p.c[at]) {
				t.Fatalf("%c%c %d %d %d: element %d beside row %d is %v", p.ta, p.tb, p.m, p.n, p.k, j, i, got)
			}
			continue
		}
		want, most := p.element(i, j)
		bound := roundings * most * 0x1p-24
		ok := math.Abs(float64(got)-want) <= bound
		if math.IsNaN(want) || math.IsInf(want, 0) {
			ok = math.IsNaN(want) && got != got || float64(got) == want
		}
		if !ok {
			t.Fatalf("%c%c %d %d %d, alpha %v, beta %v: (%d, %d) is %v, want %v within %v", p.ta, p.tb, p.m, p.n, p.k, p.alpha, p.beta, i, j, got, want, bound)
		}
	}
}

// eachBF16Case calls a test with flags and sizes, in blocks of every size and of few
// elements.
func eachBF16Case(t *testing.T, test func(t *testing.T, r *rand.Rand, ta, tb Transpose, m, n, k int)) {
	forEachBF16(t, func(t *testing.T) {
		run := func() {
			r := rand.New(rand.NewPCG(19, 20))
			for _, ta := range transposes {
				for _, tb := range transposes {
					for range tries(4) {
						test(t, r, ta, tb, lengths[float32](r), lengths[float32](r), lengths[float32](r))
					}
				}
			}
		}
		run()
		shrink(run, 2)
	})
}

// TestGemmBFloat16 holds products against float64 loops: within the bound, of integers
// exactly.
func TestGemmBFloat16(t *testing.T) {
	eachBF16Case(t, func(t *testing.T, r *rand.Rand, ta, tb Transpose, m, n, k int) {
		newBF16Case(r, ta, tb, m, n, k, func() float32 { return float32(r.NormFloat64()) }).check(t, float64(k+2))
		newBF16Case(r, ta, tb, m, n, k, func() float32 { return float32(r.IntN(17) - 8) }).check(t, 0)
	})
}

// TestBFloat16Specials has few infinities and NaN among numbers.
func TestBFloat16Specials(t *testing.T) {
	eachBF16Case(t, func(t *testing.T, r *rand.Rand, ta, tb Transpose, m, n, k int) {
		newBF16Case(r, ta, tb, m, n, k, func() float32 {
			if r.IntN(m+n+k) == 0 {
				return float32([]float64{math.NaN(), math.Inf(1), math.Inf(-1)}[r.IntN(3)])
			}
			return float32(r.IntN(3) - 1)
		}).check(t, 0)
	})
}

// TestBFloat16Subnormals: only kernels of pairs take numbers below 2⁻¹²⁶ for 0.
func TestBFloat16Subnormals(t *testing.T) {
	forEachBF16(t, func(t *testing.T) {
		flushed := pairKernels && kernels.Active() == kernels.AVX512
		for k := 1; k <= 3; k++ {
			a, b, c := []uint16{bf16(0x1p-130), bf16(0x1p-131), bf16(0x1p-127)}, []uint16{bf16(0x1p30), bf16(1), bf16(0x1p127)}, []float32{7}
			want := float32([]float64{0x1p-100, 0x1p-100 + 0x1p-131, 1}[k-1])
			if flushed {
				want = 0
			}
			GemmBFloat16(NoTrans, NoTrans, 1, 1, k, 1, a, 3, b, 1, 0, c, 1)
			if c[0] != want {
				t.Errorf("%d products of subnormal numbers: %v, want %v", k, c[0], want)
			}
			a, want = []uint16{bf16(0x1p-100), bf16(0x1p-100), bf16(0x1p-100)}, float32(k)*0x1p-130
			if flushed {
				want = 0
			}
			GemmBFloat16(NoTrans, NoTrans, 1, 1, k, 1, a, 3, []uint16{bf16(0x1p-30), bf16(0x1p-30), bf16(0x1p-30)}, 1, 0, c, 1)
			if c[0] != want {
				t.Errorf("%d subnormal products: %v, want %v", k, c[0], want)
			}
		}
	})
}

// TestBFloat16Empty has empty operands.
func TestBFloat16Empty(t *testing.T) {
	nan, inf := float32(math.NaN()), bf16(float32(math.Inf(1)))
	forEachBF16(t, func(t *testing.T) {
		GemmBFloat16[uint16](NoTrans, NoTrans, 0, 3, 2, 1, nil, 2, nil, 3, 0, nil, 3)
		GemmBFloat16[uint16](NoTrans, NoTrans, 3, 0, 2, 1, nil, 2, nil, 1, 0, nil, 1)
		for _, x := range []struct {
			k           int
			alpha, beta float32
			c, want     float32
		}{{0, 1, 0, nan, 0}, {0, 1, 1, 5, 5}, {0, 1, 2, 5, 10}, {2, 0, 0, nan, 0}, {2, 0, 2, 5, 10}} {
			c := []float32{x.c, x.c, 7, x.c, x.c}
			GemmBFloat16(NoTrans, NoTrans, 2, 2, x.k, x.alpha, []uint16{inf, inf, inf, inf}, 2, []uint16{inf, inf, inf, inf}, 2, x.beta, c, 3)
			for i, v := range []float32{x.want, x.want, 7, x.want, x.want} {
				if c[i] != v {
					t.Errorf("%+v: element %d is %v", x, i, c[i])
				}
			}
		}
	})
}

// TestBFloat16Guards places operands where memory ends and begins.
func TestBFloat16Guards(t *testing.T) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	const most = 120
	var halves [2]*kerneltest.Arena
	for i := range halves {
		halves[i] = kerneltest.NewArena(t, 2*most*most)
	}
	floats := kerneltest.NewArena(t, 4*most*most)
	eachBF16Case(t, func(t *testing.T, r *rand.Rand, ta, tb Transpose, m, n, k int) {
		p := newBF16Case(r, ta, tb, m, n, k, func() float32 { return float32(r.IntN(17) - 8) })
		move, moveC := kerneltest.Back[uint16], kerneltest.Back[float32]
		if r.IntN(2) == 0 {
			move, moveC = kerneltest.Front[uint16], kerneltest.Front[float32]
		}
		a, b, c := move(halves[0], len(p.a)), move(halves[1], len(p.b)), moveC(floats, len(p.c))
		copy(a, p.a)
		copy(b, p.b)
		copy(c, p.c)
		want := p.run()
		GemmBFloat16(ta, tb, m, n, k, p.alpha, a, p.lda, b, p.ldb, p.beta, c, p.ldc)
		sameBits(t, c, want)
	})
}

func sameBits(t *testing.T, got, want []float32) {
	t.Helper()
	for i, v := range want {
		if math.Float32bits(got[i]) != math.Float32bits(v) {
			t.Fatalf("element %d is %v, want the bits of %v", i, got[i], v)
		}
	}
}

// TestBFloat16Threads wants the same bits from any number of threads.
func TestBFloat16Threads(t *testing.T) {
	defer threadctl.SetBudget(threadctl.SetBudget(0))
	forEachBF16(t, func(t *testing.T) {
		r := rand.New(rand.NewPCG(21, 22))
		for i := range 4 {
			p := newBF16Case(r, transposes[i%2], transposes[i/2], 90, 170, 407, func() float32 { return float32(r.NormFloat64()) })
			threadctl.SetBudget(1)
			want := p.run()
			for threads := 2; threads <= 3; threads++ {
				threadctl.SetBudget(threads)
				sameBits(t, p.run(), want)
			}
		}
	})
}

// TestBFloat16Panics wants Gemm's panics, and nothing written.
func TestBFloat16Panics(t *testing.T) {
	r := rand.New(rand.NewPCG(23, 24))
	texts := map[any]bool{}
	for range 4000 {
		flag := func() Transpose { return append(transposes, transposes...)[r.IntN(6)] + Transpose(r.IntN(20)/19) }
		ta, tb, m, n, k := flag(), flag(), r.IntN(20)-1, r.IntN(20)-1, r.IntN(20)-1
		lda, ldb, ldc := r.IntN(24), r.IntN(24), r.IntN(24)
		lenA, lenB, lenC := r.IntN(500), r.IntN(500), r.IntN(500)
		c := make([]float32, lenC)
		for i := range c {
			c[i] = 5
		}
		got := panicOf(func() {
			GemmBFloat16(ta, tb, m, n, k, 1, make([]uint16, lenA), lda, make([]uint16, lenB), ldb, 0, c, ldc)
		})
		want := panicOf(func() {
			Gemm(ta, tb, m, n, k, 1, make([]float32, lenA), lda, make([]float32, lenB), ldb, 0, make([]float32, lenC), ldc)
		})
		if got != want {
			t.Fatalf("%c%c %d %d %d, %d %d %d, %d %d %d: panic %v, want %v", ta, tb, m, n, k, lda, ldb, ldc, lenA, lenB, lenC, got, want)
		}
		for i := range c {
			if got != nil && c[i] != 5 {
				t.Fatalf("%v: C was written", got)
			}
		}
		texts[got] = true
	}
	if len(texts) < 11 {
		t.Errorf("only %d kinds of misuse", len(texts))
	}
}

// TestBFloat16Allocations: products allocate nothing once there are buffers.
func TestBFloat16Allocations(t *testing.T) {
	if kerneltest.RaceEnabled {
		t.Skip("under the race detector pools forget at random")
	}
	defer debug.SetGCPercent(debug.SetGCPercent(-1)) // which empties pools
	defer threadctl.SetBudget(threadctl.SetBudget(1))
	forEachBF16(t, func(t *testing.T) {
		r := rand.New(rand.NewPCG(25, 26))
		for _, ta := range transposes {
			p := newBF16Case(r, ta, ta, 70, 60, 51, func() float32 { return 1 })
			if n := testing.AllocsPerRun(20, func() {
				GemmBFloat16(p.ta, p.tb, p.m, p.n, p.k, p.alpha, p.a, p.lda, p.b, p.ldb, p.beta, p.c, p.ldc)
			}); n > 0 {
				t.Errorf("%c: %v allocations", ta, n)
			}
		}
	})
}

// BenchmarkGemmBFloat16 measures square products on one thread in turn with those of
// float32, and reports their ratio.
func BenchmarkGemmBFloat16(b *testing.B) {
	defer threadctl.SetBudget(threadctl.SetBudget(1))
	for _, pairs := range []bool{false, true} {
		name := map[bool]string{false: "widened", true: "pairs"}[pairs]
		for _, n := range []int{32, 128, 512, 1024} {
			if pairs && !(kernels.Active() == kernels.AVX512 && cpuid.CPU.Supports(cpuid.AVX512BF16)) {
				continue
			}
			b.Run(fmt.Sprintf("%s/%d", name, n), func(b *testing.B) { withPairs(pairs, func() { benchBF16(b, n) }) })
		}
	}
}

func benchBF16(b *testing.B, n int) {
	u, v, c := make([]uint16, n*n), make([]uint16, n*n), make([]float32, n*n)
	for i := range u {
		u[i], v[i] = bf16(1), bf16(1)
	}
	benchBesideSgemm(b, n, func() { GemmBFloat16(NoTrans, NoTrans, n, n, n, 1, u, n, v, n, 0, c, n) })
}

// benchBesideSgemm measures a square product and one of float32 in turn.
func benchBesideSgemm(b *testing.B, n int, product func()) {
	x, y, c := make([]float32, n*n), make([]float32, n*n), make([]float32, n*n)
	for i := range x {
		x[i], y[i] = 1, 1
	}
	var single, narrow time.Duration
	for b.Loop() {
		start := time.Now()
		Gemm(NoTrans, NoTrans, n, n, n, 1, x, n, y, n, 0, c, n)
		middle := time.Now()
		product()
		single += middle.Sub(start)
		narrow += time.Since(middle)
	}
	b.ReportMetric(2*math.Pow(float64(n), 3)*float64(b.N)/float64(narrow.Nanoseconds()), "GOP/s")
	b.ReportMetric(float64(single)/float64(narrow), "times-sgemm")
}
