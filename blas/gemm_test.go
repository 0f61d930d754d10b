package blas_test

import (
	"testing"

	"github.com/lanewise/lanewise/blas"
)

// at returns element (i, j) of op(A).
func at[T blas.Scalar](t blas.Transpose, a []T, lda, i, j int, conj func(T) T) T {
	switch t {
	case blas.Trans:
		return a[j*lda+i]
	case blas.ConjTrans:
		return conj(a[j*lda+i])
	}
	return a[i*lda+j]
}

func testGemm[T blas.Scalar](t *testing.T, draw func(n int) T, conj func(T) T) {
	const m, n, k = 3, 4, 5
	all := []blas.Transpose{blas.NoTrans, blas.Trans, blas.ConjTrans}
	for _, ta := range all {
		for _, tb := range all {
			const ld = 7
			a, b, c := make([]T, ld*ld), make([]T, ld*ld), make([]T, ld*ld)
			for i := range a {
				a[i], b[i], c[i] = draw(i%11-5), draw(i%7-3), draw(i%5)
			}
			want := append([]T{}, c...)
			for i := range m {
				for j := range n {
					var sum T
					for l := range k {
						sum += at(ta, a, ld, i, l, conj) * at(tb, b, ld, l, j, conj)
					}
					want[i*ld+j] = draw(2)*sum + draw(3)*c[i*ld+j]
				}
			}
			blas.Gemm(ta, tb, m, n, k, draw(2), a, ld, b, ld, draw(3), c, ld)
			for i := range c {
				if c[i] != want[i] {
					t.Fatalf("%c %c: element %d is %v, want %v", ta, tb, i, c[i], want[i])
				}
			}
		}
	}
}

func TestGemm(t *testing.T) {
	testGemm(t, func(n int) float64 { return float64(n) }, func(x float64) float64 { return x })
	testGemm(t, func(n int) float32 { return float32(n) }, func(x float32) float32 { return x })
	testGemm(t, func(n int) complex128 { return complex(float64(n), float64(n-1)) }, func(x complex128) complex128 { return complex(real(x), -imag(x)) })
	testGemm(t, func(n int) complex64 { return complex(float32(n), float32(n-1)) }, func(x complex64) complex64 { return complex(real(x), -imag(x)) })
}
