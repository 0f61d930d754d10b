package ndarray

import "unsafe"

const (
	// transposeMin is the number of elements from which on an input that lies
	// across the output is worth a copy of parts: element by element it would read a
	// cache line for each.
	transposeMin = 256
	// slab is the number of elements of such a part, which stay in the second cache.
	slab = 8 << 10
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
	return &slabs{call: c, axes: axes, inner: inner, rows: max(1, slab/inner), item: out.item, in: in}
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
			room[j] = borrow[complex128](s.rows*s.inner*p.item/16 + 1)
		}
	}
	for ; lo < hi; lo += s.rows {
		n := min(s.rows, hi-lo)
		c := s.call
		last := s.axes[len(s.axes)-1]
		c.out = unsafe.Add(c.out, lo*last.stride[0])
		axes := append(nest[:0], s.axes...)
		axes[len(axes)-1].n = n
		for j, in := range []*unsafe.Pointer{&c.x, &c.y} {
			if *in == nil {
				continue
			}
			*in = unsafe.Add(*in, lo*last.stride[j+1])
			if s.in[j].copied {
				*in = s.copy(append(from[:0], axes...), j, *in, unsafe.Pointer(unsafe.SliceData(room[j].s)))
				for k := range axes {
					axes[k].stride[j+1] = axes[k].stride[0] / s.item * s.in[j].item
				}
			}
		}
		c.nest(merge(axes), 0, n*s.inner)
	}
}

// copy copies the part of input j at p to a block in the order of the output, and
// returns the block.
func (s *slabs) copy(axes []axis, j int, p, block unsafe.Pointer) unsafe.Pointer {
	item := s.in[j].item
	for k := range axes {
		axes[k].stride = perOperand{axes[k].stride[0] / s.item * item, axes[k].stride[j+1]}
	}
	moveAxes(item, block, p, axes)
	return block
}
