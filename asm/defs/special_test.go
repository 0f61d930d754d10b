package defs

import (
	gomath "math"
	"math/big"
	"testing"

	"github.com/lanewise/lanewise/asm/coef"
	"github.com/lanewise/lanewise/asm/vir"
)

// TestSpecialConstants recomputes the constants of roots, powers and special
// functions.
func TestSpecialConstants(t *testing.T) {
	for _, typ := range vir.Floats {
		interpolated(t, "cbrt", typ, cbrtForm[typ].inverse, coef.InverseCbrt, -0.1025, 0.1025)
		interpolated(t, "log in pairs", typ, logForm[typ].tail, coef.LogTailDoubled, 0, 0.001)
		logCentres(t, typ)
		gammaConstants(t, typ)
		erf, last := erfForm[typ], map[vir.Type]float64{vir.F64: -0.0933, vir.F32: -0.0543}[typ]
		interpolated(t, "erf", typ, erf.tail, coef.ErfTail, 0, 1)
		interpolated(t, "log erfc", typ, erf.log, coef.LogErfc, 0, 2.6)
		interpolated(t, "erfc factor", typ, erf.factor, coef.ErfcFactor, last, 0.0995)
		first := coef.Interpolate(coef.ErfcFactor, last, 0.0995, len(erf.factor))[0]
		hi := rounded(typ, coef.F(erf.factor[0]))
		if rest := rounded(typ, first.Sub(first, coef.F(hi))); rest != rounded(typ, coef.F(erf.rest)) {
			t.Errorf("erfc factor, %s: the first coefficient is %v + %v", typ, hi, rest)
		}
	}
}

// logCentres recomputes the logarithms of the centres.
func logCentres(t *testing.T, typ vir.Type) {
	form, places := logForm[typ], map[vir.Type]int{vir.F64: 42, vir.F32: 16}[typ]
	for j := range 16 {
		c := 1 + float64(j)/16
		if j >= logHalved {
			c /= 2
		}
		log := coef.Log(coef.F(c))
		near, _ := log.Float64()
		hi := gomath.Ldexp(gomath.RoundToEven(gomath.Ldexp(near, places)), -places)
		lo := rounded(typ, coef.F(0).Sub(log, coef.F(hi)))
		if rounded(typ, coef.F(form.cHi[j])) != hi || rounded(typ, coef.F(form.cLo[j])) != lo {
			t.Errorf("%s: log(%v) is %v + %v", typ, c, hi, lo)
		}
	}
}

// gammaConstants recomputes what gamma and lgamma need.
func gammaConstants(t *testing.T, typ vir.Type) {
	form := gammaForm[typ]
	interpolated(t, "stirling", typ, form.stirling, coef.StirlingFactor, 1e-6, 1.0/64)
	interpolated(t, "sin", typ, form.sinTail, coef.SinPiTail, 0, 0.25)
	for n, c := range form.near {
		interpolated(t, "lgamma near zeros", typ, c, coef.LogGammaNear(float64(n+1)), -1.0/16, 1.0/16)
	}
	pairs := append([][2]float64{form.half}, form.sin...)
	for i, x := range append([]*big.Float{coef.GammaHalf()}, coef.SinPiHead()...) {
		hi := rounded(typ, x)
		lo := rounded(typ, coef.F(0).Sub(x, coef.F(hi)))
		if rounded(typ, coef.F(pairs[i][0])) != hi || rounded(typ, coef.F(pairs[i][1])) != lo {
			t.Errorf("%s: pair %d is %v + %v", typ, i, hi, lo)
		}
	}
}

// TestLgammaZeros recomputes the zeros of lgamma and the polynomials there.
func TestLgammaZeros(t *testing.T) {
	for i := 4; i < 36; i++ {
		zero, distance := coef.LogGammaZero(i)
		d, _ := distance.Float64()
		for _, typ := range vir.Floats {
			var have []float64
			for _, column := range lgammaZeros[typ] {
				if i < 4+len(column) {
					have = append(have, column[i%len(column)])
				}
			}
			if have == nil {
				continue
			}
			hi := rounded(typ, zero)
			lo := rounded(typ, coef.F(0).Sub(zero, coef.F(hi)))
			if rounded(typ, coef.F(have[0])) != hi || rounded(typ, coef.F(have[1])) != lo {
				t.Errorf("%s: zero %d is %v + %v", typ, i, hi, lo)
			}
			interpolated(t, "lgamma at zeros", typ, have[2:], func(d *big.Float) *big.Float {
				return coef.F(0).Quo(coef.LogGammaNegative(coef.F(0).Add(zero, d)), d)
			}, -d/16, d/16)
		}
	}
}
