// Package blas will hold the BLAS interfaces of gonum (float32, float64,
// complex64, complex128) on top of package kernels, threaded by package
// threadctl. Nothing is implemented yet.
package blas
