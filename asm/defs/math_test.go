package defs

import (
	gomath "math"
	"math/big"
	"testing"

	"github.com/lanewise/lanewise/asm/coef"
	"github.com/lanewise/lanewise/asm/vir"
)

// rounded returns x rounded to t.
func rounded(t vir.Type, x *big.Float) float64 {
	if t == vir.F32 {
		v, _ := x.Float32()
		return float64(v)
	}
	v, _ := x.Float64()
	return v
}

// constant checks that have, rounded to typ, is want rounded.
func constant(t *testing.T, what string, typ vir.Type, have float64, want *big.Float) {
	t.Helper()
	if have, want := rounded(typ, coef.F(have)), rounded(typ, want); have != want {
		t.Errorf("%s, %s: %v, want %v", what, typ, have, want)
	}
}

// coefficients recomputes a polynomial.
func coefficients(t *testing.T, name string, typ vir.Type, have []float64, want []*big.Float) {
	t.Helper()
	for i, p := range want {
		constant(t, name, typ, have[i], p)
	}
}

// interpolated recomputes a polynomial that agrees with g on [lo, hi].
func interpolated(t *testing.T, name string, typ vir.Type, have []float64, g func(*big.Float) *big.Float, lo, hi float64) {
	t.Helper()
	coefficients(t, name, typ, have, coef.Interpolate(g, lo, hi, len(have)))
}

// split2 checks that hi + lo is x and that n*hi is exact: hi has as many
// trailing zeros as n has bits.
func split2(t *testing.T, name string, typ vir.Type, hi, lo float64, x *big.Float) {
	t.Helper()
	exact := rounded(typ, coef.F(hi))
	constant(t, name, typ, lo, coef.F(0).Sub(x, coef.F(exact)))
	digits := map[vir.Type]int{vir.F64: 11, vir.F32: 29 + 8}[typ]
	if bits := gomath.Float64bits(exact); bits&(1<<digits-1) != 0 {
		t.Errorf("%s, %s: %v has too few trailing zeros", name, typ, hi)
	}
}

// halfLn2 is a little beyond the largest remainder of exp.
const halfLn2 = gomath.Ln2 / 2 * 1.0001

// TestExpConstants recomputes the constants of the exponential functions.
func TestExpConstants(t *testing.T) {
	for _, typ := range vir.Floats {
		even, odd := alternate(expTail[typ])
		coefficients(t, "exp", typ, even, coef.InterpolateTail(coef.CoshTail, halfLn2*halfLn2, len(even)))
		coefficients(t, "exp", typ, odd, coef.InterpolateTail(coef.SinhTail, halfLn2*halfLn2, len(odd)))
		coefficients(t, "exp2", typ, exp2Tail[typ], coef.Interpolate(coef.Exp2Tail, -0.5001, 0.5001, len(exp2Tail[typ])))
		split2(t, "ln(2)", typ, ln2[typ].hi, ln2[typ].lo, coef.Ln2())
	}
}

// TestExpPairTail recomputes the polynomial of expPair.
func TestExpPairTail(t *testing.T) {
	even, odd := alternate(expPairTail)
	coefficients(t, "exp of pairs", vir.F32, even, coef.InterpolateTail(coef.CoshTail, 0.125, len(even)))
	coefficients(t, "exp of pairs", vir.F32, odd, coef.InterpolateTail(coef.SinhTail, 0.125, len(odd)))
}

// TestLogConstants recomputes the constants of the logarithms.
func TestLogConstants(t *testing.T) {
	coefficients(t, "log", vir.F64, logTail, coef.InterpolateTail(coef.LogTail, 0.0296, len(logTail)))
	coefficients(t, "log", vir.F32, log1pTail, coef.Interpolate(coef.Log1pTail, -0.293, 0.4143, len(log1pTail)))
	for name, ln := range map[string]*big.Float{"e": coef.F(1), "2": coef.Ln2(), "10": coef.Ln10()} {
		scale := coef.F(0).Quo(coef.F(1), ln)
		for _, typ := range vir.Floats {
			base := logBases[name][typ]
			constant(t, "scale of "+name, typ, base.scale, scale)
			constant(t, "rest of "+name, typ, base.rest, coef.F(0).Sub(scale, coef.F(base.near)))
			split2(t, "log(2) to base "+name, typ, base.hi, base.lo, coef.F(0).Mul(scale, coef.Ln2()))
		}
	}
	coefficients(t, "tanh", vir.F32, tanhTail, coef.InterpolateTail(coef.TanhTail, 0.3026, len(tanhTail)))
	for _, typ := range vir.Floats {
		n := len(atanhTail[typ])
		coefficients(t, "atanh", typ, atanhTail[typ], coef.InterpolateTail(coef.LogTail, 0.0402, n))
		n = len(softplusTail[typ])
		coefficients(t, "softplus", typ, softplusTail[typ], coef.InterpolateTail(coef.LogTail, 0.11112, n))
	}
	for typ, form := range ieee {
		root := new(big.Float).Sqrt(coef.F(0.5))
		bits := gomath.Float64bits(rounded(typ, root))
		if typ == vir.F32 {
			bits = uint64(gomath.Float32bits(float32(rounded(typ, root))))
		}
		if bits != uint64(form.rootHalf) {
			t.Errorf("%s: root of 1/2 is %#x", typ, bits)
		}
	}
}
