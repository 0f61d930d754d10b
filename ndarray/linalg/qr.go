package linalg

import (
	"math"

	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/blas64"
	"gonum.org/v1/gonum/lapack/lapack64"

	"github.com/lanewise/lanewise/ndarray"
)

// QR returns for each m×n matrix of a the factors q, with orthonormal columns, and r,
// upper triangular, whose product it is: of shapes (..., m, k) and (..., k, n) with
// k = min(m, n). [QRComplete] gives a square q.
//
// The signs are those of Householder reflections as LAPACK and NumPy choose them: the
// diagonal of r is real, each element as often negative as not. Error:
// |q@r - a| <= c*m*eps*|a| and |qᴴ@q - 1| <= c*m*eps.
func QR[T ndarray.Inexact](a ndarray.Array[T]) (q, r ndarray.Array[T]) {
	return qrOf("QR", a, false)
}

// QRComplete is [QR] with q of shape (..., m, m) and r of shape (..., m, n).
func QRComplete[T ndarray.Inexact](a ndarray.Array[T]) (q, r ndarray.Array[T]) {
	return qrOf("QRComplete", a, true)
}

func qrOf[T ndarray.Inexact](op string, a ndarray.Array[T], complete bool) (q, r ndarray.Array[T]) {
	if isComplex[T]() {
		return qr[complex128](op, a, complete)
	}
	return qr[float64](op, a, complete)
}

func qr[S scalar, T ndarray.Inexact](op string, a ndarray.Array[T], complete bool) (q, r ndarray.Array[T]) {
	stack, m, n := stackShape(op, a)
	k := min(m, n)
	if complete {
		k = m
	}
	in := take[S](a)
	qs, rs := make([]S, sizeOf(stack)*m*k), make([]S, sizeOf(stack)*k*n)
	_ = forEach(op, stack, m*n*(n+k), func(i int) error {
		factorQR(part(in, i, m*n), m, n, part(qs, i, m*k), part(rs, i, k*n), k)
		return nil
	})
	return give[T](qs, with(stack, m, k)), give[T](rs, with(stack, k, n))
}

// factorQR sets q, which is m×k, and r, which is k×n, and uses a.
func factorQR[S scalar](a []S, m, n int, q, r []S, k int) {
	if real, ok := any(a).([]float64); ok && m > 0 && n > 0 {
		realQR(real, m, n, any(q).([]float64), any(r).([]float64), k)
		return
	}
	b := block[S]{a, m, n, n}
	refs := reflectors[S]{}
	w := make([]S, n)
	for j := range min(m, n) {
		v := b.sub(j, j).column(0)
		tau, beta := reflector(v)
		b.sub(j, j+1).left(conj(tau), v, w)
		a[j*n+j] = of[S](beta)
		refs.add(tau, v)
	}
	upper(r, a, k, n)
	for i := range min(m, k) {
		q[i*k+i] = 1
	}
	refs.times(block[S]{q, m, k, k})
}

// upper copies the upper triangle of the first k rows of a matrix of n columns.
func upper[S scalar](r, a []S, k, n int) {
	for i := range min(k, n) {
		copy(r[i*n+i:i*n+n], a[i*n+i:i*n+n])
	}
}

func realQR(a []float64, m, n int, q, r []float64, k int) {
	tau := make([]float64, min(m, n))
	var best [1]float64
	lapack64.Geqrf(general(a, m, n), tau, best[:], -1)
	work := make([]float64, max(int(best[0]), 1))
	lapack64.Geqrf(general(a, m, n), tau, work, len(work))
	upper(r, a, k, n)
	for i := range m {
		copy(q[i*k:i*k+min(k, n)], a[i*n:i*n+min(k, n)])
	}
	lapack64.Orgqr(general(q, m, k), tau, best[:], -1)
	work = make([]float64, max(int(best[0]), 1))
	lapack64.Orgqr(general(q, m, k), tau, work, len(work))
}

// Cholesky returns for each matrix of a, which is symmetric, or Hermitian if
// complex, the lower triangular l with l @ lᴴ = a and positive diagonal. Only the lower
// triangle of a is read, and of the diagonal only the real parts. Error:
// |l@lᴴ - a| <= c*n*eps*|a|. A matrix that is not positive definite, or has a NaN on the
// diagonal, gives ErrNotPositiveDefinite. It panics with ErrShape if a is not square.
func Cholesky[T ndarray.Inexact](a ndarray.Array[T]) (ndarray.Array[T], error) {
	return choleskyOf("Cholesky", a, false)
}

// CholeskyUpper is [Cholesky] of the upper triangle: it returns the upper triangular
// u with uᴴ @ u = a.
func CholeskyUpper[T ndarray.Inexact](a ndarray.Array[T]) (ndarray.Array[T], error) {
	return choleskyOf("CholeskyUpper", a, true)
}

func choleskyOf[T ndarray.Inexact](op string, a ndarray.Array[T], upper bool) (ndarray.Array[T], error) {
	if isComplex[T]() {
		return cholesky[complex128](op, a, upper)
	}
	return cholesky[float64](op, a, upper)
}

func cholesky[S scalar, T ndarray.Inexact](op string, a ndarray.Array[T], upper bool) (ndarray.Array[T], error) {
	stack, n := squareStack(op, a)
	l := take[S](a)
	err := forEach(op, stack, n*n*n/3, func(i int) error {
		l := part(l, i, n*n)
		if upper {
			copy(l, adjoint(l, n, n))
		}
		if !factorCholesky(l, n) {
			return ErrNotPositiveDefinite
		}
		for i := range n {
			clear(l[i*n+i+1 : i*n+n])
		}
		if upper {
			copy(l, adjoint(l, n, n))
		}
		return nil
	})
	if err != nil {
		return ndarray.Array[T]{}, err
	}
	return give[T](l, a.Shape()), nil
}

// factorCholesky replaces the lower triangle by the factor, and reports whether there
// is one.
func factorCholesky[S scalar](a []S, n int) bool {
	if real, ok := any(a).([]float64); ok && n > small {
		_, ok := lapack64.Potrf(blas64.Symmetric{N: n, Stride: n, Data: real, Uplo: blas.Lower})
		return ok
	}
	for i := range n {
		row := a[i*n : i*n+n]
		for j := range i {
			other := a[j*n : j*n+n]
			row[j] = (row[j] - dotc(other[:j], row[:j])) / other[j]
		}
		d := re(row[i]) - re(dotc(row[:i], row[:i]))
		if !(d > 0) {
			return false
		}
		row[i] = of[S](math.Sqrt(d))
	}
	return true
}
