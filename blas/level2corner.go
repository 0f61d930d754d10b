package blas

import "unsafe"

// corner is the triangle of a block at the diagonal, of so few elements that plain Go
// is faster than kernels. Element (i, j), j >= i, is a[at + i*row + j*col]: a lower
// triangle is the transpose of an upper one.
type corner[T Scalar] struct {
	a            []T
	at, row, col int
	x            []T // the part of a vector beside it
}

// take makes c the triangle of block b of t, and x that part of v.
func (c *corner[T]) take(t *halfMatrix[T], b *rowBlock[T], v []T) {
	c.a, c.at, c.row, c.col, c.x = t.a, b.lo*(t.ld+1), t.ld, 1, v[b.lo:b.hi]
	if !t.upper {
		c.row, c.col = 1, t.ld
	}
}

// multiply replaces x by the product with the triangle or its transpose.
func (c *corner[T]) multiply(transposed, unit bool) {
	n, next := len(c.x), c.row+c.col
	switch {
	case n == blockRows && transposed:
		c.multiplyWholeTransposed(unit)
	case n == blockRows:
		c.multiplyWhole(unit)
	case transposed:
		for i, d := n-1, c.at+(n-1)*next; i >= 0; i, d = i-1, d-next {
			c.axpy(c.x[i], d, i)
			if !unit {
				c.x[i] *= c.a[d]
			}
		}
	default:
		for i, d := 0, c.at; i < n; i, d = i+1, d+next {
			if !unit {
				c.x[i] *= c.a[d]
			}
			c.x[i] += c.dot(d, i)
		}
	}
}

// solve replaces x by the solution of the triangle, or its transpose, times it = x.
func (c *corner[T]) solve(transposed, unit bool) {
	n, next := len(c.x), c.row+c.col
	switch {
	case n == blockRows && transposed:
		c.solveWholeTransposed(unit)
	case n == blockRows:
		c.solveWhole(unit)
	case transposed:
		for i, d := 0, c.at; i < n; i, d = i+1, d+next {
			if !unit {
				c.x[i] /= c.a[d]
			}
			c.axpy(-c.x[i], d, i)
		}
	default:
		for i, d := n-1, c.at+(n-1)*next; i >= 0; i, d = i-1, d-next {
			c.x[i] -= c.dot(d, i)
			if !unit {
				c.x[i] /= c.a[d]
			}
		}
	}
}

// dot returns the product of row i, behind its diagonal element a[d], and x.
func (c *corner[T]) dot(d, i int) (sum T) {
	for _, v := range c.x[i+1:] {
		d += c.col
		sum += T(c.a[d] * v)
	}
	return sum
}

// axpy adds v times row i, behind its diagonal element a[d], to x.
func (c *corner[T]) axpy(v T, d, i int) {
	x := c.x[i+1:]
	for j := range x {
		d += c.col
		x[j] += T(v * c.a[d])
	}
}

// update adds alpha*x[i]*y[j] to element (i, j) of a triangle stored by rows; row and
// column are counted as in t.
func (c *corner[T]) update(upper bool, alpha T, x, y []T) {
	if len(c.x) == blockRows {
		var scaled [blockRows]T
		for i, v := range (*[blockRows]T)(x) {
			scaled[i] = alpha * v
		}
		if v := (*[blockRows]T)(y); upper {
			c.updateWhole(&scaled, v)
		} else {
			c.updateWhole(v, &scaled)
		}
		return
	}
	for i, v := range x {
		v *= alpha
		from, to := i, len(x)
		if !upper {
			from, to = 0, i+1
		}
		for j := from; j < to; j++ {
			c.a[c.at+max(i, j)*c.col+min(i, j)*c.row] += T(v * y[j])
		}
	}
}

// realDiagonal takes the imaginary parts from the diagonal elements.
func (c *corner[T]) realDiagonal() {
	for i := range c.x {
		d := &c.a[c.at+i*(c.row+c.col)]
		*d = realPart(*d)
	}
}

// Whole corners, of eight rows, have generated code without loops: triangular loops end
// with a branch that the processor doesn't foresee in each row, and take 47 ns for what
// that does in 10 (float32, Zen 5). The strides are in bytes, and bounds not checked: the
// block lies in the matrix, whose length the routines have checked.

// start returns the address of the first diagonal element, and the strides.
func (c *corner[T]) start() (p unsafe.Pointer, row, col int) {
	item := int(unsafe.Sizeof(*new(T)))
	return unsafe.Pointer(&c.a[c.at]), c.row * item, c.col * item
}

func elementAt[T Scalar](p unsafe.Pointer, offset int) T { return *(*T)(unsafe.Add(p, offset)) }

func addAt[T Scalar](p unsafe.Pointer, offset int, v T) { *(*T)(unsafe.Add(p, offset)) += v }

// diagonalAt returns the diagonal element at p, or 1.
func diagonalAt[T Scalar](p unsafe.Pointer, unit bool) T {
	if unit {
		return 1
	}
	return *(*T)(p)
}
