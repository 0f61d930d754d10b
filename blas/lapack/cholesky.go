package lapack

import (
	"math"

	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/blas64"

	"github.com/lanewise/lanewise/kernels"
)

// order up to which triangles are worked on row by row.
const leaf = 32

// Dpotrf replaces a triangle of a symmetric positive definite n×n matrix A by its
// Cholesky factor: the upper one by U with A = Uᵀ*U if ul is blas.Upper, and the lower
// one by L with A = L*Lᵀ if ul is blas.Lower. The other triangle is neither read nor
// written. It reports whether A is positive definite; where it is not, or holds NaN,
// it stops at a pivot that is not positive, and a is partly overwritten.
//
// It recurs on halves (Gustavson 1997). Misuse panics with gonum's texts: an ul that is none, a
// negative n, lda below n, a slice that is too short.
func (Implementation) Dpotrf(ul blas.Uplo, n int, a []float64, lda int) (ok bool) {
	if !checkTriangle(ul, n, len(a), lda) {
		return true
	}
	s := borrow(nil, leaf*leaf)
	defer s.release()
	c := triangle{ul: ul, lda: lda, bi: blas64.Implementation(), t: s.data}
	return c.cholesky(a, n)
}

// checkTriangle panics if a triangular matrix can't be, and reports whether there is
// something in it.
func checkTriangle(ul blas.Uplo, n, length, lda int) bool {
	checkUplo(ul)
	return checkSquare(n, length, lda)
}

func checkSquare(n, length, lda int) bool {
	switch {
	case n < 0:
		panic(nLT0)
	case lda < max(1, n):
		panic(badLdA)
	case n == 0:
		return false
	}
	checkLength(n, n, length, lda, shortA)
	return true
}

func checkUplo(ul blas.Uplo) {
	if ul != blas.Upper && ul != blas.Lower {
		panic(badUplo)
	}
}

// triangle is work on a triangular matrix, by recursion on halves of it.
type triangle struct {
	ul   blas.Uplo
	diag blas.Diag
	lda  int
	bi   blas.Float64
	t    []float64 // room for a leaf
}

// halves returns n1 < n, the order of the first block on the diagonal, and what
// begins at the second one and at the block beside them.
func (c *triangle) halves(a []float64, n int) (n1 int, second, beside []float64) {
	n1 = half(n, leaf/2)
	if c.ul == blas.Upper {
		return n1, a[n1*c.lda+n1:], a[n1:]
	}
	return n1, a[n1*c.lda+n1:], a[n1*c.lda:]
}

func (c *triangle) cholesky(a []float64, n int) (ok bool) {
	if n <= leaf {
		return c.choleskyLeaf(a, n)
	}
	n1, second, beside := c.halves(a, n)
	if !c.cholesky(a, n1) {
		return false
	}
	if c.ul == blas.Upper {
		c.bi.Dtrsm(blas.Left, blas.Upper, blas.Trans, blas.NonUnit, n1, n-n1, 1, a, c.lda, beside, c.lda)
		c.bi.Dsyrk(blas.Upper, blas.Trans, n-n1, n1, -1, beside, c.lda, 1, second, c.lda)
	} else {
		c.bi.Dtrsm(blas.Right, blas.Lower, blas.Trans, blas.NonUnit, n-n1, n1, 1, a, c.lda, beside, c.lda)
		c.bi.Dsyrk(blas.Lower, blas.NoTrans, n-n1, n1, -1, beside, c.lda, 1, second, c.lda)
	}
	return c.cholesky(second, n-n1)
}

// choleskyLeaf takes the rows of an upper triangle from those below them. A lower one it
// transposes first: its rows would be short dot products that wait for each other.
func (c *triangle) choleskyLeaf(a []float64, n int) (ok bool) {
	if c.ul == blas.Upper {
		return choleskyRows(a, c.lda, n)
	}
	for i := range n {
		for j, v := range a[i*c.lda:][:i+1] {
			c.t[j*leaf+i] = v
		}
	}
	ok = choleskyRows(c.t, leaf, n)
	for i := range n {
		row := a[i*c.lda:][:i+1]
		for j := range row {
			row[j] = c.t[j*leaf+i]
		}
	}
	return ok
}

func choleskyRows(a []float64, lda, n int) (ok bool) {
	for k := range n {
		row := a[k*lda:][:n]
		v := row[k]
		if !(v > 0) {
			return false
		}
		v = math.Sqrt(v)
		row[k] = v
		kernels.MulScalarF64(row[k+1:], row[k+1:], 1/v)
		for i := k + 1; i < n; i++ {
			below := a[i*lda:][i:n]
			kernels.AxpyF64(below, -row[i], row[i:], below)
		}
	}
	return true
}

// Dpotri replaces the Cholesky factor of A by the same triangle of the inverse of A:
// U by that of U⁻¹*U⁻ᵀ if ul is blas.Upper, L by that of L⁻ᵀ*L⁻¹ if ul is blas.Lower. It
// reports whether the factor has no zero on its diagonal, and leaves it as it was if it has
// one. Misuse panics as in [Implementation.Dpotrf].
func (impl Implementation) Dpotri(ul blas.Uplo, n int, a []float64, lda int) (ok bool) {
	if !checkTriangle(ul, n, len(a), lda) {
		return true
	}
	if !impl.Dtrtri(ul, blas.NonUnit, n, a, lda) {
		return false
	}
	impl.Dlauum(ul, n, a, lda)
	return true
}

// Dlauum replaces the triangle U, if ul is blas.Upper, by that of U*Uᵀ, and L, if ul is
// blas.Lower, by that of Lᵀ*L. Misuse panics as in [Implementation.Dpotrf].
func (Implementation) Dlauum(ul blas.Uplo, n int, a []float64, lda int) {
	if !checkTriangle(ul, n, len(a), lda) {
		return
	}
	c := triangle{ul: ul, lda: lda, bi: blas64.Implementation()}
	c.square(a, n)
}

// square multiplies a triangle with its transpose.
func (c *triangle) square(a []float64, n int) {
	if n <= leaf {
		c.squareLeaf(a, n)
		return
	}
	n1, second, beside := c.halves(a, n)
	c.square(a, n1)
	if c.ul == blas.Upper {
		c.bi.Dsyrk(blas.Upper, blas.NoTrans, n1, n-n1, 1, beside, c.lda, 1, a, c.lda)
		c.bi.Dtrmm(blas.Right, blas.Upper, blas.Trans, blas.NonUnit, n1, n-n1, 1, second, c.lda, beside, c.lda)
	} else {
		c.bi.Dsyrk(blas.Lower, blas.Trans, n1, n-n1, 1, beside, c.lda, 1, a, c.lda)
		c.bi.Dtrmm(blas.Left, blas.Lower, blas.Trans, blas.NonUnit, n-n1, n1, 1, second, c.lda, beside, c.lda)
	}
	c.square(second, n-n1)
}

// squareLeaf goes from the first row down: no row needs those above it.
func (c *triangle) squareLeaf(a []float64, n int) {
	for i := range n {
		if c.ul == blas.Upper {
			row := a[i*c.lda:][:n]
			for j := i; j < n; j++ {
				row[j] = kernels.DotF64(row[j:], a[j*c.lda:][j:n])
			}
			continue
		}
		row := a[i*c.lda:][:i+1]
		kernels.MulScalarF64(row, row, row[i])
		for k := i + 1; k < n; k++ {
			below := a[k*c.lda:][:i+1]
			kernels.AxpyF64(row, below[i], below, row)
		}
	}
}

// Dpotrs replaces the n×nrhs matrix B by the solution of A*X = B, given the Cholesky factor
// of A: Uᵀ*U if ul is blas.Upper, L*Lᵀ if ul is blas.Lower. A zero on its diagonal gives
// infinities and NaN. Misuse panics with gonum's texts: an ul that is none, a negative n or
// nrhs, lda below n, ldb below nrhs, slices that are too short.
func (Implementation) Dpotrs(ul blas.Uplo, n, nrhs int, a []float64, lda int, b []float64, ldb int) {
	checkUplo(ul)
	checkSystem(n, nrhs, lda, ldb)
	if n == 0 || nrhs == 0 {
		return
	}
	checkLength(n, n, len(a), lda, shortA)
	checkLength(n, nrhs, len(b), ldb, shortB)
	first, second := blas.Trans, blas.NoTrans
	if ul == blas.Lower {
		first, second = second, first
	}
	bi := blas64.Implementation()
	solve(bi, ul, first, blas.NonUnit, n, nrhs, a, lda, b, ldb)
	solve(bi, ul, second, blas.NonUnit, n, nrhs, a, lda, b, ldb)
}
