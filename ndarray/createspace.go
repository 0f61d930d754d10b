package ndarray

import (
	"math"
	"reflect"
	"unsafe"
)

// Linspace returns n numbers from start to stop, both included, at equal
// distances: start + i*(stop-start)/(n-1), computed in float64 and rounded to
// T; the last one is stop itself. For n = 1 it is start. Of complex numbers the real
// and the imaginary parts are computed so. It panics with ErrShape if n is negative.
func Linspace[T Inexact](start, stop T, n int) Array[T] {
	return linspace("Linspace", start, stop, n, n-1)
}

// LinspaceOpen returns n numbers from start towards stop, which is not among them:
// start + i*(stop-start)/n, computed as in [Linspace].
func LinspaceOpen[T Inexact](start, stop T, n int) Array[T] {
	return linspace("LinspaceOpen", start, stop, n, n)
}

// linspace returns n numbers from start on, which reach stop after the given number
// of steps.
func linspace[T Inexact](op string, start, stop T, n, steps int) Array[T] {
	a := unset[T](op, []int{n})
	p, from, to := unsafe.Pointer(a.p), unsafe.Pointer(&start), unsafe.Pointer(&stop)
	switch kindOf[T]() {
	case reflect.Float64:
		fillLine(unsafe.Slice((*float64)(p), n), 1, *(*float64)(from), *(*float64)(to), steps)
	case reflect.Float32:
		fillLine(unsafe.Slice((*float32)(p), n), 1, *(*float32)(from), *(*float32)(to), steps)
	case reflect.Complex128:
		fillComplexLine(unsafe.Slice((*float64)(p), 2*n), *(*[2]float64)(from), *(*[2]float64)(to), steps)
	case reflect.Complex64:
		fillComplexLine(unsafe.Slice((*float32)(p), 2*n), *(*[2]float32)(from), *(*[2]float32)(to), steps)
	}
	return a
}

func fillComplexLine[F float32 | float64](s []F, start, stop [2]F, steps int) {
	for part := range min(2, len(s)) {
		fillLine(s[part:], 2, start[part], stop[part], steps)
	}
}

// fillLine sets every by-th element of s to numbers from start on.
func fillLine[F float32 | float64](s []F, by int, start, stop F, steps int) {
	first, span := float64(start), float64(stop)-float64(start)
	step := span / float64(steps)
	n := (len(s) + by - 1) / by
	for i := range n {
		at := float64(i) * step
		if step == 0 { // a subnormal span
			at = float64(i) / float64(steps) * span
		}
		s[i*by] = F(float64(at) + first)
	}
	if steps == n-1 && n > 1 {
		s[(n-1)*by] = stop
	} else if n == 1 {
		s[0] = start
	}
}

// Logspace returns base to the powers of n numbers from start to stop, both included,
// at equal distances. They are computed in float64, see [Pow], and rounded to T. It
// panics with ErrShape if n is negative.
func Logspace[T Float](start, stop T, n int, base T) Array[T] {
	return As[T](logspace("Logspace", float64(start), float64(stop), n, float64(base)))
}

func logspace(op string, start, stop float64, n int, base float64) Array[float64] {
	powers := linspace(op, start, stop, n, n-1)
	return ScalarPowTo(powers, base, powers)
}

// Geomspace returns n numbers from start to stop, both included, each a constant
// multiple of the one before. The first and the last are start and stop themselves,
// those between are computed in float64 as powers of 10, see [Pow], and rounded to
// T. It panics with ErrShape if n is negative, and with ErrValue if start or stop is
// zero, or they differ in sign.
func Geomspace[T Float](start, stop T, n int) Array[T] {
	const op = "Geomspace"
	if start == 0 || stop == 0 || (start < 0) != (stop < 0) {
		fail(op, ErrValue, "no geometric sequence leads from %v to %v", start, stop)
	}
	sign := math.Copysign(1, float64(start))
	a := logspace(op, math.Log10(math.Abs(float64(start))), math.Log10(math.Abs(float64(stop))), n, 10)
	out := As[T](MulScalarTo(a, a, sign))
	if n > 0 {
		out.Set(start, 0)
	}
	if n > 1 {
		out.Set(stop, -1)
	}
	return out
}
