package blas

import (
	"context"

	"github.com/lanewise/lanewise/threadctl"
)

// symmetric is a product of a symmetric or Hermitian matrix with a vector. Each stored
// row is taken while it is at hand as a row, by a dot product, and as a column, times an
// element of z. Columns of a Hermitian matrix are conjugated rows, and what they add
// to y is summed conjugated, from conjugates of alpha and x.
type symmetric[T Scalar] struct {
	halfMatrix[T]
	hermitian   bool
	alpha, beta T   // beta is alpha or its conjugate
	x, z        []T // z is x or its conjugates
}

// symmetricProduct sets y = alpha*A*x + beta*y.
func symmetricProduct[T Scalar](a halfMatrix[T], hermitian bool, alpha T, x []T, incX int, beta T, y []T, incY int) {
	n := a.n
	if alpha == 0 && beta == 1 {
		return
	}
	var s scratch
	r := newResult(&s, beta, newVector(n, y, incY))
	if alpha != 0 {
		v := newVector(n, x, incX)
		p := symmetric[T]{a, hermitian, alpha, alpha, contiguous(&s, v), nil}
		p.z = p.x
		if hermitian {
			p.beta, p.z = conjugateOf(alpha), columns(&s, v, true)
		}
		if isLarge[T](n * a.width()) {
			p.addThreaded(r.row)
		} else {
			p.addTo(&s, r.row)
		}
	}
	r.done()
	s.done()
}

// addTo adds the product to y.
func (p *symmetric[T]) addTo(s *scratch, y []T) {
	if !p.hermitian {
		p.addRows(0, p.n, y, y)
		return
	}
	sum := room[T](s, p.n)
	clear(sum)
	p.addRows(0, p.n, y, sum)
	conjugate(sum)
	add(sum, y)
}

// addThreaded has threads sum rows in vectors of their own.
func (p symmetric[T]) addThreaded(y []T) {
	length := p.n // of such a vector, and of one for columns behind it
	if p.hermitian {
		length *= 2
	}
	rows := max(rowsPerThread[T](p.width()), minPartRows) / blockRows * blockRows
	total, _ := threadctl.Reduce(context.Background(), p.n, rows, func(lo, hi int) part[T] {
		some := newPart[T](length)
		p.addRows(lo, hi, some.row[:p.n], some.row[length-p.n:])
		return some
	}, part[T].merge)
	sum := total.row[length-p.n:]
	if p.hermitian {
		add(total.row[:p.n], y)
		conjugate(sum)
	}
	add(sum, y)
	total.done()
}

// addRows adds rows lo to hi-1 of the product, as far as they are stored, to y, and
// what they are as columns to sum.
func (p *symmetric[T]) addRows(lo, hi int, y, sum []T) {
	if p.ld == 0 {
		p.addSingleRows(lo, hi, y, sum)
		return
	}
	var b rowBlock[T]
	for ; lo < hi; lo += blockRows {
		b.at(&p.halfMatrix, lo)
		y, x, z := y[lo:b.hi], p.x[lo:b.hi], p.z[lo:b.hi]
		p.addCorner(&b, y, x)
		for from := b.from; from < b.end; from += leafOf[T]() {
			to, side := min(from+leafOf[T](), b.end), b.side[from-b.from:]
			if !symmetricRowsAsm(y, sum[from:to], p.alpha, side, b.ld, b.ahead, p.x[from:to], z) {
				addDots(y, p.alpha, side, b.ld, b.ahead, p.x[from:to])
				addRows(sum[from:to], p.beta, side, b.ld, b.ahead, z)
			}
		}
	}
}

// addSingleRows is addRows where rows are not worked on in groups.
func (p *symmetric[T]) addSingleRows(lo, hi int, y, sum []T) {
	for i := lo; i < hi; i++ {
		row, from := p.beside(i)
		d, to := p.a[p.diagonal(i)], from+len(row)
		if p.hermitian {
			d = realPart(d)
		}
		y[i] += T(p.alpha * (T(d*p.x[i]) + shortDot(row, p.x[from:to])))
		shortAxpy(p.beta*p.z[i], row, sum[from:to])
	}
}

// addCorner adds the product with the triangle of a block, and with what that is the
// half of, to y.
func (p *symmetric[T]) addCorner(b *rowBlock[T], y, x []T) {
	if len(y) == blockRows && !p.hermitian {
		var c corner[T]
		c.take(&p.halfMatrix, b, p.x)
		c.multiplyWholeSymmetric(p.alpha, (*[blockRows]T)(y))
		return
	}
	var full [blockRows * blockRows]T
	a := p.a[b.lo*(b.ld+1):]
	for i := range y {
		for j := range i {
			v := a[j*b.ld+i]
			if !p.upper {
				v = a[i*b.ld+j]
			}
			full[i*blockRows+j], full[j*blockRows+i] = v, v
			if p.hermitian && p.upper {
				full[i*blockRows+j] = conjugateOf(v)
			} else if p.hermitian {
				full[j*blockRows+i] = conjugateOf(v)
			}
		}
		full[i*blockRows+i] = a[i*(b.ld+1)]
		if p.hermitian {
			full[i*blockRows+i] = realPart(full[i*blockRows+i])
		}
	}
	dotRows(y, p.alpha, full[:], blockRows, 0, x, false)
}
