package ndarray

import (
	"reflect"
	"slices"
	"unsafe"

	"github.com/lanewise/lanewise/kernels"
)

// accumulate stores out[i] = out[i-1] op a[i] along an axis. Where rows lie together
// behind the axis, they are joined as wholes, otherwise lanes one by one: the bits
// are the same.
func accumulate[T any](l loop, out, a Array[T], axis int) {
	o, in := out.layout(), a.layout()
	n := in.shape()[axis]
	if in.size == 0 {
		return
	}
	out.along(axis, 0, 1).Assign(a.along(axis, 0, 1))
	so, si := o.strides()[axis], in.strides()[axis]
	row, rowIn := out.along(axis, 0, 1).lay, a.along(axis, 0, 1).lay
	split(row.size, n, rowPart/2, func(lo, hi int) {
		c := call{loop: l, out: unsafe.Pointer(out.p), x: unsafe.Pointer(out.p), y: unsafe.Pointer(a.p)}
		axes := loopAxes(nil, row, row, rowIn)
		for i := 1; i < n; i++ {
			c.x = c.out
			c.out, c.y = unsafe.Add(c.out, so), unsafe.Add(unsafe.Pointer(a.p), i*si)
			c.nest(axes, lo, hi)
		}
	})
}

// A cumulation is a kernel that goes along a lane, with the loop that goes row by row.
type cumulation struct {
	u     *ufunc
	lanes [numberKinds]func(n int, out, x unsafe.Pointer)
}

// lane returns the function that runs a kernel on n elements.
func lane[T kernels.Element](kernel func(dst, x []T)) func(n int, out, x unsafe.Pointer) {
	return func(n int, out, x unsafe.Pointer) { kernel(run[T](out, n), run[T](x, n)) }
}

var cumSums = cumulation{&uAdd, [numberKinds]func(n int, out, x unsafe.Pointer){
	reflect.Float64: lane(kernels.Cumsum[float64]), reflect.Float32: lane(kernels.Cumsum[float32]),
	reflect.Int64: lane(kernels.Cumsum[int64]), reflect.Uint64: lane(kernels.Cumsum[uint64]),
	reflect.Int32: lane(kernels.Cumsum[int32]), reflect.Uint32: lane(kernels.Cumsum[uint32]),
	reflect.Int16: lane(kernels.Cumsum[int16]), reflect.Uint16: lane(kernels.Cumsum[uint16]),
	reflect.Int8: lane(kernels.Cumsum[int8]), reflect.Uint8: lane(kernels.Cumsum[uint8]),
	reflect.Complex128: lane(sumLane[complex128]), reflect.Complex64: lane(sumLane[complex64]),
}}

var cumProds = cumulation{&uMul, [numberKinds]func(n int, out, x unsafe.Pointer){
	reflect.Float64: lane(kernels.Cumprod[float64]), reflect.Float32: lane(kernels.Cumprod[float32]),
	reflect.Int64: lane(kernels.Cumprod[int64]), reflect.Uint64: lane(kernels.Cumprod[uint64]),
	reflect.Int32: lane(kernels.Cumprod[int32]), reflect.Uint32: lane(kernels.Cumprod[uint32]),
	reflect.Int16: lane(kernels.Cumprod[int16]), reflect.Uint16: lane(kernels.Cumprod[uint16]),
	reflect.Int8: lane(kernels.Cumprod[int8]), reflect.Uint8: lane(kernels.Cumprod[uint8]),
}}

var cumMaxs = cumulation{&uMaximum, [numberKinds]func(n int, out, x unsafe.Pointer){
	reflect.Float64: lane(kernels.Cummax[float64]), reflect.Float32: lane(kernels.Cummax[float32]),
	reflect.Int64: lane(kernels.Cummax[int64]), reflect.Uint64: lane(kernels.Cummax[uint64]),
	reflect.Int32: lane(kernels.Cummax[int32]), reflect.Uint32: lane(kernels.Cummax[uint32]),
	reflect.Int16: lane(kernels.Cummax[int16]), reflect.Uint16: lane(kernels.Cummax[uint16]),
	reflect.Int8: lane(kernels.Cummax[int8]), reflect.Uint8: lane(kernels.Cummax[uint8]),
}}

var cumMins = cumulation{&uMinimum, [numberKinds]func(n int, out, x unsafe.Pointer){
	reflect.Float64: lane(kernels.Cummin[float64]), reflect.Float32: lane(kernels.Cummin[float32]),
	reflect.Int64: lane(kernels.Cummin[int64]), reflect.Uint64: lane(kernels.Cummin[uint64]),
	reflect.Int32: lane(kernels.Cummin[int32]), reflect.Uint32: lane(kernels.Cummin[uint32]),
	reflect.Int16: lane(kernels.Cummin[int16]), reflect.Uint16: lane(kernels.Cummin[uint16]),
	reflect.Int8: lane(kernels.Cummin[int8]), reflect.Uint8: lane(kernels.Cummin[uint8]),
}}

func sumLane[T complex128 | complex64](dst, x []T) {
	var s T
	for i, v := range x {
		if i == 0 {
			s = v
		} else {
			s += v
		}
		dst[i] = s
	}
}

// cumulateTo stores the cumulation of a along an axis in out.
func cumulateTo[T any](op string, c *cumulation, out, a Array[T], axis int) Array[T] {
	l := a.layout()
	axis = wrapAxis(op, axis, int(l.ndim))
	loop := loopFor[T](c.u, l.kind)
	o := out.layout()
	checkShapeOf(op, o, l.shape())
	a = detach(out, a)
	l = a.layout()
	kernel := c.lanes[l.kind]
	if kernel == nil || l.strides()[axis] != l.item || o.strides()[axis] != l.item || l.size == 0 {
		accumulate(loop, out, a, axis)
		return out
	}
	n := l.shape()[axis]
	first, firstIn := out.along(axis, 0, 1).lay, a.along(axis, 0, 1).lay
	axes := loopAxes(nil, first, firstIn, nil)
	split(first.size, n, max(1, grain/n), func(lo, hi int) {
		axes := slices.Clone(axes)
		for c := start(axes, lo, hi); c.n > 0; c.next() {
			for i := range c.n {
				kernel(n, unsafe.Add(unsafe.Pointer(out.p), c.off[0]+i*axes[0].stride[0]), unsafe.Add(unsafe.Pointer(a.p), c.off[1]+i*axes[0].stride[1]))
			}
		}
	})
	return out
}

// CumSum returns the sums of the elements up to each one along an axis, added from
// the first one on, so that they have NumPy's bits. It panics with ErrAxis if the axis
// is out of range, and with ErrOverflow if an integer type of less than 64 bits can't
// hold a sum: see [CumSumAs]. The cumulative sum of all elements in C order is that of
// a.Reshape(-1).
func CumSum[T Number](a Array[T], axis int) Array[T] { return a.CumSum(axis) }

// CumSumTo stores [CumSum] of a in out, which has its shape, and returns out; they may
// overlap.
func CumSumTo[T Number](out, a Array[T], axis int) Array[T] {
	return cumulateChecked("CumSum", "sum", &cumSums, out, a, axis)
}

// CumSum is the function [CumSum] as a method; see [Array.Add].
func (a Array[T]) CumSum(axis int) Array[T] {
	return cumulateChecked("CumSum", "sum", &cumSums, a.like("CumSum"), a, axis)
}

// CumSumAs is [CumSum] in another type: CumSumAs[int64] of int8 is NumPy's cumsum.
func CumSumAs[A Number, T Elem](a Array[T], axis int) Array[A] {
	b := As[A](a)
	return CumSumTo(b, b, axis)
}

// CumSumAsTo stores [CumSumAs] in out, of the same shape as the result, and returns out, which
// may overlap the others.
func CumSumAsTo[A Number, T Elem](out Array[A], a Array[T], axis int) Array[A] {
	b := As[A](a)
	defer b.Recycle()
	return CumSumTo(out, b, axis)
}

// CumProd returns the products of the elements up to each one along an axis; the rest
// is as with [CumSum].
func CumProd[T Number](a Array[T], axis int) Array[T] { return a.CumProd(axis) }

// CumProdTo stores [CumProd] of a in out and returns out; see [CumSumTo].
func CumProdTo[T Number](out, a Array[T], axis int) Array[T] {
	return cumulateChecked("CumProd", "product", &cumProds, out, a, axis)
}

// CumProd is the function [CumProd] as a method; see [Array.Add].
func (a Array[T]) CumProd(axis int) Array[T] {
	return cumulateChecked("CumProd", "product", &cumProds, a.like("CumProd"), a, axis)
}

// CumProdAs is [CumProd] in another type; see [CumSumAs].
func CumProdAs[A Number, T Elem](a Array[T], axis int) Array[A] {
	b := As[A](a)
	return CumProdTo(b, b, axis)
}

// CumProdAsTo stores [CumProdAs] in out, of the same shape as the result, and returns out, which
// may overlap the others.
func CumProdAsTo[A Number, T Elem](out Array[A], a Array[T], axis int) Array[A] {
	b := As[A](a)
	defer b.Recycle()
	return CumProdTo(out, b, axis)
}

// CumMax returns the largest of the elements up to each one along an axis: NaN from the
// first NaN on, and +0 is larger than -0. It panics with ErrAxis if the axis is out of
// range.
func CumMax[T Real](a Array[T], axis int) Array[T] { return a.CumMax(axis) }

// CumMaxTo stores [CumMax] of a in out and returns out; see [CumSumTo].
func CumMaxTo[T Real](out, a Array[T], axis int) Array[T] {
	return cumulateTo("CumMax", &cumMaxs, out, a, axis)
}

// CumMax is the function [CumMax] as a method; see [Array.Add].
func (a Array[T]) CumMax(axis int) Array[T] {
	return cumulateTo("CumMax", &cumMaxs, a.like("CumMax"), a, axis)
}

// CumMin returns the smallest of the elements up to each one along an axis; see
// [CumMax].
func CumMin[T Real](a Array[T], axis int) Array[T] { return a.CumMin(axis) }

// CumMinTo stores [CumMin] of a in out and returns out; see [CumSumTo].
func CumMinTo[T Real](out, a Array[T], axis int) Array[T] {
	return cumulateTo("CumMin", &cumMins, out, a, axis)
}

// CumMin is the function [CumMin] as a method; see [Array.Add].
func (a Array[T]) CumMin(axis int) Array[T] {
	return cumulateTo("CumMin", &cumMins, a.like("CumMin"), a, axis)
}

// CumulativeSum is [CumSum] with a 0 before the first element of each lane, which makes
// the axis longer by 1: the array API's cumulative_sum with include_initial.
func CumulativeSum[T Number](a Array[T], axis int) Array[T] {
	return withInitial("CumulativeSum", a, axis, 0, CumSumTo)
}

// CumulativeProd is [CumProd] with a 1 before the first element of each lane, which
// makes the axis longer by 1: the array API's cumulative_prod with include_initial.
func CumulativeProd[T Number](a Array[T], axis int) Array[T] {
	return withInitial("CumulativeProd", a, axis, 1, CumProdTo)
}

func withInitial[T Number](op string, a Array[T], axis int, initial T, cumulate func(out, a Array[T], axis int) Array[T]) Array[T] {
	axis = wrapAxis(op, axis, a.NDim())
	shape := a.Shape()
	n := shape[axis]
	shape[axis]++
	out := zeros[T](op, shape)
	out.along(axis, 0, 1).Fill(initial)
	cumulate(out.along(axis, 1, n+1), a, axis)
	return out
}

// like returns a new array of the shape of a, in C order.
func (a Array[T]) like(op string) Array[T] { return unset[T](op, a.layout().shape()) }

// cumulateChecked is cumulateTo, but panics if integers of less than 64 bits overflow.
func cumulateChecked[T any](op, word string, c *cumulation, out, a Array[T], axis int) Array[T] {
	l := a.layout()
	if !integers.has(l.kind) || l.item == 8 {
		return cumulateTo(op, c, out, a, axis)
	}
	checkShapeOf(op, out.layout(), l.shape())
	f := prods.foldings[l.kind]
	if c == &cumSums {
		f = sums.foldings[l.kind]
	}
	a = detach(out, a)
	axis = wrapAxis(op, axis, int(l.ndim))
	if l.size == 0 {
		return out
	}
	row, rowIn := out.along(axis, 0, 1), a.along(axis, 0, 1)
	axes := loopAxes(nil, row.lay, rowIn.lay, nil)
	so, si := out.lay.strides()[axis], a.layout().strides()[axis]
	for c := start(axes, 0, row.lay.size); c.n > 0; c.next() {
		for i := range c.n {
			to := unsafe.Add(unsafe.Pointer(out.p), c.off[0]+i*axes[0].stride[0])
			from := unsafe.Add(unsafe.Pointer(a.p), c.off[1]+i*axes[0].stride[1])
			if !cumulateNarrow(f, l.shape()[axis], to, from, so, si, l.item) {
				fail(op, ErrOverflow, "a %s does not fit %s", word, reflect.TypeFor[T]())
			}
		}
	}
	return out
}

func cumulateNarrow(f folding, n int, to, from unsafe.Pointer, so, si, item int) bool {
	acc := f.fold(1, from, si)
	for i := range n {
		if i > 0 {
			acc = f.join(acc, f.fold(1, unsafe.Add(from, i*si), si))
		}
		v, fits := f.narrow(acc)
		if !fits {
			return false
		}
		put(unsafe.Add(to, i*so), v, item)
	}
	return true
}
