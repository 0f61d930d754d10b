package ndarray

import (
	"context"
	"slices"
	"sync/atomic"
	"unsafe"

	"github.com/lanewise/lanewise/threadctl"
)

// rowMin is the number of elements behind the reduced axes from which whole rows
// are taken together.
const rowMin = 16

// alone is for reductions that are not worth another thread.
var alone = threadctl.WithLimit(context.Background(), 1)

// foldElements reduces the elements of a layout, at least one, at p. Results
// depend on the elements in C order only.
func foldElements(f folding, l *layout, p unsafe.Pointer) number {
	switch {
	case l.size <= grain && l.is(contiguous):
		return f.fold(l.size, p, l.item)
	case l.size <= grain:
		var buf [inlineDims]axis
		axes := orderedAxes(buf[:0], l)
		if len(axes) == 1 {
			return f.fold(l.size, p, axes[0].stride[0])
		}
		return foldNest(f, l, p)
	case f.ordered():
		return f.gather(start(orderedAxes(nil, l), 0, l.size), p)
	default:
		return foldLarge(f, l, p)
	}
}

func foldNest(f folding, l *layout, p unsafe.Pointer) number {
	return f.gather(start(orderedAxes(nil, l), 0, l.size), p)
}

func foldLarge(f folding, l *layout, p unsafe.Pointer) number {
	ctx := context.Background()
	if l.size < parallelMin {
		ctx = alone
	}
	axes := orderedAxes(nil, l)
	part := func(lo, hi int) number { return f.gather(start(slices.Clone(axes), lo, hi), p) }
	if len(axes) == 1 {
		item := axes[0].stride[0]
		part = func(lo, hi int) number { return f.fold(hi-lo, unsafe.Add(p, lo*item), item) }
	}
	acc, err := threadctl.Reduce(ctx, l.size, grain, part, f.join)
	if err != nil {
		panic(err)
	}
	return acc
}

// put stores an element that a number holds.
func put(to unsafe.Pointer, elem number, item int) {
	switch item {
	case 8:
		*(*uint64)(to) = elem.lo
	case 16:
		*(*number)(to) = elem
	default:
		copy(unsafe.Slice((*byte)(to), item), unsafe.Slice((*byte)(unsafe.Pointer(&elem)), item))
	}
}

// axisSplit is a layout taken apart for a reduction.
type axisSplit struct {
	kept   *layout // the axes that stay
	run    *layout // the innermost group of neighbouring axes that go, reduced as a whole
	outer  *layout // the other axes that go
	byRows bool
}

// splitAxes sorts the axes of l, of which some are marked as gone, by what becomes
// of them. How elements are reduced must depend on the shape only, not on strides.
func splitAxes(l *layout, gone []bool) axisSplit {
	const kept, run, outer = 0, 1, 2
	var shape, strides [3][]int
	behind := 1 // elements of kept axes behind the run
	group, ended := false, false
	for d, n := range slices.Backward(l.shape()) {
		part := kept
		switch {
		case gone[d] && !ended:
			part, group = run, true
		case gone[d]:
			part = outer
		case !group:
			behind *= n
		case n != 1:
			ended = true
		}
		shape[part] = append(shape[part], n)
		strides[part] = append(strides[part], l.strides()[d])
	}
	byRows := behind >= rowMin
	if byRows {
		shape[outer] = append(shape[run], shape[outer]...)
		strides[outer] = append(strides[run], strides[outer]...)
	}
	part := func(i int) *layout {
		r := allocLayout(l.kind, l.item, len(shape[i]))
		copy(r.shape(), shape[i])
		copy(r.strides(), strides[i])
		slices.Reverse(r.shape())
		slices.Reverse(r.strides())
		return r.finish(0)
	}
	return axisSplit{part(kept), part(run), part(outer), byRows}
}

// goneAxes marks the axes that a reduction removes, and returns the shape that is
// left.
func goneAxes(op string, l *layout, axes []int) (gone []bool, shape []int) {
	gone = make([]bool, l.ndim)
	for _, d := range wrapAxes(op, axes, int(l.ndim)) {
		gone[d] = true
	}
	for d, n := range l.shape() {
		if !gone[d] {
			shape = append(shape, n)
		}
	}
	return gone, shape
}

// axisReduction is a reduction on its way: of a layout at from, to one without some
// of its axes at to.
type axisReduction struct {
	axisSplit
	f        folding
	out      *layout
	to, from unsafe.Pointer
	wide     bool // results are accumulators
	overflow atomic.Bool
}

// reduceAxes stores the reduction of elements, at least one for each result, in
// out, which has the shape that is left. It reports whether all results fit.
func reduceAxes(f folding, l *layout, from unsafe.Pointer, gone []bool, out *layout, to unsafe.Pointer, wide bool) bool {
	r := &axisReduction{axisSplit: splitAxes(l, gone), f: f, out: out, to: to, from: from, wide: wide}
	if r.byRows {
		r.rows()
	} else {
		r.runs()
	}
	return !r.overflow.Load()
}

func (r *axisReduction) store(to unsafe.Pointer, acc number) {
	if !r.wide {
		elem, fits := r.f.narrow(acc)
		if !fits {
			r.overflow.Store(true)
		}
		acc = elem
	}
	put(to, acc, r.out.item)
}

// runs reduces the elements for each result.
func (r *axisReduction) runs() {
	kept, outer := loopAxes(nil, r.out, r.kept, nil), orderedAxes(nil, r.outer)
	body := func(lo, hi int) {
		outer := slices.Clone(outer)
		c := start(slices.Clone(kept), lo, hi)
		for ; c.n > 0; c.next() {
			for i := range c.n {
				o, x := c.off[0]+i*c.axes[0].stride[0], c.off[1]+i*c.axes[0].stride[1]
				r.store(unsafe.Add(r.to, o), r.one(outer, unsafe.Add(r.from, x)))
			}
		}
	}
	work := r.run.size * r.outer.size
	split(r.out.size, work, max(1, 4*grain/work), body)
}

func (r *axisReduction) one(outer []axis, from unsafe.Pointer) (acc number) {
	if r.outer.size == 1 {
		return foldElements(r.f, r.run, from)
	}
	c := start(outer, 0, r.outer.size)
	for first := true; c.n > 0; c.next() {
		for i := range c.n {
			part := foldElements(r.f, r.run, unsafe.Add(from, c.off[0]+i*c.axes[0].stride[0]))
			if first {
				acc, first = part, false
			} else {
				acc = r.f.join(acc, part)
			}
		}
	}
	return acc
}

// split calls body for parts of [0, n), on several threads if there is enough
// work, given for one index.
func split(n, work, part int, body func(lo, hi int)) {
	if n*work < parallelMin {
		body(0, n)
	} else {
		each(n, part, body)
	}
}

const (
	// rowPart is the number of accumulators that stay in the first cache while rows
	// are added to them, rowChunk the least number of rows for each set of them.
	rowPart  = 4096
	rowChunk = 64
)

// rows adds up whole rows: each chunk of them in order, to accumulators of its
// own, and the accumulators pairwise. That makes the error grow with the logarithm
// of the number of chunks, and work for threads out of few long columns.
func (r *axisReduction) rows() {
	cols, item := r.out.size, r.f.rowItem()
	part := min(cols, rowPart)
	chunk := max(rowChunk, parallelMin/part)
	if r.f.ordered() {
		chunk = r.outer.size
	}
	chunks, parts := (r.outer.size+chunk-1)/chunk, (cols+part-1)/part
	acc := r.to
	if chunks > 1 || r.f.rowsNarrow() || !r.out.is(contiguous) {
		acc = newMemory(chunks * cols * item)
	}
	line := contiguousLayout(r.out.kind, item, cols, r.out.shape())
	axes, outer := loopAxes(nil, line, r.kept, nil), orderedAxes(nil, r.outer)
	split(chunks*parts, min(chunk, r.outer.size)*part, 1, func(lo, hi int) {
		for k := lo; k < hi; k++ {
			c, p := k/parts, k%parts*part
			r.addRows(slices.Clone(axes), slices.Clone(outer), unsafe.Add(acc, c*cols*item),
				p, min(p+part, cols), c*chunk, min(c*chunk+chunk, r.outer.size))
		}
	})
	split(parts, chunks*part, 1, func(lo, hi int) {
		for k := lo; k < hi; k++ {
			p := k * part
			r.mergeRows(acc, chunks, p, min(part, cols-p))
		}
	})
	if acc != r.to {
		r.finish(acc)
		freeMemory(acc, chunks*cols*item)
	}
}

// addRows sets the accumulators number lo to hi to the reduction of some rows.
func (r *axisReduction) addRows(axes, outer []axis, acc unsafe.Pointer, lo, hi, firstRow, endRow int) {
	rows := start(outer, firstRow, endRow)
	one := len(axes) == 1
	item := r.f.rowItem()
	for first := true; rows.n > 0; rows.next() {
		ld := rows.axes[0].stride[0]
		for i := 0; i < rows.n; i++ {
			row := unsafe.Add(r.from, rows.off[0]+i*ld)
			if sx := axes[0].stride[1]; one && sx == item {
				if r.f.addAll(hi-lo, unsafe.Add(acc, lo*item), unsafe.Add(row, lo*sx), ld, rows.n-i, r.out.size*r.outer.size, first) {
					first = false
					break
				}
			}
			add := r.f.add
			if first {
				add, first = r.f.begin, false
			}
			if sx := axes[0].stride[1]; one {
				add(hi-lo, unsafe.Add(acc, lo*item), unsafe.Add(row, lo*sx), sx)
				continue
			}
			for c := start(axes, lo, hi); c.n > 0; c.next() {
				add(c.n, unsafe.Add(acc, c.off[0]), unsafe.Add(row, c.off[1]), axes[0].stride[1])
			}
		}
	}
}

// mergeRows joins the accumulators of all chunks, pairwise, for n columns.
func (r *axisReduction) mergeRows(acc unsafe.Pointer, chunks, lo, n int) {
	cols, item := r.out.size, r.f.rowItem()
	at := func(c int) unsafe.Pointer { return unsafe.Add(acc, (c*cols+lo)*item) }
	for step := 1; step < chunks; step *= 2 {
		for c := 0; c+step < chunks; c += 2 * step {
			r.f.merge(n, at(c), at(c+step))
		}
	}
}

// finish stores the accumulators in the output.
func (r *axisReduction) finish(acc unsafe.Pointer) {
	item := r.f.rowItem()
	line := contiguousLayout(r.out.kind, item, r.out.size, r.out.shape())
	axes := loopAxes(nil, r.out, line, nil)
	for c := start(axes, 0, r.out.size); c.n > 0; c.next() {
		for i := range c.n {
			var v number
			copy(unsafe.Slice((*byte)(unsafe.Pointer(&v)), item), unsafe.Slice((*byte)(unsafe.Add(acc, c.off[1]+i*axes[0].stride[1])), item))
			to := unsafe.Add(r.to, c.off[0]+i*axes[0].stride[0])
			if r.f.rowsNarrow() {
				r.store(to, v)
			} else {
				put(to, v, item)
			}
		}
	}
}
