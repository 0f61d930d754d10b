package main

import (
	"fmt"
	"math/bits"
	"slices"
	"strings"
)

// a64 describes a vector instruction of arm64 on 16-byte registers. Go's
// assembler knows some by a name of its own; the others are written as words.
type a64 struct {
	goName string // in Go's assembler; empty if it lacks the instruction
	word   uint32 // otherwise: the encoding for the smallest element, all other fields zero
	args   int    // registers that it reads, but for a tied destination
	lanes  lanes
	shift  shift
	tied   bool // the destination is read, too
	narrow bool // there is no form for 8-byte elements
	only   int  // the only size of elements, if there is one
	grow   grow // whether the destination's elements have another size than the sources'
	half   bool // the operands with the smaller elements fill half a register
	lane   bool // of the last operand, lane 0 serves for all; the name ends in [0]
}

// lanes says how the element's size enters an encoding.
type lanes uint8

const (
	byteLanes  lanes = iota // not at all: the operation is on bits
	floatLanes              // bit 22 is 0 for 4-byte, 1 for 8-byte elements
	intLanes                // bits 22 and 23 hold the logarithm of the size
	longLanes               // from bit 16: bits of the element
)

// grow says how the destination's elements differ from the sources'.
type grow uint8

const (
	same   grow = iota
	longer      // twice the size
	halved      // half the size
)

// shift says how a count enters an encoding.
type shift uint8

const (
	noShift    shift = iota
	leftShift        // from bit 16: bits of the element + count
	rightShift       // from bit 16: 2 * bits of the element - count
)

// instructions lists the vector instructions that kernels use, by their A64
// names (Arm Architecture Reference Manual, DDI 0487, chapter C7).
var instructions = map[string]a64{
	"fadd":    {word: 0x4e20d400, args: 2, lanes: floatLanes},
	"fsub":    {word: 0x4ea0d400, args: 2, lanes: floatLanes},
	"fmul":    {word: 0x6e20dc00, args: 2, lanes: floatLanes},
	"fdiv":    {word: 0x6e20fc00, args: 2, lanes: floatLanes},
	"fsqrt":   {word: 0x6ea1f800, args: 1, lanes: floatLanes},
	"fmla":    {goName: "VFMLA", args: 2, lanes: floatLanes, tied: true},              // d += n*m
	"fmls":    {goName: "VFMLS", args: 2, lanes: floatLanes, tied: true},              // d -= n*m
	"fmla[0]": {word: 0x4f801000, args: 2, lanes: floatLanes, tied: true, lane: true}, // d += n*m[0]
	"fneg":    {word: 0x6ea0f800, args: 1, lanes: floatLanes},
	"fabs":    {word: 0x4ea0f800, args: 1, lanes: floatLanes},
	"fmin":    {word: 0x4ea0f400, args: 2, lanes: floatLanes},
	"fmax":    {word: 0x4e20f400, args: 2, lanes: floatLanes},
	"fminnm":  {word: 0x4ea0c400, args: 2, lanes: floatLanes},
	"fmaxnm":  {word: 0x4e20c400, args: 2, lanes: floatLanes},

	"frintn": {word: 0x4e218800, args: 1, lanes: floatLanes},
	"frintm": {word: 0x4e219800, args: 1, lanes: floatLanes},
	"frintp": {word: 0x4ea18800, args: 1, lanes: floatLanes},
	"frintz": {word: 0x4ea19800, args: 1, lanes: floatLanes},
	"fcvtzs": {word: 0x4ea1b800, args: 1, lanes: floatLanes},
	"scvtf":  {word: 0x4e21d800, args: 1, lanes: floatLanes},

	"frecpe": {word: 0x4ea1d800, args: 1, lanes: floatLanes}, // 1/n to 8 bits
	"frecps": {word: 0x4e20fc00, args: 2, lanes: floatLanes}, // 2 - n*m
	"fcvtms": {word: 0x4e21b800, args: 1, lanes: floatLanes}, // floor

	"fcmeq": {word: 0x4e20e400, args: 2, lanes: floatLanes},
	"fcmge": {word: 0x6e20e400, args: 2, lanes: floatLanes},
	"fcmgt": {word: 0x6ea0e400, args: 2, lanes: floatLanes},

	"fcvtzu": {word: 0x6ea1b800, args: 1, lanes: floatLanes},
	"ucvtf":  {word: 0x6e21d800, args: 1, lanes: floatLanes},

	"add":   {goName: "VADD", args: 2, lanes: intLanes},
	"sub":   {goName: "VSUB", args: 2, lanes: intLanes},
	"mul":   {word: 0x4e209c00, args: 2, lanes: intLanes, narrow: true},
	"mls":   {word: 0x6e209400, args: 2, lanes: intLanes, narrow: true, tied: true}, // d -= n*m
	"neg":   {word: 0x6e20b800, args: 1, lanes: intLanes},
	"smin":  {word: 0x4e206c00, args: 2, lanes: intLanes, narrow: true},
	"smax":  {word: 0x4e206400, args: 2, lanes: intLanes, narrow: true},
	"umin":  {word: 0x6e206c00, args: 2, lanes: intLanes, narrow: true},
	"umax":  {word: 0x6e206400, args: 2, lanes: intLanes, narrow: true},
	"cmeq":  {word: 0x6e208c00, args: 2, lanes: intLanes},
	"cmtst": {word: 0x4e208c00, args: 2, lanes: intLanes}, // n & m != 0
	"cmgt":  {word: 0x4e203400, args: 2, lanes: intLanes},
	"cmhi":  {word: 0x6e203400, args: 2, lanes: intLanes},
	"shl":   {goName: "VSHL", args: 1, lanes: intLanes, shift: leftShift},
	"ushr":  {goName: "VUSHR", args: 1, lanes: intLanes, shift: rightShift},
	"sshr":  {word: 0x4f000400, args: 1, lanes: intLanes, shift: rightShift},
	"ushl":  {word: 0x6e204400, args: 2, lanes: intLanes}, // by the lanes of the second, to the right if negative
	"sshl":  {word: 0x4e204400, args: 2, lanes: intLanes},

	"rev64": {goName: "VREV64", args: 1, lanes: intLanes, narrow: true},
	"rev32": {goName: "VREV32", args: 1},
	"rev16": {goName: "VREV16", args: 1},
	"uzp1":  {goName: "VUZP1", args: 2, lanes: intLanes}, // even elements of n, then of m
	"uzp2":  {goName: "VUZP2", args: 2, lanes: intLanes}, // odd elements
	"zip1":  {goName: "VZIP1", args: 2, lanes: intLanes}, // the lower halves interleaved
	"zip2":  {goName: "VZIP2", args: 2, lanes: intLanes}, // the upper halves

	"sxtl":   {word: 0x0f00a400, args: 1, lanes: longLanes, narrow: true, grow: longer, half: true},
	"sxtl2":  {word: 0x4f00a400, args: 1, lanes: longLanes, narrow: true, grow: longer}, // of the upper half
	"uxtl":   {word: 0x2f00a400, args: 1, lanes: longLanes, narrow: true, grow: longer, half: true},
	"uxtl2":  {word: 0x6f00a400, args: 1, lanes: longLanes, narrow: true, grow: longer},
	"fcvtl":  {word: 0x0e617800, args: 1, only: 4, grow: longer, half: true},
	"fcvtl2": {word: 0x4e617800, args: 1, only: 4, grow: longer},
	"fcvtn":  {word: 0x0e616800, args: 1, only: 8, grow: halved, half: true},
	"fcvtn2": {word: 0x4e616800, args: 1, only: 8, grow: halved, tied: true}, // into the upper half

	"saddlp": {word: 0x4e202800, args: 1, lanes: intLanes, narrow: true, grow: longer}, // sums of neighbours
	"uaddlp": {word: 0x6e202800, args: 1, lanes: intLanes, narrow: true, grow: longer},
	"sadalp": {word: 0x4e206800, args: 1, lanes: intLanes, narrow: true, grow: longer, tied: true}, // added to d
	"uadalp": {word: 0x6e206800, args: 1, lanes: intLanes, narrow: true, grow: longer, tied: true},
	"umull":  {word: 0x2e20c000, args: 2, lanes: intLanes, narrow: true, grow: longer, half: true},
	"umull2": {word: 0x6e20c000, args: 2, lanes: intLanes, narrow: true, grow: longer}, // of the upper halves
	"umlal2": {word: 0x6e208000, args: 2, lanes: intLanes, narrow: true, grow: longer, tied: true},
	"umlal":  {word: 0x2e208000, args: 2, lanes: intLanes, narrow: true, grow: longer, half: true, tied: true}, // d += n*m

	"and": {goName: "VAND", args: 2},
	"orr": {goName: "VORR", args: 2},
	"orn": {word: 0x4ee01c00, args: 2}, // n | ^m
	"eor": {goName: "VEOR", args: 2},
	"mvn": {word: 0x6e205800, args: 1},
	"bsl": {goName: "VBSL", args: 2, tied: true}, // d = d ? n : m
	"bit": {goName: "VBIT", args: 2, tied: true}, // d = m ? n : d
	"bif": {goName: "VBIF", args: 2, tied: true}, // d = m ? d : n
}

// encode returns the instruction's word. regs are the destination and the
// sources as A64 writes them; size is that of the sources' elements in bytes.
func (op a64) encode(size, count int, regs []int) uint32 {
	w := op.word
	for i, r := range regs {
		w |= uint32(r) << [...]int{0, 5, 16}[i]
	}
	switch op.lanes {
	case floatLanes:
		w |= uint32(size) / 8 << 22
	case intLanes:
		if op.shift == noShift {
			w |= uint32(bits.TrailingZeros(uint(size))) << 22
		}
	case longLanes:
		w |= uint32(8*size) << 16
	}
	switch op.shift {
	case leftShift:
		w |= uint32(8*size+count) << 16
	case rightShift:
		w |= uint32(16*size-count) << 16
	}
	return w
}

// asm prints the instruction for Go's assembler.
func (op a64) asm(name string, size, count int, regs []int) string {
	if op.goName == "" {
		return fmt.Sprintf("WORD $0x%08x // %s", op.encode(size, count, regs), op.text(name, size, count, regs))
	}
	var list []string
	if op.shift != noShift {
		list = append(list, fmt.Sprintf("$%d", count))
	}
	for i, r := range slices.Backward(regs) { // Go has the destination last
		letter, n := op.arrangement(i, size)
		list = append(list, fmt.Sprintf("V%d.%s%d", r, letter, n))
	}
	return op.goName + " " + strings.Join(list, ", ")
}

// text prints the instruction as A64 writes it.
func (op a64) text(name string, size, count int, regs []int) string {
	var list []string
	for i, r := range regs {
		letter, n := op.arrangement(i, size)
		if op.lane && i == op.args {
			list = append(list, fmt.Sprintf("v%d.%s[0]", r, strings.ToLower(letter)))
		} else {
			list = append(list, fmt.Sprintf("v%d.%d%s", r, n, strings.ToLower(letter)))
		}
	}
	if op.shift != noShift {
		list = append(list, fmt.Sprintf("#%d", count))
	}
	return strings.TrimSuffix(name, "[0]") + " " + strings.Join(list, ", ")
}

// arrangement returns the letter of the element's size and the number of lanes
// of operand i, the destination being 0; size is that of the sources' elements.
func (op a64) arrangement(i, size int) (letter string, n int) {
	if op.lanes == byteLanes && op.grow == same {
		size = 1
	}
	bytes := 16
	if op.half && (i == 0) == (op.grow == halved) { // the smaller elements
		bytes = 8
	}
	if i == 0 {
		switch op.grow {
		case longer:
			size *= 2
		case halved:
			size /= 2
		}
	}
	return laneLetter(size), bytes / size
}

// laneLetter names an element's size as A64 does.
func laneLetter(size int) string { return map[int]string{1: "B", 2: "H", 4: "S", 8: "D"}[size] }
