package linalg

import (
	"slices"

	"github.com/lanewise/lanewise/ndarray"
)

// PInv returns the Moore-Penrose inverses of the matrices in a: v @ (1/s * uᴴ) of the
// [SVD], where singular values of at most max(m, n)*eps times the largest one count as
// 0; eps is that of T, the distance from 1 to the next number. (NumPy's limit is 1e-15
// by default.) NaN and infinities give ErrNoConvergence.
func PInv[T ndarray.Inexact](a ndarray.Array[T]) (ndarray.Array[T], error) {
	_, m, n := stackShape("PInv", a)
	return pinvOf(a, epsOf[T]()*float64(max(m, n)))
}

// PInvTol is [PInv] with rtol in the place of max(m, n)*eps.
func PInvTol[T ndarray.Inexact](a ndarray.Array[T], rtol float64) (ndarray.Array[T], error) {
	return pinvOf(a, rtol)
}

func pinvOf[T ndarray.Inexact](a ndarray.Array[T], rtol float64) (ndarray.Array[T], error) {
	if isComplex[T]() {
		return pinv[complex128](a, rtol)
	}
	return pinv[float64](a, rtol)
}

func pinv[S scalar, T ndarray.Inexact](a ndarray.Array[T], rtol float64) (ndarray.Array[T], error) {
	stack, m, n := stackShape("PInv", a)
	d, err := decompose[S]("PInv", a, thinVectors)
	if err != nil {
		return ndarray.Array[T]{}, err
	}
	k := min(m, n)
	out, one := make([]S, sizeOf(stack)*m*n), make([]S, m*m)
	identity(one, m)
	_ = forEach("PInv", stack, m*n*k, func(i int) error {
		divide(part(d.u, i, m*k), part(d.s, i, k), part(d.vh, i, k*n), one, part(out, i, m*n), m, n, m, rtol)
		return nil
	})
	return give[T](out, with(stack, n, m)), nil
}

// divide sets x = v * (1/s) * uᴴ * b, without singular values of at most rtol times
// the largest one, and returns how many are left. b is m×r and x n×r.
func divide[S scalar](u []S, s []float64, vh, b, x []S, m, n, r int, rtol float64) (rank int) {
	k := min(m, n)
	clear(x)
	row := make([]S, r)
	for l := range k {
		if !(s[l] > rtol*s[0]) {
			continue
		}
		rank++
		clear(row)
		for i := range m {
			axpy(row, conj(u[i*k+l])/of[S](s[l]), b[i*r:i*r+r])
		}
		for j := range n {
			axpy(x[j*r:j*r+r], conj(vh[l*n+j]), row)
		}
	}
	return rank
}

// MatrixRank returns the ranks of the matrices in a: how many singular values are
// larger than max(m, n)*eps times the largest one; eps is that of T, the distance from
// 1 to the next number. NaN and infinities give ErrNoConvergence.
func MatrixRank[T ndarray.Inexact](a ndarray.Array[T]) (ndarray.Array[int], error) {
	_, m, n := stackShape("MatrixRank", a)
	return MatrixRankTol(a, epsOf[T]()*float64(max(m, n)))
}

// MatrixRankTol is [MatrixRank] with rtol in the place of max(m, n)*eps.
func MatrixRankTol[T ndarray.Inexact](a ndarray.Array[T], rtol float64) (ndarray.Array[int], error) {
	stack, m, n := stackShape("MatrixRank", a)
	s, err := singularValues("MatrixRank", a)
	if err != nil {
		return ndarray.Array[int]{}, err
	}
	ranks := make([]int, sizeOf(stack))
	for i := range ranks {
		values := part(s, i, min(m, n))
		for _, v := range values {
			if v > rtol*values[0] {
				ranks[i]++
			}
		}
	}
	if len(stack) == 0 {
		return ndarray.Full(ranks[0]), nil
	}
	return ndarray.FromSlice(ranks, stack...), nil
}

// singularValues returns those of all matrices.
func singularValues[T ndarray.Inexact](op string, a ndarray.Array[T]) ([]float64, error) {
	if isComplex[T]() {
		d, err := decompose[complex128](op, a, noVectors)
		return d.s, err
	}
	d, err := decompose[float64](op, a, noVectors)
	return d.s, err
}

// LstsqResult is what [Lstsq] returns.
type LstsqResult[T ndarray.Inexact] struct {
	X         ndarray.Array[T]   // the solutions
	Residuals ndarray.Array[T]   // for each right side the square of |b - a@x|
	Rank      ndarray.Array[int] // of a
	S         ndarray.Array[T]   // the singular values of a, in descending order
}

// Lstsq returns the x of least |b - a@x|, and of those the one of least |x|, for a of shape
// (..., m, n) and b of shape (m,), (..., m) if it has one axis less than a, or
// (..., m, r) with the same stack. Singular values of at most max(m, n)*eps times the
// largest one count as 0; eps is that of T. (NumPy solves single systems only, and
// leaves residuals out where they are 0 by rank.) Through the [SVD], so that the
// error is that of a problem that differs from the given one by c*max(m,n)*eps*|a|.
// NaN and infinities in a give ErrNoConvergence. It panics with ErrShape if b does not fit.
func Lstsq[T ndarray.Inexact](a, b ndarray.Array[T]) (LstsqResult[T], error) {
	if isComplex[T]() {
		return lstsq[complex128](a, b)
	}
	return lstsq[float64](a, b)
}

func lstsq[S scalar, T ndarray.Inexact](a, b ndarray.Array[T]) (r LstsqResult[T], err error) {
	const op = "Lstsq"
	stack, m, n := stackShape(op, a)
	shape := b.Shape()
	sides, vector := 1, len(shape) == len(stack)+1
	if !vector && len(shape) == len(stack)+2 {
		sides = shape[len(shape)-1]
	}
	full := with(stack, m)
	xShape, restShape := with(stack, n), stack
	if !vector {
		full, xShape, restShape = with(full, sides), with(xShape, sides), with(stack, sides)
	}
	if !slices.Equal(full, shape) {
		fail(op, ndarray.ErrShape, "a of shape %s and b of shape %s", shapeString(a.Shape()), shapeString(shape))
	}
	d, err := decompose[S](op, a, thinVectors)
	if err != nil {
		return r, err
	}
	count, k := sizeOf(stack), min(m, n)
	matrices, right := take[S](a), take[S](b)
	x, rest, ranks := make([]S, count*n*sides), make([]float64, count*sides), make([]int, count)
	rtol := epsOf[T]() * float64(max(m, n))
	_ = forEach(op, stack, m*n*sides, func(i int) error {
		x, b := part(x, i, n*sides), part(right, i, m*sides)
		ranks[i] = divide(part(d.u, i, m*k), part(d.s, i, k), part(d.vh, i, k*n), b, x, m, n, sides, rtol)
		residuals(part(matrices, i, m*n), x, b, part(rest, i, sides), m, n)
		return nil
	})
	r = LstsqResult[T]{X: give[T](x, xShape), Residuals: give[T](rest, restShape), S: give[T](d.s, with(stack, k))}
	if r.Rank = ndarray.FromSlice(ranks); len(stack) != 1 {
		r.Rank = r.Rank.Reshape(stack...)
	}
	return r, nil
}

// residuals replaces b by b - a*x, and sets the sums of squares of its columns.
func residuals[S scalar](a, x, b []S, sums []float64, m, n int) {
	r := len(sums)
	for i := range m {
		row := b[i*r : i*r+r]
		for j := range n {
			axpy(row, -a[i*n+j], x[j*r:j*r+r])
		}
		for k, v := range row {
			s := abs(v)
			sums[k] += float64(s * s)
		}
	}
}
