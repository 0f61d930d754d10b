package main

import (
	"fmt"
	"slices"
)

// scaled loads a count of elements as bytes.
func (m *neonSpecial) scaled(name string) string {
	n := m.params(name)[0]
	if m.size > 1 {
		m.printf("LSL $%d, %s", log2(m.size), n)
	}
	return n
}

// log2 returns the logarithm of a power of two.
func log2(x int) (n int) {
	for ; x > 1; x /= 2 {
		n++
	}
	return n
}

// rounds repeats body while more than step bytes remain of n; in the end there
// is at least one.
func (m *neonSpecial) rounds(n string, step int, body func()) {
	start, end := m.label("loop"), m.label("end")
	m.printf("SUBS $%d, %s", step, n)
	m.printf("BLE %s", end)
	m.printf("PCALIGN $16")
	m.printf("%s:", start)
	from := len(m.lines)
	body()
	m.printf("SUBS $%d, %s", step, n)
	m.printf("BGT %s", start)
	m.loops = append(m.loops, span{from, len(m.lines) - 1})
	m.printf("%s:", end)
	m.printf("ADD $%d, %s", step, n)
}

// vectorMap writes a loop that sets vectors of dst but for the last, which is
// stored in the end, over what the loop may have written there.
//
// values returns so many vectors of dst, from disp bytes after the loop's place.
func (m *neonSpecial) vectorMap(dst, n string, last vreg, values func(disp, vectors int) []vreg, advance func(bytes int)) {
	for _, vectors := range []int{4, 1} {
		m.rounds(n, vectors*neonBytes, func() {
			for u := 0; u < vectors; u += 2 {
				list := values(u*neonBytes, min(2, vectors))
				m.storeBytes(dst, u*neonBytes, len(list)*neonBytes, list)
			}
			advance(vectors * neonBytes)
			m.printf("ADD $%d, %s", vectors*neonBytes, dst)
		})
	}
	m.printf("ADD %s, %s", n, dst)
	m.storeBytes(dst, -neonBytes, neonBytes, []vreg{last})
}

// byteSwap writes dst[i] = src[i] with its bytes in the opposite order.
func (m *neonSpecial) byteSwap() {
	p := m.params("dst", "src")
	dst, src, n, end := p[0], p[1], m.scaled("n"), m.gp()
	swapped := func(list []vreg) []vreg {
		for i, x := range list {
			list[i] = m.sized(1, fmt.Sprint("rev", 8*m.size), x)
		}
		return list
	}
	m.printf("ADD %s, %s, %s", src, n, end)
	last := swapped(m.loadBytes(end, -neonBytes, neonBytes))[0]
	m.vectorMap(dst, n, last, func(disp, vectors int) []vreg {
		return swapped(m.loadBytes(src, disp, vectors*neonBytes))
	}, func(bytes int) { m.printf("ADD $%d, %s", bytes, src) })
}

// reverse writes dst[i] = src[n-1-i].
func (m *neonSpecial) reverse() {
	p := m.params("dst", "src")
	dst, src, n := p[0], p[1], m.scaled("n")
	reversed := func(list []vreg) []vreg {
		slices.Reverse(list)
		for i, x := range list {
			if m.size < 8 {
				x = m.sized(m.size, "rev64", x)
			}
			if m.size < 16 {
				x = m.rotate(8, x)
			}
			list[i] = x
		}
		return list
	}
	last := reversed(m.loadBytes(src, 0, neonBytes))[0]
	m.printf("ADD %s, %s", n, src)
	m.vectorMap(dst, n, last, func(disp, vectors int) []vreg {
		bytes := vectors * neonBytes
		return reversed(m.loadBytes(src, -disp-bytes, bytes))
	}, func(bytes int) { m.printf("SUB $%d, %s", bytes, src) })
}

// even writes dst[i] = src[2*i]. The last element read is number 2*n-2: the
// second vector of the last pair is read an element early, and rotated.
func (m *neonSpecial) even() {
	p := m.params("dst", "src")
	dst, src, n, end := p[0], p[1], m.scaled("n"), m.gp()
	m.printf("ADD %s<<1, %s, %s", n, src, end)
	var last vreg
	if m.size == 16 {
		last = m.loadBytes(end, -2*neonBytes, neonBytes)[0]
	} else {
		a, b := m.loadBytes(end, -2*neonBytes, neonBytes)[0], m.loadBytes(end, -neonBytes-m.size, neonBytes)[0]
		last = m.sized(m.size, "uzp1", a, m.rotate(m.size, b))
	}
	m.vectorMap(dst, n, last, func(disp, vectors int) (list []vreg) {
		for u := range vectors {
			at := 2 * (disp + u*neonBytes)
			if m.size == 16 {
				list = append(list, m.loadBytes(src, at, neonBytes)...)
			} else {
				list = append(list, m.sized(m.size, "uzp1", m.loadBytes(src, at, 2*neonBytes)...))
			}
		}
		return list
	}, func(bytes int) { m.printf("ADD $%d, %s", 2*bytes, src) })
}

// zip writes a loop over vectors of x and y and pairs of vectors of z. The last
// round, which may overlap the one before, is at the end.
func (m *neonSpecial) zip(step func(z, x, y string, vectors int)) {
	p := m.params("z", "x", "y")
	z, x, y, n := p[0], p[1], p[2], m.scaled("n")
	for _, vectors := range []int{2, 1} {
		bytes := vectors * neonBytes
		m.rounds(n, bytes, func() {
			step(z, x, y, vectors)
			m.printf("ADD $%d, %s", bytes, x)
			m.printf("ADD $%d, %s", bytes, y)
			m.printf("ADD $%d, %s", 2*bytes, z)
		})
	}
	m.printf("SUB $%d, %s", neonBytes, n)
	m.printf("ADD %s, %s", n, x)
	m.printf("ADD %s, %s", n, y)
	m.printf("ADD %s<<1, %s", n, z)
	step(z, x, y, 1)
}

// interleave writes z[2*i] = x[i], z[2*i+1] = y[i].
func (m *neonSpecial) interleave() {
	m.zip(func(z, x, y string, vectors int) {
		a, b := m.loadBytes(x, 0, vectors*neonBytes), m.loadBytes(y, 0, vectors*neonBytes)
		for u := range vectors {
			pair := []vreg{m.sized(m.size, "zip1", a[u], b[u]), m.sized(m.size, "zip2", a[u], b[u])}
			m.storeBytes(z, 2*u*neonBytes, 2*neonBytes, pair)
		}
	})
}

// deinterleave writes x[i] = z[2*i], y[i] = z[2*i+1].
func (m *neonSpecial) deinterleave() {
	m.zip(func(z, x, y string, vectors int) {
		list := m.loadBytes(z, 0, 2*vectors*neonBytes)
		for i, name := range []string{"uzp1", "uzp2"} {
			var half []vreg
			for u := range vectors {
				half = append(half, m.sized(m.size, name, list[2*u], list[2*u+1]))
			}
			m.storeBytes([]string{x, y}[i], 0, vectors*neonBytes, half)
		}
	})
}

// indexSigns writes the function that sets *signs to other than zero if not all
// indices are in 0..last: the sign of i | (last - i) says so of one.
func (m *neonSpecial) indexSigns() {
	p := m.params("idx", "last", "signs")
	idx, limit, signs, n, end := p[0], p[1], p[2], m.scaled("n"), m.gp()
	last := m.vec()
	m.move(fmt.Sprintf("VDUP %s, V%%d.%s%d", limit, laneLetter(m.size), neonBytes/m.size), []vreg{last}, nil)
	acc := []vreg{m.loadConstant(0), m.loadConstant(0)}
	step := func(list []vreg) {
		for u, x := range list {
			m.sizedInto(acc[u], 8, "orr", acc[u], m.sized(8, "orr", x, m.sized(m.size, "sub", last, x)))
		}
	}
	m.printf("ADD %s, %s, %s", n, idx, end)
	step(m.loadBytes(end, -neonBytes, neonBytes))
	for _, vectors := range []int{2, 1} {
		m.rounds(n, vectors*neonBytes, func() {
			step(m.loadBytes(idx, 0, vectors*neonBytes))
			m.printf("ADD $%d, %s", vectors*neonBytes, idx)
		})
	}
	m.sizedInto(acc[0], 8, "orr", acc[0], acc[1])
	low, high := limit, end
	m.halves(acc[0], low, high)
	m.printf("ORR %s, %s", high, low)
	if m.size == 4 {
		m.printf("ORR %s<<32, %[1]s", low)
	}
	m.printf("LSR $63, %s", low)
	m.printf("MOVW %s, (%s)", low, signs)
}

// transpose writes the function that transposes blocks of src, in the blocks
// and the order of transposeBody: with k elements in a register, a block has 2k
// rows and k columns, and log2(k) rounds of interleaving registers i and i+k/2
// transpose k rows.
func (m *neonSpecial) transpose() {
	p := m.params("dst", "dstStride", "src", "srcStride", "rows")
	dst, dstStride, src, srcStride, rows := p[0], p[1], p[2], p[3], p[4]
	k := neonBytes / m.size
	d, s, count, row := m.gp(), m.gp(), m.gp(), m.gp()
	m.printf("row:")
	m.printf("MOVD %s, %s", dst, d)
	m.printf("MOVD %s, %s", src, s)
	m.printf("MOVD cols+%d(FP), %s", m.offset["cols"], count)
	m.printf("PCALIGN $16")
	m.printf("col:")
	half := func() []vreg {
		list := make([]vreg, k)
		for i := range list {
			list[i] = m.loadBytes(row, 0, neonBytes)[0]
			m.printf("ADD %s, %s", srcStride, row)
		}
		return m.interleaved(list)
	}
	// store writes k columns at a place in their rows, and moves row past them.
	store := func(disp int, parts ...[]vreg) {
		m.printf("MOVD %s, %s", d, row)
		for i := range k {
			var list []vreg
			for _, part := range parts {
				list = append(list, part[i])
			}
			m.storeBytes(row, disp, len(list)*neonBytes, list)
			m.printf("ADD %s, %s", dstStride, row)
		}
	}
	m.printf("MOVD %s, %s", s, row)
	if first := half(); k < 16 {
		store(0, first, half())
	} else { // there are not registers enough for both halves
		next := m.gp()
		m.printf("MOVD %s, %s", row, next)
		store(0, first)
		m.printf("MOVD %s, %s", next, row)
		store(neonBytes, half())
	}
	m.printf("MOVD %s, %s", row, d)
	m.printf("ADD $%d, %s", neonBytes, s)
	m.printf("SUBS $1, %s", count)
	m.printf("BNE col")
	m.printf("ADD %s<<%d, %s", srcStride, log2(2*k), src)
	m.printf("ADD $%d, %s", 2*neonBytes, dst)
	m.printf("SUBS $1, %s", rows)
	m.printf("BNE row")
}

// interleaved returns the columns of len(rows) rows.
func (m *neonSpecial) interleaved(rows []vreg) []vreg {
	for n := len(rows); n > 1; n /= 2 {
		next := make([]vreg, len(rows))
		for i := range len(rows) / 2 {
			a, b := rows[i], rows[i+len(rows)/2]
			next[2*i], next[2*i+1] = m.sized(m.size, "zip1", a, b), m.sized(m.size, "zip2", a, b)
		}
		rows = next
	}
	return rows
}
