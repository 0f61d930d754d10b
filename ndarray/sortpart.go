package ndarray

import (
	"iter"
	"slices"
)

// Partition returns the elements of a rearranged along an axis so that the one at
// kth is where [Sort] would put it, none before it is greater and none behind it is
// less. How both parts are arranged is not specified. A negative kth counts from
// the end. It panics with ErrAxis if axis is out of range, and with ErrIndex if kth
// is.
func Partition[T Sortable](a Array[T], kth, axis int) Array[T] {
	const op = "Partition"
	a.checkPartition(op, &kth, &axis)
	out := a.Copy()
	partitionLanes(op, out, kth, axis)
	return out
}

// Partition is the function [Partition] as a method; see [Array.Add].
func (a Array[T]) Partition(kth, axis int) Array[T] {
	const op = "Partition"
	a.checkPartition(op, &kth, &axis)
	out := a.Copy()
	partitionLanes(op, out, kth, axis)
	return out
}

// PartitionTo stores [Partition] of a, which has the shape of out, in out and
// returns out. out may be a or overlap it.
func PartitionTo[T Sortable](out, a Array[T], kth, axis int) Array[T] {
	const op = "PartitionTo"
	a.checkPartition(op, &kth, &axis)
	checkSameShape(op, out.layout(), a.layout())
	partitionLanes(op, out.Assign(a), kth, axis)
	return out
}

// PartitionIn is [Partition] in place. It panics with ErrReadOnly if a is
// read-only.
func PartitionIn[T Sortable](a Array[T], kth, axis int) {
	const op = "PartitionIn"
	a.checkPartition(op, &kth, &axis)
	a.layout().checkWrite(op)
	partitionLanes(op, a, kth, axis)
}

// ArgPartition returns the indices along an axis that rearrange a as [Partition]
// does; the one at kth is that of [ArgSort].
func ArgPartition[T Sortable](a Array[T], kth, axis int) Array[int] {
	return argPartition("ArgPartition", a, kth, axis)
}

// ArgPartition is the function [ArgPartition] as a method; see [Array.Add].
func (a Array[T]) ArgPartition(kth, axis int) Array[int] {
	return argPartition("ArgPartition", a, kth, axis)
}

// ArgPartitionTo stores [ArgPartition] of a in out, which has its shape, and returns out,
// which may overlap a.
func ArgPartitionTo[T Sortable](out Array[int], a Array[T], kth, axis int) Array[int] {
	return argPartitionTo("ArgPartition", &out, a, kth, axis)
}

func argPartition[T any](op string, a Array[T], kth, axis int) Array[int] {
	return argPartitionTo(op, nil, a, kth, axis)
}

func argPartitionTo[T any](op string, to *Array[int], a Array[T], kth, axis int) Array[int] {
	a.checkPartition(op, &kth, &axis)
	o := orderFor[T](op, a.layout().kind)
	out := output(op, to, a.layout().shape())
	indexLanes(out, beside(to, a), axis, func(idx []int, x []T) { o.argPartition(idx, pointerTo(x), kth) })
	return out
}

// checkPartition wraps the arguments of Partition.
func (a Array[T]) checkPartition(op string, kth, axis *int) {
	l := a.layout()
	orderFor[T](op, l.kind)
	*axis = wrapAxis(op, *axis, int(l.ndim))
	n, k := l.shape()[*axis], *kth
	if k < 0 {
		k += n
	}
	if uint(k) >= uint(n) {
		fail(op, ErrIndex, "kth(=%d) out of bounds (%d)", *kth, n)
	}
	*kth = k
}

func partitionLanes[T any](op string, a Array[T], kth, axis int) {
	l := a.layout()
	o := orderFor[T](op, l.kind)
	n, stride := l.shape()[axis], l.strides()[axis]
	lanesAlong(axis, l, nil).run(func(places iter.Seq[perOperand]) {
		var room laneRoom[T]
		defer room.release()
		for off := range places {
			lane := room.read(a.at(off[0]), stride, n)
			o.partition(pointerTo(lane), n, kth)
			room.write(a.at(off[0]), stride, lane)
		}
	})
}

// TopK returns the k greatest elements along an axis, the greatest one first, and
// their indices along it. NaN counts as greater than all numbers; of equal elements
// those with the smaller indices are taken, and come first. It panics with ErrAxis
// if axis is out of range, and with ErrValue unless 0 <= k <= the length of the
// axis.
func TopK[T Sortable](a Array[T], k, axis int) (values Array[T], indices Array[int]) {
	indices = topK("TopK", nil, a, k, axis, true)
	return TakeAlongAxis(a, indices, axis), indices
}

// TopKTo stores [TopK] in values and indices, which have the shape of the result and share
// no memory with each other, and returns them. They may overlap a.
func TopKTo[T Sortable](values Array[T], indices Array[int], a Array[T], k, axis int) (Array[T], Array[int]) {
	return topKTo("TopK", values, indices, a, k, axis, true)
}

// BottomKTo stores [BottomK] in values and indices, as [TopKTo] does.
func BottomKTo[T Sortable](values Array[T], indices Array[int], a Array[T], k, axis int) (Array[T], Array[int]) {
	return topKTo("BottomK", values, indices, a, k, axis, false)
}

func topKTo[T Sortable](op string, values Array[T], indices Array[int], a Array[T], k, axis int, largest bool) (Array[T], Array[int]) {
	checkShapeOf(op, values.layout(), indices.layout().shape())
	a = apart(indices, a)
	topK(op, &indices, a, k, axis, largest)
	return TakeAlongAxisTo(values, a, indices, axis), indices
}

// BottomK returns the k least elements along an axis, the least one first, and their
// indices; see [TopK].
func BottomK[T Sortable](a Array[T], k, axis int) (values Array[T], indices Array[int]) {
	indices = topK("BottomK", nil, a, k, axis, false)
	return TakeAlongAxis(a, indices, axis), indices
}

// ArgTopK returns the indices along an axis of the k greatest elements, that of the
// greatest one first; see [TopK].
func ArgTopK[T Sortable](a Array[T], k, axis int) Array[int] {
	return topK("ArgTopK", nil, a, k, axis, true)
}

// ArgTopKTo stores [ArgTopK] in out, of the same shape as the result, and returns out, which
// may overlap the others.
func ArgTopKTo[T Sortable](out Array[int], a Array[T], k, axis int) Array[int] {
	return topK("ArgTopK", &out, a, k, axis, true)
}

// ArgBottomK returns the indices along an axis of the k least elements, that of the
// least one first; see [TopK].
func ArgBottomK[T Sortable](a Array[T], k, axis int) Array[int] {
	return topK("ArgBottomK", nil, a, k, axis, false)
}

// ArgBottomKTo stores [ArgBottomK] in out, of the same shape as the result, and returns out, which
// may overlap the others.
func ArgBottomKTo[T Sortable](out Array[int], a Array[T], k, axis int) Array[int] {
	return topK("ArgBottomK", &out, a, k, axis, false)
}

func topK[T any](op string, to *Array[int], a Array[T], k, axis int, largest bool) Array[int] {
	l := a.layout()
	o := orderFor[T](op, l.kind)
	axis = wrapAxis(op, axis, int(l.ndim))
	if n := l.shape()[axis]; k < 0 || k > n {
		fail(op, ErrValue, "%d elements of an axis of length %d", k, n)
	}
	shape := slices.Clone(l.shape())
	shape[axis] = k
	out := output(op, to, shape)
	indexLanes(out, beside(to, a), axis, func(idx []int, x []T) { o.top(idx, pointerTo(x), len(x), largest) })
	return out
}
