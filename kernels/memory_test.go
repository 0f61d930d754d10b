package kernels

import (
	"testing"
	"unsafe"
)

func TestMake(t *testing.T) {
	const huge, coloured = hugeBytes / 8, colouredBytes / 8
	places := map[uintptr]bool{}
	for _, n := range []int{0, 1, huge - 1, huge, huge + 1, coloured - 1, coloured, coloured + 1, 2 * coloured} {
		s := Make[float64](n)
		if len(s) != n || cap(s) < n {
			t.Fatalf("%d elements of %d", len(s), n)
		}
		if SumAbsF64(s) != 0 {
			t.Errorf("%d elements are not all 0", n)
		}
		if n >= coloured {
			at := uintptr(unsafe.Pointer(unsafe.SliceData(s)))
			places[at%(64<<10)] = true
			if at%64 != 0 {
				t.Errorf("%d elements begin within a cache line", n)
			}
			s[n-1] = 1 // is theirs
		}
	}
	if len(places) != 3 {
		t.Errorf("large slices begin at %d places", len(places))
	}
	for _, n := range []int{-1, 1 << 62} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%d elements are no misuse", n)
				}
			}()
			Make[float64](n)
		}()
	}
	if s := Make[struct{}](1 << 40); len(s) != 1<<40 {
		t.Error("elements without size")
	}
}
