//go:build amd64 && !noasm

package kernels

// The functions here are Go calls between stays in assembly, at which the
// scheduler can stop the goroutine.

//go:noinline
func midpointSum[T float](l Level, x0, h T, groups int) T {
	switch {
	case l == AVX512 && isF64[T]():
		return T(midpointF64AVX512(float64(x0), float64(h), groups))
	case l == AVX512:
		return T(midpointF32AVX512(float32(x0), float32(h), groups))
	case l == AVX2 && isF64[T]():
		return T(midpointF64AVX2(float64(x0), float64(h), groups))
	case l == AVX2:
		return T(midpointF32AVX2(float32(x0), float32(h), groups))
	}
	return midpointPortable(x0, h, groups)
}

//go:noinline
func monteCarloOutside(l Level, keys *[20]uint64, block uint64, groups int) uint64 {
	switch l {
	case AVX512:
		return uint64(monteCarloAVX512(&keys[0], block, groups))
	case AVX2:
		return uint64(monteCarloAVX2(&keys[0], block, groups))
	}
	return monteCarloPortable(keys, block, groups)
}

//go:noinline
func probeRounds(l Level, kind ProbeKind, rounds int) (lanes int) {
	switch {
	case l == AVX512 && kind == ProbeFMAF64:
		probeFMAF64AVX512(rounds)
		return 8
	case l == AVX512 && kind == ProbeFMAF32:
		probeFMAF32AVX512(rounds)
		return 16
	case l == AVX512:
		probeMulAVX512(rounds)
		return 8
	case l == AVX2 && kind == ProbeFMAF64:
		probeFMAF64AVX2(rounds)
		return 4
	case l == AVX2 && kind == ProbeFMAF32:
		probeFMAF32AVX2(rounds)
		return 8
	case l == AVX2:
		probeMulAVX2(rounds)
		return 4
	}
	return probePortable(kind, rounds)
}
