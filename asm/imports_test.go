// Package asm_test checks the direction of imports between the packages.
package asm_test

import (
	"os/exec"
	"strings"
	"testing"
)

const module = "github.com/lanewise/lanewise/"

// below is what arrays may depend on.
var below = []string{"kernels", "kernels/internal/scalar", "threadctl", "blas", "blas/internal/check", "asm/vir"}

func with(more ...string) []string { return append(more, below...) }

// allowed lists, for each package of the module, which others it may depend
// on, directly or not.
var allowed = map[string][]string{
	"asm/vir":                 {},
	"asm/coef":                {},
	"asm/defs":                {"asm/vir"},
	"threadctl":               {},
	"kernels":                 {"kernels/internal/scalar"},
	"kernels/internal/scalar": {},
	"kernels/internal/optest": {"kernels/internal/scalar"},
	"kernels/kerneltest":      {"kernels", "kernels/internal/scalar"},
	"blas":                    {"kernels", "kernels/internal/scalar", "threadctl", "blas/internal/check"},
	"blas/lapack":             {"kernels", "kernels/internal/scalar", "threadctl", "blas", "blas/internal/check"},
	"blas/native":             below,
	"blas/internal/check":     {},
	"ndarray":                 below,
	"ndarray/linalg":          with("ndarray", "blas/lapack"),
	"ndarray/dyn":             with("ndarray"),
	"ndarray/gonum":           with("ndarray"),
	"ndarray/gorgonia":        with("ndarray"),
	"ndarray/imagearray":      with("ndarray"),
	"ndarray/jsonarray":       with("ndarray", "ndarray/internal/decimal"),
	"ndarray/npy":             with("ndarray", "ndarray/internal/atomicfile"),
	"ndarray/text":            with("ndarray", "ndarray/internal/decimal", "ndarray/internal/atomicfile"),

	"ndarray/internal/golden":     {},
	"ndarray/internal/decimal":    {},
	"ndarray/internal/atomicfile": {},

	"bench": with("kernels/kerneltest", "ndarray", "ndarray/linalg", "blas/lapack", "blas/native"),
}

// TestImports lists what every package depends on, tests left out.
func TestImports(t *testing.T) {
	out, err := exec.Command("go", "list", "-f", `{{.ImportPath}} {{join .Deps " "}}`, module+"...").CombinedOutput()
	if err != nil {
		t.Fatalf("go list: %v\n%s", err, out)
	}
	seen := 0
	for _, line := range strings.Split(strings.TrimSpace(string(out)), "\n") {
		fields := strings.Fields(line)
		name := strings.TrimPrefix(fields[0], module)
		if name == "asm" {
			continue // this test
		}
		list, ok := allowed[name]
		if !ok {
			t.Errorf("%s is in no list: say what it may import", name)
			continue
		}
		seen++
		may := map[string]bool{}
		for _, p := range list {
			may[p] = true
		}
		for _, dep := range fields[1:] {
			if short, ours := strings.CutPrefix(dep, module); ours && !may[short] {
				t.Errorf("%s depends on %s", name, short)
			}
		}
	}
	if seen != len(allowed) {
		t.Errorf("%d packages found, %d have rules", seen, len(allowed))
	}
}
