package blas

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"gonum.org/v1/gonum/blas"
)

// farAway makes all matrices count as past the caches until the test ends.
func farAway(t *testing.T) {
	previous := farBytes
	farBytes = 0
	t.Cleanup(func() { farBytes = previous })
}

// TestAhead wants the same bits of matrices whose rows are prefetched.
func TestAhead(t *testing.T) {
	testAhead[float64](t)
	testAhead[float32](t)
	testAhead[complex128](t)
	testAhead[complex64](t)
}

func testAhead[T Scalar](t *testing.T) {
	run := func(n, m, lda int, a, x []T) (results [][]T) {
		y, z := slices.Clone(x[:n]), slices.Clone(x[:m])
		addDotsInTurn(z, 1, a, lda, ahead[T](len(a), lda), x[:n], false)
		addRows(y, 1, a, lda, ahead[T](len(a), lda), x[:m])
		results = append(results, y, z)
		if m < n {
			return results
		}
		for _, ul := range []blas.Uplo{blas.Upper, blas.Lower} {
			for _, solve := range []bool{false, true} {
				for _, trans := range []Transpose{NoTrans, Trans} {
					v := slices.Clone(x[:n])
					trmv(solve, ul, trans, blas.Unit, n, a, lda, v, 1)
					results = append(results, v)
				}
			}
			v := slices.Clone(x[:n])
			symv(false, ul, n, 1, a, lda, x[:n], 1, 1, v, 1)
			results = append(results, v)
		}
		return results
	}
	for _, n := range []int{1, 7, 8, 9, 31, 64, 129, 300, 2100} {
		for _, m := range []int{3, 8, n, n + 5} {
			lda := n + n%3
			r := rand.New(rand.NewPCG(uint64(n), uint64(m)))
			a, x := make([]T, m*lda), make([]T, max(m, n))
			for i := range a { // solutions stay in range
				a[i] = fromComplex[T](complex(r.NormFloat64(), r.NormFloat64()) / complex(float64(n), 0))
			}
			for i := range x {
				x[i] = fromComplex[T](complex(r.NormFloat64(), r.NormFloat64()))
			}
			want := run(n, m, lda, a, x)
			t.Run(fmt.Sprintf("%T/%dx%d", x[0], m, n), func(t *testing.T) {
				farAway(t)
				if ahead[T](1, lda) == 0 {
					t.Fatal("nothing is prefetched")
				}
				for i, got := range run(n, m, lda, a, x) {
					if !slices.Equal(got, want[i]) {
						t.Errorf("result %d differs", i)
					}
				}
			})
		}
	}
}

func ExampleAddRows() {
	a := []float64{
		1, 2, 3,
		4, 5, 6,
	}
	y := []float64{10, 20, 30}
	AddRows(y, a, 3, 2, len(a))
	fmt.Println(y)
	// Output: [15 27 39]
}

func TestAddRows(t *testing.T) {
	const lda = 5
	a := make([]float32, 150*lda)
	for i := range a {
		a[i] = float32(i%17) / 3
	}
	for _, m := range []int{0, 1, 63, 64, 65, 150} {
		for n := range lda + 1 {
			y, want := make([]float32, n), make([]float32, n)
			for i := range m {
				for j := range want {
					want[j] += a[i*lda+j]
				}
			}
			if AddRows(y, a, lda, m, len(a)); !slices.Equal(y, want) {
				t.Errorf("%d rows of %d: %v, want %v", m, n, y, want)
			}
		}
	}
}
