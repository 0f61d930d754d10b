package ndarray

// Exp returns e to the power of each element in a new array. The function is
// that of package kernels (ExpF64, ExpF32): its error bound and special values
// hold here, and an element's result does not depend on where it lies.
func Exp[T Float](a Array[T]) Array[T] { return unary(opExp, a) }

// ExpTo stores Exp of a, broadcast to the shape of out, in out and returns out.
// a may be out or overlap it. It panics, with nothing written, with ErrShape if
// the shapes do not fit and ErrReadOnly if out is read-only.
func ExpTo[T Float](out, a Array[T]) Array[T] { return unaryTo(opExp, out, a) }

// Exp is the function [Exp] as a method; see [Array.Add].
func (a Array[T]) Exp() Array[T] { return unary(opExp, a) }

// Sqrt returns the square root of each element, correctly rounded, in a new
// array: NaN for negative numbers, -0 for -0.
func Sqrt[T Float](a Array[T]) Array[T] { return unary(opSqrt, a) }

// SqrtTo stores Sqrt of a in out and returns out; see [ExpTo].
func SqrtTo[T Float](out, a Array[T]) Array[T] { return unaryTo(opSqrt, out, a) }

// Sqrt is the function [Sqrt] as a method; see [Array.Add].
func (a Array[T]) Sqrt() Array[T] { return unary(opSqrt, a) }
