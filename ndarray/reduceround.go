package ndarray

import (
	"math"
	"reflect"
)

// floatLoops2 returns the loops of a function of two floats.
func floatLoops2(f64 func(x, y float64) float64, f32 func(x, y float32) float32) (l [numberKinds]loop) {
	l[reflect.Float64], l[reflect.Float32] = each2(f64), each2(f32)
	return l
}

// Round returns the elements rounded to a number of decimals, halves to even: rint(x *
// 10^d) / 10^d, as NumPy computes it, and for negative decimals rint(x / 10^-d) * 10^-d.
// Integers change only where decimals are negative.
func Round[T Real](a Array[T], decimals int) Array[T] { return RoundTo(a.like("Round"), a, decimals) }

// RoundTo stores [Round] of a, broadcast to the shape of out, in out and returns out; see
// [AddTo].
func RoundTo[T Real](out, a Array[T], decimals int) Array[T] {
	const op = "Round"
	kind := a.layout().kind
	if integers.has(kind) {
		return roundIntegers(op, out, a, decimals)
	}
	checkOut(op, out.layout(), a.layout())
	if decimals == 0 {
		return unaryTo(&uRint, out, a)
	}
	f := T(math.Pow10(max(decimals, -decimals)))
	if decimals > 0 {
		rightScalarTo(&uMul, out, a, f)
		unaryTo(&uRint, out, out)
		return rightScalarTo(&uDiv, out, out, f)
	}
	rightScalarTo(&uDiv, out, a, f)
	unaryTo(&uRint, out, out)
	return rightScalarTo(&uMul, out, out, f)
}

// roundIntegers rounds to multiples of a power of ten.
func roundIntegers[T Real](op string, out, a Array[T], decimals int) Array[T] {
	checkOut(op, out.layout(), a.layout())
	out.Assign(a)
	if decimals >= 0 {
		return out
	}
	c, stride := out.layout().runs()
	if out.Size() == 0 {
		return out
	}
	for ; c.n > 0; c.next() {
		for i := range c.n {
			p := out.at(c.off[0] + i*stride)
			*p = roundInteger(*p, -decimals)
		}
	}
	return out
}

// roundInteger returns the nearest multiple of 10^d, of two the even one.
func roundInteger[T Real](v T, d int) T {
	if d > 19 {
		return 0
	}
	m, negative := uint64(v), v < 0
	if negative {
		m = -m
	}
	step := uint64(1)
	for range d {
		step *= 10
	}
	q, rest := m/step, m%step
	if rest > step-rest || rest == step-rest && q%2 == 1 {
		q++
	}
	m = q * step
	if negative {
		m = -m
	}
	return T(m)
}
