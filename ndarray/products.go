package ndarray

import (
	"slices"
)

// Dot returns NumPy's dot: the sums of products over the last axis of a and the
// second to last axis of b, or its only one. Two vectors give a number without
// axes, matrices their product; (i, j, k) and (m, k, n) give (i, j, m, n). An
// operand without axes multiplies the other one. Precision is that of [MatMul],
// which is the better choice for more than two axes. It panics with ErrShape if the
// lengths differ.
func Dot[T Number](a, b Array[T]) Array[T] {
	na, nb := a.NDim(), b.NDim()
	if na == 0 || nb == 0 {
		return Mul(a, b)
	}
	if na <= 2 && nb <= 2 {
		return matProduct("Dot", nil, a, b, matrixOr(asRow, a.layout()), matrixOr(asColumn, b.layout()))
	}
	return tensorDot("Dot", nil, a, b, []int{na - 1}, []int{max(nb-2, 0)})
}

// DotTo stores [Dot] of a and b in out and returns out, as [MatMulTo] does.
func DotTo[T Number](out, a, b Array[T]) Array[T] {
	if a.NDim() == 0 || b.NDim() == 0 {
		return MulTo(out, a, b)
	}
	return tensorDot("Dot", &out, a, b, []int{a.NDim() - 1}, []int{max(b.NDim()-2, 0)})
}

// Dot is the function [Dot] as a method; see [Array.Add].
func (a Array[T]) Dot(b Array[T]) Array[T] {
	if a.NDim() == 0 || b.NDim() == 0 {
		return a.Mul(b)
	}
	return tensorDot("Dot", nil, a, b, []int{a.NDim() - 1}, []int{max(b.NDim()-2, 0)})
}

// VDot returns the sum of the products of all elements of a, conjugated if they
// are complex, and b, both in C order. It panics with ErrShape if they differ in
// size. Precision is that of [MatMul].
func VDot[T Number](a, b Array[T]) T {
	if a.Size() != b.Size() {
		fail("VDot", ErrShape, "arrays of sizes %d and %d", a.Size(), b.Size())
	}
	return matProduct("VDot", nil, conjugated(a.Reshape(-1)), b.Reshape(-1), asRow, asColumn).Item()
}

// Inner returns the sums of products over the last axes of a and b: the axes of a
// but the last are followed by those of b but the last. Nothing is conjugated. An
// operand without axes multiplies the other one. It panics with ErrShape if the
// lengths of the last axes differ. Precision is that of [MatMul].
func Inner[T Number](a, b Array[T]) Array[T] {
	if a.NDim() == 0 || b.NDim() == 0 {
		return Mul(a, b)
	}
	return tensorDot("Inner", nil, a, b, []int{a.NDim() - 1}, []int{b.NDim() - 1})
}

// InnerTo stores [Inner] of a and b in out and returns out, as [MatMulTo] does.
func InnerTo[T Number](out, a, b Array[T]) Array[T] {
	if a.NDim() == 0 || b.NDim() == 0 {
		return MulTo(out, a, b)
	}
	return tensorDot("Inner", &out, a, b, []int{a.NDim() - 1}, []int{b.NDim() - 1})
}

// TensorDot returns the sums of products over the last n axes of a and the first n
// of b: the other axes of a are followed by those of b. n = 0 gives the products of
// all pairs, n = 1 the matrix product of matrices. It panics with ErrAxis if n is
// negative or an operand has fewer axes, and with ErrShape if lengths differ.
// Precision is that of [MatMul].
func TensorDot[T Number](a, b Array[T], n int) Array[T] {
	aAxes, bAxes := lastAndFirst(a, b, n)
	return tensorDot("TensorDot", nil, a, b, aAxes, bAxes)
}

// TensorDotTo stores [TensorDot] of a and b in out and returns out, as [MatMulTo]
// does.
func TensorDotTo[T Number](out, a, b Array[T], n int) Array[T] {
	aAxes, bAxes := lastAndFirst(a, b, n)
	return tensorDot("TensorDot", &out, a, b, aAxes, bAxes)
}

// lastAndFirst returns the last n axes of a and the first n of b.
func lastAndFirst[T any](a, b Array[T], n int) (aAxes, bAxes []int) {
	if n < 0 || n > a.NDim() || n > b.NDim() {
		fail("TensorDot", ErrAxis, "%d axes of arrays with shapes %s and %s", n, shapeString(a.layout().shape()), shapeString(b.layout().shape()))
	}
	for i := range n {
		aAxes, bAxes = append(aAxes, a.NDim()-n+i), append(bAxes, i)
	}
	return aAxes, bAxes
}

// TensorDotAxes is [TensorDot] with the axes to sum over: aAxes[i] of a with
// bAxes[i] of b. Negative axes count from the end. It panics with ErrAxis if
// one is out of range or given twice, and with ErrShape if the lists or the lengths
// of two axes differ.
func TensorDotAxes[T Number](a, b Array[T], aAxes, bAxes []int) Array[T] {
	return tensorDot("TensorDotAxes", nil, a, b, aAxes, bAxes)
}

// TensorDotAxesTo stores [TensorDotAxes] of a and b in out and returns out, as
// [MatMulTo] does.
func TensorDotAxesTo[T Number](out, a, b Array[T], aAxes, bAxes []int) Array[T] {
	return tensorDot("TensorDotAxes", &out, a, b, aAxes, bAxes)
}

// tensorDot multiplies matrices: of the free axes of a and those to sum over, and
// of these and the free axes of b. The product goes into out if that exists and strides
// can show it as a matrix, and else through a new array.
func tensorDot[T any](op string, out *Array[T], a, b Array[T], aAxes, bAxes []int) Array[T] {
	aAxes, bAxes = wrapAxes(op, aAxes, a.NDim()), wrapAxes(op, bAxes, b.NDim())
	la, lb := a.layout(), b.layout()
	fits := len(aAxes) == len(bAxes)
	inner := 1
	for i := 0; fits && i < len(aAxes); i++ {
		n := la.shape()[aAxes[i]]
		fits = n == lb.shape()[bAxes[i]]
		inner *= n
	}
	if !fits {
		fail(op, ErrShape, "shape mismatch for sum: axes %v of shape %s, %v of %s", aAxes, shapeString(la.shape()), bAxes, shapeString(lb.shape()))
	}
	aFree, aShape, m := freeAxes(la, aAxes)
	bFree, bShape, n := freeAxes(lb, bAxes)
	shape := append(aShape, bShape...)
	checkShape(op, shape, la.item, maxBytes)
	x := permuted(a, append(aFree, aAxes...)).Reshape(m, inner)
	y := permuted(b, append(slices.Clone(bAxes), bFree...)).Reshape(inner, n)
	if out == nil {
		return matProduct(op, nil, x, y, asMatrix, asMatrix).Reshape(shape...)
	}
	o := out.layout()
	o.checkWrite(op)
	if !slices.Equal(o.shape(), shape) {
		fail(op, ErrShape, "output of shape %s does not match the shape %s of the result", shapeString(o.shape()), shapeString(shape))
	}
	if v, ok := out.TryView(m, n); ok {
		matProduct(op, &v, x, y, asMatrix, asMatrix)
		return *out
	}
	return out.Assign(matProduct(op, nil, x, y, asMatrix, asMatrix).Reshape(shape...))
}

// freeAxes returns the axes of l that are not listed, their lengths and the
// product of these.
func freeAxes(l *layout, listed []int) (axes, shape []int, size int) {
	size = 1
	for d, n := range l.shape() {
		if !slices.Contains(listed, d) {
			axes, shape, size = append(axes, d), append(shape, n), size*n
		}
	}
	return axes, shape, size
}

// Kron returns the Kronecker product: a with each element replaced by its product
// with b. Element (i*p+j, k*q+l, ...) is a[i, k, ...] * b[j, l, ...] for b of shape
// (p, q, ...); the operand with fewer axes gets new ones of length 1 in front.
func Kron[T Number](a, b Array[T]) Array[T] {
	x, y, shape := kronOperands(a, b)
	return Mul(x, y).Reshape(shape...)
}

// KronTo stores [Kron] of a and b in out and returns out, as [MatMulTo] does.
func KronTo[T Number](out, a, b Array[T]) Array[T] {
	x, y, shape := kronOperands(a, b)
	if o := out.layout(); !slices.Equal(o.shape(), shape) {
		fail("Kron", ErrShape, "output of shape %s does not match the shape %s of the result", shapeString(o.shape()), shapeString(shape))
	}
	split := make([]int, 0, 2*len(shape))
	for d := range shape {
		split = append(split, x.layout().shape()[2*d], y.layout().shape()[2*d+1])
	}
	v, ok := out.TryView(split...)
	if !ok {
		return out.Assign(Mul(x, y).Reshape(shape...))
	}
	MulTo(v, x, y)
	return out
}

// kronOperands returns a and b with axes between each other's, so that their product has
// the elements of the result, and the shape of that.
func kronOperands[T Number](a, b Array[T]) (x, y Array[T], shape []int) {
	ndim := max(a.NDim(), b.NDim())
	aShape, bShape := make([]int, 2*ndim), make([]int, 2*ndim)
	shape = make([]int, ndim)
	for d := range ndim {
		n, m := lengthOr1(a, d-ndim+a.NDim()), lengthOr1(b, d-ndim+b.NDim())
		aShape[2*d], aShape[2*d+1] = n, 1
		bShape[2*d], bShape[2*d+1] = 1, m
		shape[d] = n * m
	}
	checkShape("Kron", shape, a.layout().item, maxBytes)
	return a.Reshape(aShape...), b.Reshape(bShape...), shape
}

func lengthOr1[T any](a Array[T], axis int) int {
	if axis < 0 {
		return 1
	}
	return a.layout().shape()[axis]
}

// Trace returns the sums of the diagonals of the matrices in the last two axes
// (NumPy's trace takes the first two): of the elements [i, i+offset]. It panics with
// ErrAxis if a has fewer axes, and as [Sum] with ErrOverflow.
func Trace[T Number](a Array[T], offset int) Array[T] {
	return a.Trace(offset)
}

// Trace is the function [Trace] as a method; see [Array.Add].
func (a Array[T]) Trace(offset int) Array[T] {
	return reduceAxis[T]("Trace", &sums, traced(a, offset), []int{-1}, false)
}

// TraceTo stores [Trace] in out, of the same shape as the result, and returns out, which
// may overlap the others.
func TraceTo[T Number](out, a Array[T], offset int) Array[T] {
	return reduceAxisTo("Trace", &sums, out, traced(a, offset), []int{-1}, false)
}

// traced returns the diagonals that Trace sums.
func traced[T any](a Array[T], offset int) Array[T] {
	if n := a.NDim(); n < 2 {
		fail("Trace", ErrAxis, "an array of dimension %d holds no matrices", n)
	}
	return a.Diagonal(offset, -2, -1)
}
