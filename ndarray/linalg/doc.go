// Package linalg is linear algebra on arrays: systems of equations, decompositions,
// eigenvalues, norms. It has the functions of the Python array API's extension
// linalg under the same names, and what NumPy users need beside them.
//
// # Stacks
//
// The matrices are in the last two axes. Axes before them hold a stack of matrices,
// each of which is treated by itself; where a function takes two operands, these axes
// are broadcast. Matrices and stacks of size 0 work everywhere. Operands may
// have any strides and are not changed; results are new arrays in C order, except
// for the views [Diagonal] and [MatrixTranspose]. Large stacks are shared among the
// threads of package threadctl, with the same results for every number of them.
//
// # Element types
//
// Functions work for float64, float32, complex128 and complex64, and for named types
// of these. float32 and complex64 are computed in double precision and rounded at the
// end, so that eps below is 2⁻⁵³ for the computation, and rounding adds half a unit in
// the last place of the result. Results that are real, such as singular values, have
// the element type of the operand, with imaginary parts 0: s of a complex matrix
// multiplies u without conversion. [Eig] always gives complex128.
//
// float64 is computed by what is installed in gonum's packages lapack64 and blas64, except
// for small systems; complex numbers by the same algorithms in this package, without blocks.
// Importing this package installs lanewise's LAPACK and BLAS there, as [lapack.Use] does; a
// program can install others afterwards, or gonum's again.
//
// # Errors
//
// Matrices that are singular, not positive definite, or whose iteration does not
// converge give an *[Error] of the kind [ErrSingular], [ErrNotPositiveDefinite] or
// [ErrNoConvergence], which names the matrix in the stack, the first one if there are several;
// other results are zero arrays then. Misuse, such as a matrix that is not square,
// panics with an [*ndarray.Error].
package linalg

import "github.com/lanewise/lanewise/blas/lapack"

func init() { lapack.Use() }
