package lapack_test

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	gonumblas "gonum.org/v1/gonum/blas"
	gonumlapack "gonum.org/v1/gonum/lapack"
	"gonum.org/v1/gonum/lapack/gonum"

	"github.com/lanewise/lanewise/blas"
	"github.com/lanewise/lanewise/blas/lapack"
)

// routines is what the benchmark calls: gonum's interface.
type routines = gonumlapack.Float64

// benchmarks are calls on n×n matrices, with n³ times flops operations.
var benchmarks = []struct {
	name  string
	flops float64
	call  func(l routines, m *matrices)
}{
	{"LU", 2.0 / 3, func(l routines, m *matrices) { l.Dgetrf(m.n, m.n, m.a, m.n, m.ipiv) }},
	{"Inverse", 2, func(l routines, m *matrices) {
		l.Dgetrf(m.n, m.n, m.a, m.n, m.ipiv)
		work := m.room(func(w []float64, lwork int) { l.Dgetri(m.n, m.a, m.n, m.ipiv, w, lwork) })
		l.Dgetri(m.n, m.a, m.n, m.ipiv, work, len(work))
	}},
	{"Solve1", 2.0 / 3, func(l routines, m *matrices) {
		l.Dgetrf(m.n, m.n, m.a, m.n, m.ipiv)
		l.Dgetrs(gonumblas.NoTrans, m.n, 1, m.a, m.n, m.ipiv, m.b, 1)
	}},
	{"CholeskyLower", 1.0 / 3, func(l routines, m *matrices) { l.Dpotrf(gonumblas.Lower, m.n, m.a, m.n) }},
	{"CholeskyUpper", 1.0 / 3, func(l routines, m *matrices) { l.Dpotrf(gonumblas.Upper, m.n, m.a, m.n) }},
	{"CholeskyInverse", 1, func(l routines, m *matrices) {
		l.Dpotrf(gonumblas.Upper, m.n, m.a, m.n)
		l.Dpotri(gonumblas.Upper, m.n, m.a, m.n)
	}},
	{"QR", 8.0 / 3, func(l routines, m *matrices) {
		work := m.room(func(w []float64, lwork int) { l.Dgeqrf(m.n, m.n, m.a, m.n, m.tau, w, lwork) })
		l.Dgeqrf(m.n, m.n, m.a, m.n, m.tau, work, len(work))
		l.Dorgqr(m.n, m.n, m.n, m.a, m.n, m.tau, work, len(work))
	}},
	{"LQ", 8.0 / 3, func(l routines, m *matrices) {
		work := m.room(func(w []float64, lwork int) { l.Dgelqf(m.n, m.n, m.a, m.n, m.tau, w, lwork) })
		l.Dgelqf(m.n, m.n, m.a, m.n, m.tau, work, len(work))
		l.Dorglq(m.n, m.n, m.n, m.a, m.n, m.tau, work, len(work))
	}},
	{"LeastSquares", 4.0 / 3, func(l routines, m *matrices) {
		work := m.room(func(w []float64, lwork int) { l.Dgels(gonumblas.NoTrans, m.n, m.n, 1, m.a, m.n, m.b, 1, w, lwork) })
		l.Dgels(gonumblas.NoTrans, m.n, m.n, 1, m.a, m.n, m.b, 1, work, len(work))
	}},
}

var sizes = []int{10, 32, 64, 100, 200, 512, 1024}

// matrices are operands of a call.
type matrices struct {
	n                         int
	original, a, b, tau, work []float64
	ipiv                      []int
}

// newMatrices returns operands whose matrix A is positive definite.
func newMatrices(n int) *matrices {
	m := &matrices{n: n, original: make([]float64, n*n), a: make([]float64, n*n), b: make([]float64, n), tau: make([]float64, n), ipiv: make([]int, n)}
	rnd := rand.New(rand.NewPCG(1, uint64(n)))
	for i := range n {
		for j := range i {
			v := rnd.Float64() - 0.5
			m.original[i*n+j], m.original[j*n+i] = v, v
		}
		m.original[i*n+i] = float64(n)
		m.b[i] = rnd.Float64()
	}
	m.work = make([]float64, 300*n+1<<14)
	return m
}

// room returns as much of work as a query asks for: gonum's routines clear what they get.
func (m *matrices) room(query func(work []float64, lwork int)) []float64 {
	query(m.work, -1)
	return m.work[:int(m.work[0])]
}

// BenchmarkLAPACK times this package and gonum's routines in turn, both on lanewise's
// BLAS, and reports the ratio of their shortest times.
func BenchmarkLAPACK(b *testing.B) {
	defer blas.Use()()
	for _, c := range benchmarks {
		for _, n := range sizes {
			b.Run(fmt.Sprintf("%s/%d", c.name, n), func(b *testing.B) {
				m := newMatrices(n)
				if c.name == "LU" { // with exchanges of rows
					for i := range n {
						m.original[i*n+i] = 0
					}
				}
				timed := func(l routines) time.Duration {
					copy(m.a, m.original)
					start := time.Now()
					c.call(l, m)
					return time.Since(start)
				}
				ours, theirs := time.Hour, time.Hour
				for b.Loop() {
					ours = min(ours, timed(lapack.Implementation{}))
					theirs = min(theirs, timed(gonum.Implementation{}))
				}
				b.ReportMetric(0, "ns/op")
				b.ReportMetric(float64(ours.Nanoseconds())/1e3, "µs")
				b.ReportMetric(float64(theirs.Nanoseconds())/1e3, "gonum-µs")
				b.ReportMetric(float64(theirs)/float64(ours), "ratio")
				b.ReportMetric(c.flops*float64(n*n*n)/float64(ours.Nanoseconds()), "GF/s")
			})
		}
	}
}
