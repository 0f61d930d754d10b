package kernels_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/lanewise/lanewise/kernels"
	"github.com/lanewise/lanewise/kernels/kerneltest"
)

// TestHistogram counts by comparing each element to all edges.
func TestHistogram(t *testing.T) {
	kerneltest.ForEachLevel(t, func(t *testing.T, _ kernels.Level) {
		histogramCases[float64](t)
		histogramCases[float32](t)
		histogramCases[int64](t)
		histogramCases[int8](t)
		histogramCases[uint16](t)
	})
}

func histogramCases[T kernels.Real](t *testing.T) {
	r := rand.New(rand.NewPCG(17, 18))
	for _, bins := range []int{1, 2, 3, 10, 97} {
		for _, n := range []int{0, 1, 7, 1000, 20000} {
			lo := float64(r.IntN(100)) / 7
			hi := lo + 1 + r.Float64()*100
			edges := make([]float64, bins+1)
			for i := range edges {
				edges[i] = lo + float64(float64(i)*((hi-lo)/float64(bins)))
			}
			edges[bins] = hi
			if isFloat[T]() {
				for i := range edges {
					edges[i] = float64(T(edges[i]))
				}
			}
			x := make([]T, n)
			for i := range x {
				switch r.IntN(4) {
				case 0:
					x[i] = draw[T](r)
				case 1:
					x[i] = T(edges[r.IntN(bins+1)])
				default:
					x[i] = T(lo + (hi-lo)*r.Float64())
				}
			}
			want := make([]int, bins)
			for _, v := range x {
				for b := range want {
					if f := float64(v); f >= edges[b] && (f < edges[b+1] || b == bins-1 && f == edges[bins]) {
						want[b]++
					}
				}
			}
			got := make([]int, bins)
			kernels.Histogram(got, x, lo, hi)
			if !slices.Equal(got, want) {
				t.Errorf("%T, %d elements, %v to %v: %v, want %v", *new(T), n, lo, hi, got, want)
			}
		}
	}
}

func TestHistogramEdges(t *testing.T) {
	kerneltest.ForEachLevel(t, func(t *testing.T, _ kernels.Level) {
		edgeCases[float64](t)
		edgeCases[float32](t)
		edgeCases[int32](t)
		edgeCases[uint8](t)
	})
}

func edgeCases[T kernels.Real](t *testing.T) {
	r := rand.New(rand.NewPCG(19, 20))
	for _, bins := range []int{0, 1, 2, 9, 50} {
		edges := make([]T, bins+1)
		for i := range edges {
			edges[i] = smallNumber[T](r.IntN(1000))
		}
		slices.Sort(edges)
		x := make([]T, 3000)
		for i := range x {
			x[i] = smallNumber[T](r.IntN(1000))
		}
		if isFloat[T]() {
			nan := math.NaN()
			x[5] = T(nan)
		}
		want := make([]int, bins)
		for _, v := range x {
			for b := range want {
				if v >= edges[b] && (v < edges[b+1] || b == bins-1 && v == edges[bins]) {
					want[b]++
				}
			}
		}
		got := make([]int, bins)
		kernels.HistogramEdges(got, x, edges)
		if !slices.Equal(got, want) {
			t.Errorf("%T, %d bins: %v, want %v", *new(T), bins, got, want)
		}
		kernels.HistogramEdges(got, x, edges) // adds
		for b := range got {
			if got[b] != 2*want[b] {
				t.Errorf("%T, %d bins, twice: [%d] is %d, want %d", *new(T), bins, b, got[b], 2*want[b])
			}
		}
	}
}
