package blas

import "unsafe"

// What a triangle on the right of B, of real numbers, does where there are kernels for it: rows
// of B are worked on where they are, panel of columns by panel of columns, where panels of the
// transpose would have to be packed and unpacked.

// rightGroup is the number of rows that a kernel solves at a time: rightRows in asm/gen/gemmcorner.go.
const rightGroup = 16

// leastRightRows is the least number of rows of B that threads take, but for the last ones: calls
// cost little beside them.
const leastRightRows = 2 * rightGroup

// takeRows makes block the rows, col elements apart, of the block on the diagonal of A, as it
// stands on the right, and factors what its diagonal multiplies by. It reports false if a
// solution takes divisions.
func (x *triangle[T]) takeRows() bool {
	n, nr, a := x.order, x.s.nr, x.a.from(x.first, x.first)
	x.factors = grow(x.factors, n+nr+nr*nr)
	x.divide = false
	for i := range n + nr {
		v := T(1)
		if i < n && !x.unit {
			v = a.s[i*(a.row+a.col)]
			if x.solve {
				v = x.reciprocal(v)
			}
		}
		x.factors[i] = v
	}
	if x.divide {
		return false
	}
	x.block, x.row, x.col = a.s, 1, a.col
	if a.row != 1 {
		x.col = n + linePad/kindOf[T]().bytes()
		x.room = grow(x.room, n*x.col)
		x.block = x.room
		copyTriangle(x.block, x.col, a.transposed(), n, !x.lower)
	}
	x.starts = x.starts[:0]
	for j := 0; j < n; j += x.s.width(n - j) {
		x.starts = append(x.starts, j)
	}
	if x.solve && n%x.s.lanes > 0 {
		x.takeLast(x.factors[n+nr:], x.starts[len(x.starts)-1])
	}
	x.starts = append(x.starts, n)
	return true
}

// takeLast copies the last corner, at column from: zeros follow, which it lacks to whole vectors.
func (x *triangle[T]) takeLast(to []T, from int) {
	n, nr := x.order-from, x.s.nr
	x.last = to[:nr*nr]
	clear(x.last)
	side := lowerArea
	if x.lower { // x.a is the transpose
		side = upperArea
	}
	for i := range n {
		lo, hi := side.span(i, 0, n)
		copy(x.last[i*nr+lo:i*nr+hi], x.block[(from+i)*x.col+from+lo:])
	}
}

// runRows works on tiles of rows lo to hi of B, as many at a time as the second cache holds.
func (x *triangle[T]) runRows(lo, hi int) {
	w := newWorkspace[T]()
	defer w.release()
	w.a = grow(w.a, rightGroup*x.s.nr)
	t, ldb := &w.t, x.b.col
	t.ldb, t.ldc, t.add, t.rowA, t.stepA, t.aheadStep = x.col, ldb, 1, ldb, 1, 0
	alpha := T(1)
	if x.solve {
		alpha = -1
	}
	t.setFactors(alpha, false, false)
	end, rows := min(hi*x.s.mr, x.e), max(x.s.far/x.order/x.s.mr, 1)*x.s.mr
	for i := lo * x.s.mr; i < end; i += t.rows {
		t.rows = min(rows, end-i)
		x.rightBlock(t, x.b.from(x.first, i).s, w.a)
	}
}

// rightBlock works on t.rows rows of B. Panels come in the order in which columns are final before
// others need them, or are needed before they change.
func (x *triangle[T]) rightBlock(t *tile[T], b, room []T) {
	upper, panels := x.lower, len(x.starts)-1 // x.a is the transpose
	for step := range panels {
		p := step
		if upper != x.solve {
			p = panels - 1 - step
		}
		j, next := x.starts[p], x.starts[p+1]
		from, to := 0, j // rows of A beside the corner's
		if !upper {
			from, to = next, x.order
		}
		if !x.solve {
			x.rightCorner(t, b, j, next, room)
		}
		if from < to {
			t.a, t.b, t.c = &b[from], &x.block[from*x.col+j], &b[j]
			t.k, t.cols = to-from, next-j
			t.run(x.s)
		}
		if x.solve {
			x.rightCorner(t, b, j, next, room)
		}
	}
}

// rightCorner multiplies columns j to next of B by the corner there, or solves with it.
func (x *triangle[T]) rightCorner(t *tile[T], b []T, j, next int, room []T) {
	address := func(p *T) *byte { return (*byte)(unsafe.Pointer(p)) }
	a, lda, cols := &x.block[j*x.col+j], x.col, next-j
	if x.solve && cols%x.s.lanes > 0 {
		a, lda = &x.last[0], x.s.nr
	}
	_ = b[(t.rows-1)*t.ldc+next-1]
	rightAsm(x.s.level, x.s.kind, ceil(cols, x.s.lanes), x.solve, !x.lower,
		address(&b[j]), t.ldc, t.rows, address(a), lda, address(&x.factors[j]), cols, address(&room[0]))
}
