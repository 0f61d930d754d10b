package kernels_test

import (
	"math"
	"math/big"
	"math/bits"
	"math/rand/v2"
	"testing"
	"unsafe"

	"github.com/lanewise/lanewise/asm/vir"
	"github.com/lanewise/lanewise/kernels"
	"github.com/lanewise/lanewise/kernels/kerneltest"
)

type integer interface {
	int8 | int16 | int32 | int64 | uint8 | uint16 | uint32 | uint64
}

// pairs returns every pair of n elements of type t.
func pairs[T kernels.Real](t vir.Type, n int) (x, y []T) {
	draw := drawer(11)
	mem := make([]byte, n*t.Size())
	for i := range n {
		put(t, mem, i, draw(t))
	}
	values := views[t](mem).([]T)
	for _, a := range values {
		for _, b := range values {
			x, y = append(x, a), append(y, b)
		}
	}
	return x, y
}

// TestIntegers holds the kernels of every integer type at every level against
// Go's operators and math/big.
func TestIntegers(t *testing.T) {
	kerneltest.ForEachLevel(t, func(t *testing.T, _ kernels.Level) {
		integers[int8](t, vir.I8)
		integers[int16](t, vir.I16)
		integers[int32](t, vir.I32)
		integers[int64](t, vir.I64)
		integers[uint8](t, vir.U8)
		integers[uint16](t, vir.U16)
		integers[uint32](t, vir.U32)
		integers[uint64](t, vir.U64)
	})
}

func integers[T integer](t *testing.T, typ vir.Type) {
	x, y := pairs[T](typ, 30)
	dst, truth := make([]T, len(x)), make([]bool, len(x))
	for name, want := range map[string]func(x, y T) T{
		"Add": func(x, y T) T { return x + y },
		"Sub": func(x, y T) T { return x - y },
		"Mul": func(x, y T) T { return x * y },
		"And": func(x, y T) T { return x & y },
		"Or":  func(x, y T) T { return x | y },
		"Xor": func(x, y T) T { return x ^ y },
		"Shl": func(x, y T) T { return x << uint64(y) },
		"Shr": func(x, y T) T { return x >> uint64(y) },
		"Minimum": func(x, y T) T {
			if x < y {
				return x
			}
			return y
		},
		"Maximum": func(x, y T) T {
			if x > y {
				return x
			}
			return y
		},
		"FloorDiv": func(x, y T) T { q, _ := floorDiv(x, y); return q },
		"Mod":      func(x, y T) T { _, m := floorDiv(x, y); return m },
	} {
		generated[name+typ.String()].(func(dst, x, y []T))(dst, x, y)
		for i, got := range dst {
			if w := want(x[i], y[i]); got != w {
				t.Errorf("%s%s of %d, %d = %d, want %d", name, typ, x[i], y[i], got, w)
			}
		}
	}
	for name, want := range map[string]func(x T) T{
		"Neg":      func(x T) T { return -x },
		"Not":      func(x T) T { return ^x },
		"Square":   func(x T) T { return x * x },
		"Popcount": func(x T) T { return T(bits.OnesCount64(uint64(x) << (64 - 8*unsafe.Sizeof(x)))) },
	} {
		generated[name+typ.String()].(func(dst, x []T))(dst, x)
		for i, got := range dst {
			if w := want(x[i]); got != w {
				t.Errorf("%s%s of %d = %d, want %d", name, typ, x[i], got, w)
			}
		}
	}
	comparisons(t, typ, x, y, truth)
}

// comparisons are the same for integers and floats.
func comparisons[T kernels.Real](t *testing.T, typ vir.Type, x, y []T, dst []bool) {
	for name, want := range map[string]func(x, y T) bool{
		"Equal":        func(x, y T) bool { return x == y },
		"NotEqual":     func(x, y T) bool { return x != y },
		"Less":         func(x, y T) bool { return x < y },
		"LessEqual":    func(x, y T) bool { return x <= y },
		"Greater":      func(x, y T) bool { return x > y },
		"GreaterEqual": func(x, y T) bool { return x >= y },
	} {
		generated[name+typ.String()].(func(dst []bool, x, y []T))(dst, x, y)
		for i, got := range dst {
			if w := want(x[i], y[i]); got != w {
				t.Errorf("%s%s of %v, %v = %v", name, typ, x[i], y[i], got)
			}
		}
	}
	chosen := make([]T, len(x))
	generated["Where"+typ.String()].(func(dst []T, mask []bool, x, y []T))(chosen, dst, x, y)
	for i, got := range chosen {
		want := y[i]
		if dst[i] {
			want = x[i]
		}
		if got != want && got == got {
			t.Errorf("Where%s of %v, %v, %v = %v", typ, dst[i], x[i], y[i], got)
		}
	}
}

func TestFloatComparisons(t *testing.T) {
	kerneltest.ForEachLevel(t, func(t *testing.T, _ kernels.Level) {
		x, y := pairs[float64](vir.F64, 60)
		comparisons(t, vir.F64, x, y, make([]bool, len(x)))
		predicates(t, x)
		x32, y32 := pairs[float32](vir.F32, 60)
		comparisons(t, vir.F32, x32, y32, make([]bool, len(x32)))
	})
}

func predicates(t *testing.T, x []float64) {
	dst := make([]bool, len(x))
	for name, f := range map[string]struct {
		run  func(dst []bool, x []float64)
		want func(x float64) bool
	}{
		"IsNaN":    {kernels.IsNaNF64, math.IsNaN},
		"IsInf":    {kernels.IsInfF64, func(x float64) bool { return math.IsInf(x, 0) }},
		"IsFinite": {kernels.IsFiniteF64, func(x float64) bool { return !math.IsInf(x, 0) && !math.IsNaN(x) }},
		"Signbit":  {kernels.SignbitF64, math.Signbit},
	} {
		f.run(dst, x)
		for i, got := range dst {
			if got != f.want(x[i]) {
				t.Errorf("%s of %v = %v", name, x[i], got)
			}
		}
	}
}

// TestLogic holds the kernels of bools against Go's operators.
func TestLogic(t *testing.T) {
	ops := []struct {
		vectors func(dst, x, y []bool)
		scalar  func(dst, x []bool, y bool)
		want    func(x, y bool) bool
	}{
		{kernels.AndBool, kernels.AndScalarBool, func(x, y bool) bool { return x && y }},
		{kernels.OrBool, kernels.OrScalarBool, func(x, y bool) bool { return x || y }},
		{kernels.XorBool, kernels.XorScalarBool, func(x, y bool) bool { return x != y }},
		{kernels.EqualBool, kernels.EqualScalarBool, func(x, y bool) bool { return x == y }},
		{kernels.NotEqualBool, kernels.NotEqualScalarBool, func(x, y bool) bool { return x != y }},
	}
	const n = 333
	x, y, mask, dst := make([]bool, n), make([]bool, n), make([]bool, n), make([]bool, n)
	r := rand.New(rand.NewPCG(1, 9))
	for i := range n {
		x[i], y[i], mask[i] = r.IntN(2) == 0, r.IntN(2) == 0, r.IntN(2) == 0
	}
	kerneltest.ForEachLevel(t, func(t *testing.T, _ kernels.Level) {
		verify := func(want func(i int) bool) {
			t.Helper()
			for i, got := range dst {
				if got != want(i) {
					t.Fatalf("element %d is %v", i, got)
				}
			}
		}
		for _, op := range ops {
			op.vectors(dst, x, y)
			verify(func(i int) bool { return op.want(x[i], y[i]) })
			for _, scalar := range []bool{false, true} {
				op.scalar(dst, x, scalar)
				verify(func(i int) bool { return op.want(x[i], scalar) })
			}
		}
		choose := func(x, y bool) func(i int) bool { return func(i int) bool { return mask[i] && x || !mask[i] && y } }
		for _, scalar := range []bool{false, true} {
			kernels.WhereScalarBool(dst, mask, x, scalar)
			verify(func(i int) bool { return choose(x[i], scalar)(i) })
			kernels.ScalarWhereBool(dst, mask, scalar, y)
			verify(func(i int) bool { return choose(scalar, y[i])(i) })
		}
		kernels.NotBool(dst, x)
		verify(func(i int) bool { return !x[i] })
	})
}

// floorDiv returns the quotient rounded down and the remainder, by math/big.
func floorDiv[T integer](x, y T) (q, m T) {
	if y == 0 {
		return 0, 0
	}
	toBig := func(x T) *big.Int {
		if x < 0 {
			return big.NewInt(int64(x))
		}
		return new(big.Int).SetUint64(uint64(x))
	}
	rat := new(big.Rat).SetFrac(toBig(x), toBig(y))
	floor := new(big.Int).Div(rat.Num(), rat.Denom()) // the denominator is positive
	rest := new(big.Int).Sub(toBig(x), new(big.Int).Mul(floor, toBig(y)))
	low := func(x *big.Int) T { return T(new(big.Int).And(x, new(big.Int).SetUint64(math.MaxUint64)).Uint64()) }
	return low(floor), low(rest)
}

// TestConversions holds conversions between all types against math/big.
func TestConversions(t *testing.T) {
	kerneltest.ForEachLevel(t, func(t *testing.T, _ kernels.Level) {
		for _, from := range append(vir.Reals[:len(vir.Reals):len(vir.Reals)], vir.Bool) {
			for _, to := range vir.Reals {
				if from != to {
					conversion(t, from, to)
				}
			}
		}
	})
}

func conversion(t *testing.T, from, to vir.Type) {
	const n = 500
	draw, r := drawer(13), rand.New(rand.NewPCG(3, 4))
	x, dst := make([]byte, n*from.Size()), make([]byte, n*to.Size())
	for i := range n {
		put(from, x, i, draw(from))
		if from == vir.F64 && i%3 == 0 { // near the ends of integer types
			put(from, x, i, math.Float64bits(math.Ldexp(1+r.Float64()/1e6, r.IntN(66))*float64(1-2*r.IntN(2))))
		}
		if from.Size() == 8 && !from.Float() && i%3 == 1 { // next to ties of float32, where rounding twice goes wrong
			put(from, x, i, (r.Uint64()|1<<24)<<39|1<<38|uint64(r.IntN(2)))
		}
	}
	name := "To" + to.String() + from.String()
	o := operands{mem: [][]byte{dst, x}}
	for _, form := range allForms() {
		if form.Name == name {
			o.f = form
		}
	}
	o.call()
	for i := range n {
		got, want := get(to, dst, i), converted(from, to, get(from, x, i))
		if !same(to, got, want) {
			t.Errorf("%s of %s = %s, want %s", name, show(from, get(from, x, i)), show(to, got), show(to, want))
		}
	}
}

// converted returns the bits of type to for those of type from.
func converted(from, to vir.Type, b uint64) uint64 {
	exact, special := value(from, b)
	switch {
	case to == vir.F64 && exact == nil:
		return math.Float64bits(special)
	case to == vir.F64:
		f, _ := exact.Float64()
		return math.Float64bits(f)
	case to == vir.F32 && exact == nil:
		return uint64(math.Float32bits(float32(special)))
	case to == vir.F32:
		f, _ := exact.Float32()
		return uint64(math.Float32bits(f))
	case special != special:
		return 0
	case exact == nil && special > 0:
		return to.Greatest()
	case exact == nil:
		return to.Least()
	}
	whole, _ := exact.Int(nil) // towards zero
	if from.Float() {
		low, high := bound(to, to.Least()), bound(to, to.Greatest())
		if whole.Cmp(low) < 0 {
			whole = low
		} else if whole.Cmp(high) > 0 {
			whole = high
		}
	}
	return to.IntBits(int64(new(big.Int).And(whole, new(big.Int).SetUint64(math.MaxUint64)).Uint64()))
}

// value returns the number, or nil and the float if it is not finite.
func value(t vir.Type, b uint64) (*big.Float, float64) {
	f := math.Float64frombits(b)
	switch {
	case t == vir.F32:
		f = float64(math.Float32frombits(uint32(b)))
	case !t.Float():
		return new(big.Float).SetInt(bound(t, b)), 0
	}
	if math.IsInf(f, 0) || f != f {
		return nil, f
	}
	return big.NewFloat(f), 0
}

// bound returns the integer of the bits of type t.
func bound(t vir.Type, b uint64) *big.Int {
	if t.Signed() {
		shift := 64 - t.Width()
		return big.NewInt(int64(b<<shift) >> shift)
	}
	return new(big.Int).SetUint64(b)
}
