package main

import (
	"encoding/hex"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestEncodings assembles every instruction of the table, by Go's name or as a
// word, for every element size that it takes, and has GNU objdump read the
// result.
func TestEncodings(t *testing.T) {
	const objdump = "aarch64-linux-gnu-objdump"
	if _, err := exec.LookPath(objdump); err != nil {
		t.Skipf("no %s, which Debian's binutils-aarch64-linux-gnu has", objdump)
	}
	source, want := "TEXT f(SB), 4, $0-0\n", []string{}
	for _, name := range slices.Sorted(maps.Keys(instructions)) {
		op := instructions[name]
		sizes := map[lanes][]int{byteLanes: {8}, floatLanes: {4, 8}, intLanes: {1, 2, 4, 8}}[op.lanes]
		switch {
		case op.only != 0:
			sizes = []int{op.only}
		case op.narrow:
			sizes = []int{1, 2, 4}
		}
		for _, size := range sizes {
			for _, regs := range [][]int{{0, 1, 2}, {31, 30, 17}, {5, 5, 9}} {
				for _, count := range []int{1, 8*size - 1} {
					regs := regs[:op.args+1]
					source += "\t" + op.asm(name, size, count, regs) + "\n"
					want = append(want, op.text(name, size, count, regs))
				}
			}
		}
	}
	got := disassemble(t, objdump, source)
	if len(got) < len(want) {
		t.Fatalf("%d instructions of %d", len(got), len(want))
	}
	for i, w := range want {
		if got[i] != w {
			t.Errorf("%q is %q", w, got[i])
		}
	}
}

// disassemble assembles with Go's assembler and returns objdump's reading.
func disassemble(t *testing.T, objdump, source string) (text []string) {
	dir := t.TempDir()
	path := filepath.Join(dir, "f.s")
	if err := os.WriteFile(path, []byte(source), 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("go", "tool", "asm", "-p", "f", "-S", "-o", filepath.Join(dir, "f.o"), path)
	cmd.Env = append(os.Environ(), "GOARCH=arm64", "GOOS=linux")
	listing, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, listing)
	}
	var code []byte
	for _, line := range regexp.MustCompile(`(?m)^\t0x[0-9a-f]{4,} ((?:[0-9a-f]{2} ){1,16})`).FindAllSubmatch(listing, -1) {
		b, err := hex.DecodeString(strings.ReplaceAll(string(line[1]), " ", ""))
		if err != nil {
			t.Fatal(err)
		}
		code = append(code, b...)
	}
	binary := filepath.Join(dir, "f.bin")
	if err := os.WriteFile(binary, code, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(objdump, "-D", "-b", "binary", "-m", "aarch64", binary).CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for _, line := range regexp.MustCompile(`(?m)^ *[0-9a-f]+:\t[0-9a-f]{8} \t(.*)$`).FindAllSubmatch(out, -1) {
		text = append(text, strings.Join(strings.Fields(string(line[1])), " "))
	}
	return text
}
