package blas

import (
	"math/rand/v2"
	"testing"

	"github.com/lanewise/lanewise/blas/internal/check"
	"github.com/lanewise/lanewise/kernels"
	"github.com/lanewise/lanewise/kernels/kerneltest"
)

// TestGemmInt8 holds products against loops, bit for bit.
func TestGemmInt8(t *testing.T) {
	kerneltest.ForEachLevel(t, func(t *testing.T, l kernels.Level) {
		run := func() {
			r := rand.New(rand.NewPCG(17, 18))
			intLoops[uint8](t, r)
			intLoops[int8](t, r)
		}
		run()
		shrink(run, 3)
	})
}

func intLoops[A uint8 | int8](t *testing.T, r *rand.Rand) {
	for _, ta := range transposes {
		for _, tb := range transposes {
			for range tries(6) {
				m, n, k := 1+r.IntN(40), 1+r.IntN(110), 1+r.IntN(150)
				rowsA, colsA := check.Stored(ta, m, k)
				rowsB, colsB := check.Stored(tb, k, n)
				lda, ldb, ldc := colsA+r.IntN(3), colsB+r.IntN(3), n+r.IntN(3)
				a, b, c := make([]A, (rowsA-1)*lda+colsA), make([]int8, (rowsB-1)*ldb+colsB), make([]int32, (m-1)*ldc+n)
				for i := range a {
					a[i] = A(r.IntN(256))
				}
				for i := range b {
					b[i] = int8(r.IntN(256))
				}
				for i := range c {
					c[i] = int32(r.Uint32())
				}
				add, want := r.IntN(2) == 0, append([]int32{}, c...)
				at := func(t Transpose, ld, i, j int) int {
					if t == NoTrans {
						return i*ld + j
					}
					return j*ld + i
				}
				for i := range m {
					for j := range n {
						sum := int32(0)
						if add {
							sum = c[i*ldc+j]
						}
						for l := range k {
							sum += int32(a[at(ta, lda, i, l)]) * int32(b[at(tb, ldb, l, j)])
						}
						want[i*ldc+j] = sum
					}
				}
				GemmInt8(ta, tb, m, n, k, a, lda, b, ldb, add, c, ldc)
				for i := range want {
					if c[i] != want[i] {
						t.Fatalf("%T %c%c %d %d %d: element %d is %d, want %d", a[0], ta, tb, m, n, k, i, c[i], want[i])
					}
				}
			}
		}
	}
}
