package ndarray

import (
	"context"
	"reflect"
	"slices"
	"unsafe"

	"github.com/lanewise/lanewise/kernels"
	"github.com/lanewise/lanewise/threadctl"
)

// Sum returns the sum of all elements, 0 if there are none. Its bits depend on
// the elements in C order only: not on strides, threads or the instruction set.
//
// Floats are summed in chunks of 16384 elements by kernels.SumF64 or SumF32, and
// the chunks pairwise in float64, so that the error is a few ULP of the sum of
// absolute values. Complex numbers are summed in complex128. Integers of 64 bits
// wrap around; narrower ones are summed in 64 bits, and Sum panics with
// ErrOverflow if T can't hold the result.
func Sum[T Number](a Array[T]) T { return a.Sum() }

// Sum is the function [Sum] as a method; see [Array.Add].
func (a Array[T]) Sum() T {
	l := a.layout()
	checkSummable[T]("Sum", l.kind)
	var sum T
	if !sumElements(l, unsafe.Pointer(a.p)).store(l.kind, unsafe.Pointer(&sum)) {
		failOverflow[T]("Sum")
	}
	return sum
}

// SumAxis returns the sums along the given axes, which the result lacks; with no
// axis it is a copy of a. Negative axes count from the end. It panics with
// ErrAxis if one is out of range or given twice, and with ErrOverflow as [Sum]
// does.
//
// Sums along the last axes are those of Sum. Where at least 16 elements lie
// together behind the summed axes, rows are added in order, each sum in the
// precision of T, as NumPy does.
func SumAxis[T Number](a Array[T], axes ...int) Array[T] { return a.SumAxis(axes...) }

// SumAxis is the function [SumAxis] as a method; see [Array.Add].
func (a Array[T]) SumAxis(axes ...int) Array[T] {
	const op = "SumAxis"
	l := a.layout()
	checkSummable[T](op, l.kind)
	if len(axes) == 0 {
		return a.Copy()
	}
	s := splitAxes(op, l, axes)
	out := zeros[T](op, s.kept.shape())
	if l.size == 0 {
		return out
	}
	sum := s.sumRuns
	if s.byRows {
		sum = s.sumRows
	}
	if !sum(out.lay, unsafe.Pointer(out.p), unsafe.Pointer(a.p)) {
		failOverflow[T](op)
	}
	return out
}

// checkSummable panics with ErrDType if elements of type T are no numbers.
func checkSummable[T any](name string, kind reflect.Kind) {
	if !(integers | floats | complexes).has(kind) {
		failDType[T](name)
	}
}

func failOverflow[T any](op string) {
	fail(op, ErrOverflow, "the sum does not fit %s", reflect.TypeFor[T]())
}

// total is a sum of numbers of any kind: re and im of floats and complex
// numbers, n of integers, modulo 2^64.
type total struct {
	re, im float64
	n      uint64
}

func (t total) add(u total) total { return total{t.re + u.re, t.im + u.im, t.n + u.n} }

// store writes the sum to p and reports whether it fits there.
func (t total) store(kind reflect.Kind, p unsafe.Pointer) bool {
	switch kind {
	case reflect.Float64:
		*(*float64)(p) = t.re
	case reflect.Float32:
		*(*float32)(p) = float32(t.re)
	case reflect.Complex128:
		*(*complex128)(p) = complex(t.re, t.im)
	case reflect.Complex64:
		*(*complex64)(p) = complex(float32(t.re), float32(t.im))
	case reflect.Int64, reflect.Uint64:
		*(*uint64)(p) = t.n
	case reflect.Int32:
		return narrow[int32](t.n, p)
	case reflect.Int16:
		return narrow[int16](t.n, p)
	case reflect.Int8:
		return narrow[int8](t.n, p)
	case reflect.Uint32:
		return narrow[uint32](t.n, p)
	case reflect.Uint16:
		return narrow[uint16](t.n, p)
	case reflect.Uint8:
		return narrow[uint8](t.n, p)
	}
	return true
}

func narrow[T Integer](n uint64, p unsafe.Pointer) bool {
	v := T(n)
	*(*T)(p) = v
	return uint64(v) == n
}

// sumElements returns the sum of the elements of a layout at p.
func sumElements(l *layout, p unsafe.Pointer) total {
	switch n := l.size; {
	case n == 0:
		return total{}
	case n <= grain:
		return sumSmall(l, p)
	default:
		return sumLarge(l, p)
	}
}

func sumSmall(l *layout, p unsafe.Pointer) total {
	if l.is(contiguous) {
		line := [1]axis{{n: l.size, stride: perOperand{l.item}}}
		return sumChunk(l.kind, line[:], p, 0, l.size)
	}
	var buf [inlineDims]axis
	return sumChunk(l.kind, orderedAxes(buf[:0], l), p, 0, l.size)
}

// alone is for sums that are not worth another thread.
var alone = threadctl.WithLimit(context.Background(), 1)

func sumLarge(l *layout, p unsafe.Pointer) total {
	ctx := context.Background()
	if l.size < parallelMin {
		ctx = alone
	}
	axes := orderedAxes(nil, l)
	sum, err := threadctl.Reduce(ctx, l.size, grain, func(lo, hi int) total {
		return sumChunk(l.kind, slices.Clone(axes), p, lo, hi)
	}, total.add)
	if err != nil {
		panic(err)
	}
	return sum
}

// sumChunk returns the sum of the elements number lo to hi.
func sumChunk(kind reflect.Kind, axes []axis, p unsafe.Pointer, lo, hi int) total {
	switch c := start(axes, lo, hi); kind {
	case reflect.Float64:
		return sumFloats[float64](c, p)
	case reflect.Float32:
		return sumFloats[float32](c, p)
	case reflect.Complex128:
		return sumComplex[float64](c, p)
	case reflect.Complex64:
		return sumComplex[float32](c, p)
	case reflect.Int64, reflect.Uint64:
		return sumIntegers[uint64](c, p)
	case reflect.Int32:
		return sumIntegers[int32](c, p)
	case reflect.Int16:
		return sumIntegers[int16](c, p)
	case reflect.Int8:
		return sumIntegers[int8](c, p)
	case reflect.Uint32:
		return sumIntegers[uint32](c, p)
	case reflect.Uint16:
		return sumIntegers[uint16](c, p)
	default:
		return sumIntegers[uint8](c, p)
	}
}

// sumFloats hands the elements to the kernel.
func sumFloats[F Float](c cursor, p unsafe.Pointer) total {
	if c.n == c.left && c.axes[0].stride[0] == int(unsafe.Sizeof(F(0))) {
		return total{re: sumKernel(unsafe.Slice((*F)(unsafe.Add(p, c.off[0])), c.n))}
	}
	return sumGathered[F](c, p)
}

func sumGathered[F Float](c cursor, p unsafe.Pointer) total {
	var small [64]F
	all := small[:0]
	if c.left > len(small) {
		all = make([]F, 0, c.left)
	}
	stride := c.axes[0].stride[0]
	for ; c.n > 0; c.next() {
		for i := range c.n {
			all = append(all, *(*F)(unsafe.Add(p, c.off[0]+i*stride)))
		}
	}
	return total{re: sumKernel(all)}
}

func sumKernel[F Float](x []F) float64 {
	if unsafe.Sizeof(F(0)) == 8 {
		return kernels.SumF64(cast[float64](x))
	}
	return float64(kernels.SumF32(cast[float32](x)))
}

func sumComplex[F Float](c cursor, p unsafe.Pointer) (t total) {
	stride := c.axes[0].stride[0]
	for ; c.n > 0; c.next() {
		for i := range c.n {
			z := (*[2]F)(unsafe.Add(p, c.off[0]+i*stride))
			t.re += float64(z[0])
			t.im += float64(z[1])
		}
	}
	return t
}

func sumIntegers[T Integer](c cursor, p unsafe.Pointer) (t total) {
	stride := c.axes[0].stride[0]
	for ; c.n > 0; c.next() {
		for i := range c.n {
			t.n += uint64(*(*T)(unsafe.Add(p, c.off[0]+i*stride)))
		}
	}
	return t
}
