package ndarray

import (
	"slices"
	"unsafe"
)

const (
	// transposeMin is the number of elements from which on an input that lies
	// across the output is worth a copy of parts: element by element it would read a
	// cache line for each.
	transposeMin = 256
	// slab is the number of elements of such a part, which stay in the second cache.
	slab = 8 << 10
)

// transposed executes the call in slabs along the outermost axis, if an input lies
// across the output, which is dense: that input is copied to the order of the output
// slab by slab, by kernels that transpose. It reports whether it did.
func (c *call) transposed(out, x, y *layout) bool {
	if !out.is(dense) || !across(out, x) && !across(out, y) {
		return false
	}
	var buf [inlineDims]axis
	axes := loopAxes(buf[:0], out, x, y)
	last := len(axes) - 1
	if last == 0 || axes[0].stride[0] != out.item {
		return false
	}
	inner := out.size / axes[last].n
	s := slabs{call: *c, axes: axes, inner: inner, item: out.item, in: [2]operandPart{
		newOperandPart(axes, 1, x), newOperandPart(axes, 2, y),
	}}
	if !s.in[0].copied && !s.in[1].copied {
		return false
	}
	rows := max(1, slab/inner)
	if out.size < parallelMin {
		s.run(0, axes[last].n, rows)
	} else {
		s.spread(rows)
	}
	return true
}

// spread shares the slabs among threads, which puts them on the heap.
func (s slabs) spread(rows int) {
	s.axes = slices.Clone(s.axes)
	each(s.axes[len(s.axes)-1].n, max(rows, grain/s.inner), func(lo, hi int) { s.run(lo, hi, rows) })
}

// across reports whether neighbours of an output of the same shape, along its last
// axis of a length above 1, are further apart in the layout than others.
func across(out, l *layout) bool {
	if l == nil || l.ndim < 2 || l.same(out) {
		return false
	}
	strides := l.strides()
	o := out.strides()[int(out.ndim)-int(l.ndim):]
	for d, n := range l.shape() {
		for e, m := range l.shape() {
			if n > 1 && m > 1 && abs(o[d]) < abs(o[e]) && abs(strides[d]) > abs(strides[e]) && strides[e] != 0 {
				return true
			}
		}
	}
	return false
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
	item  int // bytes of an element of the output
	in    [2]operandPart
}

// run executes the call for the outermost indices lo to hi, so many at a time.
func (s *slabs) run(lo, hi, rows int) {
	var nest, from [inlineDims]axis
	var room [2]scratch[complex128]
	for j, p := range s.in {
		if p.copied {
			room[j] = borrow[complex128](rows*s.inner*p.item/16 + 1)
			defer room[j].release()
		}
	}
	for ; lo < hi; lo += rows {
		n := min(rows, hi-lo)
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
