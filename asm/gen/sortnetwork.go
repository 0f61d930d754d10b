package main

import (
	"fmt"
	"iter"
	"math/bits"
	"slices"

	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// Networks in registers compare elements whose ranks, their places in the order
// that a merge makes, differ in one bit. The bits of the number of a row (of a
// register) and of a lane each stand for one bit of the rank: inRows and inLanes
// say which, lowest first. Rows that differ in one bit are compared as they are;
// a bit in lanes first trades places with one in rows, and stays there until
// another one is needed more. The order of rows and lanes is that of ranks
// before and after a network only.

// start takes registers for the given number of rows.
func (s *sorter) start(rows int) {
	s.rows = make([]reg.VecVirtual, rows)
	for i := range s.rows {
		s.rows[i] = s.vec()
	}
	s.free = [2]reg.VecVirtual{s.vec(), s.vec()}
	s.turn = func() {}
	s.shuffles, s.blends = map[string]reg.VecVirtual{}, map[uint32]reg.OpmaskVirtual{}
}

// exchange puts the smaller keys of rows i and j, lane by lane, into row i. Of
// equal keys, each row gets the other's, so that zeros keep their signs.
func (s *sorter) exchange(i, j int) {
	defer s.turn()
	a, b := s.rows[i], s.rows[j]
	least, most, ok := s.minMax()
	if ok {
		t := s.free[0]
		s.emit(least, b, a, t)
		if s.is512() && !s.float { // one port has minima of integers, two have logic
			s.VPTERNLOGQ(operand.U8(0x96), t, a, b) // a xor b xor the lesser is the greater
		} else {
			s.emit(most, a, b, b)
		}
		s.rows[i], s.free[0] = t, a
		return
	}
	greater, t := s.free[0], s.free[1]
	s.emit("VPCMPGTQ", b, a, greater)
	s.emit("VBLENDVPD", greater, b, a, t)
	s.emit("VBLENDVPD", greater, a, b, b)
	s.rows[i], s.free[1] = t, a
}

// stage is one step of a merge: it compares elements whose ranks differ in one
// bit, or if mirrored in that bit and all lower ones.
type stage struct {
	bit      int
	mirrored bool
}

// cleaning returns the stages that sort a bitonic sequence of 1<<width elements.
func cleaning(width int) (list []stage) {
	for bit := width - 1; bit >= 0; bit-- {
		list = append(list, stage{bit: bit})
	}
	return list
}

// sortRows sorts all elements of the rows, row 0 first: the columns by Batcher's
// odd-even merge sort, then pairs of columns merge into one of twice the
// width, until a column is the whole. Bitonic merging begins by comparing one
// column with the other one upside down.
func (s *sorter) sortRows() {
	if height := 1 << (bits.Len(uint(len(s.rows))) - 1); height < len(s.rows) {
		s.sortUneven(height)
		return
	}
	for _, c := range oddEvenMergeSort(len(s.rows)) {
		s.exchange(c[0], c[1])
	}
	rowBits, width := s.rankBits()
	s.inRows, s.inLanes = sequence(0, rowBits), sequence(rowBits, width)
	var merges []stage
	for bit := rowBits; bit < width; bit++ {
		merges = append(append(merges, stage{bit, true}), cleaning(bit)...)
	}
	s.run(merges)
}

// sortUneven sorts rows whose number is no power of two: the first ones and the
// others by themselves, then it merges them as if higher keys followed.
func (s *sorter) sortUneven(height int) {
	parts := [][]reg.VecVirtual{s.rows[:height], s.rows[height:]}
	s.together(parts, (*sorter).sortRows)
	for i := height; i < len(s.rows); i++ {
		s.permute(s.rows[i], reversed(s.lanes()), s.rows[i])
		s.exchange(2*height-1-i, i)
	}
	slices.Reverse(parts[1])
	s.together(parts, (*sorter).cleanRows)
}

// together runs a network on each part of the rows. Their instructions take
// turns, each part's as often as it has rows: one alone would wait for its own
// results most of the time.
func (s *sorter) together(parts [][]reg.VecVirtual, network func(*sorter)) {
	least := len(slices.MinFunc(parts, func(a, b []reg.VecVirtual) int { return len(a) - len(b) }))
	var left []func() bool // does as much of a part as is its turn, and reports whether there is more
	for _, rows := range parts {
		part := *s
		part.rows = rows
		part.free = [2]reg.VecVirtual{s.vec(), s.vec()}
		next, _ := iter.Pull(func(yield func(bool) bool) {
			part.turn = func() { yield(true) }
			network(&part)
		})
		left = append(left, func() (more bool) {
			for range len(rows) / least {
				_, more = next()
			}
			return more
		})
	}
	for len(left) > 0 {
		left = slices.DeleteFunc(left, func(step func() bool) bool { return !step() })
	}
}

// cleanRows sorts rows that hold a bitonic sequence.
func (s *sorter) cleanRows() {
	rowBits, width := s.rankBits()
	s.inRows, s.inLanes = sequence(width-rowBits, width), sequence(0, width-rowBits)
	s.run(cleaning(width))
}

// rankBits returns how many bits number the rows, and all elements.
func (s *sorter) rankBits() (rows, all int) {
	rows = bits.TrailingZeros(uint(len(s.rows)))
	return rows, rows + bits.TrailingZeros(uint(s.lanes()))
}

// sequence returns the numbers from, from+1, ... to-1.
func sequence(from, to int) (list []int) {
	for i := from; i < to; i++ {
		list = append(list, i)
	}
	return list
}

// run does the stages, then brings all elements to the places of their ranks.
func (s *sorter) run(stages []stage) {
	rowBits, width := s.rankBits()
	home := cleaning(width)[:rowBits] // the bits in rows at the end
	for i, st := range stages {
		if !slices.Contains(s.inRows, st.bit) {
			s.bring(st, s.longestUnused(append(stages[i:len(stages):len(stages)], home...)), true)
		}
		at := slices.Index(s.inRows, st.bit)
		for r := range s.rows {
			if r>>at&1 == 0 {
				s.exchange(r, r|1<<at)
			}
		}
	}
	for _, st := range home {
		if !slices.Contains(s.inRows, st.bit) {
			s.bring(st, s.longestUnused(home), false)
		}
	}
	rows := make([]reg.VecVirtual, len(s.rows))
	for r, v := range s.rows {
		home := 0
		for i, bit := range s.inRows {
			home |= r >> i & 1 << (bit - width + rowBits)
		}
		rows[home] = v
	}
	copy(s.rows, rows)
	if natural := sequence(0, width-rowBits); !slices.Equal(s.inLanes, natural) {
		for _, v := range s.rows {
			s.permute(v, func(i int) int { return recode(i, natural, s.inLanes) }, v)
		}
	}
}

// longestUnused returns the bit in rows whose next stage comes last.
func (s *sorter) longestUnused(stages []stage) int {
	next := func(bit int) int {
		i := slices.IndexFunc(stages, func(st stage) bool { return st.bit == bit })
		if i < 0 {
			return len(stages)
		}
		return i
	}
	return slices.MaxFunc(s.inRows, func(a, b int) int { return next(a) - next(b) })
}

// recode returns the lane whose bits stand for those of a rank as to says, of
// an element in a lane where they do as from says.
func recode(lane int, from, to []int) (result int) {
	for i, bit := range to {
		if at := slices.Index(from, bit); at >= 0 {
			result |= lane >> at & 1 << i
		}
	}
	return result
}

// bring makes the bit of a stage one of rows in place of another one. If the
// stage is mirrored, its partners become those that differ in this bit alone.
// Elements may come to the places of their partners if the stage compares them.
func (s *sorter) bring(st stage, evicted int, compared bool) {
	rows := slices.Clone(s.rows)
	at, lane := slices.Index(s.inRows, evicted), slices.Index(s.inLanes, st.bit)
	before := slices.Clone(s.inLanes)
	shuffle := s.shufflePair
	if s.is512() {
		shuffle = s.shufflePair512
	}
	s.inRows[at] = st.bit
	mirror := 0 // bits of a row
	if st.mirrored {
		mirror = len(rows) - 1 - 1<<at
	}
	for r := range rows {
		if r>>at&1 == 0 {
			copy(s.inLanes, before)
			lo, hi := shuffle(s.rows[r], s.rows[r|1<<at], st, evicted, lane, compared)
			rows[r], rows[(r|1<<at)^mirror] = lo, hi
			s.turn()
		}
	}
	copy(s.rows, rows)
}

// shufflePair gives the elements of rows a and b, which differ in the bit that
// is evicted, to two others, which differ in the stage's.
func (s *sorter) shufflePair(a, b reg.VecVirtual, st stage, evicted, lane int, _ bool) (lo, hi reg.VecVirtual) {
	split := laneSplits[s.typ.Size()<<lane]
	combine := func(name string, imm operand.Op, a, b, dst reg.VecVirtual) {
		args := []operand.Op{b, a, dst}
		if imm != nil {
			args = append([]operand.Op{imm}, args...)
		}
		s.emit(name, args...)
	}
	lo, hi = s.free[0], b
	combine(split.lo, split.immLo, a, b, lo)
	if st.mirrored {
		combine(split.hi, split.immHi, b, a, hi)
	} else {
		combine(split.hi, split.immHi, a, b, hi)
	}
	s.free[0] = a
	s.inLanes[lane] = evicted
	if split.rotates {
		s.inLanes[lane], s.inLanes[lane+1] = s.inLanes[lane+1], evicted
	}
	if st.mirrored {
		mirror := 0
		for i, bit := range s.inLanes {
			if bit < st.bit && bit != evicted {
				mirror |= 1 << i
			}
		}
		if mirror != 0 {
			s.permute(hi, func(i int) int { return i ^ mirror }, hi)
		}
	}
	return lo, hi
}

// laneSplits gives, by the bytes between lanes that differ in a bit, the AVX2
// instructions that put the lanes of two rows where it is 0 into one register
// and the others into another. The rows' bit takes its place in lanes, or the
// next higher one, of which the bit there takes its place.
var laneSplits = map[int]struct {
	lo, hi       string
	immLo, immHi operand.Op
	rotates      bool
}{
	16: {"VPERM2F128", "VPERM2F128", operand.U8(0x20), operand.U8(0x31), false},
	8:  {"VUNPCKLPD", "VUNPCKHPD", nil, nil, false},
	4:  {"VSHUFPS", "VSHUFPS", operand.U8(0x88), operand.U8(0xDD), true},
}

// shufflePair512 is shufflePair for AVX-512, which has permutations of two
// registers by any indices.
func (s *sorter) shufflePair512(a, b reg.VecVirtual, st stage, evicted, lane int, compared bool) (lo, hi reg.VecVirtual) {
	before := slices.Clone(s.inLanes)
	s.inLanes[lane] = evicted
	if !compared { // the last of a network
		copy(s.inLanes, sequence(0, len(before)))
	}
	index := func(half int) []int {
		list := make([]int, s.lanes())
		for i := range list {
			row := recode(i, s.inLanes, []int{evicted})
			from, half := recode(i, s.inLanes, before), half
			switch {
			case st.mirrored && half == 1:
				row ^= 1
				for j, bit := range before {
					if bit < st.bit {
						from ^= 1 << j
					}
				}
			case compared && !st.mirrored: // an element stays in its lane if it can
				half ^= row
			}
			list[i] = row*s.lanes() + from | half<<lane
		}
		return list
	}
	lo, hi = s.free[0], a
	s.take(a, b, index(0), lo)
	s.take(a, b, index(1), hi)
	s.free[0] = b
	return lo, hi
}

// take sets lane i of dst to lane index[i] of a and b, one after the other. dst
// is a or a register apart.
func (s *sorter) take(a, b reg.VecVirtual, index []int, dst reg.VecVirtual) {
	second := uint32(0)
	inPlace := true
	for i, x := range index {
		second |= uint32(x/s.lanes()) << i
		inPlace = inPlace && x%s.lanes() == i
	}
	if inPlace {
		if _, ok := s.blends[second]; !ok {
			bits := s.GP32()
			s.blends[second] = s.K()
			s.MOVL(operand.U32(second), bits)
			s.KMOVW(bits, s.blends[second])
		}
		s.emit("VBLENDM%", b, a, s.blends[second], dst)
		return
	}
	key := fmt.Sprint(index)
	if _, ok := s.shuffles[key]; !ok {
		s.shuffles[key] = s.to("VMOVU%", s.table("index"+key, func(i int) uint64 { return uint64(index[i]) }))
	}
	if dst != a {
		s.emit("VMOVA%", a, dst)
	}
	s.emit("VPERMT2%", b, s.shuffles[key], dst)
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
