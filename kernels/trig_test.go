package kernels_test

import (
	"math"
	"math/big"
	"math/rand/v2"
	"testing"

	"github.com/lanewise/lanewise/asm/coef"
	"github.com/lanewise/lanewise/kernels"
	"github.com/lanewise/lanewise/kernels/kerneltest"
)

// TestSincos holds the two results of one call against those of Sin and Cos,
// which the tables check.
func TestSincos(t *testing.T) {
	kerneltest.ForEachLevel(t, func(t *testing.T, _ kernels.Level) {
		sincos(t, kernels.SincosF64, kernels.SinF64, kernels.CosF64)
		sincos(t, kernels.SincosF32, kernels.SinF32, kernels.CosF32)
	})
}

func sincos[T kerneltest.Float](t *testing.T, both func(sin, cos, x []T), sin, cos func(dst, x []T)) {
	t.Helper()
	x, r := kerneltest.Specials[T](), rand.New(rand.NewPCG(11, 1))
	for len(x) < 1003 {
		x = append(x, T(r.NormFloat64()*math.Exp(9*r.NormFloat64())))
	}
	s, c, want := make([]T, len(x)), make([]T, len(x)), make([]T, len(x))
	both(s, c, x)
	sin(want, x)
	for i := range x {
		if !kerneltest.Same(s[i], want[i]) {
			t.Errorf("sine of %v: %v, want %v", x[i], s[i], want[i])
		}
	}
	cos(want, x)
	for i := range x {
		if !kerneltest.Same(c[i], want[i]) {
			t.Errorf("cosine of %v: %v, want %v", x[i], c[i], want[i])
		}
	}
}

// TestNearQuadrants checks the reduction where it cancels: next to a multiple
// of pi/2 the sine, the cosine and the tangent are the distance, up to the sign.
// The tables have huge arguments and the closest of each exponent.
func TestNearQuadrants(t *testing.T) {
	const prec = 300
	r := rand.New(rand.NewPCG(5, 6))
	halfPi := coef.Pi(prec)
	halfPi.Quo(halfPi, big.NewFloat(2))
	var xs, distances []float64
	var quadrants []int
	for range 2000 {
		n := 1 + r.IntN(1<<r.IntN(21))
		multiple := new(big.Float).SetPrec(prec).SetInt64(int64(n))
		multiple.Mul(multiple, halfPi)
		near, _ := multiple.Float64()
		for _, x := range []float64{near, math.Nextafter(near, 0), math.Nextafter(near, math.Inf(1))} {
			d, _ := new(big.Float).SetPrec(prec).Sub(big.NewFloat(x), multiple).Float64()
			xs, distances, quadrants = append(xs, x), append(distances, d), append(quadrants, n%4)
		}
	}
	kerneltest.ForEachLevel(t, func(t *testing.T, _ kernels.Level) {
		sin, cos, tan := make([]float64, len(xs)), make([]float64, len(xs)), make([]float64, len(xs))
		kernels.SinF64(sin, xs)
		kernels.CosF64(cos, xs)
		kernels.TanF64(tan, xs)
		for i, d := range distances {
			got := [4][2]float64{{sin[i], tan[i]}, {-cos[i], -1 / tan[i]}, {-sin[i], tan[i]}, {cos[i], -1 / tan[i]}}[quadrants[i]]
			if kerneltest.Steps(got[0], d) > 1 || kerneltest.Steps(got[1], d) > 2 { // 1/tan is rounded twice
				t.Fatalf("at %v in quadrant %d: %v, want %v", xs[i], quadrants[i], got, d)
			}
		}
	})
}
