package main

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/lanewise/lanewise/blas"
)

func TestGemm(t *testing.T) {
	args := []string{"gemm", "--compare", "--rounds", "1", "--sizes", "3,17", "--dtype", "float32,complex128"}
	stdout, stderr, status, _ := execute(t, append(args, "--json")...)
	if status != 0 || stderr != "" {
		t.Fatalf("status %d: %s", status, stderr)
	}
	for line := range strings.Lines(stdout) {
		var r gemmRow
		if err := json.Unmarshal([]byte(line), &r); err != nil {
			t.Fatal(err)
		}
		if len(r.Rates) != len(r.Sides) || len(r.Sides) < 2 || r.Sides[0] != "lanewise" || r.Sides[1] != "gonum" || slices.Min(r.Rates) <= 0 || r.Peak <= 0 {
			t.Errorf("%s", line)
		}
	}
	if n := strings.Count(stdout, "\n"); n != 4 && n != 8 { // on one thread, and on all if there are more
		t.Errorf("%d lines", n)
	}
	stdout, _, status, folder := execute(t, args...)
	if names := files(t, folder); status != 0 || !slices.Equal(names, []string{"gemm.png"}) || !strings.Contains(stdout, "geometric mean") {
		t.Errorf("status %d, files %v: %s", status, names, stdout)
	}
}

func TestSquare(t *testing.T) {
	const n = 5
	for dtype, prepare := range gemms {
		for _, s := range blasSides(false, false) {
			prepare(s.routines, n)() // panics if lengths are wrong
		}
		if count, _ := multiplications(dtype, n); count != 125 && count != 500 {
			t.Errorf("%s: %v multiplications", dtype, count)
		}
	}
}

func TestRoutines(t *testing.T) {
	args := []string{"blas", "--compare", "--rounds", "1", "--match", "^(dot|syr|trsv) float(32 1000|64 64)$"}
	stdout, stderr, status, _ := execute(t, append(args, "--json")...)
	if status != 0 || stderr != "" {
		t.Fatalf("status %d: %s", status, stderr)
	}
	var names []string
	for line := range strings.Lines(stdout) {
		var r routineRow
		if err := json.Unmarshal([]byte(line), &r); err != nil {
			t.Fatal(err)
		}
		names = append(names, r.String())
		if len(r.Rates) != len(r.Sides) || len(r.Sides) < 2 || r.Sides[0] != "lanewise" || slices.Min(r.Rates) <= 0 {
			t.Errorf("%s", line)
		}
	}
	if want := []string{"dot float32 1000", "syr float64 64", "trsv float64 64"}; !slices.Equal(names, want) {
		t.Errorf("rows %q, want %q", names, want)
	}
	stdout, _, status, _ = execute(t, args...)
	if status != 0 || !strings.Contains(stdout, "slower: ") {
		t.Errorf("status %d: %s", status, stdout)
	}
	if _, stderr, status, _ := execute(t, "blas", "--match", "nothing"); status == 0 || !strings.Contains(stderr, "no row") {
		t.Errorf("status %d: %s", status, stderr)
	}
}

// TestRoutineCases calls every routine of the table once where that is soon done.
func TestRoutineCases(t *testing.T) {
	for _, r := range routineCases() {
		for dtype, prepare := range r.prepare {
			if r.operations <= 1e6 {
				prepare(blas.Implementation{})() // panics if lengths are wrong
			}
			if prepare == nil || r.operations <= 0 {
				t.Errorf("%s %s %s", r.routine, dtype, r.size)
			}
		}
	}
}
