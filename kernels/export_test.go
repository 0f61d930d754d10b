package kernels

// SetStreamBytes changes the length from which outputs are streamed and returns
// the one before, so that tests reach those stores with short operands.
func SetStreamBytes(n int) (previous int) {
	previous, streamBytes = streamBytes, n
	return previous
}

// HalvesVectors is halvesVectors for tests.
var HalvesVectors = halvesVectors
