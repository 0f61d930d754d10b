package gorgonia

import "gorgonia.org/tensor"

// Lt reports for each pair of elements whether a < b.
func (e Engine) Lt(a, b tensor.Tensor, opts ...tensor.FuncOpt) (tensor.Tensor, error) {
	if t := relate(relation.lt, a, b, opts); t != nil {
		return t, nil
	}
	return e.StdEng.Lt(a, b, opts...)
}

// LtScalar is [Engine.Lt] for a tensor and a number, which is on the left if
// leftTensor is false.
func (e Engine) LtScalar(t tensor.Tensor, b any, leftTensor bool, opts ...tensor.FuncOpt) (tensor.Tensor, error) {
	if t := relateScalar(relation.lt, t, b, leftTensor, opts); t != nil {
		return t, nil
	}
	return e.StdEng.LtScalar(t, b, leftTensor, opts...)
}

// Lte reports for each pair of elements whether a <= b.
func (e Engine) Lte(a, b tensor.Tensor, opts ...tensor.FuncOpt) (tensor.Tensor, error) {
	if t := relate(relation.lte, a, b, opts); t != nil {
		return t, nil
	}
	return e.StdEng.Lte(a, b, opts...)
}

// LteScalar is [Engine.Lte] for a tensor and a number, which is on the left if
// leftTensor is false.
func (e Engine) LteScalar(t tensor.Tensor, b any, leftTensor bool, opts ...tensor.FuncOpt) (tensor.Tensor, error) {
	if t := relateScalar(relation.lte, t, b, leftTensor, opts); t != nil {
		return t, nil
	}
	return e.StdEng.LteScalar(t, b, leftTensor, opts...)
}

// Gt reports for each pair of elements whether a > b.
func (e Engine) Gt(a, b tensor.Tensor, opts ...tensor.FuncOpt) (tensor.Tensor, error) {
	if t := relate(relation.gt, a, b, opts); t != nil {
		return t, nil
	}
	return e.StdEng.Gt(a, b, opts...)
}

// GtScalar is [Engine.Gt] for a tensor and a number, which is on the left if
// leftTensor is false.
func (e Engine) GtScalar(t tensor.Tensor, b any, leftTensor bool, opts ...tensor.FuncOpt) (tensor.Tensor, error) {
	if t := relateScalar(relation.gt, t, b, leftTensor, opts); t != nil {
		return t, nil
	}
	return e.StdEng.GtScalar(t, b, leftTensor, opts...)
}

// Gte reports for each pair of elements whether a >= b.
func (e Engine) Gte(a, b tensor.Tensor, opts ...tensor.FuncOpt) (tensor.Tensor, error) {
	if t := relate(relation.gte, a, b, opts); t != nil {
		return t, nil
	}
	return e.StdEng.Gte(a, b, opts...)
}

// GteScalar is [Engine.Gte] for a tensor and a number, which is on the left if
// leftTensor is false.
func (e Engine) GteScalar(t tensor.Tensor, b any, leftTensor bool, opts ...tensor.FuncOpt) (tensor.Tensor, error) {
	if t := relateScalar(relation.gte, t, b, leftTensor, opts); t != nil {
		return t, nil
	}
	return e.StdEng.GteScalar(t, b, leftTensor, opts...)
}

// ElEq reports for each pair of elements whether a == b.
func (e Engine) ElEq(a, b tensor.Tensor, opts ...tensor.FuncOpt) (tensor.Tensor, error) {
	if t := relate(relation.eq, a, b, opts); t != nil {
		return t, nil
	}
	return e.StdEng.ElEq(a, b, opts...)
}

// EqScalar is [Engine.ElEq] for a tensor and a number, which is on the left if
// leftTensor is false.
func (e Engine) EqScalar(t tensor.Tensor, b any, leftTensor bool, opts ...tensor.FuncOpt) (tensor.Tensor, error) {
	if t := relateScalar(relation.eq, t, b, leftTensor, opts); t != nil {
		return t, nil
	}
	return e.StdEng.EqScalar(t, b, leftTensor, opts...)
}

// ElNe reports for each pair of elements whether a != b.
func (e Engine) ElNe(a, b tensor.Tensor, opts ...tensor.FuncOpt) (tensor.Tensor, error) {
	if t := relate(relation.ne, a, b, opts); t != nil {
		return t, nil
	}
	return e.StdEng.ElNe(a, b, opts...)
}

// NeScalar is [Engine.ElNe] for a tensor and a number, which is on the left if
// leftTensor is false.
func (e Engine) NeScalar(t tensor.Tensor, b any, leftTensor bool, opts ...tensor.FuncOpt) (tensor.Tensor, error) {
	if t := relateScalar(relation.ne, t, b, leftTensor, opts); t != nil {
		return t, nil
	}
	return e.StdEng.NeScalar(t, b, leftTensor, opts...)
}
