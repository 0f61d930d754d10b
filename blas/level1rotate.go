package blas

import (
	"math"

	"github.com/lanewise/lanewise/blas/internal/check"
	"gonum.org/v1/gonum/blas"
)

// rotg returns the rotation that maps (a, b) to (r, 0),
//
//	⎡ c s⎤   ⎡a⎤   ⎡r⎤
//	⎣-s c⎦ * ⎣b⎦ = ⎣0⎦
//
// and z, from which c and s can be told. Both numbers are divided by the larger one,
// within the range whose reciprocals are numbers, so that no square overflows or
// underflows (E. Anderson, Algorithm 978, ACM TOMS 44, 2017). r has the sign of
// the larger of a and b.
func rotg[R float](a, b R) (c, s, r, z R) {
	if b == 0 {
		return 1, 0, a, 0
	}
	if a == 0 {
		return 0, 1, b, 1
	}
	least := R(0x1p-126)
	if sizeOf[R]() == 8 {
		least = R(math.Float64frombits(1 << 52)) // 2^-1022
	}
	larger := b
	if abs(a) > abs(b) {
		larger = a
	}
	scale := min(max(least, abs(a), abs(b)), 1/least)
	p, q := a/scale, b/scale
	r = R(math.Copysign(float64(scale*sqrt(R(p*p)+R(q*q))), float64(larger)))
	c, s = a/r, b/r
	switch {
	case abs(a) > abs(b):
		z = s
	case c != 0:
		z = 1 / c
	default:
		z = 1
	}
	return c, s, r, z
}

func sqrt[R float](v R) R { return R(math.Sqrt(float64(v))) }

// modified is a modified Givens rotation: the matrix H of rotm, whose elements
// that its flag implies are set, too.
type modified[R float] struct {
	flag               blas.Flag
	h11, h12, h21, h22 R
}

// times multiplies the rows of H by numbers. Its flag says that all elements are
// stored then.
func (h *modified[R]) times(first, second R) {
	h.flag = blas.Rescaling
	h.h11 *= first
	h.h12 *= first
	h.h21 *= second
	h.h22 *= second
}

// rotmg returns the modified rotation H that makes the second component of
//
//	H * ⎡sqrt(d1)*x1⎤
//	    ⎣sqrt(d2)*y1⎦
//
// zero, with d1, d2 and x1 after it: weights d replace the square roots that rotg
// takes. They are kept within 2^±24 by powers of two (Hopkins, ACM TOMS 23, 1997).
func rotmg[R float](d1, d2, x1, y1 R) (h modified[R], rd1, rd2, rx1 R) {
	failed := modified[R]{flag: blas.Rescaling}
	if d1 < 0 {
		return failed, 0, 0, 0
	}
	if d2 == 0 || y1 == 0 {
		return modified[R]{flag: blas.Identity}, d1, d2, x1
	}
	p1, p2 := R(d1*x1), R(d2*y1)
	q1, q2 := R(p1*x1), R(p2*y1)
	switch {
	case (d1 == 0 || x1 == 0) && d2 > 0:
		h = modified[R]{blas.Diagonal, 0, 1, -1, 0}
		d1, d2, x1 = d2, d1, y1
	case abs(q1) > abs(q2):
		h = modified[R]{blas.OffDiagonal, 1, p2 / p1, -y1 / x1, 1}
		u := 1 - R(h.h12*h.h21)
		if u <= 0 {
			return failed, 0, 0, 0
		}
		d1, d2, x1 = d1/u, d2/u, x1*u
	case q2 < 0:
		return failed, 0, 0, 0
	default:
		h = modified[R]{blas.Diagonal, p1 / p2, 1, -1, x1 / y1}
		u := 1 + R(h.h11*h.h22)
		d1, d2, x1 = d2/u, d1/u, y1*u
	}
	const step = 4096
	for ; d1 != 0 && abs(d1) <= 1.0/(step*step); x1 /= step {
		d1 *= step * step
		h.times(1.0/step, 1)
	}
	for ; abs(d1) > step*step && finite(d1); x1 *= step {
		d1 /= step * step
		h.times(step, 1)
	}
	for d2 != 0 && abs(d2) <= 1.0/(step*step) {
		d2 *= step * step
		h.times(1, 1.0/step)
	}
	for abs(d2) > step*step && finite(d2) {
		d2 /= step * step
		h.times(1, step)
	}
	return h, d1, d2, x1
}

func finite[R float](v R) bool { return v-v == 0 }

// stored returns the elements of H that its flag does not imply, by columns.
func (h modified[R]) stored() [4]R {
	switch h.flag {
	case blas.Diagonal:
		return [4]R{0: h.h11, 3: h.h22}
	case blas.OffDiagonal:
		return [4]R{1: h.h21, 2: h.h12}
	case blas.Rescaling:
		return [4]R{h.h11, h.h21, h.h12, h.h22}
	}
	return [4]R{}
}

// Srotmg returns the modified Givens rotation that makes the second component of
// H * (sqrt(d1)*b1, sqrt(d2)*b2) zero, and what becomes of d1, d2 and b1. If d1 < 0,
// or d2 < 0 and there is none, all is 0 and the flag is Rescaling.
func (Implementation) Srotmg(d1, d2, b1, b2 float32) (p blas.SrotmParams, rd1, rd2, rb1 float32) {
	h, rd1, rd2, rb1 := rotmg(d1, d2, b1, b2)
	return blas.SrotmParams{Flag: h.flag, H: h.stored()}, rd1, rd2, rb1
}

// Drotmg is Srotmg for float64.
func (Implementation) Drotmg(d1, d2, b1, b2 float64) (p blas.DrotmParams, rd1, rd2, rb1 float64) {
	h, rd1, rd2, rb1 := rotmg(d1, d2, b1, b2)
	return blas.DrotmParams{Flag: h.flag, H: h.stored()}, rd1, rd2, rb1
}

// rot rotates the plane of each pair of elements: x, y = c*x + s*y, c*y - s*x.
func rot[R float](n int, x []R, incX int, y []R, incY int, c, s R) {
	if check.Pair(n, len(x), incX, len(y), incY) {
		transform(newVector(n, x, incX), newVector(n, y, incY), c, s, -s, c)
	}
}

// rotm applies the matrix H that flag and elements describe to each pair of
// elements.
func rotm[R float](n int, x []R, incX int, y []R, incY int, flag blas.Flag, h [4]R) {
	if !check.Pair(n, len(x), incX, len(y), incY) {
		return
	}
	xs, ys := newVector(n, x, incX), newVector(n, y, incY)
	switch flag {
	case blas.Rescaling:
		transform(xs, ys, h[0], h[2], h[1], h[3])
	case blas.OffDiagonal:
		transform(xs, ys, 1, h[2], h[1], 1)
	case blas.Diagonal:
		transform(xs, ys, h[0], 1, -1, h[3])
	}
}

// transform sets x, y = h11*x + h12*y, h21*x + h22*y.
func transform[R float](x, y vector[R], h11, h12, h21, h22 R) {
	if isLarge[R](x.n) {
		split[R](x.n, func(lo, hi int) { transformRange(x, y, lo, hi, h11, h12, h21, h22) })
		return
	}
	transformRange(x, y, 0, x.n, h11, h12, h21, h22)
}

func transformRange[R float](x, y vector[R], lo, hi int, h11, h12, h21, h22 R) {
	var s scratch
	a, b := buffers(&s, x, y)
	for step := stepOf(x, y); lo < hi; lo += step {
		p, q := x.load(lo, min(lo+step, hi), a), y.load(lo, min(lo+step, hi), b)
		rotateRow(p, q, h11, h12, h21, h22)
		x.store(lo, p)
		y.store(lo, q)
	}
	s.done()
}
