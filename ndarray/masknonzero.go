package ndarray

import (
	"github.com/lanewise/lanewise/kernels"
)

// Nonzero returns the indices of the elements that are not 0 (true ones, NaN
// included), in C order: one array for each axis, so that a.Index with all of them
// is a.Mask(a is not 0). It panics with ErrShape if a has no axes.
func Nonzero[T Elem](a Array[T]) []Array[int] { return a.Nonzero() }

// Nonzero is the function [Nonzero] as a method; see [Array.Add].
func (a Array[T]) Nonzero() []Array[int] {
	l := a.layout()
	if l.ndim == 0 {
		fail("Nonzero", ErrShape, "an array without axes has no indices")
	}
	return nonzeroOf(truths("Nonzero", a), l.shape())
}

// ArgWhere returns the indices of the elements that are not 0, in C order, as the
// rows of an array of shape (number of them, a.NDim()).
func ArgWhere[T Elem](a Array[T]) Array[int] {
	l := a.layout()
	ndim := int(l.ndim)
	mask := truths("ArgWhere", a)
	out := unset[int]("ArgWhere", []int{kernels.Count(mask), ndim})
	if ndim == 0 {
		return out
	}
	for d, ix := range nonzeroOf(mask, l.shape()) {
		out.Slice(All, I(d)).Assign(ix)
	}
	return out
}

// FlatNonzero returns the numbers in C order of the elements that are not 0.
func FlatNonzero[T Elem](a Array[T]) Array[int] { return flatNonzero(truths("FlatNonzero", a)) }

func flatNonzero(mask []bool) Array[int] { return nonzeroOf(mask, []int{len(mask)})[0] }

// CountNonzero returns the number of elements that are not 0: true ones, and NaN
// too.
func CountNonzero[T Elem](a Array[T]) int { return kernels.Count(truths("CountNonzero", a)) }

// CountNonzeroAxis returns the number of elements that are not 0 along the given
// axes, which the result lacks; with no axis it is 1 or 0 for each element. It
// panics with ErrAxis if an axis is out of range or given twice.
func CountNonzeroAxis[T Elem](a Array[T], axes ...int) Array[int] {
	wrapAxes("CountNonzeroAxis", axes, a.NDim())
	return As[int](As[bool](a)).SumAxis(axes...)
}

// CountNonzeroAxisTo stores [CountNonzeroAxis] in out, of the same shape as the result, and returns out, which
// may overlap the others.
func CountNonzeroAxisTo[T Elem](out Array[int], a Array[T], axes ...int) Array[int] {
	return reduceAxisTo("CountNonzeroAxis", &sums, out, As[int](As[bool](a)), axes, false)
}

// truths returns for the elements of a, in C order, whether they are not 0. The
// caller must not change them.
func truths[T any](op string, a Array[T]) []bool { return elemsOf(truth(op, a)) }

// nonzeroOf returns the indices of the true elements of a mask of a shape with at
// least one axis: an array for each axis.
func nonzeroOf(mask []bool, shape []int) []Array[int] {
	count := kernels.Count(mask)
	l := newLayout[int]("Nonzero", []int{count})
	index := make([]Array[int], len(shape))
	lists := make([][]int, len(shape))
	for d := range index {
		index[d] = newArray[int](l)
		lists[d] = elemsOf(index[d])
	}
	if count == 0 {
		return index
	}
	last := len(shape) - 1
	width, filled := shape[last], 0
	row := make([]int, last) // the indices of a row of the last axis
	for lo := 0; lo < len(mask); lo += width {
		n := trueIndices(lists[last][filled:], mask[lo:lo+width])
		for d, i := range row {
			part := lists[d][filled : filled+n]
			for k := range part {
				part[k] = i
			}
		}
		filled += n
		for d := last - 1; d >= 0; d-- {
			if row[d]++; row[d] < shape[d] {
				break
			}
			row[d] = 0
		}
	}
	return index
}

// trueIndices writes the indices of the true elements of a mask to dst, which has
// room for them, and returns how many there are. Stretches of eight without any are
// skipped; the rest has no branches that depend on the mask.
func trueIndices(dst []int, mask []bool) (n int) {
	bytes := cast[byte](mask)
	for i := 0; i < len(mask) && n < len(dst); {
		end := min(i+8, len(mask))
		if end-i == 8 && *(*[8]byte)(bytes[i:]) == [8]byte{} {
			i = end
			continue
		}
		for ; i < end && n < len(dst); i++ {
			dst[n] = i
			n += int(bytes[i])
		}
	}
	return n
}
