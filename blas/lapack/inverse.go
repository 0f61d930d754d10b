package lapack

import (
	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/blas64"

	"github.com/lanewise/lanewise/kernels"
)

// Dtrtri replaces a triangular n×n matrix by its inverse. The other triangle is neither
// read nor written, nor is the diagonal if d is blas.Unit, which counts as ones.
// It reports whether no element of the diagonal is 0, and does nothing otherwise.
//
// It recurs on halves, whose block beside the diagonal is that of two systems of equations.
// Misuse panics with gonum's texts: flags that are none, a negative n, lda below n, a slice that is
// too short.
func (Implementation) Dtrtri(ul blas.Uplo, d blas.Diag, n int, a []float64, lda int) (ok bool) {
	checkUplo(ul)
	checkDiag(d)
	if !checkSquare(n, len(a), lda) {
		return true
	}
	if d == blas.NonUnit && !regular(n, a, lda) {
		return false
	}
	s := borrow(nil, leaf)
	defer s.release()
	c := triangle{ul: ul, diag: d, lda: lda, bi: blas64.Implementation(), t: s.data}
	c.invert(a, n)
	return true
}

func checkDiag(d blas.Diag) {
	if d != blas.NonUnit && d != blas.Unit {
		panic(badDiag)
	}
}

// regular reports whether no element of the diagonal is 0.
func regular(n int, a []float64, lda int) bool {
	for i := range n {
		if a[i*lda+i] == 0 {
			return false
		}
	}
	return true
}

func (c *triangle) invert(a []float64, n int) {
	if n <= leaf {
		c.invertLeaf(a, n)
		return
	}
	n1, second, beside := c.halves(a, n)
	if c.ul == blas.Upper {
		c.bi.Dtrsm(blas.Left, blas.Upper, blas.NoTrans, c.diag, n1, n-n1, -1, a, c.lda, beside, c.lda)
		c.bi.Dtrsm(blas.Right, blas.Upper, blas.NoTrans, c.diag, n1, n-n1, 1, second, c.lda, beside, c.lda)
	} else {
		c.bi.Dtrsm(blas.Left, blas.Lower, blas.NoTrans, c.diag, n-n1, n1, -1, second, c.lda, beside, c.lda)
		c.bi.Dtrsm(blas.Right, blas.Lower, blas.NoTrans, c.diag, n-n1, n1, 1, a, c.lda, beside, c.lda)
	}
	c.invert(a, n1)
	c.invert(second, n-n1)
}

// invertLeaf makes each row of the inverse of the row of the matrix and those rows of the inverse
// that lie between it and the corner of the triangle.
func (c *triangle) invertLeaf(a []float64, n int) {
	sum := c.t[:n]
	for step := range n {
		i, lo, hi := step, 0, step // the row, and the columns beside the diagonal
		if c.ul == blas.Upper {
			i = n - 1 - step
			lo, hi = i+1, n
		}
		row := a[i*c.lda:][:n]
		factor := -1.0
		if c.diag == blas.NonUnit {
			row[i] = 1 / row[i]
			factor = -row[i]
		}
		clear(sum[lo:hi])
		for k := lo; k < hi; k++ {
			from, to := lo, k // where row k has elements beside its diagonal
			if c.ul == blas.Upper {
				from, to = k+1, hi
			}
			v := row[k]
			kernels.AxpyF64(sum[from:to], v, a[k*c.lda+from:][:to-from], sum[from:to])
			if c.diag == blas.NonUnit {
				v *= a[k*c.lda+k]
			}
			sum[k] += v
		}
		kernels.MulScalarF64(row[lo:hi], sum[lo:hi], factor)
	}
}

// Dgetri replaces the factors of an n×n matrix A, from [Implementation.Dgetrf], by the
// inverse of A. It reports whether U has no zero on its diagonal, and does nothing
// otherwise. It solves X*L = U⁻¹ for X and exchanges columns.
//
// With lwork = -1 it sets work[0] to the length of work that saves it memory of its own;
// n is enough. Misuse panics with gonum's texts: a negative n, lda below n, lwork below max(1, n) but not
// -1, slices that are too short, an ipiv whose length is not n.
func (impl Implementation) Dgetri(n int, a []float64, lda int, ipiv []int, work []float64, lwork int) (ok bool) {
	switch {
	case n < 0:
		panic(nLT0)
	case lda < max(1, n):
		panic(badLdA)
	}
	checkWork(n, len(work), lwork)
	if n == 0 {
		work[0] = 1
		return true
	}
	width := min(n, inverseBlock)
	best := n*apart(width) + n
	if lwork == -1 {
		work[0] = float64(best)
		return true
	}
	checkLength(n, n, len(a), lda, shortA)
	if len(ipiv) != n {
		panic(badLenIpiv)
	}
	if !impl.Dtrtri(blas.Upper, blas.NonUnit, n, a, lda) {
		return false
	}
	s := borrow(work[:lwork], best)
	defer s.release()
	divideByL(n, a, lda, s.take(n*apart(width)), width)
	swapColumns(n, a, lda, ipiv)
	work[0] = float64(best)
	return true
}

const inverseBlock = 64 // columns of L that are taken out of its place at a time

// checkWork panics if work or lwork are shorter than least, unless that is a query.
func checkWork(least, length, lwork int) {
	if lwork < max(1, least) && lwork != -1 {
		panic(badLWork)
	}
	if length < max(1, lwork) {
		panic(shortWork)
	}
}

// divideByL replaces the n×n matrix A = U⁻¹, below whose diagonal L is, by A*L⁻¹.
func divideByL(n int, a []float64, lda int, l []float64, width int) {
	bi := blas64.Implementation()
	ld := apart(width)
	for j := (n - 1) / width * width; j >= 0; j -= width {
		w := min(width, n-j)
		for i := j + 1; i < n; i++ {
			below := a[i*lda+j:][:min(i-j, w)]
			copy(l[i*ld:], below)
			clear(below)
		}
		if next := j + w; next < n {
			bi.Dgemm(blas.NoTrans, blas.NoTrans, n, w, n-next, -1, a[next:], lda, l[next*ld:], ld, 1, a[j:], lda)
		}
		bi.Dtrsm(blas.Right, blas.Lower, blas.NoTrans, blas.Unit, n, w, 1, l[j*ld:], ld, a[j:], lda)
	}
}

// swapColumns undoes on the columns of the inverse what the factorization did to rows: row by row,
// since columns lie across memory.
func swapColumns(n int, a []float64, lda int, ipiv []int) {
	for i := range n {
		row := a[i*lda:][:n]
		for j := n - 2; j >= 0; j-- {
			p := ipiv[j]
			row[j], row[p] = row[p], row[j]
		}
	}
}
