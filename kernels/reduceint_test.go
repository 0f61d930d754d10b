package kernels_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/lanewise/lanewise/asm/vir"
	"github.com/lanewise/lanewise/kernels"
	"github.com/lanewise/lanewise/kernels/kerneltest"
)

// TestIntegerReductions holds sums and products of integers at every level
// against loops, for all lengths of some rounds of the assembly's loops: random
// elements, and the ends of the types, of which sums reach farthest.
func TestIntegerReductions(t *testing.T) {
	kerneltest.ForEachLevel(t, func(t *testing.T, _ kernels.Level) {
		integerReductions[int8, int64](t, vir.I8)
		integerReductions[int16, int64](t, vir.I16)
		integerReductions[int32, int64](t, vir.I32)
		integerReductions[int64, int64](t, vir.I64)
		integerReductions[uint8, uint64](t, vir.U8)
		integerReductions[uint16, uint64](t, vir.U16)
		integerReductions[uint32, uint64](t, vir.U32)
		integerReductions[uint64, uint64](t, vir.U64)
	})
}

func integerReductions[T integer, W int64 | uint64](t *testing.T, typ vir.Type) {
	const n = 300
	r := rand.New(rand.NewPCG(5, uint64(typ)))
	random, odd := make([]T, n), make([]T, n)
	for i := range random {
		random[i] = T(r.Uint64())
		odd[i] = random[i] | 1 // whose products don't become 0
	}
	least, greatest := T(typ.Least()), T(typ.Greatest())
	sum, prod := generated["Sum"+typ.String()].(func(x []T) W), generated["Prod"+typ.String()].(func(x []T) W)
	for _, x := range [][]T{random, odd, slices.Repeat([]T{least}, n), slices.Repeat([]T{greatest}, n)} {
		s, p := W(0), W(1)
		for i := range n + 1 {
			if got := sum(x[:i]); got != s {
				t.Fatalf("Sum%s of %d elements %d, ... = %d, want %d", typ, i, x[0], got, s)
			}
			if got := prod(x[:i]); got != p {
				t.Fatalf("Prod%s of %d elements %d, ... = %d, want %d", typ, i, x[0], got, p)
			}
			if i < n {
				s, p = s+W(x[i]), p*W(x[i])
			}
		}
	}
}
