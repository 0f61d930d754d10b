package ndarray

import (
	"errors"
	"math"
	"math/rand/v2"
	"testing"
)

// halfValue is a definition of the formats that shares nothing with the code.
func halfValue(bits uint16, m, emin int) float64 {
	sign := 1.0
	if bits>>15 != 0 {
		sign = -1
	}
	exp, mant := int(bits&0x7fff)>>m, float64(bits&(1<<m-1))
	switch {
	case exp == 1<<(15-m)-1 && mant != 0:
		return math.NaN()
	case exp == 1<<(15-m)-1:
		return sign * math.Inf(1)
	case exp == 0:
		return sign * math.Ldexp(mant, emin-m)
	default:
		return sign * math.Ldexp(mant+math.Ldexp(1, m), emin-m+exp-1)
	}
}

func testHalf[H Half](t *testing.T, m, emin int, fromBits func(uint16) H, round func(float64) H, value func(H) float32, bits func(H) uint16) {
	inf := uint16(1<<15 - 1<<m)
	for b := range 1 << 16 {
		b := uint16(b)
		want := halfValue(b, m, emin)
		got := float64(value(fromBits(b)))
		if math.Float64bits(got) != math.Float64bits(want) && !(math.IsNaN(got) && math.IsNaN(want)) {
			t.Fatalf("%#x is %v, want %v", b, got, want)
		}
		back := bits(round(got))
		if quiet := b | 1<<(m-1); back != b && !(math.IsNaN(want) && back == quiet) {
			t.Fatalf("%#x comes back as %#x", b, back)
		}
		if b&0x7fff >= inf {
			continue
		}
		// Around the middle between a number and the next.
		next := halfValue(b+1, m, emin)
		if b&0x7fff == inf-1 {
			next = want + (want - halfValue(b-1, m, emin))
		}
		middle := want + (next-want)/2
		even := b + b&1
		for x, to := range map[float64]uint16{
			middle:                       even,
			math.Nextafter(middle, want): b,
			math.Nextafter(middle, next): b + 1,
			math.Nextafter(want, middle): b,
			math.Nextafter(next, middle): b + 1,
		} {
			if got := bits(round(x)); got != to {
				t.Fatalf("%v becomes %#x, want %#x", x, got, to)
			}
		}
	}
}

func TestHalf(t *testing.T) {
	testHalf(t, 10, -14, Float16FromBits, NewFloat16, Float16.Float32, Float16.Bits)
	testHalf(t, 7, -126, BFloat16FromBits, NewBFloat16, BFloat16.Float32, BFloat16.Bits)
	for x, want := range map[float64]uint16{
		0: 0, math.Copysign(0, -1): 0x8000, 1e300: 0x7c00, -1e300: 0xfc00, 65519.99: 0x7bff, 65520: 0x7c00,
		5e-324: 0, 0x1p-25: 0, 0x1.0000000000001p-25: 1, -0x1p-24: 0x8001, math.Inf(-1): 0xfc00, 1: 0x3c00,
	} {
		if got := NewFloat16(x).Bits(); got != want {
			t.Errorf("%v becomes %#x, want %#x", x, got, want)
		}
	}
	if got := NewFloat16(math.NaN()).Bits(); got&0x7e00 != 0x7e00 {
		t.Errorf("NaN becomes %#x", got)
	}
	// A float64 is rounded once: by way of a float32 this would be a tie.
	if got := NewFloat16(1 + 0x1p-11 + 0x1p-40).Bits(); got != 0x3c01 {
		t.Errorf("rounded twice: %#x", got)
	}
}

func TestAsHalf(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, n := range []int{0, 1, 7, 1000, parallelMin + 17} {
		a := Zeros[float32](2, n)
		for i, s := 0, mustData(a); i < len(s); i++ {
			s[i] = float32(r.NormFloat64() * math.Exp2(float64(r.IntN(60)-30)))
		}
		for _, v := range []Array[float32]{a, a.T(), a.Slice(All, RS(-1, -n-1, -1))} {
			h, b := AsHalf[Float16](v), AsHalf[BFloat16](v)
			wide, brain := FromHalf[float64](h), FromHalf[float32](b)
			i := 0
			hs, bs, ws, brs := mustData(h), mustData(b), mustData(wide), mustData(brain)
			for x := range v.Values() {
				if hs[i] != NewFloat16(float64(x)) || ws[i] != float64(hs[i].Float32()) ||
					bs[i] != NewBFloat16(float64(x)) || brs[i] != bs[i].Float32() {
					t.Fatal(n, i, x)
				}
				i++
			}
		}
	}
	if _, err := Try(func() Array[Float16] { return AsHalfTo(Zeros[Float16](2), Zeros[float32](3)) }); !errors.Is(err, ErrShape) {
		t.Error(err)
	}
	if got := AsHalfTo(Zeros[Float16](2, 3), Of[float32](1, 2, 3)).At(1, 2); got.Float32() != 3 {
		t.Error(got)
	}
}

func mustData[T any](a Array[T]) []T {
	s, ok := a.Data()
	if !ok {
		panic("not contiguous")
	}
	return s
}

func TestHalfString(t *testing.T) {
	for got, want := range map[string]string{
		NewFloat16(0.1).String():                  "0.1",
		NewFloat16(math.Pi).String():              "3.14",
		NewFloat16(65504).String():                "65500",
		Float16FromBits(1).String():               "6e-08",
		NewBFloat16(math.Pi).String():             "3.14",
		NewFloat16(math.Inf(-1)).String():         "-Inf",
		BFloat16FromBits(1).String():              "9e-41",
		NewFloat16(math.Copysign(0, -1)).String(): "-0",
	} {
		if got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}
