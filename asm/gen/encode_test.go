package main

import (
	"encoding/binary"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestDotEncoding has GNU objdump read VDPBF16PS with registers of every group of
// eight in every place.
func TestDotEncoding(t *testing.T) {
	if _, err := exec.LookPath("objdump"); err != nil {
		t.Skip("no objdump, which Debian's binutils has")
	}
	var code []byte
	var want []string
	registers := []uint32{0, 7, 9, 18, 28, 31}
	for _, y := range registers {
		for _, x := range registers {
			for _, sum := range registers {
				low, high := encodeDotBFloat16(y, x, sum)
				code = binary.LittleEndian.AppendUint16(binary.LittleEndian.AppendUint32(code, low), high)
				want = append(want, fmt.Sprintf("vdpbf16ps zmm%d,zmm%d,zmm%d", sum, x, y))
			}
		}
	}
	path := filepath.Join(t.TempDir(), "f.bin")
	if err := os.WriteFile(path, code, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("objdump", "-D", "-b", "binary", "-m", "i386:x86-64", "-M", "intel", "--insn-width=8", path).CombinedOutput()
	if strings.Contains(string(out), "can't use supplied machine") {
		t.Skip("objdump knows another machine only")
	}
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	got := regexp.MustCompile(`(?m)^ *[0-9a-f]+:\t(?:[0-9a-f]{2} )+ *\t(.*)$`).FindAllSubmatch(out, -1)
	if len(got) != len(want) {
		t.Fatalf("%d instructions of %d:\n%s", len(got), len(want), out)
	}
	for i, w := range want {
		if text := strings.Join(strings.Fields(string(got[i][1])), " "); text != w {
			t.Errorf("%q is %q", w, text)
		}
	}
}
