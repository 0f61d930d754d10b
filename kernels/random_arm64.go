//go:build arm64 && !noasm

package kernels

import "unsafe"

// vectorBytes returns the size of a level's vectors; 0 if it has none.
func vectorBytes(l Level) int {
	if l == NEON {
		return 16
	}
	return 0
}

// uniformRun turns words into numbers in their place; their bytes are a positive
// multiple of a vector's.
func uniformRun[F float](_ Level, dst []F) {
	p, n := unsafe.Pointer(&dst[0]), len(dst)
	if isF64[F]() {
		uniformF64NEON((*float64)(p), n)
	} else {
		uniformF32NEON((*float32)(p), n)
	}
}

func mtTwistRun(_ Level, key, source *uint32, n int) { mtTwistVectorsNEON(key, source, n/4) }

func mtTemperRun(_ Level, dst, words *uint32, n int) { mtTemperVectorsNEON(dst, words, n/4) }
