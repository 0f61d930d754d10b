package ndarray

// computed has f compute an array of a shape: out, if its elements lie in a row and
// apart from a's, or another one that is then copied to out. It panics, before that,
// unless out can be written to and has the shape.
func computed[D, T any](op string, out Array[D], a Array[T], shape []int, f func(dst Array[D])) Array[D] {
	checkShapeOf(op, out.layout(), shape)
	if out.layout().fresh() && !overlap(out, a) {
		f(out)
		return out
	}
	dst := zeros[D](op, shape)
	f(dst)
	return out.Assign(dst)
}

// reducedZeros returns zeros of the shape that a reduction along axes leaves of a.
func reducedZeros[D, T any](op string, a Array[T], axes []int) Array[D] {
	_, shape := goneAxes(op, a.layout(), axes)
	return zeros[D](op, shape)
}

// apart returns a, or a copy if out shares memory with it. Other than detach, it is for
// what writes to out before it has read all of a, or moves elements to other places.
func apart[D, T any](out Array[D], a Array[T]) Array[T] {
	if overlap(out, a) {
		return a.Copy()
	}
	return a
}

// output returns out or, if that is nil, a new array of the shape. It panics unless out
// can be written to and has the shape.
func output[T any](op string, out *Array[T], shape []int) Array[T] {
	if out == nil {
		return unset[T](op, shape)
	}
	checkOutput(op, *out, shape)
	return *out
}

// beside returns a, or a copy if out is there and shares memory with it.
func beside[D, T any](out *Array[D], a Array[T]) Array[T] {
	if out == nil {
		return a
	}
	return apart(*out, a)
}

// stored copies a result to out, which has its shape, for what needs room of its own anyway.
func stored[T any](op string, out, result Array[T]) Array[T] {
	checkShapeOf(op, out.layout(), result.layout().shape())
	out.Assign(result)
	result.Recycle()
	return out
}
