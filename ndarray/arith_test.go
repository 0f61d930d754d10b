package ndarray

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"unsafe"

	"github.com/lanewise/lanewise/kernels"
	"github.com/lanewise/lanewise/kernels/kerneltest"
	"github.com/lanewise/lanewise/threadctl"
)

func TestBroadcastShapes(t *testing.T) {
	for _, c := range [][3][]int{
		{{0}, {1}, {0}},
		{{0, 3}, {1}, {0, 3}},
		{{0}, {}, {0}},
		{{3, 1}, {4}, {3, 4}},
		{{2, 1, 4}, {3, 1}, {2, 3, 4}},
		{{1}, {1, 1}, {1, 1}},
		{{}, {}, {}},
	} {
		a, b, want := Zeros[int](c[0]...), Zeros[int](c[1]...), fmt.Sprint(c[2])
		if got := fmt.Sprint(Add(a, b).Shape()); got != want {
			t.Errorf("%v + %v: %s", c[0], c[1], got)
		}
		if got := fmt.Sprint(Add(b, a).Shape()); got != want {
			t.Errorf("%v + %v: %s", c[1], c[0], got)
		}
	}
}

type operation[T Number] struct {
	name     string
	plain    func(x, y T) T
	alloc    func(a, b Array[T]) Array[T]
	to       func(out, a, b Array[T]) Array[T]
	method   func(a, b Array[T]) Array[T]
	right    func(a Array[T], v T) Array[T]
	rightTo  func(out, a Array[T], v T) Array[T]
	rightFor func(a Array[T], v T) Array[T]
	left     func(v T, a Array[T]) Array[T]
	leftTo   func(out Array[T], v T, a Array[T]) Array[T]
}

func operations[T Number]() []operation[T] {
	return []operation[T]{
		{"Add", func(x, y T) T { return x + y }, Add[T], AddTo[T], Array[T].Add,
			AddScalar[T], AddScalarTo[T], Array[T].AddScalar, nil, nil},
		{"Sub", func(x, y T) T { return x - y }, Sub[T], SubTo[T], Array[T].Sub,
			SubScalar[T], SubScalarTo[T], Array[T].SubScalar, ScalarSub[T], ScalarSubTo[T]},
		{"Mul", func(x, y T) T { return x * y }, Mul[T], MulTo[T], Array[T].Mul,
			MulScalar[T], MulScalarTo[T], Array[T].MulScalar, nil, nil},
	}
}

func divisions[T Inexact]() []operation[T] {
	return append(operations[T](), operation[T]{"Div", func(x, y T) T { return x / y }, Div[T], DivTo[T], Array[T].Div,
		DivScalar[T], DivScalarTo[T], Array[T].DivScalar, ScalarDiv[T], ScalarDivTo[T]})
}

// checkOperation compares all forms of an operation, on operands in all kinds of
// memory, with the plain one.
func checkOperation[T Number](t *testing.T, op operation[T], random func(r *rand.Rand) T) {
	r := rand.New(rand.NewPCG(1, 2))
	fill := func(shape []int) Array[T] {
		a := Zeros[T](shape...)
		d, _ := a.Data()
		for i := range d {
			d[i] = random(r)
		}
		return randomView(r, a)
	}
	for range 150 {
		shape := randomShape(r)
		if r.IntN(3) == 0 && len(shape) > 0 {
			shape[len(shape)-1] = 20 // long enough for kernels
		}
		a, b := fill(randomOperandShape(r, shape)), fill(randomOperandShape(r, shape))
		v := random(r)
		result := broadcastShape("", nil, a.Shape(), b.Shape())
		ma, mb := modelOf(a), modelOf(b)
		want := build(result, func(ix []int) T { return op.plain(ma.at(ix), mb.at(ix)) })
		out := randomView(r, Zeros[T](result...))
		checkEqual(t, op.name, op.alloc(a, b), want)
		checkEqual(t, op.name+" method", op.method(a, b), want)
		checkEqual(t, op.name+"To", op.to(out, a, b), want)
		checkEqual(t, op.name+"To, out", out, want)

		want = build(a.Shape(), func(ix []int) T { return op.plain(ma.at(ix), v) })
		checkEqual(t, op.name+"Scalar", op.right(a, v), want)
		checkEqual(t, op.name+"Scalar method", op.rightFor(a, v), want)
		checkEqual(t, op.name+"ScalarTo", op.rightTo(out, a, v), want.broadcast(result))
		if op.left != nil {
			want = build(a.Shape(), func(ix []int) T { return op.plain(v, ma.at(ix)) })
			checkEqual(t, "Scalar"+op.name, op.left(v, a), want)
			checkEqual(t, "Scalar"+op.name+"To", op.leftTo(out, v, a), want.broadcast(result))
		}
	}
}

func checkOperations[T Number](t *testing.T, ops []operation[T], random func(r *rand.Rand) T) {
	for _, op := range ops {
		t.Run(fmt.Sprintf("%T/%s", *new(T), op.name), func(t *testing.T) { checkOperation(t, op, random) })
	}
}

func randomInteger[T Integer](r *rand.Rand) T { return T(r.Uint64()) }

func randomFloat[T Float](r *rand.Rand) T { return T(r.NormFloat64()) }

// Gaussian integers and divisors of powers of two are exact in any algorithm.
func randomComplex[T Complex](r *rand.Rand) T {
	return T(complex([]float64{1, -2, 4, -0.5}[r.IntN(4)], 0))
}

type (
	kelvin float64
	pixel  uint8
	count  int
	phasor complex64
)

func TestArithmeticOfEveryType(t *testing.T) {
	checkOperations(t, operations[int](), randomInteger)
	checkOperations(t, operations[int8](), randomInteger)
	checkOperations(t, operations[int16](), randomInteger)
	checkOperations(t, operations[int32](), randomInteger)
	checkOperations(t, operations[int64](), randomInteger)
	checkOperations(t, operations[uint](), randomInteger)
	checkOperations(t, operations[uint8](), randomInteger)
	checkOperations(t, operations[uint16](), randomInteger)
	checkOperations(t, operations[uint32](), randomInteger)
	checkOperations(t, operations[uint64](), randomInteger)
	checkOperations(t, operations[uintptr](), randomInteger)
	checkOperations(t, operations[pixel](), randomInteger)
	checkOperations(t, operations[count](), randomInteger)
	checkOperations(t, divisions[float32](), randomFloat)
	checkOperations(t, divisions[float64](), randomFloat)
	checkOperations(t, divisions[kelvin](), randomFloat)
	checkOperations(t, divisions[complex64](), randomComplex)
	checkOperations(t, divisions[complex128](), randomComplex)
	checkOperations(t, divisions[phasor](), randomComplex)
}

func TestComplexArithmetic(t *testing.T) {
	inf := math.Inf(1)
	a, b := Of(1+2i, 3-1i, 1e300+1e300i, 5, 1i), Of(3-4i, 1+1i, 2e300+1e300i, 2i, -1i)
	for _, c := range []struct {
		got  Array[complex128]
		want []complex128
	}{
		{a.Slice(R(0, 2)).Mul(b.Slice(R(0, 2))), []complex128{11 + 2i, 4 + 2i}},
		{a.Div(b), []complex128{-0.2 + 0.4i, 1 - 2i, 0.6 + 0.2i, -2.5i, -1}},
		{Of(1+1i, -1i).Div(Of(0i, 0i)), []complex128{complex(inf, inf), complex(math.NaN(), -inf)}},
	} {
		for i, w := range c.want {
			g := c.got.At(i)
			if !near(real(g), real(w)) || !near(imag(g), imag(w)) {
				t.Errorf("element %d: %v, want %v", i, g, w)
			}
		}
	}
}

func near(x, y float64) bool {
	return x == y || math.Abs(x-y) < 1e-15 || x != x && y != y
}

// TestOverlap runs operations whose output overlaps the inputs in every way on
// a line, and compares with operands that were copied before.
func TestOverlap(t *testing.T) {
	const n = 40
	views := []struct {
		name string
		of   func(a Array[float64]) Array[float64]
	}{
		{"first", func(a Array[float64]) Array[float64] { return a.Slice(R(0, 20)) }},
		{"shifted", func(a Array[float64]) Array[float64] { return a.Slice(R(1, 21)) }},
		{"reversed", func(a Array[float64]) Array[float64] { return a.Slice(RS(19, Begin, -1)) }},
		{"even", func(a Array[float64]) Array[float64] { return a.Slice(RS(0, End, 2)) }},
		{"odd", func(a Array[float64]) Array[float64] { return a.Slice(RS(1, End, 2)) }},
		{"last", func(a Array[float64]) Array[float64] { return a.Slice(R(20, End)) }},
		{"one", func(a Array[float64]) Array[float64] { return a.Slice(R(7, 8)) }},
		{"matrix", func(a Array[float64]) Array[float64] { return a.Slice(R(0, 16)).Reshape(4, 4) }},
		{"transposed", func(a Array[float64]) Array[float64] { return a.Slice(R(0, 16)).Reshape(4, 4).T() }},
		{"row", func(a Array[float64]) Array[float64] { return a.Slice(R(2, 6)) }},
	}
	fresh := func() Array[float64] { return Arange[float64](1, n+1, 1) }
	for _, o := range views {
		for _, x := range views {
			for _, y := range views {
				a := fresh()
				out, ax, ay := o.of(a), x.of(a), y.of(a)
				if !ax.layout().fits(out.Shape()) || !ay.layout().fits(out.Shape()) {
					continue
				}
				want := fresh()
				SubTo(o.of(want), ax.Copy(), ay.Copy())
				SubTo(out, ax, ay)
				checkEqual(t, fmt.Sprintf("%s = %s - %s", o.name, x.name, y.name), a, modelOf(want))

				a, want = fresh(), fresh()
				ScalarDivTo(o.of(want), 1, x.of(want).Copy())
				ScalarDivTo(o.of(a), 1, x.of(a))
				checkEqual(t, fmt.Sprintf("%s = 1 / %s", o.name, x.name), a, modelOf(want))

				a, want = fresh(), fresh()
				ExpTo(o.of(want), x.of(want).Copy())
				ExpTo(o.of(a), x.of(a))
				checkEqual(t, fmt.Sprintf("%s = exp %s", o.name, x.name), a, modelOf(want))

				a, want = fresh(), fresh()
				o.of(want).Assign(x.of(want).Copy())
				o.of(a).Assign(x.of(a))
				checkEqual(t, fmt.Sprintf("%s = %s", o.name, x.name), a, modelOf(want))
			}
		}
	}
}

// TestKernelsAreTheLoop compares kernels at every level, on hard numbers of
// every kind, with the loop for all strides.
func TestKernelsAreTheLoop(t *testing.T) {
	t.Cleanup(func() { kernels.SetLevel(kernels.Levels()[len(kernels.Levels())-1]) })
	hard := []float64{0, math.Copysign(0, -1), 1, -1.5, math.Inf(1), math.Inf(-1), math.NaN(), 5e-324, -1e-310, 1e308, 1. / 3, math.Pi, 1e-45, 3e38}
	for _, level := range kernels.Levels() {
		kernels.SetLevel(level)
		compareWithLoop[float64](t, hard)
		compareWithLoop[float32](t, hard)
	}
}

func compareWithLoop[F Float](t *testing.T, hard []float64) {
	const n = 97
	x, y := make([]F, n), make([]F, n)
	r := rand.New(rand.NewPCG(3, 4))
	for i := range n {
		x[i], y[i] = F(hard[r.IntN(len(hard))]), F(hard[r.IntN(len(hard))])
		if i%2 == 0 {
			x[i] = F(r.NormFloat64())
		}
	}
	item := int(unsafe.Sizeof(x[0]))
	for _, op := range []struct {
		*ufunc
		plain func(x, y F) F
	}{
		{&uAdd, func(x, y F) F { return x + y }}, {&uSub, func(x, y F) F { return x - y }},
		{&uMul, func(x, y F) F { return x * y }}, {&uDiv, func(x, y F) F { return x / y }},
	} {
		for _, s := range [][2]int{{item, item}, {item, 0}, {0, item}, {2 * item, -item}, {0, 0}} {
			const n = n / 3
			got := make([]F, n)
			px, py := unsafe.Pointer(&x[n]), unsafe.Pointer(&y[n])
			op.loops[kindOf[F]()].run(n, unsafe.Pointer(&got[0]), px, py, item, s[0], s[1], number{})
			for i := range got {
				if want := op.plain(x[n+i*s[0]/item], y[n+i*s[1]/item]); got[i] != want && (got[i] == got[i] || want == want) || math.Signbit(float64(got[i])) != math.Signbit(float64(want)) && got[i] == 0 {
					t.Fatalf("%v %T strides %v, element %d: %v %v %v", op.name, x[0], s, i, got[i], want, kernels.Active())
				}
			}
		}
	}
}

func TestExpAndSqrtAreTheSameEverywhere(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	a := Zeros[float64](7, 301)
	d, _ := a.Data()
	for i := range d {
		d[i] = r.NormFloat64() * 100
	}
	exp, root := modelOf(a.Exp()), modelOf(a.Mul(a).Sqrt())
	for i, x := range d {
		if e := exp.elems[i]; math.Abs(e-math.Exp(x)) > 4e-16*e || root.elems[i] != math.Sqrt(x*x) {
			t.Fatal(x, e, root.elems[i])
		}
	}
	checkEqual(t, "transposed", a.T().Exp(), exp.transpose())
	checkEqual(t, "strided", ExpTo(Zeros[float64](301, 14).Slice(All, RS(0, End, 2)), a.T()), exp.transpose())
	checkEqual(t, "strided", SqrtTo(Zeros[float64](301, 14).Slice(All, RS(End, Begin, -2)), a.T().Mul(a.T())), root.transpose())
	checkEqual(t, "broadcast", ExpTo(Zeros[float64](3, 7, 301), a).Row(2), exp)
	if Sqrt(Of(4.0, 9)).Sum() != 5 {
		t.Error("Sqrt")
	}
	single := Of[kelvin32](0, -1, 1000, kelvin32(math.NaN()))
	if e := single.Exp(); e.At(0) != 1 || math.Abs(float64(e.At(1))-1/math.E) > 1e-7 || !math.IsInf(float64(e.At(2)), 1) || e.At(3) == e.At(3) {
		t.Error(e)
	}
}

type kelvin32 float32

// withThreads runs f with that budget of threads.
func withThreads(n int, f func()) {
	defer threadctl.SetBudget(threadctl.SetBudget(n))
	f()
}

func TestThreadsDoNotChangeBits(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	a := Zeros[float64](400, 701)
	d, _ := a.Data()
	for i := range d {
		d[i] = r.NormFloat64()
	}
	row, col := a.Row(3).Copy(), a.Slice(All, R(5, 6))
	results := func() []Array[float64] {
		b := a.Slice(RS(End, Begin, -1)).Copy()
		return []Array[float64]{
			a.Add(b), a.Mul(row), col.Sub(a), a.T().Div(b.T()), a.Exp(), ScalarDiv(3, a.T()), AddScalar(a, 1),
			a.Slice(All, RS(0, End, 2)).Sub(col), a.T().Copy(), AddTo(b, b.Slice(RS(End, Begin, -1)), b),
			Full(a.Sum()), Full(a.T().Sum()), Full(a.Slice(All, R(1, End)).Sum()),
			a.SumAxis(0), a.SumAxis(1), a.T().SumAxis(0), a.T().SumAxis(-1), a.Reshape(4, 100, 701).SumAxis(0, 2), a.Reshape(4, 70100, 1).SumAxis(1),
			Full(2.5, 300, 300),
		}
	}
	var one, many []Array[float64]
	withThreads(1, func() { one = results() })
	withThreads(7, func() { many = results() })
	for i := range one {
		checkSame(t, fmt.Sprint("result ", i), one[i], many[i])
	}
	// Large results against the same operation in small parts.
	for i := range a.Len() {
		checkSame(t, "row of a*row", one[1].Row(i), a.Row(i).Mul(row))
		checkSame(t, "row of col-a", one[2].Row(i), col.Row(i).Sub(a.Row(i)))
		checkSame(t, "row of exp", one[4].Row(i), a.Row(i).Exp())
		checkSame(t, "column of a.T", one[8].Slice(All, I(i)), a.Row(i))
	}
}

func checkSame(t *testing.T, what string, a, b Array[float64]) {
	t.Helper()
	ma, mb := modelOf(a), modelOf(b)
	for i := range ma.elems {
		if math.Float64bits(ma.elems[i]) != math.Float64bits(mb.elems[i]) {
			t.Fatalf("%s: element %d: %v and %v", what, i, ma.elems[i], mb.elems[i])
		}
	}
}

func TestAllocations(t *testing.T) {
	a, b, out := Zeros[float64](3), Zeros[float64](3), Zeros[float64](3)
	m, row, big := Zeros[float64](3, 4), Zeros[float64](4), Zeros[float64](5000)
	c := Zeros[complex64](3)
	for _, k := range []struct {
		name string
		want float64
		f    func()
	}{
		{"Add", 1, func() { Add(a, b) }},
		{"Add same", 1, func() { Add(a, a) }},
		{"Add method", 1, func() { a.Add(b) }},
		{"Add complex", 1, func() { Add(c, c) }},
		{"Add broadcast", 1, func() { Add(m, row) }},
		{"Add transposed", 1, func() { t := m; Add(t, t) }},
		{"AddTo", 0, func() { AddTo(out, a, b) }},
		{"AddTo in place", 0, func() { AddTo(out, out, b) }},
		{"AddTo broadcast", 0, func() { AddTo(m, m, row) }},
		{"AddTo large", 0, func() { AddTo(big, big, big) }},
		{"AddScalar", 1, func() { AddScalar(a, 2) }},
		{"AddScalarTo", 0, func() { AddScalarTo(out, a, 2) }},
		{"ScalarDivTo", 0, func() { ScalarDivTo(out, 2, a) }},
		{"Exp", 1, func() { Exp(a) }},
		{"ExpTo", 0, func() { ExpTo(out, a) }},
		{"Sum", 0, func() { Sum(big) }},
		{"At", 0, func() { m.At(1, 2) }},
		{"Slice", 1, func() { m.Slice(I(1), RS(End, Begin, -1)) }},
		{"T", 1, func() { m.T() }},
		{"Assign", 0, func() { m.Assign(row) }},
	} {
		if got := testing.AllocsPerRun(50, k.f); got != k.want {
			t.Errorf("%s: %v allocations, want %v", k.name, got, k.want)
		}
	}
}

// TestTransposedOperands holds operations on operands that lie across the output,
// which go through copies, against the same on copies.
func TestTransposedOperands(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 1))
	for _, shape := range [][]int{{40, 30}, {7, 100}, {100, 7}, {5, 12, 20}, {300, 400}, {2, 3, 200, 200}} {
		a := randomBits[float32](r, shape)
		b := randomBits[float32](r, reversed(shape)).T()
		c := randomBits[float32](r, reversed(shape)).Slice(RS(End, Begin, -1)).T()
		want := modelOf(Sub(a.Copy(), b.Copy()))
		checkResult(t, "Sub", Sub(a, b), want)
		checkResult(t, "SubTo", SubTo(Zeros[float32](shape...), a, b), want)
		checkResult(t, "both", Sub(c, b), modelOf(Sub(c.Copy(), b.Copy())))
		checkResult(t, "LessTo", LessTo(Zeros[bool](shape...), b, c), modelOf(Less(b.Copy(), c.Copy())))
		checkResult(t, "in place", SubTo(b, a, b), want)
		checkResult(t, "scalar", MulScalarTo(Zeros[float32](shape...), c, 3), modelOf(c.Copy().MulScalar(3)))
	}
	x, y, out := Zeros[float64](32, 32).T(), Zeros[float64](32, 32), Zeros[float64](32, 32)
	if n := testing.AllocsPerRun(10, func() { AddTo(out, x, y) }); !kerneltest.RaceEnabled && n > 2 { // of the copies
		t.Error(n, "allocations")
	}
}

func reversed(shape []int) []int {
	s := slices.Clone(shape)
	slices.Reverse(s)
	return s
}
