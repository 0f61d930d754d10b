package blas

import "gonum.org/v1/gonum/blas"

// Checks of parameters, in the order of gonum's routines: flags, lengths, leading
// dimensions and increments first, slices only where there is something to do.

func must(ok bool, text string) {
	if !ok {
		panic(text)
	}
}

func checkUplo(ul blas.Uplo) { must(ul == blas.Upper || ul == blas.Lower, badUplo) }

func checkTranspose(t Transpose) { must(t == NoTrans || t == Trans || t == ConjTrans, badTranspose) }

func checkDiag(d blas.Diag) { must(d == blas.NonUnit || d == blas.Unit, badDiag) }

// holds reports whether a slice of that length has n > 0 elements at an increment.
func holds(length, n, inc int) bool { return length > (n-1)*max(inc, -inc) }

// checkIncs checks increments of x and y.
func checkIncs(incX, incY int) {
	must(incX != 0, zeroIncX)
	must(incY != 0, zeroIncY)
}

// checkVectors checks the slices of x and y.
func checkVectors[T any](x []T, lenX, incX int, y []T, lenY, incY int) {
	must(holds(len(x), lenX, incX), shortX)
	must(holds(len(y), lenY, incY), shortY)
}

// checkPair checks the parameters of a routine of level 1 on two vectors and
// reports whether there is anything to do.
func checkPair[T any](n int, x []T, incX int, y []T, incY int) bool {
	checkIncs(incX, incY)
	must(n >= 0, nLT0)
	if n == 0 {
		return false
	}
	checkVectors(x, n, incX, y, n, incY)
	return true
}

// isShort reports whether parameters are right and what routines of level 1 are
// mostly called with: vectors in a row, which one thread has done soonest.
func isShort[T Scalar](n int, x []T, incX int, y []T, incY int) bool {
	return incX == 1 && incY == 1 && 0 < n && n <= len(x) && n <= len(y) && !isLarge[T](n)
}

// checkOne is checkPair for routines on one vector, which do nothing if its
// increment is negative.
func checkOne[T any](n int, x []T, incX int) bool {
	must(incX != 0, zeroIncX)
	if incX < 0 {
		return false
	}
	must(n >= 0, nLT0)
	if n == 0 {
		return false
	}
	must(holds(len(x), n, incX), shortX)
	return true
}

// checkTriangleFlags checks the flags of a triangular matrix. gonum's complex
// routines, but those of packed matrices, look at trans first.
func checkTriangleFlags(ul blas.Uplo, trans Transpose, d blas.Diag, transFirst bool) {
	if transFirst {
		checkTranspose(trans)
	}
	checkUplo(ul)
	checkTranspose(trans)
	checkDiag(d)
}
