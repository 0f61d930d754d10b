package gorgonia

import (
	"reflect"
	"slices"

	"github.com/lanewise/lanewise/kernels"
	"github.com/lanewise/lanewise/ndarray"
	"gorgonia.org/tensor"
)

// Sum returns the sums along the given axes, of all elements without axes. Floats are
// added pairwise.
func (e Engine) Sum(a tensor.Tensor, along ...int) (tensor.Tensor, error) {
	if t := sum(a, along); t != nil {
		return t, nil
	}
	return e.StdEng.Sum(a, along...)
}

func sum(t tensor.Tensor, along []int) tensor.Tensor {
	a := plain(t)
	if a == nil || !validAxes(a.Dims(), along) {
		return nil
	}
	switch a.Dtype().Type {
	case tensor.Float64.Type:
		return sumOf[float64](a, along)
	case tensor.Float32.Type:
		return sumOf[float32](a, along)
	case tensor.Complex128.Type:
		return sumOf[complex128](a, along)
	case tensor.Complex64.Type:
		return sumOf[complex64](a, along)
	case tensor.Int.Type:
		return sumOf[int](a, along)
	case tensor.Int64.Type:
		return sumOf[int64](a, along)
	case tensor.Uint64.Type:
		return sumOf[uint64](a, along)
	}
	return nil // narrow integers wrap
}

func sumOf[T ndarray.Number](t *tensor.Dense, along []int) tensor.Tensor {
	a, err := FromDense[T](t)
	if err != nil {
		return nil
	}
	if len(along) == 0 || len(along) == t.Dims() {
		return tensor.New(tensor.FromScalar(a.Sum()))
	}
	return Dense(a.SumAxis(along...), tensor.WithEngine(t.Engine()))
}

// validAxes reports whether all axes exist and none is given twice.
func validAxes(ndim int, axes []int) bool {
	for i, k := range axes {
		if k < 0 || k >= ndim || slices.Contains(axes[:i], k) {
			return false
		}
	}
	return true
}

// Max returns the largest elements along the given axes, of all without axes; NaN if
// there is one.
func (e Engine) Max(a tensor.Tensor, along ...int) (tensor.Tensor, error) {
	if t := extreme(a, along, true); t != nil {
		return t, nil
	}
	return e.StdEng.Max(a, along...)
}

// Min returns the smallest elements: see [Engine.Max].
func (e Engine) Min(a tensor.Tensor, along ...int) (tensor.Tensor, error) {
	if t := extreme(a, along, false); t != nil {
		return t, nil
	}
	return e.StdEng.Min(a, along...)
}

func extreme(t tensor.Tensor, along []int, largest bool) tensor.Tensor {
	a := plain(t)
	if a == nil || !validAxes(a.Dims(), along) {
		return nil
	}
	switch a.Dtype().Kind() {
	case reflect.Float64:
		return extremeOf[float64](a, along, largest)
	case reflect.Float32:
		return extremeOf[float32](a, along, largest)
	case reflect.Int:
		return extremeOf[int](a, along, largest)
	case reflect.Int64:
		return extremeOf[int64](a, along, largest)
	case reflect.Int32:
		return extremeOf[int32](a, along, largest)
	case reflect.Uint8:
		return extremeOf[uint8](a, along, largest)
	}
	return nil
}

func extremeOf[T ndarray.Real](t *tensor.Dense, along []int, largest bool) tensor.Tensor {
	a, err := FromDense[T](t)
	if err != nil {
		return nil
	}
	if len(along) == 0 || len(along) == t.Dims() {
		return tensor.New(tensor.FromScalar(foldAxis(a.Reshape(-1), 0, largest).Item()))
	}
	along = slices.Sorted(slices.Values(along))
	for _, k := range slices.Backward(along) {
		a = foldAxis(a, k, largest)
	}
	return Dense(a, tensor.WithEngine(t.Engine()))
}

// foldAxis combines the elements along an axis by halves.
func foldAxis[T ndarray.Real](a ndarray.Array[T], axis int, largest bool) ndarray.Array[T] {
	combine := ndarray.MinimumTo[T]
	if largest {
		combine = ndarray.MaximumTo[T]
	}
	part := func(a ndarray.Array[T], ix ndarray.Ix) ndarray.Array[T] {
		sel := make([]ndarray.Ix, axis+1)
		sel[axis] = ix
		return a.Slice(sel...)
	}
	n := a.Shape()[axis]
	if n == 1 {
		return part(a, ndarray.I(0)).Copy()
	}
	shape := a.Shape()
	shape[axis] = n / 2
	out := ndarray.Zeros[T](shape...)
	for from := a; n > 1; from = out {
		half := n / 2
		combine(part(out, ndarray.R(0, half)), part(from, ndarray.R(0, half)), part(from, ndarray.R(half, 2*half)))
		if n%2 != 0 {
			first := part(out, ndarray.I(0))
			combine(first, first, part(from, ndarray.I(n-1)))
		}
		n = half
	}
	return part(out, ndarray.I(0)).Copy()
}

// Argmax returns the indices of the largest elements along an axis, of the first of
// those that are equal; or, for tensor.AllAxes, the one index in C order.
func (e Engine) Argmax(t tensor.Tensor, axis int) (tensor.Tensor, error) {
	if i := argument(t, axis, true); i != nil {
		return i, nil
	}
	return e.StdEng.Argmax(t, axis)
}

// Argmin returns the indices of the smallest elements: see [Engine.Argmax].
func (e Engine) Argmin(t tensor.Tensor, axis int) (tensor.Tensor, error) {
	if i := argument(t, axis, false); i != nil {
		return i, nil
	}
	return e.StdEng.Argmin(t, axis)
}

// argument goes through the rows along the last axis, or all elements.
func argument(t tensor.Tensor, axis int, largest bool) tensor.Tensor {
	a := plain(t)
	if a == nil || a.DataOrder().IsColMajor() || axis != tensor.AllAxes && axis != a.Dims()-1 {
		return nil
	}
	switch a.Dtype().Kind() {
	case reflect.Float64:
		return argumentOf[float64](a, axis, largest)
	case reflect.Float32:
		return argumentOf[float32](a, axis, largest)
	case reflect.Int, reflect.Int64:
		if a.Dtype().Size() == 4 {
			return argumentOf[int32](a, axis, largest)
		}
		return argumentOf[int64](a, axis, largest)
	case reflect.Int32:
		return argumentOf[int32](a, axis, largest)
	}
	return nil
}

func argumentOf[T kernels.Real](t *tensor.Dense, axis int, largest bool) tensor.Tensor {
	f, s := kernels.Argmin[T], elements[T](t)
	if largest {
		f = kernels.Argmax[T]
	}
	if axis == tensor.AllAxes || t.Dims() == 1 {
		return tensor.New(tensor.FromScalar(f(s)))
	}
	n := t.Shape()[axis]
	indices := make([]int, len(s)/n)
	for i := range indices {
		indices[i] = f(s[i*n : (i+1)*n])
	}
	return tensor.New(tensor.WithShape(t.Shape()[:axis]...), tensor.WithBacking(indices))
}
