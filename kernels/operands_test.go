package kernels_test

import (
	"encoding/binary"
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
	"unsafe"

	"github.com/lanewise/lanewise/asm/defs"
	"github.com/lanewise/lanewise/asm/vir"
	"github.com/lanewise/lanewise/kernels/kerneltest"
)

// views make a slice of each type from bytes.
var views = map[vir.Type]func(mem []byte) any{
	vir.F64: view[float64], vir.F32: view[float32],
	vir.I64: view[int64], vir.I32: view[int32], vir.I16: view[int16], vir.I8: view[int8],
	vir.U64: view[uint64], vir.U32: view[uint32], vir.U16: view[uint16], vir.U8: view[uint8],
	vir.Bool: view[bool], vir.C128: view[complex128], vir.C64: view[complex64],
}

func view[T any](mem []byte) any {
	var zero T
	return unsafe.Slice((*T)(unsafe.Pointer(unsafe.SliceData(mem))), len(mem)/int(unsafe.Sizeof(zero)))
}

// put and get move the bits of element i of type t.
func put(t vir.Type, mem []byte, i int, bits uint64) {
	var b [8]byte
	binary.LittleEndian.PutUint64(b[:], bits)
	copy(mem[i*t.Size():(i+1)*t.Size()], b[:])
}

func get(t vir.Type, mem []byte, i int) uint64 {
	var b [8]byte
	copy(b[:], mem[i*t.Size():(i+1)*t.Size()])
	return binary.LittleEndian.Uint64(b[:])
}

// index returns where element i of a parameter stands in its memory, which the
// parts of a complex one share.
func index(p vir.Param, i int) int {
	if p.Part == vir.Whole {
		return i
	}
	return 2*i + int(p.Part-vir.Re)
}

// same reports whether two elements have the same bits or are both NaN.
func same(t vir.Type, a, b uint64) bool {
	switch t {
	case vir.F64:
		return kerneltest.Same(math.Float64frombits(a), math.Float64frombits(b))
	case vir.F32:
		return kerneltest.Same(math.Float32frombits(uint32(a)), math.Float32frombits(uint32(b)))
	}
	return a == b
}

// show prints an element.
func show(t vir.Type, bits uint64) string {
	mem := make([]byte, t.Size())
	put(t, mem, 0, bits)
	return fmt.Sprintf("%v (%#x)", reflect.ValueOf(views[t](mem)).Index(0), bits)
}

// operands are the arguments of a call, by parameter; parts of a complex one have
// the same memory.
type operands struct {
	f      defs.Form
	n      int
	mem    [][]byte   // of slices
	bits   [][]uint64 // of slices
	scalar []uint64   // bits of scalars
}

// place makes operands of n elements drawn from draw; memory returns the bytes
// for parameter p.
func place(f defs.Form, n int, draw func(t vir.Type) uint64, memory func(p, bytes int) []byte) operands {
	params := f.Func.Params
	o := operands{f, n, make([][]byte, len(params)), make([][]uint64, len(params)), make([]uint64, len(params))}
	for p, param := range params {
		if param.Kind == vir.InScalar {
			o.scalar[p] = draw(param.Type)
			continue
		}
		if param.Part == vir.Im {
			o.mem[p] = o.mem[p-1]
		} else {
			o.mem[p] = memory(p, n*param.Elem().Size())
		}
		o.bits[p] = make([]uint64, n)
		for i := range n {
			o.bits[p][i] = draw(param.Type)
			put(param.Type, o.mem[p], index(param, i), o.bits[p][i])
		}
	}
	return o
}

// heap is memory for place.
func heap(_, bytes int) []byte { return make([]byte, bytes) }

// args returns the arguments as the function takes them.
func (o operands) args() (list []reflect.Value) {
	for p, param := range o.f.Func.Params {
		switch {
		case param.Part == vir.Im:
		case param.Kind == vir.InScalar:
			var b [16]byte
			put(param.Type, b[:], 0, o.scalar[p])
			if param.Part == vir.Re {
				put(param.Type, b[:], 1, o.scalar[p+1])
			}
			list = append(list, reflect.ValueOf(views[param.Elem()](b[:])).Index(0))
		default:
			list = append(list, reflect.ValueOf(views[param.Elem()](o.mem[p])))
		}
	}
	return list
}

// call runs the function and returns the bits of a reduction's result.
func (o operands) call() (result uint64) {
	out := reflect.ValueOf(generated[o.f.Name]).Call(o.args())
	if len(out) == 0 {
		return 0
	}
	switch v := out[0]; {
	case o.f.Func.Type == vir.F32:
		return uint64(math.Float32bits(float32(v.Float())))
	case v.CanFloat():
		return math.Float64bits(v.Float())
	case v.CanInt():
		return o.f.Func.Type.IntBits(v.Int())
	default:
		return v.Uint()
	}
}

// prefix returns the first n elements, copied to other memory.
func (o operands) prefix(n int, memory func(p, bytes int) []byte) operands {
	c := operands{o.f, n, make([][]byte, len(o.mem)), make([][]uint64, len(o.mem)), o.scalar}
	for p, param := range o.f.Func.Params {
		if param.Kind != vir.InScalar {
			c.bits[p] = o.bits[p][:n]
			if param.Part == vir.Im {
				c.mem[p] = c.mem[p-1]
				continue
			}
			c.mem[p] = memory(p, n*param.Elem().Size())
			copy(c.mem[p], o.mem[p])
		}
	}
	return c
}

// repeated returns n elements that are those of o again and again.
func (o operands) repeated(n int) operands {
	c := operands{o.f, n, make([][]byte, len(o.mem)), make([][]uint64, len(o.mem)), o.scalar}
	for p, param := range o.f.Func.Params {
		if param.Kind != vir.InScalar {
			c.mem[p] = slices.Repeat(o.mem[p], n/o.n+1)[:n*param.Elem().Size()]
			c.bits[p] = slices.Repeat(o.bits[p], n/o.n+1)[:n]
		}
	}
	return c
}

// interpret replaces the bits of outputs by what the interpreter gives, and
// returns a reduction's result.
func (o operands) interpret() uint64 { return o.f.Func.Run(o.bits, o.scalar) }

// verify calls the function and compares with the bits, or with want.
func (o operands) verify(t *testing.T, want uint64) {
	t.Helper()
	got := o.call()
	if f := o.f.Func; f.Reduce != vir.NoReduce {
		if !same(f.Type, got, want) {
			t.Fatalf("%d elements: %s, want %s", o.n, show(f.Type, got), show(f.Type, want))
		}
		return
	}
	for _, out := range o.f.Func.Outs {
		param := o.f.Func.Params[out.Param]
		typ := param.Type
		for i, want := range o.bits[out.Param] {
			if got := get(typ, o.mem[out.Param], index(param, i)); !same(typ, got, want) {
				t.Fatalf("element %d of %d of %s: %s, want %s", i, o.n, param.Name, show(typ, got), show(typ, want))
			}
		}
	}
}

// check compares a call with the interpreter.
func check(t *testing.T, o operands) {
	t.Helper()
	o.verify(t, o.interpret())
}

// drawer returns a source of elements: special ones, small ones, of integers those
// near powers of two, and any bits.
func drawer(seed uint64) func(t vir.Type) uint64 {
	r := rand.New(rand.NewPCG(seed, 1))
	f64, f32 := floats[float64](r), floats[float32](r)
	return func(t vir.Type) uint64 {
		switch t {
		case vir.F64:
			return f64()
		case vir.F32:
			return f32()
		case vir.Bool:
			return r.Uint64N(2)
		}
		switch r.IntN(5) {
		case 0:
			return []uint64{0, 1, t.IntBits(-1), t.Least(), t.Greatest()}[r.IntN(5)]
		case 1:
			return t.IntBits(r.Int64N(201) - 100)
		case 2:
			return t.IntBits((1<<r.IntN(64) + r.Int64N(5) - 2) * (2*r.Int64N(2) - 1))
		}
		return t.IntBits(int64(r.Uint64()))
	}
}

func floats[T kerneltest.Float](r *rand.Rand) func() uint64 {
	specials := kerneltest.Specials[T]()
	var zero T
	return func() uint64 {
		switch r.IntN(4) {
		case 0:
			return kerneltest.Bits(specials[r.IntN(len(specials))])
		case 1:
			return r.Uint64() >> (64 - 8*unsafe.Sizeof(zero))
		}
		return kerneltest.Bits(T(r.NormFloat64() * math.Exp(4*r.NormFloat64())))
	}
}

// tame returns a source of elements whose sums show their order: no NaN.
func tame(seed uint64) func(t vir.Type) uint64 {
	r, wild := rand.New(rand.NewPCG(seed, 2)), drawer(seed)
	return func(t vir.Type) uint64 {
		switch t {
		case vir.F64:
			return math.Float64bits(r.NormFloat64())
		case vir.F32:
			return uint64(math.Float32bits(float32(r.NormFloat64())))
		}
		return wild(t)
	}
}
