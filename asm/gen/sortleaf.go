package main

import (
	"fmt"
	"math/bits"

	"github.com/lanewise/lanewise/asm/vir"
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// smallBytes is the most that sortSmall sorts, on every level.
const smallBytes = 1024

// sortSmall writes the function
//
//	sortSmall(x, n, buf)
//
// that sorts lanes <= n <= smallBytes/size elements without NaNs. buf has room
// for smallBytes.
func (s *sorter) sortSmall() {
	x := s.Load(s.Param("x"), s.GP64()).(reg.GPVirtual)
	n := s.param("n")
	if s.is512() {
		s.sortInRegisters(x, n)
		return
	}
	s.sortBlocks(x, n, s.Load(s.Param("buf"), s.GP64()).(reg.GPVirtual))
}

// sortInRegisters has a network for every class of lengths, of which the
// longest has smallBytes. The last rows are loaded under masks and padded with
// the highest key.
func (s *sorter) sortInRegisters(x, n reg.GPVirtual) {
	networks := []int{smallBytes / s.bytes * 3 / 4, smallBytes / s.bytes}
	for rows := networks[1] / 2; rows >= 2; rows /= 2 {
		networks = append([]int{rows}, networks...)
	}
	for i, rows := range networks {
		next := s.label("rows")
		if i < len(networks)-1 {
			s.CMPQ(n, operand.I32(rows*s.lanes()))
			s.JG(operand.LabelRef(next))
		}
		full := 1 // rows
		if i > 0 {
			full = networks[i-1]
		}
		s.start(rows)
		s.transformMasked(x, n, full, s.sortRows)
		if i < len(networks)-1 {
			s.JMP(operand.LabelRef("out"))
			s.Label(next)
		}
	}
	s.Label("out")
}

// transformMasked runs a network on n elements from p, of which full rows and
// one element at least are there.
func (s *sorter) transformMasked(p, n reg.GPVirtual, full int, network func()) {
	lanes := s.GP64() // a bit for each that is there behind full rows
	ones := s.GP64()
	s.LEAQ(operand.Mem{Base: n, Disp: -full * s.lanes()}, lanes)
	s.MOVQ(operand.I32(-1), ones)
	s.BZHIQ(lanes, ones, lanes)
	move := func(masked func(mask operand.Op, mem operand.Mem, row reg.VecVirtual), whole func(mem operand.Mem, row reg.VecVirtual)) {
		rest := s.GP64()
		s.MOVQ(lanes, rest)
		for i, row := range s.rows {
			mem := operand.Mem{Base: p, Disp: i * s.bytes}
			if i < full {
				whole(mem, row)
				continue
			}
			mask := s.K()
			s.KMOVW(rest.As32(), mask)
			masked(mask, mem, row)
			if i < len(s.rows)-1 {
				s.SHRQ(operand.U8(s.lanes()), rest)
			}
		}
	}
	move(func(mask operand.Op, mem operand.Mem, row reg.VecVirtual) {
		s.emit(s.broadcast(), s.consts.operand(s.highest(), s.typ.Size()), row)
		s.emit("VMOVU%", mem, mask, row)
	}, func(mem operand.Mem, row reg.VecVirtual) { s.emit("VMOVU%", mem, row) })
	network()
	move(func(mask operand.Op, mem operand.Mem, row reg.VecVirtual) { s.emit("VMOVU%", row, mask, mem) },
		func(mem operand.Mem, row reg.VecVirtual) { s.emit("VMOVU%", row, mem) })
}

// blockRows is how many registers the widest network of AVX2 has.
const blockRows = 8

// sortBlocks copies the elements to buf, where they are padded with the highest
// key to a power of two of rows or a number of blocks of blockRows rows. Blocks
// are sorted in registers, then merged by bitonic networks in memory.
func (s *sorter) sortBlocks(x, n, buf reg.GPVirtual) {
	end := s.GP64() // of the padded elements
	block := blockRows * s.bytes
	s.paddedSize(n, end, block)
	s.ADDQ(buf, end)
	s.copyIn(x, n, buf, end)

	size := s.GP64()
	s.MOVQ(end, size)
	s.SUBQ(buf, size)
	for rows := 2; rows < blockRows; rows *= 2 {
		next := s.label("rows")
		s.CMPQ(size, operand.I32(rows*s.bytes))
		s.JNE(operand.LabelRef(next))
		s.start(rows)
		s.transformBlock(buf, s.sortRows)
		s.JMP(operand.LabelRef("out"))
		s.Label(next)
	}
	s.start(blockRows)
	s.eachBlock(buf, end, func(p reg.GPVirtual) { s.transformBlock(p, s.sortRows) })
	for h := block; h < smallBytes; h *= 2 { // merge sorted parts of h bytes
		s.CMPQ(size, operand.I32(h))
		s.JLE(operand.LabelRef("out"))
		s.exchangeMirrored(buf, end, h)
		for d := h / 2; d >= block; d /= 2 {
			s.exchangeApart(buf, end, d)
		}
		s.eachBlock(buf, end, func(p reg.GPVirtual) { s.transformBlock(p, s.cleanRows) })
	}
	s.Label("out")
	s.copyOut(x, n, buf)
}

// paddedSize sets bytes to the size that n elements are padded to: 2, 4, 8 ...
// rows, or blocks.
func (s *sorter) paddedSize(n, bytes reg.GPVirtual, block int) {
	need, twice := s.GP64(), s.GP64()
	s.MOVQ(n, need)
	s.SHLQ(operand.U8(bits.TrailingZeros(uint(s.typ.Size()))), need)
	s.LEAQ(operand.Mem{Base: need, Disp: block - 1}, bytes)
	s.ANDQ(operand.I32(-block), bytes)
	s.CMPQ(need, operand.I32(block/2))
	s.JG(operand.LabelRef("sized"))
	s.MOVQ(operand.I32(2*s.bytes), bytes)
	s.Label("size")
	s.CMPQ(bytes, need)
	s.JGE(operand.LabelRef("sized"))
	s.LEAQ(operand.Mem{Base: bytes, Index: bytes, Scale: 1}, twice)
	s.MOVQ(twice, bytes)
	s.JMP(operand.LabelRef("size"))
	s.Label("sized")
}

// copyIn copies n elements to buf and fills up to end.
func (s *sorter) copyIn(x, n, buf, end reg.GPVirtual) {
	k := &kernel{machine: s.machine, n: s.GP64(), i: s.GP64()}
	s.MOVQ(n, k.n)
	s.XORQ(k.i, k.i)
	pad := s.to(s.broadcast(), s.consts.operand(s.highest(), s.typ.Size()))
	at := func(p reg.GPVirtual) operand.Mem {
		return operand.Mem{Base: p, Index: k.i, Scale: uint8(s.typ.Size())}
	}
	k.loop("in", s.lanes(), func() {
		v := s.to("VMOVU%", at(x))
		s.flip(v)
		s.emit("VMOVU%", v, at(buf))
	})
	p := s.GP64()
	s.LEAQ(at(buf), p)
	k.tail(func(masks []operand.Op) {
		v := s.to("VMASKMOV%", at(x), masks[0])
		s.flip(v)
		s.emit("VBLENDV%", masks[0], v, pad, v)
		s.emit("VMOVU%", v, operand.Mem{Base: p})
		s.ADDQ(operand.I32(s.bytes), p)
	}, 1)
	start, done := s.label("pad"), s.label("padded")
	s.Label(start)
	s.CMPQ(p, end)
	s.JAE(operand.LabelRef(done))
	s.emit("VMOVU%", pad, operand.Mem{Base: p})
	s.ADDQ(operand.I32(s.bytes), p)
	s.JMP(operand.LabelRef(start))
	s.Label(done)
}

// copyOut copies n elements back. It stores the last vector again, shifted:
// masked stores are slow.
func (s *sorter) copyOut(x, n, buf reg.GPVirtual) {
	k := &kernel{machine: s.machine, n: n, i: s.GP64()}
	at := func(p reg.GPVirtual, disp int) operand.Mem {
		return operand.Mem{Base: p, Index: k.i, Scale: uint8(s.typ.Size()), Disp: disp}
	}
	move := func(disp int) {
		v := s.to("VMOVU%", at(buf, disp))
		s.flip(v)
		s.emit("VMOVU%", v, at(x, disp))
	}
	s.XORQ(k.i, k.i)
	k.loop("out", s.lanes(), func() { move(0) })
	s.ADDQ(k.n, k.i)
	move(-s.bytes)
}

// transformBlock runs a network on the rows at p.
func (s *sorter) transformBlock(p reg.GPVirtual, network func()) {
	for i, r := range s.rows {
		s.emit("VMOVU%", operand.Mem{Base: p, Disp: i * s.bytes}, r)
	}
	network()
	for i, r := range s.rows {
		s.emit("VMOVU%", r, operand.Mem{Base: p, Disp: i * s.bytes})
	}
}

// eachBlock runs body for every block from buf to end.
func (s *sorter) eachBlock(buf, end reg.GPVirtual, body func(p reg.GPVirtual)) {
	p := s.GP64()
	s.MOVQ(buf, p)
	s.until(p, end, "block", func() {
		body(p)
		s.ADDQ(operand.I32(len(s.rows)*s.bytes), p)
	})
}

// until repeats body while p < end, at least once.
func (s *sorter) until(p, end reg.GPVirtual, name string, body func()) {
	start := s.label(name)
	s.Label(start)
	body()
	s.CMPQ(p, end)
	s.JB(operand.LabelRef(start))
}

// exchangeMirrored begins to merge sorted neighbours of h bytes: the first
// element with the last one of the two, and so on. The last neighbour may be
// shorter, or missing.
func (s *sorter) exchangeMirrored(buf, end reg.GPVirtual, h int) {
	p, lo, hi, both := s.GP64(), s.GP64(), s.GP64(), s.GP64()
	s.MOVQ(buf, p)
	s.until(p, end, "mirrored", func() {
		done, full := s.label("alone"), s.label("full")
		s.MOVQ(end, both)
		s.SUBQ(p, both)
		s.CMPQ(both, operand.I32(h))
		s.JLE(operand.LabelRef(done))
		s.CMPQ(both, operand.I32(2*h))
		s.JLE(operand.LabelRef(full))
		s.MOVQ(operand.I32(2*h), both)
		s.Label(full)
		s.LEAQ(operand.Mem{Base: p, Disp: 2 * h}, lo)
		s.SUBQ(both, lo)
		s.LEAQ(operand.Mem{Base: p, Index: both, Scale: 1, Disp: -s.bytes}, hi)
		s.until(lo, hi, "mirror", func() {
			s.exchangeMemory(lo, hi, reversed(s.lanes()))
			s.ADDQ(operand.I32(s.bytes), lo)
			s.SUBQ(operand.I32(s.bytes), hi)
		})
		s.Label(done)
		s.ADDQ(operand.I32(2*h), p)
	})
}

// exchangeApart orders elements that are d bytes apart in parts of 2d bytes, of
// which the last one may be shorter.
func (s *sorter) exchangeApart(buf, end reg.GPVirtual, d int) {
	p, hi, stop := s.GP64(), s.GP64(), s.GP64()
	s.MOVQ(buf, p)
	s.until(p, end, "parts", func() {
		done := s.label("apart_done")
		s.LEAQ(operand.Mem{Base: p, Disp: d}, hi)
		s.LEAQ(operand.Mem{Base: p, Disp: 2 * d}, stop)
		s.CMPQ(hi, end)
		s.JAE(operand.LabelRef(done))
		s.CMPQ(stop, end)
		s.CMOVQHI(end, stop)
		s.until(hi, stop, "apart", func() {
			s.exchangeMemory(p, hi, nil)
			s.ADDQ(operand.I32(s.bytes), p)
			s.ADDQ(operand.I32(s.bytes), hi)
		})
		s.Label(done)
		s.MOVQ(hi, p)
	})
}

// exchangeMemory orders the vectors at lo and hi; the latter is permuted first
// and back.
func (s *sorter) exchangeMemory(lo, hi reg.GPVirtual, from func(i int) int) {
	rows := s.rows
	defer func() { s.rows = rows }()
	s.rows = []reg.VecVirtual{s.vec(), s.vec()}
	s.emit("VMOVU%", operand.Mem{Base: lo}, s.rows[0])
	s.emit("VMOVU%", operand.Mem{Base: hi}, s.rows[1])
	if from != nil {
		s.permute(s.rows[1], from, s.rows[1])
	}
	s.exchange(0, 1)
	if from != nil {
		s.permute(s.rows[1], from, s.rows[1])
	}
	s.emit("VMOVU%", s.rows[0], operand.Mem{Base: lo})
	s.emit("VMOVU%", s.rows[1], operand.Mem{Base: hi})
}

// partitionBytes is how much partitioning reads from one side at a time, on
// every level, so that all levels arrange elements in the same way.
const partitionBytes = 256

// partitionAhead is how many bytes ahead lines are asked for: blocks come from two
// sides in no order, which prefetchers of the processor do not follow.
const partitionAhead = 4096

// partitionBlocks writes the function
//
//	partitionBlocks(x, state, pivot, limit)
//
// state is four indices into x: unread elements lie between the first two, and
// may be written outside of the unread between the last two. At most limit > 0
// blocks of partitionBytes are read, from the side that has less room, and
// their elements written in order: those <= pivot upward from the left end of
// the room, the others downward from its right end. Where to read next is
// decided before the last block read is written, so that the processor need not
// wait for the count of its elements; the room of four blocks suffices for that.
func (s *sorter) partitionBlocks() {
	x := s.Load(s.Param("x"), s.GP64()).(reg.GPVirtual)
	state := s.Load(s.Param("state"), s.GP64()).(reg.GPVirtual)
	d := s.newDistributor()
	at := make([]reg.GPVirtual, 4)
	for i := range at {
		at[i] = s.GP64()
		s.MOVQ(operand.Mem{Base: state, Disp: 8 * i}, at[i])
		s.LEAQ(operand.Mem{Base: x, Index: at[i], Scale: uint8(s.typ.Size())}, at[i])
	}
	from, to := at[0], at[1]
	d.left, d.right = at[2], at[3]
	src, ahead := s.GP64(), s.GP64()
	s.nextBlock(at, src, ahead)
	s.alignLoop()
	s.Label("step")
	vectors := make([]reg.VecVirtual, partitionBytes/s.bytes)
	for i := range vectors {
		vectors[i] = s.to("VMOVU%", operand.Mem{Base: src, Disp: i * s.bytes})
	}
	for i := range partitionBytes / 64 {
		s.PREFETCHT0(operand.Mem{Base: src, Index: ahead, Scale: 1, Disp: i * 64})
	}
	unread := s.GP64()
	s.MOVQ(to, unread)
	s.SUBQ(from, unread)
	next := []reg.GPVirtual{s.GP64(), s.GP64(), d.left, d.right}
	s.MOVQ(from, next[0])
	s.MOVQ(to, next[1])
	s.nextBlock(next, src, ahead)
	s.XORQ(d.above, d.above)
	for i, v := range vectors {
		d.distribute(v, i*s.bytes)
	}
	size := uint8(s.typ.Size())
	s.LEAQ(operand.Mem{Base: d.left, Index: d.above, Scale: size, Disp: partitionBytes}, d.left)
	s.LEAQ(operand.Mem{Base: d.right, Index: d.above, Scale: size}, d.right)
	s.CMPQ(unread, operand.I32(partitionBytes))
	s.JL(operand.LabelRef("done"))
	limit, _ := s.Param("limit").Resolve()
	s.DECQ(limit.Addr)
	s.JZ(operand.LabelRef("done"))
	s.MOVQ(next[0], from)
	s.MOVQ(next[1], to)
	s.JMP(operand.LabelRef("step"))
	s.Label("done")
	s.Load(s.Param("x"), x)
	s.Load(s.Param("state"), state)
	for i, r := range at {
		s.SUBQ(x, r)
		s.SARQ(operand.U8(bits.TrailingZeros8(size)), r)
		s.MOVQ(r, operand.Mem{Base: state, Disp: 8 * i})
	}
}

// nextBlock takes a block from the side of the unread that has less room, and
// sets src to its address and ahead to where from there the lines lie that this
// side will need soon.
func (s *sorter) nextBlock(at []reg.GPVirtual, src, ahead reg.GPVirtual) {
	from, to, left, right := at[0], at[1], at[2], at[3]
	after, roomL, roomR := s.GP64(), s.GP64(), s.GP64()
	forward := s.GP64()
	s.MOVQ(operand.I32(partitionAhead), forward)
	s.MOVQ(operand.I32(-partitionAhead), ahead)
	s.LEAQ(operand.Mem{Base: from, Disp: partitionBytes}, after)
	s.MOVQ(from, roomL)
	s.SUBQ(left, roomL)
	s.MOVQ(right, roomR)
	s.SUBQ(to, roomR)
	s.LEAQ(operand.Mem{Base: to, Disp: -partitionBytes}, src)
	s.CMPQ(roomL, roomR)
	s.CMOVQGT(src, to)
	s.CMOVQLE(from, src)
	s.CMOVQLE(forward, ahead)
	s.CMOVQLE(after, from)
}

// partitionVectors writes the function
//
//	partitionVectors(dst, x, n, pivot) = number of elements <= pivot
//
// that copies n elements, full vectors, to dst: those <= pivot upward from its
// beginning, the others downward from its end.
func (s *sorter) partitionVectors() {
	d := s.newDistributor()
	d.left = s.Load(s.Param("dst"), s.GP64()).(reg.GPVirtual)
	x := s.Load(s.Param("x"), s.GP64()).(reg.GPVirtual)
	n := s.param("n")
	d.right = s.GP64()
	size := uint8(s.typ.Size())
	s.LEAQ(operand.Mem{Base: d.left, Index: n, Scale: size}, d.right)
	end := s.GP64()
	s.LEAQ(operand.Mem{Base: x, Index: n, Scale: size}, end)
	s.XORQ(d.above, d.above)
	s.until(x, end, "vector", func() {
		d.distribute(s.to("VMOVU%", operand.Mem{Base: x}), 0)
		s.ADDQ(operand.I32(s.bytes), d.left)
		s.ADDQ(operand.I32(s.bytes), x)
	})
	s.ADDQ(d.above, n)
	s.Store(n, s.Return("ret"))
}

// distributor splits vectors at a pivot. Both parts of a vector are stored as
// one permuted vector at both ends of the room; what is too much is overwritten
// later.
type distributor struct {
	*sorter
	pivot, reverse reg.VecVirtual
	table          reg.GPVirtual // of permutations by mask
	left, right    reg.GPVirtual // addresses: of the next element, behind the next one
	above          reg.GPVirtual // minus the number of elements > pivot
}

func (s *sorter) newDistributor() *distributor {
	d := &distributor{sorter: s, above: s.GP64()}
	low := s.XMM()
	switch {
	case s.float:
		s.Load(s.Param("pivot"), low)
	case s.typ == vir.F64:
		s.VMOVQ(s.param("pivot"), low)
	default:
		s.VMOVD(s.Load(s.Param("pivot"), s.GP32()), low)
	}
	d.pivot = s.to(s.broadcast(), low)
	s.flip(d.pivot)
	d.table = s.GP64()
	switch {
	case !s.is512():
		s.LEAQ(s.permutations(), d.table)
	case s.typ.Size() == 8:
		s.LEAQ(s.bytePermutations(), d.table)
	default:
		d.reverse = s.to("VMOVU%", s.table("reverse", func(i int) uint64 { return uint64(s.lanes() - 1 - i) }))
	}
	return d
}

// partitioned returns the lanes of a vector in the order in which a mask splits
// them: first those without a bit, then those with one in reverse.
func partitioned(mask, lanes int) (list []int) {
	for i := range lanes {
		if mask>>i&1 == 0 {
			list = append(list, i)
		}
	}
	for i := lanes - 1; i >= 0; i-- {
		if mask>>i&1 != 0 {
			list = append(list, i)
		}
	}
	return list
}

// bytePermutations is the table of vectors of 8 indices in bytes, by a mask of
// lanes: 2 KiB, where vectors as they are needed would fill half a cache.
func (s *sorter) bytePermutations() operand.Mem {
	return s.consts.vector("permutations/bytes", 8, 256, func(mask int) (word uint64) {
		for i, lane := range partitioned(mask, 8) {
			word |= uint64(lane) << (8 * i)
		}
		return word
	})
}

// permutations is the table of vectors of 32-bit indices, by a mask of lanes.
func (s *sorter) permutations() operand.Mem {
	lanes, parts := s.lanes(), s.typ.Size()/4
	return s.consts.vector(fmt.Sprintf("permutations/%d", lanes), 4, 8<<lanes, func(i int) uint64 {
		return uint64(partitioned(i/8, lanes)[i%8/parts]*parts + i%8%parts)
	})
}

// distribute stores v, displaced by disp bytes on the left.
func (d *distributor) distribute(v reg.VecVirtual, disp int) {
	mask, count := d.GP64(), d.GP64()
	size := uint8(d.typ.Size())
	left := operand.Mem{Base: d.left, Index: d.above, Scale: size, Disp: disp}
	right := operand.Mem{Base: d.right, Index: d.above, Scale: size, Disp: -d.bytes}
	switch {
	case d.is512() && d.typ.Size() == 8:
		index := d.vec()
		d.KMOVW(d.greater512(v), mask.As32())
		d.emit("VPMOVZXBQ", operand.Mem{Base: d.table, Index: mask, Scale: 8}, index)
		d.emit("VPERM%", v, index, index)
		d.emit("VMOVU%", index, left)
		d.emit("VMOVU%", index, right)
	case d.is512():
		above := d.greater512(v)
		below := d.K()
		d.KMOVW(above, mask.As32())
		d.KNOTW(above, below)
		up := d.to("VCOMPRESS%_Z", v, above)
		d.emit("VPERM%", up, d.reverse, up)
		d.emit("VOR%", d.to("VCOMPRESS%_Z", v, below), up, up)
		d.emit("VMOVU%", up, left)
		d.emit("VMOVU%", up, right)
	default:
		d.emit("VMOVMSK%", d.greaterAVX2(v), mask.As32())
		index, at := d.vec(), d.GP64()
		d.MOVQ(mask, at)
		d.SHLQ(operand.U8(5), at)
		d.emit("VMOVDQU", operand.Mem{Base: d.table, Index: at, Scale: 1}, index)
		d.emit("VPERMD", v, index, index)
		d.emit("VMOVU%", index, left)
		d.emit("VMOVU%", index, right)
	}
	d.POPCNTQ(mask, count)
	d.SUBQ(count, d.above)
}

// greater512 returns the mask of lanes above the pivot.
func (d *distributor) greater512(v reg.VecVirtual) reg.Register {
	k := d.K()
	switch {
	case d.float:
		d.emit("VCMP%", cmpLT, v, d.pivot, k) // pivot < v
	case d.signed:
		d.emit("VPCMP?", operand.U8(1), v, d.pivot, k)
	default:
		d.emit("VPCMPU?", operand.U8(1), v, d.pivot, k)
	}
	return k
}

// greaterAVX2 returns ones in the lanes above the pivot.
func (d *distributor) greaterAVX2(v reg.VecVirtual) reg.VecVirtual {
	if d.float {
		return d.to("VCMP%", cmpLT, v, d.pivot)
	}
	if d.biased() {
		v = d.to("VXOR%", d.signs(), v)
	}
	return d.to("VPCMPGT?", d.pivot, v)
}
