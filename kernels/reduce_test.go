package kernels_test

import (
	"math"
	"math/big"
	"math/rand/v2"
	"runtime/debug"
	"slices"
	"testing"
	"unsafe"

	"github.com/lanewise/lanewise/asm/vir"
	"github.com/lanewise/lanewise/kernels"
	"github.com/lanewise/lanewise/kernels/kerneltest"
)

// TestArgExtremes holds Argmin and Argmax against a plain loop, with ties,
// zeros of both signs and NaNs, around the borders of blocks.
func TestArgExtremes(t *testing.T) {
	kerneltest.ForEachLevel(t, func(t *testing.T, _ kernels.Level) {
		argExtremes[float64](t, vir.F64)
		argExtremes[float32](t, vir.F32)
		argExtremes[int64](t, vir.I64)
		argExtremes[int32](t, vir.I32)
		argExtremes[int16](t, vir.I16)
		argExtremes[int8](t, vir.I8)
		argExtremes[uint64](t, vir.U64)
		argExtremes[uint32](t, vir.U32)
		argExtremes[uint16](t, vir.U16)
		argExtremes[uint8](t, vir.U8)
	})
}

// TestArgExtremePlaces has the extreme, or a NaN, at every place of slices of all
// lengths up to some vectors, which end at a page that can't be read.
func TestArgExtremePlaces(t *testing.T) {
	kerneltest.ForEachLevel(t, func(t *testing.T, _ kernels.Level) {
		argExtremePlaces[float64](t)
		argExtremePlaces[float32](t)
		argExtremePlaces[int64](t)
		argExtremePlaces[int32](t)
		argExtremePlaces[int16](t)
		argExtremePlaces[int8](t)
		argExtremePlaces[uint64](t)
		argExtremePlaces[uint32](t)
		argExtremePlaces[uint16](t)
		argExtremePlaces[uint8](t)
	})
}

func argExtremePlaces[T kernels.Real](t *testing.T) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	size := int(unsafe.Sizeof(T(0)))
	arena := kerneltest.NewArena(t, 320)
	zero, isFloat := T(0), T(1)/T(2) != 0
	for n := 1; n <= 320/size; n++ {
		for _, x := range [][]T{kerneltest.Front[T](arena, n), kerneltest.Back[T](arena, n)} {
			check := func(what string, f func([]T) int, v T, at int) {
				for i := range x {
					x[i] = 7
				}
				x[at], x[n-1] = v, v // the last one only counts if it is the first
				if got := f(x); got != at {
					t.Errorf("%s of %d elements of type %T: %d, want %d", what, n, v, got, at)
				}
			}
			for at := range n {
				check("Argmax", kernels.Argmax[T], 8, at)
				check("Argmin", kernels.Argmin[T], 6, at)
				if isFloat {
					check("Argmax with a NaN", kernels.Argmax[T], zero/zero, at)
					check("Argmin with a NaN", kernels.Argmin[T], zero/zero, at)
				}
			}
		}
	}
}

func argExtremes[T kernels.Real](t *testing.T, typ vir.Type) {
	r := rand.New(rand.NewPCG(1, 5))
	draw := drawer(5)
	for _, n := range []int{1, 2, 7, 511, 512, 513, 1023, 1024, 1025, 2050, 8192, 20000} {
		mem := make([]byte, n*typ.Size())
		for i := range n {
			put(typ, mem, i, draw(typ))
		}
		x := views[typ](mem).([]T)
		if n > 7 && r.IntN(2) == 0 { // without NaN
			for i, v := range x {
				if v != v {
					x[i] = T(i % 3)
				}
			}
		}
		for name, f := range map[string]struct {
			got  int
			wins func(a, b T) bool
		}{
			"Argmin": {kernels.Argmin(x), func(a, b T) bool { return a < b }},
			"Argmax": {kernels.Argmax(x), func(a, b T) bool { return a > b }},
		} {
			want := 0
			for i, v := range x {
				if x[want] == x[want] && (v != v || f.wins(v, x[want])) {
					want = i
				}
			}
			if f.got != want {
				t.Errorf("%s%s of %d elements: %d (%v), want %d (%v)", name, typ, n, f.got, x[f.got], want, x[want])
			}
		}
	}
	defer func() {
		if _, ok := recover().(*kernels.RangeError); !ok {
			t.Error("Argmax of no elements does not panic with *RangeError")
		}
	}()
	kernels.Argmax([]T{})
}

func TestBools(t *testing.T) {
	for n := range 200 {
		x := make([]bool, n)
		for i := range x {
			x[i] = true
		}
		if !kernels.All(x) || kernels.Any(x) != (n > 0) || kernels.Count(x) != n {
			t.Errorf("%d true: %v %v %v", n, kernels.All(x), kernels.Any(x), kernels.Count(x))
		}
		for i := range x {
			x[i] = false
			if kernels.All(x) || kernels.Any(x) != (i+1 < n) || kernels.Count(x) != n-i-1 {
				t.Fatalf("%d of %d true: %v %v %v", n-i-1, n, kernels.All(x), kernels.Any(x), kernels.Count(x))
			}
		}
	}
}

// TestMoments holds means and deviations against exact arithmetic where naive
// formulas lose everything: a small spread around a large mean.
func TestMoments(t *testing.T) {
	kerneltest.ForEachLevel(t, func(t *testing.T, _ kernels.Level) {
		r := rand.New(rand.NewPCG(3, 1))
		for _, n := range []int{1, 2, 100, 2048, 2049, 10000} {
			x, x32 := make([]float64, n), make([]float32, n)
			for i := range x {
				x[i] = 1e9 + r.NormFloat64()
				x32[i] = float32(1e4 + r.NormFloat64())
			}
			mean, m2 := kernels.MomentsF64(x)
			wantMean, wantM2 := moments(x)
			if !near(mean, wantMean, 1e-15) || !near(m2, wantM2, 1e-13) && n > 1 {
				t.Errorf("%d: mean %v and %v, want %v and %v", n, mean, m2, wantMean, wantM2)
			}
			if n > 1 && !near(mean, kernels.MeanF64(x), 1e-15) {
				t.Errorf("%d: means %v and %v", n, mean, kernels.MeanF64(x))
			}
			mean32, m232 := kernels.MomentsF32(x32)
			wantMean, wantM2 = moments(x32)
			if !near(float64(mean32), wantMean, 2e-7) || !near(float64(m232), wantM2, 1e-6) && n > 1 {
				t.Errorf("%d: float32 mean %v and %v, want %v and %v", n, mean32, m232, wantMean, wantM2)
			}
		}
	})
	if mean, m2 := kernels.MomentsF64(nil); mean == mean || m2 == m2 {
		t.Errorf("no elements: %v, %v", mean, m2)
	}
}

func near(got, want, rel float64) bool { return math.Abs(got-want) <= rel*math.Abs(want) }

// moments computes with 300 bits.
func moments[T kerneltest.Float](x []T) (mean, m2 float64) {
	sum := new(big.Float).SetPrec(300)
	for _, v := range x {
		sum.Add(sum, big.NewFloat(float64(v)))
	}
	sum.Quo(sum, big.NewFloat(float64(len(x))))
	squares := new(big.Float).SetPrec(300)
	for _, v := range x {
		d := new(big.Float).SetPrec(300).Sub(big.NewFloat(float64(v)), sum)
		squares.Add(squares, d.Mul(d, d))
	}
	mean, _ = sum.Float64()
	m2, _ = squares.Float64()
	return mean, m2
}

func TestNorm2(t *testing.T) {
	kerneltest.ForEachLevel(t, func(t *testing.T, _ kernels.Level) {
		inf, nan := math.Inf(1), math.NaN()
		for _, c := range []struct {
			x    []float64
			want float64
		}{
			{nil, 0}, {[]float64{0, math.Copysign(0, -1)}, 0}, {[]float64{3, -4}, 5},
			{[]float64{3e300, 4e300}, 5e300}, {[]float64{3e-320, 4e-320}, 5e-320}, {[]float64{-3e-200, 4e-200}, 5e-200},
			{[]float64{0x1p-1074, 0}, 0x1p-1074}, {[]float64{math.MaxFloat64, 0}, math.MaxFloat64},
			{[]float64{math.MaxFloat64, math.MaxFloat64}, inf}, {[]float64{1, -inf}, inf}, {[]float64{inf, nan}, nan}, {[]float64{nan, 1e300}, nan},
		} {
			if got := kernels.Norm2F64(c.x); !near(got, c.want, 4e-16) && !kerneltest.Same(got, c.want) {
				t.Errorf("norm of %v = %v, want %v", c.x, got, c.want)
			}
		}
		for _, c := range []struct {
			x    []float32
			want float32
		}{
			{nil, 0}, {[]float32{3, -4}, 5}, {[]float32{3e37, 4e37}, 5e37}, {[]float32{3e-30, 4e-30}, 5e-30},
			{[]float32{0x1p-149, 0}, 0x1p-149}, {[]float32{math.MaxFloat32, math.MaxFloat32}, float32(inf)}, {[]float32{float32(nan), 1}, float32(nan)},
		} {
			if got := kernels.Norm2F32(c.x); !near(float64(got), float64(c.want), 2e-7) && !kerneltest.Same(got, c.want) {
				t.Errorf("float32 norm of %v = %v, want %v", c.x, got, c.want)
			}
		}
	})
}

func TestCumulative(t *testing.T) {
	nan, negative := math.NaN(), math.Copysign(0, -1)
	for _, c := range []struct {
		name    string
		f       func(dst, x []float64)
		x, want []float64
	}{
		{"Cumsum", kernels.Cumsum[float64], []float64{negative, negative, 1, 2, nan, 1}, []float64{negative, negative, 1, 3, nan, nan}},
		{"Cumprod", kernels.Cumprod[float64], []float64{2, -3, negative, 5}, []float64{2, -6, 0, 0}},
		{"Cummin", kernels.Cummin[float64], []float64{0, negative, 5, -1, nan, -7}, []float64{0, negative, negative, -1, nan, nan}},
		{"Cummax", kernels.Cummax[float64], []float64{negative, 0, negative, 5, -1, nan}, []float64{negative, 0, 0, 5, 5, nan}},
		{"Cummax", kernels.Cummax[float64], nil, nil},
	} {
		dst := slices.Clone(c.x)
		c.f(dst, dst) // in place
		for i, got := range dst {
			if !kerneltest.Same(got, c.want[i]) {
				t.Errorf("%s of %v = %v, want %v", c.name, c.x, dst, c.want)
				break
			}
		}
		for text, args := range map[string][2][]float64{
			"kernels: " + c.name + ": slices of lengths [2] where the first has 3": {make([]float64, 3), make([]float64, 2)},
			"kernels: " + c.name + ": the output overlaps an input at an offset":   {make([]float64, 9)[:8], nil},
		} {
			if args[1] == nil {
				args[1] = args[0][1:9:9]
			}
			func() {
				defer func() {
					if err, _ := recover().(error); err == nil || err.Error() != text {
						t.Errorf("panic %v, want %s", err, text)
					}
				}()
				c.f(args[0], args[1])
			}()
		}
	}
	bytes := []int8{100, 27, 1, -128}
	kernels.Cumsum(bytes, bytes)
	if want := []int8{100, 127, -128, 0}; !slices.Equal(bytes, want) {
		t.Errorf("integers: %v, want %v", bytes, want)
	}
}

func TestReductionsAllocateNothing(t *testing.T) {
	for name, f := range map[string]func(){
		"Argmax": func() {
			var x [700]float64
			kernels.Argmax(x[:])
		},
		"Argmin": func() {
			var x [700]int8
			kernels.Argmin(x[:])
		},
		"MomentsF64": func() {
			var x [100]float64
			kernels.MomentsF64(x[:])
		},
		"Norm2F64": func() {
			var x [100]float64
			kernels.Norm2F64(x[:])
		},
		"Count": func() {
			var x [100]bool
			kernels.Count(x[:])
		},
		"Cumsum": func() {
			var x [100]float32
			kernels.Cumsum(x[:], x[:])
		},
	} {
		if n := testing.AllocsPerRun(10, f); n != 0 {
			t.Errorf("%s: %v allocations", name, n)
		}
	}
}
