package defs

import "github.com/lanewise/lanewise/asm/vir"

var hyperbolic = []Kernel{
	{Name: "sinh", Pairs: true, Body: unary(sinh),
		Doc: `sets dst[i] = (e^x[i] - e^-x[i]) / 2. It overflows to an infinity;
sinh(-0) = -0, sinh(NaN) = NaN, sinh(-x) = -sinh(x) exactly. Max error: 1 step
from the correctly rounded value over the whole domain; in float32 all 2^32
inputs are checked.`},
	{Name: "cosh", Pairs: true, Body: unary(cosh),
		Doc: `sets dst[i] = (e^x[i] + e^-x[i]) / 2. It overflows to +Inf; cosh(NaN) = NaN.
Max error: 1 step from the correctly rounded value over the whole domain; in
float32 all 2^32 inputs are checked.`},
	{Name: "tanh", Pairs: true, Body: unary(tanh),
		Doc: `sets dst[i] = sinh(x[i]) / cosh(x[i]). tanh(-0) = -0, tanh(+-Inf) = +-1,
tanh(NaN) = NaN, tanh(-x) = -tanh(x) exactly. Max error: 1 step from the
correctly rounded value over the whole domain; in float32 all 2^32 inputs are
checked.`},
	{Name: "asinh", Pairs: true, Body: unary(asinh),
		Doc: `sets dst[i] = log(x[i] + sqrt(x[i]^2 + 1)), the inverse of sinh. asinh(-0) = -0,
asinh(+-Inf) = +-Inf, asinh(NaN) = NaN, asinh(-x) = -asinh(x) exactly. Max error:
1 step from the correctly rounded value over the whole domain; in float32 all
2^32 inputs are checked.`},
	{Name: "acosh", Pairs: true, Body: unary(acosh),
		Doc: `sets dst[i] = log(x[i] + sqrt(x[i]^2 - 1)), the inverse of cosh. acosh(1) = +0,
acosh(+Inf) = +Inf, and NaN for x[i] < 1 and NaN. Max error: 1 step from the
correctly rounded value over the whole domain; in float32 all 2^32 inputs are
checked.`},
	{Name: "atanh", Pairs: true, Body: unary(atanh),
		Doc: `sets dst[i] = log((1 + x[i]) / (1 - x[i])) / 2, the inverse of tanh. atanh(-0) =
-0, atanh(+-1) = +-Inf, NaN for |x[i]| > 1 and NaN, atanh(-x) = -atanh(x) exactly.
Max error: 1 step from the correctly rounded value over the whole domain; in
float32 all 2^32 inputs are checked.`},
}

// sinhCosh describes sinh(x) = plus*sinh(r) + minus*cosh(r) and cosh(x) =
// plus*cosh(r) + minus*sinh(r), where plus and minus are up +- down.
type sinhCosh struct {
	reduced
	up, down, plus, minus vir.V // up = 2^n/2, down = 2^-n/2
	sinh, cosh            vir.V // sinh(r) - r and cosh(r) - 1
}

func reduceSinh(b *vir.Builder, x vir.V) sinhCosh {
	t := b.Type()
	even, odd := alternate(expTail[t])
	a := reduceExp(b, x, ieee[t].bias-1)
	exponent := a.n.exponent(b)
	up := b.BitcastIF(exponent)
	down := b.BitcastIF(b.SubI(b.ConstI(2*(ieee[t].bias-1)<<ieee[t].fraction), exponent))
	z := b.Mul(a.r, a.r)
	return sinhCosh{
		reduced: a,
		up:      up, down: down, plus: b.Add(up, down), minus: b.Sub(up, down),
		sinh: b.FMA(b.Mul(a.r, z), b.Poly(z, odd...), a.low),
		cosh: b.Mul(z, b.Poly(z, even...)),
	}
}

// sinhRange bounds the arguments with finite sinh and cosh, with some room.
var sinhRange = map[vir.Type]span{
	vir.F64: {-711, 711},
	vir.F32: {-90, 90},
}

// large returns e^x/2, which is sinh(x) and cosh(x) for large x.
func (a sinhCosh) large(b *vir.Builder, x vir.V) vir.V {
	return saturate(b, x, b.ScaleB(a.exp(b), b.Sub(a.n.n, b.Const(1))), sinhRange[b.Type()])
}

// sinh adds minus + plus*r and the rest, with what the first sum loses.
func sinh(b *vir.Builder, x vir.V) vir.V {
	abs := b.Abs(x)
	a := reduceSinh(b, abs)
	main := b.FMA(a.plus, a.r, a.minus)
	lost := b.FMA(a.plus, a.r, b.Sub(a.minus, main))
	rest := b.FMA(a.minus, a.cosh, b.FMA(a.plus, a.sinh, lost))
	y := b.Rare(beyond(b, x, usualExp), a.large(b, abs), b.Add(main, rest))
	return withSign(b, y, x)
}

// cosh adds plus and the rest, with what plus loses.
func cosh(b *vir.Builder, x vir.V) vir.V {
	abs, far := b.Abs(x), beyond(b, x, usualExp)
	a := reduceSinh(b, abs)
	lost := b.Sub(a.down, b.Sub(a.plus, a.up))
	rest := b.FMA(a.plus, a.cosh, b.FMA(a.minus, b.Add(a.r, a.sinh), lost))
	return b.Rare(far, a.large(b, abs), b.Add(a.plus, rest))
}

// usualTanh bounds the arguments for tanh: twice them are below usualExp.
var usualTanh = map[vir.Type]float64{vir.F64: 350, vir.F32: 43}

// tanhTail holds the coefficients of (tanh(x) - x)/x^3 in powers of x^2 for
// |x| <= 0.55, from package coef; the error of tanh is below 2^-28.
var tanhTail = []float64{-0.33333316, 0.13332582, -0.053851854, 0.021069841, -0.006271687}

func tanh(b *vir.Builder, x vir.V) vir.V {
	abs, magnitude := b.Abs(x), tanhQuotient
	if b.Type() == vir.F32 {
		magnitude = tanhPieces
	}
	y := b.Rare(beyond(b, x, usualTanh), tanhEdges(b, abs), magnitude(b, abs))
	return withSign(b, y, x)
}

// tanhEdges returns 1 for large numbers and NaN for NaN.
func tanhEdges(b *vir.Builder, abs vir.V) vir.V {
	one := b.Const(1)
	return b.Select(b.GT(abs, one), one, abs)
}

// tanhQuotient computes (e^2x - 1) / (e^2x + 1), both divided by 2^n: the sums
// of 1 -+ 2^-n, r and the rest, with what the first sums lose.
func tanhQuotient(b *vir.Builder, x vir.V) vir.V {
	a := reduceExp(b, b.Add(x, x), 0)
	one, down, curve := b.Const(1), a.n.inverse(b), a.curve(b)
	num := fastTwoSum(b, b.Sub(one, down), a.r)
	ends := fastTwoSum(b, one, down)
	middle := fastTwoSum(b, ends.hi, a.r)
	den := fastTwoSum(b, middle.hi, curve)
	lost := b.Add(den.lo, b.Add(middle.lo, ends.lo))
	quotient := divide(b, pair{num.hi, b.Add(num.lo, curve)}, pair{den.hi, lost})
	return b.Add(quotient.hi, quotient.lo)
}

// tanhPieces computes a polynomial where x <= 0.55 and 1 - 2/(e^2x + 1)
// elsewhere, where the quotient is less than half the result.
func tanhPieces(b *vir.Builder, x vir.V) vir.V {
	one, z := b.Const(1), b.Mul(x, x)
	small := b.FMA(b.Mul(x, z), b.Poly(z, tanhTail...), x)
	a := reduceExp(b, b.Add(x, x), ieee[b.Type()].bias)
	power := b.BitcastIF(a.n.exponent(b)) // 2^n
	den := b.FMA(power, a.expm1(b), b.Add(power, one))
	large := b.Sub(one, b.Div(b.Const(2), den))
	return b.Select(b.LE(x, b.Const(0.55)), small, large)
}
