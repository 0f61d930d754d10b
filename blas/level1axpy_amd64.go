//go:build amd64 && !noasm

package blas

import "github.com/lanewise/lanewise/kernels"

// axpyC128 adds a*x[i] to y[i].
func axpyC128(y []complex128, a complex128, x []complex128) {
	switch l := kernels.Active(); {
	case l < kernels.AVX2 || len(y) == 0:
		kernels.AxpyC128(y, a, x, y)
	case l == kernels.AVX512:
		complexAxpyF64AVX512(at[float64](y), at[float64](x[:len(y)]), len(y), real(a), imag(a))
	default:
		complexAxpyF64AVX2(at[float64](y), at[float64](x[:len(y)]), len(y), real(a), imag(a))
	}
}

// axpyC64 adds a*x[i] to y[i].
func axpyC64(y []complex64, a complex64, x []complex64) {
	switch l := kernels.Active(); {
	case l < kernels.AVX2 || len(y) == 0:
		kernels.AxpyC64(y, a, x, y)
	case l == kernels.AVX512:
		complexAxpyF32AVX512(at[float32](y), at[float32](x[:len(y)]), len(y), real(a), imag(a))
	default:
		complexAxpyF32AVX2(at[float32](y), at[float32](x[:len(y)]), len(y), real(a), imag(a))
	}
}
