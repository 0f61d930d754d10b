package blas

import "unsafe"

// Whole corners, of eight rows, have code without loops: triangular loops end with a
// branch that the processor doesn't foresee in each row, and take 47 ns for what this
// does in 10 (float32, Zen 5). The strides are in bytes, and bounds not checked: the
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

func (c *corner[T]) multiplyWhole(unit bool) {
	p, row, col := c.start()
	c2, c3, c4, c5, c6, c7 := 2*col, 3*col, 4*col, 5*col, 6*col, 7*col
	x := (*[blockRows]T)(c.x)
	x0, x1, x2, x3, x4, x5, x6, x7 := x[0], x[1], x[2], x[3], x[4], x[5], x[6], x[7]
	step := row + col
	x0 = T(diagonalAt[T](p, unit)*x0) + (T(elementAt[T](p, col)*x1) + T(elementAt[T](p, c2)*x2)) + (T(elementAt[T](p, c3)*x3) + T(elementAt[T](p, c4)*x4)) + (T(elementAt[T](p, c5)*x5) + T(elementAt[T](p, c6)*x6)) + T(elementAt[T](p, c7)*x7)
	p = unsafe.Add(p, step)
	x1 = T(diagonalAt[T](p, unit)*x1) + (T(elementAt[T](p, col)*x2) + T(elementAt[T](p, c2)*x3)) + (T(elementAt[T](p, c3)*x4) + T(elementAt[T](p, c4)*x5)) + (T(elementAt[T](p, c5)*x6) + T(elementAt[T](p, c6)*x7))
	p = unsafe.Add(p, step)
	x2 = T(diagonalAt[T](p, unit)*x2) + (T(elementAt[T](p, col)*x3) + T(elementAt[T](p, c2)*x4)) + (T(elementAt[T](p, c3)*x5) + T(elementAt[T](p, c4)*x6)) + T(elementAt[T](p, c5)*x7)
	p = unsafe.Add(p, step)
	x3 = T(diagonalAt[T](p, unit)*x3) + (T(elementAt[T](p, col)*x4) + T(elementAt[T](p, c2)*x5)) + (T(elementAt[T](p, c3)*x6) + T(elementAt[T](p, c4)*x7))
	p = unsafe.Add(p, step)
	x4 = T(diagonalAt[T](p, unit)*x4) + (T(elementAt[T](p, col)*x5) + T(elementAt[T](p, c2)*x6)) + T(elementAt[T](p, c3)*x7)
	p = unsafe.Add(p, step)
	x5 = T(diagonalAt[T](p, unit)*x5) + (T(elementAt[T](p, col)*x6) + T(elementAt[T](p, c2)*x7))
	p = unsafe.Add(p, step)
	x6 = T(diagonalAt[T](p, unit)*x6) + T(elementAt[T](p, col)*x7)
	p = unsafe.Add(p, step)
	x7 = T(diagonalAt[T](p, unit) * x7)
	*x = [blockRows]T{x0, x1, x2, x3, x4, x5, x6, x7}
}

func (c *corner[T]) multiplyWholeTransposed(unit bool) {
	p, row, col := c.start()
	c2, c3, c4, c5, c6, c7 := 2*col, 3*col, 4*col, 5*col, 6*col, 7*col
	x := (*[blockRows]T)(c.x)
	x0, x1, x2, x3, x4, x5, x6, x7 := x[0], x[1], x[2], x[3], x[4], x[5], x[6], x[7]
	step := row + col
	y0 := T(diagonalAt[T](p, unit) * x0)
	y1 := T(elementAt[T](p, col) * x0)
	y2 := T(elementAt[T](p, c2) * x0)
	y3 := T(elementAt[T](p, c3) * x0)
	y4 := T(elementAt[T](p, c4) * x0)
	y5 := T(elementAt[T](p, c5) * x0)
	y6 := T(elementAt[T](p, c6) * x0)
	y7 := T(elementAt[T](p, c7) * x0)
	p = unsafe.Add(p, step)
	y1 += T(diagonalAt[T](p, unit) * x1)
	y2 += T(elementAt[T](p, col) * x1)
	y3 += T(elementAt[T](p, c2) * x1)
	y4 += T(elementAt[T](p, c3) * x1)
	y5 += T(elementAt[T](p, c4) * x1)
	y6 += T(elementAt[T](p, c5) * x1)
	y7 += T(elementAt[T](p, c6) * x1)
	p = unsafe.Add(p, step)
	y2 += T(diagonalAt[T](p, unit) * x2)
	y3 += T(elementAt[T](p, col) * x2)
	y4 += T(elementAt[T](p, c2) * x2)
	y5 += T(elementAt[T](p, c3) * x2)
	y6 += T(elementAt[T](p, c4) * x2)
	y7 += T(elementAt[T](p, c5) * x2)
	p = unsafe.Add(p, step)
	y3 += T(diagonalAt[T](p, unit) * x3)
	y4 += T(elementAt[T](p, col) * x3)
	y5 += T(elementAt[T](p, c2) * x3)
	y6 += T(elementAt[T](p, c3) * x3)
	y7 += T(elementAt[T](p, c4) * x3)
	p = unsafe.Add(p, step)
	y4 += T(diagonalAt[T](p, unit) * x4)
	y5 += T(elementAt[T](p, col) * x4)
	y6 += T(elementAt[T](p, c2) * x4)
	y7 += T(elementAt[T](p, c3) * x4)
	p = unsafe.Add(p, step)
	y5 += T(diagonalAt[T](p, unit) * x5)
	y6 += T(elementAt[T](p, col) * x5)
	y7 += T(elementAt[T](p, c2) * x5)
	p = unsafe.Add(p, step)
	y6 += T(diagonalAt[T](p, unit) * x6)
	y7 += T(elementAt[T](p, col) * x6)
	p = unsafe.Add(p, step)
	y7 += T(diagonalAt[T](p, unit) * x7)
	*x = [blockRows]T{y0, y1, y2, y3, y4, y5, y6, y7}
}

func (c *corner[T]) solveWhole(unit bool) {
	p, row, col := c.start()
	c2, c3, c4, c5, c6, c7 := 2*col, 3*col, 4*col, 5*col, 6*col, 7*col
	x := (*[blockRows]T)(c.x)
	x0, x1, x2, x3, x4, x5, x6, x7 := x[0], x[1], x[2], x[3], x[4], x[5], x[6], x[7]
	step := row + col
	p = unsafe.Add(p, 7*step)
	if !unit {
		x7 /= *(*T)(p)
	}
	p = unsafe.Add(p, -step)
	x6 -= T(elementAt[T](p, col) * x7)
	if !unit {
		x6 /= *(*T)(p)
	}
	p = unsafe.Add(p, -step)
	x5 -= T(elementAt[T](p, c2) * x7)
	x5 -= T(elementAt[T](p, col) * x6)
	if !unit {
		x5 /= *(*T)(p)
	}
	p = unsafe.Add(p, -step)
	x4 -= (T(elementAt[T](p, c2)*x6) + T(elementAt[T](p, c3)*x7))
	x4 -= T(elementAt[T](p, col) * x5)
	if !unit {
		x4 /= *(*T)(p)
	}
	p = unsafe.Add(p, -step)
	x3 -= (T(elementAt[T](p, c2)*x5) + T(elementAt[T](p, c3)*x6)) + T(elementAt[T](p, c4)*x7)
	x3 -= T(elementAt[T](p, col) * x4)
	if !unit {
		x3 /= *(*T)(p)
	}
	p = unsafe.Add(p, -step)
	x2 -= (T(elementAt[T](p, c2)*x4) + T(elementAt[T](p, c3)*x5)) + (T(elementAt[T](p, c4)*x6) + T(elementAt[T](p, c5)*x7))
	x2 -= T(elementAt[T](p, col) * x3)
	if !unit {
		x2 /= *(*T)(p)
	}
	p = unsafe.Add(p, -step)
	x1 -= (T(elementAt[T](p, c2)*x3) + T(elementAt[T](p, c3)*x4)) + (T(elementAt[T](p, c4)*x5) + T(elementAt[T](p, c5)*x6)) + T(elementAt[T](p, c6)*x7)
	x1 -= T(elementAt[T](p, col) * x2)
	if !unit {
		x1 /= *(*T)(p)
	}
	p = unsafe.Add(p, -step)
	x0 -= (T(elementAt[T](p, c2)*x2) + T(elementAt[T](p, c3)*x3)) + (T(elementAt[T](p, c4)*x4) + T(elementAt[T](p, c5)*x5)) + (T(elementAt[T](p, c6)*x6) + T(elementAt[T](p, c7)*x7))
	x0 -= T(elementAt[T](p, col) * x1)
	if !unit {
		x0 /= *(*T)(p)
	}
	*x = [blockRows]T{x0, x1, x2, x3, x4, x5, x6, x7}
}

func (c *corner[T]) solveWholeTransposed(unit bool) {
	p, row, col := c.start()
	c2, c3, c4, c5, c6, c7 := 2*col, 3*col, 4*col, 5*col, 6*col, 7*col
	x := (*[blockRows]T)(c.x)
	x0, x1, x2, x3, x4, x5, x6, x7 := x[0], x[1], x[2], x[3], x[4], x[5], x[6], x[7]
	step := row + col
	if !unit {
		x0 /= *(*T)(p)
	}
	x1 -= T(elementAt[T](p, col) * x0)
	x2 -= T(elementAt[T](p, c2) * x0)
	x3 -= T(elementAt[T](p, c3) * x0)
	x4 -= T(elementAt[T](p, c4) * x0)
	x5 -= T(elementAt[T](p, c5) * x0)
	x6 -= T(elementAt[T](p, c6) * x0)
	x7 -= T(elementAt[T](p, c7) * x0)
	p = unsafe.Add(p, step)
	if !unit {
		x1 /= *(*T)(p)
	}
	x2 -= T(elementAt[T](p, col) * x1)
	x3 -= T(elementAt[T](p, c2) * x1)
	x4 -= T(elementAt[T](p, c3) * x1)
	x5 -= T(elementAt[T](p, c4) * x1)
	x6 -= T(elementAt[T](p, c5) * x1)
	x7 -= T(elementAt[T](p, c6) * x1)
	p = unsafe.Add(p, step)
	if !unit {
		x2 /= *(*T)(p)
	}
	x3 -= T(elementAt[T](p, col) * x2)
	x4 -= T(elementAt[T](p, c2) * x2)
	x5 -= T(elementAt[T](p, c3) * x2)
	x6 -= T(elementAt[T](p, c4) * x2)
	x7 -= T(elementAt[T](p, c5) * x2)
	p = unsafe.Add(p, step)
	if !unit {
		x3 /= *(*T)(p)
	}
	x4 -= T(elementAt[T](p, col) * x3)
	x5 -= T(elementAt[T](p, c2) * x3)
	x6 -= T(elementAt[T](p, c3) * x3)
	x7 -= T(elementAt[T](p, c4) * x3)
	p = unsafe.Add(p, step)
	if !unit {
		x4 /= *(*T)(p)
	}
	x5 -= T(elementAt[T](p, col) * x4)
	x6 -= T(elementAt[T](p, c2) * x4)
	x7 -= T(elementAt[T](p, c3) * x4)
	p = unsafe.Add(p, step)
	if !unit {
		x5 /= *(*T)(p)
	}
	x6 -= T(elementAt[T](p, col) * x5)
	x7 -= T(elementAt[T](p, c2) * x5)
	p = unsafe.Add(p, step)
	if !unit {
		x6 /= *(*T)(p)
	}
	x7 -= T(elementAt[T](p, col) * x6)
	p = unsafe.Add(p, step)
	if !unit {
		x7 /= *(*T)(p)
	}
	*x = [blockRows]T{x0, x1, x2, x3, x4, x5, x6, x7}
}

// updateWhole is update for a whole corner.
func (c *corner[T]) updateWhole(upper bool, alpha T, x, y *[blockRows]T) {
	p, row, col := c.start()
	c2, c3, c4, c5, c6, c7 := 2*col, 3*col, 4*col, 5*col, 6*col, 7*col
	step := row + col
	var v, z [blockRows]T // element (i, j), j >= i, of the upper triangle is v[i]*z[j]
	if upper {
		z = *y
	} else {
		v = *y
	}
	for i := range x {
		if upper {
			v[i] = alpha * x[i]
		} else {
			z[i] = alpha * x[i]
		}
	}
	z0, z1, z2, z3, z4, z5, z6, z7 := z[0], z[1], z[2], z[3], z[4], z[5], z[6], z[7]
	u := v[0]
	addAt(p, 0, T(u*z0))
	addAt(p, col, T(u*z1))
	addAt(p, c2, T(u*z2))
	addAt(p, c3, T(u*z3))
	addAt(p, c4, T(u*z4))
	addAt(p, c5, T(u*z5))
	addAt(p, c6, T(u*z6))
	addAt(p, c7, T(u*z7))
	p = unsafe.Add(p, step)
	u = v[1]
	addAt(p, 0, T(u*z1))
	addAt(p, col, T(u*z2))
	addAt(p, c2, T(u*z3))
	addAt(p, c3, T(u*z4))
	addAt(p, c4, T(u*z5))
	addAt(p, c5, T(u*z6))
	addAt(p, c6, T(u*z7))
	p = unsafe.Add(p, step)
	u = v[2]
	addAt(p, 0, T(u*z2))
	addAt(p, col, T(u*z3))
	addAt(p, c2, T(u*z4))
	addAt(p, c3, T(u*z5))
	addAt(p, c4, T(u*z6))
	addAt(p, c5, T(u*z7))
	p = unsafe.Add(p, step)
	u = v[3]
	addAt(p, 0, T(u*z3))
	addAt(p, col, T(u*z4))
	addAt(p, c2, T(u*z5))
	addAt(p, c3, T(u*z6))
	addAt(p, c4, T(u*z7))
	p = unsafe.Add(p, step)
	u = v[4]
	addAt(p, 0, T(u*z4))
	addAt(p, col, T(u*z5))
	addAt(p, c2, T(u*z6))
	addAt(p, c3, T(u*z7))
	p = unsafe.Add(p, step)
	u = v[5]
	addAt(p, 0, T(u*z5))
	addAt(p, col, T(u*z6))
	addAt(p, c2, T(u*z7))
	p = unsafe.Add(p, step)
	u = v[6]
	addAt(p, 0, T(u*z6))
	addAt(p, col, T(u*z7))
	p = unsafe.Add(p, step)
	u = v[7]
	addAt(p, 0, T(u*z7))
}

// multiplyWholeSymmetric adds alpha times the product of x and the symmetric matrix of
// which the corner is a half to y.
func (c *corner[T]) multiplyWholeSymmetric(alpha T, y *[blockRows]T) {
	p, row, col := c.start()
	c2, c3, c4, c5, c6, c7 := 2*col, 3*col, 4*col, 5*col, 6*col, 7*col
	x := (*[blockRows]T)(c.x)
	x0, x1, x2, x3, x4, x5, x6, x7 := x[0], x[1], x[2], x[3], x[4], x[5], x[6], x[7]
	step := row + col
	v := elementAt[T](p, 0)
	s0 := T(v * x0)
	v = elementAt[T](p, col)
	s0 += T(v * x1)
	s1 := T(v * x0)
	v = elementAt[T](p, c2)
	s0 += T(v * x2)
	s2 := T(v * x0)
	v = elementAt[T](p, c3)
	s0 += T(v * x3)
	s3 := T(v * x0)
	v = elementAt[T](p, c4)
	s0 += T(v * x4)
	s4 := T(v * x0)
	v = elementAt[T](p, c5)
	s0 += T(v * x5)
	s5 := T(v * x0)
	v = elementAt[T](p, c6)
	s0 += T(v * x6)
	s6 := T(v * x0)
	v = elementAt[T](p, c7)
	s0 += T(v * x7)
	s7 := T(v * x0)
	p = unsafe.Add(p, step)
	s1 += T(elementAt[T](p, 0) * x1)
	v = elementAt[T](p, col)
	s1 += T(v * x2)
	s2 += T(v * x1)
	v = elementAt[T](p, c2)
	s1 += T(v * x3)
	s3 += T(v * x1)
	v = elementAt[T](p, c3)
	s1 += T(v * x4)
	s4 += T(v * x1)
	v = elementAt[T](p, c4)
	s1 += T(v * x5)
	s5 += T(v * x1)
	v = elementAt[T](p, c5)
	s1 += T(v * x6)
	s6 += T(v * x1)
	v = elementAt[T](p, c6)
	s1 += T(v * x7)
	s7 += T(v * x1)
	p = unsafe.Add(p, step)
	s2 += T(elementAt[T](p, 0) * x2)
	v = elementAt[T](p, col)
	s2 += T(v * x3)
	s3 += T(v * x2)
	v = elementAt[T](p, c2)
	s2 += T(v * x4)
	s4 += T(v * x2)
	v = elementAt[T](p, c3)
	s2 += T(v * x5)
	s5 += T(v * x2)
	v = elementAt[T](p, c4)
	s2 += T(v * x6)
	s6 += T(v * x2)
	v = elementAt[T](p, c5)
	s2 += T(v * x7)
	s7 += T(v * x2)
	p = unsafe.Add(p, step)
	s3 += T(elementAt[T](p, 0) * x3)
	v = elementAt[T](p, col)
	s3 += T(v * x4)
	s4 += T(v * x3)
	v = elementAt[T](p, c2)
	s3 += T(v * x5)
	s5 += T(v * x3)
	v = elementAt[T](p, c3)
	s3 += T(v * x6)
	s6 += T(v * x3)
	v = elementAt[T](p, c4)
	s3 += T(v * x7)
	s7 += T(v * x3)
	p = unsafe.Add(p, step)
	s4 += T(elementAt[T](p, 0) * x4)
	v = elementAt[T](p, col)
	s4 += T(v * x5)
	s5 += T(v * x4)
	v = elementAt[T](p, c2)
	s4 += T(v * x6)
	s6 += T(v * x4)
	v = elementAt[T](p, c3)
	s4 += T(v * x7)
	s7 += T(v * x4)
	p = unsafe.Add(p, step)
	s5 += T(elementAt[T](p, 0) * x5)
	v = elementAt[T](p, col)
	s5 += T(v * x6)
	s6 += T(v * x5)
	v = elementAt[T](p, c2)
	s5 += T(v * x7)
	s7 += T(v * x5)
	p = unsafe.Add(p, step)
	s6 += T(elementAt[T](p, 0) * x6)
	v = elementAt[T](p, col)
	s6 += T(v * x7)
	s7 += T(v * x6)
	p = unsafe.Add(p, step)
	s7 += T(elementAt[T](p, 0) * x7)
	y[0] += T(alpha * s0)
	y[1] += T(alpha * s1)
	y[2] += T(alpha * s2)
	y[3] += T(alpha * s3)
	y[4] += T(alpha * s4)
	y[5] += T(alpha * s5)
	y[6] += T(alpha * s6)
	y[7] += T(alpha * s7)
}
