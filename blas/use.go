package blas

import (
	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/blas32"
	"gonum.org/v1/gonum/blas/blas64"
	"gonum.org/v1/gonum/blas/cblas128"
	"gonum.org/v1/gonum/blas/cblas64"
)

var (
	_ blas.Float32    = Implementation{}
	_ blas.Float64    = Implementation{}
	_ blas.Complex64  = Implementation{}
	_ blas.Complex128 = Implementation{}
)

// Use installs [Implementation] in gonum's packages blas32, blas64, cblas64 and
// cblas128, through which mat, lapack and others compute. It returns a function
// that puts back what was there.
//
//	func main() {
//		blas.Use()
//		...
//
// If a program imports package blas/native and the environment variable
// LANEWISE_BLAS names a native library, Use installs that.
//
// As gonum's own functions Use it must not be called while other goroutines
// compute: the beginning of a program is the time for it.
func Use() (restore func()) {
	s, d, c, z := blas32.Implementation(), blas64.Implementation(), cblas64.Implementation(), cblas128.Implementation()
	var all Routines = Implementation{}
	if b, ok := Selected(); ok {
		all = b.Routines
	}
	install(all, all, all, all)
	return func() { install(s, d, c, z) }
}

func install(s blas.Float32, d blas.Float64, c blas.Complex64, z blas.Complex128) {
	blas32.Use(s)
	blas64.Use(d)
	cblas64.Use(c)
	cblas128.Use(z)
}
