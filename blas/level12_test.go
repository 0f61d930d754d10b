package blas

import (
	"testing"

	"github.com/lanewise/lanewise/kernels"
	"github.com/lanewise/lanewise/kernels/kerneltest"
	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/testblas"
)

var (
	_ blas.Float32Level1    = Implementation{}
	_ blas.Float64Level1    = Implementation{}
	_ blas.Complex64Level1  = Implementation{}
	_ blas.Complex128Level1 = Implementation{}
	_ blas.Float32Level2    = Implementation{}
	_ blas.Float64Level2    = Implementation{}
	_ blas.Complex64Level2  = Implementation{}
	_ blas.Complex128Level2 = Implementation{}
)

// testBLAS runs one of gonum's tests.
func testBLAS[I any](name string, test func(t *testing.T, impl I)) testing.InternalTest {
	return testing.InternalTest{Name: name, F: func(t *testing.T) { test(t, any(Implementation{}).(I)) }}
}

// gonumTests lists gonum's tests of levels 1 and 2, which are of float64 and
// complex128.
var gonumTests = []testing.InternalTest{
	testBLAS("Ddot", testblas.DdotTest), testBLAS("Dnrm2", testblas.Dnrm2Test), testBLAS("Dasum", testblas.DasumTest),
	testBLAS("Idamax", testblas.IdamaxTest), testBLAS("Dswap", testblas.DswapTest), testBLAS("Dcopy", testblas.DcopyTest),
	testBLAS("Daxpy", testblas.DaxpyTest), testBLAS("Drotmg", testblas.DrotmgTest), testBLAS("Drot", testblas.DrotTest),
	testBLAS("Drotm", testblas.DrotmTest), testBLAS("Dscal", testblas.DscalTest),
	testBLAS("Drotg", func(t *testing.T, impl testblas.Drotger) { testblas.DrotgTest(t, impl, false) }),
	testBLAS("Dgemv", testblas.DgemvTest), testBLAS("Dgbmv", testblas.DgbmvTest), testBLAS("Dger", testblas.DgerTest),
	testBLAS("Dsymv", testblas.DsymvTest), testBLAS("Dsbmv", testblas.DsbmvTest), testBLAS("Dspmv", testblas.DspmvTest),
	testBLAS("Dsyr", testblas.DsyrTest), testBLAS("Dspr", testblas.DsprTest), testBLAS("Dsyr2", testblas.Dsyr2Test),
	testBLAS("Dspr2", testblas.Dspr2Test), testBLAS("Dtrmv", testblas.DtrmvTest), testBLAS("Dtbmv", testblas.DtbmvTest),
	testBLAS("Dtpmv", testblas.DtpmvTest), testBLAS("Dtxmv", testblas.DtxmvTest), testBLAS("Dtrsv", testblas.DtrsvTest),
	testBLAS("Dtbsv", testblas.DtbsvTest), testBLAS("Dtpsv", testblas.DtpsvTest),
	testBLAS("Zdotu", testblas.ZdotuTest), testBLAS("Zdotc", testblas.ZdotcTest), testBLAS("Dznrm2", testblas.Dznrm2Test),
	testBLAS("Dzasum", testblas.DzasumTest), testBLAS("Izamax", testblas.IzamaxTest), testBLAS("Zswap", testblas.ZswapTest),
	testBLAS("Zcopy", testblas.ZcopyTest), testBLAS("Zaxpy", testblas.ZaxpyTest), testBLAS("Zscal", testblas.ZscalTest),
	testBLAS("Zdscal", testblas.ZdscalTest), testBLAS("Zgemv", testblas.ZgemvTest), testBLAS("Zgbmv", testblas.ZgbmvTest),
	testBLAS("Zgeru", testblas.ZgeruTest), testBLAS("Zgerc", testblas.ZgercTest), testBLAS("Zhemv", testblas.ZhemvTest),
	testBLAS("Zhbmv", testblas.ZhbmvTest), testBLAS("Zhpmv", testblas.ZhpmvTest), testBLAS("Zher", testblas.ZherTest),
	testBLAS("Zhpr", testblas.ZhprTest), testBLAS("Zher2", testblas.Zher2Test), testBLAS("Zhpr2", testblas.Zhpr2Test),
	testBLAS("Ztrmv", testblas.ZtrmvTest), testBLAS("Ztbmv", testblas.ZtbmvTest), testBLAS("Ztpmv", testblas.ZtpmvTest),
	testBLAS("Ztrsv", testblas.ZtrsvTest), testBLAS("Ztbsv", testblas.ZtbsvTest), testBLAS("Ztpsv", testblas.ZtpsvTest),
}

// TestGonum runs gonum's tests at every level, in short at the best.
func TestGonum(t *testing.T) {
	levels := kernels.Levels()
	kerneltest.ForEachLevel(t, func(t *testing.T, l kernels.Level) {
		if testing.Short() && l != levels[len(levels)-1] {
			t.Skip("only the best level in short")
		}
		for _, test := range gonumTests {
			t.Run(test.Name, test.F)
		}
	})
}
