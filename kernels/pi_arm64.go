//go:build arm64 && !noasm

package kernels

// The functions here are Go calls between stays in assembly, at which the
// scheduler can stop the goroutine.

//go:noinline
func midpointSum[T float](l Level, x0, h T, groups int) T {
	switch {
	case l == NEON && isF64[T]():
		return T(midpointF64NEON(float64(x0), float64(h), groups))
	case l == NEON:
		return T(midpointF32NEON(float32(x0), float32(h), groups))
	}
	return midpointPortable(x0, h, groups)
}

//go:noinline
func monteCarloOutside(l Level, keys *[20]uint64, block uint64, groups int) uint64 {
	if l == NEON {
		return uint64(monteCarloNEON(&keys[0], block, groups))
	}
	return monteCarloPortable(keys, block, groups)
}

// probeRounds has no code of its own: what it measures is for x86.
func probeRounds(_ Level, kind ProbeKind, rounds int) (lanes int) {
	return probePortable(kind, rounds)
}
