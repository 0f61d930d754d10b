//go:build (amd64 || arm64) && !noasm

package kernels

import "unsafe"

// The functions here that are never inlined are Go calls between stays in
// assembly, at which the scheduler can stop the goroutine. Blocks are short, so
// none is long.

// vectorPart returns the largest multiple of a vector's lanes up to n.
func vectorPart[T any](l Level, n int) int {
	var t T
	bytes := vectorBytes(l)
	if bytes == 0 {
		return 0
	}
	return n &^ (bytes/int(unsafe.Sizeof(t)) - 1)
}

// uniformWords turns words into numbers in their place.
//
//go:noinline
func uniformWords[F float](l Level, dst []F) {
	n := vectorPart[F](l, len(dst))
	if n > 0 {
		uniformRun(l, dst[:n])
	}
	uniformPortable(dst[n:])
}

// mtTwist renews the key: vectors of the words that have their source before
// the end, then those that have it at the beginning, each with a rest.
//
//go:noinline
func mtTwist(l Level, key *[mtLen]uint32) {
	if vectorBytes(l) == 0 {
		mtTwistPortable(key)
		return
	}
	const first = mtLen - mtShift
	n := vectorPart[uint32](l, first)
	mtTwistRun(l, &key[0], &key[mtShift], n)
	for i := n; i < first; i++ {
		key[i] = key[i+mtShift] ^ mtMix(key[i], key[i+1])
	}
	n = vectorPart[uint32](l, mtLen-1-first)
	mtTwistRun(l, &key[first], &key[0], n)
	for i := first + n; i < mtLen; i++ {
		key[i] = key[i-first] ^ mtMix(key[i], key[(i+1)%mtLen])
	}
}

// mtTemper sets dst to words with their bits mixed.
//
//go:noinline
func mtTemper(l Level, dst, words []uint32) {
	n := vectorPart[uint32](l, len(dst))
	if n > 0 {
		mtTemperRun(l, &dst[0], &words[0], n)
	}
	mtTemperPortable(dst[n:], words[n:])
}
