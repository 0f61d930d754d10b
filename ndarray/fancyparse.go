package ndarray

import (
	"reflect"
	"unsafe"
)

// indexPart is one argument of Index, understood.
type indexPart struct {
	basic bool
	ix    Ix           // if basic
	index []Array[int] // otherwise, in C order: one for each axis, and one for none
	axes  int          // of the array that it selects from
	mask  bool
}

// An anyArray is an Array of any element type.
type anyArray interface {
	header() (unsafe.Pointer, *layout)
}

func (a Array[T]) header() (unsafe.Pointer, *layout) { return unsafe.Pointer(a.p), a.layout() }

// parseIndex returns the parts of an index, of which one, Rest, is added if there
// is none.
func parseIndex(op string, l *layout, ix []any) []indexPart {
	rest, axes := -1, 0
	masks := make([]Array[bool], len(ix))
	parts := make([]indexPart, len(ix), len(ix)+1)
	for i, x := range ix {
		p := &parts[i]
		masks[i] = p.parse(op, x)
		axes += p.axes
		if p.basic && p.ix.kind == ixRest {
			if rest >= 0 {
				fail(op, ErrIndex, "an index can only have a single Rest")
			}
			rest = i
		}
	}
	whole := int(l.ndim) - axes
	if whole < 0 {
		fail(op, ErrIndex, "too many indices for array: array is %d-dimensional, but %d were indexed", l.ndim, axes)
	}
	if rest < 0 {
		rest = len(parts)
		parts = append(parts, indexPart{basic: true, ix: Rest})
	}
	parts[rest].axes = whole
	from := 0
	for i := range parts {
		if parts[i].mask {
			parts[i].index = maskIndex(op, l, from, masks[i])
		}
		from += parts[i].axes
	}
	return parts
}

// ints converts integers, without an array of their type: see ARCHITECTURE.md.
func ints[T int32 | int64](x []T) []int {
	s := make([]int, len(x))
	for i, v := range x {
		s[i] = int(v)
	}
	return s
}

// parse understands one argument. If it is a mask, it returns that.
func (p *indexPart) parse(op string, x any) (mask Array[bool]) {
	switch x := x.(type) {
	case Ix:
		p.parseIx(x)
	case int:
		p.integers(Array[int]{&x, scalarLayout})
	case []int:
		p.integers(FromSlice(x))
	case []int64:
		p.integers(FromSlice(ints(x)))
	case []int32:
		p.integers(FromSlice(ints(x)))
	case bool:
		mask = Array[bool]{&x, newLayout[bool](op, nil)}
		p.mask = true
	case []bool:
		mask = FromSlice(x)
		p.mask, p.axes = true, 1
	case anyArray:
		at, l := x.header()
		if l.kind == reflect.Bool {
			mask = Array[bool]{(*bool)(at), l}
			p.mask, p.axes = true, int(l.ndim)
		} else {
			p.integers(integersAt(op, at, l))
		}
	default:
		fail(op, ErrIndex, "only integers, Ix, and arrays or slices of integers or bools are valid indices, not %T", x)
	}
	return mask
}

func (p *indexPart) parseIx(x Ix) {
	switch x.kind {
	case ixInt:
		p.integers(Array[int]{&x.lo, scalarLayout})
	case ixAll, ixRange:
		p.basic, p.ix, p.axes = true, x, 1
	default:
		p.basic, p.ix = true, x
	}
}

func (p *indexPart) integers(at Array[int]) {
	p.index, p.axes = []Array[int]{inOrder(at)}, 1
}

var scalarLayout = newLayout[int]("", nil)

// integersAt returns an array of integers of any type as one of int.
func integersAt(op string, p unsafe.Pointer, l *layout) Array[int] {
	if l.kind == kindOf[int]() {
		return Array[int]{(*int)(p), l}
	}
	// By its loop rather than As: naming an Array[int8] would have the compiler make
	// all its methods, in every program.
	if integers.has(l.kind) {
		loop := conversions[kindOf[int]()].loops[l.kind]
		out := zeros[int](op, l.shape())
		call{loop: loop, out: unsafe.Pointer(out.p), x: p}.run(out.lay, l, nil)
		return out
	}
	fail(op, ErrIndex, "arrays used as indices must be of integer (or boolean) type")
	return Array[int]{}
}

// maskIndex returns the index arrays that a mask of the axes of l from number from
// on stands for. One without axes is an index array of one element or none, for
// no axis.
func maskIndex(op string, l *layout, from int, mask Array[bool]) []Array[int] {
	m := mask.layout()
	checkMask(op, l, from, m)
	if m.ndim == 0 {
		n := 0
		if *mask.p {
			n = 1
		}
		return []Array[int]{Zeros[int](n)}
	}
	return nonzeroOf(elemsOf(mask), m.shape())
}

// checkMask panics unless the mask has the lengths of the axes of l from number
// from on.
func checkMask(op string, l *layout, from int, mask *layout) {
	for d, n := range mask.shape() {
		if own := l.shape()[from+d]; n != own {
			fail(op, ErrIndex, "boolean index did not match indexed array along axis %d; size of axis is %d but size of corresponding boolean axis is %d",
				from+d, own, n)
		}
	}
}
