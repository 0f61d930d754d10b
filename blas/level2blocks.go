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
	if t.ld == 0 {
		body(rowBlock[T]{hi: t.n})
		return
	}
	for lo := 0; lo < t.n; lo += blockRows {
		if down {
			body(t.block(lo))
		} else {
			body(t.block((t.n - 1 - lo) / blockRows * blockRows))
		}
	}
}

// block returns the block that begins in row lo of a triangle stored in full.
func (t *halfMatrix[T]) block(lo int) rowBlock[T] {
	b := rowBlock[T]{lo: lo, hi: min(lo+blockRows, t.n), to: lo, ld: t.ld}
	if t.upper {
		b.from, b.to = b.hi, t.n
	}
	if b.from < b.to {
		b.side = t.a[lo*t.ld+b.from:]
	}
	return b
}

// row returns what comes in the place of row j, where rows go downwards or upwards.
func (b *rowBlock[T]) row(j int, down bool) int {
	if down {
		return j
	}
	return b.hi - 1 - (j - b.lo)
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
