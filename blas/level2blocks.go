package blas

// Triangles that are stored in full are taken in blocks of a few rows: a small triangle
// at the diagonal and a rectangle beside it, for which there are kernels on several
// rows. Others are taken row by row.

// blockRows is the height of a block. A triangle of so few rows has no more elements
// than a call of a kernel takes time for.
const blockRows = 8

// rowBlock is rows lo to hi-1 of a halfMatrix.
type rowBlock[T Scalar] struct {
	lo, hi   int
	from, to int // columns of the part of the rectangle that next came to
	end      int // that after the last of the rectangle
	side     []T // the rectangle from column from on
	ld       int
	ahead    int // elements to what is prefetched, the same columns of the next block, or 0
}

// next comes to the next part of the rectangle: all of it, or first the columns before the first
// line of memory of a row. Rows of an upper triangle of float32 begin in the middle of
// lines in every second block, and loads that cross lines took a third of the rate past the second cache.
func (b *rowBlock[T]) next() bool {
	b.side = b.side[b.to-b.from:]
	b.from = b.to
	if b.from == b.end {
		return false
	}
	b.to = b.end
	if head := -b.from & (64/sizeOf[T]() - 1); head > 0 && b.end-b.from > 256 {
		b.to = b.from + head
	}
	return true
}

// blocks returns the number of blocks.
func (t *halfMatrix[T]) blocks() int { return ceil(t.n, blockRows) }

// nth makes b block k of those downwards or upwards. It and [corner.take] fill what the
// caller has, as copies of results would take longer than the triangle.
func (b *rowBlock[T]) nth(t *halfMatrix[T], k int, down bool) {
	if !down {
		k = t.blocks() - 1 - k
	}
	b.at(t, k*blockRows)
	if !down {
		b.ahead = -b.ahead
	}
}

// rows runs body for every row, downwards or upwards, with its elements beside the
// diagonal one, the column of the first, and the index of the diagonal one.
func (t *halfMatrix[T]) rows(down bool, body func(row []T, from, i, d int)) {
	for j := range t.n {
		i := j
		if !down {
			i = t.n - 1 - j
		}
		row, from := t.beside(i)
		body(row, from, i, t.diagonal(i))
	}
}

// at makes b the block that begins in row lo of a triangle stored in full, before the first part of its rectangle.
func (b *rowBlock[T]) at(t *halfMatrix[T], lo int) {
	b.lo, b.hi, b.ld = lo, min(lo+blockRows, t.n), t.ld
	b.from, b.end = 0, lo
	b.ahead = ahead[T](t.n*t.n, t.ld)
	if t.upper {
		b.from, b.end = b.hi, t.n
	}
	b.to, b.side = b.from, nil
	if b.from < b.end {
		b.side = t.a[lo*t.ld+b.from:]
	}
}

// beside returns the elements of row i without the diagonal one, and the column of the
// first.
func (t *halfMatrix[T]) beside(i int) (row []T, from int) {
	d := t.diagonal(i)
	if t.upper {
		return t.a[d+1 : d+1+min(t.n-1-i, t.k)], i + 1
	}
	count := min(i, t.k)
	return t.a[d-count : d], i - count
}

// shortDot is dot, and shortAxpy axpy, without a kernel for a few elements.
func shortDot[T Scalar](x, y []T) (sum T) {
	if len(x) >= blockRows {
		return dot(x, y)
	}
	y = y[:len(x)]
	for i, v := range x {
		sum += T(v * y[i])
	}
	return sum
}

func shortAxpy[T Scalar](a T, x, y []T) {
	if len(x) >= blockRows {
		axpy(a, x, y)
		return
	}
	y = y[:len(x)]
	for i, v := range x {
		y[i] += T(a * v)
	}
}
