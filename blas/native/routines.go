package native

import (
	"fmt"
	"strings"
	"sync"
	"unsafe"

	"github.com/lanewise/lanewise/blas"
)

// float is the constraint of what scales and measures elements.
type float interface{ float32 | float64 }

// A routine is the index of one of a type's routines.
type routine int

const (
	rIamax routine = iota
	rSwap
	rCopy
	rAxpy
	rScal
	rScalReal
	rRot
	rRotm
	rGemv
	rGbmv
	rTrmv
	rTbmv
	rTpmv
	rTrsv
	rTbsv
	rTpsv
	rSymv
	rSbmv
	rSpmv
	rGer
	rSyr
	rSpr
	rSyr2
	rSpr2
	rGemm
	rSymm
	rHemm
	rSyrk
	rHerk
	rSyr2k
	rHer2k
	rTrmm
	rTrsm
	numRoutines
)

// names are the Fortran names: ? stands for the letter of the type, ! for that of its real type. The second form is the
// complex one, where it differs; "-" means that there is none.
var names = [numRoutines][2]string{
	rIamax: {"i?amax"}, rSwap: {"?swap"}, rCopy: {"?copy"}, rAxpy: {"?axpy"}, rScal: {"?scal"}, rScalReal: {"-", "?!scal"},
	rRot: {"?rot", "-"}, rRotm: {"?rotm", "-"},
	rGemv: {"?gemv"}, rGbmv: {"?gbmv"}, rTrmv: {"?trmv"}, rTbmv: {"?tbmv"}, rTpmv: {"?tpmv"}, rTrsv: {"?trsv"}, rTbsv: {"?tbsv"},
	rTpsv: {"?tpsv"}, rSymv: {"?symv", "?hemv"}, rSbmv: {"?sbmv", "?hbmv"}, rSpmv: {"?spmv", "?hpmv"}, rGer: {"?ger", "?geru"},
	rSyr: {"?syr", "?her"}, rSpr: {"?spr", "?hpr"}, rSyr2: {"?syr2", "?her2"}, rSpr2: {"?spr2", "?hpr2"},
	rGemm: {"?gemm"}, rSymm: {"?symm"}, rHemm: {"-", "?hemm"}, rSyrk: {"?syrk"}, rHerk: {"-", "?herk"}, rSyr2k: {"?syr2k"},
	rHer2k: {"-", "?her2k"}, rTrmm: {"?trmm"}, rTrsm: {"?trsm"},
}

// Functions of one vector and of two, as cblas has them: lengths and increments go by value.
type (
	ofOne[R any] func(n int, x unsafe.Pointer, incX int) R
	ofTwo[R any] func(n int, x unsafe.Pointer, incX int, y unsafe.Pointer, incY int) R
)

// routines has the functions of a library for elements T with real parts R.
type routines[T blas.Scalar, R float] struct {
	*threads
	fn        [numRoutines]uintptr
	wide      bool           // integers have 64 bits
	nrm2      ofOne[R]       // and asum return floats, so they can't be invoked
	asum      ofOne[R]       //
	dot       ofTwo[R]       // of real types
	dotDouble ofTwo[float64] // of float32
	dotu      uintptr        // of complex types, of cblas: the result goes to where a last parameter points
	dotc      uintptr
	scratch   sync.Pool // of *[]T
}

// level1, level2 and level3 run c, whose cost is elements read (levels 1 and 2) or multiplications and additions.
func (l *routines[T, R]) level1(r routine, c *call, work int) { l.run(r, c, work, perThread2) }
func (l *routines[T, R]) level2(r routine, c *call, work int) { l.run(r, c, work, perThread2) }
func (l *routines[T, R]) level3(r routine, c *call, work int) { l.run(r, c, work, perThread3) }

func (l *routines[T, R]) run(r routine, c *call, work, perThread int) {
	l.invoke(c, l.fn[r], work, perThread)
	c.release()
}

// isComplex reports whether T is a complex type.
func isComplex[T blas.Scalar]() bool {
	var zero T
	switch any(zero).(type) {
	case complex64, complex128:
		return true
	}
	return false
}

// conj returns the conjugate of v.
func conj[T blas.Scalar](v T) T {
	switch v := any(v).(type) {
	case complex64:
		return any(complex(real(v), -imag(v))).(T)
	case complex128:
		return any(complex(real(v), -imag(v))).(T)
	}
	return v
}

// load looks up the routines of the type of letter, whose real type has the letter realLetter.
func (l *routines[T, R]) load(lib *library, letter, realLetter string) error {
	name := strings.NewReplacer("?", letter, "!", realLetter).Replace
	form := 0
	if isComplex[T]() {
		form = 1
	}
	for r, forms := range names {
		pattern := forms[form]
		if pattern == "" {
			pattern = forms[0]
		}
		if pattern == "-" {
			continue
		}
		if l.fn[r] = lib.fortran(name(pattern)); l.fn[r] == 0 {
			return fmt.Errorf("it lacks %s", name(pattern))
		}
	}
	return l.loadFunctions(lib, letter, realLetter)
}

// loadFunctions looks up the routines that return floats.
func (l *routines[T, R]) loadFunctions(lib *library, letter, realLetter string) error {
	one, two := realLetter+letter, letter
	if !isComplex[T]() {
		one = letter
	}
	ok := bindOne(lib, &l.nrm2, one+"nrm2") && bindOne(lib, &l.asum, one+"asum")
	switch {
	case !ok:
		return fmt.Errorf("it lacks %snrm2 or %sasum", one, one)
	case isComplex[T]():
		l.dotu, l.dotc = lib.cblas(two+"dotu_sub"), lib.cblas(two+"dotc_sub")
		if l.dotu == 0 || l.dotc == 0 {
			return fmt.Errorf("it lacks cblas_%sdotu_sub or cblas_%sdotc_sub", two, two)
		}
	case !bindTwo(lib, &l.dot, two+"dot"):
		return fmt.Errorf("it lacks %sdot", two)
	case letter == "s" && !bindTwo(lib, &l.dotDouble, "dsdot"):
		return fmt.Errorf("it lacks dsdot")
	}
	return nil
}

// bindOne makes f the function of cblas or, failing that, the one of Fortran.
func bindOne[R float](lib *library, f *ofOne[R], name string) bool {
	if address := lib.cblas(name); address != 0 {
		bind(f, address)
		return true
	}
	address := lib.fortran(name)
	if address == 0 {
		return false
	}
	var byReference func(n *int, x unsafe.Pointer, incX *int) R
	bind(&byReference, address)
	*f = func(n int, x unsafe.Pointer, incX int) R { return byReference(&n, x, &incX) }
	return true
}

func bindTwo[R float](lib *library, f *ofTwo[R], name string) bool {
	if address := lib.cblas(name); address != 0 {
		bind(f, address)
		return true
	}
	address := lib.fortran(name)
	if address == 0 {
		return false
	}
	var byReference func(n *int, x unsafe.Pointer, incX *int, y unsafe.Pointer, incY *int) R
	bind(&byReference, address)
	*f = func(n int, x unsafe.Pointer, incX int, y unsafe.Pointer, incY int) R {
		return byReference(&n, x, &incX, y, &incY)
	}
	return true
}
