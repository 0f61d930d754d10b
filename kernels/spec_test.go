package kernels_test

import (
	"cmp"
	"math"
	"math/big"
	"math/rand/v2"
	"testing"

	"github.com/lanewise/lanewise/kernels"
	"github.com/lanewise/lanewise/kernels/kerneltest"
)

// TestSpecification holds the arithmetic kernels at every level against Go's
// own operators, which know nothing of the intermediate representation.
func TestSpecification(t *testing.T) {
	kerneltest.ForEachLevel(t, func(t *testing.T, _ kernels.Level) {
		specification(t, kernelsF64, func(x float64) float64 { return math.Sqrt(x) }, math.FMA)
		specification(t, kernelsF32, func(x float32) float32 { return float32(math.Sqrt(float64(x))) }, exactFMA32)
	})
}

// kernelSet is the functions for one element type.
type kernelSet[T kerneltest.Float] struct {
	add, sub, mul, div, min, max func(dst, x, y []T)
	fmin, fmax, copysign         func(dst, x, y []T)
	neg, abs, sqrt               func(dst, x []T)
	sign, square, reciprocal     func(dst, x []T)
	floor, ceil, trunc, rint     func(dst, x []T)
	axpy                         func(dst []T, a T, x, y []T)
	clip                         func(dst, x []T, lo, hi T)
	dot                          func(x, y []T) T
	sumSquares                   func(x []T) T
}

var kernelsF64 = kernelSet[float64]{
	kernels.AddF64, kernels.SubF64, kernels.MulF64, kernels.DivF64, kernels.MinimumF64, kernels.MaximumF64,
	kernels.FminF64, kernels.FmaxF64, kernels.CopysignF64,
	kernels.NegF64, kernels.AbsF64, kernels.SqrtF64,
	kernels.SignF64, kernels.SquareF64, kernels.ReciprocalF64,
	kernels.FloorF64, kernels.CeilF64, kernels.TruncF64, kernels.RintF64,
	kernels.AxpyF64, kernels.ClipF64, kernels.DotF64, kernels.SumSquaresF64,
}

var kernelsF32 = kernelSet[float32]{
	kernels.AddF32, kernels.SubF32, kernels.MulF32, kernels.DivF32, kernels.MinimumF32, kernels.MaximumF32,
	kernels.FminF32, kernels.FmaxF32, kernels.CopysignF32,
	kernels.NegF32, kernels.AbsF32, kernels.SqrtF32,
	kernels.SignF32, kernels.SquareF32, kernels.ReciprocalF32,
	kernels.FloorF32, kernels.CeilF32, kernels.TruncF32, kernels.RintF32,
	kernels.AxpyF32, kernels.ClipF32, kernels.DotF32, kernels.SumSquaresF32,
}

func specification[T kerneltest.Float](t *testing.T, k kernelSet[T], sqrt func(T) T, fma func(x, y, z T) T) {
	values := kerneltest.Specials[T]()
	draw := floats[T](rand.New(rand.NewPCG(7, 1)))
	for range 20 {
		values = append(values, kerneltest.FromBits[T](draw()))
	}
	var x, y []T // every pair
	for _, a := range values {
		for _, b := range values {
			x, y = append(x, a), append(y, b)
		}
	}
	dst := make([]T, len(x))
	verify := func(name string, want func(x, y T) T) {
		t.Helper()
		for i, got := range dst {
			if w := want(x[i], y[i]); !kerneltest.Same(got, w) {
				t.Errorf("%s of %v, %v = %v, want %v", name, x[i], y[i], got, w)
			}
		}
	}
	k.add(dst, x, y)
	verify("add", func(x, y T) T { return x + y })
	k.sub(dst, x, y)
	verify("sub", func(x, y T) T { return x - y })
	k.mul(dst, x, y)
	verify("mul", func(x, y T) T { return x * y })
	k.div(dst, x, y)
	verify("div", func(x, y T) T { return x / y })
	k.min(dst, x, y)
	verify("min", func(x, y T) T { return min(x, y) })
	k.max(dst, x, y)
	verify("max", func(x, y T) T { return max(x, y) })
	k.neg(dst, x)
	verify("neg", func(x, _ T) T { return -x })
	k.abs(dst, x)
	verify("abs", func(x, _ T) T { return T(math.Abs(float64(x))) })
	k.sqrt(dst, x)
	verify("sqrt", func(x, _ T) T { return sqrt(x) })
	k.copysign(dst, x, y)
	verify("copysign", func(x, y T) T { return T(math.Copysign(float64(x), float64(y))) })
	k.fmin(dst, x, y)
	verify("fmin", func(x, y T) T { return number(x, y, min(x, y)) })
	k.fmax(dst, x, y)
	verify("fmax", func(x, y T) T { return number(x, y, max(x, y)) })
	k.square(dst, x)
	verify("square", func(x, _ T) T { return x * x })
	k.reciprocal(dst, x)
	verify("reciprocal", func(x, _ T) T { return 1 / x })
	k.sign(dst, x)
	verify("sign", func(x, _ T) T {
		if x != x {
			return x
		}
		return T(cmp.Compare(x, 0))
	})
	for name, op := range map[string]struct {
		kernel func(dst, x []T)
		want   func(float64) float64
	}{
		"floor": {k.floor, math.Floor}, "ceil": {k.ceil, math.Ceil}, "trunc": {k.trunc, math.Trunc}, "rint": {k.rint, math.RoundToEven},
	} {
		op.kernel(dst, x)
		verify(name, func(x, _ T) T { return T(op.want(float64(x))) })
	}
	for _, lo := range values {
		k.clip(dst, x, lo, 1)
		verify("clip", func(x, _ T) T { return min(max(x, lo), 1) })
	}
	for _, a := range values {
		k.axpy(dst, a, x, y)
		verify("axpy", func(x, y T) T { return fma(a, x, y) })
	}
}

// number returns pick, or where one of x and y is NaN the other one.
func number[T kerneltest.Float](x, y, pick T) T {
	switch {
	case x != x:
		return y
	case y != y:
		return x
	}
	return pick
}

// TestDot sums products that integers hold exactly, in any order.
func TestDot(t *testing.T) {
	kerneltest.ForEachLevel(t, func(t *testing.T, _ kernels.Level) {
		dots(t, kernelsF64)
		dots(t, kernelsF32)
	})
}

func dots[T kerneltest.Float](t *testing.T, k kernelSet[T]) {
	x, y := make([]T, 3000), make([]T, 3000)
	product, squares := 0, 0
	for n := range x {
		if got := k.dot(x[:n], y[:n]); got != T(product) {
			t.Fatalf("dot of %d elements: %v, want %v", n, got, product)
		}
		if got := k.sumSquares(x[:n]); got != T(squares) {
			t.Fatalf("sum of %d squares: %v, want %v", n, got, squares)
		}
		a, b := n*7%31-15, n*5%23-11
		x[n], y[n] = T(a), T(b)
		product, squares = product+a*b, squares+a*a
	}
	if got := k.dot(x[1:], x[:len(x)-1]); got == 0 { // inputs may overlap
		t.Error("dot of shifted slices is 0")
	}
}

// exactFMA32 computes x*y + z exactly and rounds once.
func exactFMA32(x, y, z float32) float32 {
	wide := math.FMA(float64(x), float64(y), float64(z))
	if wide == 0 || wide != wide || math.IsInf(wide, 0) {
		return float32(wide)
	}
	lo, hi := float32(math.Nextafter(wide, math.Inf(-1))), float32(math.Nextafter(wide, math.Inf(1)))
	if lo == hi { // the exact value is between the two
		return lo
	}
	sum := new(big.Float).SetPrec(2000).SetFloat64(float64(x))
	sum.Mul(sum, big.NewFloat(float64(y))).Add(sum, big.NewFloat(float64(z)))
	r, _ := sum.Float32()
	return r
}

// TestSumOrder holds long sums against the documented order: blocks of 512
// elements, and their sums in a balanced tree.
func TestSumOrder(t *testing.T) {
	draw := floats[float64](rand.New(rand.NewPCG(5, 1)))
	x := make([]float64, 40000)
	for i := range x {
		if x[i] = math.Float64frombits(draw()); math.Abs(x[i]) > 1e300 || x[i] != x[i] {
			x[i] = 1
		}
	}
	var tree func(x []float64) float64
	tree = func(x []float64) float64 {
		if len(x) <= 512 {
			return kernels.SumF64(x)
		}
		h := (len(x)/2 + 511) / 512 * 512
		return tree(x[:h]) + tree(x[h:])
	}
	kerneltest.ForEachLevel(t, func(t *testing.T, _ kernels.Level) {
		for _, n := range []int{0, 1, 511, 512, 513, 1024, 1025, 5000, 39999, 40000} {
			if got, want := kernels.SumF64(x[:n]), tree(x[:n]); got != want {
				t.Errorf("%d elements: %v, want %v", n, got, want)
			}
		}
	})
}

// TestSumAccuracy sums a million times 0.1, where adding one after the other
// loses six digits in float32.
func TestSumAccuracy(t *testing.T) {
	x := make([]float32, 1e6)
	for i := range x {
		x[i] = 0.1
	}
	kerneltest.ForEachLevel(t, func(t *testing.T, _ kernels.Level) {
		if got := kernels.SumF32(x); math.Abs(float64(got)-100000.00149) > 0.01 {
			t.Errorf("sum is %v", got)
		}
	})
}
