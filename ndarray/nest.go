package ndarray

import (
	"context"
	"slices"

	"github.com/lanewise/lanewise/threadctl"
)

const (
	// parallelMin is the number of elements from which an operation is shared
	// among threads, grain how many of them a thread takes at a time. Waking a
	// thread costs as much as adding some 50000 numbers.
	parallelMin = 64 << 10
	grain       = 16 << 10
	// mapGrain is grain for element-wise operations: where memory is what they wait for,
	// prefetchers begin anew with each part, which twice the grain takes 2 % off.
	mapGrain = 32 << 10
)

// perOperand is a number of bytes for each operand of a loop nest: the output, or
// the first of two, and up to three inputs.
type perOperand [4]int

// axis is one loop of a loop nest.
type axis struct {
	n, i   int // length, and current index while a cursor runs
	stride perOperand
}

// orderedAxes appends to axes the loops over the elements of l in C order,
// innermost first. There is at least one; neighbours are merged where one
// stride covers both.
func orderedAxes(axes []axis, l *layout) []axis {
	return merge(appendAxes(axes, l))
}

// loopAxes appends to axes the loops over the elements of out and over x and y
// broadcast to its shape, innermost first, in the order in which out lies in
// memory. y, or x and y, may be nil.
func loopAxes(axes []axis, out, x, y *layout) []axis {
	if flat(out, x, y) {
		return append(axes, axis{n: out.size, stride: flatStrides(out, x, y)})
	}
	return ordered(appendAxes(axes, out, x, y))
}

// loopAxes3 is loopAxes with three inputs.
func loopAxes3(axes []axis, out, x, y, z *layout) []axis {
	return ordered(appendAxes(axes, out, x, y, z))
}

// broadcastStride returns the stride of the axis that is back from the end, in
// a layout that is broadcast to n elements there; l may be nil.
func (l *layout) broadcastStride(back, n int) int {
	if l == nil || back > int(l.ndim) {
		return 0
	}
	d := int(l.ndim) - back
	if l.shape()[d] != n {
		return 0
	}
	return l.strides()[d]
}

// ordered brings the loops in the order in which the output lies in memory.
func ordered(axes []axis) []axis {
	for k := 1; k < len(axes); k++ {
		for i := k; i > 0 && abs(axes[i].stride[0]) < abs(axes[i-1].stride[0]); i-- {
			axes[i], axes[i-1] = axes[i-1], axes[i]
		}
	}
	return merge(axes)
}

// flat reports whether the operands are without gaps and in the same order, so
// that one loop goes over all of them. An operand without a layout is one number.
func flat(out, x, y *layout) bool {
	return out.is(dense) && (x == nil || out.parallels(x)) && (y == nil || out.parallels(y))
}

// parallels reports whether both layouts have the same order in memory, l being
// dense; where their elements differ in size, it sees only C order.
func (l *layout) parallels(m *layout) bool {
	if l.item == m.item {
		return l.same(m)
	}
	return l.is(contiguous) && m.is(contiguous) && slices.Equal(l.shape(), m.shape())
}

func flatStrides(out, x, y *layout) perOperand {
	s := perOperand{out.item}
	if x != nil {
		s[1] = x.item
	}
	if y != nil {
		s[2] = y.item
	}
	return s
}

// appendAxes appends the loops over the elements of out and its inputs, which are
// broadcast and may be nil, innermost first.
func appendAxes(axes []axis, out *layout, in ...*layout) []axis {
	shape, strides := out.shape(), out.strides()
	for d := len(shape) - 1; d >= 0; d-- {
		if shape[d] == 1 {
			continue
		}
		a := axis{n: shape[d], stride: perOperand{strides[d]}}
		for j, l := range in {
			a.stride[j+1] = l.broadcastStride(len(shape)-d, shape[d])
		}
		axes = append(axes, a)
	}
	if len(axes) == 0 {
		axes = append(axes, axis{n: 1})
	}
	return axes
}

func merge(axes []axis) []axis {
	in := 0
	for k := 1; k < len(axes); k++ {
		a, b := &axes[in], &axes[k]
		if b.stride[0] == a.n*a.stride[0] && b.stride[1] == a.n*a.stride[1] && b.stride[2] == a.n*a.stride[2] && b.stride[3] == a.n*a.stride[3] {
			a.n *= b.n
		} else if in++; in < k {
			axes[in] = *b
		}
	}
	return axes[:in+1]
}

func abs(x int) int { return max(x, -x) }

// cursor goes through a loop nest in runs along the innermost axis: n elements,
// of which the first is off bytes after the first element of each operand.
type cursor struct {
	axes []axis
	n    int
	off  perOperand
	left int // elements from the begin of this run to the end
}

// start returns a cursor over the elements number lo to hi. It keeps its place
// in axes, which it owns until it ends.
func start(axes []axis, lo, hi int) cursor {
	c := cursor{axes: axes, left: hi - lo}
	for k := range axes {
		a := &axes[k]
		a.i = 0
		if lo > 0 {
			a.i, lo = lo%a.n, lo/a.n
			for j := range c.off {
				c.off[j] += a.i * a.stride[j]
			}
		}
	}
	c.n = min(axes[0].n-axes[0].i, c.left)
	return c
}

// next moves to the next run; n is 0 when there is none.
func (c *cursor) next() {
	c.left -= c.n
	if c.left == 0 {
		c.n = 0
		return
	}
	in := &c.axes[0]
	c.move(in, -in.i)
	in.i = 0
	for k := 1; ; k++ {
		a := &c.axes[k]
		a.i++
		if a.i < a.n {
			c.move(a, 1)
			break
		}
		a.i = 0
		c.move(a, 1-a.n)
	}
	c.n = min(in.n, c.left)
}

func (c *cursor) move(a *axis, steps int) {
	c.off[0] += steps * a.stride[0]
	c.off[1] += steps * a.stride[1]
	c.off[2] += steps * a.stride[2]
	c.off[3] += steps * a.stride[3]
}

// parallel calls body for parts of the n elements of a loop nest on the threads
// that are free. Each call has axes of its own.
func parallel(axes []axis, n int, body func(axes []axis, lo, hi int)) {
	each(n, mapGrain, func(lo, hi int) { body(slices.Clone(axes), lo, hi) })
}

// each is threadctl.For without a way to be cancelled.
func each(n, grain int, body func(lo, hi int)) {
	if err := threadctl.For(context.Background(), n, grain, body); err != nil {
		panic(err)
	}
}
