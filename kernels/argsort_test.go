package kernels_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/lanewise/lanewise/kernels"
	"github.com/lanewise/lanewise/kernels/kerneltest"
)

// argsorted is the order that a stable sort gives.
func argsorted[T kernels.Real](x []T) []int {
	idx := make([]int, len(x))
	for i := range idx {
		idx[i] = i
	}
	slices.SortStableFunc(idx, func(i, j int) int { return inOrder(x[i], x[j]) })
	return idx
}

var argsortLengths = []int{0, 1, 2, 3, 8, 17, 63, 64, 65, 128, 200, 511, 1000, 4097, 20000}

func TestArgsort(t *testing.T) {
	kerneltest.ForEachLevel(t, func(t *testing.T, _ kernels.Level) {
		argsortCases[float64](t)
		argsortCases[float32](t)
		argsortCases[int64](t)
		argsortCases[int32](t)
		argsortCases[int16](t)
		argsortCases[int8](t)
		argsortCases[uint64](t)
		argsortCases[uint32](t)
		argsortCases[uint16](t)
		argsortCases[uint8](t)
	})
}

func argsortCases[T kernels.Real](t *testing.T) {
	eachArrangement(t, argsortLengths, func(t *testing.T, name string, x []T) { checkArgsort(t, name, x) })
}

// checkArgsort checks all functions that order indices.
func checkArgsort[T kernels.Real](t *testing.T, name string, x []T) {
	t.Helper()
	n := len(x)
	before := slices.Clone(x)
	want, idx, work := argsorted(x), make([]int, n), make([]int, n)
	kernels.Argsort(idx, x)
	if !slices.Equal(idx, want) {
		t.Errorf("%s: Argsort: wrong order", name)
	}
	if n == 0 {
		return
	}
	for _, k := range []int{0, n / 3, n - 1} {
		kernels.Argpartition(idx, x, k)
		if idx[k] != want[k] {
			t.Errorf("%s: Argpartition(%d): index %d, want %d", name, k, idx[k], want[k])
		}
		part := slices.Clone(idx[:k])
		slices.Sort(part)
		expect := slices.Clone(want[:k])
		if slices.Sort(expect); !slices.Equal(part, expect) {
			t.Errorf("%s: Argpartition(%d): other elements in front", name, k)
		}
		if slices.Sort(idx); idx[0] != 0 || idx[n-1] != n-1 || len(slices.Compact(idx)) != n {
			t.Errorf("%s: Argpartition(%d): no permutation", name, k)
		}
	}
	reversed := slices.Clone(want)
	slices.SortStableFunc(reversed, func(i, j int) int { return inOrder(x[j], x[i])*n*2 + i - j })
	for _, k := range []int{0, 1, n / 4, n} {
		for from, order := range map[kernels.Extreme][]int{kernels.Smallest: want, kernels.Largest: reversed} {
			values, at := make([]T, k), make([]int, k)
			kernels.TopK(values, at, x, work, from)
			if !slices.Equal(at, order[:k]) {
				t.Errorf("%s: TopK(%d, %v): wrong indices", name, k, from)
			}
			for i, j := range at {
				if !sameBits(values[i], x[j]) {
					t.Errorf("%s: TopK(%d, %v): value %d is not at its index", name, k, from, i)
				}
			}
		}
	}
	if !slices.EqualFunc(x, before, sameBits) {
		t.Errorf("%s: x has changed", name)
	}
}

// TestArgsortRuns has keys that differ in their last bits only, behind keys far
// away: the numbers that are sorted are the same for many elements, and again
// for those of a run.
func TestArgsortRuns(t *testing.T) {
	kerneltest.ForEachLevel(t, func(t *testing.T, _ kernels.Level) {
		r := rand.New(rand.NewPCG(9, 10))
		for _, n := range []int{5, 40, 3000} {
			x, f := make([]uint64, n), make([]float64, n)
			for i := range x {
				x[i] = uint64(r.IntN(20)) << (r.IntN(8) * 8)
				f[i] = math.Nextafter(float64(r.IntN(3)), float64(r.IntN(5)))
			}
			x[n/2], f[n/3] = math.MaxUint64, -1e300
			checkArgsort(t, "runs of uint64", x)
			checkArgsort(t, "runs of float64", f)
		}
	})
}
