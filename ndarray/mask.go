package ndarray

import (
	"reflect"
	"slices"
	"unsafe"

	"github.com/lanewise/lanewise/kernels"
)

// Mask returns the elements of a for which m holds, in C order, in a new array of
// one axis: NumPy's a[m]. If m has fewer axes than a, it selects from the first
// ones, and the others follow. It panics with ErrIndex if the lengths of axes
// differ.
func (a Array[T]) Mask(m Array[bool]) Array[T] {
	const op = "Mask"
	if n := m.layout().ndim; n == 0 || n != a.layout().ndim {
		return a.maskAxes(op, m)
	}
	return a.maskAll(op, m)
}

// maskAll is Mask with a mask of all axes.
func (a Array[T]) maskAll(op string, m Array[bool]) Array[T] {
	checkMaskOf(op, a.layout(), m.layout())
	mask := elemsOf(m)
	out := unset[T](op, []int{kernels.Count(mask)})
	compress(unsafe.Slice(out.p, out.lay.size), elemsOf(a), mask)
	return out
}

// maskAxes is Mask with a mask of some axes.
func (a Array[T]) maskAxes(op string, m Array[bool]) Array[T] {
	s := newSelection(op, a.layout(), []any{m})
	out := unset[T](op, s.shape)
	load(s, out, a)
	return out
}

// SetMask stores the elements of v in those of a for which m holds, in C order:
// NumPy's a[m] = v. v is broadcast to the shape of a.Mask(m), and may overlap a,
// as m may. It panics with ErrIndex if m does not have the lengths of the axes of
// a, with ErrShape if v does not broadcast, and with ErrReadOnly if a is
// read-only, before anything is written.
func (a Array[T]) SetMask(m Array[bool], v Array[T]) {
	const op = "SetMask"
	a.layout().checkWrite(op)
	store(newSelection(op, a.layout(), []any{m}), a, v)
}

// FillMask stores v in all elements of a for which m holds: NumPy's a[m] = v with
// a number. If m has fewer axes than a, it selects from the first ones. It panics
// as [Array.SetMask] does.
func (a Array[T]) FillMask(m Array[bool], v T) {
	const op = "FillMask"
	l, k := a.layout(), m.layout()
	l.checkWrite(op)
	checkMaskOf(op, l, k)
	if k.ndim < l.ndim {
		shape := slices.Clone(k.shape())
		for len(shape) < int(l.ndim) {
			shape = append(shape, 1)
		}
		m = m.Reshape(shape...)
	}
	assignWhere(a, m, Array[T]{&v, l.view(nil, nil)})
}

// checkMaskOf panics unless the mask has the lengths of the first axes of l.
func checkMaskOf(op string, l, mask *layout) {
	if mask.ndim > l.ndim {
		fail(op, ErrIndex, "too many indices for array: array is %d-dimensional, but %d were indexed", l.ndim, mask.ndim)
	}
	checkMask(op, l, 0, mask)
}

// assignWhere sets the elements of a for which m holds to those of v; m and v are
// broadcast. They may overlap a.
func assignWhere[T any](a Array[T], m Array[bool], v Array[T]) {
	l := a.layout()
	if l.size == 0 {
		return
	}
	if overlap(a, m) { // kernels read the mask after they have begun to write
		m = m.Copy()
	}
	v = detach(a, v)
	if l.size < parallelMin {
		var buf [inlineDims]axis
		assignWhereNest(a, m, v, loopAxes(buf[:0], l, m.layout(), v.layout()), 0, l.size)
		return
	}
	parallel(loopAxes(nil, l, m.layout(), v.layout()), l.size, func(axes []axis, lo, hi int) {
		assignWhereNest(a, m, v, axes, lo, hi)
	})
}

func assignWhereNest[T any](a Array[T], m Array[bool], v Array[T], axes []axis, lo, hi int) {
	item := int(unsafe.Sizeof(*a.p))
	so, sm, sv := axes[0].stride[0], axes[0].stride[1], axes[0].stride[2]
	c := start(axes, lo, hi)
	for ; c.n > 0; c.next() {
		dst, mask, from := a.at(c.off[0]), m.at(c.off[1]), v.at(c.off[2])
		if so == item && sm == 1 && (sv == item || sv == 0) && c.n > few && holdsNumbers[T]() {
			assignWhereRun(unsafe.Slice(dst, c.n), unsafe.Slice(mask, c.n), from, sv == 0)
			continue
		}
		for i := range c.n {
			if *m.at(c.off[1] + i*sm) {
				*a.at(c.off[0] + i*so) = *v.at(c.off[2] + i*sv)
			}
		}
	}
}

// assignWhereRun sets the elements of dst for which mask holds to those at v, or to
// the one there, by the kernel for their size.
func assignWhereRun[T any](dst []T, mask []bool, v *T, one bool) {
	p := unsafe.Pointer(v)
	switch unsafe.Sizeof(*v) {
	case 1:
		whereKernel(cast[uint8](dst), mask, (*uint8)(p), one, kernels.WhereU8, kernels.ScalarWhereU8)
	case 2:
		whereKernel(cast[uint16](dst), mask, (*uint16)(p), one, kernels.WhereU16, kernels.ScalarWhereU16)
	case 4:
		whereKernel(cast[uint32](dst), mask, (*uint32)(p), one, kernels.WhereU32, kernels.ScalarWhereU32)
	case 8:
		whereKernel(cast[uint64](dst), mask, (*uint64)(p), one, kernels.WhereU64, kernels.ScalarWhereU64)
	case 16:
		whereKernel(cast[complex128](dst), mask, (*complex128)(p), one, kernels.WhereC128, kernels.ScalarWhereC128)
	}
}

func whereKernel[U any](dst []U, mask []bool, v *U, one bool, where func(dst []U, mask []bool, x, y []U), scalar func(dst []U, mask []bool, x U, y []U)) {
	if one {
		scalar(dst, mask, *v, dst)
	} else {
		where(dst, mask, unsafe.Slice(v, len(dst)), dst)
	}
}

// compress copies the elements of src for which mask holds to dst, which has
// room for just these.
func compress[T any](dst, src []T, mask []bool) {
	if len(src) < parallelMin {
		compressRun(dst, src, mask)
		return
	}
	from := make([]int, (len(src)+grain-1)/grain+1)
	each(len(src), grain, func(lo, hi int) { from[lo/grain+1] = kernels.Count(mask[lo:hi]) })
	for i := 1; i < len(from); i++ {
		from[i] += from[i-1]
	}
	each(len(src), grain, func(lo, hi int) {
		compressRun(dst[from[lo/grain]:from[lo/grain+1]], src[lo:hi], mask[lo:hi])
	})
}

// compressRun is compress on one thread, by the kernel where there is one.
func compressRun[T any](dst, src []T, mask []bool) {
	if holdsNumbers[T]() && len(src) > few {
		switch unsafe.Sizeof(*new(T)) {
		case 1:
			kernels.Compress(cast[uint8](dst), cast[uint8](src), mask)
			return
		case 2:
			kernels.Compress(cast[uint16](dst), cast[uint16](src), mask)
			return
		case 4:
			kernels.Compress(cast[uint32](dst), cast[uint32](src), mask)
			return
		case 8:
			kernels.Compress(cast[uint64](dst), cast[uint64](src), mask)
			return
		case 16:
			kernels.Compress(cast[complex128](dst), cast[complex128](src), mask)
			return
		}
	}
	for i, m := range mask {
		if m {
			dst[0] = src[i]
			dst = dst[1:]
		}
	}
}

// holdsNumbers reports whether elements of type T are numbers or bools, which kernels
// move by their size.
func holdsNumbers[T any]() bool {
	k := kindOf[T]()
	return reflect.Bool <= k && k <= reflect.Complex128
}
