package native

import (
	"runtime"
	"sync"
	"unsafe"

	"gonum.org/v1/gonum/blas"
)

// A call is one call of a Fortran routine: all parameters go by reference, so scalars are kept here. It is on the heap,
// where nothing moves, and refers to the operands, so everything is alive and in its place while C has the addresses.
//
// Integers have 64 bits here. A library of 32-bit integers reads their lower halves, for these machines are all
// little-endian. The lengths of flags follow the parameters, as Fortran compilers expect; who doesn't, ignores them.
type call struct {
	args    [20]uintptr
	n       int // arguments in args
	flags   [4]byte
	ints    [9]int64
	scalars [4]complex128
	keep    [3]unsafe.Pointer

	nFlags, nInts, nScalars, nKeep int
}

var calls = sync.Pool{New: func() any { return new(call) }}

func newCall() *call { return calls.Get().(*call) }

// release makes c ready for another call.
func (c *call) release() {
	c.n, c.nFlags, c.nInts, c.nScalars, c.nKeep = 0, 0, 0, 0, 0
	c.keep = [3]unsafe.Pointer{}
	calls.Put(c)
}

func (c *call) add(p unsafe.Pointer) {
	c.args[c.n] = uintptr(p)
	c.n++
}

func (c *call) flag(f byte) {
	c.flags[c.nFlags] = f
	c.add(unsafe.Pointer(&c.flags[c.nFlags]))
	c.nFlags++
}

func (c *call) int(v int) {
	c.ints[c.nInts] = int64(v)
	c.add(unsafe.Pointer(&c.ints[c.nInts]))
	c.nInts++
}

// value adds an integer that goes by value: cblas has such.
func (c *call) value(v int) {
	c.args[c.n] = uintptr(v)
	c.n++
}

// scalar adds a scalar of any type, and returns where it is.
func scalar[T any](c *call, v T) *T {
	p := (*T)(unsafe.Pointer(&c.scalars[c.nScalars]))
	*p = v
	c.add(unsafe.Pointer(p))
	c.nScalars++
	return p
}

// slice adds the address of an operand.
func slice[T any](c *call, s []T) {
	p := unsafe.Pointer(unsafe.SliceData(s))
	c.keep[c.nKeep] = p
	c.add(p)
	c.nKeep++
}

// strided adds an operand and its increment or leading dimension.
func strided[T any](c *call, s []T, stride int) {
	slice(c, s)
	c.int(stride)
}

// invoke calls fn. The caller still has to release c.
func (c *call) invoke(fn uintptr) uintptr {
	for range c.nFlags {
		c.value(1)
	}
	r := invoke(fn, c.args[:c.n]...)
	runtime.KeepAlive(c)
	return r
}

func flipUplo(ul blas.Uplo) byte {
	if ul == blas.Upper {
		return 'L'
	}
	return 'U'
}

func flipSide(s blas.Side) byte {
	if s == blas.Left {
		return 'R'
	}
	return 'L'
}
