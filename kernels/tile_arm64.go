//go:build arm64 && !noasm

package kernels

// tileVectors returns the bytes of a vector and how many vectors a tile has.
func tileVectors(l Level) (bytes, slots int) {
	if l == NEON {
		return 16, escapeSlotsNEON
	}
	return 64, 1
}

// escapeTile runs iterations from to to of a tile and returns how many points
// are left. It is a Go call between stays in assembly, at which the scheduler
// can stop the goroutine.
//
//go:noinline
func escapeTile[T float](t *tile[T], _ Level, from, to, alive int, speculate bool) int {
	p, n, s := t.base(), &t.n[0], 0
	if speculate {
		s = 1
	}
	if isF64[T]() {
		return escapeF64NEON(p, n, from, to, alive, s)
	}
	return escapeF32NEON(p, n, from, to, alive, s)
}
