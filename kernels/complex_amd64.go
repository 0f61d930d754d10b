//go:build amd64 && !noasm

package kernels

import "unsafe"

// complexSum, complexProd and complexDot reduce complex numbers given by their
// parts.

func complexSum[T float](l Level, x []T) (re, im T) {
	p, n := unsafe.Pointer(unsafe.SliceData(x)), len(x)/2
	switch {
	case l == AVX512 && isF64[T]():
		return pairOf[T](complexSumF64AVX512((*float64)(p), n))
	case l == AVX512:
		return pairOf[T](complexSumF32AVX512((*float32)(p), n))
	case l == AVX2 && isF64[T]():
		return pairOf[T](complexSumF64AVX2((*float64)(p), n))
	case l == AVX2:
		return pairOf[T](complexSumF32AVX2((*float32)(p), n))
	}
	return complexSumGo(x)
}

func complexProd[T float](l Level, x []T) (re, im T) {
	p, n := unsafe.Pointer(unsafe.SliceData(x)), len(x)/2
	switch {
	case l == AVX512 && isF64[T]():
		return pairOf[T](complexProdF64AVX512((*float64)(p), n))
	case l == AVX512:
		return pairOf[T](complexProdF32AVX512((*float32)(p), n))
	case l == AVX2 && isF64[T]():
		return pairOf[T](complexProdF64AVX2((*float64)(p), n))
	case l == AVX2:
		return pairOf[T](complexProdF32AVX2((*float32)(p), n))
	}
	return complexProdGo(x)
}

func complexDot[T float](l Level, x, y []T) (rr, ii, ri, ir T) {
	p, q, n := unsafe.Pointer(unsafe.SliceData(x)), unsafe.Pointer(unsafe.SliceData(y)), len(x)/2
	switch {
	case l == AVX512 && isF64[T]():
		return quadOf[T](complexDotF64AVX512((*float64)(p), (*float64)(q), n))
	case l == AVX512:
		return quadOf[T](complexDotF32AVX512((*float32)(p), (*float32)(q), n))
	case l == AVX2 && isF64[T]():
		return quadOf[T](complexDotF64AVX2((*float64)(p), (*float64)(q), n))
	case l == AVX2:
		return quadOf[T](complexDotF32AVX2((*float32)(p), (*float32)(q), n))
	}
	return complexDotGo(x, y)
}
