//go:build (!amd64 && !arm64) || noasm

package kernels

func midpointSum[T float](_ Level, x0, h T, groups int) T {
	return midpointPortable(x0, h, groups)
}

func monteCarloOutside(_ Level, keys *[20]uint64, block uint64, groups int) uint64 {
	return monteCarloPortable(keys, block, groups)
}

func probeRounds(_ Level, kind ProbeKind, rounds int) (lanes int) {
	return probePortable(kind, rounds)
}
