package ndarray

import (
	"math/rand/v2"
	"testing"

	"github.com/lanewise/lanewise/kernels"
	"github.com/lanewise/lanewise/kernels/kerneltest"
)

// TestEvens holds arithmetic on operands of which every second element counts against
// the same on copies, with both ends of the operands at pages that nobody may read.
func TestEvens(t *testing.T) {
	kerneltest.ForEachLevel(t, func(t *testing.T, _ kernels.Level) {
		t.Run("float64", testEvens[float64])
		t.Run("float32", testEvens[float32])
	})
}

func testEvens[T kerneltest.Float](t *testing.T) {
	r := rand.New(rand.NewPCG(7, 5))
	const most = 80
	arenas := [3]*kerneltest.Arena{kerneltest.NewArena(t, 4096), kerneltest.NewArena(t, 4096), kerneltest.NewArena(t, 4096)}
	place := [2]func(a *kerneltest.Arena, n int) []T{kerneltest.Front[T], kerneltest.Back[T]}
	for n := range most {
		for variant := range 32 {
			operand := func(i, stride int) Array[T] {
				s := place[variant&1](arenas[i], max(0, (n-1)*stride+1))
				for j := range s {
					s[j] = T(r.NormFloat64())
				}
				if stride < 0 || n == 0 {
					return FromSlice(s)
				}
				return FromStrided(s, 0, []int{n}, []int{stride})
			}
			x, y := operand(0, 1+variant>>1&1), operand(1, 1+variant>>2&1)
			out := FromSlice(place[variant&1](arenas[2], n))
			op := []*ufunc{&uAdd, &uSub, &uMul, &uDiv}[variant>>3]
			want := binary[T](op, x.Copy(), y.Copy())
			checkResult(t, op.name, binaryTo(op, out, x, y), modelOf(want))
		}
	}
	for _, n := range []int{1000, parallelMin, parallelMin + 7} {
		x := randomBits[T](r, []int{2 * n})
		even, odd := x.Slice(RS(0, End, 2)), x.Slice(RS(1, End, 2))
		checkResult(t, "both", Sub(even, odd), modelOf(Sub(even.Copy(), odd.Copy())))
	}
}
