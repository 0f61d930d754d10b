package ndarray

import (
	"context"
	"reflect"
	"unsafe"

	"github.com/lanewise/lanewise/threadctl"
)

// Expr is an element-wise expression that is computed at once: in one pass over
// memory, in blocks that stay in the cache, on the threads that are free. [X] makes
// one of an array, its methods are the operations of the package, and [Expr.Eval] or
// [Expr.EvalTo] computes it:
//
//	// 2*x*x + 3*y - x/y
//	r := X(x).MulScalar(2).Mul(X(x)).Add(X(y).MulScalar(3)).Sub(X(x).Div(X(y))).Eval()
//
// Results have the same bits as those of the operations one by one. Nothing is
// computed, and no array is read, before Eval; shapes are checked at once. An
// expression that is used more than once within another is computed once.
//
// Misuse panics as in the functions: ErrShape for shapes that do not fit, ErrDType for
// an operation that T lacks.
type Expr[T Elem] struct{ n *node }

// node is an operation on other nodes, or an array.
type node struct {
	name  string
	loop  loop  // with one or two arguments
	loop3 loop3 // with three
	args  []*node
	shape []int
	kind  reflect.Kind
	item  int // bytes of an element

	p   unsafe.Pointer // of an array
	lay *layout
}

// X returns the expression that is the array a.
func X[T Elem](a Array[T]) Expr[T] {
	l := a.layout()
	return Expr[T]{&node{name: "X", shape: l.shape(), kind: kindOf[T](), item: l.item, p: unsafe.Pointer(a.p), lay: l}}
}

// Const returns the expression that is a number, broadcast to any shape.
func Const[T Elem](v T) Expr[T] { return X(Full(v)) }

// Shape returns the shape that the result will have, in a new slice.
func (e Expr[T]) Shape() []int { return append([]int{}, e.node().shape...) }

// node returns the root; the zero Expr is an empty array.
func (e Expr[T]) node() *node {
	if e.n == nil {
		return X(Array[T]{}).n
	}
	return e.n
}

func apply1[D, T Elem](u *ufunc, e Expr[T]) Expr[D] {
	n := e.node()
	return Expr[D]{&node{name: u.name, loop: loopFor[T](u, kindOf[T]()), args: []*node{n}, shape: n.shape, kind: kindOf[D](), item: itemOf[D]()}}
}

func apply2[D, T Elem](u *ufunc, e, f Expr[T]) Expr[D] {
	x, y := e.node(), f.node()
	if u.check != nil && integers.has(kindOf[T]()) {
		if y.lay == nil {
			fail(u.name, ErrValue, "the second operand, integers that are to be checked, must be an array, not an expression")
		}
		u.check(u.name, y.lay.kind, y.lay, y.p)
	}
	shape := broadcastShape(u.name, nil, x.shape, y.shape)
	return Expr[D]{&node{name: u.name, loop: loopFor[T](u, kindOf[T]()), args: []*node{x, y}, shape: shape, kind: kindOf[D](), item: itemOf[D]()}}
}

// apply3 is an operation with three arguments.
func apply3[D Elem](name string, loop loop3, args ...*node) Expr[D] {
	shape := args[0].shape
	for _, a := range args[1:] {
		shape = broadcastShape(name, nil, shape, a.shape)
	}
	return Expr[D]{&node{name: name, loop3: loop, args: args, shape: shape, kind: kindOf[D](), item: itemOf[D]()}}
}

func itemOf[T any]() int { return int(unsafe.Sizeof(*new(T))) }

// WhereX is [Where] in an expression.
func WhereX[T Elem](cond Expr[bool], x, y Expr[T]) Expr[T] {
	return apply3[T]("Where", choices[itemOf[T]()], cond.node(), x.node(), y.node())
}

// FmaX is [Fma] in an expression.
func FmaX[T Float](x, y, z Expr[T]) Expr[T] {
	return apply3[T]("Fma", uFma[kindOf[T]()], x.node(), y.node(), z.node())
}

// AsX is [As] in an expression.
func AsX[U, T Elem](e Expr[T]) Expr[U] {
	to, from := kindOf[U](), kindOf[T]()
	if to == from {
		return Expr[U]{e.node()}
	}
	return apply1[U](&conversions[to], e)
}

// Clip is [Clip] in an expression.
func (e Expr[T]) Clip(lo, hi T) Expr[T] { return e.Maximum(Const(lo)).Minimum(Const(hi)) }

// Eval returns the value of the expression in a new array.
func (e Expr[T]) Eval() Array[T] {
	n := e.node()
	if n.lay != nil {
		return Array[T]{(*T)(n.p), n.lay}.Copy()
	}
	lay := n.resultLayout()
	if lay == nil {
		lay = newLayout[T]("Eval", n.shape)
	} else {
		lay = layoutAs[T]("Eval", lay)
	}
	out := newArray[T](lay)
	newProgram(n, out.lay, unsafe.Pointer(out.p)).run()
	return out
}

// EvalTo stores the value of the expression, broadcast to the shape of out, in out
// and returns out. The arrays of the expression may be out or overlap it: the result
// is as if they were copied before. It panics, with nothing written, with ErrShape if
// the shapes do not fit and ErrReadOnly if out is read-only.
func (e Expr[T]) EvalTo(out Array[T]) Array[T] {
	const name = "EvalTo"
	n, o := e.node(), out.layout()
	o.checkWrite(name)
	if !contiguousLayout(o.kind, o.item, product(n.shape), n.shape).fits(o.shape()) {
		fail(name, ErrShape, "output of shape %s does not match the expression's shape %s", shapeString(o.shape()), shapeString(n.shape))
	}
	if n.lay != nil {
		return out.Assign(Array[T]{(*T)(n.p), n.lay})
	}
	newProgram(n, o, unsafe.Pointer(out.p)).run()
	return out
}

// Sum, Prod, Max and Min return the reduction of the elements of the expression's
// value, which is not stored: the same bits, and panics, as those of [Sum], [Prod],
// [Max] and [Min] of Eval.
func (e Expr[T]) Sum() T { return e.reduce("Sum", &sums) }

// Prod is the product; see [Expr.Sum].
func (e Expr[T]) Prod() T { return e.reduce("Prod", &prods) }

// Max is the largest element; see [Expr.Sum].
func (e Expr[T]) Max() T { return e.reduce("Max", &maxima) }

// Min is the smallest element; see [Expr.Sum].
func (e Expr[T]) Min() T { return e.reduce("Min", &minima) }

func (e Expr[T]) reduce(op string, r *reduction) T {
	n := e.node()
	f := foldingFor[T](op, r, n.kind)
	size := product(n.shape)
	if n.lay != nil || size == 0 || f.ordered() {
		return reduceAll(op, r, e.Eval())
	}
	pr := newProgram(n, newLayout[T](op, n.shape), nil)
	ctx := context.Background()
	if size < parallelMin {
		ctx = alone
	}
	acc, err := threadctl.Reduce(ctx, size, grain, func(lo, hi int) number {
		value := borrow[T](hi - lo)
		defer value.release()
		p := unsafe.Pointer(unsafe.SliceData(value.s))
		pr.spanTo(leaf{p: p, item: n.item, direct: true, at: lo * n.item}, lo, hi)
		return f.fold(hi-lo, p, n.item)
	}, f.join)
	if err != nil {
		panic(err)
	}
	v, fits := f.narrow(acc)
	if !fits {
		r.failOverflow(op, reflect.TypeFor[T]())
	}
	return *(*T)(unsafe.Pointer(&v))
}

// product returns the number of elements of a shape.
func product(shape []int) int {
	n := 1
	for _, k := range shape {
		n *= k
	}
	return n
}

// resultLayout returns the dense layout that all arrays of the result's shape have,
// as results of single operations do, or nil.
func (n *node) resultLayout() *layout {
	var found *layout
	for _, leaf := range n.leaves(nil) {
		if len(leaf.shape) == 0 {
			continue
		}
		if !leaf.lay.is(dense) || leaf.lay.is(readOnly) || found != nil && !equalStrides(found, leaf.lay) {
			return nil
		}
		found = leaf.lay
	}
	return found
}

// equalStrides reports whether layouts have the same shape and order.
func equalStrides(l, m *layout) bool {
	if l.item == m.item {
		return l.same(m)
	}
	return l.is(contiguous) && m.is(contiguous) && l.parallels(m)
}

// leaves appends the arrays of an expression to list.
func (n *node) leaves(list []*node) []*node {
	if n.lay != nil {
		return append(list, n)
	}
	for _, a := range n.args {
		list = a.leaves(list)
	}
	return list
}
