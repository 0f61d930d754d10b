package main

import (
	"fmt"
	"math"
	"strings"

	"github.com/lanewise/lanewise/asm/vir"
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// ordered is an element type that the sorting kernels take.
type ordered struct {
	suffix, goType string
	lane           vir.Type // of the same width
	float, signed  bool
}

var orderedTypes = []ordered{
	{"F64", "float64", vir.F64, true, true}, {"F32", "float32", vir.F32, true, true},
	{"I64", "int64", vir.F64, false, true}, {"I32", "int32", vir.F32, false, true},
	{"U64", "uint64", vir.F64, false, false}, {"U32", "uint32", vir.F32, false, false},
}

// sortKernels are the leaves of sorting: what the loops in kernels/sort.go call.
var sortKernels = []struct {
	name, signature string
	serves          func(t ordered) bool
	body            func(s *sorter)
}{
	{"sortSmall", "func(x *%, n int, buf *%)", everyType, (*sorter).sortSmall},
	{"partitionBlocks", "func(x *%, state *int, pivot %, limit int)", everyType, (*sorter).partitionBlocks},
	{"partitionVectors", "func(dst, x *%, n int, pivot %) (ret int)", everyType, (*sorter).partitionVectors},
	{"anyNaN", "func(x *%, n int) (ret int)", onlyFloats, (*sorter).anyNaN},
	{"searchLeft", "func(sorted *%, dst *int, m int, values *%, n int)", everyType, search(false)},
	{"searchRight", "func(sorted *%, dst *int, m int, values *%, n int)", everyType, search(true)},
	{"keys", "func(x *%, dst *uint64, n int, flip uint64, ends *int64)", everyType, (*sorter).keys},
	{"packKeys", "func(x *%, n int, base uint64, shift, width, index int)", onlyKeys, (*sorter).packKeys},
}

func everyType(ordered) bool    { return true }
func onlyFloats(t ordered) bool { return t.float }
func onlyKeys(t ordered) bool   { return t.suffix == "U64" }

// sortSpecials lists the sorting kernels of all element types.
func sortSpecials() (list []special) {
	for _, t := range orderedTypes {
		for _, k := range sortKernels {
			if !k.serves(t) {
				continue
			}
			list = append(list, special{name: k.name + t.suffix, signature: strings.ReplaceAll(k.signature, "%", t.goType),
				body: func(m *machine, _ func()) {
					m.typ = t.lane
					s := &sorter{machine: m, ordered: t}
					k.body(s)
				}})
		}
	}
	return list
}

// sortConstants declares functions that choose the kernel of a type and level.
func sortConstants() string {
	s := fmt.Sprintf("\n// Elements of the blocks that partitioning reads, by their size.\nconst (\npartitionBlock8 = %d\npartitionBlock4 = %d\n)\n",
		partitionBytes/8, partitionBytes/4)
	for _, k := range sortKernels {
		signature := strings.TrimPrefix(strings.ReplaceAll(k.signature, "%", "T"), "func(")
		results := strings.Contains(signature, "(ret int)")
		s += fmt.Sprintf("\nfunc %s[T Real](l Level, %s {\nswitch first := any(%s).(type) {\n", k.name, signature, firstParam(signature))
		for _, t := range orderedTypes {
			if !k.serves(t) {
				continue
			}
			args := callArguments(signature, t.goType)
			call := func(l level) string {
				c := fmt.Sprintf("%s%s%s(%s)", k.name, t.suffix, l.suffix, args)
				if results {
					return "return " + c
				}
				return c
			}
			s += fmt.Sprintf("case *%s:\nif l == AVX512 {\n%s\n} else {\n%s\n}\n", t.goType, call(avx512), call(avx2))
		}
		s += "}\n"
		if results {
			s += "panic(\"unreachable\")\n"
		}
		s += "}\n"
	}
	return s
}

func firstParam(signature string) string { return signature[:strings.IndexAny(signature, ", ")] }

// callArguments turns a list of parameters of type T into arguments of goType.
func callArguments(signature, goType string) string {
	list := strings.Split(strings.TrimSuffix(strings.Split(signature, ") (")[0], ")"), ", ")
	typ := ""
	for i := len(list) - 1; i >= 0; i-- {
		p := list[i]
		name, t, ok := strings.Cut(p, " ")
		if ok {
			typ = t
		}
		switch {
		case i == 0:
			list[i] = "first"
		case typ == "*T":
			list[i] = fmt.Sprintf("(*%s)(unsafe.Pointer(%s))", goType, name)
		case typ == "T":
			list[i] = fmt.Sprintf("%s(%s)", goType, name)
		default:
			list[i] = name
		}
	}
	return strings.Join(list, ", ")
}

// sorter writes a sorting kernel. Comparison networks run on rows of registers;
// free holds registers that they may use besides.
type sorter struct {
	*machine
	ordered
	rows []reg.VecVirtual
	free [2]reg.VecVirtual
}

// biased reports whether keys are compared after flipping their sign bits:
// AVX2 compares signed integers only.
func (s *sorter) biased() bool { return !s.signed && !s.is512() }

// flip changes the order of unsigned integers to that of signed ones, and back.
func (s *sorter) flip(v reg.VecVirtual) {
	if s.biased() {
		s.emit("VXOR%", s.signs(), v, v)
	}
}

// signs is a vector of sign bits in memory.
func (s *sorter) signs() operand.Mem {
	return s.table("signs", func(int) uint64 { return s.signBit() })
}

// table is a vector of constants in memory, named by key.
func (s *sorter) table(key string, lane func(i int) uint64) operand.Mem {
	return s.consts.vector(fmt.Sprintf("%s/%d/%d", key, s.typ.Size(), s.lanes()), s.typ.Size(), s.lanes(), lane)
}

// highest returns the largest key as it is compared.
func (s *sorter) highest() uint64 {
	switch {
	case s.float:
		return s.floatBits(math.Inf(1))
	case s.signed || s.biased():
		return s.signBit() - 1
	}
	return s.signBit()<<1 - 1
}

// minMax names the instructions for minimum and maximum; there are none for
// 64-bit integers on AVX2.
func (s *sorter) minMax() (least, most string, ok bool) {
	switch {
	case s.float:
		return "VMIN%", "VMAX%", true
	case s.is512() && s.signed:
		return "VPMINS?", "VPMAXS?", true
	case s.is512():
		return "VPMINU?", "VPMAXU?", true
	case s.typ == vir.F32: // biased if unsigned
		return "VPMINSD", "VPMAXSD", true
	}
	return "", "", false
}

// start takes registers for the given number of rows.
func (s *sorter) start(rows int) {
	s.rows = make([]reg.VecVirtual, rows)
	for i := range s.rows {
		s.rows[i] = s.vec()
	}
	s.free = [2]reg.VecVirtual{s.vec(), s.vec()}
}

// exchange puts the smaller keys of rows i and j, lane by lane, into row i. Of
// equal keys, each row gets the other's, so that zeros keep their signs.
func (s *sorter) exchange(i, j int) {
	a, b := s.rows[i], s.rows[j]
	least, most, ok := s.minMax()
	if ok {
		t := s.free[0]
		s.emit(least, b, a, t)
		s.emit(most, a, b, b)
		s.rows[i], s.free[0] = t, a
		return
	}
	greater, t := s.free[0], s.free[1]
	s.emit("VPCMPGTQ", b, a, greater)
	s.emit("VBLENDVPD", greater, b, a, t)
	s.emit("VBLENDVPD", greater, a, b, b)
	s.rows[i], s.free[1] = t, a
}

// exchangeHalves orders the lanes of every group's lower half with those of its
// upper half: the first one with the first one, or if mirrored with the last
// one. It may leave mirrored upper halves turned round, which bitonic merging
// does not mind.
func (s *sorter) exchangeHalves(group int, mirrored bool) {
	if s.is512() {
		s.exchangeLanes512(group, mirrored)
		return
	}
	split := laneSplits[group*s.typ.Size()]
	for r := 0; r < len(s.rows); r += 2 {
		lo := s.combine(split.lo, split.immLo, r)
		s.combineInto(split.hi, split.immHi, r, s.rows[r+1])
		s.rows[r], s.free[0] = lo, s.rows[r]
		if half := group / 2; mirrored && half > 1 {
			s.permute(s.rows[r+1], reversed(half), s.rows[r+1])
		}
		s.exchange(r, r+1)
		lo = s.combine(split.joinLo, split.immLo, r)
		s.combineInto(split.joinHi, split.immHi, r, s.rows[r+1])
		s.rows[r], s.free[0] = lo, s.rows[r]
	}
}

// laneSplits gives, by the bytes of a group of lanes, the AVX2 instructions that
// put the lower halves of two rows' groups into one register and the upper
// halves into another, and those that undo it.
var laneSplits = map[int]struct {
	lo, hi, joinLo, joinHi string
	immLo, immHi           operand.Op // of lo and hi, and of joins of the same name
}{
	32: {"VPERM2F128", "VPERM2F128", "VPERM2F128", "VPERM2F128", operand.U8(0x20), operand.U8(0x31)},
	16: {"VUNPCKLPD", "VUNPCKHPD", "VUNPCKLPD", "VUNPCKHPD", nil, nil},
	8:  {"VSHUFPS", "VSHUFPS", "VUNPCKLPS", "VUNPCKHPS", operand.U8(0x88), operand.U8(0xDD)},
}

// combine writes an instruction on rows r and r+1 whose result goes to a free
// register.
func (s *sorter) combine(name string, imm operand.Op, r int) reg.VecVirtual {
	s.combineInto(name, imm, r, s.free[0])
	return s.free[0]
}

func (s *sorter) combineInto(name string, imm operand.Op, r int, dst reg.VecVirtual) {
	args := []operand.Op{s.rows[r+1], s.rows[r], dst}
	if imm != nil && !strings.HasPrefix(name, "VUNPCK") {
		args = append([]operand.Op{imm}, args...)
	}
	s.emit(name, args...)
}

// exchangeLanes512 does it for AVX-512, row by row: masks make that as short.
func (s *sorter) exchangeLanes512(group int, mirrored bool) {
	partner := apart(group / 2)
	if mirrored {
		partner = reversed(group)
	}
	upper := uint32(0)
	for i := range s.lanes() {
		if partner(i) < i {
			upper |= 1 << i
		}
	}
	bits, mask := s.GP32(), s.K()
	s.MOVL(operand.U32(upper), bits)
	s.KMOVW(bits, mask)
	least, most, _ := s.minMax()
	for r, v := range s.rows {
		other, t := s.free[0], s.free[1]
		s.permute(v, partner, other)
		s.emit(least, other, v, t)
		s.emit(most, other, v, mask, t)
		s.rows[r], s.free[1] = t, v
	}
}

// permute sets lane i of dst to lane from(i) of v, by the cheapest instruction
// for what the networks need.
func (s *sorter) permute(v reg.VecVirtual, from func(i int) int, dst reg.VecVirtual) {
	index := make([]int, s.lanes())
	for i := range index {
		index[i] = from(i)
	}
	width := s.typ.Size()
	for width == 4 && index[1] == index[0]+1 && index[0]%2 == 0 { // pairs move together
		for i := range len(index) / 2 {
			index[i] = index[2*i] / 2
		}
		index = index[:len(index)/2]
		width = 8
	}
	imm := func(bits, fields int) (x operand.U8) {
		for i := range fields {
			x |= operand.U8(index[i]&(1<<bits-1)) << (i * bits)
		}
		return x
	}
	within := func(group int) bool { // of lanes
		for i, x := range index {
			if x/group != i/group || x%group != index[i%group]%group {
				return false
			}
		}
		return true
	}
	switch {
	case width == 4 && within(4):
		s.emit("VPERMILPS", imm(2, 4), v, dst)
	case width == 4:
		t := s.to("VMOVUPS", s.table("index"+fmt.Sprint(index), func(i int) uint64 { return uint64(index[i]) }))
		s.emit("VPERMPS", v, t, dst)
	case within(2):
		s.emit("VPERMILPD", imm(1, len(index)), v, dst)
	case within(4):
		s.emit("VPERMPD", imm(2, 4), v, dst)
	case index[0] == 4 && index[1] == 5: // halves of a ZMM register
		s.emit("VSHUFF64X2", operand.U8(0x4E), v, v, dst)
	default:
		t := s.to("VMOVUPD", s.table("index"+fmt.Sprint(index), func(i int) uint64 { return uint64(index[i]) }))
		s.emit("VPERMPD", v, t, dst)
	}
}

// reversed is the partner of lane i when groups of lanes are turned round.
func reversed(group int) func(i int) int {
	return func(i int) int { return i/group*group + group - 1 - i%group }
}

// apart is the partner of lane i at a distance, a power of two.
func apart(distance int) func(i int) int { return func(i int) int { return i ^ distance } }

// sortRows sorts all elements of the rows, row 0 first: the columns by Batcher's
// odd-even merge sort, then pairs of columns merge into one of twice the
// width, until a column is the whole.
func (s *sorter) sortRows() {
	for _, c := range oddEvenMergeSort(len(s.rows)) {
		s.exchange(c[0], c[1])
	}
	for group := 2; group <= s.lanes(); group *= 2 {
		s.mergeLanes(group)
	}
}

// mergeLanes merges sorted columns of group/2 lanes each, two by two. Bitonic
// merging compares one column with the other one upside down; what lands in
// the lower rows of a block is reversed again by the next step.
func (s *sorter) mergeLanes(group int) {
	for block := len(s.rows); block > 1; block /= 2 {
		for first := 0; first < len(s.rows); first += block {
			for i := range block / 2 {
				j := first + block - 1 - i
				s.permute(s.rows[j], reversed(group), s.rows[j])
				s.exchange(first+i, j)
			}
		}
	}
	s.exchangeHalves(group, true)
	for g := group / 2; g > 1; g /= 2 {
		s.exchangeHalves(g, false)
	}
}

// cleanRows sorts rows that hold a bitonic sequence.
func (s *sorter) cleanRows() {
	for d := len(s.rows) / 2; d >= 1; d /= 2 {
		for i := range s.rows {
			if i&d == 0 {
				s.exchange(i, i+d)
			}
		}
	}
	for g := s.lanes(); g > 1; g /= 2 {
		s.exchangeHalves(g, false)
	}
}

// oddEvenMergeSort returns the comparators of Batcher's network for n inputs,
// a power of two (Knuth, The Art of Computer Programming 3, 5.2.2, algorithm M).
func oddEvenMergeSort(n int) (list [][2]int) {
	for p := n / 2; p > 0; p /= 2 {
		q, r, d := n/2, 0, p
		for {
			for i := range n - d {
				if i&p == r {
					list = append(list, [2]int{i, i + d})
				}
			}
			if q == p {
				break
			}
			d, q, r = q-p, q/2, p
		}
	}
	return list
}
