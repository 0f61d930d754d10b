package blas

import (
	"math/rand/v2"
	"testing"

	"github.com/lanewise/lanewise/blas/internal/check"
	"github.com/lanewise/lanewise/kernels"
	"github.com/lanewise/lanewise/kernels/kerneltest"
)

// eachSize calls a test with flags and sizes of products.
func eachSize(t *testing.T, test func(r *rand.Rand, ta, tb Transpose, m, n, k int)) {
	kerneltest.ForEachLevel(t, func(t *testing.T, l kernels.Level) {
		run := func() {
			r := rand.New(rand.NewPCG(15, 16))
			for _, ta := range transposes {
				for _, tb := range transposes {
					test(r, ta, tb, lengths[complex64](r), lengths[complex64](r), lengths[complex64](r))
				}
			}
		}
		run()
		shrink(run, 2)
	})
}

func sameElements[T Scalar](t *testing.T, name string, got, want []T) {
	t.Helper()
	for i := range want {
		if !same(got[i], want[i]) {
			t.Fatalf("%s: element %d is %v, want %v", name, i, got[i], want[i])
		}
	}
}

// TestGemmt holds the triangle against Gemm's, and the rest against what was there.
func TestGemmt(t *testing.T) {
	eachSize(t, func(r *rand.Rand, ta, tb Transpose, n, _, k int) {
		rowsA, colsA := check.Stored(ta, n, k)
		rowsB, colsB := check.Stored(tb, k, n)
		a, b, c := newTestMatrix[complex64](r, rowsA, colsA, 1), newTestMatrix[complex64](r, rowsB, colsB, 0), newTestMatrix[complex64](r, n, n, 2)
		x, y := a.op(ta), b.op(tb)
		for _, uplo := range uplos {
			got := c.copy()
			Gemmt(uplo, ta, tb, n, k, 2, a.s, a.ld, b.s, b.ld, 3, got.s, got.ld)
			compare(t, "gemmt", got, c, areaOf(uplo), k, func(i, j, l int) complex128 { return 2 * x(i, l) * y(l, j) }, 3, false)
		}
	})
}

// TestPackedB: a product with a packed matrix has the bits of one with the matrix.
func TestPackedB(t *testing.T) {
	eachSize(t, func(r *rand.Rand, ta, tb Transpose, m, n, k int) {
		rowsA, colsA := check.Stored(ta, m, k)
		rowsB, colsB := check.Stored(tb, k, n)
		a, b, c := newTestMatrix[complex64](r, rowsA, colsA, 1), newTestMatrix[complex64](r, rowsB, colsB, 0), newTestMatrix[complex64](r, m, n, 2)
		want := c.copy()
		Gemm(ta, tb, m, n, k, 2, a.s, a.ld, b.s, b.ld, 3, want.s, want.ld)
		p := PackB(tb, k, n, b.s, b.ld)
		clear(b.s)
		GemmPacked(ta, m, 2, a.s, a.ld, p, 3, c.s, c.ld)
		sameElements(t, "packed", c.s, want.s)
	})
	GemmPacked(NoTrans, 2, 1, nil, 1, PackB[float32](NoTrans, 0, 0, nil, 1), 0, nil, 1)
}

// TestGemmBatch holds both forms against single products.
func TestGemmBatch(t *testing.T) {
	const count = 5
	eachSize(t, func(r *rand.Rand, ta, tb Transpose, m, n, k int) {
		rowsA, colsA := check.Stored(ta, m, k)
		rowsB, colsB := check.Stored(tb, k, n)
		var a, b, c, want [][]complex64
		var allA, allC []complex64
		for range count {
			a, b, c = append(a, newTestMatrix[complex64](r, rowsA, colsA, 0).s), append(b, newTestMatrix[complex64](r, rowsB, colsB, 0).s), append(c, newTestMatrix[complex64](r, m, n, 0).s)
		}
		for i := range a {
			a[i], b[i] = a[i][:rowsA*colsA], b[0]
			allA, allC = append(allA, a[i]...), append(allC, c[i]...)
			want = append(want, append([]complex64{}, c[i]...))
			Gemm(ta, tb, m, n, k, 2, a[i], colsA, b[i], colsB, 3, want[i], n)
		}
		GemmBatch(ta, tb, m, n, k, 2, a, colsA, b, colsB, 3, c, n)
		GemmBatchStrided(ta, tb, m, n, k, 2, allA, colsA, rowsA*colsA, b[0], colsB, 0, 3, allC, n, m*n, count)
		for i := range c {
			sameElements(t, "batch", c[i], want[i])
			sameElements(t, "strided batch", allC[i*m*n:][:m*n], want[i])
		}
	})
}

func TestBatchPanics(t *testing.T) {
	x := make([]float64, 8)
	one, two := [][]float64{x}, [][]float64{x, x[:3]}
	for _, c := range []struct {
		want string
		call func()
	}{
		{badBatch, func() { GemmBatch(NoTrans, NoTrans, 2, 2, 2, 1, one, 2, two, 2, 0, one, 2) }},
		{check.ShortB, func() { GemmBatch(NoTrans, NoTrans, 2, 2, 2, 1, [][]float64{x, x}, 2, two, 2, 0, [][]float64{x, x}, 2) }},
		{check.BadTranspose, func() { GemmBatch('x', NoTrans, 2, 2, 2, 1, one, 2, one, 2, 0, one, 2) }},
		{badCount, func() { GemmBatchStrided(NoTrans, NoTrans, 2, 2, 2, 1, x, 2, 4, x, 2, 4, 0, x, 2, 4, -1) }},
		{badStrideA, func() { GemmBatchStrided(NoTrans, NoTrans, 2, 2, 2, 1, x, 2, -1, x, 2, 4, 0, x, 2, 4, 2) }},
		{badStrideB, func() { GemmBatchStrided(NoTrans, NoTrans, 2, 2, 2, 1, x, 2, 4, x, 2, -4, 0, x, 2, 4, 2) }},
		{badStrideC, func() { GemmBatchStrided(NoTrans, NoTrans, 2, 2, 2, 1, x, 2, 4, x, 2, 4, 0, x, 2, 3, 2) }},
		{check.ShortA, func() { GemmBatchStrided(NoTrans, NoTrans, 2, 2, 2, 1, x, 2, 4, x, 2, 4, 0, x, 2, 4, 3) }},
		{check.BadUplo, func() { Gemmt('x', NoTrans, NoTrans, 2, 2, 1, x, 2, x, 2, 0, x, 2) }},
		{check.ShortC, func() { Gemmt('U', NoTrans, NoTrans, 2, 2, 1, x, 2, x, 2, 0, x[:3], 2) }},
		{check.BadLdB, func() { PackB(NoTrans, 2, 2, x, 1) }},
		{check.ShortB, func() { PackB(NoTrans, 2, 2, x[:3], 2) }},
		{check.KLT0, func() { PackB(NoTrans, -1, 2, x, 2) }},
		{check.BadLdC, func() { GemmPacked(NoTrans, 2, 1, x, 2, PackB(NoTrans, 2, 2, x, 2), 0, x, 1) }},
		{check.ShortA, func() { GemmPacked(NoTrans, 2, 1, x[:3], 2, PackB(NoTrans, 2, 2, x, 2), 0, x, 2) }},
	} {
		if got := panicOf(c.call); got != c.want {
			t.Errorf("panic %v, want %s", got, c.want)
		}
	}
}

// TestBlocks chooses blocks for caches of odd sizes.
func TestBlocks(t *testing.T) {
	for l := range kernels.NEON + 1 {
		for k := range kinds {
			for _, l1 := range []int{1, 16 << 10, 48 << 10, 1 << 30} {
				for _, l2 := range []int{1, 256 << 10, 1 << 30} {
					s := newBlocks(l, k, l1, l2)
					if s.mc < s.mr || s.mc%s.mr != 0 || s.nc < s.nr || s.nc%s.nr != 0 || s.kc < 64 || s.lanes != 1<<s.shift ||
						s.mc*s.nr*s.kc*s.work > 2<<20 || s.kc*s.nc*k.bytes() > 8<<20 {
						t.Errorf("%v, kind %d, caches of %d and %d: %+v", l, k, l1, l2, s)
					}
				}
			}
		}
	}
}
