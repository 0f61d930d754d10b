package main

import (
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// The escape kernel iterates z = z*z + c on a tile of points: slots vectors
// side by side, so that the latency of one hides behind the work on the others.
//
// One iteration is three fused multiply-adds and an addition. Testing for
// escape would cost as much again, so blocks of steps iterations run untested:
// a point that leaves the circle of radius 2 doesn't come back (the caller
// sees to that), so one test after a block tells whether any point left within
// it. If so, the block is taken back and run again with a test before every
// iteration. Points that left are recorded and set to z = c = 0, where they
// stay and disturb nobody.
//
// The tile in memory has six fields of slots vectors each, aligned to the
// vector: z, c, and z at the escape, each as real and imaginary parts.
const steps = 16

// slots is how many vectors a tile has.
func slots(l level) int {
	if l == avx2 { // with half the registers
		return 6
	}
	return 8
}

const (
	fieldZr = iota
	fieldZi
	fieldCr
	fieldCi
	fieldEr
	fieldEi
)

type escape struct {
	*machine
	tile, n   reg.Register
	iter, end reg.GPVirtual
	alive     reg.GPVirtual
	calm      reg.GPVirtual // tested iterations to go before untested ones
	zr, zi    []reg.VecVirtual
	speculate reg.GPVirtual
}

const escapeSignature = "func(tile *byte, n *int32, start, end, alive, speculate int) (ret int)"

// escapeBody writes the function
//
//	escape(tile, n, start, end, alive, speculate) (alive)
//
// that runs iterations start to end of a tile with alive points left, writes
// the iteration at which a point escapes to n, and returns how many points
// remain. Without speculate every iteration is tested.
func escapeBody(m *machine, loadConstants func()) {
	e := &escape{machine: m, calm: m.GP64()}
	e.tile = m.Load(m.Param("tile"), m.GP64())
	e.n = m.Load(m.Param("n"), m.GP64())
	e.iter = m.param("start")
	e.end = m.param("end")
	e.alive = m.param("alive")
	e.speculate = m.param("speculate")
	loadConstants()
	for v := range slots(m.level) {
		e.zr = append(e.zr, m.to("VMOVU%", e.field(fieldZr, v)))
		e.zi = append(e.zi, m.to("VMOVU%", e.field(fieldZi, v)))
	}
	e.loop()
	m.Store(e.alive, m.Return("ret"))
}

// field returns the memory of a field's vector v.
func (e *escape) field(f, v int) operand.Mem {
	return operand.Mem{Base: e.tile, Disp: (f*slots(e.level) + v) * e.bytes}
}

// loop alternates between tested and untested iterations.
func (e *escape) loop() {
	e.MOVQ(operand.I32(steps), e.calm)

	e.Label("tested")
	e.CMPQ(e.iter, e.end)
	e.JGE(operand.LabelRef("done"))
	e.anyEscaped("escaped")
	e.Label("step")
	for v := range e.zr {
		e.iterate(v)
	}
	e.INCQ(e.iter)
	e.DECQ(e.calm)
	e.JNZ(operand.LabelRef("tested"))
	e.store()

	e.Label("untested")
	e.MOVQ(operand.I32(steps), e.calm)
	e.TESTQ(e.speculate, e.speculate)
	e.JE(operand.LabelRef("tested"))
	last := e.GP64()
	e.LEAQ(operand.Mem{Base: e.iter, Disp: steps}, last)
	e.CMPQ(last, e.end)
	e.JG(operand.LabelRef("tested"))
	e.alignLoop()
	e.Label("block")
	for v := range e.zr {
		e.iterate(v)
	}
	e.DECQ(e.calm)
	e.JNZ(operand.LabelRef("block"))
	e.anyEscaped("back")
	e.store()
	e.MOVQ(last, e.iter)
	e.JMP(operand.LabelRef("untested"))

	e.Label("back") // from a block in which points escaped
	for v := range e.zr {
		e.emit("VMOVU%", e.field(fieldZr, v), e.zr[v])
		e.emit("VMOVU%", e.field(fieldZi, v), e.zi[v])
	}
	e.MOVQ(operand.I32(steps), e.calm)
	e.JMP(operand.LabelRef("tested"))

	e.Label("escaped")
	e.MOVQ(operand.I32(steps), e.calm)
	for v := range e.zr {
		e.record(v)
	}
	e.TESTQ(e.alive, e.alive)
	e.JNE(operand.LabelRef("step"))

	e.Label("done")
	e.store()
}

// iterate replaces z by z*z + c.
func (e *escape) iterate(v int) {
	zr, zi := e.zr[v], e.zi[v]
	t := e.to("VMOVU%", e.field(fieldCr, v))
	e.emit("VFNMADD231%", zi, zi, t)
	twice := e.to("VADD%", zr, zr)
	e.emit("VFMADD213%", t, zr, zr)
	e.emit("VFMADD213%", e.field(fieldCi, v), twice, zi)
}

// store writes z to the tile.
func (e *escape) store() {
	for v := range e.zr {
		e.emit("VMOVU%", e.zr[v], e.field(fieldZr, v))
		e.emit("VMOVU%", e.zi[v], e.field(fieldZi, v))
	}
}

// outside returns the mask of points with |z|^2 > 4 or NaN.
func (e *escape) outside(v int) operand.Op {
	const notLE = operand.U8(0x16) // not less or equal, unordered, quiet
	r := e.to("VMUL%", e.zi[v], e.zi[v])
	e.emit("VFMADD231%", e.zr[v], e.zr[v], r)
	if e.is512() {
		return e.emit("VCMP%", notLE, e.constant(e.floatBits(4)), r, e.K())
	}
	return e.emit("VCMP%", notLE, e.constReg(e.floatBits(4)), r, r)
}

// anyEscaped jumps to label if a point is outside.
func (e *escape) anyEscaped(label string) {
	any := e.outside(0)
	for v := 1; v < len(e.zr); v++ {
		if e.is512() {
			any = e.emit("KORW", any, e.outside(v), e.K())
		} else {
			e.emit("VOR%", any, e.outside(v), any)
		}
	}
	if e.is512() {
		e.emit("KORTESTW", any, any)
	} else {
		e.emit("VPTEST", any, any)
	}
	e.JNE(operand.LabelRef(label))
}

// record notes the points of one vector that are outside: the iteration and z,
// and sets them to zero.
func (e *escape) record(v int) {
	next := e.label("next")
	mask, bits := e.outside(v), e.GP32()
	zero := e.zero()
	if e.is512() {
		e.emit("KMOVW", mask, bits)
	} else {
		e.emit("VMOVMSK%", mask, bits)
	}
	e.TESTL(bits, bits)
	e.JE(operand.LabelRef(next))
	store := "VMASKMOV%"
	if e.is512() {
		store = "VMOVU%"
	}
	e.emit(store, e.zr[v], mask, e.field(fieldEr, v))
	e.emit(store, e.zi[v], mask, e.field(fieldEi, v))
	e.emit(store, zero, mask, e.field(fieldCr, v))
	e.emit(store, zero, mask, e.field(fieldCi, v))
	if e.is512() {
		e.emit("VMOVA%", zero, mask, e.zr[v])
		e.emit("VMOVA%", zero, mask, e.zi[v])
	} else {
		e.emit("VANDN%", e.zr[v], mask, e.zr[v])
		e.emit("VANDN%", e.zi[v], mask, e.zi[v])
	}
	lane, left := e.label("lane"), e.GP32()
	e.POPCNTL(bits, left)
	e.SUBQ(left.As64(), e.alive)
	e.Label(lane)
	e.TZCNTL(bits, left)
	e.MOVL(e.iter.As32(), operand.Mem{Base: e.n, Index: left, Scale: 4, Disp: 4 * v * e.lanes()})
	e.BLSRL(bits, bits)
	e.JNE(operand.LabelRef(lane))
	e.Label(next)
}
