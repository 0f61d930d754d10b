package kernels_test

import (
	"bytes"
	"errors"
	"math"
	"slices"
	"strings"
	"testing"
	"unsafe"

	"github.com/lanewise/lanewise/kernels"
	"github.com/lanewise/lanewise/kernels/kerneltest"
)

// TestMoveMisuse checks that misuse panics with the right error before
// anything is written.
func TestMoveMisuse(t *testing.T) {
	const minInt = math.MinInt
	memory := make([]float64, 64)
	x, y := memory[:16], memory[32:48]
	z, ints, longs := make([]complex128, 16), []int{0, 1, 2, 3}, make([]int64, 4)
	mask := []bool{true, true, true, false, false, false, false, true, true, false, false, false, true, true, true, false}
	parts := unsafe.Slice((*float64)(unsafe.Pointer(&z[0])), 2*len(z))
	for name, c := range map[string]struct {
		run  func()
		want any
	}{
		"Copy lengths":              {func() { kernels.Copy(x, y[1:]) }, new(*kernels.LengthError)},
		"Copy overlap":              {func() { kernels.Copy(memory[:16], memory[1:17]) }, new(*kernels.OverlapError)},
		"Reverse lengths":           {func() { kernels.Reverse(x[1:], y) }, new(*kernels.LengthError)},
		"Reverse overlap":           {func() { kernels.Reverse(memory[:16], memory[15:31]) }, new(*kernels.OverlapError)},
		"ByteSwap lengths":          {func() { kernels.ByteSwap(x[1:], y) }, new(*kernels.LengthError)},
		"ByteSwap overlap":          {func() { kernels.ByteSwap(memory[2:18], memory[:16]) }, new(*kernels.OverlapError)},
		"InterleaveC128 lengths":    {func() { kernels.InterleaveC128(z, x, y[1:]) }, new(*kernels.LengthError)},
		"InterleaveC128 overlap":    {func() { kernels.InterleaveC128(z, x, parts[16:]) }, new(*kernels.OverlapError)},
		"DeinterleaveC128 lengths":  {func() { kernels.DeinterleaveC128(x, y, z[1:]) }, new(*kernels.LengthError)},
		"DeinterleaveC128 overlap":  {func() { kernels.DeinterleaveC128(x, x, z) }, new(*kernels.OverlapError)},
		"DeinterleaveC128 in place": {func() { kernels.DeinterleaveC128(x, parts[:16], z) }, new(*kernels.OverlapError)},
		"Take lengths":              {func() { kernels.Take(x, y, ints) }, new(*kernels.LengthError)},
		"Take overlap":              {func() { kernels.Take(memory[14:18], memory[:16], ints) }, new(*kernels.OverlapError)},
		"Take overlap with indices": {func() { kernels.Take(longs, longs[:1], longs) }, new(*kernels.OverlapError)},
		"Take below":                {func() { kernels.Take(x[:4], y, []int{0, 1, -1, 2}) }, new(*kernels.RangeError)},
		"Take above":                {func() { kernels.Take(x[:4], y, []int32{0, 1, 2, 16}) }, new(*kernels.RangeError)},
		"Take from nothing":         {func() { kernels.Take(x[:1], nil, []int{0}) }, new(*kernels.RangeError)},
		"Put lengths":               {func() { kernels.Put(x, y, ints) }, new(*kernels.LengthError)},
		"Put overlap":               {func() { kernels.Put(memory[:16], memory[15:19], ints) }, new(*kernels.OverlapError)},
		"Put above":                 {func() { kernels.Put(x, y[:4], []int64{0, 1, math.MaxInt64, 2}) }, new(*kernels.RangeError)},
		"Compress lengths":          {func() { kernels.Compress(x, y, mask[1:]) }, new(*kernels.LengthError)},
		"Compress overlap":          {func() { kernels.Compress(memory[15:31], memory[:16], mask) }, new(*kernels.OverlapError)},
		"Compress to too few":       {func() { kernels.Compress(x[:7], y, mask) }, new(*kernels.RangeError)},
		"Expand lengths":            {func() { kernels.Expand(x[1:], y, mask) }, new(*kernels.LengthError)},
		"Expand overlap":            {func() { kernels.Expand(memory[:16], memory[15:31], mask) }, new(*kernels.OverlapError)},
		"Expand from too few":       {func() { kernels.Expand(x, y[:7], mask) }, new(*kernels.RangeError)},
		"Transpose2D negative":      {func() { kernels.Transpose2D(x, 4, y, 4, -1, 4) }, new(*kernels.RangeError)},
		"Transpose2D short stride":  {func() { kernels.Transpose2D(x, 3, y, 4, 4, 4) }, new(*kernels.RangeError)},
		"Transpose2D short dst":     {func() { kernels.Transpose2D(x[:15], 4, y, 4, 4, 4) }, new(*kernels.RangeError)},
		"Transpose2D short src":     {func() { kernels.Transpose2D(x, 4, y, 5, 4, 4) }, new(*kernels.RangeError)},
		"Transpose2D overflow":      {func() { kernels.Transpose2D(x, 4, y, math.MaxInt, 4, 4) }, new(*kernels.RangeError)},
		"Transpose2D in place":      {func() { kernels.Transpose2D(x, 4, x, 4, 4, 4) }, new(*kernels.OverlapError)},
		"CopyStrided negative":      {func() { kernels.CopyStrided(x, 1, y, 1, -1) }, new(*kernels.RangeError)},
		"CopyStrided to one":        {func() { kernels.CopyStrided(x, 0, y, 1, 2) }, new(*kernels.RangeError)},
		"CopyStrided short src":     {func() { kernels.CopyStrided(x, 1, y, -4, 5) }, new(*kernels.RangeError)},
		"CopyStrided short dst":     {func() { kernels.CopyStrided(x, 16, y, 1, 2) }, new(*kernels.RangeError)},
		"CopyStrided overflow":      {func() { kernels.CopyStrided(x, minInt, y, 1, 2) }, new(*kernels.RangeError)},
		"CopyStrided nothing":       {func() { kernels.CopyStrided(x[:0], 1, y, 1, 1) }, new(*kernels.RangeError)},
		"CopyStrided overlap":       {func() { kernels.CopyStrided(memory, 2, memory[1:], 2, 16) }, new(*kernels.OverlapError)},
		"CopyND lengths":            {func() { kernels.CopyND(x, []int{1}, y, []int{1, 1}, []int{2}) }, new(*kernels.LengthError)},
		"CopyND axes":               {func() { kernels.CopyND(x, make([]int, 65), y, make([]int, 65), make([]int, 65)) }, new(*kernels.RangeError)},
		"CopyND sum of axes":        {func() { kernels.CopyND(x, []int{4, 3}, y, []int{4, 1}, []int{4, 4}) }, new(*kernels.RangeError)},
		"CopyND overlap":            {func() { kernels.CopyND(x, []int{4, 1}, x, []int{1, 4}, []int{4, 4}) }, new(*kernels.OverlapError)},
	} {
		t.Run(name, func(t *testing.T) {
			before, beforeZ := slices.Clone(memory), slices.Clone(z)
			defer func() {
				err, _ := recover().(error)
				if err == nil || !errors.As(err, c.want) {
					t.Errorf("panic %v, want %T", err, c.want)
				} else if fn, _, _ := strings.Cut(name, " "); !strings.Contains(err.Error(), fn+":") {
					t.Errorf("%q does not name %s", err, fn)
				}
				if !bytes.Equal(raw(memory), raw(before)) || !bytes.Equal(raw(z), raw(beforeZ)) {
					t.Error("something was written")
				}
			}()
			for i := range memory {
				memory[i] = float64(i)
			}
			copy(before, memory)
			c.run()
		})
	}
}

// TestMoveBadIndex puts one bad index at each place of operands of all lengths.
func TestMoveBadIndex(t *testing.T) {
	kerneltest.ForEachLevel(t, func(t *testing.T, _ kernels.Level) {
		badIndex[int](t, -1, 100, math.MinInt, math.MaxInt)
		badIndex[int32](t, -1, 100, math.MinInt32, math.MaxInt32)
	})
}

func badIndex[I kernels.Index](t *testing.T, bad ...I) {
	src := make([]int16, 100)
	for _, n := range []int{1, 3, 4, 5, 8, 9, 16, 31, 40} {
		idx, dst := make([]I, n), make([]int16, n)
		for i := range idx {
			idx[i] = I(99 * (i % 2))
		}
		kernels.Take(dst, src, idx)
		for i := range idx {
			for _, b := range bad {
				good := idx[i]
				idx[i] = b
				func() {
					defer func() {
						e, _ := recover().(*kernels.RangeError)
						if e == nil {
							t.Fatalf("index %d at %d of %d went through", b, i, n)
						}
					}()
					kernels.Take(dst, src, idx)
				}()
				idx[i] = good
			}
		}
	}
}

// TestMoveAllocations checks that no movement kernel allocates.
func TestMoveAllocations(t *testing.T) {
	const n = 120
	x, y, z := make([]float64, n*n), make([]float64, n*n), make([]complex128, n)
	idx, mask := make([]int, n*n), make([]bool, n*n)
	forEachMoveLevel(t, func(t *testing.T) {
		for name, run := range map[string]func(){
			"Copy":        func() { kernels.Copy(x, y) },
			"Fill":        func() { kernels.Fill(x, 1) },
			"Reverse":     func() { kernels.Reverse(x, y); kernels.Reverse(x, x) },
			"ByteSwap":    func() { kernels.ByteSwap(x, y) },
			"complex":     func() { kernels.InterleaveC128(z, x[:n], y[:n]); kernels.DeinterleaveC128(x[:n], y[:n], z) },
			"Take":        func() { kernels.Take(x, y, idx) },
			"Put":         func() { kernels.Put(x, y, idx) },
			"masks":       func() { kernels.Compress(x, y, mask); kernels.Expand(x, y, mask) },
			"Transpose2D": func() { kernels.Transpose2D(x, n, y, n, n, n) },
			"CopyStrided": func() { kernels.CopyStrided(x, 1, y, 2, n*n/2); kernels.CopyStrided(x, 3, y, -2, n) },
			"CopyND":      func() { kernels.CopyND(x, []int{n, 12, 1}, y, []int{1, n, 10 * n}, []int{n, 10, 12}) },
		} {
			if a := testing.AllocsPerRun(3, run); a != 0 {
				t.Errorf("%s allocates %v times", name, a)
			}
		}
	})
}

// FuzzMove compares transposes, strided copies and masks at all levels with
// loops, for shapes, strides and data from the fuzzer.
func FuzzMove(f *testing.F) {
	f.Add(uint8(3), uint8(5), int8(1), int8(-2), uint8(4), []byte("some bytes that become elements and masks"))
	f.Add(uint8(40), uint8(17), int8(-1), int8(3), uint8(1), []byte{1, 0, 1, 1})
	f.Fuzz(func(t *testing.T, rows, cols uint8, dstStride, srcStride int8, size uint8, data []byte) {
		start := kernels.Active()
		defer kernels.SetLevel(start)
		for _, l := range kernels.Levels() {
			kernels.SetLevel(l)
			switch size % 5 {
			case 0:
				fuzzMove[int8](t, int(rows), int(cols), int(dstStride), int(srcStride), data)
			case 1:
				fuzzMove[uint16](t, int(rows), int(cols), int(dstStride), int(srcStride), data)
			case 2:
				fuzzMove[float32](t, int(rows), int(cols), int(dstStride), int(srcStride), data)
			case 3:
				fuzzMove[float64](t, int(rows), int(cols), int(dstStride), int(srcStride), data)
			case 4:
				fuzzMove[complex128](t, int(rows), int(cols), int(dstStride), int(srcStride), data)
			}
		}
	})
}

func fuzzMove[T kernels.Element](t *testing.T, rows, cols, dstStride, srcStride int, data []byte) {
	m := newMoveSpace(t, 2<<20)
	checkTransposed[T](t, m, rows, cols, max(0, srcStride))
	if dstStride != 0 {
		n := rows + 3*cols
		checkND[T](t, m, []int{n}, []int{dstStride}, []int{srcStride}, func(dst, src []T) {
			kernels.CopyStrided(dst, dstStride, src, srcStride, n)
		})
	}
	full, mask := placed[T](m, m.a, len(data), 1), placed[bool](m, m.b, len(data), 1)
	var chosen []T
	for i, d := range data {
		if mask[i] = d&1 == 1; mask[i] {
			chosen = append(chosen, full[i])
		}
	}
	packed := placed[T](m, m.c, len(chosen), 1)
	if kernels.Compress(packed, full, mask); !bytes.Equal(raw(packed), raw(chosen)) {
		t.Fatalf("Compress: mask %v", mask)
	}
	want := slices.Clone(full)
	scramble(full, m.r)
	for i := range full {
		if !mask[i] {
			full[i] = want[i]
		}
	}
	if kernels.Expand(full, packed, mask); !bytes.Equal(raw(full), raw(want)) {
		t.Fatalf("Expand: mask %v", mask)
	}
}
