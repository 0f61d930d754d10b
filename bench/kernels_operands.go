package main

import (
	"fmt"
	"unsafe"

	"github.com/lanewise/lanewise/kernels"
)

// domains are the intervals that the inputs x, y and z of a kernel come from.
type domains [3][2]float64

// in returns the domains of x and, where given, of y and z, which are else like the one before.
func in(bounds ...float64) (d domains) {
	for i := range d {
		at := min(2*i, len(bounds)-2)
		d[i] = [2]float64{bounds[at], bounds[at+1]}
	}
	return d
}

// scramble returns the number-th output of SplitMix64: Steele, Lea and Flood, "Fast splittable pseudorandom number
// generators", 2014.
func scramble(number int) uint64 {
	v := uint64(number) * 0x9e3779b97f4a7c15
	v = (v ^ v>>30) * 0xbf58476d1ce4e5b9
	v = (v ^ v>>27) * 0x94d049bb133111eb
	return v ^ v>>31
}

// point returns the i-th element of input x, y or z (which is 0, 1 or 2) before it is converted to the kernel's type.
// The peers compute the same.
func (d domains) point(which, i int) float64 {
	lo, hi := d[which][0], d[which][1]
	return lo + float64((hi-lo)*(float64(scramble(3*i+which+1)>>11)*0x1p-53))
}

// A number is an element type that inputs are made in.
type number interface {
	float64 | float32 | int64 | int32 | uint8 | bool | complex128 | complex64
}

// converter returns the conversion of points: integers are truncated, unsigned ones lose the sign, bools tell whether
// the point is above 0; the imaginary part of a complex number is minus half the real part.
func converter[T number]() func(v float64) T {
	var convert any
	switch any(*new(T)).(type) {
	case float64:
		convert = func(v float64) float64 { return v }
	case float32:
		convert = func(v float64) float32 { return float32(v) }
	case int64:
		convert = func(v float64) int64 { return int64(v) }
	case int32:
		convert = func(v float64) int32 { return int32(v) }
	case uint8:
		convert = func(v float64) uint8 { return uint8(max(v, -v)) }
	case bool:
		convert = func(v float64) bool { return v > 0 }
	case complex128:
		convert = func(v float64) complex128 { return complex(v, -v/2) }
	case complex64:
		convert = func(v float64) complex64 { return complex64(complex(v, -v/2)) }
	}
	return convert.(func(v float64) T)
}

// operands are the arrays that kernels of one element type work on.
type operands[T number] struct {
	x, y, z   []T
	out, out2 []T
	mask      []bool // in no order, one half true
	index     []int  // output of Argsort
	places    []int  // indices of x in no order
	bools     []bool // output of comparisons
}

// A workbench has memory for operands of n elements, which kernels of all types share.
type workbench struct {
	n      int
	arrays [7][]uint64
	bools  [2][]bool
}

func newWorkbench(n int) *workbench {
	w := &workbench{n: n, bools: [2][]bool{kernels.Make[bool](n), kernels.Make[bool](n)}}
	for i := range w.arrays {
		// Room for complex128. Arrays a power of two apart would fall on the same
		// sets of the caches, so each begins nine lines later than the one before.
		skip := 9 * 8 * i
		w.arrays[i] = kernels.Make[uint64](2*n + skip)[skip:]
	}
	return w
}

func dtypeOf[T any]() string { return fmt.Sprintf("%T", *new(T)) }

// view returns an array of the workbench as one of another type.
func view[T any](w *workbench, array int) []T {
	return unsafe.Slice((*T)(unsafe.Pointer(unsafe.SliceData(w.arrays[array]))), w.n)
}

func operandsOf[T number](w *workbench) *operands[T] {
	return &operands[T]{
		view[T](w, 0), view[T](w, 1), view[T](w, 2), view[T](w, 3), view[T](w, 4),
		w.bools[0], view[int](w, 5), view[int](w, 6), w.bools[1],
	}
}

func (o *operands[T]) fill(d domains) {
	convert := converter[T]()
	for i := range o.x {
		o.x[i], o.y[i], o.z[i] = convert(d.point(0, i)), convert(d.point(1, i)), convert(d.point(2, i))
		o.mask[i] = scramble(3*i+1)>>63 == 1
		o.places[i] = int(scramble(3*i+1) >> 11 % uint64(len(o.x)))
	}
}

// A bound kernel is one that has its operands.
type bound struct {
	dtype, out string // element types of input and output
	bytes      int    // that it reads and writes per element
	reads      int    // arrays
	writes     int
	fill       func(domains)
	run        func()
}

// bindTo describes a kernel that reads arrays of type T and writes arrays of type U.
func bindTo[U, T number](o *operands[T], reads, writes int, run func()) *bound {
	bytes := reads*int(unsafe.Sizeof(*new(T))) + writes*int(unsafe.Sizeof(*new(U)))
	return &bound{dtypeOf[T](), dtypeOf[U](), bytes, reads, writes, o.fill, run}
}

// bind gives a kernel its operands: a function whose type tells what its arguments are, or a special.
func (w *workbench) bind(f any) *bound {
	if s, ok := f.(special); ok {
		return s(w)
	}
	for _, try := range []func(*workbench, any) *bound{
		usual[float64], usual[float32], usual[int64], usual[int32], usual[uint8], usual[bool],
		usual[complex128], usual[complex64],
	} {
		if b := try(w, f); b != nil {
			return b
		}
	}
	panic(fmt.Sprintf("bench: no operands for %T", f))
}

// usual binds functions of elements of type T, and returns nil for others.
func usual[T number](w *workbench, f any) *bound {
	o := new(operands[T])
	b := mapping(o, f)
	if b == nil {
		b = reduction(o, f)
	}
	if b != nil {
		*o = *operandsOf[T](w)
	}
	return b
}

// mapping binds element-wise functions.
func mapping[T number](o *operands[T], f any) *bound {
	switch f := f.(type) {
	case func(dst, x []T):
		return bindTo[T](o, 1, 1, func() { f(o.out, o.x) })
	case func(dst, x, y []T):
		return bindTo[T](o, 2, 1, func() { f(o.out, o.x, o.y) })
	case func(dst, x, y, z []T):
		return bindTo[T](o, 3, 1, func() { f(o.out, o.x, o.y, o.z) })
	case func(dst, x []T, y T):
		return bindTo[T](o, 1, 1, func() { f(o.out, o.x, o.z[0]) })
	case func(dst []T, x T, y []T):
		return bindTo[T](o, 1, 1, func() { f(o.out, o.z[0], o.x) })
	case func(dst, x []T, lo, hi T):
		return bindTo[T](o, 1, 1, func() { f(o.out, o.x, o.y[0], o.z[0]) })
	case func(dst []T, a T, x, y []T):
		return bindTo[T](o, 2, 1, func() { f(o.out, o.z[0], o.x, o.y) })
	case func(dst []bool, x []T):
		return bindTo[bool](o, 1, 1, func() { f(o.bools, o.x) })
	case func(dst []bool, x, y []T):
		return bindTo[bool](o, 2, 1, func() { f(o.bools, o.x, o.y) })
	case func(dst []bool, x []T, y T):
		return bindTo[bool](o, 1, 1, func() { f(o.bools, o.x, o.z[0]) })
	case func(dst []T, mask []bool, x, y []T):
		return bindTo[T](o, 2, 1, func() { f(o.out, o.mask, o.x, o.y) }).masked()
	case func(dst []T, mask []bool, x []T, y T):
		return bindTo[T](o, 1, 1, func() { f(o.out, o.mask, o.x, o.z[0]) }).masked()
	case func(dst []T, mask []bool, x T, y []T):
		return bindTo[T](o, 1, 1, func() { f(o.out, o.mask, o.z[0], o.x) }).masked()
	}
	return nil
}

// masked adds that the kernel also reads a mask.
func (b *bound) masked() *bound {
	b.bytes++
	return b
}

// reduction binds functions of whole arrays.
func reduction[T number](o *operands[T], f any) *bound {
	switch f := f.(type) {
	case func(x []T) T:
		return bindTo[T](o, 1, 0, func() { f(o.x) })
	case func(x, y []T) T:
		return bindTo[T](o, 2, 0, func() { f(o.x, o.y) })
	case func(x []T, c T) T:
		return bindTo[T](o, 1, 0, func() { f(o.x, o.z[0]) })
	case func(x []T) int:
		return bindTo[T](o, 1, 0, func() { f(o.x) })
	case func(x []T) int64:
		return bindTo[T](o, 1, 0, func() { f(o.x) })
	case func(x []T) uint64:
		return bindTo[T](o, 1, 0, func() { f(o.x) })
	case func(x []T) bool:
		return bindTo[T](o, 1, 0, func() { f(o.x) })
	case func(x []T) (T, T):
		return bindTo[T](o, 1, 0, func() { f(o.x) })
	}
	return nil
}

// A special is a kernel that says itself what its operands are, for its type does not tell.
type special func(w *workbench) *bound

// convert is for conversions to another type.
func convert[U, T number](f func(dst []U, x []T)) special {
	return func(w *workbench) *bound {
		o, dst := operandsOf[T](w), operandsOf[U](w).out
		return bindTo[U](o, 1, 1, func() { f(dst, o.x) })
	}
}
