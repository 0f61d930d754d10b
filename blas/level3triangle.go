package blas

import (
	"context"
	"math"
	"unsafe"

	"github.com/lanewise/lanewise/threadctl"
)

// triangle is B = A*B or B = A⁻¹*B at work, A being triangular of order d and B d by
// e. A matrix on the right is one on the left of the transposes, but for blocks on the
// diagonal that there are kernels for, see level3right.go. Blocks on A's diagonal meet
// panels of B that are packed, so that neither the side nor the layout matters there;
// what lies beside them are products like any other. Zeros beside the triangle are
// multiplied with nothing, since 0*NaN would not be 0.
type triangle[T Scalar] struct {
	a, b         operand[T]
	d, e         int
	right        bool // the operands are transposes
	lower        bool // the triangle of A, after transpositions
	unit, solve  bool
	s            *blocks
	size         int // of the largest block on the diagonal
	first, order int // the one at work
	block        []T // it: element (i, j) is block[i*row+j*col]
	row, col     int
	room         []T   // for a copy of it
	factors      []T   // for cornerTile, tile of rows by tile of rows
	divide       bool  // reciprocals of the diagonal would overflow or underflow
	starts       []int // of panels of columns, if rows of B are worked on
	last         []T   // the last corner then
	panels, rows func(lo, hi int)
}

// largestColumns is the order up to which a block is read column by column.
const largestColumns = 256

func newTriangle[T Scalar]() *triangle[T] {
	if x, ok := triangles[kindOf[T]()].Get().(*triangle[T]); ok {
		return x
	}
	x := new(triangle[T])
	x.panels, x.rows = x.runPanels, x.runRows
	return x
}

func (x *triangle[T]) release() {
	x.a, x.b, x.block = operand[T]{}, operand[T]{}, nil
	triangles[kindOf[T]()].Put(x)
}

// run computes B. Where A would be one block, whose panels have to be packed, it becomes
// several, with panels that need not be, if B lies by rows. These blocks are too small for
// threads to share, but threads can share the columns.
func (x *triangle[T]) run() {
	x.s = blocksOf[T]()
	x.size = x.s.kc
	groups, threads := 1, threadctl.Budget()
	if x.d <= x.size && x.b.col == 1 {
		x.size = min(x.size, inPlaceRows)
		if threads > 1 && x.d > x.size && x.d*x.d*x.e*x.s.work > x.s.share {
			groups = min(2*threads, x.e/(2*x.s.nr)) // products of fewer columns would be other sums
		}
	}
	if groups < 2 {
		x.blocks()
		return
	}
	columns := x.e / groups / x.s.lanes * x.s.lanes
	threadctl.For(context.Background(), groups, 1, func(lo, hi int) {
		y := newTriangle[T]()
		defer y.release()
		y.a, y.d, y.lower, y.unit, y.solve, y.s, y.size = x.a, x.d, x.lower, x.unit, x.solve, x.s, x.size
		y.b, y.e, y.right = x.b.from(0, lo*columns), (hi-lo)*columns, false
		if hi == groups {
			y.e = x.e - lo*columns
		}
		y.blocks()
	})
}

// blocks goes through the blocks on the diagonal in the order in which rows of B are
// final before others need them, or are needed before they change.
func (x *triangle[T]) blocks() {
	forward := x.lower == x.solve
	for done := 0; done < x.d; done += x.order {
		x.order = depth(x.d-done, x.size)
		x.first = done
		if !forward {
			x.first = x.d - done - x.order
		}
		if x.solve {
			x.diagonal()
			x.rest()
		} else {
			x.rest()
			x.diagonal()
		}
	}
}

// rest multiplies the block of A above or below the one on the diagonal by the
// block's rows of B. A solution is taken from the equations that are left; a product
// gets terms while those rows are still what they were.
func (x *triangle[T]) rest() {
	from, to := x.first+x.order, x.d // rows of A outside of the block
	if !x.lower {
		from, to = 0, x.first
	}
	if from == to {
		return
	}
	alpha := T(1)
	if x.solve {
		alpha = -1
	}
	a, b, c := x.a.from(from, x.first), x.b.from(x.first, 0), x.b.from(from, 0)
	if x.right {
		a, b = a.transposed(), b.transposed()
		multiply(whole, x.e, to-from, x.order, alpha, &b, &a, 1, c.s, c.col)
	} else {
		multiply(whole, to-from, x.e, x.order, alpha, &a, &b, 1, c.s, c.row)
	}
}

// diagonal multiplies or solves with the block on the diagonal.
func (x *triangle[T]) diagonal() {
	shared := x.order*x.order*x.e >= 4*x.s.share // half of that are products, and B goes from thread to thread
	if x.right && x.s.right && x.takeRows() {
		count := ceil(x.e, x.s.mr)
		grain := count
		if threads := threadctl.Budget(); shared && threads > 1 {
			grain = max(ceil(count, 6*threads), ceil(leastRightRows, x.s.mr))
		}
		threadctl.For(context.Background(), count, grain, x.rows)
		return
	}
	x.takeBlock()
	count := ceil(x.e, x.s.nr)
	grain := count
	if shared {
		grain = max(1, x.s.share/8/(x.order*x.order*x.s.nr))
	}
	threadctl.For(context.Background(), count, grain, x.panels)
}

// takeBlock makes the factors of the block on the diagonal, and copies it if it is to be
// conjugated, or is large and has no rows: a copy that one thread has just written comes
// late to the others.
func (x *triangle[T]) takeBlock() {
	n, mr := x.order, x.s.mr
	a := x.a.from(x.first, x.first)
	x.block, x.row, x.col = a.s, a.row, a.col
	if a.conj || a.col != 1 && n > largestColumns {
		x.row, x.col = n+linePad/kindOf[T]().bytes(), 1
		x.room = grow(x.room, n*x.row)
		x.block = x.room
		copyTriangle(x.block, x.row, a, n, x.lower)
	}
	x.factors = grow(x.factors, ceil(n, mr)*mr*mr*2)
	x.divide = false
	for i := range ceil(n, mr) {
		first, rows := x.tileRows(i)
		x.cornerFactors(x.factorsOf(i), first, rows)
	}
}

// tileRows returns tile i of the rows of the block: the first of them holds the
// variables that a solution begins with, and the last one may be shorter.
func (x *triangle[T]) tileRows(i int) (first, rows int) {
	mr := x.s.mr
	rows = min(mr, x.order-i*mr)
	if x.lower {
		return i * mr, rows
	}
	return x.order - i*mr - rows, rows
}

// factorsOf returns the factors of tile i.
func (x *triangle[T]) factorsOf(i int) []T {
	size := 2 * x.s.mr * x.s.mr
	return x.factors[i*size:][:size]
}

// copyTriangle copies a triangle of order n, with conjugations: by blocks of rows
// what lies beside those on the diagonal, which it takes by elements.
func copyTriangle[T Scalar](dst []T, ld int, a operand[T], n int, lower bool) {
	const size = 16
	part := upperArea
	if lower {
		part = lowerArea
	}
	for i := 0; i < n; i += size {
		rows := min(size, n-i)
		from, to := i+rows, n
		if lower {
			from, to = 0, i
		}
		if from < to {
			a.pack(dst[i*ld+from:], ld, i, rows, from, to-from)
		}
		for r := i; r < i+rows; r++ {
			lo, hi := part.span(r, i, i+rows)
			for c := lo; c < hi; c++ {
				dst[r*ld+c] = a.s[r*a.row+c*a.col]
			}
			if lo, hi := part.span(r, 0, n); a.conj {
				conjugate(dst[r*ld+lo : r*ld+hi])
			}
		}
	}
}

// cornerFactors makes the factors of a tile of rows, at row i of the block, for
// cornerTile. With an upper triangle, rows are counted from the last one.
func (x *triangle[T]) cornerFactors(f []T, i, rows int) {
	clear(f)
	at, row, col := i*(x.row+x.col), x.row, x.col
	if !x.lower {
		at, row, col = at+(rows-1)*(row+col), -row, -col
	}
	sign, complexParts := T(1), isComplex[T]()
	if x.solve {
		sign = -1
	}
	for q := range rows {
		to := f[2*q*x.s.mr:][:2*q+2]
		if complexParts {
			for p := range q {
				v := x.block[at+p*col]
				if x.solve {
					v = -v
				}
				to[2*p], to[2*p+1] = spread(v)
			}
		} else {
			for p := range q {
				to[2*p] = sign * x.block[at+p*col]
			}
		}
		v := T(1)
		if !x.unit {
			v = x.block[at+q*col]
			if x.solve {
				v = x.reciprocal(v)
			}
		}
		to[2*q], to[2*q+1] = spread(v)
		at += row
	}
}

// cornerRow returns row q of the rows from i on, which are counted from the last
// one if the triangle is an upper one.
func (x *triangle[T]) cornerRow(i, rows, q int) int {
	if x.lower {
		return i + q
	}
	return i + rows - 1 - q
}

// reciprocal returns 1/v. Where it, or v, is near the limits of the type, it asks
// for divisions instead.
func (x *triangle[T]) reciprocal(v T) T {
	r := 1 / v
	if !moderate(v) || !moderate(r) {
		x.divide = true
	}
	return r
}

// moderate reports whether the largest part of v is far from the limits of its type
// and no part is NaN.
func moderate[T Scalar](v T) bool {
	const single, double = 0x1p120, 0x1p1000
	var size, limit float64
	switch v := any(v).(type) {
	case float32:
		size, limit = math.Abs(float64(v)), single
	case float64:
		size, limit = math.Abs(v), double
	case complex64:
		size, limit = max(math.Abs(float64(real(v))), math.Abs(float64(imag(v)))), single // max keeps NaN
	case complex128:
		size, limit = max(math.Abs(real(v)), math.Abs(imag(v))), double
	}
	return size <= limit && size*limit >= 1
}

// spread returns what a pair of parts and the pair swapped are multiplied by to
// get the product with v; of a real one only the first matters.
func spread[T Scalar](v T) (straight, swapped T) {
	switch c := any(v).(type) {
	case complex64:
		return any(complex(real(c), real(c))).(T), any(complex(-imag(c), imag(c))).(T)
	case complex128:
		return any(complex(real(c), real(c))).(T), any(complex(-imag(c), imag(c))).(T)
	}
	return v, 0
}

// runPanels works on panels lo to hi of B.
func (x *triangle[T]) runPanels(lo, hi int) {
	w := newWorkspace[T]()
	defer w.release()
	nr, mr := x.s.nr, x.s.mr
	size := (x.order + 2*mr) * nr // kernels take whole tiles of rows
	w.a = grow(w.a, size)
	packed := rowsOf[T]{w.a, mr * nr, nr}
	for ; lo < hi; lo++ {
		j := x.panelStart(lo)
		cols := min(x.panelStart(lo+1), x.e) - j
		b := x.b.from(x.first, j)
		if x.inPlace(cols) {
			x.panel(&w.t, rowsOf[T]{b.s, 0, b.row}, cols)
			continue
		}
		if cols%x.s.lanes > 0 {
			clear(w.a[:size])
		}
		b.pack(w.a[mr*nr:], nr, 0, x.order, 0, cols)
		x.panel(&w.t, packed, cols)
		unpack(b, w.a[mr*nr:], nr, x.order, cols)
	}
}

// rowsOf are rows of a panel, of which the first begins at s[at].
type rowsOf[T Scalar] struct {
	s          []T
	at, stride int
}

// from returns the element that row i begins with.
func (r rowsOf[T]) from(i int) *T { return &r.s[r.at+i*r.stride] }

// row returns width elements of row i.
func (r rowsOf[T]) row(i, width int) []T { return r.s[r.at+i*r.stride:][:width] }

// inPlace reports whether a panel of so many columns is worked on where it is: if it consists of
// whole vectors and tiles of rows, and is short enough that its rows fit the first cache, though
// they may share sets there.
func (x *triangle[T]) inPlace(cols int) bool {
	return x.b.col == 1 && x.order <= inPlaceRows && x.order%x.s.mr == 0 && cols%x.s.lanes == 0
}

// inPlaceRows is the most rows of a panel that is worked on in place.
const inPlaceRows = 128

// panelStart returns the first column of panel i, after the last one no less than there are.
// The last two share columns where one vector would stay behind: see blocks.width.
func (x *triangle[T]) panelStart(i int) int {
	j := i * x.s.nr
	if left := x.e - j; 0 < i && 0 < left && left <= x.s.lanes && x.s.nr > 2*x.s.lanes {
		return j - x.s.lanes
	}
	return j
}

// unpack copies packed rows to an operand.
func unpack[T Scalar](x operand[T], src []T, ld, rows, cols int) {
	if x.col == 1 {
		copyRows(x.s, x.row, src, ld, rows, cols)
		return
	}
	copyBlock(x.s, x.col, src, 1, ld, cols, rows)
}

// panel works on a panel, tile of rows by tile of rows. A row's products with rows of B
// that other tiles hold are those of the micro-kernel.
func (x *triangle[T]) panel(t *tile[T], b rowsOf[T], cols int) {
	mr, n := x.s.mr, x.order
	t.cols, t.ldb, t.ldc, t.add, t.rowA, t.stepA, t.aheadStep = cols, b.stride, b.stride, 1, x.row, x.col, 0
	alpha := T(1)
	if x.solve {
		alpha = -1
	}
	t.setFactors(alpha, false, false)
	tiles := ceil(n, mr)
	for step := range tiles {
		i := step
		if !x.solve {
			i = tiles - 1 - step
		}
		first, rows := x.tileRows(i)
		from, to := 0, first // columns of A beside the tile's
		if !x.lower {
			from, to = first+rows, n
		}
		if !x.solve {
			x.corner(b, x.factorsOf(i), first, rows, cols)
		}
		if from < to {
			t.a, t.b, t.c = &x.block[first*x.row+from*x.col], b.from(from), b.from(first)
			t.rows, t.k = rows, to-from
			t.run(x.s)
		}
		if x.solve {
			x.corner(b, x.factorsOf(i), first, rows, cols)
		}
	}
}

// corner multiplies or solves with a tile on the diagonal. Rows of b go on to a whole vector.
func (x *triangle[T]) corner(b rowsOf[T], f []T, first, rows, cols int) {
	vectors := (cols + x.s.lanes - 1) >> x.s.shift
	if x.divide {
		x.divideCorner(b, first, rows, cols)
		return
	}
	if !x.lower {
		b = rowsOf[T]{b.s, b.at + (first+rows-1)*b.stride, -b.stride}
	} else {
		b.at += first * b.stride
	}
	if !cornerAsm(x.s.level, x.s.kind, vectors, x.solve, (*byte)(unsafe.Pointer(b.from(0))), b.stride, (*byte)(unsafe.Pointer(&f[0]))) {
		cornerGo(x.solve, b, cols, rows, f, x.s.mr)
	}
}

// divideCorner solves with divisions.
func (x *triangle[T]) divideCorner(b rowsOf[T], first, rows, cols int) {
	for q := range rows {
		i := x.cornerRow(first, rows, q)
		row := b.row(i, cols)
		for p := range q {
			j := x.cornerRow(first, rows, p)
			v, other := x.block[i*x.row+j*x.col], b.row(j, cols)
			for c := range row {
				row[c] -= T(v * other[c])
			}
		}
		if v := x.block[i*(x.row+x.col)]; !x.unit {
			for c := range row {
				row[c] /= v
			}
		}
	}
}

// cornerGo is the kernel of corners in portable Go: of the first width elements of rows
// of b, row q becomes f[2*(q*mr+q)]*row q + the sum of f[2*(q*mr+p)]*row p over p < q,
// where rows p are new if a system is solved, and old otherwise. For complex numbers
// every factor has a second one, for the swapped parts.
func cornerGo[T Scalar](solve bool, b rowsOf[T], width, rows int, f []T, mr int) {
	for step := range rows {
		q := step
		if !solve {
			q = rows - 1 - step
		}
		row := b.row(q, width)
		factor := func(p int) T { return joined(f[2*(q*mr+p)], f[2*(q*mr+p)+1]) }
		v := factor(q)
		if !solve {
			for c := range row {
				row[c] *= v
			}
		}
		for p := range q {
			u, other := factor(p), b.row(p, width)
			for c := range row {
				row[c] += T(u * other[c])
			}
		}
		if solve {
			for c := range row {
				row[c] *= v
			}
		}
	}
}

// joined undoes spread.
func joined[T Scalar](straight, swapped T) T {
	switch s := any(straight).(type) {
	case complex64:
		return any(complex(real(s), imag(any(swapped).(complex64)))).(T)
	case complex128:
		return any(complex(real(s), imag(any(swapped).(complex128)))).(T)
	}
	return straight
}
