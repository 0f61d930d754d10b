//go:build !amd64 || noasm

package blas

import "github.com/lanewise/lanewise/kernels"

// axpyC128 adds a*x[i] to y[i].
func axpyC128(y []complex128, a complex128, x []complex128) { kernels.AxpyC128(y, a, x, y) }

// axpyC64 adds a*x[i] to y[i].
func axpyC64(y []complex64, a complex64, x []complex64) { kernels.AxpyC64(y, a, x, y) }
