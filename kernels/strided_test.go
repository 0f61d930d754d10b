package kernels_test

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"runtime/debug"
	"slices"
	"testing"

	"github.com/lanewise/lanewise/kernels"
	"github.com/lanewise/lanewise/kernels/kerneltest"
)

var (
	stridedLengths = []int{0, 1, 2, 3, 7, 64, 511, 512, 513, 1024, 1500}
	someStrides    = []int{1, 2, -1, 3, -2, 0, 7}
)

// apart returns memory of exactly as many elements as n with the stride take,
// before an unreadable page.
func apart[T kernels.Element](m *moveSpace, a *kerneltest.Arena, stride, n int) []T {
	if n == 0 {
		return nil
	}
	return placed[T](m, a, (n-1)*max(stride, -stride)+1, 1)
}

// strideIndex returns the place of element i.
func strideIndex(i, stride, n int) int {
	if stride < 0 {
		return (n - 1 - i) * -stride
	}
	return i * stride
}

// gathered returns the elements in a row, by the definition.
func gathered[T any](s []T, stride, n int) []T {
	row := make([]T, n)
	for i := range row {
		row[i] = s[strideIndex(i, stride, n)]
	}
	return row
}

// scattered returns a copy of s with the elements replaced.
func scattered[T any](s []T, stride int, row []T) []T {
	all := slices.Clone(s)
	for i, v := range row {
		all[strideIndex(i, stride, len(row))] = v
	}
	return all
}

// forEachStrides runs test for lengths and pairs of strides at every level, on
// fresh arenas.
func forEachStrides(t *testing.T, test func(t *testing.T, m *moveSpace, n, ds, xs int)) {
	kerneltest.ForEachLevel(t, func(t *testing.T, _ kernels.Level) {
		defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
		m := newMoveSpace(t, 1500*7*16)
		for _, n := range stridedLengths {
			for _, ds := range someStrides {
				for _, xs := range someStrides {
					if ds != 0 {
						test(t, m, n, ds, xs)
					}
				}
			}
		}
	})
}

// mapStridedCase compares one kernel with itself on rows.
func mapStridedCase[D, X kernels.Element](name string, kernel func(dst []D, x []X)) func(*testing.T, *moveSpace, int, int, int) {
	return func(t *testing.T, m *moveSpace, n, ds, xs int) {
		dst, x := apart[D](m, m.a, ds, n), apart[X](m, m.b, xs, n)
		row := make([]D, n)
		kernel(row, gathered(x, xs, n))
		want := scattered(dst, ds, row)
		kernels.MapStrided(kernel, dst, ds, x, xs, n)
		if !bytes.Equal(raw(dst), raw(want)) {
			t.Errorf("%s of %d elements, strides %d and %d: wrong", name, n, ds, xs)
		}
	}
}

func TestMapStrided(t *testing.T) {
	for _, test := range []func(*testing.T, *moveSpace, int, int, int){
		mapStridedCase("ExpF64", kernels.ExpF64),
		mapStridedCase("NegF32", kernels.NegF32),
		mapStridedCase("ToF64U8", kernels.ToF64U8),
		mapStridedCase("ToU8I64", kernels.ToU8I64),
		mapStridedCase("IsNaNF32", kernels.IsNaNF32),
		mapStridedCase("ConjC128", kernels.ConjC128),
		mapStridedCase("a literal", func(dst, x []float64) { kernels.ClipF64(dst, x, -1, 1) }),
	} {
		forEachStrides(t, test)
	}
}

func TestMapStrided2(t *testing.T) {
	forEachStrides(t, func(t *testing.T, m *moveSpace, n, ds, xs int) {
		for _, ys := range someStrides {
			dst, x, y := apart[int16](m, m.a, ds, n), apart[int16](m, m.b, xs, n), apart[int16](m, m.c, ys, n)
			row := make([]int16, n)
			for i := range row {
				row[i] = x[strideIndex(i, xs, n)] - y[strideIndex(i, ys, n)]
			}
			want := scattered(dst, ds, row)
			kernels.MapStrided2(kernels.SubI16, dst, ds, x, xs, y, ys, n)
			if !slices.Equal(dst, want) {
				t.Errorf("%d elements, strides %d, %d and %d: wrong", n, ds, xs, ys)
			}
		}
	})
}

func TestMapStrided3(t *testing.T) {
	forEachStrides(t, func(t *testing.T, m *moveSpace, n, ds, xs int) {
		ys, zs := -xs, 1-ds
		mask, y, z := apart[bool](m, m.b, xs, n), apart[int32](m, m.c, ys, n), apart[int32](m, kerneltest.NewArena(t, n*64), zs, n)
		dst := apart[int32](m, m.a, ds, n)
		row := make([]int32, n)
		for i := range row {
			row[i] = z[strideIndex(i, zs, n)]
			if mask[strideIndex(i, xs, n)] {
				row[i] = y[strideIndex(i, ys, n)]
			}
		}
		want := scattered(dst, ds, row)
		kernels.MapStrided3(kernels.WhereI32, dst, ds, mask, xs, y, ys, z, zs, n)
		if !slices.Equal(dst, want) {
			t.Errorf("%d elements, strides %d, %d, %d and %d: wrong", n, ds, xs, ys, zs)
		}
	})
}

func TestFoldStrided(t *testing.T) {
	add := func(a, b float64) float64 { return a + b }
	kerneltest.ForEachLevel(t, func(t *testing.T, _ kernels.Level) {
		r := rand.New(rand.NewPCG(1, 2))
		x, y := make([]float64, 40_000), make([]float64, 40_000)
		for i := range x {
			x[i], y[i] = r.NormFloat64(), r.NormFloat64()
		}
		for _, n := range append(stridedLengths, 5000) {
			for _, xs := range someStrides {
				if got, want := kernels.FoldStrided(kernels.SumF64, add, x, xs, n), kernels.SumF64(gathered(x, xs, n)); got != want {
					t.Errorf("sum of %d elements, stride %d: %v, want %v", n, xs, got, want)
				}
				for _, ys := range someStrides {
					got := kernels.FoldStrided2(kernels.DotF64, add, x, xs, y, ys, n)
					if want := kernels.DotF64(gathered(x, xs, n), gathered(y, ys, n)); got != want {
						t.Errorf("dot of %d elements, strides %d and %d: %v, want %v", n, xs, ys, got, want)
					}
				}
			}
		}
	})
}

// TestStridedInPlace covers results in the places of inputs and between them.
func TestStridedInPlace(t *testing.T) {
	const columns, rows = 3, 1100
	kerneltest.ForEachLevel(t, func(t *testing.T, _ kernels.Level) {
		matrix := make([]float32, columns*rows)
		for i := range matrix {
			matrix[i] = float32(i % 1001)
		}
		want := slices.Clone(matrix)
		for i := 0; i < len(want); i += columns {
			want[i+2] += want[i] + want[i+1]
		}
		kernels.MapStrided2(kernels.AddF32, matrix[2:], columns, matrix, columns, matrix[2:], columns, rows)
		kernels.MapStrided2(kernels.AddF32, matrix[2:], columns, matrix[1:], columns, matrix[2:], columns, rows)
		if !slices.Equal(matrix, want) {
			t.Error("the sum of two columns in a third one is wrong")
		}
		// Even elements from odd ones at twice the stride.
		before := slices.Clone(matrix)
		kernels.MapStrided(kernels.NegF32, matrix, 2, matrix[1:], 4, 500)
		for i := range matrix {
			w := before[i]
			if i < 1000 && i%2 == 0 {
				w = -before[1+2*i]
			}
			if matrix[i] != w {
				t.Fatalf("element %d is %v, want %v", i, matrix[i], w)
			}
		}
	})
}

func TestStridedMisuse(t *testing.T) {
	x := make([]float64, 100)
	bytes := make([]uint8, 100)
	overlap, bad := new(*kernels.OverlapError), new(*kernels.RangeError)
	for _, c := range []struct {
		want       any
		ds, xs, n  int
		dst, input []float64
	}{
		{bad, 1, 1, -1, x[:9], x[50:]},
		{bad, 0, 1, 2, x[:9], x[50:]},
		{bad, 1, 1, 10, x[:9], x[50:]},
		{bad, 1, 1, 10, x[:10], x[91:]},
		{bad, 3, 1, 4, x[:9], x[50:]},
		{bad, -3, 1, 4, x[:9], x[50:]},
		{bad, 1, 1 << 62, 9, x[:9], x[50:]},
		{bad, 1, -1 << 63, 2, x[:9], x[50:]},
		{bad, 1, 1, 1, nil, x[50:]},
		{overlap, 1, 1, 9, x, x[1:]},
		{overlap, 2, 2, 9, x, x[2:]},
		{overlap, 2, 2, 9, x[4:], x},
		{overlap, 1, -1, 9, x, x},
		{overlap, 1, 2, 9, x, x},
		{overlap, 2, 3, 9, x, x[1:]},
		{overlap, 4, 6, 9, x[1:], x[7:]},
		{overlap, 1, 0, 9, x, x[4:]},
	} {
		before := slices.Clone(x)
		err := recovered(func() { kernels.MapStrided(kernels.NegF64, c.dst, c.ds, c.input, c.xs, c.n) })
		if !errors.As(err, c.want) {
			t.Errorf("strides %d and %d of %d elements: %v, want %T", c.ds, c.xs, c.n, err, c.want)
		}
		err = recovered(func() {
			kernels.MapStrided2(kernels.AddF64, c.dst, c.ds, make([]float64, 10), 0, c.input, c.xs, c.n)
		})
		if !errors.As(err, c.want) {
			t.Errorf("second input: strides %d and %d of %d elements: %v, want %T", c.ds, c.xs, c.n, err, c.want)
		}
		if !slices.Equal(x, before) {
			t.Fatal("misuse wrote")
		}
	}
	if err := recovered(func() { kernels.MapStrided(kernels.ToU8F64, bytes, 1, x, 1, 101) }); !errors.As(err, bad) {
		t.Errorf("too long: %v", err)
	}
	// Bytes of the floats themselves, and bytes between the floats.
	if err := recovered(func() { kernels.MapStrided(kernels.ToU8F64, raw(x)[3:], 16, x, 2, 40) }); !errors.As(err, overlap) {
		t.Errorf("bytes of the input: %v", err)
	}
	for _, ok := range []func(){
		func() { kernels.MapStrided(kernels.ToU8F64, raw(x)[8:], 16, x, 2, 40) },
		func() { kernels.MapStrided(kernels.ToU8F64, raw(x)[15:], 16, x, 2, 40) },
		func() { kernels.MapStrided(kernels.NegF64, x, 2, x[1:], 2, 50) },
		func() { kernels.MapStrided(kernels.NegF64, x[5:], 5, x[3:], 10, 9) },
		func() { kernels.MapStrided(kernels.NegF64, x[:50], -1, x[50:], 1, 50) },
		func() { kernels.MapStrided(kernels.NegF64, x, 99, x[1:], 5, 1) },
		func() { kernels.MapStrided(kernels.NegF64, nil, 5, nil, 5, 0) },
	} {
		if err := recovered(ok); err != nil {
			t.Error(err)
		}
	}
}

// recovered returns what f panics with.
func recovered(f func()) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err, _ = r.(error)
			if err == nil {
				err = fmt.Errorf("panic: %v", r)
			}
		}
	}()
	f()
	return nil
}

func TestStridedNoAllocations(t *testing.T) {
	x, mask := make([]float64, 9000), make([]bool, 9000)
	lo, hi := -1.0, 1.0
	add := func(a, b float64) float64 { return a + b }
	var sum float64
	for i, f := range []func(){
		func() {
			kernels.MapStrided(func(dst, x []float64) { kernels.ClipF64(dst, x, lo, hi) }, x, 3, x, 3, 3000)
		},
		func() { kernels.MapStrided2(kernels.AddF64, x, 3, x[1:], 3, x[2:], 3, 2999) },
		func() { kernels.MapStrided3(kernels.WhereF64, x, 3, mask, 2, x[1:], 3, x[2:], 3, 2999) },
		func() { sum += kernels.FoldStrided(kernels.SumF64, add, x, 3, 3000) },
		func() { sum += kernels.FoldStrided2(kernels.DotF64, add, x, 3, x[1:], 3, 2999) },
	} {
		if n := testing.AllocsPerRun(100, f); n != 0 {
			t.Errorf("call %d: %v allocations", i, n)
		}
	}
}

// FuzzStrided lets both operands lie in one slice: either the call panics and
// writes nothing, or the result is that of copies.
func FuzzStrided(f *testing.F) {
	f.Add(uint16(0), uint16(1), int16(3), int16(3), uint16(700))
	f.Add(uint16(0), uint16(0), int16(-2), int16(2), uint16(9))
	f.Add(uint16(900), uint16(0), int16(1), int16(0), uint16(600))
	f.Fuzz(func(t *testing.T, dstAt, xAt uint16, dstStride, xStride int16, n uint16) {
		memory := make([]int32, 1<<13)
		for i := range memory {
			memory[i] = int32(i)
		}
		ds, xs, count := int(dstStride), int(xStride), int(n)
		dst, x := memory[int(dstAt)%len(memory):], memory[int(xAt)%len(memory):]
		want := slices.Clone(memory)
		fits := (ds != 0 || count == 1) && count > 0 && (count-1)*max(ds, -ds) < len(dst) && (count-1)*max(xs, -xs) < len(x)
		err := recovered(func() { kernels.MapStrided(kernels.NegI32, dst, ds, x, xs, count) })
		switch {
		case err == nil && fits:
			for i := range count {
				want[int(dstAt)%len(memory)+strideIndex(i, ds, count)] = -int32(int(xAt)%len(memory) + strideIndex(i, xs, count))
			}
		case fits && !errors.As(err, new(*kernels.OverlapError)):
			t.Fatal(err)
		}
		if !slices.Equal(memory, want) {
			t.Error("wrong result, or misuse that wrote")
		}
	})
}
