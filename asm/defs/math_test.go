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

// TestConstants recomputes the constants of the elementary functions.
func TestConstants(t *testing.T) {
	half := gomath.Ln2 / 2 * 1.0001 // a little beyond the largest remainder
	for _, typ := range vir.Floats {
		coefficients(t, "exp", typ, expTail[typ], coef.ExpTail, -half, half)
		coefficients(t, "exp2", typ, exp2Tail[typ], coef.Exp2Tail, -0.5001, 0.5001)
		coefficients(t, "log", typ, logTail[typ], coef.LogTail, 0, 0.0296)
		hi := ln2[typ].hi
		if typ == vir.F32 {
			hi = float64(float32(hi))
		}
		lo := ln2[typ].lo
		if typ == vir.F32 {
			lo = float64(float32(lo))
		}
		if got := rounded(typ, coef.F(0).Sub(coef.Ln2(), coef.F(hi))); got != lo {
			t.Errorf("%s: ln(2) is %v + %v, want the second %v", typ, hi, lo, got)
		}
		// n*hi is exact: hi has as many trailing zeros as n has bits.
		if bits, digits := uint64(gomath.Float64bits(hi)), map[vir.Type]int{vir.F64: 11, vir.F32: 29 + 8}[typ]; bits&(1<<digits-1) != 0 {
			t.Errorf("%s: %v has too few trailing zeros", typ, hi)
		}
	}
}

// coefficients recomputes a polynomial.
func coefficients(t *testing.T, name string, typ vir.Type, have []float64, g func(*big.Float) *big.Float, lo, hi float64) {
	t.Helper()
	for i, p := range coef.Interpolate(g, lo, hi, len(have)) {
		want := have[i]
		if typ == vir.F32 {
			want = float64(float32(want))
		}
		if got := rounded(typ, p); got != want {
			t.Errorf("%s, %s: coefficient %d is %v, want %v", name, typ, i, got, want)
		}
	}
}
