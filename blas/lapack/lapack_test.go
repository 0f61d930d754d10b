package lapack_test

import (
	"testing"

	"gonum.org/v1/gonum/blas/blas64"
	"gonum.org/v1/gonum/lapack/lapack64"
	"gonum.org/v1/gonum/lapack/testlapack"

	"github.com/lanewise/lanewise/blas"
	"github.com/lanewise/lanewise/blas/lapack"
)

var impl lapack.Implementation

// gonum's tests of the routines that this package has, and of those that call them.
var gonumTests = []struct {
	name string
	run  func(t *testing.T)
}{
	{"Dgetrf", func(t *testing.T) { testlapack.DgetrfTest(t, impl) }},
	{"Dgetrs", func(t *testing.T) { testlapack.DgetrsTest(t, impl) }},
	{"Dgetri", func(t *testing.T) { testlapack.DgetriTest(t, impl) }},
	{"Dgesv", func(t *testing.T) { testlapack.DgesvTest(t, impl) }},
	{"Dgecon", func(t *testing.T) { testlapack.DgeconTest(t, impl) }},
	{"Dpotrf", func(t *testing.T) { testlapack.DpotrfTest(t, impl) }},
	{"Dpotri", func(t *testing.T) { testlapack.DpotriTest(t, impl) }},
	{"Dpotrs", func(t *testing.T) { testlapack.DpotrsTest(t, impl) }},
	{"Dpocon", func(t *testing.T) { testlapack.DpoconTest(t, impl) }},
	{"Dlauum", func(t *testing.T) { testlapack.DlauumTest(t, impl) }},
	{"Dtrtri", func(t *testing.T) { testlapack.DtrtriTest(t, impl) }},
	{"Dtrtrs", func(t *testing.T) { testlapack.DtrtrsTest(t, impl) }},
	{"Dgeqrf", func(t *testing.T) { testlapack.DgeqrfTest(t, impl) }},
	{"Dorgqr", func(t *testing.T) { testlapack.DorgqrTest(t, impl) }},
	{"Dormqr", func(t *testing.T) { testlapack.DormqrTest(t, impl) }},
	{"Dgelqf", func(t *testing.T) { testlapack.DgelqfTest(t, impl) }},
	{"Dorglq", func(t *testing.T) { testlapack.DorglqTest(t, impl) }},
	{"Dormlq", func(t *testing.T) { testlapack.DormlqTest(t, impl) }},
	{"Dgels", func(t *testing.T) { testlapack.DgelsTest(t, impl) }},
	{"Dgeqp3", func(t *testing.T) { testlapack.Dgeqp3Test(t, impl) }},
}

func TestGonum(t *testing.T) {
	defer blas.Use()()
	for _, test := range gonumTests {
		t.Run(test.name, test.run)
	}
}

// TestUse asks lapack64 by a query what is installed.
func TestUse(t *testing.T) {
	query := func() float64 {
		var best [1]float64
		lapack64.Geqrf(blas64.General{Rows: 300, Cols: 300, Stride: 300}, nil, best[:], -1)
		return best[0]
	}
	gonums, before := query(), blas64.Implementation()
	restore := lapack.Use()
	if query() == gonums {
		t.Error("gonum's LAPACK is installed after Use")
	}
	if blas64.Implementation() != (blas.Implementation{}) {
		t.Errorf("%T is installed after Use", blas64.Implementation())
	}
	restore()
	if query() != gonums || blas64.Implementation() != before {
		t.Error("restore does not put back gonum's")
	}
}
