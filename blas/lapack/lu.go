package lapack

import (
	"math"

	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/blas64"

	"github.com/lanewise/lanewise/kernels"
)

// Dgetrf computes the factors of an m×n matrix A = P*L*U by Gaussian elimination with
// partial pivoting, L having ones on its diagonal, in place. Row i was exchanged with
// row ipiv[i] in step i, and len(ipiv) is min(m, n). It reports whether no pivot is 0;
// the factors are computed in any case. Of elements that are equally large
// the first one is the pivot.
//
// It recurs on columns (Toledo 1997). Misuse panics with gonum's texts: a negative m or
// n, lda below n, a slice a that is too short or an ipiv of another length.
func (Implementation) Dgetrf(m, n int, a []float64, lda int, ipiv []int) (ok bool) {
	checkMatrix(m, n, lda)
	k := min(m, n)
	if k == 0 {
		return true
	}
	checkLength(m, n, len(a), lda, shortA)
	if len(ipiv) != k {
		panic(badLenIpiv)
	}
	width := min(k, luPanel)
	s := borrow(nil, width*apart(m))
	defer s.release()
	f := lu{m: m, a: a, lda: lda, ipiv: ipiv, bi: blas64.Implementation(), t: s.data}
	ok = f.columns(0, k)
	if k < n {
		f.right(0, k, n)
	}
	return ok
}

// checkMatrix panics if a matrix can't have such a shape, or such rows.
func checkMatrix(m, n, lda int) {
	switch {
	case m < 0:
		panic(mLT0)
	case n < 0:
		panic(nLT0)
	case lda < max(1, n):
		panic(badLdA)
	}
}

// checkLength panics if a slice ends before an m×n matrix does.
func checkLength(m, n, length, ld int, text string) {
	if length < (m-1)*ld+n {
		panic(text)
	}
}

const (
	luPanel  = 32 // columns of a panel, which is factored transposed
	luNarrow = 16 // columns up to which it is factored column by column
)

// lu is an elimination at work.
type lu struct {
	m    int
	a    []float64
	lda  int
	ipiv []int
	bi   blas.Float64
	t    []float64 // room for a panel
}

// columns factors columns lo to hi from row lo on, and exchanges rows in these
// columns only.
func (f *lu) columns(lo, hi int) (ok bool) {
	if hi-lo <= luPanel {
		return f.panel(lo, hi)
	}
	mid := lo + half(hi-lo, luPanel)
	ok = f.columns(lo, mid)
	f.right(lo, mid, hi)
	if !f.columns(mid, hi) {
		ok = false
	}
	swapRows(f.bi, f.a[lo:], f.lda, mid-lo, f.ipiv, mid, hi)
	return ok
}

// right does in columns mid to hi what is due to columns lo to mid.
func (f *lu) right(lo, mid, hi int) {
	a, lda := f.a, f.lda
	swapRows(f.bi, a[mid:], lda, hi-mid, f.ipiv, lo, mid)
	f.bi.Dtrsm(blas.Left, blas.Lower, blas.NoTrans, blas.Unit, mid-lo, hi-mid, 1, a[lo*lda+lo:], lda, a[lo*lda+mid:], lda)
	if mid < f.m {
		f.bi.Dgemm(blas.NoTrans, blas.NoTrans, f.m-mid, hi-mid, mid-lo, -1, a[mid*lda+lo:], lda, a[lo*lda+mid:], lda, 1, a[mid*lda+mid:], lda)
	}
}

// swapRows exchanges rows k of a matrix of n columns with rows ipiv[k], for k from lo
// to hi; if hi < lo, for k from lo-1 down to hi. It goes through blocks of columns, of which a cache
// holds all rows.
func swapRows(bi blas.Float64, a []float64, lda, n int, ipiv []int, lo, hi int) {
	const width = 256
	for j := 0; j < n; j += width {
		w := min(width, n-j)
		for k := lo; k < hi; k++ {
			if p := ipiv[k]; p != k {
				bi.Dswap(w, a[k*lda+j:], 1, a[p*lda+j:], 1)
			}
		}
		for k := lo - 1; k >= hi; k-- {
			if p := ipiv[k]; p != k {
				bi.Dswap(w, a[k*lda+j:], 1, a[p*lda+j:], 1)
			}
		}
	}
}

// panel is columns for a few of them: it factors their transpose, whose rows are
// contiguous.
func (f *lu) panel(lo, hi int) (ok bool) {
	p := luPanelOf{bi: f.bi, t: f.t, rows: f.m - lo, width: hi - lo, ld: apart(f.m - lo), ipiv: f.ipiv[lo:hi]}
	a := f.a[lo*f.lda+lo:]
	kernels.Transpose2D(p.t, p.ld, a, f.lda, p.rows, p.width)
	ok = p.columns(0, p.width)
	kernels.Transpose2D(a, f.lda, p.t, p.ld, p.width, p.rows)
	for i := range p.ipiv {
		p.ipiv[i] += lo
	}
	return ok
}

// luPanelOf is a panel at work: column j of it is row j of t.
type luPanelOf struct {
	bi              blas.Float64
	t               []float64
	ld, rows, width int
	ipiv            []int
}

// columns factors columns lo to hi of the panel from row lo on. It exchanges rows in
// the whole panel.
func (p *luPanelOf) columns(lo, hi int) (ok bool) {
	if hi-lo <= luNarrow {
		return p.narrow(lo, hi)
	}
	mid := lo + half(hi-lo, luNarrow)
	ok = p.columns(lo, mid)
	t, ld := p.t, p.ld
	p.bi.Dtrsm(blas.Right, blas.Upper, blas.NoTrans, blas.Unit, hi-mid, mid-lo, 1, t[lo*ld+lo:], ld, t[mid*ld+lo:], ld)
	if mid < p.rows {
		p.bi.Dgemm(blas.NoTrans, blas.NoTrans, hi-mid, p.rows-mid, mid-lo, -1, t[mid*ld+lo:], ld, t[lo*ld+mid:], ld, 1, t[mid*ld+mid:], ld)
	}
	if !p.columns(mid, hi) {
		ok = false
	}
	return ok
}

// narrow is columns, one after the other.
func (p *luPanelOf) narrow(lo, hi int) (ok bool) {
	ok = true
	for c := lo; c < hi; c++ {
		col := p.t[c*p.ld:][:p.rows]
		i := c + p.bi.Idamax(p.rows-c, col[c:], 1)
		p.ipiv[c] = i
		below := col[c+1:]
		if col[i] == 0 {
			ok = false
		} else {
			p.swap(c, i)
			divide(below, col[c])
		}
		for j := c + 1; j < hi; j++ {
			other := p.t[j*p.ld:][:p.rows]
			kernels.AxpyF64(other[c+1:], -other[c], below, other[c+1:])
		}
	}
	return ok
}

// swap exchanges rows i and j of the panel.
func (p *luPanelOf) swap(i, j int) {
	if i == j {
		return
	}
	for c := range p.width {
		col := p.t[c*p.ld:]
		col[i], col[j] = col[j], col[i]
	}
}

// divide divides x by v, which is not 0: by a multiplication unless the reciprocal
// may overflow.
func divide(x []float64, v float64) {
	const least = 0x1p-1022
	if math.Abs(v) >= least {
		kernels.MulScalarF64(x, x, 1/v)
		return
	}
	for i := range x {
		x[i] /= v
	}
}

// Dgetrs replaces the n×nrhs matrix B by the solution X of A*X = B, or Aᵀ*X = B if trans
// is blas.Trans or blas.ConjTrans, given the factors of A and the pivots from
// [Implementation.Dgetrf]. A zero on the diagonal of U gives infinities and NaN.
//
// Misuse panics with gonum's texts: a trans that is none, a negative n or nrhs, lda below n, ldb below
// nrhs, slices that are too short, an ipiv whose length is not n.
func (Implementation) Dgetrs(trans blas.Transpose, n, nrhs int, a []float64, lda int, ipiv []int, b []float64, ldb int) {
	checkTrans(trans)
	checkSystem(n, nrhs, lda, ldb)
	if n == 0 || nrhs == 0 {
		return
	}
	checkLength(n, n, len(a), lda, shortA)
	checkLength(n, nrhs, len(b), ldb, shortB)
	if len(ipiv) != n {
		panic(badLenIpiv)
	}
	bi := blas64.Implementation()
	if trans == blas.NoTrans {
		swapRows(bi, b, ldb, nrhs, ipiv, 0, n)
		solve(bi, blas.Lower, trans, blas.Unit, n, nrhs, a, lda, b, ldb)
		solve(bi, blas.Upper, trans, blas.NonUnit, n, nrhs, a, lda, b, ldb)
		return
	}
	solve(bi, blas.Upper, trans, blas.NonUnit, n, nrhs, a, lda, b, ldb)
	solve(bi, blas.Lower, trans, blas.Unit, n, nrhs, a, lda, b, ldb)
	swapRows(bi, b, ldb, nrhs, ipiv, n, 0)
}

func checkTrans(trans blas.Transpose) {
	if trans != blas.NoTrans && trans != blas.Trans && trans != blas.ConjTrans {
		panic(badTrans)
	}
}

// checkSystem panics if a system of n equations with nrhs right sides can't be.
func checkSystem(n, nrhs, lda, ldb int) {
	switch {
	case n < 0:
		panic(nLT0)
	case nrhs < 0:
		panic(nrhsLT0)
	case lda < max(1, n):
		panic(badLdA)
	case ldb < max(1, nrhs):
		panic(badLdB)
	}
}

// solve replaces B by the solution of op(A)*X = B for a triangular A.
func solve(bi blas.Float64, uplo blas.Uplo, trans blas.Transpose, diag blas.Diag, n, nrhs int, a []float64, lda int, b []float64, ldb int) {
	if nrhs == 1 {
		bi.Dtrsv(uplo, trans, diag, n, a, lda, b, ldb)
		return
	}
	bi.Dtrsm(blas.Left, uplo, trans, diag, n, nrhs, 1, a, lda, b, ldb)
}

// Dgesv replaces the n×nrhs matrix B by the solution of A*X = B, and A by its factors,
// by [Implementation.Dgetrf] and [Implementation.Dgetrs]. It reports whether no pivot is
// 0; if one is, B is left as it was. Misuse panics as there.
func (impl Implementation) Dgesv(n, nrhs int, a []float64, lda int, ipiv []int, b []float64, ldb int) (ok bool) {
	checkSystem(n, nrhs, lda, ldb)
	if n == 0 || nrhs == 0 {
		return true
	}
	checkLength(n, n, len(a), lda, shortAB) // gonum's word here
	if len(ipiv) != n {
		panic(badLenIpiv)
	}
	checkLength(n, nrhs, len(b), ldb, shortB)
	if !impl.Dgetrf(n, n, a, lda, ipiv) {
		return false
	}
	impl.Dgetrs(blas.NoTrans, n, nrhs, a, lda, ipiv, b, ldb)
	return true
}
