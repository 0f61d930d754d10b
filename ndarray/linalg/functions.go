package linalg

import (
	"math"

	"github.com/lanewise/lanewise/ndarray"
)

// MatMul is [ndarray.MatMul].
func MatMul[T ndarray.Number](a, b ndarray.Array[T]) ndarray.Array[T] { return ndarray.MatMul(a, b) }

// TensorDot is [ndarray.TensorDot].
func TensorDot[T ndarray.Number](a, b ndarray.Array[T], n int) ndarray.Array[T] {
	return ndarray.TensorDot(a, b, n)
}

// VecDot is [ndarray.VecDot].
func VecDot[T ndarray.Number](a, b ndarray.Array[T], axis int) ndarray.Array[T] {
	return ndarray.VecDot(a, b, axis)
}

// Trace is [ndarray.Trace].
func Trace[T ndarray.Number](a ndarray.Array[T], offset int) ndarray.Array[T] {
	return ndarray.Trace(a, offset)
}

// Diagonal returns a view of the diagonals of the matrices in the last two axes: of the
// elements [i, i+offset]. See [ndarray.Array.Diagonal].
func Diagonal[T any](a ndarray.Array[T], offset int) ndarray.Array[T] {
	return a.Diagonal(offset, -2, -1)
}

// MatrixTranspose is [ndarray.Array.MT].
func MatrixTranspose[T any](a ndarray.Array[T]) ndarray.Array[T] { return a.MT() }

// Outer returns the products of all pairs of elements of two vectors: element (i, j) is
// a[i]*b[j]. It panics with ErrShape if an operand has not one axis.
func Outer[T ndarray.Number](a, b ndarray.Array[T]) ndarray.Array[T] {
	if a.NDim() != 1 || b.NDim() != 1 {
		fail("Outer", ndarray.ErrShape, "operands are vectors, not of shapes %s and %s", shapeString(a.Shape()), shapeString(b.Shape()))
	}
	return ndarray.Mul(a.Reshape(-1, 1), b)
}

// Cross returns the cross products of the vectors of three elements along an axis of a
// and b, whose other axes are broadcast. A negative axis counts from the end, in
// each operand by itself. It panics with ErrShape if vectors have other lengths or the axes
// do not broadcast, and with ErrAxis if there is no such axis.
func Cross[T ndarray.Number](a, b ndarray.Array[T], axis int) ndarray.Array[T] {
	const op = "Cross"
	x, y := components(op, a, axis), components(op, b, axis)
	shape := broadcast(op, a.Shape(), b.Shape())
	out := ndarray.Zeros[T](shape...)
	if axis >= 0 {
		axis += len(shape) - max(a.NDim(), b.NDim())
	}
	for i, o := range components(op, out, axis) {
		j, k := (i+1)%3, (i+2)%3
		ndarray.MulTo(o, x[j], y[k])
		ndarray.SubTo(o, o, ndarray.Mul(x[k], y[j]))
	}
	return out
}

// components returns views of the three elements of vectors along an axis.
func components[T any](op string, a ndarray.Array[T], axis int) (c [3]ndarray.Array[T]) {
	shape := a.Shape()
	k := axis
	if k < 0 {
		k += len(shape)
	}
	if k < 0 || k >= len(shape) {
		fail(op, ndarray.ErrAxis, "axis %d is out of bounds for array of dimension %d", axis, len(shape))
	}
	if shape[k] != 3 {
		fail(op, ndarray.ErrShape, "cross products are of vectors of length 3, not %d", shape[k])
	}
	ix := make([]ndarray.Ix, k+1)
	for i := range c {
		ix[k] = ndarray.I(i)
		c[i] = a.Slice(ix...)
	}
	return c
}

// eyes returns identity matrices in the shape of a.
func eyes[T ndarray.Inexact](a ndarray.Array[T]) ndarray.Array[T] {
	one := ndarray.Zeros[T](a.Shape()...)
	Diagonal(one, 0).Fill(1)
	return one
}

// MatrixPower returns the matrices of a to a power, by squaring: n = 0 makes
// identities, a negative n powers of the inverse, for which a matrix with a pivot that is
// 0 gives ErrSingular. The error grows with the factors: it is c*size*|n|*eps*|a|^n, for
// a negative n with the inverse in the place of a, times its condition. It panics with
// ErrShape if a is not square.
func MatrixPower[T ndarray.Inexact](a ndarray.Array[T], n int) (ndarray.Array[T], error) {
	if isComplex[T]() {
		return matrixPower[complex128](a, n)
	}
	return matrixPower[float64](a, n)
}

func matrixPower[S scalar, T ndarray.Inexact](in ndarray.Array[T], n int) (ndarray.Array[T], error) {
	const op = "MatrixPower"
	squareStack(op, in)
	a := give[S](take[S](in), in.Shape())
	if n < 0 {
		var err error
		if a, err = inv[S](op, a); err != nil {
			return ndarray.Array[T]{}, err
		}
	}
	var power ndarray.Array[S]
	first := true
	for k := absolute(n); k > 0; k >>= 1 {
		switch {
		case k&1 == 0:
		case first:
			power, first = a, false
		default:
			power = ndarray.MatMul(power, a)
		}
		if k > 1 {
			a = ndarray.MatMul(a, a)
		}
	}
	if first {
		power = eyes(a)
	}
	return give[T](take[S](power), in.Shape()), nil
}

// absolute returns |n|, also of the smallest integer.
func absolute(n int) uint {
	if n < 0 {
		return -uint(n)
	}
	return uint(n)
}

// MultiDot returns the product of all operands, which are matrices, except for the
// first, which may be a vector as a row, and the last, which may be one as a column, in the
// order that takes the fewest multiplications. Precision is that of
// [ndarray.MatMul]. It panics with ErrValue for fewer than two operands, and with
// ErrShape if shapes don't fit.
func MultiDot[T ndarray.Number](operands ...ndarray.Array[T]) ndarray.Array[T] {
	const op = "MultiDot"
	n := len(operands)
	if n < 2 {
		fail(op, ndarray.ErrValue, "%d operands, at least two are needed", n)
	}
	sides := make([]int, n+1) // operand i has sides[i] rows and sides[i+1] columns
	for i, a := range operands {
		shape := a.Shape()
		switch {
		case len(shape) == 1 && i == 0:
			shape = []int{1, shape[0]}
		case len(shape) == 1 && i == n-1:
			shape = []int{shape[0], 1}
		case len(shape) != 2:
			fail(op, ndarray.ErrShape, "operand %d has shape %s instead of two axes", i, shapeString(shape))
		}
		if i > 0 && shape[0] != sides[i] {
			fail(op, ndarray.ErrShape, "operand %d of shape %s follows %d columns", i, shapeString(a.Shape()), sides[i])
		}
		sides[i], sides[i+1] = shape[0], shape[1]
	}
	cuts := chainOrder(sides)
	var multiply func(i, j int) ndarray.Array[T]
	multiply = func(i, j int) ndarray.Array[T] {
		if i == j {
			return operands[i]
		}
		k := cuts[i][j]
		return ndarray.MatMul(multiply(i, k), multiply(k+1, j))
	}
	return multiply(0, n-1)
}

// chainOrder returns where to cut the product of matrices i to j, after cuts[i][j], for
// the fewest multiplications.
func chainOrder(sides []int) (cuts [][]int) {
	n := len(sides) - 1
	cost := make([][]float64, n)
	cuts = make([][]int, n)
	for i := range n {
		cost[i], cuts[i] = make([]float64, n), make([]int, n)
	}
	for span := 1; span < n; span++ {
		for i := 0; i+span < n; i++ {
			j := i + span
			cost[i][j] = math.Inf(1)
			for k := i; k < j; k++ {
				c := cost[i][k] + cost[k+1][j] + float64(sides[i])*float64(sides[k+1])*float64(sides[j+1])
				if c < cost[i][j] {
					cost[i][j], cuts[i][j] = c, k
				}
			}
		}
	}
	return cuts
}
