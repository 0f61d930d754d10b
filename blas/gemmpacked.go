package blas

import (
	"github.com/lanewise/lanewise/blas/internal/check"
	"github.com/lanewise/lanewise/kernels"
)

// PackedB is the right-hand factor of products, packed for the kernels once, for
// products with many matrices: see [PackB]. It stays as it is, so that any number
// of goroutines can use it.
type PackedB[T Scalar] struct {
	s    blocks // of the level at which it was packed
	n, k int
	conj bool
	data []T // for each block of columns, and in it for each block of k, its panels
}

// PackB packs op(B), a k×n matrix, for [GemmPacked]. It takes as much memory as B.
// Misuse panics as in [Gemm]. What happens to b later has no effect.
func PackB[T Scalar](transB Transpose, k, n int, b []T, ldb int) *PackedB[T] {
	check.GemmShape(NoTrans, transB, 0, n, k, max(k, 1), ldb, max(n, 1))
	p := &PackedB[T]{s: *blocksOf[T](), n: n, k: k, conj: transB == ConjTrans}
	if n == 0 || k == 0 {
		return p
	}
	check.Span(transB, k, n, len(b), ldb, check.ShortB)
	nr := p.s.nr
	p.data = kernels.Make[T](ceil(n, nr) * nr * k)
	w := &product[T]{b: newOperand(transB, b, ldb), s: &p.s, n: n, k: k, source: p}
	w.blocksOfB(func() {
		w.packed = p.block(w)
		w.packB(0, ceil(w.nc, nr))
	})
	return p
}

// block returns the panels of the block at work.
func (p *PackedB[T]) block(w *product[T]) []T {
	nr := p.s.nr
	width := ceil(w.nc, nr) * nr
	return p.data[w.j0*p.k+w.l0*width:][:w.kc*width]
}

// GemmPacked sets C = alpha*op(A)*B + beta*C as [Gemm] does, with the B that was
// packed; op(A) is m×k and C m×n, for the k and n that B has.
func GemmPacked[T Scalar](transA Transpose, m int, alpha T, a []T, lda int, b *PackedB[T], beta T, c []T, ldc int) {
	n, k := b.n, b.k
	check.GemmShape(transA, NoTrans, m, n, k, lda, max(n, 1), ldc)
	if m == 0 || n == 0 {
		return
	}
	check.Span(transA, m, k, len(a), lda, check.ShortA)
	check.Span(NoTrans, m, n, len(c), ldc, check.ShortC)
	if alpha == 0 || k == 0 {
		if beta != 1 {
			scaleAll(beta, whole, c, ldc, m, n)
		}
		return
	}
	p := newProduct[T]()
	defer p.release()
	p.a, p.b.conj, p.c, p.ldc = newOperand(transA, a, lda), b.conj, c, ldc
	p.m, p.n, p.k = m, n, k
	p.alpha, p.beta, p.area, p.s, p.source = alpha, beta, whole, &b.s, b
	p.directA, p.directB = m*n*k*b.s.work <= b.s.direct, false
	p.multiply()
}
