package ndarray

import (
	"fmt"
	"slices"
	"strings"
)

// liveTypes draws a case for an element type.
var liveTypes = []func(d *draw) liveCase{
	liveReal[float64], liveReal[float32], liveReal[int64], liveReal[int32], liveReal[int16], liveReal[int8],
	liveReal[uint64], liveReal[uint32], liveReal[uint16], liveReal[uint8],
	liveNumber[complex128], liveNumber[complex64], liveElem[bool],
}

// elements says what an operation's inputs are drawn from, and how near to NumPy's
// its results must be.
type elements uint8

const (
	exactSpecial  elements = iota // all bits, the same result
	exactSmall                    // small, the same result
	nearSmall                     // small, 4 eps
	nearPositive                  // positive, 4 eps
	exactPositive                 // positive, the same result
)

// liveOps are the operations: a letter for each kind that has them (b i u f c), and
// NumPy's function.
var liveOps = []struct {
	op    Op
	kinds string
	elements
	numpy string
}{
	{OpAdd, "iufc", exactSpecial, "np.add"}, {OpSub, "iufc", exactSpecial, "np.subtract"}, {OpMul, "iufc", exactSpecial, "np.multiply"},
	{OpDiv, "f", exactSpecial, "np.divide"}, {OpDiv, "c", nearPositive, "np.divide"}, {OpNeg, "iufc", exactSpecial, "np.negative"},
	{OpAbs, "iuf", exactSpecial, "np.abs"}, {OpSign, "iu", exactSpecial, "np.sign"}, {OpSign, "f", exactSmall, "np.sign"},
	{OpSquare, "iufc", exactSpecial, "np.square"}, {OpReciprocal, "f", exactSpecial, "np.reciprocal"}, {OpSqrt, "f", exactSpecial, "np.sqrt"},
	{OpMinimum, "iuf", exactSmall, "np.minimum"}, {OpMaximum, "iuf", exactSmall, "np.maximum"},
	{OpFmin, "f", exactSmall, "np.fmin"}, {OpFmax, "f", exactSmall, "np.fmax"},
	{OpCopysign, "f", exactSpecial, "np.copysign"}, {OpNextafter, "f", exactSpecial, "np.nextafter"}, {OpFmod, "f", exactSpecial, "np.fmod"},
	{OpFloorDiv, "iu", exactSpecial, "np.floor_divide"}, {OpFloorDiv, "f", exactSmall, "np.floor_divide"},
	{OpMod, "iuf", exactSpecial, "np.mod"},
	{OpAnd, "biu", exactSpecial, "np.bitwise_and"}, {OpOr, "biu", exactSpecial, "np.bitwise_or"}, {OpXor, "biu", exactSpecial, "np.bitwise_xor"},
	{OpNot, "biu", exactSpecial, "np.bitwise_not"}, {OpShl, "iu", exactPositive, "np.left_shift"}, {OpShr, "iu", exactPositive, "np.right_shift"},
	{OpEqual, "biufc", exactSpecial, "np.equal"}, {OpNotEqual, "biufc", exactSpecial, "np.not_equal"},
	{OpLess, "iuf", exactSpecial, "np.less"}, {OpLessEqual, "iuf", exactSpecial, "np.less_equal"},
	{OpGreater, "iuf", exactSpecial, "np.greater"}, {OpGreaterEqual, "iuf", exactSpecial, "np.greater_equal"},
	{OpIsNaN, "f", exactSpecial, "np.isnan"}, {OpIsInf, "f", exactSpecial, "np.isinf"}, {OpIsFinite, "f", exactSpecial, "np.isfinite"},
	{OpSignbit, "f", exactSpecial, "np.signbit"}, {OpFloor, "f", exactSpecial, "np.floor"}, {OpCeil, "f", exactSpecial, "np.ceil"},
	{OpTrunc, "f", exactSpecial, "np.trunc"}, {OpRint, "f", exactSpecial, "np.rint"}, {OpConj, "c", exactSpecial, "np.conj"},
	{OpLogicalAnd, "biuf", exactSpecial, "np.logical_and"}, {OpLogicalXor, "biuf", exactSpecial, "np.logical_xor"},
	{OpGcd, "iu", exactSmall, "np.gcd"}, {OpLcm, "iu", exactSmall, "np.lcm"}, {OpSpacing, "f", exactSpecial, "np.spacing"},
	{OpPow, "iu", exactPositive, "np.power"}, {OpPow, "f", nearPositive, "np.power"},
	{OpExp, "f", nearSmall, "np.exp"}, {OpExp2, "f", nearSmall, "np.exp2"}, {OpExpm1, "f", nearSmall, "np.expm1"},
	{OpLog, "f", nearSmall, "np.log"}, {OpLog2, "f", nearSmall, "np.log2"}, {OpLog10, "f", nearSmall, "np.log10"}, {OpLog1p, "f", nearSmall, "np.log1p"},
	{OpSin, "f", nearSmall, "np.sin"}, {OpCos, "f", nearSmall, "np.cos"}, {OpTan, "f", nearSmall, "np.tan"},
	{OpSinh, "f", nearSmall, "np.sinh"}, {OpCosh, "f", nearSmall, "np.cosh"}, {OpTanh, "f", nearSmall, "np.tanh"},
	{OpAsin, "f", nearSmall, "np.arcsin"}, {OpAcos, "f", nearSmall, "np.arccos"}, {OpAtan, "f", nearSmall, "np.arctan"},
	{OpAtan2, "f", nearSmall, "np.arctan2"}, {OpHypot, "f", nearSmall, "np.hypot"}, {OpCbrt, "f", nearSmall, "np.cbrt"},
	{OpLogaddexp, "f", nearPositive, "np.logaddexp"},
}

func (e elements) tolerance(eps float64) float64 {
	if e == nearSmall || e == nearPositive {
		return 4 * eps
	}
	return 0
}

// elemFunc returns what draws the elements.
func elemFunc[T Elem](e elements) func(d *draw) T {
	switch e {
	case exactSpecial:
		return special[T]
	case nearPositive, exactPositive:
		return positive[T]
	}
	return small[T]
}

// kindLetter is how liveOps writes the kind of T.
func kindLetter[T any]() string {
	switch name := kindOf[T]().String(); name[0] {
	case 'u', 'i', 'f', 'c', 'b':
		return name[:1]
	}
	panic("no such kind")
}

// liveElem draws a case that all elements have.
func liveElem[T Elem](d *draw) (c liveCase) {
	shape := d.shape()
	switch d.n(8) {
	case 0:
		return liveMove[T](d, shape)
	case 1:
		return liveIndex[T](d, shape)
	case 2:
		a := drawArray(d, &c, "a", shape, special[T])
		axes, python := liveAxes(d, a.NDim())
		if d.n(2) == 0 {
			gives(&c, 0, fmt.Sprintf("np.any(a, axis=%s)", python), func() Array[bool] { return AnyTrueAxis(a, axes...) })
		} else {
			givesIndices(&c, fmt.Sprintf("np.count_nonzero(a, axis=%s)", python), func() Array[int] { return CountNonzeroAxis(a, axes...) })
		}
		return c
	}
	return liveOp[T](d, shape)
}

// liveOp draws an element-wise operation, into an output in half of the cases.
func liveOp[T Elem](d *draw, shape []int) (c liveCase) {
	o := liveOps[d.n(len(liveOps))]
	for !strings.Contains(o.kinds, kindLetter[T]()) {
		o = liveOps[d.n(len(liveOps))]
		if len(d.bytes) == 0 {
			return c
		}
	}
	a := drawArray(d, &c, "a", shape, elemFunc[T](o.elements))
	args := "a"
	b := a
	if o.op.Inputs() == 2 {
		b = drawArray(d, &c, "b", d.like(shape), elemFunc[T](o.elements))
		args = "a, b"
	}
	tol := o.tolerance(epsilon[T]())
	if o.op.ufunc("").bools {
		gives(&c, tol, fmt.Sprintf("%s(%s)", o.numpy, args), func() Array[bool] { return callOp(o.op, a, b, CallOpt[bool]{}) })
		return c
	}
	if d.n(2) == 0 {
		gives(&c, tol, fmt.Sprintf("%s(%s)", o.numpy, args), func() Array[T] { return callOp(o.op, a, b, CallOpt[T]{}) })
		return c
	}
	// In place, where the other operand may be the same memory, under a mask.
	where := drawArray(d, &c, "m", d.like(shape), small[bool])
	c.Do += fmt.Sprintf("%s(%s, out=a, where=m)", o.numpy, args)
	gives(&c, tol, "a", func() Array[T] { return callOp(o.op, a, b, CallOpt[T]{Out: a, Where: where}) })
	return c
}

func callOp[D, T Elem](op Op, a, b Array[T], opt CallOpt[D]) Array[D] {
	if op.Inputs() == 1 {
		return Call(op, a, opt)
	}
	return Call2(op, a, b, opt)
}

// liveAxes draws some of the axes; all of them are None in Python.
func liveAxes(d *draw, ndim int) (axes []int, python string) {
	for axis := range ndim {
		if d.n(2) == 0 {
			axes = append(axes, axis)
		}
	}
	if len(axes) == 0 {
		return allAxes(ndim), "None"
	}
	return axes, tuple(axes)
}

// someAxis draws an axis of a, which gets one if it has none: NumPy takes axis 0 of
// numbers in some functions.
func someAxis[T any](d *draw, c *liveCase, a Array[T]) (Array[T], int) {
	if a.NDim() == 0 {
		c.Do += "a = a[None]; "
		a = a.ExpandDims(0)
	}
	return a, d.n(a.NDim())
}

// liveMove draws what moves elements.
func liveMove[T Elem](d *draw, shape []int) (c liveCase) {
	a := drawArray(d, &c, "a", shape, small[T])
	a, axis := someAxis(d, &c, a)
	k := d.n(7) - 3
	say := func(f func() Array[T], format string, args ...any) {
		gives(&c, 0, fmt.Sprintf(format, args...), f)
	}
	switch d.n(9) {
	case 0:
		say(func() Array[T] { return Roll(a, k, axis) }, "np.roll(a, %d, %d)", k, axis)
	case 1:
		b := drawArray(d, &c, "b", d.like(shape), small[T])
		say(func() Array[T] { return Concat(axis, a, b) }, "np.concatenate((a, b), %d)", axis)
	case 2:
		say(func() Array[T] { return Stack(axis, a, a) }, "np.stack((a, a), %d)", axis)
	case 3:
		say(func() Array[T] { return Repeat(a, abs(k), axis) }, "np.repeat(a, %d, %d)", abs(k), axis)
	case 4:
		say(func() Array[T] { return Tile(a, abs(k), 2) }, "np.tile(a, (%d, 2))", abs(k))
	case 5:
		say(func() Array[T] { return a.Reshape(-1, abs(k)) }, "a.reshape(-1, %d)", abs(k))
	case 6:
		b := drawArray(d, &c, "b", d.like(shape), small[T])
		m := drawArray(d, &c, "m", d.like(shape), small[bool])
		say(func() Array[T] { return Where(m, a, b) }, "np.where(m, a, b)")
	case 7:
		b := drawArray(d, &c, "b", d.like(shape), small[T])
		c.Do += "a[...] = b"
		say(func() Array[T] { return a.Assign(b) }, "a")
	case 8:
		c.Do += "a[...] = a.T" // the same memory in another order
		say(func() Array[T] { return a.Assign(a.T()) }, "a")
	}
	return c
}

// liveIndex draws advanced indices, read and written.
func liveIndex[T Elem](d *draw, shape []int) (c liveCase) {
	a := drawArray(d, &c, "a", shape, small[T])
	if d.n(3) == 0 {
		m := drawArray(d, &c, "m", a.Shape()[:d.n(a.NDim()+1)], small[bool])
		if m.Size() == 0 {
			return liveCase{} // of which NumPy does not compare the shape
		}
		gives(&c, 0, "a[m]", func() Array[T] { return a.Mask(m) })
		return c
	}
	places := d.shape()
	places = places[:min(2, len(places))]
	var ix []any
	var parts []string
	for axis, n := range a.Shape() {
		switch name := fmt.Sprint("i", axis); d.n(4) {
		case 0:
			ix, parts = append(ix, All), append(parts, ":")
		case 1:
			k := d.n(n+1) - 1
			ix, parts = append(ix, I(k)), append(parts, fmt.Sprint(k))
		default:
			at := drawArray(d, &c, name, d.like(places), func(d *draw) int64 { return int64(d.n(2*n+1) - n) })
			ix, parts = append(ix, As[int](at)), append(parts, name)
		}
	}
	if len(ix) == 0 {
		return liveCase{}
	}
	get := "a[" + strings.Join(parts, ", ") + "]"
	if d.n(2) == 0 {
		gives(&c, 0, get, func() Array[T] { return a.Index(ix...) })
		return c
	}
	v := drawArray(d, &c, "v", d.like(places), small[T])
	axes := func(i any) bool { // whether the selection has axes by i
		if at, ok := i.(Array[int]); ok {
			return at.NDim() > 0
		}
		return i.(Ix).kind != ixInt
	}
	if v.NDim() > 0 && !slices.ContainsFunc(ix, axes) {
		return liveCase{} // NumPy refuses to make a number of v, even if it has one element
	}
	c.Do += get + " = v"
	gives(&c, 0, "a", func() Array[T] { a.SetIndex(v, ix...); return a })
	return c
}

// liveNumber draws a case that numbers have: sums and products, which are exact for
// small elements.
func liveNumber[T Number](d *draw) (c liveCase) {
	if d.n(2) == 0 {
		return liveElem[T](d)
	}
	a := drawArray(d, &c, "a", d.shape(), small[T])
	a, axis := someAxis(d, &c, a)
	axes, python := liveAxes(d, a.NDim())
	say := func(f func() Array[T], format string, args ...any) {
		gives(&c, 0, fmt.Sprintf(format, args...), f)
	}
	switch d.n(6) {
	case 0:
		say(func() Array[T] { return SumAxis(a, axes...) }, "np.sum(a, axis=%s, dtype=a.dtype)", python)
	case 1:
		say(func() Array[T] { return SumWith(a, RedOpt[T]{Axes: axes, Keep: true}) }, "np.sum(a, axis=%s, dtype=a.dtype, keepdims=True)", python)
	case 2:
		say(func() Array[T] { return CumSum(a, axis) }, "np.cumsum(a, %d, dtype=a.dtype)", axis)
	case 3:
		n := d.n(3)
		say(func() Array[T] { return Diff(a, n, axis) }, "np.diff(a, %d, %d)", n, axis)
	case 4:
		b := drawArray(d, &c, "b", d.shape(), small[T])
		say(func() Array[T] { return MatMul(a, b) }, "np.matmul(a, b)")
	case 5:
		b := drawArray(d, &c, "b", d.like(a.Shape()), small[T])
		say(func() Array[T] { return X(a).Mul(X(b)).Add(X(a)).Eval() }, "a*b + a")
	}
	return c
}

// liveReal draws a case that real numbers have: order, and extremes.
func liveReal[T Real](d *draw) (c liveCase) {
	if d.n(2) == 0 {
		return liveNumber[T](d)
	}
	a := drawArray(d, &c, "a", d.shape(), special[T])
	a, axis := someAxis(d, &c, a)
	axes, python := liveAxes(d, a.NDim())
	switch d.n(9) {
	case 0:
		gives(&c, 0, fmt.Sprintf("np.abs(a).max(axis=%s)", python), func() Array[T] { return MaxAxis(Abs(a), axes...) })
	case 1:
		gives(&c, 0, fmt.Sprintf("np.abs(a).min(axis=%s)", python), func() Array[T] { return MinAxis(Abs(a), axes...) })
	case 2:
		givesIndices(&c, fmt.Sprintf("np.argmax(a, %d)", axis), func() Array[int] { return ArgMaxAxis(a, axis) })
	case 3:
		givesIndices(&c, fmt.Sprintf("np.argmin(a, %d)", axis), func() Array[int] { return ArgMinAxis(a, axis) })
	case 4:
		gives(&c, 0, fmt.Sprintf("np.sort(np.abs(a), %d)", axis), func() Array[T] { return Sort(Abs(a), axis) })
	case 5:
		givesIndices(&c, fmt.Sprintf("np.argsort(a, %d, kind='stable')", axis), func() Array[int] { return ArgSort(a, axis) })
	case 6:
		gives(&c, 0, "np.unique(np.abs(a))", func() Array[T] { return Unique(Abs(a)) })
	case 7:
		v := drawArray(d, &c, "v", d.shape(), special[T])
		givesIndices(&c, "np.searchsorted(np.sort(a, None), v)", func() Array[int] {
			return SearchSorted(Sort(a.Flatten(), 0), v, Left)
		})
	case 8:
		b := drawArray(d, &c, "b", d.like(a.Shape()), special[T])
		gives(&c, 0, "np.where(a < b, a, b)", func() Array[T] { return Where(Less(a, b), a, b) })
	}
	return c
}
