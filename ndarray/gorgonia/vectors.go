package gorgonia

import (
	"reflect"

	"github.com/lanewise/lanewise/ndarray"
	"gorgonia.org/tensor"
)

// operands are the output and the inputs of one element-wise operation. Their methods,
// of which only floats have all, compute it; an input without axes is a number.
type operands interface {
	add()
	sub()
	mul()
	neg()
	square()
}

type ordered interface {
	operands
	abs()
	sign()
	minBetween()
	maxBetween()
}

type floating interface {
	ordered
	div()
	mod()
	pow()
	inv()
	cube()
	exp()
	tanh()
	log()
	log2()
	log10()
	sqrt()
	cbrt()
	invSqrt()
}

// relation are the operands of a relation.
type relation interface {
	lt()
	lte()
	gt()
	gte()
	eq()
	ne()
}

type numbers[T ndarray.Number] struct{ out, x, y ndarray.Array[T] }

func (v numbers[T]) add()    { ndarray.AddTo(v.out, v.x, v.y) }
func (v numbers[T]) sub()    { ndarray.SubTo(v.out, v.x, v.y) }
func (v numbers[T]) mul()    { ndarray.MulTo(v.out, v.x, v.y) }
func (v numbers[T]) neg()    { ndarray.NegTo(v.out, v.x) }
func (v numbers[T]) square() { ndarray.SquareTo(v.out, v.x) }

type reals[T interface{ ndarray.Float | ndarray.Signed }] struct{ numbers[T] }

func (v reals[T]) abs()        { ndarray.AbsTo(v.out, v.x) }
func (v reals[T]) sign()       { ndarray.SignTo(v.out, v.x) }
func (v reals[T]) minBetween() { ndarray.MinimumTo(v.out, v.x, v.y) }
func (v reals[T]) maxBetween() { ndarray.MaximumTo(v.out, v.x, v.y) }

type floats[T ndarray.Float] struct{ reals[T] }

func (v floats[T]) div()     { ndarray.DivTo(v.out, v.x, v.y) }
func (v floats[T]) mod()     { ndarray.FmodTo(v.out, v.x, v.y) }
func (v floats[T]) pow()     { ndarray.PowTo(v.out, v.x, v.y) }
func (v floats[T]) inv()     { ndarray.ReciprocalTo(v.out, v.x) }
func (v floats[T]) exp()     { ndarray.ExpTo(v.out, v.x) }
func (v floats[T]) tanh()    { ndarray.TanhTo(v.out, v.x) }
func (v floats[T]) log()     { ndarray.LogTo(v.out, v.x) }
func (v floats[T]) log2()    { ndarray.Log2To(v.out, v.x) }
func (v floats[T]) log10()   { ndarray.Log10To(v.out, v.x) }
func (v floats[T]) sqrt()    { ndarray.SqrtTo(v.out, v.x) }
func (v floats[T]) cbrt()    { ndarray.CbrtTo(v.out, v.x) }
func (v floats[T]) invSqrt() { ndarray.RsqrtTo(v.out, v.x) }

func (v floats[T]) cube() {
	square := ndarray.Square(v.x) // the output may be the input
	ndarray.MulTo(v.out, square, v.x)
}

type relations[T ndarray.Real] struct {
	out  ndarray.Array[bool]
	x, y ndarray.Array[T]
}

func (v relations[T]) lt()  { ndarray.LessTo(v.out, v.x, v.y) }
func (v relations[T]) lte() { ndarray.LessEqualTo(v.out, v.x, v.y) }
func (v relations[T]) gt()  { ndarray.GreaterTo(v.out, v.x, v.y) }
func (v relations[T]) gte() { ndarray.GreaterEqualTo(v.out, v.x, v.y) }
func (v relations[T]) eq()  { ndarray.EqualTo(v.out, v.x, v.y) }
func (v relations[T]) ne()  { ndarray.NotEqualTo(v.out, v.x, v.y) }

// flat returns the elements of a tensor, or the number x, in the order in memory.
func flat[T ndarray.Number](x any) (ndarray.Array[T], bool) {
	switch x := x.(type) {
	case *tensor.Dense:
		return ndarray.FromSlice(elements[T](x)), true
	case T:
		return ndarray.Full(x), true
	}
	return ndarray.Array[T]{}, false
}

func vectorsOf[T ndarray.Number](out *tensor.Dense, x, y any) (v numbers[T], ok bool) {
	if out == nil {
		return v, true
	}
	v.out = ndarray.FromSlice(elements[T](out))
	if v.x, ok = flat[T](x); ok && y != nil {
		v.y, ok = flat[T](y)
	}
	return v, ok
}

func relationOf[T ndarray.Real](out *tensor.Dense, x, y any) (v relations[T], ok bool) {
	v.out = ndarray.FromSlice(elements[bool](out))
	if v.x, ok = flat[T](x); ok {
		v.y, ok = flat[T](y)
	}
	return v, ok
}

// operandsOf returns the operands of an operation on elements of type t; without an
// output they only have the methods that there are for it. It returns false if there
// are none, or the operands are of other types.
func operandsOf(t tensor.Dtype, out *tensor.Dense, x, y any) (v operands, ok bool) {
	switch t.Type {
	case tensor.Float64.Type:
		n, ok := vectorsOf[float64](out, x, y)
		return floats[float64]{reals[float64]{n}}, ok
	case tensor.Float32.Type:
		n, ok := vectorsOf[float32](out, x, y)
		return floats[float32]{reals[float32]{n}}, ok
	case tensor.Complex128.Type:
		return vectorsOf[complex128](out, x, y)
	case tensor.Complex64.Type:
		return vectorsOf[complex64](out, x, y)
	}
	return integersOf(t, out, x, y)
}

func integersOf(t tensor.Dtype, out *tensor.Dense, x, y any) (v operands, ok bool) {
	switch t.Kind() {
	case reflect.Int:
		n, ok := vectorsOf[int](out, x, y)
		return reals[int]{n}, ok
	case reflect.Int64:
		n, ok := vectorsOf[int64](out, x, y)
		return reals[int64]{n}, ok
	case reflect.Int32:
		n, ok := vectorsOf[int32](out, x, y)
		return reals[int32]{n}, ok
	case reflect.Int16:
		n, ok := vectorsOf[int16](out, x, y)
		return reals[int16]{n}, ok
	case reflect.Int8:
		n, ok := vectorsOf[int8](out, x, y)
		return reals[int8]{n}, ok
	case reflect.Uint:
		return vectorsOf[uint](out, x, y)
	case reflect.Uint64:
		return vectorsOf[uint64](out, x, y)
	case reflect.Uint32:
		return vectorsOf[uint32](out, x, y)
	case reflect.Uint16:
		return vectorsOf[uint16](out, x, y)
	case reflect.Uint8:
		return vectorsOf[uint8](out, x, y)
	}
	return nil, false
}

// relationsOf is operandsOf for a relation of elements of type t.
func relationsOf(t tensor.Dtype, out *tensor.Dense, x, y any) (relation, bool) {
	switch t.Kind() {
	case reflect.Float64:
		return relationOf[float64](out, x, y)
	case reflect.Float32:
		return relationOf[float32](out, x, y)
	case reflect.Int:
		return relationOf[int](out, x, y)
	case reflect.Int64:
		return relationOf[int64](out, x, y)
	case reflect.Int32:
		return relationOf[int32](out, x, y)
	case reflect.Int16:
		return relationOf[int16](out, x, y)
	case reflect.Int8:
		return relationOf[int8](out, x, y)
	case reflect.Uint:
		return relationOf[uint](out, x, y)
	case reflect.Uint64:
		return relationOf[uint64](out, x, y)
	case reflect.Uint32:
		return relationOf[uint32](out, x, y)
	case reflect.Uint16:
		return relationOf[uint16](out, x, y)
	case reflect.Uint8:
		return relationOf[uint8](out, x, y)
	}
	return nil, false
}
