package main

import "fmt"

// find writes the function that findBody does.
func (m *neonSpecial) find(float bool) {
	p := m.params("x", "value", "at")
	x, at, n, low, high, any := p[0], p[2], m.scaled("n"), m.gp(), m.gp(), m.gp()
	value, first := m.vec(), p[1]
	m.move(fmt.Sprintf("VLD1R (%s), [V%%d.%s%d]", p[1], laneLetter(m.size), neonBytes/m.size), []vreg{value}, nil)
	m.printf("MOVD %s, %s", x, first)
	// A mask of what is equal to value, or NaN; a value that is NaN equals nothing.
	compare := func(x vreg) vreg {
		if !float {
			return m.sized(m.size, "cmeq", x, value)
		}
		return m.sized(8, "orn", m.sized(m.size, "fcmeq", x, value), m.sized(m.size, "fcmeq", x, x))
	}
	test := func(mask vreg, label string) {
		m.halves(mask, low, high)
		m.printf("ORR %s, %s, %s", high, low, any)
		m.printf("CBNZ %s, %s", any, label)
	}
	m.rounds(n, 4*neonBytes, func() {
		var v []vreg
		for _, x := range m.loadBytes(x, 0, 4*neonBytes) {
			v = append(v, compare(x))
		}
		test(m.sized(8, "orr", m.sized(8, "orr", v[0], v[1]), m.sized(8, "orr", v[2], v[3])), "single")
		m.printf("ADD $%d, %s", 4*neonBytes, x)
	})
	m.printf("B singles")
	m.printf("single:") // n is too low by a round now, and what is found comes before its end
	m.printf("ADD $%d, %s", 4*neonBytes, n)
	m.printf("singles:")
	m.rounds(n, neonBytes, func() {
		test(compare(m.loadBytes(x, 0, neonBytes)[0]), "found")
		m.printf("ADD $%d, %s", neonBytes, x)
	})
	m.printf("ADD %s, %s", n, x) // the last vector may overlap those before it, in which there was nothing
	m.printf("SUB $%d, %s", neonBytes, x)
	test(compare(m.loadBytes(x, 0, neonBytes)[0]), "found")
	m.printf("MOVD n+%d(FP), %s", m.offset["n"], x)
	m.printf("B store")
	m.printf("found:")
	m.printf("CBNZ %s, lower", low)
	m.printf("MOVD %s, %s", high, low)
	m.printf("ADD $8, %s", x)
	m.printf("lower:")
	m.printf("RBIT %s, %[1]s", low)
	m.printf("CLZ %s, %[1]s", low)
	m.printf("ADD %s>>3, %s", low, x)
	m.printf("SUB %s, %s", first, x)
	if m.size > 1 {
		m.printf("LSR $%d, %s", log2(m.size), x)
	}
	m.printf("store:")
	m.printf("MOVD %s, (%s)", x, at)
}
