package ndarray

import (
	"math/bits"
	"slices"
)

// UnravelIndex returns the indices, one array for each axis of shape, of the
// elements with the numbers ix in C order; each has the shape of ix. For the order
// of Fortran, reverse the shape and the result. It panics with ErrIndex if a
// number is negative or not below the size, and with ErrShape for a bad shape.
func UnravelIndex(ix Array[int], shape ...int) []Array[int] {
	const op = "UnravelIndex"
	size := checkShape(op, shape, 1, maxBytes)
	flat := inOrder(ix)
	for _, i := range elemsOf(flat) {
		if uint(i) >= uint(size) {
			fail(op, ErrIndex, "index %d is out of bounds for array with size %d", i, size)
		}
	}
	return unravel(flat, shape)
}

// unravel is UnravelIndex of numbers in C order that are in range.
func unravel(flat Array[int], shape []int) []Array[int] {
	index := make([]Array[int], len(shape))
	rest := elemsOf(flat)
	for d, n := range slices.Backward(shape) {
		index[d] = zeros[int]("UnravelIndex", flat.layout().shape())
		at := elemsOf(index[d])
		if d == 0 {
			copy(at, rest)
			break
		}
		above := make([]int, len(rest))
		for k, i := range rest {
			above[k] = i / n
			at[k] = i - above[k]*n
		}
		rest = above
	}
	return index
}

// RavelMultiIndex returns the numbers in C order of the elements of an array of
// the given shape at the indices ix, one array for each axis, which are broadcast
// together: the inverse of [UnravelIndex]. mode says what becomes of indices that
// are out of range; with IndexRaise negative ones are, too. It panics with ErrIndex
// for one that mode does not allow, and with ErrShape if the number of arrays is
// not that of the axes, or the shapes do not broadcast.
func RavelMultiIndex(ix []Array[int], shape []int, mode IndexMode) Array[int] {
	return ravelMultiIndex(nil, ix, shape, mode)
}

// RavelMultiIndexTo stores [RavelMultiIndex] in out, of the same shape as the result, and returns out, which
// may overlap the others.
func RavelMultiIndexTo(out Array[int], ix []Array[int], shape []int, mode IndexMode) Array[int] {
	return ravelMultiIndex(&out, ix, shape, mode)
}

func ravelMultiIndex(to *Array[int], ix []Array[int], shape []int, mode IndexMode) Array[int] {
	const op = "RavelMultiIndex"
	checkShape(op, shape, 1, maxBytes)
	if len(ix) != len(shape) {
		fail(op, ErrShape, "%d index arrays for a shape of %d axes", len(ix), len(shape))
	}
	var common []int
	for _, x := range ix {
		common = broadcastShape(op, nil, common, x.layout().shape())
	}
	checkShape(op, common, bits.UintSize/8, maxBytes)
	within := make([]Array[int], len(ix))
	for d, x := range ix {
		within[d] = mode.apply(x, shape[d], func(int) { fail(op, ErrIndex, "invalid entry in coordinates array") })
	}
	out := output(op, to, common)
	for d, x := range within {
		within[d] = beside(to, x)
	}
	out.Fill(0)
	for d, x := range within {
		MulScalarTo(out, out, shape[d])
		AddTo(out, out, x)
	}
	return out
}
