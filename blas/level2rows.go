package blas

import "github.com/lanewise/lanewise/kernels"

// Rows of a matrix are worked on in groups by assembly, where there is some, so that
// vectors are read once for four rows; else by kernels one row at a time, with the
// same bits.

const (
	// rowGroup is how many rows are worked on at once.
	rowGroup = 4
	// leaf is how many real elements of a row are multiplied and summed at once, which
	// keeps x in the first-level cache, and complexLeaf how many complex ones; sums of
	// leaves are added pairwise.
	leaf        = 2048
	complexLeaf = 512
	// segment is the number of bytes of a vector of results that stays in the
	// first-level cache.
	segment = 24 << 10
	// rowWork is the number of elements that assembly works on before the scheduler gets
	// its chance, some 20 us in main memory.
	rowWork = 1 << 16
)

// rowsAtOnce returns how many rows of n elements are worked on at once.
func rowsAtOnce(n int) int { return max(rowWork/n, rowGroup) / rowGroup * rowGroup }

// farBytes is the size from which on a matrix is taken to be past the caches.
var farBytes = kernels.StreamBytes() / 8 * 5

// ahead returns how many elements after those that are worked on others are prefetched:
// none, or eight rows of a matrix that is past the caches, with so many elements in all. Several
// rows at a time are as many streams, each of which has to be noticed anew, and prefetched
// so they come at the rate of one: on a Zen 4 products with a matrix of 128 MiB took 20
// percent less time, those with one in the last-level cache 10 percent more.
func ahead[T Scalar](elements, lda int) int {
	if elements*sizeOf[T]() < farBytes {
		return 0
	}
	return blockRows * lda
}

func leafOf[T Scalar]() int {
	if isComplex[T]() {
		return complexLeaf
	}
	return leaf
}

// addDots adds alpha*A*x to y, where A has len(y) rows and len(x) columns.
func addDots[T Scalar](y []T, alpha T, a []T, lda, ahead int, x []T) {
	addDotsInTurn(y, alpha, a, lda, ahead, x, false)
}

// addDotsInTurn is addDots with one row after the other, if so said.
func addDotsInTurn[T Scalar](y []T, alpha T, a []T, lda, ahead int, x []T, inTurn bool) {
	if len(x) <= leafOf[T]() {
		for step := rowsAtOnce(len(x)); len(y) > step; y, a = y[step:], a[step*lda:] {
			dotRows(y[:step], alpha, a, lda, ahead, x, inTurn)
		}
		dotRows(y, alpha, a, lda, ahead, x, inTurn)
		return
	}
	for i := 0; i < len(y); i += rowGroup {
		var group [rowGroup]T
		sums := group[:min(rowGroup, len(y)-i)]
		longDots(sums, a[i*lda:], lda, ahead, x)
		for j, v := range sums {
			y[i+j] += times(alpha, v)
		}
	}
}

// longDots sets sums to the products of rows of any length with x.
func longDots[T Scalar](sums []T, a []T, lda, ahead int, x []T) {
	leaf := leafOf[T]()
	if len(x) <= leaf {
		clear(sums)
		dotRows(sums, 1, a, lda, ahead, x, false)
		return
	}
	half := ceil(len(x)/2, leaf) * leaf
	longDots(sums, a, lda, ahead, x[:half])
	var group [rowGroup]T
	more := group[:len(sums)]
	longDots(more, a[half:], lda, ahead, x[half:])
	for i, v := range more {
		sums[i] += v
	}
}

// dotRows is addDots for rows of at most a leaf.
func dotRows[T Scalar](y []T, alpha T, a []T, lda, ahead int, x []T, inTurn bool) {
	if dotRowsAsm(y, alpha, a, lda, ahead, x, inTurn) {
		return
	}
	for i := range y {
		y[i] += times(alpha, dot(a[i*lda:i*lda+len(x)], x))
	}
}

// addRows adds alpha*A'*x to y: rows of A, times alpha*x[i]. Parts of y stay in the
// first-level cache.
func addRows[T Scalar](y []T, alpha T, a []T, lda, ahead int, x []T) {
	columns := segment / sizeOf[T]()
	for ; len(y) > columns; y, a = y[columns:], a[columns:] {
		addShortRows(y[:columns], alpha, a, lda, ahead, x)
	}
	addShortRows(y, alpha, a, lda, ahead, x)
}

func addShortRows[T Scalar](y []T, alpha T, a []T, lda, ahead int, x []T) {
	for step := rowsAtOnce(len(y)); len(x) > step; x, a = x[step:], a[step*lda:] {
		addRowGroups(y, alpha, a, lda, ahead, x[:step])
	}
	addRowGroups(y, alpha, a, lda, ahead, x)
}

func addRowGroups[T Scalar](y []T, alpha T, a []T, lda, ahead int, x []T) {
	if !addRowsAsm(y, alpha, a, lda, ahead, x) {
		for i, v := range x {
			axpy(times(alpha, v), a[i*lda:i*lda+len(y)], y)
		}
	}
}

const (
	// streamRow is the length in bytes from which rows of A that follow each other in
	// memory are worked on one by one, where A is read from past the second cache: they
	// make one stream then. Where something lies between them, each would be a stream that
	// has to be noticed anew, and groups of rows are faster.
	streamRow = 4096
	// sharedRow is the length of x in bytes up to which that holds for products with it:
	// a longer one would not stay in the first cache beside the stream, and has to be shared by rows.
	sharedRow = 8192
)

// oneStream reports whether rows of n elements make one stream.
func oneStream[T Scalar](n, lda int) bool {
	item := sizeOf[T]()
	return n*item >= streamRow && (lda-n)*item < 64
}

// rankOne adds alpha*x*y' to A.
func rankOne[T Scalar](alpha T, x, y, a []T, lda int) {
	for step := rowsAtOnce(len(y)); len(x) > step; x, a = x[step:], a[step*lda:] {
		rankOneGroups(alpha, x[:step], y, a, lda)
	}
	rankOneGroups(alpha, x, y, a, lda)
}

func rankOneGroups[T Scalar](alpha T, x, y, a []T, lda int) {
	if !rankOneAsm(alpha, x, y, a, lda, oneStream[T](len(y), lda)) {
		for i, v := range x {
			axpy(times(alpha, v), y, a[i*lda:i*lda+len(y)])
		}
	}
}
