package ndarray

import (
	"math/bits"
	"reflect"
	"slices"
	"unsafe"
)

// MatMul returns the matrix product of a and b, NumPy's a @ b. The last two axes
// are those of the matrices: (..., m, k) times (..., k, n) is (..., m, n), and the
// axes before them are broadcast. A vector on the left is a row, one on the right a
// column, and the axis added for it is not in the result: the product of two
// vectors has no axes.
//
// Integers wrap around. Floats and complex numbers are multiplied through package
// blas, or by kernels for dot products where an operand is a vector: an element
// has an error of at most k+1 roundings of the sum of the absolute values of its
// products, and its bits may depend on the strides of the operands. k = 0
// makes zeros. It panics with ErrShape if an operand has no axes, the inner lengths
// differ or the other axes do not broadcast.
func MatMul[T Number](a, b Array[T]) Array[T] { return a.MatMul(b) }

// MatMul is the function [MatMul] as a method; see [Array.Add].
func (a Array[T]) MatMul(b Array[T]) Array[T] {
	la, lb := a.layout(), b.layout()
	if la.ndim == 2 && lb.ndim == 2 && la.size > 0 && lb.size > 0 {
		return matMul2(a, b, la, lb)
	}
	return matProduct("MatMul", nil, a, b, matrixOr(asRow, la), matrixOr(asColumn, lb))
}

// matMul2 is MatMul for two matrices.
func matMul2[T any](a, b Array[T], la, lb *layout) Array[T] {
	checkProduct[T]("MatMul", la.kind)
	m, k, n := la.inline[0][0], la.inline[0][1], lb.inline[0][1]
	if k != lb.inline[0][0] {
		failInner("MatMul", la, lb, k, lb.inline[0][0])
	}
	lay := la
	switch {
	case n == k && la.fresh():
	case m == k && lb.fresh():
		lay = lb
	default:
		lay = newLayout[T]("MatMul", []int{m, n})
	}
	out := newArray[T](lay)
	if inElements[T](la) && inElements[T](lb) {
		multipliers[lay.kind](matOf(out), matOf(a), matOf(b))
	} else {
		matProduct("MatMul", &out, a, b, asMatrix, asMatrix)
	}
	return out
}

// matOf returns a matrix whose strides are multiples of the element size.
func matOf[T any](a Array[T]) mat {
	shape, strides, item := &a.lay.inline[0], &a.lay.inline[1], int(unsafe.Sizeof(*a.p))
	return mat{unsafe.Pointer(a.p), shape[0], shape[1], strides[0] / item, strides[1] / item}
}

// MatMulTo stores [MatMul] of a and b in out and returns out. It panics with
// ErrShape if out has not the shape of the result. out may overlap the operands.
func MatMulTo[T Number](out, a, b Array[T]) Array[T] {
	return matProduct("MatMul", &out, a, b, matrixOr(asRow, a.layout()), matrixOr(asColumn, b.layout()))
}

// MatVec returns the products of the matrices in the last two axes of a and the
// vectors in the last axis of x, where the other axes are broadcast: (..., m, n)
// times (..., n) is (..., m). Precision and panics are those of [MatMul].
func MatVec[T Number](a, x Array[T]) Array[T] {
	return matProduct("MatVec", nil, a, x, asMatrix, asColumn)
}

// MatVecTo stores [MatVec] of a and x in out and returns out, as [MatMulTo] does.
func MatVecTo[T Number](out, a, x Array[T]) Array[T] {
	return matProduct("MatVec", &out, a, x, asMatrix, asColumn)
}

// VecMat returns the products of the vectors in the last axis of x, conjugated if
// they are complex, and the matrices in the last two axes of a, where the other
// axes are broadcast: (..., m) times (..., m, n) is (..., n). Precision and panics
// are those of [MatMul].
func VecMat[T Number](x, a Array[T]) Array[T] {
	return matProduct("VecMat", nil, conjugated(x), a, asRow, asMatrix)
}

// VecMatTo stores [VecMat] of x and a in out and returns out, as [MatMulTo] does.
func VecMatTo[T Number](out, x, a Array[T]) Array[T] {
	return matProduct("VecMat", &out, conjugated(x), a, asRow, asMatrix)
}

// VecDot returns the dot products of the vectors along an axis of a, conjugated if
// they are complex, and of b. Vectors have equal lengths; the axes without them are
// broadcast. A negative axis counts from the end, in each operand by itself.
// Precision is that of [MatMul]. It panics with ErrAxis if an operand has no such
// axis, and with ErrShape if lengths differ or axes do not broadcast.
func VecDot[T Number](a, b Array[T], axis int) Array[T] {
	a, b = lastAxis("VecDot", a, axis), lastAxis("VecDot", b, axis)
	return matProduct("VecDot", nil, conjugated(a), b, asRow, asColumn)
}

// VecDotTo stores [VecDot] of a and b in out and returns out, as [MatMulTo] does.
func VecDotTo[T Number](out, a, b Array[T], axis int) Array[T] {
	a, b = lastAxis("VecDot", a, axis), lastAxis("VecDot", b, axis)
	return matProduct("VecDot", &out, conjugated(a), b, asRow, asColumn)
}

// conjugated returns a if its elements are real, and the conjugates otherwise.
func conjugated[T any](a Array[T]) Array[T] {
	if complexes.has(a.layout().kind) {
		return unary[T](&uConj, a)
	}
	return a
}

// lastAxis returns a view of a with an axis moved to the end.
func lastAxis[T any](op string, a Array[T], axis int) Array[T] {
	ndim := a.NDim()
	axis = wrapAxis(op, axis, ndim)
	order := make([]int, 0, ndim)
	for d := range ndim {
		if d != axis {
			order = append(order, d)
		}
	}
	return permuted(a, append(order, axis))
}

// permuted returns a view of a whose axis number i is axis order[i] of a.
func permuted[T any](a Array[T], order []int) Array[T] {
	return Array[T]{a.p, a.layout().permute(order)}
}

// operandAxes says which axes of an operand are those of its matrices: the last
// ones. Where one is missing, the matrices have length 1 in it.
type operandAxes uint8

const (
	rowAxis operandAxes = 1 << iota
	colAxis
	asMatrix = rowAxis | colAxis
	asRow    = colAxis
	asColumn = rowAxis
)

// matrixOr returns how MatMul takes an operand: as a matrix, or if it has only one
// axis as the vector that is given.
func matrixOr(vector operandAxes, l *layout) operandAxes {
	if l.ndim >= 2 {
		return asMatrix
	}
	return vector
}

// factor is an operand of a product taken apart: the first matrix, and the layout
// of the axes over which there are more.
type factor struct {
	m     mat
	batch *layout
	axes  operandAxes
}

// factorOf takes an operand apart. The strides of m are right if those of a are
// multiples of the element size.
func factorOf[T any](op string, a Array[T], axes operandAxes) factor {
	l := a.layout()
	shape, strides := l.shape(), l.strides()
	item := int(unsafe.Sizeof(*new(T)))
	left := len(shape) // axes that are not taken yet
	if left < bits.OnesCount8(uint8(axes)) {
		fail(op, ErrShape, "array of shape %s does not have enough dimensions", shapeString(shape))
	}
	m := mat{p: unsafe.Pointer(a.p), rows: 1, cols: 1, rs: 1, cs: 1}
	if axes&colAxis != 0 {
		left--
		m.cols, m.cs = shape[left], strides[left]/item
		m.rs = m.cols
	}
	if axes&rowAxis != 0 {
		left--
		m.rows, m.rs = shape[left], strides[left]/item
	}
	return factor{m, l.leading(left), axes}
}

// noAxes is the layout of what lies over no axes.
var noAxes = &layout{size: 1}

// leading returns the layout of the first ndim axes.
func (l *layout) leading(ndim int) *layout {
	if ndim == 0 {
		return noAxes
	}
	r := allocLayout(l.kind, l.item, ndim)
	copy(r.shape(), l.shape()[:ndim])
	copy(r.strides(), l.strides()[:ndim])
	return r.finish(0)
}

// matProduct multiplies the matrices of a and b, in the name of op, into out if it
// is not nil.
func matProduct[T any](op string, out *Array[T], a, b Array[T], aAxes, bAxes operandAxes) Array[T] {
	la, lb := a.layout(), b.layout()
	checkProduct[T](op, la.kind)
	x, y := factorOf(op, a, aAxes), factorOf(op, b, bAxes)
	if x.m.cols != y.m.rows {
		failInner(op, la, lb, x.m.cols, y.m.rows)
	}
	outAxes := aAxes&rowAxis | bAxes&colAxis
	shape := broadcastShape(op, nil, x.batch.shape(), y.batch.shape())
	if outAxes&rowAxis != 0 {
		shape = append(shape, x.m.rows)
	}
	if outAxes&colAxis != 0 {
		shape = append(shape, y.m.cols)
	}
	if out == nil {
		r := zeros[T](op, shape)
		multiplyFactors(op, r, a, b, x, y, outAxes)
		return r
	}
	out.layout().checkWrite(op)
	if !slices.Equal(out.layout().shape(), shape) {
		fail(op, ErrShape, "output of shape %s does not match the shape %s of the result", shapeString(out.layout().shape()), shapeString(shape))
	}
	if overlap(*out, a) {
		a = a.Copy()
		x = factorOf(op, a, aAxes)
	}
	if overlap(*out, b) {
		b = b.Copy()
		y = factorOf(op, b, bAxes)
	}
	multiplyFactors(op, *out, a, b, x, y, outAxes)
	return *out
}

// checkProduct panics with ErrDType if elements of type T are no numbers.
func checkProduct[T any](op string, kind reflect.Kind) {
	if kind >= numberKinds || multipliers[kind] == nil {
		failDType[T](op)
	}
}

// failInner panics for lengths that a product can't sum over.
func failInner(op string, la, lb *layout, n, m int) {
	fail(op, ErrShape, "shapes %s and %s not aligned: %d columns on the left, %d rows on the right",
		shapeString(la.shape()), shapeString(lb.shape()), n, m)
}

// multiplyFactors computes a product whose shapes fit; x and y are the factors of
// a and b, which out does not overlap.
func multiplyFactors[T any](op string, out, a, b Array[T], x, y factor, outAxes operandAxes) {
	l := out.layout()
	switch {
	case l.size == 0:
		return
	case x.m.cols == 0:
		out.Fill(*new(T))
		return
	case !inElements[T](l): // a field of a struct
		r := zeros[T](op, l.shape())
		multiplyFactors(op, r, a, b, x, y, outAxes)
		copyElements(out, r, r.layout())
		return
	case !inElements[T](a.layout()):
		a = a.Copy()
		x = factorOf(op, a, x.axes)
	}
	if !inElements[T](b.layout()) {
		b = b.Copy()
		y = factorOf(op, b, y.axes)
	}
	z := factorOf(op, out, outAxes)
	z.multiply(l.kind, x, y)
}

// inElements reports whether the strides are multiples of the element size.
func inElements[T any](l *layout) bool {
	item := int(unsafe.Sizeof(*new(T)))
	for _, s := range l.strides() {
		if s%item != 0 {
			return false
		}
	}
	return true
}

// multiply sets z = x*y for all matrices, whose batches are broadcast.
func (z factor) multiply(kind reflect.Kind, x, y factor) {
	f := multipliers[kind]
	if z.batch.size == 1 {
		f(z.m, x.m, y.m)
		return
	}
	axes := loopAxes(nil, z.batch, x.batch, y.batch)
	run := func(axes []axis, lo, hi int) {
		c := start(axes, lo, hi)
		stride := &axes[0].stride
		for ; c.n > 0; c.next() {
			m, a, b := z.m, x.m, y.m
			m.p, a.p, b.p = unsafe.Add(m.p, c.off[0]), unsafe.Add(a.p, c.off[1]), unsafe.Add(b.p, c.off[2])
			for i := range c.n {
				if i > 0 {
					m.p, a.p, b.p = unsafe.Add(m.p, stride[0]), unsafe.Add(a.p, stride[1]), unsafe.Add(b.p, stride[2])
				}
				f(m, a, b)
			}
		}
	}
	work := max(1, z.m.rows*x.m.cols*z.m.cols)
	if z.batch.size < parallelMin/work {
		run(axes, 0, z.batch.size)
		return
	}
	each(z.batch.size, max(1, grain/work), func(lo, hi int) { run(slices.Clone(axes), lo, hi) })
}
