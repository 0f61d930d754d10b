package kernels_test

import (
	"math"
	"math/big"
	"math/rand/v2"
	"runtime/debug"
	"testing"
	"unsafe"

	"github.com/lanewise/lanewise/kernels"
	"github.com/lanewise/lanewise/kernels/kerneltest"
)

// complexSet is the functions for complex numbers of type C with parts of type F.
type complexSet[C complex64 | complex128, F kerneltest.Float] struct {
	add, sub, mul, div                         func(dst, x, y []C)
	neg, conj, square, reciprocal              func(dst, x []C)
	addScalar, subScalar, mulScalar, divScalar func(dst, x []C, y C)
	scalarSub, scalarDiv                       func(dst []C, x C, y []C)
	axpy                                       func(dst []C, a C, x, y []C)
	abs, toReal                                func(dst []F, x []C)
	fromReal                                   func(dst []C, x []F)
	equal, notEqual                            func(dst []bool, x, y []C)
	equalScalar, notEqualScalar                func(dst []bool, x []C, y C)
	isNaN, isInf, isFinite, toBool             func(dst []bool, x []C)
	where                                      func(dst []C, mask []bool, x, y []C)
	whereScalar                                func(dst []C, mask []bool, x []C, y C)
	scalarWhere                                func(dst []C, mask []bool, x C, y []C)
	sum, prod                                  func(x []C) C
	dotu, dotc                                 func(x, y []C) C
	fma                                        func(x, y, z F) F
	tiny, unit                                 float64 // least subnormal, half a unit in the last place of 1
	name                                       string
}

var complexF64 = complexSet[complex128, float64]{
	kernels.AddC128, kernels.SubC128, kernels.MulC128, kernels.DivC128,
	kernels.NegC128, kernels.ConjC128, kernels.SquareC128, kernels.ReciprocalC128,
	kernels.AddScalarC128, kernels.SubScalarC128, kernels.MulScalarC128, kernels.DivScalarC128,
	kernels.ScalarSubC128, kernels.ScalarDivC128, kernels.AxpyC128, kernels.AbsC128, kernels.ToF64C128, kernels.ToC128F64,
	kernels.EqualC128, kernels.NotEqualC128, kernels.EqualScalarC128, kernels.NotEqualScalarC128,
	kernels.IsNaNC128, kernels.IsInfC128, kernels.IsFiniteC128, kernels.ToBoolC128,
	kernels.WhereC128, kernels.WhereScalarC128, kernels.ScalarWhereC128,
	kernels.SumC128, kernels.ProdC128, kernels.DotuC128, kernels.DotcC128,
	math.FMA, 0x1p-1074, 0x1p-53, "C128",
}

var complexF32 = complexSet[complex64, float32]{
	kernels.AddC64, kernels.SubC64, kernels.MulC64, kernels.DivC64,
	kernels.NegC64, kernels.ConjC64, kernels.SquareC64, kernels.ReciprocalC64,
	kernels.AddScalarC64, kernels.SubScalarC64, kernels.MulScalarC64, kernels.DivScalarC64,
	kernels.ScalarSubC64, kernels.ScalarDivC64, kernels.AxpyC64, kernels.AbsC64, kernels.ToF32C64, kernels.ToC64F32,
	kernels.EqualC64, kernels.NotEqualC64, kernels.EqualScalarC64, kernels.NotEqualScalarC64,
	kernels.IsNaNC64, kernels.IsInfC64, kernels.IsFiniteC64, kernels.ToBoolC64,
	kernels.WhereC64, kernels.WhereScalarC64, kernels.ScalarWhereC64,
	kernels.SumC64, kernels.ProdC64, kernels.DotuC64, kernels.DotcC64,
	exactFMA32, 0x1p-149, 0x1p-24, "C64",
}

// of returns the parts of z, and join makes a number of them.
func (complexSet[C, F]) of(z C) (re, im F) {
	p := (*[2]F)(unsafe.Pointer(&z))
	return p[0], p[1]
}

func (complexSet[C, F]) join(re, im F) (z C) {
	*(*[2]F)(unsafe.Pointer(&z)) = [2]F{re, im}
	return z
}

func (k complexSet[C, F]) same(a, b C) bool {
	ar, ai := k.of(a)
	br, bi := k.of(b)
	return kerneltest.Same(ar, br) && kerneltest.Same(ai, bi)
}

// draw fills x with numbers whose parts have corners among them.
func (k complexSet[C, F]) draw(r *rand.Rand, x []C) {
	part := floats[F](r)
	for i := range x {
		x[i] = k.join(kerneltest.FromBits[F](part()), kerneltest.FromBits[F](part()))
	}
}

// TestComplex holds the element-wise kernels against formulas in plain Go, for
// all lengths, against unreadable pages.
func TestComplex(t *testing.T) {
	kerneltest.ForEachLevel(t, func(t *testing.T, _ kernels.Level) {
		complexFormulas(t, complexF64)
		complexFormulas(t, complexF32)
	})
}

func complexFormulas[C complex64 | complex128, F kerneltest.Float](t *testing.T, k complexSet[C, F]) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	r := rand.New(rand.NewPCG(6, 6))
	var arenas []*kerneltest.Arena
	for range 5 {
		arenas = append(arenas, kerneltest.NewArena(t, 4096))
	}
	for n := range 70 {
		for side := range 2 {
			end, bools := kerneltest.Front[C], kerneltest.Front[bool]
			if side == 1 {
				end, bools = kerneltest.Back[C], kerneltest.Back[bool]
			}
			o := complexOperands[C, F]{end(arenas[0], n), end(arenas[1], n), end(arenas[2], n), bools(arenas[3], n), bools(arenas[4], n)}
			k.draw(r, o.x)
			k.draw(r, o.y)
			for i := range o.mask {
				o.mask[i] = r.IntN(2) == 1
				if r.IntN(4) == 0 {
					o.y[i] = o.x[i]
				}
			}
			k.checkFormulas(t, o)
			k.checkPredicates(t, o)
		}
	}
}

type complexOperands[C complex64 | complex128, F kerneltest.Float] struct {
	dst, x, y   []C
	bools, mask []bool
}

func (k complexSet[C, F]) checkFormulas(t *testing.T, o complexOperands[C, F]) {
	t.Helper()
	s := k.join(1.5, -2.25)
	formula := func(f func(a, b, c, d F) (re, im F)) func(x, y C) C {
		return func(x, y C) C {
			a, b := k.of(x)
			c, d := k.of(y)
			return k.join(f(a, b, c, d))
		}
	}
	mul := formula(func(a, b, c, d F) (F, F) { return F(a*c) - F(b*d), F(b*c) + F(a*d) })
	for name, op := range map[string]struct {
		run  func()
		want func(x, y C) C
	}{
		"add":       {func() { k.add(o.dst, o.x, o.y) }, func(x, y C) C { return x + y }},
		"sub":       {func() { k.sub(o.dst, o.x, o.y) }, func(x, y C) C { return x - y }},
		"mul":       {func() { k.mul(o.dst, o.x, o.y) }, mul},
		"square":    {func() { k.square(o.dst, o.x) }, func(x, _ C) C { return mul(x, x) }},
		"neg":       {func() { k.neg(o.dst, o.x) }, formula(func(a, b, _, _ F) (F, F) { return -a, -b })},
		"conj":      {func() { k.conj(o.dst, o.x) }, formula(func(a, b, _, _ F) (F, F) { return a, -b })},
		"addScalar": {func() { k.addScalar(o.dst, o.x, s) }, func(x, _ C) C { return x + s }},
		"subScalar": {func() { k.subScalar(o.dst, o.x, s) }, func(x, _ C) C { return x - s }},
		"scalarSub": {func() { k.scalarSub(o.dst, s, o.x) }, func(x, _ C) C { return s - x }},
		"mulScalar": {func() { k.mulScalar(o.dst, o.x, s) }, func(x, _ C) C { return mul(x, s) }},
		"axpy": {func() { k.axpy(o.dst, s, o.x, o.y) }, formula(func(a, b, c, d F) (F, F) {
			re, im := k.of(s)
			return k.fma(re, a, k.fma(-im, b, c)), k.fma(re, b, k.fma(im, a, d))
		})},
	} {
		op.run()
		for i, got := range o.dst {
			if want := op.want(o.x[i], o.y[i]); !k.same(got, want) {
				t.Fatalf("%s%s of %v, %v = %v, want %v", name, k.name, o.x[i], o.y[i], got, want)
			}
		}
	}
	for name, op := range map[string]struct {
		run  func()
		x, y func(i int) C
	}{
		"where":       {func() { k.where(o.dst, o.mask, o.x, o.y) }, func(i int) C { return o.x[i] }, func(i int) C { return o.y[i] }},
		"whereScalar": {func() { k.whereScalar(o.dst, o.mask, o.x, s) }, func(i int) C { return o.x[i] }, func(int) C { return s }},
		"scalarWhere": {func() { k.scalarWhere(o.dst, o.mask, s, o.y) }, func(int) C { return s }, func(i int) C { return o.y[i] }},
	} {
		op.run()
		for i, got := range o.dst {
			want := op.y(i)
			if o.mask[i] {
				want = op.x(i)
			}
			if !k.same(got, want) {
				t.Fatalf("%s%s: element %d is %v, want %v", name, k.name, i, got, want)
			}
		}
	}
}

func (k complexSet[C, F]) checkPredicates(t *testing.T, o complexOperands[C, F]) {
	t.Helper()
	var s C
	if len(o.x) > 0 {
		s = o.x[len(o.x)/2]
	}
	either := func(f func(x float64) bool) func(x, _ C) bool {
		return func(x, _ C) bool {
			re, im := k.of(x)
			return f(float64(re)) || f(float64(im))
		}
	}
	for name, op := range map[string]struct {
		run  func()
		want func(x, y C) bool
	}{
		"equal":          {func() { k.equal(o.bools, o.x, o.y) }, func(x, y C) bool { return x == y }},
		"notEqual":       {func() { k.notEqual(o.bools, o.x, o.y) }, func(x, y C) bool { return x != y }},
		"equalScalar":    {func() { k.equalScalar(o.bools, o.x, s) }, func(x, _ C) bool { return x == s }},
		"notEqualScalar": {func() { k.notEqualScalar(o.bools, o.x, s) }, func(x, _ C) bool { return x != s }},
		"toBool":         {func() { k.toBool(o.bools, o.x) }, func(x, _ C) bool { return x != 0 }},
		"isNaN":          {func() { k.isNaN(o.bools, o.x) }, either(math.IsNaN)},
		"isInf":          {func() { k.isInf(o.bools, o.x) }, either(func(x float64) bool { return math.IsInf(x, 0) })},
		"isFinite": {func() { k.isFinite(o.bools, o.x) }, func(x, y C) bool {
			return !either(func(x float64) bool { return x-x != 0 })(x, y)
		}},
	} {
		op.run()
		for i, got := range o.bools {
			if want := op.want(o.x[i], o.y[i]); got != want {
				t.Fatalf("%s%s of %v, %v = %v", name, k.name, o.x[i], o.y[i], got)
			}
		}
	}
}

// TestComplexConversions covers those between complex types, all lengths, and
// the rounding of parts.
func TestComplexConversions(t *testing.T) {
	kerneltest.ForEachLevel(t, func(t *testing.T, _ kernels.Level) {
		defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
		a, b := kerneltest.NewArena(t, 4096), kerneltest.NewArena(t, 4096)
		r := rand.New(rand.NewPCG(6, 7))
		for n := range 70 {
			wide, narrow := kerneltest.Back[complex128](a, n), kerneltest.Back[complex64](b, n)
			complexF64.draw(r, wide)
			kernels.ToC64C128(narrow, wide)
			for i, z := range wide {
				if !complexF32.same(narrow[i], complex64(z)) {
					t.Fatalf("complex64 of %v: %v", z, narrow[i])
				}
			}
			kernels.ToC128C64(wide, narrow)
			for i, z := range narrow {
				if !complexF64.same(wide[i], complex128(z)) {
					t.Fatalf("complex128 of %v: %v", z, wide[i])
				}
			}
		}
		realConversions(t, complexF64)
		realConversions(t, complexF32)
	})
}

func realConversions[C complex64 | complex128, F kerneltest.Float](t *testing.T, k complexSet[C, F]) {
	x := kerneltest.Specials[F]()
	z, back := make([]C, len(x)), make([]F, len(x))
	k.fromReal(z, x)
	for i, v := range x {
		if !k.same(z[i], k.join(v, 0)) {
			t.Errorf("%v as %s: %v", v, k.name, z[i])
		}
		z[i] = k.join(v, 7)
	}
	k.toReal(back, z)
	for i, v := range x {
		if !kerneltest.Same(back[i], v) {
			t.Errorf("real part of %v: %v", z[i], back[i])
		}
	}
}

// TestComplexAbs holds absolute values of numbers of all sizes against exact ones.
func TestComplexAbs(t *testing.T) {
	kerneltest.ForEachLevel(t, func(t *testing.T, _ kernels.Level) {
		complexAbs(t, complexF64)
		complexAbs(t, complexF32)
	})
}

func complexAbs[C complex64 | complex128, F kerneltest.Float](t *testing.T, k complexSet[C, F]) {
	x, dst := make([]C, 500), make([]F, 500)
	k.draw(rand.New(rand.NewPCG(8, 8)), x)
	k.abs(dst, x)
	for i, z := range x {
		re, im := k.of(z)
		var want F
		switch a, b := math.Abs(float64(re)), math.Abs(float64(im)); {
		case math.IsInf(a, 0) || math.IsInf(b, 0):
			want = F(math.Inf(1))
		case a != a || b != b:
			want = F(math.NaN())
		default:
			want = nearest[F](new(big.Float).Sqrt(new(big.Float).Add(product(a, a), product(b, b))))
		}
		if steps := kerneltest.Steps(dst[i], want); steps > 1 {
			t.Errorf("|%v| = %v, want %v", z, dst[i], want)
		}
	}
}

// product returns x*y with room for sums of such.
func product(x, y float64) *big.Float {
	p := new(big.Float).SetPrec(5000).SetFloat64(x)
	return p.Mul(p, new(big.Float).SetFloat64(y))
}

// nearest rounds to F.
func nearest[F kerneltest.Float](x *big.Float) F {
	if _, ok := any(F(0)).(float32); ok {
		v, _ := x.Float32()
		return F(v)
	}
	v, _ := x.Float64()
	return F(v)
}

func TestComplexMisuse(t *testing.T) {
	x, y := make([]complex64, 9), make([]complex128, 8)
	for text, f := range map[string]func(){
		"kernels: MulC64: slices of lengths [9 8] where the first has 9":      func() { kernels.MulC64(x, x, x[:8]) },
		"kernels: AddC64: slices of lengths [9 8] where the first has 9":      func() { kernels.AddC64(x, x, x[:8]) },
		"kernels: NegC64: slices of lengths [8 8] where the first has 9":      func() { kernels.NegC64(x, x[:8]) },
		"kernels: AddC64: the output overlaps an input at an offset":          func() { kernels.AddC64(x[1:], x[:8], x[1:]) },
		"kernels: ToC128C64: slices of lengths [9] where the first has 8":     func() { kernels.ToC128C64(y, x) },
		"kernels: ToC64C128: slices of lengths [8] where the first has 9":     func() { kernels.ToC64C128(x, y) },
		"kernels: DotuC64: slices of lengths [8] where the first has 9":       func() { kernels.DotuC64(x, x[:8]) },
		"kernels: DotcC128: slices of lengths [7] where the first has 8":      func() { kernels.DotcC128(y, y[1:]) },
		"kernels: ToC64C128: the output overlaps an input at an offset":       func() { kernels.ToC64C128(unsafe.Slice((*complex64)(unsafe.Pointer(&y[0])), 8), y) },
		"kernels: AbsC128: the output overlaps an input at an offset":         func() { kernels.AbsC128(unsafe.Slice((*float64)(unsafe.Pointer(&y[0])), 8), y) },
		"kernels: ScalarDivC128: slices of lengths [7] where the first has 8": func() { kernels.ScalarDivC128(y, 1, y[1:]) },
	} {
		func() {
			defer func() {
				if err, _ := recover().(error); err == nil || err.Error() != text {
					t.Errorf("panic %v, want %s", err, text)
				}
			}()
			f()
		}()
	}
}

func TestComplexNoAllocations(t *testing.T) {
	kerneltest.ForEachLevel(t, func(t *testing.T, _ kernels.Level) {
		if n := testing.AllocsPerRun(10, func() {
			var a [700]complex128
			var b [700]complex64
			var c [700]float64
			kernels.AddC128(a[:], a[:], a[:])
			kernels.DivScalarC128(a[:], a[:], 2)
			kernels.AbsC128(c[:], a[:])
			kernels.ToC64C128(b[:], a[:])
			kernels.SumC128(a[:])
			kernels.ProdC64(b[:])
			kernels.DotcC128(a[:], a[:])
		}); n != 0 {
			t.Errorf("%v allocations", n)
		}
	})
}
