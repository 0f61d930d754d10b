package blas

import (
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

var size = flag.Bool("size", false, "build programs, and log what importing blas and kernels adds to their sizes")

// sizePrograms are built by TestSize.
var sizePrograms = []struct{ name, beside, text string }{
	{"empty", "", "package main\n\nfunc main() {}\n"},
	{"kernels", "empty", `package main

import "github.com/lanewise/lanewise/kernels"

func main() {
	x := make([]float64, 8)
	kernels.AddF64(x, x, x)
}
`},
	{"gonum", "", gonumProgram + "}\n"},
	{"blas", "gonum", `package main

import (
	lanewise "github.com/lanewise/lanewise/blas"
` + gonumProgram[len("package main\n\nimport (\n"):] + "	lanewise.Use()\n}\n"},
}

const gonumProgram = `package main

import (
	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/blas64"
)

func main() {
	a := blas64.General{Rows: 2, Cols: 2, Stride: 2, Data: make([]float64, 4)}
	blas64.Gemm(blas.NoTrans, blas.NoTrans, 1, a, a, 0, a)
`

// TestSize logs what importing kernels adds to an empty program, and blas to one that
// multiplies by gonum: at most 4 and 3 MB.
func TestSize(t *testing.T) {
	if !*size {
		t.Skip("sizes of programs are measured with -size")
	}
	dir := t.TempDir()
	for _, flags := range []string{"", "-s -w"} {
		sizes := map[string]int64{}
		for _, p := range sizePrograms {
			source, out := filepath.Join(dir, p.name+".go"), filepath.Join(dir, p.name)
			if err := os.WriteFile(source, []byte(p.text), 0o666); err != nil {
				t.Fatal(err)
			}
			if text, err := exec.Command("go", "build", "-trimpath", "-ldflags="+flags, "-o", out, source).CombinedOutput(); err != nil {
				t.Fatalf("%v\n%s", err, text)
			}
			info, err := os.Stat(out)
			if err != nil {
				t.Fatal(err)
			}
			sizes[p.name] = info.Size()
			if p.beside == "" {
				continue
			}
			added := sizes[p.name] - sizes[p.beside]
			t.Logf("-ldflags=%q: %s adds %.2f MB to the %.2f of %s", flags, p.name, float64(added)/1e6, float64(sizes[p.beside])/1e6, p.beside)
			if limit := map[string]int64{"kernels": 4e6, "blas": 3e6}[p.name]; added > limit {
				t.Errorf("%s adds %d bytes, more than %d", p.name, added, limit)
			}
		}
	}
}
