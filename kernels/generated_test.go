package kernels_test

import (
	"fmt"
	"math"
	"runtime/debug"
	"strings"
	"sync"
	"testing"

	"github.com/lanewise/lanewise/asm/defs"
	"github.com/lanewise/lanewise/asm/vir"
	"github.com/lanewise/lanewise/kernels"
	"github.com/lanewise/lanewise/kernels/kerneltest"
)

// forEachForm runs test for every function that asm/defs describes.
func forEachForm(t *testing.T, test func(t *testing.T, f defs.Form)) {
	for _, f := range allForms() {
		t.Run(f.Name, func(t *testing.T) { test(t, f) })
	}
}

// allForms lists the functions that asm/defs describes.
var allForms = sync.OnceValue(func() (forms []defs.Form) {
	for _, g := range defs.Groups {
		forms = append(forms, g.Forms()...)
	}
	return forms
})

// loopLengths returns all lengths of up to four of the longest vectors of a kernel
// and some of up to two rounds of its unrolled loop, which do for elements. Short
// tests, which are for emulated machines, have every fifth: every remainder of lanes.
func loopLengths(f *vir.Func) (list []int) {
	lanes := f.Type.LogicalLanes()
	few, many := 1, lanes/4+1
	if testing.Short() {
		few, many = 5, lanes/2+1
	}
	for n := 0; n < 4*lanes+4; n += few {
		list = append(list, n)
	}
	for n := 4*lanes + 4; n < 8*lanes+19; n += many {
		list = append(list, n)
	}
	return list
}

// TestAgainstInterpreter holds every function at every level against the
// meaning of its description, for many lengths, with operands against
// unreadable pages at either end.
func TestAgainstInterpreter(t *testing.T) {
	forEachForm(t, func(t *testing.T, f defs.Form) {
		lengths := loopLengths(f.Func)
		var want []uint64
		whole := place(f, lengths[len(lengths)-1], drawer(1), heap)
		for i, n := range lengths {
			if f.Func.Reduce == vir.NoReduce {
				continue
			}
			if i%4 == 0 {
				want = append(want, place(f, n, drawer(uint64(n)), heap).interpret())
			} else { // a NaN would hide the order of additions
				want = append(want, place(f, n, tame(uint64(n)), heap).interpret())
			}
		}
		if f.Func.Reduce == vir.NoReduce {
			whole.interpret() // elements of the results don't depend on the length
			want = make([]uint64, len(lengths))
		}
		kerneltest.ForEachLevel(t, func(t *testing.T, _ kernels.Level) {
			defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
			var arenas []*kerneltest.Arena
			for range f.Func.Params {
				arenas = append(arenas, kerneltest.NewArena(t, 8192))
			}
			for i, n := range lengths {
				for _, end := range []func(a *kerneltest.Arena, n int) []byte{kerneltest.Front[byte], kerneltest.Back[byte]} {
					memory := func(p, bytes int) []byte { return end(arenas[p], bytes) }
					switch {
					case f.Func.Reduce == vir.NoReduce:
						whole.prefix(n, memory).verify(t, 0)
					case i%4 == 0:
						place(f, n, drawer(uint64(n)), memory).verify(t, want[i])
					default:
						place(f, n, tame(uint64(n)), memory).verify(t, want[i])
					}
				}
			}
		})
	})
}

// TestLong covers the cutting of long operands, which are not a multiple of
// anything. Their elements repeat, for the interpreter is slow, with a period
// that fits no piece.
func TestLong(t *testing.T) {
	forEachForm(t, func(t *testing.T, f defs.Form) {
		if f.Func.Reduce != vir.NoReduce {
			return // TestSumOrder
		}
		const n, period = 16384 + 77, 1021
		whole := place(f, period, drawer(1), heap)
		whole.interpret()
		whole = whole.repeated(n)
		kerneltest.ForEachLevel(t, func(t *testing.T, _ kernels.Level) {
			whole.prefix(n, heap).verify(t, 0)
		})
	})
}

// TestScalars gives every function that takes scalars those that its code could treat
// otherwise than elements: shifts beyond the width, bounds that are NaN or zeros.
func TestScalars(t *testing.T) {
	forEachForm(t, func(t *testing.T, f defs.Form) {
		scalars := 0
		for _, p := range f.Func.Params {
			if p.Kind == vir.InScalar {
				scalars = max(scalars, len(scalarsOf(p.Type)))
			}
		}
		for i := range scalars {
			o := place(f, 2*f.Func.Type.LogicalLanes()+scalars, drawer(uint64(i)), heap)
			for p, param := range f.Func.Params {
				list := scalarsOf(param.Type)
				if param.Kind == vir.InScalar {
					o.scalar[p] = list[(i+5*p)%len(list)]
					continue
				}
				for j, bits := range list { // beside all of them
					o.bits[p][j] = bits
					put(param.Type, o.mem[p], index(param, j), bits)
				}
			}
			want := o.interpret()
			kerneltest.ForEachLevel(t, func(t *testing.T, _ kernels.Level) { o.verify(t, want) })
		}
	})
}

// scalarsOf returns the bits of the scalars for TestScalars.
func scalarsOf(t vir.Type) (list []uint64) {
	switch t {
	case vir.F64:
		for _, x := range kerneltest.Specials[float64]() {
			list = append(list, math.Float64bits(x))
		}
	case vir.F32:
		for _, x := range kerneltest.Specials[float32]() {
			list = append(list, uint64(math.Float32bits(x)))
		}
	case vir.Bool:
		list = []uint64{0, 1}
	default:
		for _, x := range []int64{0, 1, 2, 3, 6, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 64, 65, 100, 127, 200, 255, 256, 1 << 40} {
			list = append(list, t.IntBits(x), t.IntBits(-x))
		}
	}
	return list
}

// TestInPlace covers results that replace an input.
func TestInPlace(t *testing.T) {
	const longest = 99
	step := 1
	if testing.Short() {
		step = 7 // for emulated machines
	}
	forEachForm(t, func(t *testing.T, f defs.Form) {
		if len(f.Func.Outs) == 0 {
			return
		}
		out := f.Func.Outs[0].Param
		if len(f.Func.Outs) != 1 && f.Func.Params[out].Part == vir.Whole {
			return
		}
		whole := place(f, longest, drawer(3), heap)
		whole.interpret()
		for p, param := range f.Func.Params {
			if param.Kind != vir.InSlice || param.Part == vir.Im || param.Elem() != f.Func.Params[out].Elem() {
				continue
			}
			kerneltest.ForEachLevel(t, func(t *testing.T, _ kernels.Level) {
				for n := 0; n <= longest; n += step {
					o := whole.prefix(n, heap)
					o.mem[out] = o.mem[p]
					if param.Part == vir.Re {
						o.mem[out+1] = o.mem[p]
					}
					o.verify(t, 0)
				}
			})
		}
	})
}

// TestMisuse shows that wrong lengths and overlaps panic before any write.
func TestMisuse(t *testing.T) {
	forEachForm(t, func(t *testing.T, f defs.Form) {
		params := f.Func.Params
		for p, param := range params {
			if p == 0 || param.Kind == vir.InScalar || param.Part == vir.Im {
				continue // the first slice tells the length
			}
			bad := func(first, other []byte, text string) {
				t.Helper()
				o := place(f, 10, drawer(4), heap)
				if first != nil {
					o.mem[0] = first
				}
				o.mem[p] = other
				expectPanic(t, o, fmt.Sprintf("kernels: %s: %s", f.Name, text))
			}
			size := param.Elem().Size()
			bad(nil, make([]byte, 11*size), "slices of lengths")
			bad(nil, make([]byte, 9*size), "slices of lengths")
			if f.Func.Reduce != vir.NoReduce {
				continue // what is only read may overlap
			}
			first := 10 * params[0].Elem().Size()
			memory := make([]byte, 480)
			bad(memory[160:160+first], memory[160+first-size:][:10*size], "the output overlaps")
			bad(memory[160:160+first], memory[160-9*size:][:10*size], "the output overlaps")
			if param.Kind == vir.OutSlice || param.Elem() != params[0].Elem() {
				bad(memory[160:160+first], memory[160:][:10*size], "the output overlaps")
			}
			for i, v := range memory {
				if v != 0 {
					t.Fatalf("memory[%d] was written", i)
				}
			}
			o := place(f, 10, drawer(5), heap)
			o.mem[0], o.mem[p] = memory[160:160+first], memory[160+first:][:10*size] // neighbours are fine
			o.call()
		}
	})
}

func expectPanic(t *testing.T, o operands, text string) {
	t.Helper()
	defer func() {
		t.Helper()
		err, ok := recover().(error)
		if !ok || !strings.HasPrefix(err.Error(), text) {
			t.Errorf("panic %v, want an error that begins with %q", err, text)
		}
	}()
	o.call()
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
