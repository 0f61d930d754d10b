package lapack

import "gonum.org/v1/gonum/blas"

// Dgeqrf computes the factors of an m×n matrix A = Q*R in place: R is its upper triangle,
// and Q = H_0*...*H_{k-1} with k = min(m, n) a product of reflections H_i =
// 1 - tau[i]*v*vᵀ, where v has i zeros, a one, and the elements below the diagonal of
// column i. len(tau) is k. The diagonal of R has any sign.
//
// Blocks of columns are factored by recursion (Elmroth and Gustavson 2000). With lwork = -1
// it sets work[0] to the length of work that saves it memory of its own; n is enough.
// Misuse panics with gonum's texts: a negative m or n, lda below n, lwork below max(1, n) but
// not -1, slices that are too short, a tau of another length.
func (impl Implementation) Dgeqrf(m, n int, a []float64, lda int, tau, work []float64, lwork int) {
	checkMatrix(m, n, lda)
	checkWork(n, len(work), lwork)
	k := min(m, n)
	if k == 0 {
		work[0] = 1
		return
	}
	best := max(n, reflectorSize(m, n, k))
	if lwork == -1 {
		work[0] = float64(best)
		return
	}
	checkLength(m, n, len(a), lda, shortA)
	if len(tau) != k {
		panic(badLenTau)
	}
	if m*n <= tiny {
		impl.Implementation.Dgeqrf(m, n, a, lda, tau, work, lwork)
		work[0] = float64(best)
		return
	}
	s := borrow(work[:lwork], best)
	defer s.release()
	h := newReflector(s, m, n, k, false)
	block := blockOf(k)
	for i := 0; i < k; i += block {
		w := min(block, k-i)
		h.load(w, m-i, a[i*lda+i:], lda, tau[i:])
		next := i + w
		h.factor(0, w, next < n)
		if next < n {
			h.applyLeft(blas.Trans, n-next, a[i*lda+next:], lda)
		}
		h.store(a[i*lda+i:], lda)
	}
	work[0] = float64(best)
}

// Dgelqf computes the factors of an m×n matrix A = L*Q in place: L is its lower triangle,
// and Q = H_{k-1}*...*H_0 with k = min(m, n) a product of reflections H_i =
// 1 - tau[i]*v*vᵀ, where v has i zeros, a one, and the elements beside the diagonal of
// row i. len(tau) is k or more. The diagonal of L has any sign.
//
// Blocks of rows are factored by recursion (Elmroth and Gustavson 2000). With lwork = -1
// it sets work[0] to the length of work that saves it memory of its own; m is enough.
// Misuse panics with gonum's texts: a negative m or n, lda below n, lwork below max(1, m) but
// not -1, slices that are too short.
func (impl Implementation) Dgelqf(m, n int, a []float64, lda int, tau, work []float64, lwork int) {
	checkMatrix(m, n, lda)
	checkWork(m, len(work), lwork)
	k := min(m, n)
	if k == 0 {
		work[0] = 1
		return
	}
	best := max(m, reflectorSize(n, m, k))
	if lwork == -1 {
		work[0] = float64(best)
		return
	}
	checkLength(m, n, len(a), lda, shortA)
	if len(tau) < k {
		panic(shortTau)
	}
	if smallRows(m, n, k) {
		impl.Implementation.Dgelqf(m, n, a, lda, tau, work, lwork)
		work[0] = float64(best)
		return
	}
	s := borrow(work[:lwork], best)
	defer s.release()
	h := newReflector(s, n, m, k, true)
	block := blockOf(k)
	for i := 0; i < k; i += block {
		w := min(block, k-i)
		h.load(w, n-i, a[i*lda+i:], lda, tau[i:])
		next := i + w
		h.factor(0, w, next < m)
		if next < m {
			h.applyRight(blas.NoTrans, m-next, a[next*lda+i:], lda)
		}
		h.store(a[i*lda+i:], lda)
	}
	work[0] = float64(best)
}

// tiny is up to how many elements the columns of a matrix are better left where they are.
const tiny = 64

// smallRows reports whether gonum's operations on rows, one reflection after the other, are
// faster than blocks: on few vectors that lie in rows, and in the first cache.
func smallRows(m, n, k int) bool { return k <= 32 && m*n <= 1<<12 }
