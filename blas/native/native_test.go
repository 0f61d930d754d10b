package native

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	gonum "gonum.org/v1/gonum/blas/gonum"
)

// found are the libraries of this machine, and the one of LANEWISE_BLAS.
var found []*Backend

func TestMain(m *testing.M) {
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
		if err != nil || again != b {
			t.Errorf("%s: %p and %p, %v", b.info.Path, b, again, err)
		}
	})
}

func TestEnvironmentIsRestored(t *testing.T) {
	each(t, func(t *testing.T, b *Backend) {
		for _, name := range []string{"OPENBLAS_CORETYPE", "OPENBLAS_NUM_THREADS", "BLIS_ARCH_TYPE", "BLIS_NUM_THREADS"} {
			if v, ok := os.LookupEnv(name); ok && (v == "skx" || v == "SkylakeX" || v == "1") {
				t.Errorf("%s=%s is left", name, v)
			}
		}
	})
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
		mine := &Backend{Fallback: count, Crossover: 10, d: routines[float64, float64]{threads: &b.threads, dot: b.d.dot}}
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
