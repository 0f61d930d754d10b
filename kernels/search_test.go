package kernels_test

import (
	"math/rand/v2"
	"runtime/debug"
	"slices"
	"sort"
	"testing"

	"github.com/lanewise/lanewise/kernels"
	"github.com/lanewise/lanewise/kernels/kerneltest"
)

func TestSearchSorted(t *testing.T) {
	kerneltest.ForEachLevel(t, func(t *testing.T, _ kernels.Level) {
		searchCases[float64](t)
		searchCases[float32](t)
		searchCases[int64](t)
		searchCases[int32](t)
		searchCases[int16](t)
		searchCases[uint64](t)
		searchCases[uint32](t)
		searchCases[uint8](t)
	})
}

func searchCases[T kernels.Real](t *testing.T) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	arena := kerneltest.NewArena(t, 8192)
	r := rand.New(rand.NewPCG(11, 12))
	lengths := []int{0, 1, 2, 3, 4, 5, 7, 8, 9, 31, 64, 100, 257, 1000}
	eachArrangement(t, lengths, func(t *testing.T, name string, x []T) {
		slices.SortStableFunc(x, inOrder)
		for _, n := range []int{0, 1, 3, 7, 8, 9, 16, 23, 600} {
			values := kerneltest.Back[T](arena, n)
			for i := range values {
				values[i] = draw[T](r)
				if len(x) > 0 && r.IntN(3) > 0 {
					values[i] = x[r.IntN(len(x))]
				}
			}
			for _, side := range []kernels.Side{kernels.Left, kernels.Right} {
				dst := make([]int, n)
				kernels.SearchSorted(dst, x, values, side)
				for i, v := range values {
					want := sort.Search(len(x), func(i int) bool {
						c := inOrder(x[i], v)
						return c > 0 || c == 0 && side == kernels.Left
					})
					if dst[i] != want {
						t.Fatalf("%s: %v, right %v: %d, want %d", name, v, side, dst[i], want)
					}
				}
			}
		}
	})
}

// TestSearchUnsorted expects indices in range whatever the input.
func TestSearchUnsorted(t *testing.T) {
	kerneltest.ForEachLevel(t, func(t *testing.T, _ kernels.Level) {
		r := rand.New(rand.NewPCG(13, 14))
		x, dst := make([]float64, 777), make([]int, 777)
		for i := range x {
			x[i] = draw[float64](r)
		}
		kernels.SearchSorted(dst, x, x, kernels.Right)
		if slices.Min(dst) < 0 || slices.Max(dst) > len(x) {
			t.Errorf("indices from %d to %d", slices.Min(dst), slices.Max(dst))
		}
	})
}

func TestMerge(t *testing.T) {
	kerneltest.ForEachLevel(t, func(t *testing.T, _ kernels.Level) {
		mergeCases[float64](t)
		mergeCases[float32](t)
		mergeCases[int64](t)
		mergeCases[uint16](t)
		mergeCases[int8](t)
	})
}

func mergeCases[T kernels.Real](t *testing.T) {
	eachArrangement(t, []int{0, 1, 2, 3, 10, 100, 999}, func(t *testing.T, name string, x []T) {
		for _, n := range []int{0, len(x) / 3, len(x)} {
			a, b := x[:n], x[n:]
			slices.SortStableFunc(a, inOrder)
			slices.SortStableFunc(b, inOrder)
			dst := make([]T, len(x))
			kernels.Merge(dst, a, b)
			slices.SortStableFunc(x, inOrder)
			if !slices.EqualFunc(dst, x, sameBits) {
				t.Errorf("%s: %d of them: not merged in order", name, n)
			}
		}
	})
}

// TestMergeStable shows by signs of zeros and payloads of NaNs where equal
// elements come from.
func TestMergeStable(t *testing.T) {
	r := rand.New(rand.NewPCG(15, 16))
	x := make([]float64, 500)
	for i := range x {
		x[i] = payload[float64](r.IntN(1000))
	}
	slices.SortStableFunc(x[:200], inOrder)
	slices.SortStableFunc(x[200:], inOrder)
	dst := make([]float64, len(x))
	kernels.Merge(dst, x[:200], x[200:])
	slices.SortStableFunc(x, inOrder)
	for i := range x {
		if kerneltest.Bits(x[i]) != kerneltest.Bits(dst[i]) {
			t.Fatalf("[%d] is %x, want %x", i, kerneltest.Bits(dst[i]), kerneltest.Bits(x[i]))
		}
	}
}

func TestUnique(t *testing.T) {
	uniqueCases[float64](t)
	uniqueCases[float32](t)
	uniqueCases[int32](t)
	uniqueCases[uint8](t)
}

func uniqueCases[T kernels.Real](t *testing.T) {
	eachArrangement(t, []int{0, 1, 2, 3, 10, 100, 999}, func(t *testing.T, name string, x []T) {
		n := len(x)
		idx := argsorted(x)
		sorted := make([]T, n)
		for j, i := range idx {
			sorted[j] = x[i]
		}
		want := slices.CompactFunc(slices.Clone(sorted), func(a, b T) bool { return inOrder(a, b) == 0 })
		dst, starts, inverse := slices.Clone(sorted), make([]int, n), make([]int, n)
		if m := kernels.Unique(dst, dst); !slices.EqualFunc(dst[:m], want, sameBits) {
			t.Errorf("%s: Unique: %v, want %v", name, dst[:m], want)
		}
		m := kernels.UniqueRuns(starts, sorted)
		kernels.UniqueInverse(inverse, idx, starts[:m])
		if m != len(want) {
			t.Fatalf("%s: %d runs, want %d", name, m, len(want))
		}
		for r, from := range starts[:m] {
			if !sameBits(sorted[from], want[r]) {
				t.Errorf("%s: run %d starts at %d", name, r, from)
			}
		}
		for i, v := range x {
			if inOrder(want[inverse[i]], v) != 0 {
				t.Errorf("%s: inverse[%d] = %d", name, i, inverse[i])
			}
		}
	})
}
