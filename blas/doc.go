// Package blas is a BLAS in Go and assembly, without cgo: gonum's interfaces for
// float32, float64, complex64 and complex128, all three levels, and [Gemm] for all
// four types.
//
// One line makes gonum compute with it, and so everything that is built on gonum's
// BLAS: mat, lapack, stat, optimize.
//
//	blas.Use()
//
// # Results
//
// Parameters are checked as gonum does, with its texts, before anything is written.
// Where a scalar beta is 0, what it would multiply is not read. Unlike in gonum, no
// product is left out because a factor is 0, so NaN and infinities propagate as IEEE
// arithmetic says. An element of a result has the same bits for every number of
// threads; they may differ between instruction-set levels.
//
// # Threads
//
// Calls that are large enough share their work by package threadctl, within its budget,
// and run alone where the caller is one of many already.
//
// # Native libraries
//
// Package blas/native opens OpenBLAS, BLIS, MKL, AOCL or Accelerate while the program
// runs; [Backends] lists what it found. Programs that don't import it don't link what it
// needs.
package blas
