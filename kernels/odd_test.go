package kernels_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/lanewise/lanewise/kernels"
	"github.com/lanewise/lanewise/kernels/kerneltest"
)

// TestOdd checks that f(-x) = -f(x) exactly for the functions whose docs say so.
func TestOdd(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	x := []float64{0, 1, math.Inf(1), math.SmallestNonzeroFloat64}
	for range 4000 {
		x = append(x, math.Ldexp(r.Float64(), r.IntN(80)-60))
	}
	minus, single, minusSingle := make([]float64, len(x)), make([]float32, len(x)), make([]float32, len(x))
	for i, v := range x {
		minus[i], single[i], minusSingle[i] = -v, float32(v), float32(-v)
	}
	kerneltest.ForEachLevel(t, func(t *testing.T, _ kernels.Level) {
		for _, name := range []string{"Sinh", "Tanh", "Asinh", "Atanh"} {
			checkOdd(t, name, generated[name+"F64"].(func(dst, x []float64)), x, minus)
			checkOdd(t, name, generated[name+"F32"].(func(dst, x []float32)), single, minusSingle)
		}
	})
}

func checkOdd[T kerneltest.Float](t *testing.T, name string, f func(dst, x []T), x, minus []T) {
	t.Helper()
	y, z := make([]T, len(x)), make([]T, len(x))
	f(y, x)
	f(z, minus)
	for i := range y {
		if kerneltest.Steps(z[i], -y[i]) != 0 || math.Signbit(float64(z[i])) == math.Signbit(float64(y[i])) && y[i] == y[i] {
			t.Fatalf("%s(%v) = %v, but %v at the negative", name, x[i], y[i], z[i])
		}
	}
}
