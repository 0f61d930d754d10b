package optest

import (
	"math"
	"math/rand/v2"
	"reflect"
	"runtime/debug"
	"strings"
	"testing"
	"unsafe"

	"github.com/lanewise/lanewise/asm/defs"
	"github.com/lanewise/lanewise/asm/vir"
	"github.com/lanewise/lanewise/kernels"
	"github.com/lanewise/lanewise/kernels/kerneltest"
)

// TestOps holds every operation at every level against the interpreter, for
// all lengths up to more than two rounds of the unrolled loop.
func TestOps(t *testing.T) {
	for _, f := range defs.Ops.Forms() {
		t.Run(f.Name, func(t *testing.T) {
			if f.Func.Type == vir.F64 {
				op[float64](t, f)
			} else {
				op[float32](t, f)
			}
		})
	}
}

// op runs an operation on drawn elements. The interpreter, which is slow, runs
// over those of an element-wise operation once; each length takes others of them.
func op[T kerneltest.Float](t *testing.T, f defs.Form) {
	const longest = 2*4*16 + 18
	r := rand.New(rand.NewPCG(1, 2))
	elements := func(n int) (x [][]T, bits [][]uint64, result uint64) {
		x, bits = make([][]T, len(f.Func.Params)), make([][]uint64, len(f.Func.Params))
		for p := range x {
			for i := range n {
				x[p] = append(x[p], draw[T](r, f.Func, p))
				bits[p] = append(bits[p], kerneltest.Bits(x[p][i]))
			}
		}
		return x, bits, f.Func.Run(bits, make([]uint64, len(x)))
	}
	x, bits, result := elements(32 * longest)
	kerneltest.ForEachLevel(t, func(t *testing.T, l kernels.Level) {
		defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
		var arenas []*kerneltest.Arena
		for range f.Func.Params {
			arenas = append(arenas, kerneltest.NewArena(t, 4096))
		}
		step := 1
		if testing.Short() {
			step = 5 // for emulated machines; meets every remainder of lanes
		}
		for n := 0; n <= longest; n += step {
			from := n * 7919 % (31 * longest)
			if f.Func.Reduce != vir.NoReduce {
				from = 0
				x, bits, result = elements(n)
			}
			placed := make([][]T, len(x))
			for p, a := range arenas {
				placed[p] = kerneltest.Back[T](a, n)
				copy(placed[p], x[p][from:])
			}
			got := call(l, f.Name, placed)
			if f.Func.Reduce != vir.NoReduce {
				if !kerneltest.Same(got, kerneltest.FromBits[T](result)) {
					t.Fatalf("%d elements: %v (%#x), want %#x", n, got, kerneltest.Bits(got), result)
				}
				continue
			}
			for i, g := range placed[0] {
				w := bits[0][from+i]
				if !kerneltest.Same(g, kerneltest.FromBits[T](w)) {
					t.Fatalf("element %d of %d of inputs %v: %v (%#x), want %#x", i, n, at(placed[1:], i), g, kerneltest.Bits(g), w)
				}
			}
		}
	})
}

// draw returns an input within the operation's domain.
func draw[T kerneltest.Float](r *rand.Rand, f *vir.Func, param int) T {
	t := f.Type
	integral := func(limit int64) T { return T(r.Int64N(2*limit+1) - limit) }
	switch {
	case f.Name == "cvtFI":
		return integral(t.MaxCvt())
	case strings.HasPrefix(f.Name, "truncFI") && r.IntN(4) > 0: // near the ends of types, too
		x := math.Ldexp(r.Float64(), r.IntN(8*t.Size()+2))
		if r.IntN(2) == 0 {
			x = math.Ldexp(1, r.IntN(8*t.Size()+1)) + float64(r.IntN(7)-3)/2
		}
		return T(x * float64(1-2*r.IntN(2)))
	case f.Name == "cvtIF":
		return integral(t.MaxCvt() - 1)
	case f.Name == "scaleB" && param == 2:
		if r.IntN(4) == 0 {
			return T(2*r.IntN(2)-1) * T(t.MaxScale())
		}
		return integral(int64(t.MaxScale()))
	case f.Name == "scaleB":
		special := []T{0, T(math.Copysign(0, -1)), T(math.Inf(1)), T(math.Inf(-1)), T(math.NaN()), 1, -1}
		if r.IntN(4) == 0 {
			return special[r.IntN(len(special))]
		}
		return T(math.Ldexp(1+r.Float64(), r.IntN(127)-64))
	}
	if f.Reduce != vir.NoReduce && r.IntN(500) > 0 {
		return T(r.NormFloat64()) // one NaN would hide the order of additions
	}
	specials := kerneltest.Specials[T]()
	switch r.IntN(3) {
	case 0:
		return specials[r.IntN(len(specials))]
	case 1:
		return T(r.IntN(20)-10) / 2
	}
	return kerneltest.FromBits[T](r.Uint64())
}

// call runs the test kernel of one level.
func call[T kerneltest.Float](l kernels.Level, name string, slices [][]T) (result T) {
	var in []reflect.Value
	fn := reflect.ValueOf(portable[name])
	if l != kernels.Portable && assembly[l][name] == nil {
		l = kernels.Portable // the level has no vector form
	}
	for _, s := range slices {
		if l == kernels.Portable {
			in = append(in, reflect.ValueOf(s))
		} else {
			in = append(in, reflect.ValueOf(unsafe.SliceData(s)))
		}
	}
	if l != kernels.Portable {
		fn = reflect.ValueOf(assembly[l][name])
		in = append(in, reflect.ValueOf(len(slices[0])))
	}
	if out := fn.Call(in); len(out) == 1 {
		result = out[0].Interface().(T)
	}
	return result
}

// TestComplete shows that every operation of the IR has a kernel here, or is
// one of package kernels, whose tests are like these.
func TestComplete(t *testing.T) {
	var all strings.Builder
	for _, g := range append(defs.Groups, defs.Ops) {
		for _, f := range g.Forms() {
			all.WriteString(f.Func.String())
		}
	}
	for _, op := range vir.Ops() {
		if op != vir.Scalar && !strings.Contains(all.String(), " = "+op.String()) {
			t.Errorf("no kernel has the operation %s", op)
		}
	}
}

func at[T any](slices [][]T, i int) (list []T) {
	for _, s := range slices {
		list = append(list, s[i])
	}
	return list
}
