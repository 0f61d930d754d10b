package blas

import (
	"math/rand/v2"
	"runtime/debug"
	"testing"

	"github.com/lanewise/lanewise/kernels"
	"github.com/lanewise/lanewise/kernels/kerneltest"
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
