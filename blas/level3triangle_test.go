package blas

import (
	"math/cmplx"
	"math/rand/v2"
	"runtime/debug"
	"slices"
	"testing"

	"github.com/lanewise/lanewise/kernels"
	"github.com/lanewise/lanewise/kernels/kerneltest"
	"github.com/lanewise/lanewise/threadctl"
	"gonum.org/v1/gonum/blas"
)

// TestTriangleInPlace holds panels that are worked on where they are, between pages that can't
// be touched, against those of a matrix with one more column, the last of which are packed.
func TestTriangleInPlace(t *testing.T) {
	kerneltest.ForEachLevel(t, func(t *testing.T, l kernels.Level) {
		for k := range kinds {
			byKind(k, func() { inPlace[float32](t) }, func() { inPlace[float64](t) }, func() { inPlace[complex64](t) }, func() { inPlace[complex128](t) })
		}
	})
}

func inPlace[T Scalar](t *testing.T) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	s := blocksOf[T]()
	r := rand.New(rand.NewPCG(15, 16))
	arena := kerneltest.NewArena(t, 4*s.mr*4*s.nr*16)
	for try := range 48 {
		n, cols := (1+r.IntN(4))*s.mr, (1+r.IntN(4*s.nr/s.lanes))*s.lanes
		place := kerneltest.Back[T]
		if try%2 == 0 {
			place = kerneltest.Front[T]
		}
		got, want := place(arena, n*cols), make([]T, n*(cols+1))
		for i := range n {
			for j := range cols {
				v := fromComplex[T](complex(r.NormFloat64(), r.NormFloat64()))
				got[i*cols+j], want[i*(cols+1)+j] = v, v
			}
		}
		a := make([]T, n*n)
		for i := range a {
			a[i] = fromComplex[T](complex(r.NormFloat64(), r.NormFloat64()))
		}
		if try%8 == 7 {
			a[0] = 0 // asks for divisions
		}
		solve, uplo, tr, diag := try%3 == 0, uplos[try/2%2], transposes[try/4%3], diags[try/3%2]
		if x := (triangle[T]{s: s, b: newOperand(NoTrans, got, cols), order: n}); !x.inPlace(min(cols, s.nr)) {
			t.Fatalf("%T: %d rows of %d are packed", a[0], n, cols)
		}
		trmm(solve, blas.Left, uplo, tr, diag, n, cols, 1, a, n, got, cols)
		trmm(solve, blas.Left, uplo, tr, diag, n, cols+1, 1, a, n, want, cols+1)
		for i := range n {
			for j := range cols {
				if x, y := got[i*cols+j], want[i*(cols+1)+j]; x != y && (x == x || y == y) {
					t.Fatalf("%T solve %v %c %c %c: element (%d, %d) of %d by %d is %v, not %v", x, solve, uplo, tr, diag, i, j, n, cols, x, y)
				}
			}
		}
	}
}

// TestTriangleGroups holds a triangle that becomes several blocks, whose columns threads share,
// against the same on one thread, bit for bit, and against the transposed problem, where it is
// one block, as near as rounding allows.
func TestTriangleGroups(t *testing.T) {
	kerneltest.ForEachLevel(t, func(t *testing.T, l kernels.Level) {
		for k := range kinds {
			byKind(k, func() { inGroups[float32](t) }, func() { inGroups[float64](t) }, func() { inGroups[complex64](t) }, func() { inGroups[complex128](t) })
		}
	})
}

func inGroups[T Scalar](t *testing.T) {
	s := blocksOf[T]()
	if s.kc <= inPlaceRows {
		t.Fatalf("blocks of %d rows", s.kc)
	}
	r := rand.New(rand.NewPCG(17, 18))
	for try := range tries(12) {
		d, e := inPlaceRows+1+r.IntN(s.kc-inPlaceRows), 4*s.nr+r.IntN(4*s.nr)
		a, b, turned := make([]T, d*d), make([]T, d*e), make([]T, d*e)
		for i := range a {
			a[i] = fromComplex[T](complex(r.NormFloat64(), r.NormFloat64()))
		}
		for i := range d {
			a[i*d+i] += fromComplex[T](complex(float64(2*d), 0)) // solutions stay small
		}
		for i := range b {
			b[i] = fromComplex[T](complex(r.NormFloat64(), r.NormFloat64()))
			turned[i%e*d+i/e] = b[i]
		}
		solve, uplo, diag := try%2 == 0, uplos[try/2%2], blas.NonUnit
		if !solve {
			diag = diags[try/4%2]
		}
		run := func(threads int, side blas.Side, tr blas.Transpose, m, n int, b []T) []T {
			defer threadctl.SetBudget(threadctl.SetBudget(threads))
			b = slices.Clone(b)
			trmm(solve, side, uplo, tr, diag, m, n, 1, a, d, b, n)
			return b
		}
		one, other := run(1, blas.Left, NoTrans, d, e, b), run(1, blas.Right, Trans, e, d, turned)
		for _, threads := range []int{2, 7} {
			if many := run(threads, blas.Left, NoTrans, d, e, b); !slices.EqualFunc(one, many, same[T]) {
				t.Fatalf("%T: %d by %d: %d threads give other bits", b[0], d, e, threads)
			}
		}
		for i, v := range one {
			if x, y := toComplex(v), toComplex(other[i%e*d+i/e]); cmplx.Abs(x-y) > 8*float64(d)*epsilon[T]()*max(cmplx.Abs(y), 1) {
				t.Fatalf("%T solve %v %c %c: element %d of %d by %d is %v, not %v", v, solve, uplo, diag, i, d, e, x, y)
			}
		}
	}
}
