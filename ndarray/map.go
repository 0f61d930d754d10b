package ndarray

// Map returns a new array of f of each element of a. f is called in the order in
// which the elements lie in memory, on one goroutine.
func Map[U, T any](a Array[T], f func(T) U) Array[U] {
	return mapTo(like[U]("Map", a), a, f)
}

// MapTo stores f of each element of a, broadcast to the shape of out, in out and
// returns out; see [AddTo] about overlap. It panics with ErrShape if a does not fit.
func MapTo[U, T any](out Array[U], a Array[T], f func(T) U) Array[U] {
	checkOut("Map", out.layout(), a.layout())
	return mapTo(out, detach(out, a), f)
}

func mapTo[U, T any](out Array[U], a Array[T], f func(T) U) Array[U] {
	o := out.layout()
	if o.size == 0 {
		return out
	}
	var buf [inlineDims]axis
	axes := loopAxes(buf[:0], o, a.layout(), nil)
	so, sa := axes[0].stride[0], axes[0].stride[1]
	for c := start(axes, 0, o.size); c.n > 0; c.next() {
		for i := range c.n {
			*out.at(c.off[0] + i*so) = f(*a.at(c.off[1] + i*sa))
		}
	}
	return out
}

// Map2 returns a new array of f of the elements of a and b at the same indices, which
// are broadcast together. f is called on one goroutine. It panics with ErrShape if
// the shapes don't fit.
func Map2[U, A, B any](a Array[A], b Array[B], f func(A, B) U) Array[U] {
	lay := resultLayout[U]("Map2", a.layout(), b.layout())
	return map2To(newArray[U](lay), a, b, f)
}

// Map2To stores f of the elements of a and b, broadcast to the shape of out, in out,
// as [MapTo] does.
func Map2To[U, A, B any](out Array[U], a Array[A], b Array[B], f func(A, B) U) Array[U] {
	checkOut("Map2", out.layout(), a.layout(), b.layout())
	return map2To(out, detach(out, a), detach(out, b), f)
}

func map2To[U, A, B any](out Array[U], a Array[A], b Array[B], f func(A, B) U) Array[U] {
	o := out.layout()
	if o.size == 0 {
		return out
	}
	var buf [inlineDims]axis
	axes := loopAxes(buf[:0], o, a.layout(), b.layout())
	so, sa, sb := axes[0].stride[0], axes[0].stride[1], axes[0].stride[2]
	for c := start(axes, 0, o.size); c.n > 0; c.next() {
		for i := range c.n {
			*out.at(c.off[0] + i*so) = f(*a.at(c.off[1] + i*sa), *b.at(c.off[2] + i*sb))
		}
	}
	return out
}
