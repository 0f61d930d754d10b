package linalg

import "math"

// reflector turns x into a Householder reflector H = 1 - tau*v*vᴴ with
// Hᴴ*x = (beta, 0, ..., 0), beta real, and v in place of x, v[0] = 1. The sign of beta
// is opposite to that of the real part of x[0], as in LAPACK.
func reflector[S scalar](x []S) (tau S, beta float64) {
	alpha := x[0]
	tail := norm2(x[1:])
	x[0] = 1
	if tail == 0 && im(alpha) == 0 {
		return 0, re(alpha)
	}
	beta = -math.Copysign(math.Hypot(math.Hypot(re(alpha), im(alpha)), tail), re(alpha))
	for i := range x[1:] {
		x[1+i] /= alpha - of[S](beta)
	}
	return (of[S](beta) - alpha) / of[S](beta), beta
}

// A block is a part of a matrix whose rows are ld elements apart.
type block[S scalar] struct {
	a          []S
	rows, cols int
	ld         int
}

// sub returns the block from row i and column j on.
func (b block[S]) sub(i, j int) block[S] {
	if i >= b.rows || j >= b.cols {
		return block[S]{}
	}
	return block[S]{b.a[i*b.ld+j:], b.rows - i, b.cols - j, b.ld}
}

func (b block[S]) row(i int) []S { return b.a[i*b.ld : i*b.ld+b.cols] }

// column returns a copy of column j.
func (b block[S]) column(j int) []S {
	x := make([]S, b.rows)
	for i := range x {
		x[i] = b.a[i*b.ld+j]
	}
	return x
}

// left multiplies the block by 1 - tau*v*vᴴ from the left; w is room for a row.
func (b block[S]) left(tau S, v, w []S) {
	if tau == 0 || b.cols == 0 {
		return
	}
	w = w[:b.cols]
	clear(w)
	for i, x := range v {
		axpy(w, conj(x), b.row(i))
	}
	for i, x := range v {
		axpy(b.row(i), -tau*x, w)
	}
}

// right multiplies the block by 1 - tau*v*vᴴ from the right; w is room for v.
func (b block[S]) right(tau S, v, w []S) {
	if tau == 0 || b.rows == 0 {
		return
	}
	w = w[:len(v)]
	for j, x := range v {
		w[j] = conj(x)
	}
	for i := range b.rows {
		row := b.row(i)
		axpy(row, -tau*dotc(w, row), w)
	}
}

// reflectors are those of a reduction, in the order in which they were applied:
// number k acts on the rows from shift+k on.
type reflectors[S scalar] struct {
	shift int
	v     [][]S
	tau   []S
}

func (r *reflectors[S]) add(tau S, v []S) {
	r.v, r.tau = append(r.v, v), append(r.tau, tau)
}

// times replaces the block by the product of the reflectors and it.
func (r *reflectors[S]) times(b block[S]) {
	w := make([]S, b.cols)
	for k := len(r.v) - 1; k >= 0; k-- {
		b.sub(r.shift+k, 0).left(r.tau[k], r.v[k], w)
	}
}
