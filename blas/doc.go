// Package blas is the way of this module to matrix products: today a generic
// front of gonum's BLAS, [Gemm]. It will hold gonum's BLAS interfaces (float32,
// float64, complex64, complex128) on top of package kernels, threaded by package
// threadctl.
package blas
