package native

import (
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gonum.org/v1/gonum/blas/blas32"
	"gonum.org/v1/gonum/blas/blas64"
	"gonum.org/v1/gonum/blas/cblas128"
	"gonum.org/v1/gonum/blas/cblas64"
	"gonum.org/v1/gonum/blas/gonum"
	"gonum.org/v1/gonum/mat"

	"github.com/lanewise/lanewise/blas"
)

// found are the libraries of this machine, and the one of LANEWISE_BLAS.
var found []*Backend

// With this variable in its environment the test binary prints what LANEWISE_BLAS chose, what gonum uses, and ends.
const childVariable = "LANEWISE_NATIVE_TEST_CHILD"

func TestMain(m *testing.M) {
	if os.Getenv(childVariable) != "" {
		b, ok := blas.Selected()
		_, err := Chosen()
		fmt.Printf("%q %v %v %T\n", b.Name, ok, err == nil, blas64.Implementation())
		return
	}
	for _, b := range Backends() {
		found = append(found, b.Routines.(*Backend))
	}
	if b, _ := Chosen(); b != nil && !slices.Contains(found, b) {
		found = append(found, b)
	}
	for _, b := range found {
		fmt.Println(b.Info())
	}
	if len(found) == 0 {
		fmt.Println("blas/native: no native BLAS is installed, its tests are skipped")
	}
	os.Exit(m.Run())
}

// each runs a test for each library.
func each(t *testing.T, f func(t *testing.T, b *Backend)) {
	if len(found) == 0 {
		t.Skip("no native BLAS is installed")
	}
	for _, b := range found {
		t.Run(fmt.Sprintf("%s-%s-%d", b.info.Name, b.info.Threading, b.info.IntBits), func(t *testing.T) { f(t, b) })
	}
}

// TestVariable starts the test binary with values of LANEWISE_BLAS.
func TestVariable(t *testing.T) {
	run := func(value string) (out, errors string) {
		c := exec.Command(os.Args[0])
		c.Env = append(os.Environ(), childVariable+"=1", "LANEWISE_BLAS="+value)
		var stdout, stderr strings.Builder
		c.Stdout, c.Stderr = &stdout, &stderr
		if err := c.Run(); err != nil {
			t.Skipf("this is another machine's program: %v\n%s", err, stderr.String())
		}
		return stdout.String(), stderr.String()
	}
	none := "\"\" false true gonum.Implementation\n"
	for _, value := range []string{"", "lanewise"} {
		if out, errors := run(value); out != none || errors != "" {
			t.Errorf("%q: %q, %q", value, out, errors)
		}
	}
	for _, value := range []string{"nonsense", "/missing/lib.so"} {
		out, errors := run(value)
		if out != strings.Replace(none, "true", "false", 1) || !strings.Contains(errors, value) || strings.Count(errors, "\n") != 1 {
			t.Errorf("%q: %q, %q", value, out, errors)
		}
	}
	each(t, func(t *testing.T, b *Backend) {
		want := fmt.Sprintf("%q true true *native.Backend\n", b.info.Name)
		values := []string{b.info.Path}
		if named, _ := Open(b.info.Name); named == b {
			values = append(values, b.info.Name)
		}
		for _, value := range values {
			if out, errors := run(value); out != want || errors != "" {
				t.Errorf("%q: %q, %q", value, out, errors)
			}
		}
	})
}

// TestUse has gonum solve a system and find eigenvalues.
func TestUse(t *testing.T) {
	each(t, func(t *testing.T, b *Backend) {
		b.Use()
		defer func() {
			blas32.Use(gonum.Implementation{})
			blas64.Use(gonum.Implementation{})
			cblas64.Use(gonum.Implementation{})
			cblas128.Use(gonum.Implementation{})
		}()
		const n = 120
		r := rand.New(rand.NewPCG(9, 10))
		a, x := mat.NewDense(n, n, random(r, n*n)), mat.NewDense(n, 3, random(r, 3*n))
		var y, solved mat.Dense
		y.Mul(a, x)
		if err := solved.Solve(a, &y); err != nil || !mat.EqualApprox(&solved, x, 1e-8) {
			t.Errorf("a system of equations: %v", err)
		}
		var s, back mat.Dense
		s.Mul(a, a.T())
		var eigen mat.EigenSym
		if !eigen.Factorize(mat.NewSymDense(n, s.RawMatrix().Data), true) {
			t.Fatal("no eigenvalues")
		}
		var v mat.Dense
		eigen.VectorsTo(&v)
		back.Mul(&v, mat.NewDiagDense(n, eigen.Values(nil)))
		back.Mul(&back, v.T())
		if !mat.EqualApprox(&back, &s, 1e-10) {
			t.Error("eigenvalues and vectors don't give the matrix back")
		}
	})
}

// TestErrors opens what is no library, or not the right one. On systems that open none all of them fail, too.
func TestErrors(t *testing.T) {
	dir := t.TempDir()
	text := filepath.Join(dir, "text.so")
	if err := os.WriteFile(text, []byte(strings.Repeat("This is text, no library.\n", 100)), 0o666); err != nil {
		t.Fatal(err)
	}
	// A header of a library for another processor.
	elf := filepath.Join(dir, "other.so")
	header := make([]byte, 4096)
	copy(header, "\x7fELF\x02\x01\x01")
	header[16], header[18], header[20] = 3, 0xf3, 1 // a shared object for RISC-V
	if err := os.WriteFile(elf, header, 0o666); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{text, elf, dir, filepath.Join(dir, "missing.so"), "libm.so.6", "nonsense", ""} {
		b, err := Open(name)
		if err == nil {
			t.Errorf("%q: opened %v", name, b.Info())
			continue
		}
		t.Log(err)
		if !strings.Contains(err.Error(), name) {
			t.Errorf("%q is not in the error: %v", name, err)
		}
	}
}

// TestOpenMissing has an error that says what was looked for.
func TestOpenMissing(t *testing.T) {
	for _, f := range families {
		_, err := Open(f.name)
		if err == nil {
			continue
		}
		t.Log(err)
		for _, file := range f.files() {
			if !strings.Contains(err.Error(), file) {
				t.Errorf("%s: %s is not in the error: %v", f.name, file, err)
			}
		}
	}
}

func TestOpenTwice(t *testing.T) {
	each(t, func(t *testing.T, b *Backend) {
		again, err := Open(b.info.Path)
		if err != nil || again.threads != b.threads && b.threads.set != 0 {
			t.Errorf("%s: %p and %p, %v", b.info.Path, b, again, err)
		}
	})
}

// TestWithoutCblas uses Fortran's functions where cblas has them, too.
func TestWithoutCblas(t *testing.T) {
	each(t, func(t *testing.T, b *Backend) {
		handle, err := openLibrary(b.info.Path)
		if err != nil {
			t.Fatal(err)
		}
		lib, err := inspect(handle, b.info.Path)
		if err != nil {
			t.Fatal(err)
		}
		bare := &Backend{Fallback: gonum.Implementation{}}
		bare.s.threads, bare.d.threads, bare.c.threads, bare.z.threads = b.threads, b.threads, b.threads, b.threads
		lib.naming.cblas = "_nowhere"
		for _, err := range []error{bare.s.load(lib, "s", "s"), bare.d.load(lib, "d", "d"), bare.c.load(lib, "c", "s"), bare.z.load(lib, "z", "d")} {
			if err != nil {
				t.Fatal(err)
			}
		}
		if bare.z.dotu.fortran == nil {
			t.Fatal("zdotu is cblas's")
		}
		if err := bare.selfTest(); err != nil {
			t.Error(err)
		}
	})
}

// TestEnvironment sees what libraries see while they are opened, and that it doesn't stay.
func TestEnvironment(t *testing.T) {
	defer func(old bool) { chooseKernels = old }(chooseKernels)
	chooseKernels = true
	want := map[string]string{"OPENBLAS_CORETYPE": "SkylakeX", "OPENBLAS_NUM_THREADS": "1", "BLIS_NUM_THREADS": "7"}
	for name := range want {
		t.Setenv(name, "") // has it restored after the test
		os.Unsetenv(name)
	}
	t.Setenv("BLIS_NUM_THREADS", "7")
	restore := prepareEnvironment("lib.so")
	for name, value := range want {
		if v := os.Getenv(name); v != value {
			t.Errorf("%s=%s", name, v)
		}
	}
	restore()
	for name := range want {
		if v, ok := os.LookupEnv(name); ok != (name == "BLIS_NUM_THREADS") {
			t.Errorf("%s=%s is left", name, v)
		}
	}
	limited := threads{variables: []string{"OPENBLAS_NUM_THREADS", "BLIS_NUM_THREADS"}}
	if limited.limit(); limited.most != 7 {
		t.Errorf("the bound is %d", limited.most)
	}
}

// counter counts what goes to the fallback.
type counter struct {
	gonum.Implementation
	calls int
}

func (c *counter) Ddot(n int, x []float64, incX int, y []float64, incY int) float64 {
	c.calls++
	return c.Implementation.Ddot(n, x, incX, y, incY)
}

func TestCrossover(t *testing.T) {
	each(t, func(t *testing.T, b *Backend) {
		count := &counter{}
		mine := &Backend{Fallback: count, Crossover: 10, d: routines[float64, float64]{threads: b.threads, dot: b.d.dot}}
		x := make([]float64, 10)
		mine.Ddot(9, x, 1, x, 1)
		if count.calls != 1 {
			t.Errorf("%d calls of the fallback below Crossover", count.calls)
		}
		mine.Ddot(10, x, 1, x, 1)
		if count.calls != 1 {
			t.Errorf("%d calls of the fallback at Crossover", count.calls)
		}
		if most, least := math.MaxInt32, math.MinInt32; !mine.ours(10, most+1) || mine.ours(10, most) || mine.ours(10, least) || !mine.ours(10, 1, least-1) {
			t.Error("lengths that don't fit into 32 bits")
		}
	})
}
