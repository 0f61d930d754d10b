package kernels_test

import (
	"encoding/json"
	"flag"
	"hash/crc32"
	"math"
	"os"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/lanewise/lanewise/kernels/kerneltest"
)

var (
	exhaustive = flag.Bool("exhaustive", false, "check float32 functions for all inputs (a minute each)")
	record     = flag.Bool("record", false, "write what -exhaustive finds to "+exhaustiveFile)
)

const exhaustiveFile = "testdata/exhaustive.json"

// A verdict is what all 2^32 inputs of a float32 function tell, as far as a
// float64 function tells it: where a result is within one step of float64 of a
// tie, the correctly rounded one is not known, and counts as the other.
type verdict struct {
	Name  string  `json:"name"`
	Right int     `json:"right"` // results that are correctly rounded
	Worst uint64  `json:"worst"` // steps from the correctly rounded value
	At    float32 `json:"at"`    // the first argument of a worst result, 0 if all are right
	Check uint32  `json:"check"` // of some results, tells when the others are out of date
}

// verdicts reads the file.
func verdicts(t *testing.T) (list []verdict) {
	t.Helper()
	data, err := os.ReadFile(exhaustiveFile)
	if err == nil {
		err = json.Unmarshal(data, &list)
	}
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// unary returns the float32 and the float64 function of a table, if they have
// one argument.
func (tab table) unary() (f32 func(dst, x []float32), f64 func(dst, x []float64), ok bool) {
	tab.Dtype = "f32"
	if f32, ok = tab.function().(func(dst, x []float32)); ok {
		tab.Dtype = "f64"
		f64 = tab.function().(func(dst, x []float64))
	}
	return f32, f64, ok
}

// TestExhaustive checks the float32 functions for all 2^32 inputs at the best
// level, against the float64 functions, and some of those against the functions
// of package math, which were written by others. It expects what it found when
// the file was recorded.
func TestExhaustive(t *testing.T) {
	if !*exhaustive {
		t.Skip("run with -exhaustive")
	}
	for _, tab := range tables(t) {
		f32, f64, ok := tab.unary()
		if !ok || tab.Dtype == "f64" {
			continue
		}
		t.Run(tab.Name, func(t *testing.T) {
			got := allFloat32(t, f32, f64, independent[tab.Name])
			got.Name, got.Check = tab.Name, checksum(f32)
			t.Logf("%+v", got)
			if got.Worst > tab.bound(0) {
				t.Errorf("%d steps", got.Worst)
			}
			list := verdicts(t)
			i := slices.IndexFunc(list, func(v verdict) bool { return v.Name == tab.Name })
			switch {
			case *record:
				recordVerdict(t, list, i, got)
			case i < 0 || list[i] != got:
				t.Errorf("%s says otherwise: run with -record, then go run ./bench tables", exhaustiveFile)
			}
		})
	}
}

// recordVerdict writes the list with a verdict in place i or, if that is -1, at
// the end.
func recordVerdict(t *testing.T, list []verdict, i int, v verdict) {
	t.Helper()
	if i < 0 {
		i, list = len(list), append(list, verdict{})
	}
	list[i] = v
	var text strings.Builder
	for j, v := range list {
		line, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		text.WriteString([]string{"[\n", ",\n"}[min(j, 1)] + string(line))
	}
	if err := os.WriteFile(exhaustiveFile, []byte(text.String()+"\n]\n"), 0o644); err != nil {
		t.Fatal(err)
	}
}

// TestExhaustiveRecord shows when the recorded verdicts are out of date: they
// carry a checksum of 2^16 results. It skips functions that have none yet.
func TestExhaustiveRecord(t *testing.T) {
	list := verdicts(t)
	for _, tab := range tables(t) {
		f32, _, ok := tab.unary()
		if !ok || tab.Dtype == "f64" {
			continue
		}
		t.Run(tab.Name, func(t *testing.T) {
			i := slices.IndexFunc(list, func(v verdict) bool { return v.Name == tab.Name })
			switch {
			case i < 0:
				t.Skip("not recorded")
			case list[i].Worst > tab.bound(0):
				t.Errorf("recorded %d steps", list[i].Worst)
			case list[i].Check != checksum(f32):
				t.Errorf("results have changed; run the test Exhaustive/^%s$ with -exhaustive -record, then go run ./bench tables", tab.Name)
			}
		})
	}
}

// checksum returns a checksum of the results for 2^16 inputs of all magnitudes.
func checksum(f func(dst, x []float32)) uint32 {
	x := make([]float32, 1<<16)
	for i := range x {
		x[i] = math.Float32frombits(uint32(i) * 65537)
	}
	f(x, x)
	sum := crc32.NewIEEE()
	for _, y := range x {
		bits := math.Float32bits(y)
		if y != y {
			bits = 0x7fc00000
		}
		sum.Write([]byte{byte(bits), byte(bits >> 8), byte(bits >> 16), byte(bits >> 24)})
	}
	return sum.Sum32()
}

// allFloat32 compares f32 with f64 rounded for all inputs, and f64 with peer, if
// there is one, for every 16th.
func allFloat32(t *testing.T, f32 func(dst, x []float32), f64 func(dst, x []float64), peer func(x float64) float64) verdict {
	var wg sync.WaitGroup
	var mu sync.Mutex
	total := verdict{Right: 1 << 32}
	next := make(chan uint32)
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			b := newBlock()
			for start := range next {
				part := b.compare(start, f32, f64)
				b.comparePeer(t, peer)
				mu.Lock()
				total.Right -= blockSize - part.Right
				before := math.Float32bits(part.At) < math.Float32bits(total.At)
				if part.Worst > total.Worst || part.Worst == total.Worst && part.Worst > 0 && before {
					total.Worst, total.At = part.Worst, part.At
				}
				mu.Unlock()
			}
		})
	}
	for start := uint64(0); start < 1<<32; start += blockSize {
		next <- uint32(start)
	}
	close(next)
	wg.Wait()
	return total
}

const blockSize = 1 << 14

// block is room for arguments and results.
type block struct {
	x, y       []float32
	wide, want []float64
}

func newBlock() *block {
	return &block{make([]float32, blockSize), make([]float32, blockSize), make([]float64, blockSize), make([]float64, blockSize)}
}

// compare compares the functions for the inputs whose bits are from start on.
func (b *block) compare(start uint32, f32 func(dst, x []float32), f64 func(dst, x []float64)) verdict {
	for i := range b.x {
		b.x[i] = math.Float32frombits(start + uint32(i))
		b.wide[i] = float64(b.x[i])
	}
	f32(b.y, b.x)
	f64(b.want, b.wide)
	v := verdict{Right: blockSize}
	for i, y := range b.y {
		w := float32(b.want[i])
		if math.Float32bits(y) == math.Float32bits(w) {
			continue
		}
		steps := kerneltest.Steps(y, w)
		if steps > 0 {
			v.Right--
		}
		if steps > v.Worst {
			v.Worst, v.At = steps, b.x[i]
		}
	}
	return v
}

// comparePeer compares the float64 results of the last block with another
// function: they must be the same in float32, or next to a tie there. (Some of
// package math lose digits where float64 underflows.)
func (b *block) comparePeer(t *testing.T, peer func(x float64) float64) {
	if peer == nil {
		return
	}
	for i := 0; i < blockSize; i += 16 {
		got, want := b.want[i], peer(b.wide[i])
		if !kerneltest.Same(float32(got), float32(want)) && !(math.Abs(got-want) <= 0x1p-40*math.Abs(want)) {
			t.Errorf("at %v: %v, package math has %v", b.wide[i], got, want)
			return
		}
	}
}

// independent lists functions of package math. Missing are those that it has not.
var independent = map[string]func(float64) float64{
	"exp": math.Exp, "exp2": math.Exp2, "expm1": math.Expm1, "log": math.Log, "log2": math.Log2, "log10": math.Log10,
	"log1p": math.Log1p, "sin": math.Sin, "cos": math.Cos, "tan": math.Tan, "asin": math.Asin, "acos": math.Acos,
	"atan": math.Atan, "sinh": math.Sinh, "cosh": math.Cosh, "tanh": math.Tanh, "asinh": math.Asinh, "acosh": math.Acosh,
	"atanh": math.Atanh, "cbrt": math.Cbrt, "sqrt": math.Sqrt, "erf": math.Erf, "erfc": math.Erfc,
	"gamma": math.Gamma, "lgamma": func(x float64) float64 { y, _ := math.Lgamma(x); return y },
	"rsqrt":    func(x float64) float64 { return 1 / math.Sqrt(x) },
	"sigmoid":  func(x float64) float64 { return 1 / (1 + math.Exp(-x)) },
	"softplus": func(x float64) float64 { return math.Max(x, 0) + math.Log1p(math.Exp(-math.Abs(x))) },
}
