package blas_test

import (
	"testing"

	"github.com/lanewise/lanewise/blas"
	"github.com/lanewise/lanewise/kernels"
	"github.com/lanewise/lanewise/kernels/kerneltest"
	gonum "gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/testblas"
)

var _ interface {
	gonum.Float32Level3
	gonum.Float64Level3
	gonum.Complex64Level3
	gonum.Complex128Level3
} = blas.Implementation{}

// TestGonumLevel3 runs gonum's own tests.
func TestGonumLevel3(t *testing.T) {
	if testing.Short() {
		gonumLevel3(t)
		return
	}
	kerneltest.ForEachLevel(t, func(t *testing.T, l kernels.Level) { gonumLevel3(t) })
}

func gonumLevel3(t *testing.T) {
	impl := blas.Implementation{}
	testblas.TestDgemm(t, impl)
	testblas.DsymmTest(t, impl)
	testblas.DtrmmTest(t, impl)
	testblas.DtrsmTest(t, impl)
	testblas.DsyrkTest(t, impl)
	testblas.Dsyr2kTest(t, impl)
	testblas.ZgemmTest(t, impl)
	testblas.ZsymmTest(t, impl)
	testblas.ZhemmTest(t, impl)
	testblas.ZtrmmTest(t, impl)
	testblas.ZtrsmTest(t, impl)
	testblas.ZsyrkTest(t, impl)
	testblas.ZherkTest(t, impl)
	testblas.Zsyr2kTest(t, impl)
	testblas.Zher2kTest(t, impl)
}
