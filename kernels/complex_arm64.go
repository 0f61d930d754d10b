//go:build arm64 && !noasm

package kernels

import "unsafe"

// complexSum, complexProd and complexDot reduce complex numbers given by their
// parts.

func complexSum[T float](l Level, x []T) (re, im T) {
	p, n := unsafe.Pointer(unsafe.SliceData(x)), len(x)/2
	switch {
	case l != NEON:
		return complexSumGo(x)
	case isF64[T]():
		return pairOf[T](complexSumF64NEON((*float64)(p), n))
	}
	return pairOf[T](complexSumF32NEON((*float32)(p), n))
}

func complexProd[T float](l Level, x []T) (re, im T) {
	p, n := unsafe.Pointer(unsafe.SliceData(x)), len(x)/2
	switch {
	case l != NEON:
		return complexProdGo(x)
	case isF64[T]():
		return pairOf[T](complexProdF64NEON((*float64)(p), n))
	}
	return pairOf[T](complexProdF32NEON((*float32)(p), n))
}

func complexDot[T float](l Level, x, y []T) (rr, ii, ri, ir T) {
	p, q, n := unsafe.Pointer(unsafe.SliceData(x)), unsafe.Pointer(unsafe.SliceData(y)), len(x)/2
	switch {
	case l != NEON:
		return complexDotGo(x, y)
	case isF64[T]():
		return quadOf[T](complexDotF64NEON((*float64)(p), (*float64)(q), n))
	}
	return quadOf[T](complexDotF32NEON((*float32)(p), (*float32)(q), n))
}
