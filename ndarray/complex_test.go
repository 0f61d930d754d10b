package ndarray

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/lanewise/lanewise/ndarray/internal/golden"
)

// unit is a unit in the last place of y, which has so many bits and is a multiple of the
// smallest number.
func unit(y float64, bits, smallest int) float64 {
	_, e := math.Frexp(y)
	return math.Ldexp(1, max(e-bits, smallest))
}

// steps is the distance of x from y in units of the last place of y.
func steps(x, y float64, bits, smallest int) float64 {
	if x == y || x != x && y != y {
		return 0
	}
	return math.Abs(x-y) / unit(y, bits, smallest)
}

// checkAccurate compares values with rounded ones: parts within 8 units in their last
// place, the distance within 4 * 2^(1-bits) of the larger part. The real part of expm1,
// and both of powers, can vanish by chance, and are accurate as the whole is.
func checkAccurate[T complexNumber](t *testing.T, c golden.Case, bits, smallest int) {
	in, want := golden.Elems[T](t, c.In[0]), golden.Elems[T](t, c.Out[0])
	a, op := goldenArray[T](t, c.In[0]), opNamed(c.Name)
	var result Array[T]
	if len(c.In) == 2 {
		result = Call2(op, a, goldenArray[T](t, c.In[1]), CallOpt[T]{})
	} else {
		result = Call(op, a, CallOpt[T]{})
	}
	got, _ := result.Data()
	var worst, worstPart float64
	for i := range want {
		g, w := complex128(got[i]), complex128(want[i])
		re, im := steps(real(g), real(w), bits, smallest), steps(imag(g), imag(w), bits, smallest)
		whole := max(re, im)
		if larger := max(math.Abs(real(w)), math.Abs(imag(w))); !math.IsInf(larger, 0) {
			whole = math.Hypot(real(g)-real(w), imag(g)-imag(w)) / max(math.Ldexp(larger, 1-bits), math.Ldexp(1, smallest))
		}
		switch c.Name {
		case "Expm1":
			re = 0
		case "Pow":
			re, im = 0, 0
		}
		if part := max(re, im); !(part <= 8 && whole <= 4) {
			t.Errorf("%s %T: of %v is %v, want %v: %.3g and %.3g units in the last places, %.3g eps in all", c.Name, g, in[i], g, w, re, im, whole)
		}
		worst, worstPart = max(worst, whole), max(worstPart, re, im)
	}
	t.Logf("%s %s: %.2f eps, parts %.2f units", c.Name, c.In[0].Type, worst, worstPart)
}

// checkSpecial compares values at zeros, infinities, NaN and on branch cuts: also the
// signs of zeros.
func checkSpecial(t *testing.T, c golden.Case) {
	in, want := golden.Elems[complex128](t, c.In[0]), golden.Elems[complex128](t, c.Out[0])
	got, _ := Call(opNamed(c.Name), goldenArray[complex128](t, c.In[0]), CallOpt[complex128]{}).Data()
	same := func(x, y, other float64) bool {
		if other != other { // most signs are not specified then
			x, y = math.Abs(x), math.Abs(y)
		}
		return x != x && y != y || math.Signbit(x) == math.Signbit(y) && steps(x, y, 53, -1074) <= 8
	}
	for i, w := range want {
		if g := got[i]; !same(real(g), real(w), imag(w)) || !same(imag(g), imag(w), real(w)) {
			t.Errorf("%s of %v is %v, want %v", c.Name, in[i], g, w)
		}
	}
}

func TestComplexGolden(t *testing.T) {
	for _, c := range golden.Cases(t, "complex") {
		switch {
		case golden.Arg[bool](t, c, "special"):
			checkSpecial(t, c)
		case c.In[0].Type == "complex64":
			checkAccurate[complex64](t, c, 24, -149)
		default:
			checkAccurate[complex128](t, c, 53, -1074)
		}
	}
}

// TestComplexSymmetry holds that conjugates have conjugate results, bit for bit, on
// branch cuts, too, and odd functions opposite ones of opposite numbers.
func TestComplexSymmetry(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	z := make([]complex128, 500)
	for i := range z {
		z[i] = complex(math.Ldexp(r.NormFloat64(), r.IntN(20)-10), math.Ldexp(r.NormFloat64(), r.IntN(20)-10))
		if i%5 == 0 {
			z[i] = complex(real(z[i]), math.Copysign(0, imag(z[i])))
		}
	}
	odd := []Op{OpSin, OpTan, OpSinh, OpTanh, OpAsin, OpAtan, OpAsinh, OpAtanh, OpSign}
	a := FromSlice(z)
	for _, op := range append([]Op{OpExp, OpExp2, OpExpm1, OpLog, OpLog2, OpLog10, OpLog1p, OpSqrt, OpCos, OpCosh, OpAcos, OpAcosh}, odd...) {
		w := Call(op, a, CallOpt[complex128]{})
		checkSameBits(t, op.String()+" of conjugates", Conj(Call(op, Conj(a), CallOpt[complex128]{})), w)
		if slices.Contains(odd, op) {
			checkSameBits(t, op.String()+" of opposites", Neg(Call(op, Neg(a), CallOpt[complex128]{})), w)
		}
	}
}

func checkSameBits(t *testing.T, what string, got, want Array[complex128]) {
	t.Helper()
	g, _ := got.Data()
	w, _ := want.Data()
	for i := range w {
		if math.Float64bits(real(g[i])) != math.Float64bits(real(w[i])) || math.Float64bits(imag(g[i])) != math.Float64bits(imag(w[i])) {
			t.Errorf("%s: element %d is %v, want %v", what, i, g[i], w[i])
			return
		}
	}
}

// TestComplexWholePowers holds that powers of whole numbers that are whole are exact.
func TestComplexWholePowers(t *testing.T) {
	for _, c := range []struct{ x, y, want complex128 }{
		{1 + 1i, 4, -4}, {1 + 2i, 10, 237 - 3116i}, {2, 100, 0x1p100}, {1i, -1, -1i}, {1i, -2, -1}, {3, -1, 1.0 / 3}, {-2, 3, -8}, {7 - 2i, 1, 7 - 2i}, {0, 0, 1},
	} {
		if got := powComplex(c.x, c.y); got != c.want {
			t.Errorf("%v to the power %v is %v, want %v", c.x, c.y, got, c.want)
		}
	}
}

func BenchmarkComplex(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	z := make([]complex128, 4096)
	for i := range z {
		z[i] = complex(r.NormFloat64(), r.NormFloat64())
	}
	a, out := FromSlice(z), Zeros[complex128](len(z))
	for _, c := range []struct {
		name string
		f    func(out, a Array[complex128]) Array[complex128]
	}{
		{"Exp", ExpTo[complex128]}, {"Log", LogTo[complex128]}, {"Sqrt", SqrtTo[complex128]}, {"Sin", SinTo[complex128]},
		{"Asin", AsinTo[complex128]}, {"Tanh", TanhTo[complex128]},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				c.f(out, a)
			}
		})
	}
	b.Run("Pow", func(b *testing.B) {
		y := Full(complex(0.3, 1.5), len(z))
		for b.Loop() {
			PowTo(out, a, y)
		}
	})
}
