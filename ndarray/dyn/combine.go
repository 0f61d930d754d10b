package dyn

import "github.com/lanewise/lanewise/ndarray"

// Where returns the elements of x where cond is not zero, and those of y elsewhere, all
// broadcast against each other, in the type that x and y promote to; both may be strings.
// It panics with ErrDType if there is none, and with ErrShape if the shapes do not
// broadcast.
func Where(cond, x, y any) Array {
	p, q := operandOf("Where", x), operandOf("Where", y)
	d := common("Where", p, q)
	c := must[bool](notZero(one("Where", everyType, cond)))
	return Array{p.as("Where", d).where(c, q.as("Where", d))}
}

func (x shaped[T]) where(cond ndarray.Array[bool], y holder) holder {
	return hold(ndarray.Where(cond, x.a, must[T](y)))
}

// MatMul returns the matrix product of x and y in the type that they promote to, as
// [ndarray.MatMul] does: the last two axes are those of the matrices, a vector is a row
// on the left and a column on the right. The product of bools reports whether one
// of the products that NumPy adds up is true. It panics with ErrDType for strings, and with
// ErrShape if an operand has no axes, the inner lengths differ or the other axes do not
// broadcast.
func MatMul(x, y any) Array {
	a, b := two("MatMul", everyType, x, y)
	if a.dtype() == Bool {
		a, b = as("MatMul", a, Int32), as("MatMul", b, Int32)
		return Array{notZero(a.(interface{ matMul(holder) holder }).matMul(b))}
	}
	return Array{a.(interface{ matMul(holder) holder }).matMul(b)}
}

func (x box[T]) matMul(y holder) holder { return boxed(x.a.MatMul(must[T](y))) }

// Concat returns the arrays joined along an axis, in the type that all promote to. A
// negative axis counts from the end. It panics with ErrShape if there are no arrays or
// their shapes differ in another axis, with ErrDType if they have no common type, and with
// ErrAxis if they have no such axis.
func Concat(axis int, arrays ...Array) Array {
	first, rest := alike("Concat", arrays)
	return Array{first.concat(axis, rest)}
}

func (x shaped[T]) concat(axis int, rest []holder) holder {
	return hold(ndarray.Concat(axis, x.with(rest)...))
}

// Stack is [Concat] along a new axis: axis is its place in the result. All arrays have
// the same shape.
func Stack(axis int, arrays ...Array) Array {
	first, rest := alike("Stack", arrays)
	return Array{first.stack(axis, rest)}
}

func (x shaped[T]) stack(axis int, rest []holder) holder {
	return hold(ndarray.Stack(axis, x.with(rest)...))
}

// alike returns the arrays in the type that all promote to.
func alike(op string, arrays []Array) (first holder, rest []holder) {
	if len(arrays) == 0 {
		fail(op, ndarray.ErrShape, "need at least one array")
	}
	var types []DType
	for _, a := range arrays {
		types = append(types, a.DType())
	}
	d := joinTypes(op, types)
	for _, a := range arrays {
		rest = append(rest, as(op, a.holder(), d))
	}
	return rest[0], rest[1:]
}

// with returns the array and others of its type.
func (x shaped[T]) with(rest []holder) []ndarray.Array[T] {
	list := []ndarray.Array[T]{x.a}
	for _, h := range rest {
		list = append(list, must[T](h))
	}
	return list
}
