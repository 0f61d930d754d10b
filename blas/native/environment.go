package native

import (
	"fmt"
	"math"
	"os"
	"runtime"
	"strconv"
	"strings"
	"sync"

	"github.com/lanewise/lanewise/blas"
)

const unlimited = math.MaxInt32

// chooseKernels says that OpenBLAS and BLIS have to be told which kernels to take.
var chooseKernels = misjudged()

// limit takes what the environment allows the library as an upper bound. It does so once.
func (t *threads) limit() {
	if t.most != 0 {
		return
	}
	t.most = unlimited
	for _, name := range t.variables {
		if n, err := strconv.Atoi(os.Getenv(name)); err == nil && n > 0 {
			t.most = n
			return
		}
	}
}

// prepareEnvironment sets what a library that is about to be opened reads from its environment, unless the user has done
// so, and returns a function that takes it back: the kernels to use, where the library's own choice falls short, and one
// thread, for the others start when a call wants them.
func prepareEnvironment(file string) (restore func()) {
	values := map[string]string{"OPENBLAS_NUM_THREADS": "1", "BLIS_NUM_THREADS": "1"}
	if os.Getenv("GOTO_NUM_THREADS") != "" {
		delete(values, "OPENBLAS_NUM_THREADS")
	}
	if chooseKernels {
		values["OPENBLAS_CORETYPE"] = "SkylakeX" // builds that lack it say so and go on
	}
	if strings.Contains(base(file), "mkl") && mklLayer() != "" {
		values["MKL_THREADING_LAYER"] = strings.ToUpper(mklLayer())
	}
	return setMissing(values)
}

// setMissing sets environment variables that aren't set, and returns a function that takes that back.
func setMissing(values map[string]string) (restore func()) {
	var set []string
	for name, value := range values {
		if _, ok := os.LookupEnv(name); !ok {
			os.Setenv(name, value)
			set = append(set, name)
		}
	}
	return func() {
		for _, name := range set {
			os.Unsetenv(name)
		}
	}
}

// mklLayer returns the threading layer that MKL is to load, empty if the user has chosen one. MKL ends the process if it
// doesn't find the run-time library of its layer.
var mklLayer = sync.OnceValue(func() string {
	if os.Getenv("MKL_THREADING_LAYER") != "" {
		return ""
	}
	for _, l := range []struct{ file, layer string }{
		{"libiomp5.so", "intel"}, {"libiomp5.dylib", "intel"}, {"libiomp5md.dll", "intel"}, {"libgomp.so.1", "gnu"},
	} {
		if _, err := openLibrary(l.file); err == nil {
			return l.layer
		}
	}
	return "sequential"
})

// files are the names to try on this system.
func (f *family) files() []string {
	switch runtime.GOOS {
	case "linux":
		return f.linux
	case "darwin":
		return f.darwin
	case "windows":
		return f.windows
	}
	return nil
}

// pathOf returns the file that an address is mapped from, where the system says so, or else the name it was opened by.
func pathOf(address uintptr, name string) string {
	maps, err := os.ReadFile("/proc/self/maps")
	if err != nil {
		return name
	}
	for line := range strings.Lines(string(maps)) {
		fields := strings.SplitN(strings.TrimRight(line, "\n"), " ", 6)
		lo, hi, _ := strings.Cut(fields[0], "-")
		from, err1 := strconv.ParseUint(lo, 16, 64)
		to, err2 := strconv.ParseUint(hi, 16, 64)
		if err1 == nil && err2 == nil && from <= uint64(address) && uint64(address) < to && len(fields) == 6 {
			return strings.TrimSpace(fields[5])
		}
	}
	return name
}

// Backends opens every known library that is installed, and returns those that work, the preferred one first. It is what
// [blas.Backends] calls.
func Backends() []blas.Backend {
	var all []blas.Backend
	seen := map[*Backend]bool{}
	for _, f := range families {
		if b, err := Open(f.name); err == nil && !seen[b] {
			seen[b] = true
			all = append(all, b.Info())
		}
	}
	return all
}

// chosen is what LANEWISE_BLAS asked for.
var chosen struct {
	backend *Backend
	err     error
}

// Chosen returns the backend that LANEWISE_BLAS chose when the program started, or why it couldn't be opened. Both are
// nil if the variable asks for none.
func Chosen() (*Backend, error) { return chosen.backend, chosen.err }

func init() {
	blas.RegisterBackends(Backends)
	name := os.Getenv("LANEWISE_BLAS")
	if name == "" || name == "lanewise" {
		return
	}
	chosen.backend, chosen.err = Open(name)
	if chosen.err != nil {
		fmt.Fprintf(os.Stderr, "LANEWISE_BLAS=%s is ignored: %v\n", name, chosen.err)
		return
	}
	chosen.backend.Use()
	blas.SelectBackend(chosen.backend.Info())
}
