package linalg

import (
	"math"
	"math/cmplx"

	"gonum.org/v1/gonum/blas/blas64"
	"gonum.org/v1/gonum/lapack"
	"gonum.org/v1/gonum/lapack/lapack64"

	"github.com/lanewise/lanewise/ndarray"
)

// Eig returns for each matrix of a the eigenvalues w, of shape (..., n), and the
// eigenvectors, the columns of v: a @ v = v * w. They are complex also where a is real:
// then eigenvalues that are not real come in conjugate pairs, the one with the positive
// imaginary part first. Their order is that in which the QR algorithm finds them. Columns
// of v have the Euclidean norm 1; their phases are arbitrary, and a matrix
// that is not diagonalizable gives columns that are nearly dependent.
//
// Error: |a@v - v*w| <= c*n*eps*|a|. NaN and infinities give ErrNoConvergence. It panics
// with ErrShape if a is not square.
func Eig[T ndarray.Inexact](a ndarray.Array[T]) (w, v ndarray.Array[complex128], err error) {
	return eig("Eig", a, true)
}

// EigVals returns the eigenvalues w that [Eig] returns.
func EigVals[T ndarray.Inexact](a ndarray.Array[T]) (ndarray.Array[complex128], error) {
	w, _, err := eig("EigVals", a, false)
	return w, err
}

func eig[T ndarray.Inexact](op string, a ndarray.Array[T], vectors bool) (w, v ndarray.Array[complex128], err error) {
	stack, n := squareStack(op, a)
	ws, vs := make([]complex128, sizeOf(stack)*n), make([]complex128, sizeOf(stack)*n*n)
	switch {
	case n == 0:
	case isComplex[T]():
		err = eigEach(op, stack, n, take[complex128](a), ws, vs, vectors, complexEig)
	default:
		err = eigEach(op, stack, n, take[float64](a), ws, vs, vectors, realEig)
	}
	if err != nil {
		return w, v, err
	}
	return give[complex128](ws, with(stack, n)), give[complex128](vs, a.Shape()), nil
}

func eigEach[S scalar](op string, stack []int, n int, in []S, ws, vs []complex128, vectors bool, one func(a []S, n int, w, v []complex128, vectors bool) bool) error {
	return forEach(op, stack, 20*n*n*n, func(i int) error {
		a := part(in, i, n*n)
		if !finite(a) || !one(a, n, part(ws, i, n), part(vs, i, n*n), vectors) {
			return ErrNoConvergence
		}
		return nil
	})
}

func realEig(a []float64, n int, w, v []complex128, vectors bool) bool {
	re, im := make([]float64, n), make([]float64, n)
	job, right := lapack.RightEVNone, blas64.General{Stride: 1}
	if vectors {
		job, right = lapack.RightEVCompute, general(make([]float64, n*n), n, n)
	}
	none := blas64.General{Stride: 1}
	var best [1]float64
	lapack64.Geev(lapack.LeftEVNone, job, general(a, n, n), re, im, none, right, best[:], -1)
	work := make([]float64, max(int(best[0]), 4*n))
	if lapack64.Geev(lapack.LeftEVNone, job, general(a, n, n), re, im, none, right, work, len(work)) != 0 {
		return false
	}
	for j := 0; j < n; j++ {
		w[j] = complex(re[j], im[j])
		if !vectors {
			continue
		}
		if im[j] == 0 {
			for i := range n {
				v[i*n+j] = complex(right.Data[i*n+j], 0)
			}
			continue
		}
		w[j+1] = cmplx.Conj(w[j])
		for i := range n { // the parts are in two columns
			v[i*n+j] = complex(right.Data[i*n+j], right.Data[i*n+j+1])
			v[i*n+j+1] = cmplx.Conj(v[i*n+j])
		}
		j++
	}
	return true
}

// complexEig brings a to Hessenberg form by reflectors and to triangular form T by QR
// steps, which v collects; the eigenvectors are v times those of T.
func complexEig(a []complex128, n int, w, v []complex128, vectors bool) bool {
	most := 0.0
	for _, x := range a {
		most = math.Max(most, math.Max(math.Abs(real(x)), math.Abs(imag(x))))
	}
	_, e := math.Frexp(most) // so that squares neither overflow nor underflow
	scaleBy(a, -e)
	defer scaleBy(w, e)
	b := block[complex128]{a, n, n, n}
	refs := reflectors[complex128]{shift: 1}
	room := make([]complex128, n)
	for k := 0; k < n-2; k++ {
		x := b.sub(k+1, k).column(0)
		tau, beta := reflector(x)
		b.sub(k+1, k+1).left(cmplx.Conj(tau), x, room)
		b.sub(0, k+1).right(tau, x, room)
		a[(k+1)*n+k] = complex(beta, 0)
		for i := k + 2; i < n; i++ {
			a[i*n+k] = 0
		}
		refs.add(tau, x)
	}
	identity(v, n)
	refs.times(block[complex128]{v, n, n, n})
	if !triangularize(a, v, n) {
		return false
	}
	for i := range n {
		w[i] = a[i*n+i]
	}
	if vectors {
		backSubstitute(a, v, n)
	}
	return true
}

// scaleBy multiplies by a power of two.
func scaleBy(a []complex128, e int) {
	for i, x := range a {
		a[i] = complex(math.Ldexp(real(x), e), math.Ldexp(imag(x), e))
	}
}

// triangularize applies QR steps with Wilkinson's shifts to the Hessenberg matrix h,
// and their rotations to z from the right.
func triangularize(h, z []complex128, n int) bool {
	norm := norm2(h)
	steps := 0
	for hi := n - 1; hi > 0; {
		lo := hi
		for ; lo > 0; lo-- {
			sub := &h[lo*n+lo-1]
			near := size(h[lo*n+lo]) + size(h[(lo-1)*n+lo-1])
			if near == 0 {
				near = norm
			}
			if size(*sub) <= eps*near || size(*sub) < 0x1p-1022 {
				*sub = 0
				break
			}
		}
		if lo == hi {
			hi--
			steps = 0
			continue
		}
		if steps++; steps > 60 {
			return false
		}
		shift := wilkinson(h[(hi-1)*n+hi-1], h[(hi-1)*n+hi], h[hi*n+hi-1], h[hi*n+hi])
		if steps%10 == 0 { // an exceptional shift breaks cycles
			shift = h[hi*n+hi] + complex(size(h[hi*n+hi-1]), 0)
		}
		qrStep(h, z, n, lo, hi, shift)
	}
	return true
}

// wilkinson returns the eigenvalue of the matrix ((a, b), (c, d)) that is nearer to d.
func wilkinson(a, b, c, d complex128) complex128 {
	half := (a - d) / 2
	root := cmplx.Sqrt(half*half + b*c)
	if real(half)*real(root)+imag(half)*imag(root) < 0 {
		root = -root
	}
	if half+root == 0 {
		return d
	}
	return d - b*c/(half+root)
}

// qrStep applies a QR step with a shift to the rows and columns lo to hi, as rotations
// that chase the bulge.
func qrStep(h, z []complex128, n, lo, hi int, shift complex128) {
	x, y := h[lo*n+lo]-shift, h[(lo+1)*n+lo]
	for k := lo; k < hi; k++ {
		if k > lo {
			x, y = h[k*n+k-1], h[(k+1)*n+k-1]
		}
		c, s := rotation(x, y)
		top, bottom := h[k*n:k*n+n], h[(k+1)*n:(k+1)*n+n]
		for j := max(k-1, 0); j < n; j++ {
			p, q := top[j], bottom[j]
			top[j] = complex(c, 0)*p + s*q
			bottom[j] = complex(c, 0)*q - cmplx.Conj(s)*p
		}
		if k > lo {
			h[(k+1)*n+k-1] = 0
		}
		for i := range min(k+3, hi+1) {
			turn(h, i*n+k, c, s)
		}
		for i := range n {
			turn(z, i*n+k, c, s)
		}
	}
}

// rotation returns c and s with ((c, s), (-conj(s), c)) * (x, y) = (r, 0).
func rotation(x, y complex128) (c float64, s complex128) {
	ax, ay := cmplx.Abs(x), cmplx.Abs(y)
	r := math.Hypot(ax, ay)
	switch {
	case r == 0:
		return 1, 0
	case ax == 0:
		return 0, complex(1/ay, 0) * cmplx.Conj(y)
	}
	phase := x / complex(ax, 0)
	return ax / r, phase * cmplx.Conj(y) / complex(r, 0)
}

// turn applies the adjoint of a rotation to elements at and at+1 of a row.
func turn(a []complex128, at int, c float64, s complex128) {
	p, q := a[at], a[at+1]
	a[at] = complex(c, 0)*p + cmplx.Conj(s)*q
	a[at+1] = complex(c, 0)*q - s*p
}

// backSubstitute replaces z by z times the normalized eigenvectors of the triangular
// matrix t.
func backSubstitute(t, z []complex128, n int) {
	least := math.Max(eps*norm2(t), 0x1p-1000)
	vectors := make([]complex128, n*n) // row k is the vector to eigenvalue k
	for k := range n {
		x := vectors[k*n : k*n+k+1]
		x[k] = 1
		for i := k - 1; i >= 0; i-- {
			var sum complex128
			for j := i + 1; j <= k; j++ {
				sum += t[i*n+j] * x[j]
			}
			d := t[i*n+i] - t[k*n+k]
			if size(d) < least {
				d = complex(least, 0)
			}
			x[i] = -sum / d
			if big := size(x[i]); big > 0x1p500 {
				for j := range x {
					x[j] /= complex(big, 0)
				}
			}
		}
	}
	for i := range n {
		row := z[i*n : i*n+n]
		out := make([]complex128, n)
		for k := range n {
			for j, v := range vectors[k*n : k*n+k+1] {
				out[k] += row[j] * v
			}
		}
		copy(row, out)
	}
	for k := range n {
		r := complex(norm2(block[complex128]{z, n, n, n}.column(k)), 0)
		for i := range n {
			z[i*n+k] /= r
		}
	}
}
