package blas

import "github.com/lanewise/lanewise/blas/internal/check"

// AddRows adds the m rows of a matrix to y, one after the other:
//
//	for i := range m { for j := range y { y[j] += a[i*lda+j] } }
//
// It is the product of the transposed matrix with a vector of ones, with the same bits,
// for callers who take a large matrix in parts and share these among threads
// themselves: AddRows stays on one. all, the number of elements of all parts, tells it
// whether rows come from past the caches. y doesn't overlap a. AddRows panics as Gemv
// does, before any write.
func AddRows[T float32 | float64](y, a []T, lda, m, all int) {
	n := len(y)
	if !check.Gemv(false, NoTrans, m, n, len(a), lda, n, 1, m, 1) {
		return
	}
	var ones [rowsOfOnes]T
	for i := range ones {
		ones[i] = 1
	}
	for ahead := ahead[T](all, lda); m > 0; m -= rowsOfOnes {
		addRows(y, 1, a, lda, ahead, ones[:min(m, rowsOfOnes)])
		a = a[min(rowsOfOnes*lda, len(a)):]
	}
}

// rowsOfOnes is how many rows AddRows takes at once.
const rowsOfOnes = 64
