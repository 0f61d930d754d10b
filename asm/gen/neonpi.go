package main

import (
	"fmt"

	"github.com/lanewise/lanewise/asm/vir"
)

// midpoint writes the function that midpointBody does.
func (m *neonSpecial) midpoint() {
	const parts = vir.LogicalBytes / neonBytes
	groups, table := m.params("groups")[0], m.gp()
	h, x0 := m.floatParam("h"), m.floatParam("x0")
	lanes := m.typ.LogicalLanes()
	number := func(x float64) vreg { return m.loadConstant(floatBits(m.typ, x)) }
	var start [4]vreg // x of each vector's lane 0 in group 0
	for k := range start {
		start[k] = m.copy(x0)
		m.into(start[k], "fmla", number(float64(k*lanes)), h)
	}
	ramp := make([]uint64, lanes)
	for i := range ramp {
		ramp[i] = floatBits(m.typ, float64(i))
	}
	m.printf("MOVD $%s(SB), %s", m.consts.table(ramp, m.typ.Size()), table)
	j, acc := m.loadBytes(table, 0, vir.LogicalBytes), make([]vreg, parts)
	for p := range acc {
		acc[p] = number(0)
	}
	one, step := number(1), number(float64(4*lanes))
	m.printf("PCALIGN $16")
	m.printf("group:")
	from := len(m.lines)
	for p := range acc {
		m.quad(start, one, h, j[p], acc[p])
		m.into(j[p], "fadd", j[p], step)
	}
	m.printf("SUBS $1, %s", groups)
	m.printf("BNE group")
	m.loops = append(m.loops, span{from, len(m.lines) - 1})
	for half := parts / 2; half > 0; half /= 2 {
		for p := range half {
			m.into(acc[p], "fadd", acc[p], acc[p+half])
		}
	}
	for bytes := neonBytes / 2; bytes >= m.typ.Size(); bytes /= 2 {
		m.into(acc[0], "fadd", acc[0], m.rotate(bytes, acc[0]))
	}
	m.move(fmt.Sprintf("%s F%%d, ret+%d(FP)", floatMove[m.typ.Size()], m.offset["ret"]), nil, acc[:1])
}

// quad adds the terms of four vectors to acc.
func (m *neonSpecial) quad(start [4]vreg, one, h, j, acc vreg) {
	var d [4]vreg
	for k := range d {
		x := m.copy(start[k])
		m.into(x, "fmla", j, h)
		d[k] = m.copy(one)
		m.into(d[k], "fmla", x, x)
	}
	ab, cd := m.to("fmul", d[0], d[1]), m.to("fmul", d[2], d[3])
	num := m.to("fmul", m.to("fadd", d[0], d[1]), cd)
	m.into(num, "fmla", m.to("fadd", d[2], d[3]), ab)
	m.into(acc, "fadd", acc, m.to("fdiv", num, m.to("fmul", ab, cd)))
}

// monteCarlo writes the function that monteCarloBody does. A register has one
// word of four blocks; rounds of two vectors alternate.
func (m *neonSpecial) monteCarlo() {
	p := m.params("keys", "block", "groups")
	keys, block, groups, key, table, step := p[0], p[1], p[2], m.gp(), m.gp(), m.gp()
	counter := [2]vreg{m.vec(), m.vec()} // numbers of the next four blocks
	m.printf("MOVD $%s(SB), %s", m.consts.table([]uint64{0, 1, 2, 3}, 8), table)
	for i, ramp := range m.loadBytes(table, 0, 2*neonBytes) {
		m.move(fmt.Sprintf("VDUP %s, V%%d.D2", block), counter[i:i+1], nil)
		m.sizedInto(counter[i], 8, "add", counter[i], ramp)
	}
	m.printf("MOVD $8, %s", step)
	four, count := m.loadConstant(4), m.loadConstant(0)
	mul := [2]vreg{m.loadConstant(0xD2511F53 * (1<<32 + 1)), m.loadConstant(0xCD9E8D57 * (1<<32 + 1))}
	m.printf("PCALIGN $16")
	m.printf("group:")
	from := len(m.lines)
	for range monteCarloBlocks / 8 {
		var words [2][4]vreg
		for s := range words {
			words[s] = [4]vreg{m.sized(4, "uzp1", counter[0], counter[1]), m.sized(4, "uzp2", counter[0], counter[1]),
				m.loadConstant(0), m.loadConstant(0)}
			for i := range counter {
				m.sizedInto(counter[i], 8, "add", counter[i], four)
			}
		}
		m.printf("MOVD %s, %s", keys, key)
		for range 10 {
			k := [2]vreg{m.vec(), m.vec()}
			for i := range k {
				m.move(fmt.Sprintf("VLD1R.P (%s)(%s), [V%%d.S4]", key, step), k[i:i+1], nil)
			}
			for s, w := range words {
				words[s] = m.philoxRound(w, k, mul)
			}
		}
		for _, w := range words {
			m.countOutside(w[0], w[1], count)
			m.countOutside(w[2], w[3], count)
		}
	}
	m.printf("SUBS $1, %s", groups)
	m.printf("BNE group")
	m.loops = append(m.loops, span{from, len(m.lines) - 1})
	m.halves(count, key, table)
	m.printf("ADD %s, %s", table, key)
	m.printf("MOVD %s, ret+%d(FP)", key, m.offset["ret"])
}

// philoxRound returns the words after a round.
func (m *neonSpecial) philoxRound(w [4]vreg, keys, mul [2]vreg) [4]vreg {
	product := func(x, y vreg) (low, high vreg) {
		a, b := m.sized(4, "umull", x, y), m.sized(4, "umull2", x, y)
		return m.sized(4, "uzp1", a, b), m.sized(4, "uzp2", a, b)
	}
	xor := func(x, y vreg) vreg { return m.sized(8, "eor", x, y) }
	low0, high0 := product(w[0], mul[0])
	low1, high1 := product(w[2], mul[1])
	return [4]vreg{xor(high1, xor(w[1], keys[0])), low1, xor(high0, xor(w[3], keys[1])), low0}
}

// countOutside adds one to the lanes of count whose sample x, y has
// x^2 + y^2 >= 2^64: where the sum of the squares wraps.
func (m *neonSpecial) countOutside(x, y, count vreg) {
	for _, half := range []string{"", "2"} {
		xx := m.sized(4, "umull"+half, x, x)
		sum := m.copy(xx)
		m.sizedInto(sum, 4, "umlal"+half, y, y)
		m.sizedInto(count, 8, "sub", count, m.sized(8, "cmhi", xx, sum)) // true is -1
	}
}
