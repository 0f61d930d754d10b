package kernels

import "unsafe"

const (
	// tileBytes is the size of the largest tile field, 8 vectors of 64 bytes.
	tileBytes = 512
	// tileIter is how many iterations one stay in assembly does: about 30 us.
	tileIter = 8192
)

// The fields of a tile, in the order of the assembly: z, c, and z at the
// escape, real and imaginary parts.
const (
	fieldZr = iota
	fieldZi
	fieldCr
	fieldCi
	fieldEr
	fieldEi
	tileFields
)

// tile is the part of a grid that is iterated at once, rows times cols points. The fields lie one after the other in buf, aligned to the vector.
type tile[T float] struct {
	cols, rows int
	ys         [tileBytes / 4]T     // the rows' coordinates, each repeated for every column
	n          [tileBytes / 4]int32 // iterations at the escape
	buf        [tileFields*tileBytes + 64]byte
}

func isF64[T float]() bool { var x T; return unsafe.Sizeof(x) == 8 }

// shape arranges the tile's vectors in rows and columns for a band of at most
// rows rows: as many rows as divide the number of vectors.
func (t *tile[T]) shape(l Level, rows int) {
	var x T
	bytes, slots := tileVectors(l)
	t.rows = slots
	for t.rows > rows || slots%t.rows != 0 {
		t.rows--
	}
	t.cols = slots / t.rows * bytes / int(unsafe.Sizeof(x))
}

func (t *tile[T]) lanes() int { return t.cols * t.rows }

// base returns the beginning of the fields.
func (t *tile[T]) base() *byte {
	p := unsafe.Pointer(&t.buf)
	return (*byte)(unsafe.Add(p, -uintptr(p)&63))
}

func (t *tile[T]) field(f int) []T {
	all := unsafe.Slice((*T)(unsafe.Pointer(t.base())), tileFields*t.lanes())
	return all[f*t.lanes():][:t.lanes()]
}

// tiles iterates the grid tile by tile and writes the results, as counts or as
// continuous values, whichever is not nil.
func (g *grid[T]) tiles(counts []int32, smooth []T) {
	var t tile[T]
	level := Active()
	for row := 0; row < len(g.y); row += t.rows {
		t.shape(level, len(g.y)-row)
		g.fillRows(&t, row)
		for col := 0; col < len(g.x); col += t.cols {
			g.fill(&t, col)
			g.run(&t, level)
			if smooth != nil {
				g.writeSmooth(smooth, &t, col, row)
			} else {
				g.writeCounts(counts, &t, col, row)
			}
		}
	}
}

// fillRows sets the coordinates that the tiles of a band share.
func (g *grid[T]) fillRows(t *tile[T], row int) {
	for k := range t.rows {
		fillWith(t.ys[k*t.cols:][:t.cols], g.y[row+k])
	}
}

// fill sets the tile's start values. Points beyond the grid's right edge repeat
// the last one within.
func (g *grid[T]) fill(t *tile[T], col int) {
	xs, ys := t.field(fieldCr), t.field(fieldCi)
	if g.julia {
		fillWith(xs, g.cr)
		fillWith(ys, g.ci)
		xs, ys = t.field(fieldZr), t.field(fieldZi)
	} else {
		clear(t.field(fieldZr))
		clear(t.field(fieldZi))
	}
	for done := copy(xs[:t.cols], g.x[col:]); done < t.cols; done++ {
		xs[done] = xs[done-1]
	}
	repeat(xs, t.cols)
	copy(ys, t.ys[:])
	fillWith(t.n[:t.lanes()], int32(g.maxIter))
}

func fillWith[T any](s []T, v T) {
	s[0] = v
	repeat(s, 1)
}

// repeat fills s with copies of its first n elements.
func repeat[T any](s []T, n int) {
	for ; n < len(s); n *= 2 {
		copy(s[n:], s[:n])
	}
}

// run iterates a tile to the end.
func (g *grid[T]) run(t *tile[T], level Level) {
	if level == Portable {
		zr, zi, cr, ci := t.field(fieldZr), t.field(fieldZi), t.field(fieldCr), t.field(fieldCi)
		er, ei := t.field(fieldEr), t.field(fieldEi)
		for i := range zr {
			t.n[i], er[i], ei[i] = escapePortable(zr[i], zi[i], cr[i], ci[i], int32(g.maxIter))
		}
		return
	}
	// Where |c| <= 2, a point outside the circle of radius 2 never comes back.
	// For the Mandelbrot set all other points leave at the first step.
	returning := g.julia && !(norm2(g.cr, g.ci) <= 4)
	alive := t.lanes()
	for from := 0; from < g.maxIter && alive > 0; from += tileIter {
		alive = escapeTile(t, level, from, min(from+tileIter, g.maxIter), alive, !returning)
	}
}
