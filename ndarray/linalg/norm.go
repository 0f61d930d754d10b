package linalg

import (
	"math"
	"slices"

	"github.com/lanewise/lanewise/kernels"
	"github.com/lanewise/lanewise/ndarray"
)

// Norm is a norm of matrices, or what NumPy calls so.
type Norm uint8

// The norms of matrices; NumPy's words for them are in brackets.
const (
	NormFro    Norm = iota // root of the sum of the squares of the absolute values ("fro")
	NormNuc                // sum of the singular values ("nuc")
	Norm1                  // largest sum of the absolute values in a column (1)
	NormMin1               // smallest one (-1)
	Norm2                  // largest singular value (2)
	NormMin2               // smallest one (-2)
	NormInf                // largest sum of the absolute values in a row (inf)
	NormMinInf             // smallest one (-inf)
)

// VectorNorm returns the p-norm of all elements of a: (sum of |x|^p)^(1/p); for p = +Inf
// the largest absolute value, for -Inf the smallest one, for 0 the number of elements
// that are not 0. p = 2 does not overflow or underflow on the way. Of nothing it is 0, and
// +Inf for a negative p. NaN is propagated. The relative error is a few eps, for
// other p than ±Inf, 0, 1 and 2 a few |p| times that.
func VectorNorm[T ndarray.Inexact](a ndarray.Array[T], p float64) T {
	return give[T]([]float64{vectorNorm(magnitudes(a), p)}, nil).Item()
}

// VectorNormAxis returns the norms of [VectorNorm] over some axes, which the result
// lacks. It panics with ErrAxis if one is out of range or given twice.
func VectorNormAxis[T ndarray.Inexact](a ndarray.Array[T], p float64, axes ...int) ndarray.Array[T] {
	shape := a.Shape()
	gone := make([]bool, len(shape))
	for _, d := range axes {
		k := d
		if k < 0 {
			k += len(shape)
		}
		if k < 0 || k >= len(shape) || gone[k] {
			fail("VectorNormAxis", ndarray.ErrAxis, "axis %d of an array of dimension %d, or given twice", d, len(shape))
		}
		gone[k] = true
	}
	var kept, summed []int
	for d, n := range shape {
		if gone[d] {
			summed = append(summed, n)
		} else {
			kept = append(kept, n)
		}
	}
	n := sizeOf(summed)
	norms := make([]float64, sizeOf(kept))
	rows := gather(magnitudes(a), shape, gone, n)
	for i := range norms {
		norms[i] = vectorNorm(part(rows, i, n), p)
	}
	return give[T](norms, kept)
}

// gather returns the elements of an array in C order with the axes that go behind
// the others; n is the product of their lengths.
func gather(elems []float64, shape []int, gone []bool, n int) []float64 {
	step := make([]int, len(shape)) // distances in the result
	inner, outer := 1, n
	for d, k := range slices.Backward(shape) {
		if gone[d] {
			step[d] = inner
			inner *= k
		} else {
			step[d] = outer
			outer *= k
		}
	}
	rows, index, at := make([]float64, len(elems)), make([]int, len(shape)), 0
	for _, v := range elems {
		rows[at] = v
		for d := len(shape) - 1; d >= 0; d-- {
			index[d]++
			at += step[d]
			if index[d] < shape[d] {
				break
			}
			at -= index[d] * step[d]
			index[d] = 0
		}
	}
	return rows
}

// magnitudes returns the absolute values of the elements of a in C order.
func magnitudes[T ndarray.Inexact](a ndarray.Array[T]) []float64 {
	if isComplex[T]() {
		z := take[complex128](a)
		m := make([]float64, len(z))
		kernels.AbsC128(m, z)
		return m
	}
	m := take[float64](a)
	kernels.AbsF64(m, m)
	return m
}

// vectorNorm returns the norm of absolute values.
func vectorNorm(x []float64, p float64) float64 {
	switch p {
	case 2:
		return norm2(x)
	case 1:
		return kernels.SumAbsF64(x)
	case inf:
		most := 0.0
		for _, v := range x {
			most = math.Max(most, v)
		}
		return most
	case -inf:
		least := inf
		for _, v := range x {
			least = math.Min(least, v)
		}
		return least
	case 0:
		count := 0.0
		for _, v := range x {
			if v != 0 {
				count++
			}
		}
		return count
	}
	sum := 0.0
	for _, v := range x {
		sum += math.Pow(v, p)
	}
	return math.Pow(sum, 1/p)
}

// MatrixNorm returns the norms of the matrices in a; see [Norm]. NaN is propagated, and
// infinities make NaN of norms by singular values. Of matrices of size 0, norms are 0,
// smallest ones +Inf. The relative error is c*(m+n)*eps.
func MatrixNorm[T ndarray.Inexact](a ndarray.Array[T], norm Norm) ndarray.Array[T] {
	stack, _, _ := stackShape("MatrixNorm", a)
	return give[T](matrixNorms(a, norm), stack)
}

func matrixNorms[T ndarray.Inexact](a ndarray.Array[T], norm Norm) []float64 {
	stack, m, n := stackShape("MatrixNorm", a)
	norms := make([]float64, sizeOf(stack))
	switch norm {
	case Norm2, NormMin2, NormNuc:
		for i, s := range valuesOrNaN(a) {
			norms[i] = singularNorm(s, norm)
		}
		return norms
	case NormFro, Norm1, NormMin1, NormInf, NormMinInf:
	default:
		fail("MatrixNorm", ndarray.ErrValue, "no norm has number %d", norm)
	}
	x := magnitudes(a)
	for i := range norms {
		norms[i] = elementNorm(part(x, i, m*n), m, n, norm)
	}
	return norms
}

func singularNorm(s []float64, norm Norm) float64 {
	switch {
	case norm == NormNuc:
		return kernels.SumF64(s)
	case norm == Norm2 && len(s) > 0:
		return s[0]
	case norm == Norm2:
		return 0
	case len(s) > 0:
		return s[len(s)-1]
	}
	return inf
}

// elementNorm returns a norm of the absolute values of an m×n matrix.
func elementNorm(x []float64, m, n int, norm Norm) float64 {
	if norm == NormFro {
		return norm2(x)
	}
	var sums []float64
	if norm == NormInf || norm == NormMinInf {
		sums = make([]float64, m)
		for i := range sums {
			sums[i] = kernels.SumF64(part(x, i, n))
		}
	} else {
		sums = make([]float64, n)
		for i := range m {
			axpy(sums, 1, part(x, i, n))
		}
	}
	if norm == Norm1 || norm == NormInf {
		return vectorNorm(sums, inf)
	}
	return vectorNorm(sums, -inf)
}

// valuesOrNaN returns the singular values of each matrix, NaN where there are
// none.
func valuesOrNaN[T ndarray.Inexact](a ndarray.Array[T]) [][]float64 {
	stack, m, n := stackShape("MatrixNorm", a)
	rows := make([][]float64, sizeOf(stack))
	matrices := a.Reshape(len(rows), m, n)
	for i := range rows {
		s, err := singularValues("MatrixNorm", matrices.Row(i))
		if err != nil {
			for k := range s {
				s[k] = math.NaN()
			}
		}
		rows[i] = s
	}
	return rows
}

// Cond returns the condition numbers of the matrices in a: |a| * |a⁻¹| in a norm. For
// Norm2, the ratio of the largest and the smallest singular value, and for NormMin2, its
// inverse, a need not be square. A singular matrix has +Inf, one with a NaN NaN. It
// panics with ErrShape if a is empty, or not square for other norms.
func Cond[T ndarray.Inexact](a ndarray.Array[T], norm Norm) ndarray.Array[T] {
	stack, m, n := stackShape("Cond", a)
	if m == 0 || n == 0 {
		fail("Cond", ndarray.ErrShape, "no condition number of shape %s", shapeString(a.Shape()))
	}
	cond := make([]float64, sizeOf(stack))
	if norm == Norm2 || norm == NormMin2 {
		for i, s := range valuesOrNaN(a) {
			cond[i] = ratio(s[0], s[len(s)-1], norm)
		}
		return give[T](cond, stack)
	}
	squareStack("Cond", a)
	matrices := a.Reshape(len(cond), n, n)
	for i, v := range matrixNorms(a, norm) {
		inverse, err := Inv(matrices.Row(i))
		if err != nil {
			cond[i] = inf
		} else {
			cond[i] = v * matrixNorms(inverse, norm)[0]
		}
	}
	return give[T](cond, stack)
}

// ratio returns the condition number for the largest and smallest singular
// value.
func ratio(most, least float64, norm Norm) float64 {
	switch {
	case norm == NormMin2 && most > 0:
		return least / most
	case most != most:
		return most
	case least == 0:
		return inf
	}
	return most / least
}
