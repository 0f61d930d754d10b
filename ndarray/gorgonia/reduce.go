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
	if a == nil || a.DataOrder().IsColMajor() || !validAxes(a.Dims(), along) {
		return nil
	}
	along = slices.Sorted(slices.Values(along))
	for i := range along {
		if along[i] != along[0]+i {
			return nil // not side by side
		}
	}
	switch a.Dtype().Kind() {
	case reflect.Float64:
		return reduceRuns(a, along, pick(largest, kernels.MaxF64, kernels.MinF64), pick(largest, kernels.MaximumF64, kernels.MinimumF64))
	case reflect.Float32:
		return reduceRuns(a, along, pick(largest, kernels.MaxF32, kernels.MinF32), pick(largest, kernels.MaximumF32, kernels.MinimumF32))
	case reflect.Int64, reflect.Int:
		if a.Dtype().Size() == 8 {
			return reduceRuns(a, along, pick(largest, kernels.MaxI64, kernels.MinI64), pick(largest, kernels.MaximumI64, kernels.MinimumI64))
		}
	case reflect.Int32:
		return reduceRuns(a, along, pick(largest, kernels.MaxI32, kernels.MinI32), pick(largest, kernels.MaximumI32, kernels.MinimumI32))
	case reflect.Uint8:
		return reduceRuns(a, along, pick(largest, kernels.MaxU8, kernels.MinU8), pick(largest, kernels.MaximumU8, kernels.MinimumU8))
	}
	return nil
}

func pick[F any](first bool, f, g F) F {
	if first {
		return f
	}
	return g
}

// reduceRuns reduces a tensor in C order along axes that are side by side: runs of
// elements by flat, rows of elements by pair.
func reduceRuns[T kernels.Real](t *tensor.Dense, along []int, flat func(x []T) T, pair func(dst, x, y []T)) tensor.Tensor {
	s, shape := elements[T](t), t.Shape()
	if len(along) == 0 || len(along) == len(shape) {
		return withoutAxes(t, flat(s))
	}
	n, inner := 1, 1
	for _, k := range along {
		n *= shape[k]
	}
	for _, k := range shape[along[len(along)-1]+1:] {
		inner *= k
	}
	kept := slices.Delete(shape.Clone(), along[0], along[0]+len(along))
	out := tensor.NewDense(t.Dtype(), kept, tensor.WithEngine(t.Engine()))
	dst := elements[T](out)
	for i := 0; i < len(dst); i += inner {
		from := s[i*n : (i+inner)*n]
		if inner == 1 {
			dst[i] = flat(from)
			continue
		}
		row := dst[i : i+inner]
		copy(row, from)
		for k := inner; k < len(from); k += inner {
			pair(row, row, from[k:k+inner])
		}
	}
	return out
}

// withoutAxes returns v, which has the representation of the elements of t, as a tensor
// without axes.
func withoutAxes[T kernels.Real](t *tensor.Dense, v T) tensor.Tensor {
	if t.Dtype() == tensor.Int {
		return tensor.New(tensor.FromScalar(int(v)))
	}
	return tensor.New(tensor.FromScalar(v))
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
