//go:build amd64 && !noasm

package kernels

import "unsafe"

// complexMul multiplies complex numbers given by their parts.
func complexMul[T float](l Level, dst, x, y []T) {
	p, q, r, n := unsafe.Pointer(unsafe.SliceData(dst)), unsafe.Pointer(unsafe.SliceData(x)), unsafe.Pointer(unsafe.SliceData(y)), len(dst)/2
	switch {
	case l == AVX512 && isF64[T]():
		complexMulF64AVX512((*float64)(p), (*float64)(q), (*float64)(r), n)
	case l == AVX512:
		complexMulF32AVX512((*float32)(p), (*float32)(q), (*float32)(r), n)
	case l == AVX2 && isF64[T]():
		complexMulF64AVX2((*float64)(p), (*float64)(q), (*float64)(r), n)
	case l == AVX2:
		complexMulF32AVX2((*float32)(p), (*float32)(q), (*float32)(r), n)
	default:
		complexMulPortable(dst, x, y)
	}
}
