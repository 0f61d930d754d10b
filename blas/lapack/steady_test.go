package lapack_test

import (
	"math"
	"slices"
	"testing"

	gonumblas "gonum.org/v1/gonum/blas"

	"github.com/lanewise/lanewise/blas"
	"github.com/lanewise/lanewise/kernels/kerneltest"
	"github.com/lanewise/lanewise/threadctl"
)

// operands are what the routines below work on, and leave results in.
type operands struct {
	m, n             int
	a, b, tau, work  []float64
	ipiv             []int
	lworkQR, lworkLQ int
}

// newOperands returns an m×n matrix and m right sides, with as much work as queries say
// or, if short is set, with as little as is enough.
func newOperands(m, n int, short bool) *operands {
	x := &operands{m: m, n: n, a: make([]float64, m*n), b: make([]float64, max(m, n)), tau: make([]float64, min(m, n)), ipiv: make([]int, min(m, n))}
	x.fill()
	x.lworkQR, x.lworkLQ = n, m
	if !short {
		var best [1]float64
		impl.Dgeqrf(m, n, x.a, n, x.tau, best[:], -1)
		x.lworkQR = int(best[0])
		impl.Dgelqf(m, n, x.a, n, x.tau, best[:], -1)
		x.lworkLQ = int(best[0])
	}
	x.work = make([]float64, max(x.lworkQR, x.lworkLQ, 2*max(m, n)))
	return x
}

// fill makes the matrix, the square part of which is diagonally dominant and symmetric.
func (x *operands) fill() {
	for i := range x.m {
		for j := range x.n {
			x.a[i*x.n+j] = math.Sin(float64((i + 1) * (j + 1)))
			if i == j {
				x.a[i*x.n+j] += float64(x.n)
			}
		}
	}
	for i := range x.b {
		x.b[i] = math.Cos(float64(i))
	}
}

var routineCalls = []struct {
	name   string
	square bool
	call   func(x *operands)
}{
	{"Dgetrf", false, func(x *operands) { impl.Dgetrf(x.m, x.n, x.a, x.n, x.ipiv) }},
	{"Dgetri", true, func(x *operands) {
		impl.Dgetrf(x.n, x.n, x.a, x.n, x.ipiv)
		impl.Dgetri(x.n, x.a, x.n, x.ipiv, x.work, x.lworkQR)
	}},
	{"Dgesv", true, func(x *operands) { impl.Dgesv(x.n, 1, x.a, x.n, x.ipiv, x.b, 1) }},
	{"DpotrfUpper", true, func(x *operands) { impl.Dpotrf(gonumblas.Upper, x.n, x.a, x.n) }},
	{"DpotrfLower", true, func(x *operands) { impl.Dpotrf(gonumblas.Lower, x.n, x.a, x.n) }},
	{"DpotriUpper", true, func(x *operands) { impl.Dpotri(gonumblas.Upper, x.n, x.a, x.n) }},
	{"DpotriLower", true, func(x *operands) { impl.Dpotri(gonumblas.Lower, x.n, x.a, x.n) }},
	{"Dpotrs", true, func(x *operands) { impl.Dpotrs(gonumblas.Lower, x.n, 1, x.a, x.n, x.b, 1) }},
	{"Dgeqrf", false, func(x *operands) { impl.Dgeqrf(x.m, x.n, x.a, x.n, x.tau, x.work, x.lworkQR) }},
	{"Dorgqr", true, func(x *operands) {
		impl.Dgeqrf(x.m, x.n, x.a, x.n, x.tau, x.work, x.lworkQR)
		impl.Dorgqr(x.m, x.n, x.n, x.a, x.n, x.tau, x.work, x.lworkQR)
	}},
	{"Dormqr", false, func(x *operands) {
		impl.Dgeqrf(x.m, x.n, x.a, x.n, x.tau, x.work, x.lworkQR)
		impl.Dormqr(gonumblas.Left, gonumblas.Trans, x.m, 1, len(x.tau), x.a, x.n, x.tau, x.b, 1, x.work, x.lworkQR)
	}},
	{"Dgelqf", false, func(x *operands) { impl.Dgelqf(x.m, x.n, x.a, x.n, x.tau, x.work, x.lworkLQ) }},
	{"Dorglq", true, func(x *operands) {
		impl.Dgelqf(x.m, x.n, x.a, x.n, x.tau, x.work, x.lworkLQ)
		impl.Dorglq(x.n, x.n, x.n, x.a, x.n, x.tau, x.work, x.lworkLQ)
	}},
	{"Dgels", false, func(x *operands) { impl.Dgels(gonumblas.NoTrans, x.m, x.n, 1, x.a, x.n, x.b, 1, x.work, len(x.work)) }},
}

// TestSameBits wants the same results for one and for two threads, and for all lengths of work.
func TestSameBits(t *testing.T) {
	defer blas.Use()()
	for _, c := range routineCalls {
		for _, s := range [][2]int{{3, 3}, {31, 31}, {50, 50}, {260, 260}, {300, 200}, {200, 300}} {
			if c.square && s[0] != s[1] {
				continue
			}
			run := func(threads int, short bool) *operands {
				defer threadctl.SetBudget(threadctl.SetBudget(threads))
				x := newOperands(s[0], s[1], short)
				c.call(x)
				return x
			}
			want := run(1, false)
			for _, got := range []*operands{run(2, false), run(1, true), run(2, true)} {
				if !equalBits(got.a, want.a) || !equalBits(got.b, want.b) || !equalBits(got.tau, want.tau) || !slices.Equal(got.ipiv, want.ipiv) {
					t.Errorf("%s of %d×%d: results depend on threads or work", c.name, s[0], s[1])
				}
			}
		}
	}
}

// TestNaN wants routines to end, whatever the matrix holds.
func TestNaN(t *testing.T) {
	defer blas.Use()()
	for _, v := range []float64{math.NaN(), math.Inf(1), math.MaxFloat64, 5e-324} {
		for _, c := range routineCalls {
			for _, n := range []int{1, 7, 40, 70} {
				for _, at := range []int{0, n * n / 2, n*n - 1} {
					x := newOperands(n, n, false)
					x.a[at] = v
					c.call(x)
				}
				x := newOperands(n, n, false)
				for i := range x.a {
					x.a[i] = v
				}
				c.call(x)
			}
		}
	}
}

// TestTiny wants the factors of a matrix of subnormal numbers, whose reciprocals overflow.
func TestTiny(t *testing.T) {
	defer blas.Use()()
	for _, n := range []int{2, 9, 40} {
		a, b := newOperands(n, n, true), newOperands(n, n, true)
		for i := range a.a {
			a.a[i] = math.Round(a.a[i] * 0x1p20)
			b.a[i] = a.a[i] * 0x1p-1074
		}
		impl.Dgetrf(n, n, a.a, n, a.ipiv)
		impl.Dgetrf(n, n, b.a, n, b.ipiv)
		if !slices.Equal(a.ipiv, b.ipiv) {
			t.Errorf("n = %d: pivots %v, want %v", n, b.ipiv, a.ipiv)
		}
		for i := range n {
			for j := range i {
				if l, want := b.a[i*n+j], a.a[i*n+j]; !(math.Abs(l-want) < 0x1p-15) {
					t.Fatalf("n = %d: L(%d, %d) is %g, want %g", n, i, j, l, want)
				}
			}
		}
	}
}

// TestAllocations wants none, with work of any length.
func TestAllocations(t *testing.T) {
	if kerneltest.RaceEnabled {
		t.Skip("under the race detector pools forget at random")
	}
	defer blas.Use()()
	defer threadctl.SetBudget(threadctl.SetBudget(1))
	for _, c := range routineCalls {
		for _, short := range []bool{true, false} {
			x := newOperands(70, 70, short)
			if got := testing.AllocsPerRun(20, func() { x.fill(); c.call(x) }); got >= 1 {
				t.Errorf("%s: %v allocations", c.name, got)
			}
		}
	}
}
