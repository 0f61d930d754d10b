package kernels_test

import (
	"encoding/binary"
	"math/rand/v2"
	"os"
	"testing"
	"unsafe"

	"github.com/lanewise/lanewise/kernels"
	"github.com/lanewise/lanewise/kernels/kerneltest"
)

// TestDivision holds integer division at every level against math/big where
// estimates in floats are hard to get right, and for all pairs of bytes.
func TestDivision(t *testing.T) {
	t.Run("I8", division[int8])
	t.Run("I16", division[int16])
	t.Run("I32", division[int32])
	t.Run("I64", division[int64])
	t.Run("U8", division[uint8])
	t.Run("U16", division[uint16])
	t.Run("U32", division[uint32])
	t.Run("U64", division[uint64])
}

func division[T integer](t *testing.T) {
	typ := t.Name()[len("TestDivision/"):]
	x, y := dividends[T]()
	quotient, rest := make([]T, len(x)), make([]T, len(x))
	for i := range x {
		quotient[i], rest[i] = floorDiv(x[i], y[i])
	}
	dst := make([]T, len(x))
	kerneltest.ForEachLevel(t, func(t *testing.T, _ kernels.Level) {
		for name, want := range map[string][]T{"FloorDiv": quotient, "Mod": rest} {
			generated[name+typ].(func(dst, x, y []T))(dst, x, y)
			for i, got := range dst {
				if got != want[i] {
					t.Fatalf("%s%s of %d, %d = %d, want %d", name, typ, x[i], y[i], got, want[i])
				}
			}
		}
		divisionByScalars(t, typ, x, y)
	})
}

// divisionByScalars divides 256 dividends, for bytes all, by one divisor after the
// other: those of the first lists of both.
func divisionByScalars[T integer](t *testing.T, typ string, x, y []T) {
	floorDivScalar := generated["FloorDivScalar"+typ].(func(dst, x []T, y T))
	modScalar := generated["ModScalar"+typ].(func(dst, x []T, y T))
	quotient, rest, own := make([]T, 256), make([]T, 256), make([]T, 256)
	for i, d := range y[:256] {
		copy(own, x[256*i%len(x):])
		if unsafe.Sizeof(d) > 1 {
			besideMultiples(own, d)
		} else {
			for j := range own {
				own[j] = T(j)
			}
		}
		floorDivScalar(quotient, own, d)
		modScalar(rest, own, d)
		for j, v := range own {
			if q, m := floorDiv(v, d); quotient[j] != q || rest[j] != m {
				t.Fatalf("%s: %d by %d = %d, rest %d, want %d, %d", typ, v, d, quotient[j], rest[j], q, m)
			}
		}
	}
}

// besideMultiples moves two thirds of x to multiples of d and beside them, and puts the
// bounds of the type at the end.
func besideMultiples[T integer](x []T, d T) {
	for i := range x {
		if d != 0 && i%3 > 0 {
			x[i] = x[i]/d*d + T(i%9/3) - 1
		}
	}
	low := T(1) << (8*unsafe.Sizeof(d) - 1) // of signed types
	copy(x[len(x)-6:], []T{low, low - 1, low + 1, 0, 1, ^T(0)})
}

// dividends returns all pairs of bytes, or pairs of wider integers of all
// magnitudes, many of them next to multiples of the divisor.
func dividends[T integer]() (x, y []T) {
	var zero T
	width := 8 * int(unsafe.Sizeof(zero))
	if width == 8 {
		for i := range 1 << 16 {
			x, y = append(x, T(i>>8)), append(y, T(i))
		}
		return x, y
	}
	r := rand.New(rand.NewPCG(uint64(width), 5))
	most := width
	draw := func() T { // around powers of 2, of any of the lower bits, with either sign
		v := T(1)<<r.IntN(most) + T(r.IntN(5)) - 2
		if r.IntN(2) == 0 {
			v = T(r.Uint64()) >> (width - most + r.IntN(most))
		}
		if r.IntN(2) == 0 {
			v = -v
		}
		return v
	}
	for _, b := range []T{0, 1, 2, 3, 7, ^T(0), ^T(1), ^T(2), 1 << (width - 1), 1<<(width-1) - 1, 1<<(width-1) + 1} {
		x, y = append(x, draw()), append(y, b)
	}
	for i := range 40000 {
		if i%64 == 0 { // small ones have a way of their own, if no other is in their vector
			most = 1 + r.IntN(width)
		}
		a, b := draw(), draw()
		if b != 0 && r.IntN(3) > 0 { // a multiple, or one beside it
			a = a/b*b + T(r.IntN(3)) - 1
		}
		x, y = append(x, a), append(y, b)
	}
	return x, y
}

// TestDivmod holds the division of floats at every level against NumPy's.
func TestDivmod(t *testing.T) {
	kerneltest.ForEachLevel(t, func(t *testing.T, _ kernels.Level) {
		divmod(t, "f64", kernels.FloorDivF64, kernels.ModF64, kernels.DivmodF64)
		divmod(t, "f32", kernels.FloorDivF32, kernels.ModF32, kernels.DivmodF32)
	})
}

func divmod[T kerneltest.Float](t *testing.T, dtype string, floorDiv, mod func(dst, x, y []T), both func(quo, rem, x, y []T)) {
	data, err := os.ReadFile("testdata/divmod_" + dtype + ".bin")
	var zero T
	rows := make([][4]T, len(data)/4/int(unsafe.Sizeof(zero)))
	if err == nil {
		_, err = binary.Decode(data, binary.LittleEndian, rows)
	}
	if err != nil || len(rows) < 3000 {
		t.Fatalf("%d rows: %v", len(rows), err)
	}
	var cols [8][]T // of the table, then the results
	for i := range cols {
		cols[i] = make([]T, len(rows))
	}
	for i, row := range rows {
		for c, v := range row {
			cols[c][i] = v
		}
	}
	x, y := cols[0], cols[1]
	floorDiv(cols[4], x, y)
	mod(cols[5], x, y)
	both(cols[6], cols[7], x, y)
	for i, row := range rows {
		for c, got := range []T{cols[4][i], cols[5][i], cols[6][i], cols[7][i]} {
			if want := row[2+c%2]; !kerneltest.Same(got, want) {
				t.Errorf("%s, result %d of %v, %v = %v, want %v", dtype, c, row[0], row[1], got, want)
			}
		}
	}
}
