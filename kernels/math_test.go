package kernels_test

import (
	"encoding/binary"
	"encoding/json"
	"math"
	"os"
	"strings"
	"testing"

	"github.com/lanewise/lanewise/kernels"
	"github.com/lanewise/lanewise/kernels/kerneltest"
)

// table is a file of correctly rounded values; testdata/math/manifest.json
// describes them all.
type table struct {
	File, Name, Dtype string
	Arity, Count      int
	Sections          []struct {
		Name         string
		Start, Count int
	}
}

// tables reads the manifest.
func tables(t testing.TB) []table {
	t.Helper()
	var manifest struct{ Files []table }
	data, err := os.ReadFile("testdata/math/manifest.json")
	if err == nil {
		err = json.Unmarshal(data, &manifest)
	}
	if err != nil || len(manifest.Files) != 72 {
		t.Fatalf("%d tables: %v", len(manifest.Files), err)
	}
	return manifest.Files
}

// function returns the generated function that computes a table.
func (tab table) function() any {
	return generated[strings.ToUpper(tab.Name[:1])+tab.Name[1:]+strings.ToUpper(tab.Dtype)]
}

// bound returns the steps that results may be away from the correctly rounded
// value.
func (tab table) bound(row int) uint64 {
	for _, s := range tab.Sections {
		if s.Name == "illcond" && row >= s.Start && row < s.Start+s.Count {
			return math.MaxUint64 // the docs of Logaddexp say so
		}
	}
	switch tab.Name {
	case "pow", "gamma", "lgamma":
		return 2
	}
	return 1
}

// columns reads a table: the inputs, then the values.
func columns[T kerneltest.Float](t *testing.T, tab table) (cols [][]T) {
	t.Helper()
	data, err := os.ReadFile("testdata/math/" + tab.File)
	rows := make([]T, tab.Count*(tab.Arity+1))
	if err == nil {
		_, err = binary.Decode(data, binary.LittleEndian, rows)
	}
	if err != nil || len(data) != binary.Size(rows) {
		t.Fatalf("%s: %d bytes, want %d: %v", tab.File, len(data), binary.Size(rows), err)
	}
	cols = make([][]T, tab.Arity+1)
	for i, v := range rows {
		c := i % len(cols)
		cols[c] = append(cols[c], v)
	}
	return cols
}

// TestTables holds the elementary functions against correctly rounded values,
// hard cases included.
func TestTables(t *testing.T) {
	kerneltest.ForEachLevel(t, func(t *testing.T, _ kernels.Level) {
		for _, tab := range tables(t) {
			t.Run(tab.Name+"_"+tab.Dtype, func(t *testing.T) {
				if tab.Dtype == "f64" {
					checkTable[float64](t, tab)
				} else {
					checkTable[float32](t, tab)
				}
			})
		}
	})
}

func checkTable[T kerneltest.Float](t *testing.T, tab table) {
	cols := columns[T](t, tab)
	want, got := cols[tab.Arity], make([]T, tab.Count)
	switch f := tab.function().(type) {
	case func(dst, x []T):
		f(got, cols[0])
	case func(dst, x, y []T):
		f(got, cols[0], cols[1])
	default:
		t.Fatalf("no function %s for %s", tab.Name, tab.Dtype)
	}
	steps := map[uint64]int{}
	for i := range want {
		d := kerneltest.Steps(got[i], want[i])
		steps[d]++
		if bound := tab.bound(i); d > bound || d > 0 && bound < math.MaxUint64 && want[i] == 0 {
			t.Errorf("row %d, at %v: %v, want %v: %d steps away", i, at(cols[:tab.Arity], i), got[i], want[i], d)
		}
	}
	t.Logf("%d rows, %d correctly rounded, %d one step off", tab.Count, steps[0], steps[1])
}

func at[T any](cols [][]T, i int) (list []T) {
	for _, c := range cols {
		list = append(list, c[i])
	}
	return list
}
