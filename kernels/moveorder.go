package kernels

import (
	"math/bits"
	"unsafe"
)

// Reverse sets dst[i] = src[n-1-i], where n is the length of both; dst may be
// src but not overlap it otherwise. Misuse panics with *LengthError or
// *OverlapError before any write.
func Reverse[T Element](dst, src []T) {
	checkMap("Reverse", dst, src)
	l := Active()
	if len(dst) == 0 {
		return
	}
	if &dst[0] != &src[0] {
		reverseRow(l, dst, src)
		return
	}
	// In place, pieces of both ends change places through a buffer.
	var buffer [2048]byte
	half := len(dst) / 2
	piece := len(buffer) / sizeOf[T]()
	for i := 0; i < half; i += piece {
		n := min(piece, half-i)
		low, high := dst[i:i+n], dst[len(dst)-i-n:len(dst)-i]
		saved := unsafe.Slice((*T)(unsafe.Pointer(&buffer)), n)
		reverseRow(l, saved, low)
		reverseRow(l, low, high)
		copy(high, saved)
	}
}

// reverseRow is Reverse of slices that are apart.
func reverseRow[T any](l Level, dst, src []T) {
	for len(dst) > 0 {
		n := min(len(dst), chunk)
		from := src[len(src)-n:]
		if n*sizeOf[T]() < 32 || !reverseAsm(l, sizeOf[T](), bytesAt(dst), bytesAt(from), n) {
			for i := range dst[:n] {
				dst[i] = from[n-1-i]
			}
		}
		dst, src = dst[n:], src[:len(src)-n]
	}
}

// ByteSwap sets dst[i] to src[i] with its bytes in the opposite order; of
// complex numbers, each part by itself. Elements of one byte are copied. The
// slices have the same length; dst may be src but not overlap it otherwise.
// Misuse panics with *LengthError or *OverlapError before any write.
func ByteSwap[T Element](dst, src []T) {
	checkMap("ByteSwap", dst, src)
	size := sizeOf[T]()
	unit, n := size, len(dst)
	switch any(dst).(type) {
	case []complex64, []complex128:
		unit, n = size/2, 2*n
	}
	d, s := unsafe.Pointer(unsafe.SliceData(dst)), unsafe.Pointer(unsafe.SliceData(src))
	switch unit {
	case 1:
		copyRow(Active(), dst, src)
	case 2:
		byteSwap(unsafe.Slice((*uint16)(d), n), unsafe.Slice((*uint16)(s), n))
	case 4:
		byteSwap(unsafe.Slice((*uint32)(d), n), unsafe.Slice((*uint32)(s), n))
	case 8:
		byteSwap(unsafe.Slice((*uint64)(d), n), unsafe.Slice((*uint64)(s), n))
	}
}

func byteSwap[T uint16 | uint32 | uint64](dst, src []T) {
	l, size := Active(), sizeOf[T]()
	for len(dst) > 0 {
		n := min(len(dst), chunk)
		if n*size < 32 || !byteSwapAsm(l, size, bytesAt(dst), bytesAt(src), n) {
			for i, v := range src[:n] {
				dst[i] = T(bits.ReverseBytes64(uint64(v)) >> (64 - 8*size))
			}
		}
		dst, src = dst[n:], src[n:]
	}
}

// InterleaveC128 sets dst[i] = complex(re[i], im[i]). All slices have the length
// of dst, which overlaps neither of the others. Misuse panics with *LengthError
// or *OverlapError before any write.
func InterleaveC128(dst []complex128, re, im []float64) {
	interleave("InterleaveC128", len(dst), parts[float64](dst), re, im)
}

// InterleaveC64 is [InterleaveC128] for complex64.
func InterleaveC64(dst []complex64, re, im []float32) {
	interleave("InterleaveC64", len(dst), parts[float32](dst), re, im)
}

// DeinterleaveC128 sets re[i] = real(src[i]), im[i] = imag(src[i]). All slices
// have the length of re; no two of them overlap. Misuse panics with *LengthError
// or *OverlapError before any write.
func DeinterleaveC128(re, im []float64, src []complex128) {
	deinterleave("DeinterleaveC128", len(src), re, im, parts[float64](src))
}

// DeinterleaveC64 is [DeinterleaveC128] for complex64.
func DeinterleaveC64(re, im []float32, src []complex64) {
	deinterleave("DeinterleaveC64", len(src), re, im, parts[float32](src))
}

// parts returns the real and imaginary parts of z in turn.
func parts[F float, C complex64 | complex128](z []C) []F {
	return unsafe.Slice((*F)(unsafe.Pointer(unsafe.SliceData(z))), 2*len(z))
}

func interleave[T any](fn string, n int, z, x, y []T) {
	if len(x) != n || len(y) != n {
		panic(newLengthError(fn, n, len(x), len(y)))
	}
	if intersect(z, x) || intersect(z, y) {
		panic(&OverlapError{fn})
	}
	l, size := Active(), sizeOf[T]()
	for len(x) > 0 {
		n := min(len(x), chunk)
		if n*size < 32 || !interleaveAsm(l, size, bytesAt(z), bytesAt(x), bytesAt(y), n) {
			for i := range n {
				z[2*i], z[2*i+1] = x[i], y[i]
			}
		}
		z, x, y = z[2*n:], x[n:], y[n:]
	}
}

func deinterleave[T any](fn string, n int, x, y, z []T) {
	if len(y) != len(x) || n != len(x) {
		panic(newLengthError(fn, len(x), len(y), n))
	}
	if intersect(x, y) || intersect(z, x) || intersect(z, y) {
		panic(&OverlapError{fn})
	}
	l, size := Active(), sizeOf[T]()
	for len(x) > 0 {
		n := min(len(x), chunk)
		if n*size < 32 || !deinterleaveAsm(l, size, bytesAt(z), bytesAt(x), bytesAt(y), n) {
			for i := range n {
				x[i], y[i] = z[2*i], z[2*i+1]
			}
		}
		z, x, y = z[2*n:], x[n:], y[n:]
	}
}
