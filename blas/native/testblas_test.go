package native

import (
	"reflect"
	"runtime"
	"strings"
	"testing"

	"gonum.org/v1/gonum/blas/testblas"
)

// suites are gonum's own tests, functions of a *testing.T and an implementation.
var suites = []any{
	testblas.DasumTest, testblas.DaxpyTest, testblas.DcopyTest, testblas.DdotTest, testblas.Dnrm2Test, testblas.DrotTest,
	testblas.DrotmTest, testblas.DscalTest, testblas.DswapTest, testblas.IdamaxTest, testblas.DrotgTest, testblas.DrotmgTest,
	testblas.DgbmvTest, testblas.DgemvTest, testblas.DgerTest, testblas.DsbmvTest, testblas.DspmvTest, testblas.DsprTest,
	testblas.Dspr2Test, testblas.DsymvTest, testblas.DsyrTest, testblas.Dsyr2Test, testblas.DtbmvTest, testblas.DtbsvTest,
	testblas.DtpmvTest, testblas.DtpsvTest, testblas.DtrmvTest, testblas.DtrsvTest, testblas.DtxmvTest,
	testblas.TestDgemm, testblas.DsymmTest, testblas.DsyrkTest, testblas.Dsyr2kTest, testblas.DtrmmTest, testblas.DtrsmTest,
	testblas.DzasumTest, testblas.Dznrm2Test, testblas.IzamaxTest, testblas.ZaxpyTest, testblas.ZcopyTest, testblas.ZdotcTest,
	testblas.ZdotuTest, testblas.ZdscalTest, testblas.ZscalTest, testblas.ZswapTest,
	testblas.ZgbmvTest, testblas.ZgemvTest, testblas.ZgercTest, testblas.ZgeruTest, testblas.ZhbmvTest, testblas.ZhemvTest,
	testblas.ZherTest, testblas.Zher2Test, testblas.ZhpmvTest, testblas.ZhprTest, testblas.Zhpr2Test, testblas.ZtbmvTest,
	testblas.ZtbsvTest, testblas.ZtpmvTest, testblas.ZtpsvTest, testblas.ZtrmvTest, testblas.ZtrsvTest,
	testblas.ZgemmTest, testblas.ZhemmTest, testblas.ZherkTest, testblas.Zher2kTest, testblas.ZsymmTest, testblas.ZsyrkTest,
	testblas.Zsyr2kTest, testblas.ZtrmmTest, testblas.ZtrsmTest,
}

func TestGonumSuites(t *testing.T) {
	each(t, func(t *testing.T, b *Backend) {
		for _, suite := range suites {
			f := reflect.ValueOf(suite)
			name := runtime.FuncForPC(f.Pointer()).Name()
			t.Run(name[strings.LastIndex(name, ".")+1:], func(t *testing.T) {
				args := []reflect.Value{reflect.ValueOf(t), reflect.ValueOf(b)}
				if f.Type().NumIn() == 3 {
					args = append(args, reflect.ValueOf(false))
				}
				f.Call(args)
			})
		}
	})
}
