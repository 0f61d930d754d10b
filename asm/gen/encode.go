package main

import (
	"fmt"

	"github.com/mmcloughlin/avo/ir"
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// dotBFloat16 is an instruction of AVX512_BF16 that Go's assembler lacks.
const dotBFloat16 = "VDPBF16PS"

// dotBFloat16 adds to each float32 of sum the products of the two bfloat16 that x
// and y have in its place.
func (m *machine) dotBFloat16(y, x, sum operand.Op) {
	m.Instruction(&ir.Instruction{
		Opcode: dotBFloat16, ISA: []string{"AVX512_BF16"},
		Operands: []operand.Op{y, x, sum}, Inputs: []operand.Op{y, x, sum}, Outputs: []operand.Op{sum},
	})
}

// rawOperand is printed as it is.
type rawOperand string

func (r rawOperand) Asm() string { return string(r) }

// encode replaces instructions that Go's assembler lacks by their bytes. Registers
// must have been allocated.
func encode(fn *ir.Function) {
	for _, in := range fn.Instructions() {
		if in.Opcode != dotBFloat16 {
			continue
		}
		var index [3]uint32
		for i, op := range in.Operands {
			index[i] = uint32(op.(reg.Physical).PhysicalIndex())
		}
		low, high := encodeDotBFloat16(index[0], index[1], index[2])
		in.Operands = []operand.Op{rawOperand(fmt.Sprintf("$%#08x; WORD $%#04x // %s Z%d, Z%d, Z%d", low, high, in.Opcode, index[0], index[1], index[2]))}
		in.Opcode = "LONG"
	}
}

// encodeDotBFloat16 returns the bytes of VDPBF16PS Zy, Zx, Zsum, the first ones
// lowest: EVEX.512.F3.0F38.W0 52 /r of Intel's manual.
func encodeDotBFloat16(y, x, sum uint32) (low uint32, high uint16) {
	const opcode, mapF38, prefixF3, vector512 = 0x52, 2, 2, 2
	// Bits of register numbers beyond the third are inverted, as all of x are.
	not := func(v, bit uint32) uint32 { return ^v >> bit & 1 }
	p0 := not(sum, 3)<<7 | not(y, 4)<<6 | not(y, 3)<<5 | not(sum, 4)<<4 | mapF38
	p1 := ^x&15<<3 | 1<<2 | prefixF3
	p2 := uint32(vector512)<<5 | not(x, 4)<<3
	registers := 3<<6 | sum&7<<3 | y&7
	return 0x62 | p0<<8 | p1<<16 | p2<<24, uint16(opcode | registers<<8)
}
