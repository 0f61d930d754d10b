package gorgonia

import (
	"gorgonia.org/tensor"

	// Package tensor needs the version of it that go.mod requires.
	_ "go4.org/unsafe/assume-no-moving-gc"
)

// Engine runs the operations of gorgonia's dense tensors on the kernels of this
// module, and on several threads from 65536 elements on:
//
//	t := tensor.New(tensor.WithShape(1000, 1000), tensor.Of(tensor.Float64), tensor.WithEngine(gorgonia.Engine{}))
//
// It covers arithmetic and elementary functions of floats (and what is exact of
// integers and complex numbers), comparisons, minima and maxima of pairs, sums, inner and
// outer products, matrices times vectors, and transpositions, of tensors that
// lie in memory without gaps. All else, such as masked tensors and slices with
// gaps, is done by tensor.StdEng, which it embeds; so are products of matrices: see
// tensor.Use. The options WithReuse, WithIncr and UseUnsafe are respected.
//
// Results may differ from StdEng's: those of elementary functions and sums in the last
// bits, and minima, maxima and signs of NaN are NaN.
type Engine struct{ tensor.StdEng }

// plain returns t if it lies in memory without gaps, is not masked, and has axes; or
// nil.
func plain(t tensor.Tensor) *tensor.Dense {
	d, ok := t.(*tensor.Dense)
	if !ok || d.RequiresIterator() || !d.IsNativelyAccessible() || d.IsMasked() || d.Shape().IsScalar() || d.DataSize() != d.Shape().TotalSize() {
		return nil
	}
	return d
}

// alike reports whether both tensors have their elements at the same places.
func alike(a, b *tensor.Dense) bool {
	return a.Shape().Eq(b.Shape()) && len(a.Shape()) == len(b.Shape()) && a.DataOrder().HasSameOrder(b.DataOrder())
}

// target says where a result goes.
type target struct {
	out *tensor.Dense
	sum *tensor.Dense // to which it is added then, or nil
}

// targetFor returns where the options want the result of an operation on a, as
// elements of type t, and false if they want what only StdEng does. Without
// options it is a new tensor.
func targetFor(a *tensor.Dense, t tensor.Dtype, opts []tensor.FuncOpt) (target, bool) {
	var reuse tensor.Tensor
	var incr, inPlace bool
	if len(opts) > 0 {
		fo := tensor.ParseFuncOpts(opts...)
		reuse, incr = fo.IncrReuse()
		inPlace = !fo.Safe()
		if fo.Same() || fo.As().Type != nil || inPlace && (reuse != nil || t != a.Dtype()) {
			return target{}, false
		}
	}
	if reuse == nil && inPlace {
		return target{out: a}, true
	}
	if reuse == nil {
		return target{out: newLike(a, t)}, true
	}
	r := plain(reuse)
	if r == nil || r.Dtype() != t || !alike(a, r) {
		return target{}, false
	}
	if incr {
		return target{newLike(a, t), r}, true
	}
	return target{out: r}, true
}

// newLike returns a new tensor of the shape, order and engine of a.
func newLike(a *tensor.Dense, t tensor.Dtype) *tensor.Dense {
	if a.DataOrder().IsColMajor() {
		return tensor.NewDense(t, a.Shape().Clone(), tensor.WithEngine(a.Engine()), tensor.AsFortran(nil))
	}
	return tensor.NewDense(t, a.Shape().Clone(), tensor.WithEngine(a.Engine()))
}

// finish adds what was computed to the tensor that WithIncr names, and returns the
// result.
func (t target) finish() tensor.Tensor {
	if t.sum == nil {
		return t.out
	}
	v, _ := operandsOf(t.sum.Dtype(), t.sum, t.sum, t.out)
	v.add()
	return t.sum
}

// run computes op of x and y, which may be nil, and returns the result; or nil if
// the elements don't have the operation.
func run[V operands](op func(V), a *tensor.Dense, x, y any, opts []tensor.FuncOpt) tensor.Tensor {
	none, _ := operandsOf(a.Dtype(), nil, nil, nil)
	if _, ok := none.(V); !ok {
		return nil
	}
	t, ok := targetFor(a, a.Dtype(), opts)
	if !ok {
		return nil
	}
	v, ok := operandsOf(a.Dtype(), t.out, x, y)
	if !ok {
		return nil
	}
	op(v.(V))
	return t.finish()
}

func combine[V operands](op func(V), a, b tensor.Tensor, opts []tensor.FuncOpt) tensor.Tensor {
	x, y := plain(a), plain(b)
	if x == nil || y == nil || x.Dtype() != y.Dtype() || !alike(x, y) {
		return nil
	}
	return run(op, x, x, y, opts)
}

func combineScalar[V operands](op func(V), t tensor.Tensor, b any, leftTensor bool, opts []tensor.FuncOpt) tensor.Tensor {
	a, b := plain(t), number(b)
	switch {
	case a == nil:
		return nil
	case leftTensor:
		return run(op, a, a, b, opts)
	}
	return run(op, a, b, a, opts)
}

// number returns the number of a tensor without axes, or else b.
func number(b any) any {
	if t, ok := b.(*tensor.Dense); ok && t.Shape().IsScalar() {
		return t.ScalarValue()
	}
	return b
}

func apply[V operands](op func(V), t tensor.Tensor, opts []tensor.FuncOpt) tensor.Tensor {
	a := plain(t)
	if a == nil {
		return nil
	}
	return run(op, a, a, nil, opts)
}

func relate(op func(relation), a, b tensor.Tensor, opts []tensor.FuncOpt) tensor.Tensor {
	x, y := plain(a), plain(b)
	if x == nil || y == nil || x.Dtype() != y.Dtype() || !alike(x, y) {
		return nil
	}
	return runRelation(op, x, x, y, opts)
}

func relateScalar(op func(relation), t tensor.Tensor, b any, leftTensor bool, opts []tensor.FuncOpt) tensor.Tensor {
	a, b := plain(t), number(b)
	switch {
	case a == nil:
		return nil
	case leftTensor:
		return runRelation(op, a, a, b, opts)
	}
	return runRelation(op, a, b, a, opts)
}

func runRelation(op func(relation), a *tensor.Dense, x, y any, opts []tensor.FuncOpt) tensor.Tensor {
	t, ok := targetFor(a, tensor.Bool, opts)
	if !ok || t.sum != nil {
		return nil
	}
	v, ok := relationsOf(a.Dtype(), t.out, x, y)
	if !ok {
		return nil
	}
	op(v)
	return t.out
}
