package native

import (
	"fmt"
	"os"
	"strings"
	"sync"

	"gonum.org/v1/gonum/blas/blas32"
	"gonum.org/v1/gonum/blas/blas64"
	"gonum.org/v1/gonum/blas/cblas128"
	"gonum.org/v1/gonum/blas/cblas64"

	"github.com/lanewise/lanewise/blas"
)

// A Backend is an open library. It has all routines of gonum's BLAS, for any number of goroutines.
type Backend struct {
	// Fallback computes what the library doesn't: rotations' parameters, calls below Crossover, and lengths that the
	// library's integers can't hold. It must not be nil. Open sets it to [blas.Implementation].
	Fallback blas.Routines
	// Crossover is the number of multiplications below which calls go to Fallback. Open sets it to 0.
	Crossover int

	info    blas.Backend
	threads *threads
	wide    bool // integers have 64 bits
	s       routines[float32, float32]
	d       routines[float64, float64]
	c       routines[complex64, float32]
	z       routines[complex128, float64]
}

// Info describes the library.
func (b *Backend) Info() blas.Backend { return b.info }

// Use makes b the BLAS of gonum's packages blas32, blas64, cblas64 and cblas128, and so of all that is built on them.
func (b *Backend) Use() {
	blas32.Use(b)
	blas64.Use(b)
	cblas64.Use(b)
	cblas128.Use(b)
}

// ours says whether Fallback is to compute a call.
func (b *Backend) ours(work int, lengths ...int) bool {
	if work < b.Crossover {
		return true
	}
	if !b.wide {
		for _, v := range lengths {
			if int(int32(v)) != v {
				return true
			}
		}
	}
	return false
}

// inRow returns the work of a complex dot product or Gemv, or less than any if the vectors are not in a row: OpenBLAS's
// kernels then read one element too many, beside the slices (see TestGuards).
func inRow(work, incX, incY int) int {
	if incX != 1 || incY != 1 {
		return -1
	}
	return work
}

// symvWork returns the work of a product of a symmetric or Hermitian matrix and a vector, or less than any for OpenBLAS,
// whose kernels read beside the matrix's last row.
func (b *Backend) symvWork(n int) int {
	if b.info.Name == "openblas" {
		return -1
	}
	return n * n
}

// opened has what Open returned, by handle: one library has one count of threads.
var opened struct {
	sync.Mutex
	backends map[uintptr]*Backend
}

// Open opens a library by one of the names openblas, blis, mkl, aocl and accelerate, or the first found of them for
// native; other names are those of files, as the system's loader takes them. The error says what was looked for, and
// what was wrong with each. Libraries stay open, and a second Open returns the same Backend.
func Open(name string) (*Backend, error) {
	if name == "native" {
		var errs []string
		for _, f := range families {
			if len(f.files()) == 0 {
				continue
			}
			b, err := f.open()
			if err == nil {
				return b, nil
			}
			errs = append(errs, err.Error())
		}
		return nil, fmt.Errorf("blas/native: no library: %s", strings.Join(errs, "; "))
	}
	var b *Backend
	var err error
	if f := familyOf(name); f != nil {
		b, err = f.open()
	} else if strings.ContainsAny(name, `./\`) {
		b, err = openFile(name)
	} else {
		err = fmt.Errorf("%q is no library: want native, %s or a path", name, familyNames())
	}
	if err != nil {
		return nil, fmt.Errorf("blas/native: %w", err)
	}
	return b, nil
}

// open opens the first of the family's files that there is.
func (f *family) open() (*Backend, error) {
	if len(f.files()) == 0 {
		return nil, fmt.Errorf("%s: there is none for this system", f.name)
	}
	var missing, wrong []string
	for _, file := range f.files() {
		b, err := openFile(file)
		if err == nil {
			return b, nil
		}
		if isMissing(err) {
			missing = append(missing, file)
		} else {
			wrong = append(wrong, err.Error())
		}
	}
	if len(missing) > 0 {
		wrong = append([]string{"not found: " + strings.Join(missing, ", ")}, wrong...)
	}
	return nil, fmt.Errorf("%s: %s", f.name, strings.Join(wrong, "; "))
}

// isMissing reports whether a loader's error, which is a text, says that there is no such file.
func isMissing(err error) bool {
	text := strings.ToLower(err.Error())
	return strings.Contains(text, "no such file") || strings.Contains(text, "could not be found")
}

// openFile opens one file.
func openFile(file string) (b *Backend, err error) {
	opened.Lock()
	defer opened.Unlock()
	restore := prepareEnvironment(file)
	defer restore()
	handle, err := openLibrary(file)
	if err != nil {
		return nil, loadError(file, err)
	}
	if b := opened.backends[handle]; b != nil {
		closeLibrary(handle) // it was counted twice
		return b, nil
	}
	lib, err := inspect(handle, file)
	if err != nil {
		closeLibrary(handle)
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	b = &Backend{Fallback: blas.Implementation{}}
	if err := b.attach(lib); err != nil { // the library may have threads by now, so it stays
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	restore()
	b.threads.limit()
	if opened.backends == nil {
		opened.backends = map[uintptr]*Backend{}
	}
	opened.backends[handle] = b
	return b, nil
}

// loadError has the file's name once; loaders mention it or don't.
func loadError(file string, err error) error {
	if isMissing(err) {
		if _, statError := os.Stat(file); statError == nil {
			return fmt.Errorf("%s: it is there, but for another processor, or a library that it needs is missing (%w)", file, err)
		}
	}
	if strings.Contains(err.Error(), file) {
		return err
	}
	return fmt.Errorf("%s: %w", file, err)
}

// attach makes b the BLAS of a library.
func (b *Backend) attach(lib *library) error {
	lib.identify(b)
	b.s.threads, b.d.threads, b.c.threads, b.z.threads = b.threads, b.threads, b.threads, b.threads
	for _, err := range []error{b.s.load(lib, "s", "s"), b.d.load(lib, "d", "d"), b.c.load(lib, "c", "s"), b.z.load(lib, "z", "d")} {
		if err != nil {
			return err
		}
	}
	b.info.Path = pathOf(b.d.fn[rGemm], lib.file)
	b.wide = b.wideIntegers()
	b.s.wide, b.d.wide, b.c.wide, b.z.wide = b.wide, b.wide, b.wide, b.wide
	b.info.IntBits = 32
	if b.wide {
		b.info.IntBits = 64
	}
	b.info.Routines = b
	return b.selfTest()
}

// wideIntegers asks for an axpy of a length whose lower half is 1, and which is negative as a whole.
func (b *Backend) wideIntegers() bool {
	x, y := []float64{1}, []float64{0}
	c := newCall()
	c.int(0)
	c.ints[0] = -1<<32 + 1
	scalar(c, 1.0)
	strided(c, x, 1)
	strided(c, y, 1)
	b.d.level1(rAxpy, c, 1)
	return y[0] == 0
}

// selfTest finds out whether b computes: a mistake about its conventions would show in the simplest case.
func (b *Backend) selfTest() error {
	x, z := []float64{3, 4}, []complex128{1 + 2i, 3i}
	x32, z32 := []float32{3, 4}, []complex64{1 + 2i, 3i}
	a, c := []float64{1, 2, 3, 4}, []float64{0, 0, 0, 1}
	b.Dgemm('N', 'T', 2, 2, 2, 2, a, 2, a, 2, 1, c, 2)
	for _, t := range []struct {
		name      string
		got, want any
	}{
		{"dgemm", fmt.Sprint(c), "[10 22 22 51]"},
		{"ddot", b.Ddot(2, x, 1, x, 1), 25.0},
		{"sdot", b.Sdot(2, x32, 1, x32, 1), float32(25)},
		{"dsdot", b.Dsdot(2, x32, 1, x32, 1), 25.0},
		{"dnrm2", b.Dnrm2(2, x, 1), 5.0},
		{"scasum", b.Scasum(2, z32, 1), float32(6)},
		{"idamax", b.Idamax(2, x, 1), 1},
		{"zdotu", b.Zdotu(2, z, 1, z, 1), -12 + 4i},
		{"cdotc", b.Cdotc(2, z32, 1, z32, 1), complex64(14)},
	} {
		if t.got != t.want {
			return fmt.Errorf("it does not compute as a BLAS should: %s gives %v, not %v", t.name, t.got, t.want)
		}
	}
	return nil
}
