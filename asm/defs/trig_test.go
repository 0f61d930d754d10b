package defs

import (
	"fmt"
	gomath "math"
	"math/big"
	"testing"

	"github.com/lanewise/lanewise/asm/coef"
	"github.com/lanewise/lanewise/asm/vir"
)

// TestTrigCoefficients recomputes the polynomials.
func TestTrigCoefficients(t *testing.T) {
	eighth := gomath.Pi/4 + 0.001 // reduction may round the other way
	for _, typ := range vir.Floats {
		interpolated(t, "sin", typ, sinTail[typ], coef.SinTail, 0, eighth*eighth)
		interpolated(t, "cos", typ, cosTail[typ], coef.CosTail, 0, 0.627)
		coefficients(t, "cot", typ, cotTail[typ], coef.InterpolateTail(coef.CotTail, 0.6184, len(cotTail[typ])))
		interpolated(t, "atan near 0", typ, atanNearTail[typ], coef.AtanTail, 0, 0.01563)
		interpolated(t, "atan", typ, atanTail[typ], coef.AtanTail, 0, 0.17158)
		interpolated(t, "asin", typ, asinTail[typ], coef.AsinTail, 0, 0.25)
	}
	if got := gomath.Tan(gomath.Pi / 8); gomath.Abs(got-tanEighth) > 1e-15 || tanEighth*tanEighth > 0.17158 {
		t.Errorf("tan(pi/8) = %v, have %v", got, tanEighth)
	}
}

// TestAtanCentres checks that the centres' angles are numbers of the type, that
// none is far from an end of its piece, and that each stands in its place.
func TestAtanCentres(t *testing.T) {
	for _, typ := range vir.Floats {
		c := atanCentres[typ]
		used := 0
		for lo := atanFirst; lo <= atanLast; used++ {
			exponent := gomath.Floor(gomath.Log2(lo))
			half := gomath.Ldexp(0.5, int(exponent)) // of an octave
			hi := lo + half
			if lo == atanLast {
				hi = gomath.Inf(1)
			}
			place := (14 + 2*int(exponent) + int(lo/half) - 2 + 16) % 16
			tangent, angle := rounded(typ, big.NewFloat(c.tangents[place])), rounded(typ, big.NewFloat(c.angles[place]))
			exact := coef.Atan(coef.F(tangent))
			off, _ := coef.F(0).Sub(exact, coef.F(angle)).Float64()
			last := gomath.Ldexp(1, int(gomath.Floor(gomath.Log2(angle)))-ieee[typ].fraction)
			if gomath.Abs(off) > last/1000 {
				t.Errorf("%s: angle %d is off by %v last places", typ, place, off/last)
			}
			if far := max(angle-gomath.Atan(lo), gomath.Atan(hi)-angle); far > 0.25*gomath.Atan(lo) || far > 1.0/8 {
				t.Errorf("%s: centre %d is %v from an end of its piece", typ, place, far)
			}
			lo = hi
		}
		if used != 13 || c.tangents[7] != 0 || c.angles[7] != 0 {
			t.Errorf("%s: %d pieces, and %v below them", typ, used, c.tangents[7])
		}
	}
}

// TestNear checks that what takes the place of large arguments counts as close to
// a multiple of pi/2.
func TestNear(t *testing.T) {
	for _, typ := range vir.Floats {
		n := near[typ]
		if gomath.IsInf(n.largest, 1) {
			if gomath.Ldexp(gomath.Pi/4*1.01, int(n.cancel)) > gomath.Ldexp(1, ieee[typ].fraction-10) {
				t.Errorf("%s: arguments with coarse quadrants are not far", typ)
			}
			continue
		}
		x := rounded(typ, big.NewFloat(n.largest))
		if off := gomath.Abs(gomath.Remainder(x, gomath.Pi/2)); off > gomath.Ldexp(x, -int(n.cancel))/2 {
			t.Errorf("%s: %v is %v from a multiple of pi/2", typ, x, off)
		}
	}
}

// TestPi recomputes the parts of pi/2, pi/4 and 2/pi.
func TestPi(t *testing.T) {
	const prec = 1300
	pi := coef.Pi(prec)
	over := func(n float64) *big.Float { return new(big.Float).SetPrec(prec).Quo(pi, big.NewFloat(n)) }
	for _, typ := range vir.Floats {
		rest := over(2)
		for i, c := range halfPi[typ] {
			if got := rounded(typ, rest); got != c {
				t.Errorf("%s: part %d of pi/2 is %v, want %v", typ, i, got, c)
			}
			rest.Sub(rest, big.NewFloat(c))
		}
		q := quarterPi[typ]
		digits := uint(ieee[typ].fraction + 1)
		if got, _ := new(big.Float).SetPrec(digits - 2).Set(over(4)).Float64(); got != q.hi {
			t.Errorf("%s: pi/4 with %d bits is %v, want %v", typ, digits-2, got, q.hi)
		}
		if got := rounded(typ, rest.Sub(over(4), big.NewFloat(q.hi))); got != rounded(typ, big.NewFloat(q.lo)) {
			t.Errorf("%s: the rest of pi/4 is %v, want %v", typ, got, q.lo)
		}
	}
	inverse := new(big.Float).SetPrec(prec).Quo(big.NewFloat(2), pi)
	bits, _ := inverse.SetMantExp(inverse, 4*len(twoOverPi)).Int(nil)
	if got := fmt.Sprintf("%x", bits); got != twoOverPi {
		t.Errorf("2/pi = 0.%s, have %s", got, twoOverPi)
	}
}

// TestPieces adds up the pieces of 2/pi for each exponent.
func TestPieces(t *testing.T) {
	const prec = 2500
	inverse := new(big.Float).SetPrec(prec).Quo(big.NewFloat(2), coef.Pi(prec))
	for _, typ := range vir.Floats {
		digits, tables := ieee[typ].fraction+1, pieces(typ)
		if n := int(ieee[typ].bias+1) >> octaves[typ]; len(tables[0]) != n {
			t.Fatalf("%s: %d entries, want %d", typ, len(tables[0]), n)
		}
		for j := range tables[0] {
			rest := new(big.Float).SetMantExp(inverse, j<<octaves[typ])
			for k, table := range tables {
				if rounded(typ, big.NewFloat(table[j])) != table[j] {
					t.Errorf("%s: piece %d of %d has too many bits", typ, k, j)
				}
				rest.Sub(rest, big.NewFloat(table[j]))
			}
			// What is left is a multiple of 2^(digits+1), and very little.
			period := gomath.Ldexp(1, digits+1)
			multiple, _ := new(big.Float).Quo(rest, big.NewFloat(period)).Int(nil)
			rest.Sub(rest, new(big.Float).SetPrec(prec).Mul(new(big.Float).SetPrec(prec).SetInt(multiple), big.NewFloat(period)))
			if left, _ := rest.Float64(); left < 0 || left >= gomath.Ldexp(1, 1-3*digits) {
				t.Errorf("%s: the pieces of %d leave %v", typ, j, left)
			}
			if first, second := tables[0][j], tables[1][j]; first != 2*gomath.Trunc(first/2) || first >= period || second >= 2 {
				t.Errorf("%s: pieces of %d begin %v, %v", typ, j, first, second)
			}
		}
	}
}
