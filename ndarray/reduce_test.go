package ndarray

import (
	"fmt"
	"math"
	"math/big"
	"math/rand/v2"
	"testing"
)

func TestSumOfLittle(t *testing.T) {
	if Sum(Zeros[float64](0)) != 0 || Sum(Zeros[int8](3, 0)) != 0 || Sum(Full(7)) != 7 {
		t.Error("sum of none or one")
	}
	if s := Of(math.Copysign(0, -1)).Sum(); s != 0 || math.Signbit(s) {
		t.Error("sum of -0 is", s)
	}
	if Of(1, math.NaN()).Sum() == Of(1, math.NaN()).Sum() || Of(1, math.Inf(1)).Sum() != math.Inf(1) {
		t.Error("sum with NaN or Inf")
	}
	if Full(int8(-1), 128).Sum() != -128 || Full(pixel(5), 51).Sum() != 255 {
		t.Error("sums that just fit")
	}
	if Full(int64(math.MaxInt64), 2).Sum() != -2 || Full(uint64(math.MaxUint64), 3).Sum() != math.MaxUint64-2 {
		t.Error("sums of 64 bits wrap")
	}
	if Of[phasor](1+2i, 3-4i).Sum() != 4-2i {
		t.Error("complex")
	}
	if s := Of[float32](1<<24, 1, 1).Sum(); s != 1<<24+2 && s != 1<<24 {
		t.Error(s)
	}
}

func TestSumOfEveryLength(t *testing.T) {
	const n = 3*grain + 5
	a := Arange[float64](0, 2*n, 1)
	for _, k := range []int{1, 2, 7, 8, 63, 64, 65, 511, 512, 513, grain - 1, grain, grain + 1, 2 * grain, n} {
		want := float64(k) * float64(k-1) / 2
		if s := a.Slice(R(0, k)).Sum(); s != want {
			t.Errorf("sum of %d: %v want %v", k, s, want)
		}
		if s := a.Slice(RS(0, 2*k, 2)).Sum(); s != 2*want {
			t.Errorf("strided sum of %d: %v want %v", k, s, 2*want)
		}
		if s := a.Slice(RS(k-1, Begin, -1)).Sum(); s != want {
			t.Errorf("reversed sum of %d: %v want %v", k, s, want)
		}
	}
}

func TestSumBitsDependOnElementsOnly(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 10))
	for range 30 {
		a := Zeros[float64](1+r.IntN(60), 1+r.IntN(60), 1+r.IntN(30))
		d, _ := a.Data()
		exact := new(big.Float).SetPrec(2000)
		size := 0.0
		for i := range d {
			d[i] = math.Ldexp(r.NormFloat64(), r.IntN(60)-30)
			exact.Add(exact, big.NewFloat(d[i]))
			size += math.Abs(d[i])
		}
		want := a.Sum()
		e, _ := exact.Float64()
		if math.Abs(want-e) > 30*0x1p-53*size {
			t.Errorf("sum %v of %d elements is off by %v", want, a.Size(), want-e)
		}
		v := randomView(r, a)
		if got := v.Sum(); got != want {
			t.Errorf("shape %v strides %v: %v, contiguous %v", v.Shape(), v.Strides(), got, want)
		}
		for axis := range 3 {
			checkSame(t, "SumAxis", v.SumAxis(axis), a.SumAxis(axis))
			checkSame(t, "SumAxis of two", v.SumAxis(axis, (axis+1)%3), a.SumAxis((axis+1)%3-3, axis))
		}
	}
}

func checkSumAxis[T Number](t *testing.T, random func(r *rand.Rand) T) {
	r := rand.New(rand.NewPCG(11, 12))
	for range 100 {
		shape := randomShape(r)
		if len(shape) > 0 && r.IntN(3) == 0 {
			shape[r.IntN(len(shape))] = 17
		}
		a := Zeros[T](shape...)
		d, _ := a.Data()
		for i := range d {
			d[i] = random(r)
		}
		a = randomView(r, a)
		m := modelOf(a)
		var axes, kept []int
		for axis := range shape {
			if r.IntN(2) == 0 {
				axes = append(axes, axis)
			} else {
				kept = append(kept, axis)
			}
		}
		var rest []int
		for _, axis := range kept {
			rest = append(rest, shape[axis])
		}
		want := model[T]{shape: rest, elems: make([]T, product(rest))}
		for i, v := range m.elems {
			ix, k := index(shape, i), 0
			for _, axis := range kept {
				k = k*shape[axis] + ix[axis]
			}
			want.elems[k] += v
		}
		checkEqual(t, fmt.Sprintf("%T shape %v axes %v", *new(T), shape, axes), SumAxis(a, axes...), want)
		if a.Size() > 0 {
			checkEqual(t, "all axes", Full(Sum(a)), modelOf(Full(a.Reshape(-1).SumAxis(0).Item())))
		}
	}
}

func TestSumAxis(t *testing.T) {
	small := func(r *rand.Rand) int { return r.IntN(3) - 1 }
	checkSumAxis(t, func(r *rand.Rand) int { return small(r) })
	checkSumAxis(t, func(r *rand.Rand) int8 { return int8(r.IntN(100) / 99 * small(r)) })
	checkSumAxis(t, func(r *rand.Rand) int16 { return int16(small(r)) })
	checkSumAxis(t, func(r *rand.Rand) int32 { return int32(small(r)) })
	checkSumAxis(t, func(r *rand.Rand) uint8 { return uint8(r.IntN(40) / 39) })
	checkSumAxis(t, func(r *rand.Rand) uint16 { return uint16(r.IntN(9)) })
	checkSumAxis(t, func(r *rand.Rand) uint32 { return uint32(r.IntN(9)) })
	checkSumAxis(t, func(r *rand.Rand) uint64 { return r.Uint64() })
	checkSumAxis(t, func(r *rand.Rand) float32 { return float32(small(r)) })
	checkSumAxis(t, func(r *rand.Rand) kelvin { return kelvin(small(r)) })
	checkSumAxis(t, func(r *rand.Rand) complex64 { return complex(float32(small(r)), float32(small(r))) })
	checkSumAxis(t, func(r *rand.Rand) phasor { return phasor(complex(float32(small(r)), 1)) })
	checkSumAxis(t, func(r *rand.Rand) complex128 { return complex(float64(small(r)), float64(small(r))) })
	checkPanic(t, ErrOverflow, "ndarray: SumAxis: the sum does not fit int8", func() { Full(int8(1), 128, 20).SumAxis(0) })
	checkPanic(t, ErrOverflow, "ndarray: SumAxis: the sum does not fit uint16", func() { Full(uint16(1), 400, 200, 2).SumAxis(0, 1) })
}
