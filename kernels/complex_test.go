package kernels_test

import (
	"math"
	"math/cmplx"
	"math/rand/v2"
	"runtime/debug"
	"testing"

	"github.com/lanewise/lanewise/kernels"
	"github.com/lanewise/lanewise/kernels/kerneltest"
)

// parts of complex numbers with corners among them.
func complexes(r *rand.Rand, x []complex128) {
	draw := floats[float64](r)
	for i := range x {
		x[i] = complex(math.Float64frombits(draw()), math.Float64frombits(draw()))
	}
}

func sameComplex(a, b complex128) bool {
	return kerneltest.Same(real(a), real(b)) && kerneltest.Same(imag(a), imag(b))
}

// TestComplex holds the complex kernels against formulas in plain Go, for all
// lengths, against unreadable pages.
func TestComplex(t *testing.T) {
	kerneltest.ForEachLevel(t, func(t *testing.T, _ kernels.Level) {
		defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
		r := rand.New(rand.NewPCG(6, 6))
		a, b, c := kerneltest.NewArena(t, 4096), kerneltest.NewArena(t, 4096), kerneltest.NewArena(t, 4096)
		for n := range 70 {
			for _, end := range []func(a *kerneltest.Arena, n int) []complex128{kerneltest.Front[complex128], kerneltest.Back[complex128]} {
				dst, x, y := end(a, n), end(b, n), end(c, n)
				complexes(r, x)
				complexes(r, y)
				checkComplexOps(t, dst, x, y)
			}
			dst, x, y := kerneltest.Back[complex64](a, n), kerneltest.Back[complex64](b, n), kerneltest.Back[complex64](c, n)
			for i := range x {
				x[i] = complex(float32(r.NormFloat64()), float32(r.NormFloat64()))
				y[i] = complex(float32(r.NormFloat64()), float32(r.NormFloat64()))
			}
			kernels.MulC64(dst, x, y)
			for i, got := range dst {
				xr, xi, yr, yi := real(x[i]), imag(x[i]), real(y[i]), imag(y[i])
				if want := complex(float32(xr*yr)-float32(xi*yi), float32(xi*yr)+float32(xr*yi)); got != want {
					t.Fatalf("complex64: %v * %v = %v, want %v", x[i], y[i], got, want)
				}
			}
		}
	})
}

func checkComplexOps(t *testing.T, dst, x, y []complex128) {
	t.Helper()
	for name, op := range map[string]struct {
		run  func(dst, x, y []complex128)
		want func(x, y complex128) complex128
	}{
		"add": {kernels.AddC128, func(x, y complex128) complex128 { return x + y }},
		"sub": {kernels.SubC128, func(x, y complex128) complex128 { return x - y }},
		"mul": {kernels.MulC128, func(x, y complex128) complex128 {
			xr, xi, yr, yi := real(x), imag(x), real(y), imag(y)
			return complex(float64(xr*yr)-float64(xi*yi), float64(xi*yr)+float64(xr*yi))
		}},
		"neg":  {func(dst, x, _ []complex128) { kernels.NegC128(dst, x) }, func(x, _ complex128) complex128 { return complex(-real(x), -imag(x)) }},
		"conj": {func(dst, x, _ []complex128) { kernels.ConjC128(dst, x) }, func(x, _ complex128) complex128 { return cmplx.Conj(x) }},
	} {
		op.run(dst, x, y)
		for i, got := range dst {
			if want := op.want(x[i], y[i]); !sameComplex(got, want) {
				t.Fatalf("%s of %v, %v = %v, want %v", name, x[i], y[i], got, want)
			}
		}
	}
}

// TestComplexDiv holds quotients against Go's own, which scales, too.
func TestComplexDiv(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 8))
	x, y, dst := make([]complex128, 1000), make([]complex128, 1000), make([]complex128, 1000)
	for i := range x {
		scale := math.Ldexp(1, r.IntN(2000)-1000)
		x[i] = complex(r.NormFloat64()*scale, r.NormFloat64()*scale)
		y[i] = complex(r.NormFloat64()*scale, r.NormFloat64()*scale)
	}
	kernels.DivC128(dst, x, y)
	for i, got := range dst {
		if want := x[i] / y[i]; cmplx.Abs(got-want) > 8e-16*cmplx.Abs(want) {
			t.Errorf("%v / %v = %v, want %v", x[i], y[i], got, want)
		}
	}
	one := []complex128{0}
	kernels.DivC128(one, []complex128{complex(1, -1)}, []complex128{0})
	if !sameComplex(one[0], complex(math.Inf(1), math.Inf(-1))) {
		t.Errorf("(1-1i) / 0 = %v", one[0])
	}
}

func TestComplexSum(t *testing.T) {
	kerneltest.ForEachLevel(t, func(t *testing.T, _ kernels.Level) {
		for _, n := range []int{0, 1, 5, 511, 512, 513, 3000} {
			x, re, im := make([]complex128, n), make([]float64, n), make([]float64, n)
			r := rand.New(rand.NewPCG(uint64(n), 9))
			for i := range x {
				re[i], im[i] = r.NormFloat64(), r.NormFloat64()
				x[i] = complex(re[i], im[i])
			}
			if got, want := kernels.SumC128(x), complex(kernels.SumF64(re), kernels.SumF64(im)); got != want {
				t.Errorf("%d: %v, want %v", n, got, want)
			}
		}
	})
}

func TestComplexMisuse(t *testing.T) {
	x := make([]complex64, 9)
	for text, f := range map[string]func(){
		"kernels: MulC64: slices of lengths [9 8] where the first has 9":  func() { kernels.MulC64(x, x, x[:8]) },
		"kernels: ConjC64: slices of lengths [8 8] where the first has 9": func() { kernels.ConjC64(x, x[:8]) },
		"kernels: AddC64: the output overlaps an input at an offset":      func() { kernels.AddC64(x[1:], x[:8], x[1:]) },
	} {
		func() {
			defer func() {
				if err, _ := recover().(error); err == nil || err.Error() != text {
					t.Errorf("panic %v, want %s", err, text)
				}
			}()
			f()
		}()
	}
	if n := testing.AllocsPerRun(10, func() {
		var a [40]complex128
		kernels.MulC128(a[:], a[:], a[:])
		kernels.SumC128(a[:])
	}); n != 0 {
		t.Errorf("%v allocations", n)
	}
}
