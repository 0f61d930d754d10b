package main

import (
	"github.com/lanewise/lanewise/asm/vir"
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

const midpointSignature = "func(x0, h %, groups int) (ret %)"

// midpointBody writes the function
//
//	midpoint(x0, h, groups) = sum of 1/(1 + x*x), x = x0 + j*h, 0 <= j < groups*4*lanes
//
// where lanes are those of the logical vector. The terms of four vectors share
// one division: 1/a + 1/b + 1/c + 1/d = ((a+b)*cd + (c+d)*ab) / (ab*cd).
func midpointBody(m *machine, loadConstants func()) {
	h := m.to(m.broadcast(), m.Load(m.Param("h"), m.XMM()))
	x0 := m.to(m.broadcast(), m.Load(m.Param("x0"), m.XMM()))
	groups := m.param("groups")
	loadConstants()
	lanes := m.typ.LogicalLanes()
	var start [4]operand.Op // x of each vector's lane 0 in group 0
	for k := range start {
		r := m.to("VMOVA%", x0)
		start[k] = m.emit("VFMADD231%", m.constant(m.floatBits(float64(k*lanes))), h, r)
	}
	parts := vir.LogicalBytes / m.bytes
	j, acc := make([]reg.VecVirtual, parts), make([]reg.VecVirtual, parts)
	for p := range parts {
		j[p] = m.to("VMOVU%", m.consts.ramp(m.typ, p*m.lanes(), m.lanes()))
		acc[p] = m.zero()
	}
	m.alignLoop()
	m.Label("group")
	for p := range parts {
		m.quad(start, h, j[p], acc[p])
		m.emit("VADD%", m.constant(m.floatBits(float64(4*lanes))), j[p], j[p])
	}
	m.DECQ(groups)
	m.JNZ(operand.LabelRef("group"))
	m.foldLanes(acc, m.typ.Size(), func(x operand.Op, acc, dst reg.VecVirtual) { m.emit("VADD%", x, acc, dst) })
	m.Store(acc[0].AsX(), m.Return("ret"))
}

// quad adds the terms of four vectors to acc.
func (m *machine) quad(start [4]operand.Op, h, j, acc operand.Op) {
	var d [4]operand.Op
	for k := range d {
		x := m.to("VMOVA%", start[k])
		m.emit("VFMADD231%", j, h, x)
		d[k] = m.emit("VFMADD213%", m.constant(m.floatBits(1)), x, x)
	}
	ab, cd := m.to("VMUL%", d[1], d[0]), m.to("VMUL%", d[3], d[2])
	num := m.to("VADD%", d[1], d[0])
	sum := m.to("VADD%", d[3], d[2])
	m.emit("VMUL%", cd, num, num)
	m.emit("VFMADD231%", ab, sum, num)
	m.emit("VMUL%", cd, ab, ab)
	m.emit("VDIV%", ab, num, num)
	m.emit("VADD%", num, acc, acc)
}

const monteCarloSignature = "func(keys *uint64, block uint64, groups int) (ret int)"

// monteCarloBody writes the function
//
//	monteCarlo(keys, block, groups)
//
// that counts the samples outside the quarter circle among those of
// groups*monteCarloBlocks Philox4x32-10 blocks from number block on. keys has
// the two key words of each round. Words lie in the low halves of 64-bit lanes,
// which is what the multiplication takes; the high halves hold garbage.
func monteCarloBody(m *machine, loadConstants func()) {
	keys := m.Load(m.Param("keys"), m.GP64())
	first := m.param("block")
	groups := m.param("groups")
	loadConstants()
	low := m.XMM()
	m.VMOVQ(first, low)
	counter := m.to("VPBROADCASTQ", low)
	m.emit("VPADDQ", m.consts.rampU64(m.lanes()), counter, counter)
	count := m.zero()
	m.alignLoop()
	m.Label("group")
	// Rounds of several vectors alternate, to hide the latency of one.
	together := 2
	if m.is512() {
		together = 4
	}
	for range monteCarloBlocks / m.lanes() / together {
		var s []*philox
		for range together {
			s = append(s, &philox{m, keys, m.to("VMOVUPD", counter), m.to("VPSRLQ", operand.U8(32), counter), nil, nil})
			m.emit("VPADDQ", m.constReg(uint64(m.lanes())), counter, counter)
		}
		for r := range 10 {
			for _, x := range s {
				x.round(r)
			}
		}
		for _, x := range s {
			m.countOutside(x.c0, x.c1, count)
			m.countOutside(x.c2, x.c3, count)
		}
	}
	m.DECQ(groups)
	m.JNZ(operand.LabelRef("group"))
	m.Store(m.sumLanes(count), m.Return("ret"))
}

// sumLanes returns the sum of 64-bit lanes.
func (m *machine) sumLanes(x reg.VecVirtual) reg.GPVirtual {
	half, total := m.vec(), m.GP64()
	if m.is512() {
		m.emit("VEXTRACTI64X4", operand.U8(1), x, half.AsY())
		m.emit("VPADDQ", half.AsY(), x.AsY(), x.AsY())
	}
	m.emit("VEXTRACTI128", operand.U8(1), x.AsY(), half.AsX())
	m.emit("VPADDQ", half.AsX(), x.AsX(), x.AsX())
	m.emit("VPSRLDQ", operand.U8(8), x.AsX(), half.AsX())
	m.emit("VPADDQ", half.AsX(), x.AsX(), x.AsX())
	m.VMOVQ(x.AsX(), total)
	return total
}

// monteCarloBlocks is how many Philox blocks a group has, two samples each.
const monteCarloBlocks = 32

// philox is the state of Philox4x32 for a vector of blocks. The last two words
// of the counter are zero: nil before the first round.
type philox struct {
	*machine
	keys           operand.Op
	c0, c1, c2, c3 operand.Op
}

// round does round r of ten.
func (x *philox) round(r int) {
	const mul0, mul1 = 0xD2511F53, 0xCD9E8D57
	p0 := x.to("VPMULUDQ", x.constReg(mul0), x.c0)
	if x.c2 == nil {
		x.c0, x.c1 = x.xorKey(x.c1, nil, x.keys, 2*r), x.zero()
	} else {
		p1 := x.to("VPMULUDQ", x.constReg(mul1), x.c2)
		x.c0, x.c1 = x.xorKey(x.to("VPSRLQ", operand.U8(32), p1), x.c1, x.keys, 2*r), p1
	}
	x.c2, x.c3 = x.xorKey(x.to("VPSRLQ", operand.U8(32), p0), x.c3, x.keys, 2*r+1), p0
}

// xorKey returns x ^ y ^ keys[i] and may overwrite x; y may be nil.
func (m *machine) xorKey(x, y, keys operand.Op, i int) operand.Op {
	mem := operand.Mem{Base: keys.(reg.Register), Disp: 8 * i}
	if m.is512() {
		if y == nil {
			return m.to("VPXORQ", bcst{mem, m.typ.Size()}, x)
		}
		return m.emit("VPTERNLOGQ", operand.U8(0x96), bcst{mem, m.typ.Size()}, y, x)
	}
	r := m.to("VPXOR", m.to("VPBROADCASTQ", mem), x)
	if y == nil {
		return r
	}
	return m.emit("VPXOR", y, r, r)
}

// countOutside adds one to the lanes of count whose sample x, y has
// x^2 + y^2 >= 2^64: where the sum of the squares wraps.
func (m *machine) countOutside(x, y operand.Op, count reg.VecVirtual) {
	xx := m.to("VPMULUDQ", x, x)
	sum := m.to("VPADDQ", m.to("VPMULUDQ", y, y), xx)
	if m.is512() {
		wrapped := m.emit("VPCMPUQ", operand.U8(1), xx, sum, m.K()) // 1: less
		m.emit("VPADDQ", m.constReg(1), count, wrapped, count)
		return
	}
	sign := m.constReg(1 << 63)
	m.emit("VPXOR", sign, xx, xx)
	m.emit("VPXOR", sign, sum, sum)
	m.emit("VPCMPGTQ", sum, xx, xx)
	m.emit("VPSUBQ", xx, count, count)
}
