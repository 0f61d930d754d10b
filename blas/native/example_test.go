package native_test

import (
	"fmt"

	"gonum.org/v1/gonum/mat"

	"github.com/lanewise/lanewise/blas"
	"github.com/lanewise/lanewise/blas/native"
)

// A program that has gonum's matrices multiplied by a native library, if there is one.
func ExampleOpen() {
	if b, err := native.Open("native"); err == nil {
		b.Use()
	} // else gonum computes as before, and err says what was looked for

	a := mat.NewDense(2, 2, []float64{1, 2, 3, 4})
	var c mat.Dense
	c.Mul(a, a)
	fmt.Println(c.RawMatrix().Data)
	// Output: [7 10 15 22]
}

// What blas.Backends lists depends on the machine. On a Zen 4 with Debian's libopenblas0-pthread and libblis4-pthread it
// prints
//
//	openblas 0.3.21, core Cooperlake, threads pthreads, 32-bit integers, /usr/lib/x86_64-linux-gnu/openblas-pthread/libopenblasp-r0.3.21.so
//	blis 0.9.0, core zen3, threads pthreads, 32-bit integers, /usr/lib/x86_64-linux-gnu/blis-pthread/libblis.so.4
func ExampleBackends() {
	for _, b := range blas.Backends() {
		fmt.Println(b)
	}
}
