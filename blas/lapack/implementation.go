package lapack

import (
	"gonum.org/v1/gonum/lapack"
	"gonum.org/v1/gonum/lapack/gonum"
	"gonum.org/v1/gonum/lapack/lapack64"

	"github.com/lanewise/lanewise/blas"
)

// Implementation is gonum's LAPACK with the methods of this package in place of its
// own. Methods that gonum's type has and this one does not name are gonum's; what
// those call in turn is gonum's, too: eigenvalues and singular values gain by the BLAS
// only. Its zero value is ready to use.
type Implementation struct{ gonum.Implementation }

var _ lapack.Float64 = Implementation{}

// Use installs [Implementation] in gonum's package lapack64 and a BLAS by [blas.Use].
// It returns a function that puts back the BLAS that was there, and gonum's own LAPACK:
// lapack64 does not tell what was installed in it.
//
// As gonum's own functions Use it must not be called while other goroutines
// compute: the beginning of a program is the time for it.
func Use() (restore func()) {
	back := blas.Use()
	lapack64.Use(Implementation{})
	return func() {
		back()
		lapack64.Use(gonum.Implementation{})
	}
}
