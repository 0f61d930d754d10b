// Package check has the parameter checks of the routines of gonum's BLAS, once for all element types and implementations:
// its functions take lengths of slices. They panic with gonum's texts, in its order, which is mostly flags, lengths,
// leading dimensions, increments, slices; and report whether there is anything to do. Where there is not, slices may have
// any length. Where gonum's complex routines complain in another order than its real ones, a parameter says which it is.
package check

import "gonum.org/v1/gonum/blas"

func must(ok bool, text string) {
	if !ok {
		panic(text)
	}
}

// Uplo checks a flag alone.
func Uplo(ul blas.Uplo) { must(ul == blas.Upper || ul == blas.Lower, BadUplo) }

func side(s blas.Side) { must(s == blas.Left || s == blas.Right, BadSide) }
func diag(d blas.Diag) { must(d == blas.Unit || d == blas.NonUnit, BadDiag) }

func trans(t blas.Transpose) {
	must(t == blas.NoTrans || t == blas.Trans || t == blas.ConjTrans, BadTranspose)
}

// holds says whether a slice has n > 0 elements at an increment.
func holds(length, n, inc int) bool { return length > (n-1)*max(inc, -inc) }

// fits says whether a slice has a matrix of rows x cols, which are not both 0.
func fits(length, rows, cols, ld int) bool { return length >= (rows-1)*ld+cols }

// packed says whether a slice has a packed triangle.
func packed(length, n int) bool { return length >= n*(n+1)/2 }

func shape(m, n int) {
	must(m >= 0, MLT0)
	must(n >= 0, NLT0)
}

func leading(ld, cols int, text string) { must(ld >= max(1, cols), text) }

func incs(incX, incY int) {
	must(incX != 0, ZeroIncX)
	must(incY != 0, ZeroIncY)
}

func vectors(lenX, nX, incX, lenY, nY, incY int) {
	must(holds(lenX, nX, incX), ShortX)
	must(holds(lenY, nY, incY), ShortY)
}

// Stored returns the rows and columns in memory of a matrix X, op(X) being m x n.
func Stored(t blas.Transpose, m, n int) (rows, cols int) {
	if t == blas.NoTrans {
		return m, n
	}
	return n, m
}

// Operands returns the lengths of x and y in y = op(A)*x, A being m x n.
func Operands(t blas.Transpose, m, n int) (nX, nY int) {
	if t == blas.NoTrans {
		return n, m
	}
	return m, n
}

// Order returns the order of the square matrix on a side of an m x n matrix.
func Order(s blas.Side, m, n int) int {
	if s == blas.Left {
		return m
	}
	return n
}

// Pair is for routines of level 1 on two vectors.
func Pair(n, lenX, incX, lenY, incY int) bool {
	incs(incX, incY)
	must(n >= 0, NLT0)
	if n == 0 {
		return false
	}
	vectors(lenX, n, incX, lenY, n, incY)
	return true
}

// One is for routines of level 1 on one vector, which do nothing if its increment is negative.
func One(n, lenX, incX int) bool {
	must(incX != 0, ZeroIncX)
	if incX < 0 {
		return false
	}
	must(n >= 0, NLT0)
	if n == 0 {
		return false
	}
	must(holds(lenX, n, incX), ShortX)
	return true
}

// Asum is One for sums of absolute values, where the length comes before the increment.
func Asum(n, lenX, incX int) bool {
	must(n >= 0, NLT0)
	return One(n, lenX, incX)
}
