package linalg

import (
	"context"
	"math"
	"reflect"
	"sync"
	"unsafe"

	"github.com/lanewise/lanewise/kernels"
	"github.com/lanewise/lanewise/ndarray"
	"github.com/lanewise/lanewise/threadctl"
)

// scalar is the constraint of the types that everything is computed in.
type scalar interface{ float64 | complex128 }

func isComplex[T any]() bool {
	k := reflect.TypeFor[T]().Kind()
	return k == reflect.Complex128 || k == reflect.Complex64
}

func isSingle[T any]() bool {
	k := reflect.TypeFor[T]().Kind()
	return k == reflect.Float32 || k == reflect.Complex64
}

// cast returns s as a slice of U, which has the representation of T.
func cast[U, T any](s []T) []U {
	return unsafe.Slice((*U)(unsafe.Pointer(unsafe.SliceData(s))), len(s))
}

// take returns the elements of a in C order, in new memory. S is complex if T is.
func take[S scalar, T ndarray.Inexact](a ndarray.Array[T]) []S {
	d, _ := a.Copy().Data()
	if !isSingle[T]() {
		return cast[S](d)
	}
	s := make([]S, len(d))
	if isComplex[T]() {
		kernels.ToC128C64(cast[complex128](s), cast[complex64](d))
	} else {
		kernels.ToF64F32(cast[float64](s), cast[float32](d))
	}
	return s
}

// give returns an array of a shape of the elements s, which are real or of the
// kind of T, and not used any more.
func give[T ndarray.Inexact, S scalar](s []S, shape []int) ndarray.Array[T] {
	if isComplex[T]() && !isComplex[S]() {
		c := make([]complex128, len(s))
		for i, v := range cast[float64](s) {
			c[i] = complex(v, 0)
		}
		return give[T](c, shape)
	}
	d := cast[T](s[:min(len(s), len(s)*int(unsafe.Sizeof(*new(S))/unsafe.Sizeof(*new(T))))])
	if isSingle[T]() {
		d = make([]T, len(s))
		if isComplex[T]() {
			kernels.ToC64C128(cast[complex64](d), cast[complex128](s))
		} else {
			kernels.ToF32F64(cast[float32](d), cast[float64](s))
		}
	}
	if len(shape) == 0 {
		return ndarray.Full(d[0])
	}
	return ndarray.FromSlice(d, shape...)
}

// forEach calls f for each of n matrices, whose work is given in operations, and
// returns the error of the first one that has no result. f returns nil or the kind.
func forEach(op string, stack []int, work int, f func(i int) error) error {
	n := sizeOf(stack)
	const parallelMin, grain = 1 << 17, 1 << 15
	if n <= 1 || n < parallelMin/max(work, 1) {
		for i := range n {
			if kind := f(i); kind != nil {
				return &Error{op, kind, indexOf(stack, i)}
			}
		}
		return nil
	}
	var mutex sync.Mutex
	first, firstKind := n, error(nil)
	err := threadctl.For(context.Background(), n, max(1, grain/max(work, 1)), func(lo, hi int) {
		for i := lo; i < hi; i++ {
			if kind := f(i); kind != nil {
				mutex.Lock()
				if i < first {
					first, firstKind = i, kind
				}
				mutex.Unlock()
				return
			}
		}
	})
	if err != nil {
		panic(err)
	}
	if firstKind != nil {
		return &Error{op, firstKind, indexOf(stack, first)}
	}
	return nil
}

// part returns matrix number i of those that s holds one after the other.
func part[S any](s []S, i, size int) []S { return s[i*size : (i+1)*size] }

// abs returns the absolute value.
func abs[S scalar](x S) float64 {
	if unsafe.Sizeof(x) == 8 {
		return math.Abs(*(*float64)(unsafe.Pointer(&x)))
	}
	z := *(*complex128)(unsafe.Pointer(&x))
	return math.Hypot(real(z), imag(z))
}

// size returns the absolute value, or what LAPACK takes for it where that is
// enough: the sum of the absolute values of the parts.
func size[S scalar](x S) float64 {
	if unsafe.Sizeof(x) == 8 {
		return math.Abs(*(*float64)(unsafe.Pointer(&x)))
	}
	z := *(*complex128)(unsafe.Pointer(&x))
	return math.Abs(real(z)) + math.Abs(imag(z))
}

// conj returns the complex conjugate.
func conj[S scalar](x S) S {
	if unsafe.Sizeof(x) == 16 {
		z := (*[2]float64)(unsafe.Pointer(&x))
		z[1] = -z[1]
	}
	return x
}

// re returns the real part, im the imaginary one.
func re[S scalar](x S) float64 { return *(*float64)(unsafe.Pointer(&x)) }

func im[S scalar](x S) float64 {
	if unsafe.Sizeof(x) == 8 {
		return 0
	}
	return (*[2]float64)(unsafe.Pointer(&x))[1]
}

// of returns a real number as S.
func of[S scalar](x float64) (s S) {
	*(*float64)(unsafe.Pointer(&s)) = x
	return s
}

// few is the length below which a loop is as fast as the call of a kernel.
const few = 12

// axpy adds v*x to y.
func axpy[S scalar](y []S, v S, x []S) {
	if len(y) < few {
		for i := range y {
			y[i] += S(v * x[i])
		}
		return
	}
	if unsafe.Sizeof(v) == 8 {
		y := cast[float64](y)
		kernels.AxpyF64(y, re(v), cast[float64](x), y)
	} else {
		y := cast[complex128](y)
		kernels.AxpyC128(y, complex(re(v), im(v)), cast[complex128](x), y)
	}
}

// dotc returns the sum of conj(x[i])*y[i].
func dotc[S scalar](x, y []S) (sum S) {
	switch {
	case len(x) < few:
		for i := range x {
			sum += S(conj(x[i]) * y[i])
		}
	case unsafe.Sizeof(sum) == 8:
		*(*float64)(unsafe.Pointer(&sum)) = kernels.DotF64(cast[float64](x), cast[float64](y))
	default:
		*(*complex128)(unsafe.Pointer(&sum)) = kernels.DotcC128(cast[complex128](x), cast[complex128](y))
	}
	return sum
}

// norm2 returns the Euclidean norm of x, without overflow or underflow on the way.
func norm2[S scalar](x []S) float64 {
	parts := unsafe.Slice((*float64)(unsafe.Pointer(unsafe.SliceData(x))), len(x)*int(unsafe.Sizeof(*new(S))/8))
	sum := kernels.SumSquaresF64(parts)
	if sum >= 0x1p-900 && sum <= math.MaxFloat64 || sum != sum {
		return math.Sqrt(sum)
	}
	most := 0.0
	for _, v := range parts {
		most = math.Max(most, math.Abs(v))
	}
	if most == 0 || math.IsInf(most, 0) {
		return most
	}
	_, e := math.Frexp(most)
	sum = 0
	for _, v := range parts {
		v = math.Ldexp(v, -e)
		sum += float64(v * v)
	}
	return math.Ldexp(math.Sqrt(sum), e)
}

// finite reports whether all elements are.
func finite[S scalar](s []S) bool {
	for _, v := range s {
		if !(size(v) <= math.MaxFloat64) && (math.IsNaN(re(v)+im(v)) || math.IsInf(re(v), 0) || math.IsInf(im(v), 0)) {
			return false
		}
	}
	return true
}

// identity sets the n×n matrix a to ones on the diagonal.
func identity[S scalar](a []S, n int) {
	clear(a)
	for i := range n {
		a[i*n+i] = 1
	}
}

// adjoint returns the conjugate transpose of the m×n matrix a.
func adjoint[S scalar](a []S, m, n int) []S {
	t := make([]S, len(a))
	for i := range m {
		for j := range n {
			t[j*m+i] = conj(a[i*n+j])
		}
	}
	return t
}
