package blas

import (
	"context"
	"sync"
	"unsafe"

	"github.com/lanewise/lanewise/kernels"
	"github.com/lanewise/lanewise/threadctl"
)

// area is the part of C that a product is computed for.
type area uint8

const (
	whole area = iota
	lowerArea
	upperArea
)

// product is C = alpha*A*B + beta*C at work, A being m by k and B k by n. It goes
// the way of Goto and van de Geijn, "Anatomy of high-performance matrix
// multiplication" (2008): blocks of columns of C, in them blocks of k, whose part of
// B is packed for all, and then chunks of C, which threads claim as they come. Every
// element of C is computed by one thread, and sums over the same blocks of k whatever
// the chunks are.
type product[T Scalar] struct {
	a, b        operand[T]
	c           []T
	ldc         int
	m, n, k     int
	alpha, beta T
	area        area
	s           *blocks

	j0, nc, l0, kc   int             // the block of columns and of k at work
	directA, directB bool            // these are not packed
	narrow           [2]narrowMatrix // operands of fewer than 32 bits
	grouped          blocks          // for a kernel of theirs
	signed           bool            // elements of A are bytes with a sign
	sums             []int32         // what columns of the block have too much, if A is signed: see sumPanel
	source           *PackedB[T]     // where packed panels come from, if B is packed already
	packed           []T             // panels of nr columns of B's block, one after the other
	threads          int             // that share the work
	tall, wide       int             // how many chunks there are above and beside one another
	packPanels       func(lo, hi int)
	multiplyChunks   func(lo, hi int)
}

// workspace is what a chunk needs to itself.
type workspace[T Scalar] struct {
	t       tile[T]
	a       []T           // block of A
	corners []T           // a tile on the diagonal
	turned  []T           // a block of C, transposed
	factors [2]operand[T] // of it
}

// products, workspaces and triangles keep the objects of each element type that are not in
// use, with their memory.
var products, workspaces, triangles [kinds]sync.Pool

func newProduct[T Scalar]() *product[T] {
	if p, ok := products[kindOf[T]()].Get().(*product[T]); ok {
		return p
	}
	p := new(product[T])
	p.packPanels, p.multiplyChunks = p.packB, p.chunks
	return p
}

// release gives p back, without references to operands.
func (p *product[T]) release() {
	p.a, p.b, p.c, p.narrow, p.signed = operand[T]{}, operand[T]{}, nil, [2]narrowMatrix{}, false
	if p.source != nil {
		p.source, p.packed, p.s = nil, nil, nil
	}
	products[kindOf[T]()].Put(p)
}

func newWorkspace[T Scalar]() *workspace[T] {
	if w, ok := workspaces[kindOf[T]()].Get().(*workspace[T]); ok {
		return w
	}
	return new(workspace[T])
}

func (w *workspace[T]) release() {
	w.t.a, w.t.b, w.t.c, w.t.ahead = nil, nil, nil, nil
	w.factors = [2]operand[T]{}
	workspaces[kindOf[T]()].Put(w)
}

// grow returns s with at least n elements; what was there is lost.
func grow[T any](s []T, n int) []T {
	if len(s) >= n {
		return s
	}
	return kernels.Make[T](n)
}

// multiply computes the product. k is not 0.
func (p *product[T]) multiply() {
	p.threads = 1
	if p.m*p.n*p.k*p.s.work > p.s.share {
		p.threads = threadctl.Budget()
	}
	p.blocksOfB(func() {
		if p.l0 == 0 {
			p.split(p.threads)
		}
		p.block()
	})
}

// inParallel calls f on parts of n pieces, on one thread if the product is a small one:
// what one core packs reaches another later than that could pack it.
func (p *product[T]) inParallel(n, group int, f func(lo, hi int)) {
	if p.threads == 1 {
		f(0, n)
		return
	}
	threadctl.For(context.Background(), n, group, f)
}

// blocksOfB calls f for each block of columns and of k.
func (p *product[T]) blocksOfB(f func()) {
	for p.j0 = 0; p.j0 < p.n; p.j0 += p.nc {
		p.nc = min(p.s.nc, p.n-p.j0)
		for p.l0 = 0; p.l0 < p.k; p.l0 += p.kc {
			p.kc = depth(p.k-p.l0, p.s.kc)
			f()
		}
	}
}

// depth returns the length of the next block of k of those that are left: blocks
// of almost the same length, none longer than most.
func depth(left, most int) int {
	if left <= most {
		return left
	}
	count := ceil(left, most)
	return min((left/count+7)&^7, most)
}

// split chooses chunks: as many that a thread which comes late, or is held up,
// leaves the others enough, and a multiple of the threads, for which they are of
// about the same length.
func (p *product[T]) split(threads int) {
	tiles, panels := ceil(p.m, p.s.mr), ceil(p.nc, p.s.nr)
	p.tall, p.wide = ceil(tiles*p.s.mr, p.s.mc), 1
	if threads == 1 {
		return
	}
	const chunks, leastRows, leastCols = 6, 4, 4 // for each thread; of a chunk in tiles
	want := chunks * threads
	p.tall = max(p.tall, min(want, max(tiles/leastRows, 1)))
	if p.tall > threads {
		p.tall = min(ceil(p.tall, threads)*threads, tiles)
	}
	p.wide = max(min(want/p.tall, panels/leastCols), 1)
}

// ceil returns n/d, rounded up.
func ceil(n, d int) int { return (n + d - 1) / d }

// block multiplies a block of k and of columns.
func (p *product[T]) block() {
	nr := p.s.nr
	switch {
	case p.source != nil:
		p.packed = p.source.block(p)
	case !p.directB:
		panels := ceil(p.nc, nr)
		p.packed = grow(p.packed, panels*nr*p.kc)
		const group = 4
		p.inParallel(panels, group, p.packPanels)
	}
	p.inParallel(p.tall*p.wide, 1, p.multiplyChunks)
}

// packB packs panels lo to hi of B's block.
func (p *product[T]) packB(lo, hi int) {
	nr := p.s.nr
	for i := lo; i < hi; i++ {
		w := min(nr, p.nc-i*nr)
		p.b.pack(p.packed[i*nr*p.kc:], nr, p.l0, p.kc, p.j0+i*nr, w)
		if p.signed {
			p.sumPanel(p.packed[i*nr*p.kc:], p.sums[i*nr:][:w])
		}
	}
}

// chunks computes chunks lo to hi of C, those of one row of chunks after the other.
func (p *product[T]) chunks(lo, hi int) {
	w := newWorkspace[T]()
	defer w.release()
	for ; lo < hi; lo++ {
		i, rows := stretch(lo/p.wide, p.tall, p.m, p.s.mr)
		j, cols := stretch(lo%p.wide, p.wide, p.nc, p.s.nr)
		p.chunk(w, i, rows, p.j0+j, cols)
	}
}

// stretch returns where part i of count parts of n elements begins and how many it has. Parts
// begin at groups and have the same number of them, or one more.
func stretch(i, count, n, group int) (from, length int) {
	groups := ceil(n, group)
	from = i * groups / count * group
	return from, min((i+1)*groups/count*group, n) - from
}

// chunk computes rows i to i+rows, columns j to j+cols.
func (p *product[T]) chunk(w *workspace[T], i, rows, j, cols int) {
	lo, hi := i, i+rows
	switch p.area {
	case lowerArea:
		lo = max(lo, j)
	case upperArea:
		hi = min(hi, j+cols)
	}
	if lo >= hi {
		return
	}
	if p.l0 == 0 {
		scale(p.beta, p.area, p.c, p.ldc, lo, hi-lo, j, cols)
	}
	a := p.blockA(w, lo, hi-lo, cols)
	t := &w.t
	t.k, t.ldc, t.add, t.rowA, t.stepA = p.kc, p.ldc, 1, a.row, a.col
	if p.l0 == 0 && p.beta == 0 {
		t.add = 0
	}
	if p.signed {
		p.subtractSums(lo, hi, j, cols)
	}
	t.setFactors(p.alpha, p.a.conj, p.b.conj)
	t.aheadStep = 0
	for end := j + cols; j < end; j += t.cols {
		t.cols = min(p.s.nr, end-j)
		if p.directB {
			t.cols = p.s.width(end - j)
			t.b, t.ldb = &p.b.s[p.l0*p.b.row+j], p.b.row
		} else {
			t.b, t.ldb = &p.packed[(j-p.j0)*p.kc], p.s.nr
			t.ahead, t.aheadStep = &p.packed[min(j-p.j0+p.s.nr, p.nc-1)*p.kc], 64
		}
		p.panel(w, a, lo, hi, j)
	}
}

// blockA returns the rows of A from i on, in the block of k at work, packed or as
// they are.
func (p *product[T]) blockA(w *workspace[T], i, rows, cols int) operand[T] {
	if p.directA || p.a.uplo == 0 && p.a.narrow == nil && cols <= p.s.nr {
		return p.a.from(i, p.l0)
	}
	ld := p.kc + linePad/kindOf[T]().bytes()
	w.a = grow(w.a, rows*ld)
	p.a.pack(w.a, ld, i, rows, p.l0, p.kc)
	return operand[T]{s: w.a, row: ld, col: 1}
}

// linePad, in bytes, keeps the beginnings of rows out of each other's cache sets.
const linePad = 64

// panel computes rows lo to hi of a panel from column j on, which w.t describes
// but for its rows; a begins at row lo.
func (p *product[T]) panel(w *workspace[T], a operand[T], lo, hi, j int) {
	from, to, width, mr := lo, hi, w.t.cols, p.s.mr // rows that lie in the area as a whole, in whole tiles
	switch p.area {
	case lowerArea:
		from = min(max(lo, j+(width+mr-2)/mr*mr), hi)
		p.corner(w, a, lo, max(lo, j), from, j)
	case upperArea:
		to = max(min(hi, (j+1)/mr*mr), lo)
		p.corner(w, a, lo, to, min(hi, j+width), j)
	}
	if t := &w.t; from < to {
		t.rows, t.a, t.c = to-from, &a.s[(from-lo)*a.row], &p.c[from*p.ldc+j]
		t.run(p.s)
	}
}

// corner computes rows from to to of a panel that the diagonal cuts, tile of rows by
// tile of rows: aside, without vectors that lie outside of the area as a whole.
func (p *product[T]) corner(w *workspace[T], a operand[T], lo, from, to, j int) {
	nr := p.s.nr
	w.corners = grow(w.corners, p.s.mr*nr)
	for i := from; i < to; i += p.s.mr {
		u := w.t
		u.rows, u.a = min(p.s.mr, to-i), &a.s[(i-lo)*a.row]
		u.c, u.ldc, u.add = &w.corners[0], nr, 0
		skip := 0
		if p.area == lowerArea {
			u.cols = min(u.cols, i+u.rows-j)
		} else {
			skip = max(i-j, 0) &^ (max(p.s.lanes/2, 1) - 1)
			u.cols -= skip
			u.b = (*T)(unsafe.Add(unsafe.Pointer(u.b), skip*int(unsafe.Sizeof(*u.b))))
		}
		u.run(p.s)
		for r := range u.rows {
			first, last := p.area.span(i+r, j+skip, j+skip+u.cols)
			p.takeOver(p.c[(i+r)*p.ldc+first:(i+r)*p.ldc+last], w.corners[r*nr+first-j-skip:], w.t.add != 0)
		}
	}
}

// takeOver writes sums to C, or adds them.
func (p *product[T]) takeOver(c, sums []T, add bool) {
	sums = sums[:len(c)]
	if !add {
		copy(c, sums)
		return
	}
	for i, v := range sums {
		c[i] += v
	}
}

// scaledRow is the number of real elements from which on a kernel multiplies them sooner than a
// loop. Kernels round products of complex ones otherwise, so that results depended on lengths.
const scaledRow = 24

// scale multiplies rows i to i+rows, columns j to j+cols of C by beta, as far as
// they lie in an area. Nothing happens if beta is 0 or 1.
func scale[T Scalar](beta T, a area, c []T, ldc, i, rows, j, cols int) {
	if beta == 0 || beta == 1 {
		return
	}
	for r := i; r < i+rows; r++ {
		lo, hi := a.span(r, j, j+cols)
		if row := c[r*ldc:]; hi-lo >= scaledRow && !isComplex[T]() {
			scaleRow(beta, row[lo:hi])
		} else {
			for x := lo; x < hi; x++ {
				row[x] *= beta
			}
		}
	}
}

// span returns the columns from lo to hi of row i that lie in the area.
func (a area) span(i, lo, hi int) (int, int) {
	switch a {
	case lowerArea:
		return lo, min(hi, i+1)
	case upperArea:
		return max(lo, i), hi
	}
	return lo, hi
}

// scaleAll sets C = beta*C in an area, for products that are empty.
func scaleAll[T Scalar](beta T, a area, c []T, ldc, m, n int) {
	scale(beta, a, c, ldc, 0, m, 0, n)
	if beta != 0 {
		return
	}
	for i := range m {
		lo, hi := a.span(i, 0, n)
		if lo < hi {
			clear(c[i*ldc+lo : i*ldc+hi])
		}
	}
}
