package dyn

import "github.com/lanewise/lanewise/ndarray"

// as returns x with elements of type d; x itself if it has them.
func as(op string, x holder, d DType) holder {
	if x.dtype() == d {
		return x
	}
	return castTo(op, x, d)
}

func castTo(op string, x holder, d DType) holder {
	from := x.dtype()
	if from == String || d == String {
		fail(op, ndarray.ErrDType, "no conversion of %s to %s", from, d)
	}
	switch {
	case d == Bool && from.kind() == ComplexFloating:
		return notZero(x)
	case d.kind() == ComplexFloating && from.kind() != ComplexFloating:
		x = makers[d.parts()].from(x)
	case d.kind() != ComplexFloating && from.kind() == ComplexFloating:
		x = makers[from.parts()].from(x)
	}
	return makers[d].from(x)
}

func (boxMaker[T]) from(x holder) holder {
	switch x.dtype() {
	case Bool:
		return converted[T, bool](x)
	case Int8:
		return converted[T, int8](x)
	case Uint8:
		return converted[T, uint8](x)
	case Int16:
		return converted[T, int16](x)
	case Uint16:
		return converted[T, uint16](x)
	case Int32:
		return converted[T, int32](x)
	case Uint32:
		return converted[T, uint32](x)
	case Int64:
		return converted[T, int64](x)
	case Uint64:
		return converted[T, uint64](x)
	case Float32:
		return converted[T, float32](x)
	case Float64:
		return converted[T, float64](x)
	case Complex64:
		return converted[T, complex64](x)
	}
	return converted[T, complex128](x)
}

func converted[U, T ndarray.Elem](x holder) holder { return boxed(ndarray.As[U](must[T](x))) }
