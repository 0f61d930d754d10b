package lapack

import (
	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/blas64"
	"gonum.org/v1/gonum/lapack/gonum"

	"github.com/lanewise/lanewise/kernels"
)

const (
	mostReflections = 64 // in a block
	fewRows         = 16 // reflections up to which they are made one by one
)

// blockOf returns how many of k reflections make a block. A larger one costs more products
// that are not with the matrix, a smaller one more passes over the matrix, which
// count where it does not lie in the second cache.
func blockOf(k int) int {
	switch {
	case k <= 256:
		return 16
	case k <= 640:
		return 32
	}
	return mostReflections
}

// reflector is a block of w reflections of vectors of n elements, H = H_0*...*H_{w-1} =
// 1 - Vᵀ*T*V, in the compact form of Schreiber and Van Loan (1989). Row i of V is the vector
// of H_i = 1 - tau_i*vᵀ*v: i zeros, a one, and what the matrix keeps. Zeros
// and ones are written out, so that V takes part in ordinary products; T is upper triangular.
type reflector struct {
	bi     blas.Float64
	n, w   int
	v      []float64
	ld     int
	tld    int       // of t and r
	t      []float64 // the transpose of T: rows are contiguous where T's columns are needed
	r      []float64 // of the factor R that belongs to V column j, as row j
	tau    []float64
	sum    []float64 // room for W
	byRows bool      // the matrix keeps vectors in rows, as LQ does
}

// reflectorSize returns how much memory a reflector needs for vectors of n elements and
// other operands with up to m rows or columns.
func reflectorSize(n, m, k int) int {
	w := min(k, blockOf(k))
	return w*apart(n) + 2*w*apart(w) + sumSize(w, m)
}

// sumSize returns how much room W needs, which is w by m or m by w, or the like in the block
// itself.
func sumSize(w, m int) int { return max(w*apart(m), max(m, w)*apart(w)) }

// newReflector takes memory of s for blocks of k reflections or less, as reflectorSize.
func newReflector(s *scratch, n, m, k int, byRows bool) reflector {
	w := min(k, blockOf(k))
	return reflector{
		bi: blas64.Implementation(), byRows: byRows, tld: apart(w),
		v: s.take(w * apart(n)), t: s.take(w * apart(w)), r: s.take(w * apart(w)), sum: s.take(sumSize(w, m)),
	}
}

// load sets V to w columns of n elements of a matrix, or to rows.
func (h *reflector) load(w, n int, a []float64, lda int, tau []float64) {
	h.w, h.n, h.ld, h.tau = w, n, apart(n), tau
	if !h.byRows {
		kernels.Transpose2D(h.v, h.ld, a, lda, n, w)
		return
	}
	for i := range w {
		copy(h.v[i*h.ld:][:n], a[i*lda:])
	}
}

// store writes V back, and R.
func (h *reflector) store(a []float64, lda int) {
	for i := range h.w {
		copy(h.v[i*h.ld:][:i+1], h.r[i*h.tld:])
	}
	if !h.byRows {
		kernels.Transpose2D(a, lda, h.v, h.ld, h.w, h.n)
		return
	}
	for i := range h.w {
		copy(a[i*lda:][:h.n], h.v[i*h.ld:])
	}
}

// use makes a block of vectors that have been loaded from a factored matrix.
func (h *reflector) use() {
	for i := range h.w {
		row := h.v[i*h.ld:]
		clear(row[:i])
		row[i] = 1
	}
	h.factors(0, h.w)
}

// factor makes reflections lo to hi, which take those rows of V, as loaded, to R, and T for
// them if it is wanted.
func (h *reflector) factor(lo, hi int, wantT bool) {
	if hi-lo <= fewRows {
		for j := lo; j < hi; j++ {
			h.reflect(j, hi)
		}
		if wantT {
			h.factors(lo, hi)
		}
		return
	}
	mid := lo + half(hi-lo, fewRows)
	h.factor(lo, mid, true)
	left := h.part(lo, mid)
	left.applyRight(blas.NoTrans, hi-mid, h.v[mid*h.ld+lo:], h.ld)
	h.factor(mid, hi, wantT)
	if wantT {
		h.join(lo, mid, hi)
	}
}

// part returns the block of reflections lo to hi.
func (h *reflector) part(lo, hi int) reflector {
	p := *h
	p.n, p.w, p.v, p.t, p.tau = h.n-lo, hi-lo, h.v[lo*h.ld+lo:], h.t[lo*h.tld+lo:], h.tau[lo:]
	return p
}

// reflect makes reflection j of row j and applies it to the rows up to hi.
func (h *reflector) reflect(j, hi int) {
	row := h.v[j*h.ld:][:h.n]
	tail := row[j:]
	beta, tau := gonum.Implementation{}.Dlarfg(len(tail), tail[0], tail[min(1, len(tail)-1):], 1)
	copy(h.r[j*h.tld:], row[:j])
	h.r[j*h.tld+j] = beta
	h.tau[j] = tau
	clear(row[:j])
	tail[0] = 1
	for i := j + 1; i < hi; i++ {
		other := h.v[i*h.ld:][j:h.n]
		kernels.AxpyF64(other, -tau*kernels.DotF64(tail, other), tail, other)
	}
}

// factors computes T for reflections lo to hi, column by column: each takes the products
// of its vector with those before it and multiplies them by the T of these.
func (h *reflector) factors(lo, hi int) {
	h.bi.Dsyrk(blas.Lower, blas.NoTrans, hi-lo, h.n-lo, 1, h.v[lo*h.ld+lo:], h.ld, 0, h.t[lo*h.tld+lo:], h.tld)
	sum := h.sum[:hi-lo]
	for j := lo; j < hi; j++ {
		row := h.t[j*h.tld+lo:][:j-lo+1]
		clear(sum)
		for l, v := range row[:j-lo] {
			kernels.AxpyF64(sum[:l+1], v, h.t[(lo+l)*h.tld+lo:][:l+1], sum[:l+1])
		}
		kernels.MulScalarF64(row, sum[:j-lo+1], -h.tau[j])
		row[j-lo] = h.tau[j]
	}
}

// join computes the block of T between those of reflections lo to mid and mid to hi,
// -T1*(V1*V2ᵀ)*T2.
func (h *reflector) join(lo, mid, hi int) {
	t := h.t[mid*h.tld+lo:]
	h.bi.Dgemm(blas.NoTrans, blas.Trans, hi-mid, mid-lo, h.n-mid, -1, h.v[mid*h.ld+mid:], h.ld, h.v[lo*h.ld+mid:], h.ld, 0, t, h.tld)
	h.bi.Dtrmm(blas.Left, blas.Lower, blas.NoTrans, blas.NonUnit, hi-mid, mid-lo, 1, h.t[mid*h.tld+mid:], h.tld, t, h.tld)
	h.bi.Dtrmm(blas.Right, blas.Lower, blas.NoTrans, blas.NonUnit, hi-mid, mid-lo, 1, h.t[lo*h.tld+lo:], h.tld, t, h.tld)
}

// flip returns how the transpose of T is used for op(T).
func flip(trans blas.Transpose) blas.Transpose {
	if trans == blas.NoTrans {
		return blas.Trans
	}
	return blas.NoTrans
}

// applyLeft sets C = op(H)*C for a matrix C of m columns.
func (h *reflector) applyLeft(trans blas.Transpose, m int, c []float64, ldc int) {
	ld := apart(m)
	h.bi.Dgemm(blas.NoTrans, blas.NoTrans, h.w, m, h.n, 1, h.v, h.ld, c, ldc, 0, h.sum, ld)
	h.bi.Dtrmm(blas.Left, blas.Lower, flip(trans), blas.NonUnit, h.w, m, 1, h.t, h.tld, h.sum, ld)
	h.bi.Dgemm(blas.Trans, blas.NoTrans, h.n, m, h.w, -1, h.v, h.ld, h.sum, ld, 1, c, ldc)
}

// applyRight sets C = C*op(H) for a matrix C of m rows.
func (h *reflector) applyRight(trans blas.Transpose, m int, c []float64, ldc int) {
	ld := apart(h.w)
	h.bi.Dgemm(blas.NoTrans, blas.Trans, m, h.w, h.n, 1, c, ldc, h.v, h.ld, 0, h.sum, ld)
	h.bi.Dtrmm(blas.Right, blas.Lower, flip(trans), blas.NonUnit, m, h.w, 1, h.t, h.tld, h.sum, ld)
	h.bi.Dgemm(blas.NoTrans, blas.NoTrans, m, h.n, h.w, -1, h.sum, ld, h.v, h.ld, 1, c, ldc)
}
