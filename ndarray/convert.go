package ndarray

import "unsafe"

// As returns the elements of a as type U in a new array, also where U is T.
// Integers wrap; floats become integers by truncation towards zero, and those
// beyond the range its nearest end, NaN 0; integers become the nearest floats; true
// is 1, and what is not 0, NaN included, is true. (NumPy leaves to the machine what
// floats beyond the range of an integer become.) Complex numbers become reals by
// their real part and true if a part is not 0; what becomes complex has the
// imaginary part 0.
//
//	ndarray.As[float64](counts)
func As[U, T Elem](a Array[T]) Array[U] {
	lay := resultLayout[U]("As", a.layout(), a.layout())
	return AsTo(newArray[U](lay), a)
}

// AsTo stores [As] of a, broadcast to the shape of out, in out and returns out; see
// [AddTo].
func AsTo[U, T Elem](out Array[U], a Array[T]) Array[U] { return convert(out, a) }

// convert is AsTo for types of which only the kind is known.
func convert[U, T any](out Array[U], a Array[T]) Array[U] {
	o, l := out.layout(), a.layout()
	if o.kind == l.kind { // named types may differ
		checkOut("As", o, l)
		out.Assign(Array[U]{(*U)(unsafe.Pointer(a.p)), l})
		return out
	}
	return unaryTo(&conversions[o.kind], out, a)
}
