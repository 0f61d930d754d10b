package lapack_test

import (
	"math"
	"math/rand/v2"
	"testing"

	gonumblas "gonum.org/v1/gonum/blas"
)

// TestQR wants orthonormal columns, the product of the factors, and from Dormqr the same as from
// products with Q.
func TestQR(t *testing.T) {
	forEachShape(t, func(t *testing.T, rnd *rand.Rand, a matrix) {
		k := min(a.m, a.n)
		f, tau := a.clone(), make([]float64, k)
		work := make([]float64, max(a.m, a.n, 37))
		impl.Dgeqrf(a.m, a.n, f.s, f.ld, tau, work, a.n)
		q := newMatrix(a.m, a.m, 2).set(func(i, j int) float64 {
			if j < k {
				return f.at(i, j)
			}
			return 77
		})
		impl.Dorgqr(a.m, a.m, k, q.s, q.ld, tau, work, a.m)
		near(t, "QᵀQ", q.transpose().times(q), unit(a.m), 1)
		thin := newMatrix(a.m, k, 0).set(q.at)
		near(t, "Q*R", thin.times(f.upper(k, math.NaN())), a, 2)
		checkMultiply(t, rnd, q, func(side gonumblas.Side, trans gonumblas.Transpose, c matrix) {
			impl.Dormqr(side, trans, c.m, c.n, k, f.s, f.ld, tau, c.s, c.ld, work, max(c.m, c.n))
		})
	})
}

// TestLQ is the same for rows.
func TestLQ(t *testing.T) {
	forEachShape(t, func(t *testing.T, rnd *rand.Rand, a matrix) {
		k := min(a.m, a.n)
		f, tau := a.clone(), make([]float64, k)
		work := make([]float64, max(a.m, a.n, 37))
		impl.Dgelqf(a.m, a.n, f.s, f.ld, tau, work, a.m)
		q := newMatrix(a.n, a.n, 2).set(func(i, j int) float64 {
			if i < k {
				return f.at(i, j)
			}
			return 77
		})
		impl.Dorglq(a.n, a.n, k, q.s, q.ld, tau, work, a.n)
		near(t, "Q*Qᵀ", q.times(q.transpose()), unit(a.n), 1)
		l := f.transpose().upper(k, math.NaN()).transpose()
		thin := newMatrix(k, a.n, 0).set(q.at)
		near(t, "L*Q", l.times(thin), a, 2)
		checkMultiply(t, rnd, q, func(side gonumblas.Side, trans gonumblas.Transpose, c matrix) {
			impl.Dormlq(side, trans, c.m, c.n, k, f.s, f.ld, tau, c.s, c.ld, work, max(c.m, c.n))
		})
	})
}

func checkMultiply(t *testing.T, rnd *rand.Rand, q matrix, multiply func(side gonumblas.Side, trans gonumblas.Transpose, c matrix)) {
	t.Helper()
	for _, other := range []int{1, 5, 37} {
		for _, trans := range []gonumblas.Transpose{gonumblas.NoTrans, gonumblas.Trans} {
			op := q
			if trans == gonumblas.Trans {
				op = q.transpose()
			}
			c := newMatrix(q.n, other, 3).set(random(rnd))
			want := op.times(c)
			multiply(gonumblas.Left, trans, c)
			near(t, "op(Q)*C", c, want, 2)
			c = newMatrix(other, q.n, 3).set(random(rnd))
			want = c.times(op)
			multiply(gonumblas.Right, trans, c)
			near(t, "C*op(Q)", c, want, 2)
		}
	}
}

// TestFormed wants the first columns, or rows, of Q from fewer reflections than there are columns.
func TestFormed(t *testing.T) {
	forEachShape(t, func(t *testing.T, rnd *rand.Rand, a matrix) {
		m, n := max(a.m, a.n), min(a.m, a.n)
		for _, k := range []int{0, 1, n / 2, n} {
			f, tau := newMatrix(m, n, 1).set(random(rnd)), make([]float64, n)
			work := make([]float64, 4*m)
			impl.Dgeqrf(m, n, f.s, f.ld, tau, work, m)
			q := f.clone()
			impl.Dorgqr(m, n, k, q.s, q.ld, tau[:k], work, m)
			want := newMatrix(m, n, 0).set(unit(m).at)
			if k > 0 {
				impl.Dormqr(gonumblas.Left, gonumblas.NoTrans, m, n, k, f.s, f.ld, tau[:k], want.s, want.ld, work, m)
			}
			near(t, "Q from columns", q, want, 1)

			f = f.transpose()
			impl.Dgelqf(n, m, f.s, f.ld, tau, work, m)
			q = f.clone()
			impl.Dorglq(n, m, k, q.s, q.ld, tau, work, m)
			want = newMatrix(n, m, 0).set(unit(m).at)
			if k > 0 {
				impl.Dormlq(gonumblas.Right, gonumblas.NoTrans, n, m, k, f.s, f.ld, tau, want.s, want.ld, work, m)
			}
			near(t, "Q from rows", q, want, 1)
		}
	})
}

// TestLeastSquares wants, where equations are many, a residual at right angles to the columns, and
// where they are few, a solution within the rows' span; also of matrices near the limits.
func TestLeastSquares(t *testing.T) {
	forEachShape(t, func(t *testing.T, rnd *rand.Rand, a matrix) {
		for _, scale := range []float64{1, 0x1p-1000, 0x1p1000} {
			for _, trans := range []gonumblas.Transpose{gonumblas.NoTrans, gonumblas.Trans} {
				op := a
				if trans == gonumblas.Trans {
					op = a.transpose()
				}
				const nrhs = 3
				b := newMatrix(max(a.m, a.n), nrhs, 1).set(random(rnd))
				x, f := b.clone(), a.clone().set(func(i, j int) float64 { return a.at(i, j) * scale })
				k := min(a.m, a.n)
				lwork := k + max(k, nrhs)
				if !impl.Dgels(trans, a.m, a.n, nrhs, f.s, f.ld, x.s, x.ld, make([]float64, lwork), lwork) {
					t.Fatal("not of full rank")
				}
				x.m = op.n
				x = newMatrix(op.n, nrhs, 0).set(func(i, j int) float64 { return x.at(i, j) * scale })
				residual := op.times(x).change(func(v float64, i, j int) float64 { return v - b.at(i, j) })
				near(t, "opᵀ*(op*X - B)", op.transpose().times(residual), newMatrix(op.n, nrhs, 0), condition(op, x)*float64(op.m))
				if op.m < op.n {
					near(t, "op*X - B", residual, newMatrix(op.m, nrhs, 0), condition(op, x))
				}
			}
		}
	})
}

// change replaces elements by what f makes of them.
func (a matrix) change(f func(v float64, i, j int) float64) matrix {
	return a.set(func(i, j int) float64 { return f(a.at(i, j), i, j) })
}
