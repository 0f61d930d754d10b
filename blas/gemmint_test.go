package blas

import (
	"fmt"
	"math/rand/v2"
	"runtime/debug"
	"slices"
	"testing"

	"github.com/lanewise/lanewise/blas/internal/check"
	"github.com/lanewise/lanewise/kernels"
	"github.com/lanewise/lanewise/kernels/kerneltest"
	"github.com/lanewise/lanewise/threadctl"
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

// int8Case is a product of bytes.
type int8Case struct {
	ta, tb  Transpose
	m, n, k int
	a, b    []int8
	c       []int32
}

func newInt8Case(r *rand.Rand, ta, tb Transpose, m, n, k int) *int8Case {
	p := &int8Case{ta, tb, m, n, k, make([]int8, m*k), make([]int8, k*n), make([]int32, m*n)}
	for _, s := range [][]int8{p.a, p.b} {
		for i := range s {
			s[i] = []int8{-128, 127, int8(r.IntN(256))}[r.IntN(3)]
		}
	}
	return p
}

func (p *int8Case) run(add bool) {
	_, lda := check.Stored(p.ta, p.m, p.k)
	_, ldb := check.Stored(p.tb, p.k, p.n)
	GemmInt8(p.ta, p.tb, p.m, p.n, p.k, p.a, lda, p.b, ldb, add, p.c, p.n)
}

// TestInt8Guards places operands where memory ends and begins.
func TestInt8Guards(t *testing.T) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	const most = 120
	bytes := [2]*kerneltest.Arena{kerneltest.NewArena(t, most*most), kerneltest.NewArena(t, most*most)}
	sums := kerneltest.NewArena(t, 4*most*most)
	kerneltest.ForEachLevel(t, func(t *testing.T, l kernels.Level) {
		r := rand.New(rand.NewPCG(27, 28))
		for i := range tries(40) {
			p := newInt8Case(r, transposes[i%2], transposes[i/2%2], 1+r.IntN(20), 1+r.IntN(most), 1+r.IntN(40))
			p.run(true)
			place, placeC := kerneltest.Back[int8], kerneltest.Back[int32]
			if i%3 == 0 {
				place, placeC = kerneltest.Front[int8], kerneltest.Front[int32]
			}
			q := *p
			q.a, q.b, q.c = place(bytes[0], len(p.a)), place(bytes[1], len(p.b)), placeC(sums, len(p.c))
			copy(q.a, p.a)
			copy(q.b, p.b)
			if q.run(false); !slices.Equal(q.c, p.c) {
				t.Fatalf("%c%c %d %d %d: other sums", q.ta, q.tb, q.m, q.n, q.k)
			}
		}
	})
}

// TestInt8Threads has products of several blocks of columns and of k.
func TestInt8Threads(t *testing.T) {
	defer threadctl.SetBudget(threadctl.SetBudget(0))
	kerneltest.ForEachLevel(t, func(t *testing.T, l kernels.Level) {
		r := rand.New(rand.NewPCG(29, 30))
		for _, size := range [][3]int{{130, 170, 1607}, {3, 2900, 1550}} {
			p := newInt8Case(r, NoTrans, Trans, size[0], size[1], size[2])
			threadctl.SetBudget(1)
			p.run(false)
			want := slices.Clone(p.c)
			threadctl.SetBudget(2)
			if p.run(false); !slices.Equal(p.c, want) {
				t.Errorf("%v: other sums with two threads", size)
			}
			if at := len(want) - 1; want[at] != p.element(size[0]-1, size[1]-1) {
				t.Errorf("%v: the last element is %d", size, want[at])
			}
		}
	})
}

// element returns an element of A*Bᵀ.
func (p *int8Case) element(i, j int) (sum int32) {
	for l := range p.k {
		sum += int32(p.a[i*p.k+l]) * int32(p.b[j*p.k+l])
	}
	return sum
}

// TestInt8Allocations: products allocate nothing once there are buffers.
func TestInt8Allocations(t *testing.T) {
	if kerneltest.RaceEnabled {
		t.Skip("under the race detector pools forget at random")
	}
	defer debug.SetGCPercent(debug.SetGCPercent(-1)) // which empties pools
	defer threadctl.SetBudget(threadctl.SetBudget(1))
	kerneltest.ForEachLevel(t, func(t *testing.T, l kernels.Level) {
		p := newInt8Case(rand.New(rand.NewPCG(31, 32)), Trans, NoTrans, 70, 60, 51)
		if n := testing.AllocsPerRun(20, func() { p.run(false) }); n > 0 {
			t.Errorf("%v allocations", n)
		}
	})
}

// BenchmarkGemmInt8 measures square products on one thread in turn with those of
// float32, and reports their ratio.
func BenchmarkGemmInt8(b *testing.B) {
	defer threadctl.SetBudget(threadctl.SetBudget(1))
	for _, n := range []int{32, 128, 512, 1024} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			p := newInt8Case(rand.New(rand.NewPCG(33, 34)), NoTrans, NoTrans, n, n, n)
			benchBesideSgemm(b, n, func() { p.run(false) })
		})
	}
}
