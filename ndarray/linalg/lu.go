package linalg

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/blas64"
	"gonum.org/v1/gonum/lapack/lapack64"

	"github.com/lanewise/lanewise/ndarray"
)

// small is the order up to which plain loops are faster than LAPACK's blocks.
const small = 48

// general returns an m×n matrix as gonum takes it.
func general(a []float64, m, n int) blas64.General {
	return blas64.General{Rows: m, Cols: n, Stride: max(n, 1), Data: a}
}

// factorLU replaces the n×n matrix a by its factors L (with ones on the diagonal)
// and U, where row k was exchanged with row pivots[k] in step k. It reports whether
// no pivot is 0.
func factorLU[S scalar](a []S, n int, pivots []int) (regular bool) {
	if real, ok := any(a).([]float64); ok && n > small {
		return blockedLU(real, n, pivots)
	}
	regular = true
	for k := range n {
		row := a[k*n : k*n+n]
		p, most := k, size(row[k])
		for i := k + 1; i < n; i++ {
			if s := size(a[i*n+k]); s > most {
				p, most = i, s
			}
		}
		pivots[k] = p
		if most == 0 {
			regular = false
			continue
		}
		if p != k {
			other := a[p*n : p*n+n]
			for j, v := range row {
				row[j], other[j] = other[j], v
			}
		}
		for i := k + 1; i < n; i++ {
			below := a[i*n : i*n+n]
			if below[k] != 0 {
				below[k] /= row[k]
				axpy(below[k+1:], -below[k], row[k+1:])
			}
		}
	}
	return regular
}

// blockedLU is factorLU by LAPACK. The pivots of small matrices stay on the stack if it
// does not get them.
func blockedLU(a []float64, n int, pivots []int) (regular bool) {
	own := make([]int, n)
	regular = lapack64.Getrf(general(a, n, n), own)
	copy(pivots, own)
	return regular
}

// solveLU replaces the n×m matrix b by the solution, given the factors.
func solveLU[S scalar](lu []S, n int, pivots []int, b []S, m int) {
	if real, ok := any(lu).([]float64); ok && n > small {
		lapack64.Getrs(blas.NoTrans, general(real, n, n), general(any(b).([]float64), n, m), slices.Clone(pivots))
		return
	}
	for k, p := range pivots {
		if p != k {
			for j := range m {
				b[k*m+j], b[p*m+j] = b[p*m+j], b[k*m+j]
			}
		}
	}
	if m == 1 {
		solveVector(lu, n, b)
		return
	}
	for i := range n {
		for j, v := range lu[i*n : i*n+i] {
			axpy(b[i*m:i*m+m], -v, b[j*m:j*m+m])
		}
	}
	for i := n - 1; i >= 0; i-- {
		row := b[i*m : i*m+m]
		for j := i + 1; j < n; j++ {
			axpy(row, -lu[i*n+j], b[j*m:j*m+m])
		}
		for k := range row {
			row[k] /= lu[i*n+i]
		}
	}
}

func solveVector[S scalar](lu []S, n int, b []S) {
	for i := range n {
		v := b[i]
		for j, l := range lu[i*n : i*n+i] {
			v -= S(l * b[j])
		}
		b[i] = v
	}
	for i := n - 1; i >= 0; i-- {
		v := b[i]
		for j := i + 1; j < n; j++ {
			v -= S(lu[i*n+j] * b[j])
		}
		b[i] = v / lu[i*n+i]
	}
}

// pivotsOf returns room for the pivots of a small matrix, or allocates it.
func pivotsOf(buf *[16]int, n int) []int {
	if n <= len(buf) {
		return buf[:n]
	}
	return make([]int, n)
}

// Solve returns x with a @ x = b, by Gaussian elimination with partial pivoting. a
// is a stack of n×n matrices; b is one vector if it has one axis, and otherwise a stack of
// matrices of n rows, each column of which is a right side. The stacks are broadcast.
//
// Backward error: |b - a@x| <= c*n*eps*|a|*|x| with a c near 1 but for matrices whose
// elements grow in the elimination. A matrix with a pivot that is exactly 0 gives
// ErrSingular; NaN and infinities go into the result. It panics with ErrShape if a is
// not square or b does not fit.
func Solve[T ndarray.Inexact](a, b ndarray.Array[T]) (ndarray.Array[T], error) {
	if isComplex[T]() {
		return solve[complex128](a, b)
	}
	return solve[float64](a, b)
}

func solve[S scalar, T ndarray.Inexact](a, b ndarray.Array[T]) (ndarray.Array[T], error) {
	const op = "Solve"
	stack, n := squareStack(op, a)
	m := 1
	var shape []int
	if b.NDim() != 1 {
		var rows int
		var right []int
		right, rows, m = stackShape(op, b)
		if rows != n {
			fail(op, ndarray.ErrShape, "a of shape %s and b of shape %s: different numbers of rows", shapeString(a.Shape()), shapeString(b.Shape()))
		}
		shape = with(broadcast(op, stack, right), n, m)
	} else {
		if b.Len() != n {
			fail(op, ndarray.ErrShape, "a of shape %s and b of shape %s: different numbers of rows", shapeString(a.Shape()), shapeString(b.Shape()))
		}
		shape = with(stack, n)
	}
	batch := shape[:len(shape)-min(b.NDim(), 2)]
	if !slices.Equal(shape, b.Shape()) {
		b = b.BroadcastTo(shape...)
	}
	x := take[S](b)
	lu := take[S](a)
	var err error
	switch count := sizeOf(batch); {
	case count == 1:
		var buf [16]int
		pivots := pivotsOf(&buf, n)
		if !factorLU(lu, n, pivots) {
			return ndarray.Array[T]{}, &Error{op, ErrSingular, indexOf(batch, 0)}
		}
		solveLU(lu, n, pivots, x, m)
	case slices.Equal(batch, stack):
		err = forEach(op, batch, n*n*(n+m), func(i int) error {
			var buf [16]int
			pivots, lu := pivotsOf(&buf, n), part(lu, i, n*n)
			if !factorLU(lu, n, pivots) {
				return ErrSingular
			}
			solveLU(lu, n, pivots, part(x, i, n*m), m)
			return nil
		})
	default:
		err = solveShared(op, lu, x, stack, batch, n, m)
	}
	if err != nil {
		return ndarray.Array[T]{}, err
	}
	return give[T](x, shape), nil
}

// solveShared solves systems that share matrices: each of these is factored once.
func solveShared[S scalar](op string, lu, x []S, stack, batch []int, n, m int) error {
	count := sizeOf(stack)
	pivots := make([]int, count*n)
	err := forEach(op, stack, n*n*n, func(i int) error {
		if !factorLU(part(lu, i, n*n), n, part(pivots, i, n)) {
			return ErrSingular
		}
		return nil
	})
	if err != nil || sizeOf(batch) == 0 {
		return err
	}
	numbers := ndarray.Arange(0, count, 1).Reshape(stack...).BroadcastTo(batch...).Copy()
	which, _ := numbers.Data()
	return forEach(op, batch, n*n*m, func(i int) error {
		k := which[i]
		solveLU(part(lu, k, n*n), n, part(pivots, k, n), part(x, i, n*m), m)
		return nil
	})
}

// Inv returns the inverses of the n×n matrices in a: the solution x of a @ x = 1, with the
// error of [Solve] in each column. A matrix with a pivot that is exactly 0 gives
// ErrSingular. It panics with ErrShape if a is not square.
func Inv[T ndarray.Inexact](a ndarray.Array[T]) (ndarray.Array[T], error) {
	if isComplex[T]() {
		return inv[complex128]("Inv", a)
	}
	return inv[float64]("Inv", a)
}

func inv[S scalar, T ndarray.Inexact](op string, a ndarray.Array[T]) (ndarray.Array[T], error) {
	stack, n := squareStack(op, a)
	lu := take[S](a)
	x := make([]S, len(lu))
	err := forEach(op, stack, 2*n*n*n, func(i int) error {
		var buf [16]int
		pivots, lu, x := pivotsOf(&buf, n), part(lu, i, n*n), part(x, i, n*n)
		if !factorLU(lu, n, pivots) {
			return ErrSingular
		}
		identity(x, n)
		solveLU(lu, n, pivots, x, n)
		return nil
	})
	if err != nil {
		return ndarray.Array[T]{}, err
	}
	return give[T](x, a.Shape()), nil
}

// Det returns the determinants of the matrices in a, the products of their pivots:
// 1 for matrices of size 0, exactly 0 for those with a pivot that is 0. The result is
// the exact determinant of a matrix that differs from the given one by c*n*eps*|a|;
// it overflows or underflows only if that does. It panics with ErrShape if a is not
// square.
func Det[T ndarray.Inexact](a ndarray.Array[T]) ndarray.Array[T] {
	if isComplex[T]() {
		return det[complex128](a)
	}
	return det[float64](a)
}

func det[S scalar, T ndarray.Inexact](a ndarray.Array[T]) ndarray.Array[T] {
	const op = "Det"
	stack, n := squareStack(op, a)
	lu := take[S](a)
	if len(stack) == 0 {
		d := [1]S{detOne(lu, n)}
		return give[T](d[:], nil)
	}
	dets := make([]S, sizeOf(stack))
	_ = forEach(op, stack, n*n*n, func(i int) error {
		dets[i] = detOne(part(lu, i, n*n), n)
		return nil
	})
	return give[T](dets, stack)
}

// detOne returns the determinant of a matrix, which it factors.
func detOne[S scalar](a []S, n int) S {
	var buf [16]int
	pivots := pivotsOf(&buf, n)
	factorLU(a, n, pivots)
	return product(a, n, pivots)
}

// product returns the determinant of a factored matrix.
func product[S scalar](lu []S, n int, pivots []int) S {
	d := S(1)
	for k, p := range pivots {
		d *= lu[k*n+k]
		if p != k {
			d = -d
		}
	}
	if s := size(d); s > 0x1p-900 && s < 0x1p1000 {
		return d
	}
	return scaledProduct(lu, n, pivots)
}

// scaledProduct is product where that leaves the range of numbers on the way.
func scaledProduct[S scalar](lu []S, n int, pivots []int) S {
	d, exponent := S(1), 0
	scale := func(x S, e int) S {
		f := math.Ldexp(1, e/2) // in two steps: the power of two may be too large for one
		return x * of[S](f) * of[S](math.Ldexp(1, e-e/2))
	}
	for k, p := range pivots {
		v := lu[k*n+k]
		if v == 0 {
			return 0
		}
		_, e := math.Frexp(size(v))
		d *= scale(v, -e)
		if p != k {
			d = -d
		}
		_, f := math.Frexp(size(d))
		d = scale(d, -f)
		exponent += e + f
	}
	return scale(d, max(min(exponent, 2200), -2200))
}

// SlogDet returns the determinants of the matrices in a as sign and logarithm of the
// absolute value: det = sign * exp(log). For complex matrices the sign is a number on
// the unit circle. A matrix with a pivot that is 0 has sign 0 and log -Inf. It
// panics with ErrShape if a is not square.
func SlogDet[T ndarray.Inexact](a ndarray.Array[T]) (sign, log ndarray.Array[T]) {
	if isComplex[T]() {
		return slogDet[complex128](a)
	}
	return slogDet[float64](a)
}

func slogDet[S scalar, T ndarray.Inexact](a ndarray.Array[T]) (sign, log ndarray.Array[T]) {
	const op = "SlogDet"
	stack, n := squareStack(op, a)
	signs, logs := make([]S, sizeOf(stack)), make([]float64, sizeOf(stack))
	lu := take[S](a)
	_ = forEach(op, stack, n*n*n, func(i int) error {
		signs[i], logs[i] = slogDetOne(part(lu, i, n*n), n)
		return nil
	})
	return give[T](signs, stack), give[T](logs, stack)
}

// slogDetOne returns sign and logarithm for a matrix, which it factors.
func slogDetOne[S scalar](a []S, n int) (sign S, log float64) {
	var buf [16]int
	pivots := pivotsOf(&buf, n)
	factorLU(a, n, pivots)
	sign = 1
	for k, p := range pivots {
		v := a[k*n+k]
		r := abs(v)
		log += math.Log(r)
		if p != k {
			sign = -sign
		}
		if r == 0 {
			sign = 0
		} else {
			sign *= v / of[S](r)
		}
	}
	return sign, log
}
