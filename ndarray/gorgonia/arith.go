package gorgonia

import "gorgonia.org/tensor"

// Add returns a + b.
func (e Engine) Add(a, b tensor.Tensor, opts ...tensor.FuncOpt) (tensor.Tensor, error) {
	if t := combine(operands.add, a, b, opts); t != nil {
		return t, nil
	}
	return e.StdEng.Add(a, b, opts...)
}

// AddScalar returns t op b or, if leftTensor is false, b op t: see [Engine.Add].
func (e Engine) AddScalar(t tensor.Tensor, b any, leftTensor bool, opts ...tensor.FuncOpt) (tensor.Tensor, error) {
	if t := combineScalar(operands.add, t, b, leftTensor, opts); t != nil {
		return t, nil
	}
	return e.StdEng.AddScalar(t, b, leftTensor, opts...)
}

// Sub returns a - b.
func (e Engine) Sub(a, b tensor.Tensor, opts ...tensor.FuncOpt) (tensor.Tensor, error) {
	if t := combine(operands.sub, a, b, opts); t != nil {
		return t, nil
	}
	return e.StdEng.Sub(a, b, opts...)
}

// SubScalar returns t op b or, if leftTensor is false, b op t: see [Engine.Sub].
func (e Engine) SubScalar(t tensor.Tensor, b any, leftTensor bool, opts ...tensor.FuncOpt) (tensor.Tensor, error) {
	if t := combineScalar(operands.sub, t, b, leftTensor, opts); t != nil {
		return t, nil
	}
	return e.StdEng.SubScalar(t, b, leftTensor, opts...)
}

// Mul returns a * b, element by element.
func (e Engine) Mul(a, b tensor.Tensor, opts ...tensor.FuncOpt) (tensor.Tensor, error) {
	if t := combine(operands.mul, a, b, opts); t != nil {
		return t, nil
	}
	return e.StdEng.Mul(a, b, opts...)
}

// MulScalar returns t op b or, if leftTensor is false, b op t: see [Engine.Mul].
func (e Engine) MulScalar(t tensor.Tensor, b any, leftTensor bool, opts ...tensor.FuncOpt) (tensor.Tensor, error) {
	if t := combineScalar(operands.mul, t, b, leftTensor, opts); t != nil {
		return t, nil
	}
	return e.StdEng.MulScalar(t, b, leftTensor, opts...)
}

// Div returns a / b.
func (e Engine) Div(a, b tensor.Tensor, opts ...tensor.FuncOpt) (tensor.Tensor, error) {
	if t := combine(floating.div, a, b, opts); t != nil {
		return t, nil
	}
	return e.StdEng.Div(a, b, opts...)
}

// DivScalar returns t op b or, if leftTensor is false, b op t: see [Engine.Div].
func (e Engine) DivScalar(t tensor.Tensor, b any, leftTensor bool, opts ...tensor.FuncOpt) (tensor.Tensor, error) {
	if t := combineScalar(floating.div, t, b, leftTensor, opts); t != nil {
		return t, nil
	}
	return e.StdEng.DivScalar(t, b, leftTensor, opts...)
}

// Pow returns a to the power b.
func (e Engine) Pow(a, b tensor.Tensor, opts ...tensor.FuncOpt) (tensor.Tensor, error) {
	if t := combine(floating.pow, a, b, opts); t != nil {
		return t, nil
	}
	return e.StdEng.Pow(a, b, opts...)
}

// PowScalar returns t op b or, if leftTensor is false, b op t: see [Engine.Pow].
func (e Engine) PowScalar(t tensor.Tensor, b any, leftTensor bool, opts ...tensor.FuncOpt) (tensor.Tensor, error) {
	if t := combineScalar(floating.pow, t, b, leftTensor, opts); t != nil {
		return t, nil
	}
	return e.StdEng.PowScalar(t, b, leftTensor, opts...)
}

// Mod returns the remainder of a / b, which has the sign of a.
func (e Engine) Mod(a, b tensor.Tensor, opts ...tensor.FuncOpt) (tensor.Tensor, error) {
	if t := combine(floating.mod, a, b, opts); t != nil {
		return t, nil
	}
	return e.StdEng.Mod(a, b, opts...)
}

// ModScalar returns t op b or, if leftTensor is false, b op t: see [Engine.Mod].
func (e Engine) ModScalar(t tensor.Tensor, b any, leftTensor bool, opts ...tensor.FuncOpt) (tensor.Tensor, error) {
	if t := combineScalar(floating.mod, t, b, leftTensor, opts); t != nil {
		return t, nil
	}
	return e.StdEng.ModScalar(t, b, leftTensor, opts...)
}

// MinBetween returns the smaller element of each pair.
func (e Engine) MinBetween(a, b tensor.Tensor, opts ...tensor.FuncOpt) (tensor.Tensor, error) {
	if t := combine(ordered.minBetween, a, b, opts); t != nil {
		return t, nil
	}
	return e.StdEng.MinBetween(a, b, opts...)
}

// MinBetweenScalar is [Engine.MinBetween] for a tensor and a number.
func (e Engine) MinBetweenScalar(t tensor.Tensor, b any, leftTensor bool, opts ...tensor.FuncOpt) (tensor.Tensor, error) {
	if t := combineScalar(ordered.minBetween, t, b, leftTensor, opts); t != nil {
		return t, nil
	}
	return e.StdEng.MinBetweenScalar(t, b, leftTensor, opts...)
}

// MaxBetween returns the larger element of each pair.
func (e Engine) MaxBetween(a, b tensor.Tensor, opts ...tensor.FuncOpt) (tensor.Tensor, error) {
	if t := combine(ordered.maxBetween, a, b, opts); t != nil {
		return t, nil
	}
	return e.StdEng.MaxBetween(a, b, opts...)
}

// MaxBetweenScalar is [Engine.MaxBetween] for a tensor and a number.
func (e Engine) MaxBetweenScalar(t tensor.Tensor, b any, leftTensor bool, opts ...tensor.FuncOpt) (tensor.Tensor, error) {
	if t := combineScalar(ordered.maxBetween, t, b, leftTensor, opts); t != nil {
		return t, nil
	}
	return e.StdEng.MaxBetweenScalar(t, b, leftTensor, opts...)
}
