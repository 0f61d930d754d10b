package gorgonia_test

import (
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var upstream = flag.Bool("upstream", false, "run the tests of gorgonia.org/tensor itself with Engine as its default (a minute)")

// knownFailures are the tests of gorgonia.org/tensor that fail with Engine, and why.
var knownFailures = map[string]string{
	"Test_recycledDense":   "asks for StdEng by name",
	"TestSaveLoadNumpy":    "starts Python, and fails with StdEng as well where there is no NumPy",
	"TestTensor_Norm_Axis": "wants the last bit of math.Pow, from which the kernel's power may differ by 1 ULP",
}

const engineTest = `package tensor_test

import (
	"github.com/lanewise/lanewise/ndarray/gorgonia"
	"gorgonia.org/tensor"
)

func init() { tensor.DefaultEngine = gorgonia.Engine{} }
`

// TestUpstream runs gorgonia's own tests on a copy of the module in which Engine takes
// the place of StdEng.
func TestUpstream(t *testing.T) {
	if !*upstream || testing.Short() {
		t.Skip("the tests of gorgonia.org/tensor run with -upstream")
	}
	source := strings.TrimSpace(goCommand(t, "list", "-m", "-f", "{{.Dir}}", "gorgonia.org/tensor"))
	root := filepath.Dir(strings.TrimSpace(goCommand(t, "env", "GOMOD")))
	if source == "" {
		t.Skip("the source of gorgonia.org/tensor is not available")
	}
	dir := t.TempDir()
	module := filepath.Join(dir, "tensor")
	if err := os.CopyFS(module, os.DirFS(source)); err != nil {
		t.Fatal(err)
	}
	for _, file := range []string{"dense.go", "dense_io.go", "perf.go"} {
		edit(t, filepath.Join(module, file), func(s string) string { return strings.ReplaceAll(s, "e = StdEng{}", "e = DefaultEngine") })
	}
	write(t, filepath.Join(module, "defaultengine_variable.go"), "package tensor\n\nvar DefaultEngine Engine = StdEng{}\n")
	write(t, filepath.Join(module, "zz_engine_test.go"), engineTest)
	for _, file := range []string{"go.mod", "go.sum"} {
		s, err := os.ReadFile(filepath.Join(root, file))
		if err != nil {
			t.Fatal(err)
		}
		write(t, filepath.Join(dir, file), string(s))
	}
	modfile := "-modfile=" + filepath.Join(dir, "go.mod")
	goCommand(t, "mod", "edit", "-replace=gorgonia.org/tensor="+module, filepath.Join(dir, "go.mod"))
	if out, err := exec.Command("go", "list", modfile, "-mod=mod", "-test", "-deps", "gorgonia.org/tensor").CombinedOutput(); err != nil {
		t.Skipf("what the tests of gorgonia.org/tensor need is not available: %v\n%s", err, out)
	}
	out, _ := exec.Command("go", "test", "-vet=off", modfile, "-mod=mod", "gorgonia.org/tensor").CombinedOutput()
	failed := map[string]bool{}
	for _, m := range regexp.MustCompile(`(?m)^--- FAIL: (\w+)`).FindAllStringSubmatch(string(out), -1) {
		failed[m[1]] = true
		if why := knownFailures[m[1]]; why == "" {
			t.Errorf("%s fails", m[1])
		} else {
			t.Logf("%s fails: it %s", m[1], why)
		}
	}
	if !failed["Test_recycledDense"] {
		t.Error("the engine was not in use")
	}
	if t.Failed() {
		t.Logf("%s", out)
	}
}

func goCommand(t *testing.T, args ...string) string {
	t.Helper()
	out, err := exec.Command("go", args...).Output()
	if err != nil {
		t.Skipf("go %s: %v", strings.Join(args, " "), err)
	}
	return string(out)
}

func edit(t *testing.T, file string, f func(string) string) {
	t.Helper()
	s, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	write(t, file, f(string(s)))
}

func write(t *testing.T, file, s string) {
	t.Helper()
	if err := os.WriteFile(file, []byte(s), 0o666); err != nil {
		t.Fatal(err)
	}
}
