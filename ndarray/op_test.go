package ndarray

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
)

func TestOps(t *testing.T) {
	a, b := Of(1.0, 4, 9), Of(1.0, 2, 3)
	if got := Call(OpSqrt, a, CallOpt[float64]{}).String(); got != "[1. 2. 3.]" {
		t.Error(got)
	}
	out := Full(7.0, 3)
	mask := Of(true, false, true)
	if Call(OpSqrt, a, CallOpt[float64]{Out: out, Where: mask}); out.String() != "[1. 7. 3.]" {
		t.Error(out)
	}
	if got := Call2(OpSub, a, b, CallOpt[float64]{Where: mask}).String(); got != "[0. 0. 6.]" {
		t.Error(got)
	}
	if got := Call2(OpLess, b, a, CallOpt[bool]{}).String(); got != "[False  True  True]" {
		t.Error(got)
	}
	if got := Outer[float64](OpMul, Of(1.0, 2), b).String(); got != "[[1. 2. 3.]\n [2. 4. 6.]]" {
		t.Error(got)
	}
	if got := OuterTo(OpAdd, Zeros[int](2, 2), Of(1, 2), Of(10, 20)).String(); got != "[[11 21]\n [12 22]]" {
		t.Error(got)
	}
	if OpAdd.String() != "Add" || Op(0).String() != "Op(0)" || OpAdd.Inputs() != 2 || OpNeg.Inputs() != 1 {
		t.Error("Op")
	}
	checkPanic(t, ErrDType, "ndarray: Sqrt: not defined for elements of type int", func() { Call(OpSqrt, Of(1), CallOpt[int]{}) })
	checkPanic(t, ErrDType, "ndarray: Less: results are of type bool, not float64", func() { Call2(OpLess, a, b, CallOpt[float64]{}) })
	checkPanic(t, ErrValue, "ndarray: Call: Add has two inputs", func() { Call(OpAdd, a, CallOpt[float64]{}) })
	checkPanic(t, ErrValue, "ndarray: Call2: there is no operation number 255", func() { Call2(Op(255), a, b, CallOpt[float64]{}) })
	checkPanic(t, ErrShape, "ndarray: Sub: output of shape (3,) does not match the broadcast shape (2,3)", func() {
		Call2(OpSub, a, b, CallOpt[float64]{Out: out, Where: Zeros[bool](2, 1)})
	})
	checkPanic(t, ErrValue, "ndarray: Pow: integers to negative integer powers are not allowed", func() { Of(2, 3).PowScalar(-1) })
}

func TestApplyAt(t *testing.T) {
	a := Zeros[int](3)
	if ApplyAt(OpAdd, a, Of(0, 2, 0, -1), Of(1)); a.String() != "[2 0 2]" {
		t.Error(a)
	}
	r := rand.New(rand.NewPCG(5, 5))
	for range 200 {
		shape := append([]int{1 + r.IntN(4)}, randomShape(r)...)
		shape = shape[:min(len(shape), 4)]
		a := randomBits[int32](r, shape)
		ixShape := randomShape(r)
		ix := Zeros[int](ixShape[:min(len(ixShape), 2)]...)
		for p := range product(ix.Shape()) {
			ix.Set(r.IntN(2*shape[0])-shape[0], index(ix.Shape(), p)...)
		}
		v := randomBits[int32](r, append(ix.Shape(), shape[1:]...))
		want := a.Copy()
		for p := range ix.Size() {
			at := index(ix.Shape(), p)
			row, x := want.Row(ix.At(at...)), v
			for _, i := range at {
				x = x.Row(i)
			}
			row.Assign(row.Mul(x))
		}
		checkResult(t, "ApplyAt", ApplyAt(OpMul, a, ix, v), modelOf(want))
	}
	checkPanic(t, ErrIndex, "ndarray: ApplyAt: index 3 is out of bounds for axis 0 with size 3", func() { ApplyAt(OpAdd, a, Of(0, 3), Of(1)) })
	checkPanic(t, ErrReadOnly, "ndarray: ApplyAt: array of shape (3,) is read-only", func() { ApplyAt(OpAdd, Of(1).BroadcastTo(3), Of(0), Of(1)) })
	if a.String() != "[2 0 2]" {
		t.Error(a)
	}
	b := Of(1, 2, 0) // its own indices
	if ApplyAt(OpAdd, b, b, b); b.String() != "[1 3 2]" {
		t.Error(b)
	}
}

func testThree[T Elem](t *testing.T) {
	r := rand.New(rand.NewPCG(8, 9))
	for range 200 {
		shape := someShape(r)
		c := randomBits[bool](r, randomOperandShape(r, shape))
		x, y := randomBits[T](r, randomOperandShape(r, shape)), randomBits[T](r, randomOperandShape(r, shape))
		shape = broadcastShape("", nil, broadcastShape("", nil, c.Shape(), x.Shape()), y.Shape())
		mc, mx, my := modelOf(c), modelOf(x), modelOf(y)
		want := build(shape, func(ix []int) string {
			if mc.at(ix) {
				return fmt.Sprint(mx.at(ix))
			}
			return fmt.Sprint(my.at(ix))
		})
		check := func(what string, a Array[T]) {
			got := build(a.Shape(), func(ix []int) string { return fmt.Sprint(a.At(ix...)) })
			if fmt.Sprint(got) != fmt.Sprint(want) {
				t.Fatalf("%s %T: %v, want %v", what, a, got, want)
			}
		}
		check("Where", Where(c, x, y))
		check("WhereTo", WhereTo(randomView(r, Zeros[T](shape...)), c, x, y))
	}
}

func TestWhere(t *testing.T) {
	testThree[float64](t)
	testThree[int16](t)
	testThree[bool](t)
	testThree[complex128](t)
	words := Of("a", "b", "c")
	if got := Where(Of(true, false, true), words, Of("-")); fmt.Sprint(got.Data()) != "[a - c] true" {
		t.Error(got)
	}
	a := Arange(0, 6, 1)
	if WhereTo(a.Slice(R(1, 6)), Of(true), a.Slice(R(0, 5)), a.Slice(R(1, 6))); a.String() != "[0 0 1 2 3 4]" {
		t.Error(a)
	}
	large := Linspace(-1.0, 1, 200000)
	if got := WhereScalar(large.LessScalar(0), large, 0).Sum(); math.Abs(got+50000.25) > 0.1 {
		t.Error(got)
	}
	if got := ScalarWhere(Of(true, false), 5, Of(1, 2)); got.String() != "[5 2]" {
		t.Error(got)
	}
}

func TestFmaClip(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 9))
	for range 100 {
		shape := someShape(r)
		x, y, z := randomBits[float64](r, randomOperandShape(r, shape)), randomBits[float64](r, randomOperandShape(r, shape)), randomBits[float64](r, shape)
		mx, my, mz := modelOf(x), modelOf(y), modelOf(z)
		want := build(shape, func(ix []int) float64 { return math.FMA(mx.at(ix), my.at(ix), mz.at(ix)) })
		checkResult(t, "Fma", Fma(x, y, z), want)
		checkResult(t, "FmaTo", FmaTo(randomView(r, Zeros[float64](shape...)), x, y, z), want)
		want = build(shape, func(ix []int) float64 { return min(max(mx.at(ix), my.at(ix)), mz.at(ix)) })
		checkResult(t, "ClipArray", ClipArray(x, y, z), want)
		out := z.Copy()
		checkResult(t, "ClipArrayTo", ClipArrayTo(out, x, y, out), want)
		want = build(shape, func(ix []int) float64 { return min(max(mz.at(ix), -0.5), 0.25) })
		checkResult(t, "Clip", Clip(z, -0.5, 0.25), want)
		checkResult(t, "ClipTo", ClipTo(randomView(r, Zeros[float64](shape...)), z, -0.5, 0.25), want)
	}
	if got := Of(1, 5, 9).Clip(7, 3).String(); got != "[3 3 3]" {
		t.Error(got)
	}
	checkPanic(t, ErrDType, "ndarray: Clip: not defined for elements of type complex128", func() { Of(1i).Clip(0, 1) })
}

func TestPairs(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 9))
	for range 100 {
		shape := someShape(r)
		x, y := randomBits[float32](r, shape), randomBits[float32](r, randomOperandShape(r, shape))
		sin, cos := randomView(r, Zeros[float32](shape...)), randomView(r, Zeros[float32](shape...))
		SincosTo(sin, cos, x)
		checkResult(t, "sin", sin, modelOf(x.Sin()))
		checkResult(t, "cos", cos, modelOf(x.Cos()))
		quo, rem := Divmod(x, y)
		checkResult(t, "quo", quo, modelOf(x.FloorDiv(y)))
		checkResult(t, "rem", rem, modelOf(x.Mod(y)))
		i, j := randomBits[int8](r, shape), randomBits[int8](r, randomOperandShape(r, shape))
		q, m := Divmod(i, j)
		checkResult(t, "int quo", q, modelOf(i.FloorDiv(j)))
		checkResult(t, "int rem", m, modelOf(i.Mod(j)))
	}
	a := Of(0.5, 1.5, 2.5)
	want, _ := Sincos(a)
	_, cos := Sincos(a)
	if SincosTo(a, cos, a); fmt.Sprint(a) != fmt.Sprint(want) {
		t.Error(a, want)
	}
	checkPanic(t, ErrShape, "ndarray: Sincos: outputs of different shapes (3,) (2,3)", func() { SincosTo(a, Zeros[float64](2, 3), a) })
}
