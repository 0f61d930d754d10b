package gorgonia

import "gorgonia.org/tensor"

// Neg returns -a.
func (e Engine) Neg(a tensor.Tensor, opts ...tensor.FuncOpt) (tensor.Tensor, error) {
	if t := apply(operands.neg, a, opts); t != nil {
		return t, nil
	}
	return e.StdEng.Neg(a, opts...)
}

// Square returns a*a.
func (e Engine) Square(a tensor.Tensor, opts ...tensor.FuncOpt) (tensor.Tensor, error) {
	if t := apply(operands.square, a, opts); t != nil {
		return t, nil
	}
	return e.StdEng.Square(a, opts...)
}

// Cube returns a*a*a.
func (e Engine) Cube(a tensor.Tensor, opts ...tensor.FuncOpt) (tensor.Tensor, error) {
	if t := apply(floating.cube, a, opts); t != nil {
		return t, nil
	}
	return e.StdEng.Cube(a, opts...)
}

// Inv returns 1/a.
func (e Engine) Inv(a tensor.Tensor, opts ...tensor.FuncOpt) (tensor.Tensor, error) {
	if t := apply(floating.inv, a, opts); t != nil {
		return t, nil
	}
	return e.StdEng.Inv(a, opts...)
}

// Abs returns |a|.
func (e Engine) Abs(a tensor.Tensor, opts ...tensor.FuncOpt) (tensor.Tensor, error) {
	if t := apply(ordered.abs, a, opts); t != nil {
		return t, nil
	}
	return e.StdEng.Abs(a, opts...)
}

// Sign returns -1, 0 or 1, the sign of a.
func (e Engine) Sign(a tensor.Tensor, opts ...tensor.FuncOpt) (tensor.Tensor, error) {
	if t := apply(ordered.sign, a, opts); t != nil {
		return t, nil
	}
	return e.StdEng.Sign(a, opts...)
}

// Exp returns e to the power a.
func (e Engine) Exp(a tensor.Tensor, opts ...tensor.FuncOpt) (tensor.Tensor, error) {
	if t := apply(floating.exp, a, opts); t != nil {
		return t, nil
	}
	return e.StdEng.Exp(a, opts...)
}

// Tanh returns the hyperbolic tangent of a.
func (e Engine) Tanh(a tensor.Tensor, opts ...tensor.FuncOpt) (tensor.Tensor, error) {
	if t := apply(floating.tanh, a, opts); t != nil {
		return t, nil
	}
	return e.StdEng.Tanh(a, opts...)
}

// Log returns the natural logarithm of a.
func (e Engine) Log(a tensor.Tensor, opts ...tensor.FuncOpt) (tensor.Tensor, error) {
	if t := apply(floating.log, a, opts); t != nil {
		return t, nil
	}
	return e.StdEng.Log(a, opts...)
}

// Log2 returns the logarithm of a to base 2.
func (e Engine) Log2(a tensor.Tensor, opts ...tensor.FuncOpt) (tensor.Tensor, error) {
	if t := apply(floating.log2, a, opts); t != nil {
		return t, nil
	}
	return e.StdEng.Log2(a, opts...)
}

// Log10 returns the logarithm of a to base 10.
func (e Engine) Log10(a tensor.Tensor, opts ...tensor.FuncOpt) (tensor.Tensor, error) {
	if t := apply(floating.log10, a, opts); t != nil {
		return t, nil
	}
	return e.StdEng.Log10(a, opts...)
}

// Sqrt returns the square root of a.
func (e Engine) Sqrt(a tensor.Tensor, opts ...tensor.FuncOpt) (tensor.Tensor, error) {
	if t := apply(floating.sqrt, a, opts); t != nil {
		return t, nil
	}
	return e.StdEng.Sqrt(a, opts...)
}

// Cbrt returns the cube root of a.
func (e Engine) Cbrt(a tensor.Tensor, opts ...tensor.FuncOpt) (tensor.Tensor, error) {
	if t := apply(floating.cbrt, a, opts); t != nil {
		return t, nil
	}
	return e.StdEng.Cbrt(a, opts...)
}

// InvSqrt returns 1/sqrt(a).
func (e Engine) InvSqrt(a tensor.Tensor, opts ...tensor.FuncOpt) (tensor.Tensor, error) {
	if t := apply(floating.invSqrt, a, opts); t != nil {
		return t, nil
	}
	return e.StdEng.InvSqrt(a, opts...)
}
