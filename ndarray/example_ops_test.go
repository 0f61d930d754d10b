package ndarray_test

import (
	"fmt"
	"math"

	"github.com/lanewise/lanewise/ndarray"
)

func ExampleWhere() {
	a := ndarray.Of(-2.0, 3, -4)
	fmt.Println(ndarray.Where(a.LessScalar(0), a.Neg(), a))
	fmt.Println(ndarray.WhereScalar(a.GreaterScalar(0), a, 0))
	// Output:
	// [2. 3. 4.]
	// [0. 3. 0.]
}

func ExampleClip() {
	fmt.Println(ndarray.Clip(ndarray.Arange(0, 10, 1), 2, 6))
	// Output: [2 2 2 3 4 5 6 6 6 6]
}

func ExampleSincos() {
	sin, cos := ndarray.Sincos(ndarray.Of(0, math.Pi/6, math.Pi/2))
	fmt.Printf("%.3f\n%.3f\n", sin, cos)
	// Output:
	// [0.000 0.500 1.000]
	// [1.000 0.866 0.000]
}

func ExampleDivmod() {
	q, r := ndarray.Divmod(ndarray.Of(-7, 7, 8), ndarray.Full(3)) // towards -Inf, as in Python
	fmt.Println(q, r)
	// Output: [-3  2  2] [2 1 2]
}

func ExampleCall() {
	a := ndarray.Of(4.0, -1, 9)
	// The square roots of what is positive, in place.
	fmt.Println(ndarray.Call(ndarray.OpSqrt, a, ndarray.CallOpt[float64]{Out: a, Where: a.GreaterScalar(0)}))
	// Output: [ 2. -1.  3.]
}

func ExampleCall2() {
	a, b := ndarray.Of(1.0, 2, 3), ndarray.Of(0.0, 4, 0)
	quotient := ndarray.Call2(ndarray.OpDiv, a, b, ndarray.CallOpt[float64]{Where: b.NotEqualScalar(0)})
	less := ndarray.Call2(ndarray.OpLess, a, b, ndarray.CallOpt[bool]{})
	fmt.Println(quotient, less)
	// Output: [0.  0.5 0. ] [False  True False]
}

func ExampleOuter() {
	a := ndarray.Of(1, 2, 3)
	fmt.Println(ndarray.Outer[int](ndarray.OpMul, a, a))
	fmt.Println(ndarray.Outer[bool](ndarray.OpLess, a, a))
	// Output:
	// [[1 2 3]
	//  [2 4 6]
	//  [3 6 9]]
	// [[False  True  True]
	//  [False False  True]
	//  [False False False]]
}

func ExampleReduce() {
	a := ndarray.Of(12, 18, 30, 7, 14, 21).Reshape(2, 3)
	fmt.Println(ndarray.Reduce(ndarray.OpGcd, a, 1))
	// Output: [6 7]
}

func ExampleAccumulate() {
	fmt.Println(ndarray.Accumulate(ndarray.OpMaximum, ndarray.Of(3, 1, 4, 1, 5), 0))
	// Output: [3 3 4 4 5]
}

func ExampleReduceAt() {
	fmt.Println(ndarray.ReduceAt(ndarray.OpAdd, ndarray.Of(1, 2, 3, 4, 5), []int{0, 2}, 0))
	// Output: [ 3 12]
}

func ExampleApplyAt() {
	// Every occurrence of an index counts, unlike in an assignment.
	votes := ndarray.Zeros[int](4)
	ndarray.ApplyAt(ndarray.OpAdd, votes, ndarray.Of(0, 2, 2, 3, 2), ndarray.Full(1))
	fmt.Println(votes)
	// Output: [1 0 3 1]
}

func ExampleX() {
	x, y := ndarray.Of(1.0, 2, 3), ndarray.Of(2.0, 2, 2)
	// 2*x*x + 3*y, in one pass over memory.
	e := ndarray.X(x).Square().MulScalar(2).Add(ndarray.X(y).MulScalar(3))
	fmt.Println(e.Eval(), e.Sum())
	// Output: [ 8. 14. 24.] 46
}

func ExampleExpr_EvalTo() {
	x := ndarray.Of(1.0, 2, 3)
	for range 3 {
		ndarray.X(x).MulScalar(2).SubScalar(1).EvalTo(x) // x = 2x - 1
	}
	fmt.Println(x)
	// Output: [ 1.  9. 17.]
}

func ExampleWhereX() {
	x := ndarray.Of(-1.0, 0, 2)
	e := ndarray.X(x)
	fmt.Println(ndarray.WhereX(e.GreaterScalar(0), e.Square(), e.Neg()).Eval())
	// Output: [ 1. -0.  4.]
}

func ExampleWorkspace() {
	var w ndarray.Workspace
	x, center := ndarray.Of(1.0, 2, 5), ndarray.Full(2.0)
	for range 3 { // after the first turn, nothing is allocated
		w.Reset()
		d := ndarray.SubTo(ndarray.Scratch[float64](&w, 3), x, center)
		ndarray.MulScalarTo(d, d, 0.5)
		ndarray.AddTo(x, center, d) // halfway to the center
	}
	fmt.Println(x)
	// Output: [1.875 2.    2.375]
}

func ExampleBroadcastArrays() {
	all := ndarray.BroadcastArrays(ndarray.Of(1, 2), ndarray.Of(10, 20, 30).Reshape(3, 1))
	fmt.Println(all[0])
	fmt.Println(all[1])
	// Output:
	// [[1 2]
	//  [1 2]
	//  [1 2]]
	// [[10 10]
	//  [20 20]
	//  [30 30]]
}

func ExampleCumulativeProd() {
	fmt.Println(ndarray.CumulativeProd(ndarray.Of(2, 3, 4), 0))
	// Output: [ 1  2  6 24]
}

func ExampleMap2() {
	names, counts := ndarray.Of("pea", "bean"), ndarray.Of(3, 1)
	fmt.Println(ndarray.Map2(names, counts, func(name string, n int) string { return fmt.Sprint(n, " ", name) }))
	// Output: ['3 pea' '1 bean']
}
