package main

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
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
		for _, s := range (&gemmCmd{}).sides() {
			prepare(s.routines, n)() // panics if lengths are wrong
		}
		if count, _ := multiplications(dtype, n); count != 125 && count != 500 {
			t.Errorf("%s: %v multiplications", dtype, count)
		}
	}
}
