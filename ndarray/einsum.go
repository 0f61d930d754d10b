package ndarray

import (
	"slices"
)

// Einsum returns a sum of products in Einstein's notation. spec names the axes of
// each operand by letters, and after "->" those of the result: elements whose
// indices agree are multiplied, and summed over the letters that the result lacks.
//
//	Einsum("ij,jk->ik", a, b)   // matrix product
//	Einsum("bij,bjk->bik", a, b) // of batches
//	Einsum("ii->i", a)          // diagonal
//	Einsum("i,j->ij", x, y)     // all products
//	Einsum("...ij->...ji", a)   // transposed matrices
//
// A letter that an operand has twice takes its diagonal. "..." stands for the axes
// without letters, which are broadcast; so are axes of length 1. Without "->" the
// result has the broadcast axes and the letters that occur once, in alphabetical
// order. Spaces mean nothing.
//
// Operands are contracted in pairs, in the order of [EinsumPath], by MatMul, which
// is what the precision is that of; integers wrap around. The result is a new array.
// It panics with ErrValue for a spec that makes no sense, and with ErrShape for
// operands that don't fit it.
func Einsum[T Number](spec string, operands ...Array[T]) Array[T] {
	const op = "Einsum"
	shapes := make([][]int, len(operands))
	for i, a := range operands {
		shapes[i] = a.layout().shape()
	}
	e := parseEinsum(op, spec, shapes)
	terms := make([]term[T], len(operands))
	for i, a := range operands {
		terms[i] = prepare(e, a, e.in[i])
	}
	for _, pair := range e.path() {
		x, y := terms[pair[0]], terms[pair[1]]
		terms = slices.Delete(terms, pair[1], pair[1]+1)
		terms = slices.Delete(terms, pair[0], pair[0]+1)
		terms = append(terms, contract(x, y, func(l label) bool {
			return e.out.has(l) || slices.ContainsFunc(terms, func(t term[T]) bool { return t.axes.has(l) })
		}))
	}
	return finishEinsum(e, terms[0])
}

// EinsumTo stores [Einsum] of the operands in out and returns out. out may overlap the
// operands; intermediate results and the last one are new arrays all the same.
func EinsumTo[T Number](out Array[T], spec string, operands ...Array[T]) Array[T] {
	out.layout().checkWrite("Einsum")
	r := Einsum(spec, operands...)
	if o := out.layout(); !slices.Equal(o.shape(), r.lay.shape()) {
		fail("Einsum", ErrShape, "output of shape %s does not match the shape %s of the result", shapeString(o.shape()), shapeString(r.lay.shape()))
	}
	return out.Assign(r)
}

// term is an array whose axes have labels, each at most once.
type term[T Number] struct {
	a    Array[T]
	axes labels
}

// prepare takes diagonals of repeated labels, and drops axes of length 1 that are
// broadcast.
func prepare[T Number](e einsum, a Array[T], s labels) term[T] {
	l := a.layout()
	axes := slices.DeleteFunc(unique(s), func(x label) bool {
		return e.dim[x] != 1 && !slices.ContainsFunc(s.places(x), func(d int) bool { return l.shape()[d] != 1 })
	})
	r := allocLayout(l.kind, l.item, len(axes))
	for i, x := range axes {
		r.shape()[i] = e.dim[x]
		for _, d := range s.places(x) {
			if l.shape()[d] != 1 {
				r.strides()[i] += l.strides()[d]
			}
		}
	}
	return term[T]{Array[T]{a.p, r.finish(l.flags & readOnly)}, axes}
}

// places returns where a label stands.
func (s labels) places(x label) (at []int) {
	for d, y := range s {
		if y == x {
			at = append(at, d)
		}
	}
	return at
}

// ordered returns a view of the array with its axes in another order.
func (t term[T]) ordered(s labels) Array[T] {
	order := make([]int, len(s))
	for i, x := range s {
		order[i] = slices.Index(t.axes, x)
	}
	return permuted(t.a, order)
}

// lengths returns the lengths of some axes.
func (t term[T]) lengths(s labels) []int {
	n := make([]int, len(s))
	for i, x := range s {
		n[i] = t.a.layout().shape()[slices.Index(t.axes, x)]
	}
	return n
}

// sumOut sums over the axes that are not kept. Integers must wrap, which narrow
// ones don't in SumAxis, but in a product with ones.
func (t term[T]) sumOut(keep func(label) bool) term[T] {
	var kept, gone labels
	for _, x := range t.axes {
		if keep(x) {
			kept = append(kept, x)
		} else {
			gone = append(gone, x)
		}
	}
	if len(gone) == 0 {
		return t
	}
	shape, n := t.lengths(kept), product(t.lengths(gone))
	a := t.ordered(slices.Concat(kept, gone)).Reshape(product(shape), n)
	if l := a.layout(); integers.has(l.kind) && l.item < 8 {
		return term[T]{MatVec(a, Ones[T](n)).Reshape(shape...), kept}
	}
	return term[T]{SumAxis(a, 1).Reshape(shape...), kept}
}

// contract multiplies two terms and sums over the labels that are not needed.
func contract[T Number](x, y term[T], needed func(label) bool) term[T] {
	x = x.sumOut(func(l label) bool { return needed(l) || y.axes.has(l) })
	y = y.sumOut(func(l label) bool { return needed(l) || x.axes.has(l) })
	var both, inner, left, right labels
	for _, l := range x.axes {
		switch {
		case !y.axes.has(l):
			left = append(left, l)
		case needed(l):
			both = append(both, l)
		default:
			inner = append(inner, l)
		}
	}
	for _, l := range y.axes {
		if !x.axes.has(l) {
			right = append(right, l)
		}
	}
	batch, m, k, n := x.lengths(both), x.lengths(left), x.lengths(inner), y.lengths(right)
	a, b := x.ordered(slices.Concat(both, left, inner)), y.ordered(slices.Concat(both, inner, right))
	result := term[T]{axes: slices.Concat(both, left, right)}
	if len(inner) == 0 {
		ones := slices.Repeat([]int{1}, len(n))
		result.a = Mul(a.Reshape(slices.Concat(batch, m, ones)...), b.Reshape(slices.Concat(batch, slices.Repeat([]int{1}, len(m)), n)...))
		return result
	}
	a = a.Reshape(slices.Concat(batch, []int{product(m), product(k)})...)
	b = b.Reshape(slices.Concat(batch, []int{product(k), product(n)})...)
	result.a = MatMul(a, b).Reshape(slices.Concat(batch, m, n)...)
	return result
}

// finishEinsum sums and orders the axes of the last term as the output has them.
func finishEinsum[T Number](e einsum, t term[T]) Array[T] {
	t = t.sumOut(e.out.has)
	a := t.ordered(e.out)
	if a.layout().fresh() && len(e.in) > 1 {
		return a
	}
	return a.Copy()
}
