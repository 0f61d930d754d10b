//go:build amd64 && !noasm

package kernels

// tileVectors returns the bytes of a vector and how many vectors a tile has.
func tileVectors(l Level) (bytes, slots int) {
	switch l {
	case AVX512:
		return 64, escapeSlotsAVX512
	case AVX2:
		return 32, escapeSlotsAVX2
	}
	return 64, 1
}

// escapeTile runs iterations from to to of a tile and returns how many points
// are left. It is a Go call between stays in assembly, at which the scheduler
// can stop the goroutine.
//
//go:noinline
func escapeTile[T float](t *tile[T], l Level, from, to, alive int, speculate bool) int {
	p, n, s := t.base(), &t.n[0], 0
	if speculate {
		s = 1
	}
	switch {
	case l == AVX512 && isF64[T]():
		return escapeF64AVX512(p, n, from, to, alive, s)
	case l == AVX512:
		return escapeF32AVX512(p, n, from, to, alive, s)
	case isF64[T]():
		return escapeF64AVX2(p, n, from, to, alive, s)
	}
	return escapeF32AVX2(p, n, from, to, alive, s)
}
