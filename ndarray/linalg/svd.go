package linalg

import (
	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/lapack"
	lapackgonum "gonum.org/v1/gonum/lapack/gonum"
	"gonum.org/v1/gonum/lapack/lapack64"

	"github.com/lanewise/lanewise/ndarray"
)

// SVD returns for each m×n matrix of a its singular value decomposition: u of shape
// (..., m, k), s of shape (..., k) and vh of shape (..., k, n) with k = min(m, n), so that
// a = (u * s) @ vh. The columns of u and the rows of vh are orthonormal, s is not
// negative and in descending order. [SVDFull] gives square u and vh. The signs, or
// phases, of corresponding columns of u and rows of vh are arbitrary.
//
// Error: |(u*s)@vh - a| <= c*max(m,n)*eps*|a|, |uᴴ@u - 1| and |vh@vhᴴ - 1| <=
// c*max(m,n)*eps, and of each singular value c*max(m,n)*eps*|a|. NaN and
// infinities give ErrNoConvergence.
func SVD[T ndarray.Inexact](a ndarray.Array[T]) (u, s, vh ndarray.Array[T], err error) {
	return svdOf("SVD", a, thinVectors)
}

// SVDFull is [SVD] with u of shape (..., m, m) and vh of shape (..., n, n).
func SVDFull[T ndarray.Inexact](a ndarray.Array[T]) (u, s, vh ndarray.Array[T], err error) {
	return svdOf("SVDFull", a, allVectors)
}

// SVDVals returns the singular values s that [SVD] returns.
func SVDVals[T ndarray.Inexact](a ndarray.Array[T]) (ndarray.Array[T], error) {
	_, s, _, err := svdOf("SVDVals", a, noVectors)
	return s, err
}

// vectors says which singular vectors are computed.
type vectors uint8

const (
	noVectors vectors = iota
	thinVectors
	allVectors
)

func svdOf[T ndarray.Inexact](op string, a ndarray.Array[T], job vectors) (u, s, vh ndarray.Array[T], err error) {
	if isComplex[T]() {
		return svdAs[complex128](op, a, job)
	}
	return svdAs[float64](op, a, job)
}

func svdAs[S scalar, T ndarray.Inexact](op string, a ndarray.Array[T], job vectors) (u, s, vh ndarray.Array[T], err error) {
	stack, m, n := stackShape(op, a)
	d, err := decompose[S](op, a, job)
	if err != nil {
		return u, s, vh, err
	}
	return give[T](d.u, with(stack, m, d.left)), give[T](d.s, with(stack, min(m, n))), give[T](d.vh, with(stack, d.right, n)), nil
}

// decomposition is the SVD of a stack of matrices, with left columns in u and right
// rows in vh.
type decomposition[S scalar] struct {
	u, vh       []S
	s           []float64
	left, right int
}

// decompose returns the SVD of the matrices of a, and an empty one with an error.
func decompose[S scalar, T ndarray.Inexact](op string, a ndarray.Array[T], job vectors) (d decomposition[S], err error) {
	stack, m, n := stackShape(op, a)
	count, k := sizeOf(stack), min(m, n)
	switch job {
	case thinVectors:
		d.left, d.right = k, k
	case allVectors:
		d.left, d.right = m, n
	}
	d.u, d.s, d.vh = make([]S, count*m*d.left), make([]float64, count*k), make([]S, count*d.right*n)
	in := take[S](a)
	err = forEach(op, stack, 20*m*n*k, func(i int) error {
		a, u, vh := part(in, i, m*n), part(d.u, i, m*d.left), part(d.vh, i, d.right*n)
		if k == 0 {
			if job == allVectors {
				identity(u, m)
				identity(vh, n)
			}
			return nil
		}
		if !finite(a) || !svdOne(a, m, n, u, part(d.s, i, k), vh, job) {
			return ErrNoConvergence
		}
		return nil
	})
	return d, err
}

func svdOne[S scalar](a []S, m, n int, u []S, s []float64, vh []S, job vectors) bool {
	if real, ok := any(a).([]float64); ok {
		return realSVD(real, m, n, any(u).([]float64), s, any(vh).([]float64), job)
	}
	c := any(a).([]complex128)
	cu, cv := any(u).([]complex128), any(vh).([]complex128)
	if m >= n {
		return complexSVD(c, m, n, cu, s, cv, job)
	}
	// a = u*s*vh, so that aᴴ = vhᴴ*s*uᴴ
	left := len(cv) / n
	right := len(cu) / m
	v, uh := make([]complex128, len(cv)), make([]complex128, len(cu))
	if !complexSVD(adjoint(c, m, n), n, m, v, s, uh, job) {
		return false
	}
	copy(cu, adjoint(uh, right, m))
	copy(cv, adjoint(v, n, left))
	return true
}

func realSVD(a []float64, m, n int, u, s, vh []float64, job vectors) bool {
	how := [...]lapack.SVDJob{lapack.SVDNone, lapack.SVDStore, lapack.SVDAll}[job]
	left, right := len(u)/m, len(vh)/n
	var best [1]float64
	lapack64.Gesvd(how, how, general(a, m, n), general(u, m, left), general(vh, right, n), s, best[:], -1)
	work := make([]float64, int(best[0]))
	return lapack64.Gesvd(how, how, general(a, m, n), general(u, m, left), general(vh, right, n), s, work, len(work))
}

// complexSVD decomposes a matrix of m >= n, which reflectors from both sides make
// bidiagonal and real.
func complexSVD(a []complex128, m, n int, u []complex128, s []float64, vh []complex128, job vectors) bool {
	b := block[complex128]{a, m, n, n}
	e := make([]float64, n-1)
	left, right := reflectors[complex128]{}, reflectors[complex128]{shift: 1}
	room := make([]complex128, n)
	for k := range n {
		v := b.sub(k, k).column(0)
		tau, beta := reflector(v)
		b.sub(k, k+1).left(conj(tau), v, room)
		s[k] = beta
		left.add(tau, v)
		if k == n-1 {
			break
		}
		v = make([]complex128, n-k-1)
		for j, x := range b.sub(k, k+1).row(0) {
			v[j] = conj(x)
		}
		tau, e[k] = reflector(v)
		b.sub(k+1, k+1).right(tau, v, room)
		right.add(tau, v)
	}
	var q, p []float64
	size := 0
	if job != noVectors {
		q, p, size = make([]float64, n*n), make([]float64, n*n), n
		identity(q, n)
		identity(p, n)
	}
	if !(lapackgonum.Implementation{}).Dbdsqr(blas.Upper, n, size, size, 0, s, e, p, n, q, n, nil, 1, make([]float64, 4*n)) {
		return false
	}
	if job == noVectors {
		return true
	}
	cols := len(u) / m
	clear(u)
	for i := range n {
		for j := range n {
			u[i*cols+j] = complex(q[i*n+j], 0)
		}
	}
	for i := n; i < cols; i++ {
		u[i*cols+i] = 1
	}
	left.times(block[complex128]{u, m, cols, cols})
	v := make([]complex128, n*n) // the columns are the right vectors
	for i := range n {
		for j := range n {
			v[i*n+j] = complex(p[j*n+i], 0)
		}
	}
	right.times(block[complex128]{v, n, n, n})
	copy(vh, adjoint(v, n, n))
	return true
}
