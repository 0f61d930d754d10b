package ndarray

import "unsafe"

const (
	// transposeMin is the number of elements from which on an input that lies
	// across the output is worth a copy of parts: element by element it would read a
	// cache line for each.
	transposeMin = 256
	// slab is the number of elements of such a part, which stay in the second cache.
	slab = 8 << 10
	// slabRows is the least number of rows of a part of a matrix whose rows are so long
	// that a part with whole ones would use less than a cache line of the input at a time.
	slabRows  = 32
	lineBytes = 64
)

// across tells how slabs see the inputs, and true if the output is dense and an input
// lies across it, given the loops of the call.
func across(axes []axis, out, x, y *layout) (in [2]operandPart, ok bool) {
	if out.size < transposeMin || len(axes) == 1 || !out.is(dense) || axes[0].stride[0] != out.item {
		return in, false
	}
	in = [2]operandPart{newOperandPart(axes, 1, x), newOperandPart(axes, 2, y)}
	return in, in[0].copied || in[1].copied
}

// slabs returns the call in slabs along the outermost of its loops, which the slabs
// own: inputs that lie across the output are copied to its order slab by slab, by
// kernels that transpose.
func (c call) slabs(axes []axis, out *layout, in [2]operandPart) *slabs {
	inner := out.size / axes[len(axes)-1].n
	s := &slabs{call: c, axes: axes, inner: inner, rows: max(1, slab/inner), cols: axes[0].n, item: out.item, in: in}
	if len(axes) == 2 && s.rows*s.item < lineBytes {
		s.rows = min(max(slabRows, lineBytes/s.item), axes[1].n)
		s.cols = min(slab/s.rows, s.cols)
	}
	return s
}

// spread shares the slabs among threads.
func (s *slabs) spread() {
	each(s.axes[len(s.axes)-1].n, max(s.rows, grain/s.inner), s.run)
}

// operandPart is how slabs see an input.
type operandPart struct {
	item   int
	copied bool
}

func newOperandPart(axes []axis, j int, l *layout) operandPart {
	if l == nil {
		return operandPart{}
	}
	p := operandPart{item: l.item}
	first := abs(axes[0].stride[j])
	for _, a := range axes {
		if a.stride[j]%l.item != 0 { // a field of structs
			return p
		}
	}
	for _, a := range axes[1:] {
		p.copied = p.copied || a.stride[j] != 0 && abs(a.stride[j]) < first
	}
	return p
}

// slabs is a call that is executed in parts.
type slabs struct {
	call  call
	axes  []axis
	inner int // elements for each index of the outermost axis
	rows  int // indices of a slab
	cols  int // elements of a slab along the innermost axis
	item  int // bytes of an element of the output
	in    [2]operandPart
}

// run executes the call for the outermost indices lo to hi.
func (s *slabs) run(lo, hi int) {
	var nest, from [inlineDims]axis
	var room [2]scratch[complex128]
	defer room[0].release()
	defer room[1].release() // a defer in the loop would take room to the heap
	for j, p := range s.in {
		if p.copied {
			room[j] = borrow[complex128](s.rows*s.inner/s.axes[0].n*s.cols*p.item/16 + 1)
		}
	}
	for ; lo < hi; lo += s.rows {
		for at := 0; at < s.axes[0].n; at += s.cols {
			axes := append(nest[:0], s.axes...)
			axes[0].n = min(s.cols, axes[0].n-at)
			axes[len(axes)-1].n = min(s.rows, hi-lo)
			c, first, last := s.call, axes[0].stride, axes[len(axes)-1].stride
			c.out = unsafe.Add(c.out, lo*last[0]+at*first[0])
			for j, in := range []*unsafe.Pointer{&c.x, &c.y} {
				if *in == nil {
					continue
				}
				*in = unsafe.Add(*in, lo*last[j+1]+at*first[j+1])
				if s.in[j].copied {
					*in = s.copy(append(from[:0], axes...), j, *in, unsafe.Pointer(unsafe.SliceData(room[j].s)))
					pack(axes, j+1, s.in[j].item)
				}
			}
			count := s.inner / s.axes[0].n * axes[0].n * axes[len(axes)-1].n
			c.nest(merge(axes), 0, count)
		}
	}
}

// copy copies the part of input j at p to a block in the order of the output, and
// returns the block.
func (s *slabs) copy(axes []axis, j int, p, block unsafe.Pointer) unsafe.Pointer {
	item := s.in[j].item
	for k := range axes {
		axes[k].stride = perOperand{0, axes[k].stride[j+1]}
	}
	pack(axes, 0, item)
	moveAxes(item, block, p, axes)
	return block
}

// pack gives an operand the strides of a block without gaps.
func pack(axes []axis, operand, item int) {
	for k := range axes {
		axes[k].stride[operand] = item
		item *= axes[k].n
	}
}
