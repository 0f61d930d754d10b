package ndarray

import (
	"errors"
	"fmt"
	"testing"
)

type metres float32

// Methods work on elements of any type that functions allow, named types among them, and
// panic for others: their constraint is that of all arrays.
func TestMethodsOfStatistics(t *testing.T) {
	a := Of[metres](1, 2, 4, 9, 1.25, 7.75).Reshape(2, 3)
	d := As[float64](a)
	if v, s, p := a.Var(1), a.Std(0), a.Ptp(); v != metres(Var(As[float32](a), 1)) || s != metres(Std(As[float32](a), 0)) || p != 8 {
		t.Error("of all elements", v, s, p)
	}
	for _, axis := range []int{0, 1} {
		checkNear(t, "variance", a.VarAxis(0, axis), d.VarAxis(0, axis))
		checkNear(t, "deviation", a.StdAxis(1, axis), d.StdAxis(1, axis))
		checkNear(t, "range", a.PtpAxis(axis), d.PtpAxis(axis))
	}
	checkNear(t, "trace", a.Trace(1), d.Trace(1))
	if s := fmt.Sprint(a.Round(1), a.Compress(Of(false, true), 0), a.Nonzero()[1], Of[metres](1, 3).SearchSorted(a.Row(0), Right)); s != "[[1.  2.  4. ]\n [9.  1.2 7.8]] [[9.   1.25 7.75]] [0 1 2 0 1 2] [1 1 2]" {
		t.Error(s)
	}
	if s := fmt.Sprint(Of[int8](-128, 15, 25, -17).Round(-1), Of[uint16](65535, 55).Round(-2), Of(7).Round(3), Of[int32](5, -3).Ptp()); s != "[126  20  20 -20] [65500   100] [7] 8" {
		t.Error(s)
	}
	words, z := Of("b", "a"), Of(1i, 2)
	for name, f := range map[string]func(){
		"Var": func() { z.Var(0) }, "Std": func() { z.Std(0) }, "VarAxis": func() { words.VarAxis(0, 0) }, "StdAxis": func() { Of(1, 2).StdAxis(0, 0) },
		"PtpAxis": func() { z.PtpAxis(0) }, "Round": func() { words.Round(1) }, "Nonzero": func() { words.Nonzero() },
		"SearchSorted": func() { Of(struct{}{}).SearchSorted(Of(struct{}{}), Left) },
	} {
		var e *Error
		if _, err := Try(func() int { f(); return 0 }); !errors.Is(err, ErrDType) || !errors.As(err, &e) || e.Op != name {
			t.Error(name, err)
		}
	}
}

func checkNear(t *testing.T, what string, got Array[metres], want Array[float64]) {
	t.Helper()
	if worst := Max(Abs(Sub(As[float64](got), want))); worst > 1e-5 || fmt.Sprint(got.Shape()) != fmt.Sprint(want.Shape()) {
		t.Error(what, got, want)
	}
}
