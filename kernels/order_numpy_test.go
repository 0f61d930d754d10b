package kernels_test

import (
	"encoding/json"
	"os"
	"slices"
	"testing"
	"unsafe"

	"github.com/lanewise/lanewise/kernels"
	"github.com/lanewise/lanewise/kernels/kerneltest"
)

// orderCase is a case of testdata/order.json, which order.py writes. Elements are
// given by their bits.
type orderCase struct {
	Type                             string
	X, Edges, Sorted, Values         []uint64
	Lo, Hi                           float64
	Bins                             int
	Right                            bool
	Counts, Dst, Idx, Index, Inverse []int
}

// fromBits returns elements of the given bits.
func fromBits[T kernels.Real](list []uint64) []T {
	x := make([]T, len(list))
	for i, b := range list {
		x[i] = *(*T)(unsafe.Pointer(&b))
	}
	return x
}

// TestOrderNumPy holds kernels against what NumPy computed.
func TestOrderNumPy(t *testing.T) {
	text, err := os.ReadFile("testdata/order.json")
	if err != nil {
		t.Fatal(err)
	}
	var groups map[string][]orderCase
	if err := json.Unmarshal(text, &groups); err != nil {
		t.Fatal(err)
	}
	kerneltest.ForEachLevel(t, func(t *testing.T, _ kernels.Level) {
		for group, cases := range groups {
			if len(cases) == 0 {
				t.Errorf("no cases of %s", group)
			}
			for _, c := range cases {
				orderByType[c.Type](t, group, c)
			}
		}
	})
}

var orderByType = map[string]func(t *testing.T, group string, c orderCase){
	"float64": checkOrder[float64], "float32": checkOrder[float32],
	"int64": checkOrder[int64], "int32": checkOrder[int32], "int16": checkOrder[int16],
	"uint64": checkOrder[uint64], "uint8": checkOrder[uint8],
}

func checkOrder[T kernels.Real](t *testing.T, group string, c orderCase) {
	x := fromBits[T](c.X)
	idx := make([]int, len(x))
	verify := func(what string, got, want []int) {
		t.Helper()
		if !slices.Equal(got, want) {
			t.Errorf("%s of %s, %v, %v, %d bins: %s: %v, want %v", group, c.Type, c.Lo, c.Hi, c.Bins, what, got, want)
		}
	}
	switch group {
	case "histogram":
		counts := make([]int, c.Bins)
		defer func() {
			if r := recover(); (r != nil) != (c.Counts == nil) {
				t.Errorf("histogram of %s, %v, %v, %d bins: panic %v", c.Type, c.Lo, c.Hi, c.Bins, r)
			}
		}()
		kernels.Histogram(counts, x, c.Lo, c.Hi)
		verify("counts", counts, c.Counts)
	case "edges":
		counts := make([]int, len(c.Edges)-1)
		kernels.HistogramEdges(counts, x, fromBits[T](c.Edges))
		verify("counts", counts, c.Counts)
	case "search":
		dst := make([]int, len(c.Values))
		kernels.SearchSorted(dst, fromBits[T](c.Sorted), fromBits[T](c.Values), kernels.Side(c.Right))
		verify("indices", dst, c.Dst)
	case "argsort":
		kernels.Argsort(idx, x)
		verify("indices", idx, c.Idx)
	case "unique":
		kernels.Argsort(idx, x)
		sorted := slices.Clone(x)
		kernels.Sort(sorted)
		starts, inverse := make([]int, len(x)), make([]int, len(x))
		starts = starts[:kernels.UniqueRuns(starts, sorted)]
		kernels.UniqueInverse(inverse, idx, starts)
		verify("inverse", inverse, c.Inverse)
		var index, counts []int
		for r, from := range starts {
			index = append(index, idx[from])
			counts = append(counts, append(starts, len(x))[r+1]-from)
		}
		verify("index", index, c.Index)
		verify("counts", counts, c.Counts)
	default:
		t.Errorf("no check for %s", group)
	}
}
