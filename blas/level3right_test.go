package blas

import (
	"math"
	"math/rand/v2"
	"runtime/debug"
	"slices"
	"testing"

	"github.com/lanewise/lanewise/kernels"
	"github.com/lanewise/lanewise/kernels/kerneltest"
	"github.com/lanewise/lanewise/threadctl"
	"gonum.org/v1/gonum/blas"
)

// TestTriangleRight holds products and solutions with triangles on the right against plain loops.
// Matrices end at pages that can't be touched; what isn't referenced is NaN, as is an element of B.
func TestTriangleRight(t *testing.T) {
	kerneltest.ForEachLevel(t, func(t *testing.T, l kernels.Level) {
		t.Run("float32", func(t *testing.T) { onTheRight[float32](t) })
		t.Run("float64", func(t *testing.T) { onTheRight[float64](t) })
	})
}

func onTheRight[T float32 | float64](t *testing.T) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	s := blocksOf[T]()
	r := rand.New(rand.NewPCG(19, 20))
	most := 3*s.nr + 2
	arenas := [2]*kerneltest.Arena{kerneltest.NewArena(t, most*most*8), kerneltest.NewArena(t, 40*most*8)}
	for try := range tries(192) {
		solve, uplo, tr, diag := try%2 == 0, uplos[try/2%2], transposes[try/4%2], diags[try/8%2]
		d, e := 1+r.IntN(most), 1+r.IntN(40)
		place := kerneltest.Back[T]
		if try%32 < 16 {
			place = kerneltest.Front[T]
		}
		a, b := place(arenas[0], d*d), place(arenas[1], d*e)
		for i := range a {
			a[i] = T(r.NormFloat64())
			switch row, col := i/d, i%d; {
			case row == col && diag == blas.Unit, row != col && (row < col) != (uplo == blas.Upper):
				a[i] = T(math.NaN())
			case row == col:
				a[i] += T(2 * d) // solutions stay small
			case diag == blas.Unit:
				a[i] /= T(2 * d)
			}
		}
		for i := range b {
			b[i] = T(r.NormFloat64())
		}
		if try%3 == 0 {
			b[r.IntN(len(b))] = T(math.NaN())
		}
		want := make([]float64, len(b))
		for i := range e {
			rightRow(want[i*d:][:d], b[i*d:], a, d, solve, uplo, tr, diag)
		}
		trmm(solve, blas.Right, uplo, tr, diag, e, d, 1, a, d, b, d)
		for i, v := range b {
			if x, y := float64(v), want[i]; math.IsNaN(x) != math.IsNaN(y) || math.Abs(x-y) > 8*float64(d)*epsilon[T]()*max(math.Abs(y), float64(d)) {
				t.Fatalf("solve %v %c %c %c: element %d of %d by %d is %v, not %v", solve, uplo, tr, diag, i, e, d, x, y)
			}
		}
	}
}

// rightRow sets y to a row x times op(A), or to the solution of y*op(A) = x.
func rightRow[T float32 | float64](y []float64, x, a []T, d int, solve bool, uplo blas.Uplo, tr blas.Transpose, diag blas.Diag) {
	at := func(k, j int) float64 {
		switch {
		case k == j && diag == blas.Unit:
			return 1
		case tr != blas.NoTrans:
			return float64(a[j*d+k])
		}
		return float64(a[k*d+j])
	}
	upper := (uplo == blas.Upper) == (tr == blas.NoTrans)
	for step := range d {
		j := step
		if !upper {
			j = d - 1 - step
		}
		from, to := 0, j // rows above or below the diagonal
		if !upper {
			from, to = j+1, d
		}
		y[j] = float64(x[j])
		if !solve {
			y[j] *= at(j, j)
		}
		for k := from; k < to; k++ {
			if solve {
				y[j] -= y[k] * at(k, j)
			} else {
				y[j] += float64(x[k]) * at(k, j)
			}
		}
		if solve {
			y[j] /= at(j, j)
		}
	}
}

// TestTriangleRightThreads holds one thread against many, which share rows, bit for bit.
func TestTriangleRightThreads(t *testing.T) {
	kerneltest.ForEachLevel(t, func(t *testing.T, l kernels.Level) {
		t.Run("float32", func(t *testing.T) { rowsAmongThreads[float32](t) })
		t.Run("float64", func(t *testing.T) { rowsAmongThreads[float64](t) })
	})
}

func rowsAmongThreads[T float32 | float64](t *testing.T) {
	r := rand.New(rand.NewPCG(21, 22))
	const d, e = 203, 211
	if d*d*e < 4*blocksOf[T]().share {
		t.Fatal("threads would not share the rows")
	}
	a, b := make([]T, d*d), make([]T, d*e)
	for i := range a {
		a[i] = T(r.NormFloat64())
	}
	for i := range d {
		a[i*d+i] += 2 * d
	}
	for i := range b {
		b[i] = T(r.NormFloat64())
	}
	for _, solve := range []bool{false, true} {
		for _, uplo := range uplos {
			run := func(threads int) []T {
				defer threadctl.SetBudget(threadctl.SetBudget(threads))
				b := slices.Clone(b)
				trmm(solve, blas.Right, uplo, NoTrans, blas.NonUnit, e, d, 1, a, d, b, d)
				return b
			}
			one := run(1)
			for _, threads := range []int{2, 7} {
				if !slices.Equal(one, run(threads)) {
					t.Fatalf("solve %v %c: %d threads give other bits", solve, uplo, threads)
				}
			}
		}
	}
}
