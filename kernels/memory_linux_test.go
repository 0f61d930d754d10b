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
	for _, n := range []int{1 << 14, 1 << 17, 1 << 21} {
		s := kernels.Make[float64](n)
		if i := slices.IndexFunc(s, func(v float64) bool { return v != 0 }); len(s) != n || i >= 0 {
			t.Fatalf("%d elements, number %d is not 0", len(s), i)
		}
		for _, s := range [][]float64{s, kernels.MakeForOverwrite[float64](n)} {
			for _, i := range []int{0, n / 2, n - 1} {
				if flags := mappingFlags(t, &s[i]); !slices.Contains(flags, "hg") {
					t.Errorf("flags of element %d of %d are %s, which lack hg", i, n, flags)
				}
			}
		}
	}
}

// mappingFlags returns the flags of the mapping that p is in.
func mappingFlags(t *testing.T, p *float64) []string {
	at := uintptr(unsafe.Pointer(p))
	file, err := os.Open("/proc/self/smaps")
	if err != nil {
		t.Skip(err)
	}
	defer file.Close()
	inside := false
	for lines := bufio.NewScanner(file); lines.Scan(); {
		var from, to uintptr
		if n, _ := fmt.Sscanf(lines.Text(), "%x-%x ", &from, &to); n == 2 {
			inside = from <= at && at < to
		}
		if flags, ok := strings.CutPrefix(lines.Text(), "VmFlags:"); ok && inside {
			return strings.Fields(flags)
		}
	}
	t.Skip("the system shows no flags of mappings")
	return nil
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

// TestHugeOnce wants each page asked for once.
func TestHugeOnce(t *testing.T) {
	const page = 2 << 20
	var s kernels.PageSet
	for _, c := range [][4]uintptr{ // added, and what is new of that
		{1, 3, 1, 3},
		{1, 3, 3, 0},
		{0, 2, 0, 1},
		{2, 6, 3, 6},
		{0, 8, 6, 8},
		{10, 12, 10, 12},
		{7, 14, 8, 14},
	} {
		if lo, hi := s.Add(c[0]*page, c[1]*page); lo != c[2]*page || hi != c[3]*page {
			t.Errorf("of pages %d to %d those from %d to %d are new, want %d to %d", c[0], c[1], lo/page, hi/page, c[2], c[3])
		}
	}
}
