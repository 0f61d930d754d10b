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

// TestExpConstants recomputes the constants of the exponential.
func TestExpConstants(t *testing.T) {
	half := gomath.Ln2 / 2 * 1.0001 // a little beyond the largest remainder
	for _, typ := range vir.Types {
		for i, p := range coef.Interpolate(coef.ExpTail, -half, half, len(expTail[typ])) {
			want := expTail[typ][i]
			if typ == vir.F32 {
				want = float64(float32(want))
			}
			if got := rounded(typ, p); got != want {
				t.Errorf("%s: coefficient %d is %v, want %v", typ, i, got, want)
			}
		}
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
