package ndarray

import (
	"reflect"
	"slices"
	"unsafe"
)

// program is an expression as a list of instructions on registers, each of which
// holds a block of elements. It is what a compiler for whole expressions would start
// from.
type program struct {
	code   []instr
	leaves []leaf
	regs   []register
	out    leaf // where the result goes
	size   int  // elements
	block  int  // elements at a time
	bytes  int  // of scratch memory
}

// instr sets a register to the result of a loop.
type instr struct {
	loop  loop
	loop3 loop3
	to    int // register, or toOut
	from  [3]source
}

const toOut = -1

// register is room for a block of elements.
type register struct {
	kind     reflect.Kind
	item, at int // bytes of an element; place in scratch memory
}

// source is an argument of an instruction: a leaf or a register, or nothing.
type source struct {
	kind  uint8
	index int
}

const (
	noSource = iota
	fromLeaf
	fromReg
)

// leaf is an array, with its elements in the order in which the program goes through
// them.
type leaf struct {
	p      unsafe.Pointer
	item   int
	direct bool   // elements lie one after the other
	single bool   // there is one element for all
	axes   []axis // otherwise: the loops over them
	at     int    // where its block is in scratch memory; of a direct output, the byte where it begins
}

const (
	// blockBytes is what the blocks of a program take together: they should stay in
	// the first two caches, and calls of kernels should be long enough not to count.
	blockBytes = 48 << 10
	maxBlock   = 4096 // elements
	minBlock   = 256
)

// newProgram compiles an expression whose result goes to an output.
func newProgram(root *node, out *layout, p unsafe.Pointer) *program {
	pr := &program{size: out.size}
	order := memoryOrder(out)
	pr.out = pr.newLeaf(out, p, out, order)
	c := compiler{pr: pr, out: out, order: order, outAt: p, nodes: make([]knownNode, 0, fewNodes)}
	c.count(root)
	pr.code, pr.leaves = make([]instr, 0, len(c.nodes)), make([]leaf, 0, len(c.nodes))
	c.emit(root, true)
	pr.layOut()
	return pr
}

// layOut chooses the size of blocks and gives registers, leaves and the output
// their places in scratch memory.
func (pr *program) layOut() {
	all := pr.out.item
	for _, r := range pr.regs {
		all += r.item
	}
	for _, l := range pr.leaves {
		all += l.item
	}
	pr.block = min(max(blockBytes/all&^63, minBlock), maxBlock)
	place := func(item int) (at int) {
		at = pr.bytes
		pr.bytes += pr.block * item
		return at
	}
	for i := range pr.leaves {
		if l := &pr.leaves[i]; !l.direct && !l.single {
			l.at = place(l.item)
		}
	}
	for i := range pr.regs {
		pr.regs[i].at = place(pr.regs[i].item)
	}
	if !pr.out.direct {
		pr.out.at = place(pr.out.item)
	}
}

// memoryOrder returns the axes of a layout in the order in which its elements lie in
// memory, outermost first.
func memoryOrder(l *layout) []int {
	order := make([]int, l.ndim)
	for d := range order {
		order[d] = d
	}
	if !l.is(contiguous) {
		strides := l.strides()
		slices.SortStableFunc(order, func(d, e int) int { return abs(strides[e]) - abs(strides[d]) })
	}
	return order
}

// newLeaf returns an array broadcast to the shape of the output, with the axes in
// the given order.
func (pr *program) newLeaf(l *layout, p unsafe.Pointer, out *layout, order []int) leaf {
	direct := l.is(contiguous) && out.is(contiguous) && slices.Equal(l.shape(), out.shape())
	if single := l.size == 1 && out.size != 1; direct || single {
		return leaf{p: p, item: l.item, direct: direct, single: single}
	}
	v := allocLayout(l.kind, l.item, int(out.ndim))
	added := int(out.ndim) - int(l.ndim)
	for to, d := range order {
		v.shape()[to] = out.shape()[d]
		if d >= added && (l.shape()[d-added] != 1 || out.shape()[d] == 1) {
			v.strides()[to] = l.strides()[d-added]
		}
	}
	v.finish(0)
	return leaf{p: p, item: l.item, direct: v.is(contiguous), axes: orderedAxes(nil, v)}
}

// compiler turns an expression into instructions, each node into one.
type compiler struct {
	pr    *program
	out   *layout
	outAt unsafe.Pointer
	order []int
	nodes []knownNode
	index map[*node]int // in nodes, if these are more than a few
	free  []int         // registers
}

// knownNode is a node of the expression.
type knownNode struct {
	*node
	uses int // how often it is still needed
	done bool
	at   source // where its value is then
}

// fewNodes is how many nodes are found by looking at each.
const fewNodes = 24

// find returns the place of a node in c.nodes, -1 if it isn't there.
func (c *compiler) find(n *node) int {
	if c.index == nil {
		return slices.IndexFunc(c.nodes, func(k knownNode) bool { return k.node == n })
	}
	if i, ok := c.index[n]; ok {
		return i
	}
	return -1
}

// count notes a use of a node.
func (c *compiler) count(n *node) {
	if i := c.find(n); i >= 0 {
		c.nodes[i].uses++
		return
	}
	c.nodes = append(c.nodes, knownNode{node: n, uses: 1})
	switch {
	case c.index != nil:
		c.index[n] = len(c.nodes) - 1
	case len(c.nodes) > fewNodes:
		c.index = map[*node]int{}
		for i, k := range c.nodes {
			c.index[k.node] = i
		}
	}
	for _, a := range n.args {
		c.count(a)
	}
}

// emit returns where the value of a node is, after the instructions for it.
func (c *compiler) emit(n *node, root bool) source {
	known := c.find(n)
	if c.nodes[known].done {
		return c.nodes[known].at
	}
	var s source
	if n.lay != nil {
		s = source{fromLeaf, len(c.pr.leaves)}
		lay, p := c.detach(n)
		c.pr.leaves = append(c.pr.leaves, c.pr.newLeaf(lay, p, c.out, c.order))
	} else {
		in := instr{loop: n.loop, loop3: n.loop3, to: toOut}
		for i, a := range n.args {
			in.from[i] = c.emit(a, false)
		}
		for _, a := range n.args {
			c.release(a)
		}
		if !root {
			in.to = c.register(n.kind, n.item)
		}
		c.pr.code = append(c.pr.code, in)
		s = source{fromReg, in.to}
	}
	c.nodes[known].done, c.nodes[known].at = true, s
	return s
}

// release notes that a node is needed once less, and frees its register after the
// last time.
func (c *compiler) release(n *node) {
	k := &c.nodes[c.find(n)]
	if k.uses--; k.uses == 0 && k.at.kind == fromReg {
		c.free = append(c.free, k.at.index)
	}
}

// register returns a free register. It may be one that the instruction reads: loops
// read an element before they write it, in place if the type is the same.
func (c *compiler) register(kind reflect.Kind, item int) int {
	for i, r := range c.free {
		if c.pr.regs[r].kind == kind {
			c.free = slices.Delete(c.free, i, i+1)
			return r
		}
	}
	c.pr.regs = append(c.pr.regs, register{kind: kind, item: item})
	return len(c.pr.regs) - 1
}

// detach returns the array of a node, or a copy if writing the output could change
// its elements before they are read.
func (c *compiler) detach(n *node) (*layout, unsafe.Pointer) {
	if n.p == c.outAt && n.lay.kind == c.out.kind && c.out.same(n.lay) || !overlapAt(c.outAt, c.out, n.p, n.lay) {
		return n.lay, n.p
	}
	l := contiguousLayout(n.lay.kind, n.lay.item, n.lay.size, n.lay.shape())
	p := fresh(l.size * l.item)
	moveBlock(l.item, orderedAxes(nil, n.lay), 0, l.size, p, n.p, true)
	return l, p
}

// run executes the program.
func (pr *program) run() {
	switch {
	case pr.size == 0:
	case pr.size < parallelMin:
		pr.span(0, pr.size)
	default:
		each(pr.size, grain, pr.span)
	}
}

// span executes the program for the elements number lo to hi.
func (pr *program) span(lo, hi int) { pr.spanTo(pr.out, lo, hi) }

// spanTo is span with an output of its own.
func (pr *program) spanTo(out leaf, lo, hi int) {
	memory := borrow[complex128](pr.bytes/16 + 1)
	defer memory.release()
	leaves := slices.Clone(pr.leaves)
	for i := range leaves {
		leaves[i].axes = slices.Clone(leaves[i].axes)
	}
	out.axes = slices.Clone(out.axes)
	var at operands
	for ; lo < hi; lo += pr.block {
		pr.step(lo, min(pr.block, hi-lo), unsafe.Pointer(unsafe.SliceData(memory.s)), leaves, &out, &at)
	}
}

// operands are the places of an instruction's output and inputs, and the distances
// of their elements in bytes.
type operands struct {
	p [4]unsafe.Pointer
	s perOperand
}

// step executes the program for n elements from number lo on. at is room for it,
// which is on the heap because loops are called through interfaces.
func (pr *program) step(lo, n int, scratch unsafe.Pointer, leaves []leaf, out *leaf, at *operands) {
	for i := range leaves {
		if l := &leaves[i]; !l.direct && !l.single {
			moveBlock(l.item, l.axes, lo, n, unsafe.Add(scratch, l.at), l.p, true)
		}
	}
	result := out.p
	if out.direct {
		result = unsafe.Add(result, lo*out.item-out.at)
	} else {
		result = unsafe.Add(scratch, out.at)
	}
	for i := range pr.code {
		in := &pr.code[i]
		*at = operands{[4]unsafe.Pointer{result}, perOperand{out.item}}
		if in.to != toOut {
			at.p[0], at.s[0] = pr.regs[in.to].block(scratch)
		}
		for k, from := range in.from {
			switch from.kind {
			case fromReg:
				at.p[k+1], at.s[k+1] = pr.regs[from.index].block(scratch)
			case fromLeaf:
				at.p[k+1], at.s[k+1] = leaves[from.index].block(lo, scratch)
			}
		}
		if in.loop3 != nil {
			in.loop3.run(n, &at.p, &at.s)
		} else {
			in.loop.run(n, at.p[0], at.p[1], at.p[2], at.s[0], at.s[1], at.s[2], number{})
		}
	}
	if !out.direct {
		moveBlock(out.item, out.axes, lo, n, result, out.p, false)
	}
}

// block returns where the elements from number lo on are, and their stride.
func (l *leaf) block(lo int, scratch unsafe.Pointer) (p unsafe.Pointer, stride int) {
	switch {
	case l.direct:
		return unsafe.Add(l.p, lo*l.item), l.item
	case l.single:
		return l.p, 0
	}
	return unsafe.Add(scratch, l.at), l.item
}

func (r *register) block(scratch unsafe.Pointer) (p unsafe.Pointer, stride int) {
	return unsafe.Add(scratch, r.at), r.item
}

// moveBlock copies n elements from number lo on of an array at p, whose loops are given,
// to a block, or from the block to the array.
func moveBlock(item int, axes []axis, lo, n int, block, p unsafe.Pointer, toBlock bool) {
	switch item {
	case 1:
		moveBlockAs[uint8](axes, lo, n, block, p, toBlock)
	case 2:
		moveBlockAs[uint16](axes, lo, n, block, p, toBlock)
	case 4:
		moveBlockAs[uint32](axes, lo, n, block, p, toBlock)
	case 8:
		moveBlockAs[uint64](axes, lo, n, block, p, toBlock)
	default:
		moveBlockAs[complex128](axes, lo, n, block, p, toBlock)
	}
}

func moveBlockAs[T any](axes []axis, lo, n int, block, p unsafe.Pointer, toBlock bool) {
	item, stride := itemOf[T](), axes[0].stride[0]
	c := start(axes, lo, lo+n)
	for ; c.n > 0; c.next() {
		b, at := run[T](block, c.n), unsafe.Add(p, c.off[0])
		switch {
		case stride == item && toBlock:
			copy(b, run[T](at, c.n))
		case stride == item:
			copy(run[T](at, c.n), b)
		case toBlock:
			for i := range b {
				b[i] = *(*T)(unsafe.Add(at, i*stride))
			}
		default:
			for i, v := range b {
				*(*T)(unsafe.Add(at, i*stride)) = v
			}
		}
		block = unsafe.Add(block, c.n*item)
	}
}
