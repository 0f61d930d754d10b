package ndarray

import (
	"reflect"
	"slices"
	"unsafe"
)

// rowMin is the number of elements behind the summed axes from which whole rows
// are added to each other.
const rowMin = 16

// axisSplit is a layout taken apart for a reduction.
type axisSplit struct {
	kept   *layout // the axes that stay
	run    *layout // the innermost group of neighbouring axes that go, summed as Sum does
	outer  *layout // the other axes that go
	byRows bool
}

// splitAxes sorts the axes of l by what becomes of them. How elements are summed
// must depend on the shape only, not on strides.
func splitAxes(op string, l *layout, axes []int) axisSplit {
	gone := make([]bool, l.ndim)
	for _, d := range wrapAxes(op, axes, int(l.ndim)) {
		gone[d] = true
	}
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

// sumRuns sums the run for each element of out, and reports whether all sums
// fit.
func (s axisSplit) sumRuns(out *layout, to, from unsafe.Pointer) bool {
	fits := make([]bool, out.size)
	kept, outer := loopAxes(nil, out, s.kept, nil), orderedAxes(nil, s.outer)
	body := func(lo, hi int) {
		outer := slices.Clone(outer)
		c := start(slices.Clone(kept), lo, hi)
		for ; c.n > 0; c.next() {
			for i := range c.n {
				o, x := c.off[0]+i*c.axes[0].stride[0], c.off[1]+i*c.axes[0].stride[1]
				t := s.sumOuter(outer, unsafe.Add(from, x))
				fits[o/out.item] = t.store(out.kind, unsafe.Add(to, o))
			}
		}
	}
	work := s.run.size * s.outer.size
	s.split(out.size, work, max(1, grain/work), body)
	return !slices.Contains(fits, false)
}

func (s axisSplit) sumOuter(outer []axis, from unsafe.Pointer) (t total) {
	c := start(outer, 0, s.outer.size)
	for ; c.n > 0; c.next() {
		for i := range c.n {
			t = t.add(sumElements(s.run, unsafe.Add(from, c.off[0]+i*c.axes[0].stride[0])))
		}
	}
	return t
}

// sumRows adds the rows behind the summed axes to out, and reports whether all
// sums fit.
func (s axisSplit) sumRows(out *layout, to, from unsafe.Pointer) bool {
	wide := integers.has(out.kind) && out.item < 8
	acc, accAt := out, to
	if wide {
		acc = contiguousLayout(reflect.Uint64, 8, out.size, out.shape())
		accAt = unsafe.Pointer(alloc[uint64](out.size))
	}
	rows, outer := loopAxes(nil, acc, acc, s.kept), orderedAxes(nil, s.outer)
	body := func(lo, hi int) {
		rows := slices.Clone(rows)
		c := start(slices.Clone(outer), 0, s.outer.size)
		for ; c.n > 0; c.next() {
			for i := range c.n {
				row := unsafe.Add(from, c.off[0]+i*c.axes[0].stride[0])
				if wide {
					addWide(out.kind, start(rows, lo, hi), accAt, row)
				} else {
					c := call{loop: uAdd.loops[out.kind], out: accAt, x: accAt, y: row}
					c.nest(rows, lo, hi)
				}
			}
		}
	}
	const part = 4096 // elements of the output, which stay in the first cache
	s.split(out.size, s.outer.size, part, body)
	fits := true
	if wide {
		for i, n := range unsafe.Slice((*uint64)(accAt), out.size) {
			fits = total{n: n}.store(out.kind, unsafe.Add(to, i*out.item)) && fits
		}
	}
	return fits
}

// split calls body for parts of [0, n), on several threads if there is enough
// work, given for one index.
func (s axisSplit) split(n, work, part int, body func(lo, hi int)) {
	if n*work < parallelMin {
		body(0, n)
	} else {
		each(n, part, body)
	}
}

// addWide adds narrow integers to accumulators of 64 bits. The cursor goes over
// the accumulators, as operands 0 and 1, and the integers, as operand 2.
func addWide(kind reflect.Kind, c cursor, acc, x unsafe.Pointer) {
	switch kind {
	case reflect.Int32:
		addWideLoop[int32](c, acc, x)
	case reflect.Int16:
		addWideLoop[int16](c, acc, x)
	case reflect.Int8:
		addWideLoop[int8](c, acc, x)
	case reflect.Uint32:
		addWideLoop[uint32](c, acc, x)
	case reflect.Uint16:
		addWideLoop[uint16](c, acc, x)
	case reflect.Uint8:
		addWideLoop[uint8](c, acc, x)
	}
}

func addWideLoop[T Integer](c cursor, acc, x unsafe.Pointer) {
	so, sx := c.axes[0].stride[0], c.axes[0].stride[2]
	for ; c.n > 0; c.next() {
		for i := range c.n {
			*(*uint64)(unsafe.Add(acc, c.off[0]+i*so)) += uint64(*(*T)(unsafe.Add(x, c.off[2]+i*sx)))
		}
	}
}
