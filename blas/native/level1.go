package native

import (
	"math"
	"math/cmplx"
	"unsafe"

	gonum "gonum.org/v1/gonum/blas"

	"github.com/lanewise/lanewise/blas"
	"github.com/lanewise/lanewise/blas/internal/check"
)

func nrm2[T blas.Scalar, R float](l *routines[T, R], n int, x []T, incX int) R {
	if !check.One(n, len(x), incX) {
		return 0
	}
	r := l.reduce(l.nrm2, n, x, incX)
	if r != r && infinite(n, x, incX) {
		return R(math.Inf(1))
	}
	return r
}

// infinite reports whether there are infinities in x, and no NaN: BLIS makes a NaN of the norm of two.
func infinite[T blas.Scalar](n int, x []T, incX int) (inf bool) {
	for i := range n {
		var z complex128
		switch v := any(x[i*incX]).(type) {
		case float32:
			z = complex(float64(v), 0)
		case float64:
			z = complex(v, 0)
		case complex64:
			z = complex128(v)
		case complex128:
			z = v
		}
		if math.IsNaN(real(z)) || math.IsNaN(imag(z)) {
			return false
		}
		inf = inf || cmplx.IsInf(z)
	}
	return inf
}

func asum[T blas.Scalar, R float](l *routines[T, R], n int, x []T, incX int) R {
	if !check.Asum(n, len(x), incX) {
		return 0
	}
	return l.reduce(l.asum, n, x, incX)
}

func (l *routines[T, R]) reduce(f ofOne[R], n int, x []T, incX int) R {
	l.enterOne()
	defer l.leaveOne()
	return f(n, unsafe.Pointer(unsafe.SliceData(x)), incX)
}

// dot is for real types.
func dot[T blas.Scalar, R float](l *routines[T, R], n int, x []T, incX int, y []T, incY int) R {
	if !check.Pair(n, len(x), incX, len(y), incY) {
		return 0
	}
	return reduce2(l, l.dot, n, x, incX, y, incY)
}

func dsdot[T blas.Scalar, R float](l *routines[T, R], n int, x []T, incX int, y []T, incY int) float64 {
	if !check.Pair(n, len(x), incX, len(y), incY) {
		return 0
	}
	return reduce2(l, l.dotDouble, n, x, incX, y, incY)
}

func sdsdot[T blas.Scalar, R float](l *routines[T, R], n int, alpha float32, x []T, incX int, y []T, incY int) float32 {
	if !check.Pair(n, len(x), incX, len(y), incY) {
		return 0
	}
	return float32(float64(alpha) + reduce2(l, l.dotDouble, n, x, incX, y, incY))
}

func reduce2[T blas.Scalar, R, S float](l *routines[T, R], f ofTwo[S], n int, x []T, incX int, y []T, incY int) S {
	l.enterOne()
	defer l.leaveOne()
	return f(n, unsafe.Pointer(unsafe.SliceData(x)), incX, unsafe.Pointer(unsafe.SliceData(y)), incY)
}

func dotu[T blas.Scalar, R float](l *routines[T, R], n int, x []T, incX int, y []T, incY int) T {
	return l.complexDot(&l.dotu, n, x, incX, y, incY)
}

func dotc[T blas.Scalar, R float](l *routines[T, R], n int, x []T, incX int, y []T, incY int) T {
	return l.complexDot(&l.dotc, n, x, incX, y, incY)
}

func (l *routines[T, R]) complexDot(f *complexDot[R], n int, x []T, incX int, y []T, incY int) (result T) {
	if !check.Pair(n, len(x), incX, len(y), incY) {
		return 0
	}
	if f.fortran != nil {
		n, incX, incY := n, incX, incY // these go to the heap
		l.enterOne()
		defer l.leaveOne()
		r := f.fortran(&n, unsafe.Pointer(unsafe.SliceData(x)), &incX, unsafe.Pointer(unsafe.SliceData(y)), &incY)
		*(*complexOf[R])(unsafe.Pointer(&result)) = r
		return result
	}
	c := newCall()
	c.value(n)
	slice(c, x)
	c.value(incX)
	slice(c, y)
	c.value(incY)
	p := scalar[T](c, 0)
	l.invoke(c, f.cblas, n, perThread2)
	result = *p
	c.release()
	return result
}

func iamax[T blas.Scalar, R float](l *routines[T, R], n int, x []T, incX int) int {
	if !check.One(n, len(x), incX) {
		return -1
	}
	c := newCall()
	c.int(n)
	strided(c, x, incX)
	i := int(l.invoke(c, l.fn[rIamax], n, perThread2))
	c.release()
	if !l.wide {
		i = int(int32(i))
	}
	return i - 1
}

func swap[T blas.Scalar, R float](l *routines[T, R], n int, x []T, incX int, y []T, incY int) {
	if check.Pair(n, len(x), incX, len(y), incY) {
		l.pair(rSwap, n, x, incX, y, incY)
	}
}

func copyTo[T blas.Scalar, R float](l *routines[T, R], n int, x []T, incX int, y []T, incY int) {
	if check.Pair(n, len(x), incX, len(y), incY) {
		l.pair(rCopy, n, x, incX, y, incY)
	}
}

func (l *routines[T, R]) pair(r routine, n int, x []T, incX int, y []T, incY int) {
	c := newCall()
	c.int(n)
	strided(c, x, incX)
	strided(c, y, incY)
	l.level1(r, c, n)
}

func axpy[T blas.Scalar, R float](l *routines[T, R], n int, alpha T, x []T, incX int, y []T, incY int) {
	if !check.Pair(n, len(x), incX, len(y), incY) || alpha == 0 {
		return
	}
	c := newCall()
	c.int(n)
	scalar(c, alpha)
	strided(c, x, incX)
	strided(c, y, incY)
	l.level1(rAxpy, c, n)
}

func scal[T blas.Scalar, R float](l *routines[T, R], n int, alpha T, x []T, incX int) {
	scale(l, rScal, n, alpha, x, incX)
}

// scalReal scales complex numbers by a real one.
func scalReal[T blas.Scalar, R float](l *routines[T, R], n int, alpha R, x []T, incX int) {
	scale(l, rScalReal, n, alpha, x, incX)
}

func scale[T blas.Scalar, R float, S blas.Scalar](l *routines[T, R], r routine, n int, alpha S, x []T, incX int) {
	if !check.One(n, len(x), incX) {
		return
	}
	if alpha == 0 { // libraries differ on 0 times NaN; in gonum it is 0
		for i := range n {
			x[i*incX] = 0
		}
		return
	}
	c := newCall()
	c.int(n)
	scalar(c, alpha)
	strided(c, x, incX)
	l.level1(r, c, n)
}

func rot[T blas.Scalar, R float](l *routines[T, R], n int, x []T, incX int, y []T, incY int, cos, sin R) {
	if !check.Pair(n, len(x), incX, len(y), incY) {
		return
	}
	c := newCall()
	c.int(n)
	strided(c, x, incX)
	strided(c, y, incY)
	scalar(c, cos)
	scalar(c, sin)
	l.level1(rRot, c, n)
}

// rotm does nothing for other flags than the four, like gonum's.
func rotm[T blas.Scalar, R float](l *routines[T, R], n int, x []T, incX int, y []T, incY int, flag gonum.Flag, h [4]R) {
	if !check.Pair(n, len(x), incX, len(y), incY) || flag <= gonum.Identity || flag > gonum.Diagonal {
		return
	}
	c := newCall()
	c.int(n)
	strided(c, x, incX)
	strided(c, y, incY)
	scalar(c, [5]R{R(flag), h[0], h[1], h[2], h[3]})
	l.level1(rRotm, c, n)
}
