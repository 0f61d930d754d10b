package main

import (
	"fmt"
	"math/rand/v2"
	"runtime"

	"github.com/lanewise/lanewise/blas/lapack"
	nd "github.com/lanewise/lanewise/ndarray"
	"github.com/lanewise/lanewise/ndarray/linalg"
	"github.com/lanewise/lanewise/threadctl"
	"gonum.org/v1/gonum/blas/blas64"
	gonumblas "gonum.org/v1/gonum/blas/gonum"
	gonumlapack "gonum.org/v1/gonum/lapack/gonum"
	"gonum.org/v1/gonum/lapack/lapack64"
	"gonum.org/v1/gonum/mat"
)

// decompositions are what linear algebra does to square matrices of random numbers, positive ones for cholesky.
var decompositions = []struct {
	name, python string
	positive     bool
	ours         func(a array)
	gonum        func(a *mat.Dense)
}{
	{"slogdet", "np.linalg.slogdet(a)", false, func(a array) { arraySink, _ = linalg.SlogDet(a) }, func(a *mat.Dense) {
		var lu mat.LU
		lu.Factorize(a)
		numberSink, _ = lu.LogDet()
	}},
	{"inv", "np.linalg.inv(a)", false, func(a array) { arraySink, _ = linalg.Inv(a) }, func(a *mat.Dense) {
		var inverse mat.Dense
		if inverse.Inverse(a) != nil {
			panic("singular")
		}
	}},
	{"cholesky", "np.linalg.cholesky(a)", true, func(a array) { arraySink, _ = linalg.Cholesky(a) }, func(a *mat.Dense) {
		var c mat.Cholesky
		if !c.Factorize(mat.NewSymDense(a.RawMatrix().Rows, a.RawMatrix().Data)) {
			panic("not positive")
		}
	}},
	{"qr", "np.linalg.qr(a)", false, func(a array) { arraySink, _ = linalg.QR(a) }, func(a *mat.Dense) {
		var qr mat.QR
		var q mat.Dense
		qr.Factorize(a)
		qr.QTo(&q)
	}},
}

// onGonum runs something of gonum's on gonum's own BLAS and LAPACK, in whose place ours are elsewhere.
func onGonum(run func()) {
	defer func() { lapack.Use() }()
	blas64.Use(gonumblas.Implementation{})
	lapack64.Use(gonumlapack.Implementation{})
	run()
}

// decompositionRows are decompositions of several sizes.
func decompositionRows() (rows []*arrayRow) {
	for _, n := range []int{512, 1024} {
		for _, d := range decompositions {
			matrix := func() array {
				r := rand.New(rand.NewPCG(1, 2))
				a := nd.FromFunc(func([]int) float64 { return r.NormFloat64() }, n, n)
				if d.positive {
					a = nd.MatMul(a, a.T()).Add(nd.Identity[float64](n))
				}
				return a
			}
			setup := fmt.Sprintf("a = np.random.default_rng(1).standard_normal((%[1]d, %[1]d))", n)
			if d.positive {
				setup += fmt.Sprintf("; a = a @ a.T + np.eye(%d)", n)
			}
			rows = append(rows, &arrayRow{name: fmt.Sprintf("%s, (%d, %d)", d.name, n, n), n: n * n, threads: true, setup: setup, code: numpy(d.python),
				prepare: func() func() {
					a := matrix()
					return func() { d.ours(a) }
				},
				gonum: func() func() {
					data, _ := matrix().Data()
					a := mat.NewDense(n, n, data)
					return func() {
						defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(threadctl.Budget())) // its products take all
						onGonum(func() { d.gonum(a) })
					}
				}})
		}
	}
	return rows
}
