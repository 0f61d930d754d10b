package ndarray

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/lanewise/lanewise/threadctl"
)

// tree is a random expression, and the same computed operation by operation.
type tree[T Number] struct {
	expr  Expr[T]
	value Array[T]
}

func randomTree[T Number](r *rand.Rand, shape []int, leaves []tree[T], depth int) tree[T] {
	if depth == 0 || r.IntN(6) == 0 {
		if len(leaves) > 0 && r.IntN(3) == 0 {
			return leaves[r.IntN(len(leaves))]
		}
		a := randomBits[T](r, randomOperandShape(r, shape))
		return tree[T]{X(a), a}
	}
	x := randomTree(r, shape, leaves, depth-1)
	leaves = append(leaves, x)
	switch r.IntN(7) {
	case 0:
		return tree[T]{x.expr.Square(), x.value.Square()}
	case 1:
		v := randomBits[T](r, nil).Item()
		return tree[T]{x.expr.MulScalar(v), x.value.MulScalar(v)}
	case 2:
		y, c := randomTree(r, shape, leaves, depth-1), randomTree(r, shape, leaves, depth-1)
		return tree[T]{WhereX(c.expr.NotEqual(y.expr), x.expr, y.expr), Where(c.value.NotEqual(y.value), x.value, y.value)}
	case 3:
		y := randomTree(r, shape, leaves, depth-1)
		return tree[T]{x.expr.Sub(y.expr), x.value.Sub(y.value)}
	case 4:
		y := randomTree(r, shape, leaves, depth-1)
		return tree[T]{x.expr.Mul(y.expr), x.value.Mul(y.value)}
	case 5:
		return tree[T]{x.expr.Add(x.expr), x.value.Add(x.value)}
	default:
		if complexes.has(kindOf[T]()) { // bool has no conversion to them
			return x
		}
		return tree[T]{AsX[T](AsX[bool](x.expr)).Sub(x.expr), As[T](As[bool](x.value)).Sub(x.value)}
	}
}

func testExpr[T Number](t *testing.T, seed uint64) {
	r := rand.New(rand.NewPCG(seed, 7))
	for range 300 {
		shape := someShape(r)
		e := randomTree[T](r, shape, nil, 4)
		want := modelOf(e.value)
		checkResult(t, "Eval", e.expr.Eval(), want)
		if fmt.Sprint(e.expr.Shape()) != fmt.Sprint(want.shape) {
			t.Fatal("Shape", e.expr.Shape())
		}
		shape = broadcastShape("", nil, shape, want.shape)
		out := randomView(r, Zeros[T](shape...))
		checkResult(t, "EvalTo", e.expr.EvalTo(out), want.broadcast(shape))
		if got, err := Try(e.expr.Sum); err == nil {
			if sum := e.expr.Eval().Sum(); got != sum && got == got {
				t.Fatal("Sum", got, sum)
			}
		}
	}
}

func TestExpr(t *testing.T) {
	testExpr[float64](t, 1)
	testExpr[float32](t, 2)
	testExpr[int](t, 3)
	testExpr[int8](t, 4)
	testExpr[complex64](t, 5)
	testExpr[complex128](t, 6)
}

func TestExprOverlap(t *testing.T) {
	base := Arange(0.0, 200, 1)
	for _, c := range []struct{ out, in []Ix }{
		{[]Ix{R(0, 100)}, []Ix{R(0, 100)}},
		{[]Ix{R(1, 101)}, []Ix{R(0, 100)}},
		{[]Ix{R(0, 100)}, []Ix{R(1, 101)}},
		{[]Ix{RS(99, Begin, -1)}, []Ix{R(0, 100)}},
		{[]Ix{RS(0, 200, 2)}, []Ix{R(50, 150)}},
	} {
		a := base.Copy()
		in := a.Slice(c.in...)
		want := modelOf(in.MulScalar(3).Sub(in.Copy().Slice(RS(End, Begin, -1))))
		got := X(in).MulScalar(3).Sub(X(in.Slice(RS(End, Begin, -1)))).EvalTo(a.Slice(c.out...))
		checkResult(t, "overlap", got, want)
	}
}

func TestExprThreads(t *testing.T) {
	x, y := Linspace(-3.0, 3, 3<<16).Reshape(3, -1), Linspace(0.5, 9, 1<<16)
	e := X(x).MulScalar(2).Mul(X(x)).Add(X(y).MulScalar(3)).Sub(X(x).Div(X(y)))
	want := x.MulScalar(2).Mul(x).Add(y.MulScalar(3)).Sub(x.Div(y))
	previous := threadctl.SetBudget(1)
	checkResult(t, "one thread", e.Eval(), modelOf(want))
	sum := e.Sum()
	threadctl.SetBudget(4)
	checkResult(t, "four threads", e.Eval(), modelOf(want))
	checkResult(t, "transposed", e.EvalTo(Zeros[float64](1<<16, 3).T()), modelOf(want))
	if got := e.Sum(); got != sum || got != want.Sum() {
		t.Error(got, sum, want.Sum())
	}
	threadctl.SetBudget(previous)
}

func TestExprMisuse(t *testing.T) {
	a, b := Zeros[float64](2, 3), Zeros[float64](4)
	checkPanic(t, ErrShape, "ndarray: Add: operands could not be broadcast together with shapes (2,3) (4,)", func() { X(a).Add(X(b)) })
	checkPanic(t, ErrShape, "ndarray: EvalTo: output of shape (3,) does not match the expression's shape (2,3)", func() { X(a).Exp().EvalTo(Zeros[float64](3)) })
	checkPanic(t, ErrReadOnly, "ndarray: EvalTo: array of shape (2,3) is read-only", func() { X(a).Exp().EvalTo(Zeros[float64](3).BroadcastTo(2, 3)) })
	checkPanic(t, ErrDType, "ndarray: Exp: not defined for elements of type int", func() { X(Zeros[int](3)).Exp() })
	var zero Expr[float64]
	if got := zero.Add(zero).Eval(); got.Size() != 0 {
		t.Error(got)
	}
	if got := X(a).Eval(); got.p == a.p {
		t.Error("Eval of an array is no copy")
	}
}

func BenchmarkExpr(b *testing.B) {
	x, y, out := Full(2.0, 1<<24), Full(3.0, 1<<24), Zeros[float64](1<<24)
	e := X(x).MulScalar(2).Mul(X(x)).Add(X(y).MulScalar(3)).Sub(X(x).Div(X(y)))
	b.SetBytes(24 << 24)
	for b.Loop() {
		e.EvalTo(out)
	}
}
