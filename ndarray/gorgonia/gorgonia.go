// Package gorgonia connects arrays of package ndarray with the dense tensors of
// gorgonia.org/tensor: it turns one into the other without copying where it can, and
// has an [Engine] that runs gorgonia's operations on the kernels of this module.
package gorgonia

import (
	"fmt"
	"reflect"
	"unsafe"

	"github.com/lanewise/lanewise/ndarray"
	"gorgonia.org/tensor"
)

// FromDense returns the elements of a tensor as an array that shares them, in whatever
// order they lie: sliced and transposed tensors too. Masks are ignored. It returns
// an error if the elements are not of type T, or not in this process's memory.
func FromDense[T any](t *tensor.Dense) (ndarray.Array[T], error) {
	if want := reflect.TypeFor[T](); t.Dtype().Type != want {
		return ndarray.Array[T]{}, fmt.Errorf("gorgonia: tensor of %s, not %s", t.Dtype(), want)
	}
	if !t.IsNativelyAccessible() {
		return ndarray.Array[T]{}, fmt.Errorf("gorgonia: tensor is not in memory that Go can reach")
	}
	s := elements[T](t)
	shape, strides := []int(t.Shape()), t.Strides()
	if len(shape) == 0 {
		return ndarray.FromSlice(s[:1]).Reshape(), nil
	}
	if len(shape) != len(strides) { // of vectors with two axes there is one
		if len(strides) != 1 || len(shape) != 2 || shape[0] != 1 && shape[1] != 1 {
			return ndarray.Array[T]{}, fmt.Errorf("gorgonia: %d strides for shape %v", len(strides), shape)
		}
		strides = []int{strides[0], strides[0]}
	}
	return ndarray.Try(func() ndarray.Array[T] { return ndarray.FromStrided(s, 0, shape, strides) })
}

// elements returns the memory of a tensor of elements of type T.
func elements[T any](t *tensor.Dense) []T {
	size := int(unsafe.Sizeof(*new(T)))
	if size == 0 || len(t.Raw) < size {
		return nil
	}
	return unsafe.Slice((*T)(unsafe.Pointer(unsafe.SliceData(t.Raw))), len(t.Raw)/size)
}

// Dense returns the elements of a as a tensor: one that shares them, if [TryDense]
// finds it, or else one of a copy in C order. Options such as
// tensor.WithEngine(Engine{}) are passed on. It panics with ErrShape if a has no
// elements, which tensors can't have.
func Dense[T any](a ndarray.Array[T], opts ...tensor.ConsOpt) *tensor.Dense {
	if t, ok := TryDense(a, opts...); ok {
		return t
	}
	t, _ := TryDense(a.Copy(), opts...)
	return t
}

// TryDense returns a tensor that shares the elements of a, and true; or false if
// they do not follow each other in C order, or in Fortran order, or a is
// read-only. It panics with ErrShape if a has no elements.
func TryDense[T any](a ndarray.Array[T], opts ...tensor.ConsOpt) (*tensor.Dense, bool) {
	if a.Size() == 0 {
		panic(&ndarray.Error{Op: "gorgonia.Dense", Kind: ndarray.ErrShape, Msg: fmt.Sprintf("no tensor of shape %v without elements", a.Shape())})
	}
	shape := tensor.WithShape(a.Shape()...)
	if s, ok := a.Data(); ok {
		return tensor.New(append([]tensor.ConsOpt{shape, tensor.WithBacking(s)}, opts...)...), true
	}
	if s, ok := a.T().Data(); ok {
		// Given the elements, AsFortran would move them.
		return tensor.New(append([]tensor.ConsOpt{shape, tensor.WithBacking(s), tensor.AsFortran(nil)}, opts...)...), true
	}
	return nil, false
}
