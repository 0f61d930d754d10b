package ndarray

import (
	"reflect"
	"unsafe"

	"github.com/lanewise/lanewise/kernels"
)

// A loop3 runs the kernels of an operation with three inputs on n elements of the
// output and the inputs, which are s bytes apart.
type loop3 interface {
	run(n int, p *[4]unsafe.Pointer, s *perOperand)
}

// call3 is an operation with three inputs on operands at given places.
type call3 struct {
	loop loop3
	p    [4]unsafe.Pointer
}

// over executes the call for all elements of out; the inputs are broadcast.
func (c *call3) over(out, x, y, z *layout) {
	if out.size < parallelMin {
		var buf [inlineDims]axis
		c.nest(loopAxes3(buf[:0], out, x, y, z), 0, out.size)
	} else {
		parallel(loopAxes3(nil, out, x, y, z), out.size, c.nest)
	}
}

func (c *call3) nest(axes []axis, lo, hi int) {
	if lo == hi {
		return
	}
	at := start(axes, lo, hi)
	for ; at.n > 0; at.next() {
		p := c.p
		for k := range p {
			p[k] = unsafe.Add(p[k], at.off[k])
		}
		c.loop.run(at.n, &p, &axes[0].stride)
	}
}

// map3 is a loop with three inputs of one type.
type map3[T kernels.Element] struct {
	kernel func(dst, x, y, z []T)
}

func (m *map3[T]) run(n int, p *[4]unsafe.Pointer, s *perOperand) {
	e := int(unsafe.Sizeof(*new(T)))
	if n == 1 || *s == (perOperand{e, e, e, e}) {
		m.kernel(run[T](p[0], n), run[T](p[1], n), run[T](p[2], n), run[T](p[3], n))
	} else if s[0]%e == 0 && s[1]%e == 0 && s[2]%e == 0 && s[3]%e == 0 {
		kernels.MapStrided3(m.kernel, spread[T](p[0], s[0], n), s[0]/e, spread[T](p[1], s[1], n), s[1]/e,
			spread[T](p[2], s[2], n), s[2]/e, spread[T](p[3], s[3], n), s[3]/e, n)
	} else {
		one := perOperand{e, e, e, e}
		for i := range n {
			q := elementAt(p, s, i)
			m.run(1, &q, &one)
		}
	}
}

// run returns n elements at p.
func run[T any](p unsafe.Pointer, n int) []T { return unsafe.Slice((*T)(p), n) }

// elementAt returns where element i of each operand is.
func elementAt(p *[4]unsafe.Pointer, s *perOperand, i int) (q [4]unsafe.Pointer) {
	for k := range p {
		q[k] = unsafe.Add(p[k], i*s[k])
	}
	return q
}

// choice is the loop of Where: of the output, the condition and two inputs.
type choice[T kernels.Element] struct {
	kernel      func(dst []T, cond []bool, x, y []T)
	rightScalar func(dst []T, cond []bool, x []T, y T)
	leftScalar  func(dst []T, cond []bool, x T, y []T)
}

func (c *choice[T]) run(n int, p *[4]unsafe.Pointer, s *perOperand) {
	e := int(unsafe.Sizeof(*new(T)))
	switch *s {
	case perOperand{e, 1, e, e}:
		c.kernel(run[T](p[0], n), run[bool](p[1], n), run[T](p[2], n), run[T](p[3], n))
	case perOperand{e, 1, e, 0}:
		c.rightScalar(run[T](p[0], n), run[bool](p[1], n), run[T](p[2], n), *(*T)(p[3]))
	case perOperand{e, 1, 0, e}:
		c.leftScalar(run[T](p[0], n), run[bool](p[1], n), *(*T)(p[2]), run[T](p[3], n))
	default:
		chooseEach[T]{}.run(n, p, s)
	}
}

// chooseEach is the loop of Where for any type and any strides.
type chooseEach[T any] struct{}

func (chooseEach[T]) run(n int, p *[4]unsafe.Pointer, s *perOperand) {
	for i := range n {
		from := unsafe.Add(p[3], i*s[3])
		if *(*bool)(unsafe.Add(p[1], i*s[1])) {
			from = unsafe.Add(p[2], i*s[2])
		}
		*(*T)(unsafe.Add(p[0], i*s[0])) = *(*T)(from)
	}
}

// choices holds the loops of Where for numbers, which it tells apart by their size.
var choices = map[int]loop3{
	1:  &choice[uint8]{kernels.WhereU8, kernels.WhereScalarU8, kernels.ScalarWhereU8},
	2:  &choice[uint16]{kernels.WhereU16, kernels.WhereScalarU16, kernels.ScalarWhereU16},
	4:  &choice[uint32]{kernels.WhereU32, kernels.WhereScalarU32, kernels.ScalarWhereU32},
	8:  &choice[uint64]{kernels.WhereU64, kernels.WhereScalarU64, kernels.ScalarWhereU64},
	16: &choice[complex128]{kernels.WhereC128, kernels.WhereScalarC128, kernels.ScalarWhereC128},
}

// Where returns, for the elements of its operands broadcast together, that of x
// where cond is true, and that of y elsewhere. Elements are of any type. It panics
// with ErrShape if the shapes do not fit. See [WhereScalar] for a number on one side.
func Where[T any](cond Array[bool], x, y Array[T]) Array[T] {
	const name = "Where"
	shape := broadcastShape(name, nil, x.layout().shape(), y.layout().shape())
	shape = broadcastShape(name, nil, cond.layout().shape(), shape)
	return WhereTo(zeros[T](name, shape), cond, x, y)
}

// WhereTo stores [Where] of the inputs, broadcast to the shape of out, in out and
// returns out; see [AddTo].
func WhereTo[T any](out Array[T], cond Array[bool], x, y Array[T]) Array[T] {
	o := out.layout()
	checkOut("Where", o, cond.layout(), x.layout(), y.layout())
	cond, x, y = detach(out, cond), detach(out, x), detach(out, y)
	c := call3{chooseEach[T]{}, [4]unsafe.Pointer{unsafe.Pointer(out.p), unsafe.Pointer(cond.p), unsafe.Pointer(x.p), unsafe.Pointer(y.p)}}
	if o.kind < numberKinds && o.kind != reflect.Invalid {
		c.loop = choices[o.item]
	}
	c.over(o, cond.layout(), x.layout(), y.layout())
	return out
}

// WhereScalar is [Where] with the number y for all elements, ScalarWhere with the
// number x.
func WhereScalar[T any](cond Array[bool], x Array[T], y T) Array[T] { return Where(cond, x, Full(y)) }

// ScalarWhere is [Where] with the number x for all elements.
func ScalarWhere[T any](cond Array[bool], x T, y Array[T]) Array[T] { return Where(cond, Full(x), y) }

// WhereScalarTo stores [WhereScalar] in out and returns out; see [WhereTo].
func WhereScalarTo[T any](out Array[T], cond Array[bool], x Array[T], y T) Array[T] {
	return WhereTo(out, cond, x, Full(y))
}

// ScalarWhereTo stores [ScalarWhere] in out and returns out; see [WhereTo].
func ScalarWhereTo[T any](out Array[T], cond Array[bool], x T, y Array[T]) Array[T] {
	return WhereTo(out, cond, Full(x), y)
}

var uFma = map[reflect.Kind]loop3{
	reflect.Float64: &map3[float64]{kernels.FmaF64},
	reflect.Float32: &map3[float32]{kernels.FmaF32},
}

// Fma returns x*y + z for the elements of its operands broadcast together, rounded
// once. It panics with ErrShape if the shapes do not fit.
func Fma[T Float](x, y, z Array[T]) Array[T] {
	shape := broadcastShape("Fma", nil, x.layout().shape(), y.layout().shape())
	return FmaTo(zeros[T]("Fma", broadcastShape("Fma", nil, shape, z.layout().shape())), x, y, z)
}

// FmaTo stores [Fma] of the inputs, broadcast to the shape of out, in out and
// returns out; see [AddTo].
func FmaTo[T Float](out, x, y, z Array[T]) Array[T] {
	o := out.layout()
	checkOut("Fma", o, x.layout(), y.layout(), z.layout())
	x, y, z = detach(out, x), detach(out, y), detach(out, z)
	c := call3{uFma[o.kind], [4]unsafe.Pointer{unsafe.Pointer(out.p), unsafe.Pointer(x.p), unsafe.Pointer(y.p), unsafe.Pointer(z.p)}}
	c.over(o, x.layout(), y.layout(), z.layout())
	return out
}
