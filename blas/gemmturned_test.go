package blas

import (
	"math/rand/v2"
	"testing"

	"github.com/lanewise/lanewise/blas/internal/check"
	"github.com/lanewise/lanewise/kernels"
	"github.com/lanewise/lanewise/kernels/kerneltest"
)

// TestTurned: products that are computed as C' = B'*A' have the bits of those of copies
// that lie in the other way, which never are.
func TestTurned(t *testing.T) {
	kerneltest.ForEachLevel(t, func(t *testing.T, l kernels.Level) {
		for k := range kinds {
			byKind(k, func() { turned[float32](t) }, func() { turned[float64](t) }, func() { turned[complex64](t) }, func() { turned[complex128](t) })
		}
	})
}

func turned[T Scalar](t *testing.T) {
	s := blocksOf[T]()
	far, depth := s.far, s.dotDepth
	defer func() { s.far, s.dotDepth = far, depth }()
	s.far, s.dotDepth = 0, 0
	r := rand.New(rand.NewPCG(13, 14))
	count := 0
	for try := range 60 {
		narrow := []int{1, 2, s.nr/2 + 1, s.nr}[try%4]
		long := s.nr + 1 + r.IntN(100)
		if try%20 == 7 {
			long = turnedRows + 1 + r.IntN(turnedRows)
		}
		m, n, k := long, narrow, []int{1, 30, s.kc + 9}[r.IntN(3)]
		ta, tb := Trans, transposes[r.IntN(3)]
		if try%2 == 1 {
			m, n, ta, tb = n, m, transposes[r.IntN(3)], ConjTrans
		}
		alpha, beta := fromComplex[T](factorsOf[1+r.IntN(2)]), fromComplex[T](factorsOf[r.IntN(3)])
		a, rowA := randomOperand[T](r, ta, m, k)
		b, rowB := randomOperand[T](r, tb, k, n)
		if !s.turns(m, n, k, a.col, b.col) {
			continue
		}
		count++
		ldc := n + r.IntN(3)
		c := make([]T, (m-1)*ldc+n)
		for i := range c {
			c[i] = fromComplex[T](complex(r.NormFloat64(), r.NormFloat64()))
		}
		want := append([]T(nil), c...)
		Gemm(ta, tb, m, n, k, alpha, a.s, rowA, b.s, rowB, beta, c, ldc)
		x, y := a.inRows(m, k), b.inRows(k, n)
		multiply(whole, m, n, k, alpha, &x, &y, beta, want, ldc)
		for i := range c {
			if c[i] != want[i] {
				t.Fatalf("%T %c%c %d %d %d alpha %v beta %v: element %d is %v, not %v", alpha, ta, tb, m, n, k, alpha, beta, i, c[i], want[i])
			}
		}
	}
	if count < 40 {
		t.Fatalf("only %d products were turned", count)
	}
}

// randomOperand returns op of a random matrix, and the stride of the matrix's rows.
func randomOperand[T Scalar](r *rand.Rand, t Transpose, rows, cols int) (operand[T], int) {
	m, n := check.Stored(t, rows, cols)
	ld := n + r.IntN(3)
	s := make([]T, m*ld)
	for i := range s {
		s[i] = fromComplex[T](complex(r.NormFloat64(), r.NormFloat64()))
	}
	return newOperand(t, s, ld), ld
}

// inRows returns a copy of an operand, whose rows lie in a row.
func (x operand[T]) inRows(rows, cols int) operand[T] {
	y := operand[T]{s: make([]T, rows*cols), row: cols, col: 1, conj: x.conj}
	for i := range rows {
		for j := range cols {
			y.s[i*cols+j] = x.s[i*x.row+j*x.col]
		}
	}
	return y
}
