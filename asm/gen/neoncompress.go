package main

// packedRound is how many elements a round of compress or expand looks at: as
// many as a byte has bits.
const packedRound = 8

// neonPacker writes compress and expand, as packing does for x86. Elements of up
// to 4 bytes go by TBL, with indices from a table; of 8-byte ones a vector has two,
// which integer registers move in fewer instructions.
type neonPacker struct {
	*neonSpecial
	expand         bool
	dst, src, mask string
	word           string // a round's mask
	sums           string // byte i has the sum of its bytes up to i
	bits           string // its bits
	table, t       string
	one            vreg // of 2-byte elements: from even to odd bytes
}

// packing writes the function that compressBody or expandBody writes.
func (m *neonSpecial) packing(expand bool) {
	p := m.params("dst", "src", "mask", "n", "room")
	k := &neonPacker{neonSpecial: m, expand: expand, dst: p[0], src: p[1], mask: p[2], word: m.gp(), sums: m.gp(), t: m.gp()}
	n, room, ones, count := p[3], p[4], m.gp(), m.gp()
	m.printf("MOVD $0x0101010101010101, %s", ones)
	packed, other := k.dst, k.src
	if expand {
		packed, other = k.src, k.dst
	}
	round := k.integers
	if m.size < 8 {
		round = k.prepare(packed, count)
	}
	m.printf("PCALIGN $16")
	m.printf("round:")
	from := len(m.lines)
	for _, left := range []string{n, room} {
		m.printf("CMP $%d, %s", packedRound, left)
		m.printf("BLT out")
	}
	m.printf("MOVD (%s), %s", k.mask, k.word)
	m.printf("MUL %s, %s, %s", ones, k.word, k.sums)
	m.printf("LSR $56, %s, %s", k.sums, count)
	round()
	m.printf("ADD $%d, %s", packedRound*m.size, other)
	m.printf("ADD $%d, %s", packedRound, k.mask)
	m.printf("SUB $%d, %s", packedRound, n)
	m.printf("SUB %s, %s", count, room)
	m.printf("B round")
	m.loops = append(m.loops, span{from, len(m.lines) - 1})
	m.printf("out:")
	done := m.params("done")[0]
	for i, left := range []string{n, room} {
		m.printf("MOVD %s+%d(FP), %s", []string{"n", "room"}[i], m.offset[[]string{"n", "room"}[i]], k.t)
		m.printf("SUB %s, %s", left, k.t)
		m.printf("MOVD %s, %d(%s)", k.t, 8*i, done)
	}
}

// integers writes a round of 8-byte elements, which moves the packed side on.
func (k *neonPacker) integers() {
	x := [2]string{k.gp(), k.gp()}
	next := func(i int, packed string) {
		k.printf("UBFX $%d, %s, $1, %s", 8*i, k.word, k.t)
		k.printf("ADD %s<<3, %s", k.t, packed)
	}
	for i := 0; i < packedRound; i += 2 {
		if !k.expand {
			k.printf("LDP %d(%s), (%s, %s)", 8*i, k.src, x[0], x[1])
			for j := range x {
				k.printf("MOVD %s, (%s)", x[j], k.dst)
				next(i+j, k.dst)
			}
			continue
		}
		k.printf("LDP %d(%s), (%s, %s)", 8*i, k.dst, x[0], x[1])
		for j := range x {
			k.printf("MOVD (%s), %s", k.src, k.t)
			k.printf("TST $%#x, %s", uint64(1)<<(8*(i+j)), k.word)
			k.printf("CSEL NE, %s, %s, %[2]s", k.t, x[j])
			next(i+j, k.src)
		}
		k.printf("STP (%s, %s), %d(%s)", x[0], x[1], 8*i, k.dst)
	}
}

// prepare loads what a round by TBL needs and returns the round, which moves the
// packed side on.
func (k *neonPacker) prepare(packed, count string) (round func()) {
	k.table, k.bits = k.gp(), k.gp()
	gather := k.gp()
	k.printf("MOVD $%s(SB), %s", k.indices(), k.table)
	k.printf("MOVD $0x0102040810204080, %s", gather)
	if k.size == 2 {
		k.one = k.loadConstant(0x0100010001000100)
	}
	return func() {
		// The product's top byte gathers the lowest bits of the bytes.
		k.printf("MUL %s, %s, %s", gather, k.word, k.bits)
		k.printf("LSR $56, %s", k.bits)
		if k.size < 4 {
			k.printf("ADD %s<<3, %s, %s", k.bits, k.table, k.t)
			order := k.loadBytes(k.t, 0, 8)[0]
			if k.size == 2 { // element j is bytes 2j and 2j+1
				order = k.sized(1, "zip1", order, order)
				order = k.sized(1, "add", k.sized(1, "add", order, order), k.one)
			}
			k.permute(order, 0, packedRound*k.size)
			k.printf("ADD %s<<%d, %s", count, log2(k.size), packed)
			return
		}
		for half := range 2 {
			if half == 0 {
				k.printf("AND $15, %s, %s", k.bits, k.t)
			} else {
				k.printf("LSR $4, %s, %s", k.bits, k.t)
			}
			k.printf("ADD %s<<4, %s, %s", k.t, k.table, k.t)
			k.permute(k.loadBytes(k.t, 0, neonBytes)[0], half, neonBytes)
			k.printf("UBFX $24, %s, $8, %s", k.sums, k.t) // the first half's elements
			if half == 1 {
				k.printf("SUB %s, %s, %[1]s", k.t, count)
			}
			k.printf("ADD %s<<2, %s", k.t, packed)
		}
	}
}

// permute writes part of a round by the order of bytes. Only the packed side has
// moved on since the last part.
func (k *neonPacker) permute(order vreg, part, bytes int) {
	load := func(ptr string, unpacked bool) vreg {
		if unpacked {
			return k.loadBytes(ptr, part*bytes, bytes)[0]
		}
		return k.loadBytes(ptr, 0, bytes)[0]
	}
	v := k.vec()
	k.move("VTBL V%[3]d.B16, [V%[2]d.B16], V%[1]d.B16", []vreg{v}, []vreg{load(k.src, !k.expand), order})
	if !k.expand {
		k.storeBytes(k.dst, 0, bytes, []vreg{v})
		return
	}
	mask := k.sized(1, "neg", k.loadBytes(k.mask, 0, packedRound)[0])
	if k.size > 1 {
		mask = k.sized(1, "sxtl", mask)
	}
	if k.size > 2 {
		mask = k.sized(2, []string{"sxtl", "sxtl2"}[part], mask)
	}
	k.sizedInto(mask, 1, "bsl", v, load(k.dst, true))
	k.storeBytes(k.dst, part*bytes, bytes, []vreg{mask})
}

// indices names a table with an entry for every mask: of compress the numbers of
// the set bits, of expand how many set ones are below each bit. For 4-byte elements
// it has masks of four, and the numbers of bytes.
func (k *neonPacker) indices() string {
	lanes, width := 8, 1
	if k.size == 4 {
		lanes, width = 4, 4
	}
	var words []uint64
	for m := range 1 << lanes {
		entry, set := make([]byte, lanes*width), 0
		put := func(at, element int) {
			for b := range width {
				entry[at*width+b] = byte(element*width + b)
			}
		}
		for bit := range lanes {
			if k.expand {
				put(bit, set)
			} else if m>>bit&1 == 1 {
				put(set, bit)
			}
			set += m >> bit & 1
		}
		for i := 0; i < len(entry); i += 8 {
			word := uint64(0)
			for b, x := range entry[i : i+8] {
				word |= uint64(x) << (8 * b)
			}
			words = append(words, word)
		}
	}
	return k.consts.table(words, 8)
}
