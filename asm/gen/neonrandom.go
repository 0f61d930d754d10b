package main

import "github.com/lanewise/lanewise/asm/vir"

// The generators with 64-bit multiplications, Philox and PCG64, have no code here: a
// product of two such numbers takes a core two instructions, and 16 for two lanes.
// Words of SFC64 and xoshiro256++ depend on the one before, and the compiler finds
// their few instructions. A ziggurat looks numbers up lane by lane.

// uniform writes the function that uniformBody does.
func (m *neonSpecial) uniform() {
	p := m.params("dst", "n")
	dst, n, size := p[0], p[1], m.typ.Size()
	bits, unit := 24, 0x1p-24
	if m.typ == vir.F64 {
		bits, unit = 53, 0x1p-53
	}
	scale := m.loadConstant(floatBits(m.typ, unit))
	for _, vectors := range []int{2, 1} {
		m.repeat("vectors", n, vectors*neonBytes/size, func() {
			list := m.loadBytes(dst, 0, vectors*neonBytes)
			for i, w := range list {
				list[i] = m.to("fmul", m.to("scvtf", m.shift("ushr", 8*size-bits, w)), scale)
			}
			m.storeBytes(dst, 0, vectors*neonBytes, list)
			m.printf("ADD $%d, %s", vectors*neonBytes, dst)
		})
	}
}

// both returns a constant of 32 bits in all lanes of that size.
func (m *neonSpecial) both(bits uint32) vreg {
	return m.loadConstant(uint64(bits)<<32 | uint64(bits))
}

// mtTwist writes the function that twistBody does.
func (m *neonSpecial) mtTwist() {
	p := m.params("key", "source", "vectors")
	key, source, vectors := p[0], p[1], p[2]
	lower, one, matrix := m.both(1<<31-1), m.both(1), m.both(0x9908b0df)
	m.repeat("vector", vectors, 1, func() {
		next := m.loadBytes(key, 4, neonBytes)[0]
		odd := m.sized(4, "cmtst", next, one)
		w := m.loadBytes(key, 0, neonBytes)[0]
		m.sizedInto(w, 8, "bit", next, lower)
		x := m.sized(8, "eor", m.sized(8, "and", matrix, odd), m.sizedShift(4, "ushr", 1, w))
		x = m.sized(8, "eor", x, m.loadBytes(source, 0, neonBytes)[0])
		m.storeBytes(key, 0, neonBytes, []vreg{x})
		m.printf("ADD $%d, %s", neonBytes, key)
		m.printf("ADD $%d, %s", neonBytes, source)
	})
}

// mtTemper writes the function that temperBody does.
func (m *neonSpecial) mtTemper() {
	p := m.params("dst", "words", "vectors")
	dst, words, vectors := p[0], p[1], p[2]
	mask7, mask15 := m.both(0x9d2c5680), m.both(0xefc60000)
	m.repeat("vector", vectors, 1, func() {
		w := m.loadBytes(words, 0, neonBytes)[0]
		w = m.sized(8, "eor", w, m.sizedShift(4, "ushr", 11, w))
		w = m.sized(8, "eor", w, m.sized(8, "and", mask7, m.sizedShift(4, "shl", 7, w)))
		w = m.sized(8, "eor", w, m.sized(8, "and", mask15, m.sizedShift(4, "shl", 15, w)))
		w = m.sized(8, "eor", w, m.sizedShift(4, "ushr", 18, w))
		m.storeBytes(dst, 0, neonBytes, []vreg{w})
		m.printf("ADD $%d, %s", neonBytes, dst)
		m.printf("ADD $%d, %s", neonBytes, words)
	})
}
