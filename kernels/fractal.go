package kernels

import (
	"fmt"
	"math"

	"github.com/lanewise/lanewise/kernels/internal/scalar"
)

// MandelbrotF64 counts iterations of the Mandelbrot set on the grid of points
// c = x[j] + i*y[k]:
//
//	z, n := 0, 0
//	for n < maxIter && |z|^2 <= 4 { z = z*z + c; n++ }
//	dst[k*len(x)+j] = n
//
// in the arithmetic re' = fma(re, re, fma(-im, im, cr)), im' = fma(re+re, im,
// ci), |z|^2 = fma(re, re, im*im). A NaN leaves the loop at the first test that
// sees it, so NaN coordinates give 1 (0 for Julia sets). The bits are the same
// on all levels.
//
// It panics with *LengthError unless len(dst) is len(x)*len(y), and with
// *RangeError unless 0 <= maxIter <= MaxIter.
func MandelbrotF64(dst []int32, x, y []float64, maxIter int) {
	checkGrid("MandelbrotF64", len(dst), len(x), len(y), maxIter)
	g := grid[float64]{x: x, y: y, maxIter: maxIter}
	g.tiles(dst, nil)
}

// MandelbrotF32 is MandelbrotF64 in float32.
func MandelbrotF32(dst []int32, x, y []float32, maxIter int) {
	checkGrid("MandelbrotF32", len(dst), len(x), len(y), maxIter)
	g := grid[float32]{x: x, y: y, maxIter: maxIter}
	g.tiles(dst, nil)
}

// JuliaF64 counts iterations of the Julia set of c = cr + i*ci: as
// MandelbrotF64, but z starts at x[j] + i*y[k] and c is the same for all.
func JuliaF64(dst []int32, x, y []float64, cr, ci float64, maxIter int) {
	checkGrid("JuliaF64", len(dst), len(x), len(y), maxIter)
	g := grid[float64]{x: x, y: y, maxIter: maxIter, julia: true, cr: cr, ci: ci}
	g.tiles(dst, nil)
}

// JuliaF32 is JuliaF64 in float32.
func JuliaF32(dst []int32, x, y []float32, cr, ci float32, maxIter int) {
	checkGrid("JuliaF32", len(dst), len(x), len(y), maxIter)
	g := grid[float32]{x: x, y: y, maxIter: maxIter, julia: true, cr: cr, ci: ci}
	g.tiles(dst, nil)
}

// MandelbrotSmoothF64 is MandelbrotF64 with a continuous result, for colouring:
//
//	dst[k*len(x)+j] = max(0, n + 1 - log2(log2|z|))
//
// where iteration has gone on beyond the escape until |z|^2 > 2^16, but for 64
// steps at most, and maxIter for points that did not escape. NaN coordinates
// give NaN.
func MandelbrotSmoothF64(dst, x, y []float64, maxIter int) {
	checkGrid("MandelbrotSmoothF64", len(dst), len(x), len(y), maxIter)
	g := grid[float64]{x: x, y: y, maxIter: maxIter}
	g.tiles(nil, dst)
}

// MandelbrotSmoothF32 is MandelbrotSmoothF64 in float32.
func MandelbrotSmoothF32(dst, x, y []float32, maxIter int) {
	checkGrid("MandelbrotSmoothF32", len(dst), len(x), len(y), maxIter)
	g := grid[float32]{x: x, y: y, maxIter: maxIter}
	g.tiles(nil, dst)
}

// JuliaSmoothF64 is JuliaF64 with the continuous result of
// MandelbrotSmoothF64.
func JuliaSmoothF64(dst, x, y []float64, cr, ci float64, maxIter int) {
	checkGrid("JuliaSmoothF64", len(dst), len(x), len(y), maxIter)
	g := grid[float64]{x: x, y: y, maxIter: maxIter, julia: true, cr: cr, ci: ci}
	g.tiles(nil, dst)
}

// JuliaSmoothF32 is JuliaSmoothF64 in float32.
func JuliaSmoothF32(dst, x, y []float32, cr, ci float32, maxIter int) {
	checkGrid("JuliaSmoothF32", len(dst), len(x), len(y), maxIter)
	g := grid[float32]{x: x, y: y, maxIter: maxIter, julia: true, cr: cr, ci: ci}
	g.tiles(nil, dst)
}

// MaxIter is the largest iteration limit of the fractal kernels.
const MaxIter = math.MaxInt32

func checkGrid(fn string, dst, x, y, maxIter int) {
	if y != 0 && x > math.MaxInt/y || dst != x*y {
		panic(newLengthError(fn, dst, x, y))
	}
	if maxIter < 0 || maxIter > MaxIter {
		panic(&RangeError{fn, fmt.Sprintf("maxIter = %d is not within [0, %d]", maxIter, MaxIter)})
	}
}

type float interface{ float32 | float64 }

// grid is a rectangle of points to iterate.
type grid[T float] struct {
	x, y    []T
	maxIter int
	julia   bool
	cr, ci  T
}

// c returns the constant of a point's iteration.
func (g *grid[T]) c(col, row int) (cr, ci T) {
	if g.julia {
		return g.cr, g.ci
	}
	return g.x[col], g.y[row]
}

// writeCounts copies a tile's counts to their place in the grid.
func (g *grid[T]) writeCounts(dst []int32, t *tile[T], col, row int) {
	cols := min(t.cols, len(g.x)-col)
	for k := range t.rows {
		copy(dst[(row+k)*len(g.x)+col:][:cols], t.n[k*t.cols:])
	}
}

// writeSmooth sets the continuous values of a tile's points.
func (g *grid[T]) writeSmooth(dst []T, t *tile[T], col, row int) {
	cols := min(t.cols, len(g.x)-col)
	er, ei := t.field(fieldEr), t.field(fieldEi)
	for k := range t.rows {
		out := dst[(row+k)*len(g.x)+col:][:cols]
		for j := range out {
			i := k*t.cols + j
			out[j] = T(g.maxIter)
			if n := int(t.n[i]); n < g.maxIter {
				cr, ci := g.c(col+j, row+k)
				out[j] = smoothCount(n, er[i], ei[i], cr, ci)
			}
		}
	}
}

// smoothCount continues from a point's escape.
func smoothCount[T float](n int, zr, zi, cr, ci T) T {
	// Near |z| = |c| = 2 the distance from the circle grows from a rounding
	// error by a factor of 4 at each step, so 64 are plenty; a Julia set whose
	// |c| is larger may not get there at all.
	for i := 0; i < 64 && norm2(zr, zi) <= 1<<16; i++ {
		zr, zi = iterate(zr, zi, cr, ci)
		n++
	}
	if m := norm2(zr, zi); m != m {
		return m
	}
	r := math.Hypot(float64(zr), float64(zi))
	return T(max(0, float64(n)+1-math.Log2(math.Log2(r))))
}

// iterate returns z*z + c in the arithmetic of all levels.
func iterate[T float](zr, zi, cr, ci T) (T, T) {
	return fma(zr, zr, fma(-zi, zi, cr)), fma(zr+zr, zi, ci)
}

func norm2[T float](zr, zi T) T { return fma(zr, zr, zi*zi) }

// fma returns x*y + z rounded once.
func fma[T float](x, y, z T) T {
	if isF64[T]() {
		return T(math.FMA(float64(x), float64(y), float64(z)))
	}
	return T(scalar.FMA32(float32(x), float32(y), float32(z)))
}

// escapePortable iterates one point; it returns the count and the last z. The
// loop stands here once for each type: the compiler doesn't inline fma.
func escapePortable[T float](zr, zi, cr, ci T, maxIter int32) (n int32, er, ei T) {
	if isF64[T]() {
		n, r, i := escapeF64(float64(zr), float64(zi), float64(cr), float64(ci), maxIter)
		return n, T(r), T(i)
	}
	n, r, i := escapeF32(float32(zr), float32(zi), float32(cr), float32(ci), maxIter)
	return n, T(r), T(i)
}

func escapeF64(zr, zi, cr, ci float64, maxIter int32) (n int32, er, ei float64) {
	for n < maxIter && math.FMA(zr, zr, zi*zi) <= 4 {
		zr, zi = math.FMA(zr, zr, math.FMA(-zi, zi, cr)), math.FMA(zr+zr, zi, ci)
		n++
	}
	return n, zr, zi
}

func escapeF32(zr, zi, cr, ci float32, maxIter int32) (n int32, er, ei float32) {
	for n < maxIter && scalar.FMA32(zr, zr, zi*zi) <= 4 {
		zr, zi = scalar.FMA32(zr, zr, scalar.FMA32(-zi, zi, cr)), scalar.FMA32(zr+zr, zi, ci)
		n++
	}
	return n, zr, zi
}
