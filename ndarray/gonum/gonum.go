// Package gonum turns arrays of package ndarray into matrices and vectors of
// gonum.org/v1/gonum/mat and back, without copying where both can describe the
// memory: what is written through one shows in the other.
//
// From a matrix to an array never takes a copy, apart from [FromMatrix], which
// reads matrices of all kinds. From an array to a matrix takes one where the
// elements of a row do not lie side by side; the Try forms refuse then.
package gonum

import (
	"fmt"

	"github.com/lanewise/lanewise/ndarray"
	"gonum.org/v1/gonum/blas/blas64"
	"gonum.org/v1/gonum/blas/cblas128"
	"gonum.org/v1/gonum/mat"
)

// FromDense returns the elements of m as an array of two axes that shares them.
func FromDense(m *mat.Dense) ndarray.Array[float64] {
	r := m.RawMatrix()
	return ndarray.FromStrided(r.Data, 0, []int{r.Rows, r.Cols}, []int{r.Stride, 1})
}

// FromCDense returns the elements of m as an array of two axes that shares them.
func FromCDense(m *mat.CDense) ndarray.Array[complex128] {
	r := m.RawCMatrix()
	return ndarray.FromStrided(r.Data, 0, []int{r.Rows, r.Cols}, []int{r.Stride, 1})
}

// FromVec returns the elements of v as an array of one axis that shares them.
func FromVec(v *mat.VecDense) ndarray.Array[float64] {
	r := v.RawVector()
	return ndarray.FromStrided(r.Data, 0, []int{r.N}, []int{r.Inc})
}

// FromMatrix returns a new array of the elements of any matrix: symmetric,
// triangular, banded, transposed ones.
func FromMatrix(m mat.Matrix) ndarray.Array[float64] {
	rows, cols := m.Dims()
	a := ndarray.Zeros[float64](rows, cols)
	for i := range rows {
		for j := range cols {
			a.Set(m.At(i, j), i, j)
		}
	}
	return a
}

// Dense returns the elements of an array of two axes as a matrix: one that shares
// them, if [TryDense] finds it, or else one of a copy. It panics with ErrShape if a
// has another number of axes, or just one of them is of length 0, which matrices
// can't have.
func Dense(a ndarray.Array[float64]) *mat.Dense {
	m, ok := TryDense(a)
	if !ok {
		m, _ = TryDense(a.Copy())
	}
	return m
}

// TryDense returns a matrix that shares the elements of an array of two axes, and
// true; or false if the elements of its rows do not lie side by side, its rows
// overlap or go backwards, or it is read-only. It panics as [Dense] does.
func TryDense(a ndarray.Array[float64]) (*mat.Dense, bool) {
	s, rows, cols, stride, ok := matrix("Dense", a)
	if !ok || rows == 0 {
		return new(mat.Dense), ok
	}
	m := new(mat.Dense)
	m.SetRawMatrix(blas64.General{Rows: rows, Cols: cols, Stride: stride, Data: s})
	return m, true
}

// CDense is [Dense] for complex numbers.
func CDense(a ndarray.Array[complex128]) *mat.CDense {
	m, ok := TryCDense(a)
	if !ok {
		m, _ = TryCDense(a.Copy())
	}
	return m
}

// TryCDense is [TryDense] for complex numbers.
func TryCDense(a ndarray.Array[complex128]) (*mat.CDense, bool) {
	s, rows, cols, stride, ok := matrix("CDense", a)
	if !ok || rows == 0 {
		return new(mat.CDense), ok
	}
	m := new(mat.CDense)
	m.SetRawCMatrix(cblas128.General{Rows: rows, Cols: cols, Stride: stride, Data: s})
	return m, true
}

// matrix returns the memory of an array as BLAS describes it: rows of elements side by
// side, stride elements apart.
func matrix[T any](op string, a ndarray.Array[T]) (s []T, rows, cols, stride int, ok bool) {
	shape := a.Shape()
	if len(shape) != 2 || (shape[0] == 0) != (shape[1] == 0) {
		fail(op, "an array of shape %v is no matrix", shape)
	}
	s, strides, ok := a.Strided()
	if !ok {
		return nil, 0, 0, 0, false
	}
	rows, cols, stride = shape[0], shape[1], strides[0]
	if rows == 1 {
		stride = cols
	}
	return s, rows, cols, stride, stride >= cols && (cols <= 1 || strides[1] == 1)
}

// Vec returns the elements of an array of one axis as a vector: one that shares
// them, if [TryVec] finds it, or else one of a copy. It panics with ErrShape if a has
// another number of axes.
func Vec(a ndarray.Array[float64]) *mat.VecDense {
	v, ok := TryVec(a)
	if !ok {
		v, _ = TryVec(a.Copy())
	}
	return v
}

// TryVec returns a vector that shares the elements of an array of one axis, and
// true; or false if they go backwards, or a is read-only. It panics as [Vec] does.
func TryVec(a ndarray.Array[float64]) (*mat.VecDense, bool) {
	if a.NDim() != 1 {
		fail("Vec", "an array of shape %v is no vector", a.Shape())
	}
	s, strides, ok := a.Strided()
	if !ok || a.Size() == 0 {
		return new(mat.VecDense), ok
	}
	v := new(mat.VecDense)
	v.SetRawVector(blas64.Vector{N: a.Len(), Inc: max(strides[0], 1), Data: s})
	return v, true
}

func fail(op, format string, args ...any) {
	panic(&ndarray.Error{Op: "gonum." + op, Kind: ndarray.ErrShape, Msg: fmt.Sprintf(format, args...)})
}
