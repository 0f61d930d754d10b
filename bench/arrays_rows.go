package main

import (
	"fmt"
	"slices"

	nd "github.com/lanewise/lanewise/ndarray"
	"github.com/lanewise/lanewise/ndarray/linalg"
	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/mat"
)

type array = nd.Array[float64]

// What benchmarks compute goes to these, so that the compiler leaves nothing out.
var (
	arraySink  array
	numberSink float64
	_          = &arraySink
	_          = &numberSink
)

// arrayRows lists the rows of the table.
func arrayRows() []*arrayRow {
	var rows []*arrayRow
	rows = append(rows, smallRows()...)
	for _, n := range []int{64, 256, 1 << 10, 1 << 12, 1 << 15, 1 << 17, 1 << 20, 1 << 22, 1 << 24, 1 << 26} {
		rows = append(rows, sizedRows(n)...)
	}
	return slices.Concat(rows, axisRows(), expressionRows(), decompositionRows())
}

// fewCalls is how many calls of a few cycles are made at a time: one that is made
// through a function value costs as much again.
const fewCalls = 64

// smallRows are operations on a few elements.
func smallRows() []*arrayRow {
	three := "a, b, o = np.ones(3), np.ones(3), np.ones(3)"
	return []*arrayRow{
		{name: "small a + b, 3", setup: three, code: numpy("a + b"),
			prepare: func() func() {
				a, b := nd.Full(1.0, 3), nd.Full(2.0, 3)
				return func() { arraySink = nd.Add(a, b) }
			}},
		{name: "small AddTo, 3", setup: three, code: numpy("np.add(a, b, out=o)"),
			prepare: func() func() {
				a, b, out := nd.Full(1.0, 3), nd.Full(2.0, 3), nd.Zeros[float64](3)
				return func() { nd.AddTo(out, a, b) }
			},
			gonum: func() func() {
				a, b, out := []float64{1, 1, 1}, []float64{2, 2, 2}, make([]float64, 3)
				return func() { floats.AddTo(out, a, b) }
			}},
		{name: "small (3,1) + (4,)", setup: "a, b = np.ones((3, 1)), np.ones(4)", code: numpy("a + b"),
			prepare: func() func() {
				a, b := nd.Full(1.0, 3, 1), nd.Full(2.0, 4)
				return func() { arraySink = nd.Add(a, b) }
			}},
		{name: "small a[i]", setup: "a = np.ones((10, 4))", code: numpy("a[3]"), calls: fewCalls,
			prepare: func() func() {
				a := nd.Full(1.0, 10, 4)
				return func() {
					for i := range fewCalls {
						arraySink = a.Row(i % 8)
					}
				}
			}},
		{name: "small a[i, j]", setup: "a = np.ones((10, 4))", code: numpy("a[3, 2]"), calls: fewCalls,
			prepare: func() func() {
				a := nd.Full(1.0, 10, 4)
				return func() {
					sum := 0.0
					for i := range fewCalls {
						sum += a.At(i%8, 2)
					}
					numberSink += sum
				}
			}},
		{name: "small mean, 12", setup: "a = np.ones((3, 4))", code: numpy("a.mean()"),
			prepare: func() func() {
				a := nd.Full(1.0, 3, 4)
				return func() { numberSink += nd.Mean(a) }
			}},
		{name: "small a @ a.T, (4, 4)", setup: "a = np.ones((4, 4))", code: numpy("a @ a.T"),
			prepare: func() func() {
				a := nd.Full(1.0, 4, 4)
				return func() { arraySink = nd.MatMul(a, a.T()) }
			},
			gonum: func() func() {
				a := mat.NewDense(4, 4, slices.Repeat([]float64{1}, 16))
				return func() {
					var product mat.Dense
					product.Mul(a, a.T())
				}
			}},
		{name: "small concatenate, 3 + 3", setup: "a, b = np.ones(3), np.ones(3)", code: numpy("np.concatenate((a, b))"),
			prepare: func() func() {
				a, b := nd.Full(1.0, 3), nd.Full(2.0, 3)
				return func() { arraySink = nd.Concat(0, a, b) }
			}},
		{name: "small a[mask], 10", setup: "a = np.arange(10.0); m = a % 2 == 0", code: numpy("a[m]"),
			prepare: func() func() {
				a := nd.Arange(0.0, 10, 1)
				m := a.ModScalar(2).EqualScalar(0)
				return func() { arraySink = a.Mask(m) }
			}},
		{name: "small sort, 8", setup: "a = np.array([3., 1, 4, 1, 5, 9, 2, 6])", code: numpy("np.sort(a)"),
			prepare: func() func() {
				a := nd.Of(3.0, 1, 4, 1, 5, 9, 2, 6)
				return func() { arraySink = nd.Sort(a, 0) }
			}},
		{name: "small solve, (3, 3)", setup: "a = np.array([[4., 1, 2], [1, 5, 3], [2, 3, 6]]); b = np.ones(3)", code: numpy("np.linalg.solve(a, b)"),
			prepare: func() func() {
				a, b := nd.Of(4.0, 1, 2, 1, 5, 3, 2, 3, 6).Reshape(3, 3), nd.Full(1.0, 3)
				return func() { arraySink, _ = linalg.Solve(a, b) }
			},
			gonum: func() func() {
				a, b := mat.NewDense(3, 3, []float64{4, 1, 2, 1, 5, 3, 2, 3, 6}), mat.NewVecDense(3, []float64{1, 1, 1})
				return func() {
					onGonum(func() {
						var x mat.VecDense
						if x.SolveVec(a, b) != nil {
							panic("singular")
						}
					})
				}
			}},
		{name: "small sum, 12", setup: "a = np.ones((3, 4))", code: numpy("a.sum()"),
			prepare: func() func() {
				a := nd.Full(1.0, 3, 4)
				return func() { numberSink += a.Sum() }
			}},
	}
}

func numpy(code string) map[string]string { return map[string]string{"numpy": code} }

// sizedRows are the forms of a + b on about n elements in every layout.
func sizedRows(n int) []*arrayRow {
	rows := 1
	for rows*rows < n {
		rows *= 2
	}
	columns := n / rows
	type layout struct {
		name     string
		operands func() (a, b array)
		setup    string
	}
	layouts := []layout{
		{"contiguous", func() (a, b array) { return nd.Full(1.5, n), nd.Full(2.5, n) }, fmt.Sprintf("a, b, o = np.full(%[1]d, 1.5), np.full(%[1]d, 2.5), np.zeros(%[1]d)", n)},
		{"strided", func() (a, b array) {
			return nd.Full(1.5, 2*n).Slice(nd.RS(0, nd.End, 2)), nd.Full(2.5, n)
		}, fmt.Sprintf("a, b, o = np.full(%[2]d, 1.5)[::2], np.full(%[1]d, 2.5), np.zeros(%[1]d)", n, 2*n)},
		{"transposed", func() (a, b array) { return nd.Full(1.5, columns, rows).T(), nd.Full(2.5, rows, columns) },
			fmt.Sprintf("a, b, o = np.full((%[2]d, %[1]d), 1.5).T, np.full((%[1]d, %[2]d), 2.5), np.zeros((%[1]d, %[2]d))", rows, columns)},
		{"broadcast", func() (a, b array) { return nd.Full(1.5, rows, columns), nd.Full(2.5, columns) },
			fmt.Sprintf("a, b, o = np.full((%[1]d, %[2]d), 1.5), np.full(%[2]d, 2.5), np.zeros((%[1]d, %[2]d))", rows, columns)},
	}
	var list []*arrayRow
	for _, l := range layouts {
		r := &arrayRow{name: fmt.Sprintf("AddTo %s, %d", l.name, n), n: n, bytes: 24 * float64(n), setup: l.setup, code: numpy("np.add(a, b, out=o)"),
			prepare: func() func() {
				a, b := l.operands()
				out := nd.Add(a, b).Copy()
				return func() { nd.AddTo(out, a, b) }
			}}
		if l.name == "contiguous" {
			r.gonum = func() func() {
				a, b, out := filled(1.5, n), filled(2.5, n), filled(0, n)
				return func() { floats.AddTo(out, a, b) }
			}
		}
		list = append(list, r)
	}
	allocating := &arrayRow{name: fmt.Sprintf("a + b, %d", n), n: n, bytes: 24 * float64(n), setup: layouts[0].setup, code: numpy("a + b"),
		prepare: func() func() {
			a, b := layouts[0].operands()
			return func() { arraySink = nd.Add(a, b) }
		},
		gonum: func() func() {
			a, b := mat.NewVecDense(n, filled(1.5, n)), mat.NewVecDense(n, filled(2.5, n))
			return func() {
				var sum mat.VecDense
				sum.AddVec(a, b)
			}
		}}
	recycling := &arrayRow{name: fmt.Sprintf("a + b, recycled, %d", n), n: n, bytes: 24 * float64(n), setup: layouts[0].setup, code: numpy("a + b"),
		prepare: func() func() {
			a, b := layouts[0].operands()
			return func() {
				sum := nd.Add(a, b)
				sum.Recycle()
			}
		}}
	return append(list, allocating, recycling)
}

// filled returns n elements that were written: the system gives all pages that
// were not the same memory, which stays in the cache.
func filled(v float64, n int) []float64 { return slices.Repeat([]float64{v}, n) }

// axisRows are reductions and copies of (4096, 4096).
func axisRows() []*arrayRow {
	const side, n = 4096, 1 << 24
	setup := "a, o = np.full((4096, 4096), 1.5), np.zeros((4096, 4096))"
	sum := func(name, code string, run func(a array)) *arrayRow {
		return &arrayRow{name: name, n: n, bytes: 8 * n, setup: setup, code: numpy(code), threads: true,
			prepare: func() func() {
				a := nd.Full(1.5, side, side)
				return func() { run(a) }
			}}
	}
	return []*arrayRow{
		sum("sum, (4096, 4096)", "a.sum()", func(a array) { numberSink += a.Sum() }),
		sum("sum axis 0, (4096, 4096)", "a.sum(axis=0)", func(a array) { arraySink = a.SumAxis(0) }),
		sum("sum axis 1, (4096, 4096)", "a.sum(axis=1)", func(a array) { arraySink = a.SumAxis(1) }),
		{name: "transposing copy, (4096, 4096)", n: n, bytes: 16 * n, setup: setup, code: numpy("np.copyto(o, a.T)"),
			prepare: func() func() {
				a, out := nd.Full(1.5, side, side), nd.Zeros[float64](side, side)
				return func() { out.Assign(a.T()) }
			}},
		{name: "exp, 1048576", n: 1 << 20, bytes: 16 << 20, setup: "a, o = np.linspace(-9, 9, 1048576), np.zeros(1048576)",
			code: map[string]string{"numpy": "np.exp(a, out=o)", "numexpr": "ne.evaluate('exp(a)', out=o)"}, threads: true,
			prepare: func() func() {
				a, out := nd.Linspace(-9.0, 9, 1<<20), nd.Zeros[float64](1<<20)
				return func() { nd.ExpTo(out, a) }
			}},
	}
}

// expressionRows are a polynomial in one pass.
func expressionRows() (rows []*arrayRow) {
	for _, n := range []int{1 << 14, 1 << 20, 1 << 24} {
		rows = append(rows, &arrayRow{
			name: fmt.Sprintf("2*x*x + 3*y - x/y, %d", n), n: n, bytes: 24 * float64(n), threads: n > 1<<14,
			setup: fmt.Sprintf("x, y, o = np.linspace(1, 2, %[1]d), np.linspace(2, 3, %[1]d), np.zeros(%[1]d)", n),
			code:  map[string]string{"numpy": "np.copyto(o, 2*x*x + 3*y - x/y)", "numexpr": "ne.evaluate('2*x*x + 3*y - x/y', out=o)"},
			prepare: func() func() {
				a, b, out := nd.Linspace(1.0, 2, n), nd.Linspace(2.0, 3, n), nd.Zeros[float64](n)
				x, y := nd.X(a), nd.X(b)
				e := x.MulScalar(2).Mul(x).Add(y.MulScalar(3)).Sub(x.Div(y))
				return func() { e.EvalTo(out) }
			}})
	}
	return rows
}
