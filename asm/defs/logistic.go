package defs

import "github.com/lanewise/lanewise/asm/vir"

var logistic = []Kernel{
	{Name: "sigmoid", Pairs: true, Body: unary(sigmoid),
		Doc: `sets dst[i] = 1 / (1 + e^-x[i]), the logistic function. It underflows gradually
to +0; sigmoid(-Inf) = +0, sigmoid(+Inf) = 1, sigmoid(NaN) = NaN. Max error: 1
step from the correctly rounded value over the whole domain; in float32 all 2^32
inputs are checked.`},
	{Name: "softplus", Pairs: true, Body: unary(softplus),
		Doc: `sets dst[i] = log(1 + e^x[i]). It underflows gradually to +0;
softplus(-Inf) = +0, softplus(+Inf) = +Inf, softplus(NaN) = NaN. Max error: 1
step from the correctly rounded value over the whole domain; in float32 all 2^32
inputs are checked.`},
	{Name: "logaddexp", Pairs: true, Body: binary(logaddexp),
		Doc: `sets dst[i] = log(e^x[i] + e^y[i]), without overflow on the way. It is +Inf if
either is +Inf, -Inf if both are -Inf, and NaN if either is NaN. Max error: 1
step from the correctly rounded value where the result has at least half the
magnitude of the larger input. Elsewhere that input is between -2 ln(2) and 0 and
cancels: the absolute error is below 2^-53 then, and in float32 2^-24.`},
}

// small returns e^-x for large x.
func (a reduced) small(b *vir.Builder, x vir.V) vir.V {
	y := b.ScaleB(b.Div(b.Const(1), a.exp(b)), b.Neg(a.n.n))
	return b.Select(b.LT(b.Const(-expRange[b.Type()].lo), x), b.Const(0), y)
}

// quickPair returns e^r as a pair, r without what it lacks.
func (a reduced) quickPair(b *vir.Builder) pair {
	return fastTwoSum(b, b.Const(1), a.expm1(b))
}

// sigmoid computes e^t / (e^t + 1) for t = |x| and, if x < 0, 1 / (e^t + 1), both
// divided by 2^n.
func sigmoid(b *vir.Builder, x vir.V) vir.V {
	t, zero := b.Abs(x), b.Const(0)
	a, negative := reduceExp(b, t, 0), b.LT(x, zero)
	e, down := a.quickPair(b), a.n.inverse(b)
	den := fastTwoSum(b, e.hi, down)
	num := pair{b.Select(negative, down, e.hi), b.Select(negative, zero, e.lo)}
	quotient := divide(b, num, pair{den.hi, b.Add(den.lo, e.lo)})
	y := b.Add(quotient.hi, quotient.lo)
	edge := b.Select(negative, a.small(b, t), b.Select(b.GT(x, zero), b.Const(1), x))
	return b.Rare(beyond(b, x, usualExp), edge, y)
}

// softplusTail is atanhTail for |s| <= 1/3; its error relative to s is below
// 2^-58 and 2^-26.
var softplusTail = map[vir.Type][]float64{
	vir.F64: {
		0.6666666666666632, 0.4000000000015152, 0.2857142854856538, 0.222222239263902, 0.18181745418066816,
		0.15386528862974672, 0.1330137151839949, 0.12103015127649012, 0.08353195440004127, 0.16994885677997482,
	},
	vir.F32: {0.6666642, 0.40021268, 0.28005838, 0.27993113},
}

// log1pExp returns log(1 + 1/(2^n*e)) = 2*artanh(s) as 2s and the rest, with
// s = 2^-n / (2e + 2^-n).
func log1pExp(b *vir.Builder, n integer, e pair) pair {
	half, down := b.Const(0.5), n.inverse(b)
	den := b.FMA(down, half, e.hi)
	low := b.Add(b.FMA(down, half, b.Sub(e.hi, den)), e.lo)
	inverse := b.Div(b.Const(-1), den)
	residue := b.FMA(inverse, low, b.FMA(inverse, den, b.Const(1)))
	s := b.Mul(down, b.Neg(inverse)) // 2s
	z := b.Mul(s, s)
	scale := 0.125
	var c []float64 // for 2s
	for _, x := range softplusTail[b.Type()] {
		c = append(c, scale*x)
		scale /= 4
	}
	return pair{s, b.FMA(b.Mul(s, z), b.PolySplit(z, c...), b.Mul(s, residue))}
}

// softplus adds log(1 + e^-|x|) to max(x, 0).
func softplus(b *vir.Builder, x vir.V) vir.V {
	t, zero := b.Abs(x), b.Const(0)
	negative := b.LT(x, zero)
	a := reduceExp(b, t, 0)
	log := log1pExp(b, a.n, a.quickPair(b))
	y := b.Add(b.Add(b.Select(negative, zero, x), log.hi), log.lo)
	return b.Rare(beyond(b, x, usualExp), b.Select(negative, a.small(b, t), x), y)
}

// logaddexp adds log(1 + e^(low-high)) to the larger input. The difference is a
// pair, for a result near 0 may come from large inputs.
func logaddexp(b *vir.Builder, x, y vir.V) vir.V {
	less := b.LT(x, y)
	high, low := b.Select(less, y, x), b.Select(less, x, y)
	t := twoSum(b, high, b.Neg(low))
	a := reduceExpPair(b, t)
	edge := b.Select(b.EQ(x, y), x, b.Add(high, a.small(b, t.hi)))
	log := log1pExp(b, a.n, a.pair(b))
	sum := twoSum(b, high, log.hi)
	return b.Rare(beyond(b, t.hi, usualExp), edge, b.Add(sum.hi, b.Add(sum.lo, log.lo)))
}
