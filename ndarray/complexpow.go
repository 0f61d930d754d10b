package ndarray

import (
	"math"
	"math/cmplx"
)

// powComplex is e^(y log x): the error of the logarithm grows by |y|, so it is taken to
// twice the digits. Whole powers up to 100 are products of as many digits, so that
// those of whole numbers are exact. As in NumPy 0 to the power 0 is 1, and 0 to other
// powers whose real part is not positive not a number.
func powComplex(x, y complex128) complex128 {
	n := real(y)
	whole := imag(y) == 0 && math.Abs(n) <= 100 && n == math.Trunc(n)
	switch {
	case y == 0:
		return 1
	case x == 0 && n > 0:
		return 0
	case x == 0:
		return cmplx.NaN()
	case whole && isFinite(real(x)) && isFinite(imag(x)):
		return powWhole(x, int(n))
	case whole && n < 0:
		return 1 / productPower(x, int(-n))
	case whole:
		return productPower(x, int(n))
	case !isFinite(real(x)) || !isFinite(imag(x)) || !isFinite(real(y)) || !isFinite(imag(y)):
		return cmplx.Pow(x, y)
	case max(math.Abs(n), math.Abs(imag(y))) > 0x1p500:
		return expComplex(y * logComplex(x))
	}
	w := logTwice(x).mul(twiceComplex{twice{n, 0}, twice{imag(y), 0}})
	sin, cos := sincosSum(w.im.high, w.im.low)
	f := 1 + w.re.low
	return complex(mulExp(cos*f, w.re.high), mulExp(sin*f, w.re.high))
}

// powWhole is x to the power n of finite x and n, not 0.
func powWhole(x complex128, n int) complex128 {
	z, exp := scaled(x)
	p := power(z, max(n, -n), twiceComplex.mul)
	re, im := p.re.high, p.im.high
	if n < 0 {
		q := float64(re*re) + float64(im*im)
		re, im = re/q, -im/q
	}
	return complex(math.Ldexp(re, n*exp), math.Ldexp(im, n*exp))
}

// productPower is x to the power n > 0, its infinities those of products.
func productPower(x complex128, n int) complex128 {
	return power(x, n, func(a, b complex128) complex128 { return a * b })
}

// power returns z to the power n > 0. It does not begin with one, times which
// infinities become NaN and zeros lose their sign.
func power[T any](z T, n int, mul func(a, b T) T) T {
	for ; n&1 == 0; n >>= 1 {
		z = mul(z, z)
	}
	p := z
	for n >>= 1; n > 0; n >>= 1 {
		z = mul(z, z)
		if n&1 != 0 {
			p = mul(p, z)
		}
	}
	return p
}

// scaled is x by the power of two 2^-exp, its magnitude from 1 to 3.
func scaled(x complex128) (z twiceComplex, exp int) {
	exp = math.Ilogb(max(math.Abs(real(x)), math.Abs(imag(x))))
	return twiceComplex{twice{high: math.Ldexp(real(x), -exp)}, twice{high: math.Ldexp(imag(x), -exp)}}, exp
}

// logTwice is log x: a Newton step w + (x e^-w - 1) doubles the digits of w.
func logTwice(x complex128) twiceComplex {
	z, exp := scaled(x)
	w := logComplex(complex(z.re.high, z.im.high))
	c := expTwice(-w).mul(z)
	c.re = c.re.add(twice{high: -1})
	c.re, c.im = c.re.add(twice{high: real(w)}), c.im.add(twice{high: imag(w)})
	e := twice{high: float64(exp)}
	c.re = c.re.add(e.mul(twice{math.Ln2, ln2Low}))
	return c
}

// expTwice is e^w of |w| < 4 to some 70 bits: the series of s = w/64, squared six times.
func expTwice(w complex128) twiceComplex {
	s := w / 64
	tail := 1 + 0i // 1 + s/5 (1 + s/6 (...)), which s^4/4! makes so small that 53 bits of it suffice
	for n := 12; n > 4; n-- {
		tail = 1 + s*tail*complex(1/float64(n), 0)
	}
	one, t := twice{high: 1}, s*tail/4
	sum := twiceComplex{one.add(twice{high: real(t)}), twice{high: imag(t)}}
	for n := 3.0; n > 0; n-- {
		sum = sum.mul(twiceComplex{twice{high: real(s)}, twice{high: imag(s)}})
		sum.re, sum.im = sum.re.over(n).add(one), sum.im.over(n)
	}
	for range 6 {
		sum = sum.square()
	}
	return sum
}

// twice is the sum of two numbers, high the rounded sum: some 100 bits.
type twice struct{ high, low float64 }

func (a twice) add(b twice) twice {
	sum, err := addExact(a.high, b.high)
	low, lowErr := addExact(a.low, b.low)
	sum, err = addExact(sum, err+low)
	sum, err = addExact(sum, err+lowErr)
	return twice{sum, err}
}

func (a twice) mul(b twice) twice {
	p, err := mulExact(a.high, b.high)
	err = math.FMA(a.high, b.low, math.FMA(a.low, b.high, err))
	p, err = addExact(p, err)
	return twice{p, err}
}

func (a twice) over(d float64) twice {
	q := a.high / d
	return twice{q, (math.FMA(-q, d, a.high) + a.low) / d}
}

// twiceComplex is a complex number of such parts.
type twiceComplex struct{ re, im twice }

// square is (a + ib)² = (a + b)(a - b) + 2iab.
func (a twiceComplex) square() twiceComplex {
	im := a.re.mul(a.im)
	return twiceComplex{a.re.add(a.im).mul(a.re.add(twice{-a.im.high, -a.im.low})), twice{2 * im.high, 2 * im.low}}
}

func (a twiceComplex) mul(b twiceComplex) twiceComplex {
	minus := twice{-a.im.high, -a.im.low}
	return twiceComplex{a.re.mul(b.re).add(minus.mul(b.im)), a.re.mul(b.im).add(a.im.mul(b.re))}
}
