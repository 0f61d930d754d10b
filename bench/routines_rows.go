package main

import (
	"fmt"

	gonumblas "gonum.org/v1/gonum/blas"

	"github.com/lanewise/lanewise/blas"
	"github.com/lanewise/lanewise/kernels"
)

// realRoutines are the routines of one real type that the table has.
type realRoutines[T float32 | float64] struct {
	dot        func(n int, x []T, incX int, y []T, incY int) T
	axpy       func(n int, alpha T, x []T, incX int, y []T, incY int)
	nrm2, asum func(n int, x []T, incX int) T
	iamax      func(n int, x []T, incX int) int
	scal       func(n int, alpha T, x []T, incX int)
	gemv       func(t blas.Transpose, m, n int, alpha T, a []T, lda int, x []T, incX int, beta T, y []T, incY int)
	ger        func(m, n int, alpha T, x []T, incX int, y []T, incY int, a []T, lda int)
	symv       func(ul gonumblas.Uplo, n int, alpha T, a []T, lda int, x []T, incX int, beta T, y []T, incY int)
	syr        func(ul gonumblas.Uplo, n int, alpha T, x []T, incX int, a []T, lda int)
	trmv, trsv func(ul gonumblas.Uplo, t blas.Transpose, d gonumblas.Diag, n int, a []T, lda int, x []T, incX int)
	gemm       multiplier[T]
	symm       func(s gonumblas.Side, ul gonumblas.Uplo, m, n int, alpha T, a []T, lda int, b []T, ldb int, beta T, c []T, ldc int)
	syrk       func(ul gonumblas.Uplo, t blas.Transpose, n, k int, alpha T, a []T, lda int, beta T, c []T, ldc int)
	trmm, trsm func(s gonumblas.Side, ul gonumblas.Uplo, t blas.Transpose, d gonumblas.Diag, m, n int, alpha T, a []T, lda int, b []T, ldb int)
}

func routines64(s blas.Routines) realRoutines[float64] {
	return realRoutines[float64]{
		dot: s.Ddot, axpy: s.Daxpy, nrm2: s.Dnrm2, asum: s.Dasum, iamax: s.Idamax, scal: s.Dscal,
		gemv: s.Dgemv, ger: s.Dger, symv: s.Dsymv, syr: s.Dsyr, trmv: s.Dtrmv, trsv: s.Dtrsv,
		gemm: s.Dgemm, symm: s.Dsymm, syrk: s.Dsyrk, trmm: s.Dtrmm, trsm: s.Dtrsm,
	}
}

func routines32(s blas.Routines) realRoutines[float32] {
	return realRoutines[float32]{
		dot: s.Sdot, axpy: s.Saxpy, nrm2: s.Snrm2, asum: s.Sasum, iamax: s.Isamax, scal: s.Sscal,
		gemv: s.Sgemv, ger: s.Sger, symv: s.Ssymv, syr: s.Ssyr, trmv: s.Strmv, trsv: s.Strsv,
		gemm: s.Sgemm, symm: s.Ssymm, syrk: s.Ssyrk, trmm: s.Strmm, trsm: s.Strsm,
	}
}

// A routineCase is one routine on operands of one size.
type routineCase struct {
	routine, size string
	operations    float64                                 // additions and multiplications of a call
	prepare       map[string]func(s blas.Routines) func() // by dtype
}

// routineCases lists the rows of the table: vectors and matrices in the first and
// the second cache and in memory, then products.
func routineCases() (list []routineCase) {
	for _, n := range []int{1000, 20_000, 4_000_000} {
		list = append(list, cases(vectorCases[float64](n), vectorCases[float32](n))...)
	}
	for _, n := range []int{64, 256, 2048} {
		list = append(list, cases(matrixCases[float64](n), matrixCases[float32](n))...)
	}
	for _, n := range []int{64, 256, 1024} {
		list = append(list, cases(productCases[float64](n), productCases[float32](n))...)
	}
	return append(list, cases(rectangleCases[float64](), rectangleCases[float32]())...)
}

// typedCase is a routineCase for one type.
type typedCase[T float32 | float64] struct {
	routine, size string
	operations    float64
	prepare       func(r realRoutines[T]) func()
}

// cases puts the cases of both types together.
func cases(wide []typedCase[float64], narrow []typedCase[float32]) (list []routineCase) {
	for i, w := range wide {
		n := narrow[i]
		list = append(list, routineCase{w.routine, w.size, w.operations, map[string]func(s blas.Routines) func(){
			"float64": func(s blas.Routines) func() { return w.prepare(routines64(s)) },
			"float32": func(s blas.Routines) func() { return n.prepare(routines32(s)) },
		}})
	}
	return list
}

// numbers returns n elements of either sign and about the same size.
func numbers[T float32 | float64](n int) []T {
	v := kernels.Make[T](n)
	for i := range v {
		v[i] = T(1) + T(i%7)/8
		if i%3 == 0 {
			v[i] = -v[i]
		}
	}
	return v
}

// identity returns a triangle that changes nothing, however often it is applied. Its
// small numbers are no zeros, which gonum would leave out.
func identity[T float32 | float64](n int) []T {
	a := kernels.Make[T](n * n)
	for i := range a {
		a[i] = 1e-30
	}
	for i := range n {
		a[i*n+i] = 1
	}
	return a
}

func vectorCases[T float32 | float64](n int) []typedCase[T] {
	size, one := fmt.Sprint(n), float64(n)
	return []typedCase[T]{
		{"dot", size, 2 * one, func(r realRoutines[T]) func() {
			x, y := numbers[T](n), numbers[T](n)
			return func() { numberSink += float64(r.dot(n, x, 1, y, 1)) }
		}},
		{"axpy", size, 2 * one, func(r realRoutines[T]) func() {
			x, y := numbers[T](n), numbers[T](n)
			return func() { r.axpy(n, 1e-9, x, 1, y, 1) }
		}},
		{"nrm2", size, 2 * one, func(r realRoutines[T]) func() {
			x := numbers[T](n)
			return func() { numberSink += float64(r.nrm2(n, x, 1)) }
		}},
		{"asum", size, one, func(r realRoutines[T]) func() {
			x := numbers[T](n)
			return func() { numberSink += float64(r.asum(n, x, 1)) }
		}},
		{"iamax", size, one, func(r realRoutines[T]) func() {
			x := numbers[T](n)
			return func() { numberSink += float64(r.iamax(n, x, 1)) }
		}},
		{"scal", size, one, func(r realRoutines[T]) func() {
			x := numbers[T](n)
			return func() { r.scal(n, -1, x, 1) }
		}},
	}
}

func matrixCases[T float32 | float64](n int) []typedCase[T] {
	size, square := fmt.Sprint(n), float64(n)*float64(n)
	general := func(call func(r realRoutines[T], a, x, y []T)) func(r realRoutines[T]) func() {
		return func(r realRoutines[T]) func() {
			a, x, y := numbers[T](n*n), numbers[T](n), numbers[T](n)
			return func() { call(r, a, x, y) }
		}
	}
	triangle := func(call func(r realRoutines[T], a, x []T)) func(r realRoutines[T]) func() {
		return func(r realRoutines[T]) func() {
			a, x := identity[T](n), numbers[T](n)
			return func() { call(r, a, x) }
		}
	}
	return []typedCase[T]{
		{"gemv", size, 2 * square, general(func(r realRoutines[T], a, x, y []T) { r.gemv(blas.NoTrans, n, n, 1, a, n, x, 1, 0, y, 1) })},
		{"gemv, transposed", size, 2 * square, general(func(r realRoutines[T], a, x, y []T) { r.gemv(blas.Trans, n, n, 1, a, n, x, 1, 0, y, 1) })},
		{"ger", size, 2 * square, general(func(r realRoutines[T], a, x, y []T) { r.ger(n, n, 1e-9, x, 1, y, 1, a, n) })},
		{"symv", size, 2 * square, general(func(r realRoutines[T], a, x, y []T) { r.symv(gonumblas.Upper, n, 1, a, n, x, 1, 0, y, 1) })},
		{"syr", size, square, general(func(r realRoutines[T], a, x, _ []T) { r.syr(gonumblas.Upper, n, 1e-9, x, 1, a, n) })},
		{"trmv", size, square, triangle(func(r realRoutines[T], a, x []T) {
			r.trmv(gonumblas.Upper, blas.NoTrans, gonumblas.NonUnit, n, a, n, x, 1)
		})},
		{"trsv", size, square, triangle(func(r realRoutines[T], a, x []T) {
			r.trsv(gonumblas.Lower, blas.NoTrans, gonumblas.NonUnit, n, a, n, x, 1)
		})},
	}
}

func productCases[T float32 | float64](n int) []typedCase[T] {
	size, cube := fmt.Sprint(n), float64(n)*float64(n)*float64(n)
	general := func(call func(r realRoutines[T], a, b, c []T)) func(r realRoutines[T]) func() {
		return func(r realRoutines[T]) func() {
			a, b, c := numbers[T](n*n), numbers[T](n*n), numbers[T](n*n)
			return func() { call(r, a, b, c) }
		}
	}
	triangle := func(side gonumblas.Side, solve bool) func(r realRoutines[T]) func() {
		return func(r realRoutines[T]) func() {
			a, b := identity[T](n), numbers[T](n*n)
			call := r.trmm
			if solve {
				call = r.trsm
			}
			return func() { call(side, gonumblas.Lower, blas.NoTrans, gonumblas.NonUnit, n, n, 1, a, n, b, n) }
		}
	}
	return []typedCase[T]{
		{"gemm", size, 2 * cube, general(func(r realRoutines[T], a, b, c []T) {
			r.gemm(blas.NoTrans, blas.NoTrans, n, n, n, 1, a, n, b, n, 0, c, n)
		})},
		{"symm", size, 2 * cube, general(func(r realRoutines[T], a, b, c []T) {
			r.symm(gonumblas.Left, gonumblas.Upper, n, n, 1, a, n, b, n, 0, c, n)
		})},
		{"syrk", size, cube, general(func(r realRoutines[T], a, _, c []T) { r.syrk(gonumblas.Upper, blas.NoTrans, n, n, 1, a, n, 0, c, n) })},
		{"trmm, left", size, cube, triangle(gonumblas.Left, false)},
		{"trmm, right", size, cube, triangle(gonumblas.Right, false)},
		{"trsm, left", size, cube, triangle(gonumblas.Left, true)},
		{"trsm, right", size, cube, triangle(gonumblas.Right, true)},
	}
}

func rectangleCases[T float32 | float64]() (list []typedCase[T]) {
	for _, s := range [][3]int{{1000, 10, 1000}, {10, 1000, 1000}, {1000, 1000, 10}, {4096, 64, 64}, {64, 64, 4096}} {
		m, n, k := s[0], s[1], s[2]
		for _, t := range []struct {
			name   string
			tA, tB blas.Transpose
			lda    int
			ldb    int
		}{
			{"gemm", blas.NoTrans, blas.NoTrans, k, n}, {"gemm, A'", blas.Trans, blas.NoTrans, m, n},
			{"gemm, B'", blas.NoTrans, blas.Trans, k, k}, {"gemm, A' B'", blas.Trans, blas.Trans, m, k},
		} {
			list = append(list, typedCase[T]{t.name, fmt.Sprintf("%d,%d,%d", m, n, k), 2 * float64(m) * float64(n) * float64(k),
				func(r realRoutines[T]) func() {
					a, b, c := numbers[T](m*k), numbers[T](k*n), numbers[T](m*n)
					return func() { r.gemm(t.tA, t.tB, m, n, k, 1, a, t.lda, b, t.ldb, 0, c, n) }
				}})
		}
	}
	return list
}
