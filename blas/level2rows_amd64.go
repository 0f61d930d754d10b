//go:build amd64 && !noasm

package blas

import "github.com/lanewise/lanewise/kernels"

// dotRowsAsm adds alpha*A*x to y, for rows of at most a leaf, and reports whether
// there is assembly for it.
func dotRowsAsm[T Scalar](y []T, alpha T, a []T, lda int, x []T) bool {
	l, m, n := kernels.Active(), len(y), len(x)
	_ = a[(m-1)*lda+n-1]
	switch y := any(&y[0]).(type) {
	case *float64:
		a, x, alpha := any(&a[0]).(*float64), any(&x[0]).(*float64), any(alpha).(float64)
		switch l {
		case kernels.AVX512:
			dotRowsF64AVX512(y, a, x, lda, m, n, alpha)
			return true
		case kernels.AVX2:
			dotRowsF64AVX2(y, a, x, lda, m, n, alpha)
			return true
		}
	case *float32:
		a, x, alpha := any(&a[0]).(*float32), any(&x[0]).(*float32), any(alpha).(float32)
		switch l {
		case kernels.AVX512:
			dotRowsF32AVX512(y, a, x, lda, m, n, alpha)
			return true
		case kernels.AVX2:
			dotRowsF32AVX2(y, a, x, lda, m, n, alpha)
			return true
		}
	}
	return false
}

// addRowsAsm adds alpha*A'*x to y.
func addRowsAsm[T Scalar](y []T, alpha T, a []T, lda int, x []T) bool {
	l, m, n := kernels.Active(), len(x), len(y)
	_ = a[(m-1)*lda+n-1]
	switch y := any(&y[0]).(type) {
	case *float64:
		a, x, alpha := any(&a[0]).(*float64), any(&x[0]).(*float64), any(alpha).(float64)
		switch l {
		case kernels.AVX512:
			addRowsF64AVX512(y, a, x, lda, m, n, alpha)
			return true
		case kernels.AVX2:
			addRowsF64AVX2(y, a, x, lda, m, n, alpha)
			return true
		}
	case *float32:
		a, x, alpha := any(&a[0]).(*float32), any(&x[0]).(*float32), any(alpha).(float32)
		switch l {
		case kernels.AVX512:
			addRowsF32AVX512(y, a, x, lda, m, n, alpha)
			return true
		case kernels.AVX2:
			addRowsF32AVX2(y, a, x, lda, m, n, alpha)
			return true
		}
	}
	return false
}

// rankOneAsm adds alpha*x*y' to A.
func rankOneAsm[T Scalar](alpha T, x, y, a []T, lda int) bool {
	l, m, n := kernels.Active(), len(x), len(y)
	_ = a[(m-1)*lda+n-1]
	switch y := any(&y[0]).(type) {
	case *float64:
		a, x, alpha := any(&a[0]).(*float64), any(&x[0]).(*float64), any(alpha).(float64)
		switch l {
		case kernels.AVX512:
			rankOneF64AVX512(a, x, y, lda, m, n, alpha)
			return true
		case kernels.AVX2:
			rankOneF64AVX2(a, x, y, lda, m, n, alpha)
			return true
		}
	case *float32:
		a, x, alpha := any(&a[0]).(*float32), any(&x[0]).(*float32), any(alpha).(float32)
		switch l {
		case kernels.AVX512:
			rankOneF32AVX512(a, x, y, lda, m, n, alpha)
			return true
		case kernels.AVX2:
			rankOneF32AVX2(a, x, y, lda, m, n, alpha)
			return true
		}
	}
	return false
}
