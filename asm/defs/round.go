package defs

import "github.com/lanewise/lanewise/asm/vir"

var round = []Kernel{
	{Name: "floor", Body: unary(rounding(vir.Down)),
		Doc: `sets dst[i] to the largest integral value that is at most x[i]. Zeros keep their
sign; infinities and NaN stay.`},
	{Name: "ceil", Body: unary(rounding(vir.Up)),
		Doc: `sets dst[i] to the smallest integral value that is at least x[i]. Zeros keep
their sign, and values in (-1, 0) give -0; infinities and NaN stay.`},
	{Name: "trunc", Body: unary(rounding(vir.ToZero)),
		Doc: `sets dst[i] to x[i] without its fraction. The sign stays, that of zeros too;
infinities and NaN stay.`},
	{Name: "rint", Body: unary(rounding(vir.ToEven)),
		Doc: `sets dst[i] to the integral value nearest to x[i], in the middle to the even one.
The sign stays, that of zeros too; infinities and NaN stay.`},
}

func rounding(mode vir.RoundMode) func(b *vir.Builder, x vir.V) vir.V {
	return func(b *vir.Builder, x vir.V) vir.V { return b.Round(mode, x) }
}
