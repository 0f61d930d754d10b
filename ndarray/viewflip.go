package ndarray

// Flip returns a view of a with the order of the elements along the given axes
// reversed; without arguments along all axes. It panics with ErrAxis if an axis is
// out of range or given twice.
func (a Array[T]) Flip(axes ...int) Array[T] { return a.flip("Flip", axes) }

func (a Array[T]) flip(op string, axes []int) Array[T] {
	l := a.layout()
	axes = wrapAxes(op, axes, int(l.ndim))
	if len(axes) == 0 {
		axes = allAxes(int(l.ndim))
	}
	v := allocLayout(l.kind, l.item, int(l.ndim))
	copy(v.shape(), l.shape())
	copy(v.strides(), l.strides())
	off := 0
	for _, d := range axes {
		off += (l.shape()[d] - 1) * l.strides()[d]
		v.strides()[d] = -l.strides()[d]
	}
	return a.viewAt(off, v.finish(l.flags&readOnly))
}

// viewAt returns the view of layout v that begins off bytes after the first
// element of a. One without elements stays at the first, for at off there may be no
// memory.
func (a Array[T]) viewAt(off int, v *layout) Array[T] {
	if v.size == 0 {
		off = 0
	}
	return Array[T]{a.at(off), v}
}

// FlipUD returns a view of a with the first axis reversed: the rows of a matrix
// from the last to the first. It panics with ErrAxis if a has no axes.
func (a Array[T]) FlipUD() Array[T] { return a.flip("FlipUD", []int{0}) }

// FlipLR returns a view of a with the second axis reversed: the columns of a matrix
// from the last to the first. It panics with ErrAxis if a has fewer than two axes.
func (a Array[T]) FlipLR() Array[T] { return a.flip("FlipLR", []int{1}) }

// Rot90 returns a view of a, rotated k times by 90 degrees in the plane of two
// axes, from the first towards the second; with (1, 0, 1) a matrix is turned
// counterclockwise. It panics with ErrAxis if an axis is out of range or they are
// the same.
func (a Array[T]) Rot90(k, from, to int) Array[T] {
	const op = "Rot90"
	wrapAxes(op, []int{from, to}, a.NDim())
	switch k & 3 {
	case 1:
		return a.flip(op, []int{to}).swap(op, from, to)
	case 2:
		return a.flip(op, []int{from, to})
	case 3:
		return a.swap(op, from, to).flip(op, []int{to})
	}
	return a
}
