package ndarray

import (
	"math"
	"reflect"
	"unsafe"
)

// floatLoops2 returns the loops of a function of two floats.
func floatLoops2(f64 func(x, y float64) float64, f32 func(x, y float32) float32) (l [numberKinds]loop) {
	l[reflect.Float64], l[reflect.Float32] = each2(f64), each2(f32)
	return l
}

// Round returns the elements rounded to a number of decimals, halves to even: rint(x *
// 10^d) / 10^d, as NumPy computes it, and for negative decimals rint(x / 10^-d) * 10^-d.
// Integers change only where decimals are negative.
func Round[T Real](a Array[T], decimals int) Array[T] { return a.Round(decimals) }

// Round is the function [Round] as a method; see [Array.Add].
func (a Array[T]) Round(decimals int) Array[T] { return roundTo(a.like("Round"), a, decimals) }

// RoundTo stores [Round] of a, broadcast to the shape of out, in out and returns out; see
// [AddTo].
func RoundTo[T Real](out, a Array[T], decimals int) Array[T] {
	return roundTo(out, a, decimals)
}

func roundTo[T any](out, a Array[T], decimals int) Array[T] {
	const op = "Round"
	kind := a.layout().kind
	if integers.has(kind) {
		return roundIntegers(op, out, a, decimals)
	}
	checkFloat[T](op, kind)
	checkOut(op, out.layout(), a.layout())
	if decimals == 0 {
		return unaryTo(&uRint, out, a)
	}
	power := floatNumber(kind, math.Pow10(max(decimals, -decimals)))
	f := *(*T)(unsafe.Pointer(&power))
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
func roundIntegers[T any](op string, out, a Array[T], decimals int) Array[T] {
	checkOut(op, out.layout(), a.layout())
	out.Assign(a)
	if decimals >= 0 {
		return out
	}
	c, stride := out.layout().runs()
	if out.Size() == 0 {
		return out
	}
	round := integerRounder(out.layout().kind)
	for ; c.n > 0; c.next() {
		for i := range c.n {
			round(unsafe.Pointer(out.at(c.off[0]+i*stride)), -decimals)
		}
	}
	return out
}

// integerRounder returns what rounds an integer of a kind, in place.
func integerRounder(kind reflect.Kind) func(p unsafe.Pointer, d int) {
	switch kind {
	case reflect.Int8:
		return roundAt[int8]
	case reflect.Int16:
		return roundAt[int16]
	case reflect.Int32:
		return roundAt[int32]
	case reflect.Int64:
		return roundAt[int64]
	case reflect.Uint8:
		return roundAt[uint8]
	case reflect.Uint16:
		return roundAt[uint16]
	case reflect.Uint32:
		return roundAt[uint32]
	}
	return roundAt[uint64]
}

func roundAt[T Real](p unsafe.Pointer, d int) { *(*T)(p) = roundInteger(*(*T)(p), d) }

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
