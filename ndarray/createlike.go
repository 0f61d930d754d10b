package ndarray

// Empty is [Zeros]: Go has no memory that was not cleared, and clearing new memory
// costs the system no more than handing it out.
func Empty[T any](shape ...int) Array[T] { return zeros[T]("Empty", shape) }

// like returns a new array of zero values with the shape of a and, where the
// elements of a lie without gaps, their order in memory.
func like[U, T any](op string, a Array[T]) Array[U] {
	lay := resultLayout[U](op, a.layout(), a.layout())
	return newZeros[U](lay)
}

// EmptyLike is [ZerosLike]; see [Empty].
func EmptyLike[U, T any](a Array[T]) Array[U] { return like[U]("EmptyLike", a) }

// ZerosLike returns a new array of zero values of type U with the shape of a and,
// where the elements of a lie without gaps, their order in memory:
//
//	counts := ndarray.ZerosLike[int](prices)
func ZerosLike[U, T any](a Array[T]) Array[U] { return like[U]("ZerosLike", a) }

// OnesLike returns a new array of ones, as [ZerosLike] does of zeros.
func OnesLike[U Number, T any](a Array[T]) Array[U] { return fullLike(a, U(1), "OnesLike") }

// FullLike returns a new array whose elements are v, as [ZerosLike] does of zeros.
func FullLike[U, T any](a Array[T], v U) Array[U] { return fullLike(a, v, "FullLike") }

func fullLike[U, T any](a Array[T], v U, op string) Array[U] {
	out := like[U](op, a)
	out.Fill(v)
	return out
}

// CopyF returns a new array of the elements of a in Fortran order: the first index
// varies fastest in memory. It has the shape of a, and the same elements at the same
// indices.
func (a Array[T]) CopyF() Array[T] {
	shape := a.T().layout().shape()
	return unset[T]("CopyF", shape).T().Assign(a)
}
