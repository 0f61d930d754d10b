package ndarray

// ReadOnly returns a view of a through which nothing can be written: Set, Fill,
// Assign and operations that store in it panic with ErrReadOnly, and so they do for
// views of it.
func (a Array[T]) ReadOnly() Array[T] {
	l := a.layout()
	if l.is(readOnly) {
		return a
	}
	r := allocLayout(l.kind, l.item, int(l.ndim))
	copy(r.shape(), l.shape())
	copy(r.strides(), l.strides())
	return Array[T]{a.p, r.finish(l.flags&dense | readOnly)}
}
