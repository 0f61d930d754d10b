package blas

import (
	"math"
	"math/rand/v2"
	"runtime/debug"
	"slices"
	"testing"

	"github.com/lanewise/lanewise/blas/internal/check"
	"github.com/lanewise/lanewise/kernels"
	"github.com/lanewise/lanewise/kernels/kerneltest"
)

// TestDots checks products that consist of dot products against sums in float64, between pages that
// can't be touched, and their bits on one thread against those on three.
func TestDots(t *testing.T) {
	kerneltest.ForEachLevel(t, func(t *testing.T, l kernels.Level) {
		if dotTileCount(l) == 0 {
			t.Log("no kernel: such products are like others")
			return
		}
		dotsOf[float32](t, 0x1p-24)
		dotsOf[float64](t, 0x1p-53)
	})
}

func dotsOf[T float32 | float64](t *testing.T, rounding float64) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	s := blocksOf[T]()
	r := rand.New(rand.NewPCG(17, 18))
	var arenas [3]*kerneltest.Arena
	for i := range arenas {
		arenas[i] = kerneltest.NewArena(t, 300*1200*8)
	}
	count := 0
	for try := range 80 {
		long, short, k := dotChunk+r.IntN(200), 1+r.IntN(s.nr), s.dotDepth+r.IntN(4*s.dotDepth)
		m, n, ta, tb := long, short, NoTrans, transposes[try/2%2]
		if try%2 == 1 {
			m, n, ta, tb = short, long, transposes[try/2%2], Trans
		}
		if !s.dots(long, short, k, (ta == NoTrans) == (tb == Trans)) {
			continue
		}
		count++
		place := kerneltest.Back[T]
		if try%4 < 2 {
			place = kerneltest.Front[T]
		}
		rowsA, lda := check.Stored(ta, m, k)
		rowsB, ldb := check.Stored(tb, k, n)
		a, b, c := place(arenas[0], rowsA*lda), place(arenas[1], rowsB*ldb), place(arenas[2], m*n)
		for _, v := range [][]T{a, b, c} {
			for i := range v {
				v[i] = T(r.NormFloat64())
			}
		}
		alpha, beta := []T{1, -0.75}[try/3%2], []T{0, 1, 0.5}[try%3]
		if beta == 0 {
			c[len(c)-1] = T(math.NaN())
		}
		before := slices.Clone(c)
		x, y := newOperand(ta, a, lda), newOperand(tb, b, ldb)
		Gemm(ta, tb, m, n, k, alpha, a, lda, b, ldb, beta, c, n)
		for i := range m {
			for j := range n {
				sum, size := 0.0, 0.0
				for l := range k {
					p := float64(x.s[i*x.row+l*x.col]) * float64(y.s[l*y.row+j*y.col])
					sum, size = sum+p, size+math.Abs(p)
				}
				want, size := float64(alpha)*sum, math.Abs(float64(alpha))*size
				if beta != 0 {
					want += float64(beta) * float64(before[i*n+j])
					size += math.Abs(float64(beta) * float64(before[i*n+j]))
				}
				if got := float64(c[i*n+j]); !(math.Abs(got-want) <= float64(k+2)*2*rounding*size) {
					t.Fatalf("%T %c%c %d %d %d alpha %v beta %v: element (%d, %d) is %v, not %v", alpha, ta, tb, m, n, k, alpha, beta, i, j, got, want)
				}
			}
		}
		again := slices.Clone(before)
		shareAll(3, func() { Gemm(ta, tb, m, n, k, alpha, a, lda, b, ldb, beta, again, n) })
		if !slices.Equal(c, again) {
			t.Fatalf("%T %c%c %d %d %d: other bits on three threads", alpha, ta, tb, m, n, k)
		}
	}
	if count < 25 {
		t.Fatalf("only %d products consisted of dot products", count)
	}
}
