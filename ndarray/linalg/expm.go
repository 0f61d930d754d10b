package linalg

import (
	"math"

	"github.com/lanewise/lanewise/blas"
	"github.com/lanewise/lanewise/ndarray"
)

// Expm returns the exponentials of the matrices in a, the sums of aᵏ/k!: by the quotient
// of polynomials of degree 13 for a divided by a power of two, and squaring (Higham's
// method). For |a| of moderate size the error is c*n*eps*|exp(a)|; it grows with the
// number of squarings, log2 of |a|. NaN and infinities make matrices of NaN. It panics with
// ErrShape if a is not square.
func Expm[T ndarray.Inexact](a ndarray.Array[T]) ndarray.Array[T] {
	if isComplex[T]() {
		return expm[complex128](a)
	}
	return expm[float64](a)
}

func expm[S scalar, T ndarray.Inexact](a ndarray.Array[T]) ndarray.Array[T] {
	stack, n := squareStack("Expm", a)
	elems := take[S](a)
	_ = forEach("Expm", stack, 30*n*n*n, func(i int) error {
		exponential(part(elems, i, n*n), n)
		return nil
	})
	return give[T](elems, a.Shape())
}

// pade holds the coefficients of Padé's approximation of degree 13.
var pade = [14]float64{64764752532480000, 32382376266240000, 7771770303897600, 1187353796428800, 129060195264000,
	10559470521600, 670442572800, 33522128640, 1323241920, 40840800, 960960, 16380, 182, 1}

// theta is the norm up to which that has an error below eps.
const theta = 5.371920351148152

// exponential replaces a by its exponential.
func exponential[S scalar](a []S, n int) {
	norm := columnNorm(a, n)
	if !(norm <= math.MaxFloat64) {
		for i := range a {
			a[i] = of[S](math.NaN())
		}
		return
	}
	squarings := 0
	if norm > theta {
		_, squarings = math.Frexp(norm / theta)
	}
	scale(a, math.Ldexp(1, -squarings))
	a2 := times(a, a, n)
	a4 := times(a2, a2, n)
	a6 := times(a4, a2, n)
	combine := func(c0, c1, c2, c3 float64) []S { // c0 + c1*a2 + c2*a4 + c3*a6
		r := make([]S, n*n)
		for i := range r {
			r[i] = of[S](c1)*a2[i] + of[S](c2)*a4[i] + of[S](c3)*a6[i]
		}
		for i := range n {
			r[i*n+i] += of[S](c0)
		}
		return r
	}
	odd, even := times(a6, combine(0, pade[9], pade[11], pade[13]), n), times(a6, combine(0, pade[8], pade[10], pade[12]), n)
	axpy(odd, 1, combine(pade[1], pade[3], pade[5], pade[7]))
	axpy(even, 1, combine(pade[0], pade[2], pade[4], pade[6]))
	odd = times(a, odd, n)
	for i, u := range odd { // exp(a) = (even - odd)⁻¹ * (even + odd)
		a[i] = even[i] + u
		even[i] -= u
	}
	pivots := make([]int, n)
	factorLU(even, n, pivots)
	solveLU(even, n, pivots, a, n)
	for range squarings {
		copy(a, times(a, a, n))
	}
}

func columnNorm[S scalar](a []S, n int) (most float64) {
	for j := range n {
		sum := 0.0
		for i := range n {
			sum += abs(a[i*n+j])
		}
		most = math.Max(most, sum)
	}
	return most
}

func scale[S scalar](a []S, by float64) {
	for i := range a {
		a[i] *= of[S](by)
	}
}

// times returns the product of two n×n matrices.
func times[S scalar](a, b []S, n int) []S {
	c := make([]S, n*n)
	if n > 0 {
		blas.Gemm(blas.NoTrans, blas.NoTrans, n, n, n, 1, a, n, b, n, 0, c, n)
	}
	return c
}
