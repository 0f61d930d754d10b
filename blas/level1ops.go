package blas

import (
	"unsafe"

	"github.com/lanewise/lanewise/kernels"
)

// Operations of package kernels on vectors in a row, for any element type. The
// compiler makes one function of each for each type, whose switch is a comparison
// or two.

// Float is the constraint of the real element types.
type float interface{ float32 | float64 }

// sizeOf returns the bytes of an element.
func sizeOf[T Scalar]() int {
	var zero T
	return int(unsafe.Sizeof(zero))
}

// parts returns the memory of x as numbers of a real type R: the real and imaginary
// parts of complex numbers side by side.
func parts[R float, T Scalar](x []T) []R {
	return unsafe.Slice((*R)(unsafe.Pointer(unsafe.SliceData(x))), len(x)*sizeOf[T]()/sizeOf[R]())
}

// longLeaf is how many elements reductions take at once; results of such parts are
// joined pairwise. It is longer than that of package kernels, whose loops spend a fifth
// of their time between parts where operands are in the first-level cache.
const longLeaf = 8192

// longHalf returns where more than longLeaf elements are split.
func longHalf(n int) int { return ceil(n/2, longLeaf) * longLeaf }

// dot returns the sum of x[i]*y[i].
func dot[T Scalar](x, y []T) T {
	if len(x) > longLeaf {
		h := longHalf(len(x))
		return dot(x[:h], y[:h]) + dot(x[h:], y[h:])
	}
	switch x := any(x).(type) {
	case []float64:
		return any(dotF64(x, any(y).([]float64))).(T)
	case []float32:
		return any(dotF32(x, any(y).([]float32))).(T)
	case []complex128:
		return any(kernels.DotuC128(x, any(y).([]complex128))).(T)
	case []complex64:
		return any(kernels.DotuC64(x, any(y).([]complex64))).(T)
	}
	panic("unreachable")
}

// dotc returns the sum of conj(x[i])*y[i].
func dotc[T Scalar](x, y []T) T {
	switch x := any(x).(type) {
	case []complex128:
		return any(kernels.DotcC128(x, any(y).([]complex128))).(T)
	case []complex64:
		return any(kernels.DotcC64(x, any(y).([]complex64))).(T)
	}
	return dot(x, y)
}

// axpy adds a*x[i] to y[i].
func axpy[T Scalar](a T, x, y []T) {
	switch y := any(y).(type) {
	case []float64:
		kernels.AxpyF64(y, any(a).(float64), any(x).([]float64), y)
	case []float32:
		kernels.AxpyF32(y, any(a).(float32), any(x).([]float32), y)
	case []complex128:
		axpyC128(y, any(a).(complex128), any(x).([]complex128))
	case []complex64:
		axpyC64(y, any(a).(complex64), any(x).([]complex64))
	}
}

// scaleTo sets dst[i] = a*x[i].
func scaleTo[T Scalar](dst []T, a T, x []T) {
	switch dst := any(dst).(type) {
	case []float64:
		kernels.MulScalarF64(dst, any(x).([]float64), any(a).(float64))
	case []float32:
		kernels.MulScalarF32(dst, any(x).([]float32), any(a).(float32))
	case []complex128:
		kernels.MulScalarC128(dst, any(x).([]complex128), any(a).(complex128))
	case []complex64:
		kernels.MulScalarC64(dst, any(x).([]complex64), any(a).(complex64))
	}
}

// add adds x[i] to y[i].
func add[T Scalar](x, y []T) {
	switch y := any(y).(type) {
	case []float64:
		kernels.AddF64(y, y, any(x).([]float64))
	case []float32:
		kernels.AddF32(y, y, any(x).([]float32))
	case []complex128:
		kernels.AddC128(y, y, any(x).([]complex128))
	case []complex64:
		kernels.AddC64(y, y, any(x).([]complex64))
	}
}

// conjTo sets dst[i] to the conjugate of x[i], which for real x is x[i].
func conjTo[T Scalar](dst, x []T) {
	switch dst := any(dst).(type) {
	case []complex128:
		kernels.ConjC128(dst, any(x).([]complex128))
	case []complex64:
		kernels.ConjC64(dst, any(x).([]complex64))
	default:
		copy(dst.([]T), x)
	}
}

// times returns a*b with every operation rounded in the type, as kernels do it: Go
// multiplies complex64 in float64.
func times[T Scalar](a, b T) T {
	switch a := any(a).(type) {
	case complex128:
		b := any(b).(complex128)
		return any(complex(float64(real(a)*real(b))-float64(imag(a)*imag(b)),
			float64(real(a)*imag(b))+float64(imag(a)*real(b)))).(T)
	case complex64:
		b := any(b).(complex64)
		return any(complex(float32(real(a)*real(b))-float32(imag(a)*imag(b)),
			float32(real(a)*imag(b))+float32(imag(a)*real(b)))).(T)
	}
	return T(a * b)
}

// sumAbs returns the sum of |x[i]|, norm2 the root of the sum of squares, and
// maxAbs the largest |x[i]|, NaN if one is NaN.
func sumAbs[R float](x []R) R {
	if len(x) > longLeaf {
		h := longHalf(len(x))
		return sumAbs(x[:h]) + sumAbs(x[h:])
	}
	if x, ok := any(x).([]float64); ok {
		return R(sumAbsF64(x))
	}
	return R(sumAbsF32(any(x).([]float32)))
}

func norm2[R float](x []R) R {
	if x, ok := any(x).([]float64); ok {
		return R(kernels.Norm2F64(x))
	}
	return R(kernels.Norm2F32(any(x).([]float32)))
}

func maxAbs[R float](x []R) R {
	if len(x) > longLeaf {
		h := longHalf(len(x))
		return max(maxAbs(x[:h]), maxAbs(x[h:]))
	}
	if x, ok := any(x).([]float64); ok {
		return R(maxAbsF64(x))
	}
	return R(maxAbsF32(any(x).([]float32)))
}

// rotateRow sets x, y = h11*x + h12*y, h21*x + h22*y.
func rotateRow[R float](x, y []R, h11, h12, h21, h22 R) {
	switch x := any(x).(type) {
	case []float64:
		y := any(y).([]float64)
		rotateF64(x, y, x, y, float64(h11), float64(h12), float64(h21), float64(h22))
	case []float32:
		y := any(y).([]float32)
		rotateF32(x, y, x, y, float32(h11), float32(h12), float32(h21), float32(h22))
	}
}
