package defs

import "github.com/lanewise/lanewise/asm/vir"

// atan cuts the positive numbers at 1 and 1.5 times powers of 2, from atanFirst
// to atanLast, and counts in each piece from a centre. Entry i is the piece whose
// numbers have i in the last three bits of the exponent and the first of the
// fraction: 14 begins at 1, 15 at 1.5, 0 at 2. Below atanFirst the centre is 0. A
// centre's angle is a number of the type to within 1/1000 of the last place; so no
// low part is missing.
const (
	atanFirst = 0.125
	atanLast  = 8
)

var atanCentres = map[vir.Type]struct{ tangents, angles []float64 }{
	vir.F64: {
		tangents: []float64{
			2.4142135623735026, 3.434057830057379, 4.807987240796668, 6.8600570957824445, 16.062257748305115,
			0, 0, 0, 0.1561011871016256, 0.21854631350711712,
			0.31139149538089606, 0.43606951246744124, 0.6180339887497835, 0.8672954016948633, 1.2198039027183982, 1.7231796783280584,
		},
		angles: []float64{
			1.1780972450962321, 1.2874317180331027, 1.3657326565241419, 1.4260444908141985, 1.5086188295215412,
			0, 0, 0, 0.15485147227118298, 0.21516330656127747,
			0.3018746666987568, 0.4112091396357718, 0.5535743588969647, 0.7144496360952496, 0.8840959433223249, 1.0449712205206327,
		},
	},
	vir.F32: {
		tangents: []float64{
			2.4145539, 3.4345016, 4.808209, 6.860835, 16.065933,
			0, 0, 0, 0.15610561, 0.21858202,
			0.31145528, 0.43602014, 0.6178655, 0.86732936, 1.2200049, 1.723608,
		},
		angles: []float64{
			1.1781471, 1.2874664, 1.3657418, 1.4260607, 1.508633,
			0, 0, 0, 0.15485579, 0.21519738,
			0.3019328, 0.41116765, 0.55345243, 0.714469, 0.88417673, 1.0450791,
		},
	},
}

// atanNearTail holds the coefficients of (atan(t) - t)/t^3 in powers of t^2, |t| <=
// 1/8, from package coef; the error relative to t is below 2^-56 and 2^-31.
var atanNearTail = map[vir.Type][]float64{
	vir.F64: {
		-0.33333333333333287, 0.19999999999790144, -0.14285714128917484,
		0.11111068221072823, -0.0908559616553847, 0.07387623395444383,
	},
	vir.F32: {-0.3333333, 0.19998501, -0.14028913},
}

// atanInf is so large that its arcus tangent rounds to pi/2.
var atanInf = map[vir.Type]float64{vir.F64: 0x1p60, vir.F32: 0x1p30}

// atan adds the angle of the centre c next to |x| and atan(t), t = (|x| - c)/(1 +
// |x|*c), where the difference is exact unless |t| hardly counts. Within a piece
// |t| is at most 0.25 of the result, so that the rounding errors of the divisor, the
// quotient and atan(t) together stay below 0.75 units in the last place.
func atan(b *vir.Builder, x vir.V) vir.V {
	t, fraction := b.Type(), ieee[b.Type()].fraction
	a := b.Abs(x)
	within := b.Min(b.Max(a, b.Const(atanFirst*0.75)), b.Const(atanLast))
	a = b.Min(a, b.Const(atanInf[t]))
	piece := b.ShrI(b.BitcastFI(within), fraction-1)
	c := b.Table(piece, atanCentres[t].tangents...)
	q := b.Div(b.Sub(a, c), b.FMA(a, c, b.Const(1)))
	z := b.Mul(q, q)
	y := b.FMA(b.Mul(q, z), polynomial(b, z, atanNearTail), q)
	return withSign(b, b.Add(y, b.Table(piece, atanCentres[t].angles...)), x)
}
