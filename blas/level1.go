package blas

import (
	"context"
	"slices"
	"unsafe"

	"github.com/lanewise/lanewise/blas/internal/check"
	"github.com/lanewise/lanewise/kernels"
	"github.com/lanewise/lanewise/threadctl"
)

// Level 1: loops over one or two vectors. Vectors in a row go to kernels as they
// are, others block by block through a buffer in the first-level cache. In main
// memory the limit is its bandwidth, of which one core can't use all: from 1 MB on
// there are threads. Vectors must not overlap, but a kernel's two may be the same.

// isShort reports whether parameters are right and what routines of level 1 are
// mostly called with: vectors in a row, which one thread has done soonest.
func isShort[T Scalar](n int, x []T, incX int, y []T, incY int) bool {
	return incX == 1 && incY == 1 && 0 < n && n <= len(x) && n <= len(y) && !isLarge[T](n)
}

// dotOf returns the sum of op(x[i])*y[i], where op conjugates or does nothing.
func dotOf[T Scalar](conjugated bool, n int, x []T, incX int, y []T, incY int) T {
	if isShort(n, x, incX, y, incY) {
		return dotRow(conjugated, x[:n], y[:n])
	}
	if !check.Pair(n, len(x), incX, len(y), incY) {
		return 0
	}
	return dotVectors(conjugated, newVector(n, x, incX), newVector(n, y, incY))
}

func dotVectors[T Scalar](conjugated bool, x, y vector[T]) T {
	if !isLarge[T](x.n) {
		return dotRange(conjugated, x, y, 0, x.n)
	}
	sum, _ := threadctl.Reduce(context.Background(), x.n, grain/sizeOf[T](),
		func(lo, hi int) T { return dotRange(conjugated, x, y, lo, hi) },
		func(a, b T) T { return a + b })
	return sum
}

func dotRange[T Scalar](conjugated bool, x, y vector[T], lo, hi int) T {
	if x.inc == 1 && y.inc == 1 {
		return dotRow(conjugated, x.row(lo, hi), y.row(lo, hi))
	}
	var s scratch
	a, b := room[T](&s, block), room[T](&s, block)
	sum := halves(lo, hi, func(lo, hi int) T { return dotRow(conjugated, x.load(lo, hi, a), y.load(lo, hi, b)) })
	s.done()
	return sum
}

func dotRow[T Scalar](conjugated bool, x, y []T) T {
	if conjugated {
		return dotc(x, y)
	}
	return dot(x, y)
}

// dsdot returns the dot product of float32 computed in float64.
func dsdot(n int, x []float32, incX int, y []float32, incY int) float64 {
	if !check.Pair(n, len(x), incX, len(y), incY) {
		return 0
	}
	xs, ys := newVector(n, x, incX), newVector(n, y, incY)
	sum, _ := threadctl.Reduce(context.Background(), n, grain, func(lo, hi int) float64 {
		var s scratch
		a, b := room[float32](&s, block), room[float32](&s, block)
		p, q := room[float64](&s, block), room[float64](&s, block)
		sum := halves(lo, hi, func(lo, hi int) float64 {
			p, q := p[:hi-lo], q[:hi-lo]
			kernels.ToF64F32(p, xs.load(lo, hi, a))
			kernels.ToF64F32(q, ys.load(lo, hi, b))
			return dot(p, q)
		})
		s.done()
		return sum
	}, func(a, b float64) float64 { return a + b })
	return sum
}

// sdsdot is dsdot with a number added before the only rounding to float32.
func sdsdot(n int, alpha float32, x []float32, incX int, y []float32, incY int) float32 {
	return float32(float64(alpha) + dsdot(n, x, incX, y, incY))
}

// halves adds up what leaf returns for the blocks of a range, in the order of
// the reductions of package kernels: halves are cut at multiples of a block.
func halves[R Scalar](lo, hi int, leaf func(lo, hi int) R) R {
	n := hi - lo
	if n <= block {
		return leaf(lo, hi)
	}
	middle := lo + ceil(n/2, block)*block
	left := halves(lo, middle, leaf)
	return left + halves(middle, hi, leaf)
}

// fold reduces the parts of the elements of x by kernel, and what it returns of
// parts of a long or strided vector by merge.
func fold[R float, T Scalar](n int, x []T, incX int, kernel func(x []R) R, merge func(a, b R) R) R {
	v := newVector(n, x, incX)
	if isLarge[T](n) {
		r, _ := threadctl.Reduce(context.Background(), n, grain/sizeOf[T](),
			func(lo, hi int) R { return foldRange(v, lo, hi, kernel, merge) }, merge)
		return r
	}
	return foldRange(v, 0, n, kernel, merge)
}

// foldBlock is how many elements of a strided vector are folded at once.
const foldBlock = 8 * block

func foldRange[R float, T Scalar](v vector[T], lo, hi int, kernel func(x []R) R, merge func(a, b R) R) R {
	if v.inc == 1 {
		return kernel(parts[R](v.row(lo, hi)))
	}
	var s scratch
	buf := room[T](&s, foldBlock)
	r := kernel(parts[R](v.load(lo, min(lo+len(buf), hi), buf)))
	for lo += len(buf); lo < hi; lo += len(buf) {
		r = merge(r, kernel(parts[R](v.load(lo, min(lo+len(buf), hi), buf))))
	}
	s.done()
	return r
}

// nrm2 returns the Euclidean norm. Squares neither overflow nor underflow.
func nrm2[R float, T Scalar](n int, x []T, incX int) R {
	if !check.One(n, len(x), incX) {
		return 0
	}
	if incX == 1 && !isLarge[T](n) {
		return norm2(parts[R](x[:n]))
	}
	return fold(n, x, incX, norm2[R], hypot[R])
}

// asum returns the sum of the absolute values of all parts.
func asum[R float, T Scalar](n int, x []T, incX int) R {
	if !check.Asum(n, len(x), incX) {
		return 0
	}
	if incX == 1 && !isLarge[T](n) {
		return sumAbs(parts[R](x[:n]))
	}
	return fold(n, x, incX, sumAbs[R], func(a, b R) R { return a + b })
}

// hypot merges two norms: NaN wins over infinities, as it does in a sum of squares.
func hypot[R float](a, b R) R { return norm2([]R{a, b}) }

// amaxStep is how many elements amax finds the largest of at a time: the one of all is looked
// for where it is, once more, so in a part of the first cache.
const amaxStep = 2048

// amax returns the index of the first element whose parts have the largest sum of
// absolute values, -1 if there is none. Sums are compared one after the other: NaN
// is never larger, and nothing larger than NaN.
func amax[R float, T Scalar](n int, x []T, incX int) int {
	switch {
	case !check.One(n, len(x), incX):
		return -1
	case x[0] != x[0]:
		return 0
	}
	v := newVector(n, x, incX)
	var buf []T
	if incX != 1 {
		var s scratch
		defer s.done()
		buf = room[T](&s, block)
	}
	best, at, piece := R(-1), 0, 0
	step := min(stepOf(v, v), amaxStep)
	load := func(lo int) []R { return parts[R](v.load(lo, min(lo+step, n), buf)) }
	for lo := 0; lo < n; lo += step {
		if m, i := largest(load(lo), best, isComplex[T]()); m > best {
			best, at, piece = m, i, lo
		}
	}
	if at < 0 {
		at = indexOf(load(piece), best)
	}
	return piece + at
}

// largest returns the largest absolute value, or sum of those of a pair, and the
// index of the first one, or -1 if that is still to be found, or anything that is not above
// best if none is.
func largest[R float](x []R, best R, pairs bool) (m R, at int) {
	if pairs {
		for i := 0; i+1 < len(x); i += 2 {
			if sum := abs(x[i]) + abs(x[i+1]); sum > best {
				best, at = sum, i/2
			}
		}
		return best, at
	}
	if len(x) > few {
		m := maxAbs(x)
		if m <= best {
			return m, 0
		}
		if m == m {
			return m, -1
		}
	}
	for i, v := range x {
		if abs(v) > best {
			best, at = abs(v), i
		}
	}
	return best, at
}

// indexOf returns the index of the first element whose absolute value is m. There is
// one, and no NaN.
func indexOf[R float](x []R, m R) int {
	at := 0
	for len(x) > 2*few {
		step := max(len(x)/8, few)
		for maxAbs(x[:step]) != m {
			x, at = x[step:], at+step
			step = min(step, len(x))
		}
		x = x[:step]
	}
	return at + slices.IndexFunc(x, func(v R) bool { return abs(v) == m })
}

func abs[R float](v R) R { return max(v, -v) }

// copyVector copies x to y. Vectors in a row may overlap.
func copyVector[T Scalar](n int, x []T, incX int, y []T, incY int) {
	if !check.Pair(n, len(x), incX, len(y), incY) {
		return
	}
	if incX == 1 && incY == 1 && (!isLarge[T](n) || overlap(x[:n], y[:n])) {
		copy(y[:n], x[:n])
		return
	}
	copyVectors(newVector(n, x, incX), newVector(n, y, incY))
}

func copyVectors[T Scalar](x, y vector[T]) {
	if isLarge[T](x.n) {
		split[T](x.n, func(lo, hi int) { copyRange(x, y, lo, hi) })
		return
	}
	copyRange(x, y, 0, x.n)
}

// overlap reports whether two slices of the same length share memory.
func overlap[T Scalar](x, y []T) bool {
	apart := uintptr(unsafe.Pointer(unsafe.SliceData(x))) - uintptr(unsafe.Pointer(unsafe.SliceData(y)))
	bytes := uintptr(len(x) * sizeOf[T]())
	return apart < bytes || -apart < bytes
}

func copyRange[T Scalar](x, y vector[T], lo, hi int) {
	var s scratch
	a, b := buffers(&s, x, y)
	for step := stepOf(x, y); lo < hi; lo += step {
		row := x.load(lo, min(lo+step, hi), a)
		if y.inc == 1 {
			copy(y.row(lo, lo+len(row)), row)
		} else if x.inc == 1 {
			copy(b, row) // x may lie between the elements of y
			y.store(lo, b[:len(row)])
		} else {
			y.store(lo, row)
		}
	}
	s.done()
}

// swap exchanges x and y.
func swap[T Scalar](n int, x []T, incX int, y []T, incY int) {
	if check.Pair(n, len(x), incX, len(y), incY) {
		swapVectors(newVector(n, x, incX), newVector(n, y, incY))
	}
}

func swapVectors[T Scalar](x, y vector[T]) {
	if isLarge[T](x.n) {
		split[T](x.n, func(lo, hi int) { swapRange(x, y, lo, hi) })
		return
	}
	swapRange(x, y, 0, x.n)
}

func swapRange[T Scalar](x, y vector[T], lo, hi int) {
	var s scratch
	a, b := buffers(&s, x, y)
	buf := room[T](&s, block)
	for ; lo < hi; lo += block {
		end := min(lo+block, hi)
		p, q, c := x.load(lo, end, a), y.load(lo, end, b), buf[:end-lo]
		kernels.Copy(c, p)
		kernels.Copy(p, q)
		kernels.Copy(q, c)
		x.store(lo, p)
		y.store(lo, q)
	}
	s.done()
}

// axpyOf adds alpha*x to y.
func axpyOf[T Scalar](n int, alpha T, x []T, incX int, y []T, incY int) {
	if isShort(n, x, incX, y, incY) && alpha != 0 {
		axpy(alpha, x[:n], y[:n])
		return
	}
	if !check.Pair(n, len(x), incX, len(y), incY) || alpha == 0 {
		return
	}
	axpyVectors(alpha, newVector(n, x, incX), newVector(n, y, incY))
}

func axpyVectors[T Scalar](alpha T, x, y vector[T]) {
	if isLarge[T](x.n) {
		split[T](x.n, func(lo, hi int) { axpyRange(alpha, x, y, lo, hi) })
		return
	}
	axpyRange(alpha, x, y, 0, x.n)
}

func axpyRange[T Scalar](alpha T, x, y vector[T], lo, hi int) {
	var s scratch
	a, b := buffers(&s, x, y)
	for step := stepOf(x, y); lo < hi; lo += step {
		row := y.load(lo, min(lo+step, hi), b)
		axpy(alpha, x.load(lo, min(lo+step, hi), a), row)
		y.store(lo, row)
	}
	s.done()
}

// scal multiplies x by alpha; with alpha = 0, x is only written.
func scal[T Scalar](n int, alpha T, x []T, incX int) {
	if !check.One(n, len(x), incX) {
		return
	}
	if incX == 1 && !isLarge[T](n) {
		scaleRow(alpha, x[:n])
		return
	}
	scalVector(alpha, newVector(n, x, incX))
}

func scalVector[T Scalar](alpha T, x vector[T]) {
	if isLarge[T](x.n) {
		split[T](x.n, func(lo, hi int) { scalRange(alpha, x, lo, hi) })
		return
	}
	scalRange(alpha, x, 0, x.n)
}

func scalRange[T Scalar](alpha T, x vector[T], lo, hi int) {
	if x.inc == 1 {
		scaleRow(alpha, x.row(lo, hi))
		return
	}
	var s scratch
	buf := room[T](&s, block)
	for ; lo < hi; lo += block {
		row := x.load(lo, min(lo+block, hi), buf)
		scaleRow(alpha, row)
		x.store(lo, row)
	}
	s.done()
}

// scaleRow multiplies x by alpha, or clears it if alpha is 0, whatever it holds.
func scaleRow[T Scalar](alpha T, x []T) {
	switch alpha {
	case 0:
		clear(x)
	case 1:
	default:
		scaleTo(x, alpha, x)
	}
}

// scalReal multiplies the parts of x by alpha; with alpha = 0, x is only written.
func scalReal[R float, T Scalar](n int, alpha R, x []T, incX int) {
	if !check.One(n, len(x), incX) {
		return
	}
	v := newVector(n, x, incX)
	if incX == 1 {
		row := parts[R](v.at)
		scal(len(row), alpha, row, 1)
		return
	}
	var s scratch
	buf := room[T](&s, block)
	for lo := 0; lo < n; lo += block {
		row := v.load(lo, min(lo+block, n), buf)
		scaleRow(alpha, parts[R](row))
		v.store(lo, row)
	}
	s.done()
}
