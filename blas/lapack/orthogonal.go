package lapack

import "gonum.org/v1/gonum/blas"

// Dorgqr replaces the m×n matrix A, whose first k columns hold reflections as
// [Implementation.Dgeqrf] leaves them, by the first n columns of Q = H_0*...*H_{k-1}, where
// k <= n <= m and len(tau) is k.
//
// With lwork = -1 it sets work[0] to the length of work that saves it memory of its own; n
// is enough. Misuse panics with gonum's texts: a negative m, n or k, n above m, k above n, lda below
// n (but in a query), lwork below max(1, n) but not -1, slices that are too short, a
// tau of another length.
func (impl Implementation) Dorgqr(m, n, k int, a []float64, lda int, tau, work []float64, lwork int) {
	switch {
	case m < 0:
		panic(mLT0)
	case n < 0:
		panic(nLT0)
	case n > m:
		panic(nGTM)
	case k < 0:
		panic(kLT0)
	case k > n:
		panic(kGTN)
	case lda < max(1, n) && lwork != -1:
		panic(badLdA)
	}
	checkWork(n, len(work), lwork)
	if n == 0 {
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
		impl.Implementation.Dorgqr(m, n, k, a, lda, tau, work, lwork)
		work[0] = float64(best)
		return
	}
	s := borrow(work[:lwork], best)
	defer s.release()
	unitRows(a, lda, k, m, k, n)
	h := newReflector(s, m, n, k, false)
	block := blockOf(k)
	for i := lastBlock(k); i >= 0; i -= block {
		h.load(min(block, k-i), m-i, a[i*lda+i:], lda, tau[i:])
		h.use()
		h.formLeft(n-i, a[i*lda+i:], lda)
	}
	work[0] = float64(best)
}

// Dorglq replaces the m×n matrix A, whose first k rows hold reflections as
// [Implementation.Dgelqf] leaves them, by the first m rows of Q = H_{k-1}*...*H_0, where
// k <= m <= n and len(tau) is k or more.
//
// With lwork = -1 it sets work[0] to the length of work that saves it memory of its own; m
// is enough. Misuse panics with gonum's texts: a negative m or k, n below m, k above m, lda below
// n, lwork below max(1, m) but not -1, slices that are too short.
func (impl Implementation) Dorglq(m, n, k int, a []float64, lda int, tau, work []float64, lwork int) {
	switch {
	case m < 0:
		panic(mLT0)
	case n < m:
		panic(nLTM)
	case k < 0:
		panic(kLT0)
	case k > m:
		panic(kGTM)
	case lda < max(1, n):
		panic(badLdA)
	}
	checkWork(m, len(work), lwork)
	if m == 0 {
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
		impl.Implementation.Dorglq(m, n, k, a, lda, tau, work, lwork)
		work[0] = float64(best)
		return
	}
	s := borrow(work[:lwork], best)
	defer s.release()
	unitRows(a, lda, k, m, 0, n)
	h := newReflector(s, n, m, k, true)
	block := blockOf(k)
	for i := lastBlock(k); i >= 0; i -= block {
		h.load(min(block, k-i), n-i, a[i*lda+i:], lda, tau[i:])
		h.use()
		h.formRight(m-i, a[i*lda+i:], lda)
	}
	work[0] = float64(best)
}

// lastBlock returns where the last block of k reflections begins, or less than 0.
func lastBlock(k int) int {
	block := blockOf(k)
	return (k+block-1)/block*block - block
}

// unitRows sets rows from to to of a matrix, in columns lo to hi, to those of the unit matrix.
func unitRows(a []float64, lda, from, to, lo, hi int) {
	for i := from; i < to; i++ {
		clear(a[i*lda+lo : i*lda+hi])
		if lo <= i && i < hi {
			a[i*lda+i] = 1
		}
	}
}

// formLeft sets the matrix C of m columns to H times the matrix that has a unit matrix in
// its first w rows and columns, zeros beside that, and what C has in the rest.
func (h *reflector) formLeft(m int, c []float64, ldc int) {
	ld, w := apart(m), h.w
	for i := range w {
		copy(h.sum[i*ld:], h.v[i*h.ld:][:w])
	}
	if w < m {
		h.bi.Dgemm(blas.NoTrans, blas.NoTrans, w, m-w, h.n-w, 1, h.v[w:], h.ld, c[w*ldc+w:], ldc, 0, h.sum[w:], ld)
	}
	h.bi.Dtrmm(blas.Left, blas.Lower, blas.Trans, blas.NonUnit, w, m, 1, h.t, h.tld, h.sum, ld)
	unitRows(c, ldc, 0, w, 0, m)
	for i := w; i < h.n; i++ {
		clear(c[i*ldc:][:w])
	}
	h.bi.Dgemm(blas.Trans, blas.NoTrans, h.n, m, w, -1, h.v, h.ld, h.sum, ld, 1, c, ldc)
}

// formRight sets the matrix C of m rows to the product of such a matrix with the
// transpose of H.
func (h *reflector) formRight(m int, c []float64, ldc int) {
	ld, w := apart(h.w), h.w
	for i := range w {
		for j := range w {
			h.sum[i*ld+j] = h.v[j*h.ld+i]
		}
	}
	if w < m {
		h.bi.Dgemm(blas.NoTrans, blas.Trans, m-w, w, h.n-w, 1, c[w*ldc+w:], ldc, h.v[w:], h.ld, 0, h.sum[w*ld:], ld)
	}
	h.bi.Dtrmm(blas.Right, blas.Lower, blas.NoTrans, blas.NonUnit, m, w, 1, h.t, h.tld, h.sum, ld)
	unitRows(c, ldc, 0, w, 0, h.n)
	for i := w; i < m; i++ {
		clear(c[i*ldc:][:w])
	}
	h.bi.Dgemm(blas.NoTrans, blas.NoTrans, m, h.n, w, -1, h.sum, ld, h.v, h.ld, 1, c, ldc)
}

// Dormqr multiplies the m×n matrix C by Q, or Qᵀ if trans is blas.Trans, from the given
// side, where Q is the product of the k reflections that [Implementation.Dgeqrf] left in
// the first k columns of A, of which it reads what is below the diagonal, and in tau, whose
// length is k. A has m rows if side is blas.Left, and n if it is blas.Right.
//
// With lwork = -1 it sets work[0] to the length of work that saves it memory of its own; n
// is enough if side is blas.Left, m otherwise. Misuse panics with gonum's texts: flags that are
// none, blas.ConjTrans, a negative m, n or k, k above A's rows, lda below k, ldc below n, too
// short an lwork but -1, slices that are too short, a tau of another length.
func (Implementation) Dormqr(side blas.Side, trans blas.Transpose, m, n, k int, a []float64, lda int, tau, c []float64, ldc int, work []float64, lwork int) {
	order, other := checkMultiply(side, trans, m, n, k)
	if lda < max(1, k) {
		panic(badLdA)
	}
	if ldc < max(1, n) {
		panic(badLdC)
	}
	checkWork(other, len(work), lwork)
	if m == 0 || n == 0 || k == 0 {
		work[0] = 1
		return
	}
	best := max(other, reflectorSize(order, other, k))
	if lwork == -1 {
		work[0] = float64(best)
		return
	}
	checkLength(order, k, len(a), lda, shortA)
	if len(tau) != k {
		panic(badLenTau)
	}
	checkLength(m, n, len(c), ldc, shortC)
	s := borrow(work[:lwork], best)
	defer s.release()
	h := newReflector(s, order, other, k, false)
	h.multiply(side, trans, order, other, k, a, lda, tau, c, ldc)
	work[0] = float64(best)
}

// Dormlq multiplies the m×n matrix C by Q, or Qᵀ if trans is blas.Trans, from the given
// side, where Q is the product of the k reflections that [Implementation.Dgelqf] left in
// the first k rows of A, of which it reads what is beside the diagonal, and in tau, whose
// length is k or more. A has m columns if side is blas.Left, and n if it is blas.Right.
//
// With lwork = -1 it sets work[0] to the length of work that saves it memory of its own; n
// is enough if side is blas.Left, m otherwise. Misuse panics with gonum's texts: flags that are
// none, blas.ConjTrans, a negative m, n or k, k above A's columns, lda below them, ldc below
// n, too short an lwork but -1, slices that are too short.
func (Implementation) Dormlq(side blas.Side, trans blas.Transpose, m, n, k int, a []float64, lda int, tau, c []float64, ldc int, work []float64, lwork int) {
	order, other := checkMultiply(side, trans, m, n, k)
	if lda < max(1, order) {
		panic(badLdA)
	}
	checkWork(other, len(work), lwork)
	if m == 0 || n == 0 || k == 0 {
		work[0] = 1
		return
	}
	best := max(other, reflectorSize(order, other, k))
	if lwork == -1 {
		work[0] = float64(best)
		return
	}
	checkLength(k, order, len(a), lda, shortA)
	if len(tau) < k {
		panic(shortTau)
	}
	checkLength(m, n, len(c), ldc, shortC)
	if ldc < n {
		panic(badLdC) // gonum does not check it, and goes wrong
	}
	s := borrow(work[:lwork], best)
	defer s.release()
	h := newReflector(s, order, other, k, true)
	h.multiply(side, flip(trans), order, other, k, a, lda, tau, c, ldc) // this Q is the transpose of the reflections' product
	work[0] = float64(best)
}

// checkMultiply checks what Dormqr and Dormlq begin with. It returns the order of Q and the other
// length of C.
func checkMultiply(side blas.Side, trans blas.Transpose, m, n, k int) (order, other int) {
	switch {
	case side != blas.Left && side != blas.Right:
		panic(badSide)
	case trans != blas.Trans && trans != blas.NoTrans:
		panic(badTrans)
	case m < 0:
		panic(mLT0)
	case n < 0:
		panic(nLT0)
	case k < 0:
		panic(kLT0)
	case side == blas.Left && k > m:
		panic(kGTM)
	case side == blas.Right && k > n:
		panic(kGTN)
	}
	if side == blas.Left {
		return m, n
	}
	return n, m
}

// multiply multiplies C by op(H_0*...*H_{k-1}), block by block from the one next to C.
func (h *reflector) multiply(side blas.Side, trans blas.Transpose, order, other, k int, a []float64, lda int, tau, c []float64, ldc int) {
	block := blockOf(k)
	first, step := 0, block
	if (side == blas.Left) == (trans == blas.NoTrans) {
		first, step = lastBlock(k), -block
	}
	for i := first; 0 <= i && i < k; i += step {
		h.load(min(block, k-i), order-i, a[i*lda+i:], lda, tau[i:])
		h.use()
		if side == blas.Left {
			h.applyLeft(trans, other, c[i*ldc:], ldc)
		} else {
			h.applyRight(trans, other, c[i:], ldc)
		}
	}
}
