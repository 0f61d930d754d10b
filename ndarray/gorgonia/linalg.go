package gorgonia

import (
	"reflect"

	"github.com/lanewise/lanewise/kernels"
	"github.com/lanewise/lanewise/ndarray"
	"gorgonia.org/tensor"
)

// Inner returns the sum of the products of the elements of two vectors.
func (e Engine) Inner(a, b tensor.Tensor) (any, error) {
	x, y := plain(a), plain(b)
	if x != nil && y != nil && x.Dtype() == y.Dtype() && x.DataSize() == y.DataSize() {
		switch x.Dtype().Kind() {
		case reflect.Float64:
			return kernels.DotF64(elements[float64](x), elements[float64](y)), nil
		case reflect.Float32:
			return kernels.DotF32(elements[float32](x), elements[float32](y)), nil
		case reflect.Complex128:
			return kernels.DotuC128(elements[complex128](x), elements[complex128](y)), nil
		case reflect.Complex64:
			return kernels.DotuC64(elements[complex64](x), elements[complex64](y)), nil
		}
	}
	return e.StdEng.Inner(a, b)
}

// Outer stores the products of all pairs of elements of two vectors in prealloc.
func (e Engine) Outer(a, b, prealloc tensor.Tensor) error {
	x, y, out := plain(a), plain(b), plain(prealloc)
	if x != nil && y != nil && out != nil && x.Dtype() == y.Dtype() && x.Dtype() == out.Dtype() &&
		out.Dims() == 2 && out.Shape()[0] == x.DataSize() && out.Shape()[1] == y.DataSize() {
		switch x.Dtype().Kind() {
		case reflect.Float64:
			return outer[float64](x, y, out)
		case reflect.Float32:
			return outer[float32](x, y, out)
		}
	}
	return e.StdEng.Outer(a, b, prealloc)
}

func outer[T ndarray.Float](a, b, prealloc *tensor.Dense) error {
	out, err := FromDense[T](prealloc)
	if err != nil {
		return err
	}
	x, y := ndarray.FromSlice(elements[T](a)), ndarray.FromSlice(elements[T](b))
	ndarray.MulTo(out, x.Reshape(-1, 1), y)
	return nil
}

// MatVecMul stores the product of a matrix and a vector in prealloc.
func (e Engine) MatVecMul(a, b, prealloc tensor.Tensor) error {
	m, v, out := plain(a), plain(b), plain(prealloc)
	if m != nil && v != nil && out != nil && m.Dtype() == v.Dtype() && m.Dtype() == out.Dtype() && m.DataOrder().IsRowMajor() &&
		m.Dims() == 2 && m.Shape()[1] == v.DataSize() && m.Shape()[0] == out.DataSize() {
		switch m.Dtype().Kind() {
		case reflect.Float64:
			rows(m, v, out, kernels.DotF64)
			return nil
		case reflect.Float32:
			rows(m, v, out, kernels.DotF32)
			return nil
		}
	}
	return e.StdEng.MatVecMul(a, b, prealloc)
}

// rows stores the products of each row of m with v in out.
func rows[T ndarray.Float](m, v, out *tensor.Dense, dot func(x, y []T) T) {
	a, x, y := elements[T](m), elements[T](v), elements[T](out)
	n := len(x)
	for i := range y {
		y[i] = dot(a[i*n:(i+1)*n], x)
	}
}

// Transpose moves the elements of a tensor whose axes were permuted to the places
// that their new order gives them.
func (e Engine) Transpose(t tensor.Tensor, expStrides []int) error {
	if a, ok := t.(*tensor.Dense); ok && a.IsNativelyAccessible() && !a.IsMasked() {
		switch a.Dtype().Kind() {
		case reflect.Float64:
			if permute[float64](a) {
				return nil
			}
		case reflect.Float32:
			if permute[float32](a) {
				return nil
			}
		}
	}
	return e.StdEng.Transpose(t, expStrides)
}

func permute[T ndarray.Float](t *tensor.Dense) bool {
	a, err := FromDense[T](t)
	if err != nil || a.Size() != t.DataSize() {
		return false
	}
	s, _ := a.Copy().Data()
	copy(elements[T](t), s)
	return true
}
