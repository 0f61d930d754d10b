package linalg

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/lanewise/lanewise/ndarray"
)

func testLstsq[T ndarray.Inexact](t *testing.T) {
	r := rand.New(rand.NewPCG(9, 9))
	for _, s := range [][2]int{{5, 3}, {3, 5}, {4, 4}, {3, 0}, {0, 3}} {
		m, n := s[0], s[1]
		a := random[T](r, 2, m, n)
		b := random[T](r, 2, m, 3)
		res, err := Lstsq(a, b)
		if err != nil {
			t.Fatal(err)
		}
		rest := ndarray.Sub(toC(b), mul(a, res.X))
		// The residual is orthogonal to the columns of a.
		within(t, "aᴴ@residual", norm(mul(adj(a), rest)), constant*10*unit[T]()*(norm(a)*norm(b)+norm(a)*norm(a)*norm(res.X)))
		sums := ndarray.SumAxis(ndarray.Mul(rest, ndarray.Conj(rest)), 1)
		within(t, "Residuals", distance(res.Residuals, sums), 1e-5*norm(b))
		for _, k := range slices.Collect(res.Rank.Values()) {
			if k != min(m, n) {
				t.Error("rank", k, "of", s)
			}
		}
		one, err := Lstsq(a.Row(1), b.Row(1).Slice(ndarray.All, ndarray.I(2)))
		if err != nil {
			t.Fatal(err)
		}
		within(t, "one vector", distance(one.X, res.X.Row(1).Slice(ndarray.All, ndarray.I(2))), 1000*unit[T]()*(1+norm(one.X)))
		if one.Rank.NDim() != 0 || one.Residuals.NDim() != 0 {
			t.Error("one vector has", one.Rank.Shape(), one.Residuals.Shape())
		}
		p, err := PInv(a)
		if err != nil {
			t.Fatal(err)
		}
		bound := constant * 100 * unit[T]() * norm(a) * norm(p)
		within(t, "a@p@a", distance(mul(mul(a, p), a), a), bound*norm(a))
		within(t, "p@a@p", distance(mul(mul(p, a), p), p), bound*norm(p))
		within(t, "(a@p)ᴴ", distance(adj(mul(a, p)), mul(a, p)), bound)
		within(t, "(p@a)ᴴ", distance(adj(mul(p, a)), mul(p, a)), bound)
	}
	low := narrow[T](mul(random[T](r, 6, 2), random[T](r, 2, 5)))
	res, err := Lstsq(low, random[T](r, 6))
	if err != nil || res.Rank.Item() != 2 || len(res.S.Shape()) != 1 {
		t.Error("rank", res.Rank, err)
	}
	if k, err := MatrixRankTol(eyes(random[T](r, 3, 3)), 1); err != nil || k.Item() != 0 {
		t.Error(k, err)
	}
	if p, err := PInvTol(eyes(random[T](r, 3, 3)), 1); err != nil || norm(p) != 0 {
		t.Error(p, err)
	}
}

func TestLstsq(t *testing.T) {
	allTypes(t, testLstsq[float64], testLstsq[volts], testLstsq[float32], testLstsq[complex128], testLstsq[complex64])
}
