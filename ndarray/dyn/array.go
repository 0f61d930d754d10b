package dyn

import (
	"encoding/json"
	"fmt"
	"unsafe"

	"github.com/lanewise/lanewise/ndarray"
)

// Array is an N-dimensional array whose element type is known at run time only. It
// holds an [ndarray.Array] and shares its memory; [Of] and [To] lead from one to
// the other without copying. Like it, an Array is a small value, to be passed
// and assigned as such.
//
// The zero Array is an empty array of float64.
type Array struct{ h holder }

// holder is what an Array holds: box or text.
type holder interface {
	dtype() DType
	shape() []int
	strides() []int
	readOnly() bool
	reshape(shape []int) holder
	transpose() holder
	permute(axes []int) holder
	slice(ix []ndarray.Ix) holder
	broadcast(shape []int) holder
	copied() holder
	where(cond ndarray.Array[bool], y holder) holder
	concat(axis int, rest []holder) holder
	stack(axis int, rest []holder) holder
	at(ix []int) any
	item() any
	array() any              // the ndarray.Array
	address() unsafe.Pointer // of the ndarray.Array
}

func (a Array) holder() holder {
	if a.h == nil {
		return box[float64]{}
	}
	return a.h
}

// Of returns a as an Array that shares its elements. Named types become the type
// they are made of, int an integer of its size. It panics with ErrDType where
// there is no [DType] for T.
func Of[T any](a ndarray.Array[T]) Array {
	return Array{makers[DTypeOf[T]()].wrap(unsafe.Pointer(&a))}
}

// To returns the elements of a as an array of type T that shares them. It returns
// an error if T has another [DType] than a; convert with [Array.AsType] first.
func To[T any](a Array) (ndarray.Array[T], error) {
	if d := DTypeOf[T](); d != a.DType() {
		return ndarray.Array[T]{}, fmt.Errorf("dyn: array of %s, not %s", a.DType(), d)
	}
	// Arrays of types that have one representation have one, too.
	return *(*ndarray.Array[T])(a.holder().address()), nil
}

// must returns the elements of an array that is known to be of type T.
func must[T any](h holder) ndarray.Array[T] { return *(*ndarray.Array[T])(h.address()) }

// Scalar returns an array without axes of the element v. Among the operands of a
// function it has the type of v, unlike v itself, which may be weak.
func Scalar[T any](v T) Array { return Of(ndarray.Full(v)) }

// Zeros returns a new array of zeros, or of empty strings. Without a shape it has
// no axes and one element.
func Zeros(d DType, shape ...int) Array { return Array{makers[d.valid("Zeros")].zeros(shape)} }

// Full returns a new array of type d whose elements are v, a Go number, bool or
// string. It panics with ErrOverflow if v is an integer beyond the range of d,
// and with ErrDType if v is of another kind than d and not of a smaller one: a
// float for integers, a complex number for floats.
func Full(d DType, v any, shape ...int) Array {
	o := operandOf("Full", v)
	if p, ok := promote(d.valid("Full"), o.dtype); o.dtype.kind()&Integral == 0 && (!ok || p.kind() != d.kind()) {
		fail("Full", ndarray.ErrDType, "%v is no %s", v, d)
	}
	if o.dtype.kind()&Integral != 0 {
		o.weak = true // so that its range is checked
	}
	return Array{o.as("Full", d).broadcast(shape).copied()}
}

// DType returns the type of the elements.
func (a Array) DType() DType { return a.holder().dtype() }

// Shape returns the lengths of the axes, in a new slice.
func (a Array) Shape() []int { return a.holder().shape() }

// Strides returns the distances in bytes between neighbours along each axis, in a
// new slice.
func (a Array) Strides() []int { return a.holder().strides() }

// NDim returns the number of axes.
func (a Array) NDim() int { return len(a.Shape()) }

// Size returns the number of elements.
func (a Array) Size() int {
	n := 1
	for _, d := range a.Shape() {
		n *= d
	}
	return n
}

// IsReadOnly reports whether a comes from BroadcastTo.
func (a Array) IsReadOnly() bool { return a.holder().readOnly() }

// At returns the element at the given indices as a value of its Go type, int64 or
// bool: see [ndarray.Array.At].
func (a Array) At(ix ...int) any { return a.holder().at(ix) }

// Item returns the element of an array that has one. It panics with ErrShape
// otherwise.
func (a Array) Item() any { return a.holder().item() }

// Reshape returns the elements with another shape: see [ndarray.Array.Reshape].
func (a Array) Reshape(shape ...int) Array { return Array{a.holder().reshape(shape)} }

// T returns a view with the axes in reverse order.
func (a Array) T() Array { return Array{a.holder().transpose()} }

// Permute returns a view whose axis number i is axis axes[i] of a, as
// [ndarray.Array.Permute] does.
func (a Array) Permute(axes ...int) Array { return Array{a.holder().permute(axes)} }

// Slice returns a view of what is selected: see [ndarray.Array.Slice].
func (a Array) Slice(ix ...ndarray.Ix) Array { return Array{a.holder().slice(ix)} }

// BroadcastTo returns a read-only view in which axes of length 1, and missing
// ones, are repeated: see [ndarray.Array.BroadcastTo].
func (a Array) BroadcastTo(shape ...int) Array { return Array{a.holder().broadcast(shape)} }

// Copy returns a new array of the elements, in C order.
func (a Array) Copy() Array { return Array{a.holder().copied()} }

// AsType returns the elements converted to type d in a new array, as
// [ndarray.As] does; of complex numbers that become real the imaginary part is
// dropped. It panics with ErrDType for strings and numbers.
func (a Array) AsType(d DType) Array {
	h := a.holder()
	if h.dtype() == d.valid("AsType") {
		return a.Copy()
	}
	return Array{castTo("AsType", h, d)}
}

// String formats the elements as NumPy's str does.
func (a Array) String() string { return fmt.Sprint(a.holder().array()) }

// Format prints the elements as [ndarray.Array.Format] does.
func (a Array) Format(f fmt.State, verb rune) {
	fmt.Fprintf(f, fmt.FormatString(f, verb), a.holder().array())
}

// MarshalJSON returns nested lists, as [ndarray.Array.MarshalJSON] does.
func (a Array) MarshalJSON() ([]byte, error) { return json.Marshal(a.holder().array()) }

// shaped is the part of holders that needs nothing of the elements.
type shaped[T any] struct{ a ndarray.Array[T] }

func (x shaped[T]) dtype() DType                 { return DTypeOf[T]() }
func (x shaped[T]) shape() []int                 { return x.a.Shape() }
func (x shaped[T]) strides() []int               { return x.a.Strides() }
func (x shaped[T]) readOnly() bool               { return x.a.IsReadOnly() }
func (x shaped[T]) reshape(shape []int) holder   { return hold(x.a.Reshape(shape...)) }
func (x shaped[T]) transpose() holder            { return hold(x.a.T()) }
func (x shaped[T]) permute(axes []int) holder    { return hold(x.a.Permute(axes...)) }
func (x shaped[T]) slice(ix []ndarray.Ix) holder { return hold(x.a.Slice(ix...)) }
func (x shaped[T]) broadcast(shape []int) holder { return hold(x.a.BroadcastTo(shape...)) }
func (x shaped[T]) copied() holder               { return hold(x.a.Copy()) }
func (x shaped[T]) at(ix []int) any              { return x.a.At(ix...) }
func (x shaped[T]) item() any                    { return x.a.Item() }
func (x shaped[T]) array() any                   { return x.a }
func (x shaped[T]) address() unsafe.Pointer      { return unsafe.Pointer(&x.a) }
func hold[T any](a ndarray.Array[T]) holder      { return Of(a).h }

// box holds numbers and bools, text strings.
type box[T ndarray.Elem] struct{ shaped[T] }

type text struct{ shaped[string] }

func boxed[T ndarray.Elem](a ndarray.Array[T]) holder { return box[T]{shaped[T]{a}} }

// maker makes holders of one element type.
type maker interface {
	wrap(array unsafe.Pointer) holder // an ndarray.Array of the same representation
	zeros(shape []int) holder
	from(x holder) holder // converted; x is real or complex as this type is, or bool
}

var makers = [dtypes]maker{
	Bool: boxMaker[bool]{}, Int8: boxMaker[int8]{}, Uint8: boxMaker[uint8]{}, Int16: boxMaker[int16]{}, Uint16: boxMaker[uint16]{},
	Int32: boxMaker[int32]{}, Uint32: boxMaker[uint32]{}, Int64: boxMaker[int64]{}, Uint64: boxMaker[uint64]{},
	Float32: boxMaker[float32]{}, Float64: boxMaker[float64]{}, Complex64: boxMaker[complex64]{}, Complex128: boxMaker[complex128]{},
	String: textMaker{},
}

type boxMaker[T ndarray.Elem] struct{}

func (boxMaker[T]) wrap(p unsafe.Pointer) holder { return boxed(*(*ndarray.Array[T])(p)) }
func (boxMaker[T]) zeros(shape []int) holder     { return boxed(ndarray.Zeros[T](shape...)) }

type textMaker struct{}

func (textMaker) wrap(p unsafe.Pointer) holder {
	return text{shaped[string]{*(*ndarray.Array[string])(p)}}
}
func (textMaker) zeros(shape []int) holder {
	return text{shaped[string]{ndarray.Zeros[string](shape...)}}
}
func (textMaker) from(x holder) holder { return x }
