//go:build amd64 && !noasm

package kernels

import "unsafe"

// The functions here that are never inlined are Go calls between stays in
// assembly, at which the scheduler can stop the goroutine.

// vectorBytes returns the size of a level's vectors; 0 if it has none.
func vectorBytes(l Level) int {
	switch l {
	case AVX512:
		return 64
	case AVX2:
		return 32
	}
	return 0
}

// uniformRun turns words into numbers in their place; their bytes are a positive
// multiple of a vector's.
func uniformRun[F float](l Level, dst []F) {
	p, n := unsafe.Pointer(&dst[0]), len(dst)
	switch f64 := isF64[F](); {
	case l == AVX512 && f64:
		uniformF64AVX512((*float64)(p), n)
	case l == AVX512:
		uniformF32AVX512((*float32)(p), n)
	case f64:
		uniformF64AVX2((*float64)(p), n)
	default:
		uniformF32AVX2((*float32)(p), n)
	}
}

// zigguratRun turns words into numbers until one is not accepted at once, or
// less than a vector is left, and tells how many that were.
//
//go:noinline
func zigguratRun[U uint32 | uint64, F float](l Level, table *ziggurat[U, F], y layout, dst []F, words []U) int {
	if vectorBytes(l) == 0 {
		return zigguratPortable(table, y, dst, words)
	}
	n := vectorPart[F](AVX2, len(words))
	if n == 0 {
		return 0
	}
	t, d, w := (*byte)(unsafe.Pointer(table)), unsafe.Pointer(&dst[0]), unsafe.Pointer(&words[0])
	switch f64 := isF64[F](); {
	case f64 && y.normal:
		return normalRunF64AVX2(t, (*float64)(d), (*float64)(w), n)
	case f64:
		return exponentialRunF64AVX2(t, (*float64)(d), (*float64)(w), n)
	case y.normal:
		return normalRunF32AVX2(t, (*float32)(d), (*float32)(w), n)
	default:
		return exponentialRunF32AVX2(t, (*float32)(d), (*float32)(w), n)
	}
}

// sfcRun draws words of SFC64 in integer registers and tells how many: all but
// the last few, or none.
//
//go:noinline
func sfcRun(l Level, state *[4]uint64, dst []uint64) int {
	n := len(dst) / sfcTogether * sfcTogether
	if vectorBytes(l) == 0 || n == 0 {
		return 0
	}
	sfcWordsAVX2(&state[0], &dst[0], n)
	return n
}

// pcgLanes has the states of lanes that leap side by side as lower and upper
// halves, and the constants of a leap as the assembly takes them.
type pcgLanes struct {
	lo, hi [16]uint64
	leap   [9][4]uint64
}

// pcgWords draws words: the first of each lane one by one, the rest by leaps
// over all lanes.
func pcgWords(l Level, g *lcg, kind pcgKind, dst []uint64) {
	lanes := 0
	switch l {
	case AVX512:
		lanes = pcgGroupAVX512
	case AVX2:
		lanes = pcgGroupAVX2
	}
	for lanes > 0 && len(dst) >= 4*lanes {
		n := min(len(dst), chunk) / lanes * lanes
		pcgLeap(l, g, kind, dst[:n], lanes)
		dst = dst[n:]
	}
	pcgPortable(g, kind, dst)
}

// pcgLeap draws a multiple of lanes words. State i of a group is the one that
// word i of it is made of.
//
//go:noinline
func pcgLeap(l Level, g *lcg, kind pcgKind, dst []uint64, lanes int) {
	var p pcgLanes
	s := g.state
	for i := range lanes {
		if kind == pcgXSLRR {
			s = s.mul(pcgMultiplier).add(g.inc)
			p.lo[i], p.hi[i] = s.lo, s.hi
			dst[i] = s.wordXSLRR()
		} else {
			p.lo[i], p.hi[i] = s.lo, s.hi
			dst[i] = s.wordDXSM()
			s = s.mul(uint128{0, dxsmMultiplier}).add(g.inc)
		}
	}
	a, c := g.leap(kind.multiplier(), uint128{0, uint64(lanes)})
	for i, v := range [9]uint64{
		a.lo, a.lo >> 32, a.hi,
		a.hi<<32 | a.hi>>32, a.lo<<32 | a.lo>>32,
		c.lo & (1<<32 - 1), c.lo >> 32, c.hi, c.lo,
	} {
		p.leap[i] = [4]uint64{v, v, v, v}
	}
	state, out, groups := (*byte)(unsafe.Pointer(&p)), &dst[lanes], len(dst)/lanes-1
	switch {
	case l == AVX512 && kind == pcgXSLRR:
		pcgXSLRRAVX512(state, out, groups)
	case l == AVX512:
		pcgDXSMAVX512(state, out, groups)
	case kind == pcgXSLRR:
		pcgXSLRRAVX2(state, out, groups)
	default:
		pcgDXSMAVX2(state, out, groups)
	}
	g.state = uint128{p.hi[lanes-1], p.lo[lanes-1]}
	if kind == pcgDXSM {
		g.state = g.state.mul(kind.multiplier()).add(g.inc)
	}
}

// philoxBlocks draws len(dst)/4 blocks. Counters of the vector part differ in
// the lowest word alone; where that wraps, blocks are drawn one by one.
//
//go:noinline
func philoxBlocks(l Level, g *Philox, dst []uint64) {
	lanes := philoxVectors * vectorBytes(l) / 8
	if lanes > 0 && len(dst) >= 4*lanes && g.counter[0]+uint64(len(dst)) > g.counter[0] {
		groups := len(dst) / (4 * lanes)
		var keys [20]uint64
		k0, k1 := g.key[0], g.key[1]
		for r := 0; r < len(keys); r += 2 {
			keys[r], keys[r+1] = k0, k1
			k0, k1 = k0+philoxWeyl0, k1+philoxWeyl1
		}
		c := g.counter
		if l == AVX512 {
			philoxGroupsAVX512(&keys[0], c[0]+1, c[1], c[2], c[3], &dst[0], groups)
		} else {
			philoxGroupsAVX2(&keys[0], c[0]+1, c[1], c[2], c[3], &dst[0], groups)
		}
		g.counter[0] += uint64(groups * lanes)
		dst = dst[4*groups*lanes:]
	}
	philoxPortable(g, dst)
}

func mtTwistRun(l Level, key, source *uint32, n int) {
	if l == AVX512 {
		mtTwistVectorsAVX512(key, source, n/16)
	} else {
		mtTwistVectorsAVX2(key, source, n/8)
	}
}

func mtTemperRun(l Level, dst, words *uint32, n int) {
	if l == AVX512 {
		mtTemperVectorsAVX512(dst, words, n/16)
	} else {
		mtTemperVectorsAVX2(dst, words, n/8)
	}
}
