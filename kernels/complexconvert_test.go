package kernels_test

import (
	"math"
	"math/rand/v2"
	"runtime/debug"
	"slices"
	"testing"
	"unsafe"

	"github.com/lanewise/lanewise/kernels"
	"github.com/lanewise/lanewise/kernels/kerneltest"
)

// throughFloat32 holds the conversions that go through float32.
var throughFloat32 = map[string]any{
	"ToC64F64": kernels.ToC64F64, "ToC64I64": kernels.ToC64I64, "ToC64U64": kernels.ToC64U64,
	"ToF64C64": kernels.ToF64C64, "ToI64C64": kernels.ToI64C64, "ToU64C64": kernels.ToU64C64,
}

// TestComplexReals holds the conversions between complex numbers and all others
// against Go's, at all lengths up to some vectors and at some of several blocks,
// against unreadable pages.
func TestComplexReals(t *testing.T) {
	kerneltest.ForEachLevel(t, func(t *testing.T, _ kernels.Level) {
		defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
		convertsWithReals(t, complexF64)
		convertsWithReals(t, complexF32)
	})
}

func convertsWithReals[C complex64 | complex128, F kerneltest.Float](t *testing.T, k complexSet[C, F]) {
	convertsWith[float64](t, k, "F64")
	convertsWith[float32](t, k, "F32")
	convertsWith[int64](t, k, "I64")
	convertsWith[int32](t, k, "I32")
	convertsWith[int16](t, k, "I16")
	convertsWith[int8](t, k, "I8")
	convertsWith[uint64](t, k, "U64")
	convertsWith[uint32](t, k, "U32")
	convertsWith[uint16](t, k, "U16")
	convertsWith[uint8](t, k, "U8")
	c := conversionsOf[bool](k, "Bool")
	c.check(t, func(r *rand.Rand) bool { return r.IntN(2) == 1 },
		func(v bool) F {
			if v {
				return 1
			}
			return 0
		},
		func(re, im F) bool { return re != 0 || im != 0 },
		func(a, b bool) bool { return a == b })
}

// realNumber is a type without an imaginary part.
type realNumber interface {
	~float64 | ~float32 | ~int64 | ~int32 | ~int16 | ~int8 | ~uint64 | ~uint32 | ~uint16 | ~uint8
}

func convertsWith[T realNumber, C complex64 | complex128, F kerneltest.Float](t *testing.T, k complexSet[C, F], suffix string) {
	conversionsOf[T](k, suffix).check(t,
		func(r *rand.Rand) (v T) {
			bits := r.Uint64() >> r.IntN(64)
			return *(*T)(unsafe.Pointer(&bits))
		},
		func(v T) F { return F(v) },
		func(re, _ F) T { return saturated[T](float64(re)) },
		func(a, b T) bool { return a == b || a != a && b != b })
}

// saturated returns v as T, of integers the nearest end of the range, 0 for NaN.
func saturated[T realNumber](v float64) T {
	if half := 0.5; T(half) != 0 {
		return T(v)
	}
	bits := 8 * int(unsafe.Sizeof(T(0)))
	low, limit := 0.0, math.Ldexp(1, bits)
	least, most := T(0), ^uint64(0)
	if one := T(1); -one < 0 {
		low, limit, most = -limit/2, limit/2, most>>1
		least = T(low)
	}
	switch {
	case v != v:
		return 0
	case v < low:
		return least
	case v >= limit:
		most >>= 64 - bits
		return T(most)
	}
	return T(v)
}

// complexConversion is the two conversions between a complex type and T.
type complexConversion[T any, C complex64 | complex128, F kerneltest.Float] struct {
	k      complexSet[C, F]
	suffix string
	to     func(dst []T, x []C)
	from   func(dst []C, x []T)
}

func conversionsOf[T any, C complex64 | complex128, F kerneltest.Float](k complexSet[C, F], suffix string) complexConversion[T, C, F] {
	find := func(name string) any {
		if f := throughFloat32[name]; f != nil {
			return f
		}
		return generated[name]
	}
	return complexConversion[T, C, F]{k, suffix, find("To" + suffix + k.name).(func([]T, []C)), find("To" + k.name + suffix).(func([]C, []T))}
}

// check compares with the real part of a T and the T of two parts.
func (c complexConversion[T, C, F]) check(t *testing.T, draw func(r *rand.Rand) T, part func(v T) F, of func(re, im F) T, same func(a, b T) bool) {
	t.Helper()
	r := rand.New(rand.NewPCG(9, 9))
	a, b := kerneltest.NewArena(t, 1<<16), kerneltest.NewArena(t, 1<<16)
	for n := range 72 {
		ends, complexEnds := kerneltest.Front[T], kerneltest.Front[C]
		if n%2 == 1 {
			ends, complexEnds = kerneltest.Back[T], kerneltest.Back[C]
		}
		if n >= 70 {
			n = 1024*(n-69) + 31
		}
		x, z := ends(a, n), complexEnds(b, n)
		for i := range x {
			x[i] = draw(r)
		}
		c.from(z, x)
		for i, v := range x {
			if want := c.k.join(part(v), 0); !c.k.same(z[i], want) {
				t.Fatalf("%s of %v, a %s: %v, want %v", c.k.name, v, c.suffix, z[i], want)
			}
		}
		c.k.draw(r, z)
		c.k.convertible(r, z)
		c.to(x, z)
		for i, v := range z {
			if want := of(c.k.of(v)); !same(x[i], want) {
				t.Fatalf("%s of %v: %v, want %v", c.suffix, v, x[i], want)
			}
		}
	}
}

// convertible makes half of z numbers near to those that integers hold.
func (k complexSet[C, F]) convertible(r *rand.Rand, z []C) {
	for i := range z {
		if r.IntN(2) == 0 {
			z[i] = k.join(F(math.Ldexp(r.Float64()-0.5, r.IntN(70))), F(r.IntN(2)))
		}
	}
}

func TestComplexRealsMisuse(t *testing.T) {
	x, y := make([]complex64, 9), make([]int64, 8)
	at := unsafe.Slice((*int64)(unsafe.Pointer(&x[0])), 9)
	for text, f := range map[string]func(){
		"kernels: ToC64I64: slices of lengths [8] where the first has 9": func() { kernels.ToC64I64(x, y) },
		"kernels: ToI64C64: slices of lengths [9] where the first has 8": func() { kernels.ToI64C64(y, x) },
		"kernels: ToI64C64: the output overlaps an input at an offset":   func() { kernels.ToI64C64(at, x) },
		"kernels: ToC64I64: the output overlaps an input at an offset":   func() { kernels.ToC64I64(x, at) },
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
		kernels.ToC64I64(x[:8], y)
		kernels.ToI64C64(y, x[:8])
	}); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

// FuzzComplexReals converts the fuzzer's bits, repeated, through float32 at every
// level, against portable Go.
func FuzzComplexReals(f *testing.F) {
	f.Add(uint8(0), []byte("eight bytes make one complex64 or one int64"))
	f.Add(uint8(200), []byte{0, 0, 0x80, 0x7f, 1, 0, 0, 0, 0, 0, 0, 0x5f, 0, 0, 0x80, 0x3f, 7, 255, 255, 255, 255, 255, 255, 127})
	f.Fuzz(func(t *testing.T, repeat uint8, data []byte) {
		if len(data) > 1<<8 || len(data) < 8 {
			return
		}
		data = slices.Repeat(data, 1+int(repeat))
		fuzzComplexReals[float64](t, "F64", data)
		fuzzComplexReals[int64](t, "I64", data)
		fuzzComplexReals[uint64](t, "U64", data)
	})
}

func fuzzComplexReals[T comparable](t *testing.T, suffix string, data []byte) {
	c := conversionsOf[T](complexF32, suffix)
	n := len(data) / 8
	x, z := make([]T, n), make([]complex64, n)
	copy(unsafe.Slice((*byte)(unsafe.Pointer(&x[0])), 8*n), data)
	copy(unsafe.Slice((*byte)(unsafe.Pointer(&z[0])), 8*n), data)
	start := kernels.Active()
	defer kernels.SetLevel(start)
	var reals []T
	var complexes []complex64
	for _, l := range kernels.Levels() {
		kernels.SetLevel(l)
		a, b := make([]T, n), make([]complex64, n)
		c.to(a, z)
		c.from(b, x)
		if reals == nil {
			reals, complexes = a, b
		}
		if !slices.EqualFunc(a, reals, func(p, q T) bool { return p == q || p != p && q != q }) || !slices.EqualFunc(b, complexes, complexF32.same) {
			t.Errorf("%s: %s differ from those of portable Go", l, suffix)
		}
	}
}
