package kernels

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// TestBadPivots allows for so few partitions that heapsort takes over.
func TestBadPivots(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, l := range Levels() {
		for _, n := range []int{129, 300, 5000} {
			for depth := range 4 {
				x, w := make([]float64, n), sortWork{}
				for i := range x {
					x[i] = float64(r.IntN(n))
				}
				want := slices.Clone(x)
				slices.Sort(want)
				s := &sorter[float64]{level: l, work: &w}
				part, k := slices.Clone(x), r.IntN(n)
				s.partitionAt(part, k, depth)
				if part[k] != want[k] || slices.Max(part[:k+1]) != want[k] || slices.Min(part[k:]) != want[k] {
					t.Errorf("%s: %d elements, %d partitions: wrong partition at %d", l, n, depth, k)
				}
				s.sort(x, depth)
				if !slices.Equal(x, want) {
					t.Errorf("%s: %d elements, %d partitions: not sorted", l, n, depth)
				}
			}
		}
	}
}
