package main

import (
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

const probeSignature = "func(rounds int)"

// probeChains is how many independent instructions a round of a probe has:
// enough to fill two pipes of latency 5.
const probeChains = 12

// probeBody returns the generator of a function that runs rounds of
// probeChains independent instructions of one kind.
func probeBody(step func(m *machine, x reg.VecVirtual)) func(m *machine, loadConstants func()) {
	return func(m *machine, loadConstants func()) {
		rounds := m.param("rounds")
		loadConstants()
		var x [probeChains]reg.VecVirtual
		for i := range x {
			x[i] = m.to("VMOVA%", m.constReg(m.floatBits(1)))
		}
		m.alignLoop()
		m.Label("round")
		for i := range x {
			step(m, x[i])
		}
		m.DECQ(rounds)
		m.JNZ(operand.LabelRef("round"))
	}
}

func probeFMA(m *machine, x reg.VecVirtual) {
	m.emit("VFMADD213%", m.constReg(m.floatBits(1)), m.constReg(m.floatBits(0.5)), x)
}

// probeMul squares 32-bit integers to 64-bit ones.
func probeMul(m *machine, x reg.VecVirtual) { m.emit("VPMULUDQ", x, x, x) }
