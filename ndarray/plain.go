package ndarray

import (
	"math"
	"math/bits"
	"reflect"
	"unsafe"

	"github.com/lanewise/lanewise/kernels"
)

// The loops of operations, or of element types, that have no kernel.

// each1 returns the loop of a function of one number.
func each1[D, X kernels.Element](f func(X) D) *map1[D, X] {
	return &map1[D, X]{func(dst []D, x []X) {
		for i, v := range x {
			dst[i] = f(v)
		}
	}}
}

// each2 returns the loop of a function of two numbers.
func each2[D, X kernels.Element](f func(x, y X) D) *map2[D, X] {
	return &map2[D, X]{kernel: func(dst []D, x, y []X) {
		for i, v := range x {
			dst[i] = f(v, y[i])
		}
	}}
}

// same returns the loop that changes nothing.
func same[T kernels.Element]() *map1[T, T] {
	return &map1[T, T]{func(dst, x []T) { copy(dst, x) }}
}

// always returns the loop of a predicate that does not depend on its argument.
func always[T kernels.Element](result bool) *map1[bool, T] {
	return &map1[bool, T]{func(dst []bool, _ []T) {
		for i := range dst {
			dst[i] = result
		}
	}}
}

func negative[T kernels.Real](x T) bool { return x < 0 }

func logicalAnd[T comparable](x, y T) bool { return x != *new(T) && y != *new(T) }
func logicalOr[T comparable](x, y T) bool  { return x != *new(T) || y != *new(T) }
func logicalXor[T comparable](x, y T) bool { return (x != *new(T)) != (y != *new(T)) }
func logicalNot[T comparable](x T) bool    { return x == *new(T) }

func deg2rad[T float32 | float64](x T) T { return x * T(math.Pi/180) }
func rad2deg[T float32 | float64](x T) T { return x * T(180/math.Pi) }

func spacing[T float32 | float64](x T) T {
	v, away := float64(x), math.Inf(1)
	if x < 0 {
		away = -away
	}
	if v == away {
		return T(math.NaN())
	}
	if unsafe.Sizeof(x) == 4 {
		return T(math.Nextafter32(float32(x), float32(away))) - x
	}
	return T(math.Nextafter(v, away)) - x
}

func logaddexp2[T float32 | float64](x, y T) T {
	a, b := float64(x), float64(y)
	if a == b { // also infinities, whose difference is no number
		return T(a + 1)
	}
	d := math.Abs(a - b)
	return T(max(a, b) + math.Log1p(math.Exp2(-d))/math.Ln2)
}

type integer interface {
	int8 | int16 | int32 | int64 | uint8 | uint16 | uint32 | uint64
}

func magnitude[T integer](x T) uint64 {
	if x < 0 {
		return -uint64(x)
	}
	return uint64(x)
}

func gcd[T integer](x, y T) T {
	a, b := magnitude(x), magnitude(y)
	if a == 0 || b == 0 {
		return T(a | b)
	}
	shift := bits.TrailingZeros64(a | b)
	a >>= bits.TrailingZeros64(a)
	for b != 0 {
		b >>= bits.TrailingZeros64(b)
		a, b = min(a, b), max(a, b)-min(a, b)
	}
	return T(a << shift)
}

func lcm[T integer](x, y T) T {
	d := magnitude(gcd(x, y))
	if d == 0 {
		return 0
	}
	return T(magnitude(x) / d * magnitude(y))
}

// powInt returns x to the power y, modulo the size of T. A negative y is refused
// before, by checkPowers.
func powInt[T integer](x, y T) T {
	p := T(1)
	for n := uint64(y); n > 0; n >>= 1 {
		if n&1 != 0 {
			p *= x
		}
		x *= x
	}
	return p
}

// checkPowers panics if an exponent of integers is negative: the elements of a
// layout at p, or the single number at p if there is none.
func checkPowers(name string, kind reflect.Kind, l *layout, p unsafe.Pointer) {
	found := false
	switch kind {
	case reflect.Int64:
		found = anyNegative[int64](l, p)
	case reflect.Int32:
		found = anyNegative[int32](l, p)
	case reflect.Int16:
		found = anyNegative[int16](l, p)
	case reflect.Int8:
		found = anyNegative[int8](l, p)
	}
	if found {
		fail(name, ErrValue, "integers to negative integer powers are not allowed")
	}
}

func anyNegative[T integer](l *layout, p unsafe.Pointer) bool {
	if l == nil {
		return *(*T)(p) < 0
	}
	c, stride := l.runs()
	for ; c.n > 0; c.next() {
		for i := range c.n {
			if *(*T)(unsafe.Add(p, c.off[0]+i*stride)) < 0 {
				return true
			}
		}
	}
	return false
}
