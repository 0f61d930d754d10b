//go:build amd64 && !noasm

package blas

import (
	"unsafe"

	"github.com/lanewise/lanewise/kernels"
)

// Calls of the assembly for rows of a matrix, which report whether there is some for
// the active level.

// dotRowsAsm adds alpha*A*x to y, for rows of at most a leaf, one after the other if so
// said and the processor gains by it, which is what the code of AVX2 does with real ones.
func dotRowsAsm[T Scalar](y []T, alpha T, a []T, lda, ahead int, x []T, inTurn bool) bool {
	l, m, n := kernels.Active(), len(y), len(x)
	if inTurn && !isComplex[T]() {
		l = kernels.ActiveForLoads()
	}
	if l < kernels.AVX2 {
		return false
	}
	_ = a[(m-1)*lda+n-1]
	switch y := any(y).(type) {
	case []float64:
		if a, x, alpha := at[float64](a), at[float64](x), any(alpha).(float64); l == kernels.AVX512 {
			dotRowsF64AVX512(&y[0], a, x, lda, ahead, m, n, alpha)
		} else {
			dotRowsF64AVX2(&y[0], a, x, lda, ahead, m, n, alpha)
		}
	case []float32:
		if a, x, alpha := at[float32](a), at[float32](x), any(alpha).(float32); l == kernels.AVX512 {
			dotRowsF32AVX512(&y[0], a, x, lda, ahead, m, n, alpha)
		} else {
			dotRowsF32AVX2(&y[0], a, x, lda, ahead, m, n, alpha)
		}
	case []complex128:
		alpha := any(alpha).(complex128)
		if y, a, x := at[float64](y), at[float64](a), at[float64](x); l == kernels.AVX512 {
			complexDotRowsF64AVX512(y, a, x, lda, ahead, m, n, real(alpha), imag(alpha))
		} else {
			complexDotRowsF64AVX2(y, a, x, lda, ahead, m, n, real(alpha), imag(alpha))
		}
	case []complex64:
		alpha := any(alpha).(complex64)
		if y, a, x := at[float32](y), at[float32](a), at[float32](x); l == kernels.AVX512 {
			complexDotRowsF32AVX512(y, a, x, lda, ahead, m, n, real(alpha), imag(alpha))
		} else {
			complexDotRowsF32AVX2(y, a, x, lda, ahead, m, n, real(alpha), imag(alpha))
		}
	}
	return true
}

// symmetricRowsAsm adds alpha*A*x to y and alpha*A'*z to sum, for rows of at most a
// leaf. There is none for complex numbers.
func symmetricRowsAsm[T Scalar](y, sum []T, alpha T, a []T, lda, ahead int, x, z []T) bool {
	l, m, n := kernels.Active(), len(y), len(x)
	if l < kernels.AVX2 {
		return false
	}
	_ = a[(m-1)*lda+n-1]
	switch y := any(&y[0]).(type) {
	case *float64:
		sum, a, x, z, alpha := at[float64](sum), at[float64](a), at[float64](x), at[float64](z), any(alpha).(float64)
		if l == kernels.AVX512 {
			symmetricRowsF64AVX512(y, sum, a, x, z, lda, ahead, m, n, alpha)
		} else {
			symmetricRowsF64AVX2(y, sum, a, x, z, lda, ahead, m, n, alpha)
		}
		return true
	case *float32:
		sum, a, x, z, alpha := at[float32](sum), at[float32](a), at[float32](x), at[float32](z), any(alpha).(float32)
		if l == kernels.AVX512 {
			symmetricRowsF32AVX512(y, sum, a, x, z, lda, ahead, m, n, alpha)
		} else {
			symmetricRowsF32AVX2(y, sum, a, x, z, lda, ahead, m, n, alpha)
		}
		return true
	}
	return false
}

// addRowsAsm adds alpha*A'*x to y.
func addRowsAsm[T Scalar](y []T, alpha T, a []T, lda, ahead int, x []T) bool {
	l, m, n := kernels.Active(), len(x), len(y)
	if l < kernels.AVX2 {
		return false
	}
	_ = a[(m-1)*lda+n-1]
	switch y := any(&y[0]).(type) {
	case *float64:
		if a, x, alpha := at[float64](a), at[float64](x), any(alpha).(float64); l == kernels.AVX512 {
			addRowsF64AVX512(y, a, x, lda, ahead, m, n, alpha)
		} else {
			addRowsF64AVX2(y, a, x, lda, ahead, m, n, alpha)
		}
	case *float32:
		if a, x, alpha := at[float32](a), at[float32](x), any(alpha).(float32); l == kernels.AVX512 {
			addRowsF32AVX512(y, a, x, lda, ahead, m, n, alpha)
		} else {
			addRowsF32AVX2(y, a, x, lda, ahead, m, n, alpha)
		}
	case *complex128:
		alpha := any(alpha).(complex128)
		if y, a, x := (*float64)(unsafe.Pointer(y)), at[float64](a), at[float64](x); l == kernels.AVX512 {
			complexAddRowsF64AVX512(y, a, x, lda, ahead, m, n, real(alpha), imag(alpha))
		} else {
			complexAddRowsF64AVX2(y, a, x, lda, ahead, m, n, real(alpha), imag(alpha))
		}
	case *complex64:
		alpha := any(alpha).(complex64)
		if y, a, x := (*float32)(unsafe.Pointer(y)), at[float32](a), at[float32](x); l == kernels.AVX512 {
			complexAddRowsF32AVX512(y, a, x, lda, ahead, m, n, real(alpha), imag(alpha))
		} else {
			complexAddRowsF32AVX2(y, a, x, lda, ahead, m, n, real(alpha), imag(alpha))
		}
	}
	return true
}

// rankOneAsm adds alpha*x*y' to A, row by row if so said.
func rankOneAsm[T Scalar](alpha T, x, y, a []T, lda int, inTurn bool) bool {
	l, m, n := kernels.Active(), len(x), len(y)
	if l < kernels.AVX2 || inTurn && isComplex[T]() {
		return false
	}
	_ = a[(m-1)*lda+n-1]
	if inTurn {
		rankOneSinglesAsm(alpha, x, y, a, lda)
		return true
	}
	switch y := any(&y[0]).(type) {
	case *float64:
		if a, x, alpha := at[float64](a), at[float64](x), any(alpha).(float64); l == kernels.AVX512 {
			rankOneF64AVX512(a, x, y, lda, m, n, alpha)
		} else {
			rankOneF64AVX2(a, x, y, lda, m, n, alpha)
		}
	case *float32:
		if a, x, alpha := at[float32](a), at[float32](x), any(alpha).(float32); l == kernels.AVX512 {
			rankOneF32AVX512(a, x, y, lda, m, n, alpha)
		} else {
			rankOneF32AVX2(a, x, y, lda, m, n, alpha)
		}
	case *complex128:
		alpha := any(alpha).(complex128)
		if y, a, x := (*float64)(unsafe.Pointer(y)), at[float64](a), at[float64](x); l == kernels.AVX512 {
			complexRankOneF64AVX512(a, x, y, lda, m, n, real(alpha), imag(alpha))
		} else {
			complexRankOneF64AVX2(a, x, y, lda, m, n, real(alpha), imag(alpha))
		}
	case *complex64:
		alpha := any(alpha).(complex64)
		if y, a, x := (*float32)(unsafe.Pointer(y)), at[float32](a), at[float32](x); l == kernels.AVX512 {
			complexRankOneF32AVX512(a, x, y, lda, m, n, real(alpha), imag(alpha))
		} else {
			complexRankOneF32AVX2(a, x, y, lda, m, n, real(alpha), imag(alpha))
		}
	}
	return true
}

// rankOneSinglesAsm is rankOneAsm for real numbers, row by row.
func rankOneSinglesAsm[T Scalar](alpha T, x, y, a []T, lda int) {
	wide, m, n := kernels.ActiveForLoads() == kernels.AVX512, len(x), len(y)
	switch y := any(&y[0]).(type) {
	case *float64:
		if a, x, alpha := at[float64](a), at[float64](x), any(alpha).(float64); wide {
			rankOneSinglesF64AVX512(a, x, y, lda, m, n, alpha)
		} else {
			rankOneSinglesF64AVX2(a, x, y, lda, m, n, alpha)
		}
	case *float32:
		if a, x, alpha := at[float32](a), at[float32](x), any(alpha).(float32); wide {
			rankOneSinglesF32AVX512(a, x, y, lda, m, n, alpha)
		} else {
			rankOneSinglesF32AVX2(a, x, y, lda, m, n, alpha)
		}
	}
}

// at returns where s begins, as the address of a real number.
func at[R float, T Scalar](s []T) *R { return (*R)(unsafe.Pointer(&s[0])) }

// dotTileCount returns how many rows of x dotTileAsm takes.
func dotTileCount(l kernels.Level) int {
	switch l {
	case kernels.AVX512:
		return 6
	case kernels.AVX2:
		return 2
	}
	return 0
}

// dotTileAsm adds alpha times the products of m rows of a and count of x, of n elements each, to
// y: that of row i of a and row j of x to y[j*ldy+i].
func dotTileAsm[T Scalar](l kernels.Level, y []T, ldy int, a []T, lda int, x []T, ldx, m, n, count int, alpha T) {
	_, _, _ = y[(count-1)*ldy+m-1], a[(m-1)*lda+n-1], x[(count-1)*ldx+n-1]
	switch alpha := any(alpha).(type) {
	case float64:
		if y, a, x := at[float64](y), at[float64](a), at[float64](x); l == kernels.AVX512 {
			dotTileF64AVX512(y, a, x, ldy, lda, ldx, m, n, count, alpha)
		} else {
			dotTileF64AVX2(y, a, x, ldy, lda, ldx, m, n, count, alpha)
		}
	case float32:
		if y, a, x := at[float32](y), at[float32](a), at[float32](x); l == kernels.AVX512 {
			dotTileF32AVX512(y, a, x, ldy, lda, ldx, m, n, count, alpha)
		} else {
			dotTileF32AVX2(y, a, x, ldy, lda, ldx, m, n, count, alpha)
		}
	}
}
