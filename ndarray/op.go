package ndarray

import (
	"reflect"
	"strconv"
	"unsafe"
)

// Op names an element-wise operation, for what works with any of them: [Call],
// [Call2], [Outer], [ApplyAt], [Reduce] and their kin. OpAdd is that of [Add], and so on.
type Op uint8

// String returns the name of the operation's function: "Add".
func (op Op) String() string {
	if op == 0 || int(op) >= len(ufuncs) {
		return "Op(" + strconv.Itoa(int(op)) + ")"
	}
	return ufuncs[op].name
}

// Inputs returns the number of inputs, 1 or 2.
func (op Op) Inputs() int {
	if op.ufunc("Inputs").binary {
		return 2
	}
	return 1
}

// ufunc returns the operation. It panics, in the name of a function, if there is
// none of that number.
func (op Op) ufunc(name string) *ufunc {
	if op == 0 || int(op) >= len(ufuncs) {
		fail(name, ErrValue, "there is no operation number %d", uint8(op))
	}
	return ufuncs[op]
}

// unaryOp and binaryOp return an operation with results of type D. They panic with
// ErrDType if its results are of another type, ErrValue if it has another number
// of inputs.
func unaryOp[D, T any](name string, op Op) *ufunc {
	u := op.ufunc(name)
	if u.binary {
		fail(name, ErrValue, "%s has two inputs", u.name)
	}
	checkResultType[D, T](u)
	return u
}

func binaryOp[D, T any](name string, op Op) *ufunc {
	u := op.ufunc(name)
	if !u.binary {
		fail(name, ErrValue, "%s has one input", u.name)
	}
	checkResultType[D, T](u)
	return u
}

func checkResultType[D, T any](u *ufunc) {
	want := kindOf[T]()
	if u.bools {
		want = reflect.Bool
	}
	if kindOf[D]() != want {
		fail(u.name, ErrDType, "results are of type %s, not %s", want, reflect.TypeFor[D]())
	}
}

// CallOpt is what [Call] and [Call2] can be told beside their operands. The zero
// value is the plain operation.
type CallOpt[D any] struct {
	// Out is where results are stored, if it is not the zero Array.
	Out Array[D]
	// Where, if it is not the zero Array, is broadcast to the shape of the result:
	// where it is false, Out keeps its element, or a new result is zero.
	Where Array[bool]
}

// Call returns the operation with one input, op, of a. D is bool for operations
// that make bools, and T otherwise; Call panics with ErrDType if it is not, or if op
// is not defined for T, and otherwise as [AddTo] does.
//
//	ndarray.Call(ndarray.OpSqrt, a, ndarray.CallOpt[float64]{Out: a, Where: positive})
func Call[D, T Elem](op Op, a Array[T], opt CallOpt[D]) Array[D] {
	u := unaryOp[D, T]("Call", op)
	return opt.finish(u, func(out Array[D]) Array[D] {
		if out.lay == nil {
			return unary[D](u, a)
		}
		return unaryTo(u, out, a)
	}, a.layout(), a.layout())
}

// Call2 returns the operation with two inputs, op, of a and b; see [Call].
func Call2[D, T Elem](op Op, a, b Array[T], opt CallOpt[D]) Array[D] {
	u := binaryOp[D, T]("Call2", op)
	return opt.finish(u, func(out Array[D]) Array[D] {
		if out.lay == nil {
			return binary[D](u, a, b)
		}
		return binaryTo(u, out, a, b)
	}, a.layout(), b.layout())
}

// finish runs an operation, whose output is new if it gets the zero Array.
func (o CallOpt[D]) finish(u *ufunc, run func(out Array[D]) Array[D], a, b *layout) Array[D] {
	if o.Where.lay == nil {
		return run(o.Out)
	}
	out := o.Out
	shape := broadcastShape(u.name, nil, a.shape(), b.shape())
	if out.lay == nil {
		out = zeros[D](u.name, broadcastShape(u.name, nil, shape, o.Where.lay.shape()))
	} else {
		checkOut(u.name, out.lay, a, b, o.Where.lay)
	}
	return WhereTo(out, o.Where, run(Array[D]{}), out)
}

// Outer returns op of every element of a with every element of b: an array whose
// shape is that of a followed by that of b, out[i..., j...] = a[i...] op b[j...]. It
// panics as [Call2] does.
//
//	ndarray.Outer[float64](ndarray.OpMul, x, y)
func Outer[D, T Elem](op Op, a, b Array[T]) Array[D] {
	return binary[D](binaryOp[D, T]("Outer", op), a.spread(b.NDim()), b)
}

// OuterTo stores [Outer] of a and b in out and returns out.
func OuterTo[D, T Elem](op Op, out Array[D], a, b Array[T]) Array[D] {
	return binaryTo(binaryOp[D, T]("OuterTo", op), out, a.spread(b.NDim()), b)
}

// spread returns a view of a with n axes of length 1 at its end.
func (a Array[T]) spread(n int) Array[T] {
	l := a.layout()
	if int(l.ndim)+n > maxDims {
		fail("Outer", ErrShape, "%d dimensions, at most %d are supported", int(l.ndim)+n, maxDims)
	}
	v := allocLayout(l.kind, l.item, int(l.ndim)+n)
	copy(v.shape(), l.shape())
	copy(v.strides(), l.strides())
	for d := int(l.ndim); d < int(v.ndim); d++ {
		v.shape()[d] = 1
	}
	return Array[T]{a.p, v.finish(l.flags & (dense | readOnly))}
}

// ApplyAt applies op in place at indices of the first axis, one after the other, so
// that an index that comes more than once counts each time:
//
//	for i := range ix { a[ix[i]] = a[ix[i]] op v[i] }
//
// v is broadcast to the shape of ix followed by that of a[0]. It returns a, and
// panics, with nothing written, with ErrIndex if an index is out of range, ErrShape
// if v does not fit, ErrReadOnly if a is read-only. Results of op must be of type T.
func ApplyAt[T Elem](op Op, a Array[T], ix Array[int], v Array[T]) Array[T] {
	const name = "ApplyAt"
	u := binaryOp[T, T](name, op)
	l := a.layout()
	loop := loopFor[T](u, l.kind)
	l.checkWrite(name)
	if l.ndim == 0 {
		fail(name, ErrIndex, "array of shape () has no indices")
	}
	var rows []int
	for i := range ix.Values() {
		rows = append(rows, wrapIndex(name, i, 0, l.shape()[0]))
	}
	v = v.BroadcastTo(append(ix.Shape(), l.shape()[1:]...)...)
	if u.check != nil {
		u.check(u.name, l.kind, v.lay, unsafe.Pointer(v.p))
	}
	if overlap(a, v) {
		v = v.Copy()
	}
	v = v.Reshape(append([]int{len(rows)}, l.shape()[1:]...)...)
	row, vrow := l.rowLayout(), v.lay.rowLayout()
	if v.lay.size == 0 {
		return a // there may be no memory at the places of rows
	}
	for k, i := range rows {
		out := unsafe.Pointer(a.at(i * l.strides()[0]))
		call{loop: loop, out: out, x: out, y: unsafe.Pointer(v.at(k * v.lay.strides()[0]))}.run(row, row, vrow)
	}
	return a
}

// Reduce returns the reduction of a by op along the given axes, or all if there are
// none: ((a[0] op a[1]) op a[2]) ..., in an order that for floats depends on the shape
// only, so that operations like [Add] lose no more digits than [Sum]. The result lacks
// the axes. It panics with ErrDType if results of op are not of type T, ErrAxis for bad
// axes, and ErrValue if there are no elements and op has no identity.
//
//	ndarray.Reduce(ndarray.OpMaximum, a, 0)
func Reduce[T Elem](op Op, a Array[T], axes ...int) Array[T] {
	if len(axes) == 0 {
		axes = allAxes(a.NDim())
	}
	return reduceUfunc("Reduce", binaryOp[T, T]("Reduce", op), a, axes)
}

// ReduceTo stores [Reduce] of a in out, which has the shape of the result, and returns
// out; a may overlap it.
func ReduceTo[T Elem](op Op, out, a Array[T], axes ...int) Array[T] {
	if len(axes) == 0 {
		axes = allAxes(a.NDim())
	}
	return reduceUfuncTo("ReduceTo", binaryOp[T, T]("ReduceTo", op), out, a, axes)
}

// Accumulate returns the reductions by op of the first 1, 2, 3, ... elements along an
// axis: out[0] = a[0], out[i] = out[i-1] op a[i]. The rest is as with [Reduce].
func Accumulate[T Elem](op Op, a Array[T], axis int) Array[T] {
	return AccumulateTo(op, unset[T]("Accumulate", a.layout().shape()), a, axis)
}

// AccumulateTo stores [Accumulate] of a in out, of the same shape, and returns out; a
// may overlap it.
func AccumulateTo[T Elem](op Op, out, a Array[T], axis int) Array[T] {
	return accumulateUfunc("Accumulate", binaryOp[T, T]("Accumulate", op), out, a, axis)
}

// ReduceAt returns reductions by op of parts of an axis: number k begins at indices[k]
// and ends before indices[k+1], or the end of the axis for the last; where that is not
// behind its begin it is the one element there. It panics with ErrIndex if an index is
// out of range, and otherwise as [Reduce] does.
func ReduceAt[T Elem](op Op, a Array[T], indices []int, axis int) Array[T] {
	return reduceAtUfunc("ReduceAt", binaryOp[T, T]("ReduceAt", op), a, indices, axis)
}

// ReduceAtTo stores [ReduceAt] of a in out, of the same shape as the result, and returns
// out; a may overlap it.
func ReduceAtTo[T Elem](op Op, out, a Array[T], indices []int, axis int) Array[T] {
	return reduceAtUfuncTo("ReduceAt", binaryOp[T, T]("ReduceAt", op), out, a, indices, axis)
}
