package defs

import "github.com/lanewise/lanewise/asm/vir"

var math = []Kernel{
	{Name: "exp", Pairs: true, Body: unary(exp),
		Doc: `sets dst[i] = e^x[i]. It overflows to +Inf and underflows gradually to +0;
exp(-Inf) = +0, exp(NaN) = NaN. Max error: 1 step from the correctly rounded
value over the whole domain; in float32 all 2^32 inputs are checked.`},
	{Name: "exp2", Pairs: true, Body: unary(exp2),
		Doc: `sets dst[i] = 2^x[i], exact for integral x[i]. It overflows to +Inf and
underflows gradually to +0; exp2(-Inf) = +0, exp2(NaN) = NaN. Max error: 1 step
from the correctly rounded value over the whole domain; in float32 all 2^32
inputs are checked.`},
	{Name: "expm1", Pairs: true, Body: unary(expm1),
		Doc: `sets dst[i] = e^x[i] - 1, also accurate near 0. It overflows to +Inf;
expm1(-0) = -0, expm1(-Inf) = -1, expm1(NaN) = NaN. Max error: 1 step from the
correctly rounded value over the whole domain; in float32 all 2^32 inputs are
checked.`},
	{Name: "log", Pairs: true, Body: unary(logarithm("e")),
		Doc: `sets dst[i] to the natural logarithm of x[i], also of subnormal x[i]. log(0) =
-Inf for both zeros, log(+Inf) = +Inf, and NaN for x[i] < 0 and NaN. Max error:
1 step from the correctly rounded value over the whole domain; in float32 all
2^32 inputs are checked.`},
	{Name: "log2", Pairs: true, Body: unary(logarithm("2")),
		Doc: `sets dst[i] to the logarithm of x[i] to base 2, exact for powers of 2. Special
values and the max error of 1 step are those of log.`},
	{Name: "log10", Pairs: true, Body: unary(logarithm("10")),
		Doc: `sets dst[i] to the logarithm of x[i] to base 10. Special values and the max
error of 1 step are those of log.`},
	{Name: "log1p", Pairs: true, Body: unary(log1p),
		Doc: `sets dst[i] = log(1 + x[i]), also accurate near 0. log1p(-0) = -0, log1p(-1) =
-Inf, log1p(+Inf) = +Inf, and NaN for x[i] < -1 and NaN. Max error: 1 step from
the correctly rounded value over the whole domain; in float32 all 2^32 inputs
are checked.`},
}

// ieee describes the bits of the element types.
var ieee = map[vir.Type]struct {
	fraction  int     // bits of it
	bias      int64   // of the exponent
	rootHalf  int64   // bits of the root of 1/2
	minNormal float64 // smallest normal number
}{
	vir.F64: {52, 1023, 0x3fe6a09e667f3bcd, 0x1p-1022},
	vir.F32: {23, 127, 0x3f3504f3, 0x1p-126},
}

// one returns the bits of 1.
func one(t vir.Type) int64 { return ieee[t].bias << ieee[t].fraction }

// withSign returns y, which is not negative or has the sign of x already, with
// the sign of x.
func withSign(b *vir.Builder, y, x vir.V) vir.V {
	sign := b.ConstI(-1 << (8*b.Type().Size() - 1))
	return b.BitcastIF(b.Or(b.BitcastFI(y), b.And(b.BitcastFI(x), sign)))
}
