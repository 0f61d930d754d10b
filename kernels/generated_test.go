package kernels_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"runtime/debug"
	"strings"
	"testing"

	"github.com/lanewise/lanewise/asm/defs"
	"github.com/lanewise/lanewise/asm/vir"
	"github.com/lanewise/lanewise/kernels"
	"github.com/lanewise/lanewise/kernels/kerneltest"
)

// forEachForm runs test for every function that asm/defs describes.
func forEachForm(t *testing.T, test func(t *testing.T, f defs.Form)) {
	for _, g := range defs.Groups {
		for _, f := range g.Forms() {
			t.Run(f.Name, func(t *testing.T) { test(t, f) })
		}
	}
}

// operands are the arguments of one call of a function.
type operands[T kerneltest.Float] struct {
	args   []any       // as the function takes them
	bits   [][]uint64  // of slices, by parameter
	scalar []uint64    // bits of scalars, by parameter
	outs   map[int][]T // by parameter
}

// place makes operands of n elements drawn from draw; slice returns the memory
// for each.
func place[T kerneltest.Float](f *vir.Func, n int, draw func() T, slice func(n int) []T) operands[T] {
	o := operands[T]{outs: map[int][]T{}}
	for p, param := range f.Params {
		if param.Kind == vir.InScalar {
			v := draw()
			o.args = append(o.args, v)
			o.scalar = append(o.scalar, kerneltest.Bits(v))
			o.bits = append(o.bits, nil)
			continue
		}
		s, b := slice(n), make([]uint64, n)
		for i := range s {
			s[i] = draw()
			b[i] = kerneltest.Bits(s[i])
		}
		if param.Kind == vir.OutSlice {
			o.outs[p] = s
		}
		o.args = append(o.args, s)
		o.scalar = append(o.scalar, 0)
		o.bits = append(o.bits, b)
	}
	return o
}

// call runs the function and returns a reduction's result.
func call[T kerneltest.Float](name string, o operands[T]) (result T) {
	var in []reflect.Value
	for _, a := range o.args {
		in = append(in, reflect.ValueOf(a))
	}
	if out := reflect.ValueOf(generated[name]).Call(in); len(out) == 1 {
		result = out[0].Interface().(T)
	}
	return result
}

// check compares a call with the interpreter.
func check[T kerneltest.Float](t *testing.T, f defs.Form, o operands[T]) {
	t.Helper()
	want := f.Func.Run(o.bits, o.scalar)
	got := call(f.Name, o)
	if f.Func.Reduce != vir.NoReduce {
		if w := kerneltest.FromBits[T](want); !kerneltest.Same(got, w) {
			t.Fatalf("%d elements: %v, want %v", len(o.bits[0]), got, w)
		}
		return
	}
	for p, out := range o.outs {
		for i, g := range out {
			if w := kerneltest.FromBits[T](o.bits[p][i]); !kerneltest.Same(g, w) {
				t.Fatalf("element %d of %d of %s: %v (%#x), want %v (%#x)", i, len(out), f.Func.Params[p].Name,
					g, kerneltest.Bits(g), w, kerneltest.Bits(w))
			}
		}
	}
}

// drawer returns a source of values: special ones, small ones and any bits.
func drawer[T kerneltest.Float](seed uint64) func() T {
	r := rand.New(rand.NewPCG(seed, 1))
	specials := kerneltest.Specials[T]()
	return func() T {
		switch r.IntN(4) {
		case 0:
			return specials[r.IntN(len(specials))]
		case 1:
			return kerneltest.FromBits[T](r.Uint64() & (math.MaxUint64 >> (64 - 8*reflect.TypeFor[T]().Size())))
		}
		return T(r.NormFloat64() * math.Exp(4*r.NormFloat64()))
	}
}

// TestAgainstInterpreter holds every function at every level against the
// meaning of its description, for all lengths up to more than two rounds of the
// unrolled loop, with operands against unreadable pages at either end.
func TestAgainstInterpreter(t *testing.T) {
	kerneltest.ForEachLevel(t, func(t *testing.T, _ kernels.Level) {
		forEachForm(t, func(t *testing.T, f defs.Form) {
			if f.Func.Type == vir.F64 {
				againstInterpreter[float64](t, f)
			} else {
				againstInterpreter[float32](t, f)
			}
		})
	})
}

func againstInterpreter[T kerneltest.Float](t *testing.T, f defs.Form) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	var arenas []*kerneltest.Arena
	for range f.Func.Params {
		arenas = append(arenas, kerneltest.NewArena(t, 4096))
	}
	const longest = 2*4*16 + 19
	for n := range longest {
		draw := drawer[T](uint64(n))
		if f.Func.Reduce != vir.NoReduce && n%4 > 0 { // a NaN would hide the order of additions
			r := rand.New(rand.NewPCG(uint64(n), 2))
			draw = func() T { return T(r.NormFloat64()) }
		}
		for _, end := range []func(a *kerneltest.Arena, n int) []T{kerneltest.Front[T], kerneltest.Back[T]} {
			next := 0
			check(t, f, place(f.Func, n, draw, func(n int) []T {
				next++
				return end(arenas[next-1], n)
			}))
		}
	}
}

// TestLong covers the cutting of long operands, which are not a multiple of
// anything.
func TestLong(t *testing.T) {
	kerneltest.ForEachLevel(t, func(t *testing.T, _ kernels.Level) {
		forEachForm(t, func(t *testing.T, f defs.Form) {
			if f.Func.Reduce != vir.NoReduce {
				return // TestSumOrder
			}
			const n = 2*16384 + 77
			if f.Func.Type == vir.F64 {
				check(t, f, place(f.Func, n, drawer[float64](1), func(n int) []float64 { return make([]float64, n) }))
			} else {
				check(t, f, place(f.Func, n, drawer[float32](1), func(n int) []float32 { return make([]float32, n) }))
			}
		})
	})
}

// TestInPlace covers results that replace an input.
func TestInPlace(t *testing.T) {
	kerneltest.ForEachLevel(t, func(t *testing.T, _ kernels.Level) {
		forEachForm(t, func(t *testing.T, f defs.Form) {
			if len(f.Func.Outs) == 1 && f.Func.Type == vir.F64 {
				for n := range 100 {
					same := make([]float64, n)
					o := place(f.Func, n, drawer[float64](3), func(int) []float64 { return same })
					for p, b := range o.bits { // all slices hold what was drawn last
						for i := range b {
							o.bits[p][i] = kerneltest.Bits(same[i])
						}
					}
					check(t, f, o)
				}
			}
		})
	})
}

// TestMisuse shows that wrong lengths and overlaps panic before any write.
func TestMisuse(t *testing.T) {
	forEachForm(t, func(t *testing.T, f defs.Form) {
		if f.Func.Type != vir.F64 {
			return
		}
		for p, param := range f.Func.Params {
			if p == 0 || param.Kind == vir.InScalar {
				continue // the first slice tells the length
			}
			memory := make([]float64, 64)
			o := place(f.Func, 10, func() float64 { return 1 }, func(n int) []float64 { return make([]float64, n) })
			o.args[p] = make([]float64, 11)
			expectPanic(t, f, o, fmt.Sprintf("kernels: %s: slices of lengths", f.Name))
			o.args[p] = make([]float64, 9)
			expectPanic(t, f, o, fmt.Sprintf("kernels: %s: slices of lengths", f.Name))
			if f.Func.Reduce != vir.NoReduce {
				continue // what is only read may overlap
			}
			if param.Kind == vir.OutSlice {
				o.args[0], o.args[p] = memory[8:18], memory[8:18]
				expectPanic(t, f, o, fmt.Sprintf("kernels: %s: the output overlaps", f.Name))
			}
			o.args[0], o.args[p] = memory[8:18], memory[0:10]
			expectPanic(t, f, o, fmt.Sprintf("kernels: %s: the output overlaps", f.Name))
			o.args[0], o.args[p] = memory[0:10], memory[9:19]
			expectPanic(t, f, o, fmt.Sprintf("kernels: %s: the output overlaps", f.Name))
			for i, v := range memory {
				if v != 0 {
					t.Fatalf("memory[%d] was written", i)
				}
			}
			o.args[0], o.args[p] = memory[0:10], memory[10:20] // neighbours are fine
			call(f.Name, o)
		}
	})
}

func expectPanic(t *testing.T, f defs.Form, o operands[float64], text string) {
	t.Helper()
	defer func() {
		t.Helper()
		err, ok := recover().(error)
		if !ok || !strings.HasPrefix(err.Error(), text) {
			t.Errorf("panic %v, want an error that begins with %q", err, text)
		}
	}()
	call(f.Name, o)
}

// TestNoAllocations shows that kernels allocate nothing, operands on the stack
// included.
func TestNoAllocations(t *testing.T) {
	kerneltest.ForEachLevel(t, func(t *testing.T, _ kernels.Level) {
		for name, f := range map[string]func(){
			"AddF64": func() {
				var a, b, c [8]float64
				kernels.AddF64(a[:], b[:], c[:])
			},
			"ExpF32": func() {
				var a [8]float32
				kernels.ExpF32(a[:], a[:])
			},
			"SumF64": func() {
				var a [800]float64
				kernels.SumF64(a[:])
			},
			"MandelbrotF64": func() {
				var x, y [9]float64
				var n [81]int32
				kernels.MandelbrotF64(n[:], x[:], y[:], 10)
			},
			"JuliaSmoothF32": func() {
				var x, y [9]float32
				var n [81]float32
				kernels.JuliaSmoothF32(n[:], x[:], y[:], 1, 1, 10)
			},
			"PiMidpointF64": func() { kernels.PiMidpointF64(0, 1000, 1000) },
			"PiMonteCarlo":  func() { kernels.PiMonteCarlo(1, 0, 1000) },
			"Probe":         func() { kernels.Probe(kernels.ProbeFMAF64, 10) },
		} {
			if n := testing.AllocsPerRun(10, f); n != 0 {
				t.Errorf("%s: %v allocations", name, n)
			}
		}
	})
}
