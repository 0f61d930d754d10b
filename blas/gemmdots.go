package blas

import (
	"context"
	"sync"

	"github.com/lanewise/lanewise/kernels"
	"github.com/lanewise/lanewise/threadctl"
)

// dotProduct is C' += alpha*X*A' at work, where rows of both X and A lie in a row, and X has few:
// each element is a dot product along k, with vectors of which no lane is idle. Where X has as
// many rows as half a vector has lanes, tiles of C as product has them leave half of theirs idle.
// An element is the sum of blocks of k, and these are sums of the lanes of a vector.
type dotProduct[T Scalar] struct {
	x, a   []T // rows of them begin ldx and lda elements apart
	c      []T // row j, of as many elements as A has rows, begins at c[j*ldc]
	ldx    int
	lda    int
	ldc    int
	rows   int // of A
	count  int // of rows of X
	k      int
	most   int // rows of X that a kernel takes
	lanes  int
	level  kernels.Level
	alpha  T
	chunks func(lo, hi int)
}

const (
	// dotBytes is the most bytes of a row that are worked on at a time: six rows of X and four of A
	// fit the first cache.
	dotBytes = 3 << 10
	// dotChunk is how many rows of A pass by X at a time: as many as stay in the second cache, for
	// each is read once for a part of X.
	dotChunk = 32
)

var dotProducts [kinds]sync.Pool

func newDotProduct[T Scalar]() *dotProduct[T] {
	if p, ok := dotProducts[kindOf[T]()].Get().(*dotProduct[T]); ok {
		return p
	}
	p := new(dotProduct[T])
	p.chunks = p.runChunks
	return p
}

func (p *dotProduct[T]) release() {
	p.x, p.a, p.c = nil, nil, nil
	dotProducts[kindOf[T]()].Put(p)
}

// dots reports whether a product is one of dot products: a side of C is shorter than what tiles
// have in its place, and k long enough that the sums of lanes at the end don't matter. Where
// tiles would be full but for a few lanes, that pays if the short operand lies along k, too, and
// need not be packed, and if there are registers for many sums.
func (s *blocks) dots(long, short, k int, along bool) bool {
	if s.dotDepth == 0 || k < s.dotDepth || long < dotChunk || short > s.nr {
		return false
	}
	tile := (short + s.lanes - 1) >> s.shift << s.shift
	return short <= s.lanes || 5*short <= 4*tile || along && s.level == kernels.AVX512 && short < s.nr && k >= 3*s.dotDepth
}

// addDotProducts sets C' = alpha*X*A' + beta*C', with rows rows of A and count of X.
func addDotProducts[T Scalar](s *blocks, rows, count, k int, alpha T, a, x *operand[T], beta T, c []T, ldc int) {
	scaleAll(beta, whole, c, ldc, count, rows)
	p := newDotProduct[T]()
	defer p.release()
	p.a, p.lda, p.c, p.ldc, p.rows, p.count, p.k, p.alpha = a.s, a.row, c, ldc, rows, count, k, alpha
	p.level, p.lanes, p.most = s.level, s.lanes, dotTileCount(s.level)
	p.x, p.ldx = x.s, x.row
	if x.col != 1 {
		w := newWorkspace[T]()
		defer w.release()
		p.ldx = k + linePad/sizeOf[T]()
		w.a = grow(w.a, count*p.ldx)
		x.pack(w.a, p.ldx, 0, count, 0, k)
		p.x = w.a
	}
	n := ceil(rows, dotChunk)
	if rows*count*k <= s.share {
		p.runChunks(0, n)
		return
	}
	threadctl.For(context.Background(), n, 1, p.chunks)
}

// runChunks computes what chunks lo to hi of rows of A give.
func (p *dotProduct[T]) runChunks(lo, hi int) {
	parts := ceil(p.count, p.most)
	each := ceil(p.count, parts)
	for i := lo * dotChunk; i < min(hi*dotChunk, p.rows); i += dotChunk {
		for l, step := 0, 0; l < p.k; l += step {
			step = p.block(p.k - l)
			for j := 0; j < p.count; j += each {
				dotTileAsm(p.level, p.c[j*p.ldc+i:], p.ldc, p.a[i*p.lda+l:], p.lda, p.x[j*p.ldx+l:], p.ldx,
					min(dotChunk, p.rows-i), step, min(each, p.count-j), p.alpha)
			}
		}
	}
}

// block returns the length of the next block of k of those that are left: blocks of almost the same
// length, of whole vectors but for the last.
func (p *dotProduct[T]) block(left int) int {
	most := dotBytes / sizeOf[T]()
	count := ceil(left, most)
	return min(left, ceil(ceil(left, count), p.lanes)*p.lanes)
}
