package kernels_test

import (
	"math"
	"math/big"
	"math/rand/v2"
	"testing"

	"github.com/lanewise/lanewise/kernels"
	"github.com/lanewise/lanewise/kernels/kerneltest"
)

// TestComplexDiv holds quotients of numbers of all sizes against exact ones.
func TestComplexDiv(t *testing.T) {
	kerneltest.ForEachLevel(t, func(t *testing.T, _ kernels.Level) {
		complexQuotients(t, complexF64)
		complexQuotients(t, complexF32)
	})
}

func complexQuotients[C complex64 | complex128, F kerneltest.Float](t *testing.T, k complexSet[C, F]) {
	const n = 3000
	r := rand.New(rand.NewPCG(8, 8))
	x, y := make([]C, n), make([]C, n)
	k.draw(r, x)
	k.draw(r, y)
	least, most := math.Ilogb(k.tiny), 1-math.Ilogb(k.tiny)-53
	if k.name == "C64" {
		most = 127
	}
	part := func(e int) F { return F(math.Ldexp(r.Float64()*2-1, min(e+r.IntN(4), most))) }
	for i := range x {
		switch i % 3 {
		case 0: // the usual sizes
			x[i], y[i] = k.join(part(0), part(0)), k.join(part(0), part(0))
		case 1: // all sizes, with a quotient of all sizes
			a, b := least+r.IntN(most-least), least+r.IntN(most-least)
			x[i], y[i] = k.join(part(a), part(a)), k.join(part(b), part(b))
		} // else corners
	}
	dst := make([]C, n)
	k.div(dst, x, y)
	worst := 0.0
	for i, q := range dst {
		worst = max(worst, k.checkQuotient(t, x[i], y[i], q))
	}
	t.Logf("%s: quotients off by up to %.2f u", k.name, worst)
	one := k.join(1, 0)
	k.reciprocal(dst, y)
	for i, q := range dst {
		re, im := wide(k.of(y[i]))
		if infinite := math.IsInf(re, 0) || math.IsInf(im, 0); re == 0 || im == 0 || infinite { // signs of zeros may differ
			if infinite && q != 0 {
				t.Errorf("1 / %v = %v", y[i], q)
			}
			continue
		}
		k.checkQuotient(t, one, y[i], q)
	}
	k.checkScalarForms(t, x, y)
}

// checkQuotient returns the error in units of k.unit*|x/y|; what does not come
// under the bound has to agree with the special values.
func (k complexSet[C, F]) checkQuotient(t *testing.T, x, y, q C) float64 {
	t.Helper()
	a, b := wide(k.of(x))
	c, d := wide(k.of(y))
	re, im := wide(k.of(q))
	if a-a != 0 || b-b != 0 || c-c != 0 || d-d != 0 || c == 0 && d == 0 {
		// A part that scaling makes 0 does not count for the signs of zeros.
		lopsided := min(math.Abs(a), math.Abs(b)) < k.unit*max(math.Abs(a), math.Abs(b))
		got, want := complex(re, im), specialQuotient(complex(a, b), complex(c, d))
		if !complexF64.same(got, want) && !(lopsided && want == 0 && got == 0) {
			t.Errorf("%v / %v = %v, want %v", x, y, q, want)
		}
		return 0
	}
	norm := new(big.Float).Add(product(c, c), product(d, d))
	exactRe := new(big.Float).Quo(new(big.Float).Add(product(a, c), product(b, d)), norm)
	exactIm := new(big.Float).Quo(new(big.Float).Sub(product(b, c), product(a, d)), norm)
	wantRe, wantIm := nearest[F](exactRe), nearest[F](exactIm)
	if math.IsInf(float64(wantRe), 0) || math.IsInf(float64(wantIm), 0) || math.IsInf(re, 0) || math.IsInf(im, 0) {
		// A part near the largest number may round to either side.
		limit := float64(nearest[F](big.NewFloat(math.MaxFloat64)))
		if k.name == "C64" {
			limit = math.MaxFloat32
		}
		for _, p := range [][2]float64{{re, float64(wantRe)}, {im, float64(wantIm)}} {
			if math.IsInf(p[0], 0) != math.IsInf(p[1], 0) && min(math.Abs(p[0]), math.Abs(p[1])) < limit*(1-16*k.unit) || p[0] != p[0] {
				t.Errorf("%v / %v = %v, want (%v%+vi)", x, y, q, wantRe, wantIm)
			}
		}
		return 0
	}
	if re-re != 0 || im-im != 0 {
		t.Errorf("%v / %v = %v, want (%v%+vi)", x, y, q, wantRe, wantIm)
		return 0
	}
	offRe, offIm := exactRe.Sub(exactRe, big.NewFloat(re)), exactIm.Sub(exactIm, big.NewFloat(im))
	off := new(big.Float).Add(new(big.Float).Mul(offRe, offRe), new(big.Float).Mul(offIm, offIm))
	off.Sqrt(off)
	size := new(big.Float).Quo(new(big.Float).Add(product(a, a), product(b, b)), norm)
	size.Sqrt(size).Mul(size, big.NewFloat(k.unit))
	bound := new(big.Float).Mul(size, big.NewFloat(6))
	if off.Cmp(bound.Add(bound, big.NewFloat(k.tiny))) > 0 {
		t.Errorf("%v / %v = %v, off by %.3g, more than %.3g", x, y, q, off, bound)
	}
	if size.Cmp(big.NewFloat(16*k.tiny)) < 0 {
		return 0
	}
	ratio, _ := off.Quo(off, size).Float64()
	return ratio
}

func wide[F kerneltest.Float](re, im F) (float64, float64) { return float64(re), float64(im) }

// specialQuotient is the rules for zeros, infinities and NaN, after C's Annex G.5.1.
func specialQuotient(x, y complex128) complex128 {
	a, b, c, d := real(x), imag(x), real(y), imag(y)
	finite := func(u, v float64) bool { return u-u == 0 && v-v == 0 }
	infinite := func(u, v float64) bool { return math.IsInf(u, 0) || math.IsInf(v, 0) }
	box := func(v float64) float64 {
		if math.IsInf(v, 0) {
			return math.Copysign(1, v)
		}
		return math.Copysign(0, v)
	}
	switch inf := math.Inf(1); {
	case y == 0:
		zero := math.Abs(c)
		return complex(a/zero, b/zero)
	case infinite(a, b) && finite(c, d):
		a, b = box(a), box(b)
		sign := func(x *big.Float) float64 { return float64(x.Sign()) } // C may overflow
		return complex(inf*sign(new(big.Float).Add(product(a, c), product(b, d))), inf*sign(new(big.Float).Sub(product(b, c), product(a, d))))
	case finite(a, b) && infinite(c, d):
		c, d = box(c), box(d)
		return complex(math.Copysign(0, a*c/2+b*d/2), math.Copysign(0, b*c/2-a*d/2))
	}
	return complex(math.NaN(), math.NaN())
}

// checkScalarForms holds the forms with a scalar against those of two slices.
func (k complexSet[C, F]) checkScalarForms(t *testing.T, x, y []C) {
	t.Helper()
	got, want, same := make([]C, len(x)), make([]C, len(x)), make([]C, len(x))
	for j := range 40 {
		for i := range same {
			same[i] = y[j]
		}
		k.div(want, x, same)
		k.divScalar(got, x, y[j])
		for i := range got {
			if !k.same(got[i], want[i]) {
				t.Fatalf("%v / %v = %v as a scalar, want %v", x[i], y[j], got[i], want[i])
			}
		}
		k.div(want, same, x)
		k.scalarDiv(got, y[j], x)
		for i := range got {
			if !k.same(got[i], want[i]) {
				t.Fatalf("scalar %v / %v = %v, want %v", y[j], x[i], got[i], want[i])
			}
		}
	}
}

// TestComplexDivExact shows that quotients of small integers are right, among
// them x/x = 1.
func TestComplexDivExact(t *testing.T) {
	kerneltest.ForEachLevel(t, func(t *testing.T, _ kernels.Level) {
		var x, y, want []complex128
		for a := -12.0; a <= 12; a++ {
			for b := -12.0; b <= 12; b++ {
				if p, q := complex(a, b), complex(b-3, 2*a+1); q != 0 {
					x, y, want = append(x, p*q), append(y, q), append(want, p)
				}
			}
		}
		dst := make([]complex128, len(x))
		kernels.DivC128(dst, x, y)
		for i, q := range dst {
			if q != want[i] {
				t.Errorf("%v / %v = %v", x[i], y[i], q)
			}
		}
		kernels.DivC128(dst, y, y)
		for i, q := range dst {
			if q != 1 {
				t.Errorf("%v / itself = %v", y[i], q)
			}
		}
	})
}

// TestComplexMulError holds the error bound of products.
func TestComplexMulError(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 9))
	x, y, dst := make([]complex128, 2000), make([]complex128, 2000), make([]complex128, 2000)
	for i := range x {
		x[i], y[i] = complex(r.NormFloat64(), r.NormFloat64()), complex(r.NormFloat64(), r.NormFloat64())
	}
	kernels.MulC128(dst, x, y)
	for i, p := range dst {
		a, b, c, d := real(x[i]), imag(x[i]), real(y[i]), imag(y[i])
		re, im := new(big.Float).Sub(product(a, c), product(b, d)), new(big.Float).Add(product(b, c), product(a, d))
		re.Sub(re, big.NewFloat(real(p)))
		im.Sub(im, big.NewFloat(imag(p)))
		offRe, _ := re.Float64()
		offIm, _ := im.Float64()
		if off := math.Hypot(offRe, offIm); off > math.Sqrt(5)*0x1p-53*math.Hypot(real(p), imag(p))*(1+1e-12) {
			t.Errorf("%v * %v = %v is off by %v", x[i], y[i], p, off)
		}
	}
}
