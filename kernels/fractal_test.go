package kernels_test

import (
	"errors"
	"math"
	"runtime/debug"
	"testing"

	"github.com/lanewise/lanewise/kernels"
	"github.com/lanewise/lanewise/kernels/kerneltest"
)

// escapeF64 is the definition of the escape count, one point at a time.
func escapeF64(zr, zi, cr, ci float64, maxIter int) int {
	n := 0
	for ; n < maxIter && math.FMA(zr, zr, float64(zi*zi)) <= 4; n++ {
		zr, zi = math.FMA(zr, zr, math.FMA(-zi, zi, cr)), math.FMA(zr+zr, zi, ci)
	}
	return n
}

func escapeF32(zr, zi, cr, ci float32, maxIter int) int {
	n := 0
	for ; n < maxIter && exactFMA32(zr, zr, zi*zi) <= 4; n++ {
		zr, zi = exactFMA32(zr, zr, exactFMA32(-zi, zi, cr)), exactFMA32(zr+zr, zi, ci)
	}
	return n
}

// axis returns n coordinates around center.
func axis[T kerneltest.Float](center, width float64, n int) []T {
	x := make([]T, n)
	for i := range x {
		x[i] = T(center + width*(float64(i)/float64(n)-0.5))
	}
	return x
}

// regions are places with points of every kind: quick, slow and no escapes.
var regions = []struct{ x, y, width float64 }{
	{-0.75, 0, 2.5}, {0, 0, 100}, {-1.25, 0.02, 0.1}, {-0.7436, 0.1318, 0.001}, {0, 0, 1e-3}, {-2, 0, 1e-9},
}

// juliaC are constants inside, on the edge of and outside the set, and outside
// the circle of radius 2.
var juliaC = []struct{ r, i float64 }{{-0.8, 0.156}, {0, 0}, {-2, 0}, {0.3, 0.6}, {-2.5, 0.1}, {-10, 0}, {math.NaN(), 0}}

// TestFractals holds counts at every level against the definition, on grids
// that are no multiple of a tile, at limits around those of blocks and stays in
// assembly, with all operands against unreadable pages.
func TestFractals(t *testing.T) {
	kerneltest.ForEachLevel(t, func(t *testing.T, _ kernels.Level) {
		fractals(t, kernels.MandelbrotF64, kernels.JuliaF64, escapeF64)
		fractals(t, kernels.MandelbrotF32, kernels.JuliaF32, escapeF32)
	})
}

func fractals[T kerneltest.Float](t *testing.T,
	mandelbrot func(dst []int32, x, y []T, maxIter int),
	julia func(dst []int32, x, y []T, cr, ci T, maxIter int),
	escape func(zr, zi, cr, ci T, maxIter int) int) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	ad, ax, ay := kerneltest.NewArena(t, 1), kerneltest.NewArena(t, 1), kerneltest.NewArena(t, 1)
	for _, size := range []struct{ w, h int }{{1, 1}, {3, 2}, {8, 8}, {17, 9}, {33, 13}} {
		for _, maxIter := range []int{0, 1, 2, 15, 16, 17, 31, 32, 33, 200} {
			for _, r := range regions {
				x := kerneltest.Back[T](ax, copy(kerneltest.Back[T](ax, size.w), axis[T](r.x, r.width, size.w)))
				y := kerneltest.Back[T](ay, copy(kerneltest.Back[T](ay, size.h), axis[T](r.y, r.width, size.h)))
				dst := kerneltest.Back[int32](ad, size.w*size.h)
				mandelbrot(dst, x, y, maxIter)
				for i, n := range dst {
					if want := escape(0, 0, x[i%size.w], y[i/size.w], maxIter); int(n) != want {
						t.Fatalf("%T: Mandelbrot at %v+%vi, limit %d: %d, want %d", x, x[i%size.w], y[i/size.w], maxIter, n, want)
					}
				}
				for _, c := range juliaC {
					julia(dst, x, y, T(c.r), T(c.i), maxIter)
					for i, n := range dst {
						if want := escape(x[i%size.w], y[i/size.w], T(c.r), T(c.i), maxIter); int(n) != want {
							t.Fatalf("%T: Julia set of %v at %v+%vi, limit %d: %d, want %d", x, c, x[i%size.w], y[i/size.w], maxIter, n, want)
						}
					}
				}
			}
		}
	}
}

// TestFractalSpecial covers coordinates that are no numbers, and limits beyond
// one stay in assembly.
func TestFractalSpecial(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	x := []float64{nan, inf, -inf, 1e308, 0, 0.25, -0.75, -2, 5e-324}
	kerneltest.ForEachLevel(t, func(t *testing.T, _ kernels.Level) {
		dst, smooth := make([]int32, len(x)*len(x)), make([]float64, len(x)*len(x))
		kernels.MandelbrotF64(dst, x, x, 20000)
		kernels.MandelbrotSmoothF64(smooth, x, x, 20000)
		for i, n := range dst {
			cr, ci := x[i%len(x)], x[i/len(x)]
			if want := escapeF64(0, 0, cr, ci, 20000); int(n) != want {
				t.Errorf("%v+%vi: %d, want %d", cr, ci, n, want)
			}
			if invalid := cr != cr || ci != ci; invalid != (smooth[i] != smooth[i]) {
				t.Errorf("%v+%vi: smooth value %v", cr, ci, smooth[i])
			}
		}
	})
}

// smoothF64 is the definition of the continuous value.
func smoothF64(cr, ci float64, maxIter int) float64 {
	n := escapeF64(0, 0, cr, ci, maxIter)
	if n == maxIter {
		return float64(maxIter)
	}
	zr, zi, steps := 0.0, 0.0, 0
	for ; steps < n || steps < n+64 && math.FMA(zr, zr, float64(zi*zi)) <= 1<<16; steps++ {
		zr, zi = math.FMA(zr, zr, math.FMA(-zi, zi, cr)), math.FMA(zr+zr, zi, ci)
	}
	return max(0, float64(steps)+1-math.Log2(math.Log2(math.Hypot(zr, zi))))
}

// TestSmooth holds continuous values against the definition, and shows that
// they rise without steps towards the set.
func TestSmooth(t *testing.T) {
	x, y := axis[float64](-0.75, 2.5, 61), axis[float64](0, 2.5, 47)
	kerneltest.ForEachLevel(t, func(t *testing.T, _ kernels.Level) {
		got := make([]float64, len(x)*len(y))
		kernels.MandelbrotSmoothF64(got, x, y, 100)
		for i, v := range got {
			if want := smoothF64(x[i%len(x)], y[i/len(x)], 100); v != want {
				t.Errorf("%v+%vi: %v, want %v", x[i%len(x)], y[i/len(x)], v, want)
			}
		}
	})
	line := make([]float64, 1000) // towards the set on the real axis
	kernels.MandelbrotSmoothF64(line, axis[float64](0.5, 0.4, 1000), []float64{0}, 1000)
	for i := 1; i < 499; i++ {
		if rise := line[len(line)-1-i] - line[len(line)-i]; rise < 0 || rise > 0.5 {
			t.Errorf("step of %v at %d", rise, i)
		}
	}
	f32 := make([]float32, 9)
	kernels.JuliaSmoothF32(f32, axis[float32](0, 3, 3), axis[float32](0, 3, 3), -0.8, 0.156, 50)
	f64 := make([]float64, 9)
	kernels.JuliaSmoothF64(f64, axis[float64](0, 3, 3), axis[float64](0, 3, 3), -0.8, 0.156, 50)
	for i := range f32 {
		if math.Abs(float64(f32[i])-f64[i]) > 1e-3 {
			t.Errorf("Julia point %d: float32 %v, float64 %v", i, f32[i], f64[i])
		}
	}
}

func TestFractalMisuse(t *testing.T) {
	var length *kernels.LengthError
	var limit *kernels.RangeError
	x := make([]float64, 3)
	for name, c := range map[string]struct {
		call func(dst []int32)
		want any
	}{
		"short":    {func(dst []int32) { kernels.MandelbrotF64(dst[:8], x, x, 10) }, &length},
		"long":     {func(dst []int32) { kernels.JuliaF64(dst, x, x[:2], 0, 0, 10) }, &length},
		"negative": {func(dst []int32) { kernels.MandelbrotF64(dst, x, x, -1) }, &limit},
		"huge":     {func(dst []int32) { kernels.MandelbrotF64(dst, x, x, kernels.MaxIter+1) }, &limit},
	} {
		t.Run(name, func(t *testing.T) {
			dst := make([]int32, 9)
			defer func() {
				err, _ := recover().(error)
				if !errors.As(err, c.want) {
					t.Errorf("panic %v, want %T", err, c.want)
				}
				for _, n := range dst {
					if n != 0 {
						t.Error("written before the panic")
					}
				}
			}()
			c.call(dst)
		})
	}
}
