package main

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/lanewise/lanewise/kernels"
)

// kernelLines runs bench kernels --json and returns what it printed.
func kernelLines(t *testing.T, args string) (lines []kernelTimes, stderr string) {
	t.Helper()
	stdout, stderr, status, folder := execute(t, strings.Fields("kernels --json "+args)...)
	if status != 0 {
		t.Fatalf("status %d: %s", status, stderr)
	}
	for line := range strings.Lines(stdout) {
		var k kernelTimes
		if err := json.Unmarshal([]byte(line), &k); err != nil {
			t.Fatal(err)
		}
		lines = append(lines, k)
	}
	if names := files(t, folder); len(names) > 0 {
		t.Errorf("left %v", names)
	}
	return lines, stderr
}

func TestKernels(t *testing.T) {
	lines, stderr := kernelLines(t, "--n 64 --rounds 1 --match ^(add|sum|less|clip|to-int32|argmin)$")
	var found []string
	for _, k := range lines {
		found = append(found, k.Kernel+" "+k.Dtype)
		if len(k.NS) != len(kernels.Levels()) || k.N != 64 {
			t.Errorf("%+v", k)
		}
		for level, ns := range k.NS {
			if !(ns > 0) || math.IsInf(ns, 0) {
				t.Errorf("%s %s at %v: %v ns", k.Kernel, k.Dtype, level, ns)
			}
		}
	}
	for _, want := range []string{"add float64", "add uint8", "sum float32", "less int32", "clip int32", "to-int32 float64", "argmin int32"} {
		if !slices.Contains(found, want) {
			t.Errorf("no line for %s in %v", want, found)
		}
	}
	if stderr != "" {
		t.Errorf("standard error: %s", stderr)
	}
}

func TestKernelsWithoutPeers(t *testing.T) {
	_, stderr := kernelLines(t, "--n 64 --rounds 1 --match ^sqrt --compare --python missing-python --cc missing-cc")
	if strings.Count(stderr, "\n") != 2 || strings.Count(stderr, "left out") != 2 {
		t.Errorf("standard error is not one line for each peer:\n%s", stderr)
	}
}

func TestKernelsMemory(t *testing.T) {
	if _, err := exec.LookPath("gcc"); err != nil {
		t.Skip("needs gcc")
	}
	lines, _ := kernelLines(t, fmt.Sprintf("--n %d --rounds 1 --match ^(add|sqrt|sum).float32", memoryBound))
	if len(lines) != 3 {
		t.Errorf("%d lines, want 3", len(lines))
	}
	for _, k := range lines {
		if share := k.GBps / k.Limit; !(k.GBps > 0 && k.Limit > 0) || math.Abs(k.Share/share-1) > 1e-9 {
			t.Errorf("%+v", k)
		}
	}
}

// TestInputs compares with values that peers/kernels.py computed.
func TestInputs(t *testing.T) {
	d, w := in(-10, 10, 0.1, 100, -100, -50), newWorkbench(5)
	f64, f32, i32 := operandsOf[float64](w), operandsOf[float32](w), operandsOf[int32](w)
	f64.fill(d)
	same(t, f64.x, []float64{7.6662161642728535, 9.41763956307657, -6.522642680806343, 9.04061382735653, 0.47901183309902606})
	f32.fill(d)
	same(t, f32.y, []float32{43.20965, 10.724034, 77.1775, 39.70715, 55.561234})
	i32.fill(d)
	same(t, i32.z, []int32{-98, -83, -87, -61, -64})
	u8, c64 := operandsOf[uint8](w), operandsOf[complex64](w)
	u8.fill(d)
	same(t, u8.x, []uint8{7, 9, 6, 9, 0})
	c64.fill(d)
	same(t, c64.x[:2], []complex64{7.6662164 - 3.8331082i, 9.41764 - 4.70882i})
}

func same[T comparable](t *testing.T, got, want []T) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// TestEveryKernelHasRow looks for kernels of floats, and generic ones, that bench kernels would leave out.
func TestEveryKernelHasRow(t *testing.T) {
	rows := map[string]bool{}
	for _, group := range kernelRows {
		for _, r := range group.rows {
			rows[strings.ReplaceAll(r.name, "-", "")] = true
			for _, f := range r.funcs {
				rows[functionName(f)] = true
			}
		}
	}
	for name := range kernels.Coverage() {
		operation := strings.TrimSuffix(strings.TrimSuffix(name, "F64"), "F32")
		if m := typedName.FindStringSubmatch(name); m != nil && m[1] != operation {
			continue // of other types, there are rows for some
		}
		if !rows[name] && !rows[strings.ToLower(operation)] && !slices.Contains(withoutRow, operation) && !conversionName.MatchString(name) {
			t.Errorf("no row for %s", name)
		}
	}
}

// withoutRow lists what other subcommands measure, and what stands in rows under other names.
var withoutRow = []string{
	"Mandelbrot", "MandelbrotSmooth", "Julia", "JuliaSmooth", "PiMidpoint", "PiMonteCarlo",
	"TopK", "Merge", "UniqueRuns", "UniqueInverse", "HistogramEdges", "CopyND", "Transpose2D",
	"MapStrided", "MapStrided2", "MapStrided3", "FoldStrided", "FoldStrided2",
	"PCG64.Uint64s", "PCG64DXSM.Uint64s", "Philox.Uint64s", "MT19937.Uint32s", "SFC64.Uint64s", "Xoshiro256PP.Uint64s",
	"Uniform", "Normal", "Exponential",
	"HypotScalar", "NextafterScalar", "ScalarNextafter", "PowScalar", "ScalarPow", "FmodScalar", "ScalarFmod", "ScalarMod", "ScalarFloorDiv", // as long as those of two arrays
}

// TestCoveragePage holds docs/kernels.md against the code.
func TestCoveragePage(t *testing.T) {
	page, err := os.ReadFile("../docs/kernels.md")
	if err != nil {
		t.Fatal(err)
	}
	if string(page) != coveragePage() {
		t.Error("docs/kernels.md is out of step: go run ./bench tables")
	}
	for name := range kernels.Coverage() {
		operation := name
		if m := typedName.FindStringSubmatch(name); m != nil {
			operation = m[1]
		}
		if m := conversionName.FindStringSubmatch(name); m != nil {
			operation = m[1]
		}
		if !strings.Contains(string(page), "| "+operation+" |") && !strings.Contains(string(page), "| "+operation+",") &&
			!strings.Contains(string(page), ", "+operation) {
			t.Errorf("docs/kernels.md lacks %s", name)
		}
	}
}

// TestFindings holds functions against tables, one of them not its own.
func TestFindings(t *testing.T) {
	const folder = "../kernels/testdata/math"
	exp := &mathTable{File: "exp_f64.bin", Name: "exp", Dtype: "f64", Arity: 1, Count: 2000}
	found, err := findings[float64](folder, exp, kernels.ExpF64)
	if err != nil || found[0].rows != 2000 || found[0].worst > 1 || found[0].right < 1500 || found[1].rows != 0 {
		t.Errorf("exp: %+v, %v", found, err)
	}
	found, err = findings[float64](folder, exp, kernels.Exp2F64)
	if err != nil || found[0].worst < 1<<40 || found[0].right > 500 || found[0].at == "" {
		t.Errorf("exp2 for exp: %+v, %v", found, err)
	}
	page, err := accuracyPage(folder)
	if err != nil || !strings.Contains(page, "| ExpF64 | all measured | 2000 |") {
		t.Errorf("%v: no line for ExpF64 in\n%s", err, page)
	}
	for _, name := range []string{"ExpF32", "Atan2F64", "LogaddexpF32"} { // a line or a word that there is none
		if !strings.Contains(page, name) {
			t.Errorf("the page does not speak of %s", name)
		}
	}
}
