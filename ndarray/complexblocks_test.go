package ndarray

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// TestComplexNeighbours holds that a number's result has the same bits alone, in a block
// of usual numbers, and beside special ones.
func TestComplexNeighbours(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	special := []float64{0, math.Copysign(0, -1), math.Inf(1), math.Inf(-1), math.NaN(), 5e-324, 0x1p-510, 0x1p-499, 1e300, 699.5, -700, 710, 0x1p501, 1e-310, 1, -1, 1 + 0x1p-52, 0x1p-905, 0x1p1001}
	n := 3*blockNumbers + 17
	usual, mixed := make([]complex128, n), make([]complex128, n)
	for i := range usual {
		usual[i] = complex(10*r.NormFloat64(), 10*r.NormFloat64())
		if i%3 == 0 { // near the unit circle
			sin, cos := math.Sincos(float64(i))
			usual[i] = complex(sin, cos)
		}
		mixed[i] = usual[i]
		part := func(x float64) float64 {
			if r.IntN(3) == 0 {
				return special[r.IntN(len(special))]
			}
			return x
		}
		if i > blockNumbers && r.IntN(20) == 0 { // the first block is usual
			mixed[i] = complex(part(real(usual[i])), part(imag(usual[i])))
		}
	}
	for op, f := range map[Op]blockFunc{
		OpExp: expBlocks, OpLog: logBlocks, OpSqrt: sqrtBlocks, OpSin: sinBlocks, OpCos: cosBlocks, OpSinh: sinhBlocks, OpCosh: coshBlocks,
	} {
		for _, x := range special { // the only one in its block
			z := slices.Clone(usual[:40])
			if z[7] = complex(x, x); !f.usual(z[7]) {
				got := Call(op, FromSlice(z), CallOpt[complex128]{}).At(7)
				checkSameBits(t, op.String()+" of one that is special", FromSlice([]complex128{got}), FromSlice([]complex128{f.one(z[7])}))
			}
		}
		ofUsual, ofMixed := Call(op, FromSlice(usual), CallOpt[complex128]{}), Call(op, FromSlice(mixed), CallOpt[complex128]{})
		for i := range n {
			checkSameBits(t, op.String()+" of one", Call(op, FromSlice(mixed[i:i+1]), CallOpt[complex128]{}), FromSlice([]complex128{ofMixed.At(i)}))
			if usual[i] == mixed[i] {
				checkSameBits(t, op.String()+" beside special ones", FromSlice([]complex128{ofMixed.At(i)}), FromSlice([]complex128{ofUsual.At(i)}))
			}
		}
	}
}
