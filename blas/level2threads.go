package blas

import (
	"context"

	"github.com/lanewise/lanewise/threadctl"
)

// Matrices of more than a cache are shared by threads. What a thread takes depends on
// the size of the matrix only.

// rowsPerThread returns how many rows of n elements a thread takes at a time: about
// a megabyte, some 50 us of reading, in whole groups.
func rowsPerThread[T Scalar](n int) int {
	return max(threaded/sizeOf[T]()/n/rowGroup, 1) * rowGroup
}

// threadedDots adds alpha*A*x to y.
func threadedDots[T Scalar](y []T, alpha T, a []T, lda int, x []T) {
	ahead := ahead[T](len(y)*len(x), lda)
	inTurn := ahead == 0 && oneStream[T](len(x), lda) && len(x)*sizeOf[T]() <= sharedRow
	_ = threadctl.For(context.Background(), len(y), rowsPerThread[T](len(x)), func(lo, hi int) {
		addDotsInTurn(y[lo:hi], alpha, a[lo*lda:], lda, ahead, x, inTurn)
	})
}

// threadedRankOne adds alpha*x*y' to A.
func threadedRankOne[T Scalar](alpha T, x, y, a []T, lda int) {
	_ = threadctl.For(context.Background(), len(x), rowsPerThread[T](len(y)), func(lo, hi int) {
		rankOne(alpha, x[lo:hi], y, a[lo*lda:], lda)
	})
}

// threadedRows adds alpha*A'*x to y. Threads take columns of a wide matrix. Of others they
// take rows, which memory likes better, and sum them in vectors of their own.
func threadedRows[T Scalar](y []T, alpha T, a []T, lda int, x []T) {
	ctx, m, n, ahead := context.Background(), len(x), len(y), ahead[T](len(x)*len(y), lda)
	if rows := rowsPerThread[T](n); m >= 4*rows && rows >= minPartRows {
		sum, _ := threadctl.Reduce(ctx, m, rows, func(lo, hi int) part[T] {
			p := newPart[T](n)
			addRows(p.row, alpha, a[lo*lda:], lda, ahead, x[lo:hi])
			return p
		}, part[T].merge)
		add(sum.row, y)
		sum.done()
		return
	}
	_ = threadctl.For(ctx, n, columnBytes/sizeOf[T](), func(lo, hi int) {
		addRows(y[lo:hi], alpha, a[lo:], lda, ahead, x)
	})
}

const (
	// minPartRows is how many rows a thread sums at least, for the sum costs as much
	// as two or three of them.
	minPartRows = 32
	// columnBytes of each row are what a thread takes of a wide matrix.
	columnBytes = 16 << 10
)

// part is a vector in scratch memory: a summand of a result.
type part[T Scalar] struct {
	scratch
	row []T
}

// newPart returns a vector of zeros.
func newPart[T Scalar](n int) part[T] {
	var p part[T]
	p.row = room[T](&p.scratch, n)
	clear(p.row)
	return p
}

// merge adds q to p and returns p.
func (p part[T]) merge(q part[T]) part[T] {
	add(q.row, p.row)
	q.done()
	return p
}
