package ndarray

import (
	"math"
	"reflect"
	"sync"
	"unsafe"
)

// ufuncFold is a folding by the loop of an operation with two inputs.
type ufuncFold struct {
	loop    loop
	item    int
	inOrder bool // the operation is not associative
}

// cells are accumulators, which loops take from memory.
var cells = sync.Pool{New: func() any { return new(number) }}

func (f *ufuncFold) fold(n int, x unsafe.Pointer, sx int) number {
	line := [1]axis{{n: n, stride: perOperand{sx}}}
	return f.gather(start(line[:], 0, n), x)
}

func (f *ufuncFold) gather(c cursor, x unsafe.Pointer) number {
	acc := cells.Get().(*number)
	defer cells.Put(acc)
	p := unsafe.Pointer(acc)
	stride := c.axes[0].stride[0]
	for first := true; c.n > 0; c.next() {
		i := 0
		if first {
			copy(run[byte](p, f.item), run[byte](unsafe.Add(x, c.off[0]), f.item))
			first, i = false, 1
		}
		for ; i < c.n; i++ {
			f.loop.run(1, p, p, unsafe.Add(x, c.off[0]+i*stride), f.item, f.item, f.item, number{})
		}
	}
	return *acc
}

func (f *ufuncFold) join(a, b number) number {
	two := new([2]number)
	two[0], two[1] = a, b
	p := unsafe.Pointer(two)
	f.loop.run(1, p, p, unsafe.Pointer(&two[1]), f.item, f.item, f.item, number{})
	return two[0]
}

func (f *ufuncFold) narrow(acc number) (number, bool) { return acc, true }
func (f *ufuncFold) ordered() bool                    { return f.inOrder }
func (f *ufuncFold) rowItem() int                     { return f.item }
func (f *ufuncFold) rowsNarrow() bool                 { return false }

func (f *ufuncFold) begin(n int, acc, x unsafe.Pointer, sx int) {
	for i := range n {
		copy(run[byte](unsafe.Add(acc, i*f.item), f.item), run[byte](unsafe.Add(x, i*sx), f.item))
	}
}

func (f *ufuncFold) add(n int, acc, x unsafe.Pointer, sx int) {
	f.loop.run(n, acc, acc, x, f.item, f.item, sx, number{})
}

func (f *ufuncFold) merge(n int, acc, other unsafe.Pointer) { f.add(n, acc, other, f.item) }

func (f *ufuncFold) addAll(int, unsafe.Pointer, unsafe.Pointer, int, int, int, bool) bool {
	return false
}

// identities holds, for the operations whose elements may be taken in any order, the
// result for no elements, or nil if there is none.
var identities = map[*ufunc]*float64{
	&uAdd: new(0.0), &uMul: new(1.0), &uAnd: new(-1.0), &uOr: new(0.0), &uXor: new(0.0),
	&uLogicalAnd: new(1.0), &uLogicalOr: new(0.0), &uLogicalXor: new(0.0),
	&uMaximum: nil, &uMinimum: nil, &uFmax: nil, &uFmin: nil,
	&uLogaddexp: new(math.Inf(-1)), &uLogaddexp2: new(math.Inf(-1)), &uHypot: new(0.0), &uGcd: new(0.0), &uLcm: nil,
}

// identityOf returns a number as an element of some kind.
func identityOf(kind reflect.Kind, v float64) number {
	switch kind {
	case reflect.Bool:
		return numberOf(v != 0)
	case reflect.Float32:
		return numberOf(float32(v))
	case reflect.Float64:
		return numberOf(v)
	case reflect.Complex64:
		return numberOf(complex(float32(v), 0))
	case reflect.Complex128:
		return numberOf(complex(v, 0))
	default: // all ones and small numbers are the same in every size
		if v < 0 {
			return number{lo: math.MaxUint64}
		}
		return numberOfInt(kind, uint64(v))
	}
}

func numberOfInt(kind reflect.Kind, v uint64) number {
	switch kind {
	case reflect.Int8, reflect.Uint8:
		return numberOf(uint8(v))
	case reflect.Int16, reflect.Uint16:
		return numberOf(uint16(v))
	case reflect.Int32, reflect.Uint32:
		return numberOf(uint32(v))
	}
	return numberOf(v)
}

// reductionOf returns the folding of an operation whose results are of type T. Those
// that Sum, Max and the like use serve where they give the same results.
func reductionOf[T any](u *ufunc, kind reflect.Kind) folding {
	l := loopFor[T](u, kind)
	wide := integers.has(kind) && unsafe.Sizeof(*new(T)) < 8
	switch {
	case u == &uAdd && !wide:
		return sums.foldings[kind]
	case u == &uMul && !wide:
		return prods.foldings[kind]
	case u == &uMaximum && maxima.foldings[kind] != nil:
		return maxima.foldings[kind]
	case u == &uMinimum && minima.foldings[kind] != nil:
		return minima.foldings[kind]
	}
	_, anyOrder := identities[u]
	return &ufuncFold{l, int(unsafe.Sizeof(*new(T))), !anyOrder}
}

// reduceUfunc returns the elements along axes joined by an operation: of one axis,
// ((a[0] op a[1]) op a[2]) op ..., in this order unless the operation is associative.
// Integers wrap. It panics with ErrValue if there are no elements for a result
// and no identity, or if an operation that is not associative gets several axes.
func reduceUfunc[T any](op string, u *ufunc, a Array[T], axes []int) Array[T] {
	gone, shape := goneAxes(op, a.layout(), axes)
	f := reductionOf[T](u, a.layout().kind)
	checkReorderable(op, u, axes)
	return reduceUfuncInto(op, u, f, zeros[T](op, shape), a, gone)
}

// reduceUfuncTo stores reduceUfunc of a in out.
func reduceUfuncTo[T any](op string, u *ufunc, out, a Array[T], axes []int) Array[T] {
	gone, shape := goneAxes(op, a.layout(), axes)
	f := reductionOf[T](u, a.layout().kind)
	checkReorderable(op, u, axes)
	checkShapeOf(op, out.layout(), shape)
	return reduceUfuncInto(op, u, f, out, detach(out, a), gone)
}

func checkReorderable(op string, u *ufunc, axes []int) {
	if _, anyOrder := identities[u]; !anyOrder && len(axes) > 1 {
		fail(op, ErrValue, "reduction operation %s is not reorderable, so at most one axis may be specified", u.name)
	}
}

func reduceUfuncInto[T any](op string, u *ufunc, f folding, out, a Array[T], gone []bool) Array[T] {
	l, o := a.layout(), out.layout()
	if l.size == 0 || o.size == 0 {
		v := identities[u]
		if v == nil && l.eachSize(gone) == 0 {
			fail(op, ErrValue, "zero-size array to reduction operation %s which has no identity", u.name)
		}
		if o.size > 0 {
			n := identityOf(l.kind, *v)
			out.Fill(*(*T)(unsafe.Pointer(&n)))
		}
		return out
	}
	reduceAxes(f, l, unsafe.Pointer(a.p), gone, o, unsafe.Pointer(out.p), false)
	if (u == &uGcd || u == &uHypot) && l.eachSize(gone) == 1 { // of one element, too, they are not negative
		n := identityOf(l.kind, *identities[u])
		rightScalarTo(u, out, out, *(*T)(unsafe.Pointer(&n)))
	}
	return out
}

// accumulateUfunc stores in out, which has the shape of a, the reductions of the
// elements up to each one along an axis: out[i] = out[i-1] op a[i].
func accumulateUfunc[T any](op string, u *ufunc, out, a Array[T], axis int) Array[T] {
	l := a.layout()
	axis = wrapAxis(op, axis, int(l.ndim))
	loop := loopFor[T](u, l.kind)
	checkShapeOf(op, out.layout(), l.shape())
	a = detach(out, a)
	accumulate(loop, out, a, axis)
	return out
}

// reduceAtUfunc returns, for each index, the reduction along an axis of the elements
// from this index up to the next one, or only the element there if the next index is not
// greater.
func reduceAtUfunc[T any](op string, u *ufunc, a Array[T], indices []int, axis int) Array[T] {
	shape := a.Shape()
	shape[wrapAxis(op, axis, len(shape))] = len(indices)
	return reduceAtUfuncTo(op, u, zeros[T](op, shape), a, indices, axis)
}

func reduceAtUfuncTo[T any](op string, u *ufunc, out, a Array[T], indices []int, axis int) Array[T] {
	l := a.layout()
	axis = wrapAxis(op, axis, int(l.ndim))
	f := reductionOf[T](u, l.kind)
	n := l.shape()[axis]
	for _, i := range indices {
		if uint(i) >= uint(n) {
			fail(op, ErrIndex, "index %d out-of-bounds in %s.reduceat [0, %d)", i, u.name, n)
		}
	}
	shape := a.Shape()
	shape[axis] = len(indices)
	checkShapeOf(op, out.layout(), shape)
	if out.layout().size == 0 {
		return out
	}
	a = apart(out, a)
	l = a.layout()
	gone := make([]bool, l.ndim)
	gone[axis] = true
	for k, i := range indices {
		end := n
		if k+1 < len(indices) {
			end = indices[k+1]
		}
		part, to := a.along(axis, i, max(end, i+1)), out.along(axis, k, k+1).dropAxis(axis)
		reduceAxes(f, part.lay, unsafe.Pointer(part.p), gone, to.lay, unsafe.Pointer(to.p), false)
	}
	return out
}

// along returns a view of the indices from lo to hi of one axis.
func (a Array[T]) along(axis, lo, hi int) Array[T] {
	l := a.layout()
	v := allocLayout(l.kind, l.item, int(l.ndim))
	copy(v.shape(), l.shape())
	copy(v.strides(), l.strides())
	v.shape()[axis] = hi - lo
	v.finish(l.flags & readOnly)
	if v.size == 0 {
		return Array[T]{a.p, v}
	}
	return Array[T]{a.at(lo * l.strides()[axis]), v}
}

// dropAxis returns a view without an axis of length 1.
func (a Array[T]) dropAxis(axis int) Array[T] {
	l := a.layout()
	v := allocLayout(l.kind, l.item, int(l.ndim)-1)
	copy(v.shape(), l.shape()[:axis])
	copy(v.shape()[axis:], l.shape()[axis+1:])
	copy(v.strides(), l.strides()[:axis])
	copy(v.strides()[axis:], l.strides()[axis+1:])
	return Array[T]{a.p, v.finish(l.flags & (dense | readOnly))}
}

// withAxis returns a view with an axis of length 1 more, its number axis.
func (a Array[T]) withAxis(axis int) Array[T] {
	l := a.layout()
	v := allocLayout(l.kind, l.item, int(l.ndim)+1)
	copy(v.shape(), l.shape()[:axis])
	v.shape()[axis] = 1
	copy(v.shape()[axis+1:], l.shape()[axis:])
	copy(v.strides(), l.strides()[:axis])
	copy(v.strides()[axis+1:], l.strides()[axis:])
	return Array[T]{a.p, v.finish(l.flags & (dense | readOnly))}
}

// withAxes returns a view of a reduction's result with the axes that went, as axes of
// length 1, so that it broadcasts against what was reduced.
func (a Array[T]) withAxes(gone []bool) Array[T] {
	for d, g := range gone {
		if g {
			a = a.withAxis(d)
		}
	}
	return a
}
