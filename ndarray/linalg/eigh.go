package linalg

import (
	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/blas64"
	"gonum.org/v1/gonum/lapack"
	lapackgonum "gonum.org/v1/gonum/lapack/gonum"
	"gonum.org/v1/gonum/lapack/lapack64"

	"github.com/lanewise/lanewise/ndarray"
)

// EigH returns for each matrix of a, which is symmetric, or Hermitian if complex, the
// eigenvalues w, in ascending order, of shape (..., n), and the normalized eigenvectors,
// the columns of v: a @ v = v * w. Only the lower triangle of a is read, and of
// the diagonal only the real parts. The sign, or phase, of a column of v is
// arbitrary, and so is the choice of vectors to equal eigenvalues.
//
// Error: |a@v - v*w| <= c*n*eps*|a|, |vᴴ@v - 1| <= c*n*eps, and of each eigenvalue
// c*n*eps*|a|. NaN and infinities give ErrNoConvergence. It panics with ErrShape
// if a is not square.
func EigH[T ndarray.Inexact](a ndarray.Array[T]) (w, v ndarray.Array[T], err error) {
	return eighOf("EigH", a, true)
}

// EigValsH returns the eigenvalues w that [EigH] returns.
func EigValsH[T ndarray.Inexact](a ndarray.Array[T]) (ndarray.Array[T], error) {
	w, _, err := eighOf("EigValsH", a, false)
	return w, err
}

func eighOf[T ndarray.Inexact](op string, a ndarray.Array[T], vectors bool) (w, v ndarray.Array[T], err error) {
	if isComplex[T]() {
		return eigh(op, a, vectors, hermitian)
	}
	return eigh(op, a, vectors, symmetric)
}

func eigh[S scalar, T ndarray.Inexact](op string, a ndarray.Array[T], vectors bool, one func(a []S, n int, w []float64, vectors bool) bool) (w, v ndarray.Array[T], err error) {
	stack, n := squareStack(op, a)
	vs := take[S](a)
	ws := make([]float64, sizeOf(stack)*n)
	if n > 0 {
		err = forEach(op, stack, 9*n*n*n, func(i int) error {
			a := part(vs, i, n*n)
			for i := range n { // what is not read
				clear(a[i*n+i+1 : i*n+n])
			}
			if !finite(a) || !one(a, n, part(ws, i, n), vectors) {
				return ErrNoConvergence
			}
			return nil
		})
	}
	if err != nil {
		return w, v, err
	}
	return give[T](ws, with(stack, n)), give[T](vs, a.Shape()), nil
}

// symmetric replaces a by its eigenvectors.
func symmetric(a []float64, n int, w []float64, vectors bool) bool {
	job := lapack.EVNone
	if vectors {
		job = lapack.EVCompute
	}
	s := blas64.Symmetric{N: n, Stride: n, Data: a, Uplo: blas.Lower}
	var best [1]float64
	lapack64.Syev(job, s, w, best[:], -1)
	work := make([]float64, max(int(best[0]), 3*n))
	return lapack64.Syev(job, s, w, work, len(work))
}

// hermitian replaces a by its eigenvectors: those of a real tridiagonal matrix, to
// which reflectors reduce it from both sides.
func hermitian(a []complex128, n int, w []float64, vectors bool) bool {
	for i := range n {
		a[i*n+i] = complex(real(a[i*n+i]), 0)
		for j := range i {
			a[j*n+i] = conj(a[i*n+j])
		}
	}
	b := block[complex128]{a, n, n, n}
	e := make([]float64, max(n-1, 0))
	refs := reflectors[complex128]{shift: 1}
	room := make([]complex128, n)
	for k := range e {
		v := b.sub(k+1, k).column(0)
		tau, beta := reflector(v)
		rest := b.sub(k+1, k+1)
		rest.left(conj(tau), v, room)
		rest.right(tau, v, room)
		e[k] = beta
		refs.add(tau, v)
	}
	for i := range n {
		w[i] = real(a[i*n+i])
	}
	z, job := make([]float64, n*n), lapack.EVCompNone
	if vectors {
		job = lapack.EVTridiag
	}
	if !(lapackgonum.Implementation{}).Dsteqr(job, n, w, e, z, n, make([]float64, max(1, 2*n-2))) {
		return false
	}
	for i, x := range z {
		a[i] = complex(x, 0)
	}
	refs.times(b)
	return true
}
