package kernels_test

import (
	"encoding/binary"
	"flag"
	"math"
	"os"
	"runtime"
	"sync"
	"testing"

	"github.com/lanewise/lanewise/kernels"
	"github.com/lanewise/lanewise/kernels/kerneltest"
)

var exhaustive = flag.Bool("exhaustive", false, "check float32 functions for all inputs (minutes)")

// table reads rows of x, y from testdata.
func table[T kerneltest.Float](t *testing.T, name string) (x, y []T) {
	t.Helper()
	data, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	var zero T
	for rows := make([]T, len(data)/binary.Size(zero)); len(data) > 0; data = nil {
		if _, err := binary.Decode(data, binary.LittleEndian, rows); err != nil {
			t.Fatal(err)
		}
		for i := 0; i < len(rows); i += 2 {
			x, y = append(x, rows[i]), append(y, rows[i+1])
		}
	}
	return x, y
}

// functions are the elementary functions, by the names of their tables.
var functions = []struct {
	name string
	f64  func(dst, x []float64)
	f32  func(dst, x []float32)
}{
	{"exp", kernels.ExpF64, kernels.ExpF32},
	{"exp2", kernels.Exp2F64, kernels.Exp2F32},
	{"log", kernels.LogF64, kernels.LogF32},
}

// TestTables holds the elementary functions against correctly rounded values,
// hard cases included: at most one step away.
func TestTables(t *testing.T) {
	kerneltest.ForEachLevel(t, func(t *testing.T, _ kernels.Level) {
		for _, f := range functions {
			checkTable(t, f.name+"_f64.bin", f.f64)
			checkTable(t, f.name+"_f32.bin", f.f32)
		}
	})
}

func checkTable[T kerneltest.Float](t *testing.T, file string, f func(dst, x []T)) {
	x, want := table[T](t, file)
	got := make([]T, len(x))
	f(got, x)
	exact := 0
	for i := range x {
		switch d := kerneltest.Steps(got[i], want[i]); {
		case d > 1 || d == 1 && want[i] == 0:
			t.Errorf("%s: at %v: %v, want %v: %d steps away", file, x[i], got[i], want[i], d)
		case d == 0:
			exact++
		}
	}
	t.Logf("%s: %d rows, %d correctly rounded, the others one step away", file, len(x), exact)
	if len(x) != 2000 {
		t.Errorf("%s has %d rows, want 2000", file, len(x))
	}
}

// TestExhaustive checks the float32 functions for all 2^32 inputs at the best
// level, against the float64 functions rounded to float32: right up to ties that
// a float64 result one step off can't decide.
func TestExhaustive(t *testing.T) {
	if !*exhaustive {
		t.Skip("run with -exhaustive")
	}
	for _, f := range functions {
		t.Run(f.name, func(t *testing.T) { allFloat32(t, f.f32, f.f64) })
	}
}

func allFloat32(t *testing.T, f32 func(dst, x []float32), f64 func(dst, x []float64)) {
	const block = 1 << 16
	var wg sync.WaitGroup
	var mu sync.Mutex
	worst, off := uint64(0), 0
	next := make(chan uint32)
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			x, y := make([]float32, block), make([]float32, block)
			wide, want := make([]float64, block), make([]float64, block)
			for start := range next {
				for i := range x {
					x[i] = math.Float32frombits(start + uint32(i))
					wide[i] = float64(x[i])
				}
				f32(y, x)
				f64(want, wide)
				mu.Lock()
				for i := range y {
					d := kerneltest.Steps(y[i], float32(want[i]))
					if d > worst {
						worst = d
						t.Logf("at %v: %v, want %v: %d steps", x[i], y[i], float32(want[i]), d)
					}
					if d != 0 {
						off++
					}
				}
				mu.Unlock()
			}
		})
	}
	for b := range uint32(1 << 16) {
		next <- b << 16
	}
	close(next)
	wg.Wait()
	t.Logf("all 2^32 inputs: at most %d step off; %d not correctly rounded", worst, off)
	if worst > 1 {
		t.Errorf("%d steps", worst)
	}
}
