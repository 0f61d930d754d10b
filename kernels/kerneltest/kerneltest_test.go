package kerneltest

import (
	"math"
	"os"
	"testing"

	"github.com/lanewise/lanewise/kernels"
)

func TestSteps(t *testing.T) {
	negZero := math.Copysign(0, -1)
	for _, c := range []struct {
		a, b float64
		want uint64
	}{
		{1, 1, 0},
		{1, math.Nextafter(1, 2), 1},
		{math.Nextafter(1, 2), 1, 1},
		{0, negZero, 1},
		{math.SmallestNonzeroFloat64, -math.SmallestNonzeroFloat64, 3},
		{math.MaxFloat64, math.Inf(1), 1},
		{math.NaN(), math.NaN(), 0},
		{math.NaN(), 1, math.MaxUint64},
		{math.Inf(-1), math.Inf(1), 2*0x7ff0000000000000 + 1},
	} {
		if got := Steps(c.a, c.b); got != c.want {
			t.Errorf("Steps(%v, %v) = %d, want %d", c.a, c.b, got, c.want)
		}
	}
	if got := Steps(float32(1), math.Nextafter32(1, 0)); got != 1 {
		t.Errorf("float32 neighbours: %d steps", got)
	}
	if got := Steps(float32(math.Copysign(0, -1)), float32(0)); got != 1 {
		t.Errorf("float32 zeros: %d steps", got)
	}
}

func TestForEachLevel(t *testing.T) {
	start := kernels.Active()
	ran := 0
	ForEachLevel(t, func(t *testing.T, l kernels.Level) {
		ran++
		if kernels.Active() != l {
			t.Errorf("active level is %s", kernels.Active())
		}
	})
	want := kernels.Levels()
	if os.Getenv("LANEWISE_REQUIRE") == "1" && os.Getenv("LANEWISE_LEVEL") != "" {
		want = want[len(want)-1:]
	}
	if ran != len(want) {
		t.Errorf("%d levels ran, want %v", ran, want)
	}
	if kernels.Active() != start {
		t.Errorf("level %s was not restored", start)
	}
}
