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

// Functions that return floats, which can't be invoked: of one vector and of two, as cblas has them, with lengths and
// increments by value, and the complex dot products of Fortran.
type (
	ofOne[R any]       func(n int, x unsafe.Pointer, incX int) R
	ofTwo[R any]       func(n int, x unsafe.Pointer, incX int, y unsafe.Pointer, incY int) R
	complexOf[R any]   struct{ re, im R }
	byReference[R any] func(n *int, x unsafe.Pointer, incX *int, y unsafe.Pointer, incY *int) R
)

// routines has the functions of a library for elements T with real parts R.
type routines[T blas.Scalar, R float] struct {
	*threads
	fn         [numRoutines]uintptr
	wide       bool // integers have 64 bits
	nrm2, asum ofOne[R]
	dot        ofTwo[R]       // of real types
	dotDouble  ofTwo[float64] // of float32
	dotu, dotc complexDot[R]  // of complex types
	scratch    sync.Pool      // of *[]T
}

// A complexDot is one of two forms of a function: the result of cblas goes to where a last parameter points, Fortran's is
// returned, by conventions that differ between compilers, which the self test would show.
type complexDot[R float] struct {
	cblas   uintptr
	fortran byReference[complexOf[R]]
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
	measure := letter // begins the names of norms
	if isComplex[T]() {
		measure = realLetter + letter
	}
	switch {
	case !bindOne(lib, &l.nrm2, measure+"nrm2"):
		return fmt.Errorf("it lacks %snrm2", measure)
	case !bindOne(lib, &l.asum, measure+"asum"):
		return fmt.Errorf("it lacks %sasum", measure)
	case isComplex[T]():
		if !l.dotu.bind(lib, letter+"dotu") || !l.dotc.bind(lib, letter+"dotc") {
			return fmt.Errorf("it lacks %sdotu or %sdotc", letter, letter)
		}
	case !bindTwo(lib, &l.dot, letter+"dot"):
		return fmt.Errorf("it lacks %sdot", letter)
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
	var g func(n *int, x unsafe.Pointer, incX *int) R
	bind(&g, address)
	*f = func(n int, x unsafe.Pointer, incX int) R { return g(&n, x, &incX) }
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
	var g byReference[R]
	bind(&g, address)
	*f = func(n int, x unsafe.Pointer, incX int, y unsafe.Pointer, incY int) R {
		return g(&n, x, &incX, y, &incY)
	}
	return true
}

func (d *complexDot[R]) bind(lib *library, name string) bool {
	if d.cblas = lib.cblas(name + "_sub"); d.cblas != 0 {
		return true
	}
	address := lib.fortran(name)
	if address == 0 {
		return false
	}
	bind(&d.fortran, address)
	return true
}
