package main

import (
	"encoding/json"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/lanewise/lanewise/kernels"
)

const tinyCompare = "compare --width 64 --height 16 --iterations 20 --samples 1000 --rounds 2 --json"

func TestCompareWithoutPeers(t *testing.T) {
	args := append(strings.Fields(tinyCompare), "--python", "missing-python", "--cc", "missing-cc")
	stdout, stderr, status, _ := execute(t, args...)
	if status != 0 || stdout != "" {
		t.Errorf("status %d, standard output %q", status, stdout)
	}
	if strings.Count(stderr, "\n") != 2 || strings.Count(stderr, "left out") != 2 {
		t.Errorf("standard error is not one line for each peer:\n%s", stderr)
	}
}

func TestCompareWithC(t *testing.T) {
	if _, err := exec.LookPath("gcc"); err != nil || !slices.Contains(kernels.Levels(), kernels.AVX512) {
		t.Skip("needs gcc and AVX-512")
	}
	stdout, stderr, status, folder := execute(t, append(strings.Fields(tinyCompare), "--python", "missing-python")...)
	if status != 0 || strings.Count(stderr, "\n") != 1 {
		t.Fatalf("status %d, standard error %q", status, stderr)
	}
	work := map[string]float64{} // by case and dtype: both sides must have done the same
	for line := range strings.Lines(stdout) {
		var r row
		if err := json.Unmarshal([]byte(line), &r); err != nil {
			t.Fatal(err)
		}
		if r.Case != "mandelbrot" {
			continue
		}
		if r.Library == "lanewise" {
			work[r.Dtype] = r.Work
			continue
		}
		if r.Library != "c-avx512" || r.Ratio <= 0 || r.Work != work[r.Dtype] {
			t.Errorf("row %+v, lanewise did %v", r, work[r.Dtype])
		}
	}
	if len(work) != 2 {
		t.Errorf("no row for one of the dtypes:\n%s", stdout)
	}
	if names := files(t, folder); len(names) > 0 {
		t.Errorf("left %v", names)
	}
}
