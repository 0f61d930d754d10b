package kernels_test

import (
	"runtime/debug"
	"testing"

	"github.com/lanewise/lanewise/kernels"
	"github.com/lanewise/lanewise/kernels/kerneltest"
)

// draws are all ways to draw, by name.
type draws[T any] map[string]func(dst []T, src kernels.Source)

var (
	draws64  = draws[float64]{"UniformF64": kernels.UniformF64, "NormalF64": kernels.NormalF64, "ExponentialF64": kernels.ExponentialF64}
	draws32  = draws[float32]{"UniformF32": kernels.UniformF32, "NormalF32": kernels.NormalF32, "ExponentialF32": kernels.ExponentialF32}
	drawsU64 = draws[uint64]{"Uint64s": func(dst []uint64, src kernels.Source) { src.Uint64s(dst) }}
	drawsU32 = draws[uint32]{"Uint32s": func(dst []uint32, src kernels.Source) { src.Uint32s(dst) }}
)

// TestRandomLengths draws short runs of all lengths against unreadable pages and
// at all alignments: each is the beginning of a portable run, which is NumPy's
// by TestRandomStreams.
func TestRandomLengths(t *testing.T) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	kerneltest.ForEachLevel(t, func(t *testing.T, _ kernels.Level) {
		defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
		arena := kerneltest.NewArena(t, 1<<13)
		checkLengths(t, arena, draws64)
		checkLengths(t, arena, draws32)
		checkLengths(t, arena, drawsU64)
		checkLengths(t, arena, drawsU32)
	})
}

func checkLengths[T comparable](t *testing.T, arena *kerneltest.Arena, all draws[T]) {
	const longest = 300
	for name, draw := range all {
		for gen, fresh := range generators {
			want := make([]T, longest)
			level, _ := kernels.SetLevel(kernels.Portable)
			draw(want, fresh(9))
			kernels.SetLevel(level)
			for n := range longest {
				for place, dst := range map[string][]T{
					"front":  kerneltest.Front[T](arena, n),
					"back":   kerneltest.Back[T](arena, n),
					"offset": kerneltest.Front[T](arena, n+n%17)[n%17:],
				} {
					draw(dst, fresh(9))
					for i := range dst {
						if dst[i] != want[i] {
							t.Fatalf("%s of %s, length %d, %s: number %d is %v, want %v", name, gen, n, place, i, dst[i], want[i])
						}
					}
				}
			}
		}
	}
}

// TestRandomLeavesRest holds that nothing behind the numbers is written.
func TestRandomLeavesRest(t *testing.T) {
	kerneltest.ForEachLevel(t, func(t *testing.T, _ kernels.Level) {
		for name, draw := range draws64 {
			for n := range 200 {
				x := make([]float64, n+20)
				for i := range x {
					x[i] = -1
				}
				draw(x[10:10+n], kernels.NewPCG64(1))
				for i := range 10 {
					if x[i] != -1 || x[10+n+i] != -1 {
						t.Fatalf("%s of %d numbers writes outside", name, n)
					}
				}
			}
		}
	})
}

// TestRandomAllocations draws without allocations.
func TestRandomAllocations(t *testing.T) {
	x64, x32, w64, w32 := make([]float64, 5003), make([]float32, 5003), make([]uint64, 5003), make([]uint32, 5003)
	kerneltest.ForEachLevel(t, func(t *testing.T, _ kernels.Level) {
		for gen, fresh := range generators {
			g := fresh(2)
			allocs := testing.AllocsPerRun(3, func() {
				g.Uint64s(w64)
				g.Uint32s(w32)
				for _, draw := range draws64 {
					draw(x64, g)
				}
				for _, draw := range draws32 {
					draw(x32, g)
				}
			})
			if allocs != 0 {
				t.Errorf("%s: %v allocations", gen, allocs)
			}
		}
	})
}

// words is a source of given words, over and over, for the paths that random
// words seldom take.
type words struct {
	list []uint64
	pos  int
}

func (w *words) Uint64s(dst []uint64) {
	for i := range dst {
		dst[i] = w.list[w.pos%len(w.list)]
		w.pos++
	}
}

func (w *words) Uint32s(dst []uint32) {
	for i := range dst {
		dst[i] = uint32(w.list[w.pos%len(w.list)])
		w.pos++
	}
}

// FuzzRandom compares levels on words from the fuzzer and holds that halves of
// a stream are the stream.
func FuzzRandom(f *testing.F) {
	f.Add(uint64(0), uint64(1), uint64(1<<63), uint16(100), uint16(33))
	f.Add(^uint64(0), uint64(0x1ff), uint64(0xfff00), uint16(5000), uint16(4095))
	f.Fuzz(func(t *testing.T, a, b, c uint64, n, first uint16) {
		start := kernels.Active()
		defer kernels.SetLevel(start)
		list := make([]uint64, 0, 24)
		kernels.NewPCG64(a).Uint64s(list[:21])
		list = append(list[:21], a, b, c)
		var want []float64
		for _, l := range kernels.Levels() {
			kernels.SetLevel(l)
			x := make([]float64, n)
			at := min(int(first), len(x))
			src := &words{list: list}
			kernels.NormalF64(x[:at], src)
			kernels.ExponentialF64(x[at:], src)
			y := make([]float32, n)
			kernels.NormalF32(y[:at], src)
			kernels.ExponentialF32(y[at:], src)
			for _, v := range y {
				x = append(x, float64(v))
			}
			if x = append(x, float64(src.pos)); want == nil {
				want = x
			}
			for i := range x {
				if !kerneltest.Same(x[i], want[i]) {
					t.Fatalf("%s: number %d is %v, want %v", l, i, x[i], want[i])
				}
			}
		}
	})
}
