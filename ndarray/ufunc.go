package ndarray

import (
	"reflect"
	"slices"
	"unsafe"
)

// opcode is an element-wise operation.
type opcode uint8

const (
	opAdd opcode = iota
	opSub
	opMul
	opDiv
	opExp
	opSqrt
)

var opNames = [...]string{opAdd: "Add", opSub: "Sub", opMul: "Mul", opDiv: "Div", opExp: "Exp", opSqrt: "Sqrt"}

func (op opcode) String() string { return opNames[op] }

func (op opcode) unary() bool { return op >= opExp }

// opKinds holds the kinds of elements for which an operation exists.
var opKinds = [...]kindSet{
	opAdd: integers | floats | complexes, opSub: integers | floats | complexes, opMul: integers | floats | complexes,
	opDiv: floats | complexes, opExp: floats, opSqrt: floats,
}

// defined reports whether the operation exists for elements of a kind.
func (op opcode) defined(kind reflect.Kind) bool { return opKinds[op].has(kind) }

// checkDType panics with ErrDType if op, which the function of that name uses,
// does not exist for elements of type T.
func checkDType[T any](name string, op opcode, kind reflect.Kind) {
	if !op.defined(kind) {
		fail(name, ErrDType, "not defined for elements of type %s", reflect.TypeFor[T]())
	}
}

// call is an element-wise operation on operands at given places: out = x op y,
// or out = op x.
type call struct {
	op        opcode
	kind      reflect.Kind
	out, x, y unsafe.Pointer
}

// run executes the call for all elements of out. The inputs are broadcast; the
// layout of one that is a single number is nil. No input overlaps the output,
// except at the very same places.
func (c *call) run(out, x, y *layout) {
	if out.size < parallelMin {
		c.inline(out, x, y)
	} else {
		c.spread(out, x, y)
	}
}

// inline executes the call on this thread. Unlike spread, it leaves a number
// that an operand points to on the stack.
func (c *call) inline(out, x, y *layout) {
	if flat(out, x, y) {
		stride := flatStrides(out, x, y)
		c.loop(out.size, &[3]int{}, &stride)
	} else if out.size > 0 {
		c.inlineNest(out, x, y)
	}
}

func (c *call) inlineNest(out, x, y *layout) {
	var buf [inlineDims]axis
	c.nest(loopAxes(buf[:0], out, x, y), 0, out.size)
}

// spread shares the elements among threads.
func (c call) spread(out, x, y *layout) {
	axes := loopAxes(nil, out, x, y)
	parallel(axes, out.size, c.nest)
}

// nest executes the call for the elements number lo to hi of a loop nest.
func (c *call) nest(axes []axis, lo, hi int) {
	at := start(axes, lo, hi)
	for ; at.n > 0; at.next() {
		c.loop(at.n, &at.off, &axes[0].stride)
	}
}

// loop executes the call for n elements that are stride bytes apart, the first
// of them off bytes from the first of each operand.
func (c *call) loop(n int, off, stride *[3]int) {
	out, x := unsafe.Add(c.out, off[0]), unsafe.Add(c.x, off[1])
	if c.op.unary() {
		unaryLoop(c.op, c.kind, n, out, x, stride[0], stride[1])
	} else {
		binaryLoop(c.op, c.kind, n, out, x, unsafe.Add(c.y, off[2]), stride[0], stride[1], stride[2])
	}
}

// resultLayout returns the layout for a new result of a and b. Operands that
// lie in memory in the same order without gaps give it theirs, so that
// transposed operands make a transposed result; otherwise it is in C order.
func resultLayout[T any](op opcode, a, b *layout) *layout {
	if a.flags&(dense|readOnly) == dense && a.same(b) {
		return a
	}
	var buf [inlineDims]int
	shape := broadcastShape(op.String(), buf[:0], a.shape(), b.shape())
	for _, l := range [...]*layout{a, b} {
		if l.fresh() && slices.Equal(l.shape(), shape) {
			return l
		}
	}
	return newLayout[T](op.String(), shape)
}

// unary returns op a in a new array.
func unary[T any](op opcode, a Array[T]) Array[T] {
	l := a.layout()
	checkDType[T](op.String(), op, l.kind)
	lay := resultLayout[T](op, l, l)
	out := Array[T]{alloc[T](lay.size), lay}
	c := call{op, l.kind, unsafe.Pointer(out.p), unsafe.Pointer(a.p), nil}
	c.run(lay, l, nil)
	return out
}

// unaryTo stores op a in out.
func unaryTo[T any](op opcode, out, a Array[T]) Array[T] {
	o := out.layout()
	checkDType[T](op.String(), op, o.kind)
	checkOut(op.String(), o, a.layout())
	a = detach(out, a)
	c := call{op, o.kind, unsafe.Pointer(out.p), unsafe.Pointer(a.p), nil}
	c.run(o, a.layout(), nil)
	return out
}

// binary returns a op b in a new array.
func binary[T any](op opcode, a, b Array[T]) Array[T] {
	la, lb := a.layout(), b.layout()
	checkDType[T](op.String(), op, la.kind)
	if la == lb && la.fresh() && la.size < kernelMin {
		return binarySmall(op, Array[T]{alloc[T](la.size), la}, a, b)
	}
	lay := resultLayout[T](op, la, lb)
	out := Array[T]{alloc[T](lay.size), lay}
	c := call{op, la.kind, unsafe.Pointer(out.p), unsafe.Pointer(a.p), unsafe.Pointer(b.p)}
	c.run(lay, la, lb)
	return out
}

// binarySmall stores a op b in out, for a few elements in C order, where each
// call counts: all layouts are the same and no input overlaps out at an offset.
func binarySmall[T any](op opcode, out, a, b Array[T]) Array[T] {
	l := out.lay
	binaryLoop(op, l.kind, l.size, unsafe.Pointer(out.p), unsafe.Pointer(a.p), unsafe.Pointer(b.p), l.item, l.item, l.item)
	return out
}

// inPlaceOrApart reports whether two arrays of a contiguous layout are the same
// or share no memory.
func inPlaceOrApart[T any](a, b Array[T], l *layout) bool {
	d := uintptr(unsafe.Pointer(a.p)) - uintptr(unsafe.Pointer(b.p))
	bytes := uintptr(l.size * l.item)
	return d == 0 || d >= bytes && -d >= bytes
}

// binaryTo stores a op b in out.
func binaryTo[T any](op opcode, out, a, b Array[T]) Array[T] {
	o := out.layout()
	checkDType[T](op.String(), op, o.kind)
	if o == a.lay && o == b.lay && o.fresh() && o.size < kernelMin && inPlaceOrApart(out, a, o) && inPlaceOrApart(out, b, o) {
		return binarySmall(op, out, a, b)
	}
	checkOut(op.String(), o, a.layout(), b.layout())
	a, b = detach(out, a), detach(out, b)
	c := call{op, o.kind, unsafe.Pointer(out.p), unsafe.Pointer(a.p), unsafe.Pointer(b.p)}
	c.run(o, a.layout(), b.layout())
	return out
}

// side says which operand of a binary operation is a single number.
type side bool

const (
	leftScalar  side = false
	rightScalar side = true
)

// withScalar returns a op v, or v op a, in a new array.
func withScalar[T any](op opcode, a Array[T], v T, where side) Array[T] {
	l := a.layout()
	checkDType[T](op.String(), op, l.kind)
	lay := resultLayout[T](op, l, l)
	out := Array[T]{alloc[T](lay.size), lay}
	runScalar(op, out, a, v, where)
	return out
}

// withScalarTo stores a op v, or v op a, in out.
func withScalarTo[T any](op opcode, out, a Array[T], v T, where side) Array[T] {
	o := out.layout()
	checkDType[T](op.String(), op, o.kind)
	checkOut(op.String(), o, a.layout())
	runScalar(op, out, detach(out, a), v, where)
	return out
}

func runScalar[T any](op opcode, out, a Array[T], v T, where side) {
	o := out.layout()
	if o.size < parallelMin {
		c, x, y := scalarCall(op, out, a, &v, where)
		c.inline(o, x, y)
		return
	}
	shared := v // v itself stays on the stack
	c, x, y := scalarCall(op, out, a, &shared, where)
	c.spread(o, x, y)
}

func scalarCall[T any](op opcode, out, a Array[T], v *T, where side) (c call, x, y *layout) {
	p, s := unsafe.Pointer(a.p), unsafe.Pointer(v)
	if where == leftScalar {
		return call{op, out.layout().kind, unsafe.Pointer(out.p), s, p}, nil, a.layout()
	}
	return call{op, out.layout().kind, unsafe.Pointer(out.p), p, s}, a.layout(), nil
}
