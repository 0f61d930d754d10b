package main

import (
	"fmt"
	"math/bits"

	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// moves lists the kernels that move elements without looking at them. They
// depend on the size of an element only. Most have no code for AVX-512: what they
// wait for is loads and stores, which 32-byte vectors keep busy. Transposes of small
// elements past the caches need more registers than AVX2 has.
var moves = []special{
	{name: "stream", sizes: []int{1}, signature: streamSignature, body: streamBody},
	{name: "fillStream", sizes: []int{1}, signature: fillStreamSignature, body: fillStreamBody},
	{name: "reverse", sizes: []int{1, 2, 4, 8, 16}, signature: mapSignature, body: reverseBody},
	{name: "byteSwap", sizes: []int{2, 4, 8}, signature: mapSignature, body: byteSwapBody},
	{name: "even", sizes: []int{1, 2, 4, 8, 16}, signature: mapSignature, body: evenBody},
	{name: "gather", sizes: []int{4, 8}, signature: gatherSignature, body: gatherBody},
	{name: "interleave", sizes: []int{4, 8}, signature: zipSignature, body: interleaveBody},
	{name: "deinterleave", sizes: []int{4, 8}, signature: zipSignature, body: deinterleaveBody},
	{name: "indexSigns", sizes: []int{4, 8}, signature: indexSignsSignature, body: indexSignsBody},
	{name: "transpose", sizes: []int{1, 2, 4, 8, 16}, signature: transposeSignature, body: transposeBody, levels: levels},
	{name: "storeFence", sizes: []int{1}, signature: "func()", body: func(m *machine, _ func()) { m.SFENCE() }},
	{name: "prefetch", sizes: []int{1}, signature: "func(first uintptr, step, lines int)", body: prefetchBody},
	{name: "stage", sizes: []int{1, 2}, signature: stageSignature, body: stageBody, levels: []level{avx512}},
	{name: "transposeStaged", sizes: []int{1, 2}, signature: transposeStagedSignature, body: transposeStagedBody, levels: []level{avx512}},
	{name: "transposeStream", sizes: []int{4, 8, 16}, signature: transposeSignature, body: transposeStreamBody, levels: levels},
	{name: "compress", sizes: []int{1, 2, 4, 8}, signature: compressSignature, body: compressBody},
	{name: "expand", sizes: []int{1, 2, 4, 8}, signature: compressSignature, body: expandBody},
}

// at is memory at an offset from a pointer.
func at(base reg.Register, disp int) operand.Mem { return operand.Mem{Base: base, Disp: disp} }

// pointers loads pointer parameters.
func (m *machine) pointers(names ...string) (list []reg.GPVirtual) {
	for _, name := range names {
		list = append(list, m.param(name))
	}
	return list
}

// scaled loads a count of elements as bytes.
func (m *machine) scaled(name string) reg.GPVirtual {
	n := m.param(name)
	if shift := bits.TrailingZeros(uint(m.size)); shift > 0 {
		m.SHLQ(operand.U8(shift), n)
	}
	return n
}

// rounds repeats body while step bytes remain of n.
func (m *machine) rounds(n reg.GPVirtual, step int, body func()) {
	start, end := m.label("loop"), m.label("end")
	m.SUBQ(operand.I32(step), n)
	m.JL(operand.LabelRef(end))
	m.alignLoop()
	m.Label(start)
	body()
	m.SUBQ(operand.I32(step), n)
	m.JGE(operand.LabelRef(start))
	m.Label(end)
	m.ADDQ(operand.I32(step), n)
}

// streamSignature: strides and bytes in bytes.
const streamSignature = "func(dst *byte, dstStride int, src *byte, srcStride, rows, bytes int)"

// streamBody writes the function that copies rows of at least 64 bytes with
// non-temporal stores. Those need aligned addresses: a row that is not begins or
// ends with an ordinary store of a vector that overlaps its neighbour. It does not wait
// for them: after many blocks, one storeFence does.
func streamBody(m *machine, _ func()) {
	p := m.pointers("dst", "dstStride", "src", "srcStride", "rows", "bytes")
	dst, dstStride, src, srcStride, rows, bytes := p[0], p[1], p[2], p[3], p[4], p[5]
	d, s, n := m.GP64(), m.GP64(), m.GP64()
	m.Label("row")
	for _, c := range [][2]reg.GPVirtual{{dst, d}, {src, s}, {bytes, n}} {
		m.MOVQ(c[0], c[1])
	}
	m.align(d, n, func(skip reg.GPVirtual) {
		m.emit("VMOVDQU", m.to("VMOVDQU", at(s, 0)), at(d, 0))
		m.ADDQ(skip, s)
	})
	for _, vectors := range []int{4, 1} {
		m.rounds(n, vectors*m.bytes, func() {
			var v [4]reg.VecVirtual
			for i := range vectors {
				v[i] = m.to("VMOVDQU", at(s, i*m.bytes))
			}
			for i := range vectors {
				m.emit("VMOVNTDQ", v[i], at(d, i*m.bytes))
			}
			m.ADDQ(operand.I32(vectors*m.bytes), s)
			m.ADDQ(operand.I32(vectors*m.bytes), d)
		})
	}
	m.rest(n, func() {
		last := m.to("VMOVDQU", operand.Mem{Base: s, Index: n, Scale: 1, Disp: -m.bytes})
		m.emit("VMOVDQU", last, operand.Mem{Base: d, Index: n, Scale: 1, Disp: -m.bytes})
	})
	m.ADDQ(dstStride, dst)
	m.ADDQ(srcStride, src)
	m.DECQ(rows)
	m.JNZ(operand.LabelRef("row"))
}

// prefetchBody writes the function that asks for at least one line. Addresses that are
// nobody's are no faults.
func prefetchBody(m *machine, _ func()) {
	p := m.pointers("first", "step", "lines")
	m.Label("line")
	m.PREFETCHT0(at(p[0], 0))
	m.ADDQ(p[1], p[0])
	m.DECQ(p[2])
	m.JNZ(operand.LabelRef("line"))
}

// align advances d to a multiple of a vector and takes the bytes skipped off n,
// after head has stored them. An ordinary store that is not needed would fetch
// its line.
func (m *machine) align(d, n reg.GPVirtual, head func(skip reg.GPVirtual)) {
	skip, aligned := m.GP64(), m.label("aligned")
	m.MOVQ(d, skip)
	m.NEGQ(skip)
	m.ANDQ(operand.I32(m.bytes-1), skip)
	m.JZ(operand.LabelRef(aligned))
	head(skip)
	m.ADDQ(skip, d)
	m.SUBQ(skip, n)
	m.Label(aligned)
}

// rest runs tail if there are bytes left.
func (m *machine) rest(n reg.GPVirtual, tail func()) {
	done := m.label("done")
	m.TESTQ(n, n)
	m.JZ(operand.LabelRef(done))
	tail()
	m.Label(done)
}

// fillStreamSignature: pattern holds two vectors of the value.
const fillStreamSignature = "func(dst, pattern *byte, bytes int)"

// fillStreamBody writes the function that fills at least 64 bytes by
// non-temporal stores. Where the first aligned vector begins within an element,
// it begins there in the pattern too.
func fillStreamBody(m *machine, _ func()) {
	p := m.pointers("dst", "pattern", "bytes")
	d, pattern, n := p[0], p[1], p[2]
	v := m.to("VMOVDQU", at(pattern, 0))
	m.align(d, n, func(skip reg.GPVirtual) {
		m.emit("VMOVDQU", v, at(d, 0))
		m.emit("VMOVDQU", operand.Mem{Base: pattern, Index: skip, Scale: 1}, v)
	})
	for _, vectors := range []int{4, 1} {
		m.rounds(n, vectors*m.bytes, func() {
			for i := range vectors {
				m.emit("VMOVNTDQ", v, at(d, i*m.bytes))
			}
			m.ADDQ(operand.I32(vectors*m.bytes), d)
		})
	}
	m.rest(n, func() {
		m.ADDQ(n, d)
		m.emit("VMOVDQU", at(pattern, 0), v)
		m.emit("VMOVDQU", v, at(d, -m.bytes))
	})
	m.SFENCE()
}

// mapSignature: n elements, of which there are at least a vector of dst.
const mapSignature = "func(dst, src *byte, n int)"

// vectorMap writes a loop that sets vectors of dst. The last one, which may
// overlap the one before, is computed first and stored last, so that dst may be
// src where each vector comes from its own place.
//
// value returns the vector of dst that begins disp bytes from the loop's place,
// or from the end if that is negative.
func (m *machine) vectorMap(dst, n reg.GPVirtual, value func(disp int) reg.VecVirtual, advance func(bytes int)) {
	end := m.GP64()
	m.LEAQ(operand.Mem{Base: dst, Index: n, Scale: 1}, end)
	last := value(-m.bytes)
	for _, vectors := range []int{4, 1} {
		m.rounds(n, vectors*m.bytes, func() {
			for i := range vectors {
				m.emit("VMOVDQU", value(i*m.bytes), at(dst, i*m.bytes))
			}
			advance(vectors * m.bytes)
			m.ADDQ(operand.I32(vectors*m.bytes), dst)
		})
	}
	m.emit("VMOVDQU", last, at(end, -m.bytes))
}

// byteSwapBody writes dst[i] = src[i] with its bytes in the opposite order.
func byteSwapBody(m *machine, _ func()) {
	p := m.pointers("dst", "src")
	dst, src, n := p[0], p[1], m.scaled("n")
	order := m.to("VMOVDQU", m.shuffle(fmt.Sprint("swap", m.size), func(i int) int { return i ^ (m.size - 1) }))
	m.vectorMap(dst, n, func(disp int) reg.VecVirtual {
		if disp < 0 {
			return m.to("VPSHUFB", order, m.to("VMOVDQU", operand.Mem{Base: src, Index: n, Scale: 1, Disp: disp}))
		}
		return m.to("VPSHUFB", order, m.to("VMOVDQU", at(src, disp)))
	}, func(bytes int) { m.ADDQ(operand.I32(bytes), src) })
}

// shuffle returns the place of an order of bytes for VPSHUFB, the same in each
// 16 bytes.
func (m *machine) shuffle(key string, from func(i int) int) operand.Mem {
	return m.consts.vector(fmt.Sprint(key, "/", m.bytes), 8, m.bytes/8, func(word int) (w uint64) {
		for i := range 8 {
			w |= uint64(from((word*8+i)%16)%16) << (8 * i)
		}
		return w
	})
}

// reverseBody writes dst[i] = src[n-1-i].
func reverseBody(m *machine, _ func()) {
	p := m.pointers("dst", "src")
	dst, src, n := p[0], p[1], m.scaled("n")
	var order operand.Op
	if m.size < 8 {
		order = m.to("VMOVDQU", m.shuffle(fmt.Sprint("reverse", m.size), func(i int) int { return 16 - m.size - i/m.size*m.size + i%m.size }))
	}
	first := m.GP64()
	m.MOVQ(src, first)
	m.ADDQ(n, src)
	m.vectorMap(dst, n, func(disp int) reg.VecVirtual {
		from := at(src, -m.bytes-disp)
		if disp < 0 {
			from = at(first, 0)
		}
		switch m.size {
		case 16:
			return m.to("VPERMQ", operand.U8(0x4e), from)
		case 8:
			return m.to("VPERMQ", operand.U8(0x1b), from)
		}
		return m.to("VPSHUFB", order, m.to("VPERMQ", operand.U8(0x4e), from))
	}, func(bytes int) { m.SUBQ(operand.I32(bytes), src) })
}

// evenBody writes dst[i] = src[2*i]. The last element read is number 2*n-2.
func evenBody(m *machine, _ func()) {
	p := m.pointers("dst", "src")
	dst, src, n := p[0], p[1], m.scaled("n")
	var order operand.Op
	if m.size < 4 { // the even elements of 16 bytes, then the odd ones
		order = m.to("VMOVDQU", m.shuffle(fmt.Sprint("even", m.size), func(i int) int {
			return i/m.size%(8/m.size)*2*m.size + i%m.size + i/8*m.size
		}))
	}
	// The second vector is read an element early, so that no element past the
	// last is touched, and its odd elements are taken.
	m.vectorMap(dst, n, func(disp int) reg.VecVirtual {
		from := at(src, 2*disp)
		if disp < 0 {
			from = operand.Mem{Base: src, Index: n, Scale: 2, Disp: 2 * disp}
		}
		if m.size == 16 {
			v := m.to("VBROADCASTI128", from)
			m.emit("VINSERTI128", operand.U8(1), from.Offset(m.bytes), v, v)
			return v
		}
		second := from.Offset(m.bytes - m.size)
		var v reg.VecVirtual
		switch m.size {
		case 8:
			v = m.to("VSHUFPD", operand.U8(0xa), second, m.to("VMOVDQU", from))
		case 4:
			v = m.to("VSHUFPS", operand.U8(0xd8), second, m.to("VMOVDQU", from))
		default:
			a := m.to("VPSHUFB", order, m.to("VMOVDQU", from))
			b := m.to("VPSHUFB", order, m.to("VMOVDQU", second))
			v = m.to("VSHUFPD", operand.U8(0xa), b, a)
		}
		return m.to("VPERMQ", operand.U8(0xd8), v)
	}, func(bytes int) { m.ADDQ(operand.I32(2*bytes), src) })
}

// zipSignature: n elements of each x and y, at least a vector, and 2*n of z.
const zipSignature = "func(z, x, y *byte, n int)"

// zip writes a loop over vectors of x and y and pairs of vectors of z. The last
// round, which may overlap the one before, is at the end.
func (m *machine) zip(step func(z, x, y reg.Register)) {
	p := m.pointers("z", "x", "y")
	z, x, y, n := p[0], p[1], p[2], m.scaled("n")
	move := func(bytes operand.Op) {
		m.ADDQ(bytes, x)
		m.ADDQ(bytes, y)
		m.ADDQ(bytes, z)
		m.ADDQ(bytes, z)
	}
	m.rounds(n, m.bytes, func() {
		step(z, x, y)
		move(operand.I32(m.bytes))
	})
	m.SUBQ(operand.I32(m.bytes), n)
	move(n)
	step(z, x, y)
}

// interleaveBody writes z[2*i] = x[i], z[2*i+1] = y[i].
func interleaveBody(m *machine, _ func()) {
	low, high := m.unpack(m.size)
	m.zip(func(z, x, y reg.Register) {
		a, b := m.to("VMOVDQU", at(x, 0)), m.to("VMOVDQU", at(y, 0))
		l, h := m.to(low, b, a), m.to(high, b, a)
		m.emit("VMOVDQU", m.to("VPERM2I128", operand.U8(0x20), h, l), at(z, 0))
		m.emit("VMOVDQU", m.to("VPERM2I128", operand.U8(0x31), h, l), at(z, m.bytes))
	})
}

// deinterleaveBody writes x[i] = z[2*i], y[i] = z[2*i+1].
func deinterleaveBody(m *machine, _ func()) {
	name, even, odd := "VSHUFPD", 0x0, 0xf
	if m.size == 4 {
		name, even, odd = "VSHUFPS", 0x88, 0xdd
	}
	m.zip(func(z, x, y reg.Register) {
		a, b := m.to("VMOVDQU", at(z, 0)), m.to("VMOVDQU", at(z, m.bytes))
		m.emit("VMOVDQU", m.to("VPERMQ", operand.U8(0xd8), m.to(name, operand.U8(even), b, a)), at(x, 0))
		m.emit("VMOVDQU", m.to("VPERMQ", operand.U8(0xd8), m.to(name, operand.U8(odd), b, a)), at(y, 0))
	})
}

// unpack names the instructions that interleave the lower and the upper halves
// of each 16 bytes.
func (m *machine) unpack(size int) (low, high string) {
	width := map[int]string{1: "BW", 2: "WD", 4: "DQ", 8: "QDQ"}[size]
	return "VPUNPCKL" + width, "VPUNPCKH" + width
}

// indexSignsSignature: n indices, at least a vector.
const indexSignsSignature = "func(idx *byte, n, last int, signs *uint32)"

// indexSignsBody writes the function that sets *signs to other than zero if not
// all indices are in 0..last: the sign of i | (last - i) says so of one.
func indexSignsBody(m *machine, _ func()) {
	idx, n, last := m.param("idx"), m.scaled("n"), m.param("last")
	sub, or, broadcast, signs := "VPSUBQ", "VPOR", "VPBROADCASTQ", "VMOVMSKPD"
	if m.size == 4 {
		sub, broadcast, signs = "VPSUBD", "VPBROADCASTD", "VMOVMSKPS"
	}
	x := m.XMM()
	m.VMOVQ(last, x)
	limit := m.to(broadcast, x)
	acc := []reg.VecVirtual{m.zero(), m.zero()}
	step := func(from operand.Mem, acc reg.VecVirtual) {
		v := m.to("VMOVDQU", from)
		m.emit(or, v, acc, acc)
		m.emit(or, m.to(sub, v, limit), acc, acc)
	}
	step(operand.Mem{Base: idx, Index: n, Scale: 1, Disp: -m.bytes}, acc[0])
	for _, vectors := range []int{2, 1} {
		m.rounds(n, vectors*m.bytes, func() {
			for i := range vectors {
				step(at(idx, i*m.bytes), acc[i])
			}
			m.ADDQ(operand.I32(vectors*m.bytes), idx)
		})
	}
	m.emit(or, acc[1], acc[0], acc[0])
	result, found := m.param("signs"), m.GP32()
	m.emit(signs, acc[0], found)
	m.MOVL(found, at(result, 0))
}

// gatherSignature: stride in bytes, n a positive multiple of 4.
const gatherSignature = "func(dst, src *byte, stride, n int)"

// gatherBody writes the function that copies elements with a stride to
// contiguous memory. Elements are joined in registers, for a processor stores
// less often than it loads.
func gatherBody(m *machine, _ func()) {
	p := m.pointers("dst", "src", "stride", "n")
	dst, src, stride, n := p[0], p[1], p[2], p[3]
	stride3 := m.GP64()
	m.LEAQ(operand.Mem{Base: stride, Index: stride, Scale: 2}, stride3)
	element := [4]operand.Mem{at(src, 0), {Base: src, Index: stride, Scale: 1}, {Base: src, Index: stride, Scale: 2}, {Base: src, Index: stride3, Scale: 1}}
	m.rounds(n, 4, func() {
		if m.size == 4 {
			x := m.XMM()
			m.VMOVD(element[0], x)
			for i := 1; i < 4; i++ {
				m.VPINSRD(operand.U8(i), element[i], x, x)
			}
			m.VMOVDQU(x, at(dst, 0))
		} else {
			for i := 0; i < 4; i += 2 {
				x := m.XMM()
				m.VMOVSD(element[i], x)
				m.VMOVHPD(element[i+1], x, x)
				m.VMOVUPD(x, at(dst, 8*i))
			}
		}
		m.LEAQ(operand.Mem{Base: src, Index: stride, Scale: 4}, src)
		m.ADDQ(operand.I32(4*m.size), dst)
	})
}
