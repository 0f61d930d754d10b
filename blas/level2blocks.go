package blas

// Triangles that are stored in full are taken in blocks of a few rows: a small triangle
// at the diagonal and a rectangle beside it, for which there are kernels on several
// rows. Others are one block without a rectangle.

// blockRows is the height of a block. A triangle of so few rows has no more elements
// than a call of a kernel takes time for.
const blockRows = 8

// rowBlock is rows lo to hi-1 of a halfMatrix.
type rowBlock[T Scalar] struct {
	lo, hi   int
	from, to int // columns of the rectangle
	side     []T // the rectangle
	ld       int
}

// blocks runs body for every block, downwards or upwards.
func (t *halfMatrix[T]) blocks(down bool, body func(b rowBlock[T])) {
	b := rowBlock[T]{hi: t.n, ld: t.ld}
	if t.ld == 0 {
		body(b)
		return
	}
	for done := 0; done < t.n; done += blockRows {
		if b.lo = done; !down {
			b.lo = (t.n - 1 - done) / blockRows * blockRows
		}
		b.hi = min(b.lo+blockRows, t.n)
		if t.upper {
			b.from, b.to = b.hi, t.n
		} else {
			b.from, b.to = 0, b.lo
		}
		if b.from < b.to {
			b.side = t.a[b.lo*b.ld+b.from:]
		}
		body(b)
	}
}

// each runs body for the rows of the block.
func (b rowBlock[T]) each(down bool, body func(i int)) {
	for j := range b.hi - b.lo {
		if down {
			body(b.lo + j)
		} else {
			body(b.hi - 1 - j)
		}
	}
}

// within returns the elements of row i outside of the diagonal and of the rectangle of
// its block, and the column of the first.
func (t *halfMatrix[T]) within(b rowBlock[T], i int) (row []T, from int) {
	d := t.diagonal(i)
	if t.upper {
		return t.a[d+1 : d+1+min(b.hi-1-i, t.k)], i + 1
	}
	count := min(i-b.lo, t.k)
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
