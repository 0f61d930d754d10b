package coef

import (
	"math"
	"math/big"
	"testing"
)

// TestInterpolate recovers a polynomial from its values.
func TestInterpolate(t *testing.T) {
	p := Interpolate(func(x *big.Float) *big.Float {
		y := F(0).Mul(x, F(3))
		return y.Add(y, F(-2)).Mul(y, x).Add(y, F(0.5)) // 3x^2 - 2x + 0.5
	}, -1, 2, 5)
	for i, want := range []float64{0.5, -2, 3, 0, 0} {
		if got, _ := p[i].Float64(); math.Abs(got-want) > 1e-90 {
			t.Errorf("coefficient %d: %v, want %v", i, got, want)
		}
	}
}

func TestConstants(t *testing.T) {
	if got, _ := Ln2().Float64(); got != math.Ln2 {
		t.Errorf("ln 2 = %v", got)
	}
	if got, _ := Ln10().Float64(); got != math.Ln10 {
		t.Errorf("ln 10 = %v", got)
	}
	e := F(0).Add(CoshTail(F(1)), SinhTail(F(1)))
	if got, _ := e.Float64(); math.Abs(got-(math.E-2)) > 1e-15 {
		t.Errorf("e - 2 = %v", got)
	}
	if got, _ := TanhTail(F(0.25)).Float64(); math.Abs(got-(math.Tanh(0.5)-0.5)*8) > 1e-15 {
		t.Errorf("(tanh(1/2) - 1/2) * 8 = %v", got)
	}
	if got, _ := Log1pTail(F(0.5)).Float64(); math.Abs(got-(math.Log(1.5)-0.5)/0.25) > 1e-15 {
		t.Errorf("(log(3/2) - 1/2) / (1/4) = %v", got)
	}
}

// TestInterpolateTail recovers a polynomial too.
func TestInterpolateTail(t *testing.T) {
	p := InterpolateTail(func(z *big.Float) *big.Float { return F(0).Sub(F(1), F(0).Mul(z, z)) }, 2, 4)
	for i, want := range []float64{1, 0, -1, 0} {
		if got, _ := p[i].Float64(); math.Abs(got-want) > 1e-90 {
			t.Errorf("coefficient %d: %v, want %v", i, got, want)
		}
	}
}

// TestTrig compares the series with package math.
func TestTrig(t *testing.T) {
	const x = 0.5
	for name, c := range map[string]struct {
		got  *big.Float
		want float64
	}{
		"sin":  {SinTail(F(x * x)), (math.Sin(x) - x) / (x * x * x)},
		"cos":  {CosTail(F(x * x)), (math.Cos(x) - 1 + x*x/2) / (x * x * x * x)},
		"atan": {AtanTail(F(x * x)), (math.Atan(x) - x) / (x * x * x)},
		"asin": {AsinTail(F(x * x)), (math.Asin(x) - x) / (x * x * x)},
		"cot":  {CotTail(F(x * x)), (1 - x/math.Tan(x)) / (x * x)},
		"full": {Atan(F(3)), math.Atan(3)},
		"pi":   {Pi(60), math.Pi},
	} {
		if got, _ := c.got.Float64(); math.Abs(got-c.want) > 1e-14 {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}
