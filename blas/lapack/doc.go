// Package lapack is gonum's LAPACK with what its blocks leave to slow loops done
// anew: the factorizations of Gauss, Cholesky and Householder, inverses and least
// squares, by recursion on top of what is installed in gonum's package blas64.
//
// One line makes gonum's mat, and all that computes through gonum's package
// lapack64, use it together with lanewise's BLAS:
//
//	lapack.Use()
//
// # Why
//
// gonum's routines factor panels of 32 or 64 columns by operations on columns, which
// in row-major order lie across memory. Here a panel is transposed into scratch memory, where its
// columns lie in a row, and halved until it is 16 columns wide, so that nearly all
// work is in products of matrices (Toledo, "Locality of reference in LU decomposition
// with partial pivoting", 1997; Elmroth and Gustavson, "Applying recursion to serial
// and parallel QR factorization leads to better performance", 2000).
//
// # Results
//
// Parameters are checked as gonum does, with its texts, before anything is written, and
// results have gonum's form: pivots, signs of reflections, which elements are read.
// They have the same bits for every number of threads, which come from the BLAS alone,
// and for every length of work. They differ from gonum's by rounding.
//
// # Memory
//
// What a routine needs beside its operands it takes from work if that is as long as a
// workspace query (lwork = -1) says, and from a pool otherwise. So a short work costs no
// speed, and nothing is allocated in a steady state.
package lapack
