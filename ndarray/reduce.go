package ndarray

import (
	"reflect"
	"slices"
	"unsafe"
)

// Sum returns the sum of all elements, 0 if there are none. Its bits depend on
// the elements in C order only: not on strides, threads or the instruction set.
//
// Floats are summed in chunks of 16384 elements by kernels.SumF64 or SumF32, and
// the chunks pairwise in float64, so that the error is a few ULP of the sum of
// absolute values. Complex numbers are summed in complex128. Integers of 64 bits
// wrap around; narrower ones are summed in 64 bits, and Sum panics with
// ErrOverflow if T can't hold the result: see [SumAs].
func Sum[T Number](a Array[T]) T { return a.Sum() }

// Sum is the function [Sum] as a method; see [Array.Add].
func (a Array[T]) Sum() T { return reduceAll("Sum", &sums, a) }

// SumAxis returns the sums along the given axes, which the result lacks; with no
// axis it is a copy of a. Negative axes count from the end. It panics with
// ErrAxis if one is out of range or given twice, and with ErrOverflow as [Sum]
// does.
//
// Sums along the last axes are those of Sum. Where at least 16 elements lie
// together behind the summed axes, rows are added in the precision of T: at least 64
// of them in order, and the sums of such chunks pairwise.
func SumAxis[T Number](a Array[T], axes ...int) Array[T] { return a.SumAxis(axes...) }

// SumAxisTo stores [SumAxis] of a in out, which has the shape of the result, and
// returns out; a may overlap it. It panics with ErrShape if the shape is another one,
// and with ErrReadOnly if out is read-only.
func SumAxisTo[T Number](out, a Array[T], axes ...int) Array[T] {
	return reduceAxisTo("SumAxis", &sums, out, a, axes, false)
}

// SumAxis is the function [SumAxis] as a method; see [Array.Add].
func (a Array[T]) SumAxis(axes ...int) Array[T] {
	return reduceAxis[T]("SumAxis", &sums, a, axes, false)
}

// Prod returns the product of all elements, 1 if there are none. Floats are
// multiplied in the order in which [Sum] adds them. Integers of 64 bits wrap around;
// Prod panics with ErrOverflow if narrower ones can't hold the result: see [ProdAs].
func Prod[T Number](a Array[T]) T { return a.Prod() }

// Prod is the function [Prod] as a method; see [Array.Add].
func (a Array[T]) Prod() T { return reduceAll("Prod", &prods, a) }

// ProdAxis returns the products along the given axes; the rest is as with [SumAxis].
func ProdAxis[T Number](a Array[T], axes ...int) Array[T] { return a.ProdAxis(axes...) }

// ProdAxisTo stores [ProdAxis] of a in out and returns out; see [SumAxisTo].
func ProdAxisTo[T Number](out, a Array[T], axes ...int) Array[T] {
	return reduceAxisTo("ProdAxis", &prods, out, a, axes, false)
}

// ProdAxis is the function [ProdAxis] as a method; see [Array.Add].
func (a Array[T]) ProdAxis(axes ...int) Array[T] {
	return reduceAxis[T]("ProdAxis", &prods, a, axes, false)
}

// Max returns the largest element: NaN if any is NaN, and +0 is larger than -0. It
// panics with ErrValue if there is none.
func Max[T Real](a Array[T]) T { return a.Max() }

// Max is the function [Max] as a method; see [Array.Add].
func (a Array[T]) Max() T { return reduceAll("Max", &maxima, a) }

// MaxAxis returns the largest elements along the given axes, as [Max] and [SumAxis]
// do. It panics with ErrValue if there are no elements for a result, even if there are no results either.
func MaxAxis[T Real](a Array[T], axes ...int) Array[T] { return a.MaxAxis(axes...) }

// MaxAxisTo stores [MaxAxis] of a in out and returns out; see [SumAxisTo].
func MaxAxisTo[T Real](out, a Array[T], axes ...int) Array[T] {
	return reduceAxisTo("MaxAxis", &maxima, out, a, axes, false)
}

// MaxAxis is the function [MaxAxis] as a method; see [Array.Add].
func (a Array[T]) MaxAxis(axes ...int) Array[T] {
	return reduceAxis[T]("MaxAxis", &maxima, a, axes, false)
}

// Min returns the smallest element: NaN if any is NaN, and +0 is larger than -0. It
// panics with ErrValue if there is none.
func Min[T Real](a Array[T]) T { return a.Min() }

// Min is the function [Min] as a method; see [Array.Add].
func (a Array[T]) Min() T { return reduceAll("Min", &minima, a) }

// MinAxis returns the smallest elements along the given axes, as [Min] and [SumAxis]
// do. It panics with ErrValue if there are no elements for a result, even if there are no results either.
func MinAxis[T Real](a Array[T], axes ...int) Array[T] { return a.MinAxis(axes...) }

// MinAxisTo stores [MinAxis] of a in out and returns out; see [SumAxisTo].
func MinAxisTo[T Real](out, a Array[T], axes ...int) Array[T] {
	return reduceAxisTo("MinAxis", &minima, out, a, axes, false)
}

// MinAxis is the function [MinAxis] as a method; see [Array.Add].
func (a Array[T]) MinAxis(axes ...int) Array[T] {
	return reduceAxis[T]("MinAxis", &minima, a, axes, false)
}

// Ptp returns the difference between the largest and the smallest element, "peak to
// peak". Integers wrap around. It panics with ErrValue if there are no elements.
func Ptp[T Real](a Array[T]) T { return a.Ptp() }

// Ptp is the function [Ptp] as a method; see [Array.Add].
func (a Array[T]) Ptp() T {
	kind := a.layout().kind
	checkReal[T]("Ptp", kind)
	most, least := reduceAll("Ptp", &maxima, a), reduceAll("Ptp", &minima, a)
	loopFor[T](&uSub, kind).run(1, unsafe.Pointer(&most), unsafe.Pointer(&most), unsafe.Pointer(&least), 0, 0, 0, number{})
	return most
}

// PtpAxis returns the differences between the largest and the smallest elements along
// the given axes; see [MaxAxis].
func PtpAxis[T Real](a Array[T], axes ...int) Array[T] { return a.PtpAxis(axes...) }

// PtpAxis is the function [PtpAxis] as a method; see [Array.Add].
func (a Array[T]) PtpAxis(axes ...int) Array[T] {
	const op = "PtpAxis"
	checkReal[T](op, a.layout().kind)
	most := reduceAxis[T](op, &maxima, a, axes, false)
	return binaryTo(&uSub, most, most, reduceAxis[T](op, &minima, a, axes, false))
}

func checkReal[T any](op string, kind reflect.Kind) {
	if !(integers | floats).has(kind) {
		failDType[T](op)
	}
}

// PtpAxisTo stores [PtpAxis] of a in out and returns out; see [SumAxisTo].
func PtpAxisTo[T Real](out, a Array[T], axes ...int) Array[T] {
	const op = "PtpAxis"
	least := reduceAxis[T](op, &minima, a, axes, false)
	return SubTo(out, reduceAxisTo(op, &maxima, out, a, axes, false), least)
}

// SumAs returns the sums along the given axes, or of all elements if there are none,
// in another type: SumAs[int64] of int8 is NumPy's sum. Integers are added in 64 bits
// and wrap; what else is of another type is converted as [As] does and then added. It
// panics with ErrDType where there is no conversion, and otherwise as [SumAxis] does.
func SumAs[A Number, T Elem](a Array[T], axes ...int) Array[A] {
	return SumAsTo(reducedZeros[A]("SumAs", a, allIfNone(a.NDim(), axes)), a, axes...)
}

// SumAsTo stores [SumAs] in out, of the same shape as the result, and returns out, which
// may overlap the others.
func SumAsTo[A Number, T Elem](out Array[A], a Array[T], axes ...int) Array[A] {
	return reduceAs("SumAs", &sums, out, a, axes)
}

// ProdAs returns the products along the given axes, or of all elements if there are
// none, in another type; see [SumAs].
func ProdAs[A Number, T Elem](a Array[T], axes ...int) Array[A] {
	return ProdAsTo(reducedZeros[A]("ProdAs", a, allIfNone(a.NDim(), axes)), a, axes...)
}

// ProdAsTo stores [ProdAs] in out, of the same shape as the result, and returns out, which
// may overlap the others.
func ProdAsTo[A Number, T Elem](out Array[A], a Array[T], axes ...int) Array[A] {
	return reduceAs("ProdAs", &wideProds, out, a, axes)
}

func reduceAs[A Number, T Elem](op string, r *reduction, out Array[A], a Array[T], axes []int) Array[A] {
	axes = allIfNone(a.NDim(), axes)
	f := r.foldings[a.layout().kind]
	to := kindOf[A]()
	if f != nil && f.rowsNarrow() && (to == reflect.Int64 && signed(a.layout().kind) || to == reflect.Uint64 && !signed(a.layout().kind)) {
		return reduceAxisTo(op, r, out, a, axes, true)
	}
	if r == &wideProds {
		r = &prods
	}
	if to == a.layout().kind {
		return reduceAxisTo(op, r, out, a, axes, false)
	}
	b := As[A](a)
	defer b.Recycle()
	return reduceAxisTo(op, r, out, b, axes, false)
}

// signed reports whether a kind is one of signed integers.
func signed(k reflect.Kind) bool { return reflect.Int <= k && k <= reflect.Int64 }

// reduceAll returns the reduction of all elements.
func reduceAll[T any](op string, r *reduction, a Array[T]) T {
	l := a.layout()
	f := foldingFor[T](op, r, l.kind)
	if l.size == 0 {
		r.checkNone(op, 0)
		v, _ := f.narrow(f.fold(0, nil, 0))
		return *(*T)(unsafe.Pointer(&v))
	}
	v, fits := f.narrow(foldElements(f, l, unsafe.Pointer(a.p)))
	if !fits {
		r.failOverflow(op, reflect.TypeFor[T]())
	}
	return *(*T)(unsafe.Pointer(&v))
}

// eachSize returns how many elements a reduction that takes away axes has for each result.
func (l *layout) eachSize(gone []bool) int {
	each := 1
	for d, n := range l.shape() {
		if gone[d] {
			each *= n
		}
	}
	return each
}

// checkNone panics if there are no elements for a result. As in NumPy, it does not matter
// whether there is any result.
func (r *reduction) checkNone(op string, each int) {
	if !r.noneOK && each == 0 {
		fail(op, ErrValue, "zero-size array to reduction operation %s which has no identity", r.name)
	}
}

func (r *reduction) failOverflow(op string, t reflect.Type) {
	word := "sum"
	if r == &prods {
		word = "product"
	}
	fail(op, ErrOverflow, "the %s does not fit %s", word, t)
}

// reduceAxis returns the reductions along axes in a new array, of accumulators if
// wide is set.
func reduceAxis[D, T any](op string, r *reduction, a Array[T], axes []int, wide bool) Array[D] {
	l := a.layout()
	f := foldingFor[T](op, r, l.kind)
	gone, shape := goneAxes(op, l, axes)
	out := zeros[D](op, shape)
	return reduceInto(op, r, f, out, a, gone, wide)
}

// reduceAxisTo stores the reductions along axes in out.
func reduceAxisTo[D, T any](op string, r *reduction, out Array[D], a Array[T], axes []int, wide bool) Array[D] {
	l := a.layout()
	f := foldingFor[T](op, r, l.kind)
	gone, shape := goneAxes(op, l, axes)
	checkShapeOf(op, out.layout(), shape)
	return reduceInto(op, r, f, out, detach(out, a), gone, wide)
}

// checkShapeOf panics unless out has the given shape and can be written to.
func checkShapeOf(op string, out *layout, shape []int) {
	out.checkWrite(op)
	if !slices.Equal(out.shape(), shape) {
		fail(op, ErrShape, "output of shape %s does not match the result's shape %s", shapeString(out.shape()), shapeString(shape))
	}
}

func reduceInto[D, T any](op string, r *reduction, f folding, out Array[D], a Array[T], gone []bool, wide bool) Array[D] {
	l, o := a.layout(), out.layout()
	if l.size == 0 || o.size == 0 {
		r.checkNone(op, l.eachSize(gone))
		v := f.fold(0, nil, 0)
		if !wide {
			v, _ = f.narrow(v)
		}
		out.Fill(*(*D)(unsafe.Pointer(&v)))
		return out
	}
	if !reduceAxes(f, l, unsafe.Pointer(a.p), gone, o, unsafe.Pointer(out.p), wide) {
		r.failOverflow(op, reflect.TypeFor[T]())
	}
	return out
}
