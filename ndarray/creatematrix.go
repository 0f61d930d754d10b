package ndarray

import "slices"

// Eye returns a new matrix of n rows and m columns with ones at [i,i+k] and zeros
// elsewhere. It panics with ErrShape if n or m is negative.
func Eye[T Number](n, m, k int) Array[T] {
	a := zeros[T]("Eye", []int{n, m})
	a.Diagonal(k, 0, 1).Fill(1)
	return a
}

// Identity returns a new identity matrix of n rows.
func Identity[T Number](n int) Array[T] {
	a := zeros[T]("Identity", []int{n, n})
	a.Diagonal(0, 0, 1).Fill(1)
	return a
}

// Diag returns a new square matrix with the elements of v at [i,i+k], or for
// negative k at [i-k,i], and zero values elsewhere. It panics with ErrShape if v has
// not one axis. [Array.Diagonal] shows the diagonal of a matrix.
func Diag[T any](v Array[T], k int) Array[T] { return diag(nil, v, k) }

// DiagTo stores [Diag] in out, of the same shape as the result, and returns out, which
// may overlap the others.
func DiagTo[T any](out, v Array[T], k int) Array[T] { return diag(&out, v, k) }

func diag[T any](out *Array[T], v Array[T], k int) Array[T] {
	const op = "Diag"
	l := v.layout()
	if l.ndim != 1 {
		fail(op, ErrShape, "a diagonal has one axis, not %d", l.ndim)
	}
	if abs(k) > maxBytes {
		fail(op, ErrShape, "array is too big: offset %d", k)
	}
	n := l.size + abs(k)
	a := output(op, out, []int{n, n})
	v = beside(out, v)
	a.Fill(*new(T))
	a.Diagonal(k, 0, 1).Assign(v)
	return a
}

// Tri returns a new matrix of n rows and m columns with ones at and below the
// diagonal k, at [i,j] for j <= i+k, and zeros above. It panics with ErrShape if n
// or m is negative.
func Tri[T Number](n, m, k int) Array[T] {
	a := zeros[T]("Tri", []int{n, m})
	for i := range n {
		a.Slice(I(i), R(0, belowDiagonal(i, k, m))).Fill(1)
	}
	return a
}

// belowDiagonal returns how many of the m elements of row i are at or below the
// diagonal k.
func belowDiagonal(i, k, m int) int {
	if k >= m {
		return m
	}
	return min(max(i+max(k, -i-1)+1, 0), m)
}

// Tril returns a copy of the matrices in the last two axes of a, with zero values
// above the diagonal k: elements [...,i,j] are kept for j <= i+k. It panics with
// ErrShape if a has fewer than two axes.
func Tril[T any](a Array[T], k int) Array[T] { return a.Tril(k) }

// Tril is the function [Tril] as a method.
func (a Array[T]) Tril(k int) Array[T] {
	return triangleTo("Tril", like[T]("Tril", a), a, k, true)
}

// TrilTo stores [Tril] of a in out, which may overlap a, and returns out. It panics
// with ErrShape unless out has the shape of a.
func TrilTo[T any](out, a Array[T], k int) Array[T] { return triangleTo("Tril", out, a, k, true) }

// Triu returns a copy of the matrices in the last two axes of a, with zero values
// below the diagonal k: elements [...,i,j] are kept for j >= i+k. It panics with
// ErrShape if a has fewer than two axes.
func Triu[T any](a Array[T], k int) Array[T] { return a.Triu(k) }

// Triu is the function [Triu] as a method.
func (a Array[T]) Triu(k int) Array[T] {
	return triangleTo("Triu", like[T]("Triu", a), a, k, false)
}

// TriuTo stores [Triu] of a in out, as [TrilTo] does.
func TriuTo[T any](out, a Array[T], k int) Array[T] { return triangleTo("Triu", out, a, k, false) }

func triangleTo[T any](op string, out, a Array[T], k int, lower bool) Array[T] {
	l := a.layout()
	if l.ndim < 2 {
		fail(op, ErrShape, "an array of dimension %d holds no matrices", l.ndim)
	}
	checkOutput(op, out, l.shape())
	out.Assign(a)
	if !lower {
		k = max(k, -l.shape()[l.ndim-2]-1) - 1 // the rest of Tril
	}
	n, m := l.shape()[l.ndim-2], l.shape()[l.ndim-1]
	var zero T
	for i := range n {
		cut := R(belowDiagonal(i, k, m), m)
		if !lower {
			cut = R(0, belowDiagonal(i, k, m))
		}
		out.Slice(Rest, I(i), cut).Fill(zero)
	}
	return out
}

// checkOutput panics unless out can be written to and has the shape of the result.
func checkOutput[T any](op string, out Array[T], shape []int) {
	o := out.layout()
	o.checkWrite(op)
	if !slices.Equal(o.shape(), shape) {
		fail(op, ErrShape, "output of shape %s for a result of shape %s", shapeString(o.shape()), shapeString(shape))
	}
}

// Vander returns the Vandermonde matrix of x: row i has the powers of x[i] from n-1
// down to 0, or if increasing from 0 up to n-1. Powers are products from the left:
// x, x*x, (x*x)*x. It panics with ErrShape if x has not one axis or n is negative.
func Vander[T Number](x Array[T], n int, increasing bool) Array[T] {
	return vander(nil, x, n, increasing)
}

// VanderTo stores [Vander] in out, of the same shape as the result, and returns out, which
// may overlap the others.
func VanderTo[T Number](out, x Array[T], n int, increasing bool) Array[T] {
	return vander(&out, x, n, increasing)
}

func vander[T Number](out *Array[T], x Array[T], n int, increasing bool) Array[T] {
	const op = "Vander"
	if d := x.NDim(); d != 1 {
		fail(op, ErrShape, "the points have one axis, not %d", d)
	}
	if n < 0 {
		fail(op, ErrShape, "negative dimensions are not allowed: %d columns", n)
	}
	a := output(op, out, []int{x.Size(), n})
	x = beside(out, x)
	v := a
	if !increasing {
		v = a.Flip(1)
	}
	columns := v.T()
	for j := range n {
		switch j {
		case 0:
			columns.Row(0).Fill(1)
		case 1:
			columns.Row(1).Assign(x)
		default:
			MulTo(columns.Row(j), columns.Row(j-1), x)
		}
	}
	return a
}
