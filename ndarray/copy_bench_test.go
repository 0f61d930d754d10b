package ndarray

import (
	"fmt"
	"testing"
)

func BenchmarkCopyForms(b *testing.B) {
	for _, n := range []int{4, 8, 16, 64, 256, 1024, 4096} {
		a := Zeros[float64](n, n)
		out := Zeros[float64](n, n)
		wide := Zeros[float64](n, 2*n).Slice(All, RS(Begin, End, 2))
		for _, c := range []struct {
			name string
			in   Array[float64]
		}{{"transpose", a.T()}, {"flat", a}, {"flip", a.Flip(1)}, {"step", wide}, {"row", a.Row(0)}, {"column", a.Slice(All, R(0, 1))}} {
			b.Run(fmt.Sprintf("%s/%d", c.name, n), func(b *testing.B) {
				b.ReportAllocs()
				b.SetBytes(int64(16 * n * n))
				for range b.N {
					out.Assign(c.in)
				}
			})
		}
		b.Run(fmt.Sprintf("fill/%d", n), func(b *testing.B) {
			b.SetBytes(int64(8 * n * n))
			for range b.N {
				out.Fill(1)
			}
		})
	}
}
