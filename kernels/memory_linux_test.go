package kernels_test

import (
	"bufio"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"unsafe"

	"github.com/lanewise/lanewise/kernels"
)

// TestMakeHuge reads from the kernel's table of mappings whether large memory has
// been advised.
func TestMakeHuge(t *testing.T) {
	if _, err := os.Stat("/sys/kernel/mm/transparent_hugepage/enabled"); err != nil {
		t.Skip("this system has no transparent huge pages")
	}
	if os.Getenv("LANEWISE_TEST_EXEC") != "" {
		t.Skip("emulators of programs ignore advice on memory")
	}
	s := kernels.Make[float64](1 << 21)
	if i := slices.IndexFunc(s, func(v float64) bool { return v != 0 }); len(s) != 1<<21 || i >= 0 {
		t.Fatalf("%d elements, number %d is not 0", len(s), i)
	}
	middle := uintptr(unsafe.Pointer(&s[len(s)/2]))
	file, err := os.Open("/proc/self/smaps")
	if err != nil {
		t.Skip(err)
	}
	defer file.Close()
	inside := false
	for lines := bufio.NewScanner(file); lines.Scan(); {
		var from, to uintptr
		if n, _ := fmt.Sscanf(lines.Text(), "%x-%x ", &from, &to); n == 2 {
			inside = from <= middle && middle < to
		}
		if flags, ok := strings.CutPrefix(lines.Text(), "VmFlags:"); ok && inside {
			if !slices.Contains(strings.Fields(flags), "hg") {
				t.Errorf("flags %s lack hg", flags)
			}
			return
		}
	}
	t.Skip("the system shows no flags of mappings")
}

func TestMakeSmall(t *testing.T) {
	for _, n := range []int{0, 1, 1000} {
		if s := kernels.Make[complex128](n); len(s) != n {
			t.Errorf("%d elements, want %d", len(s), n)
		}
	}
	if err := recovered(func() { kernels.Make[float64](-1) }); err == nil {
		t.Error("a negative length does not panic")
	}
}
