package ndarray

import (
	"reflect"
	"unsafe"

	"github.com/lanewise/lanewise/blas"
	"github.com/lanewise/lanewise/kernels"
)

// mat is a matrix: element (i, j) is i*rs + j*cs elements after the one at p.
type mat struct {
	p          unsafe.Pointer
	rows, cols int
	rs, cs     int
}

func (m mat) t() mat { return mat{m.p, m.cols, m.rows, m.cs, m.rs} }

// byRows reports whether rows follow each other in row-major order, as BLAS
// takes them, and returns the distance of their begins.
func (m mat) byRows() (ld int, ok bool) {
	if m.rows <= 1 {
		return max(m.cols, 1), m.cols <= 1 || m.cs == 1
	}
	return m.rs, (m.cols <= 1 || m.cs == 1) && m.rs >= max(m.cols, 1)
}

// matSpan returns the elements of a matrix whose rows follow each other.
func matSpan[T any](m mat, ld int) []T {
	if m.rows == 0 || m.cols == 0 {
		return nil
	}
	return unsafe.Slice((*T)(m.p), (m.rows-1)*ld+m.cols)
}

// entry returns the address of element (i, j).
func entry[T any](m mat, i, j int) *T {
	return (*T)(unsafe.Add(m.p, (i*m.rs+j*m.cs)*int(unsafe.Sizeof(*new(T)))))
}

// multipliers set c = a*b, by the kind of the elements. c overlaps neither.
// Integers wrap, so that signs don't matter.
var multipliers = [numberKinds]func(c, a, b mat){
	reflect.Float64:    multiplyInexact[float64],
	reflect.Float32:    multiplyInexact[float32],
	reflect.Complex128: multiplyInexact[complex128],
	reflect.Complex64:  multiplyInexact[complex64],
	reflect.Int8:       multiplyIntegers[uint8],
	reflect.Int16:      multiplyIntegers[uint16],
	reflect.Int32:      multiplyIntegers[uint32],
	reflect.Int64:      multiplyIntegers[uint64],
	reflect.Uint8:      multiplyIntegers[uint8],
	reflect.Uint16:     multiplyIntegers[uint16],
	reflect.Uint32:     multiplyIntegers[uint32],
	reflect.Uint64:     multiplyIntegers[uint64],
}

// tiny is the number of products up to which a plain loop, which needs no
// preparation, is the fastest.
const tiny = 512

func multiplyInexact[T blas.Scalar](c, a, b mat) {
	switch {
	case a.rows*a.cols*b.cols <= tiny:
		multiplyTiny[T](c, a, b)
	case b.cols == 1:
		multiplyVector[T](c, a, b)
	case a.rows == 1:
		multiplyVector[T](c.t(), b.t(), a.t())
	default:
		multiplyBLAS[T](c, a, b)
	}
}

func multiplyIntegers[T Unsigned](c, a, b mat) {
	if a.rows*a.cols*b.cols <= tiny {
		multiplyTiny[T](c, a, b)
	} else {
		multiplyPlain[T](c, a, b)
	}
}

// multiplyTiny computes four columns of a row of c at a time, whose sums do not
// wait for each other.
func multiplyTiny[T Number](c, a, b mat) {
	size := int(unsafe.Sizeof(*new(T)))
	as, bs := a.cs*size, b.rs*size
	col, to := b.cs*size, c.cs*size
	col2, col3, to2, to3 := 2*col, 3*col, 2*to, 3*to
	for i := range a.rows {
		row, out := unsafe.Add(a.p, i*a.rs*size), unsafe.Add(c.p, i*c.rs*size)
		j := 0
		for ; j+4 <= b.cols; j += 4 {
			var s0, s1, s2, s3 T
			x, y := 0, j*col
			for range a.cols {
				v, y0 := *(*T)(unsafe.Add(row, x)), unsafe.Add(b.p, y)
				s0 += T(v * *(*T)(y0))
				s1 += T(v * *(*T)(unsafe.Add(y0, col)))
				s2 += T(v * *(*T)(unsafe.Add(y0, col2)))
				s3 += T(v * *(*T)(unsafe.Add(y0, col3)))
				x, y = x+as, y+bs
			}
			o := unsafe.Add(out, j*to)
			*(*T)(o), *(*T)(unsafe.Add(o, to)), *(*T)(unsafe.Add(o, to2)), *(*T)(unsafe.Add(o, to3)) = s0, s1, s2, s3
		}
		for ; j < b.cols; j++ {
			var sum T
			y := unsafe.Add(b.p, j*col)
			for l := range a.cols {
				sum += T(*(*T)(unsafe.Add(row, l*as)) * *(*T)(unsafe.Add(y, l*bs)))
			}
			*(*T)(unsafe.Add(out, j*to)) = sum
		}
	}
}

// multiplyVector sets c = a*x, where x and c have one column: by dot products
// where the rows of a are contiguous, and else by sums of its columns.
func multiplyVector[T blas.Scalar](c, a, x mat) {
	if _, ok := a.byRows(); !ok && a.rs != 1 {
		s := newScratch[T](a.rows * a.cols)
		defer s.release()
		a = s.packed(a)
	}
	v := newScratch[T](x.rows)
	defer v.release()
	x = v.dense(x.t())
	y := newScratch[T](a.rows)
	defer y.release()
	if c.rs == 1 {
		vectorParts(unsafe.Slice((*T)(c.p), c.rows), a, x)
		return
	}
	vectorParts(y.s[:a.rows], a, x)
	copyMat[T](c, mat{unsafe.Pointer(unsafe.SliceData(y.s)), a.rows, 1, 1, 1})
}

func vectorParts[T blas.Scalar](y []T, a, x mat) {
	v := unsafe.Slice((*T)(x.p), x.cols)
	if a.rows*a.cols < parallelMin {
		vectorPart(y, a, v, 0, a.rows)
		return
	}
	each(a.rows, max(1, grain/a.cols), func(lo, hi int) { vectorPart(y, a, v, lo, hi) })
}

// vectorPart sets y[lo:hi].
func vectorPart[T blas.Scalar](y []T, a mat, x []T, lo, hi int) {
	if ld, ok := a.byRows(); ok {
		for i := lo; i < hi; i++ {
			y[i] = dotKernel(unsafe.Slice(entry[T](mat{p: a.p, rs: ld}, i, 0), len(x)), x)
		}
		return
	}
	y = y[lo:hi]
	clear(y)
	for l, v := range x {
		axpyKernel(y, v, unsafe.Slice(entry[T](a, lo, l), len(y)))
	}
}

// dotKernel returns the sum of x[i]*y[i].
func dotKernel[T blas.Scalar](x, y []T) (sum T) {
	switch x := any(x).(type) {
	case []float64:
		return any(kernels.DotF64(x, any(y).([]float64))).(T)
	case []float32:
		return any(kernels.DotF32(x, any(y).([]float32))).(T)
	case []complex128:
		return any(kernels.DotuC128(x, any(y).([]complex128))).(T)
	case []complex64:
		return any(kernels.DotuC64(x, any(y).([]complex64))).(T)
	}
	return sum
}

// axpyKernel adds v*x to y.
func axpyKernel[T blas.Scalar](y []T, v T, x []T) {
	switch x := any(x).(type) {
	case []float64:
		y := any(y).([]float64)
		kernels.AxpyF64(y, any(v).(float64), x, y)
	case []float32:
		y := any(y).([]float32)
		kernels.AxpyF32(y, any(v).(float32), x, y)
	case []complex128:
		y := any(y).([]complex128)
		kernels.AxpyC128(y, any(v).(complex128), x, y)
	case []complex64:
		y := any(y).([]complex64)
		kernels.AxpyC64(y, any(v).(complex64), x, y)
	}
}

// multiplyBLAS hands the product to BLAS: matrices in row-major order as they
// are, in column-major order as transposed ones, others as copies.
func multiplyBLAS[T blas.Scalar](c, a, b mat) {
	ldc, ok := c.byRows()
	if !ok {
		if _, ok := c.t().byRows(); ok {
			multiplyBLAS[T](c.t(), b.t(), a.t())
			return
		}
		s := newScratch[T](c.rows * c.cols)
		defer s.release()
		d := s.mat(c.rows, c.cols)
		multiplyBLAS[T](d, a, b)
		copyMat[T](c, d)
		return
	}
	sa, sb := newScratch[T](0), newScratch[T](0)
	defer sa.release()
	defer sb.release()
	ta, a, lda := operand(sa, a)
	tb, b, ldb := operand(sb, b)
	k := a.cols
	if ta != blas.NoTrans {
		k = a.rows
	}
	blas.Gemm(ta, tb, c.rows, c.cols, k, 1, matSpan[T](a, lda), lda, matSpan[T](b, ldb), ldb, 0, matSpan[T](c, ldc), ldc)
}

// operand returns m, its transpose or a copy of it in s as a matrix whose rows
// follow each other, and what BLAS has to do to get m.
func operand[T blas.Scalar](s *scratch[T], m mat) (t blas.Transpose, r mat, ld int) {
	if ld, ok := m.byRows(); ok {
		return blas.NoTrans, m, ld
	}
	if ld, ok := m.t().byRows(); ok {
		return blas.Trans, m.t(), ld
	}
	s.grow(m.rows * m.cols)
	return blas.NoTrans, s.packed(m), m.cols
}

// multiplyPlain adds up rows of b, four at a time, so that an element of c is
// read and written once for four products; blocks of b stay in the second cache.
// Rows of b and c that are not contiguous are copied.
func multiplyPlain[T Number](c, a, b mat) {
	if c.cs != 1 && c.cols > 1 {
		if c.rs == 1 {
			multiplyPlain[T](c.t(), b.t(), a.t())
			return
		}
		s := newScratch[T](c.rows * c.cols)
		defer s.release()
		d := s.mat(c.rows, c.cols)
		multiplyPlain[T](d, a, b)
		copyMat[T](c, d)
		return
	}
	if b.cs != 1 && b.cols > 1 {
		s := newScratch[T](b.rows * b.cols)
		defer s.release()
		b = s.packed(b)
	}
	if a.rows*a.cols*b.cols < parallelMin {
		plainRows[T](c, a, b, 0, a.rows)
		return
	}
	each(a.rows, max(1, grain/max(a.cols*b.cols, 1)), func(lo, hi int) { plainRows[T](c, a, b, lo, hi) })
}

// plainRows computes rows lo to hi of c.
func plainRows[T Number](c, a, b mat, lo, hi int) {
	const depth, width = 128, 256
	for j := 0; j < b.cols; j += width {
		n := min(width, b.cols-j)
		for i := lo; i < hi; i++ {
			clear(unsafe.Slice(entry[T](c, i, j), n))
		}
		for l := 0; l < a.cols; l += depth {
			for i := lo; i < hi; i++ {
				plainRow(unsafe.Slice(entry[T](c, i, j), n), a, b, i, j, l, min(l+depth, a.cols))
			}
		}
	}
}

// plainRow adds the products of a's elements (i, lo) to (i, hi) to c, the columns
// of the result from j on.
func plainRow[T Number](c []T, a, b mat, i, j, lo, hi int) {
	row := func(l int) []T { return unsafe.Slice(entry[T](b, l, j), len(c)) }
	l := lo
	for ; l+4 <= hi; l += 4 {
		x0, x1, x2, x3 := *entry[T](a, i, l), *entry[T](a, i, l+1), *entry[T](a, i, l+2), *entry[T](a, i, l+3)
		y0, y1, y2, y3 := row(l), row(l+1), row(l+2), row(l+3)
		for k, v := range c {
			v += T(x0 * y0[k])
			v += T(x1 * y1[k])
			v += T(x2 * y2[k])
			c[k] = v + T(x3*y3[k])
		}
	}
	for ; l < hi; l++ {
		x, y := *entry[T](a, i, l), row(l)
		for k := range c {
			c[k] += T(x * y[k])
		}
	}
}

// copyMat copies the elements of a matrix to another one of the same shape.
func copyMat[T any](to, from mat) {
	for i := range to.rows {
		for j := range to.cols {
			*entry[T](to, i, j) = *entry[T](from, i, j)
		}
	}
}

// newScratch returns memory for a copy of a matrix.
func newScratch[T any](n int) *scratch[T] {
	s := borrow[T](n)
	return &s
}

// grow makes room for n elements, and forgets what is there.
func (s *scratch[T]) grow(n int) {
	if len(s.s) < n {
		s.release()
		*s = borrow[T](n)
	}
}

func (s *scratch[T]) mat(rows, cols int) mat {
	return mat{unsafe.Pointer(unsafe.SliceData(s.s)), rows, cols, max(cols, 1), 1}
}

// packed returns a copy of m in row-major order.
func (s *scratch[T]) packed(m mat) mat {
	d := s.mat(m.rows, m.cols)
	copyMat[T](d, m)
	return d
}

// dense returns the row m, or a copy if it is not contiguous.
func (s *scratch[T]) dense(m mat) mat {
	if m.cs == 1 {
		return m
	}
	return s.packed(m)
}
