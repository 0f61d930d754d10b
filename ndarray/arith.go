package ndarray

// Add returns a + b, broadcast together, in a new array. Integers wrap around.
// It panics with ErrShape if the shapes do not fit.
func Add[T Number](a, b Array[T]) Array[T] { return binary(opAdd, a, b) }

// Sub returns a - b; see [Add].
func Sub[T Number](a, b Array[T]) Array[T] { return binary(opSub, a, b) }

// Mul returns a * b, element by element; see [Add]. A complex product is
// (ac-bd) + (ad+bc)i with each operation rounded.
func Mul[T Number](a, b Array[T]) Array[T] { return binary(opMul, a, b) }

// Div returns a / b, element by element, for floats and complex numbers; see
// [Add]. Division by zero gives Inf or NaN as IEEE 754 says. A complex quotient
// is computed by Smith's method.
func Div[T Inexact](a, b Array[T]) Array[T] { return binary(opDiv, a, b) }

// AddTo stores a + b, both broadcast to the shape of out, in out and returns
// out. The inputs may be out or overlap it: the result is as if they were copied
// before, and is copied only where they overlap at other places. It panics, with
// nothing written, with ErrShape if the shapes do not fit and ErrReadOnly if out
// is read-only.
func AddTo[T Number](out, a, b Array[T]) Array[T] { return binaryTo(opAdd, out, a, b) }

// SubTo stores a - b in out; see [AddTo].
func SubTo[T Number](out, a, b Array[T]) Array[T] { return binaryTo(opSub, out, a, b) }

// MulTo stores a * b in out; see [AddTo] and [Mul].
func MulTo[T Number](out, a, b Array[T]) Array[T] { return binaryTo(opMul, out, a, b) }

// DivTo stores a / b in out; see [AddTo] and [Div].
func DivTo[T Inexact](out, a, b Array[T]) Array[T] { return binaryTo(opDiv, out, a, b) }

// AddScalar returns a + v in a new array.
func AddScalar[T Number](a Array[T], v T) Array[T] { return withScalar(opAdd, a, v, rightScalar) }

// SubScalar returns a - v in a new array.
func SubScalar[T Number](a Array[T], v T) Array[T] { return withScalar(opSub, a, v, rightScalar) }

// MulScalar returns a * v in a new array.
func MulScalar[T Number](a Array[T], v T) Array[T] { return withScalar(opMul, a, v, rightScalar) }

// DivScalar returns a / v in a new array; see [Div].
func DivScalar[T Inexact](a Array[T], v T) Array[T] { return withScalar(opDiv, a, v, rightScalar) }

// ScalarSub returns v - a in a new array.
func ScalarSub[T Number](v T, a Array[T]) Array[T] { return withScalar(opSub, a, v, leftScalar) }

// ScalarDiv returns v / a in a new array; see [Div].
func ScalarDiv[T Inexact](v T, a Array[T]) Array[T] { return withScalar(opDiv, a, v, leftScalar) }

// AddScalarTo stores a + v in out and returns out; see [AddTo].
func AddScalarTo[T Number](out, a Array[T], v T) Array[T] {
	return withScalarTo(opAdd, out, a, v, rightScalar)
}

// SubScalarTo stores a - v in out and returns out; see [AddTo].
func SubScalarTo[T Number](out, a Array[T], v T) Array[T] {
	return withScalarTo(opSub, out, a, v, rightScalar)
}

// MulScalarTo stores a * v in out and returns out; see [AddTo].
func MulScalarTo[T Number](out, a Array[T], v T) Array[T] {
	return withScalarTo(opMul, out, a, v, rightScalar)
}

// DivScalarTo stores a / v in out and returns out; see [AddTo] and [Div].
func DivScalarTo[T Inexact](out, a Array[T], v T) Array[T] {
	return withScalarTo(opDiv, out, a, v, rightScalar)
}

// ScalarSubTo stores v - a in out and returns out; see [AddTo].
func ScalarSubTo[T Number](out Array[T], v T, a Array[T]) Array[T] {
	return withScalarTo(opSub, out, a, v, leftScalar)
}

// ScalarDivTo stores v / a in out and returns out; see [AddTo] and [Div].
func ScalarDivTo[T Inexact](out Array[T], v T, a Array[T]) Array[T] {
	return withScalarTo(opDiv, out, a, v, leftScalar)
}

// Add is the function [Add] as a method, for chains. Methods can't demand that T
// is a number: they panic with ErrDType where the function would not compile.
func (a Array[T]) Add(b Array[T]) Array[T] { return binary(opAdd, a, b) }

// Sub is the function [Sub] as a method; see [Array.Add].
func (a Array[T]) Sub(b Array[T]) Array[T] { return binary(opSub, a, b) }

// Mul is the function [Mul] as a method; see [Array.Add].
func (a Array[T]) Mul(b Array[T]) Array[T] { return binary(opMul, a, b) }

// Div is the function [Div] as a method; see [Array.Add].
func (a Array[T]) Div(b Array[T]) Array[T] { return binary(opDiv, a, b) }

// AddScalar is the function [AddScalar] as a method; see [Array.Add].
func (a Array[T]) AddScalar(v T) Array[T] { return withScalar(opAdd, a, v, rightScalar) }

// SubScalar is the function [SubScalar] as a method; see [Array.Add].
func (a Array[T]) SubScalar(v T) Array[T] { return withScalar(opSub, a, v, rightScalar) }

// MulScalar is the function [MulScalar] as a method; see [Array.Add].
func (a Array[T]) MulScalar(v T) Array[T] { return withScalar(opMul, a, v, rightScalar) }

// DivScalar is the function [DivScalar] as a method; see [Array.Add].
func (a Array[T]) DivScalar(v T) Array[T] { return withScalar(opDiv, a, v, rightScalar) }
